//! The lines of a text, with how far in each begins.

use std::ops::Range;

/// How many columns a tab leads on to (CommonMark 0.31, 2.2).
const TAB: usize = 4;

/// A line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its words, without white space at either end.
    pub text: &'a str,
    /// Where the words begin, in bytes.
    pub at: usize,
    /// The column that the words begin in, counted from 0.
    pub column: usize,
    /// How many columns stand in front of the text on its first line.
    pub in_front: usize,
    /// The white space in front of the words.
    pub lead: &'a str,
    /// The white space after them.
    pub trail: &'a str,
    /// Where the next line begins, in bytes.
    pub next: usize,
}

impl Line<'_> {
    /// Whether it has no words.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The first column after its words, as an editor counts it.
    pub fn end_column(&self) -> usize {
        self.in_front + self.column + self.text.chars().count()
    }

    /// Where its words end, in bytes.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether two spaces or more end it, which is Markdown's line break.
    pub fn ends_in_spaces(&self) -> bool {
        self.trail.ends_with("  ")
    }

    /// What follows the words: white space and the line's end.
    pub fn tail(&self) -> Range<usize> {
        self.end()..self.next
    }

    /// The line from a byte of its words on: what stands after a list's mark, or within a quotation.
    pub fn after(&self, skipped: usize) -> Self {
        let column = self.column + self.text[..skipped].chars().count();
        let rest = &self.text[skipped..];
        let text = rest.trim_start();
        let lead = &rest[..rest.len() - text.len()];
        Self { text, at: self.at + skipped + lead.len(), column: columns(lead, column), lead, ..*self }
    }
}

/// The lines of a text whose first line begins in a column.
pub(super) fn lines(text: &str, column: usize) -> Vec<Line<'_>> {
    let mut next = 0;
    let line = |written: &'_ str| -> (usize, usize) {
        let start = next;
        next += written.len();
        (start, next)
    };
    let bounds: Vec<(usize, usize)> = text.split_inclusive('\n').map(line).collect();
    let line = |(start, next): (usize, usize)| {
        let written = text[start..next].trim_end_matches(['\r', '\n']);
        let words = written.trim_start();
        let lead = &written[..written.len() - words.len()];
        let text = words.trim_end();
        Line {
            text,
            at: start + lead.len(),
            column: columns(lead, 0),
            in_front: if start == 0 { column } else { 0 },
            lead,
            trail: &words[text.len()..],
            next,
        }
    };
    bounds.into_iter().map(line).collect()
}

/// The column after white space that begins in a column.
fn columns(white_space: &str, column: usize) -> usize {
    white_space.chars().fold(column, |column, c| if c == '\t' { (column / TAB + 1) * TAB } else { column + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_knows_its_column_and_its_bytes() {
        let text = " \tæ b \r\n\n\u{a0}c";
        let lines = lines(text, 0);
        let seen: Vec<_> = lines.iter().map(|line| (line.text, line.column, line.end_column(), line.next)).collect();
        assert_eq!(seen, [("æ b", 4, 7, 9), ("", 0, 0, 10), ("c", 1, 2, 13)]);
        assert_eq!(&text[lines[0].tail()], " \r\n");
        assert_eq!(&text[lines[1].tail()], "\n");
        let rest = lines[0].after("æ".len());
        assert_eq!((rest.text, rest.column, rest.at), ("b", 6, 5));
    }
}
