//! `beredskab schema`: writes the JSON Schema of answer files.

use anyhow::Result;
use beredskab::{schema, skabelon};

use super::args::SchemaArgs;
use super::write::{self, File};
use super::{Outcome, print};

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
