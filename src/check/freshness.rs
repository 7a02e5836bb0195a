//! Whether what a person in need would use is still right: contact details, and the national hotline's.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex_lite::Regex;

use super::Subject;
use super::passages::Passage;
use super::personal::emails;
use crate::answers::Value;
use crate::dansk::{Dato, Telefon};
use crate::finding::{Code, Finding, Severity};

/// Eight digits however spaced, in pairs or fours with signs between, with or without +45.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\+45[ \u{a0}]?)?(?:\d(?:[ \u{a0}]?\d){7}|\d\d(?:\.\d\d){3}|\d\d(?:[-–]\d\d){3}|\d{4}[-–]\d{4})").ok()
});

/// From one time of the day to another: after "kl.", or with minutes, or with "fra" or "mellem" in front.
static HOURS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:kl\.? ?|fra (?:kl\.? ?)?|mellem (?:kl\.? ?)?|\b)(\d{1,2})(?:[.:](\d{2}))? ?(?:-|–|til|og) ?(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?",
    )
    .ok()
});

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    confirmed_lately(subject, findings);
    contact_details_agree(subject, passages, findings);
    for passage in passages {
        hotline_is_right(subject, passage, findings);
    }
}

fn confirmed_lately(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(confirmed), Some(answer)) = (subject.answers.date("kontakt.bekraeftet"), subject.answers.get("kontakt.bekraeftet"))
    else {
        return;
    };
    if is_stale(confirmed, subject.today) {
        let message = format!("Kontaktoplysningerne er senest kontrolleret {}.", confirmed.med_forholdsord());
        let help =
            "Ring til nummeret, og skriv til adressen. Passer de, så ret datoen. Det er dem, en borger bruger, når det haster.";
        let finding = Finding::warning(Code::ContactOld, answer.at.clone(), message, help);
        findings.push(finding.about(subject.about("kontakt.bekraeftet")));
    }
}

/// Whether contact details that were last checked then should be checked again.
pub(crate) fn is_stale(confirmed: Dato, today: Date) -> bool {
    confirmed.latest().checked_add(1.year()).is_ok_and(|limit| limit < today)
}

/// The box tells one number and one address; a sentence about the infohus must not tell others, and a number that differs by
/// one digit is a slip. Other numbers are others': of the press, the schools, the social services.
fn contact_details_agree(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let known = subject.answers;
    if let Some(Value::Phone(phone)) = known.value("kontakt.telefon") {
        let of_others = [&subject.skabelon.hotline.phone, &subject.skabelon.police];
        let with_numbers = || passages.iter().filter(|passage| passage.has_digits(8));
        let differs = |found: &Telefon| strsim::hamming(&found.dial(), &phone.dial()).unwrap_or(usize::MAX);
        // The municipality's own numbers are a series; a slip is alone.
        let near = with_numbers().flat_map(|passage| phones(&passage.words)).filter(|(_, found)| matches!(differs(found), 1 | 2));
        let near: BTreeSet<String> = near.map(|(_, found)| found.dial()).collect();
        for passage in with_numbers() {
            let found: Vec<(Range<usize>, Telefon)> = phones(&passage.words).collect();
            for (range, found) in found.iter().filter(|(_, found)| found != phone && !of_others.contains(&found)) {
                let is_slip = differs(found) == 1 && near.len() == 1;
                if is_slip || is_of_infohus(passage, range, |sentence| phones(sentence).any(|(_, found)| found == *phone)) {
                    let message = format!("Her står {found}, men kontaktboksen har {phone}.");
                    let help = "Ret det, der er forkert, så læseren kun møder ét nummer til infohuset.";
                    findings.push(subject.tell(passage, range, Severity::Warning, Code::ContactDiffers, message, help));
                }
            }
        }
    }
    if let Some(Value::Email(email, _)) = known.value("kontakt.email") {
        let domain = |address: &str| address.rsplit('@').next().unwrap_or_default().to_lowercase();
        for passage in passages.iter().filter(|passage| passage.words.contains('@')) {
            for (range, address) in emails(&passage.words).filter(|(_, address)| !address.eq_ignore_ascii_case(email)) {
                let names_it = |sentence: &str| emails(sentence).any(|(_, found)| found.eq_ignore_ascii_case(email));
                // Another body's address is no other address of the infohus.
                if domain(address) == domain(email) && is_of_infohus(passage, &range, names_it) {
                    let message = format!("Her står {address}, men kontaktboksen har {email}.");
                    let help = "Ret det, der er forkert, så læseren kun møder én adresse til infohuset.";
                    findings.push(subject.tell(passage, &range, Severity::Warning, Code::ContactDiffers, message, help));
                }
            }
        }
    }
}

/// Whether what stands at a place is the infohus's: the last thing named before it in the sentence is the infohus, and the
/// sentence does not `name_it` rightly too.
fn is_of_infohus(passage: &Passage<'_>, at: &Range<usize>, names_it: impl Fn(&str) -> bool) -> bool {
    /// Who else a sentence may have a number of.
    const OTHERS: [&str; 13] = [
        "politi",
        "vagt",
        "press",
        "skole",
        "ssp",
        "psp",
        "hotline",
        "linje",
        "rådgivning",
        "kommunikation",
        "leder",
        "telefonen",
        "borgerservice",
    ];
    let sentence = passage.sentence(at.start);
    let before = passage.words[sentence.start.min(at.start)..at.start].to_lowercase();
    let Some(infohus) = before.rfind("infohus").or_else(|| before.rfind("info-hus")) else { return false };
    let between = &before[infohus..];
    !OTHERS.iter().any(|other| between.contains(other)) && !names_it(&passage.words[sentence])
}

/// A sentence about the national hotline must have its number and its hours, where it has any. Other hotlines have their own.
fn hotline_is_right(subject: &Subject<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let hotline = &subject.skabelon.hotline;
    if !passage.words.contains("otline") {
        return;
    }
    let lower = passage.words.to_lowercase();
    let Some(at) = NATIONAL.iter().find_map(|name| lower.find(name)).filter(|_| lower.len() == passage.words.len()) else {
        return;
    };
    let stretch = passage.sentence(at);
    let (start, sentence) = (stretch.start, &passage.words[stretch]);
    let own = subject.answers.value("kontakt.telefon");
    let is_own = |found: &Telefon| matches!(own, Some(Value::Phone(phone)) if phone == found);
    let numbers: Vec<(Range<usize>, Telefon)> = phones(sentence).collect();
    let mut tell = |range: Range<usize>, message: String| {
        let range = start + range.start..start + range.end;
        findings.push(subject.tell(passage, &range, Severity::Warning, Code::HotlineDiffers, message, HOTLINE_HELP));
    };
    if !numbers.iter().any(|(_, found)| *found == hotline.phone) {
        for (range, found) in numbers.into_iter().filter(|(_, found)| !is_own(found)) {
            tell(range, format!("Her står {found}, men den nationale hotline har {}.", hotline.phone));
        }
    }
    let right = hours(&hotline.hours).next().map(|(_, hours)| hours);
    let wrong = hours(sentence).filter(|(_, found)| Some(*found) != right).map(|(range, _)| range);
    for range in wrong.chain(all_day(sentence)) {
        tell(range, format!("Den nationale hotline er åben {}.", hotline.hours));
    }
}

/// How a text names the national hotline.
const NATIONAL: [&str; 4] = ["nationale hotline", "national hotline", "hotline mod radikalisering", "hotline mod ekstremisme"];

/// Words for being open at all hours.
fn all_day(sentence: &str) -> Option<Range<usize>> {
    const WORDS: [&str; 5] = ["døgnåben", "døgnet rundt", "hele døgnet", "24 timer i døgnet", "døgnbemandet"];
    let lower = sentence.to_lowercase();
    let found = WORDS.iter().find_map(|word| Some((lower.find(word)?, word.len())));
    found.filter(|_| lower.len() == sentence.len()).map(|(at, length)| at..at + length)
}

const HOTLINE_HELP: &str = "Ret det, eller fjern det: Kontaktboksen forrest i planen har hotlinens nummer og åbningstid.";

fn phones(words: &str) -> impl Iterator<Item = (Range<usize>, Telefon)> + '_ {
    let found = PHONE.iter().flat_map(move |regex| regex.find_iter(words));
    found.filter_map(move |found| {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
        let alone = !is_part(words[..found.start()].chars().next_back()) && !is_part(words[found.end()..].chars().next());
        Some((found.range(), Telefon::parse(&found.as_str().replace(['.', '-', '–'], " ")).filter(|_| alone)?))
    })
}

/// Hours of the day, in minutes.
fn hours(words: &str) -> impl Iterator<Item = (Range<usize>, (u32, u32))> + '_ {
    HOURS.iter().flat_map(move |regex| regex.captures_iter(words)).filter_map(move |found| {
        // Two numbers alone may be anything: ages, years, pages.
        let is_bare = found.get(0)?.as_str().starts_with(|c: char| c.is_ascii_digit());
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let whole = found.get(0)?;
        if is_bare && (found.get(2).is_none() || found.get(4).is_none())
            || goes_on(words[..whole.start()].chars().next_back())
            || goes_on(words[whole.end()..].chars().next())
        {
            return None;
        }
        let number = |i| found.get(i).map_or(Some(0), |part| part.as_str().parse::<u32>().ok());
        let time = |hour, minute| Some(number(hour)? * 60 + number(minute)?);
        Some((found.get(0)?.range(), (time(1, 2)?, time(3, 4)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_hours_are_found() {
        let found: Vec<String> =
            phones("Ring 4174 9090, +45 43 57 75 55 eller 12-345678, 41.74.90.90, 4174-9090; den 01.06.2026, 18-06-2026.")
                .map(|(_, phone)| phone.to_string())
                .collect();
        assert_eq!(found, ["41 74 90 90", "43 57 75 55", "41 74 90 90", "41 74 90 90"]);
        let found: Vec<(u32, u32)> =
            hours("kl. 8.00-22.00, kl. 08:00 – 22:00 og kl. 9 til 15.30, 09.00 til 21.00, fra 9 til 21, 15-17 år, side 8-22")
                .map(|(_, hours)| hours)
                .collect();
        assert_eq!(found, [(480, 1320), (480, 1320), (540, 930), (540, 1260), (540, 1260)]);
    }
}
