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

/// What the lines belong to.
struct Owner<'o> {
    key: &'o str,
    /// Where its value begins.
    value: usize,
    statement: &'o Statement<'o>,
    is: State,
}

/// Why an answer's lines stand by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Its key has no value.
    NoValue,
    /// Its key has marks with nothing between them.
    Empty,
    /// The same, and the marks stand on several lines.
    EmptyLong,
    /// Its key is behind a `#`, with the marks that begin a text.
    OpenedBehindHash,
    /// Its key is behind a `#`, with marks that have nothing between them.
    EmptyBehindHash,
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
                let owner = statements[..at].iter().rev().take(20).find(|before| before.what != What::Blank);
                let owner = owner.and_then(|before| owner_of(before, mending.text));
                let is_next = at > 0 && statements[at - 1].what != What::Blank;
                tell(
                    &run,
                    owner.as_ref().filter(|owner| run.closing.is_some() || owner.may_be_apart() || is_next),
                    header,
                    mending,
                );
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
    let start = statements[first].at.start;
    let (mut last, mut at, mut is_whole) = (first, first, false);
    while let Some(statement) = statements.get(at) {
        match statement.what {
            What::Loose { closes: true } => {
                let closing = statement.at.clone();
                return Run { at: start..closing.end, closing: Some(closing), next: at + 1 };
            }
            What::Loose { .. } if !is_whole => last = at,
            What::Loose { .. } | What::Blank => {}
            What::Comment if *searched <= at => is_whole = true,
            _ => break,
        }
        at += 1;
    }
    *searched = (*searched).max(at);
    Run { at: start..statements[last].at.end, closing: None, next: last + 1 }
}

/// The answer that a statement is, where lines below it may be part of it.
fn owner_of<'o>(statement: &'o Statement<'o>, text: &'o str) -> Option<Owner<'o>> {
    let is_empty = |value: &str| !value.is_empty() && value.trim_matches(['"', '\'', '[', ']', ',', ' ', '\n', '\r']).is_empty();
    match &statement.what {
        What::Answer(key, value) => {
            let written = text[*value..statement.at.end].split('#').next().unwrap_or_default().trim();
            let is = match written {
                "" => State::NoValue,
                written if is_empty(written) && written.contains('\n') => State::EmptyLong,
                written if is_empty(written) => State::Empty,
                _ => return None,
            };
            Some(Owner { key, value: *value, statement, is })
        }
        What::Comment => {
            let (key, value) = comment(&text[statement.at.clone()])?.split_once('=')?;
            let is_opened = ["\"\"\"", "'''"].iter().any(|marks| value.matches(marks).count() == 1);
            let is = match value.trim() {
                _ if is_opened => State::OpenedBehindHash,
                value if is_empty(value) => State::EmptyBehindHash,
                _ => return None,
            };
            lines::is_key(key.trim()).then_some(Owner { key: key.trim(), value: statement.at.end, statement, is })
        }
        _ => None,
    }
}

impl Owner<'_> {
    /// Whether lines may be part of it that an empty line stands before: it would be nothing without them.
    fn may_be_apart(&self) -> bool {
        matches!(self.is, State::NoValue | State::OpenedBehindHash)
    }

    fn is_behind_hash(&self) -> bool {
        matches!(self.is, State::OpenedBehindHash | State::EmptyBehindHash)
    }
}

/// Tells of lines by what they belong to; those that belong to nothing are the parser's to tell, but for a text's end.
fn tell(run: &Run, owner: Option<&Owner<'_>>, header: &str, mending: &mut Mending<'_>) {
    if let Some(owner) = owner.filter(|owner| !owner.is_behind_hash() || mending.known.has(header, owner.key)) {
        let kind = mending.known.key(header, owner.key).map(|(kind, _)| kind);
        let (message, help) = words(run, owner, kind, mending);
        mending.syntax(owner.statement.at.clone(), message, help);
        if owner.is_behind_hash() {
            mending.misplaced.insert(full(header, owner.key));
            mending.blank(run.at.clone());
        } else {
            mending.stand_in(owner.value..run.at.end, "");
        }
    } else if run.closing.is_some() {
        let (first, last) = (mending.line(run.at.start), mending.line(run.at.end));
        let lines = line_numbers(first, last);
        let help = format!("Skriv nøglen og tre anførselstegn over linje {first}, fx vision = \"\"\", eller slet {lines}.");
        mending.syntax(run.at.clone(), "Her slutter en lang tekst, men linjen, den begynder på, mangler.", help);
        mending.blank(run.at.clone());
    }
}

/// What to say of an answer whose lines stand by themselves, and what to write for its kind.
fn words(run: &Run, owner: &Owner<'_>, kind: Option<&Kind>, mending: &Mending<'_>) -> (&'static str, String) {
    let (text, key) = (&mending.text[run.at.clone()], owner.key);
    let (first, last) = (mending.line(run.at.start), mending.line(run.at.end));
    let lines = line_numbers(first, last);
    let end = match run.closing {
        Some(_) => format!("Så slutter teksten på linje {last}."),
        None => format!("Skriv også \"\"\" på en linje for sig efter linje {last}."),
    };
    let hash = if owner.is_behind_hash() { " uden # foran" } else { "" };
    match (owner.is, kind) {
        (State::OpenedBehindHash, _) => (
            "Linjen, teksten begynder på, har et # foran, men det har resten af teksten ikke.",
            format!("Slet # foran »{key}«. {end}"),
        ),
        (_, Some(Kind::List)) => (
            "Listen står på linjerne under nøglen uden parenteser og anførselstegn.",
            format!("Skriv {key} = {}{hash}, og slet linjerne under.", list(text)),
        ),
        (State::EmptyLong, _) => {
            let marks = mending.line(owner.statement.at.end);
            let help = match run.closing {
                Some(_) => format!("Slet anførselstegnene på linje {marks}. {end}"),
                None => format!("Flyt teksten på {lines} op foran anførselstegnene på linje {marks}."),
            };
            ("Svaret står under anførselstegnene og ikke imellem dem.", help)
        }
        (_, kind) if run.closing.is_some() || matches!(kind, Some(Kind::Text) | None) => (
            "Svaret står på linjerne under nøglen og ikke mellem tre anførselstegn.",
            format!("Skriv {key} = \"\"\" her{hash}. {end}"),
        ),
        _ => (
            "Svaret står under nøglen og ikke efter lighedstegnet.",
            format!("Skriv {key} = {}{hash}, og slet det under.", line(text)),
        ),
    }
}

fn line_numbers(first: usize, last: usize) -> String {
    if first == last { format!("linje {first}") } else { format!("linje {first}-{last}") }
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
