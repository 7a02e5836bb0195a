//! How wide a table's columns are: by what their cells hold, as a browser lays a table out. What cannot be broken gets its room
//! first, and the rest goes to the columns whose cells are long.
//!
//! Typst can do so itself, but measures every cell to see, and gives a long word more than its part. Widths are in letters here,
//! since words are divided by the room their column has.

use crate::content::{Inline, InlineKind, Node, Table, walk_inlines};

/// The width of a table, of a letter of its type and of the space between two columns, in tenths of a point.
const TABLE: usize = 4530;
const LETTER: usize = 55;
const BETWEEN: usize = 120;

/// The fewest and the most letters that a column is made for, the longest word that is kept whole if it can be, and what
/// an image counts as.
const FEWEST: usize = 4;
const MOST: usize = 48;
const WHOLE: usize = 14;
const IMAGE: usize = 14;

/// How many letters each column has room for.
pub(super) fn letters(table: &Table) -> Vec<usize> {
    let columns = table.head.len();
    let measures = |column: usize| {
        let cells = std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
        cells.fold((0, 0), |(line, word), cell| {
            let (cell_line, cell_word) = measure(cell);
            (line.max(cell_line), word.max(cell_word))
        })
    };
    let measures: Vec<(usize, usize)> = (0..columns).map(measures).collect();
    let wanted: Vec<usize> = measures.iter().map(|(line, _)| (*line).clamp(FEWEST, MOST)).collect();
    let mut room: Vec<usize> =
        measures.iter().map(|(line, word)| if *line <= WHOLE { *line } else { *word }.clamp(FEWEST, WHOLE)).collect();
    let all = (TABLE.saturating_sub(columns * BETWEEN) / LETTER).max(columns);
    if room.iter().sum::<usize>() > all {
        room.fill(all / columns.max(1));
    }
    let left = all.saturating_sub(room.iter().sum());
    let longer: Vec<usize> = wanted.iter().zip(&room).map(|(wanted, room)| wanted.saturating_sub(*room)).collect();
    // Where no column wants more than it has, each gets a part of what is left.
    let shares = if longer.iter().all(|more| *more == 0) { &wanted } else { &longer };
    let whole = shares.iter().sum::<usize>().max(1);
    room.iter().zip(shares).map(|(room, share)| room + left * share / whole).collect()
}

/// Columns as shares of the table's width.
pub(super) fn shares(letters: &[usize]) -> Vec<usize> {
    letters.iter().map(|letters| letters * LETTER + BETWEEN).collect()
}

/// Whether a row takes so little of a page's height that it is better kept on one page.
pub(super) fn is_low(row: &[Vec<Inline>], letters: &[usize]) -> bool {
    const LINES: usize = 12;
    row.iter().zip(letters).all(|(cell, letters)| {
        let mut breaks = 0;
        walk_inlines(cell, &mut |node| {
            if let Node::Inline(Inline { kind: InlineKind::LineBreak | InlineKind::Image(_), .. }) = node {
                breaks += 1;
            }
        });
        measure(cell).0 / letters + breaks <= LINES
    })
}

/// How many letters a cell takes on one line, and its longest word.
fn measure(cell: &[Inline]) -> (usize, usize) {
    let mut text = String::new();
    let mut images = 0;
    walk_inlines(cell, &mut |node| {
        let Node::Inline(inline) = node else { return };
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::LineBreak => text.push(' '),
            InlineKind::Image(image) => {
                images += 1;
                text.extend([" ", &image.caption]);
            }
            _ => {}
        }
    });
    let longest = text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let image = if images == 0 { 0 } else { IMAGE };
    (text.chars().count() + images * IMAGE, longest.max(image))
}
