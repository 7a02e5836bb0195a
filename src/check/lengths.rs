//! Pieces of a text that are longer than the outputs can take.
//!
//! A piece is what is set as one: a paragraph, a cell, a heading. The PDF engine's time grows with a paragraph's length times the
//! number of bold words, links and the like in it. A heading, a description of an image and an address become a string each,
//! and a string in a PDF has at most 32,767 bytes, of which a character takes up to four (ISO 19005-2, 6.1.13).
//! Answers of one line are held to the same when they are read.

use super::Subject;
use crate::answers::{MAX_LINE, MAX_PARAGRAPH};
use crate::content::{Block, BlockKind, Image, Inline, InlineKind, Node, Place, plain_text, walk};
use crate::dansk::tal;
use crate::finding::{Code, Finding};

/// What a piece is called, how many characters it may have, and what to do where it has more.
#[derive(Clone, Copy)]
struct Limit {
    what: &'static str,
    most: usize,
    help: &'static str,
}

const PARAGRAPH: Limit =
    Limit { what: "Afsnittet", most: MAX_PARAGRAPH, help: "Del det i kortere afsnit med en tom linje imellem." };
const CELL: Limit = Limit { what: "Feltet i tabellen", most: MAX_PARAGRAPH, help: "Skriv teksten uden for tabellen." };
const CODE: Limit = Limit {
    what: "Blokken med kode",
    most: MAX_PARAGRAPH,
    help: "Del den i flere, eller læg den i en fil for sig, som I linker til.",
};
const HEADING: Limit = Limit {
    what: "Overskriften",
    most: MAX_LINE,
    help: "Skriv en kort overskrift, og skriv resten som tekst under den med en tom linje imellem.",
};
const DESCRIPTION: Limit = Limit {
    what: "Beskrivelsen af billedet",
    most: MAX_LINE,
    help: "Skriv kort, hvad billedet viser, og skriv resten som tekst under billedet.",
};
const CAPTION: Limit =
    Limit { what: "Billedteksten", most: MAX_LINE, help: "Skriv en kort billedtekst, og skriv resten som tekst under billedet." };
const ADDRESS: Limit = Limit {
    what: "Adressen",
    most: MAX_LINE,
    help: "Brug sidens korte adresse. Det, der står efter »?«, kan som regel undværes.",
};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        let mut tell = |at: &Place, length: usize, limit: Limit| {
            let Limit { what, most, help } = limit;
            if length > most {
                let message = format!("{what} har {} tegn, og der kan højst være {}.", tal(length), tal(most));
                // Where it begins: no screen shows all of it.
                let start = text.locate(&(at.start..at.start), subject.sources);
                findings.push(Finding::error(Code::TooMuch, start, message, help).about(subject.about(key)));
            }
        };
        walk(&text.blocks, &mut |node| match node {
            Node::Block(Block { kind, at }) => match kind {
                BlockKind::Heading { content, .. } => tell(at, letters(content), HEADING),
                BlockKind::Paragraph(content) => tell(at, letters(content), PARAGRAPH),
                BlockKind::Table(table) => {
                    for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                        let start = cell.first().map_or(at, |inline| &inline.at);
                        tell(start, letters(cell), CELL);
                    }
                }
                BlockKind::Code(code) => tell(at, code.chars().count(), CODE),
                BlockKind::Figure(image) => of_image(image, at, &mut tell),
                BlockKind::List(_) | BlockKind::Quote(_) | BlockKind::Group(..) | BlockKind::Rule => {}
            },
            Node::Inline(Inline { kind, at }) => match kind {
                InlineKind::Image(image) => of_image(image, at, &mut tell),
                InlineKind::Link { href, .. } => tell(at, href.as_str().chars().count(), ADDRESS),
                _ => {}
            },
        });
    }
}

fn of_image(image: &Image, at: &Place, tell: &mut impl FnMut(&Place, usize, Limit)) {
    tell(at, image.alt.chars().count(), DESCRIPTION);
    tell(at, image.caption.chars().count(), CAPTION);
}

fn letters(content: &[Inline]) -> usize {
    plain_text(content).chars().count()
}
