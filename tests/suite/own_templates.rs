//! Templates of one's own with faults: what is said, in which file and on which line, and that none fills the memory or runs on.
//!
//! A folder in `tests/skabeloner` is a case, and what is said of it is written down beside them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use beredskab::output::Format;
use beredskab::pipeline::{self, Settings};
use beredskab::skabelon;

use super::support::{answer_file, project, settings};

const DRAFT: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project("tests/skabeloner")).expect("the cases").map(|entry| entry.expect("a case").path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir() && !path.ends_with("snapshots")).collect();
    cases.sort();
    cases
}

/// Builds a draft with a template, where the system can say so with no more memory than this.
fn build(template: &Path, folder: &Path, answers: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_beredskab");
    let mut command = if cfg!(unix) {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 1000000 2>/dev/null; exec \"$@\"", "sh", program]);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder).args(["build", "--format", "md", "--out", "-", "--dato", "2026-11-20", "--skabelon"]);
    command.arg(template).arg(answers).output().expect("the program")
}

#[test]
fn each_fault_is_told_in_its_file_and_on_its_line() {
    let (_folder, answers) = answer_file(DRAFT);
    for case in cases() {
        let name = case.file_name().and_then(|name| name.to_str()).expect("a name");
        let output = build(Path::new(name), &project("tests/skabeloner"), &answers);
        let good = name.starts_with("god-");
        assert_eq!(output.status.code(), Some(if good { 0 } else { 2 }), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let told = if good { output.stdout } else { output.stderr };
        let told = String::from_utf8(told).expect("UTF-8").replace('\\', "/");
        if !good {
            let told = told.replace('\n', " ");
            assert!(told.starts_with(&format!("fejl: {name}/")), "{name} does not name the file: {told}");
            for english in [" is ", " the ", "unexpected", "expected", "cannot", "invalid", "unknown", "not ", " of "] {
                assert!(!told.contains(english), "{name} is told in English: {told}");
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../skabeloner/snapshots" }, {
            insta::assert_snapshot!(name, told);
        });
    }
}

/// A section may be called as a part of the page is; each still has an anchor of its own.
#[test]
fn a_section_called_as_the_page_s_own_parts_has_its_own_anchor() {
    let (folder, answers) = answer_file(DRAFT);
    let own = Settings { skabelon: Some(project("tests/skabeloner/god-sidens-egne-navne")), ..settings() };
    let document = pipeline::check(&answers, &own).expect("a template").document().expect("a plan");
    drop(folder);
    let page = String::from_utf8(Format::Html.render(&document).expect("a page")).expect("UTF-8");
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.contains(&"plan") && ids.contains(&"indhold") && ids.contains(&"andre-maal"), "{ids:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an anchor stands twice");
}

/// The program's own templates as a folder of one's own: then every name in every branch is looked up.
#[test]
fn every_name_in_the_program_s_own_templates_is_one_that_there_is() {
    for name in skabelon::names() {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&project("templates").join(name), folder.path());
        copy(&project("textblocks").join(name), &folder.path().join("tekstblokke"));
        let (_answers, path) = answer_file(&format!("{DRAFT}skabelon = \"{name}\"\n"));
        let own = Settings { skabelon: Some(folder.path().to_owned()), ..settings() };
        pipeline::check(&path, &own).unwrap_or_else(|error| panic!("{error}"));
        // It would be found: a name in a branch that is never taken.
        let file = std::fs::read_dir(folder.path()).expect("the template").map(|entry| entry.expect("a file").path());
        let section = file.filter(|path| path.to_string_lossy().contains("/1.1-")).max().expect("a section");
        let text = std::fs::read_to_string(&section).expect("a section");
        std::fs::write(&section, format!("{text}{{% if false %}}{{{{ findes.ikke }}}}{{% endif %}}\n")).expect("a section");
        let error = pipeline::check(&path, &own).expect_err("a name that is not there").to_string();
        assert!(error.contains("»findes.ikke«") && error.contains(':') && error.contains("1.1-"), "{error}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("a file");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

/// Puts something into a folder.
#[cfg(unix)]
type Make<'a> = &'a dyn Fn(&Path);

/// What lies in the folder under a template's name and is no file of it.
#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_folder_is_told() {
    use std::os::unix::fs::symlink;
    const SECTION: &str = "+++\ntitel = \"Hemmeligt\"\n+++\nhemmeligt\n";
    let (outside, _) = answer_file(DRAFT);
    std::fs::write(outside.path().join("hemmelig.md"), SECTION).expect("a file");
    std::fs::create_dir(outside.path().join("tekstblokke")).expect("a folder");
    std::fs::write(outside.path().join("tekstblokke/1.md"), SECTION).expect("a file");
    let name = "1.9-egen.md";
    let cases: [(&str, Make<'_>); 9] = [
        ("er en genvej ud af mappen", &|folder| symlink(outside.path().join("hemmelig.md"), folder.join(name)).expect("a link")),
        ("er en genvej ud af mappen", &|folder| symlink("/etc/passwd", folder.join("_egen.md")).expect("a link")),
        ("er en genvej ud af mappen", &|folder| symlink("/dev/zero", folder.join("skabelon.toml")).expect("a link")),
        ("er en genvej ud af mappen", &|folder| {
            symlink(outside.path().join("tekstblokke"), folder.join("tekstblokke")).expect("a link");
        }),
        ("er en genvej til noget, der ikke findes", &|folder| symlink("nul.md", folder.join(name)).expect("a link")),
        ("det er noget andet", &|folder| std::fs::create_dir(folder.join(name)).expect("a folder")),
        ("det er noget andet", &|folder| {
            assert!(Command::new("mkfifo").arg(folder.join(name)).status().expect("mkfifo").success());
        }),
        ("fylder mere end 2 MB", &|folder| {
            let file = std::fs::File::create(folder.join(name)).expect("a file");
            file.set_len(10 * 1024 * 1024 * 1024).expect("a sparse file");
        }),
        ("mere end 1000 filer", &|folder| {
            (0..1001).for_each(|n| std::fs::write(folder.join(format!("{n}-a.md")), SECTION).expect("a file"));
        }),
    ];
    for (expected, make) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        make(folder.path());
        let output = build(folder.path(), folder.path(), &outside.path().join("kommune.toml"));
        let told = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        assert_eq!(output.status.code(), Some(2), "{expected}: {told}");
        assert!(told.contains(expected), "{expected}: {told}");
        assert!(!told.contains("hemmeligt"), "{told}");
    }
}
