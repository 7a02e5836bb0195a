//! Everything that Typst can reach: the template, the data, the plan's images and the embedded fonts.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, PathError, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::data::picture_path;
use crate::fonts;
use crate::image::Picture;

/// What is the same for every plan, built once.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = fonts::FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::detached(include_str!("plan.typ")),
    }
});

/// The world of one plan.
pub(super) struct PlanWorld {
    files: HashMap<FileId, Bytes>,
}

impl PlanWorld {
    /// The world that holds this data and these images.
    ///
    /// # Errors
    /// Where Typst does not take a name for a file: never, since the names are the program's own.
    pub(super) fn new(data: Vec<u8>, pictures: &BTreeMap<String, Picture>) -> Result<Self, PathError> {
        // File names are constant, since Typst keeps every name it has met for as long as the program runs.
        let mut files = HashMap::from([(file_id("/plan.json")?, Bytes::new(data))]);
        for (number, picture) in pictures.values().enumerate() {
            files.insert(file_id(&picture_path(number, picture.format))?, Bytes::new(picture.bytes.clone()));
        }
        Ok(Self { files })
    }
}

fn file_id(path: &str) -> Result<FileId, PathError> {
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path)?)))
}

impl World for PlanWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.template.id() { Ok(SHARED.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
