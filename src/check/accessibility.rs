//! What keeps some readers out: links, images, tables and headings that tell only those who see the whole page.

use std::collections::{HashMap, HashSet};

use super::Subject;
use super::leftovers::is_field_in_angles;
use super::passages::{Passage, PassageKind};
use crate::answers::Text;
use crate::content::read::ProblemKind;
use crate::content::{Block, BlockKind, Href, Image, Inline, InlineKind, Node, Place, Table, plain_text, walk};
use crate::dansk::saetninger;
use crate::finding::{Code, Finding, Severity};
use crate::source::Location;

/// Link texts that say nothing of where the link leads.
const EMPTY_LINK_TEXTS: [&str; 14] = [
    "her",
    "klik her",
    "læs her",
    "se her",
    "læs mere",
    "læs mere her",
    "se mere",
    "mere",
    "link",
    "dette link",
    "linket",
    "hent",
    "download",
    "denne side",
];

pub(super) fn check(subject: &Subject<'_>, passages: &[Passage<'_>], findings: &mut Vec<Finding>) {
    let mut links = Vec::new();
    for (key, text) in subject.answers.texts() {
        let mut teller = Teller { subject, key, text, findings: &mut *findings };
        raw_html(&mut teller);
        bold_headings(&text.blocks, &mut teller);
        let mut level_before = None;
        walk(&text.blocks, &mut |node| match node {
            Node::Block(Block { kind, at }) => match kind {
                BlockKind::Heading { level, .. } => {
                    heading(*level, level_before, at, &mut teller);
                    level_before = Some(*level);
                }
                BlockKind::Table(found) => table(found, at, &mut teller),
                BlockKind::Figure(found) => image(found, at, &mut teller),
                _ => {}
            },
            Node::Inline(Inline { kind, at }) => match kind {
                InlineKind::Link { href, content } => link(href, &plain_text(content), at, &mut links, &mut teller),
                InlineKind::Image(found) => image(found, at, &mut teller),
                _ => {}
            },
        });
    }
    same_link_texts(subject, links, findings);
    for passage in passages.iter().filter(|passage| matches!(passage.kind, PassageKind::Prose | PassageKind::Heading)) {
        capitals(subject, passage, findings);
    }
}

fn raw_html(teller: &mut Teller<'_, '_, '_>) {
    let text = teller.text;
    let mut opened = false;
    for problem in &text.problems {
        let ProblemKind::RawHtml { in_cell } = problem.kind else { continue };
        // An end tag goes with the start tag that was told.
        let html = text.written.get(problem.at.clone()).unwrap_or_default();
        let is_end = html.starts_with("</");
        if is_field_in_angles(html) {
            // "<navn>" is told as what it is.
            continue;
        }
        if !(opened && is_end) {
            let lines = if in_cell { "<br> for en ny linje i cellen" } else { "tomme linjer mellem afsnit" };
            let help = format!("Skriv det som Markdown: **fed**, *kursiv*, {lines}. Ellers ser læseren de spidse parenteser.");
            teller.tell(Code::RawHtml, &problem.at, "Her står HTML, som vises i planen, som det er skrevet.".to_owned(), &help);
        }
        opened |= !is_end;
    }
}

struct Teller<'s, 'a, 'f> {
    subject: &'s Subject<'a>,
    key: &'a str,
    text: &'a Text,
    findings: &'f mut Vec<Finding>,
}

impl Teller<'_, '_, '_> {
    fn tell(&mut self, code: Code, at: &Place, message: String, help: &str) {
        let location = self.text.locate(at, self.subject.sources);
        self.findings.push(Finding::warning(code, location, message, help).about(self.subject.about(self.key)));
    }
}

/// A link's text stands alone where a screen reader lists the links of a page (WCAG 2.4.4).
fn link(href: &Href, words: &str, at: &Place, links: &mut Vec<Link>, teller: &mut Teller<'_, '_, '_>) {
    let written = teller.text.written.get(at.clone()).unwrap_or_default();
    if !(written.starts_with(['[', '(']) && written.contains(']')) {
        // An address that was typed as it is has no other text to be called by.
        return;
    }
    let folded = words.trim().trim_end_matches(['.', ':', '!', '…', '>', '»']).trim().to_lowercase();
    let bare = folded.starts_with("http://") || folded.starts_with("https://") || folded.starts_with("www.");
    if bare || EMPTY_LINK_TEXTS.contains(&folded.as_str()) {
        let help = "Skriv, hvad læseren finder, fx [kommunens hjemmeside](https://www.ishoj.dk). Skærmlæsere læser linkene op hver for sig.";
        teller.tell(Code::EmptyLinkText, at, format!("Linkteksten »{words}« siger ikke, hvor linket fører hen."), help);
    } else if !folded.is_empty() {
        // Without words, the text of the image in it is the link's.
        let location = teller.text.locate(at, teller.subject.sources);
        links.push(Link { folded, words: words.to_owned(), href: href.clone(), location, key: teller.key.to_owned() });
    }
}

/// A link that says something.
struct Link {
    folded: String,
    words: String,
    href: Href,
    location: Location,
    key: String,
}

/// Links of one text to several places, each place told once, at the first link to it but the very first.
fn same_link_texts(subject: &Subject<'_>, mut links: Vec<Link>, findings: &mut Vec<Finding>) {
    links.sort_by_key(|link| (link.location.source, link.location.at.start));
    let mut seen: HashMap<&str, (&Link, HashSet<&str>)> = HashMap::new();
    for link in &links {
        let (first, places) = seen.entry(&link.folded).or_insert_with(|| (link, HashSet::new()));
        if places.insert(place_of(&link.href)) && places.len() > 1 {
            let help = "Skriv, hvad der er forskellen på de to, så den, der hører dem læst op, kan vælge.";
            let message = format!("To links hedder »{}«, men fører forskellige steder hen.", link.words);
            let finding = Finding::warning(Code::SameLinkText, link.location.clone(), message, help);
            let related = Some((first.location.clone(), "det første står her".to_owned()));
            findings.push(Finding { related, ..finding }.about(subject.about(&link.key)));
        }
    }
}

/// Where a link leads, however the address is written: `www.` and a last slash lead to the same page.
fn place_of(href: &Href) -> &str {
    let address = href.as_str();
    let address = address.split_once("://").map_or(address, |(_, address)| address);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

fn image(image: &Image, at: &Place, teller: &mut Teller<'_, '_, '_>) {
    let lower = image.alt.to_lowercase();
    let extension = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".tif", ".webp"].iter().any(|end| lower.ends_with(end));
    let from_camera =
        ["img_", "dsc_", "dscn", "dscf", "screenshot", "skærmbillede 20"].iter().any(|start| lower.starts_with(start));
    if extension || from_camera {
        let help = "Skriv, hvad billedet viser, som I ville sige det til en, der ikke kan se det.";
        teller.tell(Code::AltIsFileName, at, format!("Den alternative tekst »{}« er navnet på en fil.", image.alt), help);
    }
}

/// Every column needs a head, which a screen reader reads with each cell (WCAG 1.3.1).
fn table(table: &Table, at: &Place, teller: &mut Teller<'_, '_, '_>) {
    let empty = table.head.iter().filter(|cell| plain_text(cell).trim().is_empty()).count();
    if empty > 0 {
        let message = if empty == table.head.len() {
            "Tabellen har ingen overskrifter i øverste række.".to_owned()
        } else {
            "En af tabellens kolonner har ingen overskrift.".to_owned()
        };
        teller.tell(
            Code::TableHead,
            at,
            message,
            "Skriv en overskrift til hver kolonne. Skærmlæsere læser den op sammen med cellerne.",
        );
    }
}

fn heading(level: u8, before: Option<u8>, at: &Place, teller: &mut Teller<'_, '_, '_>) {
    if let Some(before) = before.filter(|before| level > before + 1) {
        let message = format!("Overskriften springer fra niveau {before} til niveau {level}.");
        let help = format!("Skriv den med {} #. Niveauerne viser, hvad der hører til hvad.", before + 1);
        teller.tell(Code::HeadingJump, at, message, &help);
    }
}

/// A short paragraph that is only bold, with something below it, is a heading to the eye alone.
fn bold_headings(blocks: &[Block], teller: &mut Teller<'_, '_, '_>) {
    for (i, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Paragraph(content) if i + 1 < blocks.len() && is_bold_line(content) => {
                let words = plain_text(content);
                let help = format!(
                    "Skriv den som en overskrift: # {}. Kun rigtige overskrifter kan findes af en skærmlæser.",
                    words.trim_end_matches(':')
                );
                teller.tell(Code::BoldHeading, &block.at, format!("»{words}« er fed tekst, der bruges som overskrift."), &help);
            }
            BlockKind::Quote(inner) => bold_headings(inner, teller),
            _ => {}
        }
    }
}

fn is_bold_line(content: &[Inline]) -> bool {
    let bold = match content {
        [Inline { kind: InlineKind::Strong(words), .. }] => plain_text(words),
        [Inline { kind: InlineKind::Strong(words), .. }, Inline { kind: InlineKind::Text(rest), .. }] if rest.trim() == ":" => {
            plain_text(words)
        }
        _ => return false,
    };
    // A sentence may be bold because it matters.
    !bold.ends_with(['.', '!', '?']) && bold.split_whitespace().count() <= 8
}

/// A whole sentence in capitals. A few are names: "SSP, PSP og KSP" has a small word in it.
fn capitals(subject: &Subject<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for sentence in saetninger(&passage.words) {
        let words = &passage.words[sentence.clone()];
        // Asked first: the second letter of most sentences is the answer.
        let is_all_capitals = !words.chars().any(char::is_lowercase);
        let letters = || words.chars().filter(|c| c.is_alphabetic()).count();
        if is_all_capitals && letters() >= 15 && words.split_whitespace().count() >= 3 {
            let help = "Skriv med små bogstaver, og brug fed skrift til det vigtige. Store bogstaver er svære at læse og kan blive læst op ét ad gangen.";
            findings.push(subject.tell(
                passage,
                &sentence,
                Severity::Warning,
                Code::Capitals,
                "Sætningen står med store bogstaver.",
                help,
            ));
        }
    }
}
