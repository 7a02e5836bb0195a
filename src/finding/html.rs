//! Findings as a piece of HTML, for a page that stands beside the plan. Everything from the answers is escaped.

use minijinja::{Environment, Value, context};

use super::{Finding, Findings, Severity};
use crate::source::Sources;

const LIST: &str = include_str!("findings.html");

/// A frame that shows the plan.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Its name.
    pub name: &'a str,
    /// The address of the plan's page.
    pub page: &'a str,
}

/// The findings as lists, errors before warnings. Empty where nothing was found.
///
/// A finding that belongs to a section of the plan links to it in the frame that shows the plan, where there is one.
#[must_use]
pub fn render(findings: &Findings, sources: &Sources, frame: Option<Frame<'_>>) -> String {
    let group = |severity: Severity, heading: &str, name: &str| {
        let of_it = findings.iter().filter(|finding| finding.severity == severity);
        let entries: Vec<Value> = of_it.map(|finding| entry(finding, sources)).collect();
        context! { heading, name, entries }
    };
    let groups = [group(Severity::Error, "Fejl", "fejl"), group(Severity::Warning, "Advarsler", "advarsel")];
    // The template is part of the program and every variable it uses is given here: a test builds it.
    let frame = frame.map(|frame| context! { name => frame.name, page => frame.page });
    Environment::new().render_named_str("findings.html", LIST, context! { groups, frame }).unwrap_or_default()
}

fn entry(finding: &Finding, sources: &Sources) -> Value {
    let source = sources.get(finding.location.source);
    // What is beside the answer file is known by its name; the folder is the same for all.
    let folder = sources.iter().next().and_then(|first| first.name.rfind(['/', '\\']).map(|end| &first.name[..=end]));
    let file = folder.and_then(|folder| source.name.strip_prefix(folder)).unwrap_or(&source.name);
    let about = finding.about.as_ref();
    context! {
        code => finding.code.id(),
        message => finding.message.as_str(),
        file,
        line => source.position(finding.location.at.start).line,
        question => about.map(|about| about.question.as_str()),
        key => about.map(|about| about.key.as_str()),
        section => about.map(|about| about.section.as_str()),
        anchor => about.and_then(|about| about.anchor.as_deref()),
        help => finding.help.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{About, Code};
    use crate::source::Location;

    #[test]
    fn errors_come_first_and_answers_are_escaped() {
        let mut sources = Sources::default();
        let (source, _) = sources.add("planer/<b>.toml", b"a = 1\nb = 2\n");
        let at = |at| Location { source, at };
        let about = About {
            key: "introduktion.vision".into(),
            question: "\"Hvad\" & hvorfor?".into(),
            section: "afsnit 1.1".into(),
            anchor: Some("vision".into()),
        };
        let findings = Findings::in_order(vec![
            Finding::warning(Code::EmptyLinkText, at(0..1), "Advarslen.", "Hjælp."),
            Finding::error(Code::Choice, at(6..7), "»<script>alert(1)</script>«", "<img src=x>").about(Some(about)),
        ]);
        let html = render(&findings, &sources, Some(Frame { name: "plan", page: "plan.html" }));
        let places: Vec<Option<usize>> = ["Fejl", "&lt;script&gt;", "Advarsler", "B404"].map(|part| html.find(part)).into();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{html}");
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
        assert!(html.contains("href=\"plan.html#vision\" target=\"plan\""), "{html}");
        assert!(html.contains(">&lt;b&gt;.toml:2<"), "{html}");
        assert!(!render(&findings, &sources, None).contains("<a "));
    }

    #[test]
    fn nothing_found_is_nothing() {
        assert_eq!(render(&Findings::default(), &Sources::default(), None).trim(), "");
    }
}
