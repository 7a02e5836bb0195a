//! The examples of the CommonMark specification as answers: each shows the text that Markdown shows, or is reported. What
//! deviates is a list, with the reason.
//!
//! The specification is not part of the project. `.ci/run` installs it and names it in `BEREDSKAB_COMMONMARK`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use beredskab::content::read::{Written, answer};
use beredskab::content::{Block, BlockKind, plain_text_of_blocks};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Why an answer shows another text than CommonMark, in the examples of these numbers.
const DEVIATES: [(&str, &[usize]); 6] = [
    ("indentation is never code", &[18, 36, 48, 49, 69, 70, 85, 87, 134, 231, 289]),
    ("a line of dashes or equals signs makes no heading of the text above it", &[83, 93]),
    ("numbers stand as they are written", &[268, 302]),
    ("a list is nested as it looks", &[238, 312]),
    ("marks that stand beside a space or a sign were meant as marks", &[379, 380, 383, 384, 385, 391, 397, 457, 459]),
    ("a no-break space is a space where a mark needs one", &[353]),
];

/// The Markdown of every example, numbered from 1.
fn examples(specification: &str) -> Vec<String> {
    let fence = format!("{} example\n", "`".repeat(32));
    let parts = specification.split(&fence).skip(1);
    parts.map(|part| part.split("\n.\n").next().unwrap_or_default().replace('→', "\t") + "\n").collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that CommonMark shows, the numbers of lists included. HTML is text in a plan, and what is said of an image is not.
fn reference(markdown: &str) -> String {
    let mut out = String::new();
    let (mut lists, mut images) = (Vec::new(), 0);
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) if images == 0 => {
                out.push_str(&text);
            }
            Event::Start(Tag::List(start)) => lists.push(start),
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                if let Some(Some(number)) = lists.last_mut() {
                    write!(out, " {number}. ").expect("a text");
                    *number += 1;
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::Start(_) | Event::End(_) => out.push(' '),
            _ => {}
        }
    }
    words(&out)
}

/// The text that a plan shows, the numbers of lists included.
fn shown(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::List(list) => {
                for (number, item) in (list.start.unwrap_or(0)..).zip(&list.items) {
                    if list.start.is_some() {
                        write!(out, " {number}. ").expect("a text");
                    }
                    shown(item, out);
                }
            }
            BlockKind::Quote(inner) | BlockKind::Group(_, inner) => shown(inner, out),
            _ => out.extend([" ", &plain_text_of_blocks(std::slice::from_ref(block))]),
        }
    }
}

#[test]
#[ignore = "needs the specification of CommonMark: .ci/run installs it"]
fn the_examples_of_the_specification_show_their_text_or_are_reported() {
    let path = std::env::var("BEREDSKAB_COMMONMARK").expect("BEREDSKAB_COMMONMARK names the specification");
    let specification = std::fs::read_to_string(path).expect("the specification");
    let examples = examples(&specification);
    assert!(examples.len() > 600, "{} examples", examples.len());
    let mut found = BTreeMap::new();
    for (number, markdown) in (1..).zip(&examples) {
        let read = answer(markdown, &Written::ALONE);
        let mut text = String::new();
        shown(&read.blocks, &mut text);
        let (shown, wanted) = (words(&text), reference(markdown));
        if shown.replace(' ', "") != wanted.replace(' ', "") && read.problems.is_empty() {
            found.insert(number, format!("{markdown:?}\n  shows {shown:?}\n  not   {wanted:?}"));
        }
    }
    let known: BTreeMap<usize, &str> =
        DEVIATES.iter().flat_map(|(reason, numbers)| numbers.iter().map(move |number| (*number, *reason))).collect();
    let new: Vec<String> = found
        .iter()
        .filter(|(number, _)| !known.contains_key(number))
        .map(|(number, text)| format!("{number}: {text}"))
        .collect();
    let gone: Vec<&usize> = known.keys().filter(|number| !found.contains_key(number)).collect();
    assert!(new.is_empty() && gone.is_empty(), "no longer: {gone:?}; new:\n{}", new.join("\n"));
}
