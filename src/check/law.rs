//! What the law itself demands, and what it says now.
//!
//! The facts of law are data: the years between revisions in the template (`skabelon.toml`), old wordings in `lov.toml`, the
//! regions in the register.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::Subject;
use super::passages::Passage;
use crate::answers::Value;
use crate::dansk::{Dato, antal};
use crate::finding::{Code, Finding, Severity};
use crate::register::{RegionChange, region_change};

#[derive(Deserialize)]
struct Law {
    ordlyd: Vec<Wording>,
}

/// A wording that a provision has no more.
#[derive(Deserialize)]
struct Wording {
    gammel: String,
    naevnt_med: String,
    ny: String,
    kilde: String,
}

static LAW: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str::<Law>(include_str!("lov.toml")).map(|law| law.ordlyd).unwrap_or_default()
});

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    revision_in_time(subject, findings);
    dates_make_sense(subject, findings);
    number_of_goals(subject, findings);
    let plan_date = subject.answers.plan_date(subject.today);
    let change = region_change(plan_date);
    for passage in passages {
        old_wording(subject, passage, findings);
        if let Some(change) = change {
            old_regions(subject, passage, plan_date, change, findings);
        }
    }
}

/// The plan must be revised at least every fourth year (barnets lov § 15, stk. 3). Where a date is known to the month or
/// the year only, it is too late when every day it can mean is.
fn revision_in_time(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (answers, years) = (subject.answers, subject.skabelon.revision_years);
    let Some(adopted) = answers.date("plan.vedtaget") else { return };
    let Some(limit) = adopted.plus_years(years) else { return };
    let revised = answers.date("plan.revideres").unwrap_or(limit);
    if let Some(answer) = answers.get("plan.revideres").filter(|_| revised.earliest() > limit.latest()) {
        let (revised, adopted) = (revised.med_forholdsord(), adopted.med_forholdsord());
        let message = format!("Revisionen {revised} er mere end {years} år efter vedtagelsen {adopted}.");
        let help = format!(
            "Beredskabet skal revideres mindst hvert {years}. år, jf. {}. Skriv en dato senest {}, eller fjern linjen.",
            subject.skabelon.legal_basis,
            limit.med_forholdsord()
        );
        let finding = Finding::error(Code::RevisionTooLate, answer.at.clone(), message, help);
        findings.push(finding.about(subject.about("plan.revideres")));
    } else if revised.latest() < subject.today {
        let key = if answers.get("plan.revideres").is_some() { "plan.revideres" } else { "plan.vedtaget" };
        let message = format!("Planen skulle være revideret senest {}.", revised.med_forholdsord());
        let help = format!(
            "Loven kræver en revision mindst hvert {years}. år, jf. {}. Revider planen, og ret datoerne, når den er vedtaget på ny.",
            subject.skabelon.legal_basis
        );
        findings.extend(at_key(subject, key, Code::RevisionPassed, message, help));
    }
}

fn dates_make_sense(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(adopted) = subject.answers.date("plan.vedtaget") else { return };
    if adopted.earliest() > subject.today {
        let message = format!("Planen siger, at den er vedtaget {}, som ikke er kommet endnu.", adopted.med_forholdsord());
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

fn old_wording(subject: &Subject<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for wording in LAW.iter().filter(|wording| passage.words.contains(&wording.naevnt_med)) {
        let lower = passage.words.to_lowercase();
        if let Some(at) = lower.find(&wording.gammel).filter(|_| lower.len() == passage.words.len()) {
            let range = at..at + wording.gammel.len();
            let message = format!("»{}« er den gamle ordlyd af {}.", &passage.words[range.clone()], wording.kilde);
            let help = format!("Skriv »{}«, som loven siger nu.", wording.ny);
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::OldWording, message, help));
        }
    }
}

fn old_regions(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    plan_date: Date,
    change: &RegionChange,
    findings: &mut Vec<Finding>,
) {
    for (old, new) in &change.renamed {
        for range in passage.find_words(old) {
            if passage.words[..range.start].trim_end().ends_with("tidligere") {
                continue;
            }
            let message = format!("{old} findes ikke mere, når planen gælder fra {}.", plan_date.year());
            let day = Dato::Dag(change.from).med_forholdsord();
            let help = format!("Skriv {new}. Regionerne får nye navne {day} ({}).", change.source);
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::OldRegion, message, help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_of_law_are_read() {
        assert!(toml::from_str::<Law>(include_str!("lov.toml")).is_ok_and(|law| !law.ordlyd.is_empty()));
    }
}
