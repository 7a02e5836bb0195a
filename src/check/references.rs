//! References that lead nowhere in this plan: to a page or a figure of the document that the text was copied from, to more on a
//! page that no link leads to, and to a section of a law whose § is gone.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use regex_lite::Regex;

use super::Subject;
use super::passages::{Passage, PassageKind};
use crate::content::{BlockKind, InlineKind, Node, walk};
use crate::finding::{Code, Finding, Severity};

/// A page of the document that the text stood in.
static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:[Øø]verst|[Nn]ederst) på siden\b|på (?:næste|forrige|modsatte) side\b|(?:[Ss]e|jf\.|[Jj]ævnfør) (?:også )?(?:på )?side \d+\b|\(side \d+\)",
    )
    .expect("a test looks with it")
});

/// A figure that the reader is to look at.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    let figure = "(?:[Ff]iguren|[Mm]odellen|[Ii]llustrationen|[Dd]iagrammet|[Ff]igur \\d+)";
    Regex::new(&format!(
        r"(?:[Ii]|[Aa]f|[Ss]e) {figure}(?: nedenfor| ovenfor)? (?:kan (?:du|I|man|man også) se|fremgår|ses)\b|(?:[Ss]e|[Jj]f\.) {figure}\b|(?:^|[.:] ){figure}(?: nedenfor| ovenfor| herunder)? viser\b|[Ff]iguren (?:nedenfor|ovenfor|herunder)\b"
    ))
    .expect("a test looks with it")
});

/// A section of a law without its §: "( 17.4)", "barnets lov 15, stk. 3".
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\( \d{1,3}(?:[.,] ?\d+)?\)|\b(?:barnets lov|(?:service|forvaltnings|retspleje|straffe|folkeskole|databeskyttelses|offentligheds|sundheds)lovens?) \d{1,3}\b")
        .expect("a test looks with it")
});

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let shows = Shows::of(subject);
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Prose) {
        let words = &passage.words;
        let mut tell = |range: Range<usize>, code, message: String, help: &str| {
            findings.push(subject.tell(passage, &range, Severity::Warning, code, message, help));
        };
        // Most texts have none of these, and are not searched.
        let has = |part: &str| memmem::find(words.as_bytes(), part.as_bytes()).is_some();
        let quoted = |range: &Range<usize>| words[range.clone()].trim_start_matches(['.', ':', ' ']).to_owned();
        // The top of a web page is another's page, and there.
        if has("side") && !has("hjemmeside") && !has("Hjemmeside") && !has("websted") {
            for range in PAGE.find_iter(words).map(|found| found.range()) {
                let help = "Skriv, hvad der henvises til, fx afsnittet eller bilaget. I planen har teksten ikke den side.";
                tell(
                    range.clone(),
                    Code::DeadReference,
                    format!("»{}« henviser til en side i et andet dokument.", quoted(&range)),
                    help,
                );
            }
        }
        let has_figure = ["igur", "odellen", "llustrationen", "iagrammet"].into_iter().any(has);
        if has_figure && !shows.images.contains(passage.key) {
            for range in FIGURE.find_iter(words).map(|found| found.range()) {
                let help = "Sæt figuren ind som et billede, eller skriv det, den viser.";
                tell(
                    range.clone(),
                    Code::DeadReference,
                    format!("»{}« henviser til en figur, som ikke er her.", quoted(&range)),
                    help,
                );
            }
        }
        if words.starts_with("Læs mere") && !shows.links.contains(passage.key) && !names_a_place(words) {
            let range = passage.sentence(0);
            let help =
                "Gør det til et link, fx [Læs om infohuset](https://www.ishoj.dk/), eller slet sætningen. Linket er gået tabt.";
            let message = format!("»{}« fører ingen steder hen.", words[range.clone()].trim());
            tell(range, Code::DeadReference, message, help);
        }
        if has("( ") || has("lov") {
            for range in SECTION.find_iter(words).map(|found| found.range()) {
                let help = "Skriv §-tegnet, fx »§ 15, stk. 3«. Det forsvinder ofte, når teksten kommer fra en PDF.";
                tell(range.clone(), Code::LostSign, format!("Der mangler et §-tegn i »{}«.", quoted(&range)), help);
            }
        }
    }
}

/// Whether a sentence says itself where there is more.
fn names_a_place(words: &str) -> bool {
    const PLACES: [&str; 12] =
        ["www.", "http", ".dk", "bilag", "afsnit", "kapitel", "kontaktboks", "intranet", "hjemmeside", "pjece", "§", "»"];
    let lower = words.to_lowercase();
    PLACES.iter().any(|place| lower.contains(place))
}

/// The questions whose answers show an image, and those that have a link.
#[derive(Default)]
struct Shows<'a> {
    images: BTreeSet<&'a str>,
    links: BTreeSet<&'a str>,
}

impl<'a> Shows<'a> {
    fn of(subject: &Subject<'a>) -> Self {
        let mut shows = Self::default();
        for (key, text) in subject.answers.texts() {
            walk(&text.blocks, &mut |node| match node {
                Node::Block(block) if matches!(block.kind, BlockKind::Figure(_)) => {
                    shows.images.insert(key);
                }
                Node::Inline(inline) => match inline.kind {
                    InlineKind::Image(_) => {
                        shows.images.insert(key);
                    }
                    InlineKind::Link { .. } => {
                        shows.links.insert(key);
                    }
                    _ => {}
                },
                Node::Block(_) => {}
            });
        }
        shows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'w>(regex: &Regex, words: &'w str) -> Vec<&'w str> {
        regex.find_iter(words).map(|found| found.as_str()).collect()
    }

    #[test]
    fn pages_and_figures_of_other_documents_are_found() {
        assert_eq!(
            found(&PAGE, "Se side 9, nederst på siden og på næste side (side 4)."),
            ["Se side 9", "nederst på siden", "på næste side", "(side 4)"]
        );
        assert_eq!(
            found(&PAGE, "På den anden side er siden god. Vi står side om side. Side 2 er tom. Bogen, side 10."),
            Vec::<&str>::new()
        );
        for words in [
            "I figuren kan du se, hvem der gør hvad.",
            "Figuren nedenfor viser forløbet.",
            "Det er let. Modellen viser det.",
            "Se figur 2.",
        ] {
            assert_eq!(found(&FIGURE, words).len(), 1, "{words}");
        }
        assert_eq!(found(&FIGURE, "Modellen er god. Vi bruger modellen. Han er en ledende figur i miljøet."), Vec::<&str>::new());
    }

    #[test]
    fn sections_without_their_sign_are_found() {
        assert_eq!(
            found(&SECTION, "Loven ( 17.4) og barnets lov 15, stk. 3, samt servicelovens 12 b."),
            ["( 17.4)", "barnets lov 15", "servicelovens 12"]
        );
        assert_eq!(
            found(&SECTION, "Barnets lov § 15, lov 699 af 2025, loven (17 sider) og servicelovens § 12 b."),
            Vec::<&str>::new()
        );
    }
}
