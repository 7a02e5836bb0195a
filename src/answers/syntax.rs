//! Faults in the TOML itself, told in Danish with the likely cause.
//!
//! The parser goes on after a fault, so that all are told at once. Its words are English and technical; here they
//! become what a person at an editor did, and what to do about it. What it makes of one fault several times is told once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::finding::{Code, Finding};
use crate::source::{Location, SourceId};

/// A finding for each fault, in the file's order.
pub(super) fn findings(text: &str, source: SourceId, table: &Spanned<DeTable<'_>>, errors: &[Error]) -> Vec<Finding> {
    let context = Context { text, source, values: values_of(table.get_ref()) };
    let mut faults: Vec<Fault> = errors.iter().map(|error| context.fault(error)).collect();
    faults.sort_by_key(|fault| (fault.at.start, fault.swallows.is_none()));
    let swallowed: Vec<Range<usize>> = faults.iter().filter_map(|fault| fault.swallows.clone()).collect();
    faults.retain(|fault| fault.swallows.is_some() || !swallowed.iter().any(|range| range.contains(&fault.at.start)));
    faults.dedup_by(|next, before| {
        let between = text.get(before.at.end..next.at.start).unwrap_or_default();
        between.trim_matches([' ', '\t']).is_empty() && next.at.start >= before.at.start
    });
    faults.into_iter().map(|fault| fault.finding).collect()
}

struct Fault {
    at: Range<usize>,
    /// What the parser took for a part of something that was never closed: faults in it are no faults of their own.
    swallows: Option<Range<usize>>,
    finding: Finding,
}

struct Context<'a> {
    text: &'a str,
    source: SourceId,
    /// Every list, table and string that is a value, with what it is and its place.
    values: Vec<(Shape, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Text,
    Container,
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
        let (at, (sentence, help)) = self.explain(message, span);
        Fault { finding: self.finding(at.clone(), sentence, help), swallows: None, at }
    }

    fn finding(&self, at: Range<usize>, sentence: &str, help: &str) -> Finding {
        // The parser takes what is in front of a Windows line end for a part of the line.
        let line_end = self.text.get(at.clone()).map_or(0, |text| text.len() - text.trim_end_matches(['\r', '\n']).len());
        let at = at.start..at.end - line_end;
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

    /// Where to point, what is wrong, and what to do.
    fn explain(&self, message: &str, span: Range<usize>) -> (Range<usize>, (&'static str, &'static str)) {
        let is_string = message.starts_with("invalid basic string") || message.starts_with("invalid literal string");
        if message.contains("visible characters") {
            (span, CONTROL)
        } else if message.starts_with("invalid multi-line") {
            let start = self.start_of(Shape::Text, span.end).unwrap_or(span.start);
            (start..span.end, LONG_TEXT)
        } else if is_string {
            (self.start_of(Shape::Text, span.end).unwrap_or(span.start)..span.end, TEXT)
        } else {
            let found = self.text.get(span.clone()).unwrap_or_default();
            (span.clone(), explain(message, found))
        }
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

    /// The nearest line before a place that begins with these words; for a key, within its own table.
    fn first_line(&self, before: usize, words: &str, within_table: bool) -> Option<Range<usize>> {
        let mut end = self.text[..before].rfind('\n')?;
        loop {
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
    }
}

type Words = (&'static str, &'static str);

const TEXT: Words = (
    "Anførselstegnet bliver ikke lukket på linjen.",
    "Slut teksten med et anførselstegn. Skal den fylde flere linjer, så brug tre anførselstegn i begge ender.",
);
const LONG_TEXT: Words = (
    "Teksten begynder med tre anførselstegn, men bliver aldrig afsluttet.",
    "Skriv tre anførselstegn igen, hvor teksten slutter. Indtil da er resten af filen en del af teksten.",
);
const CONTROL: Words = (
    "Her står et usynligt tegn, som ikke kan stå i filen.",
    "Slet tegnet: Stil markøren lige før det, og tryk Delete. Det er ofte kommet med, da teksten blev indsat.",
);
const NO_VALUE: Words =
    ("Der mangler et svar efter lighedstegnet.", "Skriv svaret, eller slet linjen. Et tomt svar skrives \"\".");

/// What a message of the parser comes to, with the text that it points at.
fn explain(message: &str, found: &str) -> Words {
    let says = |words: &[&str]| words.iter().any(|words| message.contains(words));
    if says(&["string values must be quoted"]) {
        return unquoted(found);
    }
    if says(&["invalid unquoted key"]) {
        return if found.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) {
            ("En nøgle kan ikke have æ, ø eller å.", "Skriv ae, oe og aa i nøgler. I svarene kan I bruge alle bogstaver.")
        } else {
            (
                "Nøglen har et tegn, som en nøgle ikke kan have.",
                "En nøgle har kun bogstaverne a-z, tal, _ og punktum. Er linjen en kommentar, så sæt # foran.",
            )
        };
    }
    if says(&["key with no value", "missing assignment"]) {
        return (
            "Her mangler et lighedstegn og et svar.",
            "En linje skal have formen »nøgle = svar«. Fylder et svar flere linjer, så sæt tre anførselstegn i begge ender.",
        );
    }
    if says(&["missing value"]) {
        return NO_VALUE;
    }
    if says(&["extra assignment", "extra `=`", "unexpected `=`"]) {
        return (
            "Her er et lighedstegn for meget.",
            "Skriv én nøgle og ét svar på hver linje. Et lighedstegn i en tekst skal stå inden for anførselstegnene.",
        );
    }
    if says(&["unexpected key or value", "unexpected content"]) {
        return (
            "Linjen går videre, efter at svaret er slut.",
            "Skriv kun ét svar på hver linje. Er der anførselstegn inde i teksten, så brug » og «, eller sæt tre anførselstegn i begge ender.",
        );
    }
    if says(&["missing comma"]) {
        return ("Der mangler et komma før dette.", "Sæt et komma mellem punkterne.");
    }
    if says(&["extra comma"]) {
        return ("Her er et komma for meget.", "Slet kommaet.");
    }
    if says(&["unclosed table", "unclosed array table", "missing table open"]) {
        return (
            "De kantede parenteser om overskriften passer ikke sammen.",
            "Skriv en overskrift som [kommune] og en post som [[indsatser]], med lige mange parenteser i begge ender.",
        );
    }
    if says(&["date", "month", "day", "hour", "minute", "second"]) {
        return ("Datoen findes ikke.", "Skriv år, måned og dag, fx 2026-06-18.");
    }
    if says(&["escape", "unicode"]) {
        return (
            "En omvendt skråstreg har en særlig betydning i en tekst og kan ikke stå sådan her.",
            "Skriv / i navne på filer. Skal der stå en omvendt skråstreg, så skriv to: \\\\.",
        );
    }
    if says(&["leading zero"]) {
        return ("Et tal kan ikke begynde med 0.", "Slet nullet, eller sæt anførselstegn om svaret, hvis det ikke er et årstal.");
    }
    if says(&["integer", "float", "digits", "fraction", "exponent", "numeric", "sign"]) {
        return ("Tallet kan ikke læses.", "Sæt anførselstegn om svaret, hvis det ikke er et årstal.");
    }
    if says(&["carriage return", "comment"]) {
        return CONTROL;
    }
    if says(&["recurs"]) {
        let help = "Intet svar har brug for det. Er der en parentes for meget?";
        return ("Lister og tabeller er for dybt inde i hinanden.", help);
    }
    ("Linjen kan ikke læses.", "Kontrollér anførselstegn, kommaer og parenteser her og på linjen før.")
}

fn unquoted(found: &str) -> Words {
    if found.trim().is_empty() {
        NO_VALUE
    } else if found.starts_with(['“', '”', '„', '»', '«', '‘', '’']) {
        (
            "Teksten står i typografiske anførselstegn, som ikke kan bruges her.",
            "Brug de lige anførselstegn: \"...\". Tekstbehandling laver dem ofte om, når man skriver eller indsætter.",
        )
    } else {
        ("Svaret mangler anførselstegn.", "Sæt anførselstegn om teksten: \"...\". Kun årstal, datoer, true og false står uden.")
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
        _ => {}
    }
}
