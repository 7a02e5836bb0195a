//! Marks and addresses in answers: what becomes what was meant, what is told, and what is left alone.
//!
//! The cases are in `tests/maerker`: an answer as written, the Markdown it becomes, and the kinds of problem in it.

use std::fmt::Write as _;

use beredskab::content::read::{Markdown, ProblemKind, Written, answer, markdown};
use beredskab::content::{Block, BlockKind, InlineKind, Node, walk};
use beredskab::output::markdown::write_blocks;
use proptest::prelude::*;
use serde::Deserialize;

use super::support::project;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    skrevet: String,
    planen: String,
    #[serde(default)]
    fund: Vec<String>,
}

fn cases() -> Vec<Case> {
    let files = std::fs::read_dir(project("tests/maerker")).expect("the cases").map(|entry| entry.expect("a file").path());
    let texts = files.map(|path| std::fs::read_to_string(path).expect("a file"));
    texts.flat_map(|text| toml::from_str::<Cases>(&text).expect("cases").case).collect()
}

fn problems(read: &Markdown) -> Vec<String> {
    read.problems.iter().map(|problem| name(&problem.kind)).collect()
}

fn read(text: &str) -> Markdown {
    answer(text, &Written::ALONE)
}

/// The name of a kind, as the code calls it.
fn name(kind: &ProblemKind) -> String {
    let name = match kind {
        ProblemKind::Mark(mark) => format!("{mark:?}"),
        other => format!("{other:?}"),
    };
    name.split([' ', '(', '{']).next().expect("a name").to_owned()
}

#[test]
fn each_answer_becomes_what_is_written_down() {
    let mut other = String::new();
    for Case { skrevet, planen, fund } in cases() {
        let read = read(&skrevet);
        let (written, found) = (write_blocks(&read.blocks), problems(&read));
        if written != planen || found != fund {
            let _ = writeln!(other, "{skrevet}\n  {planen:?} {fund:?}\n  {written:?} {found:?}");
        }
    }
    assert!(other.is_empty(), "as written, as written down, as it is:\n{other}");
}

/// The letters and digits that a reader meets, and those of the addresses that links lead to.
fn letters(blocks: &[Block]) -> String {
    let mut words = String::new();
    walk(blocks, &mut |node| match node {
        Node::Block(Block { kind: BlockKind::Code(text), .. }) => words.push_str(text),
        Node::Inline(inline) => match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => words.push_str(text),
            InlineKind::Image(image) => words.extend([image.alt.as_str(), &image.caption]),
            _ => {}
        },
        Node::Block(_) => {}
    });
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters and digits that blocks show, the numbers of lists included.
fn said(blocks: &[Block]) -> String {
    let mut out = String::new();
    super::reading::characters(blocks, char::is_alphanumeric, &mut out);
    out
}

/// Whether a text is another with something left out.
fn is_left_of(left: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    left.chars().all(|c| rest.any(|other| other == c))
}

/// Pieces of what is read otherwise than CommonMark does, and ordinary text among them.
fn piece() -> impl Strategy<Value = &'static str> {
    let pieces = [
        "a",
        "ord ",
        " og ",
        "æøå",
        " ",
        "\u{a0}",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "# ",
        "> ",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "`",
        "[",
        "]",
        "(",
        ")",
        "!",
        "](",
        "][",
        "] (",
        ")[",
        "[^1]",
        "\n\n[^1]: ",
        "[ ] ",
        "[x] ",
        "https://a.dk/b_c",
        "http://a.dk",
        "www.a.dk",
        "a.dk",
        "x@a.dk",
        "<x@a.dk>",
        "<https://a.dk>",
        "tlf. ",
        "43 57 75 55",
        "43577555",
        "+45 ",
        "1",
        "<br>",
        "<b>",
        "</b>",
        "\\",
        ".",
        ",",
        "»",
        "«",
        ":",
        "&amp;",
        "&#42;",
        "| a |\n|---|\n| ",
        " | ",
        "```\n",
        "``` x\n",
        "\u{301}",
        "/",
        "-",
        "+",
        "@",
    ];
    prop::sample::select(pieces.to_vec())
}

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_and_read_the_same(source in source()) {
        let once = read(&source).blocks;
        let written = write_blocks(&once);
        prop_assert_eq!(&markdown(&written).blocks, &once, "as CommonMark: {:?}", written);
        // An answer is read as its writer meant it, so a list of one may be a line. What it says is the same.
        prop_assert_eq!(said(&read(&written).blocks), said(&once), "as an answer: {:?}", written);
    }

    #[test]
    fn no_letter_is_lost_or_moved(source in source()) {
        // A letter and its accent become one.
        let source = source.replace('\u{301}', "");
        let meant = letters(&read(&source).blocks);
        // What is shown is in order what was written; an address that a link leads to is shown no more.
        let plain: String = source.chars().filter(|c| c.is_alphanumeric()).collect();
        prop_assert!(is_left_of(&meant, &plain), "{:?} of {:?}", meant, plain);
    }

    #[test]
    fn every_place_is_in_the_text(source in source()) {
        let read = read(&source);
        for problem in &read.problems {
            prop_assert!(source.get(problem.at.clone()).is_some(), "{:?}", problem);
        }
    }
}
