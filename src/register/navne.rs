//! The bodies of the register by the names that people write: "Vestegnens politi", "INFO-hus Horsens", "Horsens kommune".
//!
//! Knows names alone, and not where in a plan they stand.

use super::{Kommune, kommuner};

/// The words of a police district's name that say nothing of which it is.
const USUAL: [&str; 5] = ["politi", "politis", "politikreds", "politikredsen", "og"];

/// The official name of the police district that a name means, however it is written: »Vestegnens politi«,
/// »Midt og Vestjyllands Politi«, »Politikreds Midt– og Vestjylland«.
#[must_use]
pub fn politikreds(name: &str) -> Option<&'static str> {
    let wanted = district_words(name);
    let is_meant = |kommune: &&Kommune| {
        let official = district_words(&kommune.politikreds);
        // "Vestegnen" is nobody's name but that of København's.
        official == wanted || (official.ends_with(&["vestegn".to_owned()]) && wanted == ["vestegn"])
    };
    kommuner().iter().find(is_meant).map(|kommune| kommune.politikreds.as_str())
}

/// The words that tell which district it is, without endings.
fn district_words(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !USUAL.contains(word));
    let bare = |word: &str| {
        let word = word.strip_suffix('s').unwrap_or(word);
        word.strip_suffix("en").filter(|word| word.ends_with("egn")).unwrap_or(word).to_owned()
    };
    words.map(bare).collect()
}

/// Whether a text begins with the word infohus as it is written ("Infohus", "INFO-hus", "infohus"), and how long it is.
#[must_use]
pub fn infohus_word(text: &str) -> Option<usize> {
    let length = |word: &str| text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(str::len);
    length("infohus").or_else(|| length("info-hus"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_is_known_by_its_everyday_names() {
        for (name, official) in [
            ("Vestegnens politi", "Københavns Vestegns Politi"),
            ("Københavns Vestegn", "Københavns Vestegns Politi"),
            ("Midt og Vestjyllands Politi", "Midt- og Vestjyllands Politi"),
            ("Politikreds Midt– og Vestjylland", "Midt- og Vestjyllands Politi"),
            ("NORDSJÆLLANDS POLITI", "Nordsjællands Politi"),
            ("Syd- og Sønderjyllands Politis", "Syd- og Sønderjyllands Politi"),
            ("Sydsjællands og Lolland–Falsters politi", "Sydsjællands og Lolland-Falsters Politi"),
            ("Københavns Politi", "Københavns Politi"),
        ] {
            assert_eq!(politikreds(name), Some(official), "{name}");
        }
        for name in ["Politi", "", "Vestpolitiet", "Jyllands Politi"] {
            assert_eq!(politikreds(name), None, "{name}");
        }
        for kommune in kommuner() {
            assert_eq!(politikreds(&kommune.politikreds), Some(kommune.politikreds.as_str()));
        }
    }

    #[test]
    fn infohus_is_known_however_it_is_written() {
        assert_eq!(infohus_word("INFO-hus Horsens"), Some(8));
        assert_eq!(infohus_word("infohus"), Some(7));
        assert_eq!(infohus_word("infomøde"), None);
        assert_eq!(infohus_word("æinfohus"), None);
    }
}
