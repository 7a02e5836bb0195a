//! How far a long text goes that begins at three quotation marks: to the marks that close it, or, where those were forgotten,
//! to the line before the file's own lines go on.
//!
//! A text that is not closed runs on to the marks that the next one begins with. So it is known by what it swallows: lines
//! that are keys and headers of the template.

use std::ops::Range;

use super::known::Known;
use super::lines::{self, comment, line_end};
use super::signs::is_quote;

/// How far a long text goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// To this place, behind the marks that close it.
    Closed(usize),
    /// It is not closed. It most likely goes to the end of the line that ends here.
    Open {
        /// The end of the line.
        end: usize,
        /// Other marks that were meant to close it.
        closing: Option<Range<usize>>,
    },
}

/// How far a text goes that begins with straight marks at a place below a header.
pub(super) fn straight(text: &str, at: usize, known: &Known<'_>, header: &str) -> Extent {
    let (marks, begin) = (&text[at..at + 3], at + 3);
    let close = closing(text, begin, marks);
    let (mut own, mut first) = (Own::below(known, header), None);
    let lines = lines_after(text, begin, close.unwrap_or(text.len()));
    let is_certain = lines.into_iter().any(|line| {
        let found = own.line(&text[line.clone()]);
        first = first.or(found.map(|_| line.start));
        found == Some(Certainty::Certain)
    });
    match close {
        Some(close) if !is_certain && !opens_another(text, begin, close) => {
            // Up to two more marks belong to the text.
            let more = text[close + 3..].bytes().take(2).take_while(|byte| *byte == marks.as_bytes()[0]).count();
            Extent::Closed(close + 3 + more)
        }
        close => {
            let of_close = close.map(|close| text[..close].rfind('\n').map_or(0, |newline| newline + 1));
            let limit = first.or(of_close).unwrap_or(text.len());
            let first_line = begin..line_end(text, begin, limit);
            let mut lines = std::iter::once(first_line).chain(lines_after(text, begin, limit));
            let closing = lines.find_map(|line| closing_marks(text, line, 1));
            closing.map_or_else(|| Extent::Open { end: last_line(text, begin, limit), closing: None }, closed_by)
        }
    }
}

/// How far a text goes that begins with other marks than straight ones, which end here.
pub(super) fn typographic(text: &str, begin: usize, known: &Known<'_>, header: &str) -> Extent {
    let mut own = Own::below(known, header);
    for line in std::iter::once(begin..line_end(text, begin, text.len())).chain(lines_after(text, begin, text.len())) {
        if let Some(closing) = closing_marks(text, line.clone(), 3) {
            return closed_by(closing);
        }
        if line.start > begin && own.line(&text[line.clone()]).is_some() {
            return Extent::Open { end: last_line(text, begin, line.start), closing: None };
        }
    }
    Extent::Open { end: last_line(text, begin, text.len()), closing: None }
}

fn closed_by(closing: Range<usize>) -> Extent {
    Extent::Open { end: closing.end, closing: Some(closing) }
}

/// The lines below the one that a place is on, up to an end.
fn lines_after(text: &str, begin: usize, end: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = line_end(text, begin, end) + 1;
    std::iter::from_fn(move || {
        let line = (at < end).then(|| at..line_end(text, at, end))?;
        at = line.end + 1;
        Some(line)
    })
}

/// Where the marks stand that close a text.
fn closing(text: &str, begin: usize, marks: &str) -> Option<usize> {
    let finder = memchr::memmem::Finder::new(marks);
    let mut from = begin;
    while let Some(found) = finder.find(&text.as_bytes()[from..]) {
        let at = from + found;
        let backslashes = text.as_bytes()[begin..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        if marks.starts_with('\'') || backslashes % 2 == 0 {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Whether the marks that would close a text are the ones that another begins with.
fn opens_another(text: &str, begin: usize, close: usize) -> bool {
    let Some(newline) = text[begin..close].rfind('\n') else { return false };
    let before = text[begin + newline..close].trim();
    let key = before.trim_end_matches(['[', '{', ' ', '\t']).strip_suffix('=').unwrap_or_default();
    lines::is_key(comment(key).unwrap_or(key).trim())
}

/// Knows the file's own lines where they stand in a text.
struct Own<'k> {
    known: &'k Known<'k>,
    /// The header that the lines stand below.
    header: String,
    is_code: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// A text could have the line too.
    Likely,
    /// No text would have it.
    Certain,
}

impl<'k> Own<'k> {
    fn below(known: &'k Known<'k>, header: &str) -> Self {
        Self { known, header: header.to_owned(), is_code: false }
    }

    /// Whether the next line is the file's own, with or without a `#` in front.
    fn line(&mut self, line: &str) -> Option<Certainty> {
        self.is_code ^= line.trim_start().starts_with("```");
        let bare = comment(line).unwrap_or(line).trim();
        if let Some(name) = lines::header(bare).filter(|name| self.known.is_header(name)) {
            name.clone_into(&mut self.header);
            return Some(Certainty::Likely);
        }
        let (key, value) = bare.split_once('=')?;
        let (key, value) = (key.trim(), value.trim_start());
        if !lines::is_key(key) || !self.known.has(&self.header, key) {
            return None;
        }
        let is_value = value.starts_with(|c: char| is_quote(c) || matches!(c, '[' | '{' | '0'..='9'))
            || ["true", "false"].iter().any(|word| value.starts_with(word));
        let is_quoted = self.is_code || line.starts_with("    ");
        Some(if is_value && !is_quoted { Certainty::Certain } else { Certainty::Likely })
    }
}

/// The end of the last line of a text before a limit at a line's start that is neither empty nor a comment.
fn last_line(text: &str, begin: usize, limit: usize) -> usize {
    let first = line_end(text, begin, limit);
    let mut end = limit;
    while end > first {
        let before = text[..end].strip_suffix('\n').unwrap_or(&text[..end]);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[start..end].trim();
        if !line.is_empty() && !line.starts_with('#') {
            return end - (text[start..end].len() - text[start..end].trim_end_matches(['\n', '\r']).len());
        }
        end = start;
    }
    first
}

/// Marks at a line's end that may have been meant to close a text: at least so many with nothing before them; and behind words
/// three, or two of the straight ones.
fn closing_marks(text: &str, line: Range<usize>, fewest: usize) -> Option<Range<usize>> {
    let words = text[line.clone()].trim_end();
    let before = words.trim_end_matches(is_quote);
    let marks = &words[before.len()..];
    let count = marks.chars().count();
    let is_alone = before.trim().is_empty();
    let are_marks = count >= fewest && (is_alone || count >= 3 || fewest == 1 && marks == "\"\"");
    are_marks.then(|| line.start + before.len()..line.start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skabelon::{self, DEFAULT};

    /// The text of a long answer in `[introduktion]` as far as it goes.
    fn text(file: &str) -> &str {
        let skabelon = skabelon::built_in(DEFAULT).expect("the template");
        let known = Known::of(&skabelon);
        let at = file.find(['"', '\'']).expect("marks");
        match straight(file, at, &known, "introduktion") {
            Extent::Closed(end) | Extent::Open { end, .. } => &file[at..end],
        }
    }

    #[test]
    fn a_text_goes_to_its_marks() {
        assert_eq!(text("vision = \"\"\"\na\\\"\"\"b\"\"\"\"\"\nrest"), "\"\"\"\na\\\"\"\"b\"\"\"\"\"");
        assert_eq!(text("vision = '''\n[kontakt]\ntelefon er vores\n''' # x"), "'''\n[kontakt]\ntelefon er vores\n'''");
        let code = "\"\"\"\n```toml\nmaal = [\"x\"]\n```\n    maal = [\"y\"]\n\"\"\"";
        assert_eq!(text(code), code);
    }

    #[test]
    fn a_text_that_is_not_closed_goes_to_the_files_own_lines() {
        assert_eq!(text("vision = \"\"\"\na\n\n# Note\n#maalgruppe = \"\"\" \"\"\"\n"), "\"\"\"\na");
        assert_eq!(text("vision = \"\"\"\na\nmaal = [\"x\"]\nrevision = \"\"\"\nb\n\"\"\"\n"), "\"\"\"\na");
        assert_eq!(text("vision = \"\"\"\na\n[plan]\nukendt = \"\"\"\nb\n\"\"\"\n"), "\"\"\"\na");
        assert_eq!(text("vision = \"\"\"\na”””\nmaal = [\"x\"]"), "\"\"\"\na”””");
        assert_eq!(text("vision = \"\"\"\n\n# æ"), "\"\"\"");
    }
}
