//! What a list's line begins with: Markdown's own marks, and those that Word, mail and PDF leave.

use crate::dansk::MONTHS;

/// The mark at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// What it is.
    pub kind: Kind,
    /// How many bytes it has.
    pub len: usize,
}

/// The kinds of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `-`, `*` or `+` and a space: Markdown's bullets.
    Bullet(char),
    /// A number with `.` or `)`.
    Number {
        /// The number.
        number: u64,
        /// `.` or `)`.
        end: char,
    },
    /// A bullet that Markdown does not know.
    Pasted(char),
}

/// The bullets of Word, Outlook and web pages. A dash is none of them: it is a mark of punctuation too.
const BULLETS: [char; 28] = [
    '•', '·', '‣', '⁃', '∙', '▪', '▫', '■', '□', '●', '○', '◦', '◆', '◇', '❖', '➢', '➤', '►', '▶', '✓', '✔', '✗', '→', '⇒', '➔',
    '☐', '☑', '★',
];

/// The private letters by which Word's symbol fonts draw bullets.
const SYMBOL_FONTS: std::ops::RangeInclusive<char> = '\u{f020}'..='\u{f0ff}';

/// The longest number that begins an item (CommonMark 0.31, 5.2).
const MOST_DIGITS: usize = 9;

/// Whether a character is drawn as a bullet and is nothing else.
pub(crate) fn is_bullet(c: char) -> bool {
    BULLETS.contains(&c) || SYMBOL_FONTS.contains(&c)
}

/// The mark that a line's words begin with. Markdown's bullets may stand alone.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace) || (rest.is_empty() && matches!(first, '-' | '*' | '+'));
    let kind = match first {
        '-' | '*' | '+' if spaced => Kind::Bullet(first),
        '-' if rest.starts_with(char::is_alphabetic) => Kind::Pasted('-'),
        '–' | '—' if spaced || rest.starts_with(char::is_alphabetic) => Kind::Pasted(first),
        // The second level of Word's lists.
        'o' if rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("   ") => Kind::Pasted('o'),
        c if is_bullet(c) && !rest.trim_start().is_empty() => Kind::Pasted(c),
        '0'..='9' => return numbered(text),
        _ => return None,
    };
    Some(Marker { kind, len: first.len_utf8() })
}

fn numbered(text: &str) -> Option<Marker> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = text[digits..].chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let spaced = text[digits + 1..].starts_with(char::is_whitespace);
    if digits > MOST_DIGITS || !spaced {
        return None;
    }
    let number = text[..digits].parse().ok()?;
    Some(Marker { kind: Kind::Number { number, end }, len: digits + 1 })
}

/// Whether the words after a number make it a date: "3. marts", "1. jan. 2027", "18. 2026".
pub(super) fn continues_a_date(rest: &str) -> bool {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_year =
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit());
    let is_month = MONTHS.iter().any(|month| *month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word)));
    is_year || is_month
}

/// What an enumeration begins its lines with that is no list in Markdown: `a)`, `iv)`, `(1)`, `1:`, `2.1`, `§ 1`. A number with
/// a full stop is one where it begins no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enumerator {
    /// `a)`, `iv)`
    Letter,
    /// `a.`
    LetterStop,
    /// `2.1`, `2.1.`
    Section,
    /// `(1)`, `(a)`
    Parenthesis,
    /// `1:`
    Colon,
    /// `§ 1`
    Paragraph,
    /// `1.`, `1)`
    Number,
}

/// The enumerator that a line's words begin with.
pub(super) fn enumerator(text: &str) -> Option<Enumerator> {
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next().unwrap_or_default());
    let is_number = |text: &str| (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = |text: &str| text.len() <= 4 && text.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let is_letter =
        |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic) && (text.chars().count() == 1 || is_roman(text));
    let is_section = |text: &str| text.contains('.') && text.split('.').all(is_number);
    if let Some(inner) = first.strip_suffix(')') {
        return match inner.strip_prefix('(') {
            Some(inner) if is_number(inner) || is_letter(inner) => Some(Enumerator::Parenthesis),
            None if is_letter(inner) => Some(Enumerator::Letter),
            None if is_number(inner) => Some(Enumerator::Number),
            _ => None,
        };
    }
    match first {
        "§" | "§§" if second.starts_with(|c: char| c.is_ascii_digit()) => Some(Enumerator::Paragraph),
        _ if first.strip_suffix(':').is_some_and(is_number) => Some(Enumerator::Colon),
        _ if first.strip_suffix('.').is_some_and(is_number) => Some(Enumerator::Number),
        _ if first.strip_suffix('.').is_some_and(is_letter) => Some(Enumerator::LetterStop),
        _ if is_section(first.strip_suffix('.').unwrap_or(first)) => Some(Enumerator::Section),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_known_and_words_are_not() {
        for text in ["• Skoler", "·       tekst", "\u{f0b7} punkt", "– tidlig", "-punkt", "o\tunderpunkt", "•punkt", "➢ ring"]
        {
            assert!(matches!(marker(text), Some(Marker { kind: Kind::Pasted(_), .. })), "{text}");
        }
        for text in ["- punkt", "* punkt", "+\u{a0}punkt"] {
            assert!(matches!(marker(text), Some(Marker { kind: Kind::Bullet(_), .. })), "{text}");
        }
        for text in ["-5 grader", "–", "*fed*", "**fed**", "og ro", "o ja", "•", "+45 43 57 75 55", "3.5 km", "1234567890. x"]
        {
            assert_eq!(marker(text), None, "{text}");
        }
        assert_eq!(marker("12) Ring"), Some(Marker { kind: Kind::Number { number: 12, end: ')' }, len: 3 }));
    }

    #[test]
    fn a_date_is_none() {
        for text in [" marts 2026", " jan. 2027", " 2026", " Maj"] {
            assert!(continues_a_date(text), "{text}");
        }
        for text in [" Ring", " majoriteten", " 112", " kvartal", " ma"] {
            assert!(!continues_a_date(text), "{text}");
        }
    }

    #[test]
    fn enumerators_are_known() {
        assert_eq!(enumerator("a) først"), Some(Enumerator::Letter));
        assert_eq!(enumerator("(1) først"), Some(Enumerator::Parenthesis));
        assert_eq!(enumerator("1: først"), Some(Enumerator::Colon));
        assert_eq!(enumerator("§ 15 gælder"), Some(Enumerator::Paragraph));
        assert_eq!(enumerator("15. sag"), Some(Enumerator::Number));
        assert_eq!(enumerator("iv) først"), Some(Enumerator::Letter));
        assert_eq!(enumerator("b. først"), Some(Enumerator::LetterStop));
        assert_eq!(enumerator("2.1 først"), Some(Enumerator::Section));
        assert_eq!(enumerator("(se nedenfor) og"), None);
        assert_eq!(enumerator("ca. først"), None);
        assert_eq!(enumerator("§ og andet"), None);
    }
}
