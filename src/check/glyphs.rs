//! Characters that the PDF's typeface does not have.
//!
//! A missing glyph would be an empty box on paper, and PDF/UA-1 (7.21.4.1) forbids it; so it is told here, with its place,
//! before any PDF is made.

use std::collections::BTreeSet;

use super::Subject;
use crate::answers::{Answer, Value};
use crate::content::{BlockKind, Inline, InlineKind, Node, Place, walk};
use crate::dansk::er_almindelig;
use crate::finding::{About, Code, Finding};
use crate::fonts::{Typeface, has};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        let mut told = Vec::new();
        walk(&text.blocks, &mut |node| {
            for (typeface, shown, at) in texts_of(node) {
                for character in lacking(typeface, shown) {
                    if !told.contains(&character) {
                        told.push(character);
                        let place = place_of(character, &text.written, at);
                        findings.push(finding(character, text.locate(&place, subject.sources), subject.about(key)));
                    }
                }
            }
        });
    }
    for (key, answer) in subject.shown() {
        lines(subject, key, answer, findings);
    }
}

/// One-line answers, also those within records.
fn lines(subject: &Subject<'_>, key: &str, answer: &Answer, findings: &mut Vec<Finding>) {
    match &answer.value {
        Value::Line(line) => {
            let characters: BTreeSet<char> = lacking(Typeface::Text, line).collect();
            for character in characters {
                let written = subject.sources.slice(&answer.at);
                let place = place_of(character, written, &(0..written.len()));
                let at = answer.at.at.start + place.start..answer.at.at.start + place.end;
                findings.push(finding(character, Location { source: answer.at.source, at }, subject.about(key)));
            }
        }
        Value::Records(records) => {
            records.iter().flat_map(|record| record.fields.values()).for_each(|field| lines(subject, key, field, findings));
        }
        _ => {}
    }
}

fn texts_of(node: Node<'_>) -> Vec<(Typeface, &str, &Place)> {
    match node {
        Node::Block(block) => match &block.kind {
            BlockKind::Code(code) => vec![(Typeface::Code, code.as_str(), &block.at)],
            BlockKind::Figure(image) => vec![(Typeface::Text, image.caption.as_str(), &block.at)],
            _ => Vec::new(),
        },
        Node::Inline(Inline { kind, at }) => match kind {
            InlineKind::Text(text) => vec![(Typeface::Text, text.as_str(), at)],
            InlineKind::Code(code) => vec![(Typeface::Code, code.as_str(), at)],
            InlineKind::Image(image) => vec![(Typeface::Text, image.caption.as_str(), at)],
            _ => Vec::new(),
        },
    }
}

fn lacking(typeface: Typeface, text: &str) -> impl Iterator<Item = char> {
    // What every typeface has need not be looked for.
    let unsure = if er_almindelig(text) { "" } else { text };
    unsure.chars().filter(move |&character| !has(typeface, character))
}

/// Where a character stands: itself where it is written as it is, else (as an entity, say) the stretch it is within.
fn place_of(character: char, written: &str, within: &Place) -> Place {
    let stretch = written.get(within.clone()).unwrap_or_default();
    match stretch.find(character) {
        Some(offset) => within.start + offset..within.start + offset + character.len_utf8(),
        None => within.clone(),
    }
}

fn finding(character: char, location: Location, about: Option<About>) -> Finding {
    let message = format!("Tegnet »{character}« (U+{:04X}) findes ikke i PDF-filens skrift.", u32::from(character));
    let help = "Skriv det med ord eller et andet tegn. Emojier og tegn fra andre skriftsystemer kan ikke vises i alle formater.";
    Finding::error(Code::Glyph, location, message, help).about(about)
}
