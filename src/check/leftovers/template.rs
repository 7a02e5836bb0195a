//! The template's own words left as the answer.

use std::ops::Range;

use memchr::memmem::Finder;

use super::super::passages::{Passage, PassageKind};
use crate::dansk::saetninger;
use crate::skabelon::{Skabelon, Wording};

/// What is known of the template's text.
pub(super) struct TemplateText<'s> {
    phrases: Vec<Finder<'s>>,
    wording: &'s Wording,
}

impl<'s> TemplateText<'s> {
    pub fn of(skabelon: &'s Skabelon) -> Self {
        Self { phrases: skabelon.phrases.iter().map(Finder::new).collect(), wording: skabelon.wording() }
    }

    /// The first stretch that is the template's. A heading may well be the question; what stands below it is the answer.
    pub fn find(&self, passage: &Passage<'_>) -> Option<Range<usize>> {
        if passage.kind != PassageKind::Prose {
            return None;
        }
        let words = &passage.words;
        let phrase = self.phrases.iter().find_map(|phrase| phrase.find(words.as_bytes())).map(|at| passage.sentence(at));
        phrase.or_else(|| saetninger(words).find(|range| self.wording.has_sentence(&words[range.clone()])))
    }
}
