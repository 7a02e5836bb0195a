//! Answer files with faults: what is found, where, and what is said.

use std::collections::BTreeSet;
use std::path::Path;

use beredskab::finding::{Code, Finding, Findings, place, terminal};
use beredskab::pipeline::Checked;

use super::support::{checked, faults, project};

fn name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("a name")
}

/// The findings that a file is about: a draft's gaps are left out where the file is about something else.
fn of_interest(path: &Path, checked: &Checked) -> Findings {
    let about_gaps = name(path).starts_with("mangler-");
    Findings::in_order(checked.findings.iter().filter(|f| about_gaps || f.code != Code::Missing).cloned().collect())
}

/// A line a finding, for files with a great many of one kind.
fn brief(findings: &Findings, checked: &Checked) -> String {
    let line = |f: &Finding| format!("{} {:?} {} {}\n", place(&f.location, &checked.sources), f.severity, f.code.id(), f.message);
    findings.iter().map(line).collect()
}

#[test]
fn each_fault_is_told_as_written_down() {
    // Relative, so that what is written down names the files as somebody in the project's folder would.
    std::env::set_current_dir(project("")).expect("the project");
    for path in faults() {
        let shown = path.strip_prefix(project("")).expect("a file of the project");
        let checked = checked(shown);
        let findings = of_interest(&path, &checked);
        let shown = if name(&path).starts_with("mangler-i") {
            brief(&findings, &checked)
        } else {
            terminal::render(&findings, &checked.sources, false)
        };
        let text = format!("{shown}{}\n", terminal::summary(&findings));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../faults/snapshots" }, {
            insta::assert_snapshot!(name(&path), text);
        });
    }
}

#[test]
fn nothing_is_written_down_of_a_fault_that_is_gone() {
    let files = faults();
    let faults: BTreeSet<&str> = files.iter().map(|path| name(path)).collect();
    for snapshot in std::fs::read_dir(project("tests/faults/snapshots")).expect("the snapshots") {
        let snapshot = snapshot.expect("a snapshot").path();
        assert!(faults.contains(name(&snapshot)), "{} is of no fault", snapshot.display());
    }
}

#[test]
fn every_code_has_a_fault() {
    let found: BTreeSet<Code> =
        faults().iter().flat_map(|path| checked(path).findings.iter().map(|finding| finding.code).collect::<Vec<_>>()).collect();
    let without: Vec<&str> = Code::ALL.iter().filter(|code| !found.contains(code)).map(|code| code.id()).collect();
    assert!(without.is_empty(), "no file in tests/faults shows {without:?}");
}

/// What of `docs/beskeder.md` a program can see.
fn follows_the_guide(finding: &Finding) {
    let Finding { message, help, .. } = finding;
    for (text, called) in [(message, "message"), (help, "help")] {
        assert!(text.ends_with('.') || text.ends_with('?'), "the {called} is no sentence: {finding:?}");
        assert!(!text.contains("  ") && !text.contains('\n'), "the {called} has space that was not meant: {finding:?}");
    }
    // What is quoted is the file's own.
    let own = |text: &str| text.split('»').map(|part| part.split_once('«').map_or(part, |(_, rest)| rest)).collect::<String>();
    for word in own(&format!("{message} {help}").to_lowercase()).split(|c: char| !c.is_alphabetic()) {
        let unfriendly =
            ["du", "dig", "din", "brugeren", "ugyldig", "ugyldigt", "venligst", "parse", "syntaksfejl", "array", "streng"];
        assert!(!unfriendly.contains(&word), "»{word}« is not for people: {finding:?}");
    }
    assert!(!own(message).contains('!') && message.chars().count() <= 160, "{finding:?}");
}

/// Its lines say in comments what is to be found on them.
#[test]
fn thirty_faults_give_thirty_findings_in_one_run() {
    let path = project("tests/faults/tredive-fejl.toml");
    let text = std::fs::read_to_string(&path).expect("the file");
    let lines = text.lines().enumerate().skip(1);
    let expected: Vec<(usize, &str)> = lines.filter_map(|(i, line)| Some((i + 1, line.split_once(" # ")?.1.trim()))).collect();
    let checked = checked(&path);
    let line = |f: &Finding| checked.sources.get(f.location.source).position(f.location.at.start).line;
    let found: Vec<(usize, &str)> = checked.findings.iter().map(|finding| (line(finding), finding.code.id())).collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 30);
}

#[test]
fn every_finding_has_a_place_and_help() {
    for path in faults() {
        let checked = checked(&path);
        for finding in checked.findings.iter() {
            let text = &checked.sources.get(finding.location.source).text;
            assert!(text.get(finding.location.at.clone()).is_some(), "{}: {finding:?}", path.display());
            follows_the_guide(finding);
        }
    }
}
