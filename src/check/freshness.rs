//! Whether what a person in need would use is still right: contact details, and the national hotline's.

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

/// Eight digits however spaced, with or without +45.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:\+45[ \u{a0}]?)?\d(?:[ \u{a0}]?\d){7}").ok());

/// From one time of the day to another.
static HOURS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"kl\.? ?(\d{1,2})(?:[.:](\d{2}))? ?(?:-|–|til|og) ?(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?").ok());

/// The answer that tells whom to call; other answers may well name other numbers.
const WHOM_TO_CALL: &str = "procedure.henvendelse";

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

fn contact_details_agree(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let known = subject.answers;
    let (phone, email) = (
        known.value("kontakt.telefon").and_then(|value| if let Value::Phone(phone) = value { Some(phone) } else { None }),
        known
            .value("kontakt.email")
            .and_then(|value| if let Value::Email(email, _) = value { Some(email.as_str()) } else { None }),
    );
    let whom: Vec<&Passage<'_>> = passages.iter().filter(|passage| passage.key == WHOM_TO_CALL).collect();
    if let Some(phone) = phone {
        let of_others = [&subject.skabelon.hotline.phone, &subject.skabelon.police];
        let is_named = whom.iter().any(|passage| phones(&passage.words).any(|(_, found)| found == *phone));
        for passage in passages.iter().filter(|passage| passage.has_digits(8)) {
            for (range, found) in phones(&passage.words).filter(|(_, found)| found != phone && !of_others.contains(&found)) {
                let slip = strsim::hamming(&found.dial(), &phone.dial()).is_ok_and(|different| different <= 2);
                if slip || (passage.key == WHOM_TO_CALL && !is_named) {
                    let message = format!("Her står {found}, men kontaktboksen har {phone}.");
                    let help = "Ret det, der er forkert, så læseren kun møder ét nummer til infohuset.";
                    findings.push(subject.tell(passage, &range, Severity::Warning, Code::ContactDiffers, message, help));
                }
            }
        }
    }
    if let Some(email) = email {
        let is_named = whom.iter().any(|passage| emails(&passage.words).any(|(_, found)| found.eq_ignore_ascii_case(email)));
        for passage in whom.iter().filter(|_| !is_named) {
            for (range, address) in emails(&passage.words) {
                let message = format!("Her står {address}, men kontaktboksen har {email}.");
                let help = "Ret det, der er forkert, så læseren kun møder én adresse til infohuset.";
                findings.push(subject.tell(passage, &range, Severity::Warning, Code::ContactDiffers, message, help));
            }
        }
    }
}

/// A sentence about the hotline must have its number and its hours, where it has any.
fn hotline_is_right(subject: &Subject<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    let hotline = &subject.skabelon.hotline;
    if !passage.words.contains("otline") || !passage.has_digits(1) {
        return;
    }
    let lower = passage.words.to_lowercase();
    let Some(at) = lower.find("hotline").filter(|_| lower.len() == passage.words.len()) else { return };
    let stretch = passage.sentence(at);
    let (start, sentence) = (stretch.start, &passage.words[stretch]);
    let own = subject.answers.value("kontakt.telefon");
    let is_own = |found: &Telefon| matches!(own, Some(Value::Phone(phone)) if phone == found);
    let numbers: Vec<(Range<usize>, Telefon)> = phones(sentence).collect();
    if !numbers.iter().any(|(_, found)| *found == hotline.phone) {
        for (range, found) in numbers.into_iter().filter(|(_, found)| !is_own(found)) {
            let message = format!("Her står {found}, men den nationale hotline har {}.", hotline.phone);
            let range = start + range.start..start + range.end;
            findings.push(subject.tell(passage, &range, Severity::Warning, Code::HotlineDiffers, message, HOTLINE_HELP));
        }
    }
    let right = hours(&hotline.hours).next().map(|(_, hours)| hours);
    for (range, _) in hours(sentence).filter(|(_, found)| Some(*found) != right) {
        let message = format!("Den nationale hotline er åben {}.", hotline.hours);
        let range = start + range.start..start + range.end;
        findings.push(subject.tell(passage, &range, Severity::Warning, Code::HotlineDiffers, message, HOTLINE_HELP));
    }
}

const HOTLINE_HELP: &str = "Ret det, eller fjern det: Kontaktboksen forrest i planen har hotlinens nummer og åbningstid.";

fn phones(words: &str) -> impl Iterator<Item = (Range<usize>, Telefon)> + '_ {
    let found = PHONE.iter().flat_map(move |regex| regex.find_iter(words));
    found.filter_map(move |found| {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'));
        let alone = !is_part(words[..found.start()].chars().next_back()) && !is_part(words[found.end()..].chars().next());
        Some((found.range(), Telefon::parse(found.as_str()).filter(|_| alone)?))
    })
}

/// Hours of the day, in minutes.
fn hours(words: &str) -> impl Iterator<Item = (Range<usize>, (u32, u32))> + '_ {
    HOURS.iter().flat_map(move |regex| regex.captures_iter(words)).filter_map(|found| {
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
            phones("Ring 4174 9090, +45 43 57 75 55 eller 12-345678.").map(|(_, phone)| phone.to_string()).collect();
        assert_eq!(found, ["41 74 90 90", "43 57 75 55"]);
        let found: Vec<(u32, u32)> =
            hours("kl. 8.00-22.00, kl. 08:00 – 22:00 og kl. 9 til 15.30").map(|(_, hours)| hours).collect();
        assert_eq!(found, [(480, 1320), (480, 1320), (540, 930)]);
    }
}
