//! A finding: something in the answers that a person should look at.
//!
//! Every finding has a code that stays the same over versions, a severity, one Danish sentence, its place in a file, the
//! question it is about, and help. What to find is decided elsewhere (`answers`, `check`); how findings are shown is one
//! renderer a file: `terminal`, `html`, `json`, `sarif`, `github`. `rule` has the words of each rule, for `forklar` and for SARIF.
//! Knows nothing of how anything is found.

mod code;
pub mod github;
pub mod html;
pub mod json;
pub mod rule;
pub mod sarif;
pub mod terminal;

pub use code::Code;

use serde::Serialize;

use crate::source::{Location, Position, Sources};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The plan cannot be built as it stands.
    Error,
    /// The plan can be built, but should be looked at.
    Warning,
}

/// Something in the answers that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where it is.
    pub location: Location,
    /// A second place that explains the first, with what it is.
    pub related: Option<(Location, String)>,
    /// The question it is about.
    pub about: Option<About>,
    /// Why it matters and what to do.
    pub help: String,
}

/// The question that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The key in the answer file.
    pub key: String,
    /// The question's wording.
    pub question: String,
    /// Where the question stands in the plan, "afsnit 1.1".
    pub section: String,
    /// The anchor of that section's heading, where the plan shows one.
    pub anchor: Option<String>,
}

impl Finding {
    /// An error.
    #[must_use]
    pub fn error(code: Code, location: Location, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, severity: Severity::Error, message, location, related: None, about: None, help }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, location: Location, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, location, message, help) }
    }

    /// The same finding, with the question it is about.
    #[must_use]
    pub fn about(mut self, about: Option<About>) -> Self {
        self.about = about;
        self
    }
}

/// All that was found in one answer file, in the file's order.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Puts findings in the order of the files and the places in them.
    #[must_use]
    pub fn in_order(mut list: Vec<Finding>) -> Self {
        list.sort_by_key(|f| (f.location.source, f.location.at.start, f.severity, f.code));
        Self { list }
    }

    /// Each finding.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// The errors alone.
    #[must_use]
    pub fn only_errors(&self) -> Self {
        Self { list: self.list.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect() }
    }

    /// As many as `most` of them, in order: where not all of them are, errors before warnings.
    #[must_use]
    pub fn first(&self, most: usize) -> Self {
        let (mut errors, mut warnings) = (most, most.saturating_sub(self.errors()));
        let mut is_in = |finding: &&Finding| {
            let left = if finding.severity == Severity::Error { &mut errors } else { &mut warnings };
            let is_in = *left > 0;
            *left = left.saturating_sub(1);
            is_in
        };
        Self { list: self.list.iter().filter(&mut is_in).cloned().collect() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// What was found in one answer file, and the files that the places are in: what the renderers for programs take several of.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What was found.
    pub findings: &'a Findings,
    /// The files.
    pub sources: &'a Sources,
}

/// A place as people and programs outside count it: a file, and from one line and column up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent<'a> {
    /// The file's name as the user knows it.
    pub file: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: the first column that is no part of it.
    pub end: Position,
}

impl<'a> Extent<'a> {
    /// The extent of a location.
    #[must_use]
    pub fn of(location: &Location, sources: &'a Sources) -> Self {
        let source = sources.get(location.source);
        Self { file: &source.name, start: source.position(location.at.start), end: source.position(location.at.end) }
    }
}

/// A finding's place as editors and terminals write it: `file:line:column`.
#[must_use]
pub fn place(location: &Location, sources: &Sources) -> String {
    let Extent { file, start, .. } = Extent::of(location, sources);
    format!("{file}:{}:{}", start.line, start.column)
}
