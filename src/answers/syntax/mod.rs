//! Faults in the TOML itself, told in Danish with the likely cause.
//!
//! The parser goes on after a fault, so that all are told at once. Its words are English and technical; here they
//! become what a person at an editor did, and what to do about it. What it makes of one fault several times is told once.

mod cause;
mod characters;
mod commented;
mod file_text;
mod headers;
mod known;
mod lines;
mod long_text;
mod loose;
mod mend;
mod outline;
mod signs;

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

pub use file_text::FileText;
pub(super) use file_text::Toml;

use super::backslash::{self, Eaten};
use crate::finding::{Code, Finding};
use crate::source::{Location, SourceId};
use cause::Words;

/// The text that was parsed, and the file's own, which it is as long as.
#[derive(Clone, Copy)]
pub(super) struct Texts<'t> {
    pub read: &'t str,
    pub written: &'t str,
}

/// A finding for each fault, in the file's order.
pub(super) fn findings(texts: Texts<'_>, source: SourceId, table: &Spanned<DeTable<'_>>, errors: &[Error]) -> Vec<Finding> {
    let Texts { read: text, written } = texts;
    let values = values_of(table.get_ref());
    let mut context = Context { text, written, source, values, texts: Vec::new() };
    context.texts = context.of_shape(Shape::Text).collect();
    context.texts.sort_unstable_by_key(|text| text.start);
    let mut of_text: HashMap<usize, usize> = HashMap::new();
    // Of a text that is full of backslashes the first few are told.
    let mut is_told = |error: &&Error| {
        let literal = error.span().filter(|_| cause::is_escape(error.message())).and_then(|at| context.literal_at(at.start));
        literal.is_none_or(|literal| {
            let count = of_text.entry(literal.start).or_default();
            *count += 1;
            *count <= backslash::MOST
        })
    };
    let mut faults: Vec<Fault> = errors.iter().filter(|error| is_told(error)).map(|error| context.fault(error)).collect();
    faults.extend(context.of_shape(Shape::NoNumber).map(|at| context.explain("integer", at)));
    faults.sort_by_key(|fault| (fault.at.start, fault.swallows.is_none()));
    let swallowed: Vec<Range<usize>> = faults.iter().filter_map(|fault| fault.swallows.clone()).collect();
    faults.retain(|fault| fault.swallows.is_some() || !swallowed.iter().any(|range| range.contains(&fault.at.start)));
    faults.dedup_by(|next, before| {
        let between = text.get(before.at.end..next.at.start).unwrap_or_default();
        between.trim_matches([' ', '\t']).is_empty() && next.at.start >= before.at.start
    });
    faults.into_iter().map(|fault| fault.finding).collect()
}

/// How many lines back the first of two is looked for.
const FARTHEST: usize = 1_000;

struct Fault {
    at: Range<usize>,
    /// What the parser took for a part of something that was never closed: faults in it are no faults of their own.
    swallows: Option<Range<usize>>,
    finding: Finding,
}

struct Context<'a> {
    text: &'a str,
    written: &'a str,
    source: SourceId,
    /// Every list, table and string that is a value, with what it is and its place.
    values: Vec<(Shape, Range<usize>)>,
    /// The places of the strings alone, in order.
    texts: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Text,
    Container,
    /// A number without digits, or with digits that are not those of TOML, which the parser lets pass.
    NoNumber,
}

impl Context<'_> {
    fn fault(&self, error: &Error) -> Fault {
        let span = error.span().unwrap_or(0..0);
        let start = self.text.floor_char_boundary(span.start);
        let span = start..self.text.ceil_char_boundary(span.end).max(start);
        let message = error.message();
        if message.starts_with("duplicate key") || message.starts_with("cannot extend value") {
            return Fault { at: span.clone(), swallows: None, finding: self.duplicate(span) };
        }
        if message.starts_with("unclosed array") && !message.starts_with("unclosed array table")
            || message.starts_with("unclosed inline table")
        {
            return self.unclosed(&span, message.starts_with("unclosed array"));
        }
        self.explain(message, span)
    }

    fn of_shape(&self, shape: Shape) -> impl Iterator<Item = Range<usize>> {
        self.values.iter().filter(move |(s, _)| *s == shape).map(|(_, at)| at.clone())
    }

    fn finding(&self, at: Range<usize>, sentence: &str, help: &str) -> Finding {
        // The parser takes what is in front of a Windows line end for a part of the line.
        let line_end = self.text.get(at.clone()).map_or(0, |text| text.len() - text.trim_end_matches(['\r', '\n']).len());
        let at = self.written.floor_char_boundary(at.start)..self.written.ceil_char_boundary(at.end - line_end);
        Finding::error(Code::Syntax, Location { source: self.source, at }, sentence, help)
    }

    /// A list or a table that the parser met the end of the file in, pointed at where it begins.
    fn unclosed(&self, span: &Range<usize>, list: bool) -> Fault {
        let start = self.start_of(Shape::Container, span.end).unwrap_or(span.start);
        let (sentence, help) = if list {
            ("Listen, der begynder her, bliver aldrig lukket.", "Skriv ] efter det sidste punkt i listen.")
        } else {
            ("Tabellen, der begynder her, bliver aldrig lukket.", "Skriv } efter det sidste svar i tabellen.")
        };
        let at = start..span.end;
        Fault { finding: self.finding(at.clone(), sentence, help), swallows: Some(start..span.end + 1), at }
    }

    /// Where to point, what is wrong, and what to do; and how far what follows is part of it.
    fn explain(&self, message: &str, span: Range<usize>) -> Fault {
        let is_string = message.starts_with("invalid basic string") || message.starts_with("invalid literal string");
        let line = self.line(span.start);
        let rest = &self.text[span.start..line.end];
        let found = self.text.get(span.clone()).unwrap_or_default();
        let (at, swallows, Words { message, help }) = if message.starts_with("invalid multi-line") {
            let start = self.start_of(Shape::Text, span.end).unwrap_or(span.start);
            (start..span.end, None, cause::LONG_TEXT.into())
        } else if is_string && !message.contains("visible characters") {
            let start = self.start_of(Shape::Text, span.end).unwrap_or(span.start);
            match self.end_of_running_text(span.end) {
                Some(end) => (start..end, Some(span.end..end + 1), cause::SEVERAL_LINES.into()),
                None => (start..span.end, None, cause::unclosed(&self.text[start..span.end])),
            }
        } else if let Some(literal) = self.literal_at(span.start).filter(|_| cause::is_escape(message)) {
            if let Some(words) = cause::last_backslash(&self.text[literal.clone()]) {
                let finding = self.finding(literal.clone(), &words.message, &words.help);
                return Fault { at: literal, swallows: None, finding };
            }
            let Eaten { at, message, help } = backslash::unreadable(&self.text[literal.clone()], span.start - literal.start);
            (literal.start + at.start..literal.start + at.end, None, Words { message, help })
        } else if let Some((at, words)) = cause::date(&self.text[line.clone()]) {
            (line.start + at.start..line.start + at.end, None, words)
        } else {
            let words = cause::words(message, &self.text[line.start..span.start], rest, found);
            (span, None, words)
        };
        Fault { finding: self.finding(at.clone(), &message, &help), swallows, at }
    }

    /// The string that a place is in.
    fn literal_at(&self, at: usize) -> Option<Range<usize>> {
        let after = self.texts.partition_point(|text| text.start <= at);
        self.texts[..after].last().filter(|text| text.contains(&at)).cloned()
    }

    fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        start..end
    }

    /// The end of the lines below an unclosed text that can only be the rest of it: up to the quotation mark that ends it.
    fn end_of_running_text(&self, end: usize) -> Option<usize> {
        let mut at = self.line(end).end + 1;
        while at < self.text.len() {
            let line = self.line(at);
            let words = self.text[line.clone()].trim();
            let ends = words.ends_with(['"', '\'']) || words.ends_with("\",") || words.ends_with("\"]");
            if words.starts_with(['[', '#']) || (words.contains('=') && !ends) {
                return None;
            }
            if ends {
                return (!words.contains('=')).then_some(line.end);
            }
            at = line.end + 1;
        }
        None
    }

    /// Where the value of a shape begins that ends at a place.
    fn start_of(&self, shape: Shape, end: usize) -> Option<usize> {
        self.values.iter().rev().find(|(s, at)| *s == shape && at.end == end && !at.is_empty()).map(|(_, at)| at.start)
    }

    fn duplicate(&self, at: Range<usize>) -> Finding {
        let name = &self.text[at.clone()];
        let header = self.text[..at.start].trim_end_matches([' ', '\t']).ends_with('[');
        let (message, help, first) = if header {
            let message = format!("Overskriften [{name}] står to gange.");
            (message, "Saml svarene under den første, og slet den anden.", self.first_line(at.start, &format!("[{name}]"), false))
        } else {
            let message = format!("Nøglen »{name}« står to gange.");
            (message, "Behold det svar, der skal gælde, og slet det andet.", self.first_line(at.start, name, true))
        };
        let mut finding = self.finding(at, &message, help);
        finding.related = first.map(|at| (Location { source: self.source, at }, "den første står her".to_owned()));
        finding
    }

    /// The nearest line before a place that begins with these words; for a key, within its own table. One that is very far
    /// off is not looked for: with thousands of repetitions that takes longer than anybody waits.
    fn first_line(&self, before: usize, words: &str, within_table: bool) -> Option<Range<usize>> {
        let mut end = self.text[..before].rfind('\n')?;
        for _ in 0..FARTHEST {
            let start = self.text[..end].rfind('\n').map_or(0, |newline| newline + 1);
            let line = self.text[start..end].trim_start();
            if within_table && line.starts_with('[') {
                return None;
            }
            let rest = line.strip_prefix(words).map(str::trim_start);
            if rest.is_some_and(|rest| !within_table || rest.starts_with(['=', '.'])) {
                let at = end - line.len();
                return Some(at..at + words.len());
            }
            end = start.checked_sub(1)?;
        }
        None
    }
}

fn values_of(table: &DeTable<'_>) -> Vec<(Shape, Range<usize>)> {
    let mut values = Vec::new();
    table.values().for_each(|value| collect(value, &mut values));
    values
}

fn collect(value: &Spanned<DeValue<'_>>, values: &mut Vec<(Shape, Range<usize>)>) {
    match value.get_ref() {
        DeValue::String(_) => values.push((Shape::Text, value.span())),
        DeValue::Table(table) => {
            values.push((Shape::Container, value.span()));
            table.values().for_each(|value| collect(value, values));
        }
        DeValue::Array(items) => {
            values.push((Shape::Container, value.span()));
            items.iter().for_each(|item| collect(item, values));
        }
        DeValue::Integer(number) if !are_digits(number.as_str(), number.radix()) => {
            values.push((Shape::NoNumber, value.span()));
        }
        DeValue::Float(number) if !number.as_str().is_ascii() => values.push((Shape::NoNumber, value.span())),
        _ => {}
    }
}

fn are_digits(number: &str, radix: u32) -> bool {
    let digits = number.trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.chars().all(|c| c == '_' || c.is_digit(radix))
}
