//! The dates and numbers that the law and the template demand.
//!
//! The years between revisions are the template's (`skabelon.toml`). How a plan comes about is `adoption`'s, and what is no more
//! is `bygone`'s.

use super::Subject;
use crate::answers::Value;
use crate::dansk::antal;
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    revision_in_time(subject, findings);
    dates_make_sense(subject, findings);
    number_of_goals(subject, findings);
}

/// The plan must be revised at least every fourth year (barnets lov § 15, stk. 3). Where a date is known to the month or
/// the year only, it is too late when every day it can mean is.
fn revision_in_time(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (answers, years) = (subject.answers, subject.skabelon.revision_years);
    let Some(adopted) = answers.date("plan.vedtaget") else { return };
    let Some(limit) = adopted.plus_years(years) else { return };
    let revised = answers.date("plan.revideres").unwrap_or(limit);
    let (spelled, every) = in_words(years);
    if let Some(answer) = answers.get("plan.revideres").filter(|_| revised.earliest() > limit.latest()) {
        let (revised, adopted) = (revised.med_forholdsord(), adopted.med_forholdsord());
        let message = format!("Revisionen {revised} er mere end {spelled} år efter vedtagelsen {adopted}.");
        let help = format!(
            "Beredskabet skal revideres mindst hvert {every} år, jf. {}. Skriv en dato senest {}, eller fjern linjen.",
            subject.skabelon.legal_basis,
            limit.med_forholdsord()
        );
        let finding = Finding::error(Code::RevisionTooLate, answer.at.clone(), message, help);
        findings.push(finding.about(subject.about("plan.revideres")));
    } else if revised.latest() < subject.today {
        let key = if answers.get("plan.revideres").is_some() { "plan.revideres" } else { "plan.vedtaget" };
        let message = format!("Planen skulle være revideret senest {}.", revised.med_forholdsord());
        let help = format!(
            "Loven kræver en revision mindst hvert {every} år, jf. {}. Revider planen, og ret datoerne, når den er vedtaget igen.",
            subject.skabelon.legal_basis
        );
        findings.extend(at_key(subject, key, Code::RevisionPassed, message, help));
    }
}

/// A number of years in words, and every how many years that is: "fire", "fjerde".
fn in_words(years: i64) -> (String, String) {
    match years {
        2 => ("to".to_owned(), "andet".to_owned()),
        3 => ("tre".to_owned(), "tredje".to_owned()),
        4 => ("fire".to_owned(), "fjerde".to_owned()),
        5 => ("fem".to_owned(), "femte".to_owned()),
        _ => (years.to_string(), format!("{years}.")),
    }
}

fn dates_make_sense(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(adopted) = subject.answers.date("plan.vedtaget") else { return };
    if adopted.earliest() > subject.today {
        let message = format!("Der står i planen, at den er vedtaget {}, som ikke er kommet endnu.", adopted.med_forholdsord());
        let help = "Skriv datoen, når planen er vedtaget. Brug fase = \"hoering\" indtil da.".to_owned();
        findings.extend(at_key(subject, "plan.vedtaget", Code::AdoptedInFuture, message, help));
    }
    let (first, last) = (adopted.earliest().year(), adopted.latest().year() + 1);
    if let Some(year) = subject.answers.year("plan.aar").filter(|year| !(first..=last).contains(year)) {
        let message = format!("Der står {year} på forsiden, men planen er vedtaget {}.", adopted.med_forholdsord());
        let help = "Ret årstallet eller datoen. Ofte er det årstallet fra den forrige udgave, der er blevet stående.".to_owned();
        findings.extend(at_key(subject, "plan.aar", Code::YearMismatch, message, help));
    }
}

/// The national template, 1.2: "Opstil 3-5 konkrete mål".
fn number_of_goals(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (question, _) in subject.skabelon.questions() {
        if let (Some(count), Some(Value::List(items))) = (&question.count, subject.answers.value(&question.key))
            && !count.contains(&items.len())
        {
            let help = if items.len() < *count.start() {
                "Skriv flere punkter, så læseren kan se, hvor I vil hen, og I kan følge op på det."
            } else {
                "Saml dem, der hører sammen. Så mange er svære at følge op på."
            };
            let items = antal(items.len(), "punkt", "punkter");
            let message = format!("Listen har {items}, men skabelonen beder om {} til {}.", count.start(), count.end());
            findings.extend(at_key(subject, &question.key, Code::GoalCount, message, help.to_owned()));
        }
    }
}

fn at_key(subject: &Subject<'_>, key: &str, code: Code, message: String, help: String) -> Option<Finding> {
    let answer = subject.answers.get(key)?;
    Some(Finding::warning(code, answer.at.clone(), message, help).about(subject.about(key)))
}
