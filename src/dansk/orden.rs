//! The order of the Danish alphabet: æ, ø and å come last, and aa is å (Retskrivningsordbogen § 1, and its rules of order).

use unicode_normalization::UnicodeNormalization as _;

/// What a name is ordered by: names in the order of these are in the order of the Danish alphabet. Upper and lower case are
/// the same, an accent counts for nothing, ä and ö stand by æ and ø, and what is no letter comes before the letters.
#[must_use]
pub fn orden(name: &str) -> String {
    let lower: String = name.to_lowercase().nfc().collect();
    // The three stand behind z in this order of characters.
    let danish = lower.replace("aa", "å").replace('å', "}").replace(['ø', 'ö'], "|").replace(['æ', 'ä'], "{");
    danish.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_danish_letters_come_last_and_aa_is_one_of_them() {
        let ordered =
            ["Assens", "Høje-Taastrup", "Høng", "Vejle", "Zäta", "Ærø", "Øvelse", "Aabenraa", "Åbo", "Aalborg", "Aarhus"];
        let mut names = ordered;
        names.reverse();
        names.sort_by_key(|name| orden(name));
        assert_eq!(names, ordered);
        assert_eq!(orden("ÅRHUS"), orden("Aarhus"));
        assert_eq!(orden("A\u{30a}rhus"), orden("aarhus"));
        assert_eq!(orden("Idé"), orden("ide"));
    }
}
