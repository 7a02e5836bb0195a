//! What a PDF could do to its reader beyond being read, and what could be done to the engine that makes it: nothing, whatever
//! stands in the answers.
//!
//! Injections into pages are opened in a browser (`tests/validators/injection.sh`); here the same corpus goes on paper.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use beredskab::content::plain_text_of_blocks;
use beredskab::content::read::markdown;
use beredskab::output::Format;
use lopdf::{Dictionary, Object};

use super::paper::{PAPERS, Paper};
use super::support::{answer_file, checked, document_of, project};
use super::tools::tool;

/// The texts of the corpus.
fn corpus() -> Vec<String> {
    let text = std::fs::read_to_string(project("tests/injection/corpus.json")).expect("the corpus");
    let families: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).expect("families of texts");
    families.into_values().flatten().collect()
}

/// A plan that holds each text as Markdown and, on one line, as it is.
fn plan<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let initiatives = texts.map(|text| {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let line = quoted(&text.split(['\r', '\n']).map(str::trim).collect::<Vec<_>>().join(" "));
        format!("[[indsatser]]\ntitel = {line}\nindhold = {}\nansvarlig = {line}\n", quoted(text))
    });
    format!("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n{}", initiatives.collect::<String>())
}

/// Everything in a PDF that a reader could be led to do.
fn deeds(pdf: &[u8]) -> BTreeSet<String> {
    let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
    let mut deeds = BTreeSet::new();
    for object in pdf.objects.values().chain([&Object::Dictionary(pdf.trailer.clone())]) {
        collect(object, &mut deeds);
    }
    deeds
}

fn collect(object: &Object, deeds: &mut BTreeSet<String>) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| collect(item, deeds)),
        Object::Dictionary(dictionary) => of_dictionary(dictionary, deeds),
        Object::Stream(stream) => of_dictionary(&stream.dict, deeds),
        _ => {}
    }
}

/// The keys and values by which a PDF acts (ISO 32000-2, 12.6 on actions, 7.11.4 on files in it, 12.7 on forms).
fn of_dictionary(dictionary: &Dictionary, deeds: &mut BTreeSet<String>) {
    const KEYS: [&[u8]; 11] = [
        b"JS",
        b"JavaScript",
        b"AA",
        b"OpenAction",
        b"EF",
        b"EmbeddedFiles",
        b"AF",
        b"AcroForm",
        b"XFA",
        b"RichMediaContent",
        b"Launch",
    ];
    for (key, value) in dictionary {
        let key = key.as_slice();
        if KEYS.contains(&key) {
            deeds.insert(format!("/{}", String::from_utf8_lossy(key)));
        }
        if let (b"URI", Ok(address)) = (key, value.as_str()) {
            let address = String::from_utf8_lossy(address);
            deeds.insert(format!("{}:", address.split_once(':').map_or(&*address, |(scheme, _)| scheme)));
        }
        if let (
            b"S",
            Ok(b"JavaScript" | b"Launch" | b"GoToR" | b"GoToE" | b"SubmitForm" | b"ImportData" | b"Rendition" | b"Movie"),
        ) = (key, value.as_name())
        {
            deeds.insert(format!("{value:?}"));
        }
        collect(value, deeds);
    }
}

/// Links to pages, mail addresses and telephones are all that a plan's PDF does.
const ALLOWED: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

#[test]
fn a_pdf_does_nothing_but_follow_links_of_four_kinds() {
    let injected = corpus();
    let accepted: Vec<&str> = injected
        .iter()
        .map(String::as_str)
        .filter(|text| {
            let (_folder, file): (_, PathBuf) = answer_file(&plan([*text].into_iter()));
            checked(&file).findings.errors() == 0
        })
        .collect();
    assert!(accepted.len() > injected.len() / 2, "{} of {} are accepted", accepted.len(), injected.len());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.pdf");
    let pdf = Format::Pdf.render(&document_of(&plan(accepted.iter().copied()))).expect("a PDF");
    std::fs::write(&file, &pdf).expect("a file");
    let found = deeds(&pdf);
    assert!(found.iter().all(|deed| ALLOWED.contains(&deed.as_str())), "{found:?}");
    assert!(found.contains("https:"), "links are found at all: {found:?}");
    // None of it became code to the engine: it is all there to read.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric() && c.is_ascii()).collect::<String>();
    let printed = letters(&tool("pdftotext", &["-raw", "-enc", "UTF-8"], &file));
    for text in accepted {
        let wanted = letters(&plain_text_of_blocks(&markdown(text).blocks));
        assert!(printed.contains(&wanted), "lost on paper: {text:?}");
    }
}

#[test]
fn no_plan_s_pdf_does_more() {
    for Paper { plan, pdf, .. } in PAPERS.iter() {
        let found = deeds(pdf);
        assert!(found.iter().all(|deed| ALLOWED.contains(&deed.as_str())), "{plan}: {found:?}");
    }
}

/// The search can find something.
#[test]
fn a_deed_is_found() {
    let mut action = Dictionary::new();
    action.set("S", Object::Name(b"JavaScript".to_vec()));
    action.set("URI", Object::string_literal("javascript:alert(1)"));
    let mut page = Dictionary::new();
    page.set("AA", Object::Array(vec![Object::Dictionary(action)]));
    let mut found = BTreeSet::new();
    collect(&Object::Dictionary(page), &mut found);
    assert!(["/AA", "javascript:", "/JavaScript"].iter().all(|deed| found.contains(*deed)), "{found:?}");
}
