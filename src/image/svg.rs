//! Drawings: SVG.
//!
//! A drawing is a text of a few lines that can ask for any amount of work: entities within entities, symbols that use
//! symbols. So what drawing it comes to is counted before anything is drawn. It is then read with the library that the PDF is
//! drawn by. Files that it refers to are not opened but told: a plan stands alone, and the PDF engine refuses them.

mod references;
mod work;

use base64::Engine as _;
use percent_encoding::percent_decode_str;
use usvg::roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::{Format, MAX_ELEMENTS, MAX_SIDE_THOUSANDS, PictureFault, raster, sniff};
use references::Target;

/// The most that a drawing's entities may become; Illustrator writes a dozen, each an address.
const MAX_ENTITIES: usize = 10 * 1024 * 1024;

/// The most attributes of an element: whether each is given once, is found out for each by looking at all others.
const MAX_ATTRIBUTES: usize = 150;

/// How many drawings may stand within drawings.
const MAX_WITHIN: usize = 2;

/// What is known of a drawing that can be drawn.
pub(super) struct Drawing {
    pub width: f32,
    pub height: f32,
    /// The pixels of the images within it.
    pub pixels: u64,
}

/// Reads a drawing, whose images may have `left` pixels.
pub(super) fn read(bytes: &[u8], left: u64) -> Result<Drawing, PictureFault> {
    read_within(bytes, left, 0)
}

fn read_within(bytes: &[u8], left: u64, within: usize) -> Result<Drawing, PictureFault> {
    let damaged = PictureFault::Damaged(Format::Svg);
    let text = std::str::from_utf8(bytes).map_err(|_| damaged.clone())?;
    if entities(text) > MAX_ENTITIES {
        return Err(PictureFault::Swells);
    }
    if attributes(text) > MAX_ATTRIBUTES {
        return Err(PictureFault::TooIntricate);
    }
    let nodes_limit = u32::try_from(MAX_ELEMENTS * 4).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        usvg::roxmltree::Error::NodesLimitReached => PictureFault::TooIntricate,
        usvg::roxmltree::Error::EntityReferenceLoop(_) => PictureFault::Swells,
        _ => damaged.clone(),
    })?;
    let mut pixels = 0;
    for node in document.descendants() {
        harmless(&node)?;
        for target in references::of_element(&node) {
            match target {
                Target::Within(_) => {}
                Target::Data(url) => pixels += embedded(url, left - pixels, within)?,
                Target::Elsewhere(href) => return Err(PictureFault::RefersTo(href.to_owned())),
            }
        }
    }
    work::is_little(&document)?;
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_xmltree(&document, &options).map_err(|_| damaged)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let most = f32::from(MAX_SIDE_THOUSANDS) * 1_000.0;
    if width > most || height > most {
        return Err(PictureFault::TooWide);
    }
    Ok(Drawing { width, height, pixels })
}

/// The most bytes that a text's entities can become: as if every reference were to the longest, and, where one refers to
/// others, as often as the reader allows within one.
fn entities(text: &str) -> usize {
    const WITHIN_ONE: usize = 256;
    let (mut longest, mut nested) = (0, false);
    for declaration in text.split("<!ENTITY").skip(1) {
        let Some(start) = declaration.find(['"', '\'']) else { continue };
        let quote = &declaration[start..=start];
        let value = declaration[start + 1..].split(quote).next().unwrap_or_default();
        longest = longest.max(value.len());
        nested |= value.contains('&');
    }
    let references = text.bytes().filter(|byte| *byte == b'&').count();
    longest.saturating_mul(references).saturating_mul(if nested { WITHIN_ONE } else { 1 })
}

/// The most attributes that one of a text's elements can have: its equals signs outside quotation marks. Those within, of an
/// entity, may be in an element later.
fn attributes(text: &str) -> usize {
    let mut most = 0;
    let mut rest = text;
    while let Some(start) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[start..];
        let special = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((_, end)) = special.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest.find(end).map_or("", |at| &rest[at..]);
            continue;
        }
        let is_declaration = rest.starts_with("<!");
        let (mut quote, mut count) = (None, 0);
        let end = rest.bytes().position(|byte| {
            match (byte, quote) {
                (b'=', None) => count += 1,
                (b'=', Some(_)) if is_declaration => count += 1,
                (b'>', None) => return true,
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            false
        });
        most = most.max(count);
        rest = end.map_or("", |end| &rest[end..]);
    }
    most
}

/// Sees to it that there is nothing in a drawing but a drawing. The page shows it as an image, where no program runs, but the
/// Markdown names the file, and a site that shows the file itself would run it as its own.
fn harmless(node: &Node<'_, '_>) -> Result<(), PictureFault> {
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
    let in_switch = || node.parent().is_some_and(|parent| parent.tag_name().name() == "switch" && references::is_svg(&parent));
    // Within a switch there is something else for those who do not show it, as draw.io writes it.
    if name == "foreignobject" && !in_switch() { Err(PictureFault::HasPage) } else { Ok(()) }
}

/// The pixels of an image that stands in the drawing itself, as a data URL.
fn embedded(url: &str, left: u64, within: usize) -> Result<u64, PictureFault> {
    let damaged = PictureFault::Damaged(Format::Svg);
    let (head, data) = url.split_once(',').ok_or_else(|| damaged.clone())?;
    let bytes: Vec<u8> = percent_decode_str(data).collect();
    let bytes = if head.to_ascii_lowercase().ends_with(";base64") {
        let letters: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let letters = letters.trim_ascii_end();
        let without_padding: &[u8] = &letters[..letters.iter().rposition(|&byte| byte != b'=').map_or(0, |last| last + 1)];
        base64::engine::general_purpose::STANDARD_NO_PAD.decode(without_padding).map_err(|_| damaged.clone())?
    } else {
        bytes
    };
    match sniff(&bytes) {
        Some(Format::Png) => raster::png(bytes, left).map(|picture| picture.pixels),
        Some(Format::Jpeg) => raster::jpeg(bytes, left).map(|picture| picture.pixels),
        Some(Format::Svg) if within < MAX_WITHIN => read_within(&bytes, left, within + 1).map(|drawing| drawing.pixels),
        Some(Format::Svg) => Err(PictureFault::TooIntricate),
        None => Err(PictureFault::Unknown),
    }
}
