//! Text that stands by itself because the marks in front of it are missing, or stand behind a `#`.

use std::ops::Range;

use super::known::full;
use super::lines::{self, comment};
use super::mend::Mending;
use super::outline::{Outline, Statement, What};
use crate::skabelon::Kind;

/// Lines of text that belong together.
struct Run {
    /// The lines.
    at: Range<usize>,
    /// The last of them, where it has the marks that close the text.
    closing: Option<Range<usize>>,
    /// The statement behind the last.
    next: usize,
}

/// Why the lines stand by themselves.
enum Cause<'o> {
    /// Their key has no value.
    NoValue(&'o str, usize),
    /// Their key has two marks where three were meant.
    TwoMarks(&'o str, usize),
    /// Their key is behind a `#`.
    Commented(&'o str),
}

/// Tells of each such text once, at what it belongs to, and reads nothing in its place.
pub(super) fn mend(outline: &Outline<'_>, mending: &mut Mending<'_>) {
    let statements = &outline.statements;
    let (mut header, mut at) = ("", 0);
    // Up to there no marks close a text.
    let mut searched = 0;
    while let Some(statement) = statements.get(at) {
        match &statement.what {
            What::Header(name) => header = name,
            What::Loose { .. } => {
                let run = run(statements, at, &mut searched);
                let before = statements[..at].iter().rev().take(20).find(|before| before.what != What::Blank);
                let of = before.and_then(|before| Some((before, cause(before, mending.text)?)));
                tell(&run, of.as_ref(), header, mending);
                at = run.next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The lines of text from one on. Headings of Markdown look like comments, and are text where the text is closed below them.
fn run(statements: &[Statement<'_>], first: usize, searched: &mut usize) -> Run {
    let (mut last, mut is_whole) = (first, false);
    for (at, statement) in statements.iter().enumerate().skip(first) {
        match statement.what {
            What::Loose { closes: true } => {
                let closing = statement.at.clone();
                return Run { at: statements[first].at.start..closing.end, closing: Some(closing), next: at + 1 };
            }
            What::Loose { .. } if !is_whole => last = at,
            What::Loose { .. } | What::Blank => {}
            What::Comment if *searched <= at => is_whole = true,
            _ => {
                *searched = (*searched).max(at);
                break;
            }
        }
    }
    Run { at: statements[first].at.start..statements[last].at.end, closing: None, next: last + 1 }
}

fn cause<'o>(before: &'o Statement<'_>, text: &'o str) -> Option<Cause<'o>> {
    match &before.what {
        What::Answer(key, value) => {
            let written = text[*value..before.at.end].split('#').next().unwrap_or_default().trim();
            match written {
                "" => Some(Cause::NoValue(key, *value)),
                "\"\"" | "''" => Some(Cause::TwoMarks(key, *value)),
                _ => None,
            }
        }
        What::Comment => {
            let (key, value) = comment(&text[before.at.clone()])?.split_once('=')?;
            let is_opened = ["\"\"\"", "'''"].iter().any(|marks| value.matches(marks).count() == 1);
            (is_opened && lines::is_key(key.trim())).then_some(Cause::Commented(key.trim()))
        }
        _ => None,
    }
}

/// Tells of lines by what they belong to; those that belong to nothing are the parser's to tell, but for a text's end.
fn tell(run: &Run, of: Option<&(&Statement<'_>, Cause<'_>)>, header: &str, mending: &mut Mending<'_>) {
    let last = mending.line(run.at.end);
    match of {
        Some((before, Cause::NoValue(key, value))) => {
            let (message, help) = without_marks(run, key, mending.known.key(header, key).map(|(kind, _)| kind), mending);
            mending.syntax(before.at.clone(), message, help);
            mending.stand_in(*value..run.at.end, "");
        }
        Some((before, Cause::TwoMarks(key, value))) if run.closing.is_some() => {
            let help = format!("Skriv {key} = \"\"\" her. Så slutter teksten på linje {last}.");
            mending.syntax(before.at.clone(), "Teksten begynder med to anførselstegn, men slutter med tre.", help);
            mending.stand_in(*value..run.at.end, "");
        }
        Some((before, Cause::Commented(key))) if mending.known.has(header, key) => {
            let end = match &run.closing {
                Some(_) => format!("Så slutter teksten på linje {last}."),
                None => format!("Skriv også \"\"\" på en linje for sig efter linje {last}."),
            };
            let message = "Linjen, teksten begynder på, har et # foran, men det har resten af teksten ikke.";
            mending.syntax(before.at.clone(), message, format!("Slet # foran »{key}«. {end}"));
            mending.misplaced.insert(full(header, key));
            mending.blank(run.at.clone());
        }
        _ if run.closing.is_some() => {
            let first = mending.line(run.at.start);
            let lines = if first == last { format!("linje {first}") } else { format!("linje {first}-{last}") };
            let help = format!("Skriv nøglen og tre anførselstegn over linje {first}, fx vision = \"\"\", eller slet {lines}.");
            mending.syntax(run.at.clone(), "Her slutter en lang tekst, men linjen, den begynder på, mangler.", help);
            mending.blank(run.at.clone());
        }
        _ => {}
    }
}

/// What to say of an answer that stands below its key, and what to write for its kind.
fn without_marks(run: &Run, key: &str, kind: Option<&Kind>, mending: &Mending<'_>) -> (&'static str, String) {
    let (text, last) = (&mending.text[run.at.clone()], mending.line(run.at.end));
    match (&run.closing, kind) {
        (_, Some(Kind::List)) => (
            "Listen står på linjerne under nøglen uden parenteser og anførselstegn.",
            format!("Skriv {key} = {}, og slet linjerne under.", list(text)),
        ),
        (Some(_), _) => (
            "Der mangler tre anførselstegn, hvor teksten begynder.",
            format!("Skriv {key} = \"\"\" her. Så slutter teksten på linje {last}."),
        ),
        (None, Some(Kind::Text) | None) => (
            "Svaret står på linjerne under nøglen uden anførselstegn.",
            format!("Skriv {key} = \"\"\" her, og skriv \"\"\" igen på en linje for sig efter linje {last}."),
        ),
        (None, Some(_)) => {
            ("Svaret står under nøglen og ikke efter lighedstegnet.", format!("Skriv {key} = {}, og slet det under.", line(text)))
        }
    }
}

/// Text as one line of TOML, as much of it as a message has room for.
fn line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 60 { "\"...\"".to_owned() } else { format!("\"{}\"", words.replace(['"', '\\'], "'")) }
}

/// Lines of text as a list of TOML, as much of it as a message has room for.
fn list(text: &str) -> String {
    let bullets = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | '•' | '·' | '▪' | '"' | ',');
    let mut items = text.lines().map(|line| line.trim_matches(bullets)).filter(|line| !line.is_empty());
    let mut shown: Vec<String> = items.by_ref().take(4).map(|item| format!("\"{}\"", item.replace(['"', '\\'], "'"))).collect();
    if items.next().is_some() {
        shown.push("...".to_owned());
    }
    format!("[{}]", shown.join(", "))
}
