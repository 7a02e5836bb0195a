//! `beredskab forklar`: what a rule is, why, and an example; or the list of all rules.

use anyhow::{Result, bail};
use beredskab::finding::rule::{self, Rule};
use beredskab::finding::terminal::{WIDTH, fill};
use clap::Args;

use super::{Outcome, help, print};

/// What `forklar` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab forklar [KODE]",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab forklar B404\n  beredskab forklar"
)]
pub struct ForklarArgs {
    /// Reglens kode, som den står i meddelelsen (ellers vises alle reglerne)
    #[arg(value_name = "KODE")]
    pub code: Option<String>,
}

pub fn run(args: &ForklarArgs) -> Result<Outcome> {
    match args.code.as_deref().map(str::trim) {
        None => print::out(&list()),
        Some(wanted) => match rule::find(wanted) {
            Some(rule) => print::out(&explained(rule)),
            None => bail!("{}", unknown(wanted)),
        },
    }
    Ok(Outcome::Fine)
}

/// Every rule, a line each, by family.
fn list() -> String {
    let families = rule::rules().chunk_by(|one, next| one.family == next.family).map(|rules| {
        let lines: Vec<String> = rules.iter().map(|rule| format!("  {}  {}\n", rule.id, rule.name)).collect();
        format!("{}\n{}", rules[0].family, lines.concat())
    });
    let families: Vec<String> = families.collect();
    format!("{}\nSe, hvad en regel går ud på, med fx »beredskab forklar B404«.\n", families.join("\n"))
}

fn explained(rule: &Rule) -> String {
    let wrapped = |text: &str| fill(text, WIDTH);
    let indented = |text: &str| textwrap::indent(text, "    ").trim_end().to_owned();
    let mut parts = vec![format!("{} {}", rule.id, rule.name), wrapped(&rule.says), wrapped(&rule.why)];
    parts.extend(rule.source.as_ref().map(|source| wrapped(&format!("Kilde: {source}."))));
    for (label, example) in [("Forkert:", &rule.wrong), ("Rigtigt:", &rule.right)] {
        if let Some(example) = example {
            parts.extend([label.to_owned(), indented(example)]);
        }
    }
    if rule.can_be_excepted {
        let exception = "Har I en god grund til at gøre noget andet, så skriv en undtagelse i svarfilen med nøglen, som meddelelsen nævner, og grunden:";
        parts.extend([wrapped(exception), indented(&rule::exception(&rule.id))]);
    }
    parts.join("\n\n") + "\n"
}

fn unknown(wanted: &str) -> String {
    let near = rule::nearest(wanted).map(|rule| format!(" Mente I »{}« ({})?", rule.id, rule.name)).unwrap_or_default();
    format!("Der er ingen regel, der hedder »{wanted}«.{near} Kør »beredskab forklar« for at se dem alle.")
}
