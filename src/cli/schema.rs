//! `beredskab schema`: writes the JSON Schema of answer files.

use std::path::PathBuf;

use anyhow::Result;
use beredskab::{schema, skabelon};
use clap::Args;

use super::write::{self, File};
use super::{Outcome, help, print};

/// What `schema` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab schema [tilvalg]",
    help_template = help::OPTIONS_ONLY,
    after_help = "Eksempler:\n  beredskab schema --out beredskab.schema.json\n  beredskab schema --skabelon vores-skabelon"
)]
pub struct SchemaArgs {
    /// Filen, skemaet skrives i (ellers vises det i terminalen)
    #[arg(long, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Mappe med jeres egne udgaver af skabelonens filer
    #[arg(long, value_name = "MAPPE")]
    pub skabelon: Option<PathBuf>,
}

pub fn run(args: &SchemaArgs) -> Result<Outcome> {
    let skabelon = skabelon::load(skabelon::DEFAULT, args.skabelon.as_deref())?;
    let bytes = bytes(&skabelon)?;
    match &args.out {
        Some(path) if path.as_os_str() != "-" => {
            write::all(write::folder_of(path), &[File { path: path.clone(), bytes }])?;
            print::out(&format!("Skrev {}\n", path.display()));
        }
        _ => print::bytes(&bytes)?,
    }
    Ok(Outcome::Fine)
}

/// The schema as a file holds it.
pub fn bytes(skabelon: &skabelon::Skabelon) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&schema::schema(skabelon))?;
    bytes.push(b'\n');
    Ok(bytes)
}
