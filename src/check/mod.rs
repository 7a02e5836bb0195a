//! Rules: what must hold for the answers before there is a plan, a file a family.
//!
//! Each rule holds the answers against the template and the register and gives findings; none stops at the first. That
//! the file is as an answer file should be has been told when it was read (`answers`). Knows nothing of documents.

mod glyphs;
mod kommune;
mod law;
mod look;
mod markup;
mod missing;

use jiff::civil::Date;

pub use kommune::kommune;

use crate::answers::Answers;
use crate::finding::Finding;
use crate::skabelon::{Phase, Skabelon};
use crate::source::Sources;

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
}

/// Everything that the rules find, in no order.
#[must_use]
pub fn all(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !subject.incomplete {
        missing::check(subject, &mut findings);
    }
    kommune::check(subject, &mut findings);
    markup::check(subject, &mut findings);
    glyphs::check(subject, &mut findings);
    law::check(subject, &mut findings);
    look::check(subject, &mut findings);
    findings
}

impl Subject<'_> {
    /// What a finding about a key's answer is about.
    fn about(&self, key: &str) -> Option<crate::finding::About> {
        self.skabelon.question(key).map(|(question, section)| crate::answers::about(question, section))
    }
}
