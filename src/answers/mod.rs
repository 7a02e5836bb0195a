//! The answer file: every answer as a value of its kind, with its place in the file.
//!
//! Reading collects a finding for everything that is not as the answer file should be (unknown keys, wrong kinds, files
//! that cannot be had) and goes on. Whether enough is answered, and well, is decided elsewhere (`check`).

mod alike;
mod attach;
mod backslash;
mod front_matter;
mod limits;
mod near;
mod place;
mod read;
mod syntax;
mod unknown;
mod unusable;
mod value;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
pub(crate) use read::about;

pub use limits::{MAX_ANSWER_BYTES, MAX_ITEMS, MAX_LINE, MAX_PARAGRAPH, MAX_PIECES};
pub use read::{Parsed, Reading, parse, read};
pub use syntax::FileText;
pub use value::is_email;

use crate::color::Color;
use crate::content::{self, Block, Href, Place};
use crate::dansk::{Dato, Telefon};
use crate::image::Picture;
use crate::skabelon::{Need, Phase, Question, Unless};
use crate::source::{Location, SourceId, Sources};
use crate::steps::Steps;

/// The key that says how far the plan is.
const PHASE: &str = "fase";

/// All that an answer file says.
#[derive(Debug, Clone)]
pub struct Answers {
    given: BTreeMap<String, Answer>,
    /// Keys that stand in the file with nothing said: the same as not answered, but a place to point at.
    blank: BTreeMap<String, Location>,
    /// Keys whose answer could not be used, which has been told.
    faulty: BTreeSet<String>,
    /// The phase that `fase` most likely means, where it says none.
    likely_phase: Phase,
    /// The headers of tables, by name.
    tables: BTreeMap<String, Location>,
    end: Location,
    pictures: BTreeMap<String, Picture>,
}

/// An answer and where it stands.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What it says.
    pub value: Value,
    /// Where the value stands.
    pub at: Location,
    /// Where the key stands.
    pub key_at: Location,
}

/// What an answer says, by the kind of its question.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text of one or more blocks.
    Text(Text),
    /// One line, literally.
    Line(String),
    /// Paragraphs.
    List(Vec<Text>),
    /// Records.
    Records(Vec<Record>),
    /// A date.
    Date(Dato),
    /// A year.
    Year(i16),
    /// A telephone number.
    Phone(Telefon),
    /// An e-mail address, and the link that writes to it.
    Email(String, Href),
    /// An address on the web, as written, and as a link.
    Url(String, Href),
    /// Yes or no.
    YesNo(bool),
    /// The chosen value.
    Choice(String),
    /// A colour.
    Color(Color),
    /// The path of an image that [`Answers::picture`] has.
    Image(String),
    /// A text block is left out.
    LeftOut,
}

/// One record: its fields, and where it begins.
#[derive(Debug, Clone)]
pub struct Record {
    /// Where the record begins.
    pub at: Location,
    /// The fields that are given, by name.
    pub fields: BTreeMap<String, Answer>,
    /// Fields whose answer could not be used, which has been told.
    pub faulty: BTreeSet<String>,
}

/// A text that was read as Markdown.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its blocks. Images are named by their path within the answer file's folder.
    pub blocks: Vec<Block>,
    /// What could not be read as meant.
    pub problems: Vec<content::read::Problem>,
    /// The text as written.
    pub written: String,
    origin: Origin,
    /// Where it is written in the string that it stands in; found out when it is asked for.
    steps: OnceLock<Steps>,
}

/// Where a text stands.
#[derive(Debug, Clone)]
enum Origin {
    /// In a string of the answer file.
    Literal(Location),
    /// In a file of its own.
    File(SourceId),
}

impl Text {
    /// A text that was read.
    fn new(read: content::read::Markdown, written: &str, origin: Origin) -> Self {
        let content::read::Markdown { blocks, problems } = read;
        Self { blocks, problems, written: written.to_owned(), origin, steps: OnceLock::new() }
    }

    /// Where a stretch of the text stands in its file, without the line end that a block has in Markdown.
    #[must_use]
    pub fn locate(&self, place: &Place, sources: &Sources) -> Location {
        let written = self.written.get(place.clone()).unwrap_or_default();
        let place = place.start..place.end - (written.len() - written.trim_end_matches(['\n', '\r']).len());
        match &self.origin {
            Origin::File(source) => Location { source: *source, at: place },
            Origin::Literal(literal) => {
                let steps = self.steps.get_or_init(|| place::in_literal(sources.slice(literal), &self.written));
                let byte = |offset| literal.at.start + steps.at(self.written.ceil_char_boundary(offset));
                let start = byte(place.start);
                Location { source: literal.source, at: start..byte(place.end).max(start) }
            }
        }
    }
}

impl Answers {
    /// The answer of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Answer> {
        self.given.get(key)
    }

    /// What the answer of a key says.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.given.get(key).map(|answer| &answer.value)
    }

    /// The answer of a key that takes a line, a choice or the like, as text.
    #[must_use]
    pub fn line(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            Value::Line(text) | Value::Choice(text) | Value::Image(text) => Some(text),
            _ => None,
        }
    }

    /// The answer of a key that takes a date.
    #[must_use]
    pub fn date(&self, key: &str) -> Option<Dato> {
        match self.value(key)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The answer of a key that takes a year.
    #[must_use]
    pub fn year(&self, key: &str) -> Option<i16> {
        match self.value(key)? {
            Value::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// Every answer with its key, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.given.iter().map(|(key, answer)| (key.as_str(), answer))
    }

    /// Every text of every answer, with the key of the question.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.given.iter().flat_map(|(key, answer)| texts_of(&answer.value).into_iter().map(move |text| (key.as_str(), text)))
    }

    /// An image by its path within the answer file's folder.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }

    /// Every image that an answer names, by path.
    #[must_use]
    pub fn pictures(&self) -> &BTreeMap<String, Picture> {
        &self.pictures
    }

    /// How far the plan is: what `fase` says, or most likely means; without it, adopted where there is a date of adoption,
    /// else in hearing.
    #[must_use]
    pub fn phase(&self) -> Phase {
        let said = self.line(PHASE).and_then(Phase::from_key);
        let said = said.or_else(|| self.is_faulty(PHASE).then_some(self.likely_phase));
        said.unwrap_or(if self.get("plan.vedtaget").is_some() { Phase::Adopted } else { Phase::Hearing })
    }

    /// The plan's own date, which decides the names of its day: the adoption's, else today, kept within the year on the cover
    /// (a plan for 2027 is written in 2026).
    #[must_use]
    pub fn plan_date(&self, today: Date) -> Date {
        plan_date(self.date("plan.vedtaget"), self.year("plan.aar"), today)
    }

    /// Whether what a question is conditional on frees it from being answered.
    #[must_use]
    pub fn frees(&self, unless: &Unless) -> bool {
        let answered = unless.answered.as_deref().is_some_and(|key| self.get(key).is_some());
        let stands = unless.block_stands.is_some_and(|number| !self.leaves_out(number));
        answered || stands
    }

    /// From which phase on a question must be answered, as the other answers stand: a draft's own is what every plan needs.
    /// None where it may be left open.
    #[must_use]
    pub fn required_from(&self, question: &Question) -> Option<Phase> {
        match question.need {
            _ if self.frees(&question.unless) => None,
            Need::Optional => None,
            Need::Always => Some(Phase::Draft),
            Need::From(phase) => Some(phase),
        }
    }

    /// Whether the answers do not say how far the plan is, since what `fase` says could not be used.
    #[must_use]
    pub fn is_phase_unknown(&self) -> bool {
        self.is_faulty(PHASE)
    }

    /// Whether a key's answer could not be used, which has been told already.
    #[must_use]
    pub fn is_faulty(&self, key: &str) -> bool {
        self.faulty.contains(key)
    }

    /// Whether a text block is left out.
    #[must_use]
    pub fn leaves_out(&self, number: u8) -> bool {
        matches!(self.value(&format!("tekstblokke.{number}")), Some(Value::LeftOut))
    }

    /// Where to point for a key that is not answered: at its empty value, at the table it belongs in, or at the end of the file.
    #[must_use]
    pub fn place_for(&self, key: &str) -> Location {
        if let Some(place) = self.blank.get(key) {
            return place.clone();
        }
        let mut table = key;
        while let Some((parent, _)) = table.rsplit_once('.') {
            if let Some(place) = self.tables.get(parent) {
                return place.clone();
            }
            table = parent;
        }
        self.end.clone()
    }
}

fn texts_of(value: &Value) -> Vec<&Text> {
    match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().collect(),
        Value::Records(records) => {
            records.iter().flat_map(|record| record.fields.values().flat_map(|answer| texts_of(&answer.value))).collect()
        }
        _ => Vec::new(),
    }
}

fn plan_date(adopted: Option<Dato>, year: Option<i16>, today: Date) -> Date {
    match (adopted, year) {
        (Some(adopted), _) => adopted.earliest(),
        (None, Some(year)) => today.clamp(date(year, 1, 1), date(year, 12, 31)),
        (None, None) => today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_date_is_the_adoptions_or_within_the_covers_year() {
        let today = date(2026, 11, 20);
        assert_eq!(plan_date(Dato::from_text("2027"), Some(2026), today), date(2027, 1, 1));
        assert_eq!(plan_date(None, Some(2027), today), date(2027, 1, 1));
        assert_eq!(plan_date(None, Some(2025), today), date(2025, 12, 31));
        assert_eq!(plan_date(None, Some(2026), today), today);
        assert_eq!(plan_date(None, None, today), today);
    }
}
