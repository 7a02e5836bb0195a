//! A drawing as the PDF engine will draw it: its size, and what cannot stand in the PDF.
//!
//! It is read with the library that the engine reads it by, and its words are set in the same typefaces. So what passes here
//! the engine takes.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use unicode_normalization::char::is_combining_mark;
use usvg::layout::PositionedGlyph;
use usvg::roxmltree::Document;
use usvg::{FontFamily, FontResolver, Group, ImageHrefResolver, Node, SpreadMethod, Text, Tree, fontdb};

use super::reach;
use crate::fonts;
use crate::image::{Format, MAX_SIDE_THOUSANDS, PictureFault};

/// The typeface that words stand in that ask for none of the program's.
const USUAL: &str = "IBM Plex Sans";

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for file in fonts::FILES {
        database.load_font_source(fontdb::Source::Binary(Arc::new(file)));
    }
    Arc::new(database)
});

/// Sees to it that a drawing can stand in the PDF. Gives its size.
pub(super) fn check(document: &Document<'_>) -> Result<(f32, f32), PictureFault> {
    let tree = Tree::from_xmltree(document, &options()).map_err(|_| PictureFault::Damaged(Format::Svg))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let most = f32::from(MAX_SIDE_THOUSANDS) * 1_000.0;
    if width > most || height > most {
        return Err(PictureFault::TooWide);
    }
    // PDF/A has no place for the little program that a PDF would need for it (ISO 19005-2, 6.2.10).
    let mut spreads = tree.linear_gradients().iter().map(|gradient| gradient.spread_method());
    let mut round = tree.radial_gradients().iter().map(|gradient| gradient.spread_method());
    if spreads.any(|spread| spread != SpreadMethod::Pad) || round.any(|spread| spread != SpreadMethod::Pad) {
        return Err(PictureFault::Repeats);
    }
    if !reach::is_near(&tree) {
        return Err(PictureFault::TooFar);
    }
    let mut lacking = BTreeSet::new();
    letters(tree.root(), &mut lacking);
    if lacking.is_empty() { Ok((width, height)) } else { Err(PictureFault::Lacks(lacking.into_iter().collect())) }
}

/// As Typst reads a drawing (`typst_library::visualize::image::svg`), with its typefaces.
fn options() -> usvg::Options<'static> {
    usvg::Options {
        font_family: String::new(),
        fontdb: FONTS.clone(),
        font_resolver: FontResolver { select_font: Box::new(select), select_fallback: Box::new(fall_back) },
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

fn select(font: &usvg::Font, database: &mut Arc<fontdb::Database>) -> Option<fontdb::ID> {
    let named = font.families().iter().filter_map(|family| match family {
        FontFamily::Named(name) => Some(name.as_str()),
        _ => None,
    });
    let style = match font.style() {
        usvg::FontStyle::Normal => fontdb::Style::Normal,
        usvg::FontStyle::Italic => fontdb::Style::Italic,
        usvg::FontStyle::Oblique => fontdb::Style::Oblique,
    };
    let find = |name| {
        let families = [fontdb::Family::Name(name)];
        let weight = fontdb::Weight(font.weight());
        database.query(&fontdb::Query { families: &families, weight, style, ..fontdb::Query::default() })
    };
    named.chain([USUAL]).find_map(find)
}

fn fall_back(character: char, tried: &[fontdb::ID], database: &mut Arc<fontdb::Database>) -> Option<fontdb::ID> {
    let has = |id| {
        let glyph = |data: &[u8], index| ttf_parser::Face::parse(data, index).ok()?.glyph_index(character);
        database.with_face_data(id, glyph).flatten().is_some()
    };
    database.faces().map(|face| face.id).find(|id| !tried.contains(id) && has(*id))
}

/// The letters in a group that the typefaces do not have.
fn letters(group: &Group, lacking: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => letters(group, lacking),
            Node::Text(text) => letters_of(text, lacking),
            Node::Path(_) | Node::Image(_) => {}
        }
        node.subroots(|group| letters(group, lacking));
    }
}

fn letters_of(text: &Text, lacking: &mut BTreeSet<char>) {
    for span in text.layouted().iter().filter(|span| span.visible) {
        for (number, glyph) in span.positioned_glyphs.iter().enumerate() {
            let is_missing = glyph.id.0 == 0;
            lacking.extend(glyph.text.chars().filter(|&character| is_missing || fonts::is_private(character)));
            if glyph.text.is_empty() {
                lacking.extend(put_together(&span.positioned_glyphs, number));
            }
        }
    }
}

/// The letters that a part of a letter is a part of, where the part stands for none by itself: a mark over a letter that no
/// typeface has with that mark. PDF/A-2a asks that every part stands for something (ISO 19005-2, 6.2.11.7.2).
fn put_together(glyphs: &[PositionedGlyph], part: usize) -> Vec<char> {
    let (before, after) = glyphs.split_at(part);
    let whole = after.iter().chain(before.iter().rev()).find(|glyph| !glyph.text.is_empty());
    let letters = whole.map(|glyph| glyph.text.as_str()).unwrap_or_default();
    let marks: Vec<char> = letters.chars().filter(|&character| is_combining_mark(character)).collect();
    if marks.is_empty() { letters.chars().collect() } else { marks }
}
