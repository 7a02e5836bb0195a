//! Words and blanks that stand for what was to be written: xx, TBD, NN, dd.mm.åååå, "side x", ____, ......

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::{Leftover, tokens};

pub(super) fn find(words: &str, found: &mut Vec<Leftover>) {
    // Most texts have none of these words, and are not copied to look for them.
    let lower = if words.contains("orem") || words.contains("dfyld") { words.to_lowercase() } else { String::new() };
    if lower.len() == words.len() {
        found.extend(
            memmem::find_iter(lower.as_bytes(), "lorem ipsum").map(|at| Leftover::unfilled(at..at + "lorem ipsum".len())),
        );
        found.extend(to_be_filled(&lower).map(Leftover::unfilled));
    }
    found.extend(memmem::find_iter(words.as_bytes(), "???").map(|at| Leftover::unfilled(at..at + "???".len())));
    blanks(words, found);
    runs(words, found);
}

/// "udfyldes" as a note to the writer. A form that "udfyldes på mødet" is a sentence like any other.
fn to_be_filled(lower: &str) -> impl Iterator<Item = Range<usize>> {
    const NOTES: [&str; 6] =
        ["udfyldes senere", "skal udfyldes her", "udfyldes her", "udfyldes af kommunen", "(udfyldes", "[udfyldes"];
    let short = lower.split_whitespace().count() <= 3;
    let notes = NOTES.iter().filter_map(|note| lower.find(note).map(|at| at..at + note.len()));
    let alone = short.then(|| lower.find("udfyldes").map(|at| at..at + "udfyldes".len())).flatten();
    notes.chain(alone)
}

/// What is in every line and row of dots to write on.
static BLANKS: LazyLock<[Finder<'_>; 4]> = LazyLock::new(|| ["__", "....", "……", ". . ."].map(Finder::new));

/// Lines and rows of dots to write on.
fn blanks(words: &str, found: &mut Vec<Leftover>) {
    if !BLANKS.iter().any(|blank| blank.find(words.as_bytes()).is_some()) {
        return;
    }
    let mut from = 0;
    while let Some(start) = words[from..].find(['_', '.', '…']).map(|length| from + length) {
        let end = start + row(&words[start..]);
        if is_to_be_written_on(&words[start..end], &words[..start], &words[end..]) {
            found.push(Leftover::unfilled(start..end));
        }
        from = end;
    }
}

/// How long the row is that a text begins with. It may have gaps: "__/__ 20__" and ". . . .".
fn row(text: &str) -> usize {
    let is_line = text.starts_with('_');
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let is_mark = if is_line { c == '_' } else { matches!(c, '.' | '…') };
        let is_gap = c == ' ' || (is_line && matches!(c, '.' | '-' | '/' | ':' | '2' | '0'));
        if is_mark {
            end = at + c.len_utf8();
        } else if !is_gap {
            break;
        }
    }
    end
}

/// Whether a row of lines or dots is one to write on, and not an ellipsis or part of a name.
fn is_to_be_written_on(blank: &str, before: &str, after: &str) -> bool {
    let count = |mark: char| blank.chars().filter(|c| *c == mark).count();
    let (lines, dots, ellipses) = (count('_'), count('.'), count('…'));
    let is_in_name = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    let is_year = before.ends_with("20") && lines == 2;
    let after_label = before.trim_end().ends_with(':');
    let line = lines >= 3 && !is_in_name && !(before.ends_with('@') || after.starts_with('@'));
    let row = dots + ellipses >= 5 || (ellipses >= 2 && dots + ellipses >= 3) || (after_label && dots == 4);
    line || is_year || row
}

/// What a token may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sort {
    /// A note that something is to be done.
    Note,
    /// Nobody's name.
    Nn,
    /// One letter of nobody's name.
    N,
    /// An x, or several.
    X,
    /// The letters of a date: dd, mm, åååå.
    DatePart,
    /// "20xx".
    YearX,
}

fn sort(token: &str) -> Option<Sort> {
    let first = token.chars().next()?;
    // Most words are none of these, and are told by their first letter or their second.
    let all_one = || token.chars().all(|c| lower(c) == lower(first));
    match first {
        '1' | '2' => {
            matches!(token, "20xx" | "20XX" | "202x" | "202X" | "203x" | "203X" | "19xx" | "19XX").then_some(Sort::YearX)
        }
        'T' if matches!(token, "TODO" | "TBD" | "TBA" | "TBC") => Some(Sort::Note),
        'N' if token == "NN" => Some(Sort::Nn),
        'N' if token == "N" => Some(Sort::N),
        'x' | 'X' => all_one().then_some(Sort::X),
        'd' | 'D' | 'm' | 'M' | 'å' | 'Å' | 'y' | 'Y' | 't' | 'T' | 'h' | 'H' => {
            (token.len() > first.len_utf8() && all_one()).then_some(Sort::DatePart)
        }
        _ => None,
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// A run of tokens that go together: "dd.mm.åååå", "xx xx xx xx", "N.N."
struct Run {
    at: Range<usize>,
    sorts: Vec<Sort>,
}

/// What stands between the tokens of a run.
const GAPS: [&str; 11] = [" ", "\u{a0}", ".", ". ", "-", "–", "/", ":", " - ", " – ", " til "];

fn runs(words: &str, found: &mut Vec<Leftover>) {
    let mut run: Option<Run> = None;
    for token in tokens(words) {
        let Some(sort) = sort(&words[token.clone()]) else { continue };
        match &mut run {
            Some(run) if GAPS.contains(&&words[run.at.end..token.start]) => {
                run.at.end = token.end;
                run.sorts.push(sort);
            }
            _ => {
                let before = run.replace(Run { at: token, sorts: vec![sort] });
                found.extend(before.and_then(|run| run.leftover(words)));
            }
        }
    }
    found.extend(run.and_then(|run| run.leftover(words)));
}

impl Run {
    fn leftover(self, words: &str) -> Option<Leftover> {
        let (before, own, after) = (&words[..self.at.start], &words[self.at.clone()], &words[self.at.end..]);
        let has = |sort| self.sorts.contains(&sort);
        let is_all = |sort| self.sorts.iter().all(|other| *other == sort);
        if is_all(Sort::N) {
            return (self.sorts.len() == 2 && is_nobody(before, after))
                .then(|| Leftover::unfilled(self.at.start..self.at.end + 1));
        }
        let is_joined = before.ends_with('-') || is_joined(after);
        let stands_for_something = has_long_x(own)
            || (has(Sort::DatePart) && is_date(own))
            || has(Sort::YearX)
            || ((has(Sort::Note) || has(Sort::Nn)) && !is_joined)
            || (is_all(Sort::X) && !is_joined && (is_number(own) || is_labelled(before, after)));
        stands_for_something.then(|| Leftover::unfilled(self.at))
    }
}

/// Whether a word goes on after a hyphen: "x-aksen".
fn is_joined(after: &str) -> bool {
    after.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// "xx", "XXX". Two capitals, "XX", may be a Roman number.
fn has_long_x(run: &str) -> bool {
    let is_x = |token: &&str| token.chars().all(|c| matches!(c, 'x' | 'X'));
    let mut tokens = run.split(|c: char| !c.is_alphanumeric()).filter(is_x);
    tokens.any(|x| x.len() >= if x.contains('X') { 3 } else { 2 })
}

/// "XX XX XX XX".
fn is_number(run: &str) -> bool {
    run.matches("XX").count() >= 3
}

/// "dd.mm", "dd mm åååå", "ÅÅÅÅ".
fn is_date(run: &str) -> bool {
    let small = run.to_lowercase();
    let letters = ['d', 'm', 'å', 'y', 't', 'h'].iter().filter(|letter| small.contains(**letter)).count();
    // Two short words in a row are no date.
    let is_one = !run.contains(char::is_whitespace) || ["åååå", "yyyy"].iter().any(|year| small.contains(year));
    (letters >= 2 && is_one) || run.contains("ÅÅÅÅ") || run.contains("YYYY")
}

/// What a number comes after. A chapter may well have the number X.
const LABELS: [&str; 16] = [
    "bilag",
    "side",
    "sider",
    "afsnit",
    "punkt",
    "pkt",
    "tekstblok",
    "figur",
    "tabel",
    "stk",
    "nr",
    "kl",
    "kr",
    "tlf",
    "telefon",
    "uge",
];

/// "side x", "X Kommune".
fn is_labelled(before: &str, after: &str) -> bool {
    let label = before.trim_end().trim_end_matches('.');
    let label = label.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_after_label = before.ends_with(char::is_whitespace) && LABELS.contains(&label.to_lowercase().as_str());
    let next = after.trim_start();
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    is_after_label || (next.len() < after.len() && matches!(word, "Kommune" | "Kommunes" | "kommune" | "kommunes"))
}

/// "N.N.", but for somebody's initials: "N.N. Nielsen".
fn is_nobody(before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix('.') else { return false };
    let next = rest.trim_start();
    let is_name = next.starts_with(char::is_uppercase) && !next.starts_with("Kommune");
    !before.ends_with(['.', '-']) && !rest.starts_with(char::is_alphanumeric) && !is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(words, &mut found);
        found.sort_by_key(|leftover| leftover.at.start);
        found.into_iter().map(|leftover| &words[leftover.at]).collect()
    }

    #[test]
    fn words_that_stand_for_others_are_found() {
        for word in [
            "xx",
            "xxx",
            "XXX",
            "xx xx xx xx",
            "XX XX XX XX",
            "xx.xx.xxxx",
            "xx-xx-20xx",
            "20xx",
            "20XX",
            "TODO",
            "TBD",
            "TBA",
            "NN",
            "N.N.",
            "N. N.",
            "dd.mm.åååå",
            "dd-mm-åååå",
            "DD.MM.ÅÅÅÅ",
            "dd/mm/yyyy",
            "dd. mm. åååå",
            "åååå-mm-dd",
            "ÅÅÅÅ",
            "tt:mm",
            "dd.mm.20xx",
        ] {
            assert_eq!(found(&format!("Vi ringer {word} og siger til")), [word]);
            assert_eq!(found(word), [word]);
        }
        for (words, x) in [
            ("Se bilag x.", "x"),
            ("se side X", "X"),
            ("jf. afsnit X og", "X"),
            ("kl. xx", "xx"),
            ("kr. xxx", "xxx"),
            ("afsnit XX", "XX"),
            ("XX Kommune", "XX"),
            ("tlf. X", "X"),
            ("NN Kommune", "NN"),
        ] {
            assert_eq!(found(words), [x], "{words}");
        }
        assert_eq!(found("Kontakt N.N. eller NN."), ["N.N.", "NN"]);
    }

    #[test]
    fn blanks_to_write_on_are_found() {
        for blank in ["____________", "___", ".....", "..........", "………", "……….", ". . . . . .", "__/__ 20__", "__.__.____"]
        {
            assert_eq!(found(&format!("Navn: {blank}")), [blank]);
            assert_eq!(found(&format!("Navn:{blank} (leder)")), [blank]);
        }
        assert_eq!(found("den 1. juni 20__"), ["__"]);
        assert_eq!(found("Navn: ____ Dato: ...."), ["____", "...."]);
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for words in [
            "Kapitel XX og størrelse XL, Vitamin X, X og Y, x-akse, 3 x 4, 10x, kapitel X, Kapitel X, side x-aksen",
            "N.N. Nielsen og J.N.N. Hansen, NN-netværket, N og N, N.",
            "kommune, middag, mm. og dd. og m.m., 5 mm, TBD-mærket, tbd, DD og MM, år for år, tt, d.d.",
            "Og så... og så…, vent.... f.eks. a . b . c, .NET, 1.1.2026, kl. 8.00-22.00.",
            "snake_case, a__b, __init__, fornavn__efternavn@eksempel.dk, a___b, _",
            "Hvorfor? Hvordan??",
            "maxxing, Exxon og taxa, todo-listen, IX, XI, XXI",
            "Fortsættes …… måske, 5 mm x 10 mm, x x x, 3 x x",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn a_long_row_costs_little() {
        for mark in ["_", ".", "_a", ". ", "x ", "dd.", "N."] {
            find(&mark.repeat(50_000), &mut Vec::new());
        }
    }
}
