//! Characters that may stand in a document.
//!
//! Text pasted from Word, a PDF or a web page brings characters along that nobody sees but that break searching, screen
//! readers, HTML validity and line layout. They carry no word, so they are left out here, once, for every output.

use std::borrow::Cow;

use memchr::memmem;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::dansk::er_almindelig;

/// What becomes of a character in running text.
enum Fate {
    Keep,
    Space,
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        // The letters of nearly every text first, since all of them come by here. No-break spaces are kept: they are written
        // with intent. Every other white space is a space.
        '!'..='~' | 'æ' | 'ø' | 'å' | '\u{a0}' | '\u{202f}' => Fate::Keep,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Space,
        c if c.is_whitespace() => Fate::Space,
        c if is_unseen(c) => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Control characters, zero-width characters, bidirectional overrides and code points that are no characters at all.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}'                        // soft hyphen: left by pasting; each output hyphenates for itself
            | '\u{34f}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'       // zero-width characters and direction marks
            | '\u{202a}'..='\u{202e}'       // bidirectional overrides
            | '\u{2060}'..='\u{206f}'       // invisible operators and isolates
            | '\u{feff}'                    // byte order mark
            | '\u{fe00}'..='\u{fe0f}'       // variation selectors
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}'       // noncharacters: not allowed in HTML, and the plan's own marks (plan/slots.rs)
            | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Running text as it may stand in a document: composed letters (NFC, since macOS writes å as two characters), one
/// space where there were several of any kind, and no character that a reader cannot see.
#[must_use]
pub fn clean_text(text: &str) -> Cow<'_, str> {
    if er_almindelig(text) && memmem::find(text.as_bytes(), b"  ").is_none() {
        return Cow::Borrowed(text);
    }
    let mut last_was_space = false;
    let clean = text.chars().all(|c| {
        let doubled = c == ' ' && last_was_space;
        last_was_space = c == ' ';
        !doubled && (c == ' ' || matches!(fate(c), Fate::Keep))
    });
    if clean && is_composed(text) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter_map(|c| match fate(c) {
        Fate::Keep => Some(c),
        Fate::Space => Some(' '),
        Fate::Drop => None,
    });
    let mut out = String::with_capacity(text.len());
    for c in seen.nfc() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Preformatted text: line ends and spaces stay, tabs become four spaces, what a reader cannot see goes.
#[must_use]
pub fn clean_code(text: &str) -> String {
    let seen = text.chars().filter_map(|c| match c {
        '\t' => Some('\t'),
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_whitespace() && c != '\r' => Some(' '),
        c if is_unseen(c) => None,
        c => Some(c),
    });
    seen.nfc().collect::<String>().replace('\t', "    ")
}

fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_danish_text_is_not_copied() {
        assert!(matches!(clean_text("Blåbærgrød på Ærø, § 15"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_white_space_is_one_space() {
        assert_eq!(clean_text("fore\u{ad}byg\u{200b}gelse \u{202e}af\u{7}"), "forebyggelse af");
        assert_eq!(clean_text("to  ord\t og\u{2003}\u{2028}et til"), "to ord og et til");
        assert_eq!(clean_text("§\u{a0}15"), "§\u{a0}15");
    }

    #[test]
    fn letters_in_two_parts_become_one() {
        assert_eq!(clean_text("A\u{30a}rhus"), "Århus");
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        assert_eq!(clean_code("a\r\n\tb\u{feff}\n"), "a\n    b\n");
    }
}
