//! What checks clean builds, in every format, and each shows every letter and digit of every answer, in order.

use std::path::Path;
use std::sync::LazyLock;

use beredskab::content::read::{self, Written};
use beredskab::content::{Block, clean_text, plain_text_of_blocks};
use beredskab::fonts::{Typeface, has};
use beredskab::output::Format;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::containment::{BASE, KEYS};
use super::markdown_parses_back::source;
use super::reading::{characters, pasted, without_marks, without_tags};
use super::support::{cases, checked, project};

/// A place for an answer in [`BASE`], and how its text is read.
#[derive(Debug, Clone, Copy)]
enum Place {
    Text(&'static str),
    Line(&'static str),
    Goal,
    /// A field of the initiative.
    Initiative(&'static str),
}

const LINES: [&str; 5] = ["kontakt.infohus", "kontakt.aabningstid", "plan.titel", "infohus.forvaltning", "netvaerk.hyppighed"];

/// Characters that can be set, those that Danish has no use for among them.
static SHOWN: LazyLock<Vec<char>> =
    LazyLock::new(|| ('\u{21}'..='\u{ffff}').filter(|&c| has(Typeface::Text, c) && has(Typeface::Code, c)).collect());

fn characters_of_all_kinds() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::sample::select(SHOWN.as_slice()),
        4 => prop::sample::select(vec!['a', 'b', 'æ', 'ø', 'å', ' ', ' ', '1', '2', '.', '-']),
        1 => any::<char>(),
    ];
    prop::collection::vec(character, 1..40).prop_map(|characters| characters.into_iter().collect())
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![characters_of_all_kinds(), pasted(), source()].prop_map(|text| text.replace(['\n', '\r'], " "))
}

fn text() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(characters_of_all_kinds(), 1..6).prop_map(|lines| lines.join("\n"));
    let pictures = ["prik.png", "alfa.png", "cmyk.jpg", "drejet.jpg", "drawio.svg", "gradient.svg", "illustrator.svg"];
    let picture = (prop::sample::select(pictures.to_vec()), line(), pasted());
    let with_picture = picture.prop_map(|(file, alt, text)| format!("![{alt} billedet]({file})\n\n{text}"));
    prop_oneof![lines, pasted(), source(), with_picture]
}

fn answer() -> impl Strategy<Value = (Place, String)> {
    prop_oneof![
        (prop::sample::select(KEYS.to_vec()).prop_map(Place::Text), text()),
        (prop::sample::select(LINES.to_vec()).prop_map(Place::Line), line()),
        (prop::sample::select(vec!["titel", "ansvarlig"]).prop_map(Place::Initiative), line()),
        (Just(Place::Initiative("indhold")), text()),
        (Just(Place::Goal), line()),
    ]
}

/// The words around an answer: no others in the plan are like them.
fn first(number: usize) -> String {
    format!("Foer{number}q")
}

fn last(number: usize) -> String {
    format!("Efter{number}q")
}

/// The letters and digits of an answer that are to be seen. On paper a list's numbers are among them; elsewhere it is a list.
#[derive(Debug, Default)]
struct Wanted {
    number: usize,
    as_text: String,
    on_paper: String,
}

/// The answer as it is written, and what is to be seen of it.
fn written(place: Place, number: usize, answer: &str) -> (String, Wanted) {
    let (first, last) = (first(number), last(number));
    let known = |_: &str| false;
    let how = Written { is_word: &known, column: 0 };
    let seen = |blocks: &[Block]| {
        let mut on_paper = String::new();
        characters(blocks, |_| true, &mut on_paper);
        (plain_text_of_blocks(blocks), on_paper)
    };
    let (written, shown) = match place {
        Place::Text(_) | Place::Initiative("indhold") => {
            let written = format!("{first}.\n\n{answer}\n\n{last}.");
            let shown = seen(&read::answer(&written, &how).blocks);
            (written, shown)
        }
        Place::Goal => {
            let written = format!("{first} {answer} {last}");
            let shown = seen(&read::inline_answer(&written, &how).blocks);
            (written, shown)
        }
        Place::Line(_) | Place::Initiative(_) => {
            let written = format!("{first} {answer} {last}");
            let shown = clean_text(&written).into_owned();
            (written, (shown.clone(), shown))
        }
    };
    let [as_text, on_paper] = [&shown.0, &shown.1].map(|shown| between(shown, number).unwrap_or_default());
    (written, Wanted { number, as_text, on_paper })
}

/// The letters and digits between the words around an answer.
fn between(shown: &str, number: usize) -> Option<String> {
    let (_, rest) = shown.split_once(&first(number))?;
    let (answer, _) = rest.split_once(&last(number))?;
    Some(answer.nfc().filter(|c| c.is_alphanumeric()).collect())
}

/// Writes the answers into an answer file of the folder, with the images beside it; what each is to look like.
fn plan(folder: &Path, answers: &[(Place, String)]) -> Vec<Wanted> {
    let base = std::fs::read_to_string(project(BASE)).expect("an answer file");
    let mut table: toml::Table = base.parse().expect("TOML");
    let mut wanted = Vec::new();
    for (number, (place, answer)) in answers.iter().enumerate() {
        let (written, shown) = written(*place, number, answer);
        let value = toml::Value::String(written);
        let before = match place {
            Place::Text(key) | Place::Line(key) => {
                let (section, name) = key.split_once('.').expect("a key of two parts");
                let section = table.entry(section).or_insert_with(|| toml::Table::new().into());
                section.as_table_mut().expect("a table").insert((*name).to_owned(), value)
            }
            Place::Goal => table["introduktion"]["maal"].as_array_mut().map(|goals| std::mem::replace(&mut goals[0], value)),
            Place::Initiative(field) => {
                table["indsatser"][0].as_table_mut().expect("a record").insert((*field).to_owned(), value)
            }
        };
        // Where two are for the same place, the later stands.
        let before = before.and_then(|before| before.as_str().map(str::to_owned)).unwrap_or_default();
        wanted.retain(|wanted: &Wanted| !before.contains(&first(wanted.number)));
        wanted.push(shown);
    }
    for entry in std::fs::read_dir(project("tests/plans/billeder")).expect("the images") {
        let path = entry.expect("an image").path();
        std::fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("an image");
    }
    std::fs::write(folder.join("kommune.toml"), table.to_string()).expect("a file");
    wanted
}

fn assert_builds(answers: &[(Place, String)], formats: &[Format]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = plan(folder.path(), answers);
    let checked = checked(&folder.path().join("kommune.toml"));
    // What is refused is reported, and becomes no plan.
    prop_assume!(checked.findings.errors() == 0);
    let document = checked.document().expect("a plan");
    for &format in formats {
        let bytes = format.render(&document);
        prop_assert!(
            bytes.is_ok(),
            "{}: {}\n{answers:#?}",
            format.name(),
            bytes.err().map_or_else(String::new, |e| e.to_string())
        );
        let shown = shown(format, bytes.unwrap_or_default(), folder.path());
        for Wanted { number, as_text, on_paper } in &wanted {
            let wanted = if format == Format::Pdf { on_paper } else { as_text };
            let seen = between(&shown, *number).unwrap_or_else(|| panic!("{}: no {number} of {answers:#?}", format.name()));
            let mut letters = seen.chars();
            // Between two pages stand the foot of the one and the head of the other, and a table's head again.
            let goes_on = format == Format::Pdf && shown.contains('\u{c}') && wanted.chars().all(|c| letters.any(|o| o == c));
            prop_assert!(seen == *wanted || goes_on, "{}: {seen:?} for {wanted:?} of {answers:#?}", format.name());
        }
    }
    Ok(())
}

/// What a reader sees of a plan, without marks.
fn shown(format: Format, bytes: Vec<u8>, folder: &Path) -> String {
    if format == Format::Pdf {
        return on_paper(&bytes, folder);
    }
    let text = String::from_utf8(bytes).expect("UTF-8");
    if format == Format::Markdown { without_marks(&text) } else { without_tags(&text) }
}

#[cfg(feature = "pdf")]
fn on_paper(pdf: &[u8], folder: &Path) -> String {
    let file = folder.join("plan.pdf");
    std::fs::write(&file, pdf).expect("a file");
    super::tools::tool("pdftotext", &["-raw"], &file)
}

#[cfg(not(feature = "pdf"))]
fn on_paper(_: &[u8], _: &Path) -> String {
    unreachable!("no PDF is made")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_checks_clean_builds_as_text(answers in prop::collection::vec(answer(), 1..8)) {
        assert_builds(&answers, &[Format::Markdown, Format::Html, Format::Fragment])?;
    }
}

#[cfg(feature = "pdf")]
proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_checks_clean_builds_as_pdf(answers in prop::collection::vec(answer(), 1..8)) {
        assert_builds(&answers, &[Format::Pdf])?;
    }
}
