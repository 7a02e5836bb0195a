//! Telephone numbers.

use std::fmt;

/// A Danish telephone number: eight digits, or one of the short numbers of the police and the alarm centre.
///
/// Displayed in pairs, "43 57 75 55"; 112 and 114 as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telefon(String);

impl Telefon {
    /// Reads eight digits however spaced, with or without +45, or 112 or 114.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = compact.strip_prefix("+45").unwrap_or(&compact);
        let eight = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
        let short = matches!(compact.as_str(), "112" | "114");
        (eight || short).then(|| Self(digits.to_owned()))
    }

    /// The number as a link's address gives it: "+4543577555"; the short numbers as they are, since they have no country.
    #[must_use]
    pub fn dial(&self) -> String {
        if self.0.len() == 8 { format!("+45{}", self.0) } else { self.0.clone() }
    }
}

impl fmt::Display for Telefon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() != 8 {
            return f.write_str(&self.0);
        }
        let d = &self.0;
        write!(f, "{} {} {} {}", &d[0..2], &d[2..4], &d[4..6], &d[6..8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_spaced() {
        for text in ["43577555", "43 57 75 55", "4357 7555", "+45 43 57 75 55", "+4543577555", "43\u{a0}57 75 55"] {
            let number = Telefon::parse(text).expect(text);
            assert_eq!((number.to_string().as_str(), number.dial().as_str()), ("43 57 75 55", "+4543577555"), "{text}");
        }
        assert_eq!(Telefon::parse("114").map(|n| (n.to_string(), n.dial())), Some(("114".into(), "114".into())));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in
            ["", "4357755", "435775555", "4357755a", "+46 43 57 75 55", "115", "+45112", "43-57-75-55", "４３５７７５５５"]
        {
            assert_eq!(Telefon::parse(text), None, "{text}");
        }
    }
}
