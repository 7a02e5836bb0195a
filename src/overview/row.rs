//! A row: what is known of one answer file, or of a municipality that has none.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Entry, Heading};
use crate::dansk::orden;
use crate::register::{self, Kommune};
use crate::skabelon::Phase;
use crate::status::{Count, Dates, Status, Use};

/// What a municipality is called where its file does not tell.
const UNKNOWN: &str = "Ukendt kommune";

/// What is known of one answer file, or of a municipality that has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The municipality's short name; none where it is not known.
    pub name: Option<String>,
    /// Its official name.
    pub official_name: Option<String>,
    /// Its code in the public registers; none where it is unknown or has none.
    pub code: Option<u16>,
    /// Its region on the day that the overview is of.
    pub region: Option<String>,
    /// Its police district.
    pub police_district: Option<String>,
    /// The answer file, as the user named it.
    pub file: Option<String>,
    /// How it stands, in a word.
    pub state: State,
    /// Whether it is this row that stands for its municipality in the totals: one of them does, the one that is furthest.
    pub counts: bool,
    /// What somebody should know to read the row right.
    pub note: Option<String>,
    /// The plan; none without a file that can be read.
    pub plan: Option<Plan>,
}

/// What an overview tells of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// How far it is taken to be.
    #[serde(serialize_with = "phase")]
    pub phase: Phase,
    /// The errors in it as it stands.
    pub errors: usize,
    /// The warnings.
    pub warnings: usize,
    /// The questions that must be answered.
    #[serde(flatten)]
    pub total: Count,
    /// The same for each chapter.
    pub chapters: Vec<Share>,
    /// How many of the standard text blocks are the municipality's own.
    pub own_textblocks: usize,
    /// Its dates.
    pub dates: Dates,
}

/// How much of a chapter is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The chapter.
    #[serde(flatten)]
    pub heading: Heading,
    /// Its questions.
    #[serde(flatten)]
    pub count: Count,
}

/// How a municipality stands, the furthest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It has no answer file.
    NoFile,
    /// Its file cannot be read, or not all of it.
    Unreadable,
    /// Its plan is being written.
    Draft,
    /// It is sent out for comments.
    Hearing,
    /// It is adopted, and should have been revised by now.
    Overdue,
    /// It is adopted.
    Adopted,
}

impl State {
    /// Every state, the furthest first.
    pub const ALL: [Self; 6] = [Self::Adopted, Self::Overdue, Self::Hearing, Self::Draft, Self::Unreadable, Self::NoFile];

    /// A name for programs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoFile => "ingen_fil",
            Self::Unreadable => "ulaeselig",
            Self::Draft => "udkast",
            Self::Hearing => "hoering",
            Self::Overdue => "overskredet",
            Self::Adopted => "vedtaget",
        }
    }

    /// A name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoFile => "ingen fil",
            Self::Unreadable => "ulæselig",
            Self::Draft => "udkast",
            Self::Hearing => "i høring",
            Self::Overdue => "overskredet",
            Self::Adopted => "vedtaget",
        }
    }

    fn of(status: &Status) -> Self {
        match status.phase {
            _ if !status.readable => Self::Unreadable,
            Phase::Draft => Self::Draft,
            Phase::Hearing => Self::Hearing,
            Phase::Adopted if status.dates.revision_overdue => Self::Overdue,
            Phase::Adopted => Self::Adopted,
        }
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Row {
    pub(super) fn of(entry: &Entry, today: Date) -> Self {
        let status = entry.status.as_ref().ok();
        let place = status.and_then(|status| status.kommune.as_ref());
        let known =
            place.and_then(|place| place.code).and_then(|code| register::kommuner().iter().find(|k| k.kode == Some(code)));
        let note = match &entry.status {
            Err(why) => Some(why.clone()),
            Ok(status) if !status.readable => {
                Some("Der er fejl i, hvordan filen er skrevet. Det, der står her, gælder kun det, der kunne læses.".to_owned())
            }
            Ok(status) if status.kommune.is_none() => {
                Some("Filen siger ikke, hvilken kommune den er fra, eller kommunen findes ikke.".to_owned())
            }
            Ok(_) => None,
        };
        let blank = Self { file: Some(entry.file.clone()), note, plan: status.map(Plan::of), ..Self::blank() };
        let state = status.map_or(State::Unreadable, State::of);
        match (known, place) {
            (Some(kommune), _) => Self { state, ..blank.in_place(kommune, today) },
            (None, place) => {
                let official = place.map(|place| place.name.clone());
                let name = official.as_deref().map(|name| name.strip_suffix(" Kommune").unwrap_or(name).to_owned());
                Self { state, name, official_name: official, ..blank }
            }
        }
    }

    pub(super) fn without_file(kommune: &Kommune, today: Date) -> Self {
        Self::blank().in_place(kommune, today)
    }

    fn blank() -> Self {
        Self {
            name: None,
            official_name: None,
            code: None,
            region: None,
            police_district: None,
            file: None,
            state: State::NoFile,
            counts: true,
            note: None,
            plan: None,
        }
    }

    /// The region is that of the day of the overview, and not of the plan, or plans of two years would be in regions that
    /// never were at the same time.
    fn in_place(self, kommune: &Kommune, today: Date) -> Self {
        Self {
            name: Some(kommune.navn.clone()),
            official_name: Some(kommune.officielt_navn.clone()),
            code: kommune.kode,
            region: kommune.region(today).map(str::to_owned),
            police_district: Some(kommune.politikreds.clone()),
            ..self
        }
    }

    /// The municipality's short name, or that it is not known.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(UNKNOWN)
    }

    /// The share of all questions that is answered.
    #[must_use]
    pub fn percent(&self) -> Option<usize> {
        self.plan.as_ref().and_then(|plan| percent(plan.total))
    }

    fn adopted(&self) -> Option<&str> {
        Some(self.plan.as_ref()?.dates.adopted.as_ref()?.date.as_str())
    }
}

impl Plan {
    fn of(status: &Status) -> Self {
        let share = |chapter: &crate::status::Chapter| {
            let (id, number, title) = (chapter.id.clone(), chapter.number.clone(), chapter.title.clone());
            Share { heading: Heading { id, number, title }, count: chapter.total }
        };
        Self {
            phase: status.phase,
            errors: status.errors,
            warnings: status.warnings,
            total: status.total,
            chapters: status.chapters.iter().map(share).collect(),
            own_textblocks: status.textblocks.iter().filter(|block| block.use_ == Use::Own).count(),
            dates: status.dates.clone(),
        }
    }

    /// How much of a chapter is answered; none where it is not asked about.
    #[must_use]
    pub fn chapter(&self, heading: &Heading) -> Option<Count> {
        self.chapters.iter().find(|share| share.heading == *heading).map(|share| share.count)
    }
}

/// The share that is answered, in whole percent: 100 only where all is, and 0 only where nothing is. None where nothing must be.
#[must_use]
pub(super) fn percent(Count { required, answered, .. }: Count) -> Option<usize> {
    Some((answered * 100).checked_div(required)?.max(usize::from(answered > 0)))
}

/// By name, then what is of no known municipality; files of the same municipality by their own names.
pub(super) fn put_in_order(rows: &mut [Row]) {
    rows.sort_by_cached_key(|row| (row.name.is_none(), orden(row.shown_name()), row.code, row.file.clone()));
}

/// Where several files are of the same municipality, the one whose plan is furthest counts, of two the last one adopted; and
/// it is told at each.
pub(super) fn choose_who_counts(rows: &mut [Row]) {
    let same = |one: &Row, other: &Row| one.name.is_some() && (&one.name, one.code) == (&other.name, other.code);
    for several in rows.chunk_by_mut(same).filter(|rows| rows.len() > 1) {
        let best =
            (0..several.len()).max_by_key(|&at| (several[at].state, several[at].adopted().map(str::to_owned), usize::MAX - at));
        for (at, row) in several.iter_mut().enumerate() {
            row.counts = Some(at) == best;
            let told = if row.counts { "Denne tæller med i tallene." } else { "Denne tæller ikke med i tallene." };
            let before = row.note.take().map(|note| note + " ").unwrap_or_default();
            row.note = Some(format!("{before}Kommunen har flere svarfiler. {told}"));
        }
    }
}

/// A phase as the answer file writes it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn phase<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(phase.key())
}
