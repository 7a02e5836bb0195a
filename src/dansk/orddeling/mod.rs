//! Where a Danish word may be divided at the end of a line.
//!
//! A compound is divided between its parts: `led.txt` has the parts that plans are made of. Within a part, the list says
//! where, and for what it does not have the patterns of `hypher`, of which only those are taken that Danish allows for sure.
//! Nothing is divided that no rule is found for. Knows nothing of lines and outputs.

mod led;
mod stavelser;

use led::Part;

/// The fewest letters on either side of a division.
const EDGE: usize = 3;

/// The fewest letters of a word that may be divided.
pub(crate) const LEAST_DIVIDED: usize = 2 * EDGE;

/// A place where a word may be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Point {
    /// How many bytes of the word stand before it.
    pub at: usize,
    /// Whether it is between two parts of a compound.
    pub joint: bool,
}

/// The places where a word of letters may be divided, in order.
pub(crate) fn orddeling(word: &str) -> Vec<Point> {
    let word = in_small_letters(word);
    let mut points = Vec::new();
    let mut start = 0;
    for part in led::parts(&word) {
        if start > 0 && start < word.len() {
            points.push(Point { at: start, joint: part.is_joint });
        }
        points.extend(within(&word, start, &part).into_iter().map(|at| Point { at, joint: false }));
        start = part.end;
    }
    let first = word.char_indices().nth(EDGE).map_or(word.len(), |(at, _)| at);
    let last = word.char_indices().nth_back(EDGE - 1).map_or(0, |(at, _)| at);
    points.retain(|point| (first..=last).contains(&point.at));
    points
}

/// The places within a part that begins at `start`.
fn within(word: &str, start: usize, part: &Part) -> Vec<usize> {
    match &part.known {
        Some(points) => points.iter().map(|at| start + at).filter(|at| *at < part.end).collect(),
        None => stavelser::points(&word[start..part.end]).into_iter().map(|at| start + at).collect(),
    }
}

/// A word in small letters, each as long as it was, so that places stay what they are.
fn in_small_letters(word: &str) -> String {
    let small = |c: char| {
        let mut letters = c.to_lowercase();
        let small = letters.next().filter(|small| small.len_utf8() == c.len_utf8());
        small.filter(|_| letters.next().is_none()).unwrap_or(c)
    };
    word.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::dansk::orden;

    /// The lines of a list without those that tell of it.
    fn lines(list: &str) -> Vec<&str> {
        list.lines().filter(|line| !line.starts_with('#')).collect()
    }

    fn shown(word: &str) -> String {
        let mut out = word.to_owned();
        for point in orddeling(word).into_iter().rev() {
            out.insert(point.at, if point.joint { '=' } else { '-' });
        }
        out
    }

    #[test]
    fn words_are_divided_as_danish_divides_them() {
        let words = lines(include_str!("ord.txt"));
        let wrong = |word: &&str| shown(&word.replace(['=', '-'], "")) != **word;
        let wrong: Vec<String> = words.iter().copied().filter(wrong).map(|word| shown(&word.replace(['=', '-'], ""))).collect();
        assert!(words.len() > 400 && wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_word_is_divided_in_its_own_case() {
        assert_eq!(shown("POLITIKREDSEN"), "POLI-TI=KRED-SEN");
        assert_eq!(shown("Ærøskøbing"), "Ærøs-kø-bing");
    }

    #[test]
    fn what_is_not_sure_is_not_divided() {
        for word in ["strengt", "xxxxxxxxxxxx", "ambtsgrft", "стоматология", "افتتاحية", "ﬁﬁﬁﬁﬁﬁﬁﬁ", "İİİİİİİİ", ""]
        {
            assert_eq!(shown(word), word);
        }
    }

    #[test]
    fn lists_are_in_order_and_say_each_word_once() {
        for list in [include_str!("led.txt"), include_str!("ord.txt")] {
            let letters: Vec<String> = lines(list).iter().map(|line| orden(&line.replace(['=', '-'], ""))).collect();
            let wrong = letters.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }

    #[test]
    fn a_part_is_syllables() {
        for line in lines(include_str!("led.txt")) {
            let syllable = |text: &str| stavelser::has_vowel(text) && text.chars().all(char::is_lowercase);
            assert!(line.trim_matches('-').split('-').all(syllable), "{line}");
        }
    }

    proptest! {
        /// Letters of any kind, and parts of words put together in any way.
        #[test]
        fn points_are_within_the_word(word in prop_oneof![
            "\\PC{0,40}",
            "[a-zæøå]{0,60}",
            prop::collection::vec(prop::sample::select(lines(include_str!("led.txt"))), 0..9).prop_map(|parts| parts.concat().replace('-', "")),
        ]) {
            let points = orddeling(&word);
            for point in &points {
                let (before, after) = word.split_at(point.at);
                prop_assert!(before.chars().count() >= EDGE && after.chars().count() >= EDGE, "{word:?} {point:?}");
            }
            prop_assert!(points.windows(2).all(|pair| pair[0].at < pair[1].at), "{word:?} {points:?}");
        }
    }
}
