//! How much room a run of text takes: its longest word, its lines. In ems of the type that it is set in.

use super::metrics::{self, SPACE, Style};
use crate::content::{Inline, InlineKind};
use crate::dansk::{Stretch, address_parts, stretches};

/// What an image within a line counts as, in width and in lines.
const IMAGE: f32 = 8.0;

/// What a run of text is like, or the greatest of several.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extent {
    /// The longest word.
    pub word: f32,
    /// The longest part that cannot be divided: a date, a telephone number, the part of an address.
    pub held: f32,
    /// The longest line, as the writer broke it.
    pub line: f32,
    /// All of it on one line.
    pub total: f32,
    /// The line breaks that the writer asked for, and the lines that images take.
    pub breaks: f32,
}

impl Extent {
    /// What a run of inlines takes.
    pub(super) fn of(inlines: &[Inline], style: Style) -> Self {
        let mut meter = Meter::default();
        meter.inlines(inlines, style);
        meter.end_of_line();
        meter.extent
    }

    pub(super) fn greater(self, other: Self) -> Self {
        Self {
            word: self.word.max(other.word),
            held: self.held.max(other.held),
            line: self.line.max(other.line),
            total: self.total.max(other.total),
            breaks: self.breaks.max(other.breaks),
        }
    }

    /// How many lines it takes in this width, rather too many than too few: words leave room at the end of a line.
    pub(super) fn lines(&self, width: f32) -> f32 {
        const RAGGED: f32 = 1.15;
        let lines = self.total / width.max(1.0);
        let lines = if lines <= 1.0 { lines } else { lines * RAGGED };
        lines.ceil().max(1.0) + self.breaks
    }
}

/// Text as it comes in, word by word.
#[derive(Default)]
struct Meter {
    extent: Extent,
    /// The width of the line so far, and of the word.
    line: f32,
    word: f32,
}

impl Meter {
    fn inlines(&mut self, inlines: &[Inline], style: Style) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.text(text, style),
                InlineKind::Code(code) => self.free(code, Style::Code),
                InlineKind::Strong(content) => self.inlines(content, Style::Bold),
                InlineKind::Emphasis(content) | InlineKind::Link { content, .. } | InlineKind::Gap(content) => {
                    self.inlines(content, style);
                }
                InlineKind::LineBreak => {
                    self.end_of_line();
                    self.extent.breaks += 1.0;
                }
                InlineKind::Image(image) => {
                    self.end_of_word();
                    self.hold(IMAGE, IMAGE);
                    self.extent.breaks += IMAGE;
                    self.end_of_word();
                    self.free(&image.caption, style);
                }
            }
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        for stretch in stretches(text) {
            match stretch {
                Stretch::Free(text) => self.free(text, style),
                Stretch::Whole(text) => {
                    let width = metrics::width(text, style);
                    self.hold(width, width);
                }
                Stretch::Address(text) => {
                    let parts = address_parts(text).into_iter().map(|part| metrics::width(part, style));
                    self.hold(metrics::width(text, style), parts.fold(0.0, f32::max));
                }
            }
        }
    }

    fn free(&mut self, text: &str, style: Style) {
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.end_of_word();
                self.line += SPACE;
            } else {
                let width = metrics::letter(letter, style);
                self.word += width;
                self.line += width;
                if matches!(letter, '-' | '/' | '–') {
                    self.end_of_word();
                }
            }
        }
    }

    /// A stretch that is not divided, but for parts of it no longer than `held`.
    fn hold(&mut self, width: f32, held: f32) {
        self.word += width;
        self.line += width;
        self.extent.held = self.extent.held.max(held);
    }

    fn end_of_word(&mut self) {
        self.extent.word = self.extent.word.max(std::mem::take(&mut self.word));
    }

    fn end_of_line(&mut self) {
        self.end_of_word();
        let line = std::mem::take(&mut self.line);
        self.extent.line = self.extent.line.max(line);
        self.extent.total += line;
    }
}
