//! Another municipality's name, infohus or police district in an answer: what is left when a neighbour's plan was the model.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Subject;
use super::kommune::kommune;
use super::passages::Passage;
use crate::finding::{Code, Finding, Severity};
use crate::register::{Kommune, kommuner};

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let Some(own) = kommune(subject.answers) else { return };
    let names = Names::but(&own);
    for passage in passages.iter().filter(|passage| may_name_another(&passage.words)) {
        let mut told = BTreeSet::new();
        for (range, what) in names.find(&passage.words) {
            let name = &passage.words[range.clone()];
            if told.insert(name.to_owned()) && !is_cooperation(passage, &range, &own) {
                let message = format!("Svaret nævner {what} »{name}«, men planen er {}.", own.officielt_navn_genitiv());
                let help = "Er teksten fra en anden kommunes plan, så ret navnet. Er det et samarbejde, så skriv det, fx »sammen med …«.";
                findings.push(subject.tell(passage, &range, Severity::Warning, Code::OtherKommune, message, help));
            }
        }
    }
}

/// The names that belong to others, and what they are, by their first word.
struct Names {
    by_first_word: HashMap<String, Vec<(String, &'static str)>>,
}

impl Names {
    fn but(own: &Kommune) -> Self {
        let mut names = Self { by_first_word: HashMap::new() };
        let mut districts = BTreeSet::new();
        for other in kommuner().iter().filter(|kommune| kommune.kode != own.kode) {
            names.add(other.officielt_navn.clone(), "en anden kommune,");
            for infohus in
                [format!("Infohus {}", other.navn), format!("{} Infohus", other.navn), format!("Infohus-{}", other.navn)]
            {
                names.add(infohus, "et andet infohus,");
            }
            if other.politikreds != own.politikreds && districts.insert(&other.politikreds) {
                names.add(other.politikreds.clone(), "en anden politikreds,");
            }
        }
        names
    }

    fn add(&mut self, name: String, what: &'static str) {
        self.by_first_word.entry(first_word(&name).to_owned()).or_default().push((name, what));
    }

    fn find<'n>(&'n self, words: &'n str) -> impl Iterator<Item = (Range<usize>, &'static str)> + 'n {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        let starts = words.char_indices().filter(move |&(at, c)| is_part(c) && !words[..at].ends_with(is_part)).map(|(at, _)| at);
        starts.flat_map(move |at| {
            let candidates = self.by_first_word.get(first_word(&words[at..])).into_iter().flatten();
            let here = candidates.filter(move |(name, _)| words[at..].starts_with(name.as_str()));
            here.map(move |(name, what)| (at..at + name.len(), *what)).filter(|(range, _)| ends(words, range.end))
        })
    }
}

/// The letters up to a space or a mark, with the hyphens in them.
fn first_word(words: &str) -> &str {
    words.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default()
}

/// Whether a text has a word that is in every name: most texts have none, and are not searched for them all.
fn may_name_another(words: &str) -> bool {
    ["ommune", "nfohus", " Politi"].iter().any(|part| words.contains(part))
}

/// Whether a name ends at a place; it may have a genitive's s.
fn ends(words: &str, at: usize) -> bool {
    let after = &words[at..];
    let after = after.strip_prefix('s').unwrap_or(after);
    !after.starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// Whether the sentence tells of doing something with the other, or is about both.
fn is_cooperation(passage: &Passage<'_>, name: &Range<usize>, own: &Kommune) -> bool {
    const STEMS: [&str; 11] = [
        "samarbejd",
        "sammen",
        "nabo",
        "fælles",
        "kommunerne",
        "kommuner",
        "på tværs",
        "netværk",
        "erfaring",
        "tidligere",
        "politikredse",
    ];
    const BEFORE: [&str; 12] = ["med", "og", "fra", "hos", "mellem", "samt", "som", "ligesom", "end", "til", "eller", "både"];
    let sentence = &passage.words[passage.sentence(name.start)];
    let lower = sentence.to_lowercase();
    let before = passage.words[..name.start].split_whitespace().next_back().unwrap_or_default();
    let in_list = passage.words[..name.start].trim_end().ends_with(',') && BEFORE.iter().any(|word| lower.contains(word));
    STEMS.iter().any(|stem| lower.contains(stem))
        || BEFORE.contains(&before.to_lowercase().as_str())
        || in_list
        || sentence.contains(own.navn.as_str())
}
