//! Answers as minijinja values.
//!
//! A template can print a piece, ask whether it is there, and go through a list; what it prints is always the finished
//! content, never its source.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use crate::content::{Block, Inline, InlineKind, plain_text, plain_text_of_blocks};

/// Finished content that a template can print.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Content that stands within a line.
    Inlines(Vec<Inline>),
    /// Content that stands in lines of its own.
    Blocks(Vec<Block>),
    /// A list; its items can be gone through.
    List(Vec<Vec<Block>>),
    /// A question that a draft has not answered.
    Gap(String),
}

impl Piece {
    pub(super) fn value(self) -> Value {
        Value::from_object(self)
    }

    /// The piece that a value is, where it is one.
    pub(super) fn of(value: &Value) -> Option<Arc<Self>> {
        value.downcast_object::<Self>()
    }

    /// Its words, for a place where nothing else can stand.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Inlines(inlines) => plain_text(inlines),
            Self::Blocks(blocks) => plain_text_of_blocks(blocks),
            Self::List(items) => items.iter().map(|item| plain_text_of_blocks(item)).collect::<Vec<_>>().join(" "),
            Self::Gap(question) => plain_text(&gap_inlines(question)),
        }
    }
}

/// The words of a gap: "Mangler: *the question*".
pub(super) fn gap_inlines(question: &str) -> Vec<Inline> {
    let question = Inline::new(InlineKind::Emphasis(vec![Inline::text(question)]));
    vec![Inline::text("Mangler: "), question]
}

impl Object for Piece {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        match **self {
            Self::List(_) | Self::Gap(_) => ObjectRepr::Seq,
            Self::Inlines(_) | Self::Blocks(_) => ObjectRepr::Plain,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match &**self {
            Self::List(items) => Some(Self::Blocks(items.get(key.as_usize()?)?.clone()).value()),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match &**self {
            Self::List(items) => Enumerator::Seq(items.len()),
            Self::Gap(_) => Enumerator::Empty,
            Self::Inlines(_) | Self::Blocks(_) => Enumerator::NonEnumerable,
        }
    }

    fn is_true(self: &Arc<Self>) -> bool {
        match &**self {
            Self::Inlines(inlines) => !inlines.is_empty(),
            Self::Blocks(blocks) => !blocks.is_empty(),
            Self::List(items) => !items.is_empty(),
            // A gap has something to show.
            Self::Gap(_) => true,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// A text block in a template: it prints as its text, and tells whether that is the standard one.
#[derive(Debug, Clone)]
pub(super) struct BlockPiece {
    pub number: u8,
    pub title: String,
    pub use_: Use,
    pub content: Vec<Block>,
}

/// What a municipality does with a text block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Standard,
    Own,
    LeftOut,
}

impl Object for BlockPiece {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(match key.as_str()? {
            "nummer" => Value::from(self.number),
            "titel" => Value::from(self.title.clone()),
            "standard" => Value::from(self.use_ == Use::Standard),
            "udeladt" => Value::from(self.use_ == Use::LeftOut),
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.content.is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain_text_of_blocks(&self.content))
    }
}
