//! `beredskab build`: builds the plan and writes it.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use beredskab::finding::terminal;
use beredskab::output::Format;
use beredskab::pipeline::{self, Checked, Settings};

use super::args::BuildArgs;
use super::write::{self, File};
use super::{Outcome, print, today};

pub fn run(args: &BuildArgs) -> Result<Outcome> {
    let formats = formats(args);
    let to_stdout = args.out.as_os_str() == "-";
    if to_stdout && !matches!(formats.as_slice(), [format] if format.is_text()) {
        bail!("»--out -« skriver ét tekstformat ud direkte. Vælg det med »--format md« eller »--format html«.");
    }
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let checked = pipeline::check(&args.file, &settings)?;
    let findings = &checked.findings;
    let summary = terminal::summary(findings);
    if findings.errors() > 0 {
        print::err(&print::findings_for_stderr(&findings.only_errors(), &checked.sources));
        print::err("");
        print::say(&format!("{summary} i {}. Planen er ikke bygget. Ret fejlene, og prøv igen.", args.file.display()));
        return Ok(Outcome::PlanHasErrors);
    }
    if findings.warnings() > 0 {
        // They do not keep the plan from being built, and a draft has one for every open question.
        print::say(&format!("{summary} i {}. Se dem med »beredskab check {}«.", args.file.display(), print::typed(&args.file)));
    }
    let document = checked.document()?;
    if let ([format], true) = (formats.as_slice(), to_stdout) {
        print::bytes(&format.render(&document)?).context("Planen kan ikke skrives ud.")?;
        return Ok(Outcome::Fine);
    }
    let stem = args.file.file_stem().context("Svarfilen har intet navn.")?;
    let mut files = Vec::new();
    for format in formats {
        let mut name = stem.to_owned();
        name.push(".");
        name.push(format.name());
        files.push(File { path: args.out.join(name), bytes: format.render(&document)? });
    }
    spare_inputs(&files, &checked, &args.file)?;
    write::all(&args.out, &files)?;
    for file in &files {
        print::out(&format!("Skrev {}\n", file.path.display()));
    }
    if args.format.is_empty() && !cfg!(feature = "pdf") {
        print::say("Denne udgave af programmet kan ikke lave PDF, så den er udeladt.");
    }
    Ok(Outcome::Fine)
}

/// The formats asked for, each once, in the order they are written; all that this build can make where none is asked for.
fn formats(args: &BuildArgs) -> Vec<Format> {
    let wanted = |format: &Format| {
        if args.format.is_empty() { cfg!(feature = "pdf") || format.is_text() } else { args.format.contains(format) }
    };
    Format::ALL.into_iter().filter(wanted).collect()
}

/// Refuses to write over a file that the plan was made from, as `--out .` could with a text block in `kommune.md`.
fn spare_inputs(files: &[File], checked: &Checked, answer_file: &Path) -> Result<()> {
    let folder = answer_file.parent().unwrap_or(Path::new(""));
    let inputs = checked.sources.iter().map(|source| Path::new(&source.name).to_owned());
    let pictures = checked.pictures().map(|path| folder.join(path));
    let inputs: Vec<_> = inputs.chain(pictures).filter_map(|path| path.canonicalize().ok()).collect();
    for file in files {
        if file.path.canonicalize().is_ok_and(|path| inputs.contains(&path)) {
            bail!(
                "»{}« er en af de filer, planen bygges af, og overskrives ikke. Vælg en anden mappe med »--out«.",
                file.path.display()
            );
        }
    }
    Ok(())
}
