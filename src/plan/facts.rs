//! What follows from the answers: the dates, the phase in words, the names that have a default.

use jiff::civil::{Date, date};

use super::Parts;
use crate::dansk::Dato;
use crate::skabelon::Phase;

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
    /// How far the plan is, in a word or a sentence.
    pub status: String,
    /// The mark of a plan that is not adopted.
    pub mark: Option<&'static str>,
    pub document_date: Date,
}

impl Facts {
    pub(super) fn of(parts: &Parts<'_>) -> Self {
        let answers = parts.answers;
        let line = |key: &str| answers.line(key).map(str::to_owned);
        let adopted = answers.date("plan.vedtaget");
        let revised = answers
            .date("plan.revideres")
            .or_else(|| adopted.and_then(|adopted| adopted.plus_years(parts.skabelon.revision_years)));
        let adopted_by = line("plan.vedtaget_af").unwrap_or_else(|| "kommunalbestyrelsen".to_owned());
        let (status, mark) = match (parts.phase, adopted) {
            (Phase::Adopted, Some(adopted)) => (adopted_sentence(&adopted_by, adopted, revised), None),
            (Phase::Adopted, None) => (format!("Vedtaget af {adopted_by}."), None),
            (Phase::Hearing, _) => ("Høringsversion".to_owned(), Some("Høringsversion")),
            (Phase::Draft, _) => ("UDKAST".to_owned(), Some("UDKAST")),
        };
        let plan_date = plan_date(adopted, answers.year("plan.aar"), parts.today);
        Self {
            title: line("plan.titel").unwrap_or_else(|| parts.skabelon.title.clone()),
            infohus: line("kontakt.infohus").unwrap_or_else(|| format!("Infohus {}", parts.kommune.navn)),
            adopted_by,
            revised,
            region: parts.kommune.region(plan_date).map(str::to_owned),
            status,
            mark,
            document_date: match adopted {
                Some(Dato::Dag(day)) => day,
                _ => parts.today,
            },
        }
    }
}

fn adopted_sentence(by: &str, adopted: Dato, revised: Option<Dato>) -> String {
    let revised = revised.map(|date| format!(" Revideres senest {date}.")).unwrap_or_default();
    format!("Vedtaget af {by} {}.{revised}", adopted.med_forholdsord())
}

/// The plan's own date, which decides the region it stands in: the adoption's, else today, kept within the year on the
/// cover (a plan for 2027 is written in 2026).
fn plan_date(adopted: Option<Dato>, year: Option<i16>, today: Date) -> Date {
    match (adopted, year) {
        (Some(adopted), _) => adopted.earliest(),
        (None, Some(year)) => today.clamp(date(year, 1, 1), date(year, 12, 31)),
        (None, None) => today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_adoption_is_told_as_well_as_it_is_known() {
        let day = Dato::Dag(date(2026, 6, 18));
        assert_eq!(
            adopted_sentence("byrådet", day, day.plus_years(4)),
            "Vedtaget af byrådet den 18. juni 2026. Revideres senest 18. juni 2030."
        );
        let month = Dato::from_text("juni 2026").expect("a month");
        assert_eq!(adopted_sentence("kommunalbestyrelsen", month, None), "Vedtaget af kommunalbestyrelsen i juni 2026.");
    }

    #[test]
    fn the_plans_date_is_the_adoptions_or_within_the_covers_year() {
        let today = date(2026, 11, 20);
        assert_eq!(plan_date(Dato::from_text("2027"), Some(2026), today), date(2027, 1, 1));
        assert_eq!(plan_date(None, Some(2027), today), date(2027, 1, 1));
        assert_eq!(plan_date(None, Some(2025), today), date(2025, 12, 31));
        assert_eq!(plan_date(None, Some(2026), today), today);
        assert_eq!(plan_date(None, None, today), today);
    }
}
