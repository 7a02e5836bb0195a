//! A template from the text of its files: each by itself, then what only the whole can tell.
//!
//! Knows nothing of where the files are.

use std::collections::BTreeMap;

use super::file::{File, SkabelonError, front, parse};
use super::front::{BlockFront, Facts, FieldFront, Kilde, KindFront, NeedFront, PlacementFront, QuestionFront, SectionFront};
use super::{
    Example, Field, Hotline, Kind, Need, Origin, Partial, Phase, Placement, Question, Section, Skabelon, Tekstblok, Unless,
};
use crate::content::Href;
use crate::dansk::Telefon;

/// Makes a template of its files and its text blocks, each by its name.
///
/// # Errors
/// Where a file is not as a template's file is.
pub(super) fn build(
    name: &str,
    files: &BTreeMap<String, File>,
    blocks: &BTreeMap<String, File>,
) -> Result<Skabelon, SkabelonError> {
    let all = files.values().chain(blocks.values());
    let texts: BTreeMap<&str, &str> = all.map(|file| (file.shown.as_str(), file.text.as_str())).collect();
    let mut facts = None;
    let mut partials = Vec::new();
    let mut sections = Vec::new();
    for (file_name, file) in files {
        if file_name == "skabelon.toml" {
            facts = Some((parse::<Facts>(file, &file.text, 0)?, file));
        } else if file_name.starts_with('_') {
            partials.push(Partial { name: file_name.clone(), file: file.shown.clone(), text: file.text.clone() });
        } else {
            sections.push((section_order(file_name, file)?, section(file_name, file)?));
        }
    }
    sections.sort_by(|(a, _), (b, _)| a.cmp(b));
    let sections: Vec<Section> = sections.into_iter().map(|(_, section)| section).collect();
    let mut textblocks = blocks.values().map(textblock).collect::<Result<Vec<_>, _>>()?;
    textblocks.sort_by_key(|block| block.number);

    let missing = SkabelonError { file: "skabelon.toml".into(), line: None, message: "Filen mangler i skabelonen.".into() };
    let (facts, file) = facts.ok_or(missing)?;
    let number = |text: &str| {
        Telefon::parse(text).ok_or_else(|| file.fault(file.line_with(text), format!("»{text}« er ikke et dansk telefonnummer.")))
    };
    let skabelon = Skabelon {
        name: name.to_owned(),
        title: facts.titel,
        version: facts.version,
        legal_basis: facts.lovgrundlag,
        revision_years: facts.aar_mellem_revisioner,
        legend: facts.tegnforklaring,
        many_initiatives: facts.mange_indsatser,
        origin: origin(facts.kilde, file)?,
        hotline: Hotline { name: facts.hotline.navn, phone: number(&facts.hotline.telefon)?, hours: facts.hotline.aabningstid },
        police: number(&facts.politi.telefon)?,
        alarm: number(&facts.alarm.telefon)?,
        phrases: facts.rester.vendinger,
        block_questions: textblocks.iter().map(block_question).collect(),
        wording: std::sync::OnceLock::new(),
        sections,
        textblocks,
        partials,
        is_own: false,
    };
    check_whole(&skabelon, &texts)?;
    Ok(skabelon)
}

/// What no file can tell by itself: names are used once, and what a question refers to is there.
fn check_whole(skabelon: &Skabelon, texts: &BTreeMap<&str, &str>) -> Result<(), SkabelonError> {
    let mut keys = Vec::new();
    let mut ids = Vec::new();
    for section in &skabelon.sections {
        let fault_at = |words: &str, message: String| {
            let mut lines = texts.get(section.file.as_str()).into_iter().flat_map(|text| text.lines());
            let line = lines.position(|line| line.contains(words)).map(|line| line + 1).filter(|_| !words.is_empty());
            SkabelonError { file: section.file.clone(), line, message }
        };
        let fault = |message: String| fault_at("", message);
        if ids.contains(&&section.id) {
            return Err(fault(format!(
                "To afsnit hedder »{}« efter bindestregen i filnavnet. Giv dem hver sit navn.",
                section.id
            )));
        }
        ids.push(&section.id);
        let is_part_of = |other: &&Section| {
            let number = section.id.strip_prefix(&other.id).and_then(|rest| rest.strip_prefix('-'));
            other.is_split && number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if let Some(other) = skabelon.sections.iter().find(is_part_of) {
            return Err(fault(format!(
                "Navnet »{}« er et af dem, som afsnittene i »{}« selv får. Giv filen et andet navn.",
                section.id, other.id
            )));
        }
        for question in &section.questions {
            if keys.contains(&&question.key) || question.key.starts_with("tekstblokke.") {
                return Err(fault_at(
                    &format!("\"{}\"", question.key),
                    format!("Nøglen »{}« er brugt før. Hvert spørgsmål skal have sin egen.", question.key),
                ));
            }
            keys.push(&question.key);
            if let Some(other) = &question.unless.answered
                && skabelon.question(other).is_none()
            {
                return Err(fault_at("medmindre", format!("»medmindre« peger på nøglen »{other}«, som ikke findes.")));
            }
            if let Some(number) = question.unless.block_stands
                && !skabelon.textblocks.iter().any(|block| block.number == number)
            {
                return Err(fault_at(
                    "kun_uden_tekstblok",
                    format!("»kun_uden_tekstblok« peger på tekstblok {number}, som ikke findes."),
                ));
            }
        }
    }
    for pair in skabelon.textblocks.windows(2) {
        if pair[0].number == pair[1].number {
            let message = format!("Tekstblok {} findes også i {}.", pair[1].number, pair[0].file);
            let mut lines = texts.get(pair[1].file.as_str()).into_iter().flat_map(|text| text.lines());
            let line = lines.position(|line| line.starts_with("nummer")).map(|line| line + 1);
            return Err(SkabelonError { file: pair[1].file.clone(), line, message });
        }
    }
    Ok(())
}

/// The number in a section's file name, "2.2.1" as [2, 2, 1].
fn section_order(file_name: &str, file: &File) -> Result<Vec<u32>, SkabelonError> {
    let numbers = file_name.split('-').next().unwrap_or_default();
    numbers.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| {
        file.fault(None, "Et afsnits filnavn skal begynde med dets plads og en bindestreg, fx »2.1-organisering.md«.")
    })
}

fn section(file_name: &str, file: &File) -> Result<Section, SkabelonError> {
    let (front, body): (SectionFront, _) = front(file)?;
    let id = file_name.split_once('-').map_or("", |(_, id)| id).trim_end_matches(".md").to_owned();
    // The page's own anchors have an underscore, so that they are no section's.
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(file.fault(None, "Efter nummeret skal filnavnet have et navn med små bogstaver a-z, tal og bindestreger."));
    }
    if !(1..=3).contains(&front.niveau) {
        return Err(file.fault(file.line_with("niveau"), "»niveau« skal være 1, 2 eller 3."));
    }
    Ok(Section {
        file: file.shown.clone(),
        id,
        number: front.nummer,
        title_line: file.line_in_front(front.titel.span().start),
        title: front.titel.into_inner(),
        topic: front.emne,
        level: front.niveau,
        is_split: front.overskrifter_er_afsnit,
        placement: match front.placering {
            PlacementFront::Forside => Placement::Cover,
            PlacementFront::FoerIndhold => Placement::BeforeContents,
            PlacementFront::Krop => Placement::Body,
        },
        questions: front.spoergsmaal.into_iter().map(|q| question(q, file)).collect::<Result<_, _>>()?,
        body,
    })
}

fn question(front: QuestionFront, file: &File) -> Result<Question, SkabelonError> {
    let fields = front.felter.into_iter().map(|f| field(f, file)).collect::<Result<_, _>>()?;
    Ok(Question {
        example: example(front.slags, front.eksempel, &front.noegle, file)?,
        kind: kind(front.slags, front.valg, fields, &front.noegle, file)?,
        key: front.noegle,
        wording: front.ordlyd,
        guidance: front.vejledning,
        topic: front.emne,
        need: match front.kraeves {
            NeedFront::Aldrig => Need::Optional,
            NeedFront::Hoering => Need::From(Phase::Hearing),
            NeedFront::Vedtaget => Need::From(Phase::Adopted),
            NeedFront::Altid => Need::Always,
        },
        unless: Unless { answered: front.medmindre, block_stands: front.kun_uden_tekstblok },
        count: front.antal.map(|count| count.mindst..=count.hoejst),
    })
}

fn field(front: FieldFront, file: &File) -> Result<Field, SkabelonError> {
    if front.slags == KindFront::Poster {
        return Err(file.fault(
            file.line_with(&format!("\"{}\"", front.navn)),
            format!("Feltet »{}« kan ikke selv være poster.", front.navn),
        ));
    }
    Ok(Field {
        example: example(front.slags, front.eksempel, &front.navn, file)?,
        kind: kind(front.slags, front.valg, Vec::new(), &front.navn, file)?,
        name: front.navn,
        wording: front.ordlyd,
        required: front.kraeves,
        either: front.enten,
    })
}

fn kind(front: KindFront, choices: Vec<String>, fields: Vec<Field>, key: &str, file: &File) -> Result<Kind, SkabelonError> {
    if (front == KindFront::Valg) == choices.is_empty() {
        return Err(
            file.fault(file.line_with(&format!("\"{key}\"")), format!("»{key}«: »valg« hører til slagsen »valg« og kun der."))
        );
    }
    if (front == KindFront::Poster) == fields.is_empty() {
        return Err(file
            .fault(file.line_with(&format!("\"{key}\"")), format!("»{key}«: »felter« hører til slagsen »poster« og kun der.")));
    }
    Ok(match front {
        KindFront::Tekst => Kind::Text,
        KindFront::Linje => Kind::Line,
        KindFront::Liste => Kind::List,
        KindFront::Poster => Kind::Records(fields),
        KindFront::Dato => Kind::Date,
        KindFront::Heltal => Kind::Year,
        KindFront::Telefon => Kind::Phone,
        KindFront::Email => Kind::Email,
        KindFront::Url => Kind::Url,
        KindFront::JaNej => Kind::YesNo,
        KindFront::Valg => Kind::Choice(choices),
        KindFront::Farve => Kind::Color,
        KindFront::Billedfil => Kind::ImageFile,
        KindFront::Markdownfil => Kind::MarkdownFile,
    })
}

/// An example, which must be written as answers of its kind are.
fn example(kind: KindFront, example: Option<toml::Value>, key: &str, file: &File) -> Result<Option<Example>, SkabelonError> {
    use toml::Value;
    let Some(value) = example else { return Ok(None) };
    let text = |value: Value| if let Value::String(text) = value { Some(text) } else { None };
    let read = match (kind, value) {
        (KindFront::Liste, Value::Array(items)) => items.into_iter().map(text).collect::<Option<_>>().map(Example::Items),
        (KindFront::Heltal, value @ Value::Integer(_))
        | (KindFront::JaNej, value @ Value::Boolean(_))
        | (KindFront::Dato, value @ Value::Datetime(_)) => Some(Example::Bare(value.to_string())),
        (KindFront::Liste | KindFront::Poster | KindFront::Heltal | KindFront::JaNej, _) => None,
        (_, value) => text(value).map(Example::Text),
    };
    let message =
        || format!("»{key}«: »eksempel« skal være skrevet som et svar af spørgsmålets slags. Poster har eksempler i felterne.");
    read.map(Some).ok_or_else(|| file.fault(file.line_with(&format!("\"{key}\"")), message()))
}

fn textblock(file: &File) -> Result<Tekstblok, SkabelonError> {
    let (front, body): (BlockFront, _) = front(file)?;
    let origin = origin(front.kilde, file)?;
    let title_line = file.line_in_front(front.titel.span().start);
    let (file, title) = (file.shown.clone(), front.titel.into_inner());
    Ok(Tekstblok { file, number: front.nummer, title, title_line, origin, shows_origin: front.vis_kilde, body })
}

fn origin(kilde: Kilde, file: &File) -> Result<Origin, SkabelonError> {
    let href = kilde.url.map(|url| {
        Href::parse(&url)
            .map_err(|_| file.fault(file.line_with(&url), format!("»{url}« er ikke en adresse, der kan linkes til.")))
    });
    Ok(Origin { title: kilde.titel, href: href.transpose()? })
}

/// Each text block is a question by itself: use the standard text, another, or none?
fn block_question(block: &Tekstblok) -> Question {
    Question {
        key: block.key(),
        kind: Kind::Tekstblok,
        wording: format!("Skal tekstblok {} stå, som den er, erstattes af jeres egen tekst eller udelades?", block.number),
        guidance: None,
        topic: None,
        need: Need::Optional,
        unless: Unless::default(),
        count: None,
        example: None,
    }
}
