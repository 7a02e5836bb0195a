//! What a line is by its words alone.

use super::markers;

/// How many `#` a heading begins with: one to six and a space, or two to six and a letter, as in `##Mål`.
pub(super) fn heading(text: &str) -> Option<usize> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[hashes..];
    let spaced = rest.starts_with(char::is_whitespace) || rest.is_empty();
    let glued = hashes >= 2 && rest.starts_with(char::is_alphabetic) && !rest.contains("##");
    ((1..=6).contains(&hashes) && (spaced || glued)).then_some(hashes)
}

/// Whether a line may be a heading whose `#` lacks its space. It may be a hashtag too.
pub(super) fn is_glued_heading(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_uppercase) && !rest.contains('#'))
}

pub(super) fn is_fence(text: &str) -> bool {
    let is_fence = |mark: &str| text.starts_with(mark);
    (is_fence("```") && !text.trim_start_matches('`').contains('`')) || is_fence("~~~")
}

/// Whether a line is a thematic break (CommonMark 0.31, 4.1).
pub(super) fn is_rule(text: &str) -> bool {
    ['-', '*', '_'].iter().any(|mark| {
        let marks = text.chars().filter(|c| c == mark).count();
        marks >= 3 && text.chars().all(|c| c == *mark || c.is_whitespace())
    })
}

pub(super) fn is_line_of(text: &str, mark: char) -> bool {
    text.len() >= 3 && text.chars().all(|c| c == mark)
}

pub(super) fn is_one_character(text: &str) -> bool {
    let first = text.chars().next();
    text.chars().all(|c| Some(c) == first)
}

/// Whether a line begins as HTML does. An address in angle brackets and a line break do not.
pub(super) fn is_html(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = &rest[..rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())];
    let is_address = name.contains('@') || name.contains(':');
    let is_break = name.trim_end_matches('/').eq_ignore_ascii_case("br");
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && !is_address && !is_break
}

/// What keeps the parser from taking a line of text for a block, or for the line under a heading.
pub(super) fn guard(text: &str) -> &'static str {
    /// Left out of every document.
    const UNSEEN: &str = "\u{fdd1}";
    let is_marked = || markers::marker(text).is_some() || is_one_character(text) || is_rule(text);
    match text.chars().next() {
        // Beside an emphasis, a character that is unseen would not be nothing.
        Some('*') if is_marked() && !is_one_character(text) => "\\",
        Some('-' | '=' | '+') if is_marked() => UNSEEN,
        Some('>') => UNSEEN,
        Some('0'..='9') => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_number = rest.starts_with(['.', ')']) && rest[1..].chars().next().is_none_or(char::is_whitespace);
            if is_number { UNSEEN } else { "" }
        }
        _ => "",
    }
}
