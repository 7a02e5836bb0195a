//! A line of Markdown as units, and the escapes it needs.
//!
//! What a character means in Markdown depends on its neighbours (CommonMark 0.31, 2.4 and 6.2). A character is escaped
//! where it would be read as markup; where the neighbour of an emphasis would keep it from being read as one, the
//! neighbour is written as a character reference.

use std::fmt::Write as _;

/// What a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Paragraph,
    /// One line, where a run of `#` at the end would be markup.
    Heading,
    /// One line, where `|` ends the cell.
    Cell,
}

/// A piece of a line.
pub(super) enum Unit {
    /// A character of text.
    Char {
        c: char,
        /// Whether it stands in a link's text or an image's, where a bracket would end it.
        in_link: bool,
    },
    /// Marks that open an emphasis.
    Open(String),
    /// Marks that close one.
    Close(String),
    /// Markup that stands as it is.
    Atom(String),
    LineBreak,
}

/// Whether a text needs no escapes wherever it stands alone, as most do: none of its characters is ever escaped within a line, and
/// it begins with none that could begin a block.
pub(super) fn is_plain(text: &str) -> bool {
    let may_need = |byte: u8| matches!(byte, b'\\' | b'*' | b'`' | b'[' | b']' | b'_' | b'<' | b'&' | b'~' | b'|' | b'#' | b'\n');
    !text.starts_with(may_begin_a_block) && !text.bytes().any(may_need)
}

fn may_begin_a_block(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_ascii_digit()
}

/// How a character is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Plain,
    Escaped,
    Reference,
}

#[derive(Default)]
pub(super) struct Units(Vec<Unit>);

impl Units {
    pub(super) fn push(&mut self, unit: Unit) {
        self.0.push(unit);
    }

    /// The character of the mark that stands last, where one does.
    pub(super) fn last_mark(&self) -> Option<char> {
        match self.0.last() {
            Some(Unit::Open(marks) | Unit::Close(marks)) => marks.chars().next(),
            _ => None,
        }
    }

    /// The line as text.
    pub(super) fn settle(self, context: Context) -> String {
        let mut forms: Vec<Form> = (0..self.0.len()).map(|i| self.form(i, context)).collect();
        self.line_starts(context, &mut forms);
        self.flanks(&mut forms);
        self.write(&forms)
    }

    fn char(&self, i: usize) -> Option<char> {
        match self.0.get(i) {
            Some(Unit::Char { c, .. }) => Some(*c),
            _ => None,
        }
    }

    /// The text that follows a unit, as far as it is plain.
    fn chars_after(&self, i: usize) -> impl Iterator<Item = char> {
        self.0[i + 1..].iter().map_while(|unit| match unit {
            Unit::Char { c, .. } => Some(*c),
            _ => None,
        })
    }

    /// What a character needs by itself.
    fn form(&self, i: usize, context: Context) -> Form {
        let Some(Unit::Char { c, in_link }) = self.0.get(i) else { return Form::Plain };
        if !c.is_ascii_punctuation() {
            return Form::Plain;
        }
        let next = self.char(i + 1);
        let before = i.checked_sub(1).and_then(|i| self.char(i));
        let needs = match c {
            '\\' | '*' | '`' | '[' => true,
            ']' => *in_link,
            // Within a word an underscore is no mark.
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_none_or(|next| !next.is_whitespace() && !next.is_ascii_digit()),
            '&' => self.is_reference(i),
            '!' => matches!(self.0.get(i + 1), Some(Unit::Atom(atom)) if atom.starts_with('[')),
            '~' => next == Some('~') || before == Some('~'),
            '|' => context == Context::Cell,
            '#' => context == Context::Heading && self.only_hashes_to_the_end(i),
            _ => false,
        };
        if needs { Form::Escaped } else { Form::Plain }
    }

    fn is_reference(&self, i: usize) -> bool {
        let name: String =
            self.chars_after(i).take(40).take_while(|&c| c == '#' || c.is_ascii_alphanumeric() || c == ';').collect();
        name.find(';').is_some_and(|end| end > 0)
    }

    fn only_hashes_to_the_end(&self, i: usize) -> bool {
        self.0[i..].iter().all(|unit| matches!(unit, Unit::Char { c: '#' | ' ', .. }))
    }

    /// What a line begins with must not be read as a block.
    fn line_starts(&self, context: Context, forms: &mut [Form]) {
        if context != Context::Paragraph {
            return;
        }
        for start in 0..self.0.len() {
            let is_start = start == 0 || matches!(self.0[start - 1], Unit::LineBreak);
            let Some(c) = self.char(start).filter(|_| is_start).filter(|&c| may_begin_a_block(c)) else { continue };
            let line: String = std::iter::once(c).chain(self.chars_after(start)).collect();
            let rest = &line[c.len_utf8()..];
            let ends_or_space = |text: &str| text.is_empty() || text.starts_with([' ', '\t']);
            match c {
                '#' => {
                    let after = line.trim_start_matches('#');
                    if ends_or_space(after) {
                        forms[start] = Form::Escaped;
                    }
                }
                '>' | '|' | '=' => forms[start] = Form::Escaped,
                '-' | '+' if ends_or_space(rest) || rest.starts_with(c) => forms[start] = Form::Escaped,
                '~' if rest.starts_with('~') => forms[start] = Form::Escaped,
                ':' if rest.starts_with('-') => forms[start] = Form::Escaped,
                '-' if rest.contains('|') => forms[start] = Form::Escaped,
                c if c.is_ascii_digit() => {
                    let digits = line.chars().take_while(char::is_ascii_digit).count();
                    let after = &line[digits..];
                    if after.starts_with(['.', ')']) && ends_or_space(&after[1..]) {
                        forms[start + digits] = Form::Escaped;
                    }
                }
                _ => {}
            }
        }
    }

    /// Makes every emphasis one: what stands at its marks must let them open and close.
    ///
    /// A character reference is punctuation to the marks on its other side, so this goes on until nothing changes; what is
    /// a reference stays one, so it ends.
    fn flanks(&self, forms: &mut [Form]) {
        // Most lines have neither.
        if !self.0.iter().any(|unit| matches!(unit, Unit::Open(_) | Unit::Close(_) | Unit::Char { c: '_', .. })) {
            return;
        }
        loop {
            let before = forms.to_vec();
            self.flanks_once(forms);
            self.underscores(forms);
            if before == forms {
                return;
            }
        }
    }

    /// An underscore beside a reference stands within a word no more.
    fn underscores(&self, forms: &mut [Form]) {
        for i in 0..forms.len() {
            let beside = |at: usize| forms.get(at).is_some_and(|form| *form != Form::Plain);
            if self.char(i) == Some('_') && (beside(i + 1) || beside(i.wrapping_sub(1))) {
                forms[i] = Form::Escaped;
            }
        }
    }

    fn flanks_once(&self, forms: &mut [Form]) {
        for i in 0..self.0.len() {
            match &self.0[i] {
                Unit::Open(marks) => self.flank(i.wrapping_sub(1), i + 1, marks, forms),
                Unit::Close(marks) => self.flank(i + 1, i.wrapping_sub(1), marks, forms),
                _ => {}
            }
        }
    }

    /// `outside` and `inside` are the neighbours of the marks.
    fn flank(&self, outside: usize, inside: usize, marks: &str, forms: &mut [Form]) {
        let kind = |at: usize, forms: &[Form]| match self.0.get(at) {
            None | Some(Unit::LineBreak) => Kind::Space,
            Some(Unit::Char { .. }) if forms[at] != Form::Plain => Kind::Punctuation,
            Some(Unit::Char { c, .. }) => Kind::of(*c),
            Some(_) => Kind::Punctuation,
        };
        let refer = |at: usize, forms: &mut [Form]| {
            if matches!(self.0.get(at), Some(Unit::Char { .. })) {
                forms[at] = Form::Reference;
            }
        };
        if kind(inside, forms) == Kind::Space {
            refer(inside, forms);
        }
        let word_outside = kind(outside, forms) == Kind::Word;
        if word_outside && (kind(inside, forms) == Kind::Punctuation || marks.starts_with('_')) {
            refer(outside, forms);
        }
    }

    fn write(&self, forms: &[Form]) -> String {
        let mut out = String::new();
        for (unit, form) in self.0.iter().zip(forms) {
            match (unit, form) {
                (Unit::Char { c, .. }, Form::Plain) => out.push(*c),
                (Unit::Char { c, .. }, Form::Escaped) => out.extend(['\\', *c]),
                (Unit::Char { c, .. }, Form::Reference) => {
                    let _ = write!(out, "&#{};", u32::from(*c));
                }
                (Unit::Open(text) | Unit::Close(text) | Unit::Atom(text), _) => out.push_str(text),
                (Unit::LineBreak, _) => out.push_str("\\\n"),
            }
        }
        out
    }
}

/// What a character is to an emphasis beside it.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Punctuation,
    Word,
}

impl Kind {
    fn of(c: char) -> Self {
        if c.is_whitespace() {
            Self::Space
        } else if c.is_alphanumeric() {
            Self::Word
        } else if c.is_ascii_punctuation() || is_symbol(c) {
            Self::Punctuation
        } else {
            Self::Word
        }
    }
}

/// Punctuation and symbols beyond ASCII. What is neither letter, digit, mark nor space is one.
fn is_symbol(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && !matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// The longest run of a character in a text.
pub(super) fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or(0) / character.len_utf8()
}
