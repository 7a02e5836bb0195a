//! What stands in a literal of TOML, one character of its value at a time.

use std::ops::Range;

/// What a character is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Itself.
    Plain(char),
    /// A backslash and this letter, with what belongs to it.
    Escape(char),
    /// Two backslashes.
    Pair,
}

/// A character of a value, and where it is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub what: Unit,
    pub at: Range<usize>,
}

/// The characters of a stretch of a literal.
pub(super) fn units(written: &str) -> impl Iterator<Item = Written> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut rest = written.get(at..)?.chars();
        let first = rest.next()?;
        let (what, width) = match (first, rest.next()) {
            ('\\', Some('\\')) => (Unit::Pair, 2),
            ('\\', Some(letter)) => {
                let digits = match letter {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                let hex = rest.take(digits).take_while(char::is_ascii_hexdigit).count();
                (Unit::Escape(letter), 1 + letter.len_utf8() + if hex == digits { digits } else { 0 })
            }
            (first, _) => (Unit::Plain(first), first.len_utf8()),
        };
        let start = at;
        at += width;
        Some(Written { what, at: start..at })
    })
}

impl Written {
    /// What a reader sees of it: nothing of a control character, and a space for a tab and a line's end.
    pub fn shown(&self, written: &str) -> String {
        let coded = || {
            let code = u32::from_str_radix(written.get(self.at.start + 2..self.at.end)?, 16).ok()?;
            char::from_u32(code).filter(|c| !c.is_control())
        };
        match self.what {
            Unit::Pair => "\\".to_owned(),
            Unit::Escape('t' | 'n') => " ".to_owned(),
            Unit::Escape('b' | 'f' | 'e' | 'r') => String::new(),
            Unit::Escape('x' | 'u' | 'U') => coded().map(String::from).unwrap_or_default(),
            Unit::Plain(c) | Unit::Escape(c) => c.to_string(),
        }
    }

    /// Whether it is a letter or a digit.
    pub fn is_alphanumeric(&self) -> bool {
        matches!(self.what, Unit::Plain(c) if c.is_alphanumeric())
    }

    /// What to write so that its backslash stands in the text.
    pub fn doubled(&self, written: &str) -> String {
        let as_written = &written[self.at.clone()];
        match self.what {
            Unit::Escape(c) if c != '"' => format!("\\{as_written}"),
            Unit::Plain('\\') => "\\\\".to_owned(),
            _ => as_written.to_owned(),
        }
    }
}
