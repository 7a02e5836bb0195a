//! The page around the plan: what was found, and whether the plan is as the files are. Everything from the answers is escaped.
//!
//! It is made whole here; its script then only puts newer pieces in the place of older ones.

use minijinja::{Environment, Value, context};
use serde::Serialize;

use super::preview::{Alert, FRAME, Preview};

const PAGE: &str = include_str!("shell.html");

/// The page's style.
pub const STYLE: &str = include_str!("shell.css");

/// The page's script.
pub const SCRIPT: &str = include_str!("shell.js");

/// What the script is told.
#[derive(Serialize)]
struct News<'a> {
    version: u64,
    /// The plan's page; none where there is no plan to show.
    page: Option<u64>,
    title: String,
    status: &'a str,
    summary: &'a str,
    alert: Option<Words<'a>>,
    /// HTML, in which everything from the answers is escaped.
    findings: &'a str,
}

#[derive(Serialize)]
struct Words<'a> {
    head: &'a str,
    text: &'a str,
}

/// The page.
pub fn page(preview: &Preview) -> String {
    let alert = preview.alert.as_ref().map(|Alert { head, text }| context! { head, text });
    let values = context! {
        version => preview.version,
        page => preview.page.as_ref().map(|page| page.number),
        frame => context! { name => FRAME.name, page => FRAME.page },
        title => preview.title(),
        file => preview.name(),
        status => preview.status.as_str(),
        summary => preview.summary.as_str(),
        alert,
        findings => Value::from_safe_string(preview.findings.clone()),
        pdf => cfg!(feature = "pdf"),
    };
    // The frame is part of the program and every variable it uses is given here: a test asks for it.
    Environment::new().render_named_str("shell.html", PAGE, values).unwrap_or_default()
}

/// A preview for the script; without one, that none will come.
pub fn news(preview: Option<&Preview>) -> String {
    let news = preview.map(|preview| News {
        version: preview.version,
        page: preview.page.as_ref().map(|page| page.number),
        title: preview.title(),
        status: &preview.status,
        summary: &preview.summary,
        alert: preview.alert.as_ref().map(|alert| Words { head: &alert.head, text: &alert.text }),
        findings: &preview.findings,
    });
    // Numbers and strings, written to memory, have nothing that could fail.
    serde_json::to_string(&news).unwrap_or_default()
}
