//! How much there is to draw in a drawing: its elements, each as often as it is drawn.
//!
//! An element that is referred to is drawn at every place that refers to it, with what it refers to itself. The count is never
//! too low. The drawing is one that has been written anew: there are no styles in it but those of an element, and a drawing
//! within it is a part of it.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId};

use super::reach;
use super::references::{Target, of_element, of_style};
use crate::image::{MAX_ELEMENTS, MAX_LETTERS, MAX_LEVELS, PictureFault};

/// What a filter counts for: it is drawn in pixels.
const FILTER: usize = 5_000;

/// How many times as large as what it stands on a filter may be, and how large where it says so in pixels.
const WIDEST_FILTER: (f64, f64) = (10.0, 5_000.0);

/// The most bytes that lines may be described by.
const MAX_LINES: usize = 5_000_000;

/// The most places cut out of one another: PDF/A has room for 28 of them (ISO 19005-2, 6.1.13), and the page takes some.
const MAX_CUTS: usize = 20;

/// What all that moves and enlarges a part may come to together, long before a number has no room for it (10³⁸).
const FURTHEST_TOGETHER: f64 = 1e22;

/// The most letters that a text may have, and how many with each as often as the text changes its look: it is set in type anew for
/// each look.
const LONGEST_TEXT: (usize, usize) = (5_000, 500_000);

/// The most that a filter may do at every pixel: the largest numbers of its primitives' attributes.
const MOST_AT_A_PIXEL: [(&str, &str, f64); 3] =
    [("feTurbulence", "numOctaves", 10.0), ("feConvolveMatrix", "order", 9.0), ("feMorphology", "radius", 50.0)];

/// Sees to it that a drawing is drawn in a moment.
pub(super) fn is_little(document: &Document<'_>) -> Result<(), PictureFault> {
    let is_long = corners(&document.root_element()) > MAX_LINES / 2;
    if is_long || document.descendants().any(|node| is_wide_filter(&node)) {
        return Err(PictureFault::TooIntricate);
    }
    let ids = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut work = Work { ids, known: HashMap::new() };
    let whole = work.of(document.root_element(), 0)?;
    if whole.elements > MAX_ELEMENTS || whole.letters > MAX_LETTERS || whole.levels > MAX_LEVELS || whole.cuts > MAX_CUTS {
        return Err(PictureFault::TooIntricate);
    }
    let is_far = |node: &Node<'_, '_>| reach::largest(node) > f64::from(reach::FURTHEST);
    if is_far(&document.root_element()) {
        Err(PictureFault::TooWide)
    } else if whole.reach > FURTHEST_TOGETHER || document.descendants().any(|node| is_far(&node)) {
        Err(PictureFault::TooFar)
    } else {
        Ok(())
    }
}

fn is_wide_filter(node: &Node<'_, '_>) -> bool {
    let in_pixels = node.attribute("filterUnits") == Some("userSpaceOnUse");
    let most = if in_pixels { WIDEST_FILTER.1 } else { WIDEST_FILTER.0 };
    let number = |text: &str| match text.trim().strip_suffix('%') {
        Some(hundredths) => hundredths.parse::<f64>().map(|number| number / 100.0),
        None => text.trim().trim_end_matches(char::is_alphabetic).parse(),
    };
    let is_wide = |attribute| node.attribute(attribute).and_then(|text| number(text).ok()).is_some_and(|number| number > most);
    node.tag_name().name() == "filter" && ["width", "height"].into_iter().any(is_wide)
}

/// A reference to an element, and whether it is drawn at every corner of a line.
#[derive(Clone, Copy)]
struct Reference<'a> {
    id: &'a str,
    at_corners: bool,
}

/// A line's ends are two, and its corners any number.
fn is_at_corners(declaration: &str) -> bool {
    let name = declaration.split(':').next().unwrap_or_default().trim();
    name == "marker" || name == "marker-mid"
}

#[derive(Debug, Clone, Copy)]
struct Amount {
    elements: usize,
    letters: usize,
    levels: usize,
    /// How large the numbers in it may become when they are multiplied with one another.
    reach: f64,
    /// How many of the levels cut out a place.
    cuts: usize,
}

struct Work<'a, 'd> {
    ids: HashMap<&'a str, Node<'a, 'd>>,
    /// None while it is counted.
    known: HashMap<NodeId, Option<Amount>>,
}

impl<'a, 'd> Work<'a, 'd> {
    fn of(&mut self, node: Node<'a, 'd>, depth: usize) -> Result<Amount, PictureFault> {
        match self.known.get(&node.id()) {
            Some(Some(amount)) => return Ok(*amount),
            // It refers to itself, if by others: a reader that did not see that would never be done.
            Some(None) => return Err(PictureFault::TooIntricate),
            // Every level of groups may refer to another.
            None if depth > 2 * MAX_LEVELS => return Err(PictureFault::TooIntricate),
            None => {}
        }
        self.known.insert(node.id(), None);
        let name = node.tag_name().name();
        if MOST_AT_A_PIXEL.iter().any(|(element, attribute, most)| *element == name && exceeds(node.attribute(*attribute), *most))
        {
            return Err(PictureFault::TooIntricate);
        }
        let letters = if name == "text" { letters(&node)? } else { 0 };
        let mut amount = Amount { elements: if name == "filter" { FILTER } else { 1 }, letters, levels: 0, reach: 1.0, cuts: 0 };
        for child in node.children().filter(Node::is_element) {
            amount.add(self.of(child, depth + 1)?, 1);
        }
        for reference in Self::references(&node) {
            let Some(&target) = self.ids.get(reference.id) else { continue };
            // Colours that run into each other are made once.
            if !matches!(target.tag_name().name(), "linearGradient" | "radialGradient") {
                let times = if reference.at_corners { corners(&node) } else { 1 };
                amount.add(self.of(target, depth + 1)?, times);
            }
        }
        amount.levels += 1;
        amount.reach *= reach::factor(&node);
        amount.cuts += cuts(&node);
        self.known.insert(node.id(), Some(amount));
        Ok(amount)
    }

    fn references(node: &Node<'a, 'd>) -> Vec<Reference<'a>> {
        let mut references = Vec::new();
        for target in of_element(node) {
            if let Target::Within(id) = target {
                references.push(Reference { id, at_corners: false });
            }
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let corners = match name {
                "marker" | "marker-mid" => of_style(value),
                "style" => value.split(';').filter(|declaration| is_at_corners(declaration)).flat_map(of_style).collect(),
                _ => continue,
            };
            references.extend(corners.into_iter().filter_map(|target| match target {
                Target::Within(id) => Some(Reference { id, at_corners: true }),
                _ => None,
            }));
        }
        references
    }
}

impl Amount {
    fn add(&mut self, other: Self, times: usize) {
        self.elements = self.elements.saturating_add(other.elements.saturating_mul(times));
        self.letters = self.letters.saturating_add(other.letters.saturating_mul(times));
        self.levels = self.levels.max(other.levels);
        self.reach = self.reach.max(other.reach);
        self.cuts = self.cuts.max(other.cuts);
    }
}

/// The letters of a text.
fn letters(text: &Node<'_, '_>) -> Result<usize, PictureFault> {
    let (mut letters, mut looks) = (0, 1);
    for node in text.descendants() {
        letters += node.text().filter(|_| node.is_text()).map_or(0, |text| text.chars().count());
        looks += usize::from(node.is_element());
    }
    let (most, with_looks) = LONGEST_TEXT;
    if letters > most || letters.saturating_mul(looks) > with_looks { Err(PictureFault::TooIntricate) } else { Ok(letters) }
}

/// How often what is in an element is cut to a part of it, at most.
fn cuts(node: &Node<'_, '_>) -> usize {
    let cuts_itself = matches!(node.tag_name().name(), "svg" | "symbol" | "marker" | "pattern");
    let refers = |name| node.attribute(name).is_some_and(|value| value.contains("url("));
    usize::from(cuts_itself) + usize::from(refers("clip-path") || refers("style"))
}

/// The most corners that the lines of an element and of those in it can have.
fn corners(node: &Node<'_, '_>) -> usize {
    let lines = node.descendants().filter_map(|node| node.attribute("d").or_else(|| node.attribute("points")));
    lines.map(|line| line.len() / 2 + 1).sum()
}

/// Whether one of an attribute's numbers is larger.
fn exceeds(value: Option<&str>, most: f64) -> bool {
    let numbers = value.into_iter().flat_map(|value| value.split([' ', ',', '\t', '\n']));
    numbers.filter_map(|number| number.parse::<f64>().ok()).any(|number| number > most)
}
