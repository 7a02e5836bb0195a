//! Findings for a person at a terminal: the line, the mark under the exact place, the question, and help.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use textwrap::WordSplitter;

use super::{Finding, Findings, Severity};
use crate::dansk::{antal, opremsning};
use crate::source::{Location, Sources};

/// The width that everything is laid out for. Wider lines are hard to read, and many Windows terminals start at it.
pub const WIDTH: usize = 80;

/// How many findings of a file are shown to a person who has not asked for all of them.
pub const SHOWN: usize = 100;

/// The longest line that is given to the renderer whole, in bytes. It goes through all of it, to show what is around the mark.
const LONGEST_LINE: usize = 2_000;

/// How much of a longer one is given to it, on each side of where the mark begins.
const AROUND: usize = 400;

/// The findings as text, with ANSI colours where wanted. Empty where nothing was found.
#[must_use]
pub fn render(findings: &Findings, sources: &Sources, colors: bool) -> String {
    let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH);
    let mut out = String::new();
    for finding in findings.iter() {
        out.push_str(&renderer.render(&[report(finding, sources)]));
        out.push_str("\n\n");
    }
    out
}

/// A sentence that counts the findings: "2 fejl og 1 advarsel".
#[must_use]
pub fn summary(findings: &Findings) -> String {
    counted(findings.errors(), findings.warnings())
}

/// A number of errors and one of warnings, in words.
#[must_use]
pub fn counted(errors: usize, warnings: usize) -> String {
    let counts = [(errors, "fejl", "fejl"), (warnings, "advarsel", "advarsler")];
    let counts: Vec<String> = counts.into_iter().filter(|&(n, ..)| n > 0).map(|(n, one, many)| antal(n, one, many)).collect();
    if counts.is_empty() { "Ingen fejl og ingen advarsler".to_owned() } else { opremsning(&counts, "og") }
}

fn report<'a>(finding: &'a Finding, sources: &'a Sources) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name("fejl"),
        Severity::Warning => Level::WARNING.with_name("advarsel"),
    };
    let head = format!("fejl[{}]: ", finding.code.id()).len();
    let title = wrap(&finding.message, head);
    let group = Group::with_title(level.primary_title(title).id(finding.code.id()));
    let mut group = with_place(group, &finding.location, sources, AnnotationKind::Primary, "");
    if let Some((location, label)) = &finding.related {
        group = with_place(group, location, sources, AnnotationKind::Context, label);
    }
    if let Some(about) = &finding.about {
        let question = format!("{} ({}, {})", about.question, about.section, about.key);
        group = group.element(Level::NOTE.with_name("spørgsmål").message(wrap(&question, 17)));
    }
    group.element(Level::HELP.with_name("hjælp").message(wrap(&finding.help, 13)))
}

/// Adds the lines of a place, and no more of the file: the renderer goes through all that it is given.
fn with_place<'a>(
    group: Group<'a>,
    location: &Location,
    sources: &'a Sources,
    kind: AnnotationKind,
    label: &'a str,
) -> Group<'a> {
    let source = sources.get(location.source);
    let (start, end) = (source.text.floor_char_boundary(location.at.start), source.text.floor_char_boundary(location.at.end));
    // A place of many lines is shown by its first one.
    let line = source.line(start);
    let (start, end) = (start.min(line.end), end.min(line.end));
    let position = source.position(start);
    let is_long = line.len() > LONGEST_LINE;
    let shown = if is_long {
        let first = source.text.floor_char_boundary(start.saturating_sub(AROUND)).max(line.start);
        first..source.text.floor_char_boundary(start + AROUND).min(line.end)
    } else {
        line
    };
    let annotation = kind.span(start - shown.start..end.min(shown.end) - shown.start);
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    let snippet = Snippet::source(&source.text[shown]).line_start(position.line).annotation(annotation);
    if is_long {
        // The renderer would count the column from where the stretch begins.
        let origin = Origin::path(source.name.as_str()).line(position.line).char_column(position.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(source.name.as_str()))
    }
}

fn wrap(text: &str, indent: usize) -> String {
    fill(text, WIDTH - indent.min(WIDTH / 2))
}

/// Sentences in lines of at most so many columns. Words stay whole: a line end within "UTF-8" or a file's name misleads.
#[must_use]
pub fn fill(text: &str, width: usize) -> String {
    textwrap::fill(text, textwrap::Options::new(width).word_splitter(WordSplitter::NoHyphenation))
}
