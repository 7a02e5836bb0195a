//! Tables as lists, for readers and systems without tables.
//!
//! An item a row: it begins with the row's first cell, and the others stand in a list below it. Each cell comes with its
//! head, since nothing else tells what it is. Nothing but lists and strong text is needed to read it, and where a CMS
//! strips even those, each line still says what it is about.

use crate::content::{Block, BlockKind, Inline, InlineKind, List, Table, plain_text, tidy_inlines};

/// The table as a list; none where no cell of it holds anything.
pub(super) fn as_list(table: &Table) -> Option<List> {
    let items: Vec<Vec<Block>> = if table.rows.is_empty() {
        table.head.iter().filter(|head| holds_something(head)).map(|head| vec![Block::paragraph(strong(head.clone()))]).collect()
    } else {
        table.rows.iter().filter_map(|row| item(&table.head, row)).collect()
    };
    list(items)
}

fn list(items: Vec<Vec<Block>>) -> Option<List> {
    (!items.is_empty()).then_some(List { start: None, tight: true, items })
}

/// A row, its first cell leading.
fn item(head: &[Vec<Inline>], row: &[Vec<Inline>]) -> Option<Vec<Block>> {
    let mut cells = head.iter().zip(row).filter_map(|(head, cell)| line(head, cell));
    let first = cells.next()?;
    let below = list(cells.map(|cell| vec![cell]).collect());
    Some(std::iter::once(first).chain(below.map(|list| Block::new(BlockKind::List(list)))).collect())
}

/// A cell with its head. An empty cell stands as its head alone, so that a reader sees that nothing is there.
fn line(head: &[Inline], cell: &[Inline]) -> Option<Block> {
    let label = if holds_something(head) { strong(with_colon(head)) } else { Vec::new() };
    let cell = if holds_something(cell) { cell } else { &[] };
    let between = if label.is_empty() || cell.is_empty() { None } else { Some(Inline::text(" ")) };
    let content: Vec<Inline> = label.into_iter().chain(between).chain(cell.iter().cloned()).collect();
    (!content.is_empty()).then(|| Block::paragraph(content))
}

fn with_colon(head: &[Inline]) -> Vec<Inline> {
    let colon = (!plain_text(head).trim_end().ends_with([':', '?', '!', '.'])).then(|| Inline::text(":"));
    head.iter().cloned().chain(colon).collect()
}

fn strong(content: Vec<Inline>) -> Vec<Inline> {
    tidy_inlines(vec![Inline::new(InlineKind::Strong(content))])
}

/// Whether there are words, or an image, to see.
fn holds_something(cell: &[Inline]) -> bool {
    !crate::content::is_blank(&[Block::paragraph(cell.to_vec())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::read::markdown;

    /// The list that a table's Markdown becomes, as Markdown.
    fn listed(table: &str) -> String {
        let blocks = markdown(table).blocks;
        let Some(BlockKind::Table(table)) = blocks.first().map(|block| &block.kind) else { panic!("no table: {blocks:?}") };
        let list = as_list(table).map(|list| Block::new(BlockKind::List(list)));
        crate::output::markdown::write_blocks(&list.into_iter().collect::<Vec<_>>())
    }

    #[test]
    fn each_cell_keeps_its_head() {
        assert_eq!(
            listed("| Hvem | *Opgave* | Hvornår? |\n|---|---|---|\n| SSP | Børn | I dag |\n| PSP | **Voksne** | |"),
            "- **Hvem:** SSP\n  - **_Opgave_:** Børn\n  - **Hvornår?** I dag\n- **Hvem:** PSP\n  - **_Opgave_:** **Voksne**\n  - **Hvornår?**\n"
        );
    }

    #[test]
    fn what_has_no_head_stands_without_one() {
        assert_eq!(listed("| | B |\n|---|---|\n| a | b |\n| | |"), "- a\n  - **B:** b\n- **B:**\n");
    }

    #[test]
    fn heads_alone_are_still_there() {
        assert_eq!(listed("| A | **B** |\n|---|---|"), "- **A**\n- **B**\n");
    }

    #[test]
    fn what_holds_nothing_is_nothing() {
        assert_eq!(listed("| | |\n|---|---|\n| | |").trim(), "");
    }
}
