//! HTML: one page that stands alone, with its own style, no script and nothing fetched from elsewhere.
//!
//! The frame is `page.html`, the style `style.css`; what is in between is written here from the document's tree.

mod blocks;

use minijinja::{Environment, Value, context};

use crate::document::{Document, Section};

pub(super) use blocks::{attribute, element, escape, heading_tag};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");

/// The colour of headings and lines where the municipality has none of its own. Its contrast to white is 6.6:1.
const ACCENT: &str = "#0059b3";

/// The document as a page.
#[must_use]
pub fn render(document: &Document) -> String {
    let writer = blocks::Writer::new(&document.pictures);
    let section = |section: &Section| {
        context! {
            id => section.id.as_str(),
            tag => blocks::heading_tag(section.level),
            heading => section.heading(),
            content => Value::from_safe_string(writer.blocks(&section.blocks)),
        }
    };
    let cover = &document.cover;
    let logo = cover.logo.as_ref().map(|logo| Value::from_safe_string(writer.image(logo)));
    let page = context! {
        style => Value::from_safe_string(STYLE.trim_end().to_owned()),
        accent => document.accent.map_or_else(|| ACCENT.to_owned(), |color| color.to_string()),
        full_title => document.full_title(),
        description => description(document),
        title => cover.title.as_str(),
        kommune => cover.kommune.as_str(),
        year => cover.year,
        status => cover.status.as_str(),
        mark => cover.mark.as_deref(),
        logo,
        gaps => Value::from_safe_string(writer.blocks(&cover.gaps)),
        front => document.front.iter().map(section).collect::<Vec<_>>(),
        contents => contents(document),
        body => document.body.iter().map(section).collect::<Vec<_>>(),
    };
    // The frame is part of the program and every variable it uses is given here: a test builds it.
    Environment::new().render_named_str("page.html", PAGE, page).unwrap_or_default()
}

/// One sentence for search engines and lists of links.
fn description(document: &Document) -> String {
    let cover = &document.cover;
    let year = cover.year.map(|year| format!(" {year}")).unwrap_or_default();
    format!("{}{year}: {}. {}", cover.kommune, cover.title, cover.status)
}

/// Chapters, each with its sections.
fn contents(document: &Document) -> Vec<Value> {
    let mut chapters: Vec<(&Section, Vec<&Section>)> = Vec::new();
    for section in document.contents() {
        match chapters.last_mut() {
            Some((_, below)) if section.level > 1 => below.push(section),
            _ => chapters.push((section, Vec::new())),
        }
    }
    let entry = |section: &Section| context! { id => section.id.as_str(), heading => section.heading() };
    let chapter = |(chapter, below): (&Section, Vec<&Section>)| {
        context! { chapter => entry(chapter), below => below.into_iter().map(entry).collect::<Vec<_>>() }
    };
    chapters.into_iter().map(chapter).collect()
}
