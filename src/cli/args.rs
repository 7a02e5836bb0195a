//! The arguments, and their help in Danish.

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use beredskab::output::Format;
use beredskab::register;
use beredskab::skabelon::Phase;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
use jiff::civil::Date;

use super::help::{self, Answer};
use super::offered::offered;

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
    #[arg(long, global = true, value_name = "HVORNÅR", hide_possible_values = true, value_parser = offered(color, || vec!["auto", "altid", "aldrig"]), display_order = 900)]
    pub color: Option<ColorChoice>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Byg planen som Markdown, HTML og PDF (også »byg«)
    #[command(alias = "byg")]
    Build(BuildArgs),
    /// Se planen i browseren, mens I skriver
    Vis(VisArgs),
    /// Lav en ny svarfil til en kommune (også »ny«)
    #[command(alias = "ny")]
    Init(InitArgs),
    /// Find fejl og mangler i svarene (også »tjek«)
    #[command(alias = "tjek")]
    Check(CheckArgs),
    /// Se skabelonens standardtekster, eller tag en kopi at rette i
    Tekstblok(TekstblokArgs),
    /// Skriv et skema over svarfilen, som en editor kan hjælpe efter
    Schema(SchemaArgs),
    /// Forklar en regel, eller vis dem alle
    Forklar(ForklarArgs),
    /// Skriv det script, en skal udfylder kommandoer efter med Tab
    Completions(CompletionsArgs),
    /// Skriv manualens sider
    Man(ManArgs),
    /// Se, hvor langt planen er, og hvad der mangler
    Status(StatusArgs),
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
    #[arg(long, value_name = "FORMATER", value_delimiter = ',', hide_possible_values = true, value_parser = offered(format, || Format::ALL.map(Format::name).to_vec()))]
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
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = offered(report, || vec!["tekst", "json", "sarif", "github"]))]
    pub format: Option<ReportFormat>,
    /// Lad advarsler tælle som fejl
    #[arg(long)]
    pub strict: bool,
    /// Se, hvad der mangler i en anden fase: udkast, hoering, vedtaget
    #[arg(long, value_name = "FASE", hide_possible_values = true, value_parser = offered(phase, || vec!["udkast", "hoering", "vedtaget"]))]
    pub fase: Option<Phase>,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab init [KOMMUNE] [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab init Ishøj\n  beredskab init Lyngby-Taarbæk --out planer/lyngby-taarbaek.toml"
)]
pub struct InitArgs {
    /// Kommunens navn (ellers spørger programmet)
    #[arg(value_name = "KOMMUNE", hide_possible_values = true, value_parser = offered(|text| Ok(text.to_owned()), kommuner))]
    pub kommune: Vec<String>,
    /// Filen, svarene skal stå i, eller - for at skrive den ud direkte (ellers kommune.toml)
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
#[command(
    override_usage = "beredskab tekstblok [NUMMER] [FIL] [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab tekstblok 3\n  beredskab tekstblok 3 kommune.toml --ret"
)]
pub struct TekstblokArgs {
    /// Tekstblokkens nummer (ellers nævnes de alle)
    #[arg(value_name = "NUMMER", value_parser = number)]
    pub number: Option<u8>,
    /// Filen med jeres svar, som udfylder teksten (ellers kommune.toml, hvis den findes)
    #[arg(value_name = "FIL")]
    pub file: Option<PathBuf>,
    /// Skriv teksten i en fil ved siden af svarfilen, så I kan rette i den
    #[arg(long, requires = "number")]
    pub ret: bool,
    #[command(flatten)]
    pub common: CommonArgs,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab schema [tilvalg]",
    help_template = help::OPTIONS_ONLY,
    after_help = "Eksempler:\n  beredskab schema --out beredskab.schema.json\n  beredskab schema --skabelon vores-skabelon"
)]
pub struct SchemaArgs {
    /// Filen, skemaet skrives i (ellers skrives det ud direkte)
    #[arg(long, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Mappe med jeres egne udgaver af skabelonens filer
    #[arg(long, value_name = "MAPPE")]
    pub skabelon: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab completions SKAL",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab completions bash > ~/.local/share/bash-completion/completions/beredskab\n  beredskab completions powershell >> $PROFILE"
)]
pub struct CompletionsArgs {
    /// Skallen: bash, zsh, fish, powershell, elvish
    #[arg(value_name = "SKAL", hide_possible_values = true, value_parser = offered(shell, || vec!["bash", "zsh", "fish", "powershell", "elvish"]))]
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab man [tilvalg]",
    help_template = help::OPTIONS_ONLY,
    after_help = "Eksempler:\n  beredskab man | man -l -\n  beredskab man --out ~/.local/share/man/man1"
)]
pub struct ManArgs {
    /// Mappen, siderne skrives i, en for hver kommando (ellers skrives den første ud direkte)
    #[arg(long, value_name = "MAPPE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab status FIL... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab status kommune.toml\n  beredskab status kommune.toml --format json"
)]
pub struct StatusArgs {
    /// Filen med jeres svar, eller flere
    #[arg(value_name = "FIL", required = true)]
    pub files: Vec<PathBuf>,
    /// Sådan vises status: tekst, json (ellers tekst)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = offered(status_format, || vec!["tekst", "json"]))]
    pub format: Option<StatusFormat>,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// How a status is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    Text,
    Json,
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

fn format(text: &str) -> Result<Format, String> {
    let known = Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()));
    known.ok_or_else(|| "Vælg md, html, pdf eller fragment, eller flere med komma imellem.".to_owned())
}

fn kommuner() -> Vec<&'static str> {
    register::kommuner().iter().map(|kommune| kommune.navn.as_str()).collect()
}

fn number(text: &str) -> Result<u8, String> {
    text.trim().parse().map_err(|_| "Skriv et tal, fx 3.".to_owned())
}

fn shell(text: &str) -> Result<Shell, String> {
    text.trim().to_lowercase().parse().map_err(|_| "Vælg bash, zsh, fish, powershell eller elvish.".to_owned())
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

fn status_format(text: &str) -> Result<StatusFormat, String> {
    match text.trim().to_lowercase().as_str() {
        "tekst" => Ok(StatusFormat::Text),
        "json" => Ok(StatusFormat::Json),
        _ => Err("Vælg tekst eller json.".to_owned()),
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
        command().debug_assert();
    }
}
