//! `beredskab init`: writes a new answer file for a municipality, and the schema that an editor helps by.

mod ask;

use std::io::{IsTerminal as _, stderr, stdin};
use std::path::PathBuf;

use anyhow::{Result, bail};
use beredskab::answers::is_email;
use beredskab::dansk::{Telefon, opremsning};
use beredskab::register::{self, Kommune, Lookup};
use beredskab::skabelon;
use beredskab::svarfil::{self, New};
use clap::Args;

use super::args::{CommonArgs, values};
use super::write::{self, File};
use super::{Outcome, help, print, schema, today};

/// What `init` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab init [KOMMUNE] [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab init Ishøj\n  beredskab init Lyngby-Taarbæk --out planer/lyngby-taarbaek.toml"
)]
pub struct InitArgs {
    /// Kommunens navn (ellers spørger programmet)
    #[arg(value_name = "KOMMUNE", hide_possible_values = true, value_parser = values::kommune())]
    pub kommune: Vec<String>,
    /// Filen, svarene skal stå i, eller - for at vise dem i terminalen (ellers kommune.toml)
    #[arg(long, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Infohusets telefonnummer
    #[arg(long, value_name = "NUMMER")]
    pub telefon: Option<String>,
    /// Infohusets e-mailadresse
    #[arg(long, value_name = "ADRESSE")]
    pub email: Option<String>,
    /// Svar med skabelonens eksempler, så I kan se en hel plan
    #[arg(long)]
    pub eksempler: bool,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// What the schema is called. It stands beside the answer file, which names it in its first line.
const SCHEMA: &str = "beredskab.schema.json";

/// What a new answer file is made from, besides the template.
struct Wanted {
    kommune: Kommune,
    telefon: Option<String>,
    email: Option<String>,
}

pub fn run(args: &InitArgs) -> Result<Outcome> {
    let today = today::today(args.common.dato)?;
    let skabelon = skabelon::load(skabelon::DEFAULT, args.common.skabelon.as_deref())?;
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from("kommune.toml"));
    let to_stdout = path.as_os_str() == "-";
    if !to_stdout {
        // Before anybody is asked anything.
        write::refuse_to_overwrite(&path)?;
    }
    let Some(wanted) = wanted(args)? else {
        print::say("Afbrudt. Der er ikke skrevet noget.");
        return Ok(Outcome::CouldNotWork);
    };
    let file_name = path.file_name().map_or_else(|| "kommune.toml".into(), |name| name.to_string_lossy());
    let text = svarfil::new(&New {
        skabelon: &skabelon,
        kommune: &wanted.kommune,
        today,
        telefon: wanted.telefon.as_deref(),
        email: wanted.email.as_deref(),
        examples: args.eksempler,
        file_name: if to_stdout { "kommune.toml" } else { &file_name },
        schema: SCHEMA,
    });
    if to_stdout {
        print::bytes(text.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    write::new(&File { path: path.clone(), bytes: text.into_bytes() })?;
    print::out(&format!("Skrev {}\n", path.display()));
    let beside = path.with_file_name(SCHEMA);
    if !beside.exists() {
        write::new(&File { path: beside.clone(), bytes: schema::bytes(&skabelon)? })?;
        print::out(&format!("Skrev {}\n", beside.display()));
    }
    let typed = print::typed(&path);
    print::out(&print::filled(&format!(
        "\nÅbn {} i en editor, fx Visual Studio Code, og svar på spørgsmålene. Se planen, mens I skriver:\n\n  beredskab vis {typed}",
        path.display()
    )));
    Ok(Outcome::Fine)
}

/// What is asked for, by the arguments or at the terminal; none where somebody thought better of it.
fn wanted(args: &InitArgs) -> Result<Option<Wanted>> {
    if let Some(text) = args.telefon.as_deref().filter(|text| Telefon::parse(text).is_none()) {
        bail!("»{text}« er ikke et dansk telefonnummer. Skriv otte cifre, fx --telefon \"43 57 75 55\".");
    }
    if let Some(text) = args.email.as_deref().filter(|text| !is_email(text)) {
        bail!("»{text}« er ikke en e-mailadresse. Skriv én adresse, fx --email infohus@ishoj.dk.");
    }
    let name = args.kommune.join(" ");
    if !name.trim().is_empty() {
        let kommune = known(&name).map_err(anyhow::Error::msg)?;
        return Ok(Some(Wanted { kommune, telefon: args.telefon.clone(), email: args.email.clone() }));
    }
    if !(stdin().is_terminal() && stderr().is_terminal()) {
        bail!("Der mangler en kommune. Skriv dens navn efter kommandoen, fx »beredskab init Ishøj«.");
    }
    ask::all(args.telefon.as_deref(), args.email.as_deref())
}

/// The municipality of a name, or what to say where there is none.
fn known(name: &str) -> Result<Kommune, String> {
    match register::lookup(name) {
        Lookup::Found(kommune) => Ok(kommune),
        Lookup::Christiansoe => Err("Christiansø hører ikke til nogen kommune og skal ikke have et beredskab.".to_owned()),
        Lookup::Unknown(near) if near.is_empty() => {
            Err(format!("Der er ingen kommune, der hedder »{name}«. Skriv navnet på en af de 98 kommuner, fx »Ishøj«."))
        }
        Lookup::Unknown(near) => {
            let near: Vec<String> = near.iter().map(|name| format!("»{name}«")).collect();
            Err(format!("Der er ingen kommune, der hedder »{name}«. Mente I {}?", opremsning(&near, "eller")))
        }
    }
}
