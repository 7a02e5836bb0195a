//! A text that is written anew, piece by piece, with the way back to the text it comes from.

use std::ops::Range;

use crate::steps::Steps;

/// A text that grows, and where each byte of it comes from.
pub(super) struct Rewrite<'a> {
    source: &'a str,
    text: String,
    steps: Steps,
}

impl<'a> Rewrite<'a> {
    /// Nothing yet, of a text.
    pub fn new(source: &'a str) -> Self {
        Self { source, text: String::with_capacity(source.len() + 16), steps: Steps::default() }
    }

    /// Adds a stretch of the source as it is.
    pub fn copy(&mut self, range: Range<usize>) {
        self.steps.push(self.text.len(), range.start);
        self.text.push_str(&self.source[range]);
    }

    /// Adds characters that the source does not have, for what stands there from `at` on.
    pub fn insert(&mut self, at: usize, text: &str) {
        for c in text.chars() {
            self.steps.push(self.text.len(), at);
            self.text.push(c);
        }
    }

    /// The whole text and the way back; none where it is the source as it is.
    pub fn finish(mut self) -> Option<(String, Steps)> {
        self.steps.push(self.text.len(), self.source.len());
        (self.text != self.source).then_some((self.text, self.steps))
    }
}
