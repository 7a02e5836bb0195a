//! How high blocks are on paper, so that what takes little of a page is kept on one and what takes more can go on to the next.
//!
//! The fonts say it, and not a trial by Typst: that would set in type twice whatever is kept together, and lays out no more than so
//! many things within one another. A height is rather too great than too small, and what is kept together takes no more than a part
//! of a page: so it always has room on one.

use super::columns;
use super::extent::Extent;
use super::metrics::Style;
use crate::content::{Block, BlockKind, Inline, Role, Table};

/// The height of a page's text, in points, as `plan.typ` sets its margins.
pub(super) const PAGE: f32 = 688.0;

/// The most of a page that an image takes.
pub(super) const IMAGE: f32 = 480.0;

/// How much further in the text of a list and of a box is than what is around it, and the least room that is reckoned with.
pub(super) const ITEM: f32 = 26.0;
pub(super) const BOX: f32 = 16.0;
pub(super) const LEAST_ROOM: f32 = 100.0;

/// The size of the type, the height of its lines, the part of it that is between two lines, and the space between paragraphs and
/// around a box.
const SIZE: f32 = 10.5;
const LINE: f32 = 15.0;
const LEADING: f32 = 7.5;
const PARAGRAPH: f32 = 14.5;
const AROUND: f32 = 45.0;

/// A heading's size, the height of its lines and the space around it, for the greatest that stands within a text.
const HEADING: (f32, f32, f32) = (14.0, 17.0, 20.0);

/// The height of blocks in a place of this width.
pub(super) fn of(blocks: &[Block], room: f32) -> f32 {
    blocks.iter().map(|block| of_block(block, room) + PARAGRAPH).sum()
}

/// The height of a run of text.
pub(super) fn of_text(content: &[Inline], room: f32) -> f32 {
    Extent::of(content, Style::Text).lines(room / SIZE) * LINE - LEADING
}

fn of_block(block: &Block, room: f32) -> f32 {
    let further_in = |by: f32| (room - by).max(LEAST_ROOM);
    match &block.kind {
        BlockKind::Heading { content, .. } => {
            let (size, line, space) = HEADING;
            Extent::of(content, Style::Bold).lines(room / size) * line + space
        }
        BlockKind::Paragraph(content) => of_text(content, room),
        BlockKind::List(list) => {
            let less = if list.tight { PARAGRAPH - LEADING } else { 0.0 };
            list.items.iter().map(|item| of(item, further_in(ITEM)) - less).sum()
        }
        BlockKind::Table(table) => columns::form(table, room, false).map_or_else(|| of_cards(table, room), |form| form.height),
        BlockKind::Quote(inner) => of(inner, further_in(BOX)),
        BlockKind::Group(Role::Facts | Role::Source, inner) => of(inner, room) - PARAGRAPH,
        BlockKind::Group(_, inner) => of(inner, further_in(2.0 * BOX)) + AROUND,
        #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
        BlockKind::Code(text) => text.lines().map(|line| (line.len() / 60 + 1) as f32 * LINE).sum::<f32>() + AROUND,
        BlockKind::Rule => LINE,
        BlockKind::Figure(_) => PAGE,
    }
}

fn of_cards(table: &Table, room: f32) -> f32 {
    table.rows.iter().map(|row| of_card(&table.head, row, room)).sum()
}

/// The height of a card, as if each of its cells had a line of its own.
pub(super) fn of_card(head: &[Vec<Inline>], row: &[Vec<Inline>], room: f32) -> f32 {
    let of_cell = |(cell, head): (&Vec<Inline>, &Vec<Inline>)| {
        let (cell, head) = (Extent::of(cell, Style::Text), Extent::of(head, Style::Bold));
        let both = Extent { total: cell.total + head.total, breaks: cell.breaks + head.breaks, ..cell };
        both.lines(room / SIZE) * LINE
    };
    row.iter().zip(head).map(of_cell).sum::<f32>() + AROUND
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::read::markdown;

    fn height(text: &str) -> f32 {
        of(&markdown(text).blocks, columns::STANDING)
    }

    #[test]
    fn more_text_is_higher() {
        let line = height("En linje.");
        assert!((line - LINE + LEADING - PARAGRAPH).abs() < 0.1, "{line}");
        assert!(height("En linje.\\\nOg en til.") > line);
        assert!(height(&"Styregruppen følger indsatserne. ".repeat(200)) > PAGE);
        assert!(height("- a\n- b\n- c") < height("- a\n\n- b\n\n- c"));
    }

    #[test]
    fn a_text_is_higher_where_it_is_narrow() {
        let read = markdown(&"Styregruppen følger indsatserne. ".repeat(20)).blocks;
        assert!(of(&read, 100.0) > 3.0 * of(&read, columns::STANDING));
    }
}
