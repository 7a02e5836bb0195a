//! Backslashes in texts between double quotation marks, where TOML reads them together with what follows.
//!
//! A program that writes such a text writes `\n` between lines and `\\` for a backslash; a person writes the path of a file, or
//! the `\` that breaks a line in Markdown, and the text that TOML makes of it has lost its letters. Knows nothing of answers.

use std::ops::Range;

mod path;
mod units;

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
const MOST: usize = 20;

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
    let start = literal[body.start..at].rfind(char::is_whitespace).map_or(body.start, |space| {
        literal.ceil_char_boundary(body.start + space + 1)
    });
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
        let message = format!(
            "»{}« bliver til »{}« i planen: \\ læses sammen med tegnet efter den.",
            shorten(written),
            shorten(&becomes)
        );
        let help = if is_file {
            let plain = written.replace("\\\\", "\\");
            let name = if self.is_absolute { plain.rsplit('\\').next().unwrap_or_default().to_owned() } else { plain.replace('\\', "/") };
            match self.is_absolute {
                true => format!("Læg filen i samme mappe som svarfilen, og skriv kun dens navn: \"{name}\"."),
                false => format!("Skriv / mellem mapper og filer: \"{name}\"."),
            }
        } else {
            let doubled = units(written).map(|unit| unit.doubled(written, self.is_absolute)).collect::<String>();
            format!("Skriv {} med to \\ hvert sted{}.", shorten(&doubled), or_other_marks(literal))
        };
        Eaten { at, message, help }
    }
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

/// A backslash at a line's end that joins what was meant to stand on two lines.
fn line_break(literal: &str, body: &Range<usize>, word: Range<usize>) -> Option<Eaten> {
    let written = &literal[word.clone()];
    let backslashes = written.len() - written.trim_end_matches('\\').len();
    let after = &literal[word.end..body.end];
    let line_end = after.trim_start_matches([' ', '\t']);
    if !literal.starts_with("\"\"\"") || backslashes % 2 == 0 || !line_end.starts_with(['\n', '\r']) {
        return None;
    }
    let at = word.end - 1..word.end;
    let next = after.trim_start();
    let gap = &after[..after.len() - next.len()];
    let is_new_block = gap.matches('\n').count() > 1 || ["- ", "* ", "+ ", "# ", "> ", "|"].iter().any(|mark| next.starts_with(mark));
    let before = literal[..at.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let (before, joined) = (before.trim_start_matches('"'), next.split(['\\', '"']).next().unwrap_or_default());
    let joined = joined.split_whitespace().next().unwrap_or_default();
    let is_last = literal[body.start..at.start].trim().is_empty() || next.is_empty();
    if is_last || before.contains("://") || before.is_empty() && !is_new_block {
        return None;
    }
    let message = if is_new_block {
        "Linjen slutter med \\, så det, der kommer efter den, fortsætter på samme linje i planen.".to_owned()
    } else {
        let first: String = before.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        let next = shorten(joined);
        format!("Linjen slutter med \\, så »{first}« og »{next}« bliver til »{first}{next}« i planen.")
    };
    let help = match or_other_marks(literal) {
        _ if is_new_block => "Slet \\. Det, der kommer efter, begynder af sig selv på en ny linje.",
        "" => "Skriv \\\\ sidst på linjen, hvis den skal brydes her. Ellers slet \\.",
        _ => {
            "Skriv ''' om teksten i stedet for \"\"\", så bryder \\ linjen som ellers i Markdown, eller skriv \\\\ sidst på linjen."
        }
    };
    let help = help.to_owned();
    Some(Eaten { at, message, help })
}

/// Words short enough for a sentence.
fn shorten(words: &str) -> String {
    if words.chars().count() <= 40 { words.to_owned() } else { words.chars().take(37).chain("...".chars()).collect() }
}
