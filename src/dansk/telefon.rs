//! Telephone numbers.

use std::fmt;
use std::ops::Range;

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

/// Words that a number comes after. Of longer ones, as »vagttelefonen«, see [`ANNOUNCING_ENDS`].
const ANNOUNCING: [&str; 13] =
    ["tlf", "tel", "mob", "mobil", "mobilen", "sms", "ring", "ringe", "ringer", "ringes", "kontakt", "kontakte", "kontaktes"];

/// Ends of words that a number comes after.
const ANNOUNCING_ENDS: [&str; 9] = [
    "telefon",
    "telefonen",
    "telefonnr",
    "telefonnummer",
    "telefonnummeret",
    "mobilnr",
    "mobilnummer",
    "mobilnummeret",
    "hotline",
];

/// Words whose number is another than a telephone's, and beginnings of such words.
const OTHER_NUMBERS: [&str; 6] = ["sag", "journal", "konto", "j.nr", "jnr", "ean"];
const OTHER_NUMBERS_BEGIN: [&str; 8] = ["cvr", "cpr", "ean-", "sagsn", "journaln", "konton", "p-n", "se-n"];

/// How many words before a number can say what it is, and within how many bytes they are looked for.
const WORDS_BEFORE: usize = 12;
const BYTES_BEFORE: usize = 200;

/// The numbers of eight digits in a text that the words before them say are telephone numbers. `before` is what stands before the
/// text in the same paragraph. A number with +45 needs no words.
pub(crate) fn telefonnumre(before: &str, text: &str) -> Vec<(Range<usize>, Telefon)> {
    let numbers =
        numbers(before, text).filter(|at| at.len() >= 8).filter_map(|at| Some((Telefon::parse(&text[at.clone()])?, at)));
    let is_phone = |at: &Range<usize>| {
        let number = &text[at.clone()];
        number.starts_with('+') || (!is_date(number) && is_announced(before, &text[..at.start]))
    };
    numbers.filter(|(_, at)| is_phone(at)).map(|(number, at)| (at, number)).collect()
}

/// The stretches of digits with single spaces between them that are part of nothing longer.
fn numbers(before: &str, text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_digit_or_space = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(|c: char| c.is_ascii_digit())?;
        let end = text[start..].find(|c| !is_digit_or_space(c)).map_or(text.len(), |length| start + length);
        at = end;
        let end = start + text[start..end].trim_end().len();
        let start = if text[..start].ends_with('+') { start - 1 } else { start };
        Some(start..end)
    })
    .filter(|at| !goes_on(text[..at.start].chars().rev().chain(before.chars().rev())) && !goes_on(text[at.end..].chars()))
}

/// Whether eight digits are rather a date, as »20 11 2026«, or begin as no Danish number does.
fn is_date(number: &str) -> bool {
    let groups: Vec<&str> = number.split_whitespace().collect();
    let is_year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    number.starts_with(['0', '1']) || matches!(groups.as_slice(), [_, _, year] if is_year(year))
}

/// Whether what stands beside a number makes it part of something longer: a date, a time, a word.
fn goes_on(mut beside: impl Iterator<Item = char>) -> bool {
    match beside.next() {
        Some('-' | '–' | '/' | '.' | ',' | ':') => beside.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric() || c == '%',
        None => false,
    }
}

fn is_announced(before: &str, text: &str) -> bool {
    let last = |text: &str, bytes: usize| text.ceil_char_boundary(text.len().saturating_sub(bytes));
    let text = &text[last(text, BYTES_BEFORE)..];
    let words = format!("{}{text}", &before[last(before, BYTES_BEFORE - text.len())..]);
    let mut sentence_begins = false;
    for word in words.split_whitespace().rev().take(WORDS_BEFORE) {
        // A full stop before a small letter or a number is an abbreviation's, as in »tlf. 43 57 75 55«.
        let ends_sentence = word.ends_with(['!', '?']) || (word.ends_with('.') && sentence_begins);
        sentence_begins = word.starts_with(char::is_uppercase);
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !ends_sentence && (ANNOUNCING.contains(&lower.as_str()) || ANNOUNCING_ENDS.iter().any(|end| lower.ends_with(end))) {
            return true;
        }
        let is_other = OTHER_NUMBERS.contains(&lower.as_str());
        if ends_sentence || is_other || OTHER_NUMBERS_BEGIN.iter().any(|other| lower.starts_with(other)) {
            return false;
        }
    }
    false
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

    fn found<'t>(before: &str, text: &'t str) -> Vec<&'t str> {
        telefonnumre(before, text).into_iter().map(|(at, _)| &text[at]).collect()
    }

    #[test]
    fn numbers_in_a_text_are_found_where_words_say_so() {
        assert_eq!(found("", "Ring på 43 57 75 55, eller skriv."), ["43 57 75 55"]);
        assert_eq!(found("", "tlf. 43577555 eller 4357 7556."), ["43577555", "4357 7556"]);
        assert_eq!(found("", "Tlf.:43\u{a0}57\u{a0}75\u{a0}55"), ["43\u{a0}57\u{a0}75\u{a0}55"]);
        assert_eq!(found("", "Vagttelefonen (43 57 75 55) er åben."), ["43 57 75 55"]);
        assert_eq!(found("", "Kontakt Infohus Ishøj i Center for Børn på 43 57 75 55."), ["43 57 75 55"]);
        assert_eq!(found("", "Ring til sagsbehandleren på kontoret, nr. 43 57 75 55!"), ["43 57 75 55"]);
        assert_eq!(found("Mobil: ", "43 57 75 55"), ["43 57 75 55"]);
        assert_eq!(found("", "Infohuset, +45 43 57 75 55, og +4543577556"), ["+45 43 57 75 55", "+4543577556"]);
    }

    #[test]
    fn other_numbers_in_a_text_are_not() {
        for text in [
            "43 57 75 55",
            "Ring 112 eller 114",
            "Ring til os. Numrene 43 57 75 55 er fra sidste år",
            "Kontakt kommunen (CVR 11931316)",
            "Kontakt os om sag 20261234",
            "Kontakt os, sagsnr. 20261234",
            "tlf. 43 57 75 55 11",
            "tlf. 43 57 75",
            "Ring inden 20.11.20262027",
            "ring 4357-7555 eller 43577555-1",
            "ring +46 43 57 75 55",
            "telefon a43577555",
            "Bæringen 43577555",
            "Kontakt os inden 20 11 2026",
            "Kontakt os inden 01122026",
        ] {
            assert_eq!(found("", text), Vec::<&str>::new(), "{text}");
        }
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
