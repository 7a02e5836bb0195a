//! A word that was read in the wrong encoding, as it was written.
//!
//! The word is put back into bytes and read again, so no list of broken words is needed. Only what makes sense in a Danish
//! plan counts, so that "São", "Âge" and »Å« are left alone.

use super::pages::{CP850, MACINTOSH, Page, WINDOWS_1252};

/// How often a text may have been read wrongly, one time after the other.
const TIMES: usize = 4;

/// What stands for a letter that is lost.
pub(super) const LOST: char = char::REPLACEMENT_CHARACTER;

/// The word as it was written; none where nothing is wrong with it.
pub(super) fn repair(word: &str) -> Option<String> {
    let mut repaired = once(word);
    for _ in 1..TIMES {
        match repaired.as_deref().and_then(once) {
            Some(again) => repaired = Some(again),
            None => break,
        }
    }
    let lost = || word.contains(LOST).then(|| word.to_owned());
    repaired.or_else(|| swapped(word)).or_else(lost)
}

/// Whether something may be wrong where a character stands. Every character that is not ASCII is asked.
pub(super) fn is_suspect(c: char) -> bool {
    begins_sequence(c) || matches!(c, '›' | '†' | '¾' | '¿' | 'Œ' | 'µ' | '°' | 'Õ' | 'Ê' | '¯' | LOST)
}

/// Whether a character may be the first of those that one became: in Windows-1252, on a Mac, in code page 850.
fn begins_sequence(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'Ä' | 'Å' | 'Æ' | 'Ë' | 'â' | 'ï' | 'ð' | '√' | '¬' | '‚' | '├' | '┬' | 'Ô')
}

/// What stands before a character.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// What was read anew.
    Repaired,
    Written(char),
}

/// The word with its UTF-8 read as UTF-8, where it was read as a code page.
fn once(word: &str) -> Option<String> {
    let mut repaired = String::with_capacity(word.len());
    let (mut rest, mut before) = (word, Before::Nothing);
    while let Some(c) = rest.chars().next() {
        let (length, read, kind) = match wrong_at(rest, c, before) {
            Some((length, read)) => (length, read, Before::Repaired),
            None => (c.len_utf8(), Some(c), Before::Written(c)),
        };
        repaired.extend(read);
        (rest, before) = (&rest[length..], kind);
    }
    (repaired != word).then_some(repaired)
}

/// How many bytes at the start of a text were read wrongly, and the character that they should be, if any.
fn wrong_at(text: &str, first: char, before: Before) -> Option<(usize, Option<char>)> {
    if !begins_sequence(first) {
        return None;
    }
    // What follows is no ASCII where there is a sequence.
    if text.as_bytes().get(first.len_utf8()).is_none_or(u8::is_ascii) {
        return remnant(text, before);
    }
    let sequence = [&WINDOWS_1252, &MACINTOSH, &CP850].into_iter().find_map(|page| {
        let (length, read) = as_utf8(page, text)?;
        makes_sense(read, text, length, before).then_some((length, read))
    });
    match sequence {
        // A byte order mark is nothing that a reader sees, and Word's bullet is in a typeface of its own.
        Some((length, '\u{feff}')) => Some((length, None)),
        Some((length, '\u{f0b7}')) => Some((length, Some('•'))),
        Some((length, read)) => Some((length, Some(read))),
        None => remnant(text, before),
    }
}

/// The character that a text begins with where its bytes in a code page are read as UTF-8, and the length it was read from.
fn as_utf8(page: &Page, text: &str) -> Option<(usize, char)> {
    let mut chars = text.chars();
    let first = page.byte(chars.next()?)?;
    let count = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for byte in &mut bytes[1..count] {
        *byte = page.byte(chars.next()?)?;
    }
    let read = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), read))
}

/// Whether it is likely that a character was meant, in the place of the first `length` bytes of a text.
fn makes_sense(meant: char, text: &str, length: usize, before: Before) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next().unwrap_or(' '));
    // »Å«, and the end of a word in capitals.
    let quoted = |c: char| is_quote(c) || (c.is_uppercase() && first == Some('Ã'));
    if is_quote(second) && matches!(before, Before::Written(c) if quoted(c)) {
        return false;
    }
    match meant {
        // Letters of names, and what becomes of some marks the second time. "Å…" ends a sentence, but no word has an "Å" in it.
        '\u{100}'..='\u{17f}' | 'ƒ' | 'ˆ' | '˜' => match before {
            Before::Repaired => true,
            Before::Written(c) if c.is_lowercase() => true,
            _ => text[length..].starts_with(char::is_lowercase) && !is_quote(second) && !matches!(second, '…' | '–' | '—'),
        },
        // What a second reading has in between.
        '\u{80}'..='\u{9f}' => matches!(before, Before::Repaired),
        _ => is_usual(meant),
    }
}

/// Whether a character that is not ASCII is one that a Danish plan may have: letters, marks, signs, what a reader does not see.
fn is_usual(c: char) -> bool {
    matches!(c, 'ß'..='ÿ' | 'Æ' | 'Ø' | 'Å' | 'Ä' | 'Ö' | 'Ü' | 'É' | 'Ã' | 'Â')
        || matches!(c, '\u{a0}'..='\u{bf}' | '×' | '\u{2000}'..='\u{2015}' | '\u{2017}'..='\u{206f}' | '€' | '™')
        || matches!(c, '\u{2190}'..='\u{22ff}' | '\u{25a0}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
        || matches!(c, '\u{feff}' | '\u{f0b7}' | LOST)
}

/// What is left of a sequence whose last character was lost on the way.
fn remnant(text: &str, before: Before) -> Option<(usize, Option<char>)> {
    if let Some(rest) = text.strip_prefix("â€") {
        let dash = rest.chars().next().filter(|c| matches!(c, '–' | '—'));
        let length = text.len() - rest.len() + dash.map_or(0, char::len_utf8);
        // The last byte of ” is one that Windows-1252 has no character for.
        return Some((length, Some(dash.unwrap_or('”'))));
    }
    // A no-break space that became a plain one: "15Â kr.". After a letter it may have been an "å", too.
    let rest = text.strip_prefix('Â').filter(|rest| !rest.starts_with(char::is_alphanumeric))?;
    let meant = match before {
        Before::Written(c) if c.is_lowercase() => Some(LOST),
        Before::Written(c) if !c.is_alphabetic() && !is_quote(c) && rest.is_empty() => None,
        _ => return None,
    };
    Some(('Â'.len_utf8(), meant))
}

fn is_quote(c: char) -> bool {
    matches!(c, '»' | '«' | '›' | '‹' | '“' | '”' | '„' | '‘' | '’' | '‚' | '"' | '\'' | '(' | ')')
}

/// The word with æ, ø and å, where one code page was read as another: "f›rste". Such a sign between two small letters is no
/// sign.
fn swapped(word: &str) -> Option<String> {
    const PAIRS: [(Page, Page); 4] =
        [(WINDOWS_1252, CP850), (WINDOWS_1252, MACINTOSH), (CP850, WINDOWS_1252), (MACINTOSH, WINDOWS_1252)];
    let letter = |c: char| {
        let read = PAIRS.iter().filter_map(|(shown, meant)| meant.character(shown.byte(c)?));
        read.into_iter().find(|c| matches!(c, 'æ' | 'ø' | 'å'))
    };
    // "don‘t" has an apostrophe, and ‹ord›et a quotation.
    if word.contains('‹') {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let is_between = |i: usize| i > 0 && chars[i - 1].is_lowercase() && chars.get(i + 1).is_some_and(|c| c.is_lowercase());
    let meant = chars.iter().enumerate().map(|(i, &c)| {
        let letter = if is_suspect(c) && is_between(i) { letter(c) } else { None };
        letter.unwrap_or(c)
    });
    Some(meant.collect()).filter(|meant| meant != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text in UTF-8, read as a code page.
    fn read_as(page: &Page, text: &str) -> String {
        let read = |byte| if byte < 0x80 { Some(char::from(byte)) } else { page.character(byte) };
        text.bytes().filter_map(read).collect()
    }

    const WORDS: [&str; 22] = [
        "være",
        "første",
        "på",
        "Ærø",
        "Århus",
        "Øster",
        "ÅRHUS",
        "FØRST",
        "café",
        "§ 15",
        "»ord«",
        "“ord”",
        "‘ord’",
        "–",
        "—",
        "ord…",
        "20 €",
        "São",
        "Göteborg",
        "Müller",
        "→",
        "•",
    ];

    #[test]
    fn what_was_read_wrongly_is_read_again() {
        for page in [&WINDOWS_1252, &MACINTOSH, &CP850] {
            for word in WORDS {
                let once = read_as(page, word);
                assert_eq!(repair(&once).as_deref(), Some(word), "{once}");
            }
        }
        let twice = |word| read_as(&WINDOWS_1252, &read_as(&WINDOWS_1252, word));
        for word in WORDS {
            assert_eq!(repair(&twice(word)).as_deref(), Some(word), "{}", twice(word));
        }
        for word in ["Petrović", "Erdoğan", "Wałęsa"] {
            assert_eq!(repair(&read_as(&WINDOWS_1252, word)).as_deref(), Some(word));
        }
    }

    #[test]
    fn what_is_lost_is_known_to_be() {
        for word in ["bl\u{fffd}b\u{fffd}r", "blï¿½bÃ¦r", "pÂ"] {
            assert!(repair(word).is_some_and(|meant| meant.contains(LOST)), "{word}");
        }
        assert_eq!(repair("â€ord").as_deref(), Some("”ord"));
        assert_eq!(repair("2024â€–2025").as_deref(), Some("2024–2025"));
        assert_eq!(repair("15Â").as_deref(), Some("15"));
        assert_eq!(repair("ï»¿Vi").as_deref(), Some("Vi"));
    }

    #[test]
    fn one_code_page_is_read_as_another() {
        for word in ["f›rste", "f¿rste", "f°rste", "f¯rste"] {
            assert_eq!(repair(word).as_deref(), Some("første"));
        }
        assert_eq!(repair("m†l").as_deref(), Some("mål"));
        assert_eq!(repair("vÊret").as_deref(), Some("været"));
    }

    #[test]
    fn words_that_are_as_they_should_be_are_left_alone() {
        let words = "São Âge Ãngelo SÃO PÅ… »Å« »PÅ« »Ã« »Â« (Â) CAFÉ” »IRMû 20°C 15° µm 5µg ‹ord›et »ydre›indre‹« don‘t \
             naïve maître noël Ærø ÆØÅ Å-linjen „Änderung“ Åben… „PÅ“ ½ ¼ 10–12 ´s É« Malmö√2 Ôter ¬a †1999 Hansen† pâte ïle";
        for word in words.split(' ') {
            assert_eq!(repair(word), None, "{word}");
        }
    }
}
