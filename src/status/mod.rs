//! Where a plan stands: what is answered, what is missing next, whether it can be sent out and adopted, its dates, what was done
//! with the standard texts, and how its texts read.
//!
//! A plain value, computed from the answers and from what the check found in them, so that a status never says another thing
//! than the check. It is also the public JSON format (`docs/formater.md`): fields may be added, none changes its meaning or
//! goes. Renderers: [`text`], [`json`]. Knows nothing of files beyond those that were read.

mod dates;
pub mod json;
mod missing;
mod progress;
pub mod text;
mod textblocks;

pub use dates::{Dates, When};
pub use missing::Missing;
pub use progress::{Chapter, Count, Length, Section};
pub use textblocks::{Compared, Textblock, Use};

use serde::{Serialize, Serializer};

use crate::check::Subject;
use crate::check::passages::passages;
use crate::finding::{Code, Findings, Severity};
use crate::register::Kommune;
use crate::skabelon::{Phase, SkabelonError};

/// What a status is computed from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    /// The answers, with the phase that the plan is in.
    pub subject: Subject<'a>,
    /// The municipality, where it is known.
    pub kommune: Option<&'a Kommune>,
    /// What there is to find in the plan as it stands.
    pub findings: &'a Findings,
    /// What there is to find when it is sent out for comments.
    pub hearing: &'a Findings,
    /// What there is to find when it is adopted.
    pub adopted: &'a Findings,
}

/// Where a plan stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The answer file, as the user named it.
    pub file: String,
    /// The template's name.
    pub skabelon: String,
    /// The municipality; none where it is missing or unknown.
    pub kommune: Option<Place>,
    /// How far the plan is taken to be.
    #[serde(serialize_with = "by_key")]
    pub phase: Phase,
    /// The phase that it is to be made ready for.
    #[serde(serialize_with = "by_key")]
    pub aim: Phase,
    /// Whether the whole file could be read. Where it is no TOML in places, answers may be there that are not counted.
    pub readable: bool,
    /// The errors in the plan as it stands.
    pub errors: usize,
    /// The warnings.
    pub warnings: usize,
    /// Whether it is ready for each phase to come.
    pub readiness: Readiness,
    /// All questions together.
    #[serde(flatten)]
    pub total: Count,
    /// The length of all answers, own text blocks apart.
    #[serde(flatten)]
    pub length: Length,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
    /// The required answers that are missing, those that are needed first in front, then in the template's order.
    pub missing: Vec<Missing>,
    /// The plan's dates.
    pub dates: Dates,
    /// The standard text blocks.
    pub textblocks: Vec<Textblock>,
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its official name.
    pub name: String,
    /// Its code in the public registers; none for one that they do not have.
    pub code: Option<u16>,
    /// Its region on the plan's own date.
    pub region: Option<String>,
}

/// Whether a plan is ready for each phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// To be sent out for comments.
    pub hoering: Ready,
    /// To be adopted and published.
    pub vedtaget: Ready,
}

/// Whether a plan is ready for a phase: what a check run as that phase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// Whether there are no errors.
    pub ready: bool,
    /// How many answers are missing, fields of records among them.
    pub missing: usize,
    /// How many errors there are, missing answers among them.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
}

impl Ready {
    fn of(findings: &Findings) -> Self {
        let is_missing = |code, severity| code == Code::Missing && severity == Severity::Error;
        Self {
            ready: findings.errors() == 0,
            missing: findings.iter().filter(|finding| is_missing(finding.code, finding.severity)).count(),
            errors: findings.errors(),
            warnings: findings.warnings(),
        }
    }
}

impl Status {
    /// Whether it is ready for the phase that it is to be made ready for.
    #[must_use]
    pub fn ready(&self) -> Ready {
        if self.aim == Phase::Adopted { self.readiness.vedtaget } else { self.readiness.hoering }
    }
}

/// Computes where a plan stands.
///
/// # Errors
/// Where a text block of the template cannot be used.
pub(crate) fn of(parts: &Parts<'_>) -> Result<Status, SkabelonError> {
    let Parts { subject, kommune, findings, hearing, adopted } = parts;
    // What is aimed at is what the plan says it is, but for a draft, which is on its way to be sent out.
    let aim = subject.phase.max(Phase::Hearing);
    let passages = passages(subject);
    let chapters = progress::chapters(subject, aim, if aim == Phase::Adopted { adopted } else { hearing }, &passages);
    Ok(Status {
        file: subject.sources.iter().next().map_or_else(String::new, |source| source.name.clone()),
        skabelon: subject.skabelon.name.clone(),
        kommune: kommune.map(|kommune| Place {
            name: kommune.officielt_navn.clone(),
            code: kommune.kode,
            region: kommune.region(subject.answers.plan_date(subject.today)).map(str::to_owned),
        }),
        phase: subject.phase,
        aim,
        readable: !subject.incomplete,
        errors: findings.errors(),
        warnings: findings.warnings(),
        readiness: Readiness { hoering: Ready::of(hearing), vedtaget: Ready::of(adopted) },
        total: chapters.iter().map(|chapter| chapter.total).sum(),
        length: progress::length_but_for_textblocks(subject, &passages),
        chapters,
        missing: missing::missing(subject, adopted),
        dates: dates::dates(subject),
        textblocks: textblocks::textblocks(subject, *kommune, &passages)?,
    })
}

/// A phase as the answer file writes it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn by_key<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(phase.key())
}
