//! The answer file's folder: the only door to the files that an answer names.
//!
//! A path in an answer leads nowhere else, neither by `..`, nor from the root, nor through a link. Knows nothing of what
//! the files are for.

mod alike;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::files::{self, FileFault, MAX_FILE_BYTES};
use alike::Listings;
pub use alike::MAX_SEARCHED;

/// The most that all files together may hold that one answer file names. A file that is read twice counts twice.
pub const MAX_BYTES_TOGETHER: u64 = 200 * 1024 * 1024;

/// A folder whose files, and those of the folders below it, may be read.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Option<PathBuf>,
    asked: RefCell<BTreeSet<PathBuf>>,
    /// How many bytes have been read.
    read: Cell<u64>,
    listings: Listings,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path within the folder, with `/` between the names.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Folder {
    /// The folder that a file stands in.
    ///
    /// # Errors
    /// Where the folder cannot be found.
    pub fn of(file: &Path) -> io::Result<Self> {
        let parent = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        Ok(Self { root: Some(fs::canonicalize(parent)?), ..Self::none() })
    }

    /// No folder at all: there is no file in it.
    #[must_use]
    pub fn none() -> Self {
        Self { root: None, asked: RefCell::default(), read: Cell::default(), listings: Listings::default() }
    }

    /// The path within the folder that a path relative to `base` means, whether or not there is a file; none where it leads
    /// out of it.
    #[must_use]
    pub fn within(base: &str, path: &str) -> Option<String> {
        within(base, path)
    }

    /// Reads a file by a path relative to `base`, itself a folder within this one ("" for this one itself).
    ///
    /// # Errors
    /// Where the file is not in the folder, is no file, is too large by itself or with those read before, or cannot be read.
    pub fn read(&self, base: &str, path: &str) -> Result<Found, FileFault> {
        let within = within(base, path).ok_or(FileFault::Outside)?;
        if within.split('/').any(is_device) {
            return Err(FileFault::Device);
        }
        let root = self.root.as_ref().ok_or(FileFault::Missing)?;
        let path = root.join(&within);
        self.asked.borrow_mut().insert(path.clone());
        let real = fs::canonicalize(&path)?;
        if !real.starts_with(root) {
            // Nothing outside is looked at again either.
            self.asked.borrow_mut().remove(&path);
            return Err(FileFault::Outside);
        }
        let left = MAX_BYTES_TOGETHER.saturating_sub(self.read.get());
        let bytes = files::read(&real, MAX_FILE_BYTES.min(left)).map_err(|fault| match fault {
            FileFault::TooLarge if left < MAX_FILE_BYTES => FileFault::TooMuch,
            other => other,
        })?;
        self.read.set(self.read.get() + bytes.len() as u64);
        Ok(Found { path: within, bytes })
    }

    /// The files that were asked for, also those that were not there: where one of them changes, what was read may too.
    #[must_use]
    pub fn asked(&self) -> BTreeSet<PathBuf> {
        self.asked.borrow().clone()
    }
}

/// The folder part of a path that [`Folder::read`] gave.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A relative path from `base`, as one path within the folder; none where it leads out of it.
fn within(base: &str, path: &str) -> Option<String> {
    // Windows writes paths with a backslash, and the same answer file is built on Linux.
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    if drive || path.starts_with('/') {
        return None;
    }
    let joined = if base.is_empty() { path } else { format!("{base}/{path}") };
    let mut names: Vec<&str> = Vec::new();
    for component in Path::new(&joined).components() {
        match component {
            Component::Normal(name) => names.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => {
                names.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(names.join("/"))
}

/// The names that Windows keeps for devices, whatever ending they have; the same answer file is built there.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_ascii_uppercase();
    let port = |kind: &str| {
        stem.strip_prefix(kind)
            .is_some_and(|number| matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
    };
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || port("COM") || port("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join("plan/billeder")).expect("folders");
        fs::write(dir.path().join("plan/billeder/kort æ.png"), b"x").expect("a file");
        fs::write(dir.path().join("hemmelig.md"), b"x").expect("a file");
        let folder = Folder::of(&dir.path().join("plan/kommune.toml")).expect("the folder");
        (dir, folder)
    }

    #[test]
    fn files_below_the_folder_are_read_however_the_path_is_written() {
        let (_dir, folder) = folder();
        for (base, path) in [
            ("", "billeder/kort æ.png"),
            ("", "./billeder//kort æ.png"),
            ("", "billeder\\kort æ.png"),
            ("", "x/../billeder/kort æ.png"),
            ("billeder", "kort æ.png"),
            ("tekster", "../billeder/kort æ.png"),
        ] {
            assert_eq!(folder.read(base, path).map(|found| found.path), Ok("billeder/kort æ.png".into()), "{base} {path}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let (dir, folder) = folder();
        let absolute = dir.path().join("hemmelig.md").display().to_string();
        for path in ["../hemmelig.md", "billeder/../../hemmelig.md", "/etc/passwd", "C:\\hemmelig.md", "\\\\server\\x", &absolute]
        {
            assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Outside), "{path}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(dir.path().join("hemmelig.md"), dir.path().join("plan/genvej.md")).expect("a link");
            symlink(dir.path(), dir.path().join("plan/mappe")).expect("a link");
            symlink("../hemmelig.md", dir.path().join("plan/billeder/op.md")).expect("a link");
            symlink("billeder", dir.path().join("plan/indenfor")).expect("a link");
            for path in ["genvej.md", "mappe/hemmelig.md", "mappe/plan/genvej.md"] {
                assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Outside), "{path}");
            }
            assert_eq!(folder.read("", "billeder/op.md").map(|found| found.path), Err(FileFault::Missing));
            assert!(folder.read("", "indenfor/kort æ.png").is_ok());
        }
    }

    #[test]
    fn what_was_asked_for_is_known_also_where_it_was_not_there() {
        let (dir, folder) = folder();
        for path in ["billeder/kort æ.png", "mangler.png", "../hemmelig.md"] {
            let _ = folder.read("", path);
        }
        let root = fs::canonicalize(dir.path().join("plan")).expect("the folder");
        assert_eq!(folder.asked(), BTreeSet::from([root.join("billeder/kort æ.png"), root.join("mangler.png")]));
    }

    #[test]
    fn names_of_devices_are_refused_on_every_system() {
        let (dir, folder) = folder();
        for path in ["CON", "nul", "Aux.png", "billeder/COM1.md", "lpt9 .svg", "COM²", "prn/kort.png", "CONOUT$"] {
            let name = dir.path().join("plan").join(path);
            if name.parent().is_some_and(Path::is_dir) {
                let _ = fs::write(name, b"x");
            }
            assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Device), "{path}");
        }
        for path in ["console.png", "com.png", "com10.md", "nulpunkt.md", "a.con"] {
            assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Missing), "{path}");
        }
    }

    #[test]
    fn what_is_no_file_is_told() {
        let (_dir, folder) = folder();
        assert_eq!(folder.read("", "billeder").map(|found| found.path), Err(FileFault::NotAFile));
        assert_eq!(folder.read("", "").map(|found| found.path), Err(FileFault::NotAFile));
        for path in ["mangler.png", "billeder/kort æ.png/x", "x\0y"] {
            assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Missing), "{path:?}");
        }
    }
}
