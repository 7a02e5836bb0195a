//! What a drawing may not hold, and what would be missed if it were left out.
//!
//! Most of what a drawing cannot have is left out in silence: what moves stands still, a link leads nowhere. A program, a
//! picture in another file and words that only a browser shows are told.

use usvg::roxmltree::{Node, NodeType};

use super::language;
use super::references::{self, Target, is_svg};
use crate::image::PictureFault;

/// Sees to it that nothing in an element would be missed.
pub(super) fn check(node: &Node<'_, '_>) -> Result<(), PictureFault> {
    if node.node_type() == NodeType::PI && node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
        let instruction = node.pi().and_then(|pi| pi.value).unwrap_or_default();
        return Err(PictureFault::RefersTo(instruction.to_owned()));
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name().to_ascii_lowercase();
    let is_program = |value: &str| {
        let letters = value.chars().filter(|c| !c.is_whitespace() && !c.is_control());
        value.contains(':') && letters.collect::<String>().to_ascii_lowercase().contains("javascript:")
    };
    let runs = matches!(name.as_str(), "script" | "iframe" | "object" | "embed" | "handler" | "listener");
    if runs || node.attributes().any(|attribute| attribute.name().starts_with("on") || is_program(attribute.value())) {
        return Err(PictureFault::HasProgram);
    }
    if name == "foreignobject" && !stands_in_for_it(node) {
        return Err(PictureFault::HasPage);
    }
    for target in references::of_element(node) {
        if let Target::Elsewhere(href) = target {
            return Err(PictureFault::RefersTo(href.to_owned()));
        }
    }
    Ok(())
}

/// Whether something else stands in a switch for those who do not show a piece of a web page, and has the same words. draw.io
/// writes both, but may cut the second short.
fn stands_in_for_it(page: &Node<'_, '_>) -> bool {
    let Some(switch) = page.parent().filter(|parent| parent.tag_name().name() == "switch" && is_svg(parent)) else {
        return false;
    };
    let words = letters(page);
    match language::chosen(&switch) {
        // What a picture says cannot be read.
        Some(other) if other.descendants().any(|node| node.tag_name().name() == "image") => true,
        Some(other) => letters(&other) == words,
        None => words.is_empty(),
    }
}

/// All letters in an element.
fn letters(node: &Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}
