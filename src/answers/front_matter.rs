//! Front matter on top of a file of Markdown: what a website or an editor keeps about the file, and no part of its text.
//!
//! A file may as well begin with a thematic break and go on with prose. So front matter is only what has an end, and holds
//! nothing but `key: value` lines and what belongs to them.

use std::ops::Range;

/// The stretch of a file that is front matter, from its first mark to the end of its last.
pub(super) fn of(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let (first, _) = line_at(text, start);
    let is_front_matter = match first {
        "---" => is_yaml,
        "+++" => is_toml,
        _ => return None,
    };
    let body = next_line(text, start);
    let mut at = body;
    while at < text.len() {
        let (line, end) = line_at(text, at);
        if line == first || (first == "---" && line == "...") {
            return is_front_matter(&text[body..at]).then_some(start..end);
        }
        at = next_line(text, at);
    }
    None
}

/// A file's text with front matter blanked out, so that every place in the rest stays what it was.
pub(super) fn without(text: &str, front_matter: &Range<usize>) -> String {
    let blank = text[front_matter.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    text[..front_matter.start].chars().chain(blank).chain(text[front_matter.end..].chars()).collect()
}

/// The line that begins at a place, without the white space after it, and where it ends.
fn line_at(text: &str, at: usize) -> (&str, usize) {
    let line = text[at..].split('\n').next().unwrap_or_default().trim_end();
    (line, at + line.len())
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn is_toml(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok_and(|table| !table.is_empty())
}

/// Whether every line is a key with a value, or belongs to one. A blank line right below the mark is how a thematic break
/// stands.
fn is_yaml(text: &str) -> bool {
    let mut keys = 0;
    let belongs = |line: &str| {
        line.starts_with([' ', '\t', '#', ']', '}']) || line == "-" || line.starts_with("- ") || line.trim_end().is_empty()
    };
    let all = text.lines().all(|line| {
        let is_key = is_key_line(line);
        keys += usize::from(is_key);
        is_key || (belongs(line) && (keys > 0 || line.starts_with('#')))
    });
    all && keys > 0
}

/// "title: Ordliste". A name with a capital and a sentence after it is prose: "Bemærk: Listen er ikke færdig."
fn is_key_line(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let key_is_one = key.starts_with(char::is_alphabetic) && key.chars().all(is_name);
    let value_is_one = value.is_empty() || value.starts_with([' ', '\t']);
    let is_sentence = key.starts_with(char::is_uppercase) && value.trim_end().ends_with(['.', '!', '?']);
    key_is_one && value_is_one && !is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_at_its_second_mark() {
        for front_matter in [
            "---\ntitle: Ordliste\n---",
            "---\r\ntitle: Ordliste\r\nauthor: \"A. B.\"\r\n---",
            "---\n# note\ntitle: Ordliste\n\ntags:\n- intern\n- udkast\nauthor:\n  name: A\ntext: |\n  # Ord\nlist: [\n  a\n]\n---",
            "---\ntitle: Ordliste\n...",
            "---  \ntitel: Ordliste\ndato: 2026-11-20\n---",
            "\n\n---\nTitle: Ordliste\n---",
            "+++\ntitle = \"Ordliste\"\n[extra]\na = [\n1]\n+++",
        ] {
            for rest in ["", "\n", "\n\n# Ord\n\n---\n\nb: c\n"] {
                let text = format!("{front_matter}{rest}");
                let found = of(&text).unwrap_or_else(|| panic!("{text:?}"));
                assert_eq!(&text[found.clone()], front_matter.trim_start());
                let blanked = without(&text, &found);
                assert_eq!(blanked.len(), text.len());
                assert_eq!(blanked.trim(), rest.trim());
                assert_eq!(blanked.matches('\n').count(), text.matches('\n').count());
            }
        }
    }

    #[test]
    fn ordinary_text_is_none() {
        for text in [
            "",
            "# Ord",
            "title: Ordliste",
            "---",
            "---\n",
            "---\n---",
            "---\ntitle: Ordliste\n",
            "---\n\nOrd: en forklaring\n\n---\n",
            "---\nVi mødes hver uge.\n---",
            "---\nBemærk: Listen er ikke færdig.\n---",
            "---\nHusk dette: alle er med\n---",
            "---\nhttps://eksempel.dk\n---",
            "---\nkl. 8:00\n---",
            "---\n- et punkt\n---",
            "---\n- et punkt: to\n---",
            "---\ntitle: Ordliste\nog mere tekst\n---",
            "----\ntitle: Ordliste\n----",
            "+++\nikke toml\n+++",
            "+++\n+++",
            "Ord\n---\ntitle: x\n---",
        ] {
            assert_eq!(of(text), None, "{text:?}");
        }
    }
}
