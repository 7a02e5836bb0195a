//! Questions that must be answered and are not.

use super::Subject;
use crate::answers::{Record, Value, about};
use crate::finding::{About, Code, Finding, Severity};
use crate::skabelon::{Field, Kind, Phase, Question, Section};
use crate::source::Location;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (question, section) in subject.skabelon.questions() {
        match subject.answers.value(&question.key) {
            Some(Value::Records(records)) => {
                if let Kind::Records(fields) = &question.kind {
                    for record in records {
                        fields_of(subject, question, section, fields, record, findings);
                    }
                }
            }
            Some(_) => {}
            None => findings.extend(unanswered(subject, question, section)),
        }
    }
}

fn unanswered(subject: &Subject<'_>, question: &Question, section: Option<&Section>) -> Option<Finding> {
    if subject.answers.is_faulty(&question.key) {
        return None;
    }
    let (severity, when) = match subject.answers.required_from(question)? {
        Phase::Draft => (Severity::Error, "Uden det kan der ikke laves en plan."),
        from => (severity(subject.phase, from)?, when(subject.phase, from)),
    };
    let help = format!("{} {when}", how_to_answer(question));
    let place = subject.answers.place_for(&question.key);
    let message = format!("Der mangler et svar: »{}«.", question.key);
    Some(Finding { severity, ..Finding::error(Code::Missing, place, message, help) }.about(Some(about(question, section))))
}

/// How bad a gap is, or that it is none: a plan in hearing need not be adopted.
fn severity(phase: Phase, from: Phase) -> Option<Severity> {
    match phase {
        Phase::Draft => Some(Severity::Warning),
        phase => (phase >= from).then_some(Severity::Error),
    }
}

fn when(phase: Phase, from: Phase) -> &'static str {
    match (phase, from) {
        (Phase::Draft, Phase::Adopted) => "Det skal først være besvaret, når planen er vedtaget.",
        (Phase::Draft, _) => "Det skal være besvaret, før planen sendes i høring. Indtil da viser udkastet, at det mangler.",
        (Phase::Hearing, _) => {
            "Det skal være besvaret, før planen sendes i høring. Skriver I stadig på den, så sæt fase = \"udkast\"."
        }
        (Phase::Adopted, Phase::Adopted) => "Det skal være besvaret, når planen er vedtaget.",
        (Phase::Adopted, _) => "Det skal være besvaret, før planen kan vedtages og offentliggøres.",
    }
}

fn how_to_answer(question: &Question) -> String {
    let (table, key) = question.key.rsplit_once('.').unwrap_or(("", &question.key));
    let value = match &question.kind {
        Kind::Records(_) => return format!("Skriv en linje [[{}]] og felterne under den.", question.key),
        Kind::Text => "\"\"\"...\"\"\"".to_owned(),
        Kind::List => "[\"...\", \"...\"]".to_owned(),
        Kind::Date => "2026-06-18".to_owned(),
        Kind::Year => "2026".to_owned(),
        Kind::YesNo => "true".to_owned(),
        Kind::Choice(choices) => format!("\"{}\"", choices.first().map_or("...", String::as_str)),
        _ => "\"...\"".to_owned(),
    };
    if table.is_empty() { format!("Skriv {key} = {value}.") } else { format!("Skriv {key} = {value} under [{table}].") }
}

fn fields_of(
    subject: &Subject<'_>,
    question: &Question,
    section: Option<&Section>,
    fields: &[Field],
    record: &Record,
    findings: &mut Vec<Finding>,
) {
    let severity = if subject.phase == Phase::Draft { Severity::Warning } else { Severity::Error };
    let mut told = Vec::new();
    for field in fields {
        let given = |name: &str| record.fields.contains_key(name) || record.faulty.contains(name);
        let about = About {
            key: format!("{}.{}", question.key, field.name),
            question: field.wording.clone(),
            ..about(question, section)
        };
        let mut tell = |code, severity, at: &Location, message: String, help: String| {
            findings.push(Finding { severity, ..Finding::error(code, at.clone(), message, help) }.about(Some(about.clone())));
        };
        match field.either.as_deref() {
            // A pair is told once, at its first field.
            Some(other) if told.contains(&other) => {}
            Some(other) => {
                told.push(field.name.as_str());
                if given(&field.name) && given(other) {
                    let at = record.fields.get(other).map_or(&record.at, |answer| &answer.key_at);
                    let message = format!("Posten har både »{}« og »{other}«, men kan kun have det ene.", field.name);
                    tell(
                        Code::EitherOr,
                        Severity::Error,
                        at,
                        message,
                        "Behold det, der skal stå i planen, og slet det andet.".into(),
                    );
                } else if !given(&field.name) && !given(other) {
                    let message = format!("Posten mangler »{}« eller »{other}«.", field.name);
                    tell(
                        Code::Missing,
                        severity,
                        &record.at,
                        message,
                        "Skriv det ene af dem under posten, så den har et indhold.".into(),
                    );
                }
            }
            None if field.required && !given(&field.name) => {
                let message = format!("Posten mangler »{}«.", field.name);
                let help = format!("Skriv {} = \"...\" under posten. Planen er ikke fuldstændig uden det.", field.name);
                tell(Code::Missing, severity, &record.at, message, help);
            }
            None => {}
        }
    }
}
