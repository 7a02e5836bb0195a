//! Findings for programs: JSON, SARIF and GitHub's annotations say the same as the terminal, about the same places.

use std::path::PathBuf;

use beredskab::finding::{Report, Severity, github, json, place, sarif};
use beredskab::pipeline::Checked;
use serde_json::Value;

use super::support::{checked, faults, project};

fn all() -> Vec<Checked> {
    let examples = ["examples/ishoej.toml", "examples/halsnaes-udkast.toml"].map(project);
    faults().into_iter().chain(examples).map(|path: PathBuf| checked(&path)).collect()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn json_has_every_finding_and_counts_them() {
    let checked = all();
    let reports: Vec<Report<'_>> = checked.iter().map(Checked::report).collect();
    let output = parsed(&json::render(&reports));
    let findings: Vec<_> = checked.iter().flat_map(|c| c.findings.iter().map(move |finding| (finding, c))).collect();
    let told = output["findings"].as_array().expect("findings");
    assert_eq!(told.len(), findings.len());
    let of = |severity| findings.iter().filter(|(finding, _)| finding.severity == severity).count();
    assert_eq!(output["errors"], of(Severity::Error));
    assert_eq!(output["warnings"], of(Severity::Warning));
    for (told, (finding, checked)) in told.iter().zip(findings) {
        let text = |field: &str| told[field].as_str().map(str::to_owned);
        let number = |field: &str| told[field].as_u64().expect("a number");
        assert_eq!(text("code").as_deref(), Some(finding.code.id()));
        assert_eq!(text("message").as_ref(), Some(&finding.message));
        assert_eq!(text("help").as_ref(), Some(&finding.help));
        assert_eq!(text("key"), finding.about.as_ref().map(|about| about.key.clone()));
        let start = format!("{}:{}:{}", text("file").expect("a file"), number("line"), number("column"));
        assert_eq!(start, place(&finding.location, &checked.sources));
        assert!((number("end_line"), number("end_column")) >= (number("line"), number("column")), "{told}");
    }
}

#[test]
fn sarif_is_valid_by_its_schema() {
    // The schema is OASIS's (sarif-spec, "sarif-schema-2.1.0.json"), as published with the standard.
    let schema = std::fs::read_to_string(project("tests/sarif/sarif-schema-2.1.0.json")).expect("the schema");
    // Its pattern for a language has a parenthesis that was never opened, which a strict reader refuses.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let validator = jsonschema::draft7::new(&parsed(&schema)).expect("a schema");
    let checked = all();
    let reports: Vec<Report<'_>> = checked.iter().map(Checked::report).collect();
    for reports in [reports.as_slice(), &reports[..1], &[]] {
        let log = parsed(&sarif::render(reports));
        let faults: Vec<String> =
            validator.iter_errors(&log).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    // It tells a fault where there is one.
    assert!(!validator.is_valid(&parsed(&sarif::render(&reports).replace("\"startLine\"", "\"line\""))));
}

#[test]
fn sarif_names_its_rules_and_its_places() {
    let checked = all();
    let reports: Vec<Report<'_>> = checked.iter().map(Checked::report).collect();
    let log = parsed(&sarif::render(&reports));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), checked.iter().map(|c| c.findings.iter().count()).sum::<usize>());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.is_ascii() && !uri.contains(' '), "{uri}");
    }
}

#[test]
fn annotations_are_a_line_each() {
    for checked in all() {
        let text = github::render(&[checked.report()]);
        assert_eq!(text.lines().count(), checked.findings.iter().count());
        assert!(text.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file=")), "{text}");
    }
}
