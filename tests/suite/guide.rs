//! The guide, followed to the letter: every command is run in an empty folder, and every answer is written where it says.
//!
//! A `console` block is commands. What a reader does by hand stands in a comment over a block: `skriv i <file>` writes the
//! answers of the block into the file, `slutter med <code>` is how the commands end, and `besvar resten` answers what is
//! left with the template's examples.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use beredskab::skabelon::{self, Example, Kind, Need, Phase};
use toml_edit::{DocumentMut, Item, Table};

use super::support::project;

/// A step of the guide.
#[derive(Debug, PartialEq)]
enum Step {
    Run { command: String, ends: i32 },
    Write { file: String, answers: String },
    AnswerTheRest,
}

fn steps(guide: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut told = String::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            comment.clone_into(&mut told);
            if told == "besvar resten" {
                steps.push(Step::AnswerTheRest);
                told.clear();
            }
        } else if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let told = std::mem::take(&mut told);
            match (kind, told.strip_prefix("skriv i "), told.strip_prefix("slutter med ")) {
                ("toml", Some(file), None) => {
                    steps.push(Step::Write { file: file.to_owned(), answers: block.join("\n") });
                }
                ("console", None, ends) => {
                    let ends = ends.map_or(0, |ends| ends.parse().expect("a code"));
                    let commands =
                        block.iter().map(|line| line.strip_prefix("$ beredskab ").expect("a command of the program's"));
                    steps.extend(commands.map(|command| Step::Run { command: command.to_owned(), ends }));
                }
                ("text", None, None) => {}
                other => panic!("not a block of the guide's: {other:?}"),
            }
        }
    }
    steps
}

fn run(command: &str, ends: i32, folder: &Path) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_beredskab"));
    program.args(command.split_whitespace()).current_dir(folder).env("SOURCE_DATE_EPOCH", "1795132800");
    if command.starts_with("vis ") {
        return preview(program);
    }
    let output = program.output().expect("the program");
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(ends), "beredskab {command}\n{told}");
}

/// The preview runs until it is stopped: it is enough that it says where it is.
fn preview(mut program: Command) {
    let mut child = program.arg("--uden-browser").stdout(Stdio::piped()).spawn().expect("the program");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address = lines.find_map(|line| line.ok().filter(|line| line.contains("http://127.0.0.1:")));
    child.kill().and_then(|()| child.wait()).expect("an end");
    assert!(address.is_some());
}

/// Writes answers over those of their keys, as a person does who keeps the rest of the file.
fn write(file: &Path, answers: &str) {
    let text = std::fs::read_to_string(file).expect("an answer file");
    let mut document: DocumentMut = text.parse().expect("TOML");
    let answers: DocumentMut = answers.parse().expect("TOML");
    overwrite(document.as_table_mut(), answers.as_table());
    std::fs::write(file, document.to_string()).expect("an answer file");
}

fn overwrite(into: &mut Table, from: &Table) {
    for (key, item) in from {
        match (item, into.get_mut(key)) {
            (Item::Table(from), Some(Item::Table(into))) => overwrite(into, from),
            (Item::Value(value), Some(Item::Value(into))) => *into = value.clone().decorated(" ", ""),
            _ => {
                into.insert(key, item.clone());
            }
        }
    }
}

fn answer_the_rest(file: &Path) {
    let text = std::fs::read_to_string(file).expect("an answer file");
    let answered: toml::Table = text.parse().expect("TOML");
    let skabelon = skabelon::load(skabelon::DEFAULT, None).expect("the template");
    let blank = |key: &str| {
        let value = key.split('.').try_fold(&toml::Value::Table(answered.clone()), |value, name| value.get(name)).cloned();
        match value {
            Some(toml::Value::String(text)) => text.trim().is_empty(),
            Some(toml::Value::Array(items)) => items.iter().all(|item| item.as_str().is_some_and(|text| text.trim().is_empty())),
            other => other.is_none(),
        }
    };
    let required = skabelon.questions().filter(|(question, _)| {
        question.need == Need::From(Phase::Hearing) && question.unless.block_stands.is_none() && blank(&question.key)
    });
    let answers = required.map(|(question, _)| {
        assert!(!matches!(question.kind, Kind::Records(_)), "{} is answered in the guide", question.key);
        let example = match question.example.as_ref().expect("an example") {
            Example::Text(text) => toml::Value::String(text.clone()).to_string(),
            Example::Items(items) => toml::Value::from(items.clone()).to_string(),
            Example::Bare(text) => text.clone(),
        };
        format!("{} = {example}\n", question.key)
    });
    let answers: Vec<String> = answers.collect();
    assert!(answers.len() > 15, "{answers:?}");
    for answer in answers {
        write(file, &nested(&answer));
    }
}

/// "a.b.c = x" under its tables, as the file has it: "[a]" and "b.c = x".
fn nested(answer: &str) -> String {
    match answer.split_once('.') {
        Some((table, rest)) => format!("[{table}]\n{rest}"),
        None => answer.to_owned(),
    }
}

#[test]
fn the_guide_can_be_followed_to_the_letter() {
    let guide = std::fs::read_to_string(project("docs/vejledning.md")).expect("the guide");
    let steps = steps(&guide);
    let folder = tempfile::tempdir().expect("an empty folder");
    let mut commands = Vec::new();
    for step in &steps {
        match step {
            Step::Run { command, ends } => {
                run(command, *ends, folder.path());
                commands.extend(command.split_whitespace().next());
            }
            Step::Write { file, answers } => write(&folder.path().join(file), answers),
            Step::AnswerTheRest => answer_the_rest(&folder.path().join("kommune.toml")),
        }
    }
    for command in ["init", "build", "vis", "check", "forklar", "status", "tekstblok"] {
        assert!(commands.contains(&command), "the guide does not tell of {command}");
    }
    let plan = std::fs::read_to_string(folder.path().join("plan/kommune.html")).expect("the plan");
    assert!(plan.contains("UDKAST") && plan.contains("Mentor til unge") && plan.contains("Første udgave."));
}

/// The pages that a reader is sent to are there.
#[test]
fn the_guides_links_lead_somewhere() {
    for page in ["vejledning.md", "udgivelse.md"] {
        let text = std::fs::read_to_string(project("docs").join(page)).expect("a page");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if let Some(anchor) = target.strip_prefix('#') {
                let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
                let anchors: Vec<String> = headings.map(anchor_of).collect();
                assert!(anchors.iter().any(|known| known == anchor), "{page}: #{anchor}");
            } else if !target.starts_with("https://") {
                assert!(project("docs").join(target).exists(), "{page}: {target}");
            }
        }
    }
}

/// The anchor of a heading, as GitHub and GitLab make it.
fn anchor_of(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect::<String>();
    kept.replace(' ', "-")
}
