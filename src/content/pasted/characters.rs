//! Characters that stand for a line's end, and characters that nobody sees.
//!
//! Word ends a line within a paragraph with U+000B, web pages with U+2028; a PDF divides words with a soft hyphen. What
//! nobody sees would keep `-` from being a list and `#` from being a heading.

use super::rewrite::Rewrite;
use crate::content::clean::is_unseen;
use crate::steps::Steps;

/// Two spaces before a line's end are Markdown's line break.
const LINE_BREAK: &str = "  \n";

/// The text with line ends in place of the characters that stand for them, and without those that nobody sees. None where
/// it has neither.
pub(super) fn visible(text: &str) -> Option<(String, Steps)> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return None;
    }
    let mut out = Rewrite::new(text);
    let mut copied = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let instead = match c {
            '\u{b}' | '\u{85}' | '\u{2028}' => LINE_BREAK,
            '\u{2029}' => "\n\n",
            '\r' if next != Some('\n') => "\n",
            '\n' | '\t' | '\r' => continue,
            c if is_unseen(c) => "",
            _ => continue,
        };
        let mut end = at + c.len_utf8();
        if c == '\u{ad}' {
            // The line's end belongs to the division of the word.
            let rest = &text[end..];
            let line_end = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            let begins_word = rest[line_end..].starts_with(char::is_lowercase);
            if begins_word && matches!(&rest[..line_end], "\n" | "\r\n") {
                chars.by_ref().take(line_end).for_each(drop);
                end += line_end;
            }
        }
        out.copy(copied..at);
        out.insert(at, instead);
        copied = end;
    }
    out.copy(copied..text.len());
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        visible(text).map_or(text.to_owned(), |(text, _)| text)
    }

    #[test]
    fn line_ends_of_word_and_the_web_are_line_ends() {
        assert_eq!(text("Anna\u{b}Bo\u{2028}Carl\u{2029}Dorte\rEva\r\nFie"), "Anna  \nBo  \nCarl\n\nDorte\nEva\r\nFie");
    }

    #[test]
    fn what_nobody_sees_is_left_out_and_a_divided_word_is_whole() {
        assert_eq!(text("\u{200b}- punkt\u{feff}"), "- punkt");
        assert_eq!(text("fore\u{ad}\nbyg\u{ad}gelse\u{ad}\nEt"), "forebyggelse\nEt");
        assert_eq!(text("fore\u{ad}\r\nbyggelse"), "forebyggelse");
    }

    #[test]
    fn a_text_without_them_is_not_copied() {
        assert!(visible("Ærø\u{a0}§ 15\r\n\tto\n").is_none());
    }
}
