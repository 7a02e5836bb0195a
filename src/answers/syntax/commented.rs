//! Answers that stand behind a `#`, where a new answer file has an empty one: TOML does not see them.
//!
//! A `#` right before a key of the template is the new file's own way to leave a question open. A comment has a space behind
//! its `#`, so one that only tells of an answer is none.

use std::collections::HashSet;
use std::ops::Range;

use super::known::{Answered, full};
use super::lines::{comment, header};
use super::mend::Mending;
use super::outline::{Outline, Statement, What};
use crate::answers::about;
use crate::dansk::opremsning;
use crate::finding::{Code, Finding};
use crate::svarfil;

/// Farther than this the end of an answer behind a `#` is not looked for.
const FARTHEST: usize = 200;

/// An answer behind a `#`.
struct Hidden<'t> {
    key: &'t str,
    /// How many lines it has.
    lines: usize,
    /// What stands on the first line behind the equals sign.
    value: &'t str,
    /// Whether it is a text or a list that is not closed.
    is_open: bool,
    /// Whether it says anything.
    is_filled: bool,
    /// Whether it says more than a new answer file does.
    is_answered: bool,
}

/// Tells each answer behind a `#` that says more than a new answer file writes there.
pub(super) fn tell(outline: &Outline<'_>, mending: &mut Mending<'_>) {
    let statements = &outline.statements;
    let text = mending.text;
    let (mut table, mut given) = ("", keys_below(statements));
    let mut at = 0;
    while let Some(statement) = statements.get(at) {
        at += match &statement.what {
            What::Header(name) => {
                table = name;
                given = keys_below(&statements[at + 1..]);
                1
            }
            What::Comment => match header_behind(text, statement).filter(|name| mending.known.is_header(name)) {
                Some(name) => part(&statements[at..], name, mending),
                None => answer(&statements[at..], table, &given, mending),
            },
            _ => 1,
        };
    }
}

/// The keys that are answered up to the next header.
fn keys_below<'o>(statements: &'o [Statement<'_>]) -> HashSet<&'o str> {
    let part = statements.iter().take_while(|statement| !matches!(statement.what, What::Header(_)));
    let key = |statement: &'o Statement<'_>| match &statement.what {
        What::Answer(key, _) => Some(&**key),
        _ => None,
    };
    part.filter_map(key).collect()
}

impl Hidden<'_> {
    /// The answer as a text of TOML, where it is none as it stands.
    fn quoted(&self) -> Option<String> {
        let is_toml = format!("a = {}", self.value).parse::<toml::Table>().is_ok();
        let words = self.value.trim_matches(['"', '\'']).replace(['"', '\\'], "'");
        (!is_toml && !words.contains('\n')).then(|| format!("\"{words}\""))
    }
}

/// The header that stands behind the `#` of a comment.
fn header_behind<'t>(text: &'t str, statement: &Statement<'_>) -> Option<&'t str> {
    comment(&text[statement.at.clone()]).filter(|line| line.starts_with('[')).and_then(header)
}

/// What stands behind the `#` of the comments from one on, up to a header behind one.
fn comments<'t>(text: &'t str, statements: &[Statement<'_>]) -> impl Iterator<Item = &'t str> {
    let comments = statements.iter().take_while(|statement| statement.what == What::Comment);
    let lines = comments.filter_map(|statement| comment(&text[statement.at.clone()]));
    lines.enumerate().take_while(|(at, line)| *at == 0 || !line.starts_with('[')).map(|(_, line)| line)
}

/// Looks at one answer, and gives how many lines it takes.
fn answer(statements: &[Statement<'_>], table: &str, given: &HashSet<&str>, mending: &mut Mending<'_>) -> usize {
    let hidden = hidden(comments(mending.text, statements), |key| mending.known.key(table, key));
    let (Some(hidden), Some(statement)) = (hidden, statements.first()) else { return 1 };
    if hidden.is_answered && !given.contains(hidden.key) {
        let first = mending.line(statement.at.start);
        let way = match (hidden.lines, hidden.quoted()) {
            _ if hidden.is_open => {
                "Slet # foran alle svarets linjer, og slut det på en linje for sig, så det kommer med".to_owned()
            }
            (1, Some(quoted)) => format!("Slet #, og skriv {} = {quoted}, så det kommer med", hidden.key),
            (1, None) => format!("Slet # foran »{}«, så det kommer med", hidden.key),
            (lines, _) => format!("Slet # foran hver af linjerne {first}-{}, så det kommer med", first + lines - 1),
        };
        let whole = full(table, hidden.key);
        let message = format!("Svaret på »{whole}« står bag et # og kommer ikke med i planen.");
        let help = format!("{way}. Skal det ikke bruges, så slet det.");
        warn(statement.at.clone(), &whole, table, message, help, mending);
    }
    hidden.lines
}

/// Looks at a header behind a `#` with the answers below it, which are told as one, and gives how many lines they take.
fn part(statements: &[Statement<'_>], name: &str, mending: &mut Mending<'_>) -> usize {
    let (mut at, mut is_answered, mut filled) = (1, false, Vec::new());
    while statements.get(at).is_some_and(|statement| statement.what == What::Comment)
        && header_behind(mending.text, &statements[at]).is_none()
    {
        let hidden = hidden(comments(mending.text, &statements[at..]), |key| mending.known.key(name, key));
        at += hidden.as_ref().map_or(1, |hidden| hidden.lines);
        is_answered |= hidden.as_ref().is_some_and(|hidden| hidden.is_answered);
        filled.extend(hidden.filter(|hidden| hidden.is_filled).map(|hidden| format!("»{}«", hidden.key)));
    }
    if let Some(statement) = statements.first().filter(|_| is_answered) {
        let written = mending.known.written(name);
        let message = format!("Svarene under {written} står bag # og kommer ikke med i planen.");
        let help = format!(
            "Slet # foran {written} og foran {} under den, så de kommer med. Skal de ikke bruges, så slet dem.",
            opremsning(&filled, "og")
        );
        warn(statement.at.clone(), name, name, message, help, mending);
    }
    at
}

fn warn(at: Range<usize>, key: &str, table: &str, message: String, help: String, mending: &mut Mending<'_>) {
    let question = mending.skabelon.question(key).or_else(|| mending.skabelon.question(table));
    let about = question.map(|(question, section)| about(question, section));
    mending.tell(Finding::warning(Code::BehindHash, mending.location(at), message, help).about(about));
}

/// The answer that a comment begins with, where its key stands right behind the `#`.
fn hidden<'t, 's>(mut lines: impl Iterator<Item = &'t str>, kind: impl Fn(&str) -> Option<Answered<'s>>) -> Option<Hidden<'t>> {
    let (key, first) = lines.next()?.split_once('=')?;
    let key = key.trim_end();
    let answered = kind(key)?;
    let first = without_comment(first).trim();
    let is_answered = says_more(first, answered);
    let one = Hidden { key, lines: 1, value: first, is_open: false, is_filled: !is_empty(first), is_answered };
    let marks = ["\"\"\"", "'''"].into_iter().find(|marks| first.matches(marks).count() % 2 == 1);
    let end = match marks {
        Some(marks) => marks,
        None if first.starts_with('[') && !first.ends_with(']') => "]",
        None => return Some(one),
    };
    let (mut count, mut is_answered, mut goes_on) = (1, one.is_answered, false);
    for line in lines.take(FARTHEST) {
        // Guidance has a space behind its `#`.
        goes_on |= count == 1 && !line.is_empty() && !line.starts_with(' ');
        count += 1;
        is_answered |= says_more(line, answered);
        if line.trim_end().ends_with(end) {
            return Some(Hidden { lines: count, is_answered, is_filled: one.is_filled || is_answered, ..one });
        }
    }
    Some(Hidden { is_open: true, is_answered: one.is_answered || goes_on, ..one })
}

/// Whether an answer says more than the empty one of a new answer file.
fn says_more(value: &str, (kind, example): Answered<'_>) -> bool {
    !is_empty(value) && value.trim() != svarfil::left_out_answer(kind, example)
}

/// Whether an answer is nothing but marks.
fn is_empty(value: &str) -> bool {
    value.chars().all(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | ']' | ','))
}

/// A line without a comment of its own behind the value.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return &line[..at],
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    line
}
