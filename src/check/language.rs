//! Marks of pasted text. Warnings only, and few: prose written with care has none.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use regex_lite::Regex;

use super::Subject;
use super::passages::{Passage, PassageKind};
use crate::content::is_bullet;
use crate::finding::{Code, Finding, Severity};

static LEADING_ZERO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let months = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december";
    Regex::new(&format!(r"0\d\.\d{{1,2}}\.\d{{2,4}}|\d{{1,2}}\.0\d\.\d{{2,4}}|0\d\. (?:{months})")).ok()
});

/// The answer that is a case number: it looks like dates and is none.
const CASE_NUMBER: &str = "plan.sagsnummer";

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let prose: Vec<&Passage<'_>> =
        passages.iter().filter(|p| matches!(p.kind, PassageKind::Prose | PassageKind::Heading)).collect();
    mixed_quotes(subject, &prose, findings);
    let whole = whole_words(subject, &prose);
    let infohus = subject.answers.line("kontakt.infohus").unwrap_or_default();
    let words = Words { written: OnceCell::new(), prose: &prose, subject };
    for passage in &prose {
        for range in pasted_hyphens(&passage.words, &whole) {
            let found = &passage.words[range.clone()];
            if is_meant(found, infohus) || words.is_compound(found) {
                continue;
            }
            let message = format!("»{found}« har en bindestreg midt i ordet.");
            let help =
                format!("Skriv »{}«. Bindestregen stammer ofte fra en linje, hvor ordet var delt.", found.replace('-', ""));
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::PastedHyphen, message, help));
        }
        let dates = if passage.key == CASE_NUMBER { Vec::new() } else { leading_zeros(&passage.words) };
        for range in dates {
            let message = format!("Datoen »{}« har et nul foran.", &passage.words[range.clone()]);
            let help = "Skriv fx »1. juni 2026« eller »1.6.2026«. Sådan skrives datoer i en dansk tekst.";
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::LeadingZero, message, help));
        }
    }
    as_written(subject, findings);
}

/// »…«, ”…” and "…": one kind in a plan. Told once, at the first of those that are fewest.
fn mixed_quotes(subject: &Subject<'_>, prose: &[&Passage<'_>], findings: &mut Vec<Finding>) {
    const KINDS: [(&[char], &str); 3] = [(&['»', '«'], "»…«"), (&['“', '”', '„'], "”…”"), (&['"'], "\"…\"")];
    // Every mark begins with one of three bytes, which are looked for all at once.
    let marks = prose.iter().flat_map(|passage| {
        let bytes = memchr::memchr3_iter(b'"', b'\xc2', b'\xe2', passage.words.as_bytes());
        bytes.filter_map(|at| passage.words[at..].chars().next())
    });
    let mut counts = [0; KINDS.len()];
    for mark in marks {
        for ((kind, _), count) in KINDS.iter().zip(&mut counts) {
            *count += usize::from(kind.contains(&mark));
        }
    }
    let mut used: Vec<(usize, &[char], &str)> = KINDS
        .iter()
        .zip(counts)
        .map(|((marks, shown), count)| (count, *marks, *shown))
        .filter(|(count, ..)| *count > 0)
        .collect();
    used.sort_by_key(|(count, ..)| *count);
    let ([(_, fewest, shown), .., (_, _, most)], true) = (used.as_slice(), used.len() > 1) else { return };
    let first = prose.iter().find_map(|passage| Some((passage, passage.words.find(*fewest)?)));
    if let Some((passage, at)) = first {
        let range = at..at + passage.words[at..].chars().next().map_or(0, char::len_utf8);
        let message = format!("Her bruges {shown}, men andre steder i svarene {most}.");
        let help = "Brug den samme slags anførselstegn i hele planen. Blandede tegn følger oftest med tekst, der er sat ind.";
        findings.push(subject.tell(passage, &range, Severity::Warning, Code::MixedQuotes, message, help));
    }
}

/// Of the words with a hyphen, those that stand whole somewhere: in the answers, in the questions, in the standard texts.
fn whole_words(subject: &Subject<'_>, prose: &[&Passage<'_>]) -> HashSet<String> {
    let asked: HashSet<String> =
        prose.iter().flat_map(|passage| hyphenated(&passage.words).map(|range| joined(&passage.words[range]))).collect();
    if asked.is_empty() {
        return asked;
    }
    // Every word there is is held against the lengths: a look-up in a table, and no hash.
    let mut lengths = vec![false; asked.iter().map(String::len).max().unwrap_or(0) + 1];
    for word in &asked {
        lengths[word.len()] = true;
    }
    let has_length = |word: &&str| lengths.get(word.len()) == Some(&true);
    let words = prose.iter().flat_map(|passage| passage.words.split(|c: char| !c.is_alphanumeric() && c != '-'));
    let mut whole: HashSet<String> =
        words.filter(has_length).map(str::to_lowercase).filter(|word| asked.contains(word)).collect();
    let wording = subject.skabelon.wording();
    whole.extend(asked.iter().filter(|word| wording.has_word(word)).cloned());
    whole
}

/// The words of the answers and of the template.
struct Words<'s, 'a> {
    subject: &'s Subject<'a>,
    prose: &'s [&'s Passage<'a>],
    /// Those of the answers, collected when they are first asked for.
    written: OnceCell<BTreeSet<String>>,
}

impl Words<'_, '_> {
    /// Whether both halves are words, as in "infohus-tovholder": then the hyphen is a way of writing it.
    fn is_compound(&self, word: &str) -> bool {
        const SHORTEST: usize = 4;
        let word = word.to_lowercase();
        let is_long = |half: &str| half.chars().count() >= SHORTEST;
        word.split_once('-')
            .is_some_and(|(first, second)| is_long(first) && is_long(second) && self.has(first) && self.has_beginning(second))
    }

    fn has(&self, word: &str) -> bool {
        self.subject.skabelon.wording().has_word(word) || self.written().contains(word)
    }

    fn has_beginning(&self, start: &str) -> bool {
        let next = || self.written().range(start.to_owned()..).next();
        self.subject.skabelon.wording().has_word_beginning(start) || next().is_some_and(|word| word.starts_with(start))
    }

    fn written(&self) -> &BTreeSet<String> {
        self.written.get_or_init(|| {
            let is_part = |c: char| c.is_alphanumeric() || c == '-';
            let words = self.prose.iter().flat_map(|passage| passage.words.split(move |c| !is_part(c)));
            words.map(str::to_lowercase).collect()
        })
    }
}

/// Whether a hyphen belongs: after capitals ("INFO-hus"), and in what the municipality calls its infohus.
fn is_meant(word: &str, infohus: &str) -> bool {
    let first = word.split('-').next().unwrap_or_default();
    let is_name = || infohus.to_lowercase().split(' ').any(|part| part == word.to_lowercase());
    !first.chars().any(char::is_lowercase) || is_name()
}

/// A word without its hyphen.
fn joined(word: &str) -> String {
    word.replace('-', "").to_lowercase()
}

/// Words of the form "fore-byggelse" that stand whole elsewhere.
fn pasted_hyphens(words: &str, known: &HashSet<String>) -> Vec<Range<usize>> {
    hyphenated(words).filter(|range| known.contains(&joined(&words[range.clone()]))).collect()
}

/// Words with one hyphen and two small letters or more on each side of it.
fn hyphenated(words: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    words.match_indices('-').filter_map(|(at, _)| {
        let before = words[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let after = words[at + 1..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let range = at - before..at + 1 + after;
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        let whole = !is_part(words[..range.start].chars().next_back()) && !is_part(words[range.end..].chars().next());
        let small = words[at + 1..range.end].chars().all(char::is_lowercase);
        (whole && small && words[range.start..at].chars().count() >= 2 && words[at + 1..range.end].chars().count() >= 2)
            .then_some(range)
    })
}

fn leading_zeros(words: &str) -> Vec<Range<usize>> {
    // Most texts have no number that begins with a nought, and are not searched.
    let nought = |(at, _): (usize, &str)| {
        let bytes = words.as_bytes();
        bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && !words[..at].ends_with(|c: char| c.is_ascii_digit())
    };
    if !words.match_indices('0').any(nought) {
        return Vec::new();
    }
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    // "27.00.00-P22-14-26" is a case number (KL Emnesystematik), and "10.04.12.3" another number.
    let goes_on = |after: &str| {
        let mut signs = after.chars();
        match signs.next() {
            Some('-' | '/') => signs.next().is_some_and(char::is_alphabetic),
            Some('.') => signs.next().is_some_and(char::is_alphanumeric),
            sign => sign.is_some_and(char::is_alphanumeric),
        }
    };
    let found = LEADING_ZERO.iter().flat_map(|regex| regex.find_iter(words)).map(|found| found.range());
    found
        .filter(|range| {
            !is_part(words[..range.start].chars().next_back()) && !goes_on(&words[range.end..]) && is_a_day(&words[range.clone()])
        })
        .collect()
}

/// Whether the first two numbers of a date in figures can be a day and a month.
fn is_a_day(date: &str) -> bool {
    let mut numbers = date.split('.').map(|part| part.trim().parse::<u8>().ok());
    let in_range = |number: Option<Option<u8>>, most| number.flatten().is_none_or(|number| (1..=most).contains(&number));
    in_range(numbers.next(), 31) && in_range(numbers.next(), 12)
}

/// What is gone from the text as it is read, and only its writer can see: soft hyphens and double spaces, once an answer.
fn as_written(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        let mut tell = |range: Range<usize>, code, message: &str, help: &str| {
            let location = text.locate(&range, subject.sources);
            findings.push(Finding::warning(code, location, message, help).about(subject.about(key)));
        };
        if let Some(at) = text.written.find('\u{ad}') {
            let help =
                "Slet den: Sæt markøren foran den, og tryk Delete. Den udelades i planen, men står i vejen, når I søger i filen.";
            tell(at..at + '\u{ad}'.len_utf8(), Code::PastedHyphen, "Her står en blød bindestreg, som ikke kan ses.", help);
        }
        if let Some(range) = double_space(&text.written) {
            tell(range, Code::DoubleSpace, "Her står to mellemrum.", "Slet det ene. Planen viser dem som ét.");
        }
    }
}

/// Two spaces between words. Tables, code and the room after a list's mark have their own.
fn double_space(written: &str) -> Option<Range<usize>> {
    // Most texts have none, and are not taken apart.
    memmem::find(written.as_bytes(), b"  ")?;
    let mut start = 0;
    for line in written.split_inclusive('\n') {
        let text = line.trim_end();
        let indent = text.len() - text.trim_start().len();
        let is_mark = |c: char| matches!(c, '-' | '–' | '—' | '*' | '+' | 'o') || c.is_ascii_digit() || is_bullet(c);
        let is_list = text[indent..].starts_with(is_mark);
        let from = if is_list { text[indent..].find(' ').map_or(text.len(), |space| indent + space + 1) } else { indent };
        let from = text.len() - text[from..].trim_start().len();
        if indent < 4
            && !text.contains(['|', '`'])
            && let Some(at) = text[from..].find("  ")
        {
            let length = text[from + at..].len() - text[from + at..].trim_start_matches(' ').len();
            return Some(start + from + at..start + from + at + length);
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_were_divided_are_found() {
        let known: HashSet<String> = ["forebyggelse", "samarbejde", "email"].map(str::to_owned).into();
        let found =
            |words: &'static str| pasted_hyphens(words, &known).into_iter().map(|range| &words[range]).collect::<Vec<_>>();
        assert_eq!(found("God fore-byggelse og Sam-arbejde"), ["fore-byggelse", "Sam-arbejde"]);
        assert_eq!(found("e-mail, infohus-samarbejde, SSP-samarbejde, fore- og bagefter, år-til-år"), Vec::<&str>::new());
    }

    #[test]
    fn dates_with_a_zero_are_found_and_times_are_not() {
        let found = |words: &'static str| leading_zeros(words).into_iter().map(|range| &words[range]).collect::<Vec<_>>();
        assert_eq!(found("den 01.06.2026, 1.06.26 og 05. juni"), ["01.06.2026", "1.06.26", "05. juni"]);
        assert_eq!(found("sag 27.00.00-P22-14-26, 00.17.15-A00-1-26, 02.07.10-A00-1-26 og 12.01.01.5"), Vec::<&str>::new());
        assert_eq!(found("01.06.2026-31.05.2027."), ["01.06.2026"]);
        assert_eq!(found("1.6.2026 kl. 08.00-09.00, afsnit 10.10.10, version 2.0.1"), Vec::<&str>::new());
    }

    #[test]
    fn spaces_that_belong_are_not_double() {
        assert_eq!(double_space("Et ord  til"), Some(6..8));
        assert_eq!(double_space("Første linje.  Anden."), Some(14..16));
        for written in [
            "to linjer  \nmed brud",
            "-   punkt",
            "1.  punkt",
            "·       tekst",
            "    kode  her",
            "| a  | b |",
            "`a  b`",
            "a\n\n  b",
        ] {
            assert_eq!(double_space(written), None, "{written:?}");
        }
    }
}
