//! Another municipality's name, infohus or police district in an answer: what is left when a neighbour's plan was the model.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::Subject;
use super::kommune::kommune;
use super::passages::Passage;
use crate::finding::{Code, Finding, Severity};
use crate::register::{Kommune, kommuner};

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let Some(own) = kommune(subject.answers) else { return };
    for passage in passages.iter().filter(|passage| may_name_another(&passage.words)) {
        let mut told = BTreeSet::new();
        for (range, named) in NAMES.find(&passage.words).filter(|(_, named)| named.is_another_s(&own)) {
            let name = &passage.words[range.clone()];
            if told.insert(name.to_owned()) && !is_cooperation(passage, &range, &own) {
                let what = named.what();
                let message = format!("Svaret nævner {what} »{name}«, men planen er {}.", own.officielt_navn_genitiv());
                let help = "Er teksten fra en anden kommunes plan, så ret navnet. Er det et samarbejde, så skriv det, fx »sammen med …«.";
                findings.push(subject.tell(passage, &range, Severity::Warning, Code::OtherKommune, message, help));
            }
        }
    }
}

/// The same for every plan.
static NAMES: LazyLock<Names> = LazyLock::new(Names::of_all);

/// What a name is the name of.
#[derive(Debug, Clone, Copy)]
enum Named {
    Kommune(&'static Kommune),
    Infohus(&'static Kommune),
    /// The district of this municipality, among others.
    Politikreds(&'static Kommune),
}

impl Named {
    fn is_another_s(self, own: &Kommune) -> bool {
        match self {
            Self::Kommune(kommune) | Self::Infohus(kommune) => kommune.kode != own.kode,
            Self::Politikreds(kommune) => kommune.politikreds != own.politikreds,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Kommune(_) => "en anden kommune,",
            Self::Infohus(_) => "et andet infohus,",
            Self::Politikreds(_) => "en anden politikreds,",
        }
    }
}

/// The names in the register, and what they are, by their first word.
struct Names {
    by_first_word: HashMap<String, Vec<(String, Named)>>,
}

impl Names {
    fn of_all() -> Self {
        let mut names = Self { by_first_word: HashMap::new() };
        let mut districts = BTreeSet::new();
        for kommune in kommuner() {
            names.add(kommune.officielt_navn.clone(), Named::Kommune(kommune));
            let navn = &kommune.navn;
            for infohus in [format!("Infohus {navn}"), format!("{navn} Infohus"), format!("Infohus-{navn}")] {
                names.add(infohus, Named::Infohus(kommune));
            }
            if districts.insert(&kommune.politikreds) {
                names.add(kommune.politikreds.clone(), Named::Politikreds(kommune));
            }
        }
        names
    }

    fn add(&mut self, name: String, named: Named) {
        self.by_first_word.entry(first_word(&name).to_owned()).or_default().push((name, named));
    }

    fn find<'n>(&'n self, words: &'n str) -> impl Iterator<Item = (Range<usize>, Named)> + 'n {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        // A name has a capital.
        let starts = words.char_indices().filter(move |&(at, c)| c.is_uppercase() && !words[..at].ends_with(is_part));
        let starts = starts.map(|(at, _)| at);
        starts.flat_map(move |at| {
            let candidates = self.by_first_word.get(first_word(&words[at..])).into_iter().flatten();
            let here = candidates.filter(move |(name, _)| words[at..].starts_with(name.as_str()));
            here.map(move |(name, named)| (at..at + name.len(), *named)).filter(|(range, _)| ends(words, range.end))
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
