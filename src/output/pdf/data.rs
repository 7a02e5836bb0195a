//! The document as the JSON that `plan.typ` reads.
//!
//! A node is an object with its kind in `t`; what it holds is in `c`, its words in `v`. Measures are points.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::columns;
use super::words::{self, Division};
use crate::color::Color;
use crate::content::{
    Align, Block, BlockKind, Image, Inline, InlineKind, Node, Role, Table, plain_text, plain_text_of_blocks, walk,
};
use crate::document::{Document, Section};
use crate::image::{Format, Picture};

/// The width of a page's text, and the most of its height that an image takes.
const TEXT_WIDTH: f32 = 453.0;
const IMAGE_HEIGHT: f32 = 480.0;

/// The most that an image within a line, a cell or the cover takes.
const INLINE_WIDTH: f32 = 120.0;
const INLINE_HEIGHT: f32 = 90.0;
const LOGO_HEIGHT: f32 = 80.0;

/// A CSS pixel in points.
const PIXEL: f32 = 0.75;

/// The whole document.
pub(super) fn of(document: &Document) -> Vec<u8> {
    let writer = Writer::new(&document.pictures);
    let cover = &document.cover;
    let date = document.date;
    let value = json!({
        "title": cover.title,
        "heading": words::runs(&cover.title, words::HEADING),
        "kommune": cover.kommune,
        "year": cover.year,
        "status": words::runs(&cover.status, words::PROSE),
        "phase": cover.phase,
        "mark": cover.mark,
        "logo": cover.logo.as_ref().map(|logo| writer.image(logo, TEXT_WIDTH, LOGO_HEIGHT)),
        "gaps": writer.blocks(&cover.gaps),
        "accent": document.accent.unwrap_or(Color::STANDARD).to_string(),
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "front": writer.sections(&document.front),
        "body": writer.sections(&document.body),
    });
    value.to_string().into_bytes()
}

/// The virtual path of an image, by its place among the document's images.
pub(super) fn picture_path(number: usize, format: Format) -> String {
    let extension = match format {
        Format::Png => "png",
        Format::Jpeg => "jpg",
        Format::Svg => "svg",
    };
    format!("/billede-{number}.{extension}")
}

struct Writer<'a> {
    pictures: BTreeMap<&'a str, (usize, &'a Picture)>,
}

impl<'a> Writer<'a> {
    fn new(pictures: &'a BTreeMap<String, Picture>) -> Self {
        let numbered = pictures.iter().enumerate().map(|(number, (path, picture))| (path.as_str(), (number, picture)));
        Self { pictures: numbered.collect() }
    }

    fn sections(&self, sections: &[Section]) -> Vec<Value> {
        let section = |section: &Section| json!({ "heading": words::runs(&section.heading(), words::HEADING), "level": section.level, "c": self.blocks(&section.blocks) });
        sections.iter().map(section).collect()
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Value> {
        let mut nodes: Vec<Value> = blocks.iter().map(|block| self.block(block)).collect();
        for (node, pair) in nodes.iter_mut().zip(blocks.windows(2)) {
            if leads_on(&pair[0], &pair[1]) {
                node["t"] = "lead-in".into();
            }
        }
        nodes
    }

    fn block(&self, block: &Block) -> Value {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                json!({ "t": "heading", "level": level, "c": self.inlines(content, words::HEADING) })
            }
            BlockKind::Paragraph(content) => json!({ "t": "paragraph", "c": self.inlines(content, words::PROSE) }),
            BlockKind::List(list) => {
                let items: Vec<Value> = list.items.iter().map(|item| json!(self.blocks(item))).collect();
                json!({ "t": "list", "start": list.start, "tight": list.tight, "items": items })
            }
            BlockKind::Table(table) => self.table(table, block),
            BlockKind::Quote(inner) => json!({ "t": "quote", "c": self.blocks(inner) }),
            BlockKind::Code(text) => {
                let lines: Vec<Value> = text.lines().map(|line| words::code(line, words::CODE).into()).collect();
                json!({ "t": "code", "lines": lines })
            }
            BlockKind::Rule => json!({ "t": "rule" }),
            BlockKind::Figure(image) => {
                json!({ "t": "figure", "image": self.image(image, TEXT_WIDTH, IMAGE_HEIGHT), "caption": image.caption })
            }
            BlockKind::Group(role, inner) => {
                json!({ "t": role_name(*role), "whole": is_short(inner), "c": self.blocks(inner) })
            }
        }
    }

    fn table(&self, table: &Table, block: &Block) -> Value {
        let letters = columns::letters(table);
        let divisions: Vec<Division> = letters.iter().map(|letters| words::in_column(*letters)).collect();
        let row = |cells: &[Vec<Inline>]| {
            let cells = cells.iter().zip(&divisions);
            cells.map(|(cell, division)| json!(self.inlines(cell, *division))).collect::<Vec<_>>()
        };
        let align = |align: &Align| match align {
            Align::Natural | Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        json!({
            "t": "table",
            "whole": is_short(std::slice::from_ref(block)),
            "columns": columns::shares(&letters),
            "align": table.align.iter().map(align).collect::<Vec<_>>(),
            "head": row(&table.head),
            "rows": table.rows.iter().map(|cells| json!({ "whole": columns::is_low(cells, &letters), "c": row(cells) })).collect::<Vec<_>>(),
        })
    }

    fn inlines(&self, inlines: &[Inline], division: Division) -> Vec<Value> {
        inlines.iter().flat_map(|inline| self.inline(inline, division)).collect()
    }

    fn inline(&self, inline: &Inline, division: Division) -> Vec<Value> {
        let within = |content: &[Inline]| self.inlines(content, division);
        vec![match &inline.kind {
            InlineKind::Text(text) => return words::runs(text, division),
            InlineKind::Emphasis(content) => json!({ "t": "emphasis", "c": within(content) }),
            InlineKind::Strong(content) => json!({ "t": "strong", "c": within(content) }),
            InlineKind::Code(code) => return words::code(code, division),
            InlineKind::Link { href, content } => json!({ "t": "link", "href": href.as_str(), "c": within(content) }),
            InlineKind::Image(image) => {
                json!({ "t": "image", "image": self.image(image, INLINE_WIDTH, INLINE_HEIGHT), "caption": image.caption })
            }
            InlineKind::LineBreak => json!({ "t": "break" }),
            InlineKind::Gap(content) => json!({ "t": "gap-line", "c": within(content) }),
        }]
    }

    /// An image at its own size, or smaller where that is more than it may take.
    fn image(&self, image: &Image, most_width: f32, most_height: f32) -> Value {
        let Some((number, picture)) = self.pictures.get(image.source.as_str()) else { return Value::Null };
        let (width, height) = (picture.width * PIXEL, picture.height * PIXEL);
        let scale = (most_width / width).min(most_height / height).min(1.0);
        json!({
            "path": picture_path(*number, picture.format),
            "alt": image.alt,
            "width": (width * scale).max(1.0),
            "height": (height * scale).max(1.0),
        })
    }
}

/// Whether a paragraph announces what follows: "Proceduren har disse trin:", or a line above a table.
fn leads_on(paragraph: &Block, next: &Block) -> bool {
    const LINES: usize = 200;
    let BlockKind::Paragraph(content) = &paragraph.kind else { return false };
    let text = plain_text(content);
    if matches!(next.kind, BlockKind::Table(_)) && text.len() <= LINES {
        return true;
    }
    text.trim_end().ends_with(':')
        && matches!(
            next.kind,
            BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_) | BlockKind::Figure(_) | BlockKind::Group(..)
        )
}

/// Whether blocks take so little of a page that they are better kept on one.
fn is_short(blocks: &[Block]) -> bool {
    const CHARACTERS: usize = 800;
    const ROWS: usize = 10;
    let mut short = plain_text_of_blocks(blocks).len() <= CHARACTERS;
    walk(blocks, &mut |node| match node {
        Node::Block(Block { kind: BlockKind::Table(table), .. }) => short &= table.rows.len() <= ROWS,
        Node::Block(Block { kind: BlockKind::Figure(_) | BlockKind::Code(_), .. })
        | Node::Inline(Inline { kind: InlineKind::Image(_) | InlineKind::LineBreak, .. }) => short = false,
        Node::Block(Block { kind: BlockKind::List(list), .. }) => short &= list.items.len() <= ROWS,
        _ => {}
    });
    short
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Answer => "group",
        Role::Contact => "contact",
        Role::Standard => "standard",
        Role::Source | Role::Legend => "source",
        Role::Initiative => "initiative",
        Role::Goals => "goals",
        Role::Steps => "steps",
        Role::Facts => "facts",
        Role::Gap => "gap",
    }
}
