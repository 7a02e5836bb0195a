//! How hard a text is to read: LIX, the readability index of Carl-Hugo Björnsson (»Läsbarhet«, Stockholm 1968), with the scale
//! that is used for Danish.
//!
//! LIX = words / sentences + 100 · long words / words, where a long word has more than six letters, and a sentence ends at a
//! full stop, a colon, an exclamation mark, a question mark, or where its paragraph, item or heading ends. A word is what
//! stands between spaces. A full stop that belongs to an abbreviation, a date or an ordinal ends nothing.

use std::iter::Sum;
use std::ops::Add;

/// Fewer words than this have no LIX: one sentence more or less would move it by a step of the scale.
pub const FEWEST_WORDS: usize = 50;

/// More letters than this make a long word.
const LETTERS: usize = 6;

/// Abbreviations that something follows, whatever letter that begins with: "jf. Barnets lov", "kl. 8".
const BEFORE_MORE: [&str; 42] = [
    "adr", "afd", "afs", "ang", "bl.a", "ca", "d", "dr", "eks", "ekskl", "evt", "f", "f.eks", "feks", "fhv", "fx", "hhv", "hr",
    "i.f.m", "ifm", "ift", "iht", "inkl", "jf", "jvf", "kap", "kgl", "kl", "maks", "mht", "nr", "p.g.a", "pga", "pkt", "pr", "s",
    "sml", "st", "stk", "tlf", "vedr", "vha",
];

/// Abbreviations that may stand last in a sentence: it ends there where the next word has a capital.
const MAY_BE_LAST: [&str; 22] = [
    "a.m.b.a", "d.d", "d.v.s", "dvs", "e.l", "el.lign", "kr", "m.a", "m.fl", "m.h.p", "m.m", "m.v", "mdr", "mfl", "mia", "mio",
    "mm", "mv", "o.a", "o.l", "o.lign", "osv",
];

/// What LIX is counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// The words.
    pub words: usize,
    /// Those of more than six letters.
    pub long_words: usize,
    /// The sentences.
    pub sentences: usize,
}

/// How hard a text is to read, as Danish names the steps of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Below 25: children's books.
    EasyForAll,
    /// 25 to 34: fiction, weeklies.
    Easy,
    /// 35 to 44: newspapers.
    Medium,
    /// 45 to 54: books about facts, public reports.
    Hard,
    /// 55 and above: academic texts, laws.
    VeryHard,
}

impl Step {
    /// The step of a LIX.
    #[must_use]
    pub fn of(lix: usize) -> Self {
        match lix {
            ..25 => Self::EasyForAll,
            25..35 => Self::Easy,
            35..45 => Self::Medium,
            45..55 => Self::Hard,
            55.. => Self::VeryHard,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EasyForAll => "let for alle",
            Self::Easy => "let",
            Self::Medium => "middel",
            Self::Hard => "svær",
            Self::VeryHard => "meget svær",
        }
    }
}

impl Counts {
    /// Counts a paragraph, a heading, an item: its end is the end of a sentence.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut open = false;
        let mut tokens = text.split_whitespace().peekable();
        while let Some(token) = tokens.next() {
            if token.contains(char::is_alphanumeric) {
                counts.words += 1;
                counts.long_words += usize::from(token.chars().filter(|c| c.is_alphabetic()).count() > LETTERS);
                open = true;
            }
            if open && tokens.peek().is_none_or(|next| ends_sentence(token, next)) {
                counts.sentences += 1;
                open = false;
            }
        }
        counts
    }

    /// The LIX, rounded; none for a text too short to have one.
    #[must_use]
    pub fn lix(self) -> Option<usize> {
        let Self { words, long_words, sentences } = self;
        if words < FEWEST_WORDS || sentences == 0 {
            return None;
        }
        let divisor = words.saturating_mul(sentences);
        let sum = words.saturating_mul(words).saturating_add(long_words.saturating_mul(sentences).saturating_mul(100));
        Some(sum.saturating_add(divisor / 2) / divisor)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            long_words: self.long_words + other.long_words,
            sentences: self.sentences + other.sentences,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// Whether a sentence ends between two words.
fn ends_sentence(token: &str, next: &str) -> bool {
    let token = token.trim_end_matches([')', ']', '«', '”', '“', '’', '"', '\'', '*']);
    let Some(core) = token.strip_suffix('.') else { return token.ends_with([':', '!', '?', '…']) };
    let next_is_small = next.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase);
    let core = core.trim_start_matches(|c: char| !c.is_alphanumeric());
    let folded = core.to_lowercase();
    let initial = core.chars().count() == 1 && core.starts_with(char::is_uppercase);
    if next_is_small {
        // "18. juni", "m.v. skal", and every other abbreviation: a sentence begins with a capital.
        return core.ends_with('.');
    }
    let is_short = |list: &[&str]| list.contains(&folded.as_str());
    let number_follows = next.starts_with(|c: char| c.is_numeric() || c == '§');
    let is_day = core.len() <= 2 && core.bytes().all(|byte| byte.is_ascii_digit());
    !(initial || is_short(&BEFORE_MORE) || (number_follows && (is_day || is_short(&MAY_BE_LAST))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str) -> (usize, usize, usize) {
        let Counts { words, long_words, sentences } = Counts::of(text);
        (words, long_words, sentences)
    }

    #[test]
    fn words_and_long_words_are_counted_by_letters() {
        assert_eq!(counts("Børnene spiser æblegrød i Ishøj"), (5, 2, 1));
        // Six letters are not long, seven are; what is no letter does not count.
        assert_eq!(counts("kommun kommune »kommun«, og/eller 12345678"), (5, 2, 1));
        assert_eq!(counts("SSP-samarbejdet – det er 3 møder"), (5, 1, 1));
        assert_eq!(counts(""), (0, 0, 0));
        assert_eq!(counts(" – • ... "), (0, 0, 0));
    }

    #[test]
    fn sentences_end_where_lix_says() {
        let sentences = |text| Counts::of(text).sentences;
        assert_eq!(sentences("Vi hjælper. Vi spørger! Hvem? Her: Os"), 5);
        assert_eq!(sentences("»Ring til os.« Så hjælper vi. (Også om natten.) Altid."), 4);
        assert_eq!(sentences("Vi venter… Så går vi"), 2);
        assert_eq!(sentences("En overskrift"), 1);
        assert_eq!(sentences("Er det svært ? Nej ."), 2);
        assert_eq!(sentences("Det var i 2026. Nu er det 2027."), 2);
        assert_eq!(sentences("Vi ser på det... så går vi videre"), 2);
    }

    #[test]
    fn abbreviations_dates_and_ordinals_end_nothing() {
        for one in [
            "Mødet er den 18. juni kl. 8.00 i salen",
            "Det følger af barnets lov, jf. Lov nr. 721 § 15, stk. 3, om planer",
            "Vi taler bl.a. med SSP og f.eks. Politiet",
            "Skoler, klubber m.v. skal kende den, og det skal m.fl. også",
            "Det koster 3 mio. kr. om året, dvs. 2 mio. 2026-kr.",
            "Den 18. 6. 2026 og den 1. 1. 2027",
            "Det er 2. gang, ca. 3 pr. år (jf. A. Hansen)",
        ] {
            assert_eq!(Counts::of(one).sentences, 1, "{one}");
        }
        assert_eq!(Counts::of("Vi hjælper skoler, klubber m.v. Det gør vi hver dag osv. Punktum.").sentences, 3);
    }

    #[test]
    fn lix_is_words_a_sentence_and_long_words_a_hundred() {
        // 60 words in 6 sentences, 15 of them long: 10 + 25.
        assert_eq!(Counts { words: 60, long_words: 15, sentences: 6 }.lix(), Some(35));
        // 100/3 + 20 = 53.33; 100/3 + 21.2 rounds up.
        assert_eq!(Counts { words: 100, long_words: 20, sentences: 3 }.lix(), Some(53));
        assert_eq!(Counts { words: 200, long_words: 42, sentences: 8 }.lix(), Some(46));
        assert_eq!(Counts { words: 51, long_words: 0, sentences: 2 }.lix(), Some(26));
        assert_eq!(Counts { words: FEWEST_WORDS - 1, long_words: 10, sentences: 4 }.lix(), None);
        assert_eq!(Counts::default().lix(), None);
        assert_eq!(Counts { words: usize::MAX, long_words: usize::MAX, sentences: usize::MAX }.lix(), Some(1));
    }

    #[test]
    fn the_scale_is_told_in_words() {
        let names: Vec<&str> = [0, 24, 25, 34, 35, 44, 45, 54, 55, 99].map(|lix| Step::of(lix).name()).to_vec();
        let scale = ["let for alle", "let", "middel", "svær", "meget svær"];
        assert_eq!(names, scale.map(|name| [name; 2]).concat());
    }
}
