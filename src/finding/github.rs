//! Findings as annotations of a pull request on GitHub.
//!
//! The format is that of the workflow commands `error` and `warning` (GitHub Docs, "Workflow commands for GitHub Actions"). It
//! has no standard for its escapes; they are those of GitHub's own runner: `%`, line ends, and in properties `:` and `,`.

use std::fmt::Write as _;

use super::{Extent, Finding, Report, Severity};
use crate::source::Sources;

/// A line a finding, in the reports' order.
#[must_use]
pub fn render(reports: &[Report<'_>]) -> String {
    let mut out = String::new();
    for report in reports {
        for finding in report.findings.iter() {
            line(finding, report.sources, &mut out);
        }
    }
    out
}

fn line(finding: &Finding, sources: &Sources, out: &mut String) {
    let command = if finding.severity == Severity::Error { "error" } else { "warning" };
    let Extent { file, start, end } = Extent::of(&finding.location, sources);
    let _ = write!(out, "::{command} file={},line={}", property(&file.replace('\\', "/")), start.line);
    if start.line == end.line {
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
    } else {
        // Columns are only read where a place is within one line.
        let _ = write!(out, ",endLine={}", end.line);
    }
    let title = property(finding.code.id());
    let question = finding.about.as_ref().map(|about| format!("Spørgsmål: {} ({})\n", about.question, about.section));
    let text = format!("{}\n{}{}", finding.message, question.unwrap_or_default(), finding.help);
    let _ = writeln!(out, ",title={title}::{}", data(&text));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Findings};
    use crate::source::Location;

    #[test]
    fn what_means_something_to_github_is_escaped() {
        let mut sources = Sources::default();
        let (source, _) = sources.add("C:\\a,b\\100%.toml", b"a = 1\nb = 2\n");
        let at = |at| Location { source, at };
        let findings = Findings::in_order(vec![
            Finding::error(Code::Syntax, at(0..1), "100 %: nej,\nslet ikke.", "Hjælp."),
            Finding::warning(Code::Syntax, at(4..7), "To linjer.", "Hjælp."),
        ]);
        assert_eq!(
            render(&[Report { findings: &findings, sources: &sources }]),
            "::error file=C%3A/a%2Cb/100%25.toml,line=1,col=1,endColumn=2,title=B001::100 %25: nej,%0Aslet ikke.%0AHjælp.\n\
             ::warning file=C%3A/a%2Cb/100%25.toml,line=1,endLine=2,title=B001::To linjer.%0AHjælp.\n"
        );
    }
}
