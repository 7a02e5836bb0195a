//! The answer files that are meant by the paths on the command line, which are files and folders.
//!
//! A folder stands for every answer file in it and below it, and no path at all for the usual file. Knows nothing of what is
//! done with the files, and reads no more of one than it takes to see that it is one.

mod guide;
mod kind;
mod nearby;

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use beredskab::folder::MAX_SEARCHED;
use beredskab::names::{Listing, ending, shown, without_ending};
use walkdir::{DirEntry, WalkDir};

use super::print;
pub use guide::Guide;

/// The answer file of somebody who names none.
pub const USUAL: &str = "kommune.toml";

/// The files that paths mean.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The files, in the order of the paths; those of a folder by name. Each is there once, by the first name it was met by.
    pub files: Vec<PathBuf>,
    /// What could not be looked through, in the same order.
    pub faults: Vec<InputFault>,
}

/// Why there may be answer files that were not found.
#[derive(Debug)]
pub enum InputFault {
    /// A folder, or something in it, cannot be read.
    Unreadable(PathBuf, io::ErrorKind),
    /// A folder that was asked for has no answer file; and a file in it that Windows shows as if it were one.
    NoAnswerFile(PathBuf, Option<PathBuf>),
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, kind) => {
                let path = shown(&path.to_string_lossy());
                match kind {
                    io::ErrorKind::PermissionDenied => write!(f, "I har ikke adgang til at læse »{path}«.")?,
                    io::ErrorKind::NotFound => write!(f, "»{path}« er en genvej til noget, der ikke findes.")?,
                    kind => write!(f, "»{path}« kan ikke læses ({kind}).")?,
                }
                f.write_str(" Svarfiler, der måske er dér, er ikke med.")
            }
            Self::NoAnswerFile(path, hidden) => {
                write!(
                    f,
                    "Der er ingen svarfiler i mappen »{}«. Navnet på en svarfil ender på .toml",
                    shown(&path.to_string_lossy())
                )?;
                match hidden {
                    Some(file) => write!(
                        f,
                        ", og »{}« ender på .txt, selv om Windows ikke altid viser det. Slet ».txt« i navnet.",
                        shown(&file.to_string_lossy())
                    ),
                    None => f.write_str(", og filen begynder fx med »fase« eller »[kommune]«. Er det den rigtige mappe?"),
                }
            }
        }
    }
}

impl std::error::Error for InputFault {}

/// The paths that are named, or where there are none the usual answer file.
///
/// # Errors
/// Where nothing is named and the usual file is not there.
pub fn or_usual(paths: &[PathBuf], command: &str) -> Result<Vec<PathBuf>> {
    if paths.is_empty() { Ok(vec![usual(command)?]) } else { Ok(paths.to_vec()) }
}

/// The usual answer file of the current folder, which is told.
///
/// # Errors
/// Where it is not there.
pub fn usual(command: &str) -> Result<PathBuf> {
    if !Path::new(USUAL).is_file() {
        bail!("{}", Guide::new(command).without_file());
    }
    // The way to standard error, since a format for programs may be on standard output.
    print::say(&format!("Bruger {USUAL} i denne mappe."));
    Ok(USUAL.into())
}

/// The file that a path means: where only the Unicode form of its names is another, the one that is there. macOS writes å as an
/// a and a ring.
pub fn meant(path: &Path) -> PathBuf {
    let is_there = path.symlink_metadata().is_ok();
    let other = if is_there { None } else { in_other_form(path) };
    other.unwrap_or_else(|| path.to_owned())
}

fn in_other_form(path: &Path) -> Option<PathBuf> {
    let mut found = PathBuf::new();
    for component in path.components() {
        let next = found.join(component);
        if !matches!(component, Component::Normal(_)) || next.symlink_metadata().is_ok() {
            found = next;
            continue;
        }
        let name = component.as_os_str().to_str().filter(|name| !name.is_ascii())?;
        let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
        // A folder that cannot be read holds no file that can.
        let Ok(Some(listing)) = Listing::of(folder, MAX_SEARCHED) else { return None };
        found.push(listing.in_other_form(name)?);
    }
    Some(found)
}

/// Finds the files that paths mean. A file that is named is always one of them, whatever it holds and whether or not it is
/// there; a folder gives every `*.toml` in it and below it that looks like an answer file.
///
/// Folders and files whose name begins with a full stop are an editor's or a version control's own, and are passed over. A
/// link to a file is that file; a link to a folder is not followed, unless it is named, since it may lead round in a circle.
/// No folder is passed over for its name: what `build` writes holds no TOML, and somebody may keep answer files in `plan`.
pub fn answer_files(paths: &[PathBuf]) -> Inputs {
    let mut search = Search::default();
    for path in paths.iter().map(|path| meant(path)) {
        if path.is_dir() {
            search.folder(&path);
        } else {
            search.take(path);
        }
    }
    search.found
}

#[derive(Default)]
struct Search {
    found: Inputs,
    /// The files that are taken, by the path that is the same for all their names.
    taken: HashSet<PathBuf>,
}

impl Search {
    fn folder(&mut self, folder: &Path) {
        let (mut is_empty, mut hidden) = (true, None);
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry));
        for entry in walk {
            match entry.map_err(|error| unreadable(&error, folder)).and_then(|entry| entry_of(&entry)) {
                Ok(Entry::Other) => {}
                Ok(Entry::HiddenEnding(file)) => hidden = hidden.or(Some(file)),
                Ok(Entry::AnswerFile(file)) => {
                    is_empty = false;
                    self.take(file);
                }
                Err(fault) => {
                    is_empty = false;
                    self.found.faults.push(fault);
                }
            }
        }
        if is_empty {
            self.found.faults.push(InputFault::NoAnswerFile(folder.to_owned(), hidden));
        }
    }

    fn take(&mut self, file: PathBuf) {
        let itself = file.canonicalize().unwrap_or_else(|_| file.clone());
        if self.taken.insert(itself) {
            self.found.files.push(file);
        }
    }
}

/// What an entry of a folder is the name of.
enum Entry {
    AnswerFile(PathBuf),
    /// What would have an answer file's name without the ending that Windows hides.
    HiddenEnding(PathBuf),
    Other,
}

fn entry_of(entry: &DirEntry) -> Result<Entry, InputFault> {
    let path = entry.path();
    let name = entry.file_name().to_string_lossy();
    if entry.file_type().is_dir() {
        return Ok(Entry::Other);
    }
    if ending(&name) != "toml" {
        let is_hidden = ending(&name) == "txt" && ending(without_ending(&name)) == "toml";
        return Ok(if is_hidden { Entry::HiddenEnding(path.to_owned()) } else { Entry::Other });
    }
    let fault = |error: io::Error| InputFault::Unreadable(path.to_owned(), error.kind());
    // Asked of what a link leads to. What is no file (a pipe) would be waited for.
    let is_file = path.metadata().map_err(fault)?.is_file();
    let is_answer_file = is_file && kind::is_answer_file(path).map_err(fault)?;
    Ok(if is_answer_file { Entry::AnswerFile(path.to_owned()) } else { Entry::Other })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

fn unreadable(error: &walkdir::Error, folder: &Path) -> InputFault {
    let kind = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
    InputFault::Unreadable(error.path().unwrap_or(folder).to_owned(), kind)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const ANSWERS: &str = "fase = \"udkast\"\n";

    /// A folder of files, each with its text.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    /// What is found, as paths below the folder.
    fn found(folder: &Path, paths: &[&str]) -> (Vec<String>, usize) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        let inputs = answer_files(&paths);
        let below = |path: &PathBuf| {
            let below = path.strip_prefix(folder).expect("below the folder");
            below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
        };
        (inputs.files.iter().map(below).collect(), inputs.faults.len())
    }

    #[test]
    fn folders_are_looked_through_by_name_and_hidden_ones_passed_over() {
        let folder = folder(&[
            ("b.toml", ANSWERS),
            ("A.TOML", ANSWERS),
            ("plan/c.toml", ANSWERS),
            ("plan/c.md", ANSWERS),
            ("plan.toml/d.toml", ANSWERS),
            (".git/e.toml", ANSWERS),
            (".taplo.toml", ANSWERS),
            ("Cargo.toml", "[package]\nname = \"fase\"\n"),
        ]);
        let expected = ["A.TOML", "b.toml", "plan/c.toml", "plan.toml/d.toml"].map(str::to_owned).to_vec();
        assert_eq!(found(folder.path(), &["."]).0.len(), 4);
        assert_eq!(found(folder.path(), &[""]), (expected, 0));
    }

    #[test]
    fn a_file_that_is_named_is_taken_whatever_it_is() {
        let folder = folder(&[("Cargo.toml", "[package]\n"), (".skjult.toml", ANSWERS)]);
        let named = ["findes-ikke.toml", "Cargo.toml", ".skjult.toml"];
        assert_eq!(found(folder.path(), &named), (named.map(str::to_owned).to_vec(), 0));
    }

    #[test]
    fn a_file_is_taken_once_by_its_first_name() {
        let folder = folder(&[("a/x.toml", ANSWERS), ("a/y.toml", ANSWERS)]);
        let expected = ["a/y.toml", "a/x.toml"].map(str::to_owned).to_vec();
        assert_eq!(found(folder.path(), &["a/y.toml", "a", "a/x.toml", "a", "a/nej.toml", "a/nej.toml"]).0[..2], expected);
        assert_eq!(found(folder.path(), &["nej.toml", "nej.toml"]).0, ["nej.toml"]);
    }

    #[test]
    fn paths_are_shown_as_they_were_typed() {
        let typed: Vec<PathBuf> = vec!["examples".into(), "./examples/halsnaes-udkast.toml".into()];
        let expected: Vec<PathBuf> = ["halsnaes-udkast.toml", "ishoej.toml"].map(|name| Path::new("examples").join(name)).into();
        assert_eq!(answer_files(&typed).files, expected);
    }

    #[test]
    fn a_folder_without_answer_files_is_told() {
        let folder = folder(&[("tom/Cargo.toml", "[package]\n"), ("fuld/x.toml", ANSWERS)]);
        assert_eq!(found(folder.path(), &["tom", "fuld"]), (vec!["fuld/x.toml".to_owned()], 1));
        let told = answer_files(&[folder.path().join("tom")]).faults[0].to_string();
        assert!(told.starts_with("Der er ingen svarfiler i mappen »") && told.contains("tom«"), "{told}");
        fs::write(folder.path().join("tom/kommune.toml.txt"), ANSWERS).expect("a file");
        let told = answer_files(&[folder.path().join("tom")]).faults[0].to_string();
        assert!(told.contains("kommune.toml.txt« ender på .txt"), "{told}");
    }

    // macOS takes both forms for the same name.
    #[cfg(not(target_os = "macos"))]
    #[test]
    fn a_file_in_the_other_unicode_form_is_the_one_that_is_meant() {
        let folder = folder(&[("Ma\u{30a}løv/a\u{30a}.toml", ANSWERS), ("b.toml", ANSWERS)]);
        assert_eq!(found(folder.path(), &["M\u{e5}løv/\u{e5}.toml"]).0, ["Ma\u{30a}løv/a\u{30a}.toml"]);
        assert_eq!(found(folder.path(), &["M\u{e5}løv"]).0, ["Ma\u{30a}løv/a\u{30a}.toml"]);
        for other in ["M\u{e5}løv/\u{e5}.TOML", "m\u{e5}løv/\u{e5}.toml", "\u{e5}.toml"] {
            assert_eq!(found(folder.path(), &[other]).0, [other]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_files_and_never_circles() {
        use std::os::unix::fs::symlink;
        let folder = folder(&[("a/x.toml", ANSWERS), ("andet/z.toml", ANSWERS)]);
        let link = |to: &str, name: &str| symlink(folder.path().join(to), folder.path().join(name)).expect("a link");
        link("a", "a/igen");
        link("andet/z.toml", "a/z.toml");
        link("ingenting.toml", "a/nul.toml");
        link("a", "b");
        assert_eq!(found(folder.path(), &["a"]), (["a/x.toml", "a/z.toml"].map(str::to_owned).to_vec(), 1));
        assert_eq!(found(folder.path(), &["b"]).0, ["b/x.toml", "b/z.toml"]);
        assert_eq!(found(folder.path(), &["b", "andet", "a/x.toml"]).0, ["b/x.toml", "b/z.toml"]);
        let told = answer_files(&[folder.path().join("a")]).faults[0].to_string();
        assert!(told.contains("nul.toml« er en genvej til noget, der ikke findes."), "{told}");
    }

    #[test]
    fn what_may_not_be_read_is_told_with_what_it_means() {
        let told = InputFault::Unreadable("planer/hemmeligt".into(), io::ErrorKind::PermissionDenied).to_string();
        assert_eq!(told, "I har ikke adgang til at læse »planer/hemmeligt«. Svarfiler, der måske er dér, er ikke med.");
    }
}
