//! Files on their way to their place: written whole beside it, and gone again where nothing comes of them.
//!
//! The program may be stopped at any moment. Where it is asked to (Ctrl-C, a closed terminal, a pipeline that is cancelled), it
//! takes its own away first. Where it is killed it cannot, and the next run does: what another run is still writing is locked,
//! and is known by that. Knows nothing of what is in the files.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::{Mutex, MutexGuard, Once, PoisonError, RwLock, RwLockReadGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::print;

const PREFIX: &str = ".beredskab-";
const SUFFIX: &str = ".tmp";

/// How a process ends that was interrupted, to those who read exit codes: 128 and the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// How old a file is at least that was left behind: one that is younger may be about to be locked.
const LEFT_BEHIND: Duration = Duration::from_mins(1);

/// How old it is where the disk has no locks to know it by.
const LEFT_BEHIND_WITHOUT_LOCKS: Duration = Duration::from_hours(24);

/// How long another run is waited for that puts files in their places in the same folder, which takes a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// What goes again where the program is stopped.
#[derive(Default)]
struct Unfinished {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
    /// The folders where nothing is left behind from earlier.
    swept: BTreeSet<PathBuf>,
}

static UNFINISHED: Mutex<Unfinished> =
    Mutex::new(Unfinished { files: BTreeSet::new(), folders: BTreeSet::new(), swept: BTreeSet::new() });

/// Held by those who put several files in their places, so that nothing is stopped between the first and the last.
static IN_PLACE: RwLock<()> = RwLock::new(());

/// Whose turn it is among the threads of this run, which would else wait for the folder's lock by looking again and again.
static TURN: Mutex<()> = Mutex::new(());

fn unfinished() -> MutexGuard<'static, Unfinished> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file on its way. It is gone when this is dropped.
#[derive(Debug)]
pub struct Temporary(Option<NamedTempFile>);

impl Temporary {
    /// An empty file in a folder.
    ///
    /// # Errors
    /// Where the folder takes none.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        take_leave_when_asked();
        sweep(folder);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any program writes a file: a web server must be able to read the plan.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut unfinished = unfinished();
        let file = builder.tempfile_in(folder)?;
        // A disk without locks is no reason not to write.
        let _ = file.as_file().try_lock();
        unfinished.files.insert(file.path().to_owned());
        Ok(Self(Some(file)))
    }

    /// The file, to be written to.
    pub fn file(&mut self) -> io::Result<&mut File> {
        self.0.as_mut().map(NamedTempFile::as_file_mut).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Moves the file to its place, where another may stand or, with `new`, must not.
    ///
    /// # Errors
    /// Where it cannot be moved. Then it is gone.
    pub fn persist(mut self, path: &Path, new: bool) -> io::Result<()> {
        let Some(file) = self.0.take() else { return Err(io::ErrorKind::NotFound.into()) };
        let was = file.path().to_owned();
        let persisted = if new { file.persist_noclobber(path) } else { file.persist(path) };
        unfinished().files.remove(&was);
        persisted.map(drop).map_err(|error| error.error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let path = file.path().to_owned();
            drop(file);
            unfinished().files.remove(&path);
        }
    }
}

/// From now on these folders go too, as far as they are empty, where the program is stopped.
pub fn remember(folders: &[PathBuf]) {
    take_leave_when_asked();
    unfinished().folders.extend(folders.iter().cloned());
}

/// From now on they do not.
pub fn forget(folders: &[PathBuf]) {
    let mut unfinished = unfinished();
    for folder in folders {
        unfinished.folders.remove(folder);
    }
}

/// As long as this is held, the program is not stopped other than by being killed, and no other run of it puts files in their
/// places in the same folder.
pub struct Undisturbed {
    _here: RwLockReadGuard<'static, ()>,
    _turn: MutexGuard<'static, ()>,
    _folder: Option<File>,
}

impl Undisturbed {
    /// Waits until others are done. One that does not get done is not waited for long: each file is whole without it too.
    pub fn in_folder(folder: &Path) -> Self {
        let here = IN_PLACE.read().unwrap_or_else(PoisonError::into_inner);
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        // Windows opens no folder as a file.
        let locked = File::open(folder).ok().filter(|folder| {
            let begun = Instant::now();
            loop {
                match folder.try_lock() {
                    Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(2)),
                    other => break other.is_ok(),
                }
            }
        });
        Self { _here: here, _turn: turn, _folder: locked }
    }
}

/// Where the program is asked to end, what is not finished goes first.
fn take_leave_when_asked() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where somebody listens already (`--watch`), they end when the work at hand is done.
        let _ = ctrlc::set_handler(|| {
            let _nothing_halfway = IN_PLACE.write().unwrap_or_else(PoisonError::into_inner);
            let unfinished = unfinished();
            for file in &unfinished.files {
                let _ = fs::remove_file(file);
            }
            // Those within come after those around them.
            for folder in unfinished.folders.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
            print::say("Afbrudt. Det, der ikke var færdigt, er fjernet igen.");
            exit(INTERRUPTED);
        });
    });
}

/// Takes away what earlier runs left behind in a folder that were killed.
fn sweep(folder: &Path) {
    if !unfinished().swept.insert(folder.to_owned()) {
        return;
    }
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours && is_left_behind(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_left_behind(entry: &fs::DirEntry) -> bool {
    let Some(metadata) = entry.metadata().ok().filter(fs::Metadata::is_file) else { return false };
    // A time to come is a clock that was changed: then it is younger than anything.
    let age = metadata.modified().ok().and_then(|modified| modified.elapsed().ok()).unwrap_or_default();
    if age < LEFT_BEHIND {
        return false;
    }
    match File::options().write(true).open(entry.path()).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::Error(_))) => age > LEFT_BEHIND_WITHOUT_LOCKS,
        Ok(Err(TryLockError::WouldBlock)) | Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        entries.map(|name| name.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_was_left_behind_goes_and_what_is_being_written_stays() {
        let dir = tempfile::tempdir().expect("a folder");
        let old = SystemTime::now() - Duration::from_hours(48);
        let make = |name: &str, modified: SystemTime| {
            let file = File::create(dir.path().join(name)).expect("a file");
            file.set_modified(modified).expect("a time");
            file
        };
        drop(make(".beredskab-gammel.tmp", old));
        drop(make(".beredskab-ny.tmp", SystemTime::now()));
        drop(make(".beredskab-fremtid.tmp", SystemTime::now() + Duration::from_hours(48)));
        drop(make("beredskab-min.tmp", old));
        drop(make(".beredskab-min.txt", old));
        let written = make(".beredskab-skrives.tmp", old);
        written.try_lock().expect("a lock");
        fs::create_dir(dir.path().join(".beredskab-mappe.tmp")).expect("a folder");
        let mut own = Temporary::in_folder(dir.path()).expect("a file");
        assert!(own.file().is_ok());
        let mut left = names(dir.path());
        left.sort();
        assert_eq!(left.len(), 7, "{left:?}");
        assert!(!left.contains(&".beredskab-gammel.tmp".to_owned()), "{left:?}");
        own.persist(&dir.path().join("plan.md"), false).expect("in place");
        assert!(names(dir.path()).contains(&"plan.md".to_owned()));
        drop(written);
    }
}
