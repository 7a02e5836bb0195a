//! The command line of `beredskab`: everything that prints, reads the clock or the environment, or decides an exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
