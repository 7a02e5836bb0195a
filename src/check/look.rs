//! What the documents look like: the colour can be read, and the logo has words for those who cannot see it.

use super::Subject;
use crate::answers::Value;
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let answers = subject.answers;
    if let Some(answer) = answers.get("kommune.farve")
        && let Value::Color(color) = answer.value
        && !color.is_readable()
    {
        let contrast = format!("{:.1}", color.contrast_to_white()).replace('.', ",");
        let message = format!("Farven {color} er for lys: Kontrasten til hvid er {contrast}:1.");
        let help = "Vælg en mørkere farve med en kontrast på mindst 4,5:1, som loven om webtilgængelighed kræver. Indtil da bruges standardfarven.";
        let finding = Finding::warning(Code::Contrast, answer.at.clone(), message, help);
        findings.push(finding.about(subject.about("kommune.farve")));
    }
    if let Some(logo) = answers.get("kommune.logo")
        && answers.get("kommune.logo_alt").is_none()
        && !answers.is_faulty("kommune.logo_alt")
    {
        let help = "Skriv i »kommune.logo_alt«, hvad logoet viser, fx \"Ishøj Kommunes byvåben\". Skærmlæsere læser det højt, og loven om webtilgængelighed kræver det.";
        let finding = Finding::error(Code::AltMissing, logo.at.clone(), "Logoet har ingen alternativ tekst.", help);
        findings.push(finding.about(subject.about("kommune.logo_alt")));
    }
}
