//! The document as the JSON that `plan.typ` reads.
//!
//! A node is an object with its kind in `t`; what it holds is in `c`, its words in `v`. Measures are points.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::heights::{self, BOX, ITEM, LEAST_ROOM};
use super::words::{self, Division};
use super::{columns, sheets};
use crate::color::Color;
use crate::content::{Align, Block, BlockKind, Image, Inline, InlineKind, Node, Role, Table, plain_text, walk_inlines};
use crate::document::{Document, Section};
use crate::image::{Format, Picture};

/// The width of a page's text.
const TEXT_WIDTH: f32 = 453.0;

/// The most that an image within a line, a cell or the cover takes.
const INLINE_WIDTH: f32 = 120.0;
const INLINE_HEIGHT: f32 = 90.0;
const LOGO_HEIGHT: f32 = 80.0;

/// The most of a page that is kept on one: a box, a step or a goal; a card; short facts; the last chapter, an image with its caption.
const KEPT: f32 = 0.45 * heights::PAGE;
const CARD: f32 = 0.75 * heights::PAGE;
/// A section's heading with the space around it.
const HEADING: f32 = 60.0;
const FACTS: f32 = 0.3 * heights::PAGE;
const MOST: f32 = 0.92 * heights::PAGE;

/// How deep a list may be nested that is set off from what is around it. Typst lays out no more than so many things within one
/// another.
const SHALLOW: usize = 4;

/// The most letters of a cell and its head that stand beside others in a card.
const BESIDE: usize = 40;

/// A CSS pixel in points.
const PIXEL: f32 = 0.75;

/// The whole document.
pub(super) fn of(document: &Document) -> Vec<u8> {
    let numbered = document.pictures.iter().enumerate();
    let pictures: Pictures<'_> = numbered.map(|(number, (path, picture))| (path.as_str(), (number, picture))).collect();
    let writer = Writer::new(&pictures);
    let cover = &document.cover;
    let date = document.date;
    let mut body = writer.sections(&document.body);
    // The first chapter begins a page, without the line that parts it from the one before.
    if let Some(first) = body.first_mut() {
        first["first"] = true.into();
    }
    let last_chapter = document
        .body
        .iter()
        .rev()
        .scan(true, |goes_on, section| std::mem::replace(goes_on, *goes_on && section.level > 1).then_some(section));
    let height = |section: &Section| heights::of(&section.blocks, columns::STANDING) + HEADING;
    let closes = last_chapter.map(height).sum::<f32>() <= MOST;
    let value = json!({
        "title": cover.title,
        "heading": words::runs(&cover.title, words::TITLE),
        "kommune": cover.kommune,
        "year": cover.year,
        "status": cover.further_status().map(|status| words::runs(status, words::PROSE)),
        "phase": cover.phase,
        "mark": cover.mark,
        "logo": cover.logo.as_ref().map(|logo| writer.image(logo, TEXT_WIDTH, LOGO_HEIGHT)),
        "gaps": writer.blocks(&cover.gaps),
        "accent": document.accent.unwrap_or(Color::STANDARD).to_string(),
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "front": document.front.iter().map(|section| writer.further_in(2.0 * BOX, false).sections(std::slice::from_ref(section))).collect::<Vec<_>>(),
        "body": sheets::of(body, closes),
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

/// Images by the path that the content names them by, each with its number.
type Pictures<'a> = BTreeMap<&'a str, (usize, &'a Picture)>;

/// Writes nodes for a place in the document.
#[derive(Clone, Copy)]
struct Writer<'a> {
    pictures: &'a Pictures<'a>,
    /// The place's width, or a little less.
    room: f32,
    /// How many boxes, lists and quotations it stands in.
    depth: usize,
    /// Whether the innermost of them is a list.
    in_item: bool,
}

impl<'a> Writer<'a> {
    fn new(pictures: &'a Pictures<'a>) -> Self {
        Self { pictures, room: columns::STANDING, depth: 0, in_item: false }
    }

    /// The writer for what stands further in.
    fn further_in(self, by: f32, in_item: bool) -> Self {
        Self { room: (self.room - by).max(LEAST_ROOM), depth: self.depth + 1, in_item, ..self }
    }

    fn sections(self, sections: &[Section]) -> Vec<Value> {
        let of_section = |section: &Section| {
            let heading =
                json!({ "t": "section", "level": section.level, "heading": words::runs(&section.heading(), words::HEADING) });
            std::iter::once(heading).chain(self.blocks(&section.blocks)).collect::<Vec<_>>()
        };
        sections.iter().flat_map(of_section).collect()
    }

    fn blocks(self, blocks: &[Block]) -> Vec<Value> {
        let mut nodes: Vec<Value> = blocks.iter().map(|block| self.block(block)).collect();
        for (node, pair) in nodes.iter_mut().zip(blocks.windows(2)) {
            if leads_on(&pair[0], &pair[1]) {
                *node = json!({ "t": "lead-in", "c": [node.take()] });
            }
        }
        nodes
    }

    fn block(self, block: &Block) -> Value {
        match &block.kind {
            BlockKind::Heading { level, content, id } => {
                json!({ "t": "heading", "level": level, "id": id, "c": self.inlines(content, words::HEADING) })
            }
            BlockKind::Paragraph(content) => json!({ "t": "paragraph", "c": self.inlines(content, words::PROSE) }),
            BlockKind::List(list) => {
                let item = self.further_in(ITEM, true);
                let items: Vec<Value> = list.items.iter().map(|blocks| json!(item.blocks(blocks))).collect();
                json!({ "t": "list", "start": list.start, "tight": list.tight, "inner": self.in_item || self.depth > SHALLOW, "items": items })
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(inner) => json!({ "t": "quote", "c": self.further_in(BOX, false).blocks(inner) }),
            BlockKind::Code(text) => {
                let lines: Vec<Value> = text.lines().map(|line| words::code(line, words::CODE).into()).collect();
                json!({ "t": "code", "lines": lines })
            }
            BlockKind::Rule => json!({ "t": "rule" }),
            BlockKind::Figure(image) => {
                let caption = heights::of_text(&[Inline::text(&image.caption)], self.room);
                json!({ "t": "figure", "whole": heights::IMAGE + caption <= MOST, "image": self.image(image, TEXT_WIDTH, heights::IMAGE), "caption": words::runs(&image.caption, words::PROSE) })
            }
            BlockKind::Group(role, inner) => self.group(*role, inner),
        }
    }

    fn group(self, role: Role, blocks: &[Block]) -> Value {
        let inner = if role == Role::Answer { self } else { self.further_in(2.0 * BOX, false) };
        let mut nodes = inner.blocks(blocks);
        // Each goal and each step is kept by itself.
        if matches!(role, Role::Goals | Role::Steps) {
            for (node, block) in nodes.iter_mut().zip(blocks) {
                if let BlockKind::List(list) = &block.kind {
                    let whole = list.items.iter().map(|item| heights::of(item, inner.room) <= KEPT);
                    node["whole"] = whole.collect();
                }
            }
        }
        let most = if role == Role::Facts { FACTS } else { KEPT };
        let whole =
            matches!(role, Role::Facts | Role::Initiative | Role::CompactInitiative) && heights::of(blocks, inner.room) <= most;
        json!({ "t": role_name(role), "whole": whole, "c": nodes })
    }

    fn table(self, table: &Table) -> Value {
        let Some(form) = columns::form(table, self.room, self.depth == 0) else { return self.cards(table) };
        let row = |cells: &[Vec<Inline>], is_head: bool| {
            let division = |column: usize| {
                let division = Division::in_column(form.ems(column));
                if is_head { division.bold() } else { division }
            };
            cells.iter().enumerate().map(|(column, cell)| json!(self.inlines(cell, division(column)))).collect::<Vec<_>>()
        };
        let align = |align: &Align| match align {
            Align::Natural | Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        };
        let rows = table.rows.iter().zip(&form.low);
        json!({
            "t": "table",
            "whole": form.is_short(),
            "turned": form.turned,
            "size": form.size,
            "inset": form.inset,
            "columns": form.widths.iter().map(|width| width + 2.0 * form.inset).collect::<Vec<_>>(),
            "align": table.align.iter().map(align).collect::<Vec<_>>(),
            "head": row(&table.head, true),
            "rows": rows.map(|(cells, low)| json!({ "whole": low, "c": row(cells, false) })).collect::<Vec<_>>(),
        })
    }

    /// A table whose rows each become a card: every cell beside the words of its head. Empty cells are left out, unless
    /// nothing would tell of their column.
    fn cards(self, table: &Table) -> Value {
        let is_empty = |cell: &[Inline]| plain_text(cell).trim().is_empty() && !has_image(cell);
        let columns = 0..table.head.len();
        let unused: Vec<bool> =
            columns.map(|column| table.rows.iter().all(|row| row.get(column).is_none_or(|cell| is_empty(cell)))).collect();
        let card = |row: &Vec<Vec<Inline>>| {
            let cells = row.iter().zip(&table.head).zip(&unused).filter(|((cell, _), unused)| **unused || !is_empty(cell));
            let cell = |((cell, head), _): ((&Vec<Inline>, &Vec<Inline>), _)| {
                json!({
                    "head": self.inlines(head, words::PROSE.bold()),
                    "c": self.inlines(cell, words::PROSE),
                    "short": plain_text(head).len() + plain_text(cell).len() <= BESIDE && !has_image(cell) && !has_image(head),
                })
            };
            let whole = heights::of_card(&table.head, row, self.room) <= CARD;
            json!({ "whole": whole, "cells": cells.map(cell).collect::<Vec<_>>() })
        };
        json!({ "t": "cards", "rows": table.rows.iter().map(card).collect::<Vec<_>>() })
    }

    fn inlines(self, inlines: &[Inline], division: Division) -> Vec<Value> {
        inlines.iter().flat_map(|inline| self.inline(inline, division)).collect()
    }

    fn inline(self, inline: &Inline, division: Division) -> Vec<Value> {
        let within = |content: &[Inline]| self.inlines(content, division);
        vec![match &inline.kind {
            InlineKind::Text(text) => return words::runs(text, division),
            InlineKind::Emphasis(content) => json!({ "t": "emphasis", "c": within(content) }),
            InlineKind::Strong(content) => json!({ "t": "strong", "c": self.inlines(content, division.bold()) }),
            InlineKind::Code(code) => return words::code(code, division),
            InlineKind::Link { href, content } if href.anchor().is_some() => {
                json!({ "t": "link-to", "id": href.anchor(), "c": within(content) })
            }
            InlineKind::Link { href, content } => json!({ "t": "link", "href": href.as_str(), "c": within(content) }),
            InlineKind::Image(image) => {
                json!({ "t": "image", "image": self.image(image, INLINE_WIDTH, INLINE_HEIGHT), "caption": words::runs(&image.caption, division) })
            }
            InlineKind::LineBreak => json!({ "t": "break" }),
            InlineKind::Gap(content) => json!({ "t": "gap-line", "c": within(content) }),
        }]
    }

    /// An image at its own size, or smaller where that is more than it may take.
    fn image(self, image: &Image, most_width: f32, most_height: f32) -> Value {
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

/// Whether a block belongs to what follows: "Proceduren har disse trin:", a line above a table, or what short facts are about.
fn leads_on(block: &Block, next: &Block) -> bool {
    const LINES: usize = 200;
    const PARAGRAPH: usize = 1200;
    const ITEMS: usize = 10;
    let next_is_facts = matches!(next.kind, BlockKind::Group(Role::Facts, _));
    let content = match &block.kind {
        BlockKind::Paragraph(content) => content,
        BlockKind::List(list) => return next_is_facts && list.items.len() <= ITEMS,
        _ => return false,
    };
    let text = plain_text(content);
    if (next_is_facts && text.len() <= PARAGRAPH) || (matches!(next.kind, BlockKind::Table(_)) && text.len() <= LINES) {
        return true;
    }
    text.trim_end().ends_with(':')
        && matches!(
            next.kind,
            BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Quote(_) | BlockKind::Figure(_) | BlockKind::Group(..)
        )
}

fn has_image(cell: &[Inline]) -> bool {
    let mut found = false;
    walk_inlines(cell, &mut |node| found |= matches!(node, Node::Inline(Inline { kind: InlineKind::Image(_), .. })));
    found
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Answer => "group",
        Role::Contact => "contact",
        Role::Standard => "standard",
        Role::Source | Role::Legend => "source",
        Role::Initiative => "initiative",
        Role::CompactInitiative => "compact-initiative",
        Role::Goals => "goals",
        Role::Steps => "steps",
        Role::Facts => "facts",
        Role::Gap => "gap",
    }
}
