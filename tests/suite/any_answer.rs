//! Rules that hold whatever is answered: random Markdown in one of the answers.

use std::sync::LazyLock;

use beredskab::document::Document;
use beredskab::output::Format;
use proptest::prelude::*;

use super::containment::{BASE, KEYS, by_section, render, sections_of, with};
use super::markdown_parses_back::source;
use super::support::{answer_file, checked, with_answers};

const TEXTS: [Format; 3] = [Format::Markdown, Format::Html, Format::Fragment];

/// For each key: the plan with an ordinary answer, and the section that holds the answer.
static ORDINARY: LazyLock<Vec<(Document, String)>> =
    LazyLock::new(|| KEYS.iter().map(|key| (with(key, "Et svar."), sections_of(key).remove(0))).collect());

/// The levels of a page's headings, in order.
fn levels(page: &str) -> Vec<u8> {
    let starts = page.match_indices("<h").map(|(at, _)| &page.as_bytes()[at + 2..]);
    starts
        .filter_map(|rest| match rest {
            [level @ b'1'..=b'6', b' ' | b'>', ..] => Some(level - b'0'),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_stays_in_its_section_its_headings_in_their_order_and_its_bytes_as_they_were(key in 0..KEYS.len(), answer in source()) {
        let text = with_answers(BASE, &[(KEYS[key], &answer)]);
        let (_folder, file) = answer_file(&text);
        let (one, other) = (checked(&file), checked(&file));
        // What is refused is told, and becomes no plan.
        prop_assume!(one.findings.errors() == 0);
        let (document, again) = (one.document().expect("a plan"), other.document().expect("a plan"));
        for format in TEXTS {
            prop_assert_eq!(render(&document, format), render(&again, format), "{} of {:?}", format.name(), &answer);
        }
        let (ordinary, own) = &ORDINARY[key];
        let (page, ordinary_page) = (render(&document, Format::Html), render(ordinary, Format::Html));
        for ((id, part), (_, before)) in by_section(&page, &document).into_iter().zip(by_section(&ordinary_page, ordinary)) {
            prop_assert!(id == *own || part == before, "{} = {answer:?} changed the page at {id}", KEYS[key]);
        }
        for (format, first) in [(Format::Html, 1), (Format::Fragment, 2)] {
            let levels = levels(&render(&document, format));
            prop_assert_eq!(levels.first(), Some(&first));
            prop_assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{} = {answer:?}: {levels:?}", KEYS[key]);
        }
    }
}
