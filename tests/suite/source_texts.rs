//! The wording is the national template's, letter for letter.
//!
//! `tests/kilder` holds the template as text. What is changed on purpose is listed here, and nothing else may be.

use beredskab::content::plain_text_of_blocks;
use beredskab::skabelon::{self, Section, Skabelon};

use super::support::{document, project};

/// The template's text, with white space as it reads and without the marks that Word left.
fn source() -> String {
    let text = std::fs::read_to_string(project("tests/kilder/skabelon-beredskab-ekstremisme.txt")).expect("the template");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("[bookmark:") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    reading(&out)
}

/// A text as it reads: bullets and emphasis aside, single spaces.
fn reading(text: &str) -> String {
    let plain = text.replace("· ", "").replace("**", "");
    let lines = plain.lines().map(|line| line.trim_start_matches("- ").trim_start_matches('#'));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn skabelon() -> Skabelon {
    skabelon::load("ekstremisme", None).expect("the template")
}

/// The source's words for a text block, between its title and the next one's.
fn block_in(source: &str, number: u8) -> String {
    let starts = format!("Tekstblok {number}: ");
    let from = source.find(&starts).unwrap_or_else(|| panic!("the source has no {starts}"));
    let block = &source[from..];
    let end = block[1..].find(&format!("Tekstblok {}: ", number + 1)).map_or(block.len(), |end| end + 1);
    block[..end].trim().to_owned()
}

/// What is changed in a text block: what tells the writer what to do is left out, placeholders are variables, and the
/// sentences that they broke are mended.
fn changed(number: u8, block: &str) -> String {
    let changes: &[(&str, &str)] = match number {
        1 => &[("Nedenstående er tekst fra stopekstremisme.dk, som kommunen kan anvende: ", "")],
        2 => &[(" Kilde: stopekstremisme.dk", "")],
        3 => &[
            (
                "[KOMMUNENS NAVN]s kommune XXXX [POLITIKREDSENS NAVN],",
                "{{ kommune.officielt_navn }} og {{ kommune.politikreds }},",
            ),
            ("[KOMMUNENS NAVN] er en del", "{{ kommune.officielt_navn }} er en del"),
        ],
        4 => &[
            ("Tekstblok 4: Infohus [KOMMUNENS NAVN]", "Tekstblok 4: {{ kontakt.infohus }}"),
            (
                "Nedenstående er tekst fra Samarbejdsmodel for infohuse, som I kan anvende I beredskabsplanen: Samarbejdsmodel for infohuse og vejledning om udveksling af personoplysninger — stopekstremisme.dk ",
                "",
            ),
        ],
        6 => &[
            ("[KOMMUNENS NAVN] deltager", "{{ kommune.officielt_navn }} deltager"),
            ("afholdes XXXX [POLITIKREDSENS NAVN],", "afholdes {{ netvaerk.hyppighed }} af {{ kommune.politikreds }},"),
            // A police district of one municipality has no others.
            (
                "de andre kommuner i politikredsen, ",
                "{% if not kommune.er_alene_i_politikredsen %}de andre kommuner i politikredsen, {% endif %}",
            ),
        ],
        _ => &[],
    };
    changes.iter().fold(block.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the source's text block {number} has no »{from}«");
        text.replace(from, to)
    })
}

#[test]
fn the_text_blocks_are_the_templates_letter_for_letter() {
    let source = source();
    let skabelon = skabelon();
    assert_eq!(skabelon.textblocks.len(), 6);
    for block in &skabelon.textblocks {
        let ours = format!("Tekstblok {}: {} {}", block.number, block.title, reading(&block.body.text));
        assert_eq!(ours, changed(block.number, &block_in(&source, block.number)), "text block {}", block.number);
    }
}

#[test]
fn the_mended_sentences_are_right_danish() {
    let document = document(&project("examples/ishoej.toml"));
    let words: String = document.body.iter().map(|section| plain_text_of_blocks(&section.blocks)).collect();
    for sentence in [
        "Ishøj Kommune er en del af infohus-samarbejdet, som er et kriminalpræventivt samarbejdsforum mellem Ishøj Kommune og Københavns Vestegns Politi, samt andre relevante myndigheder.",
        "Ishøj Kommune deltager i disse netværksmøder, som afholdes fire gange årligt af Københavns Vestegns Politi, sammen med de andre kommuner i politikredsen, kriminalforsorgen samt nationale myndigheder.",
    ] {
        assert!(words.contains(sentence), "the plan lacks: {sentence}");
    }
}

#[test]
fn the_questions_have_the_templates_wording() {
    // Two slips of the pen in the template are mended.
    let source = source()
        .replace("kommunes vision", "kommunens vision")
        .replace("håndtering ekstremisme organiseret", "håndtering af ekstremisme organiseret");
    // What the program asks besides: the cover, the contact box, the end, and details that the template only hints at.
    let own = [
        "skabelon",
        "fase",
        "kommune.",
        "plan.",
        "kontakt.",
        "tekstblokke.",
        "bilag",
        "undtagelser",
        "indsatser",
        "formidling.",
        "introduktion.maalgruppe",
        "introduktion.maal_periode",
        "introduktion.definitioner",
        "procedure.anonymitet",
        "procedure.trin",
    ];
    let skabelon = skabelon();
    let mut checked = 0;
    for (question, _) in skabelon.questions() {
        if own.iter().any(|own| question.key.starts_with(own)) && question.key != "introduktion.maal" {
            continue;
        }
        let wording = question.wording.trim_end_matches('?');
        assert!(source.contains(wording), "»{}« ({}) is not the template's", question.wording, question.key);
        checked += 1;
    }
    assert_eq!(checked, 26, "questions held against the template");
}

#[test]
fn every_question_of_the_template_is_asked() {
    let text = std::fs::read_to_string(project("tests/kilder/skabelon-beredskab-ekstremisme.txt")).expect("the template");
    let questions = text.split("Tekstblokke til udarbejdelse").next().expect("the first part");
    let skabelon = skabelon();
    let asked = skabelon.questions().map(|(question, _)| question.wording.as_str()).collect::<Vec<_>>().join(" ");
    for line in questions.lines().filter_map(|line| line.trim().strip_prefix("· ")) {
        let line = line.split(" [Se evt.").next().expect("a line").trim();
        let mended = line
            .replace("kommunes vision", "kommunens vision")
            .replace("håndtering ekstremisme organiseret", "håndtering af ekstremisme organiseret");
        // The advice on whom the plan covers, and the two words under each kind of initiative, are asked in other words.
        if line.starts_with("CDE anbefaler") || matches!(line, "Indhold" | "Ansvarlig") {
            continue;
        }
        for sentence in mended.split_inclusive(['?', '.']).map(str::trim).filter(|sentence| sentence.len() > 20) {
            let words = sentence.trim_end_matches(['?', '.']);
            assert!(asked.contains(words), "no question asks »{sentence}«");
        }
    }
}

#[test]
fn the_sections_are_the_templates() {
    let source = source();
    // The one that is our own: initiatives that the template has no section for.
    let is_own = |section: &&Section| section.title == "Andre indsatser";
    for section in skabelon().sections.iter().filter(|section| section.number.is_some() && !is_own(section)) {
        let heading = format!("{} {}", section.number.as_deref().unwrap_or_default(), section.title);
        assert!(source.contains(&heading), "»{heading}« is no heading of the template");
    }
}
