//! Asking at the terminal for what `init` was not told.

use anyhow::{Result, bail};
use beredskab::answers::is_email;
use beredskab::dansk::Telefon;
use beredskab::register;
use inquire::validator::Validation;
use inquire::{Autocomplete, CustomUserError, InquireError, Text};

use super::{Wanted, known};

/// Asks for the municipality, and for the contact details that are not given; none where somebody stops it.
pub fn all(telefon: Option<&str>, email: Option<&str>) -> Result<Option<Wanted>> {
    match questions(telefon, email) {
        Ok(wanted) => Ok(wanted),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
        Err(_) => bail!("Der kan ikke spørges her. Skriv kommunens navn efter kommandoen, fx »beredskab init Ishøj«."),
    }
}

fn questions(telefon: Option<&str>, email: Option<&str>) -> Result<Option<Wanted>, InquireError> {
    let kommune = Text::new("Hvilken kommune?")
        .with_autocomplete(Names)
        .with_help_message("Skriv de første bogstaver, vælg med piletasterne, og tryk på Enter")
        .with_validator(|name: &str| Ok(known(name).map_or_else(|why| Validation::Invalid(why.into()), |_| Validation::Valid)))
        .prompt()?;
    let Ok(kommune) = known(&kommune) else { return Ok(None) };
    let telefon = match telefon {
        Some(given) => Some(given.to_owned()),
        None => optional("Hvilket telefonnummer har infohuset?", |text| {
            Telefon::parse(text).is_some().then_some(()).ok_or("Skriv otte cifre, fx 43 57 75 55.")
        })?,
    };
    let email = match email {
        Some(given) => Some(given.to_owned()),
        None => optional("Hvilken e-mailadresse har infohuset?", |text| {
            is_email(text).then_some(()).ok_or("Skriv én adresse, fx infohus@ishoj.dk.")
        })?,
    };
    Ok(Some(Wanted { kommune, telefon, email }))
}

/// A question that may be left for later.
fn optional(question: &str, check: fn(&str) -> Result<(), &'static str>) -> Result<Option<String>, InquireError> {
    let valid = move |text: &str| {
        let checked = if text.trim().is_empty() { Ok(()) } else { check(text.trim()) };
        Ok::<_, CustomUserError>(checked.map_or_else(|why| Validation::Invalid(why.into()), |()| Validation::Valid))
    };
    let answer = Text::new(question).with_help_message("Tryk på Enter for at vente med svaret").with_validator(valid).prompt()?;
    Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
}

/// The municipalities whose names begin with, or hold, what is written.
#[derive(Clone)]
struct Names;

impl Autocomplete for Names {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        let input = input.trim().to_lowercase();
        let mut names: Vec<&str> = register::kommuner().iter().map(|kommune| kommune.navn.as_str()).collect();
        names.retain(|name| name.to_lowercase().contains(&input));
        names.sort_by_key(|name| (!name.to_lowercase().starts_with(&input), *name));
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    fn get_completion(&mut self, input: &str, chosen: Option<String>) -> Result<Option<String>, CustomUserError> {
        let first = || Names.get_suggestions(input).map(|names| names.into_iter().next());
        chosen.map_or_else(first, |name| Ok(Some(name)))
    }
}
