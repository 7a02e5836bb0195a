//! Words that are written twice: "på på", "den denne".

use std::ops::Range;

use super::Subject;
use super::passages::{Passage, PassageKind};
use crate::finding::{Code, Finding, Severity};

/// Words that Danish repeats on purpose.
const REPEATED: [&str; 9] = ["meget", "rigtig", "langt", "lidt", "igen", "år", "så", "ja", "nej"];

/// Words that stand one after the other only where one took the other's place.
const PAIRS: [(&str, &str); 8] = [
    ("den", "denne"),
    ("det", "dette"),
    ("de", "disse"),
    ("en", "et"),
    ("et", "en"),
    ("denne", "den"),
    ("dette", "det"),
    ("disse", "de"),
];

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    for passage in passages.iter().filter(|passage| matches!(passage.kind, PassageKind::Prose | PassageKind::Heading)) {
        for range in doubled(&passage.words) {
            let message = format!("Her står »{}«.", &passage.words[range.clone()]);
            let help = "Slet det ene ord. Det er ofte blevet stående, da sætningen blev lavet om.";
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::DoubledWord, message, help));
        }
    }
}

/// Two words with nothing but a space between, of which one is too many.
fn doubled(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    let mut at = 0;
    for word in words.split(' ') {
        let start = at;
        at += word.len() + 1;
        let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
        // A comma or a full stop between them: "det, det".
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_last = !bare.is_empty() && bare.chars().all(char::is_alphabetic);
        if let Some((first, other)) = before.filter(|_| is_last)
            && is_too_many(other, bare)
        {
            found.push(first..start + bare.len());
        }
        before = is_word.then_some((start, word));
    }
    found
}

fn is_too_many(first: &str, second: &str) -> bool {
    // Most words differ in their first letter or their length, and need no more.
    let is_same = first.len() == second.len() && first.len() > 1 && {
        let (one, other) = (first.to_lowercase(), second.to_lowercase());
        // A name may be of two, and a sentence begin: "I i", "Aa Aa".
        one == other && second.chars().all(char::is_lowercase) && !REPEATED.contains(&one.as_str())
    };
    is_same || PAIRS.iter().any(|&(one, other)| second == other && first.eq_ignore_ascii_case(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Vec<&str> {
        doubled(words).into_iter().map(|range| &words[range]).collect()
    }

    #[test]
    fn words_written_twice_are_found() {
        assert_eq!(told("Vi har har en plan på på, og den denne er et en god."), ["har har", "på på", "den denne", "et en"]);
        assert_eq!(told("Det det er"), ["Det det"]);
    }

    #[test]
    fn words_that_belong_are_left_alone() {
        let words = "Det, det handler om, er meget meget vigtigt, år år efter år. Det er det. Kommune Kommune, 10 10, i i.";
        assert_eq!(told(words), Vec::<&str>::new());
    }
}
