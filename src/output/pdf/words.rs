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

/// Lines of code, which are set in a type of one width.
pub(super) const CODE: Division = Division { long: usize::MAX, widest: 60, holds: 0 };

/// The fewest letters on either side of a hyphen.
const EDGE: usize = 3;

/// A text as nodes.
pub(super) fn runs(text: &str, division: Division) -> Vec<Value> {
    let mut runs = Runs::new("text");
    for stretch in stretches(text) {
        match stretch {
            Stretch::Whole(text) if text.chars().count() <= division.holds => runs.push(json!({ "t": "whole", "v": text })),
            Stretch::Whole(text) | Stretch::Free(text) => runs.free(text, division),
        }
    }
    runs.end();
    runs.out
}

/// A stretch of code as nodes: its words are cut where a line would not hold them.
pub(super) fn code(text: &str, division: Division) -> Vec<Value> {
    let mut runs = Runs::new("code-line");
    text.chars().for_each(|c| runs.put(c, false, division));
    runs.end();
    runs.out
}

struct Runs {
    out: Vec<Value>,
    /// The kind of node that text becomes.
    kind: &'static str,
    /// Text that is not written yet.
    text: String,
    /// How many characters have passed since a line could last be broken.
    since: usize,
}

impl Runs {
    fn new(kind: &'static str) -> Self {
        Self { out: Vec::new(), kind, text: String::new(), since: 0 }
    }

    fn push(&mut self, run: Value) {
        self.end();
        self.out.push(run);
    }

    fn end(&mut self) {
        if !self.text.is_empty() {
            self.out.push(json!({ "t": self.kind, "v": std::mem::take(&mut self.text) }));
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
            let mut signs = between.chars().peekable();
            while let Some(sign) = signs.next() {
                // A line is broken after a hyphen, but not before a figure.
                let breaks = sign == '-' && signs.peek().is_none_or(|next| !next.is_numeric());
                self.put(sign, breaks, division);
            }
            rest = next;
        }
    }

    fn word(&mut self, word: &str, division: Division) {
        let length = word.chars().count();
        let divided = length >= division.long.max(2 * EDGE) && {
            let parts = hyphenate_bounded(word, Lang::Danish, EDGE, EDGE);
            parts.map(|part| part.chars().count()).max().unwrap_or(0) <= division.widest
        };
        if divided {
            // Typst divides before a character that is set with hyphenation on.
            let byte = |character: usize| word.char_indices().nth(character).map_or(word.len(), |(at, _)| at);
            let (start, end) = (byte(EDGE), byte(length - EDGE + 1));
            self.push(json!({ "t": "word", "start": &word[..start], "middle": &word[start..end], "end": &word[end..] }));
            self.since = EDGE;
        } else {
            word.chars().for_each(|c| self.put(c, false, division));
        }
    }

    /// Adds a character, and a place to cut in front of it where so many have passed that a line might not hold more.
    fn put(&mut self, c: char, breaks: bool, division: Division) {
        if self.since >= division.widest && !c.is_whitespace() {
            self.push(json!({ "t": "cut" }));
            self.since = 0;
        }
        self.text.push(c);
        self.since = if breaks || c.is_whitespace() || c == '/' { 0 } else { self.since + 1 };
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
        assert_eq!(shown("12-34-56-78", in_column(7)), "12-34-5|6-78");
        assert_eq!(shown("a1b2c3d4e5 f", in_column(7)), "a1b2c3d|4e5 f");
    }
}
