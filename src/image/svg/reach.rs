//! How far out a drawing's parts lie, and how large they are.
//!
//! Numbers that are multiplied with one another, group within group, soon leave what a number can be, and there a PDF engine
//! gives up; a browser shows nothing of it anyhow.

use std::borrow::Cow;
use std::ops::Range;

use usvg::roxmltree;
use usvg::{Group, ImageKind, Node, Paint, Rect, Transform, Tree};

/// The largest number in a drawing, in CSS pixels or as a factor. Maps count metres from the equator, of which there are ten
/// million.
pub(super) const FURTHEST: f32 = 1e8;

/// The smallest factor beside nothing.
const LEAST: f32 = 1e-8;

/// A number that is as good as nothing.
const DUST: f64 = 1e-10;

/// The attributes by which what is in an element is moved, turned and made larger.
const TRANSFORMS: [&str; 4] = ["transform", "patternTransform", "gradientTransform", "style"];

/// The largest number in an attribute of an element.
pub(super) fn largest(node: &roxmltree::Node<'_, '_>) -> f64 {
    let is_number = |name: &str| !matches!(name, "id" | "href" | "font-family");
    let values = node.attributes().filter(|attribute| is_number(attribute.name())).map(|attribute| attribute.value());
    values.map(largest_in).fold(0.0, f64::max)
}

/// How many times as large as it is what is in an element may become, at most.
pub(super) fn factor(node: &roxmltree::Node<'_, '_>) -> f64 {
    let transforms = TRANSFORMS.into_iter().filter_map(|name| node.attribute(name)).map(largest_in);
    let least = |view_box: &str| {
        view_box.split([' ', ',', '\t', '\n']).skip(2).filter_map(|side| side.parse::<f64>().ok()).fold(1.0, f64::min)
    };
    // A small view is drawn in a large place.
    let view = node.attribute("viewBox").map(|view_box| 1e4 / least(view_box).max(1e-12)).filter(|factor| *factor > 1e4);
    transforms.chain(view).fold(1.0, f64::max)
}

/// The largest number in a text.
fn largest_in(text: &str) -> f64 {
    numbers_in(text).map(|at| text[at].parse().unwrap_or(0.0)).fold(0.0, f64::max)
}

/// A value with nothing in the place of every number that is as good as nothing. Programs that draw leave such where they
/// have turned something, and a reader that multiplies two of them may find that nothing has no size.
pub(super) fn without_dust(value: &str) -> Cow<'_, str> {
    if !value.contains(['e', 'E']) && !value.contains(".0000000") {
        return Cow::Borrowed(value);
    }
    let (mut out, mut written) = (String::new(), 0);
    for at in numbers_in(value) {
        let is_dust = value[at.clone()].parse().is_ok_and(|number: f64| number != 0.0 && number < DUST);
        if is_dust {
            out.push_str(&value[written..at.start]);
            // Numbers may stand without a space between them: "1.5.5" is two.
            let touches = |beside: Option<char>| beside.is_some_and(|c| c == '.' || c.is_ascii_digit());
            out.push_str(if touches(value[..at.start].chars().next_back()) { " 0" } else { "0" });
            out.push_str(if touches(value[at.end..].chars().next()) { " " } else { "" });
            written = at.end;
        }
    }
    out.push_str(&value[written..]);
    Cow::Owned(out)
}

/// Where the numbers of a text stand, without their signs. Colours are none.
fn numbers_in(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text[at..].find(|c: char| c == '#' || c == '.' || c.is_ascii_digit())?;
            let start = at;
            if text[at..].starts_with('#') {
                at += 1 + length_of(&text[at + 1..], |byte| byte.is_ascii_alphanumeric());
            } else {
                at += number_at(&text[at..]).max(1);
                return Some(start..at);
            }
        }
    })
}

/// How long the number is that a text begins with.
fn number_at(text: &str) -> usize {
    let digits = |from: usize| from + length_of(&text[from..], |byte| byte.is_ascii_digit());
    let mut end = digits(0);
    if text[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if text[end..].starts_with(['e', 'E']) {
        let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
        let after = digits(end + 1 + sign);
        end = if after > end + 1 + sign { after } else { end };
    }
    end
}

fn length_of(text: &str, is_one: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is_one(byte)).unwrap_or(text.len())
}

/// Whether everything in a drawing lies where it can be drawn.
pub(super) fn is_near(tree: &Tree) -> bool {
    let gradients = tree.linear_gradients().iter().all(|gradient| {
        numbers(&[gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()]) && transform(gradient.transform())
    });
    let round = tree.radial_gradients().iter().all(|gradient| {
        let (r, fr) = (gradient.r().get(), gradient.fr().get());
        numbers(&[gradient.cx(), gradient.cy(), gradient.fx(), gradient.fy(), r, fr]) && transform(gradient.transform())
    });
    let patterns = tree.patterns().iter().all(|pattern| rect(pattern.rect().to_rect()) && transform(pattern.transform()));
    let clips = tree.clip_paths().iter().all(|clip| transform(clip.transform()) && group(clip.root()));
    let masks = tree.masks().iter().all(|mask| rect(mask.rect().to_rect()) && group(mask.root()));
    let filters = tree.filters().iter().all(|filter| rect(filter.rect().to_rect()));
    gradients && round && patterns && clips && masks && filters && group(tree.root())
}

fn group(whole: &Group) -> bool {
    let own = transform(whole.transform()) && transform(whole.abs_transform());
    own && rect(whole.layer_bounding_box().to_rect())
        && rect(whole.abs_layer_bounding_box().to_rect())
        && whole.children().iter().all(node)
}

fn node(node: &Node) -> bool {
    let mut is_near = transform(node.abs_transform())
        && [node.bounding_box(), node.abs_bounding_box(), node.stroke_bounding_box(), node.abs_stroke_bounding_box()]
            .into_iter()
            .all(rect);
    is_near &= match node {
        Node::Group(inner) => group(inner),
        Node::Path(path) => {
            let stroke = path.stroke();
            let width = stroke.is_none_or(|stroke| numbers(&[stroke.width().get(), stroke.dashoffset()]));
            let dashes = stroke.and_then(|stroke| stroke.dasharray()).is_none_or(numbers);
            let paints = [path.fill().map(usvg::Fill::paint), stroke.map(usvg::Stroke::paint)];
            let patterns = paints.into_iter().flatten().all(|paint| match paint {
                Paint::Pattern(pattern) => group(pattern.root()),
                _ => true,
            });
            width && dashes && patterns
        }
        Node::Text(text) => {
            let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
            group(text.flattened()) && glyphs.map(usvg::layout::PositionedGlyph::transform).all(transform)
        }
        Node::Image(image) => match image.kind() {
            ImageKind::SVG(tree) => self::is_near(tree),
            _ => true,
        },
    };
    is_near
}

fn rect(rect: Rect) -> bool {
    numbers(&[rect.left(), rect.top(), rect.right(), rect.bottom()])
}

fn transform(by: Transform) -> bool {
    let factors = [by.sx, by.kx, by.ky, by.sy];
    let largest = factors.into_iter().map(f32::abs).fold(0.0, f32::max);
    numbers(&factors) && numbers(&[by.tx, by.ty]) && (largest == 0.0 || largest >= LEAST)
}

/// Whether these are numbers, and none is too large.
fn numbers(numbers: &[f32]) -> bool {
    numbers.iter().all(|number| number.abs() <= FURTHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_written() {
        let cases = [
            ("M0 0L-12.5.5", 12.5),
            ("1e9em", 1e9),
            ("#1e99ff", 0.0),
            ("rotate(3e2,4)", 300.0),
            ("5e", 5.0),
            ("..", 0.0),
            ("1E+3-2", 1000.0),
        ];
        for (text, number) in cases {
            assert!((largest_in(text) - number).abs() < 1e-6, "{text}");
        }
    }

    #[test]
    fn dust_is_nothing() {
        let cases = [
            ("matrix(6.1e-17 1 -1 6.1e-17 0 0)", "matrix(0 1 -1 0 0 0)"),
            ("M1.5.1e-30.5-1e-20L2 3", "M1.5 0 .5-0L2 3"),
            ("0.00000000000001", "0"),
            ("1e-3", "1e-3"),
            ("url(#a1e-20)", "url(#a1e-20)"),
            ("0e5 #1e9", "0e5 #1e9"),
        ];
        for (text, clean) in cases {
            assert_eq!(without_dust(text), clean);
        }
    }
}
