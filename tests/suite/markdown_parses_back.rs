//! The Markdown that is written parses back to the same document.

use beredskab::content::read::markdown;
use beredskab::content::{Block, Inline, InlineKind, tidy_inlines, trim_inlines};
use beredskab::output::markdown::write_blocks;
use proptest::prelude::*;

/// Pieces that Markdown gives a meaning, and ordinary text among them.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "ord",
        "æøå",
        " ",
        "  ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "__",
        "***",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "~~",
        "[",
        "]",
        "](https://a.dk/b)",
        "](b \"t\")",
        "![",
        "](b.png)",
        "<",
        ">",
        "<b>",
        "<br>",
        "</b>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&#42;",
        "#",
        "## ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2) ",
        "10. ",
        "> ",
        "|",
        "| - |",
        "|---|\n",
        "---\n",
        "===\n",
        "***\n",
        "\\",
        "\\\n",
        "!",
        ".",
        ")",
        "(",
        "\"",
        "'",
        "=",
        ":",
        ";",
        "{{ x }}",
        "{% x %}",
        "$",
        "@",
        "https://a.dk",
        "<https://a.dk>",
        "[a]: b\n",
        "\u{a0}",
        "\u{200b}",
        "\u{301}",
        "»",
        "“",
        "–",
        "0",
        "€",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

pub fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn assert_parses_back(blocks: &[Block]) -> Result<(), TestCaseError> {
    let written = write_blocks(blocks);
    let back = markdown(&written).blocks;
    prop_assert_eq!(&back, blocks, "written as {:?}", written);
    Ok(())
}

/// Inlines as a template's marks can put them together: any content side by side.
fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let texts = ["a", "b ", " c", "*", "_", "(x)", "\"y\"", "1.", "#", "!", "&amp;", "[z]", "|", "\u{a0}d", "`"];
    let leaf = prop_oneof![
        6 => prop::sample::select(texts.to_vec()).prop_map(Inline::text),
        1 => prop::sample::select(vec!["k", "`k", "k|"]).prop_map(|code| Inline::new(InlineKind::Code(code.to_owned()))),
    ];
    let run = leaf.prop_recursive(3, 24, 4, |inner| {
        let content = prop::collection::vec(inner, 1..4);
        prop_oneof![
            content.clone().prop_map(|content| Inline::new(InlineKind::Strong(content))),
            content.prop_map(|content| Inline::new(InlineKind::Emphasis(content))),
        ]
    });
    prop::collection::vec(run, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_an_answer_holds(source in source()) {
        assert_parses_back(&markdown(&source).blocks)?;
    }

    #[test]
    fn whatever_stands_side_by_side(inlines in inlines()) {
        let content = trim_inlines(tidy_inlines(inlines));
        if !content.is_empty() {
            assert_parses_back(&[Block::paragraph(content)])?;
        }
    }
}
