//! HTML: one page that stands alone, with its own style or a linked one, no script and nothing fetched from elsewhere.
//!
//! The frame is `page.html`, the style `style.css`; what is in between is written here from the document's tree.

mod blocks;
mod tables;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use minijinja::{Environment, Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

use crate::color::Color;
use crate::dansk::Dato;
use crate::document::{Document, Entry, Section};
use crate::output::markup::{Inlines as _, heading_tag};

const PAGE_NAME: &str = "page.html";
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");

/// The frame, read once for all pages.
static FRAME: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    let added = environment.add_template(PAGE_NAME, PAGE);
    debug_assert!(added.is_ok(), "{added:?}");
    environment
});

/// The dark page's colour, as in `style.css`, and the contrast that the accent has to it there (WCAG 2.2, 1.4.6).
const DARK: Color = Color { red: 0x15, green: 0x19, blue: 0x1d };
const CONTRAST_ON_DARK: f64 = 7.0;

/// What is encoded in a file's name so that it is an address.
const FILE_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// Where a page has its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleAt<'a> {
    /// In the page itself. The element tells its hash, by which a site's content security policy can allow it
    /// (CSP Level 3, 2.3.1: `style-src 'sha256-…'`).
    Page,
    /// In a file of this name beside the page; [`style`] is what it holds.
    File(&'a str),
}

/// The style of a document's page: what is the same for all, and its colours.
#[must_use]
pub fn style(document: &Document) -> String {
    style_in(document.accent.unwrap_or(Color::STANDARD))
}

/// The style of all pages, in a colour.
pub(crate) fn style_in(accent: Color) -> String {
    let on_dark = accent.light_on(DARK, CONTRAST_ON_DARK);
    format!("\n:root {{ --accent: {accent}; --accent-moerk: {on_dark}; }}\n{STYLE}")
}

/// The document as a page.
#[must_use]
pub fn render(document: &Document, style_at: StyleAt<'_>) -> String {
    let writer = blocks::Writer::new(&document.pictures);
    let section = |section: &Section| {
        context! {
            id => section.id.as_str(),
            tag => heading_tag(section.level),
            heading => section.heading(),
            content => Value::from_safe_string(writer.blocks(&section.blocks)),
        }
    };
    let cover = &document.cover;
    let logo = cover.logo.as_ref().map(|logo| Value::from_safe_string(writer.image(logo)));
    let page = context! {
        style => match style_at {
            StyleAt::Page => {
                let style = style(document);
                let hash = csp_hash(&style);
                context! { embedded => Value::from_safe_string(style), hash => Value::from_safe_string(hash) }
            }
            StyleAt::File(name) => context! { linked => utf8_percent_encode(name, FILE_NAME).to_string() },
        },
        modified => document.date.to_string(),
        modified_in_words => Dato::Dag(document.date).to_string(),
        full_title => document.full_title(),
        description => description(document),
        title => cover.title.as_str(),
        kommune => cover.kommune.as_str(),
        year => cover.year,
        status => cover.further_status().map(|status| Value::from_safe_string(blocks::unbroken(status))),
        mark => cover.mark.as_deref(),
        logo,
        gaps => Value::from_safe_string(writer.blocks(&cover.gaps)),
        front => document.front.iter().map(section).collect::<Vec<_>>(),
        contents => contents(&document.contents()),
        body => document.body.iter().map(section).collect::<Vec<_>>(),
    };
    // The frame is part of the program and every variable it uses is given here: a test builds it.
    FRAME.get_template(PAGE_NAME).and_then(|frame| frame.render(page)).unwrap_or_default()
}

/// The hash by which a content security policy knows a style.
pub(crate) fn csp_hash(style: &str) -> String {
    BASE64.encode(Sha256::digest(style.as_bytes()))
}

/// One sentence for search engines and lists of links.
fn description(document: &Document) -> String {
    let cover = &document.cover;
    let year = cover.year.map(|year| format!(" {year}")).unwrap_or_default();
    format!("{}{year}: {}. {}", cover.kommune, cover.title, cover.status)
}

/// The lines of the contents, each with those below it.
fn contents(entries: &[Entry<'_>]) -> Vec<Value> {
    let line = |entry: &Entry<'_>| {
        let (id, heading) = (entry.section.id.as_str(), entry.section.heading());
        context! { id => id, heading => heading, below => contents(&entry.below) }
    };
    entries.iter().map(line).collect()
}
