//! What is made from the definition of the command line: its reference, the manual pages, what shells complete.

use std::path::Path;
use std::process::Command;

use beredskab::register::kommuner;

fn told(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_beredskab")).args(arguments).output().expect("the program");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").replace(".exe", "")
}

fn commands() -> Vec<String> {
    let help = told(&["--help"]);
    let list = help.split_once("Kommandoer:\n").and_then(|(_, rest)| rest.split_once("\n\n")).expect("the commands").0;
    // A line that goes on is set in below the words of the one before.
    let names = list.lines().filter(|line| !line.starts_with("    ")).filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// `SNAPSHOTS=overwrite cargo test` writes it anew.
#[test]
fn the_reference_says_what_the_program_says() {
    let shown = |help: &str| format!("```\n{}\n```\n", help.trim_end());
    let of_command = |command: String| format!("## {command}\n\n{}", shown(&told(&[&command, "--help"])));
    let intro = "Sådan bruges programmet i en terminal. Siden er lavet af programmets egen hjælp, som I også får med »--help«.\n";
    let mut parts = vec!["# Kommandoer\n".to_owned(), intro.to_owned(), shown(&told(&["--help"]))];
    parts.extend(commands().into_iter().map(of_command));
    let reference = parts.join("\n");
    snapbox::assert_data_eq!(reference, snapbox::file!["../../docs/kommandoer.md"].raw());
}

/// Short enough to be read, and with examples that begin as the command does.
#[test]
fn each_command_has_a_short_help_with_two_examples() {
    for command in commands() {
        let help = told(&[&command, "--help"]);
        let examples = help.split_once("Eksempler:\n").unwrap_or_else(|| panic!("{command}")).1;
        let examples: Vec<&str> = examples.lines().filter(|line| line.starts_with("  beredskab ")).collect();
        assert_eq!(examples.len(), 2, "{command}");
        assert!(help.lines().count() <= 36 && help.lines().all(|line| line.chars().count() <= 80), "{command}:\n{help}");
    }
}

#[test]
fn a_manual_page_is_in_danish_and_tells_every_option() {
    let folder = tempfile::tempdir().expect("a folder");
    told(&["man", "--out", &folder.path().display().to_string()]);
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let main = page("beredskab.1");
    for command in commands() {
        assert!(main.contains(&format!("beredskab\\-{command}(1)")), "{command}");
        let page = page(&format!("beredskab-{command}.1"));
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        assert_eq!(headings, ["NAVN", "OVERSIGT", "BESKRIVELSE", "TILVALG", "EKSEMPLER"], "{command}");
        let options = told(&[&command, "--help"]);
        for option in options.lines().filter_map(|line| line.trim_start().strip_prefix("--")?.split_whitespace().next()) {
            let option = option.replace('-', "\\-");
            assert!(page.contains(&format!("\\fB\\-\\-{option}\\fR")), "{command}: {option}");
        }
    }
}

#[test]
fn every_shell_completes_the_municipalities() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = told(&["completions", shell]);
        for kommune in kommuner() {
            assert!(script.contains(&kommune.navn), "{shell}: {}", kommune.navn);
        }
        for word in ["hoering", "sarif", "forklar"] {
            // fish, PowerShell and elvish complete the words of options by themselves or not at all.
            assert!(script.contains(word) || !matches!(shell, "bash" | "zsh"), "{shell}: {word}");
        }
    }
}

/// As a person uses it, where there is a bash.
#[test]
fn bash_completes_a_name_from_its_first_letters() {
    if !Path::new("/bin/bash").exists() {
        return;
    }
    let script = told(&["completions", "bash"]);
    let asked = "COMP_WORDS=(beredskab init Ly); COMP_CWORD=2; _beredskab beredskab Ly init; echo \"${COMPREPLY[@]}\"";
    let output = Command::new("/bin/bash").args(["-c", &format!("{script}\n{asked}")]).output().expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "Lyngby-Taarbæk");
}
