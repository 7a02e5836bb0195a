//! Sentences.

use std::ops::Range;

/// The sentences of a text, without the spaces between them.
///
/// A sentence ends at a full stop, an exclamation mark or a question mark with a space after it. A small letter or a number
/// after it is the rest of the sentence after an abbreviation ("kl. 9"), and so is a name after one that stands before names.
pub(crate) fn saetninger(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let begins = |at: usize| text[at..].starts_with(|c: char| !c.is_lowercase() && !c.is_numeric());
    let marks = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).map(|at| at + 1);
    let ends =
        marks.filter(move |&end| text.as_bytes().get(end) == Some(&b' ') && begins(end + 1) && !is_abbreviation(&text[..end]));
    let mut start = 0;
    ends.chain([text.len()]).map(move |end| {
        let sentence = start.min(end)..end;
        start = end + 1;
        sentence
    })
}

/// Whether a text ends in an abbreviation that names follow.
fn is_abbreviation(text: &str) -> bool {
    const BEFORE_NAMES: [&str; 10] = ["bl.a.", "f.eks.", "jf.", "dvs.", "hhv.", "inkl.", "ekskl.", "vedr.", "pga.", "evt."];
    // No longer than the longest of them, and what stands before it.
    let near = &text[text.floor_char_boundary(text.len().saturating_sub(8))..];
    let word = near.rsplit([' ', '(']).next().unwrap_or_default();
    BEFORE_NAMES.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        saetninger(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn a_sentence_ends_where_the_next_one_begins() {
        assert_eq!(told("Vi mødes kl. 9. Kom! Hvorfor? Fordi."), ["Vi mødes kl. 9.", "Kom!", "Hvorfor?", "Fordi."]);
        assert_eq!(told("Jf. § 15. Ærligt, bl.a. Vejle."), ["Jf. § 15.", "Ærligt, bl.a. Vejle."]);
        assert_eq!(told("slut. "), ["slut. "]);
        assert_eq!(told(""), [""]);
    }
}
