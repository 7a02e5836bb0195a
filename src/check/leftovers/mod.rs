//! What was to be filled in and was not, what Word left behind, and the template's own words left as the answer.
//!
//! `fields` knows placeholders in brackets and the like, and `stand_ins` words and blanks that stand for something else;
//! `field_codes`, `program_errors` and `prompts` what Word and its kin leave in copied text; `template` the template's text.

mod field_codes;
mod fields;
mod program_errors;
mod prompts;
mod stand_ins;
mod template;
mod things;

use std::ops::Range;

pub(super) use fields::is_field_in_angles;

use super::Subject;
use super::passages::Passage;
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::Phase;
use fields::Guillemets;
use template::TemplateText;

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    // A draft may hold them, as it may hold gaps.
    let severity = if subject.phase == Phase::Draft { Severity::Warning } else { Severity::Error };
    let guillemets = Guillemets::of(passages);
    let template = TemplateText::of(subject.skabelon);
    for passage in passages {
        for Leftover { at, kind } in leftovers(&passage.words, guillemets) {
            let (message, help) = kind.tell(&passage.words[at.clone()]);
            findings.push(subject.tell(passage, &at, severity, Code::Placeholder, message, help));
        }
        if let Some(range) = template.find(passage) {
            let help = "Skriv jeres eget svar i stedet. Spørgsmålet og vejledningen er kun til jer, der skriver.";
            let message = "Her står skabelonens egen tekst.";
            findings.push(subject.tell(passage, &range, severity, Code::TemplateText, message, help));
        }
    }
}

/// A stretch of a text that is no part of the answer.
#[derive(Debug, PartialEq)]
struct Leftover {
    at: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// It stands for what was to be filled in.
    Unfilled,
    /// What Word has in place of something that it works out.
    FieldCode,
    /// What a program says of something that it cannot show.
    ProgramError,
}

impl Leftover {
    fn unfilled(at: Range<usize>) -> Self {
        Self { at, kind: Kind::Unfilled }
    }
}

impl Kind {
    /// What is wrong, and what to do.
    fn tell(self, found: &str) -> (String, &'static str) {
        let found = shorten(found);
        match self {
            Self::Unfilled => (
                format!("»{found}« er ikke udfyldt."),
                "Skriv det, der skal stå, eller slet det. I den vedtagne plan ville alle kunne se det.",
            ),
            Self::FieldCode => (
                format!("»{found}« er en feltkode fra Word."),
                "Skriv det, som Word viste i feltet, eller slet koden. Læseren ser kun koden.",
            ),
            Self::ProgramError => (
                format!("»{found}« er en fejlmeddelelse fra det program, teksten blev skrevet i."),
                "Skriv det, der skulle have stået, fx den side eller det afsnit, der henvises til, eller slet den. Læseren kan ikke bruge den til noget.",
            ),
        }
    }
}

/// A stretch short enough for a sentence.
fn shorten(found: &str) -> String {
    if found.chars().count() <= 70 { found.to_owned() } else { found.chars().take(69).chain(['…']).collect() }
}

/// Which bytes a text has. Most texts lack the marks of most leftovers, and are not searched for them.
struct Bytes([bool; 256]);

impl Bytes {
    fn of(text: &str) -> Self {
        let mut seen = [false; 256];
        text.bytes().for_each(|byte| seen[usize::from(byte)] = true);
        Self(seen)
    }

    fn have_any(&self, marks: &[u8]) -> bool {
        marks.iter().any(|mark| self.0[usize::from(*mark)])
    }
}

/// Everything in a text that is no part of the answer, in order; of two at one place the longer.
fn leftovers(words: &str, guillemets: Guillemets) -> Vec<Leftover> {
    let mut found = Vec::new();
    let bytes = Bytes::of(words);
    if bytes.have_any(field_codes::MARKS) {
        field_codes::find(words, &mut found);
    }
    if bytes.have_any(program_errors::MARKS) {
        program_errors::find(words, &mut found);
    }
    if bytes.have_any(fields::MARKS) {
        fields::find(words, guillemets, &mut found);
    }
    prompts::find(words, &mut found);
    stand_ins::find(words, &mut found);
    found.sort_by_key(|leftover| (leftover.at.start, std::cmp::Reverse(leftover.at.end)));
    found.dedup_by(|next, before| next.at.start < before.at.end);
    found
}

/// The words of a text, from a letter or a digit on as long as there are more: as bytes, since every text is gone through.
fn tokens(words: &str) -> impl Iterator<Item = Range<usize>> {
    // In UTF-8 the punctuation of Western Europe begins with 0xC2 and 0xE2, and its letters with others.
    let bytes = words.as_bytes();
    let begins = |byte: u8| byte.is_ascii_alphanumeric() || (byte >= 0xc3 && byte != 0xe2);
    let goes_on = move |byte: u8| begins(byte) || (0x80..0xc0).contains(&byte);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(|byte| begins(*byte))?;
        at = start + bytes[start..].iter().position(|byte| !goes_on(*byte)).unwrap_or(bytes.len() - start);
        Some(start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        leftovers(words, Guillemets::Quotes).into_iter().map(|leftover| &words[leftover.at]).collect()
    }

    #[test]
    fn what_is_to_be_filled_in_is_found() {
        assert_eq!(found("Ring til xx på xxxxxxxx eller XXXX."), ["xx", "xxxxxxxx", "XXXX"]);
        assert_eq!(found("[KOMMUNENS NAVN]s plan, jf. [§ 15]"), ["[KOMMUNENS NAVN]"]);
        assert_eq!(found("Lorem ipsum dolor, TODO, og hvad???"), ["Lorem ipsum", "TODO", "???"]);
        assert_eq!(found("Udfyldes senere af Anna"), ["Udfyldes senere"]);
        assert_eq!(found("Udfyldes."), ["Udfyldes"]);
    }

    #[test]
    fn the_longer_of_two_at_one_place_is_told() {
        assert_eq!(found("[indsæt dd.mm.åååå]"), ["[indsæt dd.mm.åååå]"]);
        assert_eq!(found("{{ TODO }} og {{ navn }}"), ["{{ TODO }}", "{{ navn }}"]);
    }

    #[test]
    fn ordinary_words_are_not() {
        for words in [
            "Skemaet udfyldes på mødet, så alle bidrager.",
            "Kapitel XX og størrelse XL",
            "Se [vejledningen] og [1]",
            "Hvorfor? Hvordan??",
            "maxxing, Exxon og taxa",
            "todo-listen",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn tokens_are_words() {
        let words = "»Blåbær« på Ærø\u{a0}– § 15, c’est «a»…z×y, ÆØÅ";
        let found: Vec<&str> = tokens(words).map(|at| &words[at]).collect();
        assert_eq!(found, ["Blåbær", "på", "Ærø", "15", "c", "est", "a", "z×y", "ÆØÅ"]);
        assert_eq!(tokens("").chain(tokens("…")).count(), 0);
    }

    #[test]
    fn a_message_is_short_however_long_the_leftover_is() {
        for kind in [Kind::Unfilled, Kind::FieldCode, Kind::ProgramError] {
            assert!(kind.tell(&"_".repeat(1000)).0.chars().count() <= 160);
        }
    }
}
