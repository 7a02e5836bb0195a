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
mod one_line;
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
    rewrite(text, |text| {
        let mut blocks = Blocks::new(text, written.is_word);
        blocks.write(lines::lines(text, written.column), "", false, 0);
        (blocks.out.finish(), blocks.problems)
    })
}

/// A text of one paragraph, on one line.
pub(super) fn one_line_as_meant<'a>(text: &'a str, written: &Written<'_>) -> Meant<'a> {
    rewrite(text, |text| one_line::write(text, written))
}

/// What a pass over a text gives: the text written anew, where it is, with the way back; and what it could not know.
type Pass = (Option<(String, Steps)>, Vec<Problem>);

/// Takes a text through both passes.
fn rewrite(text: &str, pass: impl FnOnce(&str) -> Pass) -> Meant<'_> {
    let visible = characters::visible(text);
    let (rewritten, mut problems) = pass(visible.as_ref().map_or(text, |(text, _)| text));
    let Some((visible, characters)) = visible else {
        let (text, steps) = rewritten.map_or((Cow::Borrowed(text), None), |(text, steps)| (Cow::Owned(text), Some(steps)));
        return Meant { text, steps: steps.into_iter().collect(), problems };
    };
    for problem in &mut problems {
        problem.at = characters.at(problem.at.start)..characters.at(problem.at.end);
    }
    let (text, steps) = rewritten.map_or((visible, None), |(text, steps)| (text, Some(steps)));
    Meant { text: Cow::Owned(text), steps: steps.into_iter().chain([characters]).collect(), problems }
}
