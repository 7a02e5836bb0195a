//! What in an answer file can be read as it was meant although TOML reads it otherwise, with a finding for each.
//!
//! The parser makes many faults of one where marks or a header are missing, and points at the places that follow from it. So
//! these are looked for first, told at their place, and mended in a copy that the parser then reads. What stands in for
//! something is as long as it was, so that places stay what they were.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::known::Known;
use super::outline::{Outline, Unclosed, outline};
use super::{characters, commented, headers, loose};
use crate::finding::{Code, Finding};
use crate::skabelon::Skabelon;
use crate::source::{Location, SourceId};

/// An answer file as it was meant.
#[derive(Debug)]
pub(in crate::answers) struct Mended {
    /// The text to read in the file's place; none where nothing was to be mended.
    pub(super) text: Option<String>,
    /// What was to be mended, and the answers that TOML does not see.
    pub findings: Vec<Finding>,
    /// Where values begin that stand in for answers that cannot be read.
    pub stand_ins: BTreeSet<usize>,
    /// The keys whose answers stand where they cannot be read.
    pub misplaced: HashSet<String>,
}

/// Looks through an answer file for what was meant otherwise.
pub(in crate::answers) fn mend(text: &str, source: SourceId, skabelon: &Skabelon) -> Mended {
    let known = Known::of(skabelon);
    let (clean, controls) = characters::without_controls(text);
    let outline = outline(&clean, &known);
    let mut mending = Mending::new(text, &clean, source, skabelon, &known);
    mending.changed = !controls.is_empty();
    characters::tell(controls, &mut mending);
    mending.signs(&outline);
    for unclosed in &outline.unclosed {
        mending.unclosed(unclosed);
    }
    loose::mend(&outline, &mut mending);
    headers::mend(&outline, &mut mending);
    commented::tell(&outline, &mut mending);
    let Mending { changed, copy, findings, stand_ins, misplaced, .. } = mending;
    Mended { text: changed.then_some(copy), findings, stand_ins, misplaced }
}

/// An answer file while it is mended.
pub(super) struct Mending<'a> {
    /// The file's text, with line feeds at its lines' ends.
    pub text: &'a str,
    pub known: &'a Known<'a>,
    pub skabelon: &'a Skabelon,
    source: SourceId,
    written: &'a str,
    line_starts: OnceCell<Vec<usize>>,
    copy: String,
    changed: bool,
    findings: Vec<Finding>,
    stand_ins: BTreeSet<usize>,
    pub misplaced: HashSet<String>,
}

impl<'a> Mending<'a> {
    fn new(written: &'a str, text: &'a str, source: SourceId, skabelon: &'a Skabelon, known: &'a Known<'a>) -> Self {
        Self {
            text,
            known,
            skabelon,
            source,
            written,
            line_starts: OnceCell::new(),
            copy: text.to_owned(),
            changed: false,
            findings: Vec::new(),
            stand_ins: BTreeSet::new(),
            misplaced: HashSet::new(),
        }
    }

    /// The line of the file that a place is on, from 1.
    pub fn line(&self, at: usize) -> usize {
        let starts = self.line_starts.get_or_init(|| memchr::memchr_iter(b'\n', self.written.as_bytes()).collect());
        starts.partition_point(|newline| *newline < at) + 1
    }

    /// A place of the file, without the line's end.
    pub fn location(&self, at: Range<usize>) -> Location {
        let line_end = self.text.get(at.clone()).map_or(0, |text| text.len() - text.trim_end_matches(['\r', '\n']).len());
        let at = at.start..at.end - line_end;
        Location { source: self.source, at }
    }

    pub fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Tells what is no TOML.
    pub fn syntax(&mut self, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.tell(Finding::error(Code::Syntax, self.location(at), message, help));
    }

    /// Reads white space in place of a stretch.
    pub fn blank(&mut self, at: Range<usize>) {
        self.put(at, "");
    }

    /// Reads something in place of a stretch that has room for it.
    pub fn put(&mut self, at: Range<usize>, words: &str) {
        let Some(rest) = self.text.as_bytes().get(at.start + words.len()..at.end) else { return };
        let blank = rest.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' });
        let stand_in: String = words.chars().chain(blank).collect();
        self.copy.replace_range(at, &stand_in);
        self.changed = true;
    }

    /// Reads an empty text in place of an answer that cannot be read, which has been told.
    pub fn stand_in(&mut self, at: Range<usize>, brackets: &str) {
        let words = format!("\"\"{brackets}");
        let words = if words.len() <= at.len() { words.as_str() } else { "\"\"" };
        self.stand_ins.insert(at.start);
        self.put(at, words);
    }

    /// Characters outside texts, from the last, so that what follows one is mended before it.
    fn signs(&mut self, outline: &Outline<'_>) {
        for (at, c) in outline.signs.iter().rev() {
            let (range, stand_in) = characters::stand_in(&self.copy, *at, *c);
            self.copy.replace_range(range, &stand_in);
            self.changed = true;
        }
        characters::tell(outline.signs.clone(), self);
    }

    /// A long text that is not closed: told where it begins, with the line that it most likely ends on.
    fn unclosed(&mut self, unclosed: &Unclosed) {
        let Unclosed { marks, end, closing, brackets } = unclosed;
        let opening = &self.text[marks.clone()];
        let straight = if opening.starts_with("'''") { "'''" } else { "\"\"\"" };
        let last = self.line(*end);
        let (message, help, seen) = match closing {
            None => (
                "Teksten, der begynder her, bliver ikke afsluttet.".to_owned(),
                format!("Den slutter formentlig på linje {last}. Skriv {straight} på en linje for sig lige efter den."),
                "her slutter den formentlig",
            ),
            Some(closing) if straight == opening => (
                "Teksten, der begynder her, bliver ikke afsluttet med de samme tre anførselstegn.".to_owned(),
                format!("På linje {last} står {}. Skriv {straight} i stedet.", &self.text[closing.clone()]),
                "her skal de samme tre tegn stå",
            ),
            Some(_) => (
                format!("Teksten står i anførselstegnene {opening}, som ikke kan bruges her."),
                format!(
                    "Skriv tre lige anførselstegn i begge ender: {straight} her og {straight} på linje {last}. Tekstbehandling laver dem ofte om, når man skriver eller indsætter."
                ),
                "her skal de også være lige",
            ),
        };
        let at = closing.clone().unwrap_or_else(|| self.text[..*end].rfind('\n').map_or(0, |newline| newline + 1)..*end);
        let mut finding = Finding::error(Code::Syntax, self.location(marks.clone()), message, help);
        finding.related = (self.line(at.start) > self.line(marks.start)).then(|| (self.location(at), seen.to_owned()));
        self.tell(finding);
        self.stand_in(marks.start..*end, brackets);
    }
}
