//! `beredskab completions`: the script by which a shell completes commands, options and the municipalities' names.

use anyhow::Result;
use beredskab::register;
use clap::Args;
use clap_complete::{Shell, generate};

use super::args::{command, values};
use super::{Outcome, help, print};

/// What `completions` takes.
#[derive(Debug, Args)]
#[command(
    override_usage = "beredskab completions SHELL",
    help_template = help::COMMAND,
    after_help = "Eksempler:\n  beredskab completions bash > ~/.local/share/bash-completion/completions/beredskab\n  beredskab completions powershell >> $PROFILE"
)]
pub struct CompletionsArgs {
    /// Den shell, I bruger: bash, zsh, fish, powershell, elvish
    #[arg(value_name = "SHELL", hide_possible_values = true, value_parser = values::shell())]
    pub shell: Shell,
}

pub fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(args.shell, &mut command(), "beredskab", &mut script);
    print::bytes(with_names(args.shell, &String::from_utf8(script)?).as_bytes())?;
    Ok(Outcome::Fine)
}

/// The script with the municipalities' names after `init`. bash and zsh have them as any argument's values; the scripts of
/// the others know options only.
fn with_names(shell: Shell, script: &str) -> String {
    let names = || register::kommuner().iter().map(|kommune| &kommune.navn);
    let (opening, lines): (_, Vec<String>) = match shell {
        Shell::PowerShell => (
            "        'beredskab;init' {\n",
            names()
                .map(|name| {
                    let value = "[CompletionResultType]::ParameterValue";
                    format!("            [CompletionResult]::new('{name}', '{name}', {value}, '{name}')\n")
                })
                .collect(),
        ),
        Shell::Elvish => {
            ("        &'beredskab;init'= {\n", names().map(|name| format!("            cand '{name}' '{name}'\n")).collect())
        }
        Shell::Fish => {
            let names: Vec<&str> = names().map(String::as_str).collect();
            let of_init = "__fish_beredskab_using_subcommand init";
            return format!("{script}complete -c beredskab -n \"{of_init}\" -f -a \"{}\"\n", names.join(" "));
        }
        _ => return script.to_owned(),
    };
    script.replacen(opening, &format!("{opening}{}", lines.concat()), 1)
}
