//! The text of an answer file, parsed as far as it can be read.

use std::cell::OnceCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::mend::{Mended, mend};
use crate::skabelon::Skabelon;
use crate::source::SourceId;

/// The text of an answer file, and where it needs them copies that can be parsed to their end.
#[derive(Debug)]
pub struct FileText {
    written: Text,
    mended: OnceCell<(Mended, Option<Text>)>,
}

/// A text, and where it needs one a copy without the lines that the parser stops at.
#[derive(Debug)]
pub(in crate::answers) struct Text {
    text: String,
    readable: OnceCell<String>,
}

/// A parsed text, and every fault in it.
pub(in crate::answers) type Toml<'t> = (Spanned<DeTable<'t>>, Vec<Error>);

/// The parser's messages for what it reads nothing below: a key without an equals sign, and a header that is not closed.
const STOPS: [&str; 3] = ["key with no value", "unclosed table", "unclosed array table"];

impl FileText {
    /// The text of a file.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { written: Text::new(text.to_owned()), mended: OnceCell::new() }
    }

    /// The text as it is written.
    pub(in crate::answers) fn written(&self) -> &Text {
        &self.written
    }

    /// What in it was meant otherwise than TOML reads it, and the text to read in its place, where that is another. It is the
    /// same for every call: a file answers one template.
    pub(in crate::answers) fn mended(&self, source: SourceId, skabelon: &Skabelon) -> (&Mended, Option<&Text>) {
        let (mended, text) = self.mended.get_or_init(|| {
            let mut mended = mend(&self.written.text, source, skabelon);
            let text = mended.text.take().map(Text::new);
            (mended, text)
        });
        (mended, text.as_ref())
    }
}

impl Text {
    fn new(text: String) -> Self {
        Self { text, readable: OnceCell::new() }
    }

    pub(in crate::answers) fn as_str(&self) -> &str {
        &self.text
    }

    /// What can be read, and every fault.
    ///
    /// Lines that the parser would stop at are told and then left out. What stands in for them is as long as they are, so
    /// that places stay what they were.
    pub(in crate::answers) fn parse(&self) -> Toml<'_> {
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        let stops = |error: &Error| STOPS.iter().any(|message| error.message().starts_with(message));
        let (stopped_at, others): (Vec<Error>, Vec<Error>) = errors.into_iter().partition(stops);
        if stopped_at.is_empty() {
            return (table, others);
        }
        let readable = self.readable.get_or_init(|| {
            let mut readable = self.text.clone();
            for at in stopped_at.iter().filter_map(Error::span) {
                let lines = statement(&self.text, at.start);
                let stand_in = stand_in(&self.text[lines.clone()], at.start);
                readable.replace_range(lines, &stand_in);
            }
            readable
        });
        let (table, mut errors) = DeTable::parse_recoverable(readable);
        errors.extend(stopped_at);
        (table, errors)
    }
}

/// The line that a place is on, and the lines of a long text that begins on it.
fn statement(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at);
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |newline| from + newline);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = line_end(at);
    for mark in ["\"\"\"", "'''"] {
        if text[start..end].matches(mark).count() % 2 == 1 {
            return start..text[end..].find(mark).map_or(text.len(), |closing| line_end(end + closing));
        }
    }
    start..end
}

/// As many bytes of what can be read: white space, and for a header one of a name that no table has, so that what follows is
/// not taken for a part of the table before it.
fn stand_in(lines: &str, at: usize) -> String {
    let blank = |text: &str| -> String { text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect() };
    let header = lines.split('#').next().unwrap_or_default().trim_end();
    let (open, close) = if header.trim_start().starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
    let room = header.trim_start().len().saturating_sub(open.len() + close.len());
    if !header.trim_start().starts_with('[') || room == 0 {
        return blank(lines);
    }
    let indent = header.len() - header.trim_start().len();
    let mut name = at.to_string();
    name.truncate(room);
    format!("{:indent$}{open}{name:_<room$}{close}{}", "", blank(&lines[header.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Vec<String>, usize) {
        let file = Text::new(text.to_owned());
        let (table, errors) = file.parse();
        assert_eq!(file.readable.get().map_or(text.len(), String::len), text.len());
        (table.get_ref().keys().map(|key| key.get_ref().to_string()).collect(), errors.len())
    }

    #[test]
    fn what_follows_a_key_without_an_equals_sign_is_read() {
        let (keys, errors) = parsed("a\nb æ = \"\"\"\nc = 1\n\"\"\"\r\nd = 2\ne = x\n");
        assert_eq!(keys, ["d", "e"]);
        assert_eq!(errors, 3);
    }

    #[test]
    fn what_follows_a_header_that_is_not_closed_is_read() {
        let (keys, errors) = parsed("[kontakt # æ\na = 1\n [[indsatser]\nb = 1\n[to ord]\nc = x\r\n[plan]\nd = 1\n");
        assert_eq!(keys.len(), 4);
        assert!(keys.contains(&"plan".to_owned()) && !keys.contains(&"kontakt".to_owned()), "{keys:?}");
        assert_eq!(errors, 4);
    }

    #[test]
    fn places_stay_what_they_were() {
        let file = Text::new("[kontakt\næ\nd = 2\n".to_owned());
        let (table, _) = file.parse();
        let inner = table.get_ref().values().next().expect("a table").get_ref().as_table().expect("a table");
        assert_eq!(&file.text[inner["d"].span()], "2");
    }
}
