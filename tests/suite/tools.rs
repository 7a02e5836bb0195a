//! The tools that read a PDF.

use std::path::Path;
use std::process::Command;

/// What a tool prints about a file, as text.
pub fn tool(name: &str, arguments: &[&str], file: &Path) -> String {
    String::from_utf8_lossy(&bytes(name, arguments, file)).into_owned()
}

/// What a tool prints about a file; the tools are those that the README has people install.
pub fn bytes(name: &str, arguments: &[&str], file: &Path) -> Vec<u8> {
    let output = Command::new(name).args(arguments).arg(file).args((name == "pdftotext").then_some("-")).output();
    let output = output.unwrap_or_else(|error| panic!("{name} is needed to test PDF (see README.md, \"Tests\"): {error}"));
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
