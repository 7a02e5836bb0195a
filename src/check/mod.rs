//! Rules: what must hold for the answers before there is a plan, a file a family.
//!
//! Each rule holds the answers against the template and the register and gives findings; none stops at the first. That
//! the file is as an answer file should be has been told when it was read (`answers`). Knows nothing of documents.

mod accessibility;
mod adoption;
mod bygone;
mod doubled;
mod doubts;
mod elsewhere;
mod examples;
mod exceptions;
pub(crate) mod freshness;
mod glyphs;
mod kommune;
mod language;
mod law;
mod leftovers;
mod lengths;
mod look;
mod marks;
mod markup;
mod missing;
mod mojibake;
pub(crate) mod passages;
mod personal;
mod references;
mod twice;
mod unseen;

use std::ops::Range;

use jiff::civil::Date;

pub use kommune::kommune;

use crate::answers::{Answer, Answers};
use crate::finding::{About, Code, Finding, Severity};
use crate::skabelon::{Phase, Skabelon};
use crate::source::Sources;
use passages::Passage;

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The answers.
    pub answers: &'a Answers,
    /// The template they answer.
    pub skabelon: &'a Skabelon,
    /// The files they stand in.
    pub sources: &'a Sources,
    /// How far the plan is taken to be.
    pub phase: Phase,
    /// The day of the check.
    pub today: Date,
    /// Whether answers may be missing because the file is no TOML in places.
    pub incomplete: bool,
    /// Whether nothing says how far the plan is, and so what must be answered.
    pub is_phase_unknown: bool,
}

/// Everything found in the answers, in no order: what reading them found, and what the rules find, but for the exceptions that
/// the answers make.
#[must_use]
pub fn all(subject: &Subject<'_>, read: Vec<Finding>) -> Vec<Finding> {
    let mut findings = read;
    if !subject.incomplete && !subject.is_phase_unknown {
        missing::check(subject, &mut findings);
    }
    kommune::check(subject, &mut findings);
    markup::check(subject, &mut findings);
    doubts::check(subject, &mut findings);
    lengths::check(subject, &mut findings);
    glyphs::check(subject, &mut findings);
    look::check(subject, &mut findings);
    mojibake::check(subject, &mut findings);
    unseen::check(subject, &mut findings);
    let passages = passages::passages(subject);
    leftovers::check(subject, &passages, &mut findings);
    examples::check(subject, &passages, &mut findings);
    twice::check(subject, &passages, &mut findings);
    references::check(subject, &passages, &mut findings);
    doubled::check(subject, &passages, &mut findings);
    elsewhere::check(subject, &passages, &mut findings);
    personal::check(subject, &passages, &mut findings);
    law::check(subject, &mut findings);
    adoption::check(subject, &passages, &mut findings);
    bygone::check(subject, &passages, &mut findings);
    freshness::check(subject, &passages, &mut findings);
    accessibility::check(subject, &passages, &mut findings);
    language::check(subject, &passages, &mut findings);
    exceptions::apply(subject, findings)
}

impl<'a> Subject<'a> {
    /// Every answer that the plan shows, with its key: all but the exceptions, which are for those who write.
    fn shown(&self) -> impl Iterator<Item = (&'a str, &'a Answer)> {
        self.answers.iter().filter(|(key, _)| *key != exceptions::KEY)
    }

    /// What a finding about a key's answer is about.
    fn about(&self, key: &str) -> Option<About> {
        self.skabelon.question(key).map(|(question, section)| crate::answers::about(question, section))
    }

    /// A finding about a stretch of a passage.
    fn tell(
        &self,
        passage: &Passage<'_>,
        words: &Range<usize>,
        severity: Severity,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        let location = passage.locate(words, self.sources);
        Finding { severity, ..Finding::error(code, location, message, help) }.about(self.about(passage.key))
    }
}
