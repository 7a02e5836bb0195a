//! Personal data that must not be published.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::Subject;
use super::passages::Passage;
use crate::answers::Value;
use crate::content::{Inline, InlineKind, Node, plain_text, walk};
use crate::finding::{Code, Finding, Severity};

/// Six digits and four, with or without something between them.
static CPR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\d{2})(\d{2})(\d{2})([-–‐\u{a0} ]?)\d{4}").ok());

/// An e-mail address in running text.
static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}").ok());

/// Domains where anybody can have an address, and those of Danish internet providers.
const PRIVATE_DOMAINS: [&str; 33] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.dk",
    "live.com",
    "live.dk",
    "outlook.com",
    "outlook.dk",
    "msn.com",
    "yahoo.com",
    "yahoo.dk",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.com",
    "gmx.net",
    "proton.me",
    "protonmail.com",
    "mail.dk",
    "mail.com",
    "jubii.dk",
    "sol.dk",
    "ofir.dk",
    "email.dk",
    "youmail.dk",
    "privat.dk",
    "tdcadsl.dk",
    "stofanet.dk",
    "webspeed.dk",
    "youseepost.dk",
    "fibermail.dk",
    "post.tele.dk",
];

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    for passage in passages {
        // A case number may well be ten digits.
        if passage.key != "plan.sagsnummer" && passage.has_digits(10) {
            for range in cpr_numbers(&passage.words) {
                let help = "Slet nummeret. Planen offentliggøres, og et CPR-nummer må ikke komme med (databeskyttelseslovens § 11, stk. 3). Er det et andet nummer, så skriv, hvad det er, eller gør en undtagelse.";
                findings.push(subject.tell(passage, &range, Severity::Error, Code::Cpr, "Her står et CPR-nummer.", help));
            }
        }
        for (range, address) in emails(&passage.words).filter(|(_, address)| is_private(address)) {
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::PrivateEmail, private(address), PRIVATE_HELP));
        }
    }
    private_links(subject, findings);
    if let Some(answer) = subject.answers.get("kontakt.email")
        && let Value::Email(address, _) = &answer.value
        && is_private(address)
    {
        let finding = Finding::warning(Code::PrivateEmail, answer.at.clone(), private(address), PRIVATE_HELP);
        findings.push(finding.about(subject.about("kontakt.email")));
    }
}

/// Addresses that a link writes to without showing them.
fn private_links(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (key, text) in subject.answers.texts() {
        walk(&text.blocks, &mut |node| {
            if let Node::Inline(Inline { kind: InlineKind::Link { href, content }, at }) = node
                && let Some(address) = href.as_str().strip_prefix("mailto:").and_then(|rest| rest.split('?').next())
                && is_private(address)
                && !plain_text(content).contains(address)
            {
                let location = text.locate(at, subject.sources);
                let finding = Finding::warning(Code::PrivateEmail, location, private(address), PRIVATE_HELP);
                findings.push(finding.about(subject.about(key)));
            }
        });
    }
}

const PRIVATE_HELP: &str = "Brug en adresse hos kommunen. En privat adresse er en personoplysning, og det, der sendes til den, bliver ikke journaliseret.";

fn private(address: &str) -> String {
    format!("»{address}« er en privat e-mailadresse.")
}

/// The e-mail addresses in a text.
pub(super) fn emails(words: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let regex = words.contains('@').then_some(&*EMAIL).into_iter().flatten();
    regex.flat_map(move |regex| regex.find_iter(words)).map(|found| (found.range(), found.as_str()))
}

fn is_private(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| PRIVATE_DOMAINS.contains(&domain.to_lowercase().as_str()))
}

/// Numbers of ten digits whose first six are a date. Without anything between them they count only where the words before
/// do not say that it is another kind of number.
fn cpr_numbers(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for number in CPR.iter().flat_map(|regex| regex.captures_iter(words)) {
        let (Some(whole), Some(between)) = (number.get(0), number.get(4)) else { continue };
        let part = |i| number.get(i).and_then(|part| part.as_str().parse::<u8>().ok()).unwrap_or(0);
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
        let alone = !is_part(words[..whole.start()].chars().next_back()) && !is_part(words[whole.end()..].chars().next());
        let is_number_of_its_own = || between.as_str().is_empty() && says_another_number(&words[..whole.start()]);
        if alone && is_date(part(1), part(2), part(3)) && !is_number_of_its_own() {
            found.push(whole.range());
        }
    }
    found
}

/// A day of a month, in some century.
fn is_date(day: u8, month: u8, year: u8) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn says_another_number(before: &str) -> bool {
    const OTHERS: [&str; 8] = ["sag", "journal", "j.nr", "ean", "cvr", "konto", "p-nummer", "telefon"];
    // A word is not longer than that; one that is would be gone through for every number in it.
    const NEAR: usize = 60;
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..];
    let words: Vec<&str> = near.split_whitespace().rev().take(2).collect();
    words.iter().any(|word| OTHERS.iter().any(|other| word.to_lowercase().contains(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<&str> {
        cpr_numbers(words).into_iter().map(|range| &words[range]).collect()
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        assert_eq!(found("CPR 010190-1234, 0101901234 og 290204 1234."), ["010190-1234", "0101901234", "290204 1234"]);
    }

    #[test]
    fn other_numbers_are_none() {
        for words in [
            "43 57 75 55",
            "4357755512",
            "320190-1234",
            "011390-1234",
            "300290-1234",
            "290201-1234",
            "sag 0101901234",
            "EAN 5790000123456",
            "26/10482",
            "2026-2030",
            "010190-12345",
            "1010190-1234",
            "2024-010190-1234",
            "01.01.1990",
        ] {
            assert_eq!(found(words), Vec::<&str>::new(), "{words}");
        }
    }
}
