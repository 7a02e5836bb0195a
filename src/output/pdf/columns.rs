//! The form of a table: how wide its columns are, in which size of type, on a page that stands or is turned, or as cards.
//!
//! Words are kept whole if there is a way: the type is made smaller first, then the page is turned. Where neither is enough, long
//! words are divided, and at last a table becomes a card for each row. Typst could find widths itself, but it measures every cell
//! to see, and gives a long word more than its part.

use super::extent::Extent;
use super::metrics::Style;
use crate::content::Table;

/// The width of a page's text, standing and turned, in points.
pub(super) const STANDING: f32 = 453.0;
pub(super) const TURNED: f32 = 700.0;

/// The sizes of type that a table is set in.
const SIZES: [f32; 4] = [9.5, 9.0, 8.5, 8.0];

/// The width, in ems, to which words may be cut down that must be divided: long words alone, and every word.
const LONG: f32 = 10.5;
const ANY: f32 = 5.5;

/// The least that a column is made for.
const LEAST: f32 = 1.2;

/// The width that a long text in a column asks for at most, and what it asks for at least so that it is not too many lines.
const FULL_LINE: f32 = 26.0;
const TEXT_LINE: f32 = 20.0;
const TEXT_LINES: f32 = 25.0;

/// What is left over for kerning in each column.
const SLACK: f32 = 0.5;

/// The height of a line and the part of it that is between two lines, in ems, and the space above and below a row's text.
const LINE: f32 = 1.35;
const LEADING: f32 = 0.6;
const ROW: f32 = 12.0;

/// The most lines of a row, and the greatest height of a table, that are better kept on one page.
const LOW: f32 = 12.0;
const SHORT: f32 = 230.0;

/// How a table is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    /// The size of the type.
    pub size: f32,
    /// The space on either side of a cell's text.
    pub inset: f32,
    /// Whether it stands on a page that is turned.
    pub turned: bool,
    /// The width of each column's text, in points.
    pub widths: Vec<f32>,
    /// For each row, whether it is better kept on one page.
    pub low: Vec<bool>,
    /// The height of the whole table, in points.
    pub height: f32,
}

impl Form {
    /// Whether the whole table is better kept on one page.
    pub(super) fn is_short(&self) -> bool {
        self.height <= SHORT
    }

    /// A column's width in ems.
    pub(super) fn ems(&self, column: usize) -> f32 {
        self.widths.get(column).map_or(0.0, |width| width / self.size)
    }
}

/// Whether words are kept whole.
#[derive(Debug, Clone, Copy)]
enum Words {
    Whole,
    LongDivided,
    Divided,
}

/// The form of a table in a place of this width; none where it is better set as cards.
pub(super) fn form(table: &Table, room: f32, may_turn: bool) -> Option<Form> {
    let measures = Measures::of(table);
    let turned = [Words::Whole, Words::LongDivided].map(|words| (TURNED, words)).into_iter().filter(|_| may_turn);
    let ways = [Words::Whole, Words::LongDivided].map(|words| (room, words)).into_iter().chain(turned);
    let sizes = |(width, words)| SIZES.map(|size| (width, words, size));
    let last = may_turn.then_some((TURNED, Words::Divided, SIZES[SIZES.len() - 1]));
    ways.flat_map(sizes).chain(last).find_map(|(width, words, size)| measures.fit(width, words, size, width > room))
}

/// A table's cells, row by row, the head first; and what is greatest in each column.
struct Measures {
    rows: Vec<Vec<Extent>>,
    columns: Vec<Extent>,
}

impl Measures {
    fn of(table: &Table) -> Self {
        let head = table.head.iter().map(|cell| Extent::of(cell, Style::Bold)).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| Extent::of(cell, Style::Text)).collect());
        let rows: Vec<Vec<Extent>> = std::iter::once(head).chain(rows).collect();
        let greatest = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).fold(Extent::default(), |so_far, cell| so_far.greater(*cell))
        };
        let columns = (0..table.head.len()).map(greatest).collect();
        Self { rows, columns }
    }

    /// The columns in this width and type, if it has room for them.
    fn fit(&self, width: f32, words: Words, size: f32, turned: bool) -> Option<Form> {
        #[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
        let count = self.columns.len() as f32;
        let inset = if count <= 6.0 {
            6.0
        } else if count <= 10.0 {
            4.0
        } else {
            3.0
        };
        let all = width - count * 2.0 * inset;
        let least: Vec<f32> = self.columns.iter().map(|column| words.least(column) * size + SLACK).collect();
        let left = all - least.iter().sum::<f32>();
        if left < 0.0 {
            return None;
        }
        let wanted: Vec<f32> = self.columns.iter().map(|column| column.line.clamp(LEAST, FULL_LINE) * size).collect();
        let more: Vec<f32> = wanted.iter().zip(&least).map(|(wanted, least)| (wanted - least).max(0.0)).collect();
        let (wishes, need) = (more.iter().sum::<f32>(), wanted.iter().sum::<f32>());
        // Where every wish is met, each column gets a part of what is left.
        let share = |more: f32, wanted: f32| {
            if wishes >= left { more * left / wishes } else { more + (left - wishes) * wanted / need.max(1.0) }
        };
        let widths: Vec<f32> =
            least.iter().zip(more).zip(wanted).map(|((least, more), wanted)| least + share(more, wanted)).collect();
        let lines: Vec<f32> = self.rows.iter().map(|row| lines(row, &widths, size)).collect();
        let low = |lines: &f32| *lines <= LOW;
        // A head is repeated on every page, and cannot be broken.
        lines.first().is_some_and(low).then(|| Form {
            size,
            inset,
            turned,
            height: lines.iter().map(|lines| (lines * LINE - LEADING) * size + ROW).sum::<f32>(),
            low: lines.iter().skip(1).map(low).collect(),
            widths,
        })
    }
}

/// How many lines a row takes.
fn lines(row: &[Extent], widths: &[f32], size: f32) -> f32 {
    row.iter().zip(widths).map(|(cell, width)| cell.lines(width / size)).fold(1.0, f32::max)
}

impl Words {
    /// The narrowest that a column is made, in ems.
    fn least(self, column: &Extent) -> f32 {
        let word = match self {
            Self::Whole => column.word,
            Self::LongDivided => column.word.min(column.held.max(LONG)),
            Self::Divided => column.word.min(column.held.max(ANY)),
        };
        word.max((column.total / TEXT_LINES).min(TEXT_LINE)).max(LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::super::metrics;
    use super::*;
    use crate::content::read::markdown;
    use crate::content::{Block, BlockKind};

    fn formed(head: &str, row: &str) -> Option<Form> {
        let rule = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
        let read = markdown(&format!("{head}\n{rule}\n{row}\n")).blocks;
        let [Block { kind: BlockKind::Table(table), .. }] = read.as_slice() else { panic!("no table: {read:?}") };
        form(table, STANDING, true)
    }

    #[test]
    fn a_table_that_has_room_is_set_in_the_usual_type() {
        let form = formed("Opgave | Ansvarlig", "Møde | Styregruppen").expect("a form");
        assert!((form.size - 9.5).abs() < 0.01 && !form.turned && form.is_short(), "{form:?}");
    }

    #[test]
    fn short_columns_give_their_room_to_long_ones() {
        let months = "jan | feb | mar | apr | maj | jun | jul | aug | sep | okt | nov | dec";
        let crosses = ["x"; 11].join(" | ");
        let text = "Styregruppen gennemgår indsatserne og kompetenceudviklingen. ".repeat(5);
        let form = formed(&format!("Opgave | {months}"), &format!("Møde | {crosses} | {text}")).expect("a form");
        assert!(!form.turned && form.ems(12) > 3.0 * form.ems(1), "{form:?}");
    }

    #[test]
    fn a_page_is_turned_before_words_are_divided() {
        let word = "samarbejdspartner";
        let form = formed(&[word; 8].join(" | "), &[word; 8].join(" | ")).expect("a form");
        assert!(form.turned && (0..8).all(|column| form.ems(column) > metrics::width(word, Style::Text)), "{form:?}");
    }

    #[test]
    fn what_no_page_holds_becomes_cards() {
        let text = ["Styregruppen gennemgår indsatserne"; 20].join(" | ");
        assert_eq!(formed(&text, &text), None);
        // A head is on every page, and must leave room for the rows.
        assert_eq!(formed(&format!("{} | a", "lang ".repeat(600)), "b | c"), None);
    }
}
