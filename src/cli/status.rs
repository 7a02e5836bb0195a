//! `beredskab status`: where the plan stands.

use std::io;
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use beredskab::dansk::antal;
use beredskab::finding::terminal::WIDTH;
use beredskab::pipeline::{self, PipelineError, Settings};
use beredskab::skabelon::Phase;
use beredskab::status::{Readiness, Ready, Status, json, text};
use clap::Args;

use super::args::values::StatusFormat;
use super::args::{CommonArgs, JobsArgs, values};
use super::inputs::{self, Guide};
use super::{Outcome, batch, help, print, tell, today};

/// What `status` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab status [FIL]... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab status kommune.toml\n  beredskab status kommune.toml --format json"
)]
pub struct StatusArgs {
    /// Filen med jeres svar, eller flere, eller mapper med svarfiler (ellers kommune.toml i denne mappe)
    #[arg(value_name = "FIL")]
    pub files: Vec<PathBuf>,
    /// Sådan vises status: tekst, json (ellers tekst)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = values::status())]
    pub format: Option<StatusFormat>,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &StatusArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let as_text = args.format != Some(StatusFormat::Json);
    let inputs = inputs::answer_files(&inputs::or_usual(&args.files, "status")?);
    let mut guide = Guide::new("status");
    let mut outcome = tell(&inputs.faults);
    let mut plans = Vec::new();
    let mut sum = Sum { unreadable: inputs.faults.len(), ..Sum::default() };
    let mut broken = None;
    let work = |file: &Path| pipeline::check(file, &settings).and_then(|checked| checked.status());
    batch::in_order(&inputs.files, args.jobs.jobs, work, |file, status| {
        if as_text && broken.is_none() && *file != inputs.files[0] {
            print::out("\n");
        }
        match status {
            _ if broken.is_some() => {}
            Ok(status) if as_text => {
                sum.add(&status);
                print::out(&text::render(&status, width(), AutoStream::choice(&io::stdout()) != ColorChoice::Never));
                if let Some(closing) = closing(file, &status) {
                    print::out(&format!("\n{}", text::filled(&closing, width())));
                }
            }
            Ok(status) => plans.push(status),
            // The template is the same for every file.
            Err(error @ PipelineError::Skabelon(_)) => broken = Some(error),
            Err(error) => {
                print::error(&guide.told(&error.into()));
                outcome = Outcome::CouldNotWork;
                sum.unreadable += 1;
            }
        }
    })?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    if !as_text {
        print::out(&json::render(&plans, settings.today));
    } else if inputs.files.len() + inputs.faults.len() > 1 {
        print::out(&format!("\n{}", text::filled(&sum.told(), width())));
    }
    Ok(outcome)
}

/// How far all plans are together.
#[derive(Default)]
struct Sum {
    plans: usize,
    ready_for_hearing: usize,
    ready_for_adoption: usize,
    unreadable: usize,
}

impl Sum {
    fn add(&mut self, status: &Status) {
        self.plans += 1;
        self.ready_for_hearing += usize::from(status.readiness.hoering.ready);
        self.ready_for_adoption += usize::from(status.readiness.vedtaget.ready);
    }

    fn told(&self) -> String {
        let plans = antal(self.plans, "plan", "planer");
        let unread = if self.unreadable == 0 {
            String::new()
        } else {
            format!(" {} kunne ikke læses.", antal(self.unreadable, "fil eller mappe", "filer eller mapper"))
        };
        format!(
            "I alt: {plans}. {} klar til høring og {} klar til vedtagelse.{unread}",
            self.ready_for_hearing, self.ready_for_adoption
        )
    }
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
