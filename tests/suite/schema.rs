//! The schema of answer files: it takes what `check` takes, and refuses what a schema can see is wrong.

use std::path::Path;

use beredskab::finding::{Code, Severity};
use beredskab::schema::schema;
use beredskab::skabelon;
use jsonschema::Validator;
use serde_json::Value;

use super::support::{answer_file, checked, faults, findings, plans, project};

fn validator() -> Validator {
    let skabelon = skabelon::load(skabelon::DEFAULT, None).expect("the template");
    let schema = schema(&skabelon);
    jsonschema::draft7::meta::validate(&schema).expect("a schema by draft 7");
    jsonschema::draft7::new(&schema).expect("a schema")
}

/// An answer file as an editor hands it to a schema: a date is a string.
fn instance(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    let table: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    Some(json(toml::Value::Table(table)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
    }
}

/// What a schema can see.
fn is_visible(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownKey
            | Code::WrongKind
            | Code::Missing
            | Code::Phone
            | Code::Email
            | Code::Choice
            | Code::Color
            | Code::Year
            | Code::SeveralLines
            | Code::EitherOr
            | Code::TooMuch
    )
}

/// Errors of these may be seen or not: a date in quotation marks looks as one without to a schema.
fn is_half_visible(code: Code) -> bool {
    matches!(code, Code::Date | Code::Address | Code::FileMissing | Code::FileUnusable | Code::FileOutside)
}

#[test]
fn it_takes_every_plan_and_refuses_every_fault_that_it_can_see() {
    let validator = validator();
    let (mut taken, mut refused) = (0, 0);
    let mut wrong = Vec::new();
    for path in plans().into_iter().chain(faults()) {
        let Some(instance) = instance(&path) else { continue };
        let checked = checked(&path);
        let errors: Vec<Code> =
            checked.findings.iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.code).collect();
        let faults: Vec<String> =
            validator.iter_errors(&instance).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        if errors.iter().any(|code| is_visible(*code)) {
            refused += 1;
            if faults.is_empty() {
                wrong.push(format!("{} is taken:\n{}", path.display(), findings(&checked)));
            }
        } else if !errors.iter().any(|code| is_half_visible(*code)) {
            taken += 1;
            if !faults.is_empty() {
                wrong.push(format!("{} is refused: {faults:#?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(taken > 20 && refused > 15, "{taken} taken and {refused} refused");
}

/// Every question is there with its words, and every key of an example is known.
#[test]
fn every_question_is_described() {
    let skabelon = skabelon::load(skabelon::DEFAULT, Some(&project("tests/cmd/skabelon.in/egen"))).expect("a template");
    let schema = schema(&skabelon);
    for (question, _) in skabelon.questions() {
        let pointer = format!("/properties/{}", question.key.replace('.', "/properties/"));
        let property = schema.pointer(&pointer).unwrap_or_else(|| panic!("{}", question.key));
        let description = property["description"].as_str().expect("a description");
        assert!(description.starts_with(&question.full_wording()), "{}: {description}", question.key);
        assert!(question.guidance.as_ref().is_none_or(|guidance| description.contains(guidance)), "{description}");
    }
}

/// As an editor shows it: nothing is marked in a new file.
#[test]
fn it_takes_a_new_file() {
    let validator = validator();
    for snapshot in ["uden-svar", "med-eksempler"] {
        let text = std::fs::read_to_string(project(&format!("tests/ny-svarfil/{snapshot}.snap"))).expect("a new file");
        let (_folder, path) = answer_file(text.splitn(3, "---\n").nth(2).expect("the file"));
        let faults: Vec<_> = validator.iter_errors(&instance(&path).expect("TOML")).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{snapshot}: {faults:#?}");
    }
}

#[test]
fn a_phase_decides_what_must_be_there() {
    let validator = validator();
    let valid = |text: &str| {
        let (_folder, path) = answer_file(text);
        validator.is_valid(&instance(&path).expect("TOML"))
    };
    let name = "kommune.navn = \"Ishøj\"\n";
    assert!(valid(&format!("fase = \"udkast\"\n{name}")));
    assert!(!valid(&format!("fase = \"hoering\"\n{name}")));
    assert!(!valid(name), "without a phase it is a hearing");
    assert!(!valid("fase = \"udkast\"\n"), "every plan is somebody's");
    let full = std::fs::read_to_string(project("examples/ishoej.toml")).expect("the example");
    assert!(valid(&full));
    assert!(!valid(&full.replace("vedtaget = 2026-06-18\n", "")));
    assert!(valid(&full.replace("vedtaget = 2026-06-18\n", "").replace("\"vedtaget\"", "\"hoering\"")));
    assert!(!valid(&full.replace("fase = \"vedtaget\"\n", "").replace("frist", "fritst")));
}
