//! Blocks as lines of Markdown.

use unicode_width::UnicodeWidthStr;

use super::inlines;
use super::units::{Context, longest_run};
use crate::content::{Align, Block, BlockKind, Image, Inline, List, Role, Table};

/// Blocks as Markdown, with a line end at the end.
#[must_use]
pub fn write(blocks: &[Block]) -> String {
    let mut text = lines(blocks, Spacing::Loose, Start::Anywhere).join("\n");
    text.push('\n');
    text
}

/// Whether blocks have a blank line between them.
#[derive(Clone, Copy, PartialEq)]
enum Spacing {
    Loose,
    Tight,
}

/// Where the first of the blocks stands.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    Anywhere,
    /// Right after a list's marker, where a row of the marker's own character would be no item.
    InItem,
}

fn lines(blocks: &[Block], spacing: Spacing, start: Start) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // Lists of one kind that follow one another would be one list: every second has the other marker.
    let mut other_marker = false;
    let mut before: Option<&Block> = None;
    for block in blocks {
        if before.is_some() && spacing == Spacing::Loose {
            out.push(String::new());
        }
        other_marker = follows_list_of_its_kind(before, block) && !other_marker;
        let first = before.is_none() && start == Start::InItem;
        out.extend(block_lines(block, other_marker, first));
        before = Some(block);
    }
    out
}

fn follows_list_of_its_kind(before: Option<&Block>, block: &Block) -> bool {
    match (before.map(|b| &b.kind), &block.kind) {
        (Some(BlockKind::List(before)), BlockKind::List(list)) => before.start.is_some() == list.start.is_some(),
        _ => false,
    }
}

fn block_lines(block: &Block, other_marker: bool, first_in_item: bool) -> Vec<String> {
    match &block.kind {
        BlockKind::Heading { level, content, .. } => {
            let text = inlines::write(content, Context::Heading);
            vec![format!("{} {text}", "#".repeat(usize::from(*level)))]
        }
        BlockKind::Paragraph(content) => inlines::write(content, Context::Paragraph).split('\n').map(str::to_owned).collect(),
        BlockKind::List(list) => list_lines(list, other_marker),
        BlockKind::Table(table) => table_lines(table),
        BlockKind::Quote(inner) => {
            let quoted = lines(inner, Spacing::Loose, Start::Anywhere);
            quoted.into_iter().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect()
        }
        BlockKind::Code(text) => {
            let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
            std::iter::once(fence.clone()).chain(text.split('\n').map(str::to_owned)).chain([fence]).collect()
        }
        BlockKind::Rule => vec![if first_in_item { "___" } else { "---" }.to_owned()],
        BlockKind::Figure(image) => vec![figure(image)],
        BlockKind::Group(Role::Legend, _) => Vec::new(),
        BlockKind::Group(_, inner) => lines(inner, Spacing::Loose, Start::Anywhere),
    }
}

fn figure(image: &Image) -> String {
    inlines::write(&[Inline::new(crate::content::InlineKind::Image(image.clone()))], Context::Paragraph)
}

fn list_lines(list: &List, other_marker: bool) -> Vec<String> {
    let spacing = if list.tight { Spacing::Tight } else { Spacing::Loose };
    let mut out = Vec::new();
    for (item, number) in list.items.iter().zip(list.start.unwrap_or(0)..) {
        let marker = match (list.start, other_marker) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(_), false) => format!("{number}. "),
            (Some(_), true) => format!("{number}) "),
        };
        if !out.is_empty() && spacing == Spacing::Loose {
            out.push(String::new());
        }
        let indent = " ".repeat(marker.len());
        for (i, line) in lines(item, spacing, Start::InItem).into_iter().enumerate() {
            out.push(match (i, line.is_empty()) {
                (0, _) => format!("{marker}{line}").trim_end().to_owned(),
                (_, true) => String::new(),
                (_, false) => format!("{indent}{line}"),
            });
        }
    }
    out
}

/// The widest row, in columns, that is padded so that the columns stand below one another.
const WIDEST_ROW: usize = 120;

fn table_lines(table: &Table) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| cells.iter().map(|cell| inlines::write(cell, Context::Cell)).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = std::iter::once(&table.head).chain(&table.rows).map(|cells| row(cells)).collect();
    let widths: Vec<usize> = (0..table.head.len())
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0).max(3))
        .collect();
    // Each column has a bar and a space on each side. One long cell must not make every row as long as itself.
    let is_padded = widths.iter().map(|width| width + 3).sum::<usize>() < WIDEST_ROW;
    let line = |cells: &[String]| {
        let columns = cells.iter().zip(&widths).zip(&table.align);
        let padded = columns.map(|((cell, width), align)| pad(cell, width - cell.width(), *align));
        format!("| {} |", if is_padded { padded.collect::<Vec<_>>().join(" | ") } else { cells.join(" | ") })
    };
    let rule_width = |width: usize| if is_padded { width } else { 3 };
    let rule: Vec<String> = widths.iter().zip(&table.align).map(|(&width, align)| delimiter(*align, rule_width(width))).collect();
    let mut out: Vec<String> = rows.iter().map(|row| line(row)).collect();
    out.insert(1, format!("| {} |", rule.join(" | ")));
    out
}

fn pad(cell: &str, space: usize, align: Align) -> String {
    let before = match align {
        Align::Natural | Align::Left => 0,
        Align::Center => space / 2,
        Align::Right => space,
    };
    format!("{}{cell}{}", " ".repeat(before), " ".repeat(space - before))
}

fn delimiter(align: Align, width: usize) -> String {
    match align {
        Align::Natural => "-".repeat(width),
        Align::Left => format!(":{}", "-".repeat(width - 1)),
        Align::Center => format!(":{}:", "-".repeat(width - 2)),
        Align::Right => format!("{}:", "-".repeat(width - 1)),
    }
}

#[cfg(test)]
mod tests {
    use crate::content::read::markdown;

    fn rewritten(text: &str) -> String {
        super::write(&markdown(text).blocks)
    }

    #[test]
    fn columns_stand_below_one_another() {
        let aligned = "| Navn    | Antal |\n| ------- | ----: |\n| Ærøskøb |     3 |\n| ÅB      |    12 |\n";
        assert_eq!(rewritten("|Navn|Antal|\n|-|-:|\n|Ærøskøb|3|\n|ÅB|12|"), aligned);
    }

    #[test]
    fn a_long_cell_does_not_make_every_row_long() {
        let plain = format!("| Navn | Antal |\n| --- | --: |\n| a{} | 3 |\n| b | 12 |\n", " ord".repeat(40));
        assert_eq!(rewritten(&plain), plain);
    }
}
