//! Markdown into the tree.
//!
//! CommonMark with tables and images, by pulldown-cmark. Whatever the text holds, the result is a tree of its own that
//! cannot reach outside itself. Raw HTML but `<br>` is the text it is, and every word that a reader of the Markdown sees is in the
//! tree: a link's title stands after the link, a code fence's info string is the code's first line.
//!
//! What cannot be read as meant is told in [`Markdown::problems`]; the words are kept all the same.

use super::builder::Builder;
pub use super::problem::{MAX_NESTING, Mark, Markdown, Problem, ProblemKind};
use super::relocate::relocate;
use super::{BlockKind, pasted, tidy_inlines, trim_inlines};

/// Reads a text that is Markdown and nothing else: a template's, or what this program wrote.
#[must_use]
pub fn markdown(text: &str) -> Markdown {
    Builder::new(text).build()
}

/// Reads an answer of one or more blocks, as its writer meant it: see [`pasted`].
#[must_use]
pub fn answer(text: &str, is_word: &IsWord<'_>) -> Markdown {
    let meant = pasted::as_meant(text, is_word);
    let mut read = Builder::of_answer(&meant.text).build();
    if let Some(steps) = &meant.steps {
        read = relocate(read, steps);
    }
    read.problems.extend(meant.problems);
    read.problems.sort_by_key(|problem| problem.at.start);
    read
}

/// Reads an answer as one paragraph: emphasis, links and code, but no headings, lists or other blocks, whatever it begins with.
#[must_use]
pub fn inline_answer(text: &str, is_word: &IsWord<'_>) -> Markdown {
    let meant = pasted::one_line_as_meant(text, is_word);
    let mut read = Builder::of_answer(&meant.text).build();
    read.blocks.retain_mut(|block| match &mut block.kind {
        BlockKind::Paragraph(content) => {
            *content = trim_inlines(tidy_inlines(std::mem::take(content)));
            !content.is_empty()
        }
        _ => true,
    });
    if let Some(steps) = &meant.steps {
        read = relocate(read, steps);
    }
    read.problems.extend(meant.problems);
    read
}

/// Whether a text is a word that is known: asked of words that were divided at a line's end.
pub type IsWord<'a> = dyn Fn(&str) -> bool + 'a;

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
        for text in ["# x", "1. x", "> x", "    x", "| a |\n|---|", "```x", "- x", "***", "[a]: b"] {
            let read = inline_answer(text, &|_| false);
            assert!(matches!(read.blocks.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]), "{text:?}: {read:?}");
            assert_eq!(plain_text_of_blocks(&read.blocks), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let read = inline_answer("  _a_ [b](c)", &|_| false);
        assert_eq!(read.problems[0].at, 6..12);
        assert_eq!(inline_answer(" ", &|_| false).blocks, []);
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
