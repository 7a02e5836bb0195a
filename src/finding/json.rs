//! Findings as JSON, for programs. The format is public and stable (`docs/formater.md`): fields may be added, none changes its
//! meaning or goes.

use serde::Serialize;

use super::{Extent, Finding, Report, Severity};
use crate::source::Sources;

/// All reports as one object.
#[derive(Serialize)]
struct Output<'a> {
    errors: usize,
    warnings: usize,
    findings: Vec<Entry<'a>>,
}

/// One finding.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    key: Option<&'a str>,
    question: Option<&'a str>,
    section: Option<&'a str>,
    help: &'a str,
}

/// The findings of all reports as one JSON object, in the reports' order, with a line end after it.
#[must_use]
pub fn render(reports: &[Report<'_>]) -> String {
    let output = Output {
        errors: reports.iter().map(|report| report.findings.errors()).sum(),
        warnings: reports.iter().map(|report| report.findings.warnings()).sum(),
        findings: reports
            .iter()
            .flat_map(|report| report.findings.iter().map(|finding| entry(finding, report.sources)))
            .collect(),
    };
    pretty(&output)
}

/// A value of the program's own types as JSON for people and programs to read.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    // Structures of strings and numbers, written to memory, have nothing that could fail.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn entry<'a>(finding: &'a Finding, sources: &'a Sources) -> Entry<'a> {
    let Extent { file, start, end } = Extent::of(&finding.location, sources);
    let about = finding.about.as_ref();
    Entry {
        code: finding.code.id(),
        severity: finding.severity,
        message: &finding.message,
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        key: about.map(|about| about.key.as_str()),
        question: about.map(|about| about.question.as_str()),
        section: about.map(|about| about.section.as_str()),
        help: &finding.help,
    }
}
