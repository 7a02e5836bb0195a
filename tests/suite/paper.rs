//! The pages as they are printed: where each word stands, read back from the PDF by poppler.

use std::sync::LazyLock;

use beredskab::content::{Block, BlockKind, Node, plain_text, walk};
use beredskab::document::Document;
use beredskab::output::Format;

use super::support::{document, name, plans};
use super::tags::Tags;
use super::tools::{bytes, tool};

/// A plan on paper.
pub struct Paper {
    pub plan: String,
    pub document: Document,
    pub pdf: Vec<u8>,
    pub pages: Vec<Page>,
    pub tags: Tags,
    /// The tags without their text, as `pdfinfo` writes them.
    pub structure: String,
    /// The bookmarks, as `pdftohtml` writes them.
    pub outline: String,
    /// The text in the order in which the file paints it, page by page.
    pub raw: String,
    /// What each page looks like.
    pub pictures: Vec<Picture>,
}

/// A page in shades of grey, from 0 for black.
pub struct Picture {
    pub width: u16,
    pixels: Vec<u8>,
}

impl Picture {
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks(self.width.into())
    }
}

/// A page's lines, from the top down.
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub lines: Vec<Line>,
}

/// Words side by side, as far as poppler takes them for one line.
pub struct Line {
    pub place: Place,
    pub words: Vec<Word>,
    /// The paragraph, cell or other piece that the line belongs to, by a number of its own.
    pub block: usize,
}

#[derive(Debug)]
pub struct Word {
    pub place: Place,
    pub text: String,
}

/// A rectangle in points, from the page's upper left corner.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Line {
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl Page {
    /// What stands wholly above a height, and wholly below another: the page's head and foot.
    pub fn head_and_foot(&self, above: f32, below: f32) -> (String, String) {
        let text = |wanted: &dyn Fn(&Place) -> bool| {
            self.lines.iter().filter(|line| wanted(&line.place)).map(Line::text).collect::<Vec<_>>().join(" ")
        };
        (text(&|place| place.bottom < above), text(&|place| place.top > below))
    }
}

/// Every plan, built once for all tests.
pub static PAPERS: LazyLock<Vec<Paper>> =
    LazyLock::new(|| plans().iter().map(|plan| print(name(plan), document(plan))).collect());

fn print(plan: String, document: Document) -> Paper {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("plan.pdf");
    let pdf = Format::Pdf.render(&document).expect("a PDF");
    std::fs::write(&file, &pdf).expect("a file");
    let tags = Tags::of(&pdf);
    let pages = read(&tool("pdftotext", &["-bbox-layout"], &file));
    let (structure, raw) = (tool("pdfinfo", &["-struct"], &file), tool("pdftotext", &["-raw"], &file));
    let xml = tool("pdftohtml", &["-xml", "-i", "-stdout"], &file);
    let outline = xml.split_once("<outline>").expect("bookmarks").1.to_owned();
    let pictures = pictures(&bytes("pdftoppm", &["-gray", "-r", "36"], &file));
    Paper { plan, document, pdf, pages, tags, structure, outline, raw, pictures }
}

/// Reads the PGM images that `pdftoppm -gray` writes one after the other: "P5", width, height and the greatest value, a line
/// each, and the pixels.
fn pictures(mut pgm: &[u8]) -> Vec<Picture> {
    let mut pictures = Vec::new();
    while !pgm.is_empty() {
        let end = pgm.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("a head of three lines").0;
        let head: Vec<usize> =
            String::from_utf8_lossy(&pgm[2..end]).split_whitespace().map(|n| n.parse().expect("a number")).collect();
        let [width, height, 255] = head[..] else { panic!("not a grey image: {head:?}") };
        let (pixels, rest) = pgm[end + 1..].split_at(width * height);
        pictures.push(Picture { width: width.try_into().expect("a width"), pixels: pixels.to_vec() });
        pgm = rest;
    }
    pictures
}

/// Reads what `pdftotext -bbox-layout` writes: an element a line, each with its rectangle.
fn read(xml: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut block = 0;
    for element in xml.lines().map(str::trim_start) {
        if element.starts_with("<page ") {
            pages.push(Page { width: number(element, "width"), height: number(element, "height"), lines: Vec::new() });
        } else if element.starts_with("<block ") {
            block += 1;
        } else if element.starts_with("<line ") {
            let line = Line { place: place(element), words: Vec::new(), block };
            pages.last_mut().expect("a page").lines.push(line);
        } else if element.starts_with("<word ") {
            let text = element.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</word>")).expect("a word's text");
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            let line = pages.last_mut().and_then(|page| page.lines.last_mut()).expect("a line");
            line.words.push(Word { place: place(element), text });
        }
    }
    for page in &mut pages {
        page.lines
            .sort_by(|one, other| one.place.top.total_cmp(&other.place.top).then(one.place.left.total_cmp(&other.place.left)));
    }
    pages
}

fn place(element: &str) -> Place {
    let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(element, name));
    Place { left, top, right, bottom }
}

fn number(element: &str, name: &str) -> f32 {
    let value = element.split_once(&format!(" {name}=\"")).expect("the measure").1;
    value.split_once('"').expect("its end").0.parse().expect("a number")
}

/// Every heading in reading order: the sections', and those within them.
pub fn headings(document: &Document) -> Vec<String> {
    let mut headings = Vec::new();
    for (i, section) in document.front.iter().chain(&document.body).enumerate() {
        if i == document.front.len() {
            headings.push("Indhold".to_owned());
        }
        headings.push(section.heading());
        walk(&section.blocks, &mut |node| {
            if let Node::Block(Block { kind: BlockKind::Heading { content, .. }, .. }) = node {
                headings.push(plain_text(content));
            }
        });
    }
    headings
}

/// A text's letters and digits: what line ends and hyphens do not change.
pub fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
