//! How the values of options are read, what a shell offers for them, and what is said of those that cannot be used.

use anstream::ColorChoice;
use beredskab::output::Format;
use beredskab::register;
use beredskab::skabelon::Phase;
use clap_complete::Shell;
use jiff::civil::Date;

use super::offered::Offered;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    Text,
    Json,
    Sarif,
    Github,
}

/// How a status is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    Text,
    Json,
}

/// How an overview is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverviewFormat {
    Text,
    Csv,
    Json,
    Html,
}

/// A format of the plan.
pub fn format() -> Offered<Format> {
    let read = |text: &str| {
        let known = Format::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(text.trim()));
        known.ok_or_else(|| "Vælg md, html, pdf eller fragment, eller flere med komma imellem.".to_owned())
    };
    Offered { read, values: || Format::ALL.map(Format::name).to_vec() }
}

/// A municipality's name, or a word of it.
pub fn kommune() -> Offered<String> {
    let names = || register::kommuner().iter().map(|kommune| kommune.navn.as_str()).collect();
    Offered { read: |text| Ok(text.to_owned()), values: names }
}

pub fn shell() -> Offered<Shell> {
    let read =
        |text: &str| text.trim().to_lowercase().parse().map_err(|_| "Vælg bash, zsh, fish, powershell eller elvish.".to_owned());
    Offered { read, values: || vec!["bash", "zsh", "fish", "powershell", "elvish"] }
}

pub fn report() -> Offered<ReportFormat> {
    let read = |text: &str| match text.trim().to_lowercase().as_str() {
        "tekst" => Ok(ReportFormat::Text),
        "json" => Ok(ReportFormat::Json),
        "sarif" => Ok(ReportFormat::Sarif),
        "github" => Ok(ReportFormat::Github),
        _ => Err("Vælg tekst, json, sarif eller github.".to_owned()),
    };
    Offered { read, values: || vec!["tekst", "json", "sarif", "github"] }
}

pub fn status() -> Offered<StatusFormat> {
    let read = |text: &str| match text.trim().to_lowercase().as_str() {
        "tekst" => Ok(StatusFormat::Text),
        "json" => Ok(StatusFormat::Json),
        _ => Err("Vælg tekst eller json.".to_owned()),
    };
    Offered { read, values: || vec!["tekst", "json"] }
}

pub fn overview() -> Offered<OverviewFormat> {
    let read = |text: &str| match text.trim().to_lowercase().as_str() {
        "tekst" => Ok(OverviewFormat::Text),
        "csv" => Ok(OverviewFormat::Csv),
        "json" => Ok(OverviewFormat::Json),
        "html" => Ok(OverviewFormat::Html),
        _ => Err("Vælg tekst, csv, json eller html.".to_owned()),
    };
    Offered { read, values: || vec!["tekst", "csv", "json", "html"] }
}

pub fn phase() -> Offered<Phase> {
    let read = |text: &str| {
        let key = text.trim().to_lowercase().replace('ø', "oe");
        Phase::from_key(&key).ok_or_else(|| "Vælg udkast, hoering eller vedtaget.".to_owned())
    };
    Offered { read, values: || vec!["udkast", "hoering", "vedtaget"] }
}

/// When there are colours. The English words are those of most other programs.
pub fn color() -> Offered<ColorChoice> {
    let read = |text: &str| match text.trim().to_lowercase().as_str() {
        "auto" => Ok(ColorChoice::Auto),
        "altid" | "always" => Ok(ColorChoice::Always),
        "aldrig" | "never" => Ok(ColorChoice::Never),
        _ => Err("Vælg auto, altid eller aldrig.".to_owned()),
    };
    Offered { read, values: || vec!["auto", "altid", "aldrig"] }
}

/// The number of a text block.
pub fn number(text: &str) -> Result<u8, String> {
    text.trim().parse().map_err(|_| "Skriv et tal, fx 3.".to_owned())
}

/// The name of a style file, which stands beside the page.
pub fn css(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_name = name.len() > 4 && name.to_lowercase().ends_with(".css") && !name.contains(['/', '\\', ':']);
    is_name
        .then(|| name.to_owned())
        .ok_or_else(|| "Skriv kun et filnavn, fx stil.css. Filen kommer til at ligge ved siden af siden.".to_owned())
}

/// How many threads.
pub fn jobs(text: &str) -> Result<usize, String> {
    let number = text.trim().parse().ok().filter(|jobs| (1..=256).contains(jobs));
    number.ok_or_else(|| "Skriv et tal fra 1 til 256, fx 4.".to_owned())
}

pub fn port(text: &str) -> Result<u16, String> {
    let number = text.trim().parse().ok().filter(|port| *port > 0);
    number.ok_or_else(|| "Skriv et tal fra 1 til 65535, fx 8000.".to_owned())
}

pub fn date(text: &str) -> Result<Date, String> {
    let well_formed = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    text.parse().ok().filter(|_| well_formed).ok_or_else(|| "Skriv år, måned og dag, fx 2026-11-20.".to_owned())
}
