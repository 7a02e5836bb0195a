//! Help and usage errors in Danish: clap's own words are English.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

use super::print;

/// The help of the program.
pub const MAIN: &str = "\
{about}

Brug: {usage}

Kommandoer:
{subcommands}

Tilvalg:
{options}

Se »beredskab KOMMANDO --help« for hjælp til en kommando.
";

/// The help of a command that takes nothing but options.
pub const OPTIONS_ONLY: &str = "\
{about}

Brug: {usage}

Tilvalg:
{options}{after-help}
";

/// The help of a command.
pub const COMMAND: &str = "\
{about}

Brug: {usage}

{positionals}

Tilvalg:
{options}{after-help}
";

/// The same command, with its own help and version flags told in Danish.
pub fn in_danish(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(901).help("Vis hjælp");
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .display_order(902)
        .help("Vis programmets version");
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let mut command =
        command.max_term_width(80).disable_help_flag(true).disable_version_flag(true).arg(help.clone()).arg(version);
    for name in names {
        command = command.mut_subcommand(name, |sub| sub.max_term_width(80).disable_help_flag(true).arg(help.clone()));
    }
    command
}

/// What to say instead of running a command.
#[derive(Debug)]
pub enum Answer {
    /// Help or the version, as asked for.
    Asked(String),
    /// What is wrong with the arguments.
    Wrong(String),
}

impl Answer {
    /// What clap's error comes to.
    pub fn from(error: &Error, command: &Command) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Self::Asked(error.render().to_string()),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Self::Wrong(error.render().to_string()),
            _ => Self::Wrong(format!("{}\n\n{}", explain(error, command), what_to_read(error))),
        }
    }

    /// Says it, and gives the exit code.
    pub fn give(self) -> ExitCode {
        match self {
            Self::Asked(text) => {
                print::out(&text);
                print::failure().map_or(ExitCode::SUCCESS, |error| {
                    print::error(&error.to_string());
                    ExitCode::from(2)
                })
            }
            Self::Wrong(text) => {
                print::say(&text);
                ExitCode::from(2)
            }
        }
    }
}

/// How the command is used, where it is known which is meant, and where there is more to read.
fn what_to_read(error: &Error) -> String {
    let usage = text(error, ContextKind::Usage);
    // clap's word for it stands before the usage itself.
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage).trim();
    match usage.split(' ').nth(1).filter(|name| name.chars().all(char::is_lowercase)) {
        Some(name) => format!("Brug: {usage}\n\nSe »beredskab {name} --help« for hjælp."),
        None => "Se »beredskab --help« for hjælp.".to_owned(),
    }
}

fn explain(error: &Error, command: &Command) -> String {
    let arg = text(error, ContextKind::InvalidArg);
    // As it is typed, or as the usage names it: "--out" for "--out <MAPPE>", "FIL" for "<FIL>...".
    let arg = arg.split(" <").next().unwrap_or_default().trim_end_matches("...").trim_matches(['<', '>', '[', ']']);
    let value = text(error, ContextKind::InvalidValue);
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| text(error, kind))
        .find(|text| !text.is_empty());
    let suggestion = suggested.map(|text| format!(" Mente I »{text}«?")).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let names: Vec<String> = command.get_subcommands().map(|command| format!("»{}«", command.get_name())).collect();
            let wrong = text(error, ContextKind::InvalidSubcommand);
            let known = beredskab::dansk::opremsning(&names, "og");
            format!("fejl: Der er ingen kommando, der hedder »{wrong}«.{suggestion} Kommandoerne er {known}.")
        }
        ErrorKind::UnknownArgument => format!("fejl: »{arg}« kan ikke bruges her.{suggestion}"),
        ErrorKind::MissingRequiredArgument => format!("fejl: Der mangler {arg}."),
        ErrorKind::MissingSubcommand => "fejl: Der mangler en kommando.".to_owned(),
        ErrorKind::ArgumentConflict => format!("fejl: »{arg}« er angivet to gange."),
        ErrorKind::NoEquals | ErrorKind::InvalidValue if value.is_empty() => format!("fejl: Der mangler en værdi efter »{arg}«."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!(" {why}")).unwrap_or_default();
            format!("fejl: »{value}« kan ikke bruges til »{arg}«.{why}")
        }
        ErrorKind::InvalidUtf8 => "fejl: Et af argumenterne kan ikke læses som tekst.".to_owned(),
        _ => "fejl: Kommandoen kan ikke læses.".to_owned(),
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
