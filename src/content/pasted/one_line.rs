//! A text of one paragraph on one line, as an item of a list in an answer file is.

use super::Pass;
use super::lines::{self, Line};
use super::markers::{self, Kind};
use super::paragraphs::{self, LineEnd};
use super::rewrite::Rewrite;
use crate::content::problem::{Doubt, Problem, ProblemKind};
use crate::content::read::Written;

/// White space to emphasis and to nothing else: in front of a text, it keeps `# x` and `1. x` from being blocks. It is trimmed
/// off with the rest.
const NO_BLOCK: &str = "\u{a0}";

/// Writes a text anew on one line.
pub(super) fn write(text: &str, written: &Written<'_>) -> Pass {
    let mut out = Rewrite::new(text);
    let mut problems = Vec::new();
    let mut doubt = |doubt, at| problems.push(Problem { kind: ProblemKind::Doubt(doubt), at });
    let mut lines: Vec<Line<'_>> = lines::lines(text, written.column).into_iter().filter(|line| !line.is_blank()).collect();
    if let Some(first) = lines.first_mut() {
        *first = without_mark(first);
        out.insert(first.at, NO_BLOCK);
    }
    let ends = paragraphs::line_ends(&lines, written.is_word);
    for (i, line) in lines.iter().enumerate() {
        let Some(next) = lines.get(i + 1) else {
            out.copy(line.at..line.end());
            break;
        };
        if markers::marker(next.text).is_some() {
            doubt(Doubt::LinesRunOn, line.at..next.end());
        }
        match &ends[i] {
            LineEnd::Joined { hyphen } => {
                out.copy(line.at..paragraphs::end_of_word(line, *hyphen));
                continue;
            }
            LineEnd::Divided(whole) => doubt(Doubt::DividedWord(whole.clone()), paragraphs::divided_at(line, next)),
            LineEnd::RunsOn | LineEnd::Break | LineEnd::Unsure => {}
        }
        out.copy(line.at..line.end());
        out.insert(line.end(), " ");
    }
    (out.finish(), problems)
}

/// A line without the mark of the list that it was pasted from. A number stays: it may be the text's own.
fn without_mark<'a>(line: &Line<'a>) -> Line<'a> {
    match markers::marker(line.text) {
        Some(marker) if !matches!(marker.kind, Kind::Number { .. }) && marker.len < line.text.len() => line.after(marker.len),
        _ => *line,
    }
}
