//! The answers as stretches of running text, each with its place: what rules about words look at.
//!
//! A passage is what a reader meets as one piece: a paragraph, a heading, a cell, a line. Markup is gone from it, so a word
//! that is half bold is one word; and every stretch of it knows where it was written.

use std::cell::OnceCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::Subject;
use crate::answers::{Answer, Text, Value};
use crate::content::{Block, BlockKind, Image, Inline, InlineKind, Place};
use crate::dansk::saetninger;
use crate::source::{Location, Sources};
use crate::steps::Steps;

/// A stretch of running text in an answer.
#[derive(Debug)]
pub(crate) struct Passage<'a> {
    /// The key of the question.
    pub key: &'a str,
    /// The text as it is read.
    pub words: String,
    /// What it is.
    pub kind: PassageKind,
    /// Whether it is running text, and no answer of one line nor a cell of a table: those are labels more often than sentences.
    pub is_running: bool,
    origin: Origin<'a>,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassageKind {
    /// Text that is read as text.
    Prose,
    /// A heading.
    Heading,
    /// Code, kept as it is.
    Code,
    /// What is said of an image to those who cannot see it.
    Alt,
}

#[derive(Debug)]
enum Origin<'a> {
    /// A text, and what each stretch of the words was read from.
    Text(&'a Text, Vec<Part>),
    /// A one-line answer.
    Line(&'a Location),
}

/// A stretch of a passage's words and where it was written.
#[derive(Debug)]
struct Part {
    words: Range<usize>,
    at: Place,
    /// Where it is written within the place; found out when it is asked for.
    steps: OnceCell<Steps>,
}

/// Every passage of every answer.
pub(crate) fn passages<'a>(subject: &Subject<'a>) -> Vec<Passage<'a>> {
    let mut passages = Vec::new();
    for (key, answer) in subject.shown() {
        of_answer(key, answer, &mut passages);
    }
    passages
}

fn of_answer<'a>(key: &'a str, answer: &'a Answer, out: &mut Vec<Passage<'a>>) {
    match &answer.value {
        Value::Line(line) => {
            let (words, kind, origin) = (line.clone(), PassageKind::Prose, Origin::Line(&answer.at));
            out.push(Passage { key, words, kind, is_running: false, origin });
        }
        Value::Text(text) => Collector { key, text, in_table: false, out }.blocks(&text.blocks),
        Value::List(items) => items.iter().for_each(|text| Collector { key, text, in_table: false, out }.blocks(&text.blocks)),
        Value::Records(records) => {
            records.iter().flat_map(|record| record.fields.values()).for_each(|field| of_answer(key, field, out));
        }
        _ => {}
    }
}

struct Collector<'a, 'o> {
    key: &'a str,
    text: &'a Text,
    in_table: bool,
    out: &'o mut Vec<Passage<'a>>,
}

impl<'a> Collector<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } => self.run(content, PassageKind::Heading),
                BlockKind::Paragraph(content) => self.run(content, PassageKind::Prose),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
                BlockKind::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    // No table is within another.
                    self.in_table = true;
                    cells.for_each(|cell| self.run(cell, PassageKind::Prose));
                    self.in_table = false;
                }
                BlockKind::Quote(inner) | BlockKind::Group(_, inner) => self.blocks(inner),
                BlockKind::Code(code) => self.push(code.clone(), PassageKind::Code, vec![part(code, 0, &block.at)]),
                BlockKind::Figure(image) => self.image(image, &block.at),
                BlockKind::Rule => {}
            }
        }
    }

    fn run(&mut self, content: &'a [Inline], kind: PassageKind) {
        let (mut words, mut parts) = (String::new(), Vec::new());
        self.inlines(content, &mut words, &mut parts);
        self.push(words, kind, parts);
    }

    fn inlines(&mut self, inlines: &'a [Inline], words: &mut String, parts: &mut Vec<Part>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => {
                    parts.push(part(text, words.len(), &inline.at));
                    words.push_str(text);
                }
                InlineKind::LineBreak => words.push(' '),
                InlineKind::Image(image) => self.image(image, &inline.at),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Gap(content)
                | InlineKind::Link { content, .. } => self.inlines(content, words, parts),
            }
        }
    }

    fn image(&mut self, image: &Image, at: &Place) {
        for (text, kind) in [(&image.alt, PassageKind::Alt), (&image.caption, PassageKind::Prose)] {
            self.push(text.clone(), kind, vec![part(text, 0, at)]);
        }
    }

    fn push(&mut self, words: String, kind: PassageKind, parts: Vec<Part>) {
        if !words.is_empty() {
            let origin = Origin::Text(self.text, parts);
            self.out.push(Passage { key: self.key, words, kind, is_running: !self.in_table, origin });
        }
    }
}

fn part(text: &str, start: usize, at: &Place) -> Part {
    Part { words: start..start + text.len(), at: at.clone(), steps: OnceCell::new() }
}

impl Passage<'_> {
    /// Where a stretch of the words was written.
    pub fn locate(&self, words: &Range<usize>, sources: &Sources) -> Location {
        match &self.origin {
            // A line with escapes is pointed at as a whole.
            Origin::Line(location) => match sources.slice(location).find(&self.words) {
                Some(start) => {
                    let start = location.at.start + start;
                    Location { source: location.source, at: start + words.start..start + words.end }
                }
                None => (*location).clone(),
            },
            Origin::Text(text, parts) => {
                let byte = |offset: usize, is_end: bool| {
                    // Parts stand in order: the first that reaches so far holds the place, or none does.
                    let reaches = |part: &Part| if is_end { offset <= part.words.end } else { offset < part.words.end };
                    let first = parts.get(parts.partition_point(|part| !reaches(part)));
                    let holds = |part: &&Part| if is_end { part.words.start < offset } else { part.words.start <= offset };
                    first.filter(holds).or(parts.last()).map_or(0, |part| {
                        let shown = &self.words[part.words.clone()];
                        let written = || text.written.get(part.at.clone()).unwrap_or_default();
                        let steps = part.steps.get_or_init(|| steps(shown, written()));
                        part.at.start + steps.at(shown.ceil_char_boundary(offset.saturating_sub(part.words.start)))
                    })
                };
                let start = byte(words.start, false);
                text.locate(&(start..byte(words.end, true).max(start)), sources)
            }
        }
    }

    /// Whether there are so many digits: a number of that many is only looked for where there are.
    pub fn has_digits(&self, at_least: usize) -> bool {
        self.words.bytes().filter(u8::is_ascii_digit).nth(at_least - 1).is_some()
    }

    /// The sentence around a place.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        saetninger(&self.words).find(|range| at <= range.end).unwrap_or(0..self.words.len())
    }
}

/// The bytes of what was written that the bytes of what is shown came from: escapes, references and line ends in between are
/// gone through, and what is shown otherwise than written (composed letters) counts as it stands.
fn steps(shown: &str, written: &str) -> Steps {
    let mut steps = Steps::default();
    if shown == written {
        steps.push(0, 0);
        steps.push(shown.len(), shown.len());
        return steps;
    }
    let (mut rest, mut at) = (written, 0);
    for (i, c) in shown.char_indices() {
        // Only a little is ever skipped: "&nbsp;" or an indentation. Further on it would be another letter.
        let mut starts = rest.char_indices().take(12).map(|(skipped, _)| skipped);
        let found = starts.find_map(|skipped| Some((skipped, length_of(c, &rest[skipped..])?)));
        let next = rest.chars().next().map_or(0, char::len_utf8);
        let (skipped, length) = found.unwrap_or((0, next));
        steps.push(i, at + skipped);
        let step = skipped + length;
        rest = &rest[step..];
        at += step;
    }
    steps.push(shown.len(), at);
    steps
}

/// How long a character is that a text begins with, as it is, as its parts (a letter and its accent), or as another space.
fn length_of(c: char, text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if first == c || (c == ' ' && first.is_whitespace()) {
        return Some(first.len_utf8());
    }
    let mut parts = c.nfd().peekable();
    // A character of one part was compared.
    let is_composed = *parts.peek()? != c;
    let length = parts.map(char::len_utf8).sum();
    (is_composed && c.nfd().eq(text.get(..length)?.chars())).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_through_what_is_written_otherwise() {
        fn place<'w>(shown: &str, written: &'w str, word: &str) -> &'w str {
            &written[steps(shown, written).at(shown.find(word).expect("the word"))..]
        }
        assert_eq!(place("et ord her", "et ord her", "ord"), "ord her");
        assert_eq!(place("et * ord her", r"et \* ord her", "ord"), "ord her");
        assert_eq!(place("et & ord her", "et &amp; ord her", "ord"), "ord her");
        assert_eq!(place("et ord her", "et\r\n    ord her", "ord"), "ord her");
        assert_eq!(place("Århus ord", "A\u{30a}rhus ord", "ord"), "ord");
        assert_eq!(place("é é ord", "e\u{301} \u{e9} ord", "ord"), "ord");
        assert_eq!(steps("ord", "ord").at(3), 3);
    }
}
