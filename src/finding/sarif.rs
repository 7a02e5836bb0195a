//! Findings as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code hosts show beside the file.
//!
//! A result says what is wrong and what to do; the rule that it names says why, in the words of `forklar`. Only the rules that
//! have results are listed.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::json::pretty;
use super::{Code, Extent, Finding, Report, Severity};
use crate::source::{Location, Sources};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: Severity,
    message: Message,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Properties<'a> {
    key: &'a str,
    question: &'a str,
    section: &'a str,
}

/// The findings of all reports as one run, with a line end after it.
#[must_use]
pub fn render(reports: &[Report<'_>]) -> String {
    let mut used: Vec<Code> = reports.iter().flat_map(|report| report.findings.iter()).map(|finding| finding.code).collect();
    used.sort_unstable();
    used.dedup();
    let results = reports.iter().flat_map(|report| report.findings.iter().map(|f| result(f, &used, report.sources))).collect();
    let rules = used.iter().map(|code| descriptor(*code)).collect();
    let driver = Driver { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), language: "da", rules };
    let run = Run { tool: Tool { driver }, language: "da", column_kind: "unicodeCodePoints", results };
    pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn descriptor(code: Code) -> Descriptor {
    let rule = code.rule();
    let source = rule.source.as_ref().map(|source| format!(" Kilde: {source}.")).unwrap_or_default();
    let message = |text: String| Message { text };
    Descriptor {
        id: code.id(),
        short_description: message(format!("{}.", rule.name)),
        full_description: message(rule.says.clone()),
        help: message(format!("{}{source}", rule.why)),
    }
}

fn result<'a>(finding: &'a Finding, rules: &[Code], sources: &Sources) -> SarifResult<'a> {
    let related = finding.related.as_ref().map(|(location, label)| place(location, sources, Some(label)));
    let properties = finding.about.as_ref();
    SarifResult {
        rule_id: finding.code.id(),
        rule_index: rules.iter().position(|code| *code == finding.code).unwrap_or_default(),
        level: finding.severity,
        message: Message { text: format!("{} {}", finding.message, finding.help) },
        locations: [place(&finding.location, sources, None)],
        related_locations: related.into_iter().collect(),
        properties: properties.map(|about| Properties { key: &about.key, question: &about.question, section: &about.section }),
    }
}

fn place(location: &Location, sources: &Sources, label: Option<&str>) -> Place {
    let Extent { file, start, end } = Extent::of(location, sources);
    let region = Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column };
    let physical_location = PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(file) }, region };
    Place { physical_location, message: label.map(|text| Message { text: text.to_owned() }) }
}

/// A path as a URI reference (RFC 3986): relative to the folder that the program was started in, or whole.
fn uri(path: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    let path = Path::new(path);
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir | Component::RootDir => {}
            Component::ParentDir => parts.push("..".to_owned()),
            other => parts.push(utf8_percent_encode(&other.as_os_str().to_string_lossy(), KEPT).to_string()),
        }
    }
    let joined = parts.join("/");
    if path.is_absolute() { format!("file:///{joined}") } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("./planer/Ishøj 2026.toml"), "planer/Ish%C3%B8j%202026.toml");
        assert_eq!(uri("../a:b.toml"), "../a%3Ab.toml");
        assert_eq!(uri("kommune.toml"), "kommune.toml");
    }

    #[cfg(unix)]
    #[test]
    fn a_whole_path_has_a_scheme() {
        assert_eq!(uri("/home/ø/kommune.toml"), "file:///home/%C3%B8/kommune.toml");
    }
}
