//! The arguments, and their help in Danish.

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use beredskab::output::Format;
use beredskab::skabelon::Phase;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;

use super::help::{self, Answer};

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
    #[arg(long, global = true, value_name = "HVORNÅR", value_parser = color)]
    pub color: Option<ColorChoice>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Byg planen som Markdown, HTML og PDF
    Build(BuildArgs),
    /// Se planen i browseren, mens I skriver
    Vis(VisArgs),
    /// Find fejl og mangler i svarene
    Check(CheckArgs),
    /// Forklar en regel, eller vis dem alle
    Forklar(ForklarArgs),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
#[command(
    override_usage = "beredskab build FIL [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab build kommune.toml\n  beredskab build kommune.toml --format html --out hjemmeside"
)]
pub struct BuildArgs {
    /// Filen med jeres svar
    #[arg(value_name = "FIL")]
    pub file: PathBuf,
    /// Formater med komma imellem: md, html, pdf, fragment (ellers de tre første)
    #[arg(long, value_name = "FORMATER", value_delimiter = ',', value_parser = format)]
    pub format: Vec<Format>,
    /// Mappen, planen skrives i, eller - for at skrive ét tekstformat ud direkte
    #[arg(long, value_name = "MAPPE", default_value = "plan", hide_default_value = true)]
    pub out: PathBuf,
    /// HTML: skriv stilen i en fil for sig, som siden linker til
    #[arg(long, value_name = "FIL", value_parser = css)]
    pub css: Option<String>,
    /// Fragment: skriv en fil for hvert kapitel
    #[arg(long)]
    pub per_kapitel: bool,
    /// Fragment: lav tabeller om til lister
    #[arg(long)]
    pub uden_tabeller: bool,
    /// Markdown: begynd med titel, dato og status som YAML
    #[arg(long)]
    pub frontmatter: bool,
    /// Byg igen, hver gang I gemmer, indtil I stopper med Ctrl-C
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab vis FIL [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab vis kommune.toml\n  beredskab vis kommune.toml --uden-browser --port 8000"
)]
pub struct VisArgs {
    /// Filen med jeres svar
    #[arg(value_name = "FIL")]
    pub file: PathBuf,
    /// Lad være med at åbne browseren; adressen vises altid
    #[arg(long)]
    pub uden_browser: bool,
    /// Porten, siden vises på (ellers en, der er ledig)
    #[arg(long, value_name = "NUMMER", value_parser = port)]
    pub port: Option<u16>,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab check FIL... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab check kommune.toml\n  beredskab check kommune.toml --fase vedtaget"
)]
pub struct CheckArgs {
    /// Filen med jeres svar, eller flere
    #[arg(value_name = "FIL", required = true)]
    pub files: Vec<PathBuf>,
    /// Sådan vises fundene: tekst, json, sarif, github (ellers tekst)
    #[arg(long, value_name = "FORMAT", value_parser = report)]
    pub format: Option<ReportFormat>,
    /// Lad advarsler tælle som fejl
    #[arg(long)]
    pub strict: bool,
    /// Se, hvad der mangler i en anden fase: udkast, hoering, vedtaget
    #[arg(long, value_name = "FASE", value_parser = phase)]
    pub fase: Option<Phase>,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    Text,
    Json,
    Sarif,
    Github,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab forklar [KODE]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab forklar B404\n  beredskab forklar"
)]
pub struct ForklarArgs {
    /// Reglens kode, som den står i fundet (ellers vises alle reglerne)
    #[arg(value_name = "KODE")]
    pub code: Option<String>,
}

#[derive(Debug, Args)]
pub struct CommonArgs {
    /// Dags dato, som planen bygges med (ellers datoen i dag)
    #[arg(long, value_name = "ÅÅÅÅ-MM-DD", value_parser = date)]
    pub dato: Option<Date>,
    /// Mappe med jeres egne udgaver af skabelonens filer
    #[arg(long, value_name = "MAPPE")]
    pub skabelon: Option<PathBuf>,
}

/// Parses arguments, the program's name first.
///
/// # Errors
/// Where they ask for help or the version, or cannot be used: then with what to answer.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Arguments, Answer> {
    let mut command = help::in_danish(Arguments::command());
    let matches = command.try_get_matches_from_mut(args).map_err(|error| Answer::from(&error, &command))?;
    Arguments::from_arg_matches(&matches).map_err(|error| Answer::from(&error, &command))
}

fn format(text: &str) -> Result<Format, String> {
    let known = Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()));
    known.ok_or_else(|| "Vælg md, html, pdf eller fragment, eller flere med komma imellem.".to_owned())
}

/// The name of a style file, which stands beside the page.
fn css(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_name = name.len() > 4 && name.to_lowercase().ends_with(".css") && !name.contains(['/', '\\', ':']);
    is_name
        .then(|| name.to_owned())
        .ok_or_else(|| "Skriv kun et filnavn, fx stil.css. Filen kommer til at ligge ved siden af siden.".to_owned())
}

fn port(text: &str) -> Result<u16, String> {
    let number = text.trim().parse().ok().filter(|port| *port > 0);
    number.ok_or_else(|| "Skriv et tal fra 1 til 65535, fx 8000.".to_owned())
}

fn report(text: &str) -> Result<ReportFormat, String> {
    match text.trim().to_lowercase().as_str() {
        "tekst" => Ok(ReportFormat::Text),
        "json" => Ok(ReportFormat::Json),
        "sarif" => Ok(ReportFormat::Sarif),
        "github" => Ok(ReportFormat::Github),
        _ => Err("Vælg tekst, json, sarif eller github.".to_owned()),
    }
}

fn phase(text: &str) -> Result<Phase, String> {
    let key = text.trim().to_lowercase().replace('ø', "oe");
    Phase::from_key(&key).ok_or_else(|| "Vælg udkast, hoering eller vedtaget.".to_owned())
}

/// The English words are those of most other programs.
fn color(text: &str) -> Result<ColorChoice, String> {
    match text.trim().to_lowercase().as_str() {
        "auto" => Ok(ColorChoice::Auto),
        "altid" | "always" => Ok(ColorChoice::Always),
        "aldrig" | "never" => Ok(ColorChoice::Never),
        _ => Err("Vælg auto, altid eller aldrig.".to_owned()),
    }
}

fn date(text: &str) -> Result<Date, String> {
    let well_formed = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    text.parse().ok().filter(|_| well_formed).ok_or_else(|| "Skriv år, måned og dag, fx 2026-11-20.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        help::in_danish(Arguments::command()).debug_assert();
    }
}
