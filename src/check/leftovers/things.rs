//! The words of a placeholder: what somebody is asked to insert, and how they are asked.

/// What a word ends in that names something to insert: "kontaktperson", "kommunenavn".
const THINGS: [&str; 27] = [
    "navn",
    "dato",
    "adresse",
    "telefon",
    "nummer",
    "tlf",
    "mail",
    "kommune",
    "person",
    "afdeling",
    "forvaltning",
    "titel",
    "beløb",
    "antal",
    "årstal",
    "klokkeslæt",
    "tidspunkt",
    "hjemmeside",
    "leder",
    "enhed",
    "organisation",
    "institution",
    "initialer",
    "underskrift",
    "direktør",
    "koordinator",
    "konsulent",
];

/// Words that name something to insert, and that other words end in, too.
const WHOLE_THINGS: [&str; 30] = [
    "stilling",
    "funktion",
    "ansvarlig",
    "link",
    "url",
    "by",
    "sted",
    "år",
    "måned",
    "dag",
    "tid",
    "tekst",
    "billede",
    "logo",
    "emne",
    "lokale",
    "cvr",
    "cpr",
    "navne",
    "nr",
    "postnr",
    "post_nr",
    "sagsnr",
    "telefonnr",
    "tlfnr",
    "name",
    "date",
    "address",
    "phone",
    "text",
];

/// What may stand among the names of things. With an article it is a sentence: »ring til [en leder]«.
const SMALL: [&str; 20] = [
    "på",
    "og",
    "eller",
    "for",
    "af",
    "til",
    "i",
    "hos",
    "med",
    "her",
    "jeres",
    "din",
    "dit",
    "dine",
    "evt",
    "fx",
    "relevant",
    "relevante",
    "ny",
    "nyt",
];

/// How one is asked to insert something.
const ASKS: [&str; 17] = [
    "indsæt",
    "indsættes",
    "indtast",
    "indtastes",
    "udfyld",
    "udfyldes",
    "skriv",
    "skrives",
    "angiv",
    "angives",
    "tilføj",
    "tilføjes",
    "vælg",
    "anfør",
    "anføres",
    "beskriv",
    "beskrives",
];

/// The words of a placeholder, in small letters. An underscore is part of a word.
pub(super) fn parts(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_part(c)).filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

/// Whether the words ask for something to be inserted: "indsæt navn", "her skrives …".
pub(super) fn asks(parts: &[String]) -> bool {
    match parts {
        // A link that was never made, more likely.
        [first, second, ..] if first == "skriv" && second == "til" => false,
        // Alone they are keys on a keyboard.
        [first, _, ..] if first == "insert" || first == "enter" => true,
        [first, second, ..] if first == "her" => second.ends_with('s') && ASKS.contains(&second.as_str()),
        [first, ..] => ASKS.contains(&first.as_str()),
        [] => false,
    }
}

/// Whether the words name something to insert, and nothing else: "navn", "kommunens navn", "dato og sted".
pub(super) fn names_a_thing(parts: &[String]) -> bool {
    parts.len() <= 6
        && parts.iter().any(|part| is_thing(part))
        && parts.iter().all(|part| is_thing(part) || SMALL.contains(&part.as_str()) || is_of_a_thing(part) || is_number(part))
}

fn is_thing(part: &str) -> bool {
    WHOLE_THINGS.contains(&part) || THINGS.iter().any(|thing| part.ends_with(thing))
}

/// "kommunen" and "kommunens": whose the thing is.
fn is_of_a_thing(part: &str) -> bool {
    let genitive = ["ens", "ets", "nes", "es"].iter().any(|end| part.ends_with(end));
    let definite = ["en", "n", "et"].iter().filter_map(|end| part.strip_suffix(end)).any(is_thing);
    genitive || definite
}

fn is_number(part: &str) -> bool {
    part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_to_insert_are_known_from_other_words() {
        for text in ["navn", "Kontaktperson", "kommunens navn", "navn på kommunen", "dato og sted", "post_nr", "Navn 1"] {
            assert!(names_a_thing(&parts(text)), "{text}");
        }
        for text in ["vejledningen", "kommunen", "1", "§ 15", "nu § 20", "sic", "og", "…", "", "en leder", "navn ændret"] {
            assert!(!names_a_thing(&parts(text)), "{text}");
        }
    }

    #[test]
    fn who_asks_begins_with_it() {
        for text in ["indsæt", "Skriv navn her", "her indsættes kommunens logo", "Udfyldes af kommunen"] {
            assert!(asks(&parts(text)), "{text}");
        }
        for text in ["skriv til os", "her er vi", "navn", ""] {
            assert!(!asks(&parts(text)), "{text}");
        }
    }
}
