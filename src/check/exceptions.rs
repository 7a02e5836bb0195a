//! Exceptions: a municipality may silence one rule at one key, with a reason.
//!
//! What the documents depend on cannot be silenced, and an exception that silences nothing is told, so that none is left
//! behind to hide something new.

use super::Subject;
use crate::answers::{Record, Value};
use crate::finding::{Code, Finding, rule};

/// The key that holds them.
pub(super) const KEY: &str = "undtagelser";

/// One exception that can be made.
struct Exception<'a> {
    id: &'a str,
    key: &'a str,
    record: &'a Record,
    used: bool,
}

/// The findings without those that the answers make an exception from, and with what is wrong with the exceptions.
pub(super) fn apply(subject: &Subject<'_>, mut findings: Vec<Finding>) -> Vec<Finding> {
    let Some(Value::Records(records)) = subject.answers.value(KEY) else { return findings };
    let mut refused = Vec::new();
    let mut exceptions: Vec<Exception<'_>> = Vec::new();
    for record in records {
        let line = |name| match record.fields.get(name).map(|answer| &answer.value) {
            Some(Value::Line(line)) => Some(line.as_str()),
            _ => None,
        };
        // What is missing in it has been told.
        let (Some(id), Some(key), Some(_)) = (line("kode"), line("noegle"), line("grund")) else { continue };
        match rule::find(id) {
            Some(rule) if rule.can_be_excepted => exceptions.push(Exception { id: &rule.id, key, record, used: false }),
            found => refused.push(refuse(subject, record, id, found.map(|rule| rule.name.as_str()))),
        }
    }
    findings.retain(|finding| {
        let about = |exception: &&mut Exception<'_>| {
            let key = finding.about.as_ref().map_or("", |about| about.key.as_str());
            let within = key.strip_prefix(exception.key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            finding.code.id() == exception.id && within
        };
        let exception = exceptions.iter_mut().find(about);
        exception.map(|exception| exception.used = true).is_none()
    });
    // Where the file is no TOML in places, what an exception is about may be there.
    if !subject.incomplete {
        findings.extend(exceptions.iter().filter(|exception| !exception.used).map(|exception| unused(subject, exception)));
    }
    findings.extend(refused);
    findings
}

fn refuse(subject: &Subject<'_>, record: &Record, id: &str, name: Option<&str>) -> Finding {
    let at = record.fields.get("kode").map_or(&record.at, |answer| &answer.at).clone();
    let (message, help) = match name {
        Some(name) => (
            format!("Der kan ikke gøres undtagelse fra {id} ({})", lower_first(name)) + ".",
            "Ret det, som reglen viser, og fjern undtagelsen. Planen kan ikke bygges rigtigt, før det er i orden.",
        ),
        None => (
            format!("Der er ingen regel, der hedder »{id}«."),
            "Skriv koden, som den står i meddelelsen, fx »B404«. Kør »beredskab forklar« for at se dem alle.",
        ),
    };
    Finding::error(Code::ExceptionRefused, at, message, help).about(subject.about(KEY))
}

fn unused(subject: &Subject<'_>, exception: &Exception<'_>) -> Finding {
    let message = format!("Undtagelsen fra {} ved »{}« har ingen virkning.", exception.id, exception.key);
    let help = "Fjern den, eller ret nøglen. En glemt undtagelse kan komme til at skjule noget nyt.";
    Finding::warning(Code::ExceptionUnused, exception.record.at.clone(), message, help).about(subject.about(KEY))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
