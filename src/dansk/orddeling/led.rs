//! The parts of a compound, found in a list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::stavelser::{begins_syllable, has_vowel, is_vowel};

/// A part of a word, from the end of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub end: usize,
    /// Whether a compound's part begins here, and not an ending such as "-hed".
    pub is_joint: bool,
    /// Where it may be divided, as bytes from its own beginning; none if the list does not have it.
    pub known: Option<Vec<usize>>,
}

/// A word, or part of one, as the list has it.
struct Entry {
    letters: String,
    points: Vec<usize>,
    never_first: bool,
    never_last: bool,
}

/// The endings of words, with the places where they may be divided.
const ENDINGS: &str = "e en ens er ers er-ne er-nes es et ets e-ne e-nes n ne nes ns r rne rnes rs s t te tes st ste de des ede en-de ing \
    in-gen in-gens in-ger in-gers in-ger-ne in-ger-nes ings el-se el-sen el-sens el-ser el-ser-ne el-ses e-re e-res e-ret e-re-de";

/// What may stand between a part and the next besides -s-.
const BETWEEN: [&str; 4] = ["ing", "ings", "else", "elses"];

/// The ends of parts that a compound's -s- nearly always follows.
const WITH_S: [&str; 9] = ["ing", "hed", "skab", "else", "tion", "sion", "tet", "dom", "um"];

/// What makes a word of another and begins no part of a compound: "radikal-isme", "central-isere".
const DERIVES: [&str; 10] = ["al", "at", "end", "er", "ie", "inde", "ing", "io", "is", "olog"];

/// The fewest letters of a part that stands beside one that the list does not have.
const SURE: usize = 5;
/// The fewest and the most letters of a part that the list does not have, and the fewest at the end of a word.
const UNKNOWN: std::ops::RangeInclusive<usize> = 4..=24;

/// What a reading of a word costs; the one that costs least is taken. A part that is known, with an ending, with an -s- that is
/// likely and one that is not, without one that is nearly always there; and a part that is not known, and each of its letters.
/// An unlikely -s- costs more than a letter: "politi-styrke" is cheaper than "politis-tyrke".
mod cost {
    pub(super) const KNOWN: usize = 10;
    pub(super) const ENDED: usize = 13;
    pub(super) const LIKELY_S: usize = 5;
    pub(super) const UNLIKELY_S: usize = 21;
    pub(super) const WITHOUT_S: usize = 30;
    pub(super) const UNKNOWN: usize = 30;
    pub(super) const LETTER: usize = 10;
}

/// The longest word, in bytes, whose parts are looked for.
const LONGEST: usize = 300;

struct List {
    entries: Vec<Entry>,
    /// Which entries begin with these two bytes.
    begins: HashMap<[u8; 2], Vec<usize>>,
    endings: Vec<Entry>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let lines = include_str!("led.txt").lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<Entry> = lines.flat_map(str::split_whitespace).map(Entry::read).collect();
    let mut begins: HashMap<[u8; 2], Vec<usize>> = HashMap::new();
    for (number, entry) in entries.iter().enumerate() {
        if let Some(start) = entry.letters.as_bytes().first_chunk() {
            begins.entry(*start).or_default().push(number);
        }
    }
    List { entries, begins, endings: ENDINGS.split_whitespace().map(Entry::read).collect() }
});

impl Entry {
    fn read(written: &str) -> Self {
        let mut letters = String::new();
        let mut points = Vec::new();
        let inner = written.trim_matches('-');
        for part in inner.split('-') {
            letters.push_str(part);
            points.push(letters.len());
        }
        points.pop();
        Self { letters, points, never_first: written.starts_with('-'), never_last: written.ends_with('-') }
    }
}

/// How a word was read up to a place.
#[derive(Clone, Copy)]
struct Step<'l> {
    cost: usize,
    /// The place before, and what was read there.
    from: (usize, Kind),
    entry: Option<&'l Entry>,
    ending: Ending<'l>,
}

/// What a part has at its end besides what the list says.
#[derive(Clone, Copy)]
enum Ending<'l> {
    None,
    /// "-er" as in "indsatser".
    Plain(&'l Entry),
    /// "-en" as in "klubben", with the part's last consonant once more.
    Doubled(&'l Entry),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    Known,
    Short,
    Unknown,
}

const KINDS: [Kind; 4] = [Kind::Start, Kind::Known, Kind::Short, Kind::Unknown];

/// The parts of a word of small letters. Together they are the word; one that has no known part is one.
pub(super) fn parts(word: &str) -> Vec<Part> {
    if word.len() > LONGEST {
        return vec![Part { end: word.len(), is_joint: true, known: None }];
    }
    let mut ways = Ways { word, best: vec![[None; 4]; word.len() + 1] };
    ways.best[0][Kind::Start as usize] = Some(Step { cost: 0, from: (0, Kind::Start), entry: None, ending: Ending::None });
    for (at, _) in word.char_indices() {
        for kind in KINDS {
            if let Some(step) = ways.best[at][kind as usize] {
                ways.go_on(at, kind, step.cost);
            }
        }
    }
    ways.taken()
}

struct Ways<'w> {
    word: &'w str,
    /// The best way to each place, for each kind of part that ends there.
    best: Vec<[Option<Step<'static>>; 4]>,
}

impl Ways<'_> {
    fn reach(&mut self, at: usize, kind: Kind, step: Step<'static>) {
        let best = &mut self.best[at][kind as usize];
        if best.is_none_or(|best| step.cost < best.cost) {
            *best = Some(step);
        }
    }

    fn go_on(&mut self, at: usize, kind: Kind, cost: usize) {
        let rest = &self.word[at..];
        if let Some(numbers) = rest.as_bytes().first_chunk().and_then(|start| LIST.begins.get(start)) {
            for entry in numbers.iter().map(|number| &LIST.entries[*number]) {
                if rest.starts_with(entry.letters.as_str()) {
                    self.known(at, kind, cost, entry);
                }
            }
        }
        if matches!(kind, Kind::Start | Kind::Known) {
            self.unknown(at, kind, cost);
        }
    }

    fn known(&mut self, at: usize, kind: Kind, cost: usize, entry: &'static Entry) {
        let is_short = entry.letters.chars().count() < SURE && !entry.never_first;
        if (entry.never_first && kind == Kind::Start) || (is_short && kind == Kind::Unknown) {
            return;
        }
        let (this, all) = (if is_short { Kind::Short } else { Kind::Known }, self.word.len());
        let end = at + entry.letters.len();
        let step = |cost, ending| Step { cost, from: (at, kind), entry: Some(entry), ending };
        if end < all || !entry.never_last {
            let lacks_s = end < all && WITH_S.iter().any(|end| entry.letters.ends_with(end));
            self.reach(end, this, step(cost + if lacks_s { cost::WITHOUT_S } else { cost::KNOWN }, Ending::None));
        }
        if entry.never_last {
            return;
        }
        let rest = &self.word[end..];
        if rest.starts_with('s') && rest.len() > 1 && !entry.letters.ends_with('s') {
            self.reach(end + 1, this, step(cost + if entry.wants_s() { cost::LIKELY_S } else { cost::UNLIKELY_S }, Ending::None));
        }
        let doubled = entry.letters.chars().next_back().filter(|last| !is_vowel(*last) && rest.starts_with(*last));
        for ending in &LIST.endings {
            let letters = ending.letters.as_str();
            let mut take = |from: usize, ending| {
                let last = from + letters.len();
                if last == all || BETWEEN.contains(&letters) {
                    self.reach(last, this, step(cost + cost::ENDED, ending));
                }
            };
            if rest.starts_with(letters) {
                take(end, Ending::Plain(ending));
            }
            if doubled.is_some() && letters.starts_with(is_vowel) && rest[1..].starts_with(letters) {
                take(end + 1, Ending::Doubled(ending));
            }
        }
    }

    fn unknown(&mut self, at: usize, kind: Kind, cost: usize) {
        let rest = &self.word[at..];
        if kind == Kind::Known && !may_begin_part(&self.word[..at], rest) {
            return;
        }
        let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8()).enumerate().map(|(i, end)| (i + 1, end));
        for (letters, end) in ends.skip(UNKNOWN.start() - 1).take(UNKNOWN.count()) {
            if has_vowel(&rest[..end]) {
                self.reach(
                    at + end,
                    Kind::Unknown,
                    Step {
                        cost: cost + cost::UNKNOWN + cost::LETTER * letters,
                        from: (at, kind),
                        entry: None,
                        ending: Ending::None,
                    },
                );
            }
        }
    }

    /// The way that costs least, as parts.
    fn taken(&self) -> Vec<Part> {
        let all = self.word.len();
        let ways = KINDS.into_iter().filter_map(|kind| self.best[all][kind as usize].map(|step| (step.cost, kind)));
        let Some((_, mut kind)) = ways.min_by_key(|(cost, _)| *cost) else {
            return vec![Part { end: all, is_joint: true, known: None }];
        };
        let mut parts = Vec::new();
        let mut at = all;
        while let Some(step) = self.best[at][kind as usize].filter(|_| at > 0) {
            let is_joint = step.entry.is_none_or(|entry| !entry.never_first);
            parts.push(Part { end: at, is_joint, known: step.entry.map(|entry| entry.with(step.ending)) });
            (at, kind) = step.from;
        }
        parts.reverse();
        parts
    }
}

/// Whether a part that the list does not have may begin here, after one that it has.
fn may_begin_part(before: &str, rest: &str) -> bool {
    let doubles = rest.chars().next().is_none_or(|first| !is_vowel(first) && first != 's' && before.ends_with(first));
    begins_syllable(rest) && !doubles && !DERIVES.iter().any(|letters| rest.starts_with(letters))
}

impl Entry {
    /// Whether an s after it is rather the one that joins it to a part than that part's own: "markeds-kræfter", "kontor-stol".
    fn wants_s(&self) -> bool {
        let native = self.letters.ends_with(['d', 'g', 't']) && !self.letters.ends_with("kt") && !self.letters.ends_with("st");
        WITH_S.iter().any(|end| self.letters.ends_with(end)) || (native && !self.points.is_empty())
    }

    /// Where it may be divided with this ending: "ind-sat-ser", "klub-ben".
    fn with(&self, ending: Ending<'_>) -> Vec<usize> {
        let mut points = self.points.clone();
        let mut end = self.letters.len();
        let ending = match ending {
            Ending::None => return points,
            Ending::Plain(ending) if ending.letters.starts_with(is_vowel) && !self.letters.ends_with(is_vowel) => {
                // The last consonant goes with the ending's vowel.
                let last = self.letters.char_indices().next_back().map_or(0, |(at, _)| at);
                points.extend((points.last().is_none_or(|point| point + 1 < last)).then_some(last));
                ending
            }
            Ending::Plain(ending) => {
                points.extend(ending.letters.starts_with(is_vowel).then_some(end));
                ending
            }
            Ending::Doubled(ending) => {
                points.push(end);
                end += 1;
                ending
            }
        };
        points.extend(ending.points.iter().map(|at| end + at));
        points
    }
}
