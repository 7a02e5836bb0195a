//! The typefaces that the PDF is set in, and the characters they have.
//!
//! IBM Plex Sans and IBM Plex Mono, © IBM Corp., SIL Open Font License 1.1 (`OFL.txt`), from the npm packages
//! `@ibm/plex-sans` 1.1.0 and `@ibm/plex-mono` 2.5.0, unpacked from WOFF2 and not changed otherwise.
//!
//! The checks need to know which characters can be set, and must not load the PDF engine: so the files stand here, and
//! both ask for them.

use std::sync::LazyLock;

use ttf_parser::Face;

/// Every font file: the text face in four styles, then the one for code.
pub const FILES: [&[u8]; 5] = [
    include_bytes!("IBMPlexSans-Regular.ttf"),
    include_bytes!("IBMPlexSans-Italic.ttf"),
    include_bytes!("IBMPlexSans-Bold.ttf"),
    include_bytes!("IBMPlexSans-BoldItalic.ttf"),
    include_bytes!("IBMPlexMono-Regular.ttf"),
];

/// What a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typeface {
    /// Running text, in all four styles.
    Text,
    /// Code.
    Code,
}

static FACES: LazyLock<Vec<Face<'static>>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| Face::parse(file, 0).ok()).collect());

/// Whether a character means what those agree on who use it (Unicode's areas of private use). A typeface may draw something for
/// it, a logo say, and no other shows or reads it aloud as that; PDF/A-2a (6.2.11.7.3) forbids it.
#[must_use]
pub fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Whether a typeface has a character, in every style that it is used in.
#[must_use]
pub fn has(typeface: Typeface, character: char) -> bool {
    // What every font has; asking would mean parsing the fonts, which most plans never need.
    if matches!(character, ' '..='~' | '\u{a0}'..='\u{ff}' | '–' | '—' | '’' | '”' | '“' | '…' | '•' | '\n') {
        return true;
    }
    if is_private(character) {
        return false;
    }
    let faces = match typeface {
        Typeface::Text => FACES.get(..4),
        Typeface::Code => FACES.get(4..),
    };
    faces.unwrap_or_default().iter().all(|face| face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font() {
        assert_eq!(FACES.len(), FILES.len());
    }

    #[test]
    fn what_is_said_without_asking_is_true() {
        let unasked = (' '..='~').chain('\u{a0}'..='\u{ff}').chain(['–', '—', '’', '”', '“', '…', '•']);
        for character in unasked.filter(|&c| c != '\u{ad}') {
            assert!(FACES.iter().all(|face| face.glyph_index(character).is_some()), "{character:?}");
        }
    }

    #[test]
    fn characters_outside_the_fonts_are_told() {
        assert!(has(Typeface::Text, '→') && has(Typeface::Text, 'Ж') && has(Typeface::Text, '≥'));
        assert!(!has(Typeface::Text, '\u{ebe7}') && !has(Typeface::Text, '\u{10fffd}'));
        assert!(!has(Typeface::Text, '😀') && !has(Typeface::Text, '漢') && !has(Typeface::Code, '😀'));
    }
}
