//! The command line: one file a command.
//!
//! Exit codes: 0 fine, 1 the plan has errors, 2 the program could not do its work (usage, files).

mod args;
mod batch;
mod build;
mod check;
mod completions;
mod forklar;
mod help;
mod init;
mod inputs;
mod man;
mod overblik;
mod print;
mod schema;
mod status;
mod tekstblok;
mod temporary;
mod today;
mod told;
mod vis;
mod watch;
mod write;

use std::process::ExitCode;

use args::Command;
use inputs::Guide;

/// What a command came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything is fine.
    #[default]
    Fine,
    /// The plan has errors, which have been told.
    PlanHasErrors,
    /// Some of the work could not be done, which has been told.
    CouldNotWork,
}

/// Runs the program on the process's own arguments.
pub fn run() -> ExitCode {
    let args = match args::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(answer) => return answer.give(),
    };
    args.color.unwrap_or_default().write_global();
    let outcome = match &args.command {
        Command::Build(args) => build::run(args),
        Command::Init(args) => init::run(args),
        Command::Vis(args) => vis::run(args),
        Command::Check(args) => check::run(args),
        Command::Tekstblok(args) => tekstblok::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Forklar(args) => forklar::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
        Command::Status(args) => status::run(args),
        Command::Overblik(args) => overblik::run(args),
    };
    match outcome.and_then(|outcome| print::failure().map_or(Ok(outcome), Err)) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::PlanHasErrors) => ExitCode::from(1),
        Ok(Outcome::CouldNotWork) => ExitCode::from(2),
        Err(error) => {
            print::error(&Guide::new(args.command.typed()).told(&error));
            ExitCode::from(2)
        }
    }
}

/// Tells what is wrong with the paths that were named, and what that comes to.
fn tell(faults: &[impl std::fmt::Display]) -> Outcome {
    for fault in faults {
        print::error(&fault.to_string());
    }
    if faults.is_empty() { Outcome::Fine } else { Outcome::CouldNotWork }
}
