//! The page under a strict content security policy, and the text that is searched and copied in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use beredskab::output::html::{StyleAt, render, style};
use sha2::{Digest as _, Sha256};

use super::support::{document, name, plans};

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap_or_else(|| panic!("no {start}…{end}")).0
}

#[test]
fn the_style_has_the_hash_that_stands_on_it() {
    for plan in plans() {
        let page = render(&document(&plan), StyleAt::Page);
        let hash = between(&page, "<style data-csp=\"sha256-", "\">");
        let style = between(&page, &format!("sha256-{hash}\">"), "</style>");
        assert_eq!(hash, BASE64.encode(Sha256::digest(style.as_bytes())), "{}", name(&plan));
    }
}

#[test]
fn nothing_else_needs_to_be_allowed() {
    for plan in plans() {
        let document = document(&plan);
        for page in [render(&document, StyleAt::Page), render(&document, StyleAt::File("stil.css"))] {
            for refused in ["<script", " style=\"", " onclick", "javascript:"] {
                assert!(!page.to_lowercase().contains(refused), "{}: {refused}", name(&plan));
            }
        }
    }
}

#[test]
fn a_linked_style_is_the_same_one() {
    for plan in plans() {
        let document = document(&plan);
        let page = render(&document, StyleAt::File("stil.css"));
        assert!(page.contains("<link rel=\"stylesheet\" href=\"stil.css\">") && !page.contains("<style"), "{page}");
        assert!(render(&document, StyleAt::Page).contains(&style(&document)));
    }
}

#[test]
fn what_is_held_on_a_line_is_still_the_text_it_was() {
    let page = render(&document(&super::support::project("examples/ishoej.toml")), StyleAt::Page);
    let text: String = page.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    for searched in ["servicelovens § 12 b", "barnets lov § 15, stk. 3", "på: 41 74 90 90", "den 18. juni 2026", "kl. 8.00-22.00"]
    {
        assert!(text.contains(searched), "»{searched}« is not found");
    }
}
