//! A new answer file: for every municipality, and as somebody would fill it in.

use beredskab::finding::Code;
use beredskab::output::Format;
use beredskab::pipeline::{self, Settings};
use beredskab::register::{Kommune, kommuner};
use beredskab::skabelon::{self, Example, Kind, Need, Phase, Skabelon};
use beredskab::svarfil::{self, New};

use super::support::{answer_file, document, findings, project, settings};

fn skabelon() -> Skabelon {
    skabelon::load(skabelon::DEFAULT, None).expect("the template")
}

fn new(skabelon: &Skabelon, kommune: &Kommune, examples: bool) -> String {
    svarfil::new(&New {
        skabelon,
        kommune,
        today: settings().today,
        telefon: None,
        email: None,
        examples,
        file_name: "kommune.toml",
        schema: "beredskab.schema.json",
    })
}

fn in_phase(path: &std::path::Path, phase: Phase) -> pipeline::Checked {
    pipeline::check(path, &Settings { phase: Some(phase), ..settings() }).expect("a check")
}

#[test]
fn every_municipality_s_new_file_is_a_draft_that_can_be_built() {
    let skabelon = skabelon();
    assert_eq!(kommuner().len(), 98);
    for kommune in kommuner() {
        let (_folder, path) = answer_file(&new(&skabelon, kommune, false));
        let checked = in_phase(&path, Phase::Draft);
        assert_eq!(checked.findings.errors(), 0, "{}:\n{}", kommune.navn, findings(&checked));
        assert!(
            checked.findings.iter().all(|finding| finding.code == Code::Missing),
            "{}:\n{}",
            kommune.navn,
            findings(&checked)
        );
        assert_eq!(checked.phase(), Phase::Draft);
        let document = document(&path);
        assert_eq!(document.cover.kommune, kommune.officielt_navn);
        for format in Format::ALL.into_iter().filter(|format| cfg!(feature = "pdf") || format.is_text()) {
            let bytes = format.render(&document).unwrap_or_else(|error| panic!("{}: {error}", kommune.navn));
            assert!(!bytes.is_empty());
        }
    }
}

/// Only the gaps are told, every one of them, and as warnings.
#[test]
fn a_new_file_lacks_what_must_be_answered_and_nothing_else() {
    let skabelon = skabelon();
    let (_folder, path) = answer_file(&new(&skabelon, &kommuner()[0], false));
    let told: Vec<String> = in_phase(&path, Phase::Draft)
        .findings
        .iter()
        .map(|finding| finding.about.as_ref().map(|about| about.key.clone()).unwrap_or_default())
        .collect();
    let required = skabelon.questions().map(|(question, _)| question).filter(|question| {
        matches!(question.need, Need::From(_)) && question.unless.block_stands.is_none() && question.key != "plan.aar"
    });
    let mut required: Vec<String> = required.map(|question| question.key.clone()).collect();
    let mut told = told;
    required.sort();
    told.sort();
    assert_eq!(told, required);
}

#[test]
fn filled_in_with_its_own_examples_it_lacks_contact_details_alone() {
    let skabelon = skabelon();
    for kommune in kommuner() {
        let (_folder, path) = answer_file(&new(&skabelon, kommune, true));
        let checked = in_phase(&path, Phase::Hearing);
        // That they are examples is all there is to say of them, and of the telephone number and the address it is an error.
        let told: Vec<_> = checked.findings.iter().filter(|finding| finding.code != Code::ExampleText).collect();
        assert!(told.is_empty() && checked.findings.errors() == 2, "{}:\n{}", kommune.navn, findings(&checked));
    }
}

/// Every example can be read as an answer of its question's kind, and nothing is found in it.
#[test]
fn every_question_has_an_example_that_could_be_its_answer() {
    let skabelon = skabelon();
    let mut file = vec!["kommune.navn = \"Ishøj\"".to_owned()];
    let mut records = Vec::new();
    for (question, _) in skabelon.questions() {
        let example = |example: &Option<Example>| toml(example.as_ref().unwrap_or_else(|| panic!("{}", question.key)));
        match (&question.kind, question.key.as_str()) {
            // The name and the phase stand in every file, Ishøj's police district is another than the example's, and there
            // is no logo here.
            (Kind::Tekstblok, _) | (_, "kommune.navn" | "fase" | "kommune.politikreds" | "kommune.logo" | "kommune.logo_alt") => {
            }
            (Kind::Records(fields), key) => {
                records.push(format!("[[{key}]]"));
                // Of two fields that stand for each other, the first.
                let first = |i: usize| !fields[..i].iter().any(|before| Some(&before.name) == fields[i].either.as_ref());
                let fields = fields.iter().enumerate().filter(|(i, _)| first(*i));
                records.extend(fields.map(|(_, field)| format!("{} = {}", field.name, example(&field.example))));
            }
            (_, key) => file.push(format!("{key} = {}", example(&question.example))),
        }
    }
    file.extend(records);
    let (_folder, path) = answer_file(&file.join("\n"));
    let checked = in_phase(&path, Phase::Hearing);
    // The exception is an example too, and there is nothing to except.
    let told = checked.findings.iter().filter(|f| !matches!(f.code, Code::ExceptionUnused | Code::ExampleText)).count();
    assert_eq!(told, 0, "{}", findings(&checked));
}

fn toml(example: &Example) -> String {
    match example {
        Example::Text(text) => toml::Value::String(text.clone()).to_string(),
        Example::Items(items) => toml::Value::from(items.clone()).to_string(),
        Example::Bare(text) => text.clone(),
    }
}

/// Taking away the `#` in front of every name gives a file that is read to its end, each key in its own table.
#[test]
fn every_answer_that_was_left_out_can_be_opened() {
    let skabelon = skabelon();
    let text = new(&skabelon, &kommuner()[0], false);
    let opened: Vec<&str> = text
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(answer) if !answer.starts_with([' ', ':']) && !answer.is_empty() => answer,
            _ => line,
        })
        .collect();
    let file: toml::Table = opened.join("\n").parse().expect("TOML");
    let mut asked = 0;
    for (question, _) in skabelon.questions() {
        let value = question.key.split('.').try_fold(&toml::Value::Table(file.clone()), |value, name| value.get(name)).is_some();
        assert!(value, "{} is not in the file", question.key);
        asked += 1;
    }
    assert!(asked > 40);
}

#[test]
fn a_question_of_ones_own_stands_in_the_next_file() {
    let own = skabelon::load(skabelon::DEFAULT, Some(&project("tests/cmd/skabelon.in/egen"))).expect("a template");
    let text = new(&own, &kommuner()[0], false);
    assert!(text.contains("# Følges målene op?\n# Valgfrit. Skriv true for ja og false for nej.\n#foelges = true\n"), "{text}");
}

/// What a person sees who begins.
#[test]
fn a_new_file_reads_as_is_written_down() {
    let skabelon = skabelon();
    let ishoej = kommuner().iter().find(|kommune| kommune.navn == "Ishøj").expect("Ishøj");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../ny-svarfil" }, {
        insta::assert_snapshot!("uden-svar", new(&skabelon, ishoej, false));
        insta::assert_snapshot!("med-eksempler", new(&skabelon, ishoej, true));
    });
}
