//! Lines of a terminal's width, with or without colours. Knows nothing of plans.

use anstyle::Style;
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

/// Narrower than this, what stands beside a name goes below it.
const WIDE: usize = 64;

/// No line is broken for less than this.
const NARROWEST: usize = 40;

/// Where the second column of a list begins.
const TAB: usize = 27;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();

/// What has been written.
pub(super) struct Page {
    pub out: String,
    pub width: usize,
    colors: bool,
}

impl Page {
    pub(super) fn new(width: usize, colors: bool) -> Self {
        Self { out: String::new(), width: width.max(NARROWEST), colors }
    }

    /// Whether there is room for columns.
    pub(super) fn is_wide(&self) -> bool {
        self.width >= WIDE
    }

    /// A name and what is said of it, beside it where there is room, else below.
    pub(super) fn entry(&mut self, name: &str, indent: &str, said: &str, style: Style) {
        let beside = self.is_wide() && display_width(indent) + display_width(name) + 2 <= TAB;
        let below = if beside { " ".repeat(TAB) } else { format!("{indent}  ") };
        let first = if beside { padded(&format!("{indent}{name}"), TAB) } else { below.clone() };
        if !beside {
            self.wrapped(&format!("{indent}{name}"), indent);
        }
        let fitted = self.fitted(said, &first, &below);
        let said = fitted.strip_prefix(&first).unwrap_or(&fitted);
        let line = first.clone() + &self.styled_lines(style, said);
        self.line(&line);
    }

    pub(super) fn title(&mut self, title: &str) {
        let title = self.styled(BOLD, title);
        self.line("");
        self.line(&title);
    }

    /// What explains the line above.
    pub(super) fn wrapped_below(&mut self, text: &str, indent: &str) {
        let lines = self.fitted(text, indent, indent);
        let lines = self.styled_lines(DIM, &lines);
        self.line(&lines);
    }

    pub(super) fn wrapped(&mut self, text: &str, indent: &str) {
        let lines = self.fitted(text, "", indent);
        self.line(&lines);
    }

    /// A text in lines that fit, with what stands before the first line and before the others.
    pub(super) fn fitted(&self, text: &str, first: &str, others: &str) -> String {
        textwrap::fill(text, whole_words(self.width).initial_indent(first).subsequent_indent(others))
    }

    pub(super) fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    pub(super) fn styled(&self, style: Style, text: &str) -> String {
        if self.colors && !text.is_empty() && !style.is_plain() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// Each line in a style, so that none of it is left on the spaces between.
    pub(super) fn styled_lines(&self, style: Style, text: &str) -> String {
        let line = |line: &str| {
            let words = line.trim_start();
            line[..line.len() - words.len()].to_owned() + &self.styled(style, words)
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Lines that are broken at spaces alone. A hyphen or a slash is part of a path, a span of numbers, a name; and what is typed (a
/// key, a path) stays whole even where a line has no room for it.
pub(super) fn whole_words<'a>(width: usize) -> Options<'a> {
    let options = Options::new(width).word_separator(WordSeparator::AsciiSpace);
    options.word_splitter(WordSplitter::NoHyphenation).break_words(false)
}

/// A name with spaces after it up to a width.
pub(super) fn padded(name: &str, width: usize) -> String {
    name.to_owned() + &" ".repeat(width.saturating_sub(display_width(name)))
}
