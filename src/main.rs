//! The command line of `beredskab`: everything that prints, reads the clock or the environment, or decides an exit code.

mod cli;

/// Several threads make many small strings at once; why this one, Cargo.toml tells.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
