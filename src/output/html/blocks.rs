//! Blocks and inlines as HTML, with the classes that the page's style knows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::content::{Align, Block, BlockKind, Image, Inline, List, Role, Table, plain_text};
use crate::image::Picture;
use crate::output::markup::{self, Inlines, attribute, element, escape, heading_tag};

/// Writes HTML, with the images that the content names.
pub(super) struct Writer<'a> {
    pictures: &'a BTreeMap<String, Picture>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(pictures: &'a BTreeMap<String, Picture>) -> Self {
        Self { pictures }
    }

    /// Blocks, each on a line of its own.
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect::<Vec<_>>().join("\n")
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, content } => element(&heading_tag(*level), &self.inlines(content)),
            BlockKind::Paragraph(content) => element("p", &self.inlines(content)),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(inner) => format!("<blockquote>\n{}\n</blockquote>", self.blocks(inner)),
            BlockKind::Code(text) => format!("<pre><code>{}</code></pre>", escape(text)),
            BlockKind::Rule => "<hr>".to_owned(),
            BlockKind::Figure(image) if image.caption.is_empty() => format!("<figure>{}</figure>", self.image(image)),
            BlockKind::Figure(image) => {
                format!("<figure>{}<figcaption>{}</figcaption></figure>", self.image(image), escape(&image.caption))
            }
            BlockKind::Group(role, inner) => match class(*role) {
                Some(class) => format!("<div class=\"{class}\">\n{}\n</div>", self.blocks(inner)),
                None => self.blocks(inner),
            },
        }
    }

    fn list(&self, list: &List) -> String {
        let (tag, start) = match list.start {
            None => ("ul", String::new()),
            Some(1) => ("ol", String::new()),
            Some(start) => ("ol", format!(" start=\"{start}\"")),
        };
        let mut out = format!("<{tag}{start}>\n");
        for item in &list.items {
            let _ = writeln!(out, "<li>{}</li>", self.item(item, list.tight));
        }
        let _ = write!(out, "</{tag}>");
        out
    }

    /// In a tight list the text stands right in the item.
    fn item(&self, blocks: &[Block], tight: bool) -> String {
        let block = |block: &Block| match &block.kind {
            BlockKind::Paragraph(content) if tight => self.inlines(content),
            _ => self.block(block),
        };
        blocks.iter().map(block).collect::<Vec<_>>().join("\n")
    }

    fn table(&self, table: &Table) -> String {
        let class = if words_fit(table) { " class=\"hele-ord\"" } else { "" };
        let mut out = format!("<table{class}>\n<thead>\n<tr>");
        for (cell, align) in table.head.iter().zip(&table.align) {
            // A head without words is none: a screen reader would announce an empty heading for the column.
            let (tag, scope) = if words_of(cell).is_empty() { ("td", "") } else { ("th", " scope=\"col\"") };
            let _ = write!(out, "<{tag}{scope}{}>{}</{tag}>", align_class(*align), self.inlines(cell));
        }
        out.push_str("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            out.push_str("<tbody>\n");
            table.rows.iter().for_each(|row| self.row(row, table, &mut out));
            out.push_str("</tbody>\n");
        }
        out.push_str("</table>");
        out
    }

    /// A row of cells, each with the words of its head: on a phone the style shows them beside the cell.
    fn row(&self, cells: &[Vec<Inline>], table: &Table, out: &mut String) {
        out.push_str("<tr>");
        for ((cell, align), head) in cells.iter().zip(&table.align).zip(&table.head) {
            let head = words_of(head);
            let head = if head.is_empty() { String::new() } else { format!(" data-hoved=\"{}\"", attribute(&head)) };
            let _ = write!(out, "<td{}{head}>{}</td>", align_class(*align), self.inlines(cell));
        }
        out.push_str("</tr>\n");
    }
}

impl Inlines for Writer<'_> {
    fn text(&self, text: &str) -> String {
        unbroken(text)
    }

    fn gap(&self, words: String) -> String {
        format!("<span class=\"mangler\">{words}</span>")
    }

    /// An image with its bytes in the page.
    fn image(&self, image: &Image) -> String {
        let Some(picture) = self.pictures.get(&image.source) else { return escape(&image.alt) };
        let (kind, bytes) = (picture.format.media_type(), BASE64.encode(&picture.bytes));
        let (width, height) = (picture.width.ceil(), picture.height.ceil());
        let alt = attribute(&image.alt);
        format!("<img src=\"data:{kind};base64,{bytes}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">")
    }
}

/// Whether the longest words of all columns have room beside one another on a wide page: then no word needs to be broken.
fn words_fit(table: &Table) -> bool {
    /// The characters of a line on a wide page, with some to spare for bold type.
    const LINE: usize = 72;
    /// The space beside a cell's text.
    const PADDING: usize = 2;
    let longest = |column: usize| {
        let cells = std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
        let of_cell = |cell: &Vec<Inline>| {
            let words = plain_text(cell);
            words.split([' ', '-', '/']).map(|word| word.chars().count()).max().unwrap_or(0)
        };
        cells.map(of_cell).max().unwrap_or(0) + PADDING
    };
    (0..table.head.len()).map(longest).sum::<usize>() <= LINE
}

fn words_of(cell: &[Inline]) -> String {
    plain_text(cell).trim().to_owned()
}

fn align_class(align: Align) -> &'static str {
    match align {
        Align::Natural | Align::Left => "",
        Align::Center => " class=\"midt\"",
        Align::Right => " class=\"hoejre\"",
    }
}

fn class(role: Role) -> Option<&'static str> {
    match role {
        // The section around it is the box.
        Role::Answer | Role::Contact => None,
        Role::Standard => Some("standardtekst"),
        Role::Source | Role::Legend => Some("kilde"),
        Role::Initiative => Some("indsats"),
        Role::Goals => Some("maal"),
        Role::Steps => Some("trin"),
        Role::Facts => Some("fakta"),
        Role::Gap => Some("mangler"),
    }
}

/// Text, with what belongs on one line held there. The text is what it was: it is found and copied as it was written.
pub(super) fn unbroken(text: &str) -> String {
    markup::unbroken(text, |whole| format!("<span class=\"hel\">{whole}</span>"))
}
