//! Text as an answer of every kind that is Markdown: in a document, and from there in every format that is text.
#![no_main]

use std::path::Path;

use beredskab::content::plain_text_of_blocks;
use beredskab::content::read::{self, Written, markdown};
use beredskab::folder::Folder;
use beredskab::output::Format;
use beredskab::pipeline::{Settings, check_bytes};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let answer = toml::Value::String(text.to_owned());
    let file = format!(
        "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\nintroduktion = {{ vision = {answer}, maal = [{answer}, \"et\"] }}\n[[procedure.trin]]\ntitel = \"t\"\ntekst = {answer}\n[[indsatser]]\ntitel = \"i\"\nindhold = {answer}\nansvarlig = \"a\"\n"
    );
    let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase: None };
    let checked = check_bytes(Path::new("kommune.toml"), file.as_bytes(), &Folder::none(), &settings).expect("the template");
    let Ok(document) = checked.document() else { return };
    let written: Vec<String> = [Format::Markdown, Format::Html, Format::Fragment]
        .iter()
        .map(|format| String::from_utf8(format.render(&document).expect("text")).expect("UTF-8"))
        .collect();
    // The marks that hold an answer's place while a section is merged are gone.
    assert!(written.iter().all(|text| !text.contains(['\u{e000}', '\u{e001}'])));
    // What is written as Markdown reads the same again.
    let again = plain_text_of_blocks(&markdown(&written[0]).blocks);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let answer = words(&plain_text_of_blocks(&read::answer(text, &Written::ALONE).blocks));
    let again = words(&again);
    assert!(answer.iter().all(|word| again.iter().any(|other| other.contains(word.as_str()))), "a word was lost");
});
