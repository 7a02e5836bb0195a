//! The template as data: its sections with their questions, its text blocks, and the facts it rests on.
//!
//! One file a section (`templates/<name>/`), one file a text block (`textblocks/<name>/`): see [`load()`] for the format.
//! What asks, checks and renders a section therefore stands in one place, once. Knows nothing of answers.

mod assemble;
mod file;
mod front;
mod load;
mod wording;

pub use file::SkabelonError;
pub use load::{MAX_BYTES, MAX_FILES, built_in, files, load, names};
pub(crate) use wording::Wording;

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use crate::content::Href;
use crate::dansk::Telefon;

/// The template used where the answer file names none.
pub const DEFAULT: &str = "ekstremisme";

/// A template: everything about a plan that is not a municipality's own answer.
#[derive(Debug, Clone)]
pub struct Skabelon {
    /// Its name, the value of the key `skabelon`.
    pub name: String,
    /// The plan's title where the municipality gives none.
    pub title: String,
    /// The version of this rendering of the template.
    pub version: String,
    /// The law that demands the plan, as it is printed.
    pub legal_basis: String,
    /// The most years between two revisions.
    pub revision_years: i64,
    /// What tells the reader which text is the template's own, for the formats that mark it.
    pub legend: Option<String>,
    /// From how many initiatives on they are shown in a table, and each in a compact form.
    pub many_initiatives: Option<u32>,
    /// Where the template comes from.
    pub origin: Origin,
    /// The national hotline.
    pub hotline: Hotline,
    /// The police's number for what is not urgent.
    pub police: Telefon,
    /// The alarm centre's number.
    pub alarm: Telefon,
    /// Phrases of the template's guidance, by which it is known where it was left as an answer.
    pub phrases: Vec<String>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The standard text blocks, by number.
    pub textblocks: Vec<Tekstblok>,
    /// Pieces of template that sections include.
    pub partials: Vec<Partial>,
    /// Whether some of its files are not the program's own, and may be anything.
    pub is_own: bool,
    /// The questions that text blocks ask by themselves: whether each is used (`tekstblokke.N`).
    block_questions: Vec<Question>,
    wording: OnceLock<Wording>,
}

/// A piece of template that sections include.
#[derive(Debug, Clone)]
pub struct Partial {
    /// The name it is included by: the file's, without its folder.
    pub name: String,
    /// The file, as the user knows it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Where a text comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Its name, as it reads after "Kilde:".
    pub title: String,
    /// Its address.
    pub href: Option<Href>,
}

/// The national hotline.
#[derive(Debug, Clone)]
pub struct Hotline {
    /// What it is called, within a sentence.
    pub name: String,
    /// Its number.
    pub phone: Telefon,
    /// When it answers, within a sentence.
    pub hours: String,
}

/// A section of the plan.
#[derive(Debug, Clone)]
pub struct Section {
    /// The file it stands in, for messages.
    pub file: String,
    /// A name that stays the same when other sections come and go: the anchor of its heading.
    pub id: String,
    /// Its number as printed, "1.1".
    pub number: Option<String>,
    /// Its title, a line of minijinja.
    pub title: String,
    /// The line of the file that the title stands on, from 1.
    pub title_line: usize,
    /// What it is called in messages, where the title holds variables.
    pub topic: Option<String>,
    /// The level of its heading, 1 for a chapter.
    pub level: u8,
    /// Where it stands.
    pub placement: Placement,
    /// Whether each of its highest headings begins a section of its own, one level down.
    pub is_split: bool,
    /// Its questions, in order.
    pub questions: Vec<Question>,
    /// How the answers are laid out: Markdown with minijinja.
    pub body: Body,
}

/// A piece of Markdown with minijinja, and where it begins in its file.
#[derive(Debug, Clone)]
pub struct Body {
    /// The text.
    pub text: String,
    /// The line of the file that the text begins on, from 1.
    pub line: usize,
}

/// Where a section stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Its answers make the cover; it has no text of its own.
    Cover,
    /// Before the table of contents.
    BeforeContents,
    /// After it.
    Body,
}

/// A question of the template.
#[derive(Debug, Clone)]
pub struct Question {
    /// The key of the answer, "introduktion.vision".
    pub key: String,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The question, in the template's wording.
    pub wording: String,
    /// What to think of when answering.
    pub guidance: Option<String>,
    /// Which part of the wording this is, where several questions share it.
    pub topic: Option<String>,
    /// How far the plan is when it must be answered.
    pub need: Need,
    /// When that does not apply.
    pub unless: Unless,
    /// How many items its list should have.
    pub count: Option<RangeInclusive<usize>>,
    /// An answer as another municipality could have given it. Records have theirs field by field.
    pub example: Option<Example>,
}

/// An answer to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Example {
    /// A string of TOML.
    Text(String),
    /// An array of strings.
    Items(Vec<String>),
    /// A date, a number, yes or no: as it is written in TOML.
    Bare(String),
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Being written.
    Draft,
    /// Sent out for comments.
    Hearing,
    /// Adopted by the council.
    Adopted,
}

impl Phase {
    /// The phase of a value of the key `fase`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "udkast" => Some(Self::Draft),
            "hoering" => Some(Self::Hearing),
            "vedtaget" => Some(Self::Adopted),
            _ => None,
        }
    }

    /// The value of the key `fase`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "udkast",
            Self::Hearing => "hoering",
            Self::Adopted => "vedtaget",
        }
    }
}

/// From which phase a question must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may be left open.
    Optional,
    /// From this phase on. A draft may leave it open too, but shows the gap.
    From(Phase),
    /// Always: without it there is no plan.
    Always,
}

/// When a required question may still be left open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unless {
    /// Where this other question is answered.
    pub answered: Option<String>,
    /// Unless this text block is left out, since it answers the question.
    pub block_stands: Option<u8>,
}

/// The kinds of answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Markdown of one or more blocks.
    Text,
    /// One line of plain text, taken literally.
    Line,
    /// Paragraphs of inline Markdown.
    List,
    /// Records with these fields.
    Records(Vec<Field>),
    /// A date.
    Date,
    /// A whole number: a year.
    Year,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address on the web.
    Url,
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<String>),
    /// A colour, `#rrggbb`.
    Color,
    /// The path of an image.
    ImageFile,
    /// The path of a file of Markdown, which becomes the answer.
    MarkdownFile,
    /// `false`, or the path of a file of Markdown that stands in a text block's place.
    Tekstblok,
}

impl Kind {
    /// Whether the answer is a row of records.
    #[must_use]
    pub fn is_records(&self) -> bool {
        matches!(self, Self::Records(_))
    }

    /// Whether the answer is written without quotation marks, so that none is empty: a date, a year, yes or no.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        matches!(self, Self::Date | Self::Year | Self::YesNo | Self::Tekstblok)
    }
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// What kind of answer it takes; never records.
    pub kind: Kind,
    /// What it asks.
    pub wording: String,
    /// Whether a record is incomplete without it.
    pub required: bool,
    /// The other field of which exactly one is to be given with this one.
    pub either: Option<String>,
    /// What it could hold.
    pub example: Option<Example>,
}

/// A standard text block.
#[derive(Debug, Clone)]
pub struct Tekstblok {
    /// The file it stands in, for messages.
    pub file: String,
    /// Its number in the template.
    pub number: u8,
    /// Its title in the template, a line of minijinja.
    pub title: String,
    /// The line of the file that the title stands on, from 1.
    pub title_line: usize,
    /// Where its wording comes from.
    pub origin: Origin,
    /// Whether that is printed below it.
    pub shows_origin: bool,
    /// Its wording: Markdown, with placeholders as minijinja variables.
    pub body: Body,
}

impl Tekstblok {
    /// The key by which the answer file leaves it out or replaces it.
    #[must_use]
    pub fn key(&self) -> String {
        format!("tekstblokke.{}", self.number)
    }
}

impl Skabelon {
    /// Every question with the section it stands in; a question of a text block stands in none.
    pub fn questions(&self) -> impl Iterator<Item = (&Question, Option<&Section>)> {
        let of_sections = self.sections.iter().flat_map(|section| section.questions.iter().map(move |q| (q, Some(section))));
        of_sections.chain(self.block_questions.iter().map(|question| (question, None)))
    }

    /// The words of the template, to be known again.
    pub(crate) fn wording(&self) -> &Wording {
        self.wording.get_or_init(|| Wording::of(self))
    }

    /// The chapter that a section stands in; itself where it is one.
    #[must_use]
    pub fn chapter(&self, section: &Section) -> Option<&Section> {
        let before = self.sections.iter().position(|other| other.id == section.id)?;
        self.sections[..=before].iter().rev().find(|other| other.level == 1)
    }

    /// The question of a key.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<(&Question, Option<&Section>)> {
        self.questions().find(|(question, _)| question.key == key)
    }

    /// Whether a table of the answer file by this name holds questions: "introduktion.ansvar" does.
    #[must_use]
    pub fn is_table(&self, key: &str) -> bool {
        self.questions().any(|(question, _)| question.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
    }
}

impl Section {
    /// The number and title as they are told outside a plan, without what an answer would fill in.
    #[must_use]
    pub fn heading(&self) -> String {
        let title = self.topic.as_deref().unwrap_or(&self.title);
        match &self.number {
            Some(number) => format!("{number} {title}"),
            None => title.to_owned(),
        }
    }

    /// What to call the section in a message: "afsnit 1.1", or its name where it has no number.
    #[must_use]
    pub fn reference(&self) -> String {
        match &self.number {
            Some(number) => format!("afsnit {}", number.trim_end_matches('.')),
            None => format!("»{}«", self.topic.as_deref().unwrap_or(&self.title)),
        }
    }

    /// What to call the section in a list: its name for messages, or its title.
    #[must_use]
    pub fn name(&self) -> String {
        without_variables(self.topic.as_deref().unwrap_or(&self.title))
    }
}

/// A line of minijinja for a person to read before there is anything to fill it with: "Infohus …".
#[must_use]
pub(crate) fn without_variables(line: &str) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        words.push_str(before);
        words.push('…');
        rest = after.split_once("}}").map_or("", |(_, after)| after);
    }
    words + rest
}

impl Question {
    /// The question as a person reads it, with its part where several share one wording.
    #[must_use]
    pub fn full_wording(&self) -> String {
        match &self.topic {
            Some(topic) => format!("{} ({topic})", self.wording),
            None => self.wording.clone(),
        }
    }

    /// The field of a record by its key, where the answer is records.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        match &self.kind {
            Kind::Records(fields) => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }
}
