//! How the law has a plan come about: adopted by the council, published, and not the only one.
//!
//! Barnets lov § 15, stk. 3. Dates and numbers are `law`'s.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::Subject;
use super::passages::Passage;
use crate::finding::{Code, Finding, Severity};
use crate::skabelon::Phase;

/// Where the municipality's other plans stand that the law asks for in the same sentence.
const OTHER_PLANS: &str = "plan.andre_beredskaber";

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    adopted_by_the_council(subject, findings);
    other_plans(subject, findings);
    for passage in passages {
        published(subject, passage, findings);
    }
}

/// A committee or a part of the administration cannot adopt it.
fn adopted_by_the_council(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    const KEY: &str = "plan.vedtaget_af";
    const OTHERS: [&str; 8] = ["udvalg", "forvaltning", "direktion", "direktør", "styregruppe", "magistrat", "afdeling", "chef"];
    let (Some(by), Some(answer)) = (subject.answers.line(KEY), subject.answers.get(KEY)) else { return };
    let lower = by.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if names(&OTHERS) && !names(&["kommunalbestyrelse", "byråd", "borgerrepræsentation"]) {
        let message = "Beredskabet skal vedtages af kommunalbestyrelsen, og her står en anden.";
        let help = format!(
            "Det kræver loven, jf. {}. Skriv »kommunalbestyrelsen«, »byrådet« eller »Borgerrepræsentationen«, når den har vedtaget det.",
            subject.skabelon.legal_basis
        );
        findings.push(Finding::warning(Code::AdoptedBy, answer.at.clone(), message, help).about(subject.about(KEY)));
    }
}

/// The law's sentence has three themes, and this plan is about one.
fn other_plans(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let answers = subject.answers;
    let is_asked = subject.skabelon.question(OTHER_PLANS).is_some();
    let is_open = answers.get(OTHER_PLANS).is_none() && !answers.is_faulty(OTHER_PLANS);
    if subject.phase < Phase::Adopted || subject.incomplete || subject.is_phase_unknown || !is_asked || !is_open {
        return;
    }
    let message = "Planen siger ikke, hvor beredskabet mod negativ social kontrol og æresrelaterede konflikter står.";
    let help = format!(
        "Loven kræver det også, jf. {}. Skriv andre_beredskaber = \"...\" under [plan]: hvor det står, eller at denne plan også er det.",
        subject.skabelon.legal_basis
    );
    let finding = Finding::warning(Code::OtherPlans, answers.place_for(OTHER_PLANS), message, help);
    findings.push(finding.about(subject.about(OTHER_PLANS)));
}

const PLAN: &str = "(?:[Bb]eredskabsplanen|[Pp]lanen|[Bb]eredskabet)";

/// That the plan itself is not published, or to the staff alone.
static KEPT: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        format!(r"{PLAN} (?:offentliggøres|offentliggør vi) ikke"),
        format!(r"{PLAN} (?:skal|vil|bliver|må|kan) ikke (?:blive )?offentligg(?:jort|øres)"),
        format!(r"(?:skal|vil|bliver|må|kan) {PLAN} ikke (?:blive )?offentligg(?:jort|øres)"),
        format!(r"(?:[Oo]ffentliggøres|[Oo]ffentliggør vi) {PLAN} ikke"),
        format!(r"[Vv]i offentliggør ikke {PLAN}"),
        format!(
            r"{PLAN} (?:(?:skal|vil|kan|kommer til at) )?(?:formidles|ligger|ligge|findes|lægges|offentliggøres|deles|står|er|læses|ses)(?: [^\s,.;:]+){{0,3}}? (?:kun|alene|udelukkende)(?: [^\s,.;:]+){{0,2}}? (?:[a-z]*intranet[a-z]*|internt)"
        ),
    ];
    // They are part of the program; a test reads them.
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

fn published(subject: &Subject<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    if !["offentligg", "intranet", "internt"].iter().any(|word| passage.words.contains(word)) {
        return;
    }
    for found in KEPT.iter().filter_map(|regex| regex.find(&passage.words)) {
        // "Bilagene til planen offentliggøres ikke": something else than the plan; "ikke kun på intranettet": published.
        let before = passage.words[..found.start()].trim_end();
        let is_other = before.rsplit(' ').next().is_some_and(|word| OF.contains(&word));
        let after = passage.words[found.end()..].trim_start();
        let is_more = ["kun", "alene", "udelukkende", "før"].iter().any(|word| after.starts_with(word));
        if is_other || is_more || ["ikke kun", "ikke alene", "ikke udelukkende"].iter().any(|not| found.as_str().contains(not)) {
            continue;
        }
        let message = "Her står, at planen ikke er for alle, men den skal offentliggøres.";
        let help = format!(
            "Det kræver loven, jf. {}. Skriv, hvor alle kan læse planen, fx på kommunens hjemmeside. Det fortrolige kan stå i en intern vejledning.",
            subject.skabelon.legal_basis
        );
        findings.push(subject.tell(passage, &found.range(), Severity::Warning, Code::NotPublished, message, help));
        return;
    }
}

/// Words that make the plan a part of what is said of something else.
const OF: [&str; 11] = ["til", "i", "af", "for", "om", "fra", "med", "efter", "ved", "ud", "på"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_are_read() {
        assert_eq!(KEPT.len(), 6);
    }
}
