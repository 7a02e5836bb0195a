//! What a municipality does with each standard text block, and how much of the standard is left in its own.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Length;
use crate::answers::Value;
use crate::check::Subject;
use crate::check::passages::Passage;
use crate::content::plain_text_of_blocks;
use crate::plan::{self, StandardText};
use crate::register::Kommune;
use crate::skabelon::{Phase, SkabelonError};

/// The most pairs of words that are compared: a standard text of 400 words, and an own one of 25,000. The comparison keeps in
/// memory, at the worst, as many as there are.
const MOST_PAIRS: usize = 10_000_000;

/// A standard text block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Textblock {
    /// Its number.
    pub number: u8,
    /// Its title.
    pub title: String,
    /// What is done with it.
    #[serde(rename = "use")]
    pub use_: Use,
    /// How the municipality's own text stands to the standard one; none without an own text, where that is too long to be
    /// compared, and where the municipality is not known, whose name the standard text has in it.
    pub compared: Option<Compared>,
    /// How long its own text is, where it has one.
    pub length: Option<Length>,
    /// Why the standard text, where it stands, has another wording for this municipality than for most; in a sentence.
    pub adapted: Option<&'static str>,
}

/// What a municipality does with a text block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// The standard text stands.
    Standard,
    /// The municipality's own text stands in its place.
    Own,
    /// It is left out.
    LeftOut,
    /// What the answer file says of it cannot be used.
    Unusable,
}

/// An own text beside the standard one, word by word. What differs in capitals or punctuation alone is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// How many words the standard text has.
    pub standard_words: usize,
    /// How many of them are kept, in their order.
    pub kept: usize,
    /// How many are left out.
    pub deleted: usize,
    /// How many words the own text has besides.
    pub added: usize,
}

impl Compared {
    /// Compares two texts; none where they are too long for it.
    fn of(standard: &str, own: &str) -> Option<Self> {
        let (standard, own) = (words(standard), words(own));
        if standard.len().saturating_mul(own.len()) > MOST_PAIRS {
            return None;
        }
        // Of the library's ways to compare, the one that finds all that is kept and is fast: its default gives up early, and
        // then says of a standard text with much put in between that little of it is left.
        let same: usize = capture_diff_slices(Algorithm::Hunt, &standard, &own)
            .into_iter()
            .map(|step| if let DiffOp::Equal { len, .. } = step { len } else { 0 })
            .sum();
        Some(Self { standard_words: standard.len(), kept: same, deleted: standard.len() - same, added: own.len() - same })
    }

    /// How much of the standard text is kept, in whole percent: 100 only where all of it is, 0 only where nothing is.
    #[must_use]
    pub fn percent(self) -> usize {
        let Self { standard_words, kept, .. } = self;
        if kept == 0 || standard_words == 0 {
            return 0;
        }
        let rounded = (kept * 100 + standard_words / 2) / standard_words;
        rounded.clamp(1, if kept == standard_words { 100 } else { 99 })
    }
}

/// The words of a text, without what stands around them, in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

pub(super) fn textblocks(
    subject: &Subject<'_>,
    kommune: Option<&Kommune>,
    passages: &[Passage<'_>],
) -> Result<Vec<Textblock>, SkabelonError> {
    let standard = standard_texts(subject, kommune)?;
    let blocks = subject.skabelon.textblocks.iter().enumerate();
    let blocks = blocks.map(|(i, block)| {
        let key = block.key();
        let standard = standard.get(i);
        let own = match subject.answers.value(&key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        let use_ = match own {
            Some(_) => Use::Own,
            None if subject.answers.leaves_out(block.number) => Use::LeftOut,
            None if subject.answers.is_faulty(&key) => Use::Unusable,
            None => Use::Standard,
        };
        let title = standard.map_or_else(|| crate::skabelon::without_variables(&block.title), |text| text.title.clone());
        let plain = |text: &StandardText| plain_text_of_blocks(&text.blocks);
        let compared = own.zip(standard).and_then(|(own, text)| Compared::of(&plain(text), &plain_text_of_blocks(&own.blocks)));
        let length = own.map(|_| Length::of(passages.iter().filter(|passage| passage.key == key)));
        let adapted = standard.filter(|_| use_ == Use::Standard).and_then(|text| text.adapted);
        Textblock { number: block.number, title, use_, compared, length, adapted }
    });
    Ok(blocks.collect())
}

/// The standard texts with the municipality's name in them; none where it is not known.
fn standard_texts(subject: &Subject<'_>, kommune: Option<&Kommune>) -> Result<Vec<StandardText>, SkabelonError> {
    let Some(kommune) = kommune else { return Ok(Vec::new()) };
    let Subject { answers, skabelon, today, .. } = *subject;
    // As adopted: a draft's gaps are no words of the standard text.
    plan::standard_texts(&plan::Parts { skabelon, answers, kommune, phase: Phase::Adopted, today })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(standard: &str, own: &str) -> Compared {
        Compared::of(standard, own).expect("a comparison")
    }

    #[test]
    fn texts_are_compared_word_by_word() {
        let mixed = compared("Vi hjælper alle, der er bekymrede.", "Vi i Ishøj hjælper alle, der er i tvivl!");
        assert_eq!(mixed, Compared { standard_words: 6, kept: 5, deleted: 1, added: 4 });
        assert_eq!(mixed.percent(), 83);
        let same = compared("Et »ord« – og et til", "et ord og et til.");
        assert_eq!((same.deleted, same.added, same.percent()), (0, 0, 100));
        let other = compared("helt andre ord", "slet intet fælles");
        assert_eq!((other.kept, other.percent()), (0, 0));
        assert_eq!(compared("", "noget").percent(), 0);
    }

    #[test]
    fn all_that_is_kept_is_found_however_much_is_put_in_between() {
        let standard: Vec<String> = (0..400).map(|i| format!("ord{}", i % 90)).collect();
        let own: Vec<String> = standard.iter().map(|word| format!("{word} {}", "og så ord7 ord31 mere ".repeat(5))).collect();
        let found = compared(&standard.join(" "), &own.join(" "));
        assert_eq!((found.kept, found.deleted, found.added), (400, 0, 400 * 25));
    }

    #[test]
    fn what_is_longer_than_any_text_block_is_not_compared() {
        assert_eq!(Compared::of(&"ord ".repeat(400), &"ord ".repeat(MOST_PAIRS / 400 + 1)), None);
    }

    #[test]
    fn all_and_nothing_are_said_only_where_it_is_so() {
        let kept = |kept| Compared { standard_words: 1000, kept, deleted: 1000 - kept, added: 0 }.percent();
        assert_eq!([kept(0), kept(1), kept(994), kept(999), kept(1000)], [0, 1, 99, 99, 100]);
    }
}
