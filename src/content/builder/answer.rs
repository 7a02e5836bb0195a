//! What the builder does with an answer and with no other text.

use super::super::linkify::linkify;
use super::super::marks::{deleted, mend, task_box};
use super::super::problem::{Mark, ProblemKind};
use super::super::relocate::relocate;
use super::super::{Block, BlockKind, Inline, InlineKind, Place, clean_text, tidy_inlines};
use super::{Builder, Open, OpenKind, is_line_break};
use crate::steps::Steps;

/// How many texts may stand within one another, each after a line break in the one around it.
const MAX_DEPTH: usize = 3;

impl Builder<'_> {
    /// What a paragraph, a heading or a cell holds, read as its writer meant it.
    pub(super) fn meant(&mut self, content: Vec<Inline>, is_paragraph: bool) -> Vec<Inline> {
        if !self.is_answer {
            return content;
        }
        if is_paragraph {
            self.problems.extend(task_box(&content, self.text));
        }
        self.problems.extend(deleted(&content, self.text));
        let mended = self.mended(content);
        self.linked(mended)
    }

    /// Inlines with the addresses in them as links.
    pub(super) fn linked(&self, content: Vec<Inline>) -> Vec<Inline> {
        if self.is_answer { linkify(content, self.text) } else { content }
    }

    /// Inlines with the marks that the parser left in the text.
    pub(super) fn mended(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        if self.is_answer { mend(content, self.text, &mut self.problems) } else { content }
    }

    /// The words after the mark that begins a block of code.
    pub(super) fn fence(&mut self, at: &Place) {
        let line = self.text.get(at.clone()).and_then(|block| block.lines().next()).unwrap_or_default();
        let words = line.trim_start_matches(['`', '~']);
        let mark = line[..line.len() - words.len()].to_owned();
        let start = at.start + line.len() - words.trim_start().len();
        let words = words.trim();
        self.problem(ProblemKind::Mark(Mark::Fence { mark, words: words.to_owned() }), start..start + words.len());
    }

    /// The text of a footnote stands where it was written, with its label before it.
    pub(super) fn note(&mut self, label: String, mut blocks: Vec<Block>, at: &Place) {
        let shown = format!("[^{label}]:");
        let place = at.start..(at.start + shown.len()).min(at.end);
        let text = |text: String| Inline { kind: InlineKind::Text(clean_text(&text).into_owned()), at: place.clone() };
        match blocks.first_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Paragraph(content)) => {
                let before = std::iter::once(text(shown + " "));
                *content = tidy_inlines(before.chain(std::mem::take(content)).collect());
            }
            _ => blocks.insert(0, Block { kind: BlockKind::Paragraph(vec![text(shown)]), at: place.clone() }),
        }
        self.problem(ProblemKind::Mark(Mark::NoteText(label)), place.clone());
        self.append(blocks);
    }

    /// Whether a line of HTML is a line break that begins a block, or stands after it, and is kept for [`Builder::after_break`].
    pub(super) fn is_after_break(&mut self, html: &str, at: &Place) -> bool {
        let may_be = self.is_answer && self.depth < MAX_DEPTH;
        let Some(Open { kind: OpenKind::Html { after_break }, inlines, .. }) = self.open.last_mut().filter(|_| may_be) else {
            return false;
        };
        match after_break {
            Some(lines) if lines.is_empty() && is_line_break(html) => {}
            Some(lines) => lines.push((html.to_owned(), at.clone())),
            None if inlines.is_empty() && is_line_break(html) => *after_break = Some(Vec::new()),
            None => return false,
        }
        true
    }

    /// The lines after a line break that begins a block: to CommonMark they are HTML too, but who wrote them meant text.
    pub(super) fn after_break(&mut self, lines: &[(String, Place)]) {
        let (mut text, mut steps) = (String::new(), Steps::default());
        for (line, at) in lines {
            steps.push(text.len(), at.start);
            text.push_str(line);
        }
        steps.push(text.len(), lines.last().map_or(0, |(_, at)| at.end));
        let within = Builder { depth: self.depth + 1, ..Builder::of_answer(&text) };
        let read = relocate(within.build(), &steps);
        self.problems.extend(read.problems);
        self.append(read.blocks);
    }
}
