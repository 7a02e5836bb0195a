//! Another municipality's name, infohus or police district in an answer: what is left when a neighbour's plan was the model.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use super::Subject;
use super::kommune::kommune;
use super::passages::Passage;
use crate::finding::{Code, Finding, Severity};
use crate::register::navne::{infohus_word, politikreds};
use crate::register::{Kommune, kommuner};

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let Some(own) = kommune(subject.answers) else { return };
    let infohus = subject.answers.line("kontakt.infohus").unwrap_or_default();
    // Several municipalities can have an infohus together, and call it after one of them.
    let is_shared = |named: Named| matches!(named, Named::Infohus(kommune) if infohus.contains(&kommune.navn));
    let elsewhere = passages.iter().filter(|passage| passage.key != AUTHORITIES && may_name_another(&passage.words));
    for passage in elsewhere {
        let mut told = BTreeSet::new();
        for (range, named) in NAMES.find(&passage.words).filter(|&(_, named)| named.is_another_s(&own) && !is_shared(named)) {
            let name = &passage.words[range.clone()];
            if told.insert(name.to_owned()) && is_in_own_place(passage, &range, named) && !is_cooperation(passage, &range, &own) {
                let what = named.what();
                let message = format!("Svaret nævner {what} »{name}«, men planen er {}.", own.officielt_navn_genitiv());
                let help = "Er teksten fra en anden kommunes plan, så ret navnet. Er det et samarbejde, så skriv det, fx »sammen med …«.";
                findings.push(subject.tell(passage, &range, Severity::Warning, Code::OtherKommune, message, help));
            }
        }
    }
}

/// The answer that lists who takes part: others belong there.
const AUTHORITIES: &str = "infohus.myndigheder";

/// The same for every plan.
static NAMES: LazyLock<Names> = LazyLock::new(Names::of_all);

/// What a name is the name of.
#[derive(Debug, Clone, Copy)]
enum Named {
    Kommune(&'static Kommune),
    Infohus(&'static Kommune),
    /// The district of this official name.
    Politikreds(&'static str),
}

impl Named {
    fn is_another_s(self, own: &Kommune) -> bool {
        match self {
            Self::Kommune(kommune) | Self::Infohus(kommune) => kommune.kode != own.kode,
            Self::Politikreds(district) => politikreds(&own.politikreds).unwrap_or(&own.politikreds) != district,
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
}

impl Names {
    fn of_all() -> Self {
        let mut names = Self { by_initial: HashMap::new() };
        for kommune in kommuner() {
            if let Some(initial) = kommune.navn.chars().next() {
                names.by_initial.entry(initial).or_default().push(kommune);
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
            let name = starts_with_name(text, &kommune.officielt_navn);
            let infohus =
                text.strip_prefix(kommune.navn.as_str()).and_then(|after| after.strip_prefix(' ')).and_then(infohus_word);
            let infohus = infohus.map(|length| kommune.navn.len() + 1 + length);
            let name = name.map(|length| (length, Named::Kommune(kommune)));
            name.into_iter().chain(infohus.map(|length| (length, Named::Infohus(kommune))))
        });
        let after_infohus = infohus_word(text).and_then(|length| text[length..].strip_prefix([' ', '-']));
        let of_infohus = after_infohus.into_iter().flat_map(move |after| {
            let named = self.with_initial_of(after).filter(|kommune| after.starts_with(&kommune.navn));
            named.map(move |kommune| (text.len() - after.len() + kommune.navn.len(), Named::Infohus(kommune)))
        });
        of_kommune.chain(of_infohus).chain(district(text))
    }

    fn with_initial_of(&self, text: &str) -> impl Iterator<Item = &'static Kommune> {
        text.chars().next().and_then(|initial| self.by_initial.get(&initial)).into_iter().flatten().copied()
    }
}

/// How long an official name is that a text begins with; its last word may have a small letter: "Horsens kommune".
fn starts_with_name(text: &str, name: &str) -> Option<usize> {
    let (first, last) = name.rsplit_once(' ')?;
    let after = text.strip_prefix(first)?.strip_prefix(' ')?;
    let is_last = after.get(..last.len()).is_some_and(|word| word.to_lowercase() == last.to_lowercase());
    is_last.then_some(name.len())
}

/// The police district that a text begins with, as its words up to "politi", or those after "Politikreds".
fn district(text: &str) -> Option<(usize, Named)> {
    /// The most words of a name: "Sydsjællands og Lolland-Falsters Politi".
    const WORDS: usize = 5;
    let ends = || text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).take(WORDS);
    let named =
        |end: usize| Some((end, Named::Politikreds(politikreds(text[..end].trim_end_matches(['.', ',', ';', ':', ')']))?)));
    if text.starts_with("Politikreds") {
        // The longest, since one name can begin another.
        return ends()
            .filter_map(named)
            .last()
            .map(|(end, named)| (text[..end].trim_end_matches(['.', ',', ';', ':', ')']).len(), named));
    }
    let end = ends().find_map(|end| {
        let start = text[..end].rfind(' ').map_or(0, |space| space + 1);
        let word = text[start..end].to_lowercase();
        word.starts_with("politi").then_some(start + "politi".len())
    })?;
    named(end)
}

/// Whether a text has a word that is in every name: most texts have none, and are not searched for them all.
fn may_name_another(words: &str) -> bool {
    ["ommune", "nfohus", "NFO", "nfo-hus", " Politi", " politi", "Politikreds"].iter().any(|part| words.contains(part))
}

/// Whether a name stands where the municipality's own belongs: as what the sentence is about, as the place that it is about
/// ("i Greve Kommune"), or as the owner of what is the plan's ("Greve Kommunes indsats"). Elsewhere it is a party.
fn is_in_own_place(passage: &Passage<'_>, name: &Range<usize>, named: Named) -> bool {
    /// What a plan calls its own.
    const OWN: [&str; 24] = [
        "beredskab",
        "plan",
        "indsats",
        "infohus",
        "byråd",
        "kommunalbestyrelse",
        "borger",
        "medarbejder",
        "hjemmeside",
        "vision",
        "mål",
        "børn",
        "unge",
        "skole",
        "tovholder",
        "ssp",
        "forvaltning",
        "direktion",
        "strategi",
        "politik",
        "ansatte",
        "arbejde",
        "tilbud",
        "retningslinje",
    ];
    if !matches!(named, Named::Kommune(_)) {
        return true;
    }
    let words = &passage.words;
    let sentence = passage.sentence(name.start);
    let begins = words[sentence.start.min(name.start)..name.start].trim().is_empty();
    let before = words[..name.start].split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_genitive = words[name.end..].starts_with('s');
    let owned = words[name.end..].split_whitespace().nth(1).unwrap_or_default().to_lowercase();
    let is_own_thing = is_genitive && OWN.iter().any(|thing| owned.contains(thing));
    begins || is_own_thing || matches!(before.as_str(), "i" | "for") || !passage.is_running
}

/// Whether a name ends at a place; it may have a genitive's s.
fn ends(words: &str, at: usize) -> bool {
    let after = &words[at..];
    let after = after.strip_prefix('s').unwrap_or(after);
    !after.starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// Whether the sentence tells of doing something with the other, or is about both.
fn is_cooperation(passage: &Passage<'_>, name: &Range<usize>, own: &Kommune) -> bool {
    const STEMS: [&str; 21] = [
        "bl.a.",
        "blandt andet",
        "herunder",
        "f.eks.",
        "fx ",
        "skolekommune",
        "handlekommune",
        "bopælskommune",
        "opholdskommune",
        "deltag",
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
