//! Paths as Windows writes them, in a word of a literal.
//!
//! `\t` and `\n` stand in what programs write too, between the cells of a table and between lines; so they are only taken for
//! parts of a path where the word looks like one.

use std::ops::Range;

use super::PUNCTUATION;
use super::units::{Unit, Written, units};

/// A path, or another word with a backslash that was meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Where it stands in its word.
    pub at: Range<usize>,
    /// Whether it begins with a drive or a server.
    pub is_absolute: bool,
}

/// The ends of the names of files that an office has.
const ENDINGS: [&str; 22] = [
    "doc", "docx", "xls", "xlsx", "xlsm", "ppt", "pptx", "pdf", "png", "jpg", "jpeg", "gif", "svg", "md", "txt", "toml", "csv",
    "msg", "odt", "rtf", "zip", "html",
];

/// The path in a word, where its backslashes were meant to stand there. `is_spaced` tells that the word stands between spaces
/// or alone, as a path in a sentence does and a cell of a table does not; `is_file` that the word can be nothing else.
pub(super) fn path_in(word: &str, is_spaced: bool, is_file: bool) -> Option<Path> {
    let units: Vec<Written> = units(word).collect();
    let end = word.trim_end_matches(PUNCTUATION).len();
    let is_eaten = |unit: &&Written| matches!(unit.what, Unit::Escape('b' | 'f' | 'e' | 'r' | 't' | 'n' | 'x'));
    let first = units.iter().find(is_eaten)?;
    if is_file {
        return Some(Path { at: 0..word.len(), is_absolute: is_absolute(word) });
    }
    if let Some(start) = absolute(&units) {
        return Some(Path { at: start..end.max(first.at.end), is_absolute: true });
    }
    let is_line_end = |i: usize| units.get(i + 1).is_some_and(|next| next.what == Unit::Escape('n'));
    let is_letter_lost = units.iter().enumerate().any(|(i, unit)| match unit.what {
        Unit::Escape('b' | 'f' | 'e') => true,
        Unit::Escape('r') => !is_line_end(i),
        Unit::Escape('x') => unit.shown(word).is_empty(),
        _ => false,
    });
    let is_relative = is_spaced && names_a_file(word) && !units.iter().any(|unit| unit.what == Unit::Pair);
    (is_letter_lost || is_relative).then(|| {
        let start = word.len() - word.trim_start_matches(['(', '»', '“', '”']).len();
        Path { at: start..end.max(first.at.end), is_absolute: false }
    })
}

/// Whether a path begins with a drive or a server.
pub(super) fn is_absolute(word: &str) -> bool {
    let mut chars = word.chars();
    word.starts_with("\\\\") || chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.as_str().starts_with(":\\")
}

/// Whether a word ends as the name of a file does.
pub(super) fn names_a_file(word: &str) -> bool {
    let ending = word.trim_end_matches(PUNCTUATION).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Where a path begins with a drive whose backslash is single, or with a server's name that is followed by one.
fn absolute(units: &[Written]) -> Option<usize> {
    let is_apart = |i: usize| i == 0 || !units[i - 1].is_alphanumeric();
    let drive = units.windows(3).enumerate().find(|(i, three)| {
        let is_letter = matches!(three[0].what, Unit::Plain(c) if c.is_ascii_alphabetic());
        let is_single = matches!(three[2].what, Unit::Escape(c) if c != '"');
        is_apart(*i) && is_letter && three[1].what == Unit::Plain(':') && is_single
    });
    if let Some((i, _)) = drive {
        return Some(units[i].at.start);
    }
    let starts_a_name =
        |i: usize| units[i].what == Unit::Pair && is_apart(i) && units.get(i + 1).is_some_and(Written::is_alphanumeric);
    let i = (0..units.len()).find(|i| starts_a_name(*i))?;
    let after = &units[i + 1..];
    let has_single = after.iter().any(|unit| matches!(unit.what, Unit::Escape('b' | 'f' | 'e' | 'r' | 't' | 'n')));
    (i == 0 && has_single && !after.iter().any(|unit| unit.what == Unit::Pair)).then(|| units[i].at.start)
}
