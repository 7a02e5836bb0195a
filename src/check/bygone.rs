//! What is no more: a provision's old wording, provisions that have moved, regions, bodies and acts.
//!
//! Each is data with its source and the day it was checked: `lov.toml` beside this file, and the register's regions. A sentence
//! that speaks of the past is right to name them. Knows nothing of what the law demands of a plan (`law`).

use std::sync::LazyLock;

use regex_lite::Regex;
use serde::Deserialize;

use super::Subject;
use super::passages::{Passage, PassageKind};
use crate::dansk::{Dato, opremsning};
use crate::finding::{Code, Finding, Severity};
use crate::register::{RegionChange, region_change};

#[derive(Deserialize)]
struct Facts {
    ordlyd: Vec<Wording>,
    flyttet: Vec<Moved>,
    ophoert: Vec<Ended>,
}

/// A wording that a provision has no more.
#[derive(Deserialize)]
struct Wording {
    gammel: String,
    citeret_med: Vec<String>,
    aar: u16,
    ny: String,
    lov: String,
}

/// A provision that stands in another act now.
#[derive(Deserialize)]
struct Moved {
    love: Vec<String>,
    paragraf: u16,
    nu: String,
    fra: toml::value::Date,
}

/// A body or an act that is no more.
#[derive(Deserialize)]
struct Ended {
    navne: Vec<String>,
    #[serde(default)]
    kun_om: Vec<Vec<String>>,
    hvad: String,
    aar: u16,
    nu: String,
    kilde: String,
}

static FACTS: LazyLock<Option<Facts>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str(include_str!("lov.toml")).ok()
});

/// A paragraph of an act, before or after the act's name: "servicelovens § 153", "§ 153 i lov om social service".
static PARAGRAPH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"§§?[ \u{a0}\u{202f}]*(\d+)\b").ok());

/// A year.
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(?:19|20)\d\d\b").ok());

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let Some(facts) = FACTS.as_ref() else { return };
    // A plan that is built again names what is there on that day; one for the next year what will be there then.
    let change = region_change(subject.answers.plan_date(subject.today).max(subject.today));
    for passage in passages.iter().filter(|passage| passage.kind != PassageKind::Code) {
        facts.ordlyd.iter().for_each(|wording| old_wording(subject, passage, wording, findings));
        facts.flyttet.iter().for_each(|moved| moved_provision(subject, passage, moved, findings));
        facts.ophoert.iter().for_each(|ended| ended_body(subject, passage, ended, findings));
        if let Some(change) = change {
            old_regions(subject, passage, change, findings);
        }
    }
}

fn old_wording(subject: &Subject<'_>, passage: &Passage<'_>, wording: &Wording, findings: &mut Vec<Finding>) {
    let lower = folded(&passage.words);
    if !wording.citeret_med.iter().any(|words| lower.contains(words)) {
        return;
    }
    // A no-break space is longer than a space: the place is looked for in what is written.
    let spaced = wording.gammel.split(' ').collect::<Vec<_>>().join("[ \u{a0}\u{202f}]+");
    let Ok(old) = Regex::new(&format!("(?i){spaced}")) else { return };
    for found in old.find_iter(&passage.words).filter(|found| !is_of_the_past(passage, found.start(), wording.aar, None)) {
        let message = format!("»{}« er den gamle ordlyd af {}.", found.as_str(), wording.lov);
        let help = format!("Skriv »{}«, som der nu står i loven.", wording.ny);
        findings.push(subject.tell(passage, &found.range(), Severity::Warning, Code::OldWording, message, help));
    }
}

fn moved_provision(subject: &Subject<'_>, passage: &Passage<'_>, moved: &Moved, findings: &mut Vec<Finding>) {
    if !passage.words.contains('§') {
        return;
    }
    for found in PARAGRAPH.iter().flat_map(|regex| regex.captures_iter(&passage.words)) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else { continue };
        // "§ 50 a" is another provision than § 50.
        let after = &passage.words[whole.end()..];
        let is_lettered = after.trim_start_matches([' ', '\u{a0}']).split(|c: char| !c.is_alphanumeric()).next();
        let is_other =
            is_lettered.is_some_and(|word| word.len() == 1 && word.chars().all(|c| c.is_ascii_lowercase() && c != 'i'));
        if is_other || number.as_str().parse() != Ok(moved.paragraf) || !is_of_act(passage, whole.start(), after, &moved.love) {
            continue;
        }
        let year = moved.fra.year.saturating_sub(1);
        if !is_of_the_past(passage, whole.start(), year, Some(&moved.nu)) {
            let message = format!("Servicelovens § {} om børn og unge gælder ikke mere.", moved.paragraf);
            let help = format!("Skriv {}, hvor reglen har stået siden {}.", moved.nu, moved.fra.year);
            findings.push(subject.tell(passage, &whole.range(), Severity::Warning, Code::Ended, message, help));
        }
    }
}

/// Whether a paragraph is one of an act: the act's name stands right before it or right after.
fn is_of_act(passage: &Passage<'_>, start: usize, after: &str, acts: &[String]) -> bool {
    let before = passage.words[..start].trim_end();
    let before = before.trim_end_matches(['(', ',']).trim_end();
    let before = before.strip_suffix("jf.").unwrap_or(before).trim_end().trim_end_matches([',', '(']).trim_end();
    acts.iter().any(|act| {
        let (lower, act_lower) = (folded(before), folded(act));
        let is_abbreviation = act.chars().all(char::is_uppercase);
        let named_before = if is_abbreviation {
            before.strip_suffix(act.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        } else {
            ["", "en", "ens", "s"].iter().any(|ending| lower.ends_with(&format!("{act_lower}{ending}")))
        };
        let after = folded(after);
        // Up to the act's name there may be "stk. 1, nr. 2".
        let named_after = after.split_once(" i ").is_some_and(|(between, rest)| {
            between.chars().all(|c| c.is_numeric() || matches!(c, ' ' | ',' | '.' | 's' | 't' | 'k' | 'n' | 'r'))
                && rest.strip_prefix(&act_lower).is_some_and(|rest| !is_abbreviation || !rest.starts_with(char::is_alphanumeric))
        });
        named_before || named_after
    })
}

fn ended_body(subject: &Subject<'_>, passage: &Passage<'_>, ended: &Ended, findings: &mut Vec<Finding>) {
    for name in &ended.navne {
        let found = passage.words.match_indices(name.as_str()).map(|(at, _)| at..at + name.len());
        let Some(range) = found.filter(|range| is_name(&passage.words, range)).find(|range| {
            let sentence = folded(&passage.words[passage.sentence(range.start)]);
            ended.kun_om.iter().all(|group| group.iter().any(|word| sentence.contains(word.as_str())))
                && !is_of_the_past(passage, range.start, ended.aar, Some(&ended.nu))
        }) else {
            continue;
        };
        let message = format!("»{name}« {}.", ended.hvad);
        let help =
            format!("Skriv {}. Kilde: {}. Handler sætningen om fortiden, så skriv det, fx »tidligere«.", ended.nu, ended.kilde);
        findings.push(subject.tell(passage, &range, Severity::Warning, Code::Ended, message, help));
        // Its other names in the same passage are the same matter.
        return;
    }
}

fn old_regions(subject: &Subject<'_>, passage: &Passage<'_>, change: &RegionChange, findings: &mut Vec<Finding>) {
    for (old, new) in &change.renamed {
        let found = passage.words.match_indices(old).map(|(at, _)| at..at + old.len());
        for range in found.filter(|range| is_name(&passage.words, range)) {
            let year = u16::try_from(change.from.year() - 1).unwrap_or(u16::MAX);
            if is_of_the_past(passage, range.start, year, None) {
                continue;
            }
            let message = if change.from <= subject.today {
                format!("{old} findes ikke mere.")
            } else {
                format!("{old} findes ikke mere, når planen gælder fra {}.", change.from.year())
            };
            let day = Dato::Dag(change.from).med_forholdsord();
            let merged: Vec<&str> = change.renamed.iter().filter(|(_, to)| to == new).map(|(from, _)| *from).collect();
            let merged = opremsning(&merged, "og");
            let help = format!("Skriv {new}. {merged} lægges sammen til {new} {day} ({}).", change.source);
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::OldRegion, message, help));
        }
    }
}

/// Whether a name stands for itself, as it is or in the genitive, and not in another word or an address.
fn is_name(words: &str, range: &std::ops::Range<usize>) -> bool {
    let before = words[..range.start].chars().next_back();
    let after = &words[range.end..];
    let after = after.strip_prefix('s').or_else(|| after.strip_prefix("'s")).unwrap_or(after);
    !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '@' | '/'))
        && !after.starts_with(|c: char| c.is_alphanumeric())
        && !after.starts_with(".dk")
}

/// Whether the sentence around a place speaks of the past: it says so, names a year when the thing still was, or names what it
/// is now.
fn is_of_the_past(passage: &Passage<'_>, at: usize, last_year: u16, now: Option<&str>) -> bool {
    const PAST: [&str; 13] = [
        "tidligere",
        "daværende",
        "dengang",
        "indtil",
        "hed",
        "hedder nu",
        "blev til",
        "forhenværende",
        "afløst",
        "afløste",
        "erstattet",
        "erstattede",
        "før i tiden",
    ];
    let sentence = &passage.words[passage.sentence(at)];
    let lower = folded(sentence);
    let is_word = |word: &str| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        lower
            .match_indices(word)
            .any(|(at, _)| !is_letter(lower[..at].chars().next_back()) && !is_letter(lower[at + word.len()..].chars().next()))
    };
    let years = || YEAR.iter().flat_map(|regex| regex.find_iter(sentence)).filter_map(|year| year.as_str().parse::<u16>().ok());
    let is_now = |now: &str| lower.contains(&folded(now.split(" (").next().unwrap_or(now)));
    PAST.iter().any(|word| is_word(word))
        || lower.contains("(nu ")
        || years().any(|year| year <= last_year)
        || now.is_some_and(is_now)
}

/// A text as it is compared: lower case, and every space a space.
fn folded(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_of_law_are_read() {
        let facts = toml::from_str::<Facts>(include_str!("lov.toml")).expect("the facts");
        assert!(!facts.ordlyd.is_empty() && !facts.flyttet.is_empty() && !facts.ophoert.is_empty());
    }

    #[test]
    fn every_fact_has_a_source_and_a_day() {
        let table: toml::Table = toml::from_str(include_str!("lov.toml")).expect("the facts");
        for fact in table.values().flat_map(|facts| facts.as_array().expect("facts")) {
            assert!(fact.get("kilde").is_some_and(|source| !source.as_str().unwrap_or_default().is_empty()), "{fact}");
            assert!(fact.get("kontrolleret").is_some_and(toml::Value::is_datetime), "{fact}");
        }
    }

    #[test]
    fn a_name_is_one_in_the_genitive_too() {
        let is = |words: &str| is_name(words, &words.find("NCFE").map(|at| at..at + 4).expect("the name"));
        assert!(is("Vi spørger NCFE."));
        assert!(is("NCFEs kurser"));
        assert!(!is("UNCFE") && !is("NCFEX") && !is("www.NCFE.dk"));
    }
}
