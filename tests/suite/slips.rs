//! Slips in a new answer file, each made at every place where it can be: it is told once, where it was made.

use beredskab::finding::{Code, Finding, Severity};
use beredskab::folder::Folder;
use beredskab::pipeline::{Checked, check_bytes};
use beredskab::register::kommuner;
use beredskab::skabelon::{self, DEFAULT};
use beredskab::svarfil::{self, New};

use super::support::{findings, settings};

/// A new answer file; with the template's examples as its answers or without any.
fn new_file(examples: bool) -> String {
    let skabelon = skabelon::load(DEFAULT, None).expect("the template");
    svarfil::new(&New {
        skabelon: &skabelon,
        kommune: &kommuner()[0],
        today: settings().today,
        telefon: None,
        email: None,
        examples,
        file_name: "kommune.toml",
        schema: "beredskab.schema.json",
    })
}

fn check(lines: &[&str]) -> Checked {
    check_bytes("kommune.toml".as_ref(), lines.join("\n").as_bytes(), &Folder::none(), &settings()).expect("the template")
}

/// What there is to say beside gaps and examples, with the line it is on, from 1.
fn told(checked: &Checked) -> Vec<(usize, &Finding)> {
    let line = |finding: &Finding| checked.sources.get(finding.location.source).position(finding.location.at.start).line;
    let own = checked.findings.iter().filter(|finding| !matches!(finding.code, Code::Missing | Code::ExampleText));
    own.map(|finding| (line(finding), finding)).collect()
}

/// Leaves each line out for which the test holds, and gives what is told to another.
fn without_each(
    lines: &[&str],
    is_left_out: impl Fn(usize) -> bool,
    holds: impl Fn(usize, &[(usize, &Finding)]) -> bool,
) -> usize {
    let places: Vec<usize> = (0..lines.len()).filter(|at| is_left_out(*at)).collect();
    for &at in &places {
        let mut left = lines.to_vec();
        left.remove(at);
        let checked = check(&left);
        assert!(holds(at, &told(&checked)), "without line {}:\n{}", at + 1, findings(&checked));
    }
    places.len()
}

#[test]
fn a_text_that_is_not_closed_is_told_where_it_begins() {
    for examples in [true, false] {
        let file = new_file(examples);
        let lines: Vec<&str> = file.lines().collect();
        let begins = |at: usize| lines[..at].iter().rposition(|line| line.ends_with(" = \"\"\"")).map(|at| at + 1);
        let count = without_each(
            &lines,
            |at| lines[at] == "\"\"\"",
            |at, told| {
                let last = lines[..at].iter().rposition(|line| !line.is_empty()).map(|at| format!("linje {}", at + 1));
                matches!(told, [(line, finding)] if Some(*line) == begins(at)
                && finding.code == Code::Syntax
                && last.is_some_and(|last| finding.help.contains(&last)))
            },
        );
        assert!(count > 15);
    }
}

#[test]
fn a_text_that_is_not_opened_is_told_at_its_key() {
    let file = new_file(true);
    let lines: Vec<&str> = file.lines().collect();
    let openings = (0..lines.len()).filter(|at| lines[*at].ends_with(" = \"\"\""));
    for (at, behind_hash) in openings.flat_map(|at| [(at, true), (at, false)]) {
        let line = if behind_hash { format!("#{}", lines[at]) } else { lines[at].trim_end_matches('"').to_owned() };
        let mut slipped = lines.clone();
        slipped[at] = &line;
        let checked = check(&slipped);
        let told = told(&checked);
        assert!(matches!(told[..], [(line, _)] if line == at + 1), "{line}:\n{}", findings(&checked));
    }
}

#[test]
fn a_header_that_is_missing_is_told_once() {
    let file = new_file(true);
    let lines: Vec<&str> = file.lines().collect();
    let next_key = |at: usize| (at..lines.len()).find(|at| lines[*at].starts_with(|c: char| c.is_ascii_lowercase()));
    let count = without_each(
        &lines,
        |at| lines[at].starts_with('[') && next_key(at).is_some(),
        |at, told| {
            let key = next_key(at + 1).expect("a key");
            let named = |finding: &Finding| format!("{} {}", finding.message, finding.help).contains(lines[at]);
            matches!(told, [(line, finding)] if *line == key && finding.code == Code::UnknownKey && named(finding))
        },
    );
    assert!(count > 10);
}

#[test]
fn an_answer_behind_a_hash_is_told_and_the_empty_one_is_not() {
    let file = new_file(false);
    let lines: Vec<&str> = file.lines().collect();
    let is_answer = |line: &str| line.starts_with('#') && line.contains(" = ") && !line.starts_with("# ");
    let places: Vec<usize> = (0..lines.len()).filter(|at| is_answer(lines[*at])).collect();
    assert!(places.len() > 30 && told(&check(&lines)).is_empty());
    for at in places {
        let (key, _) = lines[at].split_once(" = ").expect("an answer");
        for answer in
            ["\"Et svar\"", "\"\"\" Et svar \"\"\"", "Et svar", "\"\"Et svar", "\"\"\"\n#Et svar\n#\"\"\"", "2025-01-02"]
        {
            let line = format!("{key} = {answer}");
            let mut slipped = lines.clone();
            slipped[at] = &line;
            let checked = check(&slipped);
            let told: Vec<_> = told(&checked).into_iter().map(|(_, finding)| (finding.code, finding.severity)).collect();
            assert_eq!(told, [(Code::BehindHash, Severity::Warning)], "{line}:\n{}", findings(&checked));
        }
    }
}
