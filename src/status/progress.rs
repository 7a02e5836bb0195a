//! How much of each section is answered, how long the answers are, and how hard to read.

use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

use super::missing::concerns;
use crate::check::Subject;
use crate::check::passages::{Passage, PassageKind};
use crate::dansk::lix::{Counts, Step};
use crate::finding::{Code, Findings, Severity};
use crate::skabelon::{self, Phase, Question};

/// How many of the questions that must be answered for the phase aimed at are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The questions that must be answered, as the other answers stand.
    pub required: usize,
    /// Those that are answered, with every field that a record must have.
    pub answered: usize,
    /// Those whose answer is there and cannot be used.
    pub unusable: usize,
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            required: self.required + other.required,
            answered: self.answered + other.answered,
            unusable: self.unusable + other.unusable,
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// How long answers are, and how hard to read.
///
/// It is the municipality's own answers that are counted, not the finished section: the standard texts and the template's
/// headings are the same in every plan, and nothing that somebody who finds a text too hard could change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Length {
    /// How many words they have.
    pub words: usize,
    /// The LIX of their running text; none where that is too short to have one. An answer of one line and a cell of a
    /// table are labels, no sentences, and count for the words alone.
    pub lix: Option<usize>,
}

impl Length {
    /// The length of these passages.
    pub(super) fn of<'p, 'a: 'p>(passages: impl Iterator<Item = &'p Passage<'a>>) -> Self {
        let (mut all, mut running) = (Counts::default(), Counts::default());
        for passage in passages.filter(|passage| matches!(passage.kind, PassageKind::Prose | PassageKind::Heading)) {
            let counts = Counts::of(&passage.words);
            all = all + counts;
            running = running + if passage.is_running { counts } else { Counts::default() };
        }
        Self { words: all.words, lix: running.lix() }
    }

    /// How hard the text is to read.
    #[must_use]
    pub fn step(self) -> Option<Step> {
        self.lix.map(Step::of)
    }
}

/// A chapter: a section of the highest level, and those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// A name that stays the same when other sections come and go.
    pub id: String,
    /// Its number as printed, "1.".
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// All its sections together.
    #[serde(flatten)]
    pub total: Count,
    /// All its answers together.
    #[serde(flatten)]
    pub length: Length,
    /// Its sections that ask something, in order; the chapter itself is one of them where it does.
    pub sections: Vec<Section>,
}

/// A section that asks something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// A name that stays the same when other sections come and go.
    pub id: String,
    /// Its number as printed, "1.1".
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The level of its heading, 1 for a chapter.
    pub level: u8,
    /// Its questions.
    #[serde(flatten)]
    pub count: Count,
    /// Its answers.
    #[serde(flatten)]
    pub length: Length,
}

/// The chapters, counted for a phase from what the check finds in it.
pub(super) fn chapters(subject: &Subject<'_>, aim: Phase, findings: &Findings, passages: &[Passage<'_>]) -> Vec<Chapter> {
    let missing = findings.iter().filter(|finding| finding.code == Code::Missing && finding.severity == Severity::Error);
    let missing: Vec<&str> = missing.filter_map(|finding| Some(finding.about.as_ref()?.key.as_str())).collect();
    let belongs = |section: &skabelon::Section, passage: &Passage<'_>| section.questions.iter().any(|q| q.key == passage.key);
    let sections = &subject.skabelon.sections;
    let of_chapter = sections.chunk_by(|_, next| next.level > 1).map(|chapter| {
        let asking = chapter.iter().filter(|section| !section.questions.is_empty());
        let asking: Vec<Section> = asking
            .map(|section| Section {
                id: section.id.clone(),
                number: section.number.clone(),
                title: section.name(),
                level: section.level,
                count: section.questions.iter().map(|question| count(subject, aim, &missing, question)).sum(),
                length: Length::of(passages.iter().filter(|passage| belongs(section, passage))),
            })
            .collect();
        Some(Chapter {
            id: chapter.first()?.id.clone(),
            number: chapter.first()?.number.clone(),
            title: chapter.first()?.name(),
            total: asking.iter().map(|section| section.count).sum(),
            length: Length::of(passages.iter().filter(|passage| chapter.iter().any(|section| belongs(section, passage)))),
            sections: asking,
        })
    });
    of_chapter.flatten().filter(|chapter| !chapter.sections.is_empty()).collect()
}

fn count(subject: &Subject<'_>, aim: Phase, missing: &[&str], question: &Question) -> Count {
    if subject.answers.required_from(question).is_none_or(|from| from > aim) {
        return Count::default();
    }
    let is_whole = !missing.iter().any(|key| concerns(key, question));
    Count {
        required: 1,
        answered: usize::from(subject.answers.get(&question.key).is_some() && is_whole),
        unusable: usize::from(subject.answers.is_faulty(&question.key)),
    }
}

/// The length of all answers to the sections' questions.
pub(super) fn length_but_for_textblocks(subject: &Subject<'_>, passages: &[Passage<'_>]) -> Length {
    let blocks: Vec<String> = subject.skabelon.textblocks.iter().map(skabelon::Tekstblok::key).collect();
    Length::of(passages.iter().filter(|passage| blocks.iter().all(|key| key != passage.key)))
}
