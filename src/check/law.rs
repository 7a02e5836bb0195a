//! What the law itself demands.

use super::Subject;
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    revision_in_time(subject, findings);
}

/// The plan must be revised at least every fourth year (barnets lov § 15, stk. 3). Where a date is known to the month or
/// the year only, it is too late when every day it can mean is.
fn revision_in_time(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (answers, years) = (subject.answers, subject.skabelon.revision_years);
    let (Some(adopted), Some(revised)) = (answers.date("plan.vedtaget"), answers.date("plan.revideres")) else { return };
    let Some(limit) = adopted.plus_years(years) else { return };
    let Some(answer) = answers.get("plan.revideres").filter(|_| revised.earliest() > limit.latest()) else { return };
    let message = format!("Revisionen {revised} er mere end {years} år efter vedtagelsen {adopted}.");
    let help = format!(
        "Beredskabet skal revideres mindst hvert {years}. år, jf. {}. Skriv senest {limit}, eller fjern linjen.",
        subject.skabelon.legal_basis
    );
    findings.push(Finding::error(Code::RevisionTooLate, answer.at.clone(), message, help).about(subject.about("plan.revideres")));
}
