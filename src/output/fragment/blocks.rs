//! Blocks and inlines as HTML of the elements that a CMS lets through, without classes.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Tables, tables};
use crate::content::{Block, BlockKind, Image, Inline, List, Role, Table, plain_text};
use crate::image::Picture;
use crate::output::markup::{self, Inlines, attribute, element, escape, heading};

/// What is encoded in the path of an image, so that no character of a file's name is read as part of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Text, with no-break spaces in what belongs on one line: a CMS takes the classes that could hold it there otherwise, and
/// browsers find and copy such a space as any other.
pub(super) fn unbroken(text: &str) -> String {
    markup::unbroken(text, |whole| whole.replace(' ', "\u{a0}"), escape)
}

/// Writes HTML that names the images, whose sizes it knows.
pub(super) struct Writer<'a> {
    pictures: &'a BTreeMap<String, Picture>,
    tables: Tables,
}

impl<'a> Writer<'a> {
    pub(super) fn new(pictures: &'a BTreeMap<String, Picture>, tables: Tables) -> Self {
        Self { pictures, tables }
    }

    /// Blocks, each on a line of its own.
    pub(super) fn blocks(&self, blocks: &[Block]) -> String {
        on_lines(blocks.iter().map(|block| self.block(block)))
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, content, id } => heading(*level, id.as_deref(), &self.inlines(content)),
            BlockKind::Paragraph(content) => element("p", &self.inlines(content)),
            BlockKind::List(list) => self.list(list),
            BlockKind::Table(table) if self.tables == Tables::Kept => self.table(table),
            BlockKind::Table(table) => tables::as_list(table).map(|list| self.list(&list)).unwrap_or_default(),
            BlockKind::Quote(inner) => format!("<blockquote>\n{}\n</blockquote>", self.blocks(inner)),
            BlockKind::Code(text) => element("pre", &element("code", &escape(text))),
            BlockKind::Rule => "<hr>".to_owned(),
            BlockKind::Figure(image) => self.figure(image),
            // What a group is shows only in its look; its words tell the rest.
            BlockKind::Group(Role::Legend, _) => String::new(),
            BlockKind::Group(_, inner) => self.blocks(inner),
        }
    }

    fn figure(&self, image: &Image) -> String {
        let image_alone = element("p", &self.image(image));
        if image.caption.is_empty() {
            return image_alone;
        }
        format!("{image_alone}\n{}", element("p", &element("em", &escape(&image.caption))))
    }

    fn list(&self, list: &List) -> String {
        let items = list.items.iter().map(|item| element("li", &self.item(item, list.tight)));
        let items = on_lines(items);
        match list.start {
            None => format!("<ul>\n{items}\n</ul>"),
            Some(1) => format!("<ol>\n{items}\n</ol>"),
            Some(start) => format!("<ol start=\"{start}\">\n{items}\n</ol>"),
        }
    }

    /// In a tight list the text stands right in the item.
    fn item(&self, blocks: &[Block], tight: bool) -> String {
        on_lines(blocks.iter().map(|block| match &block.kind {
            BlockKind::Paragraph(content) if tight => self.inlines(content),
            _ => self.block(block),
        }))
    }

    fn table(&self, table: &Table) -> String {
        let head = self.row(&table.head, true);
        let body = on_lines(table.rows.iter().map(|row| self.row(row, false)));
        let body = if body.is_empty() { body } else { format!("<tbody>\n{body}\n</tbody>\n") };
        format!("<table>\n<thead>\n{head}\n</thead>\n{body}</table>")
    }

    fn row(&self, cells: &[Vec<Inline>], heads: bool) -> String {
        let cell = |cell: &Vec<Inline>| {
            let content = self.inlines(cell);
            // A head without words is none: a screen reader would announce an empty heading for the column.
            if heads && !plain_text(cell).trim().is_empty() {
                format!("<th scope=\"col\">{content}</th>")
            } else {
                element("td", &content)
            }
        };
        element("tr", &cells.iter().map(cell).collect::<String>())
    }
}

impl Inlines for Writer<'_> {
    fn text(&self, text: &str) -> String {
        unbroken(text)
    }

    fn gap(&self, words: String) -> String {
        words
    }

    /// An image by its path, since a CMS keeps images by itself and strips those that stand in the text.
    fn image(&self, image: &Image) -> String {
        let size = self
            .pictures
            .get(&image.source)
            .map(|picture| format!(" width=\"{}\" height=\"{}\"", picture.width.ceil(), picture.height.ceil()));
        let path = utf8_percent_encode(&image.source, PATH);
        format!("<img src=\"{path}\" alt=\"{}\"{}>", attribute(&image.alt), size.unwrap_or_default())
    }
}

/// Parts on lines of their own, without those that are empty.
fn on_lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
