//! HTML as the page and the fragment have it in common: elements, what is escaped in them, and the inlines of a text.
//!
//! Knows nothing of classes and files: how words are held on a line, where an image is and how a gap looks, each writer says.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use crate::content::{Image, Inline, InlineKind};
use crate::dansk::{Stretch, stretches};

/// The element of a heading: the title is `h1`, so a chapter is `h2`.
pub(super) fn heading_tag(level: u8) -> String {
    format!("h{}", level + 1)
}

pub(super) fn element(tag: &str, content: &str) -> String {
    ["<", tag, ">", content, "</", tag, ">"].concat()
}

/// A heading, with its anchor where it has one.
pub(super) fn heading(level: u8, id: Option<&str>, content: &str) -> String {
    let tag = heading_tag(level);
    let id = id.map(|id| format!(" id=\"{}\"", attribute(id))).unwrap_or_default();
    format!("<{tag}{id}>{content}</{tag}>")
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = escape_html_body_text(&mut out, text);
    out
}

pub(super) fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let _ = escape_html(&mut out, text);
    out
}

/// Text, with what belongs on one line as `whole` writes it when it is escaped, and addresses as `address` writes them.
pub(super) fn unbroken(text: &str, whole: impl Fn(&str) -> String, address: impl Fn(&str) -> String) -> String {
    let stretch = |stretch| match stretch {
        Stretch::Free(text) => escape(text),
        Stretch::Whole(text) => whole(&escape(text)),
        Stretch::Address(text) => address(text),
    };
    stretches(text).into_iter().map(stretch).collect()
}

/// A writer of inlines.
pub(super) trait Inlines {
    /// Text, with what belongs on one line held there.
    fn text(&self, text: &str) -> String;

    /// An image.
    fn image(&self, image: &Image) -> String;

    /// The words that stand where an answer is missing, which are HTML.
    fn gap(&self, words: String) -> String;

    /// A run of inlines.
    fn inlines(&self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    /// One inline.
    fn inline(&self, inline: &Inline) -> String {
        match &inline.kind {
            InlineKind::Text(text) => self.text(text),
            InlineKind::Emphasis(content) => element("em", &self.inlines(content)),
            InlineKind::Strong(content) => element("strong", &self.inlines(content)),
            InlineKind::Code(code) => element("code", &escape(code)),
            InlineKind::Link { href, content } => {
                format!("<a href=\"{}\">{}</a>", attribute(href.as_str()), self.inlines(content))
            }
            InlineKind::Image(image) if image.caption.is_empty() => self.image(image),
            InlineKind::Image(image) => format!("{} {}", self.image(image), escape(&image.caption)),
            InlineKind::LineBreak => "<br>".to_owned(),
            InlineKind::Gap(content) => self.gap(self.inlines(content)),
        }
    }
}
