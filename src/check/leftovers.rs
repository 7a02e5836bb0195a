//! What was to be filled in and was not, and the template's own words left as the answer.

use std::ops::Range;

use memchr::memmem::{self, Finder};

use super::Subject;
use super::passages::{Passage, PassageKind};
use crate::dansk::saetninger;
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::{Phase, Wording};

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    // A draft may hold them, as it may hold gaps.
    let severity = if subject.phase == Phase::Draft { Severity::Warning } else { Severity::Error };
    let phrases: Vec<Finder<'_>> = subject.skabelon.phrases.iter().map(Finder::new).collect();
    for passage in passages {
        for range in placeholders(&passage.words) {
            let message = format!("»{}« er ikke udfyldt.", &passage.words[range.clone()]);
            let help = "Skriv det, der skal stå, eller slet det. I den vedtagne plan ville alle kunne se det.";
            findings.push(subject.tell(passage, &range, severity, Code::Placeholder, message, help));
        }
        if let Some(range) = of_template(passage, &phrases, subject.skabelon.wording()) {
            let help = "Skriv jeres eget svar i stedet. Spørgsmålet og vejledningen er kun til jer, der skriver.";
            let message = "Her står skabelonens egen tekst.";
            findings.push(subject.tell(passage, &range, severity, Code::TemplateText, message, help));
        }
    }
}

/// The stretches of a text that stand for something else.
fn placeholders(words: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = brackets(words).collect();
    // Most texts have none of these words, and are not copied to look for them.
    let lower = if words.contains("orem") || words.contains("dfyld") { words.to_lowercase() } else { String::new() };
    if lower.len() == words.len() {
        found.extend(lower.match_indices("lorem ipsum").map(|(at, text)| at..at + text.len()));
        found.extend(to_be_filled(&lower));
    }
    found.extend(memmem::find_iter(words.as_bytes(), "???").map(|at| at..at + "???".len()));
    // Most texts have no two x's in a row, and are not taken apart.
    let may_have = words.as_bytes().windows(2).any(|two| two.eq_ignore_ascii_case(b"xx")) || words.contains("TODO");
    if may_have {
        found.extend(tokens(words).filter(|token| is_placeholder(&words[token.clone()])));
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// "xx", "XXXX", "TODO". Two capitals, "XX", may be a Roman number.
fn is_placeholder(token: &str) -> bool {
    let all_x = token.chars().all(|c| matches!(c, 'x' | 'X'));
    let lower = token.chars().all(|c| c == 'x');
    token == "TODO" || (all_x && token.len() >= if lower { 2 } else { 3 })
}

/// How many bytes a placeholder in square brackets has at most.
const LONGEST_BRACKET: usize = 80;

/// Text in square brackets that is all capitals: "[KOMMUNENS NAVN]".
fn brackets(words: &str) -> impl Iterator<Item = Range<usize>> {
    words.match_indices('[').filter_map(|(start, _)| {
        // A longer one is no placeholder, and is not looked for.
        let reach = words.floor_char_boundary(start + LONGEST_BRACKET + 2);
        let end = start + words[start..reach].find(']')? + 1;
        let inner = &words[start + 1..end - 1];
        let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
        (letters >= 2 && !inner.chars().any(char::is_lowercase)).then_some(start..end)
    })
}

/// "udfyldes" as a note to the writer. A form that "udfyldes på mødet" is a sentence like any other.
fn to_be_filled(lower: &str) -> Vec<Range<usize>> {
    const NOTES: [&str; 6] =
        ["udfyldes senere", "skal udfyldes her", "udfyldes her", "udfyldes af kommunen", "(udfyldes", "[udfyldes"];
    let short = lower.split_whitespace().count() <= 3;
    let notes = NOTES.iter().filter_map(|note| lower.find(note).map(|at| at..at + note.len()));
    let alone = short.then(|| lower.find("udfyldes").map(|at| at..at + "udfyldes".len())).flatten();
    notes.chain(alone).collect()
}

fn tokens(words: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = char::is_alphanumeric;
    let starts = words.char_indices().filter(move |&(at, c)| is_part(c) && !words[..at].ends_with(is_part));
    starts.map(move |(at, _)| at..words[at..].find(|c| !is_part(c)).map_or(words.len(), |length| at + length))
}

/// The first stretch that is the template's. A heading may well be the question; what stands below it is the answer.
fn of_template(passage: &Passage<'_>, phrases: &[Finder<'_>], wording: &Wording) -> Option<Range<usize>> {
    if passage.kind != PassageKind::Prose {
        return None;
    }
    let words = &passage.words;
    let phrase = phrases.iter().find_map(|phrase| phrase.find(words.as_bytes())).map(|at| passage.sentence(at));
    phrase.or_else(|| saetninger(words).find(|range| wording.has_sentence(&words[range.clone()])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        placeholders(words).into_iter().map(|range| &words[range]).collect()
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
}
