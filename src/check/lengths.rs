//! Pieces of a text that are longer than the outputs can take.
//!
//! The PDF engine's time grows with a paragraph's length times the number of bold words, links and the like in it, so both have a
//! limit. A heading, a description of an image and an address become a string each,
//! and a string in a PDF has at most 32,767 bytes, of which a character takes up to four (ISO 19005-2, 6.1.13).
//! Answers of one line are held to the same when they are read.

use super::Subject;
use crate::answers::{MAX_LINE, MAX_PARAGRAPH, MAX_PIECES};
use crate::content::{Block, BlockKind, Image, Inline, InlineKind, Node, Place, plain_text, walk, walk_inlines};
use crate::dansk::tal;
use crate::finding::{Code, Finding};

/// What a piece is called, what of it is counted, how many there may be, and what to do where there are more.
#[derive(Clone, Copy)]
struct Limit {
    what: &'static str,
    of: &'static str,
    most: usize,
    help: &'static str,
}

const PARAGRAPH: Limit =
    Limit { what: "Afsnittet", of: "tegn", most: MAX_PARAGRAPH, help: "Del det i kortere afsnit med en tom linje imellem." };
const CELL: Limit =
    Limit { what: "Feltet i tabellen", of: "tegn", most: MAX_PARAGRAPH, help: "Skriv teksten uden for tabellen." };
const MARKS: Limit = Limit {
    what: "Afsnittet",
    of: "links, fremhævninger og linjeskift",
    most: MAX_PIECES,
    help: "Del det i kortere afsnit med en tom linje imellem, eller skriv det uden fremhævninger.",
};
const MARKS_OF_CELL: Limit =
    Limit { what: "Feltet i tabellen", help: "Skriv teksten uden for tabellen, eller skriv den uden fremhævninger.", ..MARKS };
const CODE: Limit = Limit {
    what: "Blokken med kode",
    of: "tegn",
    most: MAX_PARAGRAPH,
    help: "Del den i flere, eller læg den i en fil for sig, som I linker til.",
};
const HEADING: Limit = Limit {
    what: "Overskriften",
    of: "tegn",
    most: MAX_LINE,
    help: "Skriv en kort overskrift, og skriv resten som tekst under den med en tom linje imellem.",
};
const DESCRIPTION: Limit = Limit {
    what: "Beskrivelsen af billedet",
    of: "tegn",
    most: MAX_LINE,
    help: "Skriv kort, hvad billedet viser, og skriv resten som tekst under billedet.",
};
const CAPTION: Limit = Limit {
    what: "Billedteksten",
    of: "tegn",
    most: MAX_LINE,
    help: "Skriv en kort billedtekst, og skriv resten som tekst under billedet.",
};
const ADDRESS: Limit = Limit {
    what: "Adressen",
    of: "tegn",
    most: MAX_LINE,
    help: "Brug sidens korte adresse. Det, der står efter »?«, kan som regel slettes.",
};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        let mut tell = |at: &Place, length: usize, limit: Limit| {
            let Limit { what, of, most, help } = limit;
            if length > most {
                let message = format!("{what} har {} {of}, og der kan højst være {}.", tal(length), tal(most));
                // Where it begins: no screen shows all of it.
                let start = text.locate(&(at.start..at.start), subject.sources);
                findings.push(Finding::error(Code::TooMuch, start, message, help).about(subject.about(key)));
            }
        };
        walk(&text.blocks, &mut |node| match node {
            Node::Block(Block { kind, at }) => match kind {
                BlockKind::Heading { content, .. } => tell(at, letters(content), HEADING),
                BlockKind::Paragraph(content) => {
                    tell(at, letters(content), PARAGRAPH);
                    tell(at, marks(content), MARKS);
                }
                BlockKind::Table(table) => {
                    for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                        let start = cell.first().map_or(at, |inline| &inline.at);
                        tell(start, letters(cell), CELL);
                        tell(start, marks(cell), MARKS_OF_CELL);
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

/// How much in a run is more than text.
fn marks(content: &[Inline]) -> usize {
    let mut count = 0;
    walk_inlines(content, &mut |node| {
        count += usize::from(!matches!(node, Node::Inline(Inline { kind: InlineKind::Text(_), .. })));
    });
    count
}
