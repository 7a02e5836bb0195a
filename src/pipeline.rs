//! The one path from an answer file to its findings and its document. Every command takes it, and differs only in what it
//! does with the result.
//!
//! It reads files and nothing else: no clock, no environment, nothing printed.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::answers::{self, Answers, FileText, Reading};
use crate::check::{self, Subject};
use crate::document::Document;
use crate::file_kind::{self, OtherKind};
use crate::files::{self, FileFault, MAX_FILE_BYTES};
use crate::finding::{Code, Finding, Findings, Report};
use crate::folder::Folder;
use crate::names;
use crate::plan::{self, Parts, StandardText};
use crate::register::Kommune;
use crate::skabelon::{self, Phase, Skabelon, SkabelonError};
use crate::source::{Location, SourceId, Sources};
use crate::status::{self, Status};

/// What a run is told from outside.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day of the run.
    pub today: Date,
    /// A folder that lies over the template's own files.
    pub skabelon: Option<PathBuf>,
    /// How far the plan is to be taken to be, whatever its file says.
    pub phase: Option<Phase>,
}

/// An answer file that was read and checked.
#[derive(Debug)]
pub struct Checked {
    /// The files it was read from; the first is the answer file.
    pub sources: Sources,
    /// Everything found in it, in order.
    pub findings: Findings,
    /// The files that the answers name, whether they are there or not.
    pub named: BTreeSet<PathBuf>,
    /// What reading the file found, before the rules.
    read: Vec<Finding>,
    incomplete: bool,
    skabelon: Arc<Skabelon>,
    answers: Answers,
    kommune: Option<Kommune>,
    phase: Phase,
    /// Whether nothing says how far the plan is.
    is_phase_unknown: bool,
    today: Date,
}

/// Why a file could not be checked at all.
#[derive(Debug, Clone)]
pub enum PipelineError {
    /// The answer file cannot be read.
    Unreadable(PathBuf, io::ErrorKind),
    /// The answer file is no file.
    NotAFile(PathBuf),
    /// The answer file is larger than any plan.
    TooLarge(PathBuf),
    /// What was given as the answer file is another kind of file.
    NotAnswers(PathBuf, OtherKind),
    /// The template cannot be used.
    Skabelon(SkabelonError),
    /// The plan has errors, so there is no document.
    HasErrors,
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |path: &Path| names::shown(&path.to_string_lossy());
        match self {
            Self::Unreadable(path, io::ErrorKind::NotFound) => write!(f, "Filen »{}« findes ikke.", name(path)),
            Self::Unreadable(path, io::ErrorKind::PermissionDenied) => {
                write!(f, "I har ikke adgang til at læse filen »{}«.", name(path))
            }
            Self::Unreadable(path, kind) => write!(f, "Filen »{}« kan ikke læses ({kind}).", name(path)),
            Self::NotAFile(path) => write!(f, "»{}« er ikke en fil.", name(path)),
            Self::TooLarge(path) => {
                let limit = MAX_FILE_BYTES / 1024 / 1024;
                write!(f, "Filen »{}« fylder mere end {limit} MB og kan ikke være en svarfil.", name(path))
            }
            Self::NotAnswers(path, kind) => write!(f, "»{}« er {kind} og ikke en svarfil.", name(path)),
            Self::Skabelon(error) => write!(f, "{error}"),
            Self::HasErrors => f.write_str("Planen har fejl og kan ikke bygges."),
        }
    }
}

impl std::error::Error for PipelineError {}

impl From<SkabelonError> for PipelineError {
    fn from(error: SkabelonError) -> Self {
        Self::Skabelon(error)
    }
}

/// Reads and checks an answer file.
///
/// # Errors
/// Where the file cannot be read or the template cannot be used. What is wrong with the answers is no error but findings.
pub fn check(path: &Path, settings: &Settings) -> Result<Checked, PipelineError> {
    let bytes = read_file(path)?;
    if let Some(kind) = file_kind::other_kind(path, &bytes) {
        return Err(PipelineError::NotAnswers(path.to_owned(), kind));
    }
    let unreadable = |error: io::Error| PipelineError::Unreadable(path.to_owned(), error.kind());
    check_bytes(path, &bytes, &Folder::of(path).map_err(unreadable)?, settings)
}

/// Checks an answer file of these bytes, which names files of this folder. The path is what it is called.
///
/// # Errors
/// Where the template cannot be used.
pub fn check_bytes(path: &Path, bytes: &[u8], folder: &Folder, settings: &Settings) -> Result<Checked, PipelineError> {
    let mut sources = Sources::default();
    let (source, invalid) = sources.add(path.display().to_string(), bytes);
    // The parsed table borrows the text while files that answers name are added to the sources.
    let text = FileText::new(&sources.get(source).text);
    let mut parsed = answers::parse(&text, source, invalid);
    let name = parsed.skabelon(&skabelon::names()).unwrap_or(skabelon::DEFAULT);
    let skabelon = match &settings.skabelon {
        None => skabelon::built_in(name)?,
        folder => Arc::new(skabelon::load(name, folder.as_deref())?),
    };
    let Reading { answers, findings: read, incomplete } = answers::read(parsed, &skabelon, folder, &mut sources);
    let phase = settings.phase.unwrap_or_else(|| answers.phase());
    let is_phase_unknown = settings.phase.is_none() && answers.is_phase_unknown();
    let kommune = check::kommune(&answers);
    let (findings, named, today) = (Findings::default(), folder.asked(), settings.today);
    let mut checked =
        Checked { sources, findings, named, read, incomplete, skabelon, answers, kommune, phase, is_phase_unknown, today };
    checked.findings = checked.found(&checked.as_it_stands());
    if settings.skabelon.is_some() {
        // The program's own templates are known to merge; somebody else's may not, and that is better told now.
        let unknown = Kommune::outside_register("[KOMMUNENS NAVN]", "[POLITIKREDSENS NAVN]");
        let kommune = checked.kommune.as_ref().unwrap_or(&unknown);
        let Checked { skabelon, answers, phase, today, .. } = &checked;
        plan::sound(&Parts { skabelon, answers, kommune, phase: *phase, today: *today })?;
        if checked.findings.errors() == 0 {
            checked.document()?;
        }
    }
    Ok(checked)
}

/// The template before anybody has answered: an answer file that says nothing.
///
/// # Errors
/// Where the template cannot be used.
pub fn unanswered(settings: &Settings) -> Result<Checked, PipelineError> {
    check_bytes(Path::new("kommune.toml"), b"", &Folder::none(), settings)
}

impl Checked {
    /// What there is to find where the plan is taken to be in another phase: what a check run as that phase gives.
    #[must_use]
    pub fn findings_in(&self, phase: Phase) -> Findings {
        self.found(&self.subject(phase))
    }

    fn found(&self, subject: &Subject<'_>) -> Findings {
        let mut findings = check::all(subject, self.read.clone());
        drop_echoes(&mut findings, &self.sources);
        Findings::in_order(findings)
    }

    /// Where the plan stands.
    ///
    /// # Errors
    /// Where a text block of the template cannot be used.
    pub fn status(&self) -> Result<Status, PipelineError> {
        let is_found = |phase| phase == self.phase && !self.is_phase_unknown;
        let of_phase = |phase| if is_found(phase) { self.findings.clone() } else { self.findings_in(phase) };
        let parts = status::Parts {
            subject: self.subject(self.phase),
            kommune: self.kommune.as_ref(),
            findings: &self.findings,
            hearing: &of_phase(Phase::Hearing),
            adopted: &of_phase(Phase::Adopted),
        };
        Ok(status::of(&parts)?)
    }

    /// The plan in its own phase. Where nothing says which that is, nothing tells what is missing.
    fn as_it_stands(&self) -> Subject<'_> {
        Subject { is_phase_unknown: self.is_phase_unknown, ..self.subject(self.phase) }
    }

    fn subject(&self, phase: Phase) -> Subject<'_> {
        let Self { answers, skabelon, sources, today, incomplete, .. } = self;
        Subject { answers, skabelon, sources, phase, today: *today, incomplete: *incomplete, is_phase_unknown: false }
    }

    /// The finished plan.
    ///
    /// # Errors
    /// Where the plan has errors, or a file of the template cannot be used.
    pub fn document(&self) -> Result<Document, PipelineError> {
        let kommune = self.kommune.as_ref().filter(|_| self.findings.errors() == 0).ok_or(PipelineError::HasErrors)?;
        let parts = Parts { skabelon: &self.skabelon, answers: &self.answers, kommune, phase: self.phase, today: self.today };
        Ok(plan::merge(&parts)?)
    }

    /// The template's text blocks in their standard wording, with what the answers fill in. Where the municipality is not
    /// known, its name is left to be filled in; so is an answer that is not given.
    ///
    /// # Errors
    /// Where a text block of the template cannot be used.
    pub fn standard_texts(&self) -> Result<Vec<StandardText>, PipelineError> {
        let unknown = Kommune::outside_register("[KOMMUNENS NAVN]", "[POLITIKREDSENS NAVN]");
        let kommune = self.kommune.as_ref().unwrap_or(&unknown);
        let (skabelon, answers, today) = (&self.skabelon, &self.answers, self.today);
        Ok(plan::standard_texts(&Parts { skabelon, answers, kommune, phase: Phase::Draft, today })?)
    }

    /// The images that the answers name, by their path within the answer file's folder.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.answers.pictures().keys().map(String::as_str)
    }

    /// What was found, with the files it is in.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        Report { findings: &self.findings, sources: &self.sources }
    }

    /// How far the plan is taken to be.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }
}

/// Leaves out what was found on lines that are no TOML: the fault has been told, and what was made of the lines says
/// nothing more.
fn drop_echoes(findings: &mut Vec<Finding>, sources: &Sources) {
    let line = |source: SourceId, at: usize| (source, sources.get(source).position(at).line);
    let syntax = findings.iter().filter(|finding| finding.code == Code::Syntax);
    let of = |finding: &Finding| {
        let Location { source, at } = &finding.location;
        (line(*source, at.start), line(*source, at.end))
    };
    // Lines to lines; where they overlap, the one that begins first goes on to the last end.
    let mut broken: Vec<_> = syntax.map(of).collect();
    broken.sort_unstable();
    broken.dedup_by(|next, before| {
        let overlap = next.0 <= before.1;
        before.1 = if overlap { before.1.max(next.1) } else { before.1 };
        overlap
    });
    if !broken.is_empty() {
        findings.retain(|finding| {
            let at = line(finding.location.source, finding.location.at.start);
            let before = broken.partition_point(|(first, _)| *first <= at);
            finding.code == Code::Syntax || broken[..before].last().is_none_or(|(_, last)| at > *last)
        });
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, PipelineError> {
    files::read(path, MAX_FILE_BYTES).map_err(|fault| match fault {
        FileFault::Missing => PipelineError::Unreadable(path.to_owned(), io::ErrorKind::NotFound),
        FileFault::Unreadable(kind) => PipelineError::Unreadable(path.to_owned(), kind),
        FileFault::TooLarge | FileFault::TooMuch => PipelineError::TooLarge(path.to_owned()),
        FileFault::NotAFile | FileFault::Outside | FileFault::Device => PipelineError::NotAFile(path.to_owned()),
    })
}
