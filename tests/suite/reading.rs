//! Text as people paste it, and what is read in it: a file a kind in `tests/laesning`, with what must not be read so among it.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use beredskab::content::read::{Markdown, ProblemKind, Written, answer};
use beredskab::content::{Block, BlockKind, Node, plain_text_of_blocks, walk};
use beredskab::output::Format;
use beredskab::output::markdown::write_blocks;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::containment::{BASE, render};
use super::support::{answer_file, checked, project, with_answers};

/// The words that the cases know, besides their own.
fn is_word(text: &str) -> impl Fn(&str) -> bool + '_ {
    move |word| text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|known| known.eq_ignore_ascii_case(word))
}

fn read(text: &str) -> Markdown {
    answer(text, &Written { is_word: &is_word(text), column: 0 })
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project("tests/laesning")).expect("the cases").map(|entry| entry.expect("a case").path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> &str {
    case.file_stem().and_then(|stem| stem.to_str()).expect("a name")
}

#[test]
fn each_kind_is_read_as_written_down() {
    for case in cases() {
        let text = std::fs::read_to_string(&case).expect("a text");
        let Markdown { blocks, problems } = read(&text);
        let mut seen = write_blocks(&blocks);
        for problem in problems {
            let line = text[..problem.at.start].matches('\n').count() + 1;
            write!(seen, "\n[linje {line}] {:?}: {:?}", problem.kind, &text[problem.at]).expect("a text");
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../laesning/snapshots" }, {
            insta::assert_snapshot!(name(&case), seen);
        });
    }
}

/// What a document's digits, and its letters, are in reading order: a numbered list's numbers are digits too.
pub fn characters(blocks: &[Block], wanted: fn(char) -> bool, out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                for (number, item) in (list.start.unwrap_or(0)..).zip(&list.items) {
                    if list.start.is_some() {
                        out.extend(number.to_string().chars().filter(|c| wanted(*c)));
                    }
                    characters(item, wanted, out);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => characters(inner, wanted, out),
            _ => out.extend(plain_text_of_blocks(std::slice::from_ref(block)).chars().filter(|c| wanted(*c))),
        }
    }
}

fn of_document(text: &str, wanted: fn(char) -> bool) -> String {
    let mut out = String::new();
    characters(&read(text).blocks, wanted, &mut out);
    out
}

/// Whether a table has rows that it cannot show, which is an error.
fn is_refused(text: &str) -> bool {
    read(text).problems.iter().any(|problem| problem.kind == ProblemKind::ExtraCells)
}

/// Lines as they come from Word, mail and PDF, in any order.
pub fn pasted() -> impl Strategy<Value = String> {
    const BEGINNINGS: [&str; 34] = [
        "",
        "",
        "",
        "",
        "",
        "",
        "• ",
        "•\t",
        "· ",
        "\u{f0b7} ",
        "– ",
        "-",
        "- ",
        "* ",
        "2. ",
        "3. ",
        "4. ",
        "5. ",
        "18. ",
        "7) ",
        "a) ",
        "(2) ",
        "3: ",
        "§ 4 ",
        "> ",
        "    ",
        "\t",
        "  ",
        "  3. ",
        "   - ",
        "# ",
        "##",
        "| ",
        "**Et:** ",
    ];
    const WORDS: [&str; 26] = [
        "ord",
        "Et",
        "ord.",
        "juni",
        "2026",
        "3.",
        "15",
        "og",
        "Greve",
        "fore-",
        "byggelse",
        "SSP-",
        "a\tb",
        "c | d",
        "|",
        "---",
        "===",
        "43 97 97 97",
        "ah@greve.dk",
        "æøå",
        "at:",
        "den",
        "–",
        "\u{a0}",
        "\u{ad}",
        "ret,",
    ];
    const ENDS: [&str; 8] = ["\n", "\n", "\n", "\n\n", "\r\n", "  \n", "\u{b}", "\n\n"];
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..12).prop_map(|words| words.join(" "));
    let line = (prop::sample::select(&BEGINNINGS[..]), words, prop::sample::select(&ENDS[..]));
    let line = line.prop_map(|(begins, words, end)| format!("{begins}{words}{end}"));
    prop::collection::vec(line, 1..12).prop_map(|lines| lines.concat())
}

/// Running text, as words. What could begin a list comes once: two lines that begin so are one, in any text.
fn prose() -> impl Strategy<Value = Vec<&'static str>> {
    const WORDS: [&str; 48] = [
        "vi",
        "har",
        "et",
        "ansvar",
        "for",
        "at",
        "alle",
        "borgere",
        "kan",
        "færdes",
        "trygt,",
        "og",
        "ingen",
        "står",
        "alene.",
        "Kommunen",
        "Greve",
        "Nordsjællands Politi",
        "ekstremismeforebyggelsessamarbejdet",
        "radikalisering",
        "SSP",
        "med",
        "den",
        "18.",
        "1.",
        "juni",
        "2027",
        "marts",
        "§",
        "§ 12 b",
        "stk. 3,",
        "nr.",
        "15.",
        "ro – og",
        "ro - og",
        "(1)",
        "a)",
        "børne- og",
        "»tryg«",
        "**fed**",
        "*skrå*",
        "`kode`",
        "112",
        "43 57 75 55",
        "m.v.",
        "i",
        "tide.",
        "Vi",
    ];
    let begins = prop::sample::select(vec!["Vi", "Kommunen", "»Tryghed«", "**Alle**", "Den"]);
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 3..90);
    (begins, words).prop_map(|(first, words)| {
        let mut once = HashSet::new();
        let words = std::iter::once(first).chain(words).filter(|word| !word.contains(['.', '-', '–']) || once.insert(*word));
        words.flat_map(str::split_whitespace).collect()
    })
}

/// Words on lines as an editor wraps them.
fn wrapped(words: &[&str], width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => line.extend([" ", word]),
            None => lines.push((*word).to_owned()),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_digit_is_missing_or_new(text in pasted()) {
        prop_assume!(!is_refused(&text));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(of_document(&text, |c| c.is_ascii_digit()), digits, "{:?}", &text);
    }

    #[test]
    fn every_letter_is_there_in_order(text in pasted()) {
        prop_assume!(!is_refused(&text));
        let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        prop_assert_eq!(of_document(&text, char::is_alphabetic), letters, "{:?}", &text);
    }

    #[test]
    fn text_is_the_same_at_whatever_width_it_was_wrapped(words in prose(), width in 60_usize..121) {
        let flowing = read(&words.join(" "));
        let wrapped = wrapped(&words, width);
        let Markdown { blocks, problems } = read(&wrapped);
        prop_assert_eq!(&blocks, &flowing.blocks, "{}", &wrapped);
        prop_assert!(problems.is_empty(), "{:?} in\n{}", problems, wrapped);
    }

    #[test]
    fn places_are_in_the_text(text in pasted()) {
        let Markdown { blocks, problems } = read(&text);
        for problem in problems {
            prop_assert!(text.get(problem.at.clone()).is_some(), "{:?} in {:?}", problem, &text);
        }
        walk(&blocks, &mut |node| {
            let at = match node {
                Node::Block(block) => &block.at,
                Node::Inline(inline) => &inline.at,
            };
            assert!(at.start <= at.end && at.end <= text.len(), "{at:?} in {text:?}");
        });
    }
}

/// What a reader of a page sees, without its tags.
pub fn without_tags(page: &str) -> String {
    let shown: String = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, shown)| shown)).collect();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")]
        .iter()
        .fold(shown, |shown, (written, meant)| shown.replace(written, meant))
}

/// What a reader of Markdown sees, without the numbers of lists and what is said of images.
pub fn without_marks(markdown: &str) -> String {
    let mut seen = String::new();
    let mut in_image = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) => in_image -= 1,
            Event::Text(text) | Event::Code(text) if in_image == 0 => seen.push_str(&text),
            _ => {}
        }
    }
    seen
}

/// The letters and digits between the two words that the answer stands between.
fn of_answer(shown: &str) -> String {
    let (_, rest) = shown.split_once("Begyndelsesordet").expect("the first word");
    let (answer, _) = rest.split_once("Slutordet").expect("the last word");
    answer.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_shows_each_letter_and_digit_in_order(text in pasted()) {
        let answer = format!("Begyndelsesordet.\n\n{text}\n\nSlutordet.");
        let (_folder, file) = answer_file(&with_answers(BASE, &[("formidling.beskrivelse", &answer)]));
        let checked = checked(&file);
        // What is refused is reported, and becomes no plan.
        prop_assume!(checked.findings.errors() == 0);
        let document = checked.document().expect("a plan");
        let wanted = of_answer(&plain_text_of_blocks(&read(&answer).blocks));
        for (format, shown) in [
            (Format::Markdown, without_marks as fn(&str) -> String),
            (Format::Html, without_tags),
            (Format::Fragment, without_tags),
        ] {
            let seen = of_answer(&shown(&render(&document, format)));
            prop_assert_eq!(&seen, &wanted, "{} of {:?}", format.name(), &text);
        }
    }
}

#[cfg(feature = "pdf")]
proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_pdf_shows_each_letter_and_digit_in_order(text in pasted()) {
        let answer = format!("Begyndelsesordet.\n\n{text}\n\nSlutordet.");
        let (folder, file) = answer_file(&with_answers(BASE, &[("formidling.beskrivelse", &answer)]));
        let checked = checked(&file);
        prop_assume!(checked.findings.errors() == 0);
        let pdf = folder.path().join("plan.pdf");
        std::fs::write(&pdf, Format::Pdf.render(&checked.document().expect("a plan")).expect("a PDF")).expect("a file");
        let painted = super::tools::tool("pdftotext", &["-raw"], &pdf);
        let (_, rest) = painted.split_once("Begyndelsesordet").expect("the first word");
        let (painted, _) = rest.split_once("Slutordet").expect("the last word");
        let seen: String = painted.chars().filter(|c| c.is_alphanumeric()).collect();
        let wanted = of_document(&answer, char::is_alphanumeric);
        let wanted = of_answer(&wanted);
        // Between two pages stand the foot of the one and the head of the other, and a table's head again.
        let mut letters = seen.chars();
        let in_order = wanted.chars().all(|c| letters.any(|other| other == c));
        prop_assert!(seen == wanted || (painted.contains('\u{c}') && in_order), "{seen:?} for {wanted:?} of {text:?}");
    }
}
