//! The template's examples left as the answer, which a new answer file can be filled with.
//!
//! A warning in every phase: an example may happen to be true, and then it is an answer as good as any.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Subject;
use super::leftovers::fold;
use super::passages::{Passage, sentences_of};
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::{Example, Kind, Skabelon};

/// The fewest words that a sentence of a paragraph must have: a short one could be anybody's.
const WORDS: usize = 7;

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let examples = examples(subject.skabelon);
    let mut told = HashSet::new();
    for passage in passages {
        let Some(sentences) = examples.get(passage.key) else { continue };
        let is_example = |range: &Range<usize>| sentences.contains(&fold(&passage.words[range.clone()]));
        let found: Vec<Range<usize>> = sentences_of(&passage.words).collect();
        // A sentence that also stands in an example, among others of one's own, is one's own. And an answer is one answer,
        // however many of its paragraphs stand.
        let long = found.iter().any(|range| passage.words[range.clone()].split_whitespace().count() >= WORDS);
        if long && found.iter().all(is_example) && told.insert(passage.key) {
            let range = found.first().map_or(0, |first| first.start)..found.last().map_or(0, |last| last.end);
            let message = "Her står skabelonens eksempel.";
            let help = "Er det sådan hos jer? Ellers skriv jeres eget svar. Eksemplet er kun til jer, der skriver, og læseren tror, det gælder.";
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::ExampleText, message, help));
        }
    }
}

/// The sentences of the examples, folded for comparison, by the key of the question.
fn examples(skabelon: &Skabelon) -> HashMap<&str, HashSet<String>> {
    let mut examples: HashMap<&str, HashSet<String>> = HashMap::new();
    for (question, _) in skabelon.questions() {
        // A name or opening hours are as good as the next one's.
        let of_question = match &question.kind {
            Kind::Text | Kind::List => question.example.iter().collect(),
            Kind::Records(fields) => {
                let texts = fields.iter().filter(|field| field.kind == Kind::Text);
                texts.filter_map(|field| field.example.as_ref()).collect()
            }
            _ => Vec::new(),
        };
        let texts = of_question.into_iter().flat_map(|example| match example {
            Example::Text(text) => std::slice::from_ref(text),
            Example::Items(items) => items,
            Example::Bare(_) => &[],
        });
        let sentences = texts.flat_map(|text| text.split("\n\n").flat_map(|part| part.split("\n- "))).flat_map(folded);
        let sentences: HashSet<String> = sentences.collect();
        if !sentences.is_empty() {
            examples.insert(&question.key, sentences);
        }
    }
    examples
}

fn folded(text: &str) -> Vec<String> {
    sentences_of(text).map(|range| fold(&text[range])).collect()
}
