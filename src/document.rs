//! The finished plan: the one thing that every output reads.
//!
//! Nothing is left to decide here: titles are words, headings have their final levels, and what is not part of the plan is
//! gone. Knows nothing of templates or formats.

use std::collections::BTreeMap;
use std::iter::Peekable;

use jiff::civil::Date;

use crate::color::Color;
use crate::content::{Block, Image};
use crate::image::Picture;

/// A finished plan.
#[derive(Debug, Clone)]
pub struct Document {
    /// What stands on the cover.
    pub cover: Cover,
    /// The sections before the table of contents.
    pub front: Vec<Section>,
    /// The sections that the table of contents lists.
    pub body: Vec<Section>,
    /// The images, by the path that the content names them by.
    pub pictures: BTreeMap<String, Picture>,
    /// The municipality's own colour, where it has one that can be read.
    pub accent: Option<Color>,
    /// The document's date: the adoption's, where that is known to the day, else the day it is made.
    pub date: Date,
}

/// What stands on the cover.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// The title.
    pub title: String,
    /// The municipality's official name.
    pub kommune: String,
    /// The year.
    pub year: Option<i16>,
    /// The logo.
    pub logo: Option<Image>,
    /// How far the plan is, in a sentence or a word.
    pub status: String,
    /// How far the plan is, in a few words, for the head of every page.
    pub phase: String,
    /// The mark that every page carries while the plan is not adopted: "UDKAST".
    pub mark: Option<String>,
    /// Questions about the cover that a draft has not answered, each a block.
    pub gaps: Vec<Block>,
}

impl Cover {
    /// The status, where it says more than the mark.
    #[must_use]
    pub fn further_status(&self) -> Option<&str> {
        let is_said = self.mark.as_ref().is_some_and(|mark| mark.to_lowercase() == self.status.to_lowercase());
        (!is_said).then_some(self.status.as_str())
    }
}

/// A section with its heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The anchor of the heading: ASCII, and the same whatever other sections there are.
    pub id: String,
    /// The number as printed: "1." or "1.1".
    pub number: Option<String>,
    /// The title, never empty.
    pub title: String,
    /// The level of the heading, 1 for a chapter.
    pub level: u8,
    /// What stands in it. Empty only where the next section is one of its own.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The heading as it is read: number and title.
    #[must_use]
    pub fn heading(&self) -> String {
        match &self.number {
            Some(number) => format!("{number} {}", self.title),
            None => self.title.clone(),
        }
    }
}

impl Document {
    /// Title and municipality on one line, as a browser tab or a list of files shows it.
    #[must_use]
    pub fn full_title(&self) -> String {
        format!("{} – {}", self.cover.title, self.cover.kommune)
    }

    /// The table of contents: three levels deep, as the national template's own is.
    #[must_use]
    pub fn contents(&self) -> Vec<Entry<'_>> {
        let mut sections = self.body.iter().filter(|section| section.level <= 3).peekable();
        entries(&mut sections, 1)
    }
}

/// A line of the table of contents.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The section it leads to.
    pub section: &'a Section,
    /// The lines of the sections within it.
    pub below: Vec<Entry<'a>>,
}

/// The lines of a level and below. The sections go down a level at a time.
fn entries<'a>(sections: &mut Peekable<impl Iterator<Item = &'a Section>>, level: u8) -> Vec<Entry<'a>> {
    let mut out = Vec::new();
    while let Some(section) = sections.next_if(|section| section.level >= level) {
        out.push(Entry { section, below: entries(sections, level + 1) });
    }
    out
}
