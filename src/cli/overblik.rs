//! `beredskab overblik`: where the plans of many municipalities stand.

use std::io;
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::{Result, bail};
use beredskab::overview::{self, Entry, Overview, csv, html, json, text};
use beredskab::pipeline::{self, PipelineError, Settings};
use clap::Args;

use super::args::values::OverviewFormat;
use super::args::{CommonArgs, JobsArgs, values};
use super::inputs::{self, Guide, Inputs};
use super::write::{self, File};
use super::{Outcome, batch, help, print, tell, today};

/// What `overblik` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab overblik MAPPE... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab overblik planer\n  beredskab overblik planer --alle --out overblik.html"
)]
pub struct OverblikArgs {
    /// Mappen med svarfilerne, eller flere mapper og filer
    #[arg(value_name = "MAPPE", required = true)]
    pub paths: Vec<PathBuf>,
    /// Sådan vises overblikket: tekst, csv, json, html (ellers efter filens navn, eller tekst)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = values::overview())]
    pub format: Option<OverviewFormat>,
    /// Filen, overblikket skrives i (ellers vises det i terminalen)
    #[arg(long, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Tag alle landets kommuner med, også dem uden svarfil
    #[arg(long)]
    pub alle: bool,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &OverblikArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let Inputs { files, faults } = inputs::answer_files(&args.paths);
    let out = args.out.as_deref().filter(|out| out.as_os_str() != "-");
    if let Some(out) = out {
        refuse_to_write_over(out, &files)?;
    }
    let mut rows = Vec::with_capacity(files.len());
    batch::in_order(&files, args.jobs.jobs, |file| row(file, &settings), |_, row| rows.push(row))?;
    let (entries, errors): (Vec<Entry>, Vec<Option<PipelineError>>) =
        rows.into_iter().collect::<Result<Vec<_>, PipelineError>>()?.into_iter().unzip();
    let overview = overview::of(&entries, args.alle, settings.today);
    let found = tell(&faults);
    let mut guide = Guide::new("overblik");
    for error in errors.into_iter().flatten() {
        print::error(&guide.told(&error.into()));
    }
    let bytes = rendered(&overview, format(args, out), out.is_some());
    match out {
        None => print::bytes(&bytes)?,
        Some(out) => {
            write::all(write::folder_of(out), &[File { path: out.to_owned(), bytes }])?;
            print::out(&format!("Skrev {}\n", out.display()));
        }
    }
    let is_whole = entries.iter().all(|entry| entry.status.is_ok());
    Ok(if is_whole { found } else { Outcome::CouldNotWork })
}

/// Reads one file. What is wrong with the file is part of its row; what is wrong with the template is the same for every file.
fn row(file: &Path, settings: &Settings) -> Result<(Entry, Option<PipelineError>), PipelineError> {
    let (status, error) = match pipeline::check(file, settings).and_then(|checked| checked.status()) {
        Ok(status) => (Ok(status), None),
        Err(error @ PipelineError::Skabelon(_)) => return Err(error),
        Err(error) => (Err(error.to_string()), Some(error)),
    };
    Ok((Entry { file: file.display().to_string(), status }, error))
}

/// Sees to it that no answer file becomes an overview.
fn refuse_to_write_over(out: &Path, files: &[PathBuf]) -> Result<()> {
    let itself = |path: &Path| path.canonicalize().ok();
    if itself(out).is_some_and(|out| files.iter().any(|file| itself(file).as_ref() == Some(&out))) {
        bail!("»{}« er en svarfil og overskrives ikke. Vælg et andet navn med »--out«.", out.display());
    }
    Ok(())
}

/// The format that is asked for, or that the file's name tells.
fn format(args: &OverblikArgs, out: Option<&Path>) -> OverviewFormat {
    let by_name = || match out?.extension()?.to_string_lossy().to_lowercase().as_str() {
        "csv" => Some(OverviewFormat::Csv),
        "json" => Some(OverviewFormat::Json),
        "html" | "htm" => Some(OverviewFormat::Html),
        _ => None,
    };
    args.format.or_else(by_name).unwrap_or(OverviewFormat::Text)
}

fn rendered(overview: &Overview, format: OverviewFormat, to_file: bool) -> Vec<u8> {
    match format {
        OverviewFormat::Csv => csv::render(overview),
        OverviewFormat::Json => json::render(overview).into_bytes(),
        OverviewFormat::Html => html::render(overview).into_bytes(),
        OverviewFormat::Text if to_file => text::render(overview, text::WIDTH, false).into_bytes(),
        OverviewFormat::Text => {
            let colors = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
            text::render(overview, width(), colors).into_bytes()
        }
    }
}

/// How wide the terminal is, where there is one.
fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(text::WIDTH, |(width, _)| usize::from(width.0))
}
