//! `build --watch`: the plan again after every change.

use std::path::Path;

use anyhow::Result;
use beredskab::dansk::opremsning;
use beredskab::finding::terminal;
use beredskab::output::Format;
use beredskab::pipeline::Checked;

use super::{BuildArgs, plan};
use crate::cli::watch::{self, Stop, Watch};
use crate::cli::{Outcome, print};

/// Builds the plan, and again after every change, until the user ends it. What is wrong with the plan ends nothing.
pub fn run(file: &Path, args: &BuildArgs, formats: &[Format]) -> Result<Outcome> {
    let stop = Stop::from_system()?;
    let mut begun = false;
    Watch::new(file.to_owned(), &args.common).run(&stop, |read| {
        if !begun {
            print::say(&format!("Holder øje med {} og de filer, den nævner. Stop med Ctrl-C.", file.display()));
            begun = true;
        }
        let now = watch::time_of_day();
        match read.map_err(anyhow::Error::from).and_then(|checked| told(file, &checked, formats, args)) {
            Ok(line) => print::out(&print::filled(&format!("Kl. {now}: {line}"))),
            Err(error) => print::say(&format!("Kl. {now}: Planen er ikke bygget. {error}")),
        }
    })?;
    Ok(Outcome::Fine)
}

/// Builds the plan where it has no errors, and tells in a line what came of it.
fn told(file: &Path, checked: &Checked, formats: &[Format], args: &BuildArgs) -> Result<String> {
    let (findings, shown) = (&checked.findings, file.display());
    let summary = terminal::summary(findings);
    if findings.errors() > 0 {
        let errors = findings.only_errors();
        print::err(&print::findings_for_stderr(&errors.first(terminal::SHOWN), &checked.sources));
        print::err("");
        if errors.len() > terminal::SHOWN {
            print::err(&print::left_out(&errors, terminal::SHOWN, file));
        }
        return Ok(format!("{summary} i {shown}. Planen er ikke bygget; de tidligere filer er uændrede."));
    }
    let (files, refused) = plan::written(file, checked, formats, args)?;
    let names: Vec<String> = files.iter().filter(|file| file.is_new).map(|file| file.path.display().to_string()).collect();
    let warnings = if findings.warnings() > 0 { format!(" {summary}.") } else { String::new() };
    let wrote = if names.is_empty() { "Planen er uændret.".to_owned() } else { format!("Skrev {}.", opremsning(&names, "og")) };
    let refused = refused.map_or_else(String::new, |refused| format!(" {refused}"));
    Ok(format!("{wrote}{refused}{warnings}"))
}
