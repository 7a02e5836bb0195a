//! Finds what in a document the PDF engine refuses.
//!
//! The checks tell of everything that it is known to refuse. Where it refuses more, its message names no place in the plan; so
//! halves of the plan are set alone, until one piece is left.

use crate::content::{Block, plain_text_of_blocks};
use crate::document::{Cover, Document, Section};
use crate::output::Passage;

/// The most characters of a passage that are shown.
const SHOWN: usize = 80;

/// A piece of a document: a section's heading, or one of its blocks.
#[derive(Clone, Copy)]
struct Piece<'a> {
    section: &'a Section,
    block: Option<&'a Block>,
}

/// The smallest piece that `is_refused` when it stands alone; none where each piece alone can be set.
pub(super) fn find(document: &Document, is_refused: impl Fn(&Document) -> bool) -> Option<Passage> {
    let sections = document.front.iter().chain(&document.body);
    let pieces: Vec<Piece<'_>> = sections
        .flat_map(|section| {
            let heading = std::iter::once(None);
            heading.chain(section.blocks.iter().map(Some)).map(move |block| Piece { section, block })
        })
        .collect();
    let is_refused = |pieces: &[Piece<'_>]| is_refused(&alone(document, pieces));
    let mut left = pieces.as_slice();
    if !is_refused(left) {
        return None;
    }
    while left.len() > 1 {
        let (first, second) = left.split_at(left.len() / 2);
        left = [first, second].into_iter().find(|half| is_refused(half))?;
    }
    let Piece { section, block } = left.first()?;
    let words = block.map_or_else(String::new, |block| plain_text_of_blocks(std::slice::from_ref(block)));
    Some(Passage { section: shown(&section.heading()), words: shown(&words) })
}

/// A document of these pieces alone, behind a cover that says nothing of the plan's own.
fn alone(document: &Document, pieces: &[Piece<'_>]) -> Document {
    let mut body: Vec<Section> = Vec::new();
    for Piece { section, block } in pieces {
        let goes_on = body.last().is_some_and(|last| last.id == section.id);
        if !goes_on {
            let title = if block.is_none() { section.title.clone() } else { "-".to_owned() };
            body.push(Section { title, number: None, level: 1, id: section.id.clone(), blocks: Vec::new() });
        }
        if let Some(last) = body.last_mut() {
            last.blocks.extend(block.cloned());
        }
    }
    let cover = Cover {
        title: "-".to_owned(),
        kommune: "-".to_owned(),
        year: None,
        logo: None,
        status: String::new(),
        phase: String::new(),
        mark: None,
        gaps: Vec::new(),
    };
    Document { cover, front: Vec::new(), body, pictures: document.pictures.clone(), ..*document }
}

/// The start of a text, where it is long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
