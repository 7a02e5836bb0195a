//! Text that was read in the wrong encoding on its way into the answers: "vÃ¦re" for "være".
//!
//! It is looked for in the text as it was written, since some of its characters are none that a reader sees. A text that is
//! broken in one place often is so all over, and an answer is told once.

mod pages;
mod repair;

use std::ops::Range;

use repair::{LOST, is_suspect, repair};

use super::Subject;
use crate::answers::{Answer, Value};
use crate::dansk::tal;
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::Phase;
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, answer) in subject.shown() {
        of_answer(subject, key, answer, findings);
    }
}

fn of_answer(subject: &Subject<'_>, key: &str, answer: &Answer, findings: &mut Vec<Finding>) {
    let sources = subject.sources;
    let mut broken = Vec::new();
    match &answer.value {
        Value::Records(records) => {
            records.iter().flat_map(|record| record.fields.values()).for_each(|field| of_answer(subject, key, field, findings));
        }
        Value::Text(text) => broken.extend(words(&text.written).map(|word| word.at(|at| text.locate(at, sources)))),
        Value::List(texts) => {
            for text in texts {
                broken.extend(words(&text.written).map(|word| word.at(|at| text.locate(at, sources))));
            }
        }
        Value::Line(_) | Value::Email(..) | Value::Url(..) | Value::Choice(_) => {
            let Location { source, at: literal } = &answer.at;
            let located = |at: &Range<usize>| Location { source: *source, at: literal.start + at.start..literal.start + at.end };
            broken.extend(words(sources.slice(&answer.at)).map(|word| word.at(located)));
        }
        _ => {}
    }
    // The first that can be put right shows what happened; it is as good a place as the very first.
    let shown = broken.iter().find(|(word, _)| !word.meant.contains(LOST)).or(broken.first());
    if let Some((word, location)) = shown {
        let severity = if subject.phase == Phase::Draft { Severity::Warning } else { Severity::Error };
        let (message, help) = tell(word, broken.len() - 1);
        let finding = Finding { severity, ..Finding::error(Code::Mojibake, location.clone(), message, help) };
        findings.push(finding.about(subject.about(key)));
    }
}

fn tell(word: &Word<'_>, others: usize) -> (String, &'static str) {
    let also = match others {
        0 => String::new(),
        1 => ", og det har ét ord mere i svaret".to_owned(),
        _ => format!(", og det har {} ord mere i svaret", tal(others)),
    };
    let message = format!("»{}« har fået forkerte tegn{also}.", shorten(word.written));
    if word.meant.contains(LOST) {
        let help = "Skriv det rigtige, eller kopiér teksten igen fra det sted, den kom fra. Et bogstav er gået tabt, og det kan ikke ses, hvilket det var.";
        return (message, help);
    }
    let help = "Ret det, eller kopiér teksten igen fra det sted, den kom fra. Den er blevet læst med en forkert tegnkodning, og læseren ser de forkerte tegn.";
    let meant = word.meant.trim();
    let should = if meant.is_empty() {
        "Det skal formentlig slettes.".to_owned()
    } else {
        format!("Der skal formentlig stå »{}«.", shorten(meant))
    };
    (format!("{message} {should}"), help)
}

/// A word short enough for a sentence.
fn shorten(word: &str) -> String {
    if word.chars().count() <= 30 { word.to_owned() } else { word.chars().take(29).chain(['…']).collect() }
}

/// A word that was read wrongly.
#[derive(Debug, PartialEq)]
struct Word<'t> {
    written: &'t str,
    meant: String,
    at: Range<usize>,
}

impl Word<'_> {
    fn at(self, locate: impl Fn(&Range<usize>) -> Location) -> (Self, Location) {
        let location = locate(&self.at);
        (self, location)
    }
}

/// The words of a text that were read wrongly, in order.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    // A word ends at a plain space: a no-break space may be half of a letter.
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + suspect(&text[from..])?;
            let start = text[..at].rfind(is_space).map_or(0, |space| space + 1).max(from);
            let end = text[at..].find(is_space).map_or(text.len(), |length| at + length);
            from = end;
            if let Some(meant) = repair(&text[start..end]) {
                return Some(without_marks(&text[start..end], &meant, start));
            }
        }
    })
}

/// Where the first character stands that something may be wrong with.
fn suspect(text: &str) -> Option<usize> {
    let bytes = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xc2).map(|(at, _)| at);
    bytes.into_iter().find(|&at| text[at..].chars().next().is_some_and(is_suspect))
}

/// A word without the punctuation and the markup around it.
fn without_marks<'t>(written: &'t str, meant: &str, start: usize) -> Word<'t> {
    let is_mark = |c: &char| c.is_ascii_punctuation();
    let marks = |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b && is_mark(a)).count();
    let before = marks(written, meant);
    let (rest, meant) = (&written[before..], &meant[before..]);
    let reversed = |text: &str| text.chars().rev().collect::<String>();
    let after = marks(&reversed(rest), &reversed(meant));
    let rest = &rest[..rest.len() - after];
    let at = start + before..start + before + rest.len();
    Word { written: rest, meant: meant[..meant.len() - after].to_owned(), at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        words(text)
            .inspect(|word| assert_eq!(&text[word.at.clone()], word.written))
            .map(|word| (word.written, word.meant))
            .collect()
    }

    #[test]
    fn each_word_is_found_without_its_marks() {
        let pairs = |text| found(text).into_iter().map(|(written, meant)| format!("{written} {meant}")).collect::<Vec<_>>();
        assert_eq!(pairs("(**fÃ¸rste**), pÃ¥\nnu"), ["fÃ¸rste første", "pÃ¥ på"]);
        assert_eq!(pairs("\"BlÃ¥bÃ¦r\""), ["BlÃ¥bÃ¦r Blåbær"]);
        assert_eq!(pairs("jf. Â§\u{a0}15"), ["Â§\u{a0}15 §\u{a0}15"]);
        assert_eq!(pairs("kl.Â 8"), ["kl.Â kl."]);
        assert_eq!(pairs("* ***"), Vec::<String>::new());
        assert_eq!(pairs("Blåbærgrød på São Tomé, § 15 – »Åge«"), Vec::<String>::new());
    }

    #[test]
    fn a_long_text_without_spaces_is_one_word() {
        assert_eq!(found(&"Ã¦".repeat(1000)).len(), 1);
    }
}
