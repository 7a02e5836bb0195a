//! The words of the rules: their examples are what they say they are, and `docs/regler.md` is made from them.

use beredskab::finding::rule::{self, Rule};
use beredskab::pipeline::Checked;

use super::support::{answer_file, checked, project};

/// An example as an answer file: what it does not say itself is as in a small draft.
fn check(example: &str) -> Checked {
    let lacks = |key: &str| !example.lines().any(|line| line.starts_with(key));
    let phase = if lacks("fase") { "fase = \"udkast\"\n" } else { "" };
    let kommune = if lacks("kommune.navn") { "kommune.navn = \"Ishøj\"\n" } else { "" };
    let (folder, path) = answer_file(&format!("{phase}{kommune}{example}"));
    for entry in std::fs::read_dir(project("tests/regler")).expect("the files that the examples name") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    checked(&path)
}

fn count(checked: &Checked, rule: &Rule) -> usize {
    checked.findings.iter().filter(|finding| finding.code.id() == rule.id).count()
}

#[test]
fn a_wrong_example_is_told_and_a_right_one_has_no_fault() {
    // How a file is saved cannot be shown in its text, nor how long it is.
    for rule in rule::rules().iter().filter(|rule| !["B002", "B026"].contains(&rule.id.as_str())) {
        let example = |example: &Option<String>| check(example.as_ref().unwrap_or_else(|| panic!("{}: no example", rule.id)));
        let (wrong, right) = (example(&rule.wrong), example(&rule.right));
        assert!(count(&wrong, rule) > count(&right, rule), "{}: the wrong example is not told", rule.id);
        let told: Vec<&str> = right.findings.iter().map(|f| f.code.id()).filter(|id| *id != "B005").collect();
        assert!(told.is_empty(), "{}: {told:?} in the right example", rule.id);
    }
}

#[test]
fn only_rules_that_the_documents_do_not_depend_on_can_be_excepted() {
    // What is wrong with structure, the law's own limit and the words of an image stand in the documents themselves; and what
    // the law asks for besides is answered, not excepted.
    for rule in rule::rules() {
        let needed = rule.id.starts_with("B0") || ["B301", "B311", "B401"].contains(&rule.id.as_str());
        assert_eq!(rule.can_be_excepted, !needed, "{}", rule.id);
    }
}

#[test]
fn the_page_of_rules_is_what_the_program_says() {
    snapbox::assert_data_eq!(rule::page(), snapbox::file!["../../docs/regler.md"].raw());
}
