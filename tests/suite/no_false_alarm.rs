//! Nothing is found where nothing is wrong: in the examples, in prose written with care, in random valid answers.

use beredskab::finding::Code;
use beredskab::output::Format;
use beredskab::skabelon::{self, Field, Kind, Phase, Question};
use proptest::prelude::*;
use toml::{Table, Value};

use super::support::{answer_file, checked, findings, project, with_answers};

#[test]
fn the_full_example_has_no_finding() {
    let checked = checked(&project("examples/ishoej.toml"));
    assert!(checked.findings.is_empty(), "{}", findings(&checked));
}

#[test]
fn the_draft_lacks_answers_and_nothing_else() {
    let checked = checked(&project("examples/halsnaes-udkast.toml"));
    assert_eq!(checked.findings.errors(), 0);
    assert!(checked.findings.iter().all(|finding| finding.code == Code::Missing), "{}", findings(&checked));
}

#[test]
fn careful_prose_has_no_finding() {
    for entry in std::fs::read_dir(project("tests/uden-fund")).expect("the cases") {
        let checked = checked(&entry.expect("a case").path());
        assert!(checked.findings.is_empty(), "{}", findings(&checked));
    }
}

/// Random choices, one after the other.
struct Dice<'a> {
    numbers: std::iter::Cycle<std::slice::Iter<'a, u16>>,
}

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(*self.numbers.next().expect("a number")) % n
    }

    fn one<'v>(&mut self, of: &[&'v str]) -> &'v str {
        of[self.below(of.len())]
    }
}

/// Words of prose. Random letters make no left-over: those have an x.
fn words(dice: &mut Dice<'_>, at_most: usize) -> String {
    const LETTERS: [&str; 28] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "y",
        "z", "æ", "ø", "å",
    ];
    const MARKS: [&str; 12] = ["", "", "", "", ",", ".", ":", ";", "!", "?", " –", " »ord«"];
    let count = dice.below(at_most) + 1;
    let word = |dice: &mut Dice<'_>| {
        let length = dice.below(9) + 2;
        let letters: String = (0..length).map(|_| dice.one(&LETTERS)).collect();
        let marked = match dice.below(9) {
            0 => format!("**{letters}**"),
            1 => format!("*{letters}*"),
            2 => format!("{}", dice.below(9999)),
            3 => format!("[{letters} {letters}](https://eksempel.dk/{letters})"),
            4 => format!("`{letters}`"),
            _ => letters,
        };
        marked + dice.one(&MARKS)
    };
    (0..count).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
}

/// Markdown of a few blocks.
fn text(dice: &mut Dice<'_>) -> String {
    let block = |dice: &mut Dice<'_>| match dice.below(7) {
        0 => format!("- {}\n- {}\n  1. {}", words(dice, 6), words(dice, 6), words(dice, 6)),
        1 => format!("| {} | {} |\n| --- | :-: |\n| {} | |", words(dice, 3), words(dice, 3), words(dice, 3)),
        2 => format!("> {}", words(dice, 9)),
        3 => format!("{}\n\n{}", "# Overskrift", words(dice, 9)),
        _ => words(dice, 30),
    };
    let count = dice.below(3) + 1;
    (0..count).map(|_| block(dice)).collect::<Vec<_>>().join("\n\n")
}

fn plain(dice: &mut Dice<'_>) -> String {
    words(dice, 5).replace(['`'], "'")
}

/// A valid answer to a question of a kind; none where the kind asks for a file.
fn answer(kind: &Kind, dice: &mut Dice<'_>) -> Option<Value> {
    let two = |dice: &mut Dice<'_>| format!("{:02}", dice.below(100));
    Some(match kind {
        Kind::Text => text(dice).into(),
        Kind::Line => plain(dice).into(),
        Kind::List => (0..=dice.below(6)).map(|_| words(dice, 9)).collect::<Vec<_>>().into(),
        Kind::Records(fields) => (0..=dice.below(3)).map(|_| record(fields, dice)).collect::<Vec<_>>().into(),
        Kind::Date if dice.below(2) == 0 => {
            let day = format!("{}-0{}-1{}", 2023 + dice.below(3), 1 + dice.below(9), dice.below(10));
            Value::Datetime(day.parse().expect("a date"))
        }
        Kind::Date => dice.one(&["2024", "juni 2025", "oktober 2026"]).into(),
        Kind::Year => i64::try_from(2024 + dice.below(4)).expect("a year").into(),
        Kind::Phone => format!("{}43 {} {}{}", dice.one(&["", "+45 "]), two(dice), two(dice), two(dice)).into(),
        Kind::Email => format!("post{}@eksempel.dk", dice.below(99)).into(),
        Kind::Url => format!("https://eksempel.dk/{}", dice.below(99)).into(),
        Kind::YesNo => (dice.below(2) == 0).into(),
        Kind::Choice(choices) => choices[dice.below(choices.len())].clone().into(),
        Kind::Color => format!("#0{}0{}0{}", dice.below(10), dice.below(10), dice.below(10)).into(),
        Kind::Tekstblok => false.into(),
        Kind::ImageFile | Kind::MarkdownFile => return None,
    })
}

/// A record with every field it must have, and of two that exclude each other the one that is no file.
fn record(fields: &[Field], dice: &mut Dice<'_>) -> Value {
    let mut record = Table::new();
    for field in fields {
        let other = field.either.as_deref().is_some_and(|other| record.contains_key(other));
        if !other && (field.required || field.either.is_some() || dice.below(2) == 0) {
            record.extend(answer(&field.kind, dice).map(|answer| (field.name.clone(), answer)));
        }
    }
    record.into()
}

fn put(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        Some((first, rest)) => {
            let inner = table.entry(first).or_insert_with(|| Table::new().into());
            put(inner.as_table_mut().expect("a table"), rest, value);
        }
        None => {
            table.insert(key.to_owned(), value);
        }
    }
}

/// Keys whose answers hang together with others' or name something outside, and the exceptions, which silence findings.
fn is_set_by_hand(question: &Question) -> bool {
    let keys = ["skabelon", "fase", "kommune.navn", "kommune.politikreds", "kommune.logo_alt", "plan.revideres", "undtagelser"];
    keys.contains(&question.key.as_str())
}

/// Sentences of ordinary words, with the marks and the names that prose has.
fn prose(dice: &mut Dice<'_>) -> String {
    const WORDS: [&str; 40] = [
        "vi",
        "kommunen",
        "infohuset",
        "børn",
        "unge",
        "på",
        "skolen",
        "første",
        "når",
        "tovholderen",
        "ringer",
        "dato",
        "navn",
        "adresse",
        "telefon",
        "nummeret",
        "side 2",
        "bilag 1",
        "afsnit 3.1",
        "§ 15",
        "kl. 8.00",
        "10 %",
        "fx",
        "f.eks.",
        "m.m.",
        "[vejledningen]",
        "[1]",
        "(navn og adresse)",
        "»tryghed«",
        "«tryghed for alle»",
        "SSP",
        "N.N. Nielsen",
        "São Paulo",
        "Âge",
        "kapitel XX",
        "størrelse XL",
        "vitamin X",
        "den 1. juni 2026",
        "plan_for_2026.pdf",
        "infohus_vest@eksempel.dk",
    ];
    const MARKS: [&str; 10] = ["", "", "", "", ",", ".", ":", "?", "...", " …"];
    let count = dice.below(60) + 1;
    (0..count).map(|_| format!("{}{}", dice.one(&WORDS), dice.one(&MARKS))).collect::<Vec<_>>().join(" ")
}

/// The codes of what is found in an answer that are of left-overs and of wrong letters.
fn remains(answer: &str) -> Vec<Code> {
    let file = with_answers("tests/plans/hoering-uden-valgfrie/kommune.toml", &[("introduktion.vision", answer)]);
    let (_folder, path) = answer_file(&file);
    let codes = checked(&path).findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
    codes.into_iter().filter(|code| matches!(code, Code::Placeholder | Code::Mojibake)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ordinary_prose_has_no_left_overs(numbers in prop::collection::vec(any::<u16>(), 10..200)) {
        let prose = prose(&mut Dice { numbers: numbers.iter().cycle() });
        prop_assert_eq!(remains(&prose), [], "{}", prose);
    }

    #[test]
    fn prose_read_in_the_wrong_encoding_is_told_once(numbers in prop::collection::vec(any::<u16>(), 10..200)) {
        let prose = prose(&mut Dice { numbers: numbers.iter().cycle() });
        // Each byte a character.
        let broken: String = prose.bytes().map(char::from).collect();
        let expected = if prose.is_ascii() { vec![] } else { vec![Code::Mojibake] };
        prop_assert_eq!(remains(&broken), expected, "{}", broken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_valid_answers_have_no_error(numbers in prop::collection::vec(any::<u16>(), 50..3000), phase in 0..3_usize) {
        let mut dice = Dice { numbers: numbers.iter().cycle() };
        let phase = [Phase::Draft, Phase::Hearing, Phase::Adopted][phase];
        let skabelon = skabelon::load(skabelon::DEFAULT, None).expect("the template");
        let mut answers = Table::new();
        put(&mut answers, "fase", phase.key().into());
        put(&mut answers, "kommune.navn", dice.one(&["Ishøj", "Randers Kommune", "Århus", "Bornholm"]).into());
        for (question, _) in skabelon.questions().filter(|(question, _)| !is_set_by_hand(question)) {
            let needed = question.need != skabelon::Need::Optional && phase != Phase::Draft;
            // What stands in for a question is left to chance, so the question itself is always answered.
            if (needed || dice.below(2) == 0)
                && let Some(answer) = answer(&question.kind, &mut dice)
            {
                put(&mut answers, &question.key, answer);
            }
        }
        let file = answers.to_string();
        let (_folder, path) = answer_file(&file);
        let checked = checked(&path);
        prop_assert_eq!(checked.findings.errors(), 0, "{}\n{}", findings(&checked), file);
        let document = checked.document().expect("a plan");
        prop_assert!(!Format::Html.render(&document).expect("a page").is_empty());
    }
}
