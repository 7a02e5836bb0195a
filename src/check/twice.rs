//! Standard text blocks that an answer holds too, and so stand twice in the plan: many plans were made from the same template.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Subject;
use super::passages::Passage;
use crate::dansk::saetninger;
use crate::finding::{Code, Finding, Severity};

/// How many of a block's sentences an answer must have: one may be quoted.
const SENTENCES: usize = 2;

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    // Of each block in each answer: the first sentence, and how many there are.
    let mut found: BTreeMap<(u8, &str), (&Passage<'_>, Range<usize>, usize)> = BTreeMap::new();
    let wording = subject.skabelon.wording();
    for passage in passages.iter().filter(|passage| !passage.key.starts_with("tekstblokke.")) {
        for range in saetninger(&passage.words) {
            if let Some(number) = wording.standard_text(&passage.words[range.clone()]) {
                let first = found.entry((number, passage.key)).or_insert_with(|| (passage, range, 0));
                first.2 += 1;
            }
        }
    }
    for ((number, _), (passage, range, count)) in found {
        let is_own = subject.answers.get(&format!("tekstblokke.{number}")).is_some();
        if count >= SENTENCES && !is_own {
            let message = format!("Her står {count} sætninger af tekstblok {number}, som også kommer automatisk med i planen.");
            let help = format!(
                "Lad tekstblok {number} stå, og slet sætningerne her. Skal jeres egen udgave stå i stedet, så skriv {number} = false under [tekstblokke]."
            );
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::Twice, message, help));
        }
    }
}
