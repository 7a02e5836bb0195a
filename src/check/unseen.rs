//! Answers that no document shows, for want of another that they stand beside.

use super::Subject;
use crate::finding::{Code, Finding};
use crate::skabelon::Phase;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let answers = subject.answers;
    let mut tell = |key: &str, beside: &str, message: &str, help: &str| {
        if let Some(answer) = answers.get(key)
            && answers.get(beside).is_none()
            && !answers.is_faulty(beside)
        {
            findings.push(Finding::warning(Code::Unseen, answer.at.clone(), message, help).about(subject.about(key)));
        }
    };
    tell(
        "kommune.logo_alt",
        "kommune.logo",
        "Teksten til logoet vises ikke, for der er intet logo.",
        "Skriv logoets fil i »kommune.logo«, fx logo = \"logo.svg\", eller slet »logo_alt«.",
    );
    // An adopted plan must have its date, which is told by itself; a template of one's own may show the name elsewhere.
    if subject.phase != Phase::Adopted && !subject.skabelon.is_own {
        tell(
            "plan.vedtaget_af",
            "plan.vedtaget",
            "Hvem der har vedtaget planen, vises ikke, for der er ingen dato for vedtagelsen.",
            "Skriv datoen i »plan.vedtaget«, når planen er vedtaget, fx vedtaget = 2026-06-18. Er den ikke vedtaget endnu, så sæt # og et mellemrum foran »vedtaget_af«, til den er.",
        );
    }
}
