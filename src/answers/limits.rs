//! How much one question may be answered with. No plan comes near it; it is there for files that were made to do harm.

use toml::de::DeValue;

use super::value::Fault;
use crate::dansk::tal;
use crate::finding::Code;

/// The longest text of an answer, in bytes.
pub const MAX_ANSWER_BYTES: usize = 10 * 1024 * 1024;

/// The most items of a list, and the most records.
pub const MAX_ITEMS: usize = 10_000;

/// The most characters of a paragraph, a cell of a table or a block of code.
pub const MAX_PARAGRAPH: usize = 50_000;

/// The most links, bold words, line breaks and the like in a paragraph or a cell.
pub const MAX_PIECES: usize = 2_000;

/// The most characters of what is one line: an answer of a line, a heading, a description of an image, an address.
pub const MAX_LINE: usize = 8_000;

/// What is too much of an answer that is one line.
pub(super) fn too_long_a_line(text: &str) -> Option<Fault> {
    let length = if text.len() > MAX_LINE { text.chars().count() } else { 0 };
    (length > MAX_LINE).then(|| {
        let message = format!("Svaret er én linje med {} tegn, og der kan højst være {}.", tal(length), tal(MAX_LINE));
        Fault::new(Code::TooMuch, message, "Skriv det kort her, og læg det lange i et svar, der har plads til mere tekst.")
    })
}

/// What is too much of a value, where anything is.
pub(super) fn too_much(value: &DeValue<'_>) -> Option<Fault> {
    match value {
        DeValue::String(text) if text.len() > MAX_ANSWER_BYTES => {
            let message = format!("Svaret fylder mere end {} MB.", MAX_ANSWER_BYTES / 1024 / 1024);
            Some(Fault::new(Code::TooMuch, message, "Skriv det kortere, eller læg det lange i et bilag for sig."))
        }
        DeValue::Array(items) if items.len() > MAX_ITEMS => {
            let message = format!("Her er {} punkter eller poster, og der kan højst være {}.", tal(items.len()), tal(MAX_ITEMS));
            Some(Fault::new(Code::TooMuch, message, "Behold dem, som læseren har brug for."))
        }
        DeValue::Array(items) => items.iter().find_map(|item| too_much(item.get_ref())),
        DeValue::Table(table) => table.values().find_map(|value| too_much(value.get_ref())),
        _ => None,
    }
}
