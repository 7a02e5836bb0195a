//! `beredskab status`: where the plan stands.

use std::io;
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use beredskab::finding::terminal::WIDTH;
use beredskab::pipeline::{self, PipelineError, Settings};
use beredskab::skabelon::Phase;
use beredskab::status::{Readiness, Ready, Status, json, text};
use clap::Args;

use super::args::values::StatusFormat;
use super::args::{CommonArgs, values};
use super::{Outcome, help, print, today};

/// What `status` takes.
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
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = values::status())]
    pub format: Option<StatusFormat>,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &StatusArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let as_text = args.format != Some(StatusFormat::Json);
    let mut plans = Vec::new();
    let mut unreadable = 0;
    for (i, file) in args.files.iter().enumerate() {
        if i > 0 && as_text {
            print::out("\n");
        }
        match pipeline::check(file, &settings).and_then(|checked| checked.status()) {
            Ok(status) if as_text => {
                print::out(&text::render(&status, width(), AutoStream::choice(&io::stdout()) != ColorChoice::Never));
                if let Some(closing) = closing(file, &status) {
                    print::out(&format!("\n{}", text::filled(&closing, width())));
                }
            }
            Ok(status) => plans.push(status),
            // The template is the same for every file.
            Err(error @ PipelineError::Skabelon(_)) => return Err(error.into()),
            Err(error) => {
                print::error(&error.into());
                unreadable += 1;
            }
        }
    }
    if !as_text {
        print::out(&json::render(&plans, settings.today));
    }
    Ok(if unreadable > 0 { Outcome::CouldNotWork } else { Outcome::Fine })
}

/// How wide the terminal is, where it is narrower than what everything is laid out for.
fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stdout());
    terminal.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDTH))
}

/// How to see everything that is in the way of the next phase.
fn closing(file: &Path, status: &Status) -> Option<String> {
    let file = print::typed(file);
    let (phase, ready) = next(status);
    let option = if phase == status.phase { String::new() } else { format!(" --fase {}", phase.key()) };
    if !ready.ready {
        return Some(format!("Se det hele med »beredskab check {file}{option}«."));
    }
    (ready.warnings > 0).then(|| format!("Se advarslerne med »beredskab check {file}{option}«."))
}

/// The first phase that the plan is not ready for, from the one that it is in.
fn next(status: &Status) -> (Phase, Ready) {
    let Readiness { hoering, vedtaget } = status.readiness;
    if status.aim == Phase::Hearing && (vedtaget.ready || !hoering.ready) {
        (Phase::Hearing, hoering)
    } else {
        (Phase::Adopted, vedtaget)
    }
}
