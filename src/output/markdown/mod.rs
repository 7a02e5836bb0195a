//! Markdown: the plan as text that a person reads and that parses back to the same document.
//!
//! CommonMark with tables. Contents come without links: Markdown has no anchors of its own, and every tool makes its own.

mod blocks;
mod front_matter;
mod inlines;
mod units;

use crate::content::{Block, BlockKind, Inline, InlineKind, List, Role, Table, tidy_inlines};
use crate::document::{Cover, Document, Entry, Section};

pub use blocks::write as write_blocks;

/// The document as Markdown.
#[must_use]
pub fn render(document: &Document) -> String {
    write_blocks(&as_blocks(document))
}

/// The document as Markdown, with what a static site generator must know of it on top, as YAML.
#[must_use]
pub fn render_with_front_matter(document: &Document) -> String {
    format!("{}\n{}", front_matter::write(document), render(document))
}

/// A text as Markdown by itself, its headings as they are.
#[must_use]
pub fn render_text(blocks: &[Block]) -> String {
    write_blocks(&lowered(blocks, 0))
}

/// The whole document as blocks: cover, sections before the contents, contents, and the rest. The title is level 1, a
/// chapter level 2; groups are gone, since Markdown has none.
#[must_use]
pub fn as_blocks(document: &Document) -> Vec<Block> {
    let mut blocks = cover(&document.cover);
    document.front.iter().for_each(|section| push_section(section, &mut blocks));
    blocks.push(heading(2, "Indhold"));
    blocks.push(contents(&document.contents()));
    document.body.iter().for_each(|section| push_section(section, &mut blocks));
    blocks
}

fn cover(cover: &Cover) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(logo) = &cover.logo {
        blocks.push(Block::new(BlockKind::Figure(logo.clone())));
    }
    blocks.push(heading(1, &cover.title));
    let year = cover.year.map(|year| format!(", {year}")).unwrap_or_default();
    let name = Inline::text(&format!("{}{year}", cover.kommune));
    blocks.push(Block::paragraph(vec![Inline::new(InlineKind::Strong(vec![name]))]));
    if let Some(mark) = &cover.mark {
        blocks.push(Block::paragraph(vec![Inline::new(InlineKind::Strong(vec![Inline::text(mark)]))]));
    }
    if let Some(status) = cover.further_status() {
        blocks.push(Block::paragraph(vec![Inline::text(status)]));
    }
    blocks.extend(lowered(&cover.gaps, 1));
    blocks
}

fn push_section(section: &Section, blocks: &mut Vec<Block>) {
    blocks.push(heading(section.level + 1, &section.heading()));
    blocks.extend(lowered(&section.blocks, 1));
}

/// The contents as lists within a list.
fn contents(entries: &[Entry<'_>]) -> Block {
    let line = |entry: &Entry<'_>| {
        let line = Block::paragraph(vec![Inline::text(&entry.section.heading())]);
        let below = (!entry.below.is_empty()).then(|| contents(&entry.below));
        std::iter::once(line).chain(below).collect()
    };
    list(entries.iter().map(line).collect())
}

fn heading(level: u8, text: &str) -> Block {
    Block::new(BlockKind::Heading { level, content: vec![Inline::text(text)], id: None })
}

fn list(items: Vec<Vec<Block>>) -> Block {
    Block::new(BlockKind::List(List { start: None, tight: true, items }))
}

/// A gap within a line, and what leads to an anchor, is in Markdown the words that it says.
fn as_words(content: &[Inline]) -> Vec<Inline> {
    tidy_inlines(words_of(content))
}

fn words_of(content: &[Inline]) -> Vec<Inline> {
    let words = content.iter().flat_map(|inline| match &inline.kind {
        InlineKind::Gap(words) => words_of(words),
        InlineKind::Link { href, content } if href.anchor().is_some() => words_of(content),
        InlineKind::Strong(inner) => vec![Inline { kind: InlineKind::Strong(words_of(inner)), at: inline.at.clone() }],
        InlineKind::Emphasis(inner) => vec![Inline { kind: InlineKind::Emphasis(words_of(inner)), at: inline.at.clone() }],
        _ => vec![inline.clone()],
    });
    words.collect()
}

/// Blocks with headings so much lower, and without groups. A document's stand below its title.
fn lowered(blocks: &[Block], by: u8) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let kind = match &block.kind {
            BlockKind::Group(Role::Legend, _) => continue,
            BlockKind::Group(_, inner) => {
                out.extend(lowered(inner, by));
                continue;
            }
            BlockKind::Heading { level, content, .. } => {
                BlockKind::Heading { level: level + by, content: as_words(content), id: None }
            }
            BlockKind::Paragraph(content) => BlockKind::Paragraph(as_words(content)),
            BlockKind::Table(table) => BlockKind::Table(Table {
                head: table.head.iter().map(|cell| as_words(cell)).collect(),
                rows: table.rows.iter().map(|row| row.iter().map(|cell| as_words(cell)).collect()).collect(),
                ..table.clone()
            }),
            BlockKind::Quote(inner) => BlockKind::Quote(lowered(inner, by)),
            BlockKind::List(list) => {
                BlockKind::List(List { items: list.items.iter().map(|item| lowered(item, by)).collect(), ..list.clone() })
            }
            other => other.clone(),
        };
        out.push(Block { kind, at: block.at.clone() });
    }
    out
}
