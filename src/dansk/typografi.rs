//! What Danish keeps on one line: "§ 15", "stk. 3", "18. juni 2026", "41 74 90 90", "kl. 8.00", "90 %"; and addresses, which
//! are broken at their signs alone.
//!
//! The text itself stays as it is, so that it is found and copied as it was written; each output keeps the stretches together
//! in its own way. Knows nothing of outputs.

use super::adresser::{is_address, may_hold_address};
use super::dato::MONTHS;

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch<'t> {
    /// Text that may be broken at its spaces.
    Free(&'t str),
    /// Words that belong on one line.
    Whole(&'t str),
    /// An address of mail or of the web, with the signs that stand at it. It is no word: it is not hyphenated.
    Address(&'t str),
}

/// Longer than this nothing is held together: it might not fit on a line of a narrow page.
const LONGEST: usize = 24;

/// Abbreviations that a number follows.
const BEFORE_NUMBERS: [&str; 8] = ["stk.", "nr.", "kl.", "kap.", "pkt.", "art.", "§", "§§"];

/// What follows a number.
const AFTER_NUMBERS: [&str; 8] = ["%", "kr.", "kr", "mio.", "mia.", "km", "MB", "m²"];

/// A text in stretches; together they are the text.
#[must_use]
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let has_numbers = text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_numbers && !may_hold_address(text) {
        return vec![Stretch::Free(text)];
    }
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut out = Vec::new();
    let (mut done, mut i) = (0, 0);
    while i < words.len() {
        let last = if has_numbers { whole_from(&words, i) } else { i };
        let (start, end) = (words[i].0, words[last].0 + words[last].1.len());
        let stretch = &text[start..end];
        let held = if last == i {
            is_address(stretch).then_some(Stretch::Address(stretch))
        } else {
            (stretch.chars().count() <= LONGEST).then_some(Stretch::Whole(stretch))
        };
        if let Some(held) = held {
            if done < start {
                out.push(Stretch::Free(&text[done..start]));
            }
            out.push(held);
            done = end;
        }
        i = last + 1;
    }
    if done < text.len() {
        out.push(Stretch::Free(&text[done..]));
    }
    out
}

/// The words between single spaces, with where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(' ').map(move |word| {
        let start = at;
        at += word.len() + 1;
        (start, word)
    })
}

/// The last of the words that stand together with the one at `first`.
fn whole_from(words: &[(usize, &str)], first: usize) -> usize {
    let word = |i: usize| words.get(i).map_or("", |(_, word)| *word);
    if let Some(last) = phone(words, first) {
        return last;
    }
    let (this, next) = (opened(word(first)), word(first + 1));
    let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if number(next) && BEFORE_NUMBERS.contains(&this.to_lowercase().as_str()) {
        // "§ 12 b": a letter of its own belongs to the number.
        let letter = closed(word(first + 2));
        let is_letter = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_lowercase()) && letter != "i";
        let goes_on = this.starts_with('§') && is_letter && next.ends_with(|c: char| c.is_ascii_digit());
        return if goes_on { first + 2 } else { first + 1 };
    }
    let is_day = this.len() <= 3 && this.strip_suffix('.').is_some_and(|day| !day.is_empty() && is_digits(day));
    if is_day && MONTHS.contains(&closed(next).to_lowercase().as_str()) {
        let year = closed(word(first + 2));
        return if next.ends_with(char::is_alphabetic) && year.len() == 4 && is_digits(year) { first + 2 } else { first + 1 };
    }
    let is_amount = number(this) && this.ends_with(|c: char| c.is_ascii_digit());
    if is_amount && (AFTER_NUMBERS.contains(&next) || AFTER_NUMBERS.contains(&closed(next))) {
        return first + 1;
    }
    first
}

/// The last group of a telephone number of eight digits that begins here, with or without +45 in front.
fn phone(words: &[(usize, &str)], first: usize) -> Option<usize> {
    let word = |i: usize| words.get(i).map_or("", |(_, word)| *word);
    if first > 0 && is_digits(word(first - 1)) {
        return None;
    }
    let start = if opened(word(first)) == "+45" { first + 1 } else { first };
    let mut digits = 0;
    for i in start..words.len().min(start + 4) {
        let group = if i == first { opened(word(i)) } else { word(i) };
        let group = if digits + closed(group).len() == 8 { closed(group) } else { group };
        if !is_digits(group) || !matches!(group.len(), 2 | 4 | 8) {
            return None;
        }
        digits += group.len();
        if digits >= 8 {
            return (digits == 8 && i > first && !is_digits(closed(word(i + 1)))).then_some(i);
        }
    }
    None
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word without what stands before it: "(§" is "§".
fn opened(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '»', '”', '"'])
}

/// A word without what stands after it: "2026," is "2026".
fn closed(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ';', ':', ')', ']', '«', '”', '"', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Vec<&str> {
        let stretches = stretches(text);
        let part = |stretch: &Stretch<'_>| match stretch {
            Stretch::Free(part) | Stretch::Whole(part) | Stretch::Address(part) => (*part).to_owned(),
        };
        let all: String = stretches.iter().map(part).collect();
        assert_eq!(all, text);
        stretches.into_iter().filter_map(|stretch| if let Stretch::Whole(text) = stretch { Some(text) } else { None }).collect()
    }

    #[test]
    fn what_belongs_together_is_held() {
        assert_eq!(whole("jf. barnets lov § 15, stk. 3, og servicelovens § 12 b."), ["§ 15,", "stk. 3,", "§ 12 b."]);
        assert_eq!(whole("Vedtaget den 18. juni 2026. Den 1. maj er fri."), ["18. juni 2026.", "1. maj"]);
        assert_eq!(
            whole("Ring (41 74 90 90), +45 43 57 75 55 eller 4174 9090!"),
            ["(41 74 90 90),", "+45 43 57 75 55", "4174 9090!"]
        );
        assert_eq!(
            whole("kl. 8.00-22.00, Kl. 9, lov nr. 699 og 90 % af 1.000 kr."),
            ["kl. 8.00-22.00,", "Kl. 9,", "nr. 699", "90 %", "1.000 kr."]
        );
    }

    #[test]
    fn addresses_stand_by_themselves() {
        let found = stretches("Skriv til (infohus@greve.dk), eller ring 43 97 97 97.");
        let expected = [
            Stretch::Free("Skriv til "),
            Stretch::Address("(infohus@greve.dk),"),
            Stretch::Free(" eller ring "),
            Stretch::Whole("43 97 97 97."),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn other_numbers_are_not() {
        for text in ["uden tal", "3 mål og 12 møder", "43 57 75", "43 57 75 55 11 22", "§ 12 i loven", "1. punkt", "  5  ", ""]
        {
            let held = whole(text);
            assert!(held.is_empty() || held == ["§ 12"], "{text}: {held:?}");
        }
    }
}
