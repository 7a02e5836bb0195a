//! Text as Word, mail and PDF leave it, written as the Markdown that its writer meant.

use std::borrow::Cow;

use super::Problem;
use super::read::IsWord;
use crate::steps::Steps;

/// A text as it is to be parsed.
pub(super) struct Meant<'a> {
    /// The Markdown.
    pub text: Cow<'a, str>,
    /// From its bytes to those of the text as written; none where they are the same.
    pub steps: Option<Steps>,
    /// What could not be known, at places in the text as written.
    pub problems: Vec<Problem>,
}

/// A text of blocks.
pub(super) fn as_meant<'a>(text: &'a str, _is_word: &IsWord<'_>) -> Meant<'a> {
    Meant { text: Cow::Borrowed(text), steps: None, problems: Vec::new() }
}

/// A text of one paragraph.
pub(super) fn one_line_as_meant<'a>(text: &'a str, _is_word: &IsWord<'_>) -> Meant<'a> {
    // White space to emphasis and to nothing else, so that `# x` and `1. x` are no blocks. It is trimmed off with the rest.
    let start = text.len() - text.trim_start().len();
    let mut marked = String::from('\u{a0}');
    marked.extend(text.trim().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    let mut steps = Steps::default();
    steps.push(0, start);
    steps.push('\u{a0}'.len_utf8(), start);
    steps.push(marked.len(), start + text.trim().len());
    Meant { text: Cow::Owned(marked), steps: Some(steps), problems: Vec::new() }
}
