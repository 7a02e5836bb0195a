//! From the events of the Markdown parser to blocks and inlines.
//!
//! The parser tells where a thing begins and ends; what is open meanwhile stands on a stack here, so that no text, however
//! deep, makes the program call itself.

mod answer;

use std::collections::HashSet;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::open::{Open, OpenKind};
use super::problem::{MAX_NESTING, Markdown, Problem, ProblemKind};
use super::{
    Block, BlockKind, Href, Image, Inline, InlineKind, List, Place, Table, clean_code, clean_text, on_one_line, plain_text,
    tidy_inlines, trim_inlines,
};

/// Builds the blocks of one text.
pub(super) struct Builder<'a> {
    text: &'a str,
    /// Whether the text is an answer, which is read as its writer meant it, and not the Markdown of a template.
    is_answer: bool,
    /// How many texts this one is within: see [`Builder::after_break`].
    depth: usize,
    open: Vec<Open>,
    problems: Vec<Problem>,
    /// Where links and images lead that name a definition. (By address, since labels are written in many ways.)
    referred_to: HashSet<String>,
    block_nesting: usize,
    inline_nesting: usize,
}

impl<'a> Builder<'a> {
    /// A builder for a text. Every place it gives is a place in that text.
    pub(super) fn new(text: &'a str) -> Self {
        let root = Open { kind: OpenKind::Root, at: 0..text.len(), blocks: Vec::new(), inlines: Vec::new() };
        Self {
            text,
            is_answer: false,
            depth: 0,
            open: vec![root],
            problems: Vec::new(),
            referred_to: HashSet::new(),
            block_nesting: 0,
            inline_nesting: 0,
        }
    }

    /// A builder for the text of an answer.
    pub(super) fn of_answer(text: &'a str) -> Self {
        Self { is_answer: true, ..Self::new(text) }
    }

    pub(super) fn build(mut self) -> Markdown {
        // A footnote's text would be lost as a link definition: it is read so that it can be told.
        let footnotes = if self.is_answer { Options::ENABLE_FOOTNOTES } else { Options::empty() };
        let parser = Parser::new_ext(self.text, Options::ENABLE_TABLES | footnotes);
        let definitions: Vec<(String, String, Place)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, definition)| (label.to_owned(), definition.dest.to_string(), definition.span.clone()))
            .collect();
        for (event, at) in parser.into_offset_iter() {
            self.event(event, at);
        }
        while self.open.len() > 1 {
            self.close();
        }
        self.flush();
        for (label, address, at) in definitions {
            if !self.referred_to.contains(&address) {
                self.problem(ProblemKind::UnusedDefinition(label), at);
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
            Event::Html(html) | Event::InlineHtml(html) => {
                if !self.is_after_break(&html, &at) {
                    self.html(&html, at);
                }
            }
            Event::SoftBreak => self.inline(InlineKind::Text(" ".into()), at),
            Event::HardBreak => self.inline(InlineKind::LineBreak, at),
            Event::Rule => self.block(BlockKind::Rule, at),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]"), at),
            // The last two belong to extensions that are not turned on.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, at),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Place) {
        match &tag {
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.referred_to.insert(dest_url.to_string());
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if self.is_answer && !info.trim().is_empty() => self.fence(&at),
            _ => {}
        }
        let kind = OpenKind::of(tag, at.start);
        if let (OpenKind::Paragraph, Some(list)) = (&kind, self.list_of_open_item()) {
            *list = false;
        }
        if kind.is_block() {
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
            OpenKind::List { start: Some(_), items, .. } if items.is_empty() => self.numbers(at),
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
            OpenKind::Note(label) => self.note(label, blocks, &at),
            OpenKind::Paragraph => {
                let content = self.meant(inlines, true);
                self.paragraph(content, at);
            }
            OpenKind::Html { after_break: Some(lines) } => self.after_break(&lines),
            OpenKind::Html { .. } | OpenKind::Other => {
                let content = self.linked(inlines);
                self.paragraph(content, at);
            }
            OpenKind::Heading(level) => {
                let content = self.meant(on_one_line(inlines), false);
                self.heading(level, content, at);
            }
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
                let cell = trim_inlines(tidy_inlines(self.meant(inlines, false)));
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
                let content = tidy_inlines(self.mended(content));
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
        let content = trim_inlines(tidy_inlines(content));
        if plain_text(&content).trim().is_empty() {
            // A heading without words is none, but an image in it is shown.
            self.paragraph(content, at);
        } else {
            self.block(BlockKind::Heading { level, content, id: None }, at);
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

    /// An ordered list of nothing, as "1991." alone on a line: the numbers are what was written.
    fn numbers(&mut self, at: Place) {
        let written = self.text.get(at.clone()).unwrap_or_default().split_whitespace();
        let numbers: Vec<&str> = written.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect();
        self.paragraph(vec![Inline { kind: InlineKind::Text(numbers.join(" ")), at: at.clone() }], at);
    }

    /// Raw HTML is text, line by line, but for a line break, which Markdown has no other way to write in a cell.
    fn html(&mut self, html: &str, at: Place) {
        if is_line_break(html) {
            return self.inline(InlineKind::LineBreak, at);
        }
        // Told once a stretch: a block of HTML comes line by line, with nothing but line ends in between.
        let goes_on = self.problems.last().is_some_and(|problem| {
            let between = self.text.get(problem.at.end..at.start).unwrap_or("...");
            matches!(problem.kind, ProblemKind::RawHtml { .. }) && between.trim_matches(['\r', '\n']).is_empty()
        });
        let in_cell = self.open.iter().any(|open| matches!(open.kind, OpenKind::Cell));
        match self.problems.last_mut() {
            Some(problem) if goes_on => problem.at.end = at.end,
            _ => self.problem(ProblemKind::RawHtml { in_cell }, at.clone()),
        }
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
        if open.kind.holds_blocks() && !open.inlines.is_empty() {
            let content = std::mem::take(&mut open.inlines);
            let at = content.first().map_or(0, |i| i.at.start)..content.last().map_or(0, |i| i.at.end);
            let content = self.meant(content, true);
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
        if let Some(open) = self.open.iter_mut().rev().find(|open| open.kind.holds_blocks()) {
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
}

/// Whether a tag is `<br>`, however it is written.
fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']).trim_start();
    let after = name.get(2..).filter(|_| name.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br")));
    after.is_some_and(|after| {
        after.starts_with(['>', '/', ' ']) && after.matches('>').count() == 1 && after.trim_end().ends_with('>')
    })
}
