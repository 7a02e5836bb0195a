//! Text as Word, mail and PDF leave it, written as the Markdown that its writer meant.
//!
//! Where the meaning is plain, the text is changed so that Markdown says the same: bullets of another kind are a list, rows
//! with tabs a table, numbers that do not run on stay the numbers they are, and lines that were lines stay lines. Where it is
//! not plain, the text stays and a [`Problem`] tells. No letter and no digit is added, left out or moved.
//!
//! Two passes: [`characters`] settles what ends a line and what nobody sees, [`blocks`] the rest. Knows nothing of bold, links
//! or addresses, which are read in the parser's result.

mod blocks;
mod characters;
mod kinds;
mod lines;
mod lists;
mod markers;
mod paragraphs;
mod region;
mod rewrite;
mod tables;

use std::borrow::Cow;

use super::Problem;
use super::read::Written;
use crate::steps::Steps;

use blocks::Blocks;
pub(crate) use markers::is_bullet;
use rewrite::Rewrite;

/// A text as it is to be parsed.
pub(super) struct Meant<'a> {
    /// The Markdown.
    pub text: Cow<'a, str>,
    /// From its bytes to those of the text as written, in one step or more; none where they are the same.
    pub steps: Vec<Steps>,
    /// What could not be known, at places in the text as written.
    pub problems: Vec<Problem>,
}

/// A text of blocks.
pub(super) fn as_meant<'a>(text: &'a str, written: &Written<'_>) -> Meant<'a> {
    let (visible, characters) =
        characters::visible(text).map_or((Cow::Borrowed(text), None), |(text, steps)| (text.into(), Some(steps)));
    let mut blocks = Blocks::new(&visible, written.is_word);
    blocks.write(lines::lines(&visible, written.column), "", false);
    let Blocks { out, mut problems, .. } = blocks;
    let rewritten = out.finish();
    if let Some(steps) = &characters {
        for problem in &mut problems {
            problem.at = steps.at(problem.at.start)..steps.at(problem.at.end);
        }
    }
    let (text, blocks) = rewritten.map_or((visible, None), |(text, steps)| (Cow::Owned(text), Some(steps)));
    Meant { text, steps: blocks.into_iter().chain(characters).collect(), problems }
}

/// A text of one paragraph, on one line.
pub(super) fn one_line_as_meant<'a>(text: &'a str, written: &Written<'_>) -> Meant<'a> {
    let (visible, characters) =
        characters::visible(text).map_or((Cow::Borrowed(text), None), |(text, steps)| (text.into(), Some(steps)));
    let mut out = Rewrite::new(&visible);
    let mut lines: Vec<lines::Line<'_>> =
        lines::lines(&visible, written.column).into_iter().filter(|line| !line.is_blank()).collect();
    // White space to emphasis and to nothing else, so that `# x` and `1. x` are no blocks. It is trimmed off with the rest.
    out.insert(lines.first().map_or(0, |line| line.at), "\u{a0}");
    if let Some(first) = lines.first_mut()
        && let Some(marker) = markers::marker(first.text)
        && !matches!(marker.kind, markers::Kind::Number { .. })
    {
        // Pasted from a list: the item's mark is not the item's text.
        *first = first.after(marker.len);
    }
    let ends = paragraphs::line_ends(&lines, written.is_word);
    for (i, line) in lines.iter().enumerate() {
        let joined = match ends.get(i) {
            Some(paragraphs::LineEnd::Joined { hyphen }) => Some(usize::from(!hyphen)),
            _ => None,
        };
        out.copy(line.at..line.end() - joined.unwrap_or(0));
        if joined.is_none() && i + 1 < lines.len() {
            out.insert(line.end(), " ");
        }
    }
    let (text, steps) =
        out.finish().map_or((Cow::Owned(visible.to_string()), None), |(text, steps)| (Cow::Owned(text), Some(steps)));
    Meant { text, steps: steps.into_iter().chain(characters).collect(), problems: Vec::new() }
}
