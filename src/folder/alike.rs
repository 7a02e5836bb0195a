//! What lies in the folder where a file of another name was asked for.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Folder, within};
use crate::names::Listing;

/// The most entries of a folder that is searched for a name that looks like the one that was asked for.
pub const MAX_SEARCHED: usize = 5_000;

/// How many entries are looked at in all.
const MOST_TOGETHER: usize = 20_000;

/// The names in the folders that were searched. Each is read once.
#[derive(Debug, Clone, Default)]
pub(super) struct Listings {
    known: RefCell<HashMap<PathBuf, Option<Rc<Listing>>>>,
    /// How many entries have been looked at.
    seen: Cell<usize>,
}

impl Listings {
    fn of(&self, folder: &Path) -> Option<Rc<Listing>> {
        if let Some(known) = self.known.borrow().get(folder) {
            return known.clone();
        }
        let most = MAX_SEARCHED.min(MOST_TOGETHER - self.seen.get());
        let listing = match Listing::of(folder, most) {
            Ok(Some(listing)) => {
                self.seen.set(self.seen.get() + listing.len());
                Some(Rc::new(listing))
            }
            Ok(None) => {
                self.seen.set(self.seen.get() + most);
                None
            }
            // That the file is missing has been found, and names are all that is wanted here.
            Err(_) => None,
        };
        self.known.borrow_mut().insert(folder.to_owned(), listing.clone());
        listing
    }
}

impl Folder {
    /// The path within the folder of the one file that a path means where only the Unicode form of its names is another.
    #[must_use]
    pub fn in_other_form(&self, base: &str, path: &str) -> Option<String> {
        let path = within(base, path).filter(|path| !path.is_ascii())?;
        self.search(&path, |listing, name| listing.in_other_form(name).into_iter().collect()).pop()
    }

    /// The paths within the folder of files whose names look like those of a path, the most alike first.
    #[must_use]
    pub fn alike(&self, base: &str, path: &str) -> Vec<String> {
        let Some(path) = within(base, path) else { return Vec::new() };
        self.search(&path, |listing, name| {
            // The folders of a path may be right, or right but for the form.
            listing.in_other_form(name).into_iter().chain(listing.alike(name)).collect()
        })
    }

    /// The files that a path leads to where each of its names is one of those that are picked for it, or the name itself.
    fn search(&self, path: &str, pick: impl for<'l> Fn(&'l Listing, &str) -> Vec<&'l str>) -> Vec<String> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let meant = |folder: &str, name: &str| -> Vec<String> {
            let listing = self.inside(folder).and_then(|real| self.listings.of(&real));
            let picked = listing.iter().flat_map(|listing| pick(listing, name)).map(|name| joined(folder, name));
            [joined(folder, name)].into_iter().chain(picked).collect()
        };
        let leads_to = |path: &str, is_right: fn(&Path) -> bool| self.inside(path).is_some_and(|real| is_right(&real));
        let mut folder = String::new();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            let exact = joined(&folder, part);
            let found = if leads_to(&exact, Path::is_dir) {
                Some(exact)
            } else {
                meant(&folder, part).into_iter().find(|path| leads_to(path, Path::is_dir))
            };
            let Some(found) = found else { return Vec::new() };
            folder = found;
        }
        meant(&folder, name).into_iter().filter(|path| leads_to(path, Path::is_file)).collect()
    }

    /// Where a path within the folder really leads; none where that is out of it, or where nothing is there.
    fn inside(&self, path: &str) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        fs::canonicalize(root.join(path)).into_iter().find(|real| real.starts_with(root))
    }
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = dir.path().join("plan").join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, b"x").expect("a file");
        }
        let folder = Folder::of(&dir.path().join("plan/kommune.toml")).expect("the folder");
        (dir, folder)
    }

    // macOS takes both forms for the same name.
    #[cfg(not(target_os = "macos"))]
    #[test]
    fn a_file_in_the_other_unicode_form_is_the_one_that_is_meant() {
        let (_dir, folder) = folder(&["Ma\u{30a}løv/kort-a\u{30a}.svg", "a.svg", "x/\u{e5}.svg"]);
        let found = |base: &str, path: &str| folder.in_other_form(base, path);
        let kort = Some("Ma\u{30a}løv/kort-a\u{30a}.svg".to_owned());
        assert_eq!(found("", "M\u{e5}løv/kort-\u{e5}.svg"), kort);
        assert_eq!(found("", "M\u{e5}løv\\kort-a\u{30a}.svg"), kort);
        assert_eq!(found("M\u{e5}løv", "kort-\u{e5}.svg"), kort);
        assert_eq!(found("x", "a\u{30a}.svg"), Some("x/\u{e5}.svg".to_owned()));
        for other in
            ["m\u{e5}løv/kort-\u{e5}.svg", "M\u{e5}løv/kort-\u{e5}.SVG", "\u{e5}.svg", "kort-\u{e5}.svg", "../plan/\u{e5}"]
        {
            assert_eq!(found("", other), None, "{other}");
        }
    }

    #[test]
    fn files_of_a_name_that_looks_like_it_are_told() {
        let (_dir, folder) = folder(&["Billeder/kort æ.jpeg", "Billeder/kort æ.md", "logo.svg.txt", "mappe.png/x"]);
        assert_eq!(folder.alike("", "Billeder/kort-ae.jpg"), ["Billeder/kort æ.jpeg", "Billeder/kort æ.md"]);
        assert_eq!(folder.alike("Billeder", "../logo.svg"), ["logo.svg.txt"]);
        assert!(folder.alike("", "mappe.PNG").is_empty(), "a folder is no file");
        for other in ["", "kort.png", "ingen/kort.png", "../plan/logo.svg", "logo.svg/logo.svg"] {
            assert!(folder.alike("", other).is_empty(), "{other}");
        }
        #[cfg(target_os = "linux")]
        for path in ["billeder/KORT æ.jpeg", "billeder/kort æ.jpeg"] {
            assert_eq!(folder.alike("", path), ["Billeder/kort æ.jpeg", "Billeder/kort æ.md"]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_outside_the_folder_is_looked_at() {
        use std::os::unix::fs::symlink;
        let (dir, folder) = folder(&["her.png"]);
        fs::create_dir(dir.path().join("ude")).expect("a folder");
        fs::write(dir.path().join("ude/kort.jpeg"), b"x").expect("a file");
        symlink(dir.path().join("ude/kort.jpeg"), dir.path().join("plan/kort.jpeg")).expect("a link");
        symlink(dir.path().join("ude"), dir.path().join("plan/mappe")).expect("a link");
        for path in ["kort.jpg", "mappe/kort.jpg", "Mappe/kort.jpeg", "../ude/kort.jpg"] {
            assert!(folder.alike("", path).is_empty(), "{path}");
        }
        let searched = folder.listings.known.borrow();
        assert!(searched.keys().all(|path| path.ends_with("plan")), "{searched:?}");
    }

    #[test]
    fn folders_of_very_many_files_are_not_searched() {
        let (dir, folder) = folder(&["kort.jpeg"]);
        assert_eq!(folder.alike("", "kort.jpg").len(), 1);
        let other = Folder::of(&dir.path().join("plan/x")).expect("the folder");
        for number in 0..MAX_SEARCHED {
            fs::write(dir.path().join(format!("plan/{number}.md")), b"").expect("a file");
        }
        assert!(other.alike("", "kort.jpg").is_empty());
        assert_eq!(other.listings.seen.get(), MAX_SEARCHED);
    }
}
