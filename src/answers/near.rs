//! The word that a misspelt one was meant to be.

/// The word among these that a misspelt one most likely meant.
pub(super) fn nearest<'w>(wanted: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let wanted = ascii(wanted);
    let scored = words.map(|word| (strsim::damerau_levenshtein(&wanted, word), word));
    let (distance, word) = scored.min()?;
    // A third of the letters wrong is still the same word to a person; more is guessing.
    (wanted.len() > 1 && distance <= (word.len().max(wanted.len()) / 3).max(1)).then_some(word)
}

/// Keys are written with ae, oe and aa.
fn ascii(word: &str) -> String {
    word.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let words = ["vision", "maal", "maalgruppe", "revision", "aar"];
        let near = |wanted| nearest(wanted, words.into_iter());
        assert_eq!(near("visoin"), Some("vision"));
        assert_eq!(near("mål"), Some("maal"));
        assert_eq!(near("målgruppe"), Some("maalgruppe"));
        assert_eq!(near("ar"), Some("aar"));
        assert_eq!(near("telefon"), None);
        assert_eq!(near("x"), None);
    }
}
