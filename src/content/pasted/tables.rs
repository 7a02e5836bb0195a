//! Rows that were a table: pasted from Word or Excel with tabs, or typed with `|` and no line of dashes.

use super::kinds;
use super::lines::Line;
use super::markers;

/// How the rows of a table are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rows {
    /// With tabs between the cells, and so many in front of the first.
    Tabs {
        /// How many tabs stand in front of every row.
        before: usize,
    },
    /// With `|` between the cells.
    Pipes {
        /// Where the line of dashes stands among the lines.
        dashes: Option<usize>,
    },
}

/// A table that begins on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rowed {
    /// How its rows are written.
    pub rows: Rows,
    /// How many lines it has.
    pub lines: usize,
    /// How many columns its first row has.
    pub columns: usize,
}

/// The table that begins with the first of these lines.
pub(super) fn table(lines: &[Line<'_>]) -> Option<Rowed> {
    let end = lines.iter().position(Line::is_blank).unwrap_or(lines.len());
    let lines = &lines[..end];
    pipes(lines).or_else(|| tabs(lines))
}

/// Whether the lines have tabs between words, but not as a table has: the first of several lines of which two follow each other.
pub(super) fn has_uneven_tabs(lines: &[Line<'_>]) -> bool {
    let inner = |line: &&Line<'_>| line.text.contains('\t') && markers::marker(line.text).is_none();
    lines.windows(2).any(|two| two.iter().all(|line| inner(&line)))
}

fn pipes(lines: &[Line<'_>]) -> Option<Rowed> {
    let first = lines.first()?;
    if !first.text.contains('|') {
        return None;
    }
    let has_cells = |line: &&Line<'_>| line.text.contains('|') && !kinds::is_fence(line.text);
    let count = lines.iter().take_while(has_cells).count();
    let rows = &lines[..count];
    let dashes = rows.iter().take(2).position(|line| delimiters(line.text).is_some());
    let head = if dashes == Some(0) { rows.get(1)? } else { first };
    let columns = cells(head.text).len();
    let (is_marked, is_alone) = (first.text.starts_with('|'), count == lines.len());
    let even = rows.iter().all(|row| cells(row.text).len() == columns);
    let spaced = rows.iter().all(|row| row.text.starts_with('|') || row.text.contains(" | "));
    let is_table = match dashes {
        Some(_) => columns > 0 && (is_marked || columns > 1),
        // Without dashes, marks at the lines' beginnings tell a table, or the same number of them in every line.
        None => count >= 2 && spaced && (rows.iter().all(|row| row.text.starts_with('|')) || (is_alone && even && columns > 1)),
    };
    is_table.then_some(Rowed { rows: Rows::Pipes { dashes }, lines: count, columns })
}

fn tabs(lines: &[Line<'_>]) -> Option<Rowed> {
    let tabs_of = |line: &Line<'_>| tabs_before(line) + line.text.matches('\t').count() + tabs_in(line.trail);
    let first = lines.first()?;
    let total = tabs_of(first);
    let is_row = |line: &&Line<'_>| {
        // An item's mark and a tab are no first column.
        let is_item = markers::marker(line.text).is_some() || markers::enumerator(line.text).is_some();
        tabs_of(line) == total && (!is_item || line.text.matches('\t').count() > 1)
    };
    let count = lines.iter().take_while(is_row).count();
    let rows = &lines[..count];
    let before = rows.iter().map(tabs_before).min().unwrap_or(0);
    let columns = total - before + 1;
    let has_inner = rows.iter().any(|line| line.text.contains('\t'));
    // One more line of text below is the text that goes on; a line with other tabs makes the whole doubtful.
    let doubtful = lines.get(count).is_some_and(|line| line.text.contains('\t') && markers::marker(line.text).is_none());
    (count >= 2 && columns >= 2 && has_inner && !doubtful).then_some(Rowed { rows: Rows::Tabs { before }, lines: count, columns })
}

fn tabs_before(line: &Line<'_>) -> usize {
    tabs_in(line.lead)
}

fn tabs_in(white_space: &str) -> usize {
    white_space.matches('\t').count()
}

/// The cells of a row with tabs, each with the byte it begins at within the row's words; those in front are empty.
pub(super) fn tabbed_cells<'a>(line: &Line<'a>, before: usize) -> Vec<(usize, &'a str)> {
    let mut cells = vec![(0, ""); tabs_before(line) - before];
    let mut at = 0;
    for cell in line.text.split('\t') {
        let lead = cell.len() - cell.trim_start().len();
        cells.push((at + lead, cell.trim()));
        at += cell.len() + 1;
    }
    cells.extend(std::iter::repeat_n((line.text.len(), ""), tabs_in(line.trail)));
    cells
}

/// The cells of a row with pipes, as they are written. A pipe behind a backslash is none.
pub(super) fn cells(text: &str) -> Vec<&str> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in inner.char_indices() {
        if c == '|' && !escaped {
            cells.push(&inner[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if start < inner.len() {
        cells.push(&inner[start..]);
    }
    cells
}

/// The cells of a line of dashes; none where the line is something else.
pub(super) fn delimiters(text: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = cells(text).into_iter().map(str::trim).collect();
    let is_delimiter = |cell: &&str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    (text.contains('|') && !cells.is_empty() && cells.iter().all(is_delimiter)).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn of(text: &str) -> Option<(usize, usize)> {
        table(&lines(text, 0)).map(|table| (table.lines, table.columns))
    }

    #[test]
    fn tabs_and_pipes_in_the_same_number_are_a_table() {
        assert_eq!(of("Navn\tRolle\tTelefon\nAnna\tLeder\t43 97 97 97\n\nefter"), Some((2, 3)));
        assert_eq!(of("\tjan\tfeb\nMøde\tx\t\n"), Some((2, 3)));
        assert_eq!(of("\tA\tB\n\tC\tD"), Some((2, 2)));
        assert_eq!(of("| a | b |\n| c | d |\ntekst"), Some((2, 2)));
        assert_eq!(of("a | b\nc | d"), Some((2, 2)));
        assert_eq!(of("| a | b |\n| --- | --- | --- |\n| c | d |"), Some((3, 2)));
        assert_eq!(of("|---|---|\n| c | d |"), Some((2, 2)));
    }

    #[test]
    fn other_lines_are_none() {
        for text in [
            "\tTekst\n\tmere",
            "Telefon:\t43 97 97 97",
            "a\tb\nc\td\te",
            "1.\tRing\n2.\tSkriv",
            "•\tSkoler\n•\tPoliti",
            "SSP | PSP\nog andre",
            "| alene |",
            "---",
        ] {
            assert_eq!(of(text), None, "{text:?}");
        }
        assert!(has_uneven_tabs(&lines("a\tb\nc\td\te", 0)));
    }

    #[test]
    fn cells_are_found() {
        assert_eq!(cells("| a | b \\| c | "), [" a ", " b \\| c ", " "]);
        assert_eq!(delimiters("| :-- | -:|"), Some(vec![":--", "-:"]));
        assert_eq!(delimiters("---"), None);
        assert_eq!(tabbed_cells(&lines("\tjan\t feb", 0)[0], 0), [(0, ""), (0, "jan"), (5, "feb")]);
    }
}
