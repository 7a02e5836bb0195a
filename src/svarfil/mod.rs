//! A new answer file: every question of the template with its guidance, in the file's order, ready to be answered.
//!
//! Everything about the questions is read from the template, so a new question stands in the next file by itself. The file
//! is written to be read by somebody who has never seen TOML: what must be answered stands open, what can be left out has a
//! `#` in front. Knows nothing of where the file goes.

mod groups;
mod write;

use jiff::civil::Date;

use crate::register::Kommune;
use crate::skabelon::{Kind, Need, Phase, Question, Section, Skabelon};

use groups::{Group, groups};
use write::Writer;
pub(crate) use write::left_out_answer;

/// What a new answer file is made from.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// The template whose questions it asks.
    pub skabelon: &'a Skabelon,
    /// The municipality.
    pub kommune: &'a Kommune,
    /// The day it is made.
    pub today: Date,
    /// The telephone number of the infohus, if known.
    pub telefon: Option<&'a str>,
    /// Its e-mail address, if known.
    pub email: Option<&'a str>,
    /// Whether what a hearing requires is answered with the template's examples.
    pub examples: bool,
    /// The file's own name, for the commands that it tells of.
    pub file_name: &'a str,
    /// Where an editor finds the schema of answer files, from the file.
    pub schema: &'a str,
}

/// The text of a new answer file. It is a draft that can be built as it is.
#[must_use]
pub fn new(new: &New<'_>) -> String {
    let mut writer = Writer::default();
    head(new, &mut writer);
    let mut at = Place::default();
    for group in groups(new.skabelon) {
        body(new, &group, &mut at, &mut writer);
    }
    writer.into_text()
}

fn head(new: &New<'_>, out: &mut Writer) {
    let New { skabelon, kommune, file_name, .. } = new;
    // The directive by which editors with TOML support (taplo, VS Code's "Even Better TOML") find a schema.
    out.line(&format!("#:schema {}", new.schema));
    out.note("");
    out.note(&format!("{} svar på spørgsmålene i »{}«.", kommune.officielt_navn_genitiv(), skabelon.title));
    let facts: Vec<&str> = std::iter::once(kommune.politikreds.as_str()).chain(kommune.region(new.today)).collect();
    out.note(&format!("Programmet har selv slået op, at {} hører til {}.", kommune.officielt_navn, facts.join(" og ")));
    out.note("");
    out.note("SÅDAN SVARER I");
    out.point("Skriv svaret mellem anførselstegnene. Et langt svar står mellem tre anførselstegn i hver ende og må fylde flere linjer. En tom linje giver et nyt afsnit, og linjer, der begynder med en bindestreg, giver en liste.");
    out.point("I kan sætte tekst ind fra Word, mail og PDF: Punkttegn, tal, tabeller og korte linjer bliver læst, som de er ment. Er programmet i tvivl, siger check det.");
    out.point("Linjer, der begynder med # og et mellemrum, er vejledning. De kommer ikke med i planen.");
    out.point("Står der # lige foran et navn, er svaret valgfrit. Slet # for at svare. I en post skal # også væk foran [[…]].");
    out.note("");
    out.note("MENS I ARBEJDER");
    let file = if file_name.contains(char::is_whitespace) { format!("\"{file_name}\"") } else { (*file_name).to_owned() };
    let commands = [
        ("vis", "viser planen, mens I skriver"),
        ("status", "viser, hvor langt I er, og hvad der mangler"),
        ("check", "finder fejl"),
        ("build", "bygger planen"),
    ];
    let width = commands.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    for (command, does) in commands {
        out.note(&format!("  beredskab {command} {file}{}  {does}", " ".repeat(width - command.len())));
    }
}

/// Which chapter and section the file has come to.
#[derive(Default)]
struct Place<'a> {
    chapter: Option<&'a str>,
    section: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// Goes to a section, and writes its heading where it is another than the last.
    fn go_to(&mut self, section: &'a Section, skabelon: &'a Skabelon, out: &mut Writer) {
        if self.section.replace(&section.id) == Some(&section.id) {
            return;
        }
        let chapter = skabelon.chapter(section).unwrap_or(section);
        if self.chapter.replace(&chapter.id) != Some(&chapter.id) {
            out.chapter(&chapter.heading());
        }
        if chapter.id != section.id {
            out.section(&section.heading());
        }
    }
}

fn body<'a>(new: &New<'a>, group: &Group<'a>, at: &mut Place<'a>, out: &mut Writer) {
    if group.is_of_textblocks() {
        return textblocks(new.skabelon, out);
    }
    let mut open = !group.is_table();
    for (question, of) in &group.questions {
        if let Some(section) = of {
            at.go_to(section, new.skabelon, out);
        }
        if !open && !question.kind.is_records() {
            out.blank();
            out.line(&format!("[{}]", group.table));
            open = true;
        }
        out.question(question, group.key_of(question), value(new, question));
    }
}

/// The text blocks are asked of together: by themselves they stand, and that needs no answer.
fn textblocks(skabelon: &Skabelon, out: &mut Writer) {
    out.chapter("Standardtekster");
    out.blank();
    out.note("Skabelonens standardtekster kommer automatisk med. Se dem med »beredskab tekstblok«. Vil I udelade en, så slet # foran dens nummer. Vil I sætte jeres egen tekst i stedet, så skriv navnet på filen med den: 1 = \"egen-indledning.md\".");
    out.blank();
    out.line("[tekstblokke]");
    for block in &skabelon.textblocks {
        // What follows in a title are words of the answers.
        let title = block.title.split("{{").next().unwrap_or_default().trim();
        out.line(&format!("#{} = false  # {title}", block.number));
    }
}

/// What stands in the file as the answer to a question.
fn value(new: &New<'_>, question: &Question) -> write::Value {
    let given = match question.key.as_str() {
        "fase" => Some(Phase::Draft.key()),
        "kommune.navn" => Some(new.kommune.navn.as_str()),
        "kontakt.telefon" => new.telefon,
        "kontakt.email" => new.email,
        _ => None,
    };
    if let Some(given) = given {
        return write::Value::Given(given.to_owned());
    }
    let required = match question.need {
        Need::Always => true,
        Need::From(phase) => question.unless.block_stands.is_none() && (phase <= Phase::Hearing || !question.kind.is_bare()),
        Need::Optional => false,
    };
    let by_hearing = matches!(question.need, Need::Always | Need::From(Phase::Draft | Phase::Hearing));
    match required {
        // A year that must be given is most often the present one, and nothing else can stand open without an answer.
        true if question.kind == Kind::Year => write::Value::Bare(new.today.year().to_string()),
        true if new.examples && by_hearing => write::Value::Example,
        true => write::Value::Open,
        false => write::Value::LeftOut,
    }
}
