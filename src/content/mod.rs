//! Finished text as a tree of blocks and inlines: what an answer, a text block and a whole plan are made of.
//!
//! Knows how text is built and how Markdown is read into it. Knows nothing of questions, files, plans or formats.
//!
//! The tree is safe by construction, so no output needs to check it again: a link can only hold an address of an
//! allowed scheme ([`Href`]), raw HTML is text, no heading is empty, and nesting is bounded ([`read::MAX_NESTING`]).

mod brackets;
mod builder;
mod clean;
mod href;
mod levels;
mod line;
mod linkify;
mod marks;
mod open;
mod pasted;
mod problem;
pub mod read;
mod relocate;
mod tidy;
mod walk;

use std::ops::Range;

pub(crate) use clean::is_unseen;
pub use clean::{clean_code, clean_text};
pub use href::{Href, HrefFault};
pub use levels::{MAX_LEVEL, settle_headings};
pub(crate) use pasted::is_bullet;
pub use problem::{Markdown, Problem};
pub use tidy::{on_one_line, tidy_inlines, trim_inlines};
pub use walk::{Node, for_each_image_mut, is_blank, plain_text, plain_text_of_blocks, walk, walk_inlines};

/// A stretch of the text something was read from, in bytes. Empty (`0..0`) where a node was made and not read.
pub type Place = Range<usize>;

/// A block: what starts on a line of its own.
///
/// Two blocks are equal when a reader could not tell them apart: where they were read from plays no part.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it was read.
    pub at: Place,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading. The level is relative to its surroundings until [`settle_headings`] has made it absolute; 1 is a chapter.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its text, never empty.
        content: Vec<Inline>,
        /// The anchor by which links within the document lead here.
        id: Option<String>,
    },
    /// A paragraph, never empty.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A table with one row of heads.
    Table(Table),
    /// A quotation.
    Quote(Vec<Block>),
    /// Preformatted text, line by line.
    Code(String),
    /// A thematic break.
    Rule,
    /// An image that stands alone.
    Figure(Image),
    /// Blocks that belong together and play a part of their own.
    Group(Role, Vec<Block>),
}

/// The part a group plays in the plan; each output gives it a look, none gives it words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One answer. It only keeps the answer's headings to itself and is gone from a finished document.
    Answer,
    /// The box that tells whom to call.
    Contact,
    /// A standard text block.
    Standard,
    /// Where a text comes from.
    Source,
    /// What the mark beside the standard texts means: for the formats that have one.
    Legend,
    /// One initiative (indsats).
    Initiative,
    /// One of many initiatives, which takes less room.
    CompactInitiative,
    /// The goals.
    Goals,
    /// The steps of the procedure: a numbered list that is drawn as a figure, from one step to the next.
    Steps,
    /// Short facts, each with a label.
    Facts,
    /// A question that is not answered yet.
    Gap,
}

/// A list, numbered where it has a start.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// Whether the items stand close together, as single lines.
    pub tight: bool,
    /// The items, each one or more blocks.
    pub items: Vec<Vec<Block>>,
}

impl List {
    /// Whether items can stand close together: each is a line, or a line with lists below it.
    #[must_use]
    pub fn can_be_tight(items: &[Vec<Block>]) -> bool {
        let follows = |block: &Block| match &block.kind {
            // In Markdown a list that begins with another number cannot follow a line without a space between.
            BlockKind::List(list) => list.tight && list.start.is_none_or(|start| start == 1),
            _ => false,
        };
        items.iter().all(|item| match item.as_slice() {
            [_] => true,
            [Block { kind: BlockKind::Paragraph(_), .. }, below @ ..] => below.iter().all(follows),
            _ => false,
        })
    }
}

/// A table: every row has as many cells as the head.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// How each column is aligned.
    pub align: Vec<Align>,
    /// The row of heads.
    pub head: Vec<Vec<Inline>>,
    /// The rows below it.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the text flows.
    Natural,
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

/// A run of text inside a block. Equality ignores the place, as for [`Block`].
#[derive(Debug, Clone)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it was read.
    pub at: Place,
}

/// The kinds of inline.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Plain text, on one line.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Code, on one line.
    Code(String),
    /// A link.
    Link {
        /// Where it leads.
        href: Href,
        /// Its text, never empty.
        content: Vec<Inline>,
    },
    /// An image within the text.
    Image(Image),
    /// A line break that the writer asked for.
    LineBreak,
    /// A question that is not answered yet, within a line.
    Gap(Vec<Inline>),
}

/// An image, by reference: its bytes are found by `source`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The path as written; once the files are read, the path within the answer file's folder.
    pub source: String,
    /// What the image shows, in words.
    pub alt: String,
    /// The words to stand with it, empty where there are none.
    pub caption: String,
}

impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for Inline {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Block {
    /// A block that was made, not read.
    #[must_use]
    pub fn new(kind: BlockKind) -> Self {
        Self { kind, at: 0..0 }
    }

    /// A paragraph of these inlines.
    #[must_use]
    pub fn paragraph(content: Vec<Inline>) -> Self {
        Self::new(BlockKind::Paragraph(content))
    }

    /// These blocks as a group with a part to play.
    #[must_use]
    pub fn group(role: Role, blocks: Vec<Self>) -> Self {
        Self::new(BlockKind::Group(role, blocks))
    }
}

impl Inline {
    /// An inline that was made, not read.
    #[must_use]
    pub fn new(kind: InlineKind) -> Self {
        Self { kind, at: 0..0 }
    }

    /// Plain text, taken literally: nothing in it is markup. Characters that no reader sees are left out.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::new(InlineKind::Text(clean_text(text).into_owned()))
    }
}
