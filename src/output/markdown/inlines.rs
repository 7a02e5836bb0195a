//! Inlines as a line of Markdown.
//!
//! A run of inlines becomes units (see [`units`](super::units)): characters, each with how it is written, and markup.
//! Escapes are decided with the neighbours at hand, so that only what would be read as markup is escaped.

use super::units::{Context, Unit, Units, is_plain, longest_run};
use crate::content::{Image, Inline, InlineKind};

/// Inlines as Markdown. Line breaks are line ends; in a cell, which is one line, they are HTML's, and in a heading a space.
pub(super) fn write(inlines: &[Inline], context: Context) -> String {
    if let [Inline { kind: InlineKind::Text(text), .. }] = inlines
        && is_plain(text)
    {
        return text.clone();
    }
    let mut writer = Writer { units: Units::default(), context };
    writer.inlines(inlines, Inside::default());
    writer.units.settle(context)
}

/// What surrounds an inline.
#[derive(Clone, Copy, Default)]
struct Inside {
    link: bool,
    /// The emphasis around this stands directly at its edge, written with this character.
    edge_of: Option<char>,
}

struct Writer {
    units: Units,
    context: Context,
}

impl Writer {
    fn inlines(&mut self, inlines: &[Inline], inside: Inside) {
        for (i, inline) in inlines.iter().enumerate() {
            let at_edge = i == 0 || i + 1 == inlines.len();
            let edge_of = inside.edge_of.filter(|_| at_edge);
            self.inline(inline, Inside { edge_of, ..inside });
        }
    }

    fn inline(&mut self, inline: &Inline, inside: Inside) {
        match &inline.kind {
            InlineKind::Text(text) => text.chars().for_each(|c| self.units.push(Unit::Char { c, in_link: inside.link })),
            InlineKind::Code(code) => self.units.push(Unit::Atom(code_span(code, self.context))),
            InlineKind::Emphasis(content) => self.marked(1, content, inside),
            InlineKind::Strong(content) => self.marked(2, content, inside),
            InlineKind::Link { href, content } => {
                self.units.push(Unit::Atom("[".into()));
                self.inlines(content, Inside { link: true, edge_of: None });
                self.units.push(Unit::Atom(format!("]({})", destination(href.as_str()))));
            }
            InlineKind::Image(image) => self.units.push(Unit::Atom(image_text(image, self.context))),
            InlineKind::LineBreak if self.context == Context::Paragraph => self.units.push(Unit::LineBreak),
            InlineKind::LineBreak if self.context == Context::Cell => self.units.push(Unit::Atom("<br>".into())),
            InlineKind::LineBreak => self.units.push(Unit::Char { c: ' ', in_link: inside.link }),
            InlineKind::Gap(content) => self.inlines(content, inside),
        }
    }

    /// An emphasis. Two of one character side by side would be read as one mark, so neighbours take turns.
    fn marked(&mut self, width: usize, content: &[Inline], inside: Inside) {
        let neighbour = self.units.last_mark().or(inside.edge_of);
        let mark = match neighbour {
            Some('*') => '_',
            None if width == 1 && holds_emphasis_at_edge(content) => '_',
            _ => '*',
        };
        let text = mark.to_string().repeat(width);
        self.units.push(Unit::Open(text.clone()));
        self.inlines(content, Inside { edge_of: Some(mark), ..inside });
        self.units.push(Unit::Close(text));
    }
}

fn is_emphasis(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_))
}

fn holds_emphasis_at_edge(content: &[Inline]) -> bool {
    content.first().is_some_and(is_emphasis) || content.last().is_some_and(is_emphasis)
}

fn code_span(code: &str, context: Context) -> String {
    let marks = "`".repeat(longest_run(code, '`') + 1);
    // A space on each side is taken away again; needed where the code itself begins or ends with the mark or a space.
    let padding = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
    let code = if context == Context::Cell { code.replace('|', "\\|") } else { code.to_owned() };
    format!("{marks}{padding}{code}{padding}{marks}")
}

fn image_text(image: &Image, context: Context) -> String {
    let alt: Vec<Inline> = vec![Inline::text(&image.alt)];
    let mut writer = Writer { units: Units::default(), context };
    writer.inlines(&alt, Inside { link: true, edge_of: None });
    let alt = writer.units.settle(Context::Heading);
    let title = if image.caption.is_empty() { String::new() } else { format!(" \"{}\"", quoted(&image.caption)) };
    let text = format!("![{alt}]({}{title})", destination(&image.source));
    if context == Context::Cell { escape_pipes(&text) } else { text }
}

/// A pipe that is escaped already stays so.
fn escape_pipes(text: &str) -> String {
    text.replace("\\|", "|").replace('|', "\\|")
}

fn destination(address: &str) -> String {
    let plain = !address.is_empty()
        && address
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')' | '\\' | '&' | '|'));
    if plain {
        return address.to_owned();
    }
    let mut out = String::from("<");
    for c in address.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            '|' => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

fn quoted(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            '|' => out.push_str("&#124;"),
            c => out.push(c),
        }
    }
    out
}
