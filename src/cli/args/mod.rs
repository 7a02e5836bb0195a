//! The command line as a whole. What a command takes stands with the command, in its own file.

mod offered;
pub mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;

use super::build::BuildArgs;
use super::check::CheckArgs;
use super::completions::CompletionsArgs;
use super::forklar::ForklarArgs;
use super::help::{self, Answer};
use super::init::InitArgs;
use super::man::ManArgs;
use super::overblik::OverblikArgs;
use super::schema::SchemaArgs;
use super::status::StatusArgs;
use super::tekstblok::TekstblokArgs;
use super::vis::VisArgs;

/// All arguments.
#[derive(Debug, Parser)]
#[command(
    name = "beredskab",
    version,
    about = "Laver kommunens beredskab til forebyggelse, opsporing og håndtering af ekstremisme ud fra jeres svar.",
    override_usage = "beredskab KOMMANDO",
    help_template = help::MAIN,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// Farver i terminalen: auto, altid, aldrig (ellers auto)
    // Last, or its place among the options would move with the number of commands.
    #[arg(long, global = true, value_name = "HVORNÅR", hide_possible_values = true, value_parser = values::color(), display_order = 900)]
    pub color: Option<ColorChoice>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lav en ny svarfil til en kommune (også »ny«)
    #[command(alias = "ny")]
    Init(InitArgs),
    /// Se planen i browseren, mens I skriver
    Vis(VisArgs),
    /// Se, hvor langt planen er, og hvad der mangler
    Status(StatusArgs),
    /// Se, hvor langt mange kommuners planer er
    Overblik(OverblikArgs),
    /// Find fejl og mangler i svarene (også »tjek«)
    #[command(alias = "tjek")]
    Check(CheckArgs),
    /// Forklar en regel, eller vis dem alle
    Forklar(ForklarArgs),
    /// Se skabelonens standardtekster, eller tag en kopi at rette i
    Tekstblok(TekstblokArgs),
    /// Byg planen som Markdown, HTML og PDF (også »byg«)
    #[command(alias = "byg")]
    Build(BuildArgs),
    /// Skriv et skema over svarfilen, så editoren kan vejlede
    Schema(SchemaArgs),
    /// Lav et script, så Tab fuldfører kommandoer
    Completions(CompletionsArgs),
    /// Skriv manualens sider
    Man(ManArgs),
}

impl Command {
    /// The command as it is typed, up to the answer file.
    pub fn typed(&self) -> String {
        match self {
            Self::Build(_) => "build".to_owned(),
            Self::Init(_) => "init".to_owned(),
            Self::Vis(_) => "vis".to_owned(),
            Self::Status(_) => "status".to_owned(),
            Self::Overblik(_) => "overblik".to_owned(),
            Self::Check(_) => "check".to_owned(),
            Self::Forklar(_) => "forklar".to_owned(),
            // The file comes after the number.
            Self::Tekstblok(args) => args.number.map_or_else(|| "tekstblok".to_owned(), |number| format!("tekstblok {number}")),
            Self::Schema(_) => "schema".to_owned(),
            Self::Completions(_) => "completions".to_owned(),
            Self::Man(_) => "man".to_owned(),
        }
    }
}

/// What most commands take.
#[derive(Debug, Args)]
pub struct CommonArgs {
    /// Planens dato (ellers dags dato)
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = values::date)]
    pub dato: Option<Date>,
    /// Mappe med jeres egne udgaver af skabelonens filer
    #[arg(long, value_name = "MAPPE")]
    pub skabelon: Option<PathBuf>,
}

/// What commands take that work on many files.
#[derive(Debug, Args)]
pub struct JobsArgs {
    /// Hvor mange svarfiler der arbejdes på ad gangen (ellers én pr. processorkerne)
    #[arg(long, value_name = "ANTAL", value_parser = values::jobs)]
    pub jobs: Option<usize>,
}

/// The command line as it is defined, in Danish.
pub fn command() -> clap::Command {
    help::in_danish(Arguments::command())
}

/// Parses arguments, the program's name first.
///
/// # Errors
/// Where they ask for help or the version, or cannot be used: then with what to answer.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Arguments, Answer> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(args).map_err(|error| Answer::from(&error, &command))?;
    Arguments::from_arg_matches(&matches).map_err(|error| Answer::from(&error, &command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
    }
}
