//! Blocks and inlines as HTML, with the classes that the page's style knows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::tables;
use crate::content::{Align, Block, BlockKind, Image, Inline, InlineKind, List, Role, Table, plain_text};
use crate::dansk::address_parts;
use crate::image::Picture;
use crate::output::markup::{self, Inlines, attribute, element, escape, heading};

/// Writes HTML, with the images that the content names.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pictures: &'a BTreeMap<String, Picture>,
    /// The letters of a line on a wide page.
    room: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(pictures: &'a BTreeMap<String, Picture>) -> Self {
        Self { pictures, room: tables::LINE }
    }

    /// The writer for what stands further in: in a list, in a box.
    fn further_in(self) -> Self {
        Self { room: self.room.saturating_sub(tables::INDENT), ..self }
    }

    /// Blocks, each on a line of its own.
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect::<Vec<_>>().join("\n")
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, content, id } => heading(*level, id.as_deref(), &self.inlines(content)),
            BlockKind::Paragraph(content) => element("p", &self.inlines(content)),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(inner) => format!("<blockquote>\n{}\n</blockquote>", self.further_in().blocks(inner)),
            BlockKind::Code(text) => format!("<pre><code>{}</code></pre>", escape(text)),
            BlockKind::Rule => "<hr>".to_owned(),
            BlockKind::Figure(image) if image.caption.is_empty() => format!("<figure>{}</figure>", self.image(image)),
            BlockKind::Figure(image) => {
                format!("<figure>{}<figcaption>{}</figcaption></figure>", self.image(image), escape(&image.caption))
            }
            BlockKind::Group(role, inner) => match class(*role) {
                Some(class) => format!("<div class=\"{class}\">\n{}\n</div>", self.further_in().blocks(inner)),
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
            let _ = writeln!(out, "<li>{}</li>", self.further_in().item(item, list.tight));
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
        let classes = tables::classes(table, self.room).join(" ");
        let class = if classes.is_empty() { classes } else { format!(" class=\"{classes}\"") };
        let mut out = format!("<table{class}>\n<thead>\n<tr>");
        for (cell, align) in table.head.iter().zip(&table.align) {
            // A head without words is none: a screen reader would announce an empty heading for the column.
            let (tag, scope) = if words_of(cell).is_empty() { ("td", "") } else { ("th", " scope=\"col\"") };
            let _ = write!(out, "<{tag}{scope}{}>{}</{tag}>", align_class(*align), self.inlines(cell));
        }
        out.push_str("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            out.push_str("<tbody>\n");
            let labels: Vec<Label> = (0..table.head.len()).map(|column| Label::of(table, column)).collect();
            table.rows.iter().for_each(|row| self.row(row, &table.align, &labels, &mut out));
            out.push_str("</tbody>\n");
        }
        out.push_str("</table>");
        out
    }

    /// A row of cells, each with the words of its head: in a card the style shows them above the cell.
    fn row(&self, cells: &[Vec<Inline>], align: &[Align], labels: &[Label], out: &mut String) {
        out.push_str("<tr>");
        for ((cell, align), label) in cells.iter().zip(align).zip(labels) {
            let content = self.inlines(cell);
            let label = if content.is_empty() && label.is_used { "" } else { label.attribute.as_str() };
            let _ = write!(out, "<td{}{label}>{content}</td>", align_class(*align));
        }
        out.push_str("</tr>\n");
    }
}

/// What a card shows above the cells of a column.
struct Label {
    /// The words of the column's head, as an attribute.
    attribute: String,
    /// Whether any row has something in the column. Then a card has no need of the label where its row has nothing.
    is_used: bool,
}

impl Label {
    fn of(table: &Table, column: usize) -> Self {
        let head = table.head.get(column).map(|head| words_of(head)).unwrap_or_default();
        let attribute = if head.is_empty() { String::new() } else { format!(" data-hoved=\"{}\"", attribute(&head)) };
        let is_used = table.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
        Self { attribute, is_used }
    }
}

impl Inlines for Writer<'_> {
    /// Inlines, each with the comma that follows it where it is held on a line: a line could be broken before the comma.
    fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        let mut written = 0;
        for (i, inline) in inlines.iter().enumerate() {
            if let InlineKind::Text(text) = &inline.kind {
                out.push_str(&self.text(&text[std::mem::take(&mut written)..]));
                continue;
            }
            let html = self.inline(inline);
            let signs = inlines.get(i + 1).map_or("", closing_signs);
            if signs.is_empty() || !ends_held(&html) || plain_text(std::slice::from_ref(inline)).chars().count() > SHORT {
                out.push_str(&html);
            } else {
                out.push_str(&held(&(html + &escape(signs))));
                written = signs.len();
            }
        }
        out
    }

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
        Role::CompactInitiative => Some("indsats kompakt"),
        Role::Goals => Some("maal"),
        Role::Steps => Some("trin"),
        Role::Facts => Some("fakta"),
        Role::Gap => Some("mangler"),
    }
}

/// Text, with what belongs on one line held there. The text is what it was: it is found and copied as it was written.
pub(super) fn unbroken(text: &str) -> String {
    markup::unbroken(text, held, address)
}

/// The signs that a text begins with and that belong to what stands before it.
fn closing_signs(next: &Inline) -> &str {
    let InlineKind::Text(text) = &next.kind else { return "" };
    let end = text.find(|c| !matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '»' | '”')).unwrap_or(text.len());
    &text[..end]
}

/// Whether HTML ends with what is held on a line.
fn ends_held(html: &str) -> bool {
    html.contains(HELD) && html.rsplit("</").find(|end| !matches!(*end, "a>" | "strong>" | "em>")) == Some("span>")
}

/// The most letters that every place of a page has room for on one line.
const SHORT: usize = 24;

const HELD: &str = "<span class=\"hel\">";

/// HTML on one line.
fn held(html: &str) -> String {
    format!("{HELD}{html}</span>")
}

/// An address, on one line where it is short, else in parts that each are.
fn address(text: &str) -> String {
    let part = |part: &str| if part.contains('-') && part.chars().count() <= SHORT { held(&escape(part)) } else { escape(part) };
    if text.chars().count() <= SHORT {
        return held(&escape(text));
    }
    format!("<span class=\"adresse\">{}</span>", address_parts(text).into_iter().map(part).collect::<Vec<_>>().join("<wbr>"))
}
