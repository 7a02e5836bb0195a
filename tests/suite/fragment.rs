//! The fragment: a CMS takes nothing of it away, and its chapters are the whole.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use beredskab::content::read::markdown;
use beredskab::document::Document;
use beredskab::output::fragment::{self, Chapter, Tables};
use proptest::prelude::*;

use super::support::{document, document_of, name, plans, project};

const BOTH: [Tables; 2] = [Tables::Kept, Tables::AsLists];

/// What a CMS lets through: Drupal's Basic HTML with preformatted text and breaks between themes, and tables where it has
/// them.
fn cleaned(html: &str, tables: Tables) -> String {
    let mut tags = HashSet::from([
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "a",
        "strong",
        "em",
        "blockquote",
        "code",
        "pre",
        "br",
        "hr",
        "img",
    ]);
    if tables == Tables::Kept {
        tags.extend(["table", "thead", "tbody", "tr", "th", "td"]);
    }
    let headings = ["h2", "h3", "h4", "h5", "h6"].map(|heading| (heading, HashSet::from(["id"])));
    let others = [
        ("a", HashSet::from(["href"])),
        ("ol", HashSet::from(["start"])),
        ("img", HashSet::from(["src", "alt", "width", "height"])),
        ("th", HashSet::from(["scope"])),
    ];
    ammonia::Builder::new()
        .tags(tags)
        .tag_attributes(headings.into_iter().chain(others).collect::<HashMap<_, _>>())
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// Writers of HTML do not agree on which characters to escape where it does not matter.
fn with_one_way_to_escape(html: &str) -> String {
    html.replace("&nbsp;", "\u{a0}").replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
}

/// The fragment is read by a browser's rules and cleaned, and is what it was.
pub fn assert_survives(html: &str, tables: Tables) {
    assert_eq!(with_one_way_to_escape(&cleaned(html, tables)), with_one_way_to_escape(html), "with {tables:?}");
}

#[test]
fn a_cms_takes_nothing_away() {
    for plan in plans() {
        let document = document(&plan);
        for tables in BOTH {
            assert_survives(&fragment::render(&document, tables), tables);
        }
    }
}

/// The headings, each as its level and its anchor.
fn headings(html: &str) -> Vec<(u8, Option<&str>)> {
    let tags = html.split('<').filter_map(|text| text.split_once('>')).map(|(tag, _)| tag);
    tags.filter_map(heading).collect()
}

fn heading(tag: &str) -> Option<(u8, Option<&str>)> {
    let level = tag.strip_prefix('h')?.get(..1)?.parse().ok()?;
    let id = tag.split_once("id=\"").and_then(|(_, rest)| rest.split_once('"'));
    Some((level, id.map(|(id, _)| id)))
}

#[test]
fn headings_begin_at_two_without_gaps_and_anchors_are_the_sections_or_led_to() {
    for plan in plans() {
        let document = document(&plan);
        let html = fragment::render(&document, Tables::Kept);
        let headings = headings(&html);
        let mut before = 1;
        for (level, id) in &headings {
            assert!((2..=before + 1).contains(level), "{}: h{level} after h{before} at {id:?}", plan.display());
            before = *level;
        }
        let ids: Vec<&str> = headings.into_iter().filter_map(|(_, id)| id).collect();
        let sections: Vec<&str> = document.front.iter().chain(&document.body).map(|section| section.id.as_str()).collect();
        let is_section = |id: &&str| sections.contains(id);
        assert_eq!(ids.iter().copied().filter(is_section).collect::<Vec<_>>(), sections, "{}", plan.display());
        for id in ids.iter().filter(|id| !is_section(id)) {
            assert!(html.contains(&format!("<a href=\"#{id}\">")), "{}: nothing leads to {id}", plan.display());
        }
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{}: an anchor stands twice", plan.display());
        assert!(ids.concat().is_ascii(), "{}", plan.display());
    }
}

#[test]
fn the_chapters_are_the_whole() {
    for plan in plans() {
        let document = document(&plan);
        let mark = document.cover.mark.as_ref().map(|mark| format!("<p><strong>{mark}</strong></p>\n")).unwrap_or_default();
        for tables in BOTH {
            let chapters = fragment::chapters(&document, tables);
            let without_mark = |chapter: &Chapter| {
                let rest = chapter.html.strip_prefix(&mark).map(str::to_owned);
                rest.unwrap_or_else(|| panic!("{}: {} has no mark", plan.display(), chapter.name))
            };
            let joined: String = chapters.iter().map(without_mark).collect();
            assert_eq!(format!("{mark}{joined}"), fragment::render(&document, tables), "{}", plan.display());
            let names: HashSet<&str> = chapters.iter().map(|chapter| chapter.name.as_str()).collect();
            assert_eq!(names.len(), chapters.len(), "{}: {names:?}", plan.display());
        }
    }
}

#[test]
fn a_plan_with_everything_becomes_what_is_written_down() {
    let plan = project("tests/plans/alle-svar/kommune.toml");
    let document = document(&plan);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../plans/snapshots" }, {
        for (tables, form) in [(Tables::Kept, "fragment"), (Tables::AsLists, "fragment-uden-tabeller")] {
            insta::assert_snapshot!(format!("{}.{form}", name(&plan)), fragment::render(&document, tables));
        }
    });
}

#[test]
fn a_draft_shows_what_its_cover_lacks() {
    let draft = document_of("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n");
    let html = fragment::render(&draft, Tables::Kept);
    let lines: Vec<&str> = html.lines().take(4).collect();
    assert_eq!(lines[0], "<p><strong>UDKAST</strong></p>");
    assert_eq!(lines[2], "<p>Udkast af 20.\u{a0}november\u{a0}2026</p>");
    assert_eq!(lines[3], "<p>Mangler: <em>Hvilket årstal skal stå på forsiden?</em></p>");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever an answer holds, the fragment is HTML that stands as it was written.
    #[test]
    fn whatever_an_answer_holds_survives(source in super::markdown_parses_back::source()) {
        static DRAFT: LazyLock<Document> = LazyLock::new(|| document_of("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n"));
        let mut document = DRAFT.clone();
        document.body.truncate(2);
        document.body[1].blocks = beredskab::content::settle_headings(markdown(&source).blocks, document.body[1].level);
        for tables in BOTH {
            assert_survives(&fragment::render(&document, tables), tables);
        }
    }
}
