//! The text files a plan is made from, and places in them.
//!
//! Knows lines and columns. Knows nothing of what the files say.

use std::ops::Range;
use std::sync::OnceLock;

/// One of the files of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// A stretch of a file, in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub source: SourceId,
    /// The stretch; empty for a point.
    pub at: Range<usize>,
}

/// A line and a column, counted from 1; a column is a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A text file as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name as the user knows it: the path as typed, or as the answer file gives it.
    pub name: String,
    /// Its text, without a byte order mark.
    pub text: String,
    /// The byte that each line begins at.
    lines: Vec<usize>,
    /// How many characters there are before each stretch of [`STRETCH`] bytes; counted when a long line is asked about.
    before: OnceLock<Vec<usize>>,
}

/// A line of more bytes is not counted from its start for every place on it.
const STRETCH: usize = 4096;

impl Source {
    /// The line and column of a byte. A byte within a character counts as the character, one past the end as the end.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let line = self.lines.partition_point(|&start| start <= before.len());
        let start = self.lines[line - 1];
        let column = if before.len() - start > STRETCH {
            self.characters_before(before.len()) - self.characters_before(start)
        } else {
            before[start..].chars().count()
        };
        Position { line, column: column + 1 }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let begins = |bytes: &[u8]| bytes.iter().filter(|byte| !matches!(byte, 0x80..0xc0)).count();
        let bytes = self.text.as_bytes();
        let before = self.before.get_or_init(|| {
            let mut before = vec![0];
            bytes.chunks(STRETCH).for_each(|stretch| before.push(before[before.len() - 1] + begins(stretch)));
            before
        });
        let stretch = byte / STRETCH;
        before[stretch] + begins(&bytes[stretch * STRETCH..byte])
    }

    /// The bytes of the line that a byte stands in, without its end.
    #[must_use]
    pub fn line(&self, byte: usize) -> Range<usize> {
        let line = self.lines.partition_point(|&start| start <= byte.min(self.text.len()));
        let (start, next) = (self.lines[line - 1], self.lines.get(line).copied().unwrap_or(self.text.len()));
        start..start + self.text[start..next].trim_end_matches(['\n', '\r']).len()
    }
}

/// All files that a plan was read from, in the order they were met; the answer file is the first.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a file by its name and bytes.
    ///
    /// Tells where the file is not UTF-8; the text is then a guess, good enough to show a line of it.
    pub fn add(&mut self, name: impl Into<String>, bytes: &[u8]) -> (SourceId, Option<NotUtf8>) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (text, invalid) = match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(error) => {
                let encoding = Encoding::of(bytes);
                (encoding.read(bytes), Some(NotUtf8 { at: error.valid_up_to(), encoding }))
            }
        };
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1)).collect();
        self.0.push(Source { name: name.into(), text, lines, before: OnceLock::new() });
        (SourceId(self.0.len() - 1), invalid)
    }

    /// The file of an id that this collection gave.
    ///
    /// # Panics
    /// With an id of another collection.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0]
    }

    /// The text at a location, empty where it lies outside the file.
    #[must_use]
    pub fn slice(&self, location: &Location) -> &str {
        self.get(location.source).text.get(location.at.clone()).unwrap_or_default()
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }
}

/// That a file is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The first byte that is not.
    pub at: usize,
    /// What it seems to be.
    pub encoding: Encoding,
}

/// What old Windows editors write in place of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, with the lower byte first.
    Utf16Le,
    /// UTF-16, with the higher byte first.
    Utf16Be,
    /// Windows-1252, which Windows calls "ANSI".
    Windows1252,
}

impl Encoding {
    /// UTF-16 is known by its byte order mark.
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ => Self::Windows1252,
        }
    }

    /// What the encoding is called, as editors do.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252 (»ANSI«)",
        }
    }

    /// The text of bytes. The letters of Windows-1252 are those of Latin-1, whose bytes are the characters themselves; what
    /// is UTF-8 among them stays.
    fn read(self, bytes: &[u8]) -> String {
        let pairs = |unit: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes.get(2..).unwrap_or_default().as_chunks().0.iter().map(|&pair| unit(pair)).collect();
            String::from_utf16_lossy(&units)
        };
        match self {
            Self::Utf16Le => pairs(u16::from_le_bytes),
            Self::Utf16Be => pairs(u16::from_be_bytes),
            Self::Windows1252 => {
                let mut text = String::with_capacity(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    text.push_str(chunk.valid());
                    text.extend(chunk.invalid().iter().map(|&byte| char::from(byte)));
                }
                text
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines() {
        let mut sources = Sources::default();
        let (id, invalid) = sources.add("a.toml", "\u{feff}æø\r\nå = 1".as_bytes());
        let position = |byte| {
            let p = sources.get(id).position(byte);
            (p.line, p.column)
        };
        assert_eq!(invalid, None);
        assert_eq!([position(0), position(2), position(6), position(8), position(999)], [(1, 1), (1, 2), (2, 1), (2, 2), (2, 6)]);
    }

    #[test]
    fn positions_on_a_long_line_are_those_that_counting_gives() {
        let text = format!("x\n{}\ny", "aæ€😀".repeat(4_000));
        let mut sources = Sources::default();
        let (id, _) = sources.add("a.toml", text.as_bytes());
        let source = sources.get(id);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            assert_eq!(source.position(at).column, text[start..at].chars().count() + 1, "{at}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_told() {
        let (_, invalid) = Sources::default().add("a.toml", b"navn = \"Ish\xf8j\"");
        assert_eq!(invalid, Some(NotUtf8 { at: 11, encoding: Encoding::Windows1252 }));
        let text = |bytes: &[u8]| {
            let mut sources = Sources::default();
            let (id, _) = sources.add("a.toml", bytes);
            sources.get(id).text.clone()
        };
        assert_eq!(text(b"Ish\xf8j"), "Ishøj");
        assert_eq!(text(b"\xff\xfeI\0s\0h\0\xf8\0j\0"), "Ishøj");
        assert_eq!(text(b"\xfe\xff\0I\0s\0h\0\xf8\0j"), "Ishøj");
        assert_eq!(text(b"\xff"), "ÿ");
    }
}
