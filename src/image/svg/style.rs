//! A drawing's styles: which properties they give each element.
//!
//! They are written at the element itself, so that no style sheet reaches a reader: two readers may understand one each in
//! their own way, and it is the part of a drawing that can hide the most.

use std::cell::Cell;

use simplecss::{AttributeOperator, DeclarationTokenizer, Element, PseudoClass, StyleSheet};
use usvg::roxmltree::{Document, Node};

use super::names;
use super::references::is_svg;
use crate::image::PictureFault;

/// The most steps that finding out which rules are for which elements may take.
const MAX_STEPS: usize = 10_000_000;

/// The most rules, and what they are for: the CSS reader looks at all that are before each.
const MAX_RULES: usize = 2_000;

/// A style sheet, with the steps that it has left.
pub(super) struct Styles<'a> {
    sheet: StyleSheet<'a>,
    left: Cell<usize>,
}

impl<'a> Styles<'a> {
    /// The styles of a drawing.
    ///
    /// # Errors
    /// Where there are too many rules for its elements.
    pub fn of(document: &'a Document<'_>) -> Result<Self, PictureFault> {
        let is_css = |node: &Node<'_, '_>| node.attribute("type").is_none_or(|kind| kind.is_empty() || kind == "text/css");
        let styles = document.descendants().filter(|node| node.has_tag_name("style") && is_svg(node) && is_css(node));
        let texts = styles.flat_map(|style| style.children()).filter_map(|child| child.is_text().then(|| child.text()).flatten());
        let (mut sheet, mut rules) = (StyleSheet::new(), 0);
        for text in texts {
            rules += text.bytes().filter(|byte| matches!(byte, b'{' | b',')).count();
            if rules > MAX_RULES {
                return Err(PictureFault::TooIntricate);
            }
            sheet.parse_more(text);
        }
        let elements = document.descendants().filter(Node::is_element).count();
        if sheet.rules.len().saturating_mul(elements) > MAX_STEPS {
            return Err(PictureFault::TooIntricate);
        }
        Ok(Self { sheet, left: Cell::new(MAX_STEPS) })
    }

    /// The properties of an element, the last of each: those that rules give it, and then its own.
    ///
    /// # Errors
    /// Where finding them out takes more than a moment.
    pub fn of_element(&self, node: Node<'_, '_>) -> Result<Vec<(String, String)>, PictureFault> {
        let mut usual = Vec::new();
        let mut important = Vec::new();
        let mut add = |declaration: &simplecss::Declaration<'_>| {
            let name = declaration.name.to_ascii_lowercase();
            if names::is_property(&name) {
                let list: &mut Vec<(String, String)> = if declaration.important { &mut important } else { &mut usual };
                list.retain(|(other, _)| *other != name);
                list.push((name, declaration.value.to_owned()));
            }
        };
        for rule in &self.sheet.rules {
            if rule.selector.matches(&Met { node, left: &self.left }) {
                rule.declarations.iter().for_each(&mut add);
            }
            if !step(&self.left) {
                return Err(PictureFault::TooIntricate);
            }
        }
        if let Some(own) = node.attribute("style") {
            DeclarationTokenizer::from(own).for_each(|declaration| add(&declaration));
        }
        usual.retain(|(name, _)| !important.iter().any(|(other, _)| other == name));
        usual.append(&mut important);
        Ok(usual)
    }
}

/// Takes a step, if one is left.
fn step(left: &Cell<usize>) -> bool {
    left.set(left.get().saturating_sub(1));
    left.get() > 0
}

/// An element that a rule is tried at. When no steps are left, it has nothing around it.
struct Met<'a, 'd, 'l> {
    node: Node<'a, 'd>,
    left: &'l Cell<usize>,
}

impl Met<'_, '_, '_> {
    fn other(&self, node: Option<Self>) -> Option<Self> {
        node.filter(|_| step(self.left))
    }
}

impl Element for Met<'_, '_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.other(self.node.parent_element().map(|node| Self { node, left: self.left }))
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.other(self.node.prev_sibling_element().map(|node| Self { node, left: self.left }))
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.node.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.node.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        class == PseudoClass::FirstChild && self.node.prev_sibling_element().is_none()
    }
}
