//! What a drawing's elements refer to: other elements, data, and other files.

use usvg::roxmltree::Node;

/// The name space of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// An element of the same drawing, by its id.
    Within(&'a str),
    /// Data in the reference itself.
    Data(&'a str),
    /// Something that the drawing does not hold.
    Elsewhere(&'a str),
}

impl<'a> Target<'a> {
    /// What a reference is to.
    pub fn of(href: &'a str) -> Self {
        let href = href.trim();
        match href.strip_prefix('#') {
            Some(id) => Self::Within(id),
            None if href.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) => Self::Data(href),
            None => Self::Elsewhere(href),
        }
    }
}

/// Whether an element is SVG's. The reader takes those of no name space for that too.
pub fn is_svg(node: &Node<'_, '_>) -> bool {
    matches!(node.tag_name().namespace(), None | Some(SVG))
}

/// Everything that an element refers to by itself, and a style element's rules for others. A link that a reader may follow is
/// no part of the drawing.
pub fn of_element<'a>(node: &Node<'a, '_>) -> Vec<Target<'a>> {
    if !is_svg(node) {
        return Vec::new();
    }
    let mut targets = Vec::new();
    for attribute in node.attributes() {
        let value = attribute.value();
        if attribute.name() == "href" {
            let target = Target::of(value);
            // Data is an image's; for others it is one more document.
            let shows = matches!(node.tag_name().name(), "image" | "feImage");
            targets.extend(match target {
                _ if node.tag_name().name() == "a" || value.trim().is_empty() => None,
                Target::Data(url) if !shows => Some(Target::Elsewhere(url)),
                target => Some(target),
            });
        } else {
            targets.extend(of_style(value));
        }
    }
    if node.tag_name().name() == "style" {
        let texts = node.children().filter_map(|child| child.is_text().then(|| child.text()).flatten());
        targets.extend(texts.flat_map(|text| of_style(text).into_iter().chain(imports(text))));
    }
    targets
}

/// What a style refers to by `url(…)`. Data in one is a cursor or a typeface, which no output shows.
pub fn of_style(style: &str) -> Vec<Target<'_>> {
    let mut targets = Vec::new();
    let mut rest = style;
    while let Some(at) = rest.as_bytes().windows(4).position(|window| window.eq_ignore_ascii_case(b"url(")) {
        rest = &rest[at + 4..];
        let inner = rest.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        targets.push(Target::of(inner));
    }
    targets.retain(|target| !matches!(target, Target::Data(_)));
    targets
}

fn imports(style: &str) -> Option<Target<'_>> {
    let at = style.as_bytes().windows(7).position(|window| window.eq_ignore_ascii_case(b"@import"))?;
    Some(Target::Elsewhere(style[at..].split(';').next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_however_they_are_written() {
        let found = of_style("fill:url(#a); stroke: URL( '#b' ) red; filter:url(\"x.svg#c\");cursor:url(data:x)");
        assert_eq!(found, [Target::Within("a"), Target::Within("b"), Target::Elsewhere("x.svg#c")]);
        assert_eq!(imports(".a{} @IMPORT 'x.css';"), Some(Target::Elsewhere("@IMPORT 'x.css'")));
        assert!(of_style("urlæ(").is_empty());
    }
}
