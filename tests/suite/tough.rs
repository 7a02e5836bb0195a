//! Running the program where it might hang or take too much: with an end to its time and its memory.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long the program may take before it is taken to hang; it is to be done in a moment.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program in a folder, with no more memory than so many megabytes where the system can say so.
pub fn program(folder: &Path, megabytes: u32) -> Command {
    let path = env!("CARGO_BIN_EXE_beredskab");
    let mut command = if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {}; exec \"$@\"", megabytes * 1024), "sh", path]);
        command
    } else {
        Command::new(path)
    };
    command.current_dir(folder).stdin(Stdio::null()).env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Waits for a program to end, and gives what it said.
pub fn ended(mut child: Child, what: &str) -> Output {
    let begun = Instant::now();
    // What it says is read while it runs, or a full pipe would stop it.
    let read = |stream: Option<Box<dyn std::io::Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.map(|mut stream| stream.read_to_end(&mut bytes));
            bytes
        })
    };
    let stdout = read(child.stdout.take().map(|stream| Box::new(stream) as _));
    let stderr = read(child.stderr.take().map(|stream| Box::new(stream) as _));
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program") {
            break status;
        }
        if begun.elapsed() > PATIENCE {
            child.kill().expect("the program");
            panic!("{what} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Output { status, stdout: stdout.join().expect("stdout"), stderr: stderr.join().expect("stderr") }
}

/// Runs the program, and sees to it that it ends by itself and says nothing of its insides.
pub fn run(arguments: &[&str], folder: &Path, megabytes: u32) -> Output {
    let child = program(folder, megabytes).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let output = ended(child.expect("the program"), &arguments.join(" "));
    assert_sane(&output, &arguments.join(" "));
    output
}

/// An end that the README tells of, and no panic.
pub fn assert_sane(output: &Output, what: &str) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{what}: {told}");
    assert!(matches!(output.status.code(), Some(0..=2)), "{what}: {:?} {told}", output.status);
}

/// What was said on standard error, on one line.
pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
