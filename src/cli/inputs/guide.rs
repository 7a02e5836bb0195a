//! What to do where a file cannot be the answer file: what it is instead, which answer files lie near, and what to write.

use std::io;
use std::path::{Path, PathBuf};

use beredskab::dansk::{antal, opremsning};
use beredskab::names::{ending, shown};
use beredskab::pipeline::PipelineError;

use super::USUAL;
use super::nearby::{Nearby, is_with_hidden_ending};
use crate::cli::print;

/// How many files of a run are looked around for. With more, it is the whole list that is wrong.
const MOST: usize = 3;

/// How many files are named in a sentence.
const NAMED: usize = 5;

/// Explains what is wrong with the files of one command.
pub struct Guide {
    /// The command as it is typed, up to the file: "check", "tekstblok 3".
    command: String,
    told: usize,
}

impl Guide {
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), told: 0 }
    }

    /// What to say of an error, with the way on where it is about the answer file.
    pub fn told(&mut self, error: &anyhow::Error) -> String {
        match error.downcast_ref::<PipelineError>().filter(|_| self.told < MOST).and_then(|error| self.explained(error)) {
            Some(explained) => {
                self.told += 1;
                explained
            }
            None => error.to_string(),
        }
    }

    /// What to say where no file is named and the usual one is not there.
    pub fn without_file(&self) -> String {
        let lead = format!("Der er ingen {USUAL} i den mappe, I står i{}", here());
        format!("{lead}\n\n{}", self.way_on(&Nearby::of(Path::new(""), USUAL), USUAL))
    }

    fn explained(&self, error: &PipelineError) -> Option<String> {
        Some(match error {
            PipelineError::Unreadable(path, io::ErrorKind::NotFound) => {
                let (folder, name) = (existing(path), name_of(path));
                format!("{error} {}\n\n{}", looked_in(path, &folder), self.way_on(&Nearby::of(&folder, &name), &name))
            }
            PipelineError::NotAnswers(path, _) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let name = name_of(path);
                let renamed = if ending(&name) == "toml" { " Endelsen .toml ændrer ikke, hvad der er i filen." } else { "" };
                let asked = "Svarene skal stå i en svarfil, fx kommune.toml.";
                format!("{error}{renamed} {asked}\n\n{}", self.way_on(&Nearby::of(folder, &name), &name))
            }
            PipelineError::NotAFile(path) if path.is_dir() => {
                let lead = format!("»{}« er en mappe, og her skal stå én svarfil.", shown(&path.to_string_lossy()));
                format!("{lead}\n\n{}", self.way_on(&Nearby::of(path, ""), ""))
            }
            _ => return None,
        })
    }

    /// The file to give instead, or how to make one.
    fn way_on(&self, nearby: &Nearby, typed: &str) -> String {
        if let Some(meant) = &nearby.meant {
            let name = name_of(meant);
            let command = self.with(meant);
            if is_with_hidden_ending(typed, &name) {
                return format!(
                    "Her ligger »{name}«. Windows viser ikke altid den sidste endelse. Omdøb filen til »{typed}«: I Stifinder slår I »Filtypenavne« til under »Vis« og sletter ».txt«. Eller skriv:\n\n{command}"
                );
            }
            return format!("Mente I {}? Skriv:\n\n{command}", quoted(meant));
        }
        match nearby.answers.as_slice() {
            [] => {
                // What was given has been told of.
                let others: Vec<PathBuf> = nearby.others.iter().filter(|path| name_of(path) != typed).cloned().collect();
                let others = match others.as_slice() {
                    [] => String::new(),
                    [other] => format!("Her ligger {}, men den ligner ikke en svarfil. ", quoted(other)),
                    others => format!("Her ligger {}, men de ligner ikke svarfiler. ", listed(others)),
                };
                format!(
                    "{others}Har I en svarfil et andet sted, så skriv hele stien til den. Ellers lav en med jeres egen kommunes navn, fx:\n\n  beredskab init Ishøj"
                )
            }
            [one] => format!("I nærheden ligger svarfilen {}. Skriv:\n\n{}", quoted(one), self.with(one)),
            [first, ..] => {
                format!("I nærheden ligger svarfilerne {}. Skriv fx:\n\n{}", listed(&nearby.answers), self.with(first))
            }
        }
    }

    /// The command with a file.
    fn with(&self, file: &Path) -> String {
        format!("  beredskab {} {}", self.command, print::typed(file))
    }
}

/// Where a file was looked for that is not there.
fn looked_in(path: &Path, existing: &Path) -> String {
    let parent = path.parent().unwrap_or(Path::new(""));
    if parent.as_os_str().is_empty() {
        return format!("Der er ledt i den mappe, I står i{}", here());
    }
    if parent == existing {
        return format!("Der er ledt i mappen {}.", quoted(parent));
    }
    // The first part of the path that leads nowhere.
    let gone = parent.ancestors().take_while(|folder| *folder != existing).last().unwrap_or(parent);
    if gone.is_file() {
        format!("{} er ikke en mappe.", quoted(gone))
    } else {
        format!("Mappen {} findes heller ikke.", quoted(gone))
    }
}

/// The folder that a path leads to, or the last one on the way that is there.
fn existing(path: &Path) -> PathBuf {
    let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.is_dir();
    path.ancestors().skip(1).find(is_there).unwrap_or(Path::new("")).to_owned()
}

/// The current folder on a line of its own, where it can be known.
fn here() -> String {
    std::env::current_dir().map_or_else(|_| ".".to_owned(), |folder| format!(":\n\n  {}", shown(&folder.to_string_lossy())))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn quoted(path: &Path) -> String {
    format!("»{}«", shown(&path.to_string_lossy()))
}

/// The first of many files by name, and how many more there are.
fn listed(paths: &[PathBuf]) -> String {
    let mut names: Vec<String> = paths.iter().take(NAMED).map(|path| quoted(path)).collect();
    if paths.len() > NAMED {
        names.push(antal(paths.len() - NAMED, "anden", "andre"));
    }
    opremsning(&names, "og")
}
