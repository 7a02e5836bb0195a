//! A run of inlines as one text, to look for what goes across several of them, and to take it apart again.
//!
//! The parser gives a text in pieces, so an address may be three of them and a mark one for each of its characters. Knows
//! nothing of what is looked for.

use super::{Href, Inline, InlineKind, Place, clean_text};

/// What stands in the text for an inline that is no text.
pub(super) const OBJECT: char = '\u{fffc}';

/// Inlines side by side, and their text.
pub(super) struct Line<'w> {
    /// The text; an inline of another kind is [`OBJECT`] in it, a line break a line end.
    pub text: String,
    /// Each inline, with where it begins in the text.
    parts: Vec<(usize, Inline)>,
    written: &'w str,
}

impl<'w> Line<'w> {
    /// The inlines of a text that was written so. HTML counts as no text: no mark in it is meant for this program.
    pub(super) fn new(inlines: Vec<Inline>, written: &'w str) -> Self {
        let is_text = |inline: &Inline| !is_html(inline, written);
        Self::of(inlines, written, is_text)
    }

    /// The same with HTML as the text it is shown as.
    pub(super) fn as_shown(inlines: Vec<Inline>, written: &'w str) -> Self {
        Self::of(inlines, written, |_| true)
    }

    fn of(inlines: Vec<Inline>, written: &'w str, is_text: impl Fn(&Inline) -> bool) -> Self {
        let mut line = Self { text: String::new(), parts: Vec::with_capacity(inlines.len()), written };
        for inline in inlines {
            let start = line.text.len();
            match &inline.kind {
                InlineKind::Text(text) if is_text(&inline) => line.text.push_str(text),
                InlineKind::LineBreak => line.text.push('\n'),
                _ => line.text.push(OBJECT),
            }
            line.parts.push((start, inline));
        }
        line
    }

    /// Everything again.
    pub(super) fn into_inlines(self) -> Vec<Inline> {
        self.parts.into_iter().map(|(_, inline)| inline).collect()
    }

    /// The inlines of a stretch; texts are divided at its ends.
    pub(super) fn take(&self, start: usize, end: usize) -> Vec<Inline> {
        let mut taken = Vec::new();
        for (i, (from, inline)) in self.parts.iter().enumerate().skip(self.part(start)) {
            let (from, to) = (*from, self.end(i));
            if from >= end {
                break;
            }
            let (cut_from, cut_to) = (start.max(from), end.min(to));
            match &inline.kind {
                _ if cut_from >= cut_to => {}
                InlineKind::Text(text) if cut_to - cut_from < to - from => {
                    let cut = clean_text(&text[cut_from - from..cut_to - from]).into_owned();
                    taken.push(Inline { kind: InlineKind::Text(cut), at: self.written_at(i, cut_from, cut_to) });
                }
                _ => taken.push(inline.clone()),
            }
        }
        taken
    }

    /// Where a stretch was written.
    pub(super) fn place(&self, start: usize, end: usize) -> Place {
        let first = self.part(start);
        let last = self.part(end.saturating_sub(1).max(start));
        let from = self.written_at(first, start, start).start;
        let to = self.written_at(last, end, end).end;
        from..to.max(from)
    }

    /// Whether the character at a place could be a mark: it stands there as it was written, and without a backslash before it.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        let part = self.part(at);
        let Some((from, Inline { kind: InlineKind::Text(text), at: place })) = self.parts.get(part) else { return false };
        let written = self.written.get(place.clone()).unwrap_or_default();
        // Beside a character that was written otherwise, nothing tells where this one was.
        let is_as_written = written.len() == text.len() && written.as_bytes().get(at - from) == text.as_bytes().get(at - from);
        is_as_written && !is_escaped(self.written, place.start + at - from)
    }

    /// The address of the link that stands at a place.
    pub(super) fn link_at(&self, at: usize) -> Option<&Href> {
        match self.parts.get(self.part(at)) {
            Some((start, Inline { kind: InlineKind::Link { href, .. }, .. })) if *start == at => Some(href),
            _ => None,
        }
    }

    /// The inline that holds a byte; the last one where none does. An inline without any text holds none.
    fn part(&self, at: usize) -> usize {
        self.parts.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }

    fn end(&self, part: usize) -> usize {
        self.parts.get(part + 1).map_or(self.text.len(), |(start, _)| *start)
    }

    /// Where a stretch of an inline was written: the inline's whole place where its text was written otherwise than it is.
    fn written_at(&self, part: usize, start: usize, end: usize) -> Place {
        let Some((from, inline)) = self.parts.get(part) else { return 0..0 };
        let length = self.end(part) - from;
        if matches!(inline.kind, InlineKind::Text(_)) && inline.at.len() == length {
            inline.at.start + (start - from)..inline.at.start + (end.min(from + length) - from)
        } else {
            inline.at.clone()
        }
    }
}

/// Whether a text is a tag that was written as HTML.
pub(super) fn is_html(inline: &Inline, written: &str) -> bool {
    let written = written.get(inline.at.clone()).unwrap_or_default();
    written.starts_with('<') && written.trim_end().ends_with('>')
}

/// Whether a backslash takes the meaning from the character at a place.
pub(super) fn is_escaped(written: &str, at: usize) -> bool {
    let before = written.get(..at).unwrap_or_default();
    !(before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
}
