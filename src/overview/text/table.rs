//! Columns that stand under each other, fitted to a width by leaving out the least important. Knows nothing of plans.

use anstyle::Style;
use textwrap::core::display_width;

const HEAD: Style = Style::new().bold();

/// A column.
pub(super) struct Column {
    /// What stands over it.
    pub head: String,
    /// Its cells, from the top.
    pub cells: Vec<Cell>,
    /// Whether its cells stand to the right, as numbers do.
    pub right: bool,
    /// How early it is left out where there is no room: the highest first, and all of a number together. 0 is never left out.
    pub spare: u8,
}

/// A cell.
pub(super) struct Cell {
    pub text: String,
    pub style: Style,
}

impl Cell {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: Style::new() }
    }
}

impl Column {
    pub(super) fn text(head: &str, spare: u8, cells: Vec<Cell>) -> Self {
        Self { head: head.to_owned(), cells, right: false, spare }
    }

    pub(super) fn numbers(head: &str, spare: u8, numbers: impl Iterator<Item = Option<usize>>) -> Self {
        let cell = |number: Option<usize>| Cell::plain(number.map(|number| number.to_string()).unwrap_or_default());
        Self { head: head.to_owned(), cells: numbers.map(cell).collect(), right: true, spare }
    }

    fn width(&self) -> usize {
        let cells = self.cells.iter().map(|cell| display_width(&cell.text));
        cells.chain([display_width(&self.head)]).max().unwrap_or(0)
    }
}

/// The columns that a width has room for.
pub(super) fn fit(mut columns: Vec<Column>, width: usize) -> Vec<Column> {
    let needed = |columns: &[Column]| columns.iter().map(|column| column.width() + 1).sum::<usize>().saturating_sub(1);
    while needed(&columns) > width {
        match columns.iter().map(|column| column.spare).max() {
            Some(spare @ 1..) => columns.retain(|column| column.spare != spare),
            _ => break,
        }
    }
    // The first column is names, and gives way where the others still take too much.
    let over = needed(&columns).saturating_sub(width);
    if let Some(first) = columns.first_mut().filter(|_| over > 0) {
        let room = first.width().saturating_sub(over).max(8);
        for cell in &mut first.cells {
            cell.text = shortened(&cell.text, room);
        }
        first.head = shortened(&first.head, room);
    }
    columns
}

/// The columns as lines.
pub(super) fn render(columns: &[Column], colors: bool) -> String {
    let widths: Vec<usize> = columns.iter().map(Column::width).collect();
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let mut out = line(columns.iter().map(|column| (column, column.head.as_str(), HEAD)), &widths, colors);
    for at in 0..rows {
        out +=
            &line(columns.iter().map(|column| (column, column.cells[at].text.as_str(), column.cells[at].style)), &widths, colors);
    }
    out
}

fn line<'a>(cells: impl Iterator<Item = (&'a Column, &'a str, Style)>, widths: &[usize], colors: bool) -> String {
    let mut line = String::new();
    // Spaces that nothing follows are left out.
    let mut space = String::new();
    for ((column, text, style), width) in cells.zip(widths) {
        let rest = " ".repeat(width.saturating_sub(display_width(text)));
        if column.right {
            space += &rest;
        }
        if !text.is_empty() {
            line += &std::mem::take(&mut space);
            let styled = if colors && !style.is_plain() { format!("{style}{text}{style:#}") } else { text.to_owned() };
            line += &styled;
        }
        if !column.right {
            space += &rest;
        }
        space.push(' ');
    }
    line + "\n"
}

/// A text that fits a width, cut off where it must be.
pub(super) fn shortened(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if display_width(&short) + display_width(letter.encode_utf8(&mut [0; 4])) + 1 > width {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        let cells = |texts: [&str; 2]| texts.map(Cell::plain).into_iter().collect();
        vec![
            Column::text("Kommune", 0, cells(["Ringkøbing-Skjern", "Ærø"])),
            Column::text("Vedtaget", 2, cells(["jun 2026", ""])),
            Column::numbers("Fejl", 1, [Some(1), None].into_iter()),
        ]
    }

    #[test]
    fn columns_stand_under_each_other() {
        let render = |columns, width, colors| render(&fit(columns, width), colors);
        let expected = "Kommune           Vedtaget Fejl\nRingkøbing-Skjern jun 2026    1\nÆrø\n";
        assert_eq!(render(columns(), 31, false), expected);
    }

    #[test]
    fn the_least_important_gives_way_first_and_names_last() {
        let render = |columns, width, colors| render(&fit(columns, width), colors);
        assert_eq!(render(columns(), 30, false), "Kommune           Fejl\nRingkøbing-Skjern    1\nÆrø\n");
        assert_eq!(render(columns(), 17, false), "Kommune\nRingkøbing-Skjern\nÆrø\n");
        assert_eq!(render(columns(), 12, false), "Kommune\nRingkøbing-…\nÆrø\n");
    }
}
