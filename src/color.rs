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

    /// The contrast to white, from 1 to 21 (WCAG 2.2, "contrast ratio").
    #[must_use]
    pub fn contrast_to_white(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue);
        1.05 / (luminance + 0.05)
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
        for text in ["005f9e", "#05f", "#005f9", "#005f9g", "#005f9e0", "blå", "#æøå"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }
}
