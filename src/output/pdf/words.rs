//! Text as the runs that Typst sets: what stays on one line, and where a long word may be divided.
//!
//! Typst hyphenates at every syllable, two letters from the end of a word too. Only long words are divided here, and at least
//! three letters from either end: what stands outside a word's middle is set with hyphenation off, which is where Typst looks.

use hypher::{Lang, hyphenate_bounded};
use serde_json::{Value, json};

use crate::dansk::{Stretch, stretches};

/// How the words of a place are divided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Division {
    /// The length from which words are divided at syllables.
    pub long: usize,
    /// The most letters that may stand without a place to divide them.
    pub widest: usize,
    /// The length up to which what belongs together is held on one line.
    pub holds: usize,
}

/// Running text, a full line wide.
pub(super) const PROSE: Division = Division { long: 12, widest: 40, holds: 40 };

/// Headings: whole words, as far as they fit.
pub(super) const HEADING: Division = Division { long: 24, widest: 24, holds: 24 };

/// The fewest letters on either side of a hyphen.
const EDGE: usize = 3;

/// A text as nodes.
pub(super) fn runs(text: &str, division: Division) -> Vec<Value> {
    let mut runs = Runs { out: Vec::new(), text: String::new() };
    for stretch in stretches(text) {
        match stretch {
            Stretch::Whole(text) if text.chars().count() <= division.holds => runs.push(json!({ "t": "whole", "v": text })),
            Stretch::Whole(text) | Stretch::Free(text) => runs.free(text, division),
        }
    }
    runs.end();
    runs.out
}

struct Runs {
    out: Vec<Value>,
    /// Text that is not written yet.
    text: String,
}

impl Runs {
    fn push(&mut self, run: Value) {
        self.end();
        self.out.push(run);
    }

    fn end(&mut self) {
        if !self.text.is_empty() {
            self.out.push(json!({ "t": "text", "v": std::mem::take(&mut self.text) }));
        }
    }

    fn free(&mut self, text: &str, division: Division) {
        let is_letter = char::is_alphabetic;
        let mut rest = text;
        while !rest.is_empty() {
            let letters = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(letters);
            let other = after.find(is_letter).unwrap_or(after.len());
            let (between, next) = after.split_at(other);
            self.word(word, division);
            self.between(between, division);
            rest = next;
        }
    }

    fn word(&mut self, word: &str, division: Division) {
        let length = word.chars().count();
        if length < division.long.max(2 * EDGE) {
            self.text.push_str(word);
            return;
        }
        let byte = |character: usize| word.char_indices().nth(character).map_or(word.len(), |(at, _)| at);
        let widest = hyphenate_bounded(word, Lang::Danish, EDGE, EDGE).map(|part| part.chars().count()).max().unwrap_or(0);
        if widest > division.widest {
            self.cut(word, division.widest);
            return;
        }
        // Typst divides before a character that is set with hyphenation on.
        let (start, end) = (byte(EDGE), byte(length - EDGE + 1));
        self.push(json!({ "t": "word", "start": &word[..start], "middle": &word[start..end], "end": &word[end..] }));
    }

    /// Signs and figures, which have no syllables.
    fn between(&mut self, text: &str, division: Division) {
        let mut part = 0;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() || matches!(c, '-' | '/') {
                part = at;
            } else if text[part..at].chars().count() >= division.widest {
                self.push(json!({ "t": "cut" }));
                part = at;
            }
            self.text.push(c);
        }
    }

    fn cut(&mut self, word: &str, widest: usize) {
        for (i, c) in word.chars().enumerate() {
            if i > 0 && i % widest == 0 {
                self.push(json!({ "t": "cut" }));
            }
            self.text.push(c);
        }
    }
}

/// How words are divided in a column with room for so many letters.
pub(super) fn in_column(letters: usize) -> Division {
    Division { long: (letters / 2).clamp(7, 10), widest: letters.clamp(6, 20), holds: letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, division: Division) -> String {
        let part = |run: &Value, name: &str| run[name].as_str().unwrap_or_default().to_owned();
        let run = |run: &Value| match part(run, "t").as_str() {
            "text" => part(run, "v"),
            "whole" => format!("[{}]", part(run, "v")),
            "cut" => "|".to_owned(),
            _ => format!("{}<{}>{}", part(run, "start"), part(run, "middle"), part(run, "end")),
        };
        runs(text, division).iter().map(run).collect()
    }

    #[test]
    fn long_words_are_divided_inside() {
        assert_eq!(shown("eller kriminalitetsforebyggelse, jf. § 15", PROSE), "eller kri<minalitetsforebyggel>se, jf. [§ 15]");
        assert_eq!(shown("eller", in_column(7)), "eller");
        assert_eq!(shown("område", in_column(7)), "område");
        assert_eq!(shown("området", in_column(7)), "omr<åde>t".replace("<åde>t", "<åd>et"));
    }

    #[test]
    fn what_has_no_syllables_is_cut() {
        assert_eq!(shown("xxxxxxxxxxxxxxxxxxxx", in_column(7)), "xxxxxxx|xxxxxxx|xxxxxx");
        assert_eq!(shown("1234567890123456", in_column(7)), "1234567|8901234|56");
        assert_eq!(shown("12-34/56 78", in_column(7)), "12-34/56 78");
    }
}
