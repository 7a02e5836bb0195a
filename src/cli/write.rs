//! Writing the finished files: all of them or none, and each whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use beredskab::dansk::tal;
use beredskab::files::{self, FileFault};

use super::print::because;
use super::temporary::{self, Temporary, Undisturbed};

/// The largest file that is replaced. What is there is kept in memory until all files are in their places.
const MAX_REPLACED: u64 = 1_000_000_000;

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
    let before = files.iter().map(|file| what_is_there(&file.path)).collect::<Result<Vec<_>>>()?;
    let mut ready = Vec::new();
    for file in files {
        ready.push(write_beside(folder, file).map_err(|error| cannot_write(&file.path, &error))?);
    }
    let _whole = Undisturbed::in_folder(folder);
    let mut replaced: Vec<(&Path, Option<Vec<u8>>)> = Vec::new();
    for ((file, temporary), before) in files.iter().zip(ready).zip(before) {
        if let Err(error) = temporary.persist(&file.path, false) {
            for (path, before) in replaced.into_iter().rev() {
                put_back(folder, path, before);
            }
            return Err(cannot_write(&file.path, &error));
        }
        replaced.push((&file.path, before));
    }
    made.keep();
    Ok(())
}

/// What is in a file's place, to be put back where not all can be replaced.
fn what_is_there(path: &Path) -> Result<Option<Vec<u8>>> {
    let shown = path.display();
    match files::read(path, MAX_REPLACED) {
        Err(FileFault::Missing) => Ok(None),
        // Moving another file to its place needs no leave from the file itself, but somebody meant it to stay.
        Ok(_) if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) => {
            bail!("»{shown}« er skrivebeskyttet og overskrives ikke. Fjern beskyttelsen, eller vælg en anden mappe med »--out«.")
        }
        Ok(bytes) => Ok(Some(bytes)),
        Err(FileFault::NotAFile) if path.is_dir() => bail!("»{shown}« er en mappe, så planen kan ikke skrives dér."),
        Err(FileFault::NotAFile) => bail!("»{shown}« er ikke en almindelig fil og overskrives ikke."),
        Err(FileFault::TooLarge) => {
            let limit = tal(usize::try_from(MAX_REPLACED / 1_000_000).unwrap_or_default());
            bail!("»{shown}« fylder mere end {limit} MB. Det er næppe en plan, så den overskrives ikke.")
        }
        Err(_) => bail!("»{shown}« kan ikke læses og overskrives derfor ikke. Er den åben i et andet program?"),
    }
}

/// Writes one file that must not be there yet, in its folder, which is made where it is not there.
///
/// # Errors
/// Where the file is there already or cannot be written. Then everything is as it was.
pub fn new(file: &File) -> Result<()> {
    refuse_to_overwrite(&file.path)?;
    let folder = folder_of(&file.path);
    let made = Made::create(folder)?;
    let mut temporary = write_beside(folder, file).map_err(|error| cannot_write(&file.path, &error))?;
    // It is written on by hand from now on, and no other file makes it anew.
    temporary.file().and_then(|file| file.sync_all()).map_err(|error| cannot_write(&file.path, &error))?;
    temporary.persist(&file.path, true).map_err(|error| cannot_write(&file.path, &error))?;
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

fn write_beside(folder: &Path, file: &File) -> io::Result<Temporary> {
    let mut temporary = Temporary::in_folder(folder)?;
    temporary.file()?.write_all(&file.bytes)?;
    Ok(temporary)
}

fn put_back(folder: &Path, path: &Path, before: Option<Vec<u8>>) {
    match before {
        Some(bytes) => {
            let file = File { path: path.to_owned(), bytes };
            let _ = write_beside(folder, &file).and_then(|temporary| temporary.persist(path, false));
        }
        None => {
            let _ = fs::remove_file(path);
        }
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("»{}« kan ikke skrives. {}", path.display(), because(error.kind()))
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
        temporary::remember(&missing);
        let made = Self { folders: missing };
        fs::create_dir_all(folder)
            .map_err(|error| anyhow!("Mappen »{}« kan ikke laves. {}", folder.display(), because(error.kind())))?;
        Ok(made)
    }

    fn keep(mut self) {
        temporary::forget(&self.folders);
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.folders {
            let _ = fs::remove_dir(folder);
        }
        temporary::forget(&self.folders);
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
