//! The template's examples left as the answer, which a new answer file can be filled with.
//!
//! A text is a warning in every phase: an example may happen to be true, and then it is an answer as good as any. A telephone number
//! or an address is nobody's, and an error once others than the writers read the plan.

use std::collections::HashSet;
use std::ops::Range;

use super::Subject;
use super::passages::Passage;
use crate::answers::Value;
use crate::dansk::{Telefon, saetninger};
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::{Example, Phase};

/// The fewest words that a sentence of a paragraph must have: a short one could be anybody's.
const WORDS: usize = 7;

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    contact_details(subject, findings);
    let wording = subject.skabelon.wording();
    let mut told = HashSet::new();
    for passage in passages {
        let Some(sentences) = wording.examples(passage.key) else { continue };
        let is_example = |range: &Range<usize>| sentences.contains(&passage.words[range.clone()]);
        let found: Vec<Range<usize>> = saetninger(&passage.words).collect();
        // A sentence that also stands in an example, among others of one's own, is one's own. And an answer is one answer,
        // however many of its paragraphs stand.
        let long = found.iter().any(|range| passage.words[range.clone()].split_whitespace().count() >= WORDS);
        if long && found.iter().all(is_example) && told.insert(passage.key) {
            let range = found.first().map_or(0, |first| first.start)..found.last().map_or(0, |last| last.end);
            let message = "Her står skabelonens eksempel.";
            let help = "Er det sådan hos jer? Ellers skriv jeres eget svar. Eksemplet er kun til jer, der skriver, og læseren vil tro, at det gælder hos jer.";
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::ExampleText, message, help));
        }
    }
}

/// The number and the address that the template shows as examples.
fn contact_details(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if subject.phase == Phase::Draft {
        return;
    }
    for (question, _) in subject.skabelon.questions() {
        let (Some(Example::Text(example)), Some(answer)) = (&question.example, subject.answers.get(&question.key)) else {
            continue;
        };
        let (is_example, what) = match &answer.value {
            Value::Phone(phone) => (Telefon::parse(example).is_some_and(|example| example == *phone), "nummer"),
            Value::Email(address, _) => (address.eq_ignore_ascii_case(example), "adresse"),
            _ => continue,
        };
        if is_example {
            let message = format!("»{example}« er skabelonens eksempel og ikke jeres.");
            let help = format!("Skriv infohusets {what}. Det er den, en borger bruger, når det haster.");
            let finding = Finding::error(Code::ExampleText, answer.at.clone(), message, help);
            findings.push(finding.about(subject.about(&question.key)));
        }
    }
}
