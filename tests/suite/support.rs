//! What the tests share.

use std::path::{Path, PathBuf};

use beredskab::document::Document;
use beredskab::pipeline::{self, Checked, Settings};
use jiff::civil::date;
use tempfile::TempDir;

/// The day that tests run on.
pub fn settings() -> Settings {
    Settings { today: date(2026, 11, 20), skabelon: None, phase: None }
}

/// A file of the project, by its path from the top.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// An answer file, read and checked.
pub fn checked(path: &Path) -> Checked {
    pipeline::check(path, &settings()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The plan of an answer file without errors.
pub fn document(path: &Path) -> Document {
    let checked = checked(path);
    checked.document().unwrap_or_else(|error| panic!("{}: {error}\n{}", path.display(), findings(&checked)))
}

/// An answer file of this text, in a folder that holds nothing else.
pub fn answer_file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kommune.toml");
    std::fs::write(&path, text).expect("a file");
    (folder, path)
}

/// The plan of an answer file's text.
pub fn document_of(text: &str) -> Document {
    let (_folder, path) = answer_file(text);
    document(&path)
}

/// An answer file of the project with other answers, set by their dotted keys.
pub fn with_answers(path: &str, answers: &[(&str, &str)]) -> String {
    let text = std::fs::read_to_string(project(path)).expect("an answer file");
    let mut table: toml::Table = text.trim_start_matches('\u{feff}').parse().expect("an answer file");
    for (key, answer) in answers {
        let (name, tables) = key.split('.').collect::<Vec<_>>().split_last().map(|(n, t)| (*n, t.to_vec())).expect("a key");
        let mut place = &mut table;
        for table in tables {
            let inner = place.entry(table).or_insert_with(|| toml::Table::new().into());
            place = inner.as_table_mut().expect("a table");
        }
        place.insert(name.to_owned(), toml::Value::String((*answer).to_owned()));
    }
    table.to_string()
}

/// Findings as a terminal without colours shows them.
pub fn findings(checked: &Checked) -> String {
    beredskab::finding::terminal::render(&checked.findings, &checked.sources, false)
}

/// The answer files with faults.
pub fn faults() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project("tests/faults")).expect("the faults").map(|entry| entry.expect("a fault").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

/// Every answer file that is a plan: the examples, and the cases in `tests/plans`.
pub fn plans() -> Vec<PathBuf> {
    let cases = std::fs::read_dir(project("tests/plans")).expect("the cases").map(|entry| entry.expect("a case").path());
    let cases = cases.map(|folder| folder.join("kommune.toml")).filter(|file| file.exists());
    let mut plans: Vec<PathBuf> = cases.collect();
    plans.push(project("examples/ishoej.toml"));
    plans.push(project("examples/halsnaes-udkast.toml"));
    plans.sort();
    plans
}

/// A short name of a plan: its folder's, or the example's own.
pub fn name(plan: &Path) -> String {
    let stem = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    match stem(plan).as_str() {
        "kommune" => stem(plan.parent().expect("a folder")),
        other => other.to_owned(),
    }
}

/// How many cases a property is tried with: so many, or as many times that as `BEREDSKAB_TIMES` says, for a long run.
pub fn cases(usual: u32) -> u32 {
    let times = std::env::var("BEREDSKAB_TIMES").ok().map(|times| times.parse::<u32>().expect("a number"));
    usual.saturating_mul(times.unwrap_or(1))
}
