//! `beredskab man`: the manual pages.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Command};
use clap_mangen::Man;

use super::args::command;
use super::write::{self, File};
use super::{Outcome, help, print};

/// What `man` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab man [tilvalg]",
    help_template = help::OPTIONS_ONLY,
    after_help = "Eksempler:\n  beredskab man | man -l -\n  beredskab man --out ~/.local/share/man/man1"
)]
pub struct ManArgs {
    /// Mappen, siderne skrives i, en for hver kommando (ellers vises den første i terminalen)
    #[arg(long, value_name = "MAPPE")]
    pub out: Option<PathBuf>,
}

/// The headings of a page, as `clap_mangen` writes them and as a Danish manual has them.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "NAVN"),
    ("SYNOPSIS", "OVERSIGT"),
    ("DESCRIPTION", "BESKRIVELSE"),
    ("OPTIONS", "TILVALG"),
    ("SUBCOMMANDS", "KOMMANDOER"),
    ("EXTRA", "EKSEMPLER"),
    ("VERSION", "VERSION"),
];

pub fn run(args: &ManArgs) -> Result<Outcome> {
    let mut command = command();
    command.build();
    let Some(folder) = &args.out else {
        print::bytes(&page(&command)?)?;
        return Ok(Outcome::Fine);
    };
    let mut files = Vec::new();
    for command in std::iter::once(&command).chain(command.get_subcommands()) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        files.push(File { path: folder.join(format!("{name}.1")), bytes: page(command)? });
    }
    write::all(folder, &files)?;
    for file in &files {
        print::out(&format!("Skrev {}\n", file.path.display()));
    }
    Ok(Outcome::Fine)
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let version = concat!("beredskab ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(version).manual("Manual til beredskab").render(&mut page)?;
    let mut text = String::from_utf8(page)?;
    for (english, danish) in HEADINGS {
        text = text.replace(&format!("\n.SH {english}\n"), &format!("\n.SH {danish}\n"));
    }
    // The help that the page shows has the word over its examples already.
    Ok(text.replace("\n.SH EKSEMPLER\nEksempler:\n", "\n.SH EKSEMPLER\n").into_bytes())
}
