//! The municipality, held against the register.

use super::Subject;
use crate::answers::Answers;
use crate::finding::{Code, Finding};
use crate::register::{self, Kommune, Lookup};

/// The municipality that the answers name; none where the name is missing or unknown.
///
/// A name that the register does not have counts where the police district is given too: for training, or for a
/// municipality that is yet to come. A police district in the answers goes before the register's.
#[must_use]
pub fn kommune(answers: &Answers) -> Option<Kommune> {
    let politikreds = answers.line("kommune.politikreds");
    match register::lookup(answers.line("kommune.navn")?) {
        Lookup::Found(mut kommune) => {
            if let Some(politikreds) = politikreds {
                politikreds.clone_into(&mut kommune.politikreds);
            }
            Some(kommune)
        }
        Lookup::Christiansoe => None,
        Lookup::Unknown(_) => Some(Kommune::outside_register(answers.line("kommune.navn")?, politikreds?)),
    }
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let answers = subject.answers;
    let (Some(answer), Some(navn)) = (answers.get("kommune.navn"), answers.line("kommune.navn")) else { return };
    let politikreds = answers.line("kommune.politikreds").zip(answers.get("kommune.politikreds"));
    let about = subject.about("kommune.navn");
    let mut error = |message: String, help: String| {
        findings.push(Finding::error(Code::UnknownKommune, answer.at.clone(), message, help).about(about.clone()));
    };
    match (register::lookup(navn), politikreds) {
        (Lookup::Found(kommune), Some((politikreds, answer))) => {
            if register::navne::politikreds(politikreds) != Some(kommune.politikreds.as_str()) {
                let message = format!("{} hører til {}, ikke »{politikreds}«.", kommune.officielt_navn, kommune.politikreds);
                let help =
                    "Fjern linjen, så bruges registrets politikreds. Beholder I den, er det jeres svar, der står i planen.";
                let finding = Finding::warning(Code::PoliceDistrict, answer.at.clone(), message, help);
                findings.push(finding.about(subject.about("kommune.politikreds")));
            }
        }
        (Lookup::Found(_), None) => {}
        (Lookup::Christiansoe, _) => error(
            "Christiansø hører ikke til nogen kommune.".to_owned(),
            "Loven kræver kun et beredskab af de 98 kommuner. Skriv navnet på en af dem.".to_owned(),
        ),
        (Lookup::Unknown(near), None) => {
            let outside =
                "Står kommunen ikke i registret, fx ved en øvelse, så skriv også politikredsen i »kommune.politikreds«.";
            let help = match near.first() {
                Some(near) => format!("Mente I »{near}«? {outside}"),
                None => format!("Skriv navnet på en af de 98 kommuner. {outside}"),
            };
            error(format!("Der er ingen kommune, der hedder »{navn}«."), help);
        }
        (Lookup::Unknown(near), Some(_)) => {
            if let Some(near) = near.first() {
                let message = format!("»{navn}« står ikke i registret, men ligner »{near}«.");
                let help =
                    format!("Mente I »{near}«, så ret navnet, og fjern »kommune.politikreds«. Ellers kan I se bort fra dette.");
                let finding = Finding::warning(Code::NearlyKommune, answer.at.clone(), message, help);
                findings.push(finding.about(about));
            }
        }
    }
}
