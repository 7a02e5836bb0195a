//! From a place in a string's value to the place in the TOML file that it was written at, and what stands there.
//!
//! A finding inside an answer points at the word itself, through escapes, line continuations and Windows line ends
//! (TOML 1.1, "String").

use crate::steps::Steps;

/// Where the bytes of a string's value were written in its literal.
///
/// `literal` is the literal with its quotation marks, `value` what it means.
pub(super) fn in_literal(literal: &str, value: &str) -> Steps {
    let mut steps = Steps::default();
    let Some(mut reader) = Reader::new(literal) else { return steps };
    for (byte, c) in value.char_indices() {
        reader.skip_continuation();
        steps.push(byte, reader.at.min(reader.end));
        reader.advance(c);
    }
    reader.skip_continuation();
    steps.push(value.len(), reader.at.min(reader.end));
    steps
}

/// The key that ends at a place, as it is written on its line with the tables in front of it.
pub(super) fn key_before(text: &str, end: usize) -> Option<&str> {
    let key = text[..end].rsplit('\n').next()?.trim_start();
    key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')).then_some(key)
}

struct Reader<'a> {
    literal: &'a str,
    at: usize,
    /// Where the closing quotation marks begin.
    end: usize,
    escapes: bool,
    multiline: bool,
}

impl<'a> Reader<'a> {
    fn new(literal: &'a str) -> Option<Self> {
        let quote = literal.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let triple = quote.to_string().repeat(3);
        let multiline = literal.len() >= 6 && literal.starts_with(&triple);
        let width = if multiline { 3 } else { 1 };
        let mut at = width;
        if multiline {
            // A line end right after the opening marks is no part of the value.
            let rest = &literal[at..];
            at += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        }
        let end = literal.len().saturating_sub(width).max(at);
        Some(Self { literal, at, end, escapes: quote == '"', multiline })
    }

    fn rest(&self) -> &'a str {
        self.literal.get(self.at..).unwrap_or_default()
    }

    /// Goes past a backslash at a line's end, and the white space after it: they mean nothing.
    fn skip_continuation(&mut self) {
        while self.escapes && self.multiline && self.rest().starts_with('\\') {
            let after = &self.rest()[1..];
            let line_end = after.trim_start_matches([' ', '\t']);
            if !line_end.starts_with(['\n', '\r']) {
                return;
            }
            self.at += 1 + after.len() - after.trim_start_matches([' ', '\t', '\n', '\r']).len();
        }
    }

    /// Goes past what one character of the value was written as.
    fn advance(&mut self, c: char) {
        let rest = self.rest();
        self.at += if self.escapes && rest.starts_with('\\') {
            match rest.as_bytes().get(1) {
                Some(b'x') => 4,
                Some(b'u') => 6,
                Some(b'U') => 10,
                _ => 2,
            }
        } else if c == '\n' && rest.starts_with("\r\n") {
            2
        } else {
            rest.chars().next().map_or(0, char::len_utf8)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The literal's text from where a word of the value is said to stand.
    fn found<'a>(literal: &'a str, word: &str) -> &'a str {
        let toml = format!("a = {literal}");
        let table: toml::Table = toml.parse().expect("a string");
        let value = table["a"].as_str().expect("a string");
        let offset = value.find(word).expect("the word");
        &literal[in_literal(literal, value).at(offset)..]
    }

    #[test]
    fn words_are_found_in_every_kind_of_string() {
        assert_eq!(found(r#""et ord her""#, "ord"), r#"ord her""#);
        assert_eq!(found(r"'et ord \ her'", "her"), "her'");
        assert_eq!(found("\"\"\"\nlinje\næ ord\"\"\"", "ord"), "ord\"\"\"");
        assert_eq!(found("'''\r\nlinje\r\nord'''", "ord"), "ord'''");
        assert_eq!(found("\"\"\"ord\"\"\"", "ord"), "ord\"\"\"");
    }

    #[test]
    fn escapes_and_line_continuations_are_counted() {
        assert_eq!(found(r#""\u00e6 \"x\" \n \\ ord""#, "ord"), r#"ord""#);
        assert_eq!(found("\"\"\"a \\\n    \r\n  ord\"\"\"", "ord"), "ord\"\"\"");
        assert_eq!(found("\"\"\"\r\nen\r\n\\U000000e6 to ord\"\"\"", "ord"), "ord\"\"\"");
    }

    #[test]
    fn an_offset_beyond_the_value_is_its_end() {
        assert_eq!(in_literal("\"ord\"", "ord").at(99), 4);
        assert_eq!(in_literal("'''ord'''", "ord").at(3), 6);
        assert_eq!(in_literal("\"ord", "ord").at(9), 3);
        assert_eq!(in_literal("", "").at(0), 0);
    }
}
