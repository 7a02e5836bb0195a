//! `beredskab build`: builds the plan and writes it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use beredskab::dansk::opremsning;
use beredskab::document::Document;
use beredskab::finding::terminal;
use beredskab::output::fragment::{self, Tables};
use beredskab::output::html::{self, StyleAt};
use beredskab::output::{Format, OutputError, markdown};
use beredskab::pipeline::{self, Checked, Settings};
use clap::Args;

use super::args::{CommonArgs, values};
use super::watch::{self, Stop, Watch};
use super::write::{self, File};
use super::{Outcome, help, print, today};

/// What `build` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
#[command(
    override_usage = "beredskab build FIL [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab build kommune.toml\n  beredskab build kommune.toml --format html --out hjemmeside"
)]
pub struct BuildArgs {
    /// Filen med jeres svar
    #[arg(value_name = "FIL")]
    pub file: PathBuf,
    /// Formater med komma imellem: md, html, pdf, fragment (ellers de tre første)
    #[arg(long, value_name = "FORMATER", value_delimiter = ',', hide_possible_values = true, value_parser = values::format())]
    pub format: Vec<Format>,
    /// Mappen, planen skrives i, eller - for at skrive ét tekstformat ud direkte
    #[arg(long, value_name = "MAPPE", default_value = "plan", hide_default_value = true)]
    pub out: PathBuf,
    /// HTML: skriv stilen i en fil for sig, som siden linker til
    #[arg(long, value_name = "FIL", value_parser = values::css)]
    pub css: Option<String>,
    /// Fragment: skriv en fil for hvert kapitel
    #[arg(long)]
    pub per_kapitel: bool,
    /// Fragment: lav tabeller om til lister
    #[arg(long)]
    pub uden_tabeller: bool,
    /// Markdown: begynd med titel, dato og status som YAML
    #[arg(long)]
    pub frontmatter: bool,
    /// Byg igen, hver gang I gemmer, indtil I stopper med Ctrl-C
    #[arg(long)]
    pub watch: bool,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &BuildArgs) -> Result<Outcome> {
    let formats = formats(args);
    let to_stdout = args.out.as_os_str() == "-";
    refuse_what_does_not_fit(args, &formats, to_stdout)?;
    if args.watch {
        return watching(args, &formats);
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
    if to_stdout {
        let document = checked.document()?;
        for (_, bytes) in parts(&formats, &document, args)? {
            print::bytes(&bytes).context("Planen kan ikke skrives ud.")?;
        }
        return Ok(Outcome::Fine);
    }
    for file in written(&checked, &formats, args)? {
        print::out(&format!("Skrev {}\n", file.path.display()));
    }
    if args.format.is_empty() && !cfg!(feature = "pdf") {
        print::say("Denne udgave af programmet kan ikke lave PDF, så den er udeladt.");
    }
    Ok(Outcome::Fine)
}

/// Builds the plan, and again after every change, until the user ends it. What is wrong with the plan ends nothing.
fn watching(args: &BuildArgs, formats: &[Format]) -> Result<Outcome> {
    let stop = Stop::from_system()?;
    let mut begun = false;
    Watch::new(args.file.clone(), &args.common).run(&stop, |read| {
        if !begun {
            let file = args.file.display();
            print::say(&format!("Holder øje med {file} og de filer, den nævner. Stop med Ctrl-C."));
            begun = true;
        }
        let now = watch::time_of_day();
        match read.map_err(anyhow::Error::from).and_then(|checked| told(&checked, formats, args)) {
            Ok(line) => print::out(&print::filled(&format!("Kl. {now}: {line}"))),
            Err(error) => print::say(&format!("Kl. {now}: Planen er ikke bygget. {error}")),
        }
    })?;
    Ok(Outcome::Fine)
}

/// Builds the plan where it has no errors, and tells in a line what came of it.
fn told(checked: &Checked, formats: &[Format], args: &BuildArgs) -> Result<String> {
    let (findings, file) = (&checked.findings, args.file.display());
    let summary = terminal::summary(findings);
    if findings.errors() > 0 {
        print::err(&print::findings_for_stderr(&findings.only_errors(), &checked.sources));
        print::err("");
        return Ok(format!("{summary} i {file}. Planen er ikke bygget; det, der er bygget før, ligger, som det lå."));
    }
    let names: Vec<String> = written(checked, formats, args)?.iter().map(|file| file.path.display().to_string()).collect();
    let warnings = if findings.warnings() > 0 { format!(" {summary}.") } else { String::new() };
    Ok(format!("Skrev {}.{warnings}", opremsning(&names, "og")))
}

/// The plan in each of the formats: the end of each file's name, and its bytes.
fn parts(formats: &[Format], document: &Document, args: &BuildArgs) -> Result<Vec<(String, Vec<u8>)>, OutputError> {
    let mut parts = Vec::new();
    for format in formats {
        parts.extend(rendered(*format, document, args)?);
    }
    Ok(parts)
}

/// Builds the plan and writes it. Gives the files.
fn written(checked: &Checked, formats: &[Format], args: &BuildArgs) -> Result<Vec<File>> {
    let document = checked.document()?;
    let parts = parts(formats, &document, args)?;
    let stem = args.file.file_stem().context("Svarfilen har intet navn.")?;
    let file = |(ending, bytes): (String, Vec<u8>)| {
        let mut name = stem.to_owned();
        name.push(".");
        name.push(ending);
        File { path: args.out.join(name), bytes }
    };
    let mut files: Vec<File> = parts.into_iter().map(file).collect();
    if let Some(name) = &args.css {
        files.push(File { path: args.out.join(name), bytes: html::style(&document).into_bytes() });
    }
    spare_inputs(&files, checked, &args.file)?;
    write::all(&args.out, &files)?;
    Ok(files)
}

/// The formats asked for, each once, in the order they are written; the usual ones that this build can make where none is
/// asked for.
fn formats(args: &BuildArgs) -> Vec<Format> {
    if args.format.is_empty() {
        return Format::USUAL.into_iter().filter(|format| cfg!(feature = "pdf") || format.is_text()).collect();
    }
    Format::ALL.into_iter().filter(|format| args.format.contains(format)).collect()
}

/// Refuses options that would do nothing, or that cannot be followed together.
fn refuse_what_does_not_fit(args: &BuildArgs, formats: &[Format], to_stdout: bool) -> Result<()> {
    let only_for = [
        ("--css", args.css.is_some(), Format::Html),
        ("--per-kapitel", args.per_kapitel, Format::Fragment),
        ("--uden-tabeller", args.uden_tabeller, Format::Fragment),
        ("--frontmatter", args.frontmatter, Format::Markdown),
    ];
    for (option, given, format) in only_for {
        if given && !formats.contains(&format) {
            let name = format.name();
            bail!("»{option}« virker kun sammen med formatet {name}. Skriv også »--format {name}«, eller lad »{option}« være.");
        }
    }
    if to_stdout && !matches!(formats, [format] if format.is_text()) {
        bail!(
            "»--out -« skriver ét tekstformat ud direkte. Vælg det med »--format md«, »--format html« eller »--format fragment«."
        );
    }
    if to_stdout && args.watch {
        bail!("»--watch« bygger planen igen og igen i en mappe, og »--out -« skriver den ud én gang. Vælg én af dem.");
    }
    if to_stdout && args.css.is_some() {
        bail!("»--css« skriver stilen i en fil, og »--out -« skriver kun siden ud. Vælg en mappe med »--out«.");
    }
    if to_stdout && args.per_kapitel {
        bail!("»--per-kapitel« laver flere filer, og »--out -« skriver kun én tekst ud. Vælg en mappe med »--out«.");
    }
    Ok(())
}

/// What a format becomes: files, each with the end of its name and its bytes.
fn rendered(format: Format, document: &Document, args: &BuildArgs) -> Result<Vec<(String, Vec<u8>)>, OutputError> {
    let ending = format.extension().to_owned();
    let tables = if args.uden_tabeller { Tables::AsLists } else { Tables::Kept };
    Ok(match format {
        Format::Html => {
            let style_at = args.css.as_deref().map_or(StyleAt::Page, StyleAt::File);
            vec![(ending, html::render(document, style_at).into_bytes())]
        }
        Format::Markdown if args.frontmatter => vec![(ending, markdown::render_with_front_matter(document).into_bytes())],
        Format::Fragment if args.per_kapitel => {
            let chapters = fragment::chapters(document, tables).into_iter();
            chapters.map(|chapter| (format!("{}.{ending}", chapter.name), chapter.html.into_bytes())).collect()
        }
        Format::Fragment => vec![(ending, fragment::render(document, tables).into_bytes())],
        _ => vec![(ending, format.render(document)?)],
    })
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
