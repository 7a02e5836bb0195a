//! The command line: what is printed, where, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use super::support::{answer_file, project};

#[test]
fn each_command_prints_what_is_written_down() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cmd/*.trycmd");
    if !cfg!(feature = "pdf") {
        cases.case("tests/cmd-uden-pdf/*.trycmd");
    }
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_beredskab"));
    command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output().expect("the program")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const DRAFT: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";

#[test]
fn standard_output_holds_the_document_and_nothing_else() {
    let (folder, _) = answer_file(DRAFT);
    let output = run(&["build", "kommune.toml", "--format", "html", "--out", "-"], folder.path());
    assert!(output.status.success());
    let page = text(&output.stdout);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>"), "{page}");
    assert!(text(&output.stderr).contains("advarsler"));
    assert_eq!(names(folder.path()), ["kommune.toml"]);
}

#[test]
fn the_style_can_stand_in_a_file_of_its_own() {
    let (folder, _) = answer_file(DRAFT);
    assert!(run(&["build", "kommune.toml", "--format", "html", "--css", "stil.css"], folder.path()).status.success());
    assert_eq!(names(&folder.path().join("plan")), ["kommune.html", "stil.css"]);
    for refused in ["../stil.css", "stil", "/stil.css"] {
        let output = run(&["build", "kommune.toml", "--format", "html", "--css", refused], folder.path());
        assert_eq!(output.status.code(), Some(2), "{refused}");
    }
    assert_eq!(run(&["build", "kommune.toml", "--format", "md", "--css", "stil.css"], folder.path()).status.code(), Some(2));
}

#[test]
fn a_failed_build_changes_nothing() {
    let (folder, path) = answer_file(DRAFT);
    assert!(run(&["build", "kommune.toml", "--format", "md,html"], folder.path()).status.success());
    let before = std::fs::read(folder.path().join("plan/kommune.md")).expect("the plan");
    std::fs::write(&path, "fase = \"vedtaget\"\nkommune.navn = \"Greve\"\n").expect("an answer file");
    assert_eq!(run(&["build", "kommune.toml", "--format", "md,html"], folder.path()).status.code(), Some(1));
    assert_eq!(run(&["build", "kommune.toml", "--out", "nyt"], folder.path()).status.code(), Some(1));
    assert_eq!(std::fs::read(folder.path().join("plan/kommune.md")).expect("the plan"), before);
    assert_eq!(names(folder.path()), ["kommune.toml", "plan"]);
    assert_eq!(names(&folder.path().join("plan")), ["kommune.html", "kommune.md"]);
}

#[test]
fn no_file_that_the_plan_is_made_from_is_written_over() {
    let (folder, _) = answer_file(&format!("{DRAFT}[tekstblokke]\n1 = \"kommune.md\"\n"));
    std::fs::write(folder.path().join("kommune.md"), "Vores egen tekst.").expect("a text");
    let output = run(&["build", "kommune.toml", "--format", "md", "--out", "."], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("overskrives ikke"));
    assert_eq!(std::fs::read_to_string(folder.path().join("kommune.md")).expect("the text"), "Vores egen tekst.");
}

#[test]
fn a_reader_that_goes_is_no_error() {
    let (folder, _) = answer_file(DRAFT);
    let mut child = Command::new(env!("CARGO_BIN_EXE_beredskab"))
        .args(["build", "kommune.toml", "--format", "html", "--out", "-"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program");
    drop(child.stdout.take());
    assert!(child.wait().expect("an end").success());
}

#[test]
fn the_day_is_an_argument_or_the_environment_s() {
    let (folder, _) = answer_file(DRAFT);
    let region = |arguments: &[&str], epoch: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_beredskab"))
            .args(["build", "kommune.toml", "--format", "md", "--out", "-"])
            .args(arguments)
            .env("SOURCE_DATE_EPOCH", epoch)
            .current_dir(folder.path())
            .output()
            .expect("the program");
        let plan = text(&output.stdout);
        let line = plan.lines().find_map(|line| line.strip_prefix("- **Region:** ")).map(str::to_owned);
        (output.status.code(), line)
    };
    // 2026-12-31T23:59:59Z and one second later.
    let before = "Region Hovedstaden (Region Østdanmark fra den 1. januar 2027)";
    assert_eq!(region(&[], "1798761599"), (Some(0), Some(before.into())));
    assert_eq!(region(&[], "1798761600"), (Some(0), Some("Region Østdanmark".into())));
    assert_eq!(region(&["--dato", "2026-11-20"], "1798761600"), (Some(0), Some(before.into())));
    assert_eq!(region(&[], "i dag"), (Some(2), None));
}

#[test]
fn a_template_of_ones_own_is_used() {
    let folder = project("tests/cmd/skabelon.in");
    let output = run(&["build", "kommune.toml", "--format", "md", "--out", "-", "--skabelon", "egen"], &folder);
    let plan = text(&output.stdout);
    assert!(plan.contains("### 1.2 Vores mål i Randers\n\n1. Et mål.\n2. Et mål til.\n3. Et tredje mål.\n"), "{plan}");
    assert!(plan.contains("Randers Kommunes egen tekst, med **Randers**.\n\nKilde: os selv\n"), "{plan}");
}

#[test]
fn a_fragment_and_data_on_top_are_written_out_too() {
    let (folder, _) = answer_file(DRAFT);
    let written = |arguments: &[&str]| {
        let output = run(&[&["build", "kommune.toml", "--out", "-", "--format"], arguments].concat(), folder.path());
        assert!(output.status.success(), "{arguments:?}");
        text(&output.stdout)
    };
    assert!(written(&["fragment"]).starts_with("<p><strong>UDKAST</strong></p>\n"));
    assert!(!written(&["fragment", "--uden-tabeller"]).contains("<table"));
    assert!(written(&["md", "--frontmatter"]).starts_with("---\ntitle: \"Beredskab "));
}

#[test]
fn a_fragment_is_a_file_of_its_own_or_a_file_a_chapter() {
    let (folder, _) = answer_file(DRAFT);
    let written = |out: &str, arguments: &[&str]| {
        assert!(run(&[&["build", "kommune.toml", "--out", out], arguments].concat(), folder.path()).status.success());
        names(&folder.path().join(out))
    };
    assert_eq!(written("begge", &["--format", "html,fragment"]), ["kommune.fragment.html", "kommune.html"]);
    let chapters = [
        "kommune.1-introduktion.fragment.html",
        "kommune.2-organisering-og-samarbejde.fragment.html",
        "kommune.3-indsatser.fragment.html",
        "kommune.4-kommunikation-og-opkvalificering.fragment.html",
        "kommune.kontakt.fragment.html",
        "kommune.om-dette-beredskab.fragment.html",
    ];
    assert_eq!(written("kapitler", &["--format", "fragment", "--per-kapitel"]), chapters);
    assert!(!written("som-ellers", &[]).iter().any(|name| name.contains("fragment")));
}
