//! Names of files that look alike: the same letters in another Unicode form, in other case, or with another ending.
//!
//! Knows nothing of what files are for, nor of which folders may be read.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use crate::content::is_unseen;

/// How many names that look like one are given. More would help nobody.
const MOST_ALIKE: usize = 8;

/// The names in a folder, to be found by what they look like.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// By the name in composed letters.
    composed: HashMap<String, Vec<String>>,
    /// By the letters alone, of the whole name and of the name without its ending.
    whole: HashMap<String, Vec<String>>,
    stems: HashMap<String, Vec<String>>,
    count: usize,
}

impl Listing {
    /// The names in a folder. None where it holds more than `most` entries: a part of them would be a choice by chance.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn of(folder: &Path, most: usize) -> io::Result<Option<Self>> {
        let entries = fs::read_dir(folder)?.take(most.saturating_add(1));
        let names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        // A name that is no Unicode cannot be written in an answer.
        Ok((names.len() <= most).then(|| names.iter().filter_map(|name| name.to_str()).collect()))
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The one name that has the same letters in another Unicode form. macOS writes å as an a and a ring.
    #[must_use]
    pub fn in_other_form(&self, name: &str) -> Option<&str> {
        match self.composed.get(&composed(name))?.as_slice() {
            [one] if one != name => Some(one),
            _ => None,
        }
    }

    /// Names that look like this one, the most alike first: other case or spelling, then another ending.
    #[must_use]
    pub fn alike(&self, name: &str) -> Vec<&str> {
        let (whole, stem) = (letters(name), letters(without_ending(name)));
        let groups = [self.whole.get(&whole), self.stems.get(&whole), self.whole.get(&stem), self.stems.get(&stem)];
        let mut alike: Vec<&str> = Vec::new();
        for found in groups.into_iter().flatten().flatten() {
            if alike.len() < MOST_ALIKE && found != name && !alike.contains(&found.as_str()) {
                alike.push(found);
            }
        }
        alike
    }
}

impl<'n> FromIterator<&'n str> for Listing {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        let mut names: Vec<&str> = names.into_iter().collect();
        // A system gives them in any order.
        names.sort_unstable();
        let mut listing = Self { count: names.len(), ..Self::default() };
        for name in names {
            let entry = |map: &mut HashMap<String, Vec<String>>, key: String| {
                let alike = map.entry(key).or_default();
                if alike.len() < MOST_ALIKE {
                    alike.push(name.to_owned());
                }
            };
            entry(&mut listing.composed, composed(name));
            entry(&mut listing.whole, letters(name));
            entry(&mut listing.stems, letters(without_ending(name)));
        }
        listing
    }
}

/// A name without its last ending. A full stop at the start makes no ending.
#[must_use]
pub fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// The last ending of a name in small letters, without its full stop; empty where there is none.
#[must_use]
pub fn ending(name: &str) -> String {
    name[without_ending(name).len()..].trim_start_matches('.').to_lowercase()
}

/// Whether two names differ in case at most, in whatever Unicode form.
#[must_use]
pub fn same_but_for_case(one: &str, other: &str) -> bool {
    composed(one).to_lowercase() == composed(other).to_lowercase()
}

/// A name as a message shows it: what cannot be seen, and what turns the text around, is written out.
#[must_use]
pub fn shown(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if is_unseen(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// Whether a name can be read off a message and typed: nothing in it is unseen, or ends a quoted text.
#[must_use]
pub fn can_be_typed(name: &str) -> bool {
    !name.chars().any(|c| is_unseen(c) || matches!(c, '"' | '\\'))
}

fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// What a person reads of a name: its letters in small, with Danish letters written out, and one mark between its words.
fn letters(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    for c in name.nfkc().filter(|c| !is_unseen(*c)).flat_map(char::to_lowercase) {
        match c {
            'å' => letters.push_str("aa"),
            'æ' | 'ä' => letters.push_str("ae"),
            'ø' | 'ö' => letters.push_str("oe"),
            '-' | '_' | '\u{2010}'..='\u{2015}' => between(&mut letters),
            c if c.is_whitespace() => between(&mut letters),
            c => letters.push(c),
        }
    }
    letters
}

fn between(letters: &mut String) {
    if !letters.ends_with('-') {
        letters.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(names: &[&str]) -> Listing {
        names.iter().copied().collect()
    }

    #[test]
    fn the_other_unicode_form_is_the_same_name() {
        let (composed, decomposed) = ("kort-\u{e5}.svg", "kort-a\u{30a}.svg");
        assert_eq!(listing(&[decomposed, "x"]).in_other_form(composed), Some(decomposed));
        assert_eq!(listing(&[composed, "x"]).in_other_form(decomposed), Some(composed));
        // The name itself, another case, another letter.
        assert_eq!(listing(&[composed]).in_other_form(composed), None);
        assert_eq!(listing(&["Kort-a\u{30a}.svg", "kort-a.svg"]).in_other_form(composed), None);
        // Which of two is meant cannot be told: å, o and e, each in its form.
        let names = ["a\u{30a}\u{e9}", "\u{e5}e\u{301}"];
        assert_eq!(listing(&names).in_other_form("\u{e5}\u{e9}"), None);
    }

    #[test]
    fn names_are_alike_in_other_case_spelling_and_ending() {
        let alike =
            |name: &str, names: &[&str]| -> Vec<String> { listing(names).alike(name).into_iter().map(str::to_owned).collect() };
        for (name, found) in [
            ("Kort.PNG", "kort.png"),
            ("kort.jpg", "kort.jpeg"),
            ("kort.jpg", "kort.png"),
            ("logo.svg", "logo.svg.txt"),
            ("logo.svg.txt", "logo.svg"),
            ("logo", "logo.svg"),
            ("LOGO.SVG", "Logo.svg.TXT"),
            ("kort å.png", "kort-aa.png"),
            ("Måløv.jpg", "ma\u{30a}lo\u{338}v.png".replace("o\u{338}", "ø").as_str()),
            ("kort.png", "kort\u{200b}.png"),
            ("kort  1.png", "kort\u{a0}1.png"),
        ] {
            assert_eq!(alike(name, &["andet.svg", found]), [found], "{name}");
        }
        assert_eq!(alike("kort.jpg", &["kort.png", "KORT.JPG", "kort.jpg.txt"]), ["KORT.JPG", "kort.jpg.txt", "kort.png"]);
        for (name, other) in [("kort.png", "kort2.png"), ("kort.png", "kort.png"), (".png", "x.png"), ("a.png", ".png")] {
            assert!(alike(name, &[other]).is_empty(), "{name} {other}");
        }
    }

    #[test]
    fn a_folder_of_more_entries_than_are_looked_at_gives_none() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..4 {
            fs::write(folder.path().join(format!("{number}.png")), b"").expect("a file");
        }
        assert!(Listing::of(folder.path(), 3).expect("a folder").is_none());
        let listing = Listing::of(folder.path(), 4).expect("a folder").expect("its names");
        assert_eq!(listing.alike("2.PNG"), ["2.png"]);
        assert!(Listing::of(&folder.path().join("ingen"), 4).is_err());
    }

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(shown("a\u{1b}[31m\u{202e}b æøå €"), "a\\u{1b}[31m\\u{202e}b æøå €");
        assert!(can_be_typed("kort æ (2).png") && !can_be_typed("kort\u{202e}.png") && !can_be_typed("a\"b"));
        assert_eq!((ending("A.PNG").as_str(), ending(".skjult").as_str(), ending("x").as_str()), ("png", "", ""));
    }
}
