//! Every word of every answer is in every format, in order.
//!
//! The words of an answer are taken from the answer file here, by another way than the program's own.

use std::path::Path;

use beredskab::content::read::markdown;
use beredskab::content::{Block, BlockKind, Inline, InlineKind, Node, plain_text_of_blocks, walk};
use beredskab::output::Format;
use beredskab::output::fragment::{self, Tables};
use proptest::prelude::*;

use super::support::{document, plans};

/// The words of a text: runs of letters and digits.
fn words(text: &str) -> Vec<String> {
    let composed: String = unicode_normalization::UnicodeNormalization::nfc(text).collect();
    composed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Stands around each table in a text.
const TABLE: char = '\u{1}';

/// How a format shows the answers.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    AsWritten,
    /// With each cell of a table after its head.
    WithoutTables,
}

/// What a reader of a Markdown text sees, by a walk over the parser's events.
fn visible(text: &str, shown: Shown) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut out = String::new();
    let mut in_image = 0;
    let mut titles = Vec::new();
    let (mut heads, mut column, mut starts_at) = (Vec::new(), 0, 0);
    let is_list = shown == Shown::WithoutTables;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => out.push(TABLE),
            Event::Start(Tag::TableHead) if is_list => (heads, starts_at) = (Vec::new(), out.len()),
            Event::End(TagEnd::TableHead) if is_list => {
                // What follows takes the heads again, each for its own column.
                heads = out.split_off(starts_at).split('\n').map(str::to_owned).collect();
                starts_at = out.len();
            }
            Event::End(TagEnd::Table) => {
                if is_list && out.len() == starts_at {
                    out.extend([heads.join(" "), " ".to_owned()]);
                }
                out.push(TABLE);
            }
            Event::Start(Tag::TableRow) => column = 0,
            Event::Start(Tag::TableCell) if is_list => {
                out.extend(heads.get(column).map(|head| format!("{head} ")));
                column += 1;
            }
            Event::End(TagEnd::TableCell) if is_list => out.push('\n'),
            Event::Start(Tag::Image { title, .. }) => {
                in_image += 1;
                out.extend([" ", &title, " "]);
            }
            Event::End(TagEnd::Image) => in_image -= 1,
            Event::Start(Tag::Link { title, .. }) => titles.push(title),
            Event::End(TagEnd::Link) => out.extend([" ", &titles.pop().expect("an open link"), " "]),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) if in_image == 0 => {
                out.push_str(&text);
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => {}
            Event::SoftBreak | Event::HardBreak | Event::End(_) | Event::Start(Tag::List(_)) => out.push(' '),
            _ => {}
        }
    }
    out
}

/// The texts of an answer file, in the file's order, as a reader should see each. Left out is what steers the program, what
/// is written another way on purpose (names, dates, numbers), and the paths of files.
fn texts(plan: &Path, shown: Shown) -> Vec<String> {
    let text = std::fs::read_to_string(plan).expect("an answer file");
    let table: toml::Table = text.trim_start_matches('\u{feff}').parse().expect("TOML");
    let mut out = Vec::new();
    collect("", &toml::Value::Table(table), plan, shown, &mut out);
    out
}

/// The words of each text.
fn answers(plan: &Path, shown: Shown) -> Vec<Vec<String>> {
    texts(plan, shown).iter().map(|text| words(text)).filter(|words| !words.is_empty()).collect()
}

/// The words of each stretch of text that stands in one piece on paper. A row may go over two pages, with the table's head
/// in between, so of a table that is each word.
#[cfg(feature = "pdf")]
fn in_one_piece(plan: &Path) -> Vec<Vec<String>> {
    let of_text = |text: String| {
        let parts = text.split(TABLE).map(words).enumerate();
        let split = |(i, part): (usize, Vec<String>)| match i % 2 {
            0 => vec![part],
            _ => part.into_iter().map(|word| vec![word]).collect(),
        };
        parts.flat_map(split).filter(|words| !words.is_empty()).collect::<Vec<_>>()
    };
    texts(plan, Shown::AsWritten).into_iter().flat_map(of_text).collect()
}

const NOT_SHOWN_AS_WRITTEN: [&str; 12] = [
    "skabelon",
    "fase",
    "kommune.navn",
    "kommune.logo",
    "kommune.logo_alt",
    "kommune.farve",
    "kontakt.telefon",
    "plan.vedtaget",
    "plan.revideres",
    "kontakt.bekraeftet",
    "indsatser.maalgruppe",
    "plan.aar",
];

/// Keys whose answers are taken literally, not as Markdown.
const LINES: [&str; 14] = [
    "kommune.politikreds",
    "plan.titel",
    "plan.vedtaget_af",
    "plan.sagsnummer",
    "plan.historik.aendring",
    "kontakt.infohus",
    "kontakt.email",
    "kontakt.aabningstid",
    "introduktion.maal_periode",
    "infohus.forvaltning",
    "netvaerk.hyppighed",
    "indsatser.titel",
    "indsatser.ansvarlig",
    "procedure.trin.titel",
];

fn collect(key: &str, value: &toml::Value, plan: &Path, shown: Shown, out: &mut Vec<String>) {
    if NOT_SHOWN_AS_WRITTEN.contains(&key) {
        return;
    }
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                collect(format!("{key}.{name}").trim_start_matches('.'), value, plan, shown, out);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| collect(key, item, plan, shown, out)),
        toml::Value::String(path) if key.starts_with("tekstblokke.") || key == "bilag.fil" => {
            let file = plan.parent().expect("a folder").join(path);
            out.push(visible(std::fs::read_to_string(file).expect("a text").trim_start_matches('\u{feff}'), shown));
        }
        toml::Value::String(text) if LINES.contains(&key) || key.starts_with("introduktion.ansvar.") => out.push(text.clone()),
        // An item of a list is one paragraph, whatever it begins with.
        toml::Value::String(text) if key == "introduktion.maal" => out.push(visible(&format!("\u{a0}{text}"), shown)),
        toml::Value::String(text) => out.push(visible(text, shown)),
        _ => {}
    }
}

/// The text of the page's body, as it is read: what stands between the tags, with the characters that HTML escapes. A
/// fragment is nothing but a body.
fn html_text(html: &str) -> String {
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    // A word may be bold in part, and may be broken at a sign: these elements end none.
    let within_a_word = |tag: &str| {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        ["strong", "em", "code", "span", "wbr"].contains(&name)
    };
    let texts = body.split('<').filter_map(|tag| tag.split_once('>'));
    let texts: String = texts.map(|(tag, text)| if within_a_word(tag) { text.to_owned() } else { format!(" {text}") }).collect();
    texts.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Whether `answer` stands in `words`, in one piece.
fn holds(words: &[String], answer: &[String]) -> bool {
    words.windows(answer.len()).any(|window| window == answer)
}

#[test]
fn every_word_is_in_the_page_and_in_the_markdown() {
    for plan in plans() {
        let document = document(&plan);
        let text = |format: Format| String::from_utf8(format.render(&document).expect("a text")).expect("UTF-8");
        let html = words(&html_text(&text(Format::Html)));
        let markdown = words(&visible(&text(Format::Markdown), Shown::AsWritten));
        for answer in answers(&plan, Shown::AsWritten) {
            assert!(holds(&html, &answer), "{}: the page lacks {answer:?}", plan.display());
            assert!(holds(&markdown, &answer), "{}: the Markdown lacks {answer:?}", plan.display());
        }
    }
}

#[test]
fn every_word_is_in_the_fragment() {
    for plan in plans() {
        let document = document(&plan);
        for (tables, shown) in [(Tables::Kept, Shown::AsWritten), (Tables::AsLists, Shown::WithoutTables)] {
            let html = words(&html_text(&fragment::render(&document, tables)));
            for answer in answers(&plan, shown) {
                assert!(holds(&html, &answer), "{}: the fragment lacks {answer:?} with {tables:?}", plan.display());
            }
        }
    }
}

/// On paper words are hyphenated and a page's foot may come in between, so letters are compared, without what stands at a
/// page's head and foot.
#[cfg(feature = "pdf")]
#[test]
fn every_letter_is_in_the_pdf() {
    use super::tools::tool;
    for plan in plans() {
        let document = document(&plan);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("plan.pdf");
        std::fs::write(&file, Format::Pdf.render(&document).expect("a PDF")).expect("a file");
        let text = tool("pdftotext", &["-raw", "-enc", "UTF-8"], &file);
        let is_frame = |line: &str| {
            let words = words(line);
            matches!(words.as_slice(), [side, _, af, _] if side == "Side" && af == "af")
                || line.trim_matches(['\u{c}', ' ']) == format!("{} {}", document.cover.kommune, document.cover.phase)
        };
        // A list's numbers are text on paper only, so numbers are compared by themselves.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let pdf = text.lines().filter(|line| !is_frame(line)).collect::<Vec<_>>().join("\n");
        let all = letters(&pdf);
        for answer in in_one_piece(&plan) {
            let of_answer = letters(&answer.concat());
            assert!(all.contains(&of_answer), "{}: the PDF lacks {answer:?} in\n{text}", plan.display());
            for number in answer.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit())) {
                assert!(pdf.contains(number.as_str()), "{}: the PDF lacks {number} of {answer:?}", plan.display());
            }
        }
    }
}

/// The order within the plan, on the example that answers everything.
#[test]
fn answers_come_in_the_templates_order() {
    let plan = super::support::project("examples/ishoej.toml");
    let text = String::from_utf8(Format::Html.render(&document(&plan)).expect("a page")).expect("UTF-8");
    let page = html_text(&text);
    let in_order = [
        "Ishøj skal være en tryg by",
        "Beredskabet gælder bekymringer",
        "Alle skoler underviser",
        "Byrådet og Børne-",
        "Tryghed og Kriminalitetsforebyggelse gennemgår",
        "bekymrende fællesskab",
        "Arbejdet mod radikalisering",
        "Infohus Ishøj er samarbejdet",
        "Kommunens infohustovholder arbejder",
        "Center for Børn, Unge og Tryghed",
        "Kriminalforsorgen, når",
        "Infohustovholderen sørger",
        "Infohuset mødes",
        "Alle kan henvende sig",
        "Vil du være anonym",
        "Henvendelsen modtages",
        "Hver sag har én",
        "Henvendelser bliver noteret",
        "Fra Ishøj deltager",
        "Exit-program",
        "Samtaler med pårørende",
        "Kursus for nøglemedarbejdere",
        "Beredskabet ligger på",
        "Alle ledere gennemgår",
        "Hvert forår",
        "Nøglemedarbejderne er med",
        "Er nogen i fare, ringer",
        "Kommunens pressechef",
        "Ordliste",
        "26/10482",
    ];
    let mut from = page.find("1. Introduktion\n").or_else(|| page.rfind("Introduktion")).expect("the plan");
    for words in in_order {
        let found = page[from..].find(words).unwrap_or_else(|| panic!("»{words}« is not where it belongs"));
        from += found + words.len();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever markup stands around a word, the word is read.
    #[test]
    fn no_markup_hides_a_word(pieces in prop::collection::vec(prop::sample::select(vec![
        "ord", " ", "\n", "\n\n", "    ", "*", "**", "_", "`", "```", "~~~", "#", "- ", "1. ", "> ", "| ", "|---|\n", "---\n", "<", ">", "<b>",
        "<!--", "-->", "\\", "[", "]", "(", ")", "!", "{{", "}}", "$", "&",
    ]), 0..30)) {
        let source = pieces.concat();
        let read = markdown(&source);
        // An image that is no file's is told where the answer is read; its words are no text.
        let mut has_image = false;
        walk(&read.blocks, &mut |node| {
            has_image |= matches!(node, Node::Block(Block { kind: BlockKind::Figure(_), .. }))
                || matches!(node, Node::Inline(Inline { kind: InlineKind::Image(_), .. }));
        });
        let told = has_image || !read.problems.is_empty();
        let (written, shown) = (source.matches("ord").count(), plain_text_of_blocks(&read.blocks).matches("ord").count());
        prop_assert!(told || written == shown, "{source:?}: {written} written, {shown} shown in {:?}", read.blocks);
    }
}
