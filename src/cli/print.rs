//! Everything that is printed.
//!
//! A reader that has gone (`beredskab … | head`) is no error of the program's.

use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Result, anyhow};
use beredskab::dansk::tal;
use beredskab::finding::{Findings, terminal};
use beredskab::source::Sources;

/// The first reason why something could not be printed.
static FAILED: OnceLock<io::ErrorKind> = OnceLock::new();

/// Prints to standard output, as it is. What cannot be printed is told at the end ([`failure`]).
pub fn out(text: &str) {
    if let Err(error) = write(text.as_bytes()) {
        FAILED.get_or_init(|| error.kind());
    }
}

/// What to say where something was not printed that should have been, as when a disk is full.
pub fn failure() -> Option<anyhow::Error> {
    FAILED.get().map(|kind| cannot_print(*kind))
}

fn cannot_print(kind: io::ErrorKind) -> anyhow::Error {
    let full = if kind == io::ErrorKind::StorageFull { " Disken er fuld." } else { "" };
    anyhow!("Det, der skulle vises, kunne ikke skrives.{full}")
}

/// Why the system refuses, and what to do.
pub fn because(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Disken er fuld.",
        io::ErrorKind::ReadOnlyFilesystem => "Drevet kan kun læses.",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "Der ligger en fil af det navn i vejen.",
        io::ErrorKind::IsADirectory => "Der ligger en mappe af det navn i vejen.",
        io::ErrorKind::PermissionDenied => "Er filen åben i et andet program, eller mangler I adgang til mappen?",
        _ => "Prøv igen, eller vælg en anden mappe med »--out«.",
    }
}

/// Writes bytes to standard output.
///
/// # Errors
/// Where they cannot be written for another reason than that nobody reads.
pub fn bytes(bytes: &[u8]) -> Result<()> {
    write(bytes).map_err(|error| cannot_print(error.kind()))
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Prints to standard error, as it is.
pub fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

/// Prints sentences to standard error, in lines that fit a terminal.
pub fn say(text: &str) {
    err(&filled(text));
}

/// Sentences in lines that fit a terminal, each line of the text on its own. A line that is set in is a command or a path, and
/// stays whole, so that it can be copied.
pub fn filled(text: &str) -> String {
    let line = |line: &str| if line.starts_with("  ") { line.to_owned() } else { terminal::fill(line, terminal::WIDTH) };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// A path as it is typed at a prompt. Windows and other shells take the same quotation marks.
pub fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let means_something = |c: char| c.is_whitespace() || "&()[]{}<>|;^'`~!*?#$%".contains(c);
    if path.contains(means_something) { format!("\"{path}\"") } else { path }
}

/// Prints why the program could not do its work.
pub fn error(why: &str) {
    say(&format!("fejl: {why}"));
}

/// Where findings are left out because they are so many: how many, and how to see them.
pub fn left_out(findings: &Findings, most: usize, file: &Path) -> String {
    if findings.len() <= most {
        return String::new();
    }
    let (shown, all, file) = (tal(most), tal(findings.len()), typed(file));
    filled(&format!("{shown} af {all} bemærkninger er vist, fejlene først. Se dem alle med »beredskab check {file} --alle«."))
}

/// Findings as text for standard output, in colour where that shows colours.
pub fn findings_for_stdout(findings: &Findings, sources: &Sources) -> String {
    let colors = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    terminal::render(findings, sources, colors)
}

/// Findings as text for standard error, in colour where that shows colours.
pub fn findings_for_stderr(findings: &Findings, sources: &Sources) -> String {
    let colors = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    terminal::render(findings, sources, colors)
}
