//! The template's own words, by which they are known again where they stand in an answer.
//!
//! Made once a template, at the first plan that is held against it.

use std::collections::HashMap;

use memchr::memmem;

use super::{Example, Kind, Skabelon};
use crate::dansk::saetninger;

/// What a template says: its questions, its guidance, its examples and its text blocks.
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    /// The sentences of the questions and the guidance. A short one could be an answer's own words,
    /// and is none of them.
    sentences: Sentences,
    /// The sentences of the examples, by the key of the question.
    examples: HashMap<String, Sentences>,
    /// The sentences of each text block, with its number.
    standard: Vec<(u8, Sentences)>,
    /// The questions and the text blocks.
    text: String,
}

/// The fewest words of a sentence that is known again.
const FEWEST_WORDS: usize = 4;

/// The fewest words of a text block's sentence that is known again: a short one is anybody's.
const FEWEST_OF_STANDARD: usize = 8;

impl Wording {
    pub(super) fn of(skabelon: &Skabelon) -> Self {
        Self { sentences: sentences(skabelon), examples: examples(skabelon), standard: standard(skabelon), text: text(skabelon) }
    }

    /// Whether a sentence is one of the questions' or of the guidance's.
    pub fn has_sentence(&self, sentence: &str) -> bool {
        self.sentences.contains(sentence)
    }

    /// The text block that a sentence is from.
    pub fn standard_text(&self, sentence: &str) -> Option<u8> {
        self.standard.iter().find(|(_, sentences)| sentences.contains(sentence)).map(|(number, _)| *number)
    }

    /// The sentences of the examples of a question, where it has any.
    pub fn examples(&self, key: &str) -> Option<&Sentences> {
        self.examples.get(key)
    }

    /// Whether a word in small letters stands in a question or a text block, also with a capital. A word with hyphens is one.
    pub fn has_word(&self, word: &str) -> bool {
        self.has(word, |after| !after.starts_with(is_part))
    }

    /// Whether a word there begins so.
    pub fn has_word_beginning(&self, start: &str) -> bool {
        self.has(start, |_| true)
    }

    fn has(&self, word: &str, is_end: fn(&str) -> bool) -> bool {
        let has = |word: &str| {
            // Searched for the few words that are asked for: a table of all would cost more than it saves.
            memmem::find_iter(self.text.as_bytes(), word)
                .any(|at| !self.text[..at].ends_with(is_part) && is_end(&self.text[at + word.len()..]))
        };
        let mut letters = word.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>();
        has(word) || has(&capital)
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// Sentences to be known again, however they are marked and capitalised: by how many letters and digits they have.
#[derive(Debug, Clone)]
pub(crate) struct Sentences(HashMap<usize, Vec<String>>);

impl Sentences {
    fn of<'t>(sentences: impl Iterator<Item = &'t str>) -> Self {
        let mut by_length: HashMap<usize, Vec<String>> = HashMap::new();
        for sentence in sentences {
            by_length.entry(letters(sentence).count()).or_default().push(sentence.to_owned());
        }
        Self(by_length)
    }

    pub fn contains(&self, sentence: &str) -> bool {
        let same_length = self.0.get(&letters(sentence).count());
        same_length.is_some_and(|known| known.iter().any(|known| letters(known).eq(letters(sentence))))
    }
}

/// A text's letters and digits, in small letters.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| {
        // All sentences of a plan come by here, and most of their letters are these.
        if c.is_ascii() { c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()) } else { other_letter(c) }
    })
}

/// A letter beyond ASCII as a small one. Of the few that would become two, the first will do: it is the same in both texts.
fn other_letter(c: char) -> Option<char> {
    if c.is_alphanumeric() { c.to_lowercase().next() } else { None }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    saetninger(text).map(|range| &text[range])
}

fn sentences(skabelon: &Skabelon) -> Sentences {
    let texts = skabelon.questions().flat_map(|(question, _)| {
        let fields = if let Kind::Records(fields) = &question.kind { fields.as_slice() } else { &[] };
        let of_fields = fields.iter().map(|field| field.wording.as_str());
        std::iter::once(question.wording.as_str()).chain(question.guidance.as_deref()).chain(of_fields)
    });
    Sentences::of(texts.flat_map(sentences_of).filter(|sentence| words(sentence).count() >= FEWEST_WORDS))
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
        let mut sentences = parts.flat_map(sentences_of).peekable();
        if sentences.peek().is_some() {
            examples.insert(question.key.clone(), Sentences::of(sentences));
        }
    }
    examples
}

/// A sentence with something to be filled in is not known again.
fn standard(skabelon: &Skabelon) -> Vec<(u8, Sentences)> {
    let of_block = |text: &str| {
        let sentences = text.lines().flat_map(sentences_of);
        Sentences::of(sentences.filter(|sentence| words(sentence).count() >= FEWEST_OF_STANDARD && !sentence.contains('{')))
    };
    skabelon.textblocks.iter().map(|block| (block.number, of_block(&block.body.text))).collect()
}

fn text(skabelon: &Skabelon) -> String {
    let of_blocks = skabelon.textblocks.iter().map(|block| block.body.text.as_str());
    let of_questions = skabelon.questions().map(|(question, _)| question.wording.as_str());
    of_blocks.chain(of_questions).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skabelon::{DEFAULT, built_in};

    #[test]
    fn sentences_are_known_again_however_they_are_marked_and_capitalised() {
        let known = Sentences::of(["Hvem gør »hvad«, og hvornår?", "Ring 112."].into_iter());
        assert!(known.contains("hvem gør hvad og HVORNÅR") && known.contains("ring: 112"));
        assert!(!known.contains("Hvem gør hvad, og hvorfor?") && !known.contains("Ring") && !known.contains(""));
    }

    #[test]
    fn the_template_s_words_are_known_and_no_part_of_them() {
        let skabelon = built_in(DEFAULT).expect("the template");
        let wording = skabelon.wording();
        assert!(wording.has_word("radikalisering") && wording.has_word("ekstremisme"));
        assert!(!wording.has_word("kstremisme") && !wording.has_word("ekstremism") && !wording.has_word("xyz"));
        let (question, _) = skabelon.question("introduktion.vision").expect("the question");
        assert!(wording.has_sentence(&question.wording.to_uppercase()));
        assert!(wording.examples("introduktion.vision").is_some() && wording.examples("kommune.navn").is_none());
    }
}
