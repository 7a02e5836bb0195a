//! What a program says of something that it cannot show, and what is copied with the text: "Fejl! Henvisningskilde ikke fundet."

use memchr::memmem;

use super::{Kind, Leftover};

/// What an error message begins with, after "Fejl!". Others cry "Fejl!", too.
const ERRORS: [&str; 34] = [
    "Henvisningskilde",
    "Henvisningens kilde",
    "Bogmærke",
    "Link er",
    "Linket er",
    "Linket kunne",
    "Hyperlink",
    "Ukendt argument",
    "Ukendt dokumentegenskab",
    "Ukendt parameter",
    "Objekter kan ikke",
    "Brug fanen",
    "Der er ingen tekst",
    "Der blev ikke fundet",
    "Ingen indholdsfortegnelse",
    "Ingen tekst",
    "Filnavn",
    "Indholdsfortegnelse",
    "Kan ikke åbne",
    "Hoveddokument",
    "Ikke et gyldigt",
    "Reference source",
    "Bookmark",
    "Not a valid",
    "No text of",
    "No table of",
    "Use the Home",
    "Unknown document property",
    "Objects cannot",
    "Fant ikke",
    "Bokmerke",
    "Hittar inte",
    "Bokmärke",
    "Verweisquelle",
];

/// What one begins with after "Fejl:", which many write for other reasons.
const AFTER_COLON: [&str; 3] = ["Henvisningskilde", "Henvisningens kilde", "Reference source"];

/// How "Fejl!" is said by the programs of Danish authorities, and of their neighbours.
const CRIES: [&str; 5] = ["Fejl", "Error", "Feil", "Fel", "Fehler"];

/// The messages that are known without it.
const MESSAGES: [&str; 5] = [
    "Henvisningskilde ikke fundet",
    "Henvisningskilden blev ikke fundet",
    "Bogmærke er ikke defineret",
    "Reference source not found",
    "Bookmark not defined",
];

/// What a spreadsheet shows in a cell that it cannot work out.
const CELLS: [&str; 12] = [
    "#REFERENCE!",
    "#REF!",
    "#NAVN?",
    "#NAME?",
    "#VÆRDI!",
    "#VALUE!",
    "#DIVISION/0!",
    "#DIV/0!",
    "#I/T",
    "#N/A",
    "#NUL!",
    "#NULL!",
];

/// What there is one of in every text with such a message: a cry's mark, or the first letter of what is known without it.
pub(super) const MARKS: &[u8] = b"!:#HBR";

pub(super) fn find(words: &str, found: &mut Vec<Leftover>) {
    let error = |at| Leftover { at, kind: Kind::ProgramError };
    for mark in memchr::memchr2_iter(b'!', b':', words.as_bytes()) {
        let Some(cry) = CRIES.iter().find(|cry| words[..mark].ends_with(**cry)) else { continue };
        let rest = words[mark + 1..].trim_start();
        let begins: &[&str] = if words[mark..].starts_with('!') { &ERRORS } else { &AFTER_COLON };
        if begins.iter().any(|begin| rest.starts_with(begin)) {
            found.push(error(mark - cry.len()..end_of_sentence(words, words.len() - rest.len())));
        }
    }
    // Most texts have none of these, and are not searched for them all.
    if [" ikke ", " not "].iter().any(|word| memmem::find(words.as_bytes(), word.as_bytes()).is_some()) {
        let messages = MESSAGES.iter().flat_map(|message| words.match_indices(message));
        found.extend(messages.map(|(at, _)| error(at..end_of_sentence(words, at))));
    }
    if words.contains('#') {
        found.extend(CELLS.iter().flat_map(|cell| words.match_indices(cell).map(|(at, _)| error(at..at + cell.len()))));
    }
}

/// How many bytes a message has at most after what it begins with.
const LONGEST: usize = 120;

fn end_of_sentence(words: &str, from: usize) -> usize {
    let reach = words.floor_char_boundary(from + LONGEST);
    words[from..reach].find(['.', '!', '?']).map_or(reach, |length| from + length + 1)
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
    fn error_messages_are_found() {
        for message in [
            "Fejl! Henvisningskilde ikke fundet.",
            "Fejl! Bogmærke er ikke defineret.",
            "Fejl! Linket er ikke gyldigt.",
            "Fejl! Brug fanen Hjem til at anvende Overskrift 1 på teksten, der skal vises her.",
            "Fejl: Henvisningskilde ikke fundet",
            "Error! Reference source not found.",
            "Error! Bookmark not defined.",
            "Henvisningskilde ikke fundet.",
            "#REFERENCE!",
            "#I/T",
        ] {
            assert_eq!(found(&format!("Se side {message}")), [message]);
        }
        assert_eq!(found("Se side Fejl! Bogmærke er ikke defineret. Vi kommer.").len(), 1);
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for words in ["Fejl! Prøv igen. Fejl: det sker. Error! Det virker ikke.", "Henvisningskilden er politiet. C# og #1"] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }

    #[test]
    fn much_of_it_costs_little() {
        for part in ["Fejl! ", "Fejl! Link ", "Fejl: Link ", "#"] {
            find(&part.repeat(20_000), &mut Vec::new());
        }
    }
}
