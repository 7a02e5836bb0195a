//! What stands on top of the Markdown for a static site generator, as YAML.
//!
//! The keys are those that generators know, so they are English; the values are the plan's own. Knows nothing of the plan's
//! text.

use std::fmt::Write as _;

use crate::document::Document;

/// The document's data between two lines of `---`, with a line end at the end.
pub(super) fn write(document: &Document) -> String {
    let cover = &document.cover;
    format!(
        "---\ntitle: {}\ndate: {}\nmunicipality: {}\nstatus: {}\nlang: da\n---\n",
        quoted(&cover.title),
        document.date,
        quoted(&cover.kommune),
        quoted(&cover.status)
    )
}

/// A text as a scalar of YAML, on one line, that can be read as nothing but text. JSON's strings are YAML's in double
/// quotes, but for the characters that JSON lets stand and YAML does not.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in serde_json::Value::from(text).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
