//! Square brackets that CommonMark leaves in the text: links with a slip in them, references, footnotes.
//!
//! A link that is plainly meant is one; what could be one is told. `[vejledningen]`, `[1]` and `(a) [b]` are prose. Knows nothing
//! of other marks.

use super::line::{Line, OBJECT};
use super::linkify::typed_address;
use super::problem::{Mark, Problem, ProblemKind};
use super::{Href, Inline, InlineKind, Node, walk_inlines};

/// How far an address is looked for: no address is longer, and a text of brackets alone is not gone through for each of them.
const LONGEST_ADDRESS: usize = 500;

/// How long the text before `)[address]` may be.
const LONGEST_TEXT: usize = 300;

/// How long a footnote's label may be.
const LONGEST_LABEL: usize = 60;

/// Reads the brackets of a run of inlines.
pub(super) fn mend(line: Line<'_>, problems: &mut Vec<Problem>) -> Vec<Inline> {
    if !line.text.contains('[') {
        return line.into_inlines();
    }
    let (mut links, mut done) = (Vec::new(), 0);
    for bracket in brackets(&line) {
        // What surrounds something that was read is prose, and what is within it is read.
        let is_free = |found: &Found| found.start() >= done;
        let Some(found) = (bracket.open >= done).then(|| read(&line, &bracket)).flatten().filter(is_free) else { continue };
        match found {
            Found::Link(found) => {
                done = found.end;
                if !holds_link(&line.take(found.text.0, found.text.1)) {
                    links.push(found);
                }
            }
            Found::Mark(mark, start, end) => {
                done = end;
                problems.push(Problem { kind: ProblemKind::Mark(mark), at: line.place(start, end) });
            }
        }
    }
    if links.is_empty() {
        return line.into_inlines();
    }
    let (mut out, mut done) = (Vec::new(), 0);
    for Link { start, text, href, end } in links {
        out.extend(line.take(done, start));
        let content = line.take(text.0, text.1);
        out.push(Inline { kind: InlineKind::Link { href, content }, at: line.place(start, end) });
        done = end;
    }
    out.extend(line.take(done, line.text.len()));
    out
}

/// Whether there is a link already, which cannot be within another.
fn holds_link(inlines: &[Inline]) -> bool {
    let mut holds = false;
    walk_inlines(inlines, &mut |node| {
        holds |= matches!(node, Node::Inline(Inline { kind: InlineKind::Link { .. }, .. }));
    });
    holds
}

/// A pair of brackets; both places are those of the brackets themselves.
struct Bracket {
    open: usize,
    close: usize,
}

/// A link that was meant.
struct Link {
    start: usize,
    /// From where to where its text goes.
    text: (usize, usize),
    href: Href,
    end: usize,
}

/// What brackets came to.
enum Found {
    Link(Link),
    /// A mark, and from where to where.
    Mark(Mark, usize, usize),
}

impl Found {
    /// A link that stays in the text, or an image where an exclamation mark stands before the bracket.
    fn mark(line: &Line<'_>, open: usize, address: String, is_closed: bool, end: usize) -> Self {
        if is_image(line, open) {
            return Self::Mark(Mark::Image(address), open - 1, end);
        }
        Self::Mark(Mark::Link { address, is_closed }, open, end)
    }

    fn start(&self) -> usize {
        match self {
            Self::Link(link) => link.start,
            Self::Mark(_, start, _) => *start,
        }
    }
}

/// The pairs of brackets, each after those within it.
fn brackets(line: &Line<'_>) -> Vec<Bracket> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, c) in line.text.match_indices(['[', ']']).filter(|(at, _)| line.is_mark(*at)) {
        if c == "[" {
            open.push(at);
        } else if let Some(open) = open.pop() {
            pairs.push(Bracket { open, close: at });
        }
    }
    pairs
}

fn read(line: &Line<'_>, bracket: &Bracket) -> Option<Found> {
    let &Bracket { open, close } = bracket;
    let (inner, after) = (&line.text[open + 1..close], &line.text[close + 1..]);
    if let Some(label) = inner.strip_prefix('^') {
        let is_label = !label.is_empty() && !label.starts_with(char::is_whitespace) && label.len() <= LONGEST_LABEL;
        return is_label.then(|| Found::Mark(Mark::NoteReference(label.to_owned()), open, close + 1));
    }
    // »[1]« is a number in a list of references, whatever follows it.
    if !inner.contains(|c: char| c.is_alphabetic() || c == OBJECT) {
        return None;
    }
    if after.starts_with('(') && line.is_mark(close + 1) {
        return Some(touching(line, bracket));
    }
    if after.starts_with('[') && line.is_mark(close + 1) {
        return reference(line, bracket);
    }
    turned(line, bracket).or_else(|| apart(line, bracket))
}

/// `[text](address)` that is no link: CommonMark would have made one of it if it could.
fn touching(line: &Line<'_>, &Bracket { open, close }: &Bracket) -> Found {
    let rest = up_to(line, close + 2);
    let end = closing(rest);
    // Where it does not end, the address is the first word.
    let length = end.unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()));
    let address = rest[..length].replace(OBJECT, "…");
    let end = close + 2 + length + usize::from(end.is_some());
    Found::mark(line, open, address, end > close + 2 + length, end)
}

/// `[text] (address)`.
fn apart(line: &Line<'_>, &Bracket { open, close }: &Bracket) -> Option<Found> {
    let after = up_to(line, close + 1);
    let parenthesis = after.trim_start_matches([' ', '\u{a0}']).strip_prefix('(')?;
    let start = close + 1 + after.len() - parenthesis.len();
    let address = &parenthesis[..closing(parenthesis)?];
    let end = start + address.len() + 1;
    if let Some(href) = href_of(line, start, address).filter(|_| !is_image(line, open)) {
        return Some(Found::Link(Link { start: open, text: (open + 1, close), href, end }));
    }
    could_be_address(address).then(|| Found::mark(line, open, address.to_owned(), true, end))
}

/// `(text)[address]`.
fn turned(line: &Line<'_>, &Bracket { open, close }: &Bracket) -> Option<Found> {
    let before = line.text[..open].strip_suffix(')')?;
    let reach = before.ceil_char_boundary(before.len().saturating_sub(LONGEST_TEXT));
    let start = reach + opening(&before[reach..])?;
    let address = &line.text[open + 1..close];
    if let Some(href) = href_of(line, open + 1, address) {
        return Some(Found::Link(Link { start, text: (start + 1, open - 1), href, end: close + 1 }));
    }
    let mark = || Mark::Link { address: address.to_owned(), is_closed: true };
    could_be_address(address).then(|| Found::Mark(mark(), start, close + 1))
}

/// `[text][label]` without a definition of the label, or with the address in its place.
fn reference(line: &Line<'_>, &Bracket { open, close }: &Bracket) -> Option<Found> {
    let rest = up_to(line, close + 2);
    let label = &rest[..rest.find([']', '['])?];
    let end = close + 2 + label.len() + 1;
    let text = &line.text[open + 1..close];
    if !line.text[..end].ends_with(']') {
        return None;
    }
    if let Some(href) = href_of(line, close + 2, label) {
        return Some(Found::Link(Link { start: open, text: (open + 1, close), href, end }));
    }
    let is_label = label.contains(char::is_alphabetic) && !label.starts_with('^');
    let mark = || Mark::Reference { text: text.replace(OBJECT, "…"), label: label.to_owned() };
    is_label.then(|| Found::Mark(mark(), open, end))
}

/// The text from a place to the end of its line, as far as an address is looked for.
fn up_to<'l>(line: &'l Line<'_>, start: usize) -> &'l str {
    let text = &line.text[start..];
    let text = &text[..text.floor_char_boundary(LONGEST_ADDRESS)];
    text.split('\n').next().unwrap_or_default()
}

/// Where the parenthesis ends that a text is within.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.match_indices(['(', ')']).find_map(|(at, c)| {
        let ends = c == ")" && depth == 0;
        depth += if c == "(" { 1 } else { -1 };
        ends.then_some(at)
    })
}

/// Where the parenthesis begins that a text is within.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.rmatch_indices(['(', ')']).find_map(|(at, c)| {
        let begins = c == "(" && depth == 0;
        depth += if c == ")" { 1 } else { -1 };
        begins.then_some(at)
    })
}

fn is_image(line: &Line<'_>, open: usize) -> bool {
    line.text[..open].ends_with('!') && line.is_mark(open - 1)
}

/// The address that a text is, or that it links to as a whole.
fn href_of(line: &Line<'_>, start: usize, address: &str) -> Option<Href> {
    if address.chars().eq([OBJECT]) { line.link_at(start).cloned() } else { typed_address(address) }
}

/// Whether a text could be an address that is not whole: »greve.dk«, »plan.pdf«, »#maal«. An abbreviation could not.
fn could_be_address(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return typed_address(text.split_whitespace().next().unwrap_or_default()).is_some();
    }
    let has_name = text.match_indices('.').any(|(at, _)| {
        let before = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).count();
        let after = text[at + 1..].chars().take(9).take_while(char::is_ascii_alphabetic).count();
        before >= 2 && (2..=8).contains(&after)
    });
    let is_anchor = text.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    has_name || is_anchor || (text.starts_with('/') && text.len() > 1) || text.contains("://")
}
