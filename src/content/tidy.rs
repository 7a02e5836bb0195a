//! One way to write a run of inlines: neighbours joined, spaces where they belong, nothing empty.
//!
//! Every tree goes through here, so that outputs, checks and the Markdown that is read back meet the same form.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;

use super::{Inline, InlineKind, clean_text};

/// Puts a run of inlines into its one form.
///
/// Neighbouring texts, emphases and codes become one; strong text within strong text is just strong; spaces at the edge
/// of an emphasis or a link move outside it; spaces are single; what holds nothing is left out.
#[must_use]
pub fn tidy_inlines(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut run = Run::default();
    run.extend(inlines, Inside::default());
    run.out
}

/// Takes white space and line breaks off both ends, as a block has none there.
#[must_use]
pub fn trim_inlines(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while trim_one(inlines.first_mut(), |text| {
        let kept = text.trim_start().len();
        text.drain(..text.len() - kept);
    }) {
        inlines.remove(0);
    }
    while trim_one(inlines.last_mut(), |text| text.truncate(text.trim_end().len())) {
        inlines.pop();
    }
    inlines
}

/// The same inlines with spaces where lines end.
#[must_use]
pub fn on_one_line(inlines: Vec<Inline>) -> Vec<Inline> {
    let one = |Inline { kind, at }| {
        let kind = match kind {
            InlineKind::LineBreak => InlineKind::Text(" ".into()),
            InlineKind::Emphasis(content) => InlineKind::Emphasis(on_one_line(content)),
            InlineKind::Strong(content) => InlineKind::Strong(on_one_line(content)),
            InlineKind::Gap(content) => InlineKind::Gap(on_one_line(content)),
            InlineKind::Link { href, content } => InlineKind::Link { href, content: on_one_line(content) },
            kind @ (InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Image(_)) => kind,
        };
        Inline { kind, at }
    };
    inlines.into_iter().map(one).collect()
}

/// Trims one end; says whether the inline there holds nothing any more and is to go.
fn trim_one(end: Option<&mut Inline>, trim: impl FnOnce(&mut String)) -> bool {
    match end.map(|inline| &mut inline.kind) {
        Some(InlineKind::Text(text)) => {
            trim(text);
            text.is_empty()
        }
        Some(InlineKind::LineBreak) => true,
        _ => false,
    }
}

/// What surrounds the inlines at hand.
#[derive(Clone, Copy, Default)]
struct Inside {
    strong: bool,
    emphasis: bool,
    link: bool,
}

#[derive(Default)]
struct Run {
    out: Vec<Inline>,
}

impl Run {
    fn extend(&mut self, inlines: Vec<Inline>, inside: Inside) {
        for inline in inlines {
            self.push(inline, inside);
        }
    }

    fn push(&mut self, inline: Inline, inside: Inside) {
        let at = inline.at;
        match inline.kind {
            InlineKind::Text(text) => self.text(&text, at),
            InlineKind::Strong(content) if inside.strong => self.extend(content, inside),
            InlineKind::Emphasis(content) if inside.emphasis => self.extend(content, inside),
            InlineKind::Link { content, .. } if inside.link => self.extend(content, inside),
            InlineKind::Strong(content) => {
                self.wrap(content, Inside { strong: true, ..inside }, |content| Inline { kind: InlineKind::Strong(content), at });
            }
            InlineKind::Emphasis(content) => {
                let inside = Inside { emphasis: true, ..inside };
                self.wrap(content, inside, |content| Inline { kind: InlineKind::Emphasis(content), at });
            }
            InlineKind::Link { href, content } => {
                let inside = Inside { link: true, ..inside };
                self.wrap(content, inside, |content| Inline { kind: InlineKind::Link { href, content }, at });
            }
            InlineKind::Gap(content) => {
                self.wrap(content, inside, |content| Inline { kind: InlineKind::Gap(content), at });
            }
            InlineKind::Code(code) => {
                let code = code.trim();
                if !code.is_empty() {
                    self.append(Inline { kind: InlineKind::Code(code.to_owned()), at });
                }
            }
            InlineKind::LineBreak => {
                if let Some(Inline { kind: InlineKind::Text(text), .. }) = self.out.last_mut() {
                    text.truncate(text.trim_end().len());
                }
                self.drop_empty_text();
                if !matches!(self.out.last().map(|i| &i.kind), Some(InlineKind::LineBreak)) {
                    self.append(Inline { kind: InlineKind::LineBreak, at });
                }
            }
            InlineKind::Image(_) => self.append(Inline { kind: inline.kind, at }),
        }
    }

    /// Adds content within a wrapper, with the spaces at its edges outside it.
    fn wrap(&mut self, content: Vec<Inline>, inside: Inside, wrapper: impl FnOnce(Vec<Inline>) -> Inline) {
        let mut inner = Self::default();
        inner.extend(content, inside);
        let text_of = |inline: Option<&Inline>| match inline.map(|inline| &inline.kind) {
            Some(InlineKind::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let (first, last) = (text_of(inner.out.first()), text_of(inner.out.last()));
        let content = trim_inlines(inner.out);
        self.text(&first[..first.len() - first.trim_start().len()], 0..0);
        if !content.is_empty() {
            self.append(wrapper(content));
            self.text(&last[last.trim_end().len()..], 0..0);
        }
    }

    fn text(&mut self, text: &str, at: super::Place) {
        let text = match self.out.last().map(|inline| &inline.kind) {
            Some(InlineKind::Text(before)) if before.ends_with(' ') => text.trim_start_matches(' '),
            Some(InlineKind::LineBreak) => text.trim_start(),
            _ => text,
        };
        if text.is_empty() {
            return;
        }
        if let Some(Inline { kind: InlineKind::Text(before), at: before_at }) = self.out.last_mut() {
            // A mark may now stand beside the letter that it belongs to; nothing before that letter can change.
            let letter = before.rfind(|c| canonical_combining_class(c) == 0).unwrap_or(0);
            before.push_str(text);
            if let Cow::Owned(composed) = clean_text(&before[letter..]) {
                before.replace_range(letter.., &composed);
            }
            before_at.end = before_at.end.max(at.end);
        } else {
            self.out.push(Inline { kind: InlineKind::Text(text.to_owned()), at });
        }
    }

    /// Adds an inline that is no text, joining it with a neighbour of its kind.
    fn append(&mut self, inline: Inline) {
        match (self.out.last_mut().map(|last| &mut last.kind), inline.kind) {
            (Some(InlineKind::Strong(before)), InlineKind::Strong(more))
            | (Some(InlineKind::Emphasis(before)), InlineKind::Emphasis(more)) => {
                let mut joined = Self { out: std::mem::take(before) };
                joined.extend(more, Inside::default());
                *before = joined.out;
            }
            (Some(InlineKind::Code(before)), InlineKind::Code(more)) => before.push_str(&more),
            (_, kind) => self.out.push(Inline { kind, at: inline.at }),
        }
    }

    fn drop_empty_text(&mut self) {
        if matches!(self.out.last().map(|i| &i.kind), Some(InlineKind::Text(text)) if text.is_empty()) {
            self.out.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strong(content: Vec<Inline>) -> Inline {
        Inline::new(InlineKind::Strong(content))
    }

    #[test]
    fn neighbours_join_and_spaces_move_out() {
        let run = vec![Inline::text("a "), strong(vec![Inline::text(" b ")]), Inline::text(" c")];
        assert_eq!(tidy_inlines(run), vec![Inline::text("a "), strong(vec![Inline::text("b")]), Inline::text(" c")]);
    }

    #[test]
    fn strong_in_strong_is_strong_and_neighbours_are_one() {
        let run = vec![strong(vec![strong(vec![Inline::text("a")]), Inline::text("b")]), strong(vec![Inline::text("c")])];
        assert_eq!(tidy_inlines(run), vec![strong(vec![Inline::text("abc")])]);
    }

    #[test]
    fn a_mark_is_one_with_the_letter_before_it() {
        let run = ["æ A", "\u{30a}", "rhus e", "\u{323}", "\u{302}", " og"].map(Inline::text).to_vec();
        assert_eq!(tidy_inlines(run), vec![Inline::text("æ Århus ệ og")]);
    }

    #[test]
    fn what_holds_nothing_goes() {
        let run = vec![strong(vec![]), Inline::text(" "), Inline::new(InlineKind::LineBreak), Inline::text(" ")];
        assert_eq!(trim_inlines(tidy_inlines(run)), vec![]);
    }
}
