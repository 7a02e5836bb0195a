//! The template's own words, by which they are known again where they stand in an answer.
//!
//! Made once a template, at the first plan that is held against it.

use std::collections::{HashMap, HashSet};

use super::{Example, Kind, Skabelon};
use crate::dansk::{foldet, saetninger};

/// What a template says: its questions, its guidance, its examples and its text blocks.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    /// The sentences of the questions and the guidance. A short one could be an answer's own words,
    /// and is none of them.
    sentences: Sentences,
    /// The sentences of the examples, by the key of the question.
    examples: HashMap<String, Sentences>,
    /// The questions and the text blocks, in small letters.
    text: String,
}

/// The fewest words of a sentence that is known again.
const FEWEST_WORDS: usize = 4;

impl Wording {
    pub(super) fn of(skabelon: &Skabelon) -> Self {
        Self { sentences: sentences(skabelon), examples: examples(skabelon), text: text(skabelon) }
    }

    /// Whether a sentence is one of the questions' or of the guidance's.
    pub fn has_sentence(&self, sentence: &str) -> bool {
        self.sentences.contains(sentence)
    }

    /// The sentences of the examples of a question, where it has any.
    pub fn examples(&self, key: &str) -> Option<&Sentences> {
        self.examples.get(key)
    }

    /// Whether a word in small letters stands in a question or a text block. A word with hyphens is one.
    pub fn has_word(&self, word: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        // Searched for the few words that are asked for: a table of all would cost more than it saves.
        memchr::memmem::find_iter(self.text.as_bytes(), word)
            .any(|at| !self.text[..at].ends_with(is_part) && !self.text[at + word.len()..].starts_with(is_part))
    }
}

/// Sentences to be known again, however they are marked and capitalised.
#[derive(Debug, Clone)]
pub(crate) struct Sentences {
    folded: HashSet<String>,
    /// How many letters and digits they have: others need not be folded to be compared.
    lengths: HashSet<usize>,
}

impl Sentences {
    pub fn contains(&self, sentence: &str) -> bool {
        self.lengths.contains(&letters(sentence)) && self.folded.contains(&foldet(sentence))
    }
}

impl FromIterator<String> for Sentences {
    fn from_iter<T: IntoIterator<Item = String>>(folded: T) -> Self {
        let folded: HashSet<String> = folded.into_iter().collect();
        Self { lengths: folded.iter().map(|sentence| letters(sentence)).collect(), folded }
    }
}

/// How many letters and digits a text has, which folding does not change.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn sentences(skabelon: &Skabelon) -> Sentences {
    let mut sentences = Vec::new();
    let mut add = |text: &str| {
        let folded = saetninger(text).map(|range| foldet(&text[range]));
        sentences.extend(folded.filter(|sentence| sentence.split(' ').count() >= FEWEST_WORDS));
    };
    for (question, _) in skabelon.questions() {
        add(&question.wording);
        question.guidance.iter().for_each(|guidance| add(guidance));
        if let Kind::Records(fields) = &question.kind {
            for field in fields {
                add(&field.wording);
            }
        }
    }
    sentences.into_iter().collect()
}

fn examples(skabelon: &Skabelon) -> HashMap<String, Sentences> {
    let mut examples = HashMap::new();
    for (question, _) in skabelon.questions() {
        // A name or opening hours are as good as the next one's.
        let of_question: Vec<&Example> = match &question.kind {
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
        let parts = texts.flat_map(|text| text.split("\n\n").flat_map(|part| part.split("\n- ")));
        let sentences: Vec<String> = parts.flat_map(|part| saetninger(part).map(|range| foldet(&part[range]))).collect();
        if !sentences.is_empty() {
            examples.insert(question.key.clone(), sentences.into_iter().collect());
        }
    }
    examples
}

fn text(skabelon: &Skabelon) -> String {
    let of_blocks = skabelon.textblocks.iter().map(|block| block.body.text.as_str());
    let of_questions = skabelon.questions().map(|(question, _)| question.wording.as_str());
    of_blocks.chain(of_questions).collect::<Vec<_>>().join("\n").to_lowercase()
}
