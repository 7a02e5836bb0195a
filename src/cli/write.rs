//! Writing the finished files: all of them or none, and each whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use tempfile::NamedTempFile;

/// A file to write.
pub struct File {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// Writes files into a folder, which is made where it is not there.
///
/// Every file is first written whole beside its place and then moved there, so that nobody meets half a file. Where one
/// cannot be moved, those already moved are put back as they were.
///
/// Nothing waits for the disk, as it would for each file of a thousand plans: what a power cut takes can be built again.
///
/// # Errors
/// Where a file cannot be written. Then everything is as it was.
pub fn all(folder: &Path, files: &[File]) -> Result<()> {
    let made = Made::create(folder)?;
    let mut ready = Vec::new();
    for file in files {
        if file.path.is_dir() {
            bail!("»{}« er en mappe, så planen kan ikke skrives dér.", file.path.display());
        }
        ready.push(write_beside(folder, file).map_err(|error| cannot_write(&file.path, &error))?);
    }
    let mut replaced: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for (file, temporary) in files.iter().zip(ready) {
        let before = fs::read(&file.path).ok();
        if let Err(error) = temporary.persist(&file.path) {
            for (path, before) in replaced.into_iter().rev() {
                put_back(folder, path, before);
            }
            return Err(cannot_write(&file.path, &error.error));
        }
        replaced.push((&file.path, before));
    }
    made.keep();
    Ok(())
}

/// Writes one file that must not be there yet, in its folder, which is made where it is not there.
///
/// # Errors
/// Where the file is there already or cannot be written. Then everything is as it was.
pub fn new(file: &File) -> Result<()> {
    refuse_to_overwrite(&file.path)?;
    let folder = folder_of(&file.path);
    let made = Made::create(folder)?;
    let temporary = write_beside(folder, file).map_err(|error| cannot_write(&file.path, &error))?;
    // It is written on by hand from now on, and no other file makes it anew.
    temporary.as_file().sync_all().map_err(|error| cannot_write(&file.path, &error))?;
    temporary.persist_noclobber(&file.path).map_err(|error| cannot_write(&file.path, &error.error))?;
    made.keep();
    Ok(())
}

/// Sees to it that nothing of a file's name is there.
///
/// # Errors
/// Where something of that name is there already.
pub fn refuse_to_overwrite(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!("»{}« findes i forvejen og overskrives ikke. Vælg et andet navn med »--out«.", path.display());
    }
    Ok(())
}

/// The folder that a file stands in, as it can be opened.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn write_beside(folder: &Path, file: &File) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".beredskab-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any program writes a file: a web server must be able to read the plan.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(&file.bytes)?;
    Ok(temporary)
}

fn put_back(folder: &Path, path: &Path, before: Option<Vec<u8>>) {
    match before {
        Some(bytes) => {
            let file = File { path: path.to_owned(), bytes };
            let _ = write_beside(folder, &file).map(|temporary| temporary.persist(path));
        }
        None => {
            let _ = fs::remove_file(path);
        }
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("»{}« kan ikke skrives. {}", path.display(), because(error))
}

/// Why the system refuses, and what to do.
fn because(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Disken er fuld.",
        io::ErrorKind::ReadOnlyFilesystem => "Drevet kan kun læses.",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "Der ligger en fil af det navn i vejen.",
        io::ErrorKind::IsADirectory => "Der ligger en mappe af det navn i vejen.",
        io::ErrorKind::PermissionDenied => "Er filen åben i et andet program, eller mangler I adgang til mappen?",
        _ => "Prøv igen, eller vælg en anden mappe med »--out«.",
    }
}

/// Folders that were made for the files, and go again where nothing comes of it.
struct Made {
    folders: Vec<PathBuf>,
}

impl Made {
    fn create(folder: &Path) -> Result<Self> {
        let missing: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
            .map(Path::to_owned)
            .collect();
        let made = Self { folders: missing };
        fs::create_dir_all(folder)
            .map_err(|error| anyhow!("Mappen »{}« kan ikke laves. {}", folder.display(), because(&error)))?;
        Ok(made)
    }

    fn keep(mut self) {
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.folders {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, text: &str) -> File {
        File { path, bytes: text.as_bytes().to_vec() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_and_nothing_else_stays() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("a/b");
        all(&out, &[file(out.join("x.md"), "ny"), file(out.join("x.html"), "ny")]).expect("written");
        all(&out, &[file(out.join("x.md"), "nyere")]).expect("written over");
        assert_eq!(names(&out), ["x.html", "x.md"]);
        assert_eq!(fs::read_to_string(out.join("x.md")).expect("a file"), "nyere");
    }

    #[test]
    fn a_failure_leaves_everything_as_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("plan");
        fs::create_dir_all(out.join("x.pdf")).expect("a folder in the way");
        fs::write(out.join("x.md"), "gammel").expect("a file");
        assert!(all(&out, &[file(out.join("x.md"), "ny"), file(out.join("x.pdf"), "ny")]).is_err());
        assert_eq!(names(&out), ["x.md", "x.pdf"]);
        assert_eq!(fs::read_to_string(out.join("x.md")).expect("a file"), "gammel");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_and_not_begun() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("fil"), "").expect("a file");
        let out = dir.path().join("fil/plan");
        assert!(all(&out, &[file(out.join("x.md"), "ny")]).is_err());
        assert_eq!(names(dir.path()), ["fil"]);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.md");
        all(dir.path(), &[file(path.clone(), "ny")]).expect("written");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_ne!(mode & 0o044, 0, "{mode:o}");
    }
}
