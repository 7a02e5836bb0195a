//! The PDF as a reader with assistive technology meets it: tags, headings, bookmarks, metadata.
//!
//! Conformance with PDF/UA-1 and PDF/A-2a is checked by veraPDF (`tests/validators`).

use std::path::PathBuf;

use beredskab::content::read::{MAX_NESTING, markdown};
use beredskab::content::{Block, BlockKind, Node, walk};
use beredskab::document::Document;
use beredskab::output::Format;
use proptest::prelude::*;
use tempfile::TempDir;

use super::paper::{PAPERS, Paper, headings};
use super::support::{answer_file, checked, document, document_of, project, with_answers};
use super::tools::tool;

fn pdf(document: &Document) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.pdf");
    std::fs::write(&file, Format::Pdf.render(document).expect("a PDF")).expect("a file");
    (folder, file)
}

#[test]
fn every_heading_is_a_bookmark() {
    for Paper { plan, document, outline, .. } in PAPERS.iter() {
        let bookmarks: Vec<String> = outline
            .lines()
            .filter_map(|line| line.strip_prefix("<item page=")?.split_once('>')?.1.strip_suffix("</item>"))
            .map(|title| title.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
            .collect();
        let headings: Vec<String> = headings(document).into_iter().filter(|heading| heading != "Indhold").collect();
        assert_eq!(bookmarks, headings, "{plan}");
    }
}

#[test]
fn nothing_is_left_of_the_template_on_paper() {
    for Paper { plan, raw, .. } in PAPERS.iter() {
        for left_over in ["XXXX", "xxxx", "[KOMMUNENS", "[POLITIKREDSENS", "undefined", "None", "none", "null"] {
            assert!(!raw.contains(left_over), "{plan}: »{left_over}«");
        }
    }
}

#[test]
fn tags_tell_headings_tables_lists_and_images() {
    let Paper { document, structure: tree, .. } = PAPERS.iter().find(|paper| paper.plan == "alle-svar").expect("the plan");
    let tags = |tag: &str| tree.lines().filter(|line| line.trim_start().split([' ', '<', ':']).next() == Some(tag)).count();
    let levels: usize = ["H1", "H2", "H3", "H4", "H5"].iter().map(|level| tags(level)).sum();
    assert_eq!(levels, headings(document).len(), "headings");
    assert_eq!(tags("H1"), document.body.iter().filter(|section| section.level == 1).count() + 2, "chapters, contents, contact");
    // 1.3, 2.1, editions; two, three and two columns.
    assert_eq!((tags("Table"), tags("TH")), (3, 7));
    assert_eq!(tree.matches("/Scope /Column").count(), 7, "every head says that it heads a column");
    assert_eq!(tags("Figure"), 4, "the logo and three images");
    assert!(tags("L") > 5 && tags("BlockQuote") == 1 && tags("Code") > 0 && tags("TOC") > 0);
}

#[test]
fn every_head_of_a_column_says_so() {
    for Paper { plan, document, structure, .. } in PAPERS.iter() {
        let mut columns = 0;
        for section in &document.body {
            walk(&section.blocks, &mut |node| {
                if let Node::Block(Block { kind: BlockKind::Table(table), .. }) = node {
                    columns += table.head.len();
                }
            });
        }
        let heads = structure.lines().filter(|line| line.trim_start().split([' ', ':']).next() == Some("TH")).count();
        assert_eq!(structure.matches("/Scope /Column").count(), heads, "{plan}");
        // A table whose rows are cards has no columns.
        let has_cards = ["brede-tabeller", "dybt-indlejret", "lange-tekster"].contains(&plan.as_str());
        assert!(heads == columns || (has_cards && heads > 0 && heads < columns), "{plan}: {heads} of {columns}");
    }
}

/// The whole tree of two plans, so that a change to it is seen. Numbers and places within the file are left out.
#[test]
fn each_tag_stands_where_it_did() {
    for Paper { plan, structure, .. } in PAPERS.iter().filter(|p| ["alle-svar", "halsnaes-udkast"].contains(&p.plan.as_str())) {
        let is_tag =
            |line: &&str| !line.trim_start().starts_with(['"', '/']) || line.contains("/Scope") || line.contains("/List");
        let tags = structure.lines().filter(is_tag).map(|line| line.split("Object ").next().unwrap_or_default().trim_end());
        let tree = tags.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n").replace('\u{fffd}', "");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../plans/snapshots" }, {
            insta::assert_snapshot!(format!("{plan}.pdf"), tree);
        });
    }
}

#[test]
fn an_adopted_plan_says_when_and_has_no_mark() {
    let example = PAPERS.iter().find(|paper| paper.plan == "ishoej").expect("the example");
    let text = &example.raw;
    assert!(text.contains("Vedtaget af byrådet den 18. juni 2026. Revideres senest den 18. juni 2030."));
    assert!(!text.contains("UDKAST") && !text.contains("HØRINGSVERSION"));
}

#[test]
fn the_metadata_tells_title_language_and_standards() {
    let (_folder, file) = pdf(&document(&project("examples/ishoej.toml")));
    let metadata = tool("pdfinfo", &["-meta"], &file);
    let title = "Beredskab til forebyggelse, opsporing og håndtering af ekstremisme – Ishøj Kommune";
    for fact in [
        title,
        "<rdf:li>da-DK</rdf:li>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<xmp:CreateDate>2026-06-18",
    ] {
        assert!(metadata.contains(fact), "the metadata lacks {fact}");
    }
}

/// As deep as the checks let an answer go, in every way at once.
#[test]
fn the_deepest_answer_that_is_allowed_becomes_a_pdf() {
    let emphasis = "*a **b [c `d`](https://eksempel.dk) b** a*\n";
    let quotes = "> ".repeat(MAX_NESTING) + emphasis;
    let lists: String = (0..MAX_NESTING).map(|depth| "  ".repeat(depth) + "- " + emphasis).collect();
    let mixed: String = (0..MAX_NESTING).map(|depth| ["> ", "- ", "1. "][depth % 3]).chain([emphasis]).collect();
    let base = "tests/plans/hoering-uden-valgfrie/kommune.toml";
    let answers =
        [("introduktion.vision", lists.as_str()), ("introduktion.revision", &quotes), ("formidling.beskrivelse", &mixed)];
    // Deeper still: a step of the procedure stands in a list in a box, and an initiative in a box.
    let step = |text: &str| format!("\n[[procedure.trin]]\ntitel = \"x\"\ntekst = '''\n{text}'''\n");
    let initiative = format!("\n[[indsatser]]\ntitel = \"y\"\nansvarlig = \"z\"\nindhold = '''\n{quotes}'''\n");
    let document = document_of(&(with_answers(base, &answers) + &step(&quotes) + &step(&lists) + &initiative));
    let (_folder, file) = pdf(&document);
    let text: String = tool("pdftotext", &["-raw"], &file).split_whitespace().collect();
    let (in_quotes, in_lists, mixed) = (3, 2 * MAX_NESTING, 1);
    assert_eq!(text.matches("abcdba").count(), in_quotes + in_lists + mixed);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the checks let through, the PDF engine takes: a refusal would be a fault without a place.
    #[test]
    fn what_has_no_errors_becomes_a_pdf(texts in prop::array::uniform4(super::markdown_parses_back::source())) {
        // An answer with an error would hide the other three: those are taken out first.
        let texts = texts.map(|text| if markdown(&text).problems.is_empty() && !text.contains("![") { text } else { "x".into() });
        let keys = ["introduktion.vision", "introduktion.revision", "formidling.beskrivelse", "akut.presse"];
        let answers: Vec<(&str, &str)> = keys.into_iter().zip(texts.iter().map(String::as_str)).collect();
        let (_folder, path) = answer_file(&with_answers("examples/halsnaes-udkast.toml", &answers));
        if let Ok(document) = checked(&path).document() {
            prop_assert!(Format::Pdf.render(&document).is_ok(), "{:?}: {:?}", answers, Format::Pdf.render(&document).err());
        }
    }
}
