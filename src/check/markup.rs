//! What the Markdown of an answer cannot do in a plan: links and nesting that no output can show, marks that stay in the text,
//! images without words.

use super::{Subject, marks};
use crate::content::read::{MAX_NESTING, ProblemKind};
use crate::content::{BlockKind, HrefFault, Image, InlineKind, Node, Place, walk};
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::Phase;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        let mut tell = |code, place: &Place, message: String, help: String| {
            let finding = Finding::error(code, text.locate(place, subject.sources), message, help);
            findings.push(Finding { severity: severity(code, subject.phase), ..finding }.about(subject.about(key)));
        };
        for problem in &text.problems {
            if let Some((code, message, help)) = explain(&problem.kind) {
                tell(code, &problem.at, message, help);
            }
        }
        let mut image = |image: &Image, at: &Place| {
            if image.alt.is_empty() {
                let message = format!("Billedet »{}« har ingen alternativ tekst.", image.source);
                let help = "Skriv i de kantede parenteser, hvad billedet viser, fx ![Kort over kommunen](kort.png). Skærmlæsere læser det højt, og loven om webtilgængelighed kræver det.";
                tell(Code::AltMissing, at, message, help.to_owned());
            }
        };
        walk(&text.blocks, &mut |node| match node {
            Node::Block(block) => {
                if let BlockKind::Figure(figure) = &block.kind {
                    image(figure, &block.at);
                }
            }
            Node::Inline(inline) => {
                if let InlineKind::Image(within) = &inline.kind {
                    image(within, &inline.at);
                }
            }
        });
    }
}

/// A mark that stays is no more than ugly, and a draft may hold what only a draft has.
fn severity(code: Code, phase: Phase) -> Severity {
    match code {
        Code::LooseMark => Severity::Warning,
        Code::DraftMark if phase == Phase::Draft => Severity::Warning,
        _ => Severity::Error,
    }
}

/// What a problem in the markup comes to; none for what is told elsewhere.
fn explain(kind: &ProblemKind) -> Option<(Code, String, String)> {
    Some(match kind {
        ProblemKind::Address(address, fault) => {
            let (message, help) = explain_address(address, fault);
            (Code::Address, message, help)
        }
        ProblemKind::TooDeep => (
            Code::TooDeep,
            format!("Teksten har mere end {MAX_NESTING} niveauer af lister, citater eller fremhævninger."),
            "Del listen eller citatet op. Så mange niveauer kan ingen læser følge, og ingen skærmlæser læse op.".to_owned(),
        ),
        ProblemKind::ExtraCells => (
            Code::LostText,
            "Rækken har flere celler end tabellens øverste række.".to_owned(),
            "Tilføj en overskrift for hver kolonne, eller fjern de overskydende celler. Ellers ville de ikke komme med i planen."
                .to_owned(),
        ),
        ProblemKind::UnusedDefinition(label) => (
            Code::LostText,
            format!("Linjen »[{label}]: …« er en linkdefinition, som intet link bruger."),
            "Sådan en linje vises ikke i planen. Skriv den om til almindelig tekst, eller fjern den.".to_owned(),
        ),
        ProblemKind::Mark(mark) => marks::explain(mark),
        ProblemKind::RawHtml { .. } | ProblemKind::Doubt(_) => return None,
    })
}

fn explain_address(address: &str, fault: &HrefFault) -> (String, String) {
    let schemes = "Et link i planen kan kun føre til http, https, mailto og tel.";
    match fault {
        HrefFault::NoScheme if address.contains('@') => {
            (format!("Linket til »{address}« mangler »mailto:«."), format!("Skriv mailto:{address}. {schemes}"))
        }
        HrefFault::NoScheme if address.starts_with("www.") => {
            (format!("Linket til »{address}« mangler »https://«."), format!("Skriv https://{address}. {schemes}"))
        }
        HrefFault::NoScheme => (
            format!("Linket til »{address}« er ikke en hel adresse."),
            format!(
                "Skriv hele adressen, fx https://www.ishoj.dk/. {schemes} En fil skal ligge på hjemmesiden for at kunne linkes til."
            ),
        ),
        HrefFault::Scheme(scheme) => (
            format!("Linket bruger »{scheme}:«, som ikke er tilladt."),
            format!("{schemes} Skriv en af dem, eller fjern linket."),
        ),
        HrefFault::Invalid => {
            (format!("»{address}« er ikke en gyldig adresse."), format!("Ret adressen, så læseren kan følge linket. {schemes}"))
        }
    }
}
