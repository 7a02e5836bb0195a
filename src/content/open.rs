//! What the builder has open: containers whose end is not met yet.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, LinkType, Tag};

use super::{Align, Block, Inline, Place};

/// A container whose end is not met yet.
pub(super) struct Open {
    pub kind: OpenKind,
    pub at: Place,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
}

pub(super) enum OpenKind {
    Root,
    Paragraph,
    Heading(u8),
    Quote,
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
        tight: bool,
    },
    Item,
    /// The text of a footnote, with its label.
    Note(String),
    Code(String),
    Table {
        align: Vec<Align>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        cells: Vec<Vec<Inline>>,
        last_cell_end: usize,
    },
    Cell,
    Emphasis,
    Strong,
    Link {
        address: String,
        title: String,
    },
    Image {
        source: String,
        title: String,
    },
    /// A block of raw HTML.
    Html {
        /// The lines after one that is a line break and nothing else, which are Markdown.
        after_break: Option<Vec<(String, Place)>>,
    },
    /// Anything the options do not turn on: its content stands as it is.
    Other,
}

impl OpenKind {
    /// What a tag opens that begins at a place.
    pub(super) fn of(tag: Tag<'_>, start: usize) -> Self {
        match tag {
            Tag::Paragraph => Self::Paragraph,
            Tag::Heading { level, .. } => Self::Heading(level as u8),
            Tag::BlockQuote(_) => Self::Quote,
            Tag::List(start) => Self::List { start, items: Vec::new(), tight: true },
            Tag::Item => Self::Item,
            Tag::FootnoteDefinition(label) => Self::Note(label.into_string()),
            Tag::CodeBlock(CodeBlockKind::Indented) => Self::Code(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Self::Code(first_line(&info)),
            Tag::Table(align) => Self::Table { align: align.into_iter().map(Into::into).collect(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Self::Row { cells: Vec::new(), last_cell_end: start },
            Tag::TableCell => Self::Cell,
            Tag::Emphasis => Self::Emphasis,
            Tag::Strong => Self::Strong,
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                Self::Link { address: format!("mailto:{dest_url}"), title: title.into_string() }
            }
            Tag::Link { dest_url, title, .. } => Self::Link { address: dest_url.into_string(), title: title.into_string() },
            Tag::Image { dest_url, title, .. } => Self::Image { source: dest_url.into_string(), title: title.into_string() },
            Tag::HtmlBlock => Self::Html { after_break: None },
            _ => Self::Other,
        }
    }

    pub(super) fn is_block(&self) -> bool {
        !matches!(self, Self::Emphasis | Self::Strong | Self::Link { .. } | Self::Image { .. })
    }

    /// Whether blocks can stand right in it.
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(self, Self::Root | Self::Quote | Self::Item | Self::Note(_))
    }
}

/// A fence's info string means nothing in a plan; as the code's first line its words are not lost.
fn first_line(info: &CowStr<'_>) -> String {
    let info = info.trim();
    if info.is_empty() { String::new() } else { format!("{info}\n") }
}

impl From<Alignment> for Align {
    fn from(alignment: Alignment) -> Self {
        match alignment {
            Alignment::None => Self::Natural,
            Alignment::Left => Self::Left,
            Alignment::Center => Self::Center,
            Alignment::Right => Self::Right,
        }
    }
}
