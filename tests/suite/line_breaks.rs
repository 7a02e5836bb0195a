//! Where lines end on paper: what belongs together stays together, and no word loses a stump.

use beredskab::content::{Inline, InlineKind, Node, walk};
use beredskab::dansk::{Stretch, stretches};

use super::paper::{Line, PAPERS, Paper};

/// The soft hyphen that the PDF holds where a word was divided; a hyphen of the word's own is another character.
const DIVIDED: char = '\u{ad}';

/// The line ends that part an abbreviation or a sign from its number, a date, or a telephone number.
fn torn_apart(lines: &[String]) -> Vec<String> {
    const BOUND: [&str; 4] = ["§", "stk.", "kl.", "nr."];
    const MONTHS: [&str; 12] =
        ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
    let digits = |word: &str, count: usize| word.len() == count && word.bytes().all(|byte| byte.is_ascii_digit());
    let bare = |word: &str| word.trim_matches([',', '.', ';', ':', ')', '(']).to_owned();
    let torn = |pair: &&[String]| {
        let (Some(last), Some(first)) = (pair[0].split_whitespace().last(), pair[1].split_whitespace().next()) else {
            return false;
        };
        let month = |word: &str| MONTHS.contains(&word);
        let day = last.strip_suffix('.').is_some_and(|day| digits(day, 1) || digits(day, 2));
        BOUND.contains(&last.trim_start_matches('('))
            || (day && month(&bare(first)))
            || (month(last) && digits(&bare(first), 4))
            || (digits(last, 2) && digits(&bare(first), 2))
    };
    lines.windows(2).filter(torn).map(|pair| format!("»{}« | »{}«", pair[0], pair[1])).collect()
}

/// The words that are divided with fewer than three letters on one side.
fn stumps(lines: &[String]) -> Vec<String> {
    const LEAST: usize = 3;
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let divided = |pair: &[String]| {
        let before = pair[0].strip_suffix(DIVIDED)?.rsplit([' ', '-', '/']).next()?.to_owned();
        let after = pair[1].split([' ', '-', '/']).next()?.to_owned();
        (letters(&before) < LEAST || letters(after.trim_end_matches(DIVIDED)) < LEAST).then(|| format!("{before}-{after}"))
    };
    lines.windows(2).filter_map(divided).collect()
}

/// What a check finds in the paragraphs and cells of every plan.
fn in_every_plan(check: impl Fn(&[String]) -> Vec<String>) -> Vec<String> {
    let of_paper = |paper: &Paper| {
        let mut faults = Vec::new();
        for (number, page) in (1..).zip(&paper.pages) {
            let mut blocks: Vec<usize> = page.lines.iter().map(|line| line.block).collect();
            blocks.sort_unstable();
            blocks.dedup();
            for block in blocks {
                let lines: Vec<String> = page.lines.iter().filter(|line| line.block == block).map(Line::text).collect();
                faults.extend(check(&lines).into_iter().map(|fault| format!("{}: page {number}: {fault}", paper.plan)));
            }
        }
        faults
    };
    PAPERS.iter().flat_map(of_paper).collect()
}

#[test]
fn nothing_that_belongs_together_is_torn_apart() {
    let faults = in_every_plan(torn_apart);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_word_loses_fewer_than_three_letters() {
    let faults = in_every_plan(stumps);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A word is found and copied whole: no soft hyphen stands where no line ends, and none in a bookmark.
#[test]
fn soft_hyphens_stand_at_line_ends_alone() {
    let is_end = |after: &str| after.is_empty() || after.starts_with(['\n', '\u{c}']);
    let mut divided = 0;
    for Paper { plan, raw, outline, .. } in PAPERS.iter() {
        for (at, sign) in raw.match_indices(DIVIDED) {
            assert!(is_end(&raw[at + sign.len()..]), "{plan}: »{}«", raw[..at].lines().last().unwrap_or_default());
            divided += 1;
        }
        assert!(!outline.contains(DIVIDED), "{plan}: {outline}");
    }
    assert!(divided > 100, "{divided} words are divided");
}

/// The words of a plan that are addresses.
fn addresses(paper: &Paper) -> Vec<String> {
    let mut found = Vec::new();
    for section in paper.document.front.iter().chain(&paper.document.body) {
        walk(&section.blocks, &mut |node| {
            if let Node::Inline(Inline { kind: InlineKind::Text(text), .. }) = node {
                found.extend(stretches(text).into_iter().filter_map(|stretch| match stretch {
                    Stretch::Address(address) => Some(address.to_owned()),
                    _ => None,
                }));
            }
        });
    }
    found
}

#[test]
fn addresses_are_broken_at_their_signs_alone() {
    let mut faults = Vec::new();
    for paper in PAPERS.iter() {
        let words: Vec<&str> =
            paper.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words).map(|word| word.text.as_str()).collect();
        for address in addresses(paper) {
            for part in address.split_inclusive(['@', '.', '/']) {
                if !words.iter().any(|word| word.contains(part)) {
                    faults.push(format!("{}: »{part}« of »{address}«", paper.plan));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// In a table only a word is divided that is longer than most, since its column could be wider or its page turned.
#[test]
fn no_word_of_a_table_is_divided_that_is_short() {
    const LONG: usize = 18;
    let faults = in_every_plan(|lines| {
        let divided = |pair: &[String]| {
            let before = pair[0].strip_suffix(DIVIDED)?.rsplit(' ').next()?.to_owned();
            let after = pair[1].split(' ').next()?.to_owned();
            let word = before + &after;
            (pair[0].len() < 40 && word.chars().count() < LONG).then_some(word)
        };
        lines.windows(2).filter_map(divided).collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn what_is_torn_apart_is_seen() {
    for torn in [
        "efter §\n15, stk. 3",
        "§ 15, stk.\n3",
        "mødes kl.\n8.00",
        "(jf. nr.\n4)",
        "den 18.\njuni",
        "18. juni\n2026.",
        "ring 41 74\n90 90.",
    ] {
        assert_eq!(torn_apart(&lines(torn)).len(), 1, "{torn:?}");
    }
    for whole in [
        "§ 15, stk. 3\nsiger",
        "kl. 8.00\nmødes vi",
        "18. juni 2026\nog",
        "i juni\nmødes",
        "41 74 90 90\nhver dag",
        "punkt 18.\nDerefter",
    ] {
        assert_eq!(torn_apart(&lines(whole)), [""; 0], "{whole:?}");
    }
}

#[test]
fn a_stump_is_seen() {
    for (text, stump) in
        [("ja el\u{ad}\nler nej", "el-ler"), ("en bekymrin\u{ad}\ngs, ja", "bekymrin-gs,"), ("Børne-og\u{ad}\nså", "og-så")]
    {
        assert_eq!(stumps(&lines(text)), [stump]);
    }
    for sound in ["kom\u{ad}\nmunen", "SSP-\nog", "e-\nmail"] {
        assert_eq!(stumps(&lines(sound)), [""; 0], "{sound:?}");
    }
}
