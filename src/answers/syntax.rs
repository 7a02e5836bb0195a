//! Faults in the TOML itself, told in Danish with the likely cause.
//!
//! The parser goes on after a fault, so that all are told at once. Its words are English and technical; here they
//! become what a person at an editor did, and what to do about it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::finding::{Code, Finding};
use crate::source::{Location, SourceId};

/// A finding for each fault, in the parser's order.
pub(super) fn findings(text: &str, source: SourceId, table: &Spanned<DeTable<'_>>, errors: &[Error]) -> Vec<Finding> {
    let context = Context { text, source, table: table.get_ref() };
    errors.iter().map(|error| context.finding(error)).collect()
}

struct Context<'a> {
    text: &'a str,
    source: SourceId,
    table: &'a DeTable<'a>,
}

impl Context<'_> {
    fn finding(&self, error: &Error) -> Finding {
        let span = error.span().unwrap_or(0..0);
        let span = self.text.floor_char_boundary(span.start)..self.text.ceil_char_boundary(span.end.max(span.start));
        let message = error.message();
        if message.starts_with("duplicate key") || message.starts_with("cannot extend value") {
            return self.duplicate(&span);
        }
        let (span, sentence, help) = self.explain(message, span);
        Finding::error(Code::Syntax, Location { source: self.source, at: span }, sentence, help)
    }

    fn explain(&self, message: &str, span: Range<usize>) -> (Range<usize>, String, String) {
        let found = &self.text[span.clone()];
        let own = |sentence: &str, help: &str| (span.clone(), sentence.to_owned(), help.to_owned());
        if message.starts_with("invalid multi-line") {
            return (
                self.opening(span.start, 3),
                "Teksten begynder med tre anførselstegn, men bliver aldrig afsluttet.".to_owned(),
                "Skriv tre anførselstegn igen, hvor teksten slutter. Indtil da er resten af filen en del af teksten.".to_owned(),
            );
        }
        if message.starts_with("invalid basic string") || message.starts_with("invalid literal string") {
            if message.contains("visible characters") {
                return own(CONTROL.0, CONTROL.1);
            }
            return (
                self.opening(span.start, 1).start..span.end,
                "Anførselstegnet bliver ikke lukket på linjen.".to_owned(),
                "Slut teksten med et anførselstegn. Skal den fylde flere linjer, så brug tre anførselstegn i begge ender."
                    .to_owned(),
            );
        }
        match message {
            m if m.starts_with("string values must be quoted") && found.trim().is_empty() => {
                own("Der mangler et svar efter lighedstegnet.", "Skriv svaret, eller slet linjen. Et tomt svar skrives \"\".")
            }
            m if m.starts_with("string values must be quoted") && found.starts_with(['“', '”', '„', '»', '«', '‘', '’']) => {
                own(
                    "Teksten står i typografiske anførselstegn, som ikke kan bruges her.",
                    "Brug de lige anførselstegn: \"...\". Tekstbehandling laver dem ofte om, når man skriver eller indsætter.",
                )
            }
            m if m.starts_with("string values must be quoted") => own(
                "Svaret mangler anførselstegn.",
                "Sæt anførselstegn om teksten: \"...\". Kun tal, datoer, true og false står uden.",
            ),
            m if m.starts_with("key with no value") || m.starts_with("missing assignment") => own(
                "Her mangler et lighedstegn og et svar.",
                "En linje skal have formen »nøgle = svar«. Fylder et svar flere linjer, så sæt tre anførselstegn i begge ender.",
            ),
            m if m.starts_with("missing value") => {
                own("Der mangler et svar efter lighedstegnet.", "Skriv svaret, eller slet linjen.")
            }
            m if m.contains("extra assignment") || m.starts_with("extra `=`") || m.contains("unexpected `=`") => own(
                "Her er et lighedstegn for meget.",
                "Skriv én nøgle og ét svar på hver linje. Et lighedstegn i en tekst skal stå inden for anførselstegnene.",
            ),
            m if m.starts_with("unexpected key or value") || m.starts_with("unexpected content") => own(
                "Linjen går videre, efter at svaret er slut.",
                "Skriv kun ét svar på hver linje. Er der anførselstegn inde i teksten, så brug » og «, eller sæt tre anførselstegn i begge ender.",
            ),
            m if m.contains("missing comma") => own("Der mangler et komma før dette.", "Sæt et komma mellem punkterne."),
            m if m.starts_with("extra comma") => own("Her er et komma for meget.", "Slet kommaet."),
            m if m.starts_with("unclosed array table")
                || m.starts_with("unclosed table")
                || m.starts_with("missing table open") =>
            {
                own(
                    "De kantede parenteser om overskriften passer ikke sammen.",
                    "Skriv en overskrift som [kommune] og en post som [[indsatser]], med lige mange parenteser i begge ender.",
                )
            }
            m if m.starts_with("unclosed array") => own(
                "Listen bliver aldrig lukket.",
                "Skriv ] efter det sidste punkt. Mangler der et anførselstegn i et af punkterne?",
            ),
            m if m.starts_with("unclosed inline table") => {
                own("Tabellen bliver aldrig lukket.", "Skriv } efter det sidste svar.")
            }
            m if m.starts_with("invalid unquoted key") && found.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) => {
                own("En nøgle kan ikke have æ, ø eller å.", "Skriv ae, oe og aa i nøgler. I svarene kan I bruge alle bogstaver.")
            }
            m if m.starts_with("invalid unquoted key") => own(
                "Nøglen har et tegn, som en nøgle ikke kan have.",
                "En nøgle har kun bogstaverne a-z, tal, _ og punktum. Begynder et kommentarfelt her, så sæt # foran.",
            ),
            m if m.contains("date") || m.contains("month") || m.contains("day") || m.contains("hour") || m.contains("minute") => {
                own("Datoen findes ikke.", "Skriv år, måned og dag, fx 2026-06-18.")
            }
            m if m.contains("escape") || m.contains("unicode") => own(
                "En omvendt skråstreg har en særlig betydning i en tekst og kan ikke stå sådan her.",
                "Skriv / i navne på filer. Skal der stå en omvendt skråstreg, så skriv to: \\\\.",
            ),
            m if m.contains("leading zero")
                || m.contains("invalid integer")
                || m.contains("invalid float")
                || m.contains("digits") =>
            {
                own("Tallet kan ikke læses.", "Sæt anførselstegn om svaret, hvis det er et telefonnummer eller et sagsnummer.")
            }
            m if m.contains("visible characters") || m.contains("carriage return") || m.contains("comment") => {
                own(CONTROL.0, CONTROL.1)
            }
            m if m.contains("recurs") => own(
                "Lister og tabeller er for dybt inde i hinanden.",
                "Ingen svar har brug for det. Er der en parentes for meget?",
            ),
            _ => own("Linjen kan ikke læses.", "Kontrollér anførselstegn, kommaer og parenteser her og på linjen før."),
        }
    }

    fn duplicate(&self, span: &Range<usize>) -> Finding {
        let name = &self.text[span.clone()];
        let before = self.text[..span.start].trim_end_matches([' ', '\t']);
        let header = before.ends_with('[');
        let location = Location { source: self.source, at: span.clone() };
        let (message, help) = if header {
            (format!("Overskriften [{name}] står to gange."), "Saml svarene under den første, og slet den anden.")
        } else {
            (format!("Nøglen »{name}« står to gange."), "Behold det svar, der skal gælde, og slet det andet.")
        };
        let mut finding = Finding::error(Code::Syntax, location, message, help);
        finding.related =
            self.first_of(name, span.start).map(|at| (Location { source: self.source, at }, "den første står her".to_owned()));
        finding
    }

    /// Where a key that stands twice stands first: in the table whose header comes last before it.
    fn first_of(&self, name: &str, before: usize) -> Option<Range<usize>> {
        let mut best: Option<(usize, Range<usize>)> = None;
        visit(self.table, 0, &mut |start, key, at| {
            if key == name && at.start < before && start <= before && best.as_ref().is_none_or(|(known, _)| *known <= start) {
                best = Some((start, at));
            }
        });
        best.map(|(_, at)| at)
    }

    /// The opening marks of the string that was not closed at `end`.
    fn opening(&self, end: usize, width: usize) -> Range<usize> {
        let mut start = None;
        visit_strings(self.table, &mut |at| {
            if at.end == end && !at.is_empty() {
                start = Some(at.start);
            }
        });
        let start = start.unwrap_or(end);
        start..(start + width).min(end).max(start)
    }
}

const CONTROL: (&str, &str) = (
    "Her står et usynligt tegn, som ikke kan stå i filen.",
    "Slet tegnet: Stil markøren lige før det, og tryk Delete. Det er ofte kommet med, da teksten blev indsat.",
);

/// Calls `each` with every key, the place its table starts at, and the key's own place.
fn visit(table: &DeTable<'_>, start: usize, each: &mut dyn FnMut(usize, &str, Range<usize>)) {
    for (key, value) in table {
        each(start, key.get_ref(), key.span());
        match value.get_ref() {
            DeValue::Table(inner) => visit(inner, value.span().start, each),
            DeValue::Array(items) => {
                for item in items {
                    if let DeValue::Table(inner) = item.get_ref() {
                        visit(inner, item.span().start, each);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Calls `each` with the place of every string that is a value.
fn visit_strings(table: &DeTable<'_>, each: &mut dyn FnMut(Range<usize>)) {
    for value in table.values() {
        visit_strings_of(value, each);
    }
}

fn visit_strings_of(value: &Spanned<DeValue<'_>>, each: &mut dyn FnMut(Range<usize>)) {
    match value.get_ref() {
        DeValue::String(_) => each(value.span()),
        DeValue::Table(table) => visit_strings(table, each),
        DeValue::Array(items) => items.iter().for_each(|item| visit_strings_of(item, each)),
        _ => {}
    }
}
