//! Colours, and whether text in them can be read.

use std::fmt;

/// The least contrast of text to its background (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// A colour, by its three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Color {
    /// The colour of a plan whose municipality has none of its own. Its contrast to white is 6.8.
    pub const STANDARD: Self = Self { red: 0x00, green: 0x59, blue: 0xb3 };

    /// White.
    pub const WHITE: Self = Self { red: 0xff, green: 0xff, blue: 0xff };

    /// Reads `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Whether text in this colour can be read on white (WCAG 2.2, 1.4.3).
    #[must_use]
    pub fn is_readable(self) -> bool {
        self.contrast_to_white() >= LEAST_CONTRAST
    }

    /// The contrast to white, from 1 to 21.
    #[must_use]
    pub fn contrast_to_white(self) -> f64 {
        self.contrast_to(Self::WHITE)
    }

    /// The contrast to another colour, from 1 to 21 (WCAG 2.2, "contrast ratio").
    #[must_use]
    pub fn contrast_to(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// This colour, or the first lighter one of its kind with this contrast to a dark background.
    #[must_use]
    pub fn light_on(self, background: Self, contrast: f64) -> Self {
        let steps = (0..=20_u16).map(|step| self.mixed_with_white(step));
        steps.into_iter().find(|color| color.contrast_to(background) >= contrast).unwrap_or(Self::WHITE)
    }

    /// With so many twentieths of white.
    fn mixed_with_white(self, twentieths: u16) -> Self {
        let mix = |part: u8| {
            let mixed = (u16::from(part) * (20 - twentieths) + 255 * twentieths) / 20;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self { red: mix(self.red), green: mix(self.green), blue: mix(self.blue) }
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_and_their_contrast() {
        let contrast = |text: &str| Color::parse(text).map(Color::contrast_to_white);
        assert!(contrast("#000000").is_some_and(|c| (c - 21.0).abs() < 0.01));
        assert!(contrast("#FFFFFF").is_some_and(|c| (c - 1.0).abs() < 0.01));
        assert!(contrast("#767676").is_some_and(|c| (4.5..4.6).contains(&c)));
        assert!((Color::STANDARD.contrast_to_white() - 6.8).abs() < 0.1);
        for text in ["005f9e", "#05f", "#005f9", "#005f9g", "#005f9e0", "blå", "#æøå"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn any_color_becomes_readable_on_a_dark_page() {
        let dark = Color { red: 0x15, green: 0x19, blue: 0x1d };
        for text in ["#000000", "#005f9e", "#5b2a86", "#7a0019", "#ffffff", "#767676"] {
            let light = Color::parse(text).expect("a color").light_on(dark, 7.0);
            assert!(light.contrast_to(dark) >= 7.0, "{text} became {light}");
        }
        assert_eq!(Color::WHITE.light_on(dark, 7.0), Color::WHITE);
    }
}
