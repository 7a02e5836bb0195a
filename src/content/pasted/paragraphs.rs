//! The ends of a paragraph's lines: where the text runs on, and where a line was a line of its own.
//!
//! The rule, in one sentence: a line ends where its writer ended it when the next line's first word would still have fitted,
//! the line ends neither as a sentence nor in a comma or a word that asks for another, and the next does not begin with a
//! small letter. A paragraph that an editor wrapped at any width of 60 or more has no such line, whatever it says.

use super::lines::Line;
use super::markers::{self, Enumerator};
use crate::content::Place;

/// What becomes of a line's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// The text runs on.
    RunsOn,
    /// The line is a line of its own.
    Break,
    /// The word goes on: without its hyphen, or with it.
    Joined {
        /// Whether the hyphen stays.
        hyphen: bool,
    },
    /// The text runs on, though the line may have been one of its own.
    Unsure,
    /// The text runs on, though a word may have been divided: the whole word, as it would be written.
    Divided(String),
}

/// The narrowest width that an editor wraps text at.
const NARROWEST: usize = 60;

/// Lines of a list that has lost its bullets are shorter than any column of text.
const SHORT_LINE: usize = 30;

/// A line that may stand alone has at most so many letters. A longer one is more likely running text.
const OWN_LINE: usize = 45;

/// Words that ask for another: no line of its own ends in one.
const ASKS_FOR_MORE: [&str; 56] = [
    "og", "eller", "samt", "men", "at", "af", "til", "fra", "for", "med", "ved", "i", "på", "om", "under", "over", "efter",
    "før", "hos", "mod", "mellem", "blandt", "uden", "inden", "den", "det", "de", "en", "et", "som", "der", "hvor", "når",
    "hvis", "er", "har", "kan", "skal", "vil", "må", "bliver", "blev", "var", "vores", "deres", "jeres", "sin", "sit", "sine",
    "jf.", "ca.", "bl.a.", "f.eks.", "fx", "nr.", "§",
];

/// Words that a hyphen at a line's end points forward to: "børne- og ungeområdet".
const JOINS: [&str; 5] = ["og", "eller", "samt", "til", "men"];

/// What becomes of each line's end but the last.
pub(super) fn line_ends(lines: &[Line<'_>], is_word: &dyn Fn(&str) -> bool) -> Vec<LineEnd> {
    if lines.len() < 2 {
        return Vec::new();
    }
    let paragraph = Paragraph::new(lines);
    (0..lines.len() - 1).map(|i| paragraph.line_end(i, is_word)).collect()
}

/// Whether a line could have taken the next line's first word, had it been wrapped by an editor.
pub(super) fn could_go_on(line: &Line<'_>, next: &Line<'_>) -> bool {
    fits(line, next, NARROWEST)
}

/// Whether a line would stand by itself below another: it goes on with no sentence, and was not wrapped.
pub(super) fn stands_alone(line: &Line<'_>, next: &Line<'_>) -> bool {
    could_go_on(line, next) && !begins_small(next.text) && !asks_for_more(line.text) && !is_broken(line)
}

/// Whether a line ends with a colon, and so leads in what follows.
pub(super) fn leads_in(text: &str) -> bool {
    without_closing(text).ends_with(':')
}

/// Whether a line ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    without_closing(text).ends_with(['.', '!', '?', '…'])
}

/// Whether a line ends as a sentence, and in no number or abbreviation, whose full stop may stand within one.
pub(super) fn ends_in_a_word_and_stop(text: &str) -> bool {
    let words = without_closing(text);
    let last = words.trim_end_matches(['.', '!', '?', '…']);
    let word = last.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.len() < words.len() && word.chars().count() > 3 && word.chars().all(char::is_alphabetic)
}

struct Paragraph<'l, 'a> {
    lines: &'l [Line<'a>],
    longest: usize,
    /// The width that the lines were wrapped at, where they were.
    width: usize,
    /// Whether two lines or more begin with a label, the first among them.
    has_labels: bool,
    /// Whether the lines can be a list that has lost its bullets.
    is_bare_list: bool,
    enumerations: Vec<Enumerator>,
}

impl<'l, 'a> Paragraph<'l, 'a> {
    fn new(lines: &'l [Line<'a>]) -> Self {
        let longest = lines.iter().map(Line::end_column).max().unwrap_or(0);
        let runs_on = lines[1..].iter().any(|line| begins_small(line.text));
        let width = if runs_on { longest } else { longest.max(NARROWEST) };
        let has_labels = is_label(lines[0].text) && lines[1..].iter().any(|line| is_label(line.text));
        let is_open = |line: &Line<'_>| ends_sentence(line.text) || asks_for_more(line.text);
        let is_bare_list = longest < SHORT_LINE && lines.len() >= 3 && !lines.iter().any(is_open);
        Self { lines, longest, width, has_labels, is_bare_list, enumerations: enumerations(lines) }
    }

    fn line_end(&self, i: usize, is_word: &dyn Fn(&str) -> bool) -> LineEnd {
        let (line, next) = (&self.lines[i], &self.lines[i + 1]);
        if is_broken(line) || is_within_link(line.text, next.text) {
            return LineEnd::RunsOn;
        }
        if let Some(end) = divided(line.text, next.text, is_word) {
            return end;
        }
        if self.has_labels && is_label(next.text) {
            return LineEnd::Break;
        }
        if let Some(end) = self.enumerated(line, next) {
            return end;
        }
        if ends_sentence(line.text) || asks_for_more(line.text) {
            return LineEnd::RunsOn;
        }
        if begins_small(next.text) {
            return match () {
                () if self.is_bare_list => LineEnd::Break,
                () if self.longest >= SHORT_LINE && fits(line, next, self.longest) => LineEnd::Unsure,
                () => LineEnd::RunsOn,
            };
        }
        match () {
            () if !fits(line, next, self.width) => LineEnd::RunsOn,
            () if self.is_own_line(line) => LineEnd::Break,
            () => LineEnd::Unsure,
        }
    }

    /// A short line is one of its own, unless it may be the first half of a sentence.
    fn is_own_line(&self, line: &Line<'_>) -> bool {
        let ends = self.lines.last().is_some_and(|last| ends_sentence(last.text));
        let few_words = line.text.split_whitespace().count() <= 3;
        line.text.chars().count() <= OWN_LINE && (few_words || !ends || leads_in(line.text))
    }

    /// What becomes of a line's end where the next is an item of an enumeration.
    fn enumerated(&self, line: &Line<'_>, next: &Line<'_>) -> Option<LineEnd> {
        let found = markers::enumerator(next.text)?;
        let word = last_word(line.text);
        let is_named_in_text = matches!(found, Enumerator::Paragraph | Enumerator::Number | Enumerator::Section);
        if is_named_in_text && ASKS_FOR_MORE.contains(&word.as_str()) && !JOINS.contains(&word.as_str()) {
            // "Det følger af⏎§ 115".
            return None;
        }
        let is_item = self.enumerations.contains(&found);
        let ended = ends_in_a_word_and_stop(line.text) || line.text.ends_with([';', ',']);
        let follows_an_item = is_item && markers::enumerator(line.text) == Some(found);
        let is_plain = ended || follows_an_item || fits(line, next, self.width.max(NARROWEST));
        match () {
            () if leads_in(line.text) || (is_item && is_plain) => Some(LineEnd::Break),
            () if is_item => Some(LineEnd::Unsure),
            () => None,
        }
    }
}

/// The enumerations of a paragraph: two lines or more begin with the same kind of mark, and the first of them is no wrapped
/// text. Running text names laws and dates too, and either may come to begin a line.
fn enumerations(lines: &[Line<'_>]) -> Vec<Enumerator> {
    let mut firsts: Vec<(Enumerator, usize)> = Vec::new();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(enumerator) = markers::enumerator(line.text) else { continue };
        match firsts.iter().find(|(known, _)| *known == enumerator) {
            None => firsts.push((enumerator, i)),
            Some((_, first)) => {
                let begins = first
                    .checked_sub(1)
                    .is_none_or(|before| leads_in(lines[before].text) || could_go_on(&lines[before], &lines[*first]));
                if begins && !found.contains(&enumerator) {
                    found.push(enumerator);
                }
            }
        }
    }
    found
}

/// Whether the writer has ended the line in Markdown's own way.
fn is_broken(line: &Line<'_>) -> bool {
    line.text.ends_with('\\') || line.ends_in_spaces()
}

/// Whether a line ends between a link's text and its address: `[side]` and `(adresse)`, in either order.
fn is_within_link(line: &str, next: &str) -> bool {
    line.ends_with([']', ')']) && next.starts_with(['(', '['])
}

fn fits(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    line.end_column() + 1 + word <= width
}

/// A line's words without the marks that may close around them.
fn without_closing(text: &str) -> &str {
    text.trim_end_matches(['*', '_', '"', '\'', '”', '“', '«', '»', ')', ']'])
}

/// Whether a line asks for another: it ends in a comma, a dash, or a word such as "og".
fn asks_for_more(text: &str) -> bool {
    text.ends_with([',', ';', '-', '–', '—', '/', '(', '&', '+']) || ASKS_FOR_MORE.contains(&last_word(text).as_str())
}

fn last_word(text: &str) -> String {
    text.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

/// Whether a line begins with a small letter, a dash or a date, and so goes on with what stands before it. An address begins
/// small too.
fn begins_small(text: &str) -> bool {
    let date = text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.');
    if text.starts_with(['-', '–', '—']) || date.is_some_and(markers::continues_a_date) {
        return true;
    }
    // "3 henvendelser" goes on, "2670 Greve" and "43 57 75 55" do not.
    let counted = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.len() < text.len() && counted.trim_start().starts_with(char::is_lowercase) && counted.starts_with(' ') {
        return true;
    }
    let word = text.trim_start_matches(['*', '_', '"', '\'', '”', '“', '«', '»', '(', '[']);
    let first = word.split_whitespace().next().unwrap_or_default();
    let is_address = first.contains('@') || first.starts_with("www.") || first.starts_with("http");
    word.starts_with(char::is_lowercase) && !is_address && markers::enumerator(text).is_none()
}

/// Whether a line begins with a label: "**Telefon:** 43 57 75 55", "E-mail: tk@ishoj.dk".
fn is_label(text: &str) -> bool {
    const LONGEST_LABEL: usize = 30;
    if let Some(inner) = text.strip_prefix("**") {
        let Some((label, rest)) = inner.split_once("**") else { return false };
        return label.ends_with(':') || rest.starts_with(':');
    }
    let reach = text.char_indices().nth(LONGEST_LABEL).map_or(text.len(), |(at, _)| at);
    let Some((label, _)) = text[..reach].split_once(':') else { return false };
    let spaced = text[label.len() + 1..].chars().next().is_none_or(char::is_whitespace);
    spaced && label.starts_with(char::is_uppercase) && label.split_whitespace().count() <= 3
}

/// Whether the last word of a line goes on in the next, where it ends in a hyphen.
fn divided(line: &str, next: &str, is_word: &dyn Fn(&str) -> bool) -> Option<LineEnd> {
    let before = line.strip_suffix(['-', '\u{2010}'])?;
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let first =
        &before[before.rfind(|c| !is_part(c)).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))..];
    let second = &next[..next.find(|c| !is_part(c)).unwrap_or(next.len())];
    let first_ends = first.chars().next_back().is_some_and(char::is_alphanumeric);
    if !first_ends || !second.starts_with(char::is_alphabetic) || JOINS.contains(&second) {
        return None;
    }
    let (whole, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
    let is_abbreviation = first.chars().any(char::is_alphabetic) && !first.chars().any(char::is_lowercase);
    let is_name = second.starts_with(char::is_uppercase);
    Some(match () {
        () if is_word(&hyphenated) || (is_abbreviation && !is_name) => LineEnd::Joined { hyphen: true },
        () if !is_name && is_word(&whole) => LineEnd::Joined { hyphen: false },
        () => LineEnd::Divided(if is_name { hyphenated } else { whole }),
    })
}

/// Where a hyphen divides a word that may go on in the next line.
pub(super) fn divided_at(line: &Line<'_>, next: &Line<'_>) -> Place {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let word = line.text.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let goes_on = next.text.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    line.end() - word..next.at + goes_on
}

/// Where the first half of a divided word ends, in bytes: with its hyphen, or without.
pub(super) fn end_of_word(line: &Line<'_>, hyphen: bool) -> usize {
    let last = line.text.chars().next_back().map_or(0, char::len_utf8);
    line.end() - if hyphen { 0 } else { last }
}
