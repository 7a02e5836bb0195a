//! Loading a template: from the files embedded in the program, with a folder of the user's own laid over them.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

use super::Skabelon;
use super::assemble::build;
use super::file::{File, SkabelonError};
use crate::files::{self, FileFault};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static TEXTBLOCKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/textblocks");

/// The folder for text blocks within a folder of one's own.
const OWN_BLOCKS: &str = "tekstblokke";

/// The largest file that a template of one's own may have.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The most files that a folder of one's own may have.
pub const MAX_FILES: usize = 1_000;

/// The names of the templates that the program holds.
#[must_use]
pub fn names() -> Vec<&'static str> {
    TEMPLATES.dirs().filter_map(|dir| dir.path().file_name()?.to_str()).collect()
}

/// Loads the template of a name that [`names`] gives, with a folder laid over it where one is given.
///
/// A template is a folder of Markdown files with TOML front matter between `+++` lines:
///
/// - `skabelon.toml`: the template's own facts;
/// - `<number>-<id>.md`: a section. The number orders the sections (`2.1` before `2.2`), the id is the anchor of its heading;
/// - `_<name>.md`: a piece without front matter that sections include;
/// - `tekstblokke/<n>.md` in a folder of one's own, `textblocks/<name>/<n>.md` in the program: a standard text block.
///
/// A file in the folder of one's own replaces the embedded file of its name, and a file of a new name is added.
///
/// # Errors
/// Where the name is unknown, the folder cannot be read, or a file is not as a template's file is.
pub fn load(name: &str, overlay: Option<&Path>) -> Result<Skabelon, SkabelonError> {
    let mut files = embedded(&TEMPLATES, name, "templates");
    let mut blocks = embedded(&TEXTBLOCKS, name, "textblocks");
    if files.is_empty() {
        let message = format!("Programmet har ingen skabelon af det navn. Vælg en af disse: {}.", names().join(", "));
        return Err(SkabelonError { file: name.to_owned(), line: None, message });
    }
    if let Some(folder) = overlay {
        files.extend(own_files(folder, folder)?);
        let own_blocks = folder.join(OWN_BLOCKS);
        if own_blocks.is_dir() {
            blocks.extend(own_files(folder, &own_blocks)?);
        }
    }
    Ok(Skabelon { is_own: overlay.is_some(), ..build(name, &files, &blocks)? })
}

/// The template of a name, as the program holds it. It is read once, however many plans are made from it.
///
/// # Errors
/// As [`load()`].
pub fn built_in(name: &str) -> Result<Arc<Skabelon>, SkabelonError> {
    static BUILT_IN: LazyLock<BTreeMap<&'static str, Result<Arc<Skabelon>, SkabelonError>>> =
        LazyLock::new(|| names().into_iter().map(|name| (name, load(name, None).map(Arc::new))).collect());
    BUILT_IN.get(name).cloned().unwrap_or_else(|| load(name, None).map(Arc::new))
}

/// The files that [`load()`] takes from a folder of one's own; none where it cannot be read.
#[must_use]
pub fn files(overlay: &Path) -> Vec<PathBuf> {
    let blocks = own_paths(&overlay.join(OWN_BLOCKS)).unwrap_or_default();
    own_paths(overlay).unwrap_or_default().into_iter().chain(blocks).collect()
}

fn embedded(root: &Dir<'static>, name: &str, shown: &str) -> BTreeMap<String, File> {
    let Some(dir) = root.dirs().find(|dir| dir.path() == Path::new(name)) else { return BTreeMap::new() };
    let files = dir.files().filter_map(|file| {
        let file_name = file.path().file_name()?.to_str()?;
        let shown = format!("{shown}/{name}/{file_name}");
        Some((file_name.to_owned(), File::new(shown, file.contents_utf8()?)))
    });
    files.collect()
}

/// The files of a folder of one's own, which lies in `root`, the folder that was asked for.
fn own_files(root: &Path, folder: &Path) -> Result<BTreeMap<String, File>, SkabelonError> {
    let fail =
        |path: &Path, message: &str| SkabelonError { file: path.display().to_string(), line: None, message: message.to_owned() };
    let unreadable = |_| fail(folder, "Mappen kan ikke læses. Findes den, og er den en mappe?");
    let paths = own_paths(folder).map_err(unreadable)?;
    if paths.len() > MAX_FILES {
        let message = format!("Der er mere end {MAX_FILES} filer i mappen. Er det den rigtige?");
        return Err(fail(folder, &message));
    }
    let root = root.canonicalize().map_err(unreadable)?;
    let mut files = BTreeMap::new();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(fail(&path, "Filens navn er ikke skrevet med almindelige bogstaver. Giv den et andet."));
        };
        let real = path.canonicalize().map_err(|_| fail(&path, "Filen er en genvej til noget, der ikke findes."))?;
        if !real.starts_with(&root) {
            return Err(fail(&path, "Filen er en genvej ud af mappen. Læg selve filen i mappen."));
        }
        let bytes = files::read(&real, MAX_BYTES).map_err(|fault| match fault {
            FileFault::NotAFile => fail(&path, "Her skal ligge en fil, men det er noget andet. Giv det et andet navn."),
            FileFault::TooLarge => fail(
                &path,
                &format!("Filen fylder mere end {} MB. Så stor kan en skabelons fil ikke være.", MAX_BYTES / 1024 / 1024),
            ),
            _ => fail(&path, "Filen kan ikke læses. Har I adgang til den?"),
        })?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = String::from_utf8_lossy(good).matches('\n').count() + 1;
            SkabelonError { line: Some(line), ..fail(&path, "Filen er ikke gemt som UTF-8. Gem den som UTF-8 i jeres editor.") }
        })?;
        files.insert(name.to_owned(), File::new(path.display().to_string(), &text));
    }
    Ok(files)
}

/// The template's files in a folder of one's own, without those in the folders below it. What begins with a full stop is an
/// editor's own.
fn own_paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_ours = name == "skabelon.toml" || path.extension().is_some_and(|extension| extension == "md");
        if is_ours && !name.starts_with('.') {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_templates_load_in_order() {
        for name in names() {
            let skabelon = load(name, None).expect(name);
            assert!(skabelon.question("kommune.navn").is_some());
        }
        let skabelon = load("ekstremisme", None).expect("ekstremisme");
        let numbers: Vec<&str> = skabelon.sections.iter().filter_map(|s| s.number.as_deref()).collect();
        assert_eq!(
            numbers,
            ["1.", "1.1", "1.2", "1.3", "1.4", "2.", "2.1", "2.2", "3.", "3.1", "3.2", "3.3", "3.4", "4.", "4.1", "4.2", "4.3"]
        );
        assert_eq!(skabelon.textblocks.iter().map(|block| block.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_folder_of_ones_own_lies_over_the_embedded_files() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("tekstblokke")).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
        write("1.2-maal.md", "+++\nnummer = \"1.2\"\ntitel = \"Vores mål\"\nniveau = 2\n+++\nx\n");
        write("1.5-nyt.md", "\u{feff}+++\r\nnummer = \"1.5\"\r\ntitel = \"Nyt\"\r\nniveau = 2\r\n+++\r\ny\r\n");
        write("noter.txt", "læses ikke");
        write("tekstblokke/3.md", "+++\nnummer = 3\ntitel = \"Egen\"\nkilde = { titel = \"os\" }\n+++\nz\n");
        let skabelon = load("ekstremisme", Some(dir.path())).expect("the template");
        let titles: Vec<&str> = skabelon.sections.iter().map(|s| s.title.as_str()).collect();
        assert!(titles.contains(&"Vores mål") && titles.contains(&"Nyt") && !titles.contains(&"Mål"));
        assert_eq!(skabelon.textblocks[2].title, "Egen");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_with_its_line() {
        let fault = |name: &str, text: &str| {
            let dir = tempfile::tempdir().expect("a folder");
            std::fs::write(dir.path().join(name), text).expect("a file");
            let error = load("ekstremisme", Some(dir.path())).expect_err(name);
            assert!(error.to_string().contains(".md"), "{error}");
            (error.line, error.message)
        };
        assert_eq!(fault("1.5-x.md", "ingen").0, Some(1));
        assert_eq!(fault("1.5-x.md", "+++\ntitel = \"x\"\nukendt = 1\n+++\n").0, Some(3));
        assert_eq!(fault("1.5-x.md", "+++\ntitel = \"x\n+++\n").0, Some(2));
        assert!(fault("x.md", "+++\ntitel = \"x\"\n+++\n").1.contains("filnavn"));
        assert!(fault("1.5-maal.md", "+++\ntitel = \"x\"\n+++\n").1.contains("maal"));
        let question =
            "+++\ntitel = \"x\"\n[[spoergsmaal]]\nnoegle = \"introduktion.vision\"\nslags = \"linje\"\nordlyd = \"?\"\n+++\n";
        assert!(fault("1.5-x.md", question).1.contains("introduktion.vision"));
        assert!(load("ekstremisme", Some(Path::new("findes-ikke"))).is_err());
        assert!(load("ukendt", None).is_err());
    }
}
