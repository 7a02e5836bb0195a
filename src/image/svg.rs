//! Drawings: SVG.
//!
//! A drawing is a text of a few lines that can ask for any amount of work: entities within entities, symbols that use
//! symbols. So what drawing it comes to is counted before anything is drawn. It is then read with the library that the PDF is
//! drawn by.
//!
//! What every output shows is not the file but the drawing that was understood, written anew of the parts that are known: so
//! the page and the PDF show the same, and what runs, moves or fetches reaches no reader. Files that a drawing refers to are
//! not opened but told: a plan stands alone.

mod bounds;
mod drawn;
mod harmless;
mod language;
mod names;
mod reach;
mod references;
mod style;
mod value;
mod within;
mod work;
mod written;

use usvg::roxmltree::{Document, ParsingOptions};

use super::{Format, MAX_ELEMENTS, PictureFault};
use written::Written;

/// The most that a drawing's entities may become; Illustrator writes a dozen, each an address.
const MAX_ENTITIES: usize = 10 * 1024 * 1024;

/// The most attributes of an element: whether each is given once, is found out for each by looking at all others.
const MAX_ATTRIBUTES: usize = 150;

/// A drawing that can be drawn.
pub(super) struct Drawing {
    written: Written,
    pub width: f32,
    pub height: f32,
}

impl Drawing {
    /// The drawing as a file.
    pub fn to_file(&self) -> String {
        self.written.as_file()
    }

    /// The pixels of the images within it.
    pub fn pixels(&self) -> u64 {
        self.written.pixels
    }
}

/// Reads a drawing, whose images may have `left` pixels.
pub(super) fn read(bytes: &[u8], left: u64) -> Result<Drawing, PictureFault> {
    read_within(bytes, left, &within::Place::outermost())
}

fn read_within(bytes: &[u8], left: u64, place: &within::Place) -> Result<Drawing, PictureFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureFault::Damaged(Format::Svg))?;
    if bounds::entities(text) > MAX_ENTITIES {
        return Err(PictureFault::Swells);
    }
    if bounds::attributes(text) > MAX_ATTRIBUTES {
        return Err(PictureFault::TooIntricate);
    }
    let document = parse(text)?;
    for node in document.descendants() {
        harmless::check(&node)?;
    }
    let written = written::of(&document, left, place)?;
    let text = written.as_file();
    // Of its own writing, it is counted, read and drawn: nobody sees another.
    let document = parse(&text)?;
    work::is_little(&document)?;
    let (width, height) = drawn::check(&document)?;
    Ok(Drawing { written, width, height })
}

fn parse(text: &str) -> Result<Document<'_>, PictureFault> {
    let nodes_limit = u32::try_from(MAX_ELEMENTS * 4).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached => PictureFault::TooIntricate,
        usvg::roxmltree::Error::EntityReferenceLoop(_) => PictureFault::Swells,
        _ => PictureFault::Damaged(Format::Svg),
    })
}
