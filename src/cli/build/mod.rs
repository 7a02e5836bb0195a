//! `beredskab build`: builds plans and writes them.

mod plan;
mod watching;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use beredskab::dansk::{antal, opremsning};
use beredskab::finding::terminal;
use beredskab::output::Format;
use beredskab::pipeline::{self, PipelineError, Settings};
use clap::Args;

use super::args::{CommonArgs, JobsArgs, values};
use super::inputs::{self, Guide};
use super::told::Told;
use super::{Outcome, batch, help, print, tell, today};

/// What `build` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is given or not")]
#[command(
    override_usage = "beredskab build [FIL]... [tilvalg]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab build kommune.toml\n  beredskab build kommune.toml --format html --out hjemmeside"
)]
pub struct BuildArgs {
    /// Filen med jeres svar, eller flere, eller mapper med svarfiler (ellers kommune.toml i denne mappe)
    #[arg(value_name = "FIL")]
    pub files: Vec<PathBuf>,
    /// Formater med komma imellem: md, html, pdf, fragment (ellers de tre første)
    #[arg(long, value_name = "FORMATER", value_delimiter = ',', hide_possible_values = true, value_parser = values::format())]
    pub format: Vec<Format>,
    /// Mappen, planen skrives i, eller - for at vise ét tekstformat i terminalen
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
    /// Skriv kun de filer, der bliver anderledes, end de er
    #[arg(long)]
    pub kun_aendrede: bool,
    #[command(flatten)]
    pub jobs: JobsArgs,
    #[command(flatten)]
    pub common: CommonArgs,
}

pub fn run(args: &BuildArgs) -> Result<Outcome> {
    let formats = formats(args);
    let named = inputs::or_usual(&args.files, "build")?;
    let inputs = inputs::answer_files(&named);
    let found = tell(&inputs.faults);
    refuse_what_does_not_fit(args, &formats, inputs.files.len())?;
    if let ([file], true) = (inputs.files.as_slice(), args.watch) {
        return watching::run(file, args, &formats);
    }
    refuse_same_names(&inputs.files, &formats)?;
    let settings = Settings { today: today::today(args.common.dato)?, skabelon: args.common.skabelon.clone(), phase: None };
    let mut sum = Sum { outcome: found, ..Sum::default() };
    let mut guide = Guide::new("build");
    let mut template_told = false;
    let alone = inputs.files.len() == 1;
    let work = |file: &Path| build(file, &settings, &formats, args, alone);
    batch::in_order(&inputs.files, args.jobs.jobs, work, |_, built| {
        sum.add(&built);
        // The template is the same for every file.
        let cause = built.error.as_ref().and_then(|error| error.downcast_ref());
        let is_of_template = matches!(cause, Some(PipelineError::Skabelon(_)));
        if is_of_template && std::mem::replace(&mut template_told, true) {
            return;
        }
        built.told.show();
        if let Some(error) = &built.error {
            print::error(&guide.told(error));
        }
    })?;
    if !alone {
        print::out(&print::filled(&format!("\n{}", sum.told())));
        if sum.with_warnings > 0 {
            let typed: Vec<String> = named.iter().map(|file| print::typed(file)).collect();
            print::say(&format!("Se advarslerne med »beredskab check {}«.", typed.join(" ")));
        }
    }
    if args.format.is_empty() && !cfg!(feature = "pdf") && sum.plans > 0 && !to_stdout(args) {
        print::say("Denne udgave af programmet kan ikke lave PDF, så den er udeladt.");
    }
    Ok(sum.outcome)
}

fn to_stdout(args: &BuildArgs) -> bool {
    args.out.as_os_str() == "-"
}

/// What became of one answer file.
#[derive(Default)]
struct Built {
    told: Told,
    outcome: Outcome,
    has_warnings: bool,
    /// How many files were written, and how many were left as they were.
    new: usize,
    same: usize,
    /// Why the work could not be done.
    error: Option<anyhow::Error>,
}

fn build(file: &Path, settings: &Settings, formats: &[Format], args: &BuildArgs, alone: bool) -> Built {
    let mut built = Built::default();
    if let Err(error) = try_build(file, settings, formats, args, alone, &mut built) {
        built.error = Some(error);
        built.outcome = Outcome::CouldNotWork;
    }
    built
}

fn try_build(
    file: &Path,
    settings: &Settings,
    formats: &[Format],
    args: &BuildArgs,
    alone: bool,
    built: &mut Built,
) -> Result<()> {
    let checked = pipeline::check(file, settings)?;
    let findings = &checked.findings;
    let (summary, shown) = (terminal::summary(findings), file.display());
    if findings.errors() > 0 {
        let errors = findings.only_errors();
        built.told.err(print::findings_for_stderr(&errors.first(terminal::SHOWN), &checked.sources));
        built.told.err("");
        if errors.len() > terminal::SHOWN {
            built.told.err(print::left_out(&errors, terminal::SHOWN, file));
        }
        built.told.say(&format!("{summary} i {shown}. Planen er ikke bygget. Ret fejlene, og prøv igen."));
        built.outcome = Outcome::PlanHasErrors;
        return Ok(());
    }
    if findings.warnings() > 0 {
        // They do not keep the plan from being built, and a draft has one for every open question.
        built.has_warnings = true;
        // Of several plans, where to see them is told once.
        let where_to_see = if alone { format!(" Se dem med »beredskab check {}«.", print::typed(file)) } else { String::new() };
        built.told.say(&format!("{summary} i {shown}.{where_to_see}"));
    }
    if to_stdout(args) {
        // What there is to say of the plan does not come after it.
        std::mem::take(&mut built.told).show();
        for (_, bytes) in plan::parts(formats, &checked.document()?, args)?.made {
            print::bytes(&bytes)?;
        }
        return Ok(());
    }
    let (files, refused) = plan::written(file, &checked, formats, args)?;
    for written in files {
        let (word, count) = if written.is_new { ("Skrev", &mut built.new) } else { ("Uændret", &mut built.same) };
        *count += 1;
        built.told.out(format!("{word} {}\n", written.path.display()));
    }
    refused.map_or(Ok(()), |refused| Err(refused.into()))
}

/// What became of all of them.
#[derive(Default)]
struct Sum {
    outcome: Outcome,
    plans: usize,
    with_warnings: usize,
    with_errors: usize,
    failed: usize,
    new: usize,
    same: usize,
}

impl Sum {
    fn add(&mut self, built: &Built) {
        self.outcome = self.outcome.max(built.outcome);
        *match built.outcome {
            Outcome::Fine => &mut self.plans,
            Outcome::PlanHasErrors => &mut self.with_errors,
            Outcome::CouldNotWork => &mut self.failed,
        } += 1;
        self.with_warnings += usize::from(built.has_warnings);
        self.new += built.new;
        self.same += built.same;
    }

    fn told(&self) -> String {
        let files = antal(self.new, "fil skrevet", "filer skrevet");
        let same = if self.same > 0 { format!(", {}", antal(self.same, "uændret", "uændrede")) } else { String::new() };
        let mut parts = vec![format!("{} bygget ({files}{same})", antal(self.plans, "plan", "planer"))];
        if self.with_errors > 0 {
            parts.push(format!("{} har fejl", antal(self.with_errors, "plan", "planer")));
        }
        if self.failed > 0 {
            parts.push(format!("{} kunne ikke bygges", antal(self.failed, "fil", "filer")));
        }
        format!("I alt: {}.", opremsning(&parts, "og"))
    }
}

/// Refuses two answer files that would become the same file, before anything is written. Large and small letters are the
/// same to Windows and macOS, and a folder is often moved between systems.
fn refuse_same_names(files: &[PathBuf], formats: &[Format]) -> Result<()> {
    let mut taken: HashMap<String, &Path> = HashMap::new();
    for file in files {
        for name in plan::names(file, formats) {
            if let Some(other) = taken.insert(name.to_lowercase(), file).filter(|other| other != file) {
                bail!(
                    "»{}« og »{}« ville begge blive til »{name}«. Giv den ene et andet navn, eller byg dem hver for sig i hver sin mappe med »--out«.",
                    other.display(),
                    file.display()
                );
            }
        }
    }
    Ok(())
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
fn refuse_what_does_not_fit(args: &BuildArgs, formats: &[Format], files: usize) -> Result<()> {
    let to_stdout = to_stdout(args);
    let only_for = [
        ("--css", args.css.is_some(), Format::Html),
        ("--per-kapitel", args.per_kapitel, Format::Fragment),
        ("--uden-tabeller", args.uden_tabeller, Format::Fragment),
        ("--frontmatter", args.frontmatter, Format::Markdown),
    ];
    for (option, given, format) in only_for {
        if given && !formats.contains(&format) {
            let name = format.name();
            bail!("»{option}« virker kun sammen med formatet {name}. Skriv også »--format {name}«, eller udelad »{option}«.");
        }
    }
    if to_stdout && !matches!(formats, [format] if format.is_text()) {
        bail!(
            "»--out -« viser ét tekstformat i terminalen. Vælg det med »--format md«, »--format html« eller »--format fragment«."
        );
    }
    let only_one = [("--out -", to_stdout), ("--watch", args.watch), ("--css", args.css.is_some())];
    if let Some((option, _)) = only_one.iter().find(|(_, given)| *given && files > 1) {
        bail!("»{option}« er til én plan ad gangen, og her er {files} svarfiler. Nævn den ene.");
    }
    if to_stdout && args.watch {
        bail!("»--watch« bygger planen igen og igen i en mappe, og »--out -« viser den én gang i terminalen. Vælg én af dem.");
    }
    if to_stdout && args.css.is_some() {
        bail!("»--css« skriver stilen i en fil, og »--out -« viser kun siden. Vælg en mappe med »--out«.");
    }
    if to_stdout && args.per_kapitel {
        bail!("»--per-kapitel« laver flere filer, og »--out -« viser kun én tekst. Vælg en mappe med »--out«.");
    }
    Ok(())
}
