//! The template's examples left as the answer, which a new answer file can be filled with.
//!
//! A warning in every phase: an example may happen to be true, and then it is an answer as good as any.

use std::collections::HashSet;
use std::ops::Range;

use super::Subject;
use super::passages::Passage;
use crate::dansk::saetninger;
use crate::finding::{Code, Finding, Severity};

/// The fewest words that a sentence of a paragraph must have: a short one could be anybody's.
const WORDS: usize = 7;

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let wording = subject.skabelon.wording();
    let mut told = HashSet::new();
    for passage in passages {
        let Some(sentences) = wording.examples(passage.key) else { continue };
        let is_example = |range: &Range<usize>| sentences.contains(&passage.words[range.clone()]);
        let found: Vec<Range<usize>> = saetninger(&passage.words).collect();
        // A sentence that also stands in an example, among others of one's own, is one's own. And an answer is one answer,
        // however many of its paragraphs stand.
        let long = found.iter().any(|range| passage.words[range.clone()].split_whitespace().count() >= WORDS);
        if long && found.iter().all(is_example) && told.insert(passage.key) {
            let range = found.first().map_or(0, |first| first.start)..found.last().map_or(0, |last| last.end);
            let message = "Her står skabelonens eksempel.";
            let help = "Er det sådan hos jer? Ellers skriv jeres eget svar. Eksemplet er kun til jer, der skriver, og læseren vil tro, at det gælder hos jer.";
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::ExampleText, message, help));
        }
    }
}
