//! A backslash at the end of a line: Markdown breaks the line there, TOML takes the line's end away.

use std::ops::Range;

use super::{Eaten, or_other_marks, shorten};

/// What begins a block of Markdown on a line of its own.
const BLOCKS: [&str; 9] = ["- ", "* ", "+ ", "# ", "## ", "> ", "|", "1. ", "1) "];

/// The backslash that a word of a literal ends in, where it joins what was meant to stand on two lines. `body` is what stands
/// between the literal's marks. With a space before it, it is what TOML has it for: a long line, written on two.
pub(super) fn line_break(literal: &str, body: &Range<usize>, word: Range<usize>) -> Option<Eaten> {
    let written = &literal[word.clone()];
    let backslashes = written.len() - written.trim_end_matches('\\').len();
    let after = &literal[word.end..body.end];
    let is_at_line_end = after.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
    if !literal.starts_with("\"\"\"") || backslashes.is_multiple_of(2) || !is_at_line_end {
        return None;
    }
    let at = word.end - 1..word.end;
    let before = &literal[body.start.max(word.start)..at.start];
    let next = after.trim_start();
    let gap = &after[..after.len() - next.len()];
    let is_new_block = gap.matches('\n').count() > 1 || BLOCKS.iter().any(|mark| next.starts_with(mark));
    let is_first_or_last = literal[body.start..at.start].trim_start().is_empty() || next.is_empty();
    // An address that was divided is whole again.
    if is_first_or_last || before.contains("://") || before.is_empty() && !is_new_block {
        return None;
    }
    let (message, help) = if is_new_block { block() } else { words(before, next, literal) };
    Some(Eaten { at, message, help })
}

fn block() -> (String, String) {
    (
        "Linjen slutter med \\, så det, der kommer efter den, fortsætter på samme linje i planen.".to_owned(),
        "Slet \\. Det, der kommer efter, begynder af sig selv på en ny linje.".to_owned(),
    )
}

fn words(before: &str, next: &str, literal: &str) -> (String, String) {
    let first = before.char_indices().rev().nth(19).map_or(before, |(at, _)| &before[at..]);
    let next = next.split(['\\', '"']).next().unwrap_or_default();
    let next = shorten(next.split_whitespace().next().unwrap_or_default());
    let help = match or_other_marks(literal) {
        "" => "Skriv \\\\ sidst på linjen, hvis den skal brydes her. Ellers slet \\.",
        _ => {
            "Skriv ''' om teksten i stedet for \"\"\", så bryder \\ linjen som ellers i Markdown, eller skriv \\\\ sidst på linjen."
        }
    };
    (format!("Linjen slutter med \\, så »{first}« og »{next}« bliver til »{first}{next}« i planen."), help.to_owned())
}
