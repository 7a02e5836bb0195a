//! Lines of the answer file, each by itself: what it is that stands on one.
//!
//! Knows nothing of what stands around a line.

use std::borrow::Cow;

use super::signs::{Sign, sign};

/// The end of the line that a place is on, or a limit before it.
pub(super) fn line_end(text: &str, at: usize, limit: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..limit]).map_or(limit, |newline| at + newline)
}

/// What stands behind the `#` of a line, where it has one.
pub(super) fn comment(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('#')
}

/// Whether a text is a key as the answer file has them: bare, with or without its tables.
pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// The name of a header that stands alone on a line, `[name]` or `[[name]]`.
pub(super) fn header(line: &str) -> Option<&str> {
    let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner).trim();
    is_key(inner).then_some(inner)
}

/// Words without characters that are not seen.
pub(super) fn seen(words: &str) -> Cow<'_, str> {
    let is_blank = |c: char| matches!(sign(c), Some(Sign::Hidden | Sign::Space | Sign::LineEnd));
    if words.is_ascii() || !words.contains(is_blank) {
        return Cow::Borrowed(words.trim());
    }
    let shown = |c: char| match sign(c) {
        Some(Sign::Hidden) => None,
        Some(Sign::Space | Sign::LineEnd) => Some(' '),
        Some(Sign::Like(like)) => Some(like),
        None => Some(c),
    };
    Cow::Owned(words.chars().filter_map(shown).collect::<String>().trim().to_owned())
}
