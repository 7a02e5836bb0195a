//! Marks of emphasis that CommonMark leaves in the text, read as they were meant.
//!
//! In »**Husk:**ring« and »** vigtigt **« CommonMark sees no emphasis, since of each mark it asks what stands beside it. Two such
//! marks in one paragraph can hardly be anything else, so they are; what is not that plain is told. A mark with a backslash before
//! it, or within an address, is a character like any other.

use super::brackets;
use super::line::{Line, OBJECT, is_escaped, is_html};
use super::linkify::{push_tail, stands_in_address};
use super::problem::{Mark, Problem, ProblemKind};
use super::{Inline, InlineKind, Place, plain_text};

/// Reads the marks that stayed in a run of inlines.
pub(super) fn mend(inlines: Vec<Inline>, written: &str, problems: &mut Vec<Problem>) -> Vec<Inline> {
    mend_after("", inlines, written, problems)
}

/// The same of inlines within an address, after its beginning.
fn mend_after(before: &str, inlines: Vec<Inline>, written: &str, problems: &mut Vec<Problem>) -> Vec<Inline> {
    if !may_have_marks(&inlines, written) {
        return inlines;
    }
    let run = emphases(before, inlines, written, problems);
    if !before.is_empty() {
        // Within an address, of which this is a part, nothing is a mark.
        return run;
    }
    let line = Line::new(brackets::mend(Line::new(run, written), problems), written);
    single_stars(&line, problems);
    let stars: Vec<Run> = runs(&line, '*').filter(|run| run.length > 1).collect();
    let run = pair(line, &stars, problems);
    let line = Line::new(run, written);
    let underscores = underscores(&line);
    pair(line, &underscores, problems)
}

/// The inlines with the emphases in them mended, and those that are none as text.
fn emphases(before: &str, inlines: Vec<Inline>, written: &str, problems: &mut Vec<Problem>) -> Vec<Inline> {
    let mut run = Vec::with_capacity(inlines.len());
    // The text that stands right before.
    let mut before = before.to_owned();
    let mut inlines = inlines.into_iter().peekable();
    while let Some(Inline { kind, at }) = inlines.next() {
        let (is_strong, content) = match kind {
            InlineKind::Emphasis(content) => (false, content),
            InlineKind::Strong(content) => (true, content),
            kind => {
                match &kind {
                    InlineKind::Text(text) => push_tail(&mut before, text),
                    _ => before.clear(),
                }
                run.push(Inline { kind, at });
                continue;
            }
        };
        if content.iter().all(is_space_only) {
            // Around nothing an emphasis is none, and what stands on its two sides is one text.
            run.extend(content.into_iter().filter(|inline| matches!(inline.kind, InlineKind::Text(_))));
            continue;
        }
        let is_in_address = stands_in_address(&before, before.len());
        let content = mend_after(if is_in_address { &before } else { "" }, content, written, problems);
        // After strong text a star may refer to a note.
        let is_cut = is_part_of_run(run.last(), at.start, &at, written)
            || (!is_strong && is_part_of_run(inlines.peek(), at.end, &at, written));
        if is_in_address || is_cut || is_literal(&content, &at, is_strong, written) {
            let texts = with_marks(content, &at, is_strong, written);
            push_tail(&mut before, &plain_text(&texts));
            run.extend(texts);
        } else {
            before.clear();
            run.push(Inline { kind: if is_strong { InlineKind::Strong(content) } else { InlineKind::Emphasis(content) }, at });
        }
    }
    run
}

fn is_space_only(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        kind => *kind == InlineKind::LineBreak,
    }
}

/// Whether beside a mark of an emphasis, at `edge`, stands one more of the kind that became text: of »**« one is not meant alone.
fn is_part_of_run(beside: Option<&Inline>, edge: usize, emphasis: &Place, written: &str) -> bool {
    let Some(Inline { kind: InlineKind::Text(text), at }) = beside else { return false };
    let mark = written.get(emphasis.start..).and_then(|rest| rest.chars().next());
    let (touches, c, place) = if edge == emphasis.start {
        (at.end == edge, text.chars().next_back(), edge.saturating_sub(1))
    } else {
        (at.start == edge, text.chars().next(), edge)
    };
    touches && c == mark && !is_escaped(written, place)
}

/// Whether anything here is written with a character that could be a mark.
fn may_have_marks(inlines: &[Inline], written: &str) -> bool {
    inlines.iter().any(|inline| {
        let is_marked = matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_));
        let text = written.get(inline.at.clone()).unwrap_or_default();
        is_marked || text.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'['))
    })
}

/// Whether an emphasis was no emphasis: »5*5 og 6*6«, or a line to write on.
fn is_literal(content: &[Inline], at: &Place, is_strong: bool, written: &str) -> bool {
    let (Some(before), Some(within), Some(after)) = (written.get(..at.start), written.get(at.clone()), written.get(at.end..))
    else {
        return false;
    };
    // »__/__« is to be filled in.
    let is_filled_in = |between: &str| !between.is_empty() && between.chars().all(|c| " /-–.,:".contains(c));
    let between = within.strip_prefix("__").and_then(|rest| rest.strip_suffix("__"));
    if between.is_some_and(is_filled_in) && !before.ends_with(['*', '_']) {
        return true;
    }
    let within = within.trim_matches(['*', '_']);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_in_words = is_word(before.chars().next_back())
        && is_word(within.chars().next())
        && is_word(within.chars().next_back())
        && is_word(after.chars().next());
    // Nobody emphasises from the middle of one word to the middle of another.
    !is_strong && is_in_words && plain_text(content).contains(char::is_whitespace)
}

/// What an emphasis holds, between its marks as text.
fn with_marks(content: Vec<Inline>, at: &Place, is_strong: bool, written: &str) -> Vec<Inline> {
    let width = if is_strong { 2 } else { 1 };
    let mark = |start: usize| {
        let at = start..start + width;
        let text = written.get(at.clone()).unwrap_or_default().to_owned();
        Inline { kind: InlineKind::Text(text), at }
    };
    let (first, last) = (mark(at.start), mark(at.end.saturating_sub(width)));
    std::iter::once(first).chain(content).chain([last]).collect()
}

/// Marks of one kind, side by side.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
}

impl Run {
    fn end(self) -> usize {
        self.start + self.length
    }

    fn before(self, line: &Line<'_>) -> Option<char> {
        line.text[..self.start].chars().next_back()
    }

    fn after(self, line: &Line<'_>) -> Option<char> {
        line.text[self.end()..].chars().next()
    }

    /// Whether it stands as a mark at the beginning of a word does.
    fn begins(self, line: &Line<'_>) -> bool {
        !is_space(self.after(line)) && !self.before(line).is_some_and(char::is_alphanumeric)
    }

    /// Whether it can only stand at the end of something, as a reference to a note does: »100**«.
    fn only_ends(self, line: &Line<'_>) -> bool {
        !is_space(self.before(line)) && is_space(self.after(line))
    }

    fn is_within_word(self, line: &Line<'_>) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_word(self.before(line)) && is_word(self.after(line))
    }
}

/// A line's ends count as space, as they do to CommonMark.
fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// The runs of a mark that stayed in the text, but for those in an address.
fn runs<'l>(line: &'l Line<'_>, mark: char) -> impl Iterator<Item = Run> + 'l {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + line.text.get(at..)?.find(mark)?;
            let is_mark = |at: &usize| line.text[*at..].starts_with(mark) && line.is_mark(*at);
            let length = (start..line.text.len()).take_while(is_mark).count();
            at = start + length.max(1);
            if length > 0 && !stands_in_address(&line.text, start) {
                return Some(Run { start, length });
            }
        }
    })
}

/// The double underscores that may be marks. A row of more is a line to write on, and one within a word a name's.
fn underscores(line: &Line<'_>) -> Vec<Run> {
    let double: Vec<Run> = runs(line, '_').filter(|run| run.length == 2 && !run.is_within_word(line)).collect();
    // »Navn: __ Alder: __« is to be filled in.
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "»«“”„\"'(".contains(c));
    let is_at_word = |run: &Run| (run.begins(line) && is_word(run.after(line))) || is_word(run.before(line));
    if double.iter().any(is_at_word) { double } else { Vec::new() }
}

/// Makes strong text between marks, two by two in order; tells of the first where they do not come out even.
fn pair(line: Line<'_>, runs: &[Run], problems: &mut Vec<Problem>) -> Vec<Inline> {
    if runs.is_empty() {
        return line.into_inlines();
    }
    let pairs = runs.chunks_exact(2).map(|two| (two[0], two[1]));
    let unclear = pairs.clone().find(|(open, close)| !is_plain(*open, *close, &line)).map(|(open, _)| open);
    let odd = (runs.len() % 2 == 1).then_some(runs[0]);
    if let Some(run) = odd.or(unclear) {
        let mark = line.text[run.start..run.end()].to_owned();
        problems.push(Problem { kind: ProblemKind::Mark(Mark::Strong(mark)), at: line.place(run.start, run.end()) });
        return line.into_inlines();
    }
    let (mut out, mut done) = (Vec::new(), 0);
    for (open, close) in pairs {
        let at = line.place(open.start, close.end());
        let content = line.take(open.end(), close.start);
        let content = match open.length {
            3 => vec![Inline { kind: InlineKind::Emphasis(content), at: at.clone() }],
            _ => content,
        };
        out.extend(line.take(done, open.start));
        out.push(Inline { kind: InlineKind::Strong(content), at });
        done = close.end();
    }
    out.extend(line.take(done, line.text.len()));
    out
}

/// Whether two marks make what stands between them strong, and nothing else.
fn is_plain(open: Run, close: Run, line: &Line<'_>) -> bool {
    let content = &line.text[open.end()..close.start];
    let has_words = content.contains(|c: char| c.is_alphanumeric() || c == OBJECT);
    open.length == close.length && open.length <= 3 && has_words && !open.only_ends(line)
}

/// Tells of two single stars at words: »*det *er«. One alone may refer to a note, and one between spaces multiply.
fn single_stars(line: &Line<'_>, problems: &mut Vec<Problem>) {
    let mut first: Option<Run> = None;
    for run in runs(line, '*').filter(|run| run.length == 1) {
        let is_at_word = !is_space(run.before(line)) || !is_space(run.after(line));
        match first {
            Some(open) if is_at_word && !run.is_within_word(line) => {
                let at = line.place(open.start, run.end());
                problems.push(Problem { kind: ProblemKind::Mark(Mark::Emphasis), at });
                first = None;
            }
            None if run.begins(line) => first = Some(run),
            _ => {}
        }
    }
}

/// The places of text that other programs show as deleted: `~~text~~`.
pub(super) fn deleted(inlines: &[Inline], written: &str) -> Vec<Problem> {
    let mut marks = Vec::new();
    deletion_marks(inlines, written, &mut marks);
    let two_by_two = marks.chunks_exact(2).map(|two| (two[0], two[1])).filter(|(open, close)| close - open > 2);
    two_by_two.map(|(open, close)| Problem { kind: ProblemKind::Mark(Mark::Deleted), at: open..close + 2 }).collect()
}

fn deletion_marks(inlines: &[Inline], written: &str, marks: &mut Vec<usize>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(_) if !is_html(inline, written) => {
                let text = written.get(inline.at.clone()).unwrap_or_default();
                let found = text.match_indices("~~").filter(|(at, _)| !stands_in_address(text, *at));
                let found = found.map(|(at, _)| inline.at.start + at);
                marks.extend(found.filter(|at| !is_escaped(written, *at)));
            }
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Link { content, .. } => {
                deletion_marks(content, written, marks);
            }
            _ => {}
        }
    }
}

/// A box to tick off, where a paragraph begins with one.
pub(super) fn task_box(content: &[Inline], written: &str) -> Option<Problem> {
    let first = content.iter().find(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()))?;
    let start = first.at.start;
    let text = written.get(start..).filter(|_| matches!(first.kind, InlineKind::Text(_)))?;
    let boxes = ["[]", "[ ]", "[\u{a0}]", "[x]", "[X]"];
    let end = boxes.iter().find(|mark| text.starts_with(*mark))?.len();
    let is_alone = text[end..].chars().next().is_none_or(char::is_whitespace);
    is_alone.then(|| Problem { kind: ProblemKind::Mark(Mark::TaskBox), at: start..start + end })
}
