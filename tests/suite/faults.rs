//! Answer files with faults: what is found, where, and what is said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use beredskab::finding::{Code, Finding, Findings, place, terminal};
use beredskab::pipeline::Checked;

use super::support::{checked, project};

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project("tests/faults")).expect("the faults").map(|entry| entry.expect("a fault").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

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
    for path in files() {
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
    let files = files();
    let faults: BTreeSet<&str> = files.iter().map(|path| name(path)).collect();
    for snapshot in std::fs::read_dir(project("tests/faults/snapshots")).expect("the snapshots") {
        let snapshot = snapshot.expect("a snapshot").path();
        assert!(faults.contains(name(&snapshot)), "{} is of no fault", snapshot.display());
    }
}

#[test]
fn every_code_has_a_fault() {
    let found: BTreeSet<Code> =
        files().iter().flat_map(|path| checked(path).findings.iter().map(|finding| finding.code).collect::<Vec<_>>()).collect();
    let without: Vec<&str> = Code::ALL.iter().filter(|code| !found.contains(code)).map(|code| code.id()).collect();
    assert!(without.is_empty(), "no file in tests/faults shows {without:?}");
}

#[test]
fn every_finding_has_a_place_and_help() {
    for path in files() {
        let checked = checked(&path);
        for finding in checked.findings.iter() {
            let text = &checked.sources.get(finding.location.source).text;
            assert!(text.get(finding.location.at.clone()).is_some(), "{}: {finding:?}", path.display());
            assert!(!finding.help.is_empty() && finding.message.ends_with('.'), "{}: {finding:?}", path.display());
        }
    }
}
