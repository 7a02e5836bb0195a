//! Answers are values: whatever one answer holds, the plan around it stands as it was, in every format.

use beredskab::content::{Block, BlockKind, Node, walk};
use beredskab::document::{Document, Section};
use beredskab::output::Format;
use beredskab::output::fragment::{self, Tables};

use super::support::{document_of, with_answers};

pub const BASE: &str = "tests/plans/hoering-uden-valgfrie/kommune.toml";

/// Texts that try to reach further than their own answer: by Markdown, by minijinja, by HTML, by Typst, by JSON. None is what
/// somebody would leave to be filled in, which is refused.
const HOSTILE: &[&str] = &[
    "```\nen åben kodeblok",
    "~~~ toml\n[kommunen]",
    "# Overskrift\n\n###### Dyb overskrift\n\n# Igen",
    "Overskrift\n===\n\nIgen\n---",
    "[x]\n\n[x]: https://eksempel.dk",
    "> citat\n> > dybere",
    "- punkt\n\n      kode\n  1. andet",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n--|--\n1 | 2",
    "a\n\n***\n___\n---\nb",
    "+++\ntitel = \"x\"\n+++",
    "---\ntitle: x\n---",
    "<script>alert(1)</script>",
    "</main></body></html><h1>Ny</h1>",
    "<!-- en kommentar uden slutning",
    "<![CDATA[ x",
    "<h2 id=\"introduktion\">Falsk</h2>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt; &#60;b&#62; &amp;amp;",
    "{{ 7 ~ plan.aar }} {% if x %} {# note #}",
    "{% raw %} {{ 7 * 7 }} {% endraw %}",
    "{% endcall %}{% endfor %}{% block a %}",
    "#typst #set page(fill: red) #eval(\"1\")",
    "= Overskrift\n== Under\n#pagebreak()",
    "$ x^2 $ @ref <label> \\u{41} // note /* note",
    "#import \"/plan.json\": * #read(\"/etc/passwd\")",
    "\", \"t\": \"heading\", \"level\": 1 } ] }",
    "\\",
    "\\\n\\\\ \\` \\* \\# \\[",
    "`",
    "**fed uden slutning",
    "![alt",
    "[a](https://eksempel.dk \"titel",
    "<https://eksempel.dk/\"onclick=alert(1)>",
    "1. et\n1) to\n- tre\n* fire\n+ fem",
    "\u{202e}baglæns \u{200b}usynlig \u{feff}mærke \u{ad}blød",
    "\u{fdd0}0\u{fdd1} \u{1}\u{7f}\u{85}",
    "a\r\nb\r\n\r\nc",
    "    indrykket kode",
    "Term\n: definition",
    "[^1]\n\n[^1]: en fodnote",
    "- [ ]opgave\n- [x]klar",
    "~~streget ^op^ ==mark== :smile:",
    "::: advarsel\ntekst\n:::",
];

/// The questions that take text, one in each kind of place: at a section's start, in its middle, before a text block, last.
pub const KEYS: [&str; 6] = [
    "introduktion.vision",
    "introduktion.revision",
    "infohus.organisering",
    "procedure.forloeb",
    "formidling.beskrivelse",
    "akut.presse",
];

pub fn with(key: &str, answer: &str) -> Document {
    document_of(&with_answers(BASE, &[(key, answer)]))
}

pub fn render(document: &Document, format: Format) -> String {
    String::from_utf8(format.render(document).expect("a text")).expect("UTF-8")
}

/// The section that a key's answer stands in: the one that differs when the answer does.
pub fn sections_of(key: &str) -> Vec<String> {
    let (one, other) = (with(key, "Et svar."), with(key, "Et andet svar."));
    let changed = one.body.iter().zip(&other.body).filter(|(one, other)| one != other);
    changed.map(|(section, _)| section.id.clone()).collect()
}

/// What the page holds of each section, by anchor: from one section's heading to the next one's.
pub fn by_section<'p>(page: &'p str, document: &Document) -> Vec<(String, &'p str)> {
    let start = |section: &Section| {
        let heading = format!("<h{} id=\"{}\">", section.level + 1, section.id);
        let mut found = page.match_indices(&heading);
        let at = found.next().unwrap_or_else(|| panic!("the page lacks {heading}")).0;
        assert!(found.next().is_none(), "the page has {heading} twice");
        at
    };
    let starts: Vec<usize> = document.body.iter().map(start).collect();
    assert!(starts.is_sorted(), "the sections are in order");
    let ends = starts.iter().skip(1).copied().chain([page.len()]);
    document.body.iter().zip(starts.iter().zip(ends)).map(|(section, (&at, end))| (section.id.clone(), &page[at..end])).collect()
}

#[test]
fn no_answer_reaches_another_section() {
    for key in KEYS {
        let base = with(key, "Et svar.");
        let own = sections_of(key);
        assert_eq!(own.len(), 1, "{key} stands in one section");
        for hostile in HOSTILE {
            let document = with(key, hostile);
            let outline =
                |document: &Document| document.body.iter().map(|s| (s.id.clone(), s.level, s.heading())).collect::<Vec<_>>();
            assert_eq!(outline(&document), outline(&base), "{key} = {hostile:?}");
            assert_eq!((&document.cover, &document.front), (&base.cover, &base.front), "{key} = {hostile:?}");
            for (section, before) in document.body.iter().zip(&base.body) {
                assert!(own.contains(&section.id) || section == before, "{key} = {hostile:?} changed »{}«", section.heading());
            }
            for format in [Format::Html, Format::Fragment] {
                let (page, base_page) = (render(&document, format), render(&base, format));
                for ((id, part), (_, before)) in by_section(&page, &document).into_iter().zip(by_section(&base_page, &base)) {
                    assert!(own.contains(&id) || part == before, "{key} = {hostile:?} changed the {} at {id}", format.name());
                }
            }
        }
    }
}

#[test]
fn an_answers_headings_stand_below_its_section() {
    for key in KEYS {
        let own = sections_of(key);
        for hostile in HOSTILE {
            let document = with(key, hostile);
            let section = document.body.iter().find(|section| own.contains(&section.id)).expect("the section");
            walk(&section.blocks, &mut |node| {
                if let Node::Block(Block { kind: BlockKind::Heading { level, .. }, .. }) = node {
                    assert!(*level > section.level, "{key} = {hostile:?}");
                }
            });
        }
    }
}

#[test]
fn the_page_holds_no_element_that_the_program_did_not_write() {
    const ELEMENTS: [&str; 39] = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "aside",
        "header",
        "footer",
        "time",
        "main",
        "nav",
        "section",
        "div",
        "span",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "br",
        "wbr",
    ];
    for hostile in HOSTILE {
        let page = render(&with("introduktion.vision", hostile), Format::Html);
        for tag in page.split('<').skip(1) {
            let name = tag.trim_start_matches(['/', '!']).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            assert!(ELEMENTS.contains(&name) || matches!(name, "doctype" | "hr"), "{hostile:?} made <{name}>");
            assert!(!tag.split('>').next().unwrap_or_default().contains(" on"), "{hostile:?} made a handler: {tag}");
        }
    }
}

#[test]
fn a_fragment_holds_nothing_that_a_cms_takes_away() {
    for hostile in HOSTILE {
        let document = with("introduktion.vision", hostile);
        for tables in [Tables::Kept, Tables::AsLists] {
            super::fragment::assert_survives(&fragment::render(&document, tables), tables);
        }
    }
}

/// All at once, each in its own answer: the Markdown parses back to the same document, and on paper what comes after stands.
#[test]
fn markdown_and_pdf_hold_what_comes_after() {
    #[cfg(feature = "pdf")]
    let base = document_of(&std::fs::read_to_string(super::support::project(BASE)).expect("the plan"));
    for hostile in HOSTILE.chunks(KEYS.len()) {
        let answers: Vec<(&str, &str)> = KEYS.into_iter().zip(hostile.iter().copied()).collect();
        let document = document_of(&with_answers(BASE, &answers));
        let markdown = render(&document, Format::Markdown);
        let read = beredskab::content::read::markdown(&markdown);
        assert_eq!(read.blocks, beredskab::output::markdown::as_blocks(&document), "{answers:?}");
        #[cfg(feature = "pdf")]
        {
            use super::paper::letters;
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("plan.pdf");
            let pdf = Format::Pdf.render(&document).expect("a PDF");
            std::fs::write(&file, &pdf).expect("a file");
            let painted = letters(&super::tools::tool("pdftotext", &["-raw"], &file));
            let tags = super::tags::Tags::of(&pdf);
            let tagged: Vec<String> = tags.headings.iter().map(|title| letters(title)).collect();
            for heading in base.body.iter().map(Section::heading) {
                assert!(tagged.contains(&letters(&heading)), "no tag in the PDF has »{heading}« with {answers:?}");
                assert!(painted.contains(&letters(&heading)), "the PDF does not show »{heading}« with {answers:?}");
            }
        }
    }
}
