//! What reading Markdown gives: the blocks, and what could not be read as its writer meant.

use super::{Block, HrefFault, Place};

/// How many lists and quotations may stand within one another, and likewise emphases and links. Deeper ones are
/// flattened and told: beyond this no reader follows, and every output has a depth that it ends at (Typst's is the first).
pub const MAX_NESTING: usize = 8;

/// A text read as Markdown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Markdown {
    /// The blocks, headings with the levels as written.
    pub blocks: Vec<Block>,
    /// What could not be read as meant, in the text's order.
    pub problems: Vec<Problem>,
}

/// Something in a text that could not be read as its writer meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it stands in the text.
    pub at: Place,
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// A link's address is none that a plan may link to; its text stands without the link.
    Address(String, HrefFault),
    /// Lists, quotations or emphases within one another beyond [`MAX_NESTING`].
    TooDeep,
    /// A table row has more cells than the head: CommonMark tables leave the rest out.
    ExtraCells,
    /// A link definition that no link uses: it is never shown.
    UnusedDefinition(String),
    /// Something in an answer that can be read in more than one way.
    Doubt(Doubt),
    /// HTML, which is the text it is. Nothing is lost, but it is hardly meant.
    RawHtml {
        /// Whether it stands in a cell of a table.
        in_cell: bool,
    },
    /// A mark that was meant as markup and is text.
    Mark(Mark),
}

/// Marks that were meant as markup and stay in the text. Only answers are looked through for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Marks of strong text, such as `**`, without a partner, or with nothing between the two.
    Strong(String),
    /// Two `*` at words that do not make an emphasis.
    Emphasis,
    /// `[text](address)` or the like that is no link.
    Link {
        /// The address as written.
        address: String,
        /// Whether the parenthesis ends.
        is_closed: bool,
    },
    /// `![text](file)` or the like that is no image; the file as written.
    Image(String),
    /// `[text][label]` without a definition of the label.
    Reference {
        /// The text.
        text: String,
        /// The label.
        label: String,
    },
    /// `[^1]`, a reference to a footnote.
    NoteReference(String),
    /// `[^1]: ...`, the text of a footnote.
    NoteText(String),
    /// `~~text~~`, which other programs show as deleted.
    Deleted,
    /// `[ ]` or `[x]` before the text of an item.
    TaskBox,
    /// Words after the mark that begins a block of code.
    Fence {
        /// The mark.
        mark: String,
        /// The words.
        words: String,
    },
}

/// What in an answer can be read in more than one way. A template has none: it is Markdown and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Lines that may each have been a line of its own run on as text.
    LinesRunOn,
    /// A word that may have been divided at a line's end; the whole word, as it would be written.
    DividedWord(String),
    /// A table's line of dashes has another number of cells than its first row, or stands above it.
    DashesDoNotFit {
        /// How many cells the line of dashes has.
        dashes: usize,
        /// How many columns the first row has.
        columns: usize,
    },
    /// A row of a table that no other row belongs to.
    LooseRow,
    /// Lines with tabs between words, but not in the same number.
    UnevenTabs,
    /// A `#` that stands against a word: a heading, or a word that begins so.
    GluedHash,
}
