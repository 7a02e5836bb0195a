//! HTML for a content management system: the plan as the few elements that such a system lets through.
//!
//! A CMS has a page around the text, with the title as its `h1`, a style of its own and contents that it makes itself; it
//! strips classes, styles and whatever else could disturb them, and a content security policy forbids the rest. So a
//! fragment starts at `h2` and needs nothing but its elements to be read. Knows nothing of any one CMS.

mod blocks;
mod tables;

use crate::document::{Cover, Document, Section};
use crate::output::markup::{element, escape, heading};

use blocks::{Writer, unbroken};

/// What becomes of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// They are tables.
    Kept,
    /// They are lists, an item a row, for a CMS without tables.
    AsLists,
}

/// A chapter that is a page of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// What to name it by: ASCII without spaces, and no other chapter's.
    pub name: String,
    /// The chapter.
    pub html: String,
}

/// The whole document as one fragment, with a line end at the end.
#[must_use]
pub fn render(document: &Document, tables: Tables) -> String {
    let writer = Writer::new(&document.pictures, tables);
    let sections = document.front.iter().chain(&document.body).map(|section| self::section(section, &writer));
    joined(cover(&document.cover, &writer).into_iter().chain(sections))
}

/// The document as one fragment a chapter, in order. The sections before the contents are chapters too.
///
/// Together they hold what the whole does; the mark of a plan that is not adopted stands on each, since each is a page.
#[must_use]
pub fn chapters(document: &Document, tables: Tables) -> Vec<Chapter> {
    let writer = Writer::new(&document.pictures, tables);
    let mut chapters: Vec<(String, Vec<String>)> = Vec::new();
    for section in document.front.iter().chain(&document.body) {
        let html = self::section(section, &writer);
        match chapters.last_mut() {
            Some((_, parts)) if section.level > 1 => parts.push(html),
            before => {
                let top = if before.is_none() { cover(&document.cover, &writer) } else { mark(&document.cover) };
                chapters.push((free_name(section, &chapters), top.into_iter().chain([html]).collect()));
            }
        }
    }
    chapters.into_iter().map(|(name, parts)| Chapter { name, html: joined(parts) }).collect()
}

/// A chapter's name: its number and its id.
fn free_name(section: &Section, taken: &[(String, Vec<String>)]) -> String {
    let digits = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
    let number: String = section.number.iter().flat_map(|number| number.trim_end_matches('.').chars()).filter(digits).collect();
    let mut name = if number.is_empty() { section.id.clone() } else { format!("{number}-{}", section.id) };
    // A template's own id can begin as another section's number does.
    while taken.iter().any(|(other, _)| *other == name) {
        name.push('-');
    }
    name
}

/// The cover in a few lines: what it is, whose, how far, and what it lacks. The page around it may well say it otherwise.
fn cover(cover: &Cover, writer: &Writer<'_>) -> Vec<String> {
    let mut parts = mark(cover);
    let year = cover.year.map(|year| format!(", {year}")).unwrap_or_default();
    parts.push(element("p", &element("strong", &escape(&format!("{}. {}{year}", cover.title, cover.kommune)))));
    if let Some(status) = cover.further_status() {
        parts.push(element("p", &unbroken(status)));
    }
    parts.push(writer.blocks(&cover.gaps));
    parts
}

/// The mark of a plan that is not adopted.
fn mark(cover: &Cover) -> Vec<String> {
    cover.mark.iter().map(|mark| element("p", &element("strong", &escape(mark)))).collect()
}

fn section(section: &Section, writer: &Writer<'_>) -> String {
    let heading = heading(section.level, Some(&section.id), &escape(&section.heading()));
    joined([heading, writer.blocks(&section.blocks)]).trim_end().to_owned()
}

/// Parts on lines of their own, without those that are empty.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| part + "\n").collect()
}
