//! Characters that an answer file cannot have where they stand, told by name so that they can be found.

use std::borrow::Cow;
use std::ops::Range;

use super::mend::Mending;
use super::signs::{Sign, is_control, name, sign};

/// Of so many of one character each is told at its place. More came there at once, and are told at the first.
const FEW: usize = 5;

/// The text with a space in place of each character that TOML has nowhere, and a line feed in place of a carriage return
/// without one; and those characters.
pub(super) fn without_controls(text: &str) -> (Cow<'_, str>, Vec<(usize, char)>) {
    let is_alone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    let is_found = |at: usize, c: char| is_control(c) || c == '\r' && is_alone(at);
    let found: Vec<(usize, char)> =
        text.bytes().map(char::from).enumerate().filter(|(at, c)| c.is_ascii() && is_found(*at, *c)).collect();
    if found.is_empty() {
        return (Cow::Borrowed(text), found);
    }
    let clean = text.char_indices().map(|(at, c)| match c {
        '\r' if is_alone(at) => '\n',
        c if is_control(c) => ' ',
        c => c,
    });
    (Cow::Owned(clean.collect()), found)
}

/// What is read in place of a character outside texts, with the stretch that it replaces: one that is not seen takes no place
/// in a word.
pub(super) fn stand_in(text: &str, at: usize, c: char) -> (Range<usize>, String) {
    let width = c.len_utf8();
    let is_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let after = &text[at + width..];
    let word: String = after.chars().take_while(is_word).take(100).collect();
    let (width, kept) = match sign(c) {
        Some(Sign::Hidden) if text[..at].chars().next_back().as_ref().is_some_and(is_word) => (width + word.len(), word),
        Some(Sign::LineEnd) => (width, "\n".to_owned()),
        Some(Sign::Like(like)) => (width, like.to_string()),
        _ => (width, String::new()),
    };
    (at..at + width, format!("{kept:width$}"))
}

/// Tells characters: those side by side as one.
pub(super) fn tell(mut found: Vec<(usize, char)>, mending: &mut Mending<'_>) {
    found.sort_unstable();
    let mut runs: Vec<(Range<usize>, char)> = Vec::new();
    for (at, c) in found {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some((run, before)) if run.end == at && *before == c => run.end = end,
            _ => runs.push((at..end, c)),
        }
    }
    let mut kinds: Vec<(char, Vec<Range<usize>>)> = Vec::new();
    for (run, c) in runs {
        match kinds.iter_mut().find(|(kind, _)| *kind == c) {
            Some((_, places)) => places.push(run),
            None => kinds.push((c, vec![run])),
        }
    }
    for (c, places) in kinds {
        let (message, help) = words(c);
        if places.len() <= FEW {
            for at in places {
                mending.syntax(at, message.clone(), help.clone());
            }
        } else if let Some(first) = places.first() {
            let message = message.replacen("Her", &format!("Her og {} andre steder", places.len() - 1), 1);
            mending.syntax(first.clone(), message, everywhere(c));
        }
    }
}

/// How to be rid of one character in many places.
fn everywhere(c: char) -> String {
    let instead = match sign(c) {
        None if c == '\r' => {
            return "Åbn filen i Visual Studio Code, vælg »LF« nederst til højre, og gem den. Så får alle linjer almindelige linjeskift.".to_owned();
        }
        Some(Sign::Space) => "med et almindeligt mellemrum".to_owned(),
        Some(Sign::LineEnd) => "med et linjeskift".to_owned(),
        Some(Sign::Like(like)) => format!("med »{like}« på tastaturet"),
        None if c == '\u{b}' => "med et mellemrum".to_owned(),
        Some(Sign::Hidden) | None => "med ingenting".to_owned(),
    };
    format!("Kopiér tegnet herfra, og brug »Søg og erstat« i jeres editor til at erstatte det {instead} alle steder.")
}

fn words(c: char) -> (String, String) {
    let name = name(c);
    match sign(c) {
        Some(Sign::Space) => (
            format!("Her står {name}, som ligner et almindeligt."),
            "Slet det, og skriv et almindeligt mellemrum. Det følger ofte med tekst fra Word, en mail eller en hjemmeside.".to_owned(),
        ),
        Some(Sign::Hidden) => (
            format!("Her står {name}, som ikke kan ses."),
            "Sæt markøren lige foran det, og tryk på Delete. Ser I ingen forskel, så skriv linjen igen på tastaturet.".to_owned(),
        ),
        Some(Sign::LineEnd) => (
            format!("Her står {name}, som ligner et linjeskift."),
            "Slet det, og tryk på Enter, hvis linjen skal slutte her.".to_owned(),
        ),
        Some(Sign::Like(like)) => (
            format!("Her står {name}, som ligner »{like}«, men er et andet tegn."),
            format!("Slet det, og skriv »{like}« på tastaturet."),
        ),
        None if c == '\r' => (
            format!("Her står {name} alene, som kun gamle programmer bruger."),
            "Slet det, og tryk på Enter, hvis linjen skal slutte her.".to_owned(),
        ),
        None if c == '\u{b}' => (
            format!("Her står {name}, som ikke kan stå i filen."),
            "Det kommer af Skift og Enter i Word. Slet det, og skriv et mellemrum. Skal der begynde et nyt afsnit i en lang tekst, så tryk på Enter to gange i stedet.".to_owned(),
        ),
        None => (
            format!("Her står {name}, som ikke kan stå i filen."),
            "Slet det: Sæt markøren lige foran det, og tryk på Delete. Det er ofte kommet med, da teksten blev indsat.".to_owned(),
        ),
    }
}
