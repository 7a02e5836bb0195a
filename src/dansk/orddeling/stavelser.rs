//! The syllables of a word or part that no list has: patterns, and what Danish allows of what they say.

use hypher::{Lang, hyphenate};

/// The consonants that a Danish syllable begins with, where it begins with more than one.
const ONSETS: [&str; 47] = [
    "bj", "bl", "br", "ch", "dj", "dr", "dv", "fj", "fl", "fn", "fr", "gl", "gn", "gr", "hj", "hv", "kj", "kl", "kn", "kr", "kv",
    "mj", "nj", "ph", "pj", "pl", "pr", "ps", "sj", "sk", "skj", "skr", "skv", "sl", "sm", "sn", "sp", "spl", "spr", "st", "str",
    "sv", "th", "tj", "tr", "tv", "vr",
];

/// The places in a word of small letters where it may be divided between syllables.
pub(super) fn points(word: &str) -> Vec<usize> {
    let mut at = 0;
    let mut points: Vec<usize> = Vec::new();
    let mut parts = hyphenate(word, Lang::Danish).peekable();
    while let Some(part) = parts.next() {
        at += part.len();
        if parts.peek().is_some() && is_sure(&word[..at], &word[at..]) {
            points.push(at);
        }
    }
    // What is left between two places is a syllable: two letters and a vowel.
    let is_syllable = |text: &str| text.chars().count() >= 2 && has_vowel(text);
    let ends: Vec<usize> = std::iter::once(0).chain(points.iter().copied()).chain([word.len()]).collect();
    let sound = |i: &usize| is_syllable(&word[ends[*i]..ends[*i + 1]]) && is_syllable(&word[ends[*i + 1]..ends[*i + 2]]);
    (0..points.len()).filter(sound).map(|i| points[i]).collect()
}

/// Prefixes that a part may begin after with an s and another consonant: "ud-styr".
const PREFIXES: [&str; 9] = ["ud", "op", "af", "mod", "ind", "ned", "med", "ved", "fast"];

/// Whether a division is right in a word that may be a compound of unknown parts.
fn is_sure(before: &str, after: &str) -> bool {
    let letters_around = before.ends_with(is_letter) && after.starts_with(is_letter);
    // "drift-sindsats", "snit-stal": an s after other consonants may be what joins the parts.
    let joins = after.strip_prefix('s').is_some_and(|rest| {
        let alone = rest.starts_with(is_vowel);
        if alone {
            consonants_at_end(before) >= 2
        } else {
            before.ends_with(STOPS) && !PREFIXES.iter().any(|prefix| before.ends_with(prefix))
        }
    });
    letters_around && begins_syllable(after) && !joins
}

/// The consonants that end no syllable within a simple word before an s with another consonant.
const STOPS: [char; 8] = ['b', 'd', 'f', 'g', 'k', 'p', 't', 'v'];

/// Whether a Danish syllable can begin as this text does.
pub(super) fn begins_syllable(text: &str) -> bool {
    // One more than Danish has, which is in no list.
    let consonants: String = text.chars().take_while(|c| !is_vowel(*c)).take(4).collect();
    consonants.chars().count() <= 1 || ONSETS.contains(&consonants.as_str())
}

pub(super) fn has_vowel(text: &str) -> bool {
    text.contains(is_vowel)
}

fn consonants_at_end(text: &str) -> usize {
    text.chars().rev().take_while(|c| !is_vowel(*c)).take(2).count()
}

pub(super) fn is_vowel(letter: char) -> bool {
    matches!(
        letter,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å' | 'é' | 'è' | 'ä' | 'ö' | 'ü' | 'á' | 'í' | 'ó' | 'ú' | 'ý'
    )
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_lowercase() || is_vowel(letter)
}
