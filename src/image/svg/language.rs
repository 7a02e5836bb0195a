//! What of a drawing is for Danish readers.
//!
//! A drawing may hold its words in several languages, of which a reader shows one. A plan is read in Danish: so the choice is
//! made here, once, and every output shows the same.

use usvg::roxmltree::Node;

use super::names;
use super::references::is_svg;

/// The languages of a plan's readers, the best first.
const LANGUAGES: [&str; 2] = ["da", "en"];

/// Whether an element is to be shown.
pub(super) fn is_for_us(node: &Node<'_, '_>) -> bool {
    let is_known = |languages: &str| LANGUAGES.into_iter().any(|language| names(languages, language));
    node.attribute("requiredExtensions").is_none() && node.attribute("systemLanguage").is_none_or(is_known)
}

/// The one of a switch's elements that is shown: the first in Danish, or else the first that can be shown.
pub(super) fn chosen<'a, 'd>(switch: &Node<'a, 'd>) -> Option<Node<'a, 'd>> {
    let is_shown = |name: &str| names::is_element(name) || matches!(name, "a" | "switch");
    let can_be = |node: &Node<'_, '_>| is_svg(node) && is_shown(node.tag_name().name()) && is_for_us(node);
    let mut candidates = switch.children().filter(|node| node.is_element() && can_be(node));
    let in_danish =
        |node: &Node<'_, '_>| node.attribute("systemLanguage").is_some_and(|languages| names(languages, LANGUAGES[0]));
    candidates.clone().find(in_danish).or_else(|| candidates.next())
}

/// Whether a list names a language, if with a country.
fn names(languages: &str, language: &str) -> bool {
    languages.split(',').any(|tag| tag.trim().split('-').next().unwrap_or_default().eq_ignore_ascii_case(language))
}
