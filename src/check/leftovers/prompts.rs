//! What a form or a slide says where something is to be written: "Klik eller tryk her for at skrive tekst."

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex_lite::Regex;

use super::Leftover;

/// What asks for a click or a tap.
static CLICK: LazyLock<Regex> = LazyLock::new(|| {
    let things = "tekst|dato|titel|undertitel|navn|element|billede|logo|noter|adresse|telefonnummer";
    let verbs = "skrive|angive|indtaste|indsætte|tilføje|vælge|redigere";
    Regex::new(&format!(
        r"[Kk]lik eller tryk (?:her )?for at (?:{verbs})[^.!?]*\.?|[Cc]lick or tap (?:here )?to (?:enter|choose|select|insert|add)[^.!?]*\.?|[Kk]lik (?:her )?for at (?:{verbs})(?: en| et| din| jeres)? (?:{things})(?: her)?(?:\.|$)|[Cc]lick (?:here )?to (?:enter|add|edit|insert)(?: an?)? (?:text|date|title|subtitle|notes)\.?"
    ))
    .expect("a test looks with it")
});

/// A whole sentence that asks for something: a sentence in an answer says more.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:Angiv|angiv|Vælg|vælg|Indtast|indtast|Indsæt|indsæt)(?: en| et)? (?:dato|element|tekst|tidspunkt|navn|titel|adresse|telefonnummer|billede|logo|link)(?: her)?|[Ss]kriv (?:tekst|her|tekst her|navn her|dato her|svar her|jeres svar her|jeres tekst her)|Choose an item|Enter (?:text|a date|date)(?: here)?)(?:\.|$)",
    )
    .expect("a test looks with it")
});

/// What asks for a click has one of these.
static CLICKS: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["lik ", "lick "].map(Finder::new));

pub(super) fn find(words: &str, found: &mut Vec<Leftover>) {
    if CLICKS.iter().any(|click| click.find(words.as_bytes()).is_some()) {
        found.extend(CLICK.find_iter(words).map(|click| Leftover::unfilled(click.range())));
    }
    // A prompt is a sentence, or what comes after a label.
    let ends = memchr::memchr2_iter(b'.', b':', words.as_bytes()).filter(|&end| words.as_bytes().get(end + 1) == Some(&b' '));
    for start in std::iter::once(0).chain(ends.map(|end| end + 2)) {
        found.extend(prompt(&words[start..]).map(|length| Leftover::unfilled(start..start + length)));
    }
}

/// How long the prompt is that a text begins with, and nothing after it in the sentence.
fn prompt(text: &str) -> Option<usize> {
    const BEGINNINGS: [&str; 12] =
        ["Angiv", "angiv", "Vælg", "vælg", "Indtast", "indtast", "Indsæt", "indsæt", "Skriv", "skriv", "Choose", "Enter"];
    let begins = BEGINNINGS.iter().any(|beginning| text.starts_with(beginning));
    begins.then(|| PROMPT.find(text))?.map(|found| found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        let mut found = Vec::new();
        find(words, &mut found);
        found.sort_by_key(|leftover| (leftover.at.start, std::cmp::Reverse(leftover.at.end)));
        found.dedup_by(|next, before| next.at.start < before.at.end);
        found.into_iter().map(|leftover| &words[leftover.at]).collect()
    }

    #[test]
    fn prompts_are_found() {
        for prompt in [
            "Klik eller tryk her for at skrive tekst.",
            "Klik eller tryk for at angive en dato.",
            "Klik her for at angive tekst.",
            "Klik her for at angive en dato",
            "Click or tap here to enter text.",
            "Vælg et element.",
            "Choose an item.",
            "Angiv dato",
            "Angiv en dato.",
            "Skriv her",
            "Indsæt tekst her.",
        ] {
            assert_eq!(found(prompt), [prompt]);
            assert_eq!(found(&format!("Dato: {prompt}")), [prompt]);
            assert_eq!(found(&format!("Vi mødes. {prompt}")), [prompt]);
        }
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for words in [
            "Klik her for at skrive til os. Klik her for at angive jeres navn på listen.",
            "Klik på kortet. Vælg et element fra listen. Angiv dato og sted, når I ringer. Skriv herefter til os.",
            "Indsæt navnet. Vælg en kontaktperson. Vi angiver datoen.",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn much_of_it_costs_little() {
        for part in ["Klik her for at ", "Angiv dato: ", "Klik eller tryk for at vælge "] {
            find(&part.repeat(20_000), &mut Vec::new());
        }
    }
}
