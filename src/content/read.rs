//! Markdown into the tree.
//!
//! CommonMark with tables and images, by pulldown-cmark. Whatever the text holds, the result is a tree of its own that
//! cannot reach outside itself. Raw HTML but `<br>` is the text it is, and every word that a reader of the Markdown sees is in the
//! tree: a link's title stands after the link, a code fence's info string is the code's first line.
//!
//! What cannot be read as meant is told in [`Markdown::problems`]; the words are kept all the same.

use super::builder::Builder;
pub use super::problem::{Doubt, MAX_NESTING, Mark, Markdown, Problem, ProblemKind};
use super::relocate::relocate;
use super::{BlockKind, pasted, tidy_inlines, trim_inlines};

/// Reads a text that is Markdown and nothing else: a template's, or what this program wrote.
#[must_use]
pub fn markdown(text: &str) -> Markdown {
    Builder::new(text).build()
}

/// Reads an answer of one or more blocks, as its writer meant it.
#[must_use]
pub fn answer(text: &str, written: &Written<'_>) -> Markdown {
    let meant = pasted::as_meant(text, written);
    let mut read = meant.steps.iter().fold(Builder::of_answer(&meant.text).build(), relocate);
    read.problems.extend(meant.problems);
    read.problems.sort_by_key(|problem| problem.at.start);
    read
}

/// Reads an answer as one paragraph: emphasis, links and code, but no headings, lists or other blocks, whatever it begins with.
#[must_use]
pub fn inline_answer(text: &str, written: &Written<'_>) -> Markdown {
    let meant = pasted::one_line_as_meant(text, written);
    let mut read = Builder::of_answer(&meant.text).build();
    read.blocks.retain_mut(|block| match &mut block.kind {
        BlockKind::Paragraph(content) => {
            *content = trim_inlines(tidy_inlines(std::mem::take(content)));
            !content.is_empty()
        }
        _ => true,
    });
    read = meant.steps.iter().fold(read, relocate);
    read.problems.extend(meant.problems);
    read
}

/// How an answer is written, beyond its own text.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Whether a text is a word that is known: asked of words that were divided at a line's end.
    pub is_word: &'a dyn Fn(&str) -> bool,
    /// The column of its file that the text begins in. An editor that wraps lines counts the key in front.
    pub column: usize,
}

impl Written<'_> {
    /// A text by itself: no word is known, and its first line begins at the margin.
    pub const ALONE: Written<'static> = Written { is_word: &|_| false, column: 0 };
}

#[cfg(test)]
mod tests {
    use super::super::{Block, HrefFault, Image, is_blank, plain_text_of_blocks};
    use super::*;

    fn words(text: &str) -> String {
        plain_text_of_blocks(&markdown(text).blocks)
    }

    fn problems(text: &str) -> Vec<ProblemKind> {
        markdown(text).problems.into_iter().map(|problem| problem.kind).collect()
    }

    #[test]
    fn raw_html_is_the_text_it_is() {
        assert_eq!(words("<div>\n*a*\n</div>"), "<div> *a* </div>");
        assert_eq!(words("a <b>b</b>"), "a <b>b</b>");
    }

    #[test]
    fn no_word_is_lost_where_markdown_hides_it() {
        assert_eq!(words("``` åben fence\nefter"), "åben fence\nefter");
        assert_eq!(words("[a](https://b.dk \"titel\")"), "a (titel)");
        assert_eq!(words("[](https://b.dk)"), "https://b.dk");
        assert_eq!(words("1991."), "1991.");
        assert_eq!(words("> 7.\n> 8)"), "7. 8)");
        assert_eq!(words("- 1.\n  2.\n"), "1. 2.");
        assert_eq!(problems("[a]: https://b.dk \"ord\""), [ProblemKind::UnusedDefinition("a".into())]);
        assert_eq!(problems("[Ét  Sted] [b]\n\n[ét sted]: https://a.dk\n[b]: https://b.dk"), []);
        assert_eq!(problems("| a |\n|---|\n| b | c |"), [ProblemKind::ExtraCells]);
        assert_eq!(problems("| a |\n|---|\n| b |"), []);
    }

    #[test]
    fn a_bad_address_is_told_and_its_words_stay() {
        let read = markdown("se [her](javascript:alert(1)) nu");
        assert_eq!(plain_text_of_blocks(&read.blocks), "se her nu");
        assert_eq!(read.problems[0].at, 3..29);
        assert!(
            matches!(&read.problems[0].kind, ProblemKind::Address(a, HrefFault::Scheme(s)) if a == "javascript:alert(1)" && s == "javascript")
        );
    }

    #[test]
    fn nesting_is_bounded_and_told_once() {
        for text in [">".repeat(500) + " ord", "- ".repeat(500) + "ord", "*a ".repeat(500) + "ord" + &"*".repeat(500)] {
            let read = markdown(&text);
            assert!(plain_text_of_blocks(&read.blocks).contains("ord"));
            assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
            assert_eq!(read.problems[0].kind, ProblemKind::TooDeep);
        }
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for text in ["", " \n", "#", "- ", "---", "[a]: https://b.dk", "\u{200b}", "``` \n```"] {
            assert!(is_blank(&markdown(text).blocks), "{text:?}");
        }
        assert!(!is_blank(&markdown("![kort](kort.png)").blocks));
    }

    #[test]
    fn an_inline_text_has_no_blocks_and_keeps_its_places() {
        for text in ["# x", "1. x", "> x", "    x", "| a |\n|---|", "```x", "***", "[a]: b"] {
            let read = inline_answer(text, &Written::ALONE);
            assert!(matches!(read.blocks.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]), "{text:?}: {read:?}");
            assert_eq!(plain_text_of_blocks(&read.blocks), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let read = inline_answer("  _a_ [b](c)", &Written::ALONE);
        assert_eq!(read.problems[0].at, 6..12);
        assert_eq!(inline_answer(" ", &Written::ALONE).blocks, []);
        // Pasted from a list, the mark is not the item's own.
        for text in ["- x", "•\tx", "\u{f0b7} x"] {
            assert_eq!(plain_text_of_blocks(&inline_answer(text, &Written::ALONE).blocks), "x");
        }
    }

    #[test]
    fn what_stands_in_front_of_an_answer_counts_for_wrapping_alone() {
        let read = |text, column| answer(text, &Written { column, ..Written::ALONE }).blocks;
        assert_eq!(read("- a\n- b", 12), read("- a\n- b", 0));
        let wrapped = "Kommunen vil være et trygt sted at bo for\nAlle, også for dem, der flytter til.";
        assert_eq!(plain_text_of_blocks(&read(wrapped, 14)).matches("for Alle").count(), 1);
    }

    #[test]
    fn a_tight_list_is_told_from_a_loose_one() {
        let tight = |text: &str| match &markdown(text).blocks[0].kind {
            BlockKind::List(list) => (list.tight, list.items.len(), list.start),
            other => panic!("{other:?}"),
        };
        assert_eq!(tight("- a\n- b"), (true, 2, None));
        assert_eq!(tight("3. a\n\n4. b"), (false, 2, Some(3)));
    }

    #[test]
    fn an_image_alone_is_a_figure_and_its_title_a_caption() {
        let read = markdown("![et *kort*](a b.png)\n\n![et kort](a.png \"Figur 1\")");
        let figure = Image { source: "a.png".into(), alt: "et kort".into(), caption: "Figur 1".into() };
        assert_eq!(read.blocks[1], Block::new(BlockKind::Figure(figure)));
    }
}
