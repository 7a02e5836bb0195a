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

/// The step that packs a release, run on the program that is tested.
#[cfg(unix)]
#[test]
fn a_release_holds_the_program_its_licences_and_what_a_shell_wants() {
    use std::os::unix::fs::PermissionsExt as _;
    let text = std::fs::read_to_string(project(".github/workflows/release.yml")).expect("the workflow");
    let workflow = YamlLoader::load_from_str(&text).expect("YAML").remove(0);
    let steps = workflow["jobs"]["build"]["steps"].as_vec().expect("steps");
    let pack = steps.iter().find(|step| step["name"].as_str() == Some("Pack")).expect("the step");
    let script = pack["run"].as_str().expect("a script").replace("${{ matrix.target }}", "proeve");
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(project("")).expect("the project") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        if name != "target" {
            std::os::unix::fs::symlink(&path, folder.path().join(name)).expect("a link");
        }
    }
    let built = folder.path().join("target/proeve/release");
    std::fs::create_dir_all(&built).expect("a folder");
    // A small program in its place, since packing that of the tests takes long.
    let program = built.join("beredskab");
    std::fs::write(&program, concat!("#!/bin/sh\nexec '", env!("CARGO_BIN_EXE_beredskab"), "' \"$@\"\n")).expect("a program");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    let bash = |script: &str| {
        let output =
            Command::new("bash").args(["-euo", "pipefail", "-c", script]).current_dir(folder.path()).output().expect("bash");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    bash(&script);
    let packed = bash("tar -tzf beredskab-proeve.tar.gz");
    for name in [
        "beredskab",
        "README.md",
        "SECURITY.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "THIRD-PARTY.md",
        "OFL.txt",
        "vejledning.md",
        "beredskab.bash",
        "beredskab.zsh",
        "beredskab.fish",
        "man/beredskab.1",
        "man/beredskab-build.1",
    ] {
        assert!(packed.lines().any(|line| line == format!("./{name}")), "{name} is not in\n{packed}");
    }
}

#[test]
fn a_release_is_made_for_three_systems_with_checksums() {
    let text = std::fs::read_to_string(project(".github/workflows/release.yml")).expect("the workflow");
    for part in ["linux-gnu", "apple-darwin", "windows-msvc", "sha256sum", "cargo deny"] {
        assert!(text.contains(part), "{part}");
    }
}
