//! By what a changed file is known: its length and time, and what is in it for as long as its time may stay the same.
//!
//! Knows nothing of plans. The disk and the time are given, so that it is tested without either.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use beredskab::files::{self, MAX_FILE_BYTES};

/// How long after a save another may leave the file's time as it is: FAT counts in steps of two seconds.
const GRANULARITY: Duration = Duration::from_secs(3);

/// What the system tells of a file that it need not be opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    pub is_file: bool,
    pub len: u64,
    pub modified: Option<SystemTime>,
}

/// Where files are looked at.
pub trait Disk {
    /// What the system tells of a file; nothing where there is none.
    fn meta(&self, path: &Path) -> Option<Meta>;

    /// A number that differs where what is in the file does; nothing where it cannot be read.
    fn digest(&self, path: &Path) -> Option<u64>;
}

/// The machine's own.
pub struct RealDisk;

impl Disk for RealDisk {
    fn meta(&self, path: &Path) -> Option<Meta> {
        let meta = std::fs::metadata(path).ok()?;
        Some(Meta { is_file: meta.is_file(), len: meta.len(), modified: meta.modified().ok() })
    }

    fn digest(&self, path: &Path) -> Option<u64> {
        let mut file = files::open(path).ok()?.take(MAX_FILE_BYTES);
        let mut hasher = DefaultHasher::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer).ok()? {
                0 => return Some(hasher.finish()),
                read => hasher.write(&buffer[..read]),
            }
        }
    }
}

/// A file as it was last seen.
#[derive(Debug)]
struct Stamp {
    meta: Option<Meta>,
    digest: Option<u64>,
    /// When the file was first seen with this length and time.
    since: Duration,
    /// Whether every later save will show in the length or the time.
    settled: bool,
}

impl Stamp {
    fn new(path: &Path, now: Duration, disk: &impl Disk) -> Self {
        let meta = disk.meta(path);
        let readable = meta.is_some_and(|meta| meta.is_file);
        // After `meta`: a save between the two then shows as a change, and never as none.
        let digest = if readable { disk.digest(path) } else { None };
        Self { meta, digest, since: now, settled: !readable }
    }

    /// Looks again: whether the file has changed.
    fn look(&mut self, path: &Path, now: Duration, disk: &impl Disk) -> bool {
        if disk.meta(path) != self.meta {
            *self = Self::new(path, now, disk);
            return true;
        }
        if self.settled {
            return false;
        }
        let digest = disk.digest(path);
        // What another program holds locked is tried until it lets go.
        self.settled = digest.is_some() && now.saturating_sub(self.since) >= GRANULARITY;
        std::mem::replace(&mut self.digest, digest) != digest
    }
}

/// The files that are watched, as they were last seen.
#[derive(Debug)]
pub struct Stamps<D> {
    files: BTreeMap<PathBuf, Stamp>,
    disk: D,
}

impl<D: Disk> Stamps<D> {
    pub fn new(disk: D) -> Self {
        Self { files: BTreeMap::new(), disk }
    }

    /// Watches these files too: whether one of them is new among the watched.
    pub fn follow(&mut self, paths: impl IntoIterator<Item = PathBuf>, now: Duration) -> bool {
        let before = self.files.len();
        for path in paths {
            self.files.entry(path).or_insert_with_key(|path| Stamp::new(path, now, &self.disk));
        }
        self.files.len() > before
    }

    /// Watches no others than these.
    pub fn keep_only(&mut self, paths: &BTreeSet<PathBuf>) {
        self.files.retain(|path, _| paths.contains(path));
    }

    /// Looks at every file: whether one has changed since it was last looked at.
    pub fn look(&mut self, now: Duration) -> bool {
        let mut changed = false;
        for (path, stamp) in &mut self.files {
            changed |= stamp.look(path, now, &self.disk);
        }
        changed
    }

    /// Looks at one of the files: whether it has changed since it was last looked at.
    pub fn look_at(&mut self, path: &Path, now: Duration) -> bool {
        self.files.get_mut(path).is_some_and(|stamp| stamp.look(path, now, &self.disk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    /// A disk whose files have a text and a time, and can be locked.
    #[derive(Default)]
    struct Fake {
        files: RefCell<BTreeMap<PathBuf, (String, u64)>>,
        locked: Cell<bool>,
        digests: Cell<usize>,
    }

    impl Fake {
        fn write(&self, name: &str, text: &str, time: u64) {
            self.files.borrow_mut().insert(name.into(), (text.into(), time));
        }
    }

    impl Disk for Rc<Fake> {
        fn meta(&self, path: &Path) -> Option<Meta> {
            let files = self.files.borrow();
            let (text, time) = files.get(path)?;
            let modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(*time));
            Some(Meta { is_file: true, len: text.len() as u64, modified })
        }

        fn digest(&self, path: &Path) -> Option<u64> {
            self.digests.set(self.digests.get() + 1);
            let files = self.files.borrow();
            let (text, _) = files.get(path).filter(|_| !self.locked.get())?;
            let mut hasher = DefaultHasher::new();
            hasher.write(text.as_bytes());
            Some(hasher.finish())
        }
    }

    fn watched(names: &[&str]) -> (Rc<Fake>, Stamps<Rc<Fake>>) {
        let disk = Rc::new(Fake::default());
        for name in names {
            disk.write(name, "abc", 100);
        }
        let mut stamps = Stamps::new(Rc::clone(&disk));
        assert!(stamps.follow(names.iter().map(PathBuf::from), seconds(0)) || names.is_empty());
        (disk, stamps)
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_change_of_length_or_time_is_seen_once() {
        let (disk, mut stamps) = watched(&["a", "b"]);
        assert!(!stamps.look(seconds(10)));
        disk.write("a", "abcd", 100);
        assert!(stamps.look(seconds(11)));
        assert!(!stamps.look(seconds(11)));
        disk.write("b", "abc", 101);
        assert!(!stamps.look_at(Path::new("a"), seconds(12)), "only b has changed");
        assert!(stamps.look(seconds(12)));
    }

    #[test]
    fn a_save_of_the_same_length_within_the_same_second_is_seen() {
        let (disk, mut stamps) = watched(&["a"]);
        disk.write("a", "abd", 100);
        assert!(stamps.look(seconds(1)));
        disk.write("a", "abe", 100);
        assert!(stamps.look(seconds(2)));
        // The machine slept before it could look again: the first look after that still reads.
        disk.write("a", "abf", 100);
        assert!(stamps.look(seconds(1000)));
    }

    #[test]
    fn a_file_at_rest_is_not_read() {
        let (disk, mut stamps) = watched(&["a"]);
        stamps.look(GRANULARITY);
        let before = disk.digests.get();
        for i in 0..100 {
            assert!(!stamps.look(seconds(10 + i)));
        }
        assert_eq!(disk.digests.get(), before);
    }

    #[test]
    fn files_go_and_come() {
        let (disk, mut stamps) = watched(&["a"]);
        stamps.look(seconds(10));
        let gone = disk.files.borrow_mut().remove(Path::new("a")).expect("the file");
        assert!(stamps.look(seconds(11)));
        assert!(!stamps.look(seconds(12)));
        disk.files.borrow_mut().insert("a".into(), gone);
        assert!(stamps.look(seconds(13)));
        assert!(stamps.follow([PathBuf::from("not yet")], seconds(14)));
        assert!(!stamps.follow([PathBuf::from("not yet")], seconds(14)));
        disk.write("not yet", "x", 200);
        assert!(stamps.look(seconds(15)));
    }

    #[test]
    fn what_is_no_longer_named_is_not_looked_at() {
        let (disk, mut stamps) = watched(&["a", "b"]);
        stamps.keep_only(&BTreeSet::from([PathBuf::from("a")]));
        disk.write("b", "other", 300);
        assert!(!stamps.look(seconds(10)));
    }

    #[test]
    fn a_locked_file_is_tried_until_it_can_be_read() {
        let (disk, mut stamps) = watched(&[]);
        disk.write("a", "abc", 100);
        disk.locked.set(true);
        stamps.follow([PathBuf::from("a")], seconds(0));
        assert!(!stamps.look(seconds(60)));
        disk.locked.set(false);
        assert!(stamps.look(seconds(61)));
    }
}
