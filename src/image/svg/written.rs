//! A drawing written anew, of the parts that are known.
//!
//! Names of elements are the program's own, styles stand at the elements they are for, the languages have been chosen between,
//! and images are what their bytes say. A drawing within the drawing becomes a part of it: the PDF engine would lose the words
//! of one that stands as an image.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use usvg::roxmltree::{Document, Node, NodeId};

use super::references::{Target, is_svg};
use super::style::Styles;
use super::within::{self, Place, Within};
use super::{language, names, reach, value};
use crate::image::{Format, MAX_LEVELS, PictureFault};

/// How many times as long as it was a drawing may become, with its styles at every element, and how much more.
const LONGER: (usize, usize) = (4, 65_536);

/// How a drawing begins that no other is around. Nothing of what is around an image has a hold on it.
const UNTOUCHED: &str = "clip-rule:nonzero;color:#000;color-interpolation-filters:linearRGB;direction:ltr;fill:#000;\
    fill-opacity:1;fill-rule:nonzero;font-family:initial;font-size:16px;font-stretch:normal;font-style:normal;\
    font-variant:normal;font-weight:400;image-rendering:auto;letter-spacing:normal;marker-start:none;marker-mid:none;\
    marker-end:none;paint-order:normal;shape-rendering:auto;stroke:none;stroke-dasharray:none;stroke-dashoffset:0;\
    stroke-linecap:butt;stroke-linejoin:miter;stroke-miterlimit:4;stroke-opacity:1;stroke-width:1;text-anchor:start;\
    text-rendering:auto;word-spacing:normal;writing-mode:lr-tb";

/// A drawing as it is written.
pub(super) struct Written {
    /// The attributes of its outermost element, but its size.
    root: String,
    /// Its size, as attributes.
    size: String,
    content: String,
    /// The pixels of the images within it.
    pub pixels: u64,
}

impl Written {
    /// As a file of its own.
    pub fn as_file(&self) -> String {
        let Self { root, size, content, .. } = self;
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{size}{root}>{content}</svg>\n")
    }

    /// As a part of another drawing, at its own size.
    fn as_part(&self, (width, height): (f32, f32)) -> String {
        let Self { root, content, .. } = self;
        format!("<svg width=\"{width}\" height=\"{height}\"{root}>{content}</svg>")
    }
}

/// Writes a drawing anew, whose images may have `left` pixels.
pub(super) fn of(document: &Document<'_>, left: u64, place: &Place) -> Result<Written, PictureFault> {
    let root = document.root_element();
    if !is_svg(&root) || root.tag_name().name() != "svg" {
        return Err(PictureFault::Damaged(Format::Svg));
    }
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            let number = ids.len();
            ids.entry(id).or_insert((node.id(), number));
        }
    }
    let most = document.input_text().len() * LONGER.0 + LONGER.1;
    let styles = Styles::of(document)?;
    let mut writer = Writer { ids, styles, place, left, images: 0, pixels: 0, data: 0, most, out: String::new() };
    // Readers do not agree on how large letters are that nothing is said of.
    if root.attribute("font-size").is_none() {
        writer.out.push_str(" font-size=\"16\"");
    }
    let is_size = |name: &str| matches!(name, "x" | "y" | "width" | "height");
    writer.attributes(root, &|name| !is_size(name))?;
    let attributes = std::mem::take(&mut writer.out);
    for name in ["width", "height"] {
        writer.attribute(name, root.attribute(name).unwrap_or_default());
    }
    let size = std::mem::take(&mut writer.out);
    writer.children(root, false, 1)?;
    Ok(Written { root: attributes, size, content: writer.out, pixels: writer.pixels })
}

struct Writer<'a, 'd> {
    /// The first element of each name, and its number.
    ids: HashMap<&'a str, (NodeId, usize)>,
    styles: Styles<'d>,
    place: &'a Place,
    left: u64,
    images: usize,
    pixels: u64,
    /// How much of what is written is the data of images.
    data: usize,
    most: usize,
    out: String,
}

impl Writer<'_, '_> {
    fn children(&mut self, node: Node<'_, '_>, in_text: bool, depth: usize) -> Result<(), PictureFault> {
        for child in node.children() {
            if child.is_element() {
                self.element(child, in_text, depth)?;
            } else if in_text && child.is_text() {
                self.words(child.text().unwrap_or_default());
            }
            if self.out.len() - self.data > self.most {
                return Err(PictureFault::Swells);
            }
        }
        Ok(())
    }

    fn element(&mut self, node: Node<'_, '_>, in_text: bool, depth: usize) -> Result<(), PictureFault> {
        if depth > 2 * MAX_LEVELS {
            return Err(PictureFault::TooIntricate);
        }
        if !is_svg(&node) || !language::is_for_us(&node) {
            return Ok(());
        }
        let name = match (node.tag_name().name(), in_text) {
            ("a" | "tref" | "tspan", true) => "tspan",
            ("textPath", true) => "textPath",
            // A link leads nowhere from an image.
            ("a" | "switch", false) => "g",
            ("image", false) => return self.image(node),
            ("tspan" | "textPath", false) => return Ok(()),
            (name, false) if names::is_element(name) => name,
            _ => return Ok(()),
        };
        self.open(name, node, &|_| true)?;
        if name == "feImage" {
            self.image_of_filter(node)?;
        }
        self.out.push('>');
        match node.tag_name().name() {
            "switch" => {
                if let Some(chosen) = language::chosen(&node) {
                    self.element(chosen, false, depth + 1)?;
                }
            }
            "tref" => {
                let texts = self.referred(node).into_iter().flat_map(|node| node.descendants());
                texts.filter_map(|node| node.is_text().then(|| node.text()).flatten()).for_each(|text| self.words(text));
            }
            _ => self.children(node, in_text || name == "text", depth + 1)?,
        }
        let _ = write!(self.out, "</{name}>");
        Ok(())
    }

    /// A start tag without its end.
    fn open(&mut self, name: &str, node: Node<'_, '_>, is_wanted: &dyn Fn(&str) -> bool) -> Result<(), PictureFault> {
        let _ = write!(self.out, "<{name}");
        if let Some((id, number)) = node.attribute("id").and_then(|id| self.ids.get(id))
            && *id == node.id()
        {
            let _ = write!(self.out, " id=\"{}{number}\"", self.place.prefix);
        }
        if names::may_refer(name)
            && let Some(Target::Within(id)) = href(&node).map(Target::of)
        {
            let _ = write!(self.out, " href=\"#{}\"", self.name(id));
        }
        self.attributes(node, is_wanted)
    }

    fn attributes(&mut self, node: Node<'_, '_>, is_wanted: &dyn Fn(&str) -> bool) -> Result<(), PictureFault> {
        for attribute in node.attributes() {
            let name = attribute.name();
            if attribute.namespace().is_none() && names::is_attribute(name) && is_wanted(name) {
                self.attribute(name, attribute.value());
            }
        }
        let mut style = String::new();
        let mut keeps_spaces = node.attribute("white-space").is_some_and(keeps_spaces_as);
        for (name, value) in self.styles.of_element(node)? {
            if let Some(value) = self.value(&value) {
                keeps_spaces |= name == "white-space" && keeps_spaces_as(&value);
                let _ = write!(style, "{}{name}:{}", if style.is_empty() { "" } else { ";" }, reach::without_dust(&value));
            }
        }
        if !style.is_empty() {
            self.put("style", &style);
        }
        match node.attribute(("http://www.w3.org/XML/1998/namespace", "space")) {
            Some("preserve") => self.put("xml:space", "preserve"),
            Some("default") => self.put("xml:space", "default"),
            // The PDF engine knows of one of the two ways to say it.
            None if keeps_spaces => self.put("xml:space", "preserve"),
            _ => {}
        }
        Ok(())
    }

    fn words(&mut self, text: &str) {
        let seen: String = text.chars().filter(|&character| !value::is_unseen(character)).collect();
        value::escape(&seen, &mut self.out);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        if let Some(value) = self.value(value).filter(|value| !value.is_empty()) {
            self.put(name, &reach::without_dust(&value));
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        value::escape(value, &mut self.out);
        self.out.push('"');
    }

    fn value<'v>(&self, value: &'v str) -> Option<Cow<'v, str>> {
        value::of(value, &|id| self.name(id))
    }

    /// What an element is called here. What there is none of has a name that no element has.
    fn name(&self, id: &str) -> String {
        let prefix = &self.place.prefix;
        self.ids.get(id).map_or_else(|| format!("{prefix}-"), |(_, number)| format!("{prefix}{number}"))
    }

    /// The element that another refers to.
    fn referred<'n, 'i>(&self, node: Node<'n, 'i>) -> Option<Node<'n, 'i>> {
        let Some(Target::Within(id)) = href(&node).map(Target::of) else { return None };
        node.document().get_node(self.ids.get(id)?.0)
    }

    fn read(&mut self, url: &str) -> Result<Within, PictureFault> {
        self.images += 1;
        let within = within::read(url, self.left - self.pixels, self.place, self.images)?;
        self.pixels += match &within {
            Within::Pixels { pixels, .. } => *pixels,
            Within::Drawing(drawing) => drawing.pixels(),
        };
        Ok(within)
    }

    fn image(&mut self, node: Node<'_, '_>) -> Result<(), PictureFault> {
        let Some(Target::Data(url)) = href(&node).map(Target::of) else { return Ok(()) };
        match self.read(url)? {
            Within::Pixels { url, size, .. } => {
                let (width, height) = size;
                let image = format!("<image width=\"{width}\" height=\"{height}\" href=\"{url}\"/>");
                self.part(node, size, &image)
            }
            Within::Drawing(drawing) => {
                let size = (drawing.width, drawing.height);
                self.part(node, size, &drawing.written.as_part(size))
            }
        }
    }

    fn image_of_filter(&mut self, node: Node<'_, '_>) -> Result<(), PictureFault> {
        let Some(Target::Data(url)) = href(&node).map(Target::of) else { return Ok(()) };
        let Within::Pixels { url, .. } = self.read(url)? else { return Err(PictureFault::TooIntricate) };
        self.put("href", &url);
        self.data += url.len();
        Ok(())
    }

    /// What is shown in the place of an image, and how large it is by itself. The reader finds out where a view lies, also
    /// where it is too small to be seen; with an image's own place it would give up.
    fn part(&mut self, node: Node<'_, '_>, own: (f32, f32), part: &str) -> Result<(), PictureFault> {
        let is_place = |name: &str| matches!(name, "x" | "y" | "width" | "height" | "preserveAspectRatio");
        self.open("g", node, &|name| !is_place(name))?;
        self.out.push_str("><svg");
        for name in ["x", "y", "preserveAspectRatio"] {
            self.attribute(name, node.attribute(name).unwrap_or_default());
        }
        let given = |name| node.attribute(name).map(str::trim).filter(|length| !length.is_empty() && *length != "auto");
        let number = |length: &str| length.trim_end_matches("px").parse::<f32>().map_err(|_| PictureFault::TooIntricate);
        let (width, height) = match (given("width"), given("height")) {
            (Some(width), Some(height)) => (width.to_owned(), height.to_owned()),
            (Some(width), None) => (width.to_owned(), (own.1 / own.0 * number(width)?).to_string()),
            (None, Some(height)) => ((own.0 / own.1 * number(height)?).to_string(), height.to_owned()),
            (None, None) => (own.0.to_string(), own.1.to_string()),
        };
        self.attribute("width", &width);
        self.attribute("height", &height);
        let (width, height) = own;
        let _ =
            write!(self.out, " viewBox=\"0 0 {width} {height}\" style=\"{UNTOUCHED}\" xml:space=\"default\">{part}</svg></g>");
        self.data += part.len();
        Ok(())
    }
}

/// What an element refers to by itself.
fn href<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    let old = || node.attribute(("http://www.w3.org/1999/xlink", "href"));
    node.attribute("href").or_else(old).map(str::trim).filter(|href| !href.is_empty())
}

/// Whether spaces are kept as they are written.
fn keeps_spaces_as(white_space: &str) -> bool {
    matches!(white_space.trim(), "pre" | "pre-wrap" | "break-spaces")
}
