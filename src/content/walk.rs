//! Going through a tree, in reading order.

use super::{Block, BlockKind, Image, Inline, InlineKind};

/// A node met on the way.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block; its content follows.
    Block(&'a Block),
    /// An inline; its content follows.
    Inline(&'a Inline),
}

/// Calls `visit` with every block and inline, in reading order, each before its content.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(Node<'a>)) {
    for block in blocks {
        visit(Node::Block(block));
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => walk_inlines(content, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| walk(item, visit)),
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| walk_inlines(cell, visit));
            }
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => walk(inner, visit),
            BlockKind::Code(_) | BlockKind::Rule | BlockKind::Figure(_) => {}
        }
    }
}

/// Visits every inline of a run, and those within them, in reading order.
pub fn walk_inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(Node<'a>)) {
    for inline in inlines {
        visit(Node::Inline(inline));
        match &inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Gap(content)
            | InlineKind::Link { content, .. } => walk_inlines(content, visit),
            InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Image(_) | InlineKind::LineBreak => {}
        }
    }
}

/// Calls `change` with every image.
pub fn for_each_image_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Image)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => images_in(content, change),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| for_each_image_mut(item, change)),
            BlockKind::Table(table) => {
                table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(|cell| images_in(cell, change));
            }
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => for_each_image_mut(inner, change),
            BlockKind::Figure(image) => change(image),
            BlockKind::Code(_) | BlockKind::Rule => {}
        }
    }
}

fn images_in(inlines: &mut [Inline], change: &mut dyn FnMut(&mut Image)) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::Image(image) => change(image),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Gap(content)
            | InlineKind::Link { content, .. } => images_in(content, change),
            InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::LineBreak => {}
        }
    }
}

/// The words of a run of inlines. A line break reads as a space; an image has no words in the text.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    walk_inlines(inlines, &mut |node| push_words(node, &mut out));
    out
}

/// The words of a run of blocks, with a space between blocks.
#[must_use]
pub fn plain_text_of_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    walk(blocks, &mut |node| push_words(node, &mut out));
    out.trim_start().to_owned()
}

fn push_words(node: Node<'_>, out: &mut String) {
    match node {
        Node::Inline(inline) => match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::LineBreak => out.push(' '),
            _ => {}
        },
        Node::Block(block) => {
            out.push(' ');
            if let BlockKind::Code(text) = &block.kind {
                out.push_str(text);
            }
        }
    }
}

/// Whether these blocks show a reader nothing: no words and no image.
#[must_use]
pub fn is_blank(blocks: &[Block]) -> bool {
    let mut blank = true;
    walk(blocks, &mut |node| match node {
        Node::Inline(inline) => match &inline.kind {
            InlineKind::Text(text) => blank &= text.trim().is_empty(),
            InlineKind::Code(_) | InlineKind::Image(_) => blank = false,
            _ => {}
        },
        Node::Block(block) => match &block.kind {
            BlockKind::Code(text) => blank &= text.trim().is_empty(),
            BlockKind::Figure(_) => blank = false,
            _ => {}
        },
    });
    blank
}
