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

/// The names in the register, which are many: a municipality has four, and they are put together only where a text may have them.
struct Names {
    /// The municipalities by the letter that their names begin with.
    by_initial: HashMap<char, Vec<&'static Kommune>>,
    /// One municipality of each police district.
    districts: Vec<&'static Kommune>,
}

impl Names {
    fn of_all() -> Self {
        let mut names = Self { by_initial: HashMap::new(), districts: Vec::new() };
        for kommune in kommuner() {
            if let Some(initial) = kommune.navn.chars().next() {
                names.by_initial.entry(initial).or_default().push(kommune);
            }
            if !names.districts.iter().any(|other| other.politikreds == kommune.politikreds) {
                names.districts.push(kommune);
            }
        }
        names
    }

    fn find<'n>(&'n self, words: &'n str) -> impl Iterator<Item = (Range<usize>, Named)> + 'n {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        // A name has a capital.
        let starts = words.char_indices().filter(move |&(at, c)| c.is_uppercase() && !words[..at].ends_with(is_part));
        let found =
            starts.flat_map(move |(at, _)| self.beginning(&words[at..]).map(move |(length, named)| (at..at + length, named)));
        found.filter(|(range, _)| ends(words, range.end))
    }

    /// The names that a text begins with, each with its length.
    fn beginning<'n>(&'n self, text: &'n str) -> impl Iterator<Item = (usize, Named)> + 'n {
        let of_kommune = self.with_initial_of(text).flat_map(move |kommune| {
            let name =
                text.starts_with(&kommune.officielt_navn).then_some((kommune.officielt_navn.len(), Named::Kommune(kommune)));
            let after = text.strip_prefix(kommune.navn.as_str());
            let infohus = after.filter(|after| after.starts_with(INFOHUS_AFTER));
            name.into_iter().chain(infohus.map(|_| (kommune.navn.len() + INFOHUS_AFTER.len(), Named::Infohus(kommune))))
        });
        let after_infohus = text.strip_prefix("Infohus").and_then(|after| after.strip_prefix([' ', '-']));
        let of_infohus = after_infohus.into_iter().flat_map(move |after| {
            let named = self.with_initial_of(after).filter(|kommune| after.starts_with(&kommune.navn));
            named.map(move |kommune| (text.len() - after.len() + kommune.navn.len(), Named::Infohus(kommune)))
        });
        let districts = self.districts.iter().filter(|kommune| text.starts_with(&kommune.politikreds));
        of_kommune.chain(of_infohus).chain(districts.map(|kommune| (kommune.politikreds.len(), Named::Politikreds(kommune))))
    }

    fn with_initial_of(&self, text: &str) -> impl Iterator<Item = &'static Kommune> {
        text.chars().next().and_then(|initial| self.by_initial.get(&initial)).into_iter().flatten().copied()
    }
}

/// How an infohus is called that has its municipality's name first: "Vejle Infohus".
const INFOHUS_AFTER: &str = " Infohus";

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
