//! The same input gives the same bytes: in another folder, in another process, on another day where the plan is adopted.

use std::path::Path;
use std::process::Command;

use beredskab::output::Format;

use super::support::{name, plans, project};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Every format that this build can make.
fn formats() -> Vec<&'static str> {
    Format::ALL.into_iter().filter(|format| cfg!(feature = "pdf") || format.is_text()).map(Format::name).collect()
}

/// Builds a copy of a plan in a folder of this name, and gives what was written, by name.
fn build(plan: &Path, folder: &str, day: &str) -> Vec<(String, Vec<u8>)> {
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = temporary.path().join(folder);
    copy(plan.parent().expect("a folder"), &folder);
    let file = plan.file_name().expect("a name");
    let output = Command::new(env!("CARGO_BIN_EXE_beredskab"))
        .current_dir(&folder)
        .args(["build", "--dato", day, "--out", "ud", "--format", &formats().join(",")])
        .arg(file)
        .output()
        .expect("the program");
    assert!(output.status.success(), "{}: {}", plan.display(), String::from_utf8_lossy(&output.stderr));
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.join("ud"))
        .expect("the output")
        .map(|entry| entry.expect("a file"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("a file")))
        .collect();
    files.sort();
    files
}

fn assert_same(plan: &Path, one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)]) {
    assert_eq!(one.len(), formats().len(), "{}", name(plan));
    for ((file, bytes), (_, others)) in one.iter().zip(other) {
        assert!(bytes == others, "{}: {file} differs", name(plan));
    }
}

#[test]
fn in_two_folders() {
    for plan in plans() {
        let (one, other) = (build(&plan, "en", "2026-11-20"), build(&plan, "en anden mappe æøå", "2026-11-20"));
        assert_same(&plan, &one, &other);
    }
}

#[test]
fn an_adopted_plan_on_two_days() {
    let plan = project("examples/ishoej.toml");
    assert_same(&plan, &build(&plan, "en", "2026-11-20"), &build(&plan, "en", "2029-01-01"));
}
