//! Whole plans: what they become, and what holds for every one of them.

use beredskab::content::read::markdown;
use beredskab::content::{Block, BlockKind, Node, plain_text, walk};
use beredskab::document::Document;
use beredskab::output::{Format, markdown as output};

use super::support::{document, name, plans};

fn text(document: &Document, format: Format) -> String {
    String::from_utf8(format.render(document).expect("a text")).expect("UTF-8")
}

#[test]
fn each_plan_becomes_what_is_written_down() {
    for plan in plans() {
        let document = document(&plan);
        let snapshot = |format: Format| {
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../plans/snapshots" }, {
                insta::assert_snapshot!(format!("{}.{}", name(&plan), format.name()), text(&document, format));
            });
        };
        snapshot(Format::Markdown);
        // The pages differ where the plans do; two show all that a page can hold.
        if matches!(name(&plan).as_str(), "alle-svar" | "halsnaes-udkast") {
            snapshot(Format::Html);
        }
    }
}

#[test]
fn nothing_is_written_down_of_a_plan_that_is_gone() {
    let plans: Vec<String> = plans().iter().map(|plan| name(plan)).collect();
    for snapshot in std::fs::read_dir(super::support::project("tests/plans/snapshots")).expect("the snapshots") {
        let snapshot = snapshot.expect("a snapshot").file_name().to_string_lossy().into_owned();
        assert!(plans.iter().any(|plan| snapshot.starts_with(&format!("{plan}."))), "{snapshot} is of no plan");
    }
}

#[test]
fn markdown_parses_back_to_the_same_document() {
    for plan in plans() {
        let document = document(&plan);
        let read = markdown(&text(&document, Format::Markdown));
        assert_eq!(read.problems, [], "{}", plan.display());
        for (back, block) in read.blocks.iter().zip(output::as_blocks(&document)) {
            assert_eq!(*back, block, "{}", plan.display());
        }
        assert_eq!(read.blocks.len(), output::as_blocks(&document).len(), "{}", plan.display());
    }
}

/// Every heading of a document, sections' and answers', as level and words.
fn headings(document: &Document) -> Vec<(u8, String)> {
    let mut headings = Vec::new();
    for section in document.front.iter().chain(&document.body) {
        headings.push((section.level, section.heading()));
        walk(&section.blocks, &mut |node| {
            if let Node::Block(Block { kind: BlockKind::Heading { level, content, .. }, .. }) = node {
                headings.push((*level, plain_text(content)));
            }
        });
    }
    headings
}

#[test]
fn headings_have_words_and_no_gaps() {
    for plan in plans() {
        let mut before = 0;
        for (level, words) in headings(&document(&plan)) {
            assert!(!words.trim().is_empty(), "{}: an empty heading", plan.display());
            assert!(level <= before + 1, "{}: level {level} after {before} at »{words}«", plan.display());
            before = level;
        }
    }
}

#[test]
fn no_section_is_a_heading_alone() {
    for plan in plans() {
        let document = document(&plan);
        for (i, section) in document.body.iter().enumerate() {
            let below = document.body.get(i + 1).is_some_and(|next| next.level > section.level);
            assert!(below || !section.blocks.is_empty(), "{}: »{}« is empty", plan.display(), section.heading());
        }
    }
}

#[test]
fn nothing_is_left_of_the_template_in_any_phase() {
    for plan in plans() {
        let document = document(&plan);
        for format in [Format::Markdown, Format::Html, Format::Fragment] {
            let text = text(&document, format);
            for left_over in ["XXXX", "xxxx", "[KOMMUNENS", "[POLITIKREDSENS", "undefined", "None", "null", "()", "Some("] {
                assert!(!text.contains(left_over), "{}: »{left_over}« in {}", plan.display(), format.name());
            }
            // One answer shows that what looks like a variable in an answer is just text.
            let variables = text.matches("{{").count() + text.matches("{%").count();
            assert_eq!(variables, usize::from(name(&plan) == "alle-svar"), "{}: {}", plan.display(), format.name());
        }
    }
}
