//! One value of the answer file, read as the kind its question asks for.
//!
//! Knows nothing of keys or of files; what needs those is in `read` and `attach`.

use jiff::civil::Date;
use toml::de::DeValue;

use super::limits::too_long_a_line;
use super::near::nearest;
use super::{Origin, Text, Value};
use crate::color::Color;
use crate::content::read::{self, Written};
use crate::content::{Href, clean_text, is_blank};
use crate::dansk::{Dato, Telefon, dag_i_tal, opremsning};
use crate::finding::Code;
use crate::skabelon::Kind;
use crate::source::{Encoding, Location};

/// What is wrong with a value.
pub(super) struct Fault {
    pub code: Code,
    pub message: String,
    pub help: String,
}

impl Fault {
    pub(super) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

/// What to say of a file that is not UTF-8.
pub(super) fn not_utf8(encoding: Encoding) -> Fault {
    let message =
        format!("Filen er ikke gemt som UTF-8, men ser ud til at være {}. Så kan æ, ø og å ikke læses sikkert.", encoding.name());
    Fault::new(
        Code::Encoding,
        message,
        "Gem filen som UTF-8. I Notesblok: vælg »Gem som« og kodningen »UTF-8«. I Visual Studio Code: klik på kodningen nederst til højre, og vælg »Save with Encoding« og »UTF-8«.",
    )
}

/// Reads a value that needs no file, with the name that it stands under. None where it says nothing.
pub(super) fn read(
    kind: &Kind,
    name: &str,
    value: &DeValue<'_>,
    at: &Location,
    written: &Written<'_>,
) -> Result<Option<Value>, Fault> {
    match (kind, value) {
        (Kind::Date, DeValue::Datetime(datetime)) => date(datetime).map(|date| Some(Value::Date(date))),
        (Kind::Year, DeValue::Integer(number)) => year(number).map(Some),
        (Kind::YesNo, DeValue::Boolean(yes)) => Ok(Some(Value::YesNo(*yes))),
        (_, DeValue::String(text)) if text.trim().is_empty() => Ok(None),
        (Kind::Date, DeValue::String(text)) => date_of_text(name, text.trim()).map(|date| Some(Value::Date(date))),
        (_, DeValue::String(text)) => from_text(kind, text, at, written),
        _ => Err(wrong_kind(kind, value)),
    }
}

fn from_text(kind: &Kind, text: &str, at: &Location, written: &Written<'_>) -> Result<Option<Value>, Fault> {
    let trimmed = text.trim();
    if *kind != Kind::Text
        && let Some(fault) = too_long_a_line(trimmed)
    {
        return Err(fault);
    }
    Ok(match kind {
        Kind::Text => text_value(text, Origin::Literal(at.clone()), written).map(Value::Text),
        Kind::Line => line(trimmed)?.map(Value::Line),
        Kind::Phone => Some(Value::Phone(Telefon::parse(trimmed).ok_or_else(|| bad_phone(trimmed))?)),
        Kind::Email => Some(email(trimmed)?),
        Kind::Url => {
            let href = Href::parse(trimmed).map_err(|_| {
                let message = format!("»{trimmed}« er ikke en adresse, der kan linkes til.");
                Fault::new(Code::Address, message, "Skriv hele adressen, fx »https://www.ishoj.dk/«, så læseren kan følge den.")
            })?;
            Some(Value::Url(trimmed.to_owned(), href))
        }
        Kind::Choice(choices) => Some(choice(trimmed, choices)?),
        Kind::Color => Some(Value::Color(Color::parse(trimmed).ok_or_else(|| {
            let message = format!("»{trimmed}« er ikke en farve.");
            Fault::new(
                Code::Color,
                message,
                "Skriv # og seks tegn fra 0-9 og a-f, fx »#005f9e«. Så står planen i jeres egen farve.",
            )
        })?)),
        Kind::List
        | Kind::Records(_)
        | Kind::Date
        | Kind::Year
        | Kind::YesNo
        | Kind::ImageFile
        | Kind::MarkdownFile
        | Kind::Tekstblok => {
            return Err(wrong_kind(kind, &DeValue::String(text.into())));
        }
    })
}

/// A text of blocks; none where it shows a reader nothing.
pub(super) fn text_value(text: &str, origin: Origin, written: &Written<'_>) -> Option<Text> {
    let read = read::answer(text, written);
    (!is_blank(&read.blocks)).then(|| Text::new(read, text, origin))
}

/// One item of a list; none where it shows a reader nothing.
pub(super) fn item(text: &str, at: Location, written: &Written<'_>) -> Option<Text> {
    let read = read::inline_answer(text, written);
    (!is_blank(&read.blocks)).then(|| Text::new(read, text, Origin::Literal(at)))
}

fn line(text: &str) -> Result<Option<String>, Fault> {
    if text.contains(['\n', '\r']) {
        let help = "Skriv svaret på én linje mellem to anførselstegn. Det skal stå i en sætning eller en tabel, hvor der kun er plads til én.";
        return Err(Fault::new(Code::SeveralLines, "Svaret fylder flere linjer, men her er der kun plads til én.", help));
    }
    let clean = clean_text(text);
    let clean = clean.trim();
    Ok((!clean.is_empty()).then(|| clean.to_owned()))
}

fn date(datetime: &toml::value::Datetime) -> Result<Dato, Fault> {
    let written = datetime.to_string();
    let (Some(date), None, None) = (datetime.date, datetime.time, datetime.offset) else {
        return Err(Fault::new(Code::Date, format!("»{written}« er ikke kun en dato."), DATE_HELP));
    };
    let parts = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(bad_date(&written)) };
    Date::new(year, month, day).map(Dato::Dag).map_err(|_| bad_date(&written))
}

const DATE_HELP: &str = "Skriv år, måned og dag uden anførselstegn, fx 2026-06-18, eller »18. juni 2026« i anførselstegn. Kender I ikke dagen, så skriv »juni 2026« eller »2026« i anførselstegn.";

fn bad_date(text: &str) -> Fault {
    Fault::new(Code::Date, format!("»{text}« er ikke en dato."), DATE_HELP)
}

/// A date between quotation marks: as Danish writes it. One in figures is told with the line to write.
fn date_of_text(name: &str, text: &str) -> Result<Dato, Fault> {
    if let Some(date) = Dato::from_text(text) {
        return Ok(date);
    }
    let Some(day) = dag_i_tal(text) else { return Err(bad_date(text)) };
    let help = format!("Skriv {name} = {day} uden anførselstegn. Det er den {}.", Dato::Dag(day));
    Err(Fault::new(Code::Date, format!("Datoen {text} står i anførselstegn."), help))
}

fn year(number: &toml::de::DeInteger<'_>) -> Result<Value, Fault> {
    let year = i64::from_str_radix(number.as_str(), number.radix()).ok();
    match year.and_then(|year| i16::try_from(year).ok()).filter(|year| (2000..=2199).contains(year)) {
        Some(year) => Ok(Value::Year(year)),
        None => Err(Fault::new(
            Code::Year,
            format!("{} er ikke et årstal, en plan kan have.", number.as_str()),
            "Skriv årstallet med fire cifre, fx 2026. Det står på forsiden, så læseren ved, hvilken udgave det er.",
        )),
    }
}

fn bad_phone(text: &str) -> Fault {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let message = if digits == text.chars().filter(|c| !c.is_whitespace()).count() && digits != 8 {
        format!("Telefonnummeret »{text}« har {digits} cifre, men skal have otte.")
    } else {
        format!("»{text}« er ikke et dansk telefonnummer.")
    };
    Fault::new(
        Code::Phone,
        message,
        "Skriv otte cifre, gerne med mellemrum, fx »43 57 75 55«. Nummeret er det, borgerne ringer på.",
    )
}

/// The link to an e-mail address; none where the text is no address.
fn mailto(text: &str) -> Option<Href> {
    let options = email_address::Options::default().with_required_tld().without_display_text().without_domain_literal();
    let valid = email_address::EmailAddress::parse_with_options(text, options).is_ok();
    valid.then(|| Href::parse(&format!("mailto:{text}")).ok()).flatten()
}

/// Whether a text is one e-mail address, as an answer can hold it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    mailto(text.trim()).is_some()
}

fn email(text: &str) -> Result<Value, Fault> {
    match mailto(text) {
        Some(href) => Ok(Value::Email(text.to_owned(), href)),
        None => Err(Fault::new(
            Code::Email,
            format!("»{text}« er ikke en e-mailadresse."),
            "Skriv én adresse med @ og uden mellemrum, fx »infohus@ishoj.dk«. Adressen er den, borgerne skriver til.",
        )),
    }
}

fn choice(text: &str, choices: &[String]) -> Result<Value, Fault> {
    if choices.iter().any(|choice| choice == text) {
        return Ok(Value::Choice(text.to_owned()));
    }
    let quoted: Vec<String> = choices.iter().map(|choice| format!("»{choice}«")).collect();
    let near = nearest(text, choices.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("Mente I »{near}«? Svaret skal være {}.", opremsning(&quoted, "eller")),
        None => format!("Skriv {}.", opremsning(&quoted, "eller")),
    };
    Err(Fault::new(Code::Choice, format!("»{text}« er ikke et af de svar, der kan vælges."), help))
}

/// The fault of a value that is of another kind than asked for.
pub(super) fn wrong_kind(kind: &Kind, value: &DeValue<'_>) -> Fault {
    let (wanted, example) = match kind {
        Kind::Text => ("en tekst", "Sæt anførselstegn om svaret: tre i hver ende, hvis det fylder flere linjer."),
        Kind::Line => ("en tekst på én linje", "Sæt anførselstegn om svaret, fx »\"Byrådet\"«."),
        Kind::List => (
            "en liste",
            "Skriv punkterne i anførselstegn med komma imellem og kantede parenteser om: [\"Første punkt\", \"Andet punkt\"].",
        ),
        Kind::Records(_) => (
            "en række poster",
            "Skriv en linje med navnet i dobbelte kantede parenteser for hver post, fx [[indsatser]], og felterne under den.",
        ),
        Kind::Date => ("en dato", DATE_HELP),
        Kind::Year => ("et årstal", "Skriv årstallet uden anførselstegn, fx 2026."),
        Kind::Phone => ("et telefonnummer", "Sæt anførselstegn om nummeret, fx \"43 57 75 55\"."),
        Kind::Email => ("en e-mailadresse", "Sæt anførselstegn om adressen, fx \"infohus@ishoj.dk\"."),
        Kind::Url => ("en internetadresse", "Sæt anførselstegn om adressen, fx \"https://www.ishoj.dk/\"."),
        Kind::YesNo => ("ja eller nej", "Skriv true for ja og false for nej, uden anførselstegn."),
        Kind::Choice(_) => ("et af de svar, der kan vælges", "Sæt anførselstegn om svaret."),
        Kind::Color => ("en farve", "Skriv farven i anførselstegn, fx \"#005f9e\"."),
        Kind::ImageFile => ("navnet på en billedfil", "Skriv filens navn i anførselstegn, fx \"logo.svg\"."),
        Kind::MarkdownFile => ("navnet på en fil", "Skriv filens navn i anførselstegn, fx \"bilag.md\"."),
        Kind::Tekstblok => (
            "false eller navnet på en fil",
            "Skriv false for at udelade tekstblokken, eller navnet på en fil med jeres egen tekst. Fjern linjen, hvis standardteksten skal stå.",
        ),
    };
    let found = match value {
        DeValue::String(_) => "en tekst",
        DeValue::Integer(_) => "et tal",
        DeValue::Float(_) => "et decimaltal",
        DeValue::Boolean(true) => "»true«",
        DeValue::Boolean(false) => "»false«",
        DeValue::Datetime(_) => "en dato",
        DeValue::Array(_) => "en liste",
        DeValue::Table(_) => "en tabel med egne nøgler",
    };
    Fault::new(Code::WrongKind, format!("Svaret skal være {wanted}, men er {found}."), example)
}
