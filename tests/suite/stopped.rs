//! Days when things go wrong around the program: it is stopped or killed, the disk is full or cannot be written to, nobody
//! reads what it says, the clock is wrong. What there was is there whole, or what was made; what happened is said.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use super::support::with_answers;
use super::tough::{assert_sane, ended, names, program, run, told};

const FORMATS: &str = "md,html,fragment";
const MEGABYTES: u32 = 1_000;

/// The files of a folder with what is in them, without those on their way.
type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let names = names(folder).into_iter().filter(|name| !name.starts_with(".beredskab-"));
    names.map(|name| (name.clone(), fs::read(folder.join(&name)).expect("a file"))).collect()
}

fn temporaries(folder: &Path) -> Vec<PathBuf> {
    let ours = names(folder).into_iter().filter(|name| name.starts_with(".beredskab-"));
    ours.map(|name| folder.join(name)).collect()
}

/// A folder with two answer files of one name, and what each becomes.
struct Plans {
    folder: TempDir,
    old: Files,
    new: Files,
}

impl Plans {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, vision) in [("gammel", "Et gammelt svar."), ("ny", "Et nyt svar, som er længere.")] {
            let text = with_answers("examples/ishoej.toml", &[("introduktion.vision", vision), ("kommune.logo", "")]);
            fs::create_dir(folder.path().join(name)).expect("a folder");
            fs::write(folder.path().join(name).join("kommune.toml"), text).expect("an answer file");
        }
        let plans = Self { folder, old: Files::new(), new: Files::new() };
        let built = |name: &str| {
            let output = run(&Plans::build(name, name), plans.folder.path(), MEGABYTES);
            assert_eq!(output.status.code(), Some(0), "{}", told(&output));
            let mut files = files(&plans.folder.path().join(name));
            files.remove("kommune.toml");
            files
        };
        let (old, new) = (built("gammel"), built("ny"));
        assert!(old.len() == 3 && old.iter().all(|(name, bytes)| new[name] != *bytes), "they differ in every file");
        Self { old, new, ..plans }
    }

    fn build<'a>(plan: &'a str, out: &'a str) -> [&'a str; 8] {
        let file = if plan == "gammel" { "gammel/kommune.toml" } else { "ny/kommune.toml" };
        ["build", file, "--format", FORMATS, "--dato", "2026-11-20", "--out", out]
    }

    /// A folder where the old plan lies.
    fn with_old(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        self.old.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).expect("a file"));
        folder
    }

    fn is_whole(&self, files: &Files) -> bool {
        files.len() == self.old.len() && files.iter().all(|(name, bytes)| self.old[name] == *bytes || self.new[name] == *bytes)
    }
}

/// How long a build takes here and now.
fn duration(plans: &Plans) -> Duration {
    let begun = Instant::now();
    run(&Plans::build("ny", "prøve"), plans.folder.path(), MEGABYTES);
    begun.elapsed()
}

fn signal(child: &std::process::Child, name: &str) {
    // It may have ended already.
    let _ = Command::new("kill").args([name, &child.id().to_string()]).stderr(Stdio::null()).status();
}

#[test]
fn killed_at_any_moment_every_file_is_whole_and_the_next_build_works() {
    let plans = Plans::new();
    let out = plans.with_old("plan");
    let whole = duration(&plans);
    for moment in 0..40 {
        plans.with_old("plan");
        let mut child =
            program(plans.folder.path(), MEGABYTES).args(Plans::build("ny", "plan")).stdout(Stdio::null()).spawn().expect("it");
        std::thread::sleep(whole * moment / 36);
        child.kill().expect("a signal");
        child.wait().expect("an end");
        assert!(plans.is_whole(&files(&out)), "killed at {moment}/36 of {whole:?}");
    }
    // What was left behind is found by its age.
    for left in temporaries(&out) {
        let file = fs::File::options().write(true).open(left).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_hours(1)).expect("a time");
    }
    let output = run(&Plans::build("ny", "plan"), plans.folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_eq!(files(&out), plans.new);
    assert_eq!(temporaries(&out), Vec::<PathBuf>::new());
}

#[test]
fn stopped_at_any_moment_the_plan_is_the_old_or_the_new_one_and_nothing_stays() {
    let plans = Plans::new();
    let whole = duration(&plans);
    for moment in 0..40 {
        // Every other time there is no folder yet, and where nothing comes of the plan there is none afterwards.
        let is_new = moment % 2 == 1;
        let out = plans.with_old("plan");
        if is_new {
            fs::remove_dir_all(&out).expect("gone");
        }
        let mut command = program(plans.folder.path(), MEGABYTES);
        let child = command.args(Plans::build("ny", "plan")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it");
        std::thread::sleep(whole * moment / 36);
        signal(&child, ["-TERM", "-INT", "-HUP"][moment as usize % 3]);
        let output = ended(child, "a stopped build");
        assert!(matches!(output.status.code(), None | Some(0 | 130)), "{:?} {}", output.status, told(&output));
        assert!(!told(&output).contains("panicked"), "{}", told(&output));
        assert!(output.status.code() != Some(130) || told(&output).contains("Afbrudt."), "{}", told(&output));
        if out.exists() {
            let files = files(&out);
            assert!(files == plans.new || (!is_new && files == plans.old), "{moment}/36: {:?}", files.keys());
            assert_eq!(temporaries(&out), Vec::<PathBuf>::new(), "{moment}/36");
        } else {
            assert!(is_new, "{moment}/36: the old plan is gone");
        }
    }
}

#[test]
fn builds_at_once_into_one_folder_leave_one_of_the_plans() {
    let plans = Plans::new();
    let out = plans.with_old("plan");
    for round in 0..12 {
        let start = |plan: &'static str| {
            let mut command = program(plans.folder.path(), MEGABYTES);
            command.args(Plans::build(plan, "plan")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it")
        };
        let children: Vec<_> = ["gammel", "ny", "gammel", "ny"].map(start).into();
        for child in children {
            let output = ended(child, "one of four builds");
            assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        }
        let files = files(&out);
        assert!(files == plans.old || files == plans.new, "round {round}");
        assert_eq!(temporaries(&out), Vec::<PathBuf>::new());
    }
}

/// Refused before anything is touched, with a word about why.
fn assert_nothing_written(plans: &Plans, prepare: impl Fn(&Path), expected: &str) {
    let out = plans.with_old("plan");
    prepare(&out);
    let before = names(&out);
    let output = run(&Plans::build("ny", "plan"), plans.folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(2), "{expected}: {}", told(&output));
    assert!(told(&output).contains(expected), "{expected}: {}", told(&output));
    assert_eq!(names(&out), before);
    for (name, bytes) in &plans.old {
        let path = out.join(name);
        assert!(
            !path.is_file()
                || fs::metadata(&path).is_ok_and(|data| data.len() > 1 << 30)
                || fs::read(path).is_ok_and(|now| now == *bytes),
            "{name} changed"
        );
    }
    fs::remove_dir_all(out).expect("gone");
}

#[test]
fn what_is_in_the_way_is_told_and_left() {
    let plans = Plans::new();
    let html = |out: &Path| {
        let path = out.join("kommune.html");
        fs::remove_file(&path).expect("gone");
        path
    };
    assert_nothing_written(&plans, |out| fs::create_dir(html(out)).expect("a folder"), "er en mappe");
    assert_nothing_written(
        &plans,
        |out| assert!(Command::new("mkfifo").arg(html(out)).status().expect("mkfifo").success()),
        "er ikke en almindelig fil",
    );
    assert_nothing_written(
        &plans,
        |out| std::os::unix::fs::symlink("/dev/zero", html(out)).expect("a link"),
        "er ikke en almindelig fil",
    );
    assert_nothing_written(
        &plans,
        |out| fs::File::create(html(out)).and_then(|file| file.set_len(10 << 30)).expect("a file"),
        "fylder mere end 1.000 MB",
    );
    let read_only = |out: &Path| {
        let path = out.join("kommune.html");
        let mut permissions = fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions).expect("a read-only file");
    };
    assert_nothing_written(&plans, read_only, "er skrivebeskyttet");
    let output = run(&["build", "ny/kommune.toml", "--format", "md", "--out", "ny/kommune.toml"], plans.folder.path(), MEGABYTES);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("fil af det navn i vejen"), "{}", told(&output));
}

/// Runs a script of the shell with the program as its first argument, in the plans' folder.
#[cfg(target_os = "linux")]
fn script(plans: &Plans, before: &[&str], script: &str) -> std::process::Output {
    let (first, rest) = before.split_first().expect("a command");
    let mut command = Command::new(first);
    command.args(rest).args(["sh", "-c", script, "sh", env!("CARGO_BIN_EXE_beredskab")]).current_dir(plans.folder.path());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    ended(child.expect("a shell"), script)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_plan() {
    const SCRIPT: &str = "mkdir ud && mount -t tmpfs -o size=200k tmpfs ud 2>/dev/null || exit 77
        $1 build gammel/kommune.toml --format md --out ud >/dev/null && cp ud/kommune.md før.md || exit 78
        head -c 1000000 /dev/zero >ud/fyld 2>/dev/null
        $1 build ny/kommune.toml --format md,html --out ud; code=$?
        cmp ud/kommune.md før.md && ls -A ud && exit $code";
    let plans = Plans::new();
    let output = script(&plans, &["unshare", "-r", "-m"], SCRIPT);
    if output.status.code() == Some(77) || told(&output).contains("unshare") {
        println!("not tried: this machine does not let a test have a small disk ({})", told(&output));
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(told(&output).contains("Disken er fuld."), "{}", told(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>(), ["fyld", "kommune.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_can_only_be_read_is_told() {
    const SCRIPT: &str = "mkdir ud && $1 build gammel/kommune.toml --format md --out ud >/dev/null && cp ud/kommune.md før.md
        mount --bind ud ud 2>/dev/null && mount -o remount,bind,ro ud 2>/dev/null || exit 77
        $1 build ny/kommune.toml --format md,html --out ud; code=$?
        $1 build ny/kommune.toml --format md,html --out ud/under || true
        cmp ud/kommune.md før.md && ls -A ud && exit $code";
    let plans = Plans::new();
    let output = script(&plans, &["unshare", "-r", "-m"], SCRIPT);
    if output.status.code() == Some(77) || told(&output).contains("unshare") {
        println!("not tried: this machine does not let a test mount anything ({})", told(&output));
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert_eq!(told(&output).matches("Drevet kan kun læses.").count(), 2, "{}", told(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>(), ["kommune.md"]);
}

#[test]
fn nothing_is_printed_on_a_full_disk_without_a_word() {
    let plans = Plans::new();
    let file = "ny/kommune.toml";
    let commands: [&[&str]; 9] = [
        &["--help"],
        &["check", file],
        &["check", file, "--format", "json"],
        &["build", file, "--format", "md", "--out", "-"],
        &["status", file],
        &["overblik", file],
        &["schema"],
        &["forklar", "B404"],
        &["tekstblok", "1"],
    ];
    for command in commands {
        let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
            println!("not tried: this machine has no disk that is always full");
            return;
        };
        let child = program(plans.folder.path(), MEGABYTES).args(command).stdout(full).stderr(Stdio::piped()).spawn();
        let output = ended(child.expect("it"), "a full disk");
        assert_eq!(output.status.code(), Some(2), "{command:?}: {}", told(&output));
        assert!(told(&output).contains("kunne ikke skrives. Disken er fuld."), "{command:?}: {}", told(&output));
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    use std::io::Read as _;
    let plans = Plans::new();
    for command in [
        &["check", "ny", "gammel"][..],
        &["build", "ny/kommune.toml", "--format", "html", "--out", "-"],
        &["status", "ny"],
        &["schema"],
    ] {
        let mut child = program(plans.folder.path(), MEGABYTES)
            .args(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it");
        let mut stdout = child.stdout.take().expect("its output");
        stdout.read_exact(&mut [0]).expect("a byte");
        drop(stdout);
        let output = ended(child, "a closed pipe");
        assert_eq!(output.status.code(), Some(0), "{command:?} {}", told(&output));
        assert!(!told(&output).contains("fejl"), "{command:?} {}", told(&output));
    }
}

#[test]
fn any_clock_will_do() {
    let plans = Plans::new();
    let file = "ny/kommune.toml";
    let commands: [&[&str]; 5] = [
        &["check", file],
        &["status", file],
        &["overblik", file, "--alle"],
        &["tekstblok", "1", file],
        &["build", file, "--format", "md", "--out", "-"],
    ];
    let epochs = [
        ("0", 0),
        ("-1", 0),
        ("-62135596800", 0),
        ("253370764800", 0),
        ("999999999999999999999", 2),
        ("i dag", 2),
        ("1e9", 2),
        ("", 0),
    ];
    for command in commands {
        for (epoch, code) in epochs {
            let child = program(plans.folder.path(), MEGABYTES)
                .args(command)
                .env("SOURCE_DATE_EPOCH", epoch)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn();
            let output = ended(child.expect("it"), epoch);
            assert_sane(&output, epoch);
            assert_eq!(output.status.code(), Some(code), "{command:?} {epoch}: {}", told(&output));
        }
        for day in ["0001-01-01", "1970-01-01", "9999-12-31"] {
            assert_eq!(
                run(&[command, &["--dato", day]].concat(), plans.folder.path(), MEGABYTES).status.code(),
                Some(0),
                "{day}"
            );
        }
        for day in ["10000-01-01", "2026-02-30", "", "\u{202e}", "2026-11-20T00:00"] {
            assert_eq!(
                run(&[command, &["--dato", day]].concat(), plans.folder.path(), MEGABYTES).status.code(),
                Some(2),
                "{day}"
            );
        }
    }
}

#[test]
fn an_empty_environment_and_a_narrow_terminal_will_do() {
    let plans = Plans::new();
    let file = "ny/kommune.toml";
    for command in [&["--help"][..], &["check", file], &["status", file], &["overblik", file, "--alle"], &["forklar", "B404"]] {
        for columns in ["1", "0", "-1", "100000", "x"] {
            let mut narrow = program(plans.folder.path(), MEGABYTES);
            narrow.args(command).env_clear().env("COLUMNS", columns).env("LANG", "C").env("LC_ALL", "C");
            let output = ended(narrow.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it"), columns);
            assert_sane(&output, columns);
            assert_eq!(output.status.code(), Some(0), "{command:?} {}", told(&output));
            assert!(String::from_utf8(output.stdout).is_ok_and(|told| told.contains(['æ', 'ø', 'å'])), "{command:?}");
        }
        let line = format!("stty cols 1 rows 1; exec '{}' {}", env!("CARGO_BIN_EXE_beredskab"), command.join(" "));
        if !cfg!(target_os = "linux") {
            continue;
        }
        let mut terminal = Command::new("script");
        terminal.args(["-qec", &line, "/dev/null"]).current_dir(plans.folder.path()).stdin(Stdio::null());
        match terminal.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
            Ok(child) => {
                let output = ended(child, &line);
                let told = String::from_utf8_lossy(&output.stdout);
                assert!(!told.contains("panicked") && output.status.code() == Some(0), "{command:?} {told}");
            }
            Err(error) => println!("not tried: this machine has no terminal for tests ({error})"),
        }
    }
}
