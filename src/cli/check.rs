//! `beredskab check`: finds errors and gaps in the answers.

use anyhow::Result;
use beredskab::finding::terminal;
use beredskab::pipeline::{self, Settings};

use super::args::CheckArgs;
use super::{Outcome, print, today};

pub fn run(args: &CheckArgs) -> Result<Outcome> {
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone() };
    let checked = pipeline::check(&args.file, &settings)?;
    let findings = &checked.findings;
    print::out(&print::findings_for_stdout(findings, &checked.sources));
    print::out(&format!("{} i {}.\n", terminal::summary(findings), args.file.display()));
    Ok(if findings.errors() == 0 { Outcome::Fine } else { Outcome::PlanHasErrors })
}
