//! How wide text is, in ems of the type it is set in: what the embedded fonts say of each letter.
//!
//! Kerning is left out. It makes words a hair narrower than they are said to be, and never wider than what is told here by much.

use std::sync::LazyLock;

use ttf_parser::Face;

use crate::fonts;

/// The style that text is set in, as far as its width goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Running text, upright or slanted.
    Text,
    /// Bold text.
    Bold,
    /// Code, in the size that it has beside text.
    Code,
}

/// How far the pen goes on after a space.
pub(super) const SPACE: f32 = 0.24;

/// The size of code against that of the text around it, as in `plan.typ`.
const CODE: f32 = 0.905;

/// The letters that are asked for by far the most: those of Danish.
const COMMON: usize = 256;

/// A font and what it says of the common letters.
struct Widths {
    face: Option<Face<'static>>,
    common: [f32; COMMON],
}

static WIDTHS: LazyLock<[Widths; 3]> = LazyLock::new(|| {
    let [text, _, bold, _, code] = fonts::FILES;
    [text, bold, code].map(|file| {
        // A test of the fonts sees to it that each can be read.
        let face = Face::parse(file, 0).ok();
        let common = std::array::from_fn(|code| u8::try_from(code).map_or(UNKNOWN, |byte| advance(face.as_ref(), byte.into())));
        Widths { face, common }
    })
});

/// What a letter counts as that the font does not have: the checks refuse it, so it is on no page.
const UNKNOWN: f32 = 1.0;

fn advance(face: Option<&Face<'_>>, letter: char) -> f32 {
    let found = face.and_then(|face| {
        let advance = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f32::from(advance) / f32::from(face.units_per_em()))
    });
    found.unwrap_or(UNKNOWN)
}

/// The width of a letter.
pub(super) fn letter(letter: char, style: Style) -> f32 {
    let (widths, scale) = match style {
        Style::Text => (&WIDTHS[0], 1.0),
        Style::Bold => (&WIDTHS[1], 1.0),
        Style::Code => (&WIDTHS[2], CODE),
    };
    let known = usize::try_from(u32::from(letter)).ok().and_then(|code| widths.common.get(code));
    scale * known.copied().unwrap_or_else(|| advance(widths.face.as_ref(), letter))
}

/// The width of a text on one line.
pub(super) fn width(text: &str, style: Style) -> f32 {
    text.chars().map(|c| letter(c, style)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_fonts_say() {
        assert!((letter(' ', Style::Text) - SPACE).abs() < 0.01, "{}", letter(' ', Style::Text));
        assert!((letter('m', Style::Code) - letter('i', Style::Code)).abs() < 0.001);
        assert!(letter('i', Style::Text) < letter('m', Style::Text));
        assert!(width("Ansvarlig", Style::Text) < width("Ansvarlig", Style::Bold));
        assert!(letter('…', Style::Text) > 0.5);
    }
}
