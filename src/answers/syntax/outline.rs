//! An answer file as a person sees it, line by line: headers, answers, comments, and text that belongs to none.
//!
//! The parser reads what TOML says; this reads what was meant, where the two differ: it knows the template's names, and so
//! where a text should have ended and where an answer is that TOML does not see. It finds, and mends nothing.

use std::borrow::Cow;
use std::ops::Range;

use super::known::Known;
use super::lines::{self, line_end, seen};
use super::long_text::{self, Extent};
use super::signs::{Sign, is_quote, is_typographic, sign};

/// The statements of an answer file, and what in them is not TOML's.
#[derive(Default)]
pub(super) struct Outline<'t> {
    /// Everything in the file, in order, a line or a value of several each.
    pub statements: Vec<Statement<'t>>,
    /// Characters outside texts and comments that look like others or like nothing.
    pub signs: Vec<(usize, char)>,
    /// The long texts that are not closed.
    pub unclosed: Vec<Unclosed>,
}

/// A statement: its lines without the last one's end.
#[derive(Debug)]
pub(super) struct Statement<'t> {
    pub at: Range<usize>,
    pub what: What<'t>,
}

/// What a statement is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    Blank,
    Comment,
    /// `[name]` or `[[name]]`.
    Header(Cow<'t, str>),
    /// `key = value`, with where the value begins.
    Answer(Cow<'t, str>, usize),
    /// A line of text that belongs to no key; whether it has marks that close a long text.
    Loose {
        closes: bool,
    },
    /// An answer that is no TOML, as the parser tells.
    Broken,
}

/// A long text that is not closed.
#[derive(Debug)]
pub(super) struct Unclosed {
    /// The marks it begins with.
    pub marks: Range<usize>,
    /// The end of the last line that is most likely part of it.
    pub end: usize,
    /// Other marks that were meant to close it.
    pub closing: Option<Range<usize>>,
    /// What closes the lists and tables that it stands in.
    pub brackets: String,
}

/// Reads a text whose lines end in a line feed.
pub(super) fn outline<'t>(text: &'t str, known: &Known<'_>) -> Outline<'t> {
    let mut scan = Scan { text, known, header: String::new(), outline: Outline::default() };
    let mut at = 0;
    while at < text.len() {
        let (what, end) = scan.statement(at);
        scan.outline.statements.push(Statement { at: at..end, what });
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    scan.outline
}

struct Scan<'t, 'k> {
    text: &'t str,
    known: &'k Known<'k>,
    /// The header that the scan is below.
    header: String,
    outline: Outline<'t>,
}

impl<'t> Scan<'t, '_> {
    /// What the statement is that begins at a line's start, and where it ends.
    fn statement(&mut self, start: usize) -> (What<'t>, usize) {
        let end = self.line_end(start);
        let words = &self.text[start..end];
        let is_seen = |c: char| !c.is_whitespace() && !matches!(sign(c), Some(Sign::Space | Sign::Hidden | Sign::LineEnd));
        let Some(first) = words.find(is_seen).map(|at| start + at) else {
            self.note(start..end);
            return (What::Blank, end);
        };
        let rest = &self.text[first..end];
        if rest.starts_with('#') {
            self.note(start..first);
            return (What::Comment, end);
        }
        if rest.starts_with(['[', '\u{ff3b}']) && !rest.contains("](") {
            return self.header(start, end);
        }
        self.answer(start, end)
    }

    fn header(&mut self, start: usize, line_end: usize) -> (What<'t>, usize) {
        let end = self.sign_of_end(start, line_end);
        let words = &self.text[start..end];
        let until = words.find('#').map_or(end, |at| start + at);
        self.note(start..until);
        let words = seen(&self.text[start..until]);
        let inner = words.trim_start_matches('[').trim_end_matches(']').trim();
        inner.clone_into(&mut self.header);
        let name = match &words {
            Cow::Borrowed(words) => Cow::Borrowed(words.trim_start_matches('[').trim_end_matches(']').trim()),
            Cow::Owned(_) => Cow::Owned(inner.to_owned()),
        };
        (What::Header(name), end)
    }

    fn answer(&mut self, start: usize, line_end: usize) -> (What<'t>, usize) {
        let words = &self.text[start..line_end];
        let Some((equals, width)) = equals_sign(words).map(|(at, width)| (start + at, width)) else {
            return self.without_equals_sign(start, line_end);
        };
        let key = seen(&self.text[start..equals]);
        let is_quoted = key.contains(['"', '\'']);
        if !lines::is_key(&key) && !is_quoted && key.split_whitespace().count() > 2 {
            return (What::Loose { closes: closes(words) }, line_end);
        }
        let is_key = lines::is_key(&key);
        if !is_quoted {
            self.note(start..equals + width);
        }
        let end = self.value(equals + width);
        (if is_key { What::Answer(key, equals + width) } else { What::Broken }, end)
    }

    /// A line without an equals sign: text, but where a key stands in front of a long text.
    fn without_equals_sign(&mut self, start: usize, line_end: usize) -> (What<'t>, usize) {
        let words = &self.text[start..line_end];
        let marks = ["\"\"\"", "'''"].iter().filter_map(|marks| words.find(marks)).min();
        if let Some(at) = marks
            && lines::is_key(words[..at].trim().trim_end_matches(':').trim_end())
        {
            return (What::Broken, self.value(start + at));
        }
        (What::Loose { closes: closes(words) }, line_end)
    }

    /// Where the value ends that begins here, with its comment.
    fn value(&mut self, mut at: usize) -> usize {
        let mut brackets: Vec<u8> = Vec::new();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\n' if brackets.is_empty() || self.goes_on(at + 1, brackets.last()) => return at,
                b'#' => at = self.line_end(at),
                b'"' | b'\'' => match self.string(at, &brackets) {
                    Ok(end) => at = end,
                    Err(end) => return end,
                },
                b'[' | b'{' => {
                    brackets.push(byte);
                    at += 1;
                }
                b']' | b'}' => {
                    brackets.pop();
                    at += 1;
                }
                b'\\' => at = self.text.ceil_char_boundary(at + 2),
                0..0x80 => at += 1,
                _ => {
                    let c = self.text[at..].chars().next().unwrap_or_default();
                    if is_typographic(c) {
                        match self.typographic(at, &brackets) {
                            Ok(end) => at = end,
                            Err(end) => return end,
                        }
                        continue;
                    }
                    if sign(c).is_some() {
                        self.outline.signs.push((at, c));
                    }
                    if brackets.is_empty() && self.is_line_end(c) {
                        return at;
                    }
                    at += c.len_utf8();
                }
            }
        }
        self.text.len()
    }

    /// Where a string ends; or where the statement does, since it is a long one that is not closed.
    fn string(&mut self, at: usize, brackets: &[u8]) -> Result<usize, usize> {
        let quote = self.text.as_bytes()[at];
        let rest = &self.text[at..];
        if !["\"\"\"", "'''"].iter().any(|marks| rest.starts_with(marks)) {
            return Ok(at + short_string(rest, quote));
        }
        match long_text::straight(self.text, at, self.known, &self.header) {
            Extent::Closed(end) => Ok(end),
            Extent::Open { end, closing } => Err(self.unclosed(at..at + 3, end, closing, brackets)),
        }
    }

    /// Where a string in other quotation marks ends: a long one as the straight ones do, another on its line.
    fn typographic(&mut self, at: usize, brackets: &[u8]) -> Result<usize, usize> {
        let line_end = self.line_end(at);
        let words = &self.text[at..line_end];
        let marks = at..line_end - words.trim_start_matches(is_quote).len();
        if self.text[marks.clone()].chars().count() < 3 {
            return Ok(words[marks.len()..].rfind(is_typographic).map_or(marks.end, |last| {
                let last = marks.end + last;
                self.text.ceil_char_boundary(last + 1)
            }));
        }
        match long_text::typographic(self.text, marks.end, self.known, &self.header) {
            Extent::Closed(end) => Ok(end),
            Extent::Open { end, closing } => Err(self.unclosed(marks, end, closing, brackets)),
        }
    }

    fn unclosed(&mut self, marks: Range<usize>, end: usize, closing: Option<Range<usize>>, brackets: &[u8]) -> usize {
        let brackets = brackets.iter().rev().map(|bracket| if *bracket == b'[' { ']' } else { '}' }).collect();
        self.outline.unclosed.push(Unclosed { marks, end, closing, brackets });
        end
    }

    /// Whether the file goes on at a line within a list that was not closed.
    fn goes_on(&self, start: usize, bracket: Option<&u8>) -> bool {
        let line = self.text[start..self.line_end(start)].trim();
        let is_header = lines::header(line).is_some_and(|name| self.known.is_header(name));
        let key = line.split_once('=').map(|(key, _)| key.trim()).filter(|key| lines::is_key(key));
        is_header || bracket == Some(&b'[') && key.is_some_and(|key| self.known.has(&self.header, key))
    }

    fn line_end(&self, at: usize) -> usize {
        line_end(self.text, at, self.text.len())
    }

    /// Whether a character ends a line that is no line feed. A file that is full of them is one line, lest it be gone through
    /// once for each.
    fn is_line_end(&self, c: char) -> bool {
        sign(c) == Some(Sign::LineEnd) && self.outline.signs.len() < 1_000
    }

    /// Where a header's line ends: at such a character, where more than that is left of the line.
    fn sign_of_end(&self, start: usize, line_end: usize) -> usize {
        let end = self.text[start..line_end].find(|c| self.is_line_end(c)).map_or(line_end, |at| start + at);
        let is_empty = |c: char| sign(c) == Some(Sign::LineEnd) || c.is_whitespace();
        if self.text[end..line_end].trim_matches(is_empty).is_empty() { line_end } else { end }
    }

    /// Notes the characters in a stretch that look like others.
    fn note(&mut self, at: Range<usize>) {
        let words = &self.text[at.clone()];
        if !words.is_ascii() {
            let signs = words.char_indices().filter(|(_, c)| sign(*c).is_some());
            self.outline.signs.extend(signs.map(|(offset, c)| (at.start + offset, c)));
        }
    }
}

/// Where the equals sign of a line stands, or what looks like one, and how wide it is.
fn equals_sign(line: &str) -> Option<(usize, usize)> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '#') => return None,
            (None, c) if c == '=' || sign(c) == Some(Sign::Like('=')) => return Some((at, c.len_utf8())),
            _ => {}
        }
    }
    None
}

/// How long a string is that ends on its line; one that is not closed goes to the line's end.
fn short_string(rest: &str, quote: u8) -> usize {
    let mut is_escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return at,
            _ if is_escaped => is_escaped = false,
            b'\\' if quote == b'"' => is_escaped = true,
            byte if byte == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a line of text has marks that close a long text and none that open it, or nothing but marks.
fn closes(words: &str) -> bool {
    let words = words.trim();
    let is_marks = words.chars().all(is_quote) && words.chars().nth(1).is_some();
    is_marks || ["\"\"\"", "'''"].iter().any(|marks| words.matches(marks).count() % 2 == 1)
}
