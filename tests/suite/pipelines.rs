//! The pipelines in `examples/ci`: their files can be read, and the program does what they ask of it.

use std::process::Command;

use yaml_rust2::{Yaml, YamlLoader};

use super::support::project;

const FILES: [&str; 2] = ["github-actions.yml", "gitlab-ci.yml"];

fn text(file: &str) -> String {
    std::fs::read_to_string(project("examples/ci").join(file)).expect("a pipeline")
}

/// Every string of a document.
fn strings<'y>(yaml: &'y Yaml, into: &mut Vec<&'y str>) {
    match yaml {
        Yaml::String(text) => into.push(text),
        Yaml::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Yaml::Hash(table) => table.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

#[test]
fn each_command_of_a_pipeline_is_one_that_the_program_takes() {
    for file in FILES {
        let documents = YamlLoader::load_from_str(&text(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut found = Vec::new();
        for document in &documents {
            strings(document, &mut found);
        }
        let commands: Vec<&str> =
            found.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("beredskab ")).collect();
        assert!(commands.len() >= 3, "{file}: {commands:?}");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(project("examples/ishoej.toml"), folder.path().join("kommune.toml")).expect("an answer file");
        std::fs::copy(project("examples/eksempel-logo.svg"), folder.path().join("eksempel-logo.svg")).expect("a logo");
        for command in commands {
            let command = command.trim_end_matches(" || true");
            let (arguments, into) = command.split_once(" > ").map_or((command, None), |(a, into)| (a, Some(into)));
            // The build without the PDF engine cannot make one.
            let arguments = if cfg!(feature = "pdf") { arguments.to_owned() } else { arguments.replace(",pdf", "") };
            let mut program = Command::new(env!("CARGO_BIN_EXE_beredskab"));
            let output = program.args(arguments.split_whitespace()).current_dir(folder.path()).output().expect("the program");
            assert!(output.status.success(), "{file}: beredskab {command}: {}", String::from_utf8_lossy(&output.stderr));
            if let Some(into) = into {
                assert!(found.iter().any(|text| text.contains(into) && !text.contains(command)), "{file}: who reads {into}?");
            }
        }
    }
}

#[test]
fn the_page_on_publishing_shows_the_files_as_they_are() {
    let page = std::fs::read_to_string(project("docs/udgivelse.md")).expect("the page");
    for file in FILES {
        assert!(page.contains(&format!("```yaml\n{}```\n", text(file))), "docs/udgivelse.md does not show {file} as it is");
    }
}
