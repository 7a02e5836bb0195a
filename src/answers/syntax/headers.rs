//! Headers that were forgotten, or written twice: keys that stand below another header than their own.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::known::{Known, full};
use super::mend::Mending;
use super::outline::{Outline, What};
use crate::answers::about;
use crate::dansk::opremsning;
use crate::finding::{Code, Finding};

/// The keys below a header, in order.
#[derive(Default)]
struct Part<'o> {
    header: &'o str,
    /// The header's line; none for the keys above all headers.
    line: Option<Range<usize>>,
    /// Each key with its whole statement.
    keys: Vec<(&'o str, Range<usize>)>,
    /// Whether all of it could be read.
    is_readable: bool,
}

/// Keys that belong below a header that is missing.
struct Group<'k> {
    header: &'k str,
    keys: Range<usize>,
}

/// Tells each header that is missing, and each that is repeated, once, and reads nothing in place of the keys below it.
pub(super) fn mend(outline: &Outline<'_>, mending: &mut Mending<'_>) {
    let known = mending.known;
    let mut seen: HashMap<&str, (Range<usize>, HashSet<&str>)> = HashMap::new();
    for part in parts(outline, known) {
        let is_table = known.is_header(part.header) && !known.is_records(part.header);
        if let Some(line) = part.line.clone().filter(|line| is_table && !mending.text[line.clone()].contains("[[")) {
            if let Some((first, keys)) = seen.get(part.header) {
                repeated(&part, line, first, keys, mending);
                continue;
            }
            seen.insert(part.header, (line, part.keys.iter().map(|(key, _)| *key).collect()));
        }
        if part.is_readable {
            for group in misplaced(&part, known) {
                missing(&part, &group, mending);
            }
        }
    }
}

fn parts<'o>(outline: &'o Outline<'_>, known: &Known<'_>) -> Vec<Part<'o>> {
    let mut parts = Vec::new();
    let mut part = Part { is_readable: true, ..Part::default() };
    for statement in &outline.statements {
        let at = statement.at.clone();
        match &statement.what {
            What::Header(name) => {
                let next = Part { header: name, line: Some(at), keys: Vec::new(), is_readable: known.is_header(name) };
                parts.push(std::mem::replace(&mut part, next));
            }
            What::Answer(key, _) => part.keys.push((key, at)),
            What::Broken | What::Loose { .. } => part.is_readable = false,
            What::Blank | What::Comment => {}
        }
    }
    parts.push(part);
    parts
}

/// The groups of keys at the end of a part that belong below other headers. None where keys of the part's own stand behind
/// one: then the keys were put in the wrong place, and no header is missing.
fn misplaced<'k>(part: &Part<'_>, known: &Known<'k>) -> Vec<Group<'k>> {
    let mut groups: Vec<Group<'k>> = Vec::new();
    let (mut header, mut first) = (part.header, 0);
    let mut seen = HashSet::new();
    let mut at = 0;
    while let Some((key, _)) = part.keys.get(at) {
        if known.has(header, key) && seen.insert(*key) {
            at += 1;
            continue;
        }
        // A key that the table has too may already belong to the records below it, but for the table's only one.
        let mut start = at;
        if !known.has(header, key) && !known.is_records(header) {
            let before = |at: usize| known.headers_of(key).any(|name| known.key(name, part.keys[at].0).is_some());
            while start > first + 1 && start + 3 > at && before(start - 1) {
                start -= 1;
            }
        }
        // One key is enough where a whole record stands above it, or where it is the one that the record began with.
        let begins_again = known.is_records(header) && part.keys[first].0 == *key;
        let is_enough = if known.has(header, key) { begins_again } else { known.is_whole(header, &seen) };
        let fewest = if is_enough { 1 } else { 2 };
        let Some(group) = group(part, start, fewest, known) else { return Vec::new() };
        (header, first, at) = (group.header, start, group.keys.end);
        seen = part.keys[group.keys.clone()].iter().map(|(key, _)| *key).collect();
        groups.push(group);
    }
    groups
}

/// The longest group of keys from one on that can stand below one header, which is not the part's own table.
fn group<'k>(part: &Part<'_>, start: usize, fewest: usize, known: &Known<'k>) -> Option<Group<'k>> {
    let mut seen = HashSet::new();
    let mut headers: Vec<&'k str> = known.headers_of(part.keys.get(start)?.0).collect();
    headers.retain(|name| *name != part.header || known.is_records(name));
    let mut end = start;
    for (key, _) in &part.keys[start..] {
        let left: Vec<&'k str> = headers.iter().copied().filter(|name| known.key(name, key).is_some()).collect();
        if left.is_empty() || !seen.insert(*key) {
            break;
        }
        (headers, end) = (left, end + 1);
    }
    let of_part = |name: &str| name == part.header || name.rsplit_once('.').is_some_and(|(table, _)| table == part.header);
    let place = known.place(part.header);
    let header = headers.into_iter().min_by_key(|name| (!of_part(name), known.place(name) < place, known.place(name)))?;
    (end >= start + fewest).then_some(Group { header, keys: start..end })
}

fn missing(part: &Part<'_>, group: &Group<'_>, mending: &mut Mending<'_>) {
    let keys = &part.keys[group.keys.clone()];
    let Some((first, at)) = keys.first() else { return };
    let written = mending.known.written(group.header);
    let names: Vec<String> = keys.iter().map(|(key, _)| format!("»{key}«")).collect();
    let now = match part.header {
        "" => "ikke til nogen overskrift".to_owned(),
        header if header == group.header => "til posten over".to_owned(),
        header => format!("til {}", mending.known.written(header)),
    };
    let help = format!(
        "Skriv {written} på en linje for sig før linje {}. Uden den hører {} {now}.",
        mending.line(at.start),
        opremsning(&names, "og")
    );
    let key = at.start..at.start + mending.text[at.clone()].find('=').unwrap_or(at.len());
    let key = key.start..key.start + mending.text[key].trim_end().len();
    let message = format!("Linjen {written} mangler over »{first}«.");
    let question = mending.skabelon.question(group.header).map(|(question, section)| about(question, section));
    mending.tell(Finding::error(Code::UnknownKey, mending.location(key), message, help).about(question));
    for (key, at) in keys {
        mending.misplaced.insert(full(group.header, key));
        mending.blank(at.clone());
    }
    mending.misplaced.insert(group.header.to_owned());
}

/// A table whose header stands a second time.
fn repeated(part: &Part<'_>, line: Range<usize>, first: &Range<usize>, keys: &HashSet<&str>, mending: &mut Mending<'_>) {
    let name = part.header;
    let enumerated = |keys: &[&str]| opremsning(&keys.iter().map(|key| format!("»{key}«")).collect::<Vec<_>>(), "og");
    let (again, new): (Vec<&str>, Vec<&str>) = part.keys.iter().map(|(key, _)| *key).partition(|key| keys.contains(key));
    let place = format!("under [{name}] på linje {}", mending.line(first.start));
    let help = match (new.as_slice(), again.as_slice()) {
        ([], []) => format!("Slet linjen. Svarene står {place}."),
        (new, []) => format!("Flyt {} op {place}, og slet overskriften her.", enumerated(new)),
        ([], again) => format!(
            "Der er allerede {} {place}. Ret svaret dér, hvis det er det her, der skal gælde, og slet så linjerne her.",
            enumerated(again)
        ),
        (new, again) => format!(
            "Flyt {} op {place}, og slet overskriften her. Der er allerede {}: Behold kun det svar, der skal gælde.",
            enumerated(new),
            enumerated(again)
        ),
    };
    let message = format!("Overskriften [{name}] står to gange.");
    let mut finding = Finding::error(Code::Syntax, mending.location(line.clone()), message, help);
    finding.related = Some((mending.location(first.clone()), "den første står her".to_owned()));
    mending.tell(finding);
    mending.blank(line);
    for (key, at) in &part.keys {
        mending.misplaced.insert(full(name, key));
        mending.blank(at.clone());
    }
}
