//! Many answer files at once: everything in their order, the same for any number of threads, and one bad file stops none.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::support::with_answers;

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_beredskab"));
    command.args(arguments).args(["--dato", "2026-11-20"]).current_dir(folder).output().expect("the program")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of plans: most are fine, one has an error, one is no TOML, and one is of another kind.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join("planer").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    for name in ["Aabenraa", "Billund", "Greve", "Herlev", "Ikast-Brande", "Kolding", "Lejre", "Morsø"] {
        let plan = with_answers("examples/ishoej.toml", &[("kommune.navn", name), ("kommune.logo", "")]);
        write(&format!("{}.toml", name.to_lowercase()), &plan);
    }
    write("sydvest/esbjerg.toml", "fase = \"udkast\"\nkommune.navn = \"Esbjerg\"\n");
    write("sydvest/fanø.toml", "fase = \"udkast\"\nkommune.navn = \"Fanø\"\nkontakt.telefon = \"123\"\n");
    write("sydvest/varde.toml", "fase = \"udkast\"\n[kommune\nnavn = \"Varde\"\n");
    write("taplo.toml", "[formatting]\nindent_tables = true\n");
    folder
}

#[test]
fn results_are_the_same_for_any_number_of_threads() {
    let folder = folder();
    let build = ["build", "planer", "findes-ikke.toml", "--format", "md,html"];
    for command in
        [&build[..], &["check", "planer", "findes-ikke.toml"], &["status", "planer"], &["check", "planer", "--format", "json"]]
    {
        let runs: Vec<Output> =
            ["1", "2", "7"].iter().map(|jobs| run(&[command, &["--jobs", jobs]].concat(), folder.path())).collect();
        for other in &runs[1..] {
            assert_eq!(text(&other.stdout), text(&runs[0].stdout), "{command:?}");
            assert_eq!(text(&other.stderr), text(&runs[0].stderr), "{command:?}");
            assert_eq!(other.status.code(), runs[0].status.code());
        }
    }
}

#[test]
fn one_bad_file_stops_none() {
    let folder = folder();
    let output = run(&["build", "planer", "findes-ikke.toml", "--format", "md,html"], folder.path());
    assert_eq!(output.status.code(), Some(2), "a file could not be read");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let written: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("Skrev plan/")?.strip_suffix(".md")).collect();
    // In the order of the names, a folder at its own name.
    assert_eq!(
        written,
        ["aabenraa", "billund", "greve", "herlev", "ikast-brande", "kolding", "lejre", "morsø", "esbjerg"],
        "{out}"
    );
    assert!(
        out.ends_with("\nI alt: 9 planer bygget (18 filer skrevet), 2 planer har fejl og 1 fil kunne\nikke bygges.\n"),
        "{out}"
    );
    assert!(err.contains("fanø.toml") && err.contains("varde.toml") && err.contains("findes-ikke.toml"), "{err}");
    assert!(!err.contains("taplo"), "{err}");
    // Where to see the warnings is told once, in the end, and of all of them.
    assert_eq!(err.matches("Se advarslerne med »beredskab check planer findes-ikke.toml«.").count(), 1, "{err}");
    assert!(err.contains("i planer/sydvest/esbjerg.toml.\n") && !err.contains("Se dem med"), "{err}");
    let output = run(&["build", "planer", "--format", "md"], folder.path());
    assert_eq!(output.status.code(), Some(1), "plans have errors");
    std::fs::remove_dir_all(folder.path().join("planer/sydvest")).expect("gone");
    assert_eq!(run(&["build", "planer", "--format", "md"], folder.path()).status.code(), Some(0));
}

#[test]
fn two_plans_of_one_name_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, name) in [("a/kommune.toml", "Greve"), ("b/Kommune.toml", "Herlev")] {
        std::fs::create_dir_all(folder.path().join(path).parent().expect("a folder")).expect("a folder");
        std::fs::write(folder.path().join(path), format!("fase = \"udkast\"\nkommune.navn = \"{name}\"\n")).expect("a file");
    }
    let output = run(&["build", "a", "b", "--format", "md"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr).replace('\n', " ");
    assert!(told.contains("a/kommune.toml") && told.contains("b/Kommune.toml") && told.contains("Kommune.md"), "{told}");
    assert!(!folder.path().join("plan").exists());
    // Named twice it is one plan.
    let output = run(&["build", "a", "a/kommune.toml", "./a/../a/kommune.toml", "--format", "md"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn only_what_changed_is_written_where_that_is_asked_for() {
    let folder = folder();
    std::fs::remove_dir_all(folder.path().join("planer/sydvest")).expect("gone");
    let build = |more: &[&str]| run(&[&["build", "planer", "--format", "md,html"], more].concat(), folder.path());
    assert!(build(&[]).status.success());
    let old = SystemTime::now() - Duration::from_hours(1);
    let plans = || std::fs::read_dir(folder.path().join("plan")).expect("the plans").map(|entry| entry.expect("a plan").path());
    let times = || {
        let mut times: Vec<_> = plans()
            .map(|path| (path.clone(), std::fs::metadata(&path).and_then(|data| data.modified()).expect("a time")))
            .collect();
        times.sort();
        times
    };
    for plan in plans() {
        std::fs::File::options().write(true).open(plan).and_then(|file| file.set_modified(old)).expect("an old file");
    }
    let before = times();
    let output = build(&["--kun-aendrede"]);
    assert_eq!(times(), before);
    assert!(
        text(&output.stdout).ends_with("\nI alt: 8 planer bygget (0 filer skrevet, 16 uændrede).\n"),
        "{}",
        text(&output.stdout)
    );
    // One answer more, and one file gone.
    let greve = folder.path().join("planer/greve.toml");
    let plan = std::fs::read_to_string(&greve).expect("an answer file").replace("fire gange", "fem gange");
    std::fs::write(&greve, plan).expect("an answer file");
    std::fs::remove_file(folder.path().join("plan/lejre.html")).expect("gone");
    let output = text(&build(&["--kun-aendrede"]).stdout);
    let written: Vec<&str> = output.lines().filter_map(|line| line.strip_prefix("Skrev plan/")).collect();
    assert_eq!(written, ["greve.md", "greve.html", "lejre.html"], "{output}");
    let changed: Vec<_> = times().into_iter().zip(before).filter(|(now, before)| now != before).collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
}

#[test]
fn what_is_for_one_plan_is_refused_for_several() {
    let folder = folder();
    for option in [&["--out", "-", "--format", "md"][..], &["--watch"], &["--css", "stil.css", "--format", "html"]] {
        let output = run(&[&["build", "planer"], option].concat(), folder.path());
        assert_eq!(output.status.code(), Some(2), "{option:?}");
        assert!(text(&output.stderr).replace('\n', " ").contains("er til én plan ad gangen"), "{}", text(&output.stderr));
    }
    assert_eq!(run(&["build", "planer", "--jobs", "0"], folder.path()).status.code(), Some(2));
}
