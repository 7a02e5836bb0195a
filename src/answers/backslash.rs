//! Backslashes in texts between double quotation marks, where TOML reads them together with what follows.
//!
//! A program that writes such a text writes `\n` between lines and `\\` for a backslash; a person writes the path of a file, or
//! the `\` that breaks a line in Markdown, and the text that TOML makes of it has lost its letters. Knows nothing of answers.

mod line_break;
mod path;
mod units;

use std::ops::Range;

use line_break::line_break;
use path::{Path, path_in};
use units::{Unit, units};

/// A backslash that was meant to stand in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Eaten {
    /// The stretch of the literal that it is in.
    pub at: Range<usize>,
    /// What it comes to.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// So many are told of one text; with the first of them mended by other quotation marks, all are.
pub(super) const MOST: usize = 20;

/// What was eaten of a literal. Where it is the name of a file, no backslash was meant as TOML reads it.
pub(super) fn eaten(literal: &str, is_file: bool) -> Vec<Eaten> {
    let Some(body) = body(literal) else { return Vec::new() };
    if !literal[body.clone()].contains('\\') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut end = body.start;
    while end < body.end && found.len() < MOST {
        let start = body.end - literal[end..body.end].trim_start().len();
        end = literal[start..body.end].find(char::is_whitespace).map_or(body.end, |space| start + space);
        let word = &literal[start..end];
        if word.contains('\\') {
            let is_spaced = literal[body.start..start].ends_with(' ') || (start..end) == body;
            // A program on Windows writes \r at each line's end.
            let ends_line = literal[end..].starts_with('\n');
            let word = word.strip_suffix("\\r").filter(|_| ends_line).unwrap_or(word);
            found.extend(path_in(word, is_spaced, is_file).map(|path| path.eaten(literal, start, is_file)));
            found.extend(line_break(literal, &body, start..end));
        }
    }
    found
}

/// What to say of a backslash that TOML cannot read, at a place in a literal.
pub(super) fn unreadable(literal: &str, at: usize) -> Eaten {
    // A string that is not closed has the line's end.
    let literal = literal.trim_end_matches(['\r', '\n']);
    let body = body(literal).unwrap_or(0..literal.len());
    let at = literal.floor_char_boundary(at.clamp(body.start, body.end));
    let start = literal[body.start..at]
        .rfind(char::is_whitespace)
        .map_or(body.start, |space| literal.ceil_char_boundary(body.start + space + 1));
    let end = literal[at..body.end].find(char::is_whitespace).map_or(body.end, |space| at + space);
    let word = &literal[start..end];
    let is_file = (start..end) == body && path::names_a_file(word);
    let escape = literal.ceil_char_boundary((at + 2).min(end)) - start;
    let path = Path { at: 0..word.trim_end_matches(PUNCTUATION).len().max(escape), is_absolute: path::is_absolute(word) };
    let Eaten { at, help, .. } = path.eaten(literal, start, is_file);
    let shown = shorten(&literal[at.clone()]);
    let message = format!("»{shown}« kan ikke stå sådan her: \\ læses sammen med tegnet efter den.");
    Eaten { at, message, help }
}

/// What ends a sentence, and is no part of a path.
const PUNCTUATION: [char; 11] = ['.', ',', ';', ':', '!', '?', ')', '«', '”', '"', '\''];

/// What stands between the quotation marks of a literal in which a backslash means something.
fn body(literal: &str) -> Option<Range<usize>> {
    let marks = if literal.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let inner = literal.strip_prefix(marks)?.strip_suffix(marks)?;
    Some(marks.len()..marks.len() + inner.len())
}

impl Path {
    fn eaten(self, literal: &str, word: usize, is_file: bool) -> Eaten {
        let at = word + self.at.start..word + self.at.end;
        let written = &literal[at.clone()];
        let becomes: String = units(written).map(|unit| unit.shown(written)).collect();
        let message =
            format!("»{}« bliver til »{}« i planen: \\ læses sammen med tegnet efter den.", shorten(written), shorten(&becomes));
        let help = if is_file && self.is_absolute {
            let name = written.rsplit('\\').next().unwrap_or_default();
            format!("Læg filen i samme mappe som svarfilen, og skriv kun dens navn: \"{name}\".")
        } else if is_file {
            let name = written.replace("\\\\", "\\").replace('\\', "/");
            format!("Skriv / mellem mapper og filer: \"{name}\".")
        } else {
            let doubled = if self.is_absolute && written.starts_with("\\\\") {
                // The two that a server's name begins with are two.
                format!("\\\\{}", doubled(written))
            } else {
                doubled(written)
            };
            format!("Skriv {} med to \\ hvert sted{}.", shorten(&doubled), or_other_marks(literal))
        };
        Eaten { at, message, help }
    }
}

/// A text with two backslashes for each that is meant to stand in it.
pub(super) fn doubled(written: &str) -> String {
    units(written).map(|unit| unit.doubled(written)).collect()
}

/// The other way to have a backslash in a text, where all of it can stand between the other marks.
fn or_other_marks(literal: &str) -> &'static str {
    if units(literal).any(|unit| matches!(unit.what, Unit::Pair | Unit::Escape('"' | 'u' | 'U'))) {
        return "";
    }
    match literal.starts_with("\"\"\"") {
        true if !literal.contains("'''") => ", eller skriv ''' om hele teksten i stedet for \"\"\"",
        false if !literal.contains('\'') => ", eller skriv ' om hele svaret i stedet for \"",
        _ => "",
    }
}

/// Words short enough for a sentence.
fn shorten(words: &str) -> String {
    if words.chars().count() <= 40 { words.to_owned() } else { words.chars().take(37).chain("...".chars()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a literal, and what it is to be.
    fn told(literal: &str) -> Vec<&str> {
        eaten(literal, false).into_iter().map(|eaten| &literal[eaten.at]).collect()
    }

    #[test]
    fn paths_are_told_and_what_programs_write_is_not() {
        assert_eq!(told(r#""Se N:\\tider, N:\\bilag\\nyt (\\\\server\\x)""#), [""; 0]);
        assert_eq!(told(r#""Se N:\tider, (N:\bilag\nyt) og \\server\temp.""#), [r"N:\tider", r"N:\bilag\nyt", r"\\server\temp"]);
        assert_eq!(told(r#""bilag\nyt.docx""#), [r"bilag\nyt.docx"]);
        assert_eq!(told(r#""Fil\tbilag\nPlan\tplan.docx\nTid\tkl. 9""#), [""; 0]);
        assert_eq!(told(r#""Navn:\tAnna\r\nRolle:\t\"leder\" \u00e6""#), [""; 0]);
        assert_eq!(told(r#""mor\far \r""#), [r"mor\far", r"\r"]);
        assert_eq!(told(r"'N:\bilag\nyt'"), [""; 0]);
        assert_eq!(told(r#""Det her er \\""#), [""; 0]);
    }

    #[test]
    fn a_line_break_that_joins_words_is_told() {
        assert_eq!(told("\"\"\"\\\nEn lang linje, \\\n   der går videre.\\\n\"\"\""), [""; 0]);
        assert_eq!(told("\"\"\"\nVej 10\\\n2670 Greve\\\\\n\"\"\""), ["\\"]);
        assert_eq!(told("\"\"\"\nVej 10\\  \r\n\r\nGreve\"\"\""), ["\\"]);
    }

    #[test]
    fn anything_may_stand_in_a_literal() {
        for literal in ["", "\"", "\"\"", "\"\"\"", "\"\"\"\\\"\"\"", "\"\\", "\"æ\\", "\"\\æ\"", "\"N:\\\"", "\"\\\\æ\\tø\""]
        {
            eaten(literal, true);
            for at in 0..=literal.len() + 1 {
                unreadable(literal, at);
            }
        }
    }
}
