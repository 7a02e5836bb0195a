//! What in the text of an answer can be read in more than one way: what the plan will show, and how to write what was meant.

use super::Subject;
use crate::answers::Text;
use crate::content::Place;
use crate::content::read::{Doubt, ProblemKind};
use crate::finding::{Code, Finding};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        for problem in &text.problems {
            if let ProblemKind::Doubt(doubt) = &problem.kind {
                let (code, message, help) = explain(doubt, text, &problem.at);
                let location = text.locate(&problem.at, subject.sources);
                findings.push(Finding::warning(code, location, message, help).about(subject.about(key)));
            }
        }
    }
}

/// How many letters of a line a message shows.
const SHOWN: usize = 40;

fn explain(doubt: &Doubt, text: &Text, at: &Place) -> (Code, String, String) {
    let written = text.written.get(at.clone()).unwrap_or_default();
    let mut lines = written.lines().map(|line| shortened(line.trim()));
    let (line, next) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    match doubt {
        Doubt::LinesRunOn => (
            Code::RunsTogether,
            format!("Linjerne »{line}« og »{next}« løber sammen til én tekst i planen."),
            "Er den første en overskrift, så skriv »# « foran den. Er det en liste, så begynd hver linje med »- «. Er de hver sit afsnit, så sæt en tom linje imellem. Skal linjen slutte dér, så skriv \\ sidst på den (\\\\ i en tekst mellem \"\"\"). Hører de sammen, så skriv dem på én linje.".to_owned(),
        ),
        Doubt::DividedWord(whole) => (
            Code::PastedHyphen,
            format!("Ordet »{}« er delt ved linjens slutning og står med bindestreg og mellemrum i planen.", one_line(written)),
            format!("{} på én linje. Bindestregen stammer ofte fra en linje, hvor ordet var delt.", ways_to_write(whole, written)),
        ),
        Doubt::DashesDoNotFit { dashes: 0, .. } | Doubt::LooseRow => (
            Code::RunsTogether,
            format!("»{line}« ligner en række i en tabel, men står alene og vises med de lodrette streger."),
            "En tabel har mindst to rækker, og den øverste er overskrifterne. Skriv dem lige under hinanden, eller slet de lodrette streger.".to_owned(),
        ),
        Doubt::DashesDoNotFit { dashes, columns } => (
            Code::RunsTogether,
            format!("Tabellens linje med streger har {dashes} felter, men rækken med overskrifter har {columns}. Planen viser {columns} kolonner."),
            format!("Skriv overskrifterne øverst og under dem en linje med {columns} felter: »{}«.", dashes_for(*columns)),
        ),
        Doubt::UnevenTabs => (
            Code::RunsTogether,
            format!("Fra »{line}« er der tabulatorer mellem ordene, men ikke lige mange på hver linje. Planen viser dem som tekst og ikke som en tabel."),
            "Er det en tabel, så giv hver linje lige mange felter. Er det ikke, så skriv mellemrum i stedet for tabulatorer.".to_owned(),
        ),
        Doubt::GluedHash => (
            Code::RunsTogether,
            format!("»{line}« begynder med #, som bliver stående i planen."),
            "Er det en overskrift, så sæt et mellemrum efter #. Er det ikke, så slet #.".to_owned(),
        ),
    }
}

/// The whole word, and the two words with a hyphen, which can be right as well.
fn ways_to_write(whole: &str, written: &str) -> String {
    let hyphenated: String = written.split_whitespace().collect();
    if hyphenated == whole { format!("Skriv »{whole}«") } else { format!("Skriv »{whole}« eller »{hyphenated}«") }
}

fn dashes_for(columns: usize) -> String {
    const MOST: usize = 12;
    format!("|{}", " --- |".repeat(columns.min(MOST)))
}

fn one_line(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{} …", line[..at].trim_end()),
        None => line.to_owned(),
    }
}
