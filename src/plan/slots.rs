//! Marks in rendered text, and the finished content that takes their place.
//!
//! A template prints an answer as a mark: a number between two private-use characters. The text with the marks is parsed as
//! Markdown, and only then does each mark become what it stands for. Content that fills lines of its own takes the place of
//! the paragraph that holds nothing but its mark; elsewhere it is fitted into the line.

use std::borrow::Cow;
use std::sync::Arc;

use crate::content::{Block, BlockKind, Inline, InlineKind, List, Role, Table, tidy_inlines, trim_inlines};

use super::piece::{BlockPiece, Piece, gap_inlines};

/// Private-use characters: no font shows them, and they are taken out of a template before it is compiled.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What both are, in UTF-8, in their first byte.
const FIRST_BYTE: u8 = 0xee;

/// The content that the marks of one rendering stand for.
#[derive(Debug, Default)]
pub(super) struct Slots {
    list: Vec<Slot>,
    /// How many bytes have been written, as far as they were counted.
    written: usize,
}

/// The most bytes that a section may come to.
const MOST: usize = 64_000_000;

/// How many marks are set before what they stand for is counted: few can only come to much where an answer is long.
const UNCOUNTED: usize = 50;

/// What a mark stands for.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// A value that is taken literally.
    Literal(String),
    /// Finished content.
    Piece(Arc<Piece>),
    /// A text block.
    Tekstblok(Arc<BlockPiece>),
}

/// A template's text without the characters that marks are made of.
pub(super) fn without_marks(text: &str) -> Cow<'_, str> {
    // Both begin with the same byte, which few other characters begin with.
    match memchr::memchr(FIRST_BYTE, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace([OPEN, CLOSE], "")),
        None => Cow::Borrowed(text),
    }
}

/// A text with an ellipsis for each mark, to be shown in a message.
pub(super) fn with_dots(text: &str) -> String {
    let mut out = String::new();
    split_at_marks(text, |part| out.push_str(part.unwrap_or("…")));
    out
}

impl Slots {
    /// Keeps content, and gives the mark that stands for it; none where the section comes to more than a section can be.
    pub(super) fn mark(&mut self, slot: Slot) -> Option<String> {
        if self.list.len() >= UNCOUNTED || matches!(slot, Slot::Literal(_)) {
            let length = match &slot {
                Slot::Literal(text) => text.len(),
                Slot::Piece(piece) => piece.words().len(),
                Slot::Tekstblok(block) => crate::content::plain_text_of_blocks(&block.content).len(),
            };
            self.spend(length).then_some(())?;
        }
        self.list.push(slot);
        Some(format!("{OPEN}{}{CLOSE}", self.list.len() - 1))
    }

    /// Counts bytes: whether there may be so many more.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        self.written = self.written.saturating_add(bytes);
        self.written <= MOST
    }

    /// Blocks with every mark replaced by what it stands for.
    pub(super) fn fill(&self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().flat_map(|block| self.fill_block(block)).collect()
    }

    /// A text with every mark replaced by its words, for places where nothing but words can stand.
    pub(super) fn words(&self, text: &str) -> String {
        let mut out = String::new();
        self.split(text, |part| match part {
            Part::Text(text) => out.push_str(text),
            Part::Slot(Slot::Literal(text)) => out.push_str(text),
            Part::Slot(Slot::Piece(piece)) => out.push_str(&piece.words()),
            Part::Slot(Slot::Tekstblok(block)) => out.push_str(&crate::content::plain_text_of_blocks(&block.content)),
        });
        out
    }

    fn fill_block(&self, block: Block) -> Vec<Block> {
        let at = block.at;
        let kind = match block.kind {
            BlockKind::Paragraph(content) => return self.fill_paragraph(content),
            BlockKind::Heading { level, content, id } => {
                let content = self.fill_line(content);
                return if content.is_empty() {
                    Vec::new()
                } else {
                    vec![Block { kind: BlockKind::Heading { level, content, id }, at }]
                };
            }
            BlockKind::List(list) => {
                let items: Vec<_> = list.items.into_iter().map(|item| self.fill(item)).filter(|item| !item.is_empty()).collect();
                BlockKind::List(List { start: list.start, tight: list.tight && List::can_be_tight(&items), items })
            }
            BlockKind::Table(table) => BlockKind::Table(Table {
                head: table.head.into_iter().map(|cell| self.fill_line(cell)).collect(),
                rows: table.rows.into_iter().map(|row| row.into_iter().map(|cell| self.fill_line(cell)).collect()).collect(),
                ..table
            }),
            BlockKind::Quote(inner) => BlockKind::Quote(self.fill(inner)),
            BlockKind::Group(role, inner) => BlockKind::Group(role, self.fill(inner)),
            BlockKind::Code(text) => BlockKind::Code(self.words(&text)),
            kind @ (BlockKind::Rule | BlockKind::Figure(_)) => kind,
        };
        vec![Block { kind, at }]
    }

    /// A paragraph: marks of blocks stand between the lines around them.
    fn fill_paragraph(&self, content: Vec<Inline>) -> Vec<Block> {
        let mut out = Vec::new();
        let mut line = Vec::new();
        let end_line = |line: &mut Vec<Inline>, out: &mut Vec<Block>| {
            let content = trim_inlines(tidy_inlines(std::mem::take(line)));
            if !content.is_empty() {
                out.push(Block::paragraph(content));
            }
        };
        let alone = is_one_mark(&content);
        for inline in content {
            let InlineKind::Text(text) = inline.kind else {
                line.extend(self.fill_inline(inline));
                continue;
            };
            self.split(&text, |part| match part {
                Part::Text(text) => line.push(Inline::text(text)),
                Part::Slot(slot) => match slot.stands(alone) {
                    Standing::InLine(content) => line.extend(content),
                    Standing::InBlocks(blocks) => {
                        end_line(&mut line, &mut out);
                        out.extend(blocks);
                    }
                },
            });
        }
        end_line(&mut line, &mut out);
        out
    }

    /// A line that no block can stand in: blocks become lines within it.
    fn fill_line(&self, content: Vec<Inline>) -> Vec<Inline> {
        let filled = content.into_iter().flat_map(|inline| self.fill_inline(inline)).collect();
        trim_inlines(tidy_inlines(filled))
    }

    fn fill_inline(&self, inline: Inline) -> Vec<Inline> {
        let at = inline.at;
        let within = |content: Vec<Inline>| content.into_iter().flat_map(|inline| self.fill_inline(inline)).collect();
        let kind = match inline.kind {
            InlineKind::Text(text) => {
                let mut out = Vec::new();
                self.split(&text, |part| match part {
                    Part::Text(text) => out.push(Inline::text(text)),
                    Part::Slot(slot) => match slot.stands(false) {
                        Standing::InLine(content) => out.extend(content),
                        Standing::InBlocks(blocks) => out.extend(lines_of(&blocks)),
                    },
                });
                return out;
            }
            InlineKind::Code(text) => InlineKind::Code(self.words(&text)),
            InlineKind::Emphasis(content) => InlineKind::Emphasis(within(content)),
            InlineKind::Strong(content) => InlineKind::Strong(within(content)),
            InlineKind::Gap(content) => InlineKind::Gap(within(content)),
            InlineKind::Link { href, content } => InlineKind::Link { href, content: within(content) },
            kind @ (InlineKind::Image(_) | InlineKind::LineBreak) => kind,
        };
        vec![Inline { kind, at }]
    }

    /// Takes a text apart into plain stretches and marks.
    fn split<'s>(&'s self, text: &'s str, mut each: impl FnMut(Part<'s>)) {
        split_at_marks(text, |part| match part {
            Ok(text) => each(Part::Text(text)),
            Err(number) => self.list.get(number).into_iter().for_each(|slot| each(Part::Slot(slot))),
        });
    }
}

/// Takes a text apart into plain stretches and the numbers of marks.
fn split_at_marks<'t>(text: &'t str, mut each: impl FnMut(Result<&'t str, usize>)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        if !before.is_empty() {
            each(Ok(before));
        }
        let (number, after) = after.split_once(CLOSE).unwrap_or(("", after));
        if let Ok(number) = number.parse() {
            each(Err(number));
        }
        rest = after;
    }
    if !rest.is_empty() {
        each(Ok(rest));
    }
}

enum Part<'s> {
    Text(&'s str),
    Slot(&'s Slot),
}

/// How content stands where its mark stood.
enum Standing {
    InLine(Vec<Inline>),
    InBlocks(Vec<Block>),
}

impl Slot {
    /// `alone`: whether the mark is all that its paragraph holds.
    fn stands(&self, alone: bool) -> Standing {
        match self {
            Self::Literal(text) => Standing::InLine(vec![Inline::text(text)]),
            Self::Tekstblok(block) => Standing::InBlocks(block.content.clone()),
            Self::Piece(piece) => match &**piece {
                Piece::Inlines(inlines) => Standing::InLine(inlines.clone()),
                Piece::Gap(question) if alone => Standing::InBlocks(vec![super::gap(question)]),
                Piece::Gap(question) => Standing::InLine(vec![Inline::new(InlineKind::Gap(gap_inlines(question)))]),
                Piece::List(items) => {
                    let list = List { start: None, tight: true, items: items.clone() };
                    Standing::InBlocks(vec![Block::new(BlockKind::List(list))])
                }
                // An answer of one paragraph fits into a line: "Ansvarlig: {{ ... }}".
                Piece::Blocks(blocks) => match blocks.as_slice() {
                    [Block { kind: BlockKind::Paragraph(content), .. }] if !alone => Standing::InLine(content.clone()),
                    _ => Standing::InBlocks(vec![Block::group(Role::Answer, blocks.clone())]),
                },
            },
        }
    }
}

fn is_one_mark(content: &[Inline]) -> bool {
    match content {
        [Inline { kind: InlineKind::Text(text), .. }] => {
            text.starts_with(OPEN) && text.ends_with(CLOSE) && text.matches(OPEN).count() == 1
        }
        _ => false,
    }
}

/// Blocks as lines, where no block can stand: every word stays, in order.
fn lines_of(blocks: &[Block]) -> Vec<Inline> {
    let mut lines: Vec<Vec<Inline>> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => lines.push(content.clone()),
            BlockKind::List(list) => lines.extend(list.items.iter().map(|item| lines_of(item))),
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => lines.push(lines_of(inner)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    lines.push(row.iter().flat_map(|cell| cell.iter().cloned().chain([Inline::text(" ")])).collect());
                }
            }
            BlockKind::Code(text) => lines.extend(text.lines().map(|line| vec![Inline::new(InlineKind::Code(line.to_owned()))])),
            BlockKind::Figure(image) => lines.push(vec![Inline::new(InlineKind::Image(image.clone()))]),
            BlockKind::Rule => {}
        }
    }
    let line_break = || Inline::new(InlineKind::LineBreak);
    lines.into_iter().flat_map(|line| line.into_iter().chain([line_break()])).collect()
}
