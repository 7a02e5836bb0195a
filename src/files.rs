//! Reading a file that may be anything: a pipe, a device, a file of ten gigabytes, or one that grows while it is read.
//!
//! Never waits for another program, and never takes more into memory than it was allowed. Knows nothing of what files are
//! for, nor of where they may be.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// The largest file that anything is read from.
pub const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// There is none of that name.
    Missing,
    /// The path leads out of the folder.
    Outside,
    /// It is a name that Windows keeps for a device.
    Device,
    /// It is a folder or something else that is no file.
    NotAFile,
    /// It is larger than it may be.
    TooLarge,
    /// It and the files read before are more than may be read of a folder.
    TooMuch,
    /// The system refuses to read it.
    Unreadable(io::ErrorKind),
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A name that no file can have is the name of no file.
            io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidFilename => Self::Missing,
            kind => Self::Unreadable(kind),
        }
    }
}

/// Opens a file to be read.
///
/// # Errors
/// Where it cannot be opened, or is no file. Opening a pipe would wait for somebody to write to it, so it is asked what it is
/// before, and again after it was opened without waiting: somebody may have put another in its place.
pub fn open(path: &Path) -> Result<File, FileFault> {
    if !fs::metadata(path)?.is_file() {
        return Err(FileFault::NotAFile);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(FileFault::NotAFile) }
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// Where it cannot be read, is no file, or is larger; also where it has become so since it was opened.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileFault> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    if length > limit {
        return Err(FileFault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(FileFault::TooLarge) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("fil");
        fs::write(&path, b"12345").expect("a file");
        assert_eq!(read(&path, 5), Ok(b"12345".to_vec()));
        assert_eq!(read(&path, 4), Err(FileFault::TooLarge));
        assert_eq!(read(&dir.path().join("ingen"), 4), Err(FileFault::Missing));
        assert_eq!(read(&path.join("x"), 4), Err(FileFault::Missing));
        assert_eq!(read(dir.path(), 4), Err(FileFault::NotAFile));
    }

    #[test]
    fn a_sparse_file_is_refused_by_its_length() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("fil");
        File::create(&path).and_then(|file| file.set_len(10 * 1024 * 1024 * 1024)).expect("a file");
        assert_eq!(read(&path, MAX_FILE_BYTES), Err(FileFault::TooLarge));
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_no_files() {
        for device in ["/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/random"] {
            assert!(matches!(read(Path::new(device), 4), Err(FileFault::NotAFile | FileFault::Missing)), "{device}");
        }
    }

    /// What stands there is swapped again and again between a file and a pipe that nobody writes to.
    #[cfg(unix)]
    #[test]
    fn a_pipe_that_comes_in_between_is_not_waited_for() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let dir = tempfile::tempdir().expect("a folder");
        let [path, file, pipe] = ["her", "fil", "roer"].map(|name| dir.path().join(name));
        fs::write(&file, b"x").expect("a file");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        fs::hard_link(&file, &path).expect("a link");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let next = dir.path().join("naeste");
                while !done.load(Ordering::Relaxed) {
                    for target in [&pipe, &file] {
                        fs::hard_link(target, &next).and_then(|()| fs::rename(&next, &path)).expect("a swap");
                        // Renaming one name of a file to another name of the same does nothing.
                        let _ = fs::remove_file(&next);
                    }
                }
            });
            let results: Vec<_> = (0..3000).map(|_| read(&path, 4)).collect();
            done.store(true, Ordering::Relaxed);
            let is_file_or_none = |result: &Result<Vec<u8>, FileFault>| match result {
                Ok(bytes) => bytes == b"x",
                Err(fault) => *fault == FileFault::NotAFile,
            };
            assert!(results.iter().all(is_file_or_none), "{results:?}");
        });
    }
}
