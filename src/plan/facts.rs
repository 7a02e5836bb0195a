//! What follows from the answers: the dates, the phase in words, the names that have a default.

use jiff::civil::Date;

use super::Parts;
use crate::answers::Answers;
use crate::dansk::Dato;
use crate::skabelon::{Phase, Skabelon};

/// What follows from the answers.
#[derive(Debug)]
pub(super) struct Facts {
    pub title: String,
    pub infohus: String,
    pub adopted_by: String,
    /// By when the plan must be revised, where it has been adopted.
    pub revised: Option<Dato>,
    /// The region on the plan's own date.
    pub region: Option<String>,
    /// The region that it belongs to later, and from when: an adopted plan is the same on every day, so it names both.
    pub later_region: Option<String>,
    /// How far the plan is, in a word or a sentence.
    pub status: String,
    /// The same in a few words.
    pub phase: String,
    /// The mark of a plan that is not adopted.
    pub mark: Option<&'static str>,
    /// The day that the document is from: of what it is made of, the latest that is known to the day.
    pub document_date: Date,
    /// Whether the plan is adopted, and not a draft or a hearing of the next one.
    pub is_adopted: bool,
    /// When it was adopted, as it reads in a sentence: "den 18. juni 2026".
    pub adopted: Option<String>,
}

impl Facts {
    pub(super) fn of(parts: &Parts<'_>) -> Self {
        let answers = parts.answers;
        let line = |key: &str| answers.line(key).map(str::to_owned);
        let adopted = answers.date("plan.vedtaget");
        let revised = revise_by(answers, parts.skabelon);
        let adopted_by = line("plan.vedtaget_af").unwrap_or_else(|| parts.kommune.council().to_owned());
        let (status, mark) = match (parts.phase, adopted) {
            (Phase::Adopted, Some(adopted)) => (adopted_sentence(&adopted_by, adopted, revised), None),
            (Phase::Adopted, None) => (format!("Vedtaget af {adopted_by}."), None),
            (Phase::Hearing, _) => ("Høringsversion".to_owned(), Some("HØRINGSVERSION")),
            (Phase::Draft, _) => (format!("Udkast af {}", Dato::Dag(parts.today)), Some("UDKAST")),
        };
        Self {
            title: line("plan.titel").unwrap_or_else(|| parts.skabelon.title.clone()),
            infohus: line("kontakt.infohus").unwrap_or_else(|| format!("Infohus {}", parts.kommune.navn)),
            adopted_by,
            revised,
            region: parts.kommune.region(answers.plan_date(parts.today)).map(str::to_owned),
            later_region: parts
                .kommune
                .later_region(answers.plan_date(parts.today))
                .map(|(region, from)| format!("{region} fra {}", Dato::Dag(from).med_forholdsord())),
            phase: match (mark, adopted) {
                (Some(mark), _) => mark.to_owned(),
                (None, Some(adopted)) => format!("Vedtaget {adopted}"),
                (None, None) => "Vedtaget".to_owned(),
            },
            status,
            mark,
            document_date: document_date(parts, adopted),
            is_adopted: parts.phase == Phase::Adopted,
            adopted: adopted.map(Dato::med_forholdsord),
        }
    }
}

/// By when a plan must be revised: what the answers say, else as late as the law allows after the adoption.
#[must_use]
pub fn revise_by(answers: &Answers, skabelon: &Skabelon) -> Option<Dato> {
    let said = answers.date("plan.revideres");
    said.or_else(|| answers.date("plan.vedtaget").and_then(|adopted| adopted.plus_years(skabelon.revision_years)))
}

/// An adopted plan is from the day of its adoption, or from the day that its contacts were confirmed later; where neither is
/// known to the day, from the last day of the adoption's month or year. Another is from the day it is made.
fn document_date(parts: &Parts<'_>, adopted: Option<Dato>) -> Date {
    let Some(adopted) = adopted.filter(|_| parts.phase == Phase::Adopted) else { return parts.today };
    let confirmed = match parts.answers.date("kontakt.bekraeftet") {
        Some(Dato::Dag(day)) => Some(day),
        _ => None,
    };
    let known = match adopted {
        Dato::Dag(day) => Some(day),
        Dato::Maaned(_) | Dato::Aar(_) => None,
    };
    known.max(confirmed).unwrap_or_else(|| adopted.latest().min(parts.today))
}

fn adopted_sentence(by: &str, adopted: Dato, revised: Option<Dato>) -> String {
    let revised = revised.map(|date| format!(" Revideres senest {}.", date.med_forholdsord())).unwrap_or_default();
    format!("Vedtaget af {by} {}.{revised}", adopted.med_forholdsord())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_adoption_is_told_as_well_as_it_is_known() {
        let day = Dato::Dag(date(2026, 6, 18));
        assert_eq!(
            adopted_sentence("byrådet", day, day.plus_years(4)),
            "Vedtaget af byrådet den 18. juni 2026. Revideres senest den 18. juni 2030."
        );
        let month = Dato::from_text("juni 2026").expect("a month");
        assert_eq!(adopted_sentence("kommunalbestyrelsen", month, None), "Vedtaget af kommunalbestyrelsen i juni 2026.");
    }
}
