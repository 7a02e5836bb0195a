//! The words that a plan is written with: those of its answer file, and those of the template.

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::skabelon::Skabelon;

/// The words of an answer file and of its template, collected when they are first asked for.
pub(super) struct Words<'a> {
    text: &'a str,
    skabelon: &'a Skabelon,
    of_text: OnceCell<HashSet<String>>,
}

impl<'a> Words<'a> {
    /// The words of an answer file's text and of a template.
    pub fn new(text: &'a str, skabelon: &'a Skabelon) -> Self {
        Self { text, skabelon, of_text: OnceCell::new() }
    }

    /// Whether a word is one of them, whatever its case. A word with a hyphen is a word of its own.
    pub fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.skabelon.wording().has_word(&word) || self.of_text.get_or_init(|| words_of(self.text)).contains(&word)
    }
}

fn words_of(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    // A hyphen at the end of a word is a line's end, or the first half of "børne- og ungeområdet".
    words.filter(|word| !word.is_empty() && !word.ends_with('-')).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_whole() {
        let words = words_of("drøf-\nter = \"Vi Drøfter SSP-samarbejdet\"");
        assert!(words.contains("drøfter") && words.contains("ssp-samarbejdet") && words.contains("ter"));
        assert!(!words.contains("drøf") && !words.contains("samarbejdet"));
    }
}
