//! The answer file's folder: the only door to the files that an answer names.
//!
//! A path in an answer leads nowhere else, neither by `..`, nor from the root, nor through a link. Knows nothing of what
//! the files are for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

/// The largest file an answer may name.
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;

/// A folder whose files, and those of the folders below it, may be read.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Option<PathBuf>,
    asked: RefCell<BTreeSet<PathBuf>>,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path within the folder, with `/` between the names.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a file that an answer names cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// There is none of that name.
    Missing,
    /// The path leads out of the folder.
    Outside,
    /// It is a folder or something else that is no file.
    NotAFile,
    /// It is larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// The system refuses to read it.
    Unreadable(io::ErrorKind),
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
        Ok(Self { root: Some(fs::canonicalize(parent)?), asked: RefCell::default() })
    }

    /// No folder at all: there is no file in it.
    #[must_use]
    pub fn none() -> Self {
        Self { root: None, asked: RefCell::default() }
    }

    /// Reads a file by a path relative to `base`, itself a folder within this one ("" for this one itself).
    ///
    /// # Errors
    /// Where the file is not in the folder, is no file, is too large, or cannot be read.
    pub fn read(&self, base: &str, path: &str) -> Result<Found, FileFault> {
        let within = within(base, path).ok_or(FileFault::Outside)?;
        let root = self.root.as_ref().ok_or(FileFault::Missing)?;
        let path = root.join(&within);
        self.asked.borrow_mut().insert(path.clone());
        let real = fs::canonicalize(&path).map_err(|error| fault(&error))?;
        if !real.starts_with(root) {
            // Nothing outside is looked at again either.
            self.asked.borrow_mut().remove(&path);
            return Err(FileFault::Outside);
        }
        // Asked before opening: opening a pipe would wait for somebody to write to it.
        if !fs::metadata(&real).map_err(|error| fault(&error))?.is_file() {
            return Err(FileFault::NotAFile);
        }
        let mut bytes = Vec::new();
        fs::File::open(&real)
            .map_err(|error| fault(&error))?
            .take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| fault(&error))?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(FileFault::TooLarge);
        }
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

fn fault(error: &io::Error) -> FileFault {
    match error.kind() {
        // A name that no file can have is the name of no file.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
            FileFault::Missing
        }
        kind => FileFault::Unreadable(kind),
    }
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
            std::os::unix::fs::symlink(dir.path().join("hemmelig.md"), dir.path().join("plan/genvej.md")).expect("a link");
            assert_eq!(folder.read("", "genvej.md").map(|found| found.path), Err(FileFault::Outside));
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
    fn what_is_no_file_is_told() {
        let (_dir, folder) = folder();
        assert_eq!(folder.read("", "billeder").map(|found| found.path), Err(FileFault::NotAFile));
        assert_eq!(folder.read("", "").map(|found| found.path), Err(FileFault::NotAFile));
        for path in ["mangler.png", "billeder/kort æ.png/x", "x\0y"] {
            assert_eq!(folder.read("", path).map(|found| found.path), Err(FileFault::Missing), "{path:?}");
        }
    }
}
