//! The dates that a plan lives by, and how far they are from today.

use jiff::civil::Date;
use serde::Serialize;

use crate::check::Subject;
use crate::check::freshness::is_stale;
use crate::dansk::{Dato, afstand};
use crate::plan;

/// The dates that a plan lives by; none where one is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// When it was adopted.
    pub adopted: Option<When>,
    /// By when it must be revised: as the answers say, else as late as the law allows after the adoption.
    pub revise_by: Option<When>,
    /// Whether that has passed.
    pub revision_overdue: bool,
    /// When somebody last checked the contact details.
    pub contact_confirmed: Option<When>,
    /// Whether that is so long ago that they should be checked again.
    pub contact_stale: bool,
}

/// A date, seen from today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// The date as well as it is known: "2026-06-18", "2026-06" or "2026".
    pub date: String,
    /// The same as Danish writes it: "18. juni 2026".
    pub text: String,
    /// How far that is from today: "for 5 måneder siden", "om 3 år og 7 måneder".
    pub from_today: String,
}

impl When {
    fn of(dato: Dato, today: Date) -> Self {
        Self { date: dato.iso(), text: dato.to_string(), from_today: afstand(dato, today) }
    }
}

pub(super) fn dates(subject: &Subject<'_>) -> Dates {
    let (answers, today) = (subject.answers, subject.today);
    let when = |dato: Option<Dato>| dato.map(|dato| When::of(dato, today));
    let revise_by = plan::revise_by(answers, subject.skabelon);
    let confirmed = answers.date("kontakt.bekraeftet");
    Dates {
        adopted: when(answers.date("plan.vedtaget")),
        revise_by: when(revise_by),
        revision_overdue: revise_by.is_some_and(|date| date.latest() < today),
        contact_confirmed: when(confirmed),
        contact_stale: confirmed.is_some_and(|date| is_stale(date, today)),
    }
}
