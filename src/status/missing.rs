//! The required answers that are missing, as the check found them, in the order to give them in.

use serde::Serialize;

use super::by_key;
use crate::check::Subject;
use crate::finding::{About, Code, Finding, Findings, Severity};
use crate::skabelon::{Phase, Question};

/// A required answer that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The key in the answer file; a field of a record has its name after the key.
    pub key: String,
    /// The question's wording.
    pub question: String,
    /// Where the question stands in the plan, "afsnit 1.1".
    pub section: String,
    /// The line of the answer file where the answer belongs, from 1.
    pub line: usize,
    /// The phase from which on it must be there.
    #[serde(serialize_with = "by_key")]
    pub needed_from: Phase,
}

/// What is missing of what an adopted plan must have, from what the check finds in it as adopted: that phase needs the most.
pub(super) fn missing(subject: &Subject<'_>, adopted: &Findings) -> Vec<Missing> {
    let gaps = adopted.iter().filter(|finding| finding.code == Code::Missing && finding.severity == Severity::Error);
    let mut gaps: Vec<((Phase, usize), Missing)> = gaps.filter_map(|finding| gap(subject, finding)).collect();
    // A stable order: fields of the same question stay as they are in the file.
    gaps.sort_by_key(|(order, _)| *order);
    gaps.into_iter().map(|(_, missing)| missing).collect()
}

fn gap(subject: &Subject<'_>, finding: &Finding) -> Option<((Phase, usize), Missing)> {
    let About { key, question: wording, section, .. } = finding.about.clone()?;
    let mut questions = subject.skabelon.questions().map(|(question, _)| question);
    let (at, question) = questions.by_ref().enumerate().find(|(_, question)| concerns(&key, question))?;
    // A field that a record must have is needed as soon as the plan is no draft, whether or not its question is.
    let needed_from = subject.answers.required_from(question).unwrap_or(Phase::Hearing);
    let line = subject.sources.get(finding.location.source).position(finding.location.at.start).line;
    Some(((needed_from, at), Missing { key, question: wording, section, line, needed_from }))
}

/// Whether a finding's key is a question's own, or that of a field of its records.
pub(super) fn concerns(key: &str, question: &Question) -> bool {
    key.strip_prefix(&question.key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
