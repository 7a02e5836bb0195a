//! The answer files near a place: in a folder, in those right below it, and in the one above.
//!
//! It is asked where a file was not found, so it looks at no more than a person would.

use std::fs;
use std::path::{Path, PathBuf};

use beredskab::names::{Listing, can_be_typed, ending, without_ending};

use super::kind;

/// How many entries of a folder are looked at. One that holds more is not searched.
const MOST_ENTRIES: usize = 2_000;

/// How many folders below are looked into.
const MOST_FOLDERS: usize = 100;

/// How many files are opened in all, and how large they may be.
const MOST_FILES: usize = 100;
const LARGEST: u64 = 1024 * 1024;

/// What lies near a place.
#[derive(Debug, Default)]
pub struct Nearby {
    /// The file that was most likely meant by the name that was typed.
    pub meant: Option<PathBuf>,
    /// The answer files of the nearest folders that have any.
    pub answers: Vec<PathBuf>,
    /// Other TOML files in the folder.
    pub others: Vec<PathBuf>,
    opened: usize,
}

impl Nearby {
    /// What lies near a folder, where a file of this name was looked for in it.
    pub fn of(folder: &Path, name: &str) -> Self {
        let mut nearby = Self::default();
        let here = Entries::of(folder);
        nearby.others = here.of_toml(folder);
        nearby.answers = nearby.answer_files(&nearby.others.clone());
        nearby.others.retain(|other| !nearby.answers.contains(other));
        nearby.meant = nearby.meant_in(folder, &here, name).or_else(|| one_slip(name, &nearby.answers));
        if nearby.meant.is_none() {
            let below = here.folders.iter().take(MOST_FOLDERS).map(|name| folder.join(name));
            let around = below.chain([above(folder)]).flat_map(|folder| Entries::of(&folder).of_toml(&folder));
            let around = nearby.answer_files(&around.collect::<Vec<_>>());
            nearby.meant = one_slip(name, &around);
            if nearby.answers.is_empty() {
                nearby.answers = around;
            }
        }
        nearby
    }

    /// The file whose name looks like the one that was typed.
    fn meant_in(&mut self, folder: &Path, here: &Entries, name: &str) -> Option<PathBuf> {
        let listing: Listing = here.files.iter().map(String::as_str).collect();
        let mut alike = listing.alike(name).into_iter();
        let is_it = |other: &&str| is_with_hidden_ending(name, other) || self.is_answer_file(&folder.join(other));
        alike.find(is_it).map(|other| folder.join(other))
    }

    fn answer_files(&mut self, paths: &[PathBuf]) -> Vec<PathBuf> {
        paths.iter().filter(|path| self.is_answer_file(path)).cloned().collect()
    }

    fn is_answer_file(&mut self, path: &Path) -> bool {
        self.opened += 1;
        let is_small = || fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
        // One that cannot be read is no help to name.
        self.opened <= MOST_FILES && is_small() && matches!(kind::can_be_given(path), Ok(true))
    }
}

/// The names in a folder that can be read off a message and typed, without the hidden ones.
#[derive(Default)]
struct Entries {
    files: Vec<String>,
    folders: Vec<String>,
}

impl Entries {
    /// None where the folder cannot be read: what is missing has been told.
    fn of(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut entries = Self::default();
        let Ok(found) = fs::read_dir(folder) else { return entries };
        for (number, entry) in found.flatten().enumerate() {
            if number == MOST_ENTRIES {
                return Self::default();
            }
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') || !can_be_typed(&name) {
                continue;
            }
            // A link to a folder is not followed: it may lead anywhere.
            if kind.is_dir() { entries.folders.push(name) } else { entries.files.push(name) }
        }
        entries.files.sort_unstable();
        entries.folders.sort_unstable();
        entries
    }

    fn of_toml(&self, folder: &Path) -> Vec<PathBuf> {
        self.files.iter().filter(|name| ending(name) == "toml").map(|name| folder.join(name)).collect()
    }
}

/// The one file whose name is a slip of the finger from this one. Of several, which one is meant cannot be told.
fn one_slip(name: &str, answers: &[PathBuf]) -> Option<PathBuf> {
    let mut slips = answers.iter().filter(|path| is_slip(name, &name_of(path)));
    slips.next().filter(|_| slips.next().is_none()).cloned()
}

/// The folder above, as it is typed.
fn above(folder: &Path) -> PathBuf {
    match folder.file_name() {
        Some(_) => folder.parent().unwrap_or(Path::new("")).to_owned(),
        None if folder.has_root() => folder.to_owned(),
        None => folder.join(".."),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a file has the name that was typed, and the ending that Notepad adds and Windows hides. It was meant, whatever is in it.
pub fn is_with_hidden_ending(typed: &str, name: &str) -> bool {
    ending(typed) == "toml" && ending(name) == "txt" && without_ending(name) == typed
}

/// Whether one name is a slip of the finger from another.
fn is_slip(name: &str, other: &str) -> bool {
    let (name, other) = (without_ending(name).to_lowercase(), without_ending(other).to_lowercase());
    let longest = name.chars().count().max(other.chars().count());
    strsim::damerau_levenshtein(&name, &other) <= (longest / 4).max(1) && longest > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERS: &str = "fase = \"udkast\"\n";

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    fn below(folder: &Path, paths: &[PathBuf]) -> Vec<String> {
        let below = |path: &PathBuf| path.strip_prefix(folder).expect("below").display().to_string().replace('\\', "/");
        paths.iter().map(below).collect()
    }

    #[test]
    fn the_nearest_answer_files_are_named() {
        let folder = folder(&[
            ("op.toml", ANSWERS),
            ("her/b.toml", ANSWERS),
            ("her/a.TOML", ANSWERS),
            ("her/Cargo.toml", "[package]\n"),
            ("her/.skjult.toml", ANSWERS),
            ("her/under/c.toml", ANSWERS),
            ("tom/under/c.toml", ANSWERS),
            ("tom/under/dybt/d.toml", ANSWERS),
            ("tom/.git/e.toml", ANSWERS),
        ]);
        let near = |name: &str| Nearby::of(&folder.path().join(name), "findes-ikke.toml");
        let here = near("her");
        assert_eq!(below(folder.path(), &here.answers), ["her/a.TOML", "her/b.toml"]);
        assert_eq!(below(folder.path(), &here.others), ["her/Cargo.toml"]);
        assert_eq!(below(folder.path(), &near("tom").answers), ["tom/under/c.toml", "op.toml"]);
        assert!(here.meant.is_none());
    }

    #[test]
    fn the_file_that_was_meant_is_known() {
        let folder = folder(&[
            ("kommune.toml.txt", ANSWERS),
            ("Greve.toml", ANSWERS),
            ("måløv.toml", ANSWERS),
            ("plan.md", "# Plan\n"),
            ("plan.toml", ANSWERS),
        ]);
        let meant = |name: &str| Nearby::of(folder.path(), name).meant.map(|path| name_of(&path));
        for (typed, found) in [
            ("kommune.toml", Some("kommune.toml.txt")),
            ("greve.TOML", Some("Greve.toml")),
            ("greve", Some("Greve.toml")),
            ("grve.toml", Some("Greve.toml")),
            ("maaloev.toml", Some("måløv.toml")),
            ("plan.html", Some("plan.toml")),
            ("herlev.toml", None),
        ] {
            assert_eq!(meant(typed).as_deref(), found, "{typed}");
        }
    }

    #[test]
    fn a_folder_of_very_many_files_is_not_searched() {
        let folder = folder(&[("kommune.toml", ANSWERS)]);
        for number in 0..MOST_ENTRIES {
            fs::write(folder.path().join(format!("{number}.md")), "").expect("a file");
        }
        let nearby = Nearby::of(folder.path(), "komune.toml");
        assert!(nearby.meant.is_none() && nearby.answers.is_empty());
    }

    #[test]
    fn the_folder_above_is_typed_as_a_person_would() {
        for (folder, expected) in
            [("", ".."), ("..", "../.."), ("planer", ""), ("a/b", "a"), ("/", "/"), ("/a", "/"), (".", "./..")]
        {
            assert_eq!(above(Path::new(folder)), Path::new(expected), "{folder}");
        }
    }
}
