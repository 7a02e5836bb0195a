//! Markdown into the tree.
//!
//! CommonMark with tables and images, by pulldown-cmark. Whatever the text holds, the result is a tree of its own that
//! cannot reach outside itself. Raw HTML is the text it is, and every word that a reader of the Markdown sees is in the
//! tree: a link's title stands after the link, a code fence's info string is the code's first line.
//!
//! What cannot be read as meant is told in [`Markdown::problems`]; the words are kept all the same.

use std::collections::HashSet;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{
    Align, Block, BlockKind, Href, HrefFault, Image, Inline, InlineKind, List, Place, Table, clean_code, clean_text, plain_text,
    tidy_inlines, trim_inlines,
};

/// How many lists and quotations may stand within one another, and likewise emphases and links. Deeper ones are
/// flattened and told: beyond this no reader follows, and every output has a depth that it ends at (Typst's is the first).
pub const MAX_NESTING: usize = 8;

/// A text read as Markdown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Markdown {
    /// The blocks, headings with the levels as written.
    pub blocks: Vec<Block>,
    /// What could not be read as meant, in the text's order.
    pub problems: Vec<Problem>,
}

/// Something in a text that could not be read as its writer meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it stands in the text.
    pub at: Place,
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// A link's address is none that a plan may link to; its text stands without the link.
    Address(String, HrefFault),
    /// Lists, quotations or emphases within one another beyond [`MAX_NESTING`].
    TooDeep,
    /// A table row has more cells than the head: CommonMark tables leave the rest out.
    ExtraCells,
    /// A link definition that no link uses: it is never shown.
    UnusedDefinition(String),
}

/// Reads a text of one or more blocks.
#[must_use]
pub fn markdown(text: &str) -> Markdown {
    Builder::new(text, 0).build()
}

/// Reads a text as one paragraph: emphasis, links and code, but no headings, lists or other blocks, whatever it begins with.
#[must_use]
pub fn inline_markdown(text: &str) -> Markdown {
    // A no-break space is white space to emphasis and to nothing else: put before the text, it keeps `# x` and `1. x` from
    // being blocks and changes nothing more. Line ends become spaces, byte for byte, so that places hold.
    let start = text.len() - text.trim_start().len();
    let line: String = text.trim().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let marked = format!("{MARK}{line}");
    let mut result = Builder::new(&marked, start.cast_signed() - MARK.len_utf8().cast_signed()).build();
    result.blocks.retain_mut(|block| match &mut block.kind {
        BlockKind::Paragraph(content) => {
            if let Some(Inline { kind: InlineKind::Text(first), .. }) = content.first_mut()
                && first.starts_with(MARK)
            {
                first.remove(0);
            }
            *content = trim_inlines(tidy_inlines(std::mem::take(content)));
            !content.is_empty()
        }
        _ => true,
    });
    result
}

const MARK: char = '\u{a0}';

/// A container whose end is not met yet.
struct Open {
    kind: OpenKind,
    at: Place,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

enum OpenKind {
    Root,
    Paragraph,
    Heading(u8),
    Quote,
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
        tight: bool,
    },
    Item,
    Code(String),
    Table {
        align: Vec<Align>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        cells: Vec<Vec<Inline>>,
        last_cell_end: usize,
    },
    Cell,
    Emphasis,
    Strong,
    Link {
        address: String,
        title: String,
    },
    Image {
        source: String,
        title: String,
    },
    /// A block of raw HTML, or anything the options do not turn on: its content stands as it is.
    Other,
}

struct Builder<'a> {
    text: &'a str,
    /// What to add to a place in `text` to get the place in what the caller gave.
    shift: isize,
    open: Vec<Open>,
    problems: Vec<Problem>,
    used_definitions: HashSet<String>,
    block_nesting: usize,
    inline_nesting: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, shift: isize) -> Self {
        let root = Open { kind: OpenKind::Root, at: 0..text.len(), blocks: Vec::new(), inlines: Vec::new() };
        Self {
            text,
            shift,
            open: vec![root],
            problems: Vec::new(),
            used_definitions: HashSet::new(),
            block_nesting: 0,
            inline_nesting: 0,
        }
    }

    fn build(mut self) -> Markdown {
        let parser = Parser::new_ext(self.text, Options::ENABLE_TABLES);
        let definitions: Vec<(String, Place)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
            .collect();
        for (event, at) in parser.into_offset_iter() {
            let at = self.place(&at);
            self.event(event, at);
        }
        while self.open.len() > 1 {
            self.close();
        }
        self.flush();
        for (label, at) in definitions {
            if !self.used_definitions.contains(&label) {
                self.problem(ProblemKind::UnusedDefinition(label), self.place(&at));
            }
        }
        self.problems.sort_by_key(|problem| problem.at.start);
        let blocks = self.open.pop().map(|root| root.blocks).unwrap_or_default();
        Markdown { blocks, problems: self.problems }
    }

    fn event(&mut self, event: Event<'_>, at: Place) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => self.close_row(at),
            Event::End(_) => self.close(),
            Event::Code(code) => self.inline(InlineKind::Code(clean_text(&code).into_owned()), at),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, at),
            Event::SoftBreak => self.inline(InlineKind::Text(" ".into()), at),
            Event::HardBreak => self.inline(InlineKind::LineBreak, at),
            Event::Rule => self.block(BlockKind::Rule, at),
            // The last three belong to extensions that are not turned on.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, at);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Place) {
        let kind = match tag {
            Tag::Paragraph => OpenKind::Paragraph,
            Tag::Heading { level, .. } => OpenKind::Heading(level as u8),
            Tag::BlockQuote(_) => OpenKind::Quote,
            Tag::List(start) => OpenKind::List { start, items: Vec::new(), tight: true },
            Tag::Item => OpenKind::Item,
            Tag::CodeBlock(CodeBlockKind::Indented) => OpenKind::Code(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => OpenKind::Code(first_line(&info)),
            Tag::Table(align) => OpenKind::Table { align: align.into_iter().map(Into::into).collect(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => OpenKind::Row { cells: Vec::new(), last_cell_end: at.start },
            Tag::TableCell => OpenKind::Cell,
            Tag::Emphasis => OpenKind::Emphasis,
            Tag::Strong => OpenKind::Strong,
            Tag::Link { dest_url, title, id, .. } => {
                self.used_definitions.insert(id.to_lowercase());
                OpenKind::Link { address: dest_url.into_string(), title: title.into_string() }
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.used_definitions.insert(id.to_lowercase());
                OpenKind::Image { source: dest_url.into_string(), title: title.into_string() }
            }
            _ => OpenKind::Other,
        };
        if let (OpenKind::Paragraph, Some(list)) = (&kind, self.list_of_open_item()) {
            *list = false;
        }
        if is_block(&kind) {
            self.flush();
        }
        if let Some(count) = self.nesting(&kind) {
            *count += 1;
        }
        self.open.push(Open { kind, at, blocks: Vec::new(), inlines: Vec::new() });
    }

    /// Whether the list is tight, where an item of it is what is open now.
    fn list_of_open_item(&mut self) -> Option<&mut bool> {
        match self.open.as_mut_slice() {
            [.., Open { kind: OpenKind::List { tight, .. }, .. }, Open { kind: OpenKind::Item, .. }] => Some(tight),
            _ => None,
        }
    }

    /// How deep the text is nested now, among what this counts with.
    fn nesting(&mut self, kind: &OpenKind) -> Option<&mut usize> {
        match kind {
            OpenKind::Quote | OpenKind::List { .. } => Some(&mut self.block_nesting),
            OpenKind::Emphasis | OpenKind::Strong | OpenKind::Link { .. } => Some(&mut self.inline_nesting),
            _ => None,
        }
    }

    /// Ends what was opened last and hands the result to what it stands in.
    fn close(&mut self) {
        self.flush();
        let Some(Open { kind, at, blocks, inlines }) = self.open.pop() else { return };
        let too_deep = self.nesting(&kind).is_some_and(|count| {
            *count -= 1;
            *count >= MAX_NESTING
        });
        if too_deep {
            // Told once, at the outermost place that is too deep: what stands within it has been flattened already.
            self.problems.retain(|p| p.kind != ProblemKind::TooDeep || !at.contains(&p.at.start));
            self.problem(ProblemKind::TooDeep, at.clone());
        }
        match kind {
            OpenKind::Root => {}
            OpenKind::Quote if !too_deep => self.block_unless_empty(blocks, at, BlockKind::Quote),
            OpenKind::List { start, items, tight } if !too_deep => {
                if !items.is_empty() {
                    // One item of one block has no space within it to be loose with.
                    let one = matches!(items.as_slice(), [item] if item.len() == 1);
                    let tight = one || (tight && List::can_be_tight(&items));
                    self.block(BlockKind::List(List { start, tight, items }), at);
                }
            }
            OpenKind::List { items, .. } => self.append(items.into_iter().flatten().collect()),
            OpenKind::Quote => self.append(blocks),
            OpenKind::Item => self.item(blocks),
            OpenKind::Paragraph | OpenKind::Other => self.paragraph(inlines, at),
            OpenKind::Heading(level) => self.heading(level, inlines, at),
            OpenKind::Code(text) => {
                let text = clean_code(&text);
                let text = text.trim_end_matches('\n');
                if !text.trim().is_empty() {
                    self.block(BlockKind::Code(text.to_owned()), at);
                }
            }
            OpenKind::Table { align, mut rows } => {
                if !rows.is_empty() {
                    let head = rows.remove(0);
                    self.block(BlockKind::Table(Table { align, head, rows }), at);
                }
            }
            OpenKind::Row { cells, .. } => {
                if let Some(Open { kind: OpenKind::Table { rows, .. }, .. }) = self.open.last_mut() {
                    rows.push(cells);
                }
            }
            OpenKind::Cell => {
                let cell = trim_inlines(tidy_inlines(inlines));
                if let Some(Open { kind: OpenKind::Row { cells, last_cell_end }, .. }) = self.open.last_mut() {
                    cells.push(cell);
                    *last_cell_end = at.end;
                }
            }
            OpenKind::Emphasis | OpenKind::Strong if too_deep => self.append_inlines(inlines),
            OpenKind::Emphasis => self.inline(InlineKind::Emphasis(inlines), at),
            OpenKind::Strong => self.inline(InlineKind::Strong(inlines), at),
            OpenKind::Link { address, title } => self.link(&address, &title, inlines, at, too_deep),
            OpenKind::Image { source, title } => {
                let alt = clean_text(&plain_text(&tidy_inlines(inlines))).trim().to_owned();
                let caption = clean_text(&title).trim().to_owned();
                // An image in another's alt text is words there, as everywhere in CommonMark.
                let within_alt = matches!(self.open.last(), Some(Open { kind: OpenKind::Image { .. }, .. }));
                let image = InlineKind::Image(Image { source, alt: alt.clone(), caption });
                self.inline(if within_alt { InlineKind::Text(alt) } else { image }, at);
            }
        }
    }

    /// Ends a table row, and tells where it holds more than the table shows.
    fn close_row(&mut self, at: Place) {
        if let Some(Open { kind: OpenKind::Row { last_cell_end, .. }, .. }) = self.open.last() {
            let rest = *last_cell_end..at.end;
            let left_out = self.text.get(rest.clone()).unwrap_or_default();
            if left_out.contains(|c: char| !c.is_whitespace() && c != '|') {
                self.problem(ProblemKind::ExtraCells, rest);
            }
        }
        self.close();
    }

    fn link(&mut self, address: &str, title: &str, content: Vec<Inline>, at: Place, too_deep: bool) {
        match Href::parse(address) {
            Ok(href) if !too_deep => {
                let content = tidy_inlines(content);
                let empty = trim_inlines(content.clone()).is_empty();
                let content = if empty { vec![Inline::text(address)] } else { content };
                self.inline(InlineKind::Link { href, content }, at.clone());
            }
            Ok(_) => self.append_inlines(content),
            Err(fault) => {
                self.problem(ProblemKind::Address(address.to_owned(), fault), at.clone());
                self.append_inlines(content);
            }
        }
        if !title.trim().is_empty() {
            self.inline(InlineKind::Text(format!(" ({})", clean_text(title).trim())), at);
        }
    }

    fn heading(&mut self, level: u8, content: Vec<Inline>, at: Place) {
        let content = trim_inlines(tidy_inlines(on_one_line(content)));
        if plain_text(&content).trim().is_empty() {
            // A heading without words is none, but an image in it is shown.
            self.paragraph(content, at);
        } else {
            self.block(BlockKind::Heading { level, content }, at);
        }
    }

    fn paragraph(&mut self, content: Vec<Inline>, at: Place) {
        let mut content = trim_inlines(tidy_inlines(content));
        match content.as_mut_slice() {
            [] => {}
            [Inline { kind: InlineKind::Image(image), .. }] => {
                let image = image.clone();
                self.block(BlockKind::Figure(image), at);
            }
            _ => self.block(BlockKind::Paragraph(content), at),
        }
    }

    fn item(&mut self, blocks: Vec<Block>) {
        if let Some(Open { kind: OpenKind::List { items, .. }, .. }) = self.open.last_mut()
            && !blocks.is_empty()
        {
            items.push(blocks);
        }
    }

    fn text(&mut self, text: &str, at: Place) {
        if let Some(Open { kind: OpenKind::Code(code), .. }) = self.open.last_mut() {
            code.push_str(text);
        } else {
            self.inline(InlineKind::Text(clean_text(text).into_owned()), at);
        }
    }

    /// Raw HTML is text, line by line.
    fn html(&mut self, html: &str, at: Place) {
        for (i, line) in html.lines().enumerate() {
            if i > 0 {
                self.inline(InlineKind::LineBreak, at.clone());
            }
            self.inline(InlineKind::Text(clean_text(line).into_owned()), at.clone());
        }
        if html.ends_with('\n') {
            self.inline(InlineKind::LineBreak, at);
        }
    }

    /// Ends a paragraph that Markdown opened without saying so, as in the items of a tight list.
    fn flush(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        if matches!(open.kind, OpenKind::Root | OpenKind::Quote | OpenKind::Item) && !open.inlines.is_empty() {
            let content = std::mem::take(&mut open.inlines);
            let at = content.first().map_or(0, |i| i.at.start)..content.last().map_or(0, |i| i.at.end);
            self.paragraph(content, at);
        }
    }

    fn block_unless_empty(&mut self, blocks: Vec<Block>, at: Place, kind: impl FnOnce(Vec<Block>) -> BlockKind) {
        if !blocks.is_empty() {
            self.block(kind(blocks), at);
        }
    }

    fn block(&mut self, kind: BlockKind, at: Place) {
        self.flush();
        self.append(vec![Block { kind, at }]);
    }

    fn append(&mut self, blocks: Vec<Block>) {
        // A list or a table holds no blocks itself: what is flattened out of it goes to the nearest that does.
        let holds = |open: &&mut Open| matches!(open.kind, OpenKind::Root | OpenKind::Quote | OpenKind::Item);
        if let Some(open) = self.open.iter_mut().rev().find(holds) {
            open.blocks.extend(blocks);
        }
    }

    fn inline(&mut self, kind: InlineKind, at: Place) {
        self.append_inlines(vec![Inline { kind, at }]);
    }

    fn append_inlines(&mut self, inlines: Vec<Inline>) {
        if let Some(open) = self.open.last_mut() {
            open.inlines.extend(inlines);
        }
    }

    fn problem(&mut self, kind: ProblemKind, at: Place) {
        self.problems.push(Problem { kind, at });
    }

    fn place(&self, at: &Place) -> Place {
        let shift = |position: usize| position.saturating_add_signed(self.shift);
        shift(at.start)..shift(at.end)
    }
}

/// The same inlines with spaces where lines end.
fn on_one_line(inlines: Vec<Inline>) -> Vec<Inline> {
    let one = |Inline { kind, at }| {
        let kind = match kind {
            InlineKind::LineBreak => InlineKind::Text(" ".into()),
            InlineKind::Emphasis(content) => InlineKind::Emphasis(on_one_line(content)),
            InlineKind::Strong(content) => InlineKind::Strong(on_one_line(content)),
            InlineKind::Gap(content) => InlineKind::Gap(on_one_line(content)),
            InlineKind::Link { href, content } => InlineKind::Link { href, content: on_one_line(content) },
            kind @ (InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Image(_)) => kind,
        };
        Inline { kind, at }
    };
    inlines.into_iter().map(one).collect()
}

fn is_block(kind: &OpenKind) -> bool {
    !matches!(kind, OpenKind::Emphasis | OpenKind::Strong | OpenKind::Link { .. } | OpenKind::Image { .. })
}

/// A fence's info string means nothing in a plan; as the code's first line its words are not lost.
fn first_line(info: &CowStr<'_>) -> String {
    let info = info.trim();
    if info.is_empty() { String::new() } else { format!("{info}\n") }
}

impl From<Alignment> for Align {
    fn from(alignment: Alignment) -> Self {
        match alignment {
            Alignment::None => Self::Natural,
            Alignment::Left => Self::Left,
            Alignment::Center => Self::Center,
            Alignment::Right => Self::Right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{is_blank, plain_text_of_blocks};
    use super::*;

    fn words(text: &str) -> String {
        plain_text_of_blocks(&markdown(text).blocks)
    }

    fn problems(text: &str) -> Vec<ProblemKind> {
        markdown(text).problems.into_iter().map(|problem| problem.kind).collect()
    }

    #[test]
    fn raw_html_is_the_text_it_is() {
        assert_eq!(words("<div>\n*a*\n</div>"), "<div> *a* </div>");
        assert_eq!(words("a <b>b</b>"), "a <b>b</b>");
    }

    #[test]
    fn no_word_is_lost_where_markdown_hides_it() {
        assert_eq!(words("``` åben fence\nefter"), "åben fence\nefter");
        assert_eq!(words("[a](https://b.dk \"titel\")"), "a (titel)");
        assert_eq!(words("[](https://b.dk)"), "https://b.dk");
        assert_eq!(problems("[a]: https://b.dk \"ord\""), [ProblemKind::UnusedDefinition("a".into())]);
        assert_eq!(problems("| a |\n|---|\n| b | c |"), [ProblemKind::ExtraCells]);
        assert_eq!(problems("| a |\n|---|\n| b |"), []);
    }

    #[test]
    fn a_bad_address_is_told_and_its_words_stay() {
        let read = markdown("se [her](javascript:alert(1)) nu");
        assert_eq!(plain_text_of_blocks(&read.blocks), "se her nu");
        assert_eq!(read.problems[0].at, 3..29);
        assert!(
            matches!(&read.problems[0].kind, ProblemKind::Address(a, HrefFault::Scheme(s)) if a == "javascript:alert(1)" && s == "javascript")
        );
    }

    #[test]
    fn nesting_is_bounded_and_told_once() {
        for text in [">".repeat(500) + " ord", "- ".repeat(500) + "ord", "*a ".repeat(500) + "ord" + &"*".repeat(500)] {
            let read = markdown(&text);
            assert!(plain_text_of_blocks(&read.blocks).contains("ord"));
            assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
            assert_eq!(read.problems[0].kind, ProblemKind::TooDeep);
        }
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for text in ["", " \n", "#", "- ", "---", "[a]: https://b.dk", "\u{200b}", "``` \n```"] {
            assert!(is_blank(&markdown(text).blocks), "{text:?}");
        }
        assert!(!is_blank(&markdown("![kort](kort.png)").blocks));
    }

    #[test]
    fn an_inline_text_has_no_blocks_and_keeps_its_places() {
        for text in ["# x", "1. x", "> x", "    x", "| a |\n|---|", "```x", "- x", "***", "[a]: b"] {
            let read = inline_markdown(text);
            assert!(matches!(read.blocks.as_slice(), [Block { kind: BlockKind::Paragraph(_), .. }]), "{text:?}: {read:?}");
            assert_eq!(plain_text_of_blocks(&read.blocks), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let read = inline_markdown("  _a_ [b](c)");
        assert_eq!(read.problems[0].at, 6..12);
        assert_eq!(inline_markdown(" ").blocks, []);
    }

    #[test]
    fn a_tight_list_is_told_from_a_loose_one() {
        let tight = |text: &str| match &markdown(text).blocks[0].kind {
            BlockKind::List(list) => (list.tight, list.items.len(), list.start),
            other => panic!("{other:?}"),
        };
        assert_eq!(tight("- a\n- b"), (true, 2, None));
        assert_eq!(tight("3. a\n\n4. b"), (false, 2, Some(3)));
    }

    #[test]
    fn an_image_alone_is_a_figure_and_its_title_a_caption() {
        let read = markdown("![et *kort*](a b.png)\n\n![et kort](a.png \"Figur 1\")");
        let figure = Image { source: "a.png".into(), alt: "et kort".into(), caption: "Figur 1".into() };
        assert_eq!(read.blocks[1], Block::new(BlockKind::Figure(figure)));
    }
}
