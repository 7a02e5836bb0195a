//! Text as the runs that Typst sets: what stays on one line, and where a long word may be divided.
//!
//! Typst's own hyphenation is off: it divides compounds in the middle of their parts. Only long words are divided, first of
//! all between the parts that they are made of, and a part only where it is long itself.
//! Addresses are no words: they are broken at their signs, and without a hyphen. Widths are in ems.

use serde_json::{Value, json};

use super::metrics::{self, Style};
use crate::dansk::{LEAST_DIVIDED, Point, Stretch, address_parts, orddeling, stretches};

/// How the words of a place are divided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Division {
    /// The letters from which words are divided, and parts of words.
    long: usize,
    /// The width up to which no word is divided.
    fits: f32,
    /// The most that may stand without a place to divide it, and up to which what belongs together is held on one line.
    widest: f32,
    style: Style,
    /// The node that a divided word becomes.
    divided: &'static str,
}

/// Running text, a full line wide.
pub(super) const PROSE: Division = Division { long: 12, fits: 0.0, widest: 20.0, style: Style::Text, divided: "word" };

/// Headings: whole words, as far as they fit.
pub(super) const HEADING: Division = Division { long: 24, fits: 0.0, widest: 14.0, style: Style::Bold, divided: "heading-word" };

/// The title on the cover, in its largest type.
pub(super) const TITLE: Division = Division { long: 16, fits: 0.0, widest: 11.0, style: Style::Bold, divided: "heading-word" };

/// Lines of code, which are set in a type of one width.
pub(super) const CODE: Division = Division { long: usize::MAX, fits: 0.0, widest: 33.0, style: Style::Code, divided: "word" };

impl Division {
    /// A column of this width: words are divided where they do not fit, and only there.
    pub(super) fn in_column(width: f32) -> Self {
        Self { long: 0, fits: width, widest: width, style: Style::Text, divided: "word" }
    }

    /// The same for bold text.
    pub(super) fn bold(self) -> Self {
        Self { style: Style::Bold, ..self }
    }
}

/// A text as nodes.
pub(super) fn runs(text: &str, division: Division) -> Vec<Value> {
    let mut runs = Runs::new("text");
    for stretch in stretches(text) {
        match stretch {
            Stretch::Whole(text) | Stretch::Address(text) if fits(text, division) => runs.whole(text, division),
            Stretch::Address(text) => runs.address(text, division),
            Stretch::Whole(text) | Stretch::Free(text) => runs.free(text, division),
        }
    }
    runs.end();
    runs.out
}

fn fits(text: &str, division: Division) -> bool {
    metrics::width(text, division.style) <= division.widest
}

/// A stretch of code as nodes: its words are cut where a line would not hold them.
pub(super) fn code(text: &str, division: Division) -> Vec<Value> {
    let mut runs = Runs::new("code-line");
    let division = Division { style: Style::Code, ..division };
    text.chars().for_each(|c| runs.put(c, false, division));
    runs.end();
    runs.out
}

struct Runs {
    out: Vec<Value>,
    /// The kind of node that text becomes.
    kind: &'static str,
    /// Text that is not written yet.
    text: String,
    /// How much has passed since a line could last be broken.
    since: f32,
}

impl Runs {
    fn new(kind: &'static str) -> Self {
        Self { out: Vec::new(), kind, text: String::new(), since: 0.0 }
    }

    fn push(&mut self, run: Value) {
        self.end();
        self.out.push(run);
    }

    fn end(&mut self) {
        if !self.text.is_empty() {
            self.out.push(json!({ "t": self.kind, "v": std::mem::take(&mut self.text) }));
        }
    }

    /// What stands on one line. A line may be broken before and after it.
    fn whole(&mut self, text: &str, division: Division) {
        self.push(json!({ "t": "whole", "v": text }));
        self.since = 0.0;
        debug_assert!(fits(text, division));
    }

    fn address(&mut self, text: &str, division: Division) {
        for part in address_parts(text) {
            if fits(part, division) {
                self.whole(part, division);
            } else {
                part.chars().for_each(|c| self.put(c, false, division));
            }
        }
    }

    fn free(&mut self, text: &str, division: Division) {
        let is_letter = char::is_alphabetic;
        let mut rest = text;
        while !rest.is_empty() {
            let letters = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(letters);
            let other = after.find(is_letter).unwrap_or(after.len());
            let (between, next) = after.split_at(other);
            // A comma or a bracket stands on the line of its word.
            let tail = between.split(char::is_whitespace).next().unwrap_or_default();
            self.word(word, metrics::width(tail, division.style), division);
            let mut signs = between.chars().peekable();
            while let Some(sign) = signs.next() {
                // A line is broken after a hyphen, but not before a figure.
                let breaks = sign == '-' && signs.peek().is_none_or(|next| !next.is_numeric());
                self.put(sign, breaks, division);
            }
            rest = next;
        }
    }

    fn word(&mut self, word: &str, tail: f32, division: Division) {
        if let Some(parts) = divided(word, tail, division) {
            self.push(json!({ "t": division.divided, "parts": parts }));
            self.since = 0.0;
        } else {
            word.chars().for_each(|c| self.put(c, false, division));
        }
    }

    /// Adds a character, and a place to cut in front of it where so much has passed that a line might not hold more. A line does
    /// not begin with a comma, unless there are too many of them.
    fn put(&mut self, c: char, breaks: bool, division: Division) {
        let width = metrics::letter(c, division.style);
        let most = if c.is_alphanumeric() { division.widest } else { division.widest + 1.0 };
        if self.since + width > most && self.since > 0.0 && !c.is_whitespace() {
            self.push(json!({ "t": "cut" }));
            self.since = 0.0;
        }
        self.text.push(c);
        self.since = if breaks || c.is_whitespace() || c == '/' { 0.0 } else { self.since + width };
    }
}

/// The width of a hyphen, or of a sign at a word's end.
const HYPHEN: f32 = 0.4;

/// A word in the parts that a line may end between; none for one that is not divided, or not into parts that fit.
fn divided(word: &str, tail: f32, division: Division) -> Option<Vec<&str>> {
    let is_long = |text: &str, tail: f32| {
        text.chars().count() >= division.long.max(LEAST_DIVIDED) && metrics::width(text, division.style) + tail > division.fits
    };
    if !is_long(word, tail) {
        return None;
    }
    let points = orddeling(word);
    let fit = |parts: &[&str]| {
        let widths = parts.iter().map(|part| metrics::width(part, division.style));
        parts.len() > 1 && widths.fold(0.0, f32::max) + HYPHEN <= division.widest
    };
    let at_joints = points.iter().filter(|point| point.joint);
    let ends: Vec<usize> = at_joints.map(|point| point.at).chain([word.len()]).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let long: Vec<bool> = starts.zip(&ends).map(|(start, end)| is_long(&word[start..*end], HYPHEN)).collect();
    let in_long_part = |point: &&Point| point.joint || long[ends.partition_point(|end| *end <= point.at)];
    let parts = cut(word, points.iter().filter(in_long_part));
    if fit(&parts) {
        return Some(parts);
    }
    Some(cut(word, points.iter())).filter(|parts| fit(parts))
}

fn cut<'w, 'p>(word: &'w str, points: impl Iterator<Item = &'p Point>) -> Vec<&'w str> {
    let ends = points.map(|point| point.at).chain([word.len()]);
    ends.scan(0, |start, end| Some(&word[std::mem::replace(start, end)..end])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, division: Division) -> String {
        let part = |run: &Value, name: &str| run[name].as_str().unwrap_or_default().to_owned();
        let parts = |run: &Value| {
            let parts = run["parts"].as_array().into_iter().flatten().filter_map(Value::as_str);
            parts.collect::<Vec<_>>().join("~")
        };
        let run = |run: &Value| match part(run, "t").as_str() {
            "text" => part(run, "v"),
            "whole" => format!("[{}]", part(run, "v")),
            "cut" => "|".to_owned(),
            _ => parts(run),
        };
        runs(text, division).iter().map(run).collect()
    }

    #[test]
    fn long_words_are_divided_inside() {
        assert_eq!(shown("samarbejde om koordinering, jf. § 15", PROSE), "samarbejde om koor~di~ne~ring, jf. [§ 15]");
        assert_eq!(shown("eller", Division::in_column(3.0)), "eller");
        assert_eq!(shown("bekymring", Division::in_column(4.0)), "bekym~ring");
    }

    #[test]
    fn a_compound_is_divided_between_its_parts_and_a_part_where_it_is_long() {
        assert_eq!(shown("Infohustovholder", PROSE), "Infohus~tovholder");
        assert_eq!(shown("kriminalitetsforebyggelse", PROSE), "kri~mi~na~li~tets~fo~re~byg~gelse");
        assert_eq!(shown("infohustovholder", Division::in_column(5.0)), "infohus~tovholder");
        assert_eq!(shown("infohustovholder", Division::in_column(3.2)), "info~hus~tov~hol~der");
    }

    #[test]
    fn a_word_that_fits_is_not_divided() {
        assert_eq!(shown("kriminalitetsforebyggelse", Division::in_column(14.0)), "kriminalitetsforebyggelse");
        assert_eq!(shown("kriminalitetsforebyggelse", Division::in_column(8.0)), "kriminalitets~forebyggelse");
    }

    #[test]
    fn addresses_are_broken_at_their_signs_alone() {
        let narrow = Division::in_column(8.0);
        assert_eq!(shown("til (infohuset@greve.dk), ja", narrow), "til [(infohuset@][greve.][dk),] ja");
        assert_eq!(shown("se politi.dk.", narrow), "se [politi.dk.]");
    }

    #[test]
    fn what_has_no_syllables_is_cut() {
        let narrow = Division::in_column(4.0);
        assert_eq!(shown("xxxxxxxxxxxxxxxxxxxx", narrow), "xxxxxxx|xxxxxxx|xxxxxx");
        assert_eq!(shown("1234567890123456", narrow), "123456|789012|3456");
        assert_eq!(shown("12-34/56 78", narrow), "12-34/56 78");
        assert_eq!(shown("12-34-56-78", narrow), "12-34-5|6-78");
    }
}
