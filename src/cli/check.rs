//! `beredskab check`: finds errors and gaps in the answers.

use std::path::{Path, PathBuf};

use anyhow::Result;
use beredskab::dansk::antal;
use beredskab::finding::{Code, Findings, Report, Severity, github, json, sarif, terminal};
use beredskab::pipeline::{self, Checked, PipelineError, Settings};
use beredskab::skabelon::Phase;
use beredskab::source::Sources;
use clap::Args;

use super::args::values::ReportFormat;
use super::args::{CommonArgs, JobsArgs, values};
use super::inputs::{self, Guide};
use super::{Outcome, batch, help, print, tell, today};

/// What `check` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab check [FIL]... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab check kommune.toml\n  beredskab check kommune.toml --fase vedtaget"
)]
pub struct CheckArgs {
    /// Filen med jeres svar, eller flere, eller mapper med svarfiler (ellers kommune.toml i denne mappe)
    #[arg(value_name = "FIL")]
    pub files: Vec<PathBuf>,
    /// Sådan vises bemærkningerne: tekst, json, sarif, github (ellers tekst)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = values::report())]
    pub format: Option<ReportFormat>,
    /// Vis alle bemærkninger, også hvor der er flere end 100 i en fil
    #[arg(long)]
    pub alle: bool,
    /// Lad advarsler tælle som fejl
    #[arg(long)]
    pub strict: bool,
    /// Se, hvad der mangler i en anden fase: udkast, hoering, vedtaget
    #[arg(long, value_name = "FASE", hide_possible_values = true, value_parser = values::phase())]
    pub fase: Option<Phase>,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &CheckArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: args.fase };
    let format = args.format.unwrap_or(ReportFormat::Text);
    let inputs = inputs::answer_files(&inputs::or_usual(&args.files, "check")?);
    let mut guide = Guide::new("check");
    let mut outcome = tell(&inputs.faults);
    let several = inputs.files.len() + inputs.faults.len() > 1;
    let mut checked = Vec::new();
    let mut unreadable = inputs.faults.len();
    let mut broken = None;
    let work = |file: &Path| pipeline::check(file, &settings).map(|found| Found::of(file, found, format, args));
    let is_text = format == ReportFormat::Text;
    batch::in_order(&inputs.files, args.jobs.jobs, work, |file, found| {
        if is_text && broken.is_none() && *file != inputs.files[0] {
            print::out("\n");
        }
        match found {
            _ if broken.is_some() => {}
            Ok(found) => {
                print::out(&found.told);
                checked.push(found);
            }
            // The template is the same for every file.
            Err(error @ PipelineError::Skabelon(_)) => broken = Some(error),
            Err(error) => {
                print::error(&guide.told(&error.into()));
                unreadable += 1;
            }
        }
    })?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    let reports: Vec<Report<'_>> = checked.iter().map(Found::report).collect();
    print::out(&match format {
        ReportFormat::Text if several => total(&reports, unreadable),
        ReportFormat::Text => String::new(),
        ReportFormat::Json => json::render(&reports),
        ReportFormat::Sarif => sarif::render(&reports),
        ReportFormat::Github => github::render(&reports),
    });
    let bad = |report: &Report<'_>| report.findings.errors() > 0 || (args.strict && !report.findings.is_empty());
    if reports.iter().any(bad) {
        outcome = outcome.max(Outcome::PlanHasErrors);
    }
    Ok(if unreadable > 0 { Outcome::CouldNotWork } else { outcome })
}

/// What was found in a file, and no more of it: of many files the rest would fill the memory.
struct Found {
    findings: Findings,
    sources: Sources,
    told: String,
}

impl Found {
    fn of(file: &Path, checked: Checked, format: ReportFormat, args: &CheckArgs) -> Self {
        let told = if format == ReportFormat::Text {
            let most = if args.alle { usize::MAX } else { terminal::SHOWN };
            let findings = print::findings_for_stdout(&checked.findings.first(most), &checked.sources);
            let left_out = print::left_out(&checked.findings, most, file);
            format!("{findings}{left_out}{}", print::filled(&closing(file, &checked, args.strict)))
        } else {
            String::new()
        };
        Self { findings: checked.findings, sources: checked.sources, told }
    }

    fn report(&self) -> Report<'_> {
        Report { findings: &self.findings, sources: &self.sources }
    }
}

/// What was found in a file, counted, and what is left to do.
fn closing(file: &Path, checked: &Checked, strict: bool) -> String {
    let findings = &checked.findings;
    let mut closing = format!("{} i {}. {}", terminal::summary(findings), file.display(), left_to_do(checked));
    if findings.iter().any(|finding| matches!(finding.code, Code::Syntax | Code::Encoding)) {
        closing.push_str(" Der kan vise sig flere, når hele filen kan læses.");
    }
    if strict && findings.errors() == 0 && findings.warnings() > 0 {
        closing.push_str(" Med --strict tæller advarsler som fejl.");
    }
    if let Some(first) = findings.iter().next() {
        closing = format!("{closing}\nLæs mere om en regel med fx »beredskab forklar {}«.", first.code.id());
    }
    closing
}

fn left_to_do(checked: &Checked) -> String {
    let findings = &checked.findings;
    let missing = |severity| findings.iter().filter(|f| f.code == Code::Missing && f.severity == severity).count();
    let before = match checked.phase() {
        Phase::Draft => "før udkastet kan bygges",
        Phase::Hearing => "før planen kan sendes i høring",
        Phase::Adopted => "før planen kan vedtages og offentliggøres",
    };
    let answers = missing(Severity::Error);
    match (answers, findings.errors() - answers) {
        (0, 0) => ready(checked.phase(), missing(Severity::Warning), findings.warnings()),
        (0, 1) => format!("Ret fejlen, {before}."),
        (0, _) => format!("Ret fejlene, {before}."),
        (answers, 0) => format!("{} mangler, {before}.", antal(answers, "svar", "svar")),
        (answers, errors) => {
            let (answers, errors) = (antal(answers, "svar", "svar"), antal(errors, "fejl", "fejl"));
            format!("{answers} mangler, og {errors} skal rettes, {before}.")
        }
    }
}

/// What can be done with a plan without errors, and what is left to look at.
fn ready(phase: Phase, missing: usize, warnings: usize) -> String {
    let can = match phase {
        Phase::Draft => "Udkastet kan bygges.",
        Phase::Hearing => "Planen kan bygges og sendes i høring.",
        Phase::Adopted => "Planen kan bygges og offentliggøres.",
    };
    let answers = antal(missing, "svar", "svar");
    match (missing, warnings - missing) {
        (0, 0) => can.to_owned(),
        (0, 1) => format!("{can} Se på advarslen først."),
        (0, _) => format!("{can} Se advarslerne igennem først."),
        (_, 0) => format!("{can} {answers} mangler endnu."),
        (_, others) => {
            format!("{can} {answers} mangler endnu, og der er {} at se på.", antal(others, "anden advarsel", "andre advarsler"))
        }
    }
}

/// What was found in all files, and how many could not be read.
fn total(reports: &[Report<'_>], unreadable: usize) -> String {
    let count = |of: fn(&Report<'_>) -> usize| reports.iter().map(of).sum();
    let counted = terminal::counted(count(|report| report.findings.errors()), count(|report| report.findings.warnings()));
    let unread =
        if unreadable == 0 { String::new() } else { format!(" {} kunne ikke læses.", antal(unreadable, "fil", "filer")) };
    format!("\nI alt: {counted} i {}.{unread}\n", antal(reports.len(), "fil", "filer"))
}
