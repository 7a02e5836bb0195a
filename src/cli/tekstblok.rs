//! `beredskab tekstblok`: shows the standard texts, and copies one for a municipality to change.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use beredskab::dansk::opremsning;
use beredskab::finding::terminal;
use beredskab::output::markdown;
use beredskab::pipeline::{self, Settings};
use beredskab::plan::StandardText;
use beredskab::status::Use;
use clap::Args;

use super::args::{CommonArgs, values};
use super::inputs::{self, USUAL};
use super::write::{self, File};
use super::{Outcome, help, print, today};

/// What `tekstblok` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab tekstblok [NUMMER] [FIL] [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab tekstblok 3\n  beredskab tekstblok 3 kommune.toml --ret"
)]
pub struct TekstblokArgs {
    /// Tekstblokkens nummer (ellers vises de alle)
    #[arg(value_name = "NUMMER", value_parser = values::number)]
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

pub fn run(args: &TekstblokArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let named = args.file.as_deref().map(inputs::meant);
    let file = named.or_else(|| Some(PathBuf::from(USUAL)).filter(|usual| usual.is_file()));
    let checked = match &file {
        Some(file) => pipeline::check(file, &settings)?,
        None => pipeline::unanswered(&settings)?,
    };
    let texts = checked.standard_texts()?;
    let Some(number) = args.number else {
        print::out(&list(&texts));
        return Ok(Outcome::Fine);
    };
    let Some(text) = texts.iter().find(|text| text.number == number) else {
        let numbers: Vec<String> = texts.iter().map(|text| text.number.to_string()).collect();
        bail!("Skabelonen har ingen tekstblok {number}. Vælg {}.", opremsning(&numbers, "eller"));
    };
    if !args.ret {
        print::out(&shown(text));
        return Ok(Outcome::Fine);
    }
    let Some(answer_file) = file else {
        bail!(
            "Der er ingen {USUAL} i den mappe, I står i, og teksten skal passe til jeres svar. Lav filen først, fx med »beredskab init Ishøj«, eller nævn den: »beredskab tekstblok {number} planer/ishoej.toml --ret«."
        );
    };
    let used = checked.status()?.textblocks.iter().find(|block| block.number == number).map(|block| block.use_);
    copy(text, &answer_file, used.unwrap_or(Use::Standard))
}

fn list(texts: &[StandardText]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| format!("  {}  {}\n", text.number, text.title)).collect();
    format!("Skabelonens standardtekster:\n\n{}\nSe en af dem med fx »beredskab tekstblok 1«.\n", lines.concat())
}

fn shown(text: &StandardText) -> String {
    let number = text.number;
    let written = markdown::render_text(&text.blocks);
    let body: String = written.trim_end().lines().map(line).collect();
    let change = print::filled(&format!("Vil I ændre teksten, så tag en kopi at rette i: beredskab tekstblok {number} --ret"));
    let adapted = text.adapted.map(|why| print::filled(why) + "\n").unwrap_or_default();
    format!("TEKSTBLOK {number}: {}\n\n{body}\n{adapted}{change}", text.title)
}

/// A line of Markdown as lines that fit a terminal, those of a list's point under its words.
fn line(line: &str) -> String {
    let sign = if line.trim_start().starts_with("- ") { line.len() - line.trim_start().len() + 2 } else { 0 };
    let filled = terminal::fill(line, terminal::WIDTH - sign);
    filled.replace('\n', &format!("\n{}", " ".repeat(sign))) + "\n"
}

/// Writes the text beside the answer file, and tells which line makes it the municipality's own.
fn copy(text: &StandardText, answer_file: &Path, used: Use) -> Result<Outcome> {
    let number = text.number;
    let name = format!("tekstblok-{number}.md");
    let path = answer_file.with_file_name(&name);
    if path.exists() {
        bail!("»{}« findes i forvejen og overskrives ikke. Giv den et andet navn, hvis I vil have en ny kopi.", path.display());
    }
    write::new(&File { path: path.clone(), bytes: markdown::render_text(&text.blocks).into_bytes() })?;
    let instead = match used {
        Use::Standard => String::new(),
        Use::Own | Use::LeftOut | Use::Unusable => format!(" i stedet for den, der nu nævner tekstblok {number}"),
    };
    print::out(&format!("Skrev {}\n\n", path.display()));
    print::out(&print::filled(&format!(
        "Ret teksten i filen, og skriv denne linje under [tekstblokke] i {}{instead}:",
        answer_file.display()
    )));
    print::out(&format!("\n{number} = \"{name}\"\n"));
    Ok(Outcome::Fine)
}
