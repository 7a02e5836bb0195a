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

/// The source with its slips of the pen mended, each of them named.
fn mended(source: &str) -> String {
    let slips = [
        ("kommunes vision", "kommunens vision"),
        ("håndtering ekstremisme organiseret", "håndtering af ekstremisme organiseret"),
        ("psykiatrien m.fl.", "psykiatrien m.fl.?"),
        // Two pieces of guidance lack their full stop.
        ("nævnes i indledningen ", "nævnes i indledningen. "),
        ("uddybes i næste afsnit ", "uddybes i næste afsnit. "),
        ("hjemmesiden og/eller intranet ", "hjemmesiden og/eller intranet. "),
        // What stands in brackets is a sentence of its own.
        (
            "[Se evt. Justitsministeriets vejledning side 15ff Brev (datatilsynet.dk)]",
            "Se evt. Justitsministeriets vejledning side 15ff Brev (datatilsynet.dk).",
        ),
    ];
    slips.iter().fold(source.to_owned(), |text, (slip, mended)| {
        assert!(text.contains(slip), "the source has no »{slip}«");
        text.replace(slip, mended)
    })
}

/// What the program asks besides the template, with the reason.
const OWN: [(&str, &str); 27] = [
    ("skabelon", "which template the file follows"),
    ("fase", "how far the plan is"),
    ("kommune.navn", "the cover's placeholder, asked for"),
    ("kommune.politikreds", "a placeholder of text blocks 3 and 6, asked for"),
    ("kommune.logo", "the cover's look"),
    ("kommune.logo_alt", "the cover's look"),
    ("kommune.farve", "the cover's look"),
    ("plan.aar", "the cover's placeholder, asked for"),
    ("plan.titel", "the cover's title, where it is not the template's"),
    ("plan.vedtaget", "the law: adopted"),
    ("plan.vedtaget_af", "the law: adopted by the council"),
    ("plan.revideres", "the law: revised"),
    ("plan.sagsnummer", "the municipality's own records"),
    ("plan.andre_beredskaber", "the law asks for two themes more"),
    ("plan.historik", "earlier versions"),
    ("kontakt.infohus", "a placeholder of the contact box, asked for"),
    ("kontakt.telefon", "a placeholder of the contact box, asked for"),
    ("kontakt.email", "a placeholder of the contact box, asked for"),
    ("kontakt.aabningstid", "the contact box speaks of opening hours and does not give them"),
    ("kontakt.bekraeftet", "whether the contacts are still right"),
    ("introduktion.maalgruppe", "the template has guidance here and no question"),
    ("introduktion.maal_periode", "which years the goals are for"),
    ("introduktion.definitioner", "the template has guidance here and no question"),
    ("procedure.anonymitet", "what the national page on inquiries tells"),
    ("procedure.trin", "the same procedure as steps"),
    ("indsatser", "the template has guidance here and no question"),
    ("formidling.beskrivelse", "the template has guidance here and no question"),
];

/// Keys of the program's own that are several: the text blocks, the appendices, the exceptions.
fn is_own(key: &str) -> bool {
    OWN.iter().any(|(own, _)| *own == key) || key.starts_with("tekstblokke.") || ["bilag", "undtagelser"].contains(&key)
}

#[test]
fn the_questions_have_the_templates_wording() {
    let source = mended(&source());
    let skabelon = skabelon();
    let mut checked = 0;
    for (question, _) in skabelon.questions().filter(|(question, _)| !is_own(&question.key)) {
        assert!(source.contains(&question.wording), "»{}« ({}) is not the template's", question.wording, question.key);
        checked += 1;
    }
    assert_eq!(checked, 26, "questions held against the template");
    for (own, reason) in OWN {
        assert!(skabelon.question(own).is_some(), "no question {own} ({reason})");
    }
}

/// What the program adds to the template's guidance, a sentence or more of its own after it.
const ADDED: [(&str, &str); 2] = [
    ("introduktion.definitioner", " Den kommer automatisk med."),
    ("procedure.registrering", " Nævn, hvor oplysningerne gemmes, og efter hvilke regler de slettes."),
];

/// Guidance that is the program's own, because the template has none there.
const OWN_GUIDANCE: [&str; 5] = [
    // Which of the three levels is meant.
    "introduktion.ansvar.politisk",
    "introduktion.ansvar.strategisk",
    "introduktion.ansvar.udfoerende",
    // The law's four years.
    "introduktion.revision",
    // How the answer stands in a sentence.
    "netvaerk.hyppighed",
];

#[test]
fn the_guidance_is_the_templates_letter_for_letter() {
    let source = mended(&source());
    let skabelon = skabelon();
    let mut checked = 0;
    for (question, _) in skabelon.questions() {
        let key = question.key.as_str();
        let is_templates = !is_own(key)
            || ["introduktion.maalgruppe", "introduktion.definitioner", "indsatser", "formidling.beskrivelse"].contains(&key);
        let Some(guidance) = question.guidance.as_deref().filter(|_| is_templates && !OWN_GUIDANCE.contains(&key)) else {
            continue;
        };
        let added = ADDED.iter().find(|(of, _)| *of == key).map_or("", |(_, added)| added);
        let guidance = guidance.strip_suffix(added).unwrap_or_else(|| panic!("{key} lacks »{added}«"));
        // The guidance of a chapter and of its first section stand apart in the template.
        for part in guidance.split_inclusive("bekymrer dem. ") {
            assert!(source.contains(part.trim()), "»{part}« ({key}) is not the template's");
        }
        checked += 1;
    }
    assert_eq!(checked, 6, "pieces of guidance held against the template");
}

#[test]
fn the_contact_box_is_the_templates_letter_for_letter() {
    let source = source()
        .replace("Infohus xx på telefon: xxxxxxxx eller e-mail: xx", "{infohus} på telefon: {telefon} eller e-mail: {email}")
        // Numbers and times have the form that they have elsewhere.
        .replace("4174 9090", "41 74 90 90")
        .replace("kl. 08:00-22:00", "kl. 8.00-22.00");
    let document = document(&project("examples/ishoej.toml"));
    let contact = document.front.iter().find(|section| section.title.starts_with("Er du bekymret")).expect("the contact box");
    assert!(source.contains(&contact.title), "{}", contact.title);
    let words = plain_text_of_blocks(&contact.blocks).replace('\u{a0}', " ").replace('\u{2011}', "-");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // The program's own line stands between the template's.
    let own = "Åbningstid: mandag-torsdag kl. 9.00-15.00 og fredag kl. 9.00-13.00 ";
    assert!(words.contains(own), "{words}");
    let words = words
        .replace(own, "")
        .replace("Infohus Ishøj", "{infohus}")
        .replace("43 57 75 55", "{telefon}")
        .replace("tk@ishoj.dk", "{email}");
    assert!(words.starts_with("Så kontakt") && words.ends_with("på telefon 112."), "{words}");
    assert!(source.contains(&format!("{} {words}", contact.title)), "the contact box is not the template's: {words}");
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
