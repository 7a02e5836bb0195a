//! The form of a table on a page: as it is, in smaller type, or its rows as cards; by whether its longest words have room beside
//! one another. Then no word needs to be broken in a column. Widths are in letters, since a page's type is the reader's.

use crate::content::{Inline, InlineKind, Table, plain_text};
use crate::dansk::{Stretch, address_parts, stretches};

/// The letters of a line on a wide page, with some to spare for bold type; and how many fewer a list or a box leaves.
pub(super) const LINE: usize = 72;
pub(super) const INDENT: usize = 4;

/// The letters of that line in smaller type.
const SMALLER: (usize, usize) = (8, 7);

/// The part of that line that a page has which is a little wider than a phone.
const NARROW: (usize, usize) = (3, 4);

/// The space beside a cell's text.
const PADDING: usize = 2;

/// The classes of a table in a place of so many letters.
pub(super) fn classes(table: &Table, room: usize) -> Vec<&'static str> {
    form(table, room).into_iter().chain(is_overview(table).then_some("oversigt")).collect()
}

/// Whether each row begins with a link to where the plan tells of what it names.
fn is_overview(table: &Table) -> bool {
    let leads_on = |row: &Vec<Vec<Inline>>| match row.first().map(Vec::as_slice) {
        Some([Inline { kind: InlineKind::Link { href, .. }, .. }]) => href.anchor().is_some(),
        _ => false,
    };
    !table.rows.is_empty() && table.rows.iter().all(leads_on)
}

/// The form of a table; none for one that only a phone is too narrow for.
fn form(table: &Table, room: usize) -> Option<&'static str> {
    let cells = |column: usize| std::iter::once(&table.head).chain(&table.rows).filter_map(move |row| row.get(column));
    let need = |longest: fn(&[Inline]) -> usize| {
        let columns = 0..table.head.len();
        columns.map(|column| cells(column).map(|cell| longest(cell)).max().unwrap_or(0) + PADDING).sum::<usize>()
    };
    let (whole, in_parts) = (need(longest_word), need(longest_part));
    let part = |(part, of): (usize, usize)| room * part / of;
    match () {
        () if whole <= part(NARROW) => None,
        () if in_parts <= room => Some("bred"),
        () if in_parts <= part(SMALLER) => Some("bred taet"),
        () => Some("kort"),
    }
}

/// The longest word of a cell, with addresses whole.
fn longest_word(cell: &[Inline]) -> usize {
    longest(cell, |address| address.chars().count())
}

/// The longest that has to stand on one line.
fn longest_part(cell: &[Inline]) -> usize {
    longest(cell, |address| address_parts(address).into_iter().map(|part| part.chars().count()).max().unwrap_or(0))
}

fn longest(cell: &[Inline], address: impl Fn(&str) -> usize) -> usize {
    let of_stretch = |stretch| match stretch {
        Stretch::Free(text) => text.split([' ', '-', '/']).map(|word| word.chars().count()).max().unwrap_or(0),
        Stretch::Whole(text) => text.chars().count(),
        Stretch::Address(text) => address(text),
    };
    stretches(&plain_text(cell)).into_iter().map(of_stretch).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::read::markdown;
    use crate::content::{Block, BlockKind};

    fn class_of(head: &str, row: &str) -> Option<&'static str> {
        let rule = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
        let read = markdown(&format!("{head}\n{rule}\n{row}\n")).blocks;
        let [Block { kind: BlockKind::Table(table), .. }] = read.as_slice() else { panic!("no table: {read:?}") };
        form(table, LINE)
    }

    #[test]
    fn a_table_has_the_form_that_its_words_have_room_in() {
        assert_eq!(class_of("Dato | Ændring", "juni 2026 | Første udgave"), None);
        assert_eq!(class_of(&["Samarbejdspartner"; 3].join("|"), "a | b | c"), Some("bred"));
        assert_eq!(class_of(&["Samarbejdspartner"; 4].join("|"), "a | b | c | d"), Some("bred taet"));
        assert_eq!(class_of(&["Samarbejdspartner"; 5].join("|"), "a | b | c | d | e"), Some("kort"));
    }

    #[test]
    fn telephone_numbers_count_whole_and_addresses_in_parts() {
        let head = "Institution | Telefon | E-mail | Hjemmeside | Åbningstid";
        let row = "Skolen | +45 43 97 97 97 | ungdomsskolen@greve.dk | www.greve.dk/ungdomsskolen | kl. 8-15";
        assert_eq!(class_of(head, row), Some("bred taet"));
        assert_eq!(class_of("A | B", &format!("x | {}", "y".repeat(90))), Some("kort"));
    }
}
