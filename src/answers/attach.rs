//! Files that an answer names: images, and Markdown that stands in an answer's place.
//!
//! They are read once, here, so that everything after works on values alone.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::alike::{Wanted, missing_but};
use super::front_matter;
use super::read::Reader;
use super::unusable::{file_fault, picture_fault, shorten};
use super::value::{Fault, not_utf8, text_value};
use super::{Origin, Text};
use crate::content::{self, BlockKind, InlineKind, Node, Place, for_each_image_mut, walk};
use crate::files::FileFault;
use crate::finding::{Code, Finding};
use crate::folder::{Folder, Found, folder_of};
use crate::image::MAX_PIXELS_TOGETHER;
use crate::source::{Location, NotUtf8, SourceId};

/// Images within a text are found beside the file that the text stands in, as every editor of Markdown shows them, and
/// else beside the answer file.
impl Reader<'_> {
    /// Reads an image and keeps it. Gives its path within the folder.
    pub(super) fn picture(&mut self, base: &str, path: &str, wanted: Wanted) -> Result<String, Fault> {
        if path.contains("://") || path.starts_with("data:") {
            let message = format!("Billedet »{}« hentes fra nettet.", shorten(path));
            let help = "Gem billedet i svarfilens mappe, og skriv filens navn. Planen skal kunne læses uden at hente noget andetsteds fra.";
            return Err(Fault::new(Code::FileOutside, message, help));
        }
        let is_known = |path: &str| self.pictures.contains_key(path) || self.refused.contains_key(path);
        let found = match self.find(base, path, is_known).map_err(|fault| self.told(base, path, &fault, wanted))? {
            Had::Read(found) => found,
            Had::Known(known) => {
                return self.refused.get(&known).map_or(Ok(known), |fault| Err(picture_fault(path, fault)));
            }
        };
        match crate::image::read(found.bytes, MAX_PIXELS_TOGETHER - self.pixels) {
            Ok(picture) => {
                self.pixels += picture.pixels;
                self.pictures.insert(found.path.clone(), picture);
                Ok(found.path)
            }
            Err(fault) => {
                let told = picture_fault(path, &fault);
                self.refused.insert(found.path, fault);
                Err(told)
            }
        }
    }

    /// Reads a file of Markdown as a text, with the images in it.
    pub(super) fn markdown_file(&mut self, path: &str) -> Result<Text, Fault> {
        let told = |fault: FileFault| self.told("", path, &fault, Wanted::Markdown);
        let Had::Read(found) = self.find("", path, |_| false).map_err(told)? else {
            return Err(told(FileFault::Missing));
        };
        let (source, invalid) = self.sources.add(self.shown_path(&found.path), &found.bytes);
        if let Some(NotUtf8 { at, encoding }) = invalid {
            let fault = not_utf8(encoding);
            self.found(fault.code, Location { source, at: at..at }, fault.message, fault.help);
        }
        let written = self.text_of(source);
        let words = self.words;
        let as_written = content::read::Written { is_word: &|word| words.has(word), column: 0 };
        let mut text = text_value(&written, Origin::File(source), &as_written).ok_or_else(|| {
            Fault::new(Code::FileUnusable, format!("Filen »{path}« er tom."), "Skriv teksten i filen, eller fjern linjen her.")
        })?;
        self.images(&mut text, folder_of(&found.path));
        Ok(text)
    }

    /// The text of a file of Markdown. Front matter is left out of it, and told.
    fn text_of(&mut self, source: SourceId) -> String {
        let text = &self.sources.get(source).text;
        let Some(at) = front_matter::of(text) else { return text.clone() };
        let written = front_matter::without(text, &at);
        let message = "Filen begynder med oplysninger om filen selv, og de kommer ikke med i planen.";
        let help = "Slet dem og linjerne omkring dem. Skal læseren have dem, så skriv dem som almindelig tekst.";
        self.findings.push(Finding::warning(Code::FrontMatter, Location { source, at }, message, help));
        written
    }

    /// Reads the images that a text shows, and names each by its path within the folder.
    pub(super) fn images(&mut self, text: &mut Text, base: &str) {
        let mut paths = HashMap::new();
        for (source, place) in images_of(text) {
            match self.picture(base, &source, Wanted::ImageInText) {
                Ok(path) => {
                    paths.insert(source, path);
                }
                Err(fault) => {
                    let location = text.locate(&place, self.sources);
                    self.found(fault.code, location, fault.message, fault.help);
                }
            }
        }
        for_each_image_mut(&mut text.blocks, &mut |image| {
            if let Some(path) = paths.get(&image.source) {
                image.source.clone_from(path);
            }
        });
    }

    /// Reads a file, where it is not one that is known.
    fn find(&self, base: &str, path: &str, is_known: impl Fn(&str) -> bool) -> Result<Had, FileFault> {
        // Markdown writes a space in a path as %20.
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let mut fault = FileFault::Missing;
        let is_inside = !base.is_empty() && Folder::within(base, &decoded).is_some();
        for base in [base, ""] {
            for path in [path, decoded.as_ref()] {
                if let Some(known) = Folder::within(base, path).filter(|path| is_known(path)) {
                    return Ok(Had::Known(known));
                }
                match self.folder.read(base, path) {
                    Ok(found) => return Ok(Had::Read(found)),
                    // Out of the folder only from beside the answer file: beside the text the file is missing.
                    Err(FileFault::Outside) if is_inside && Folder::within(base, path).is_none() => {}
                    Err(FileFault::Missing) => {}
                    Err(other) => fault = other,
                }
                match self.folder.in_other_form(base, path) {
                    Some(known) if is_known(&known) => return Ok(Had::Known(known)),
                    Some(other) => return self.folder.read("", &other).map(Had::Read),
                    None => {}
                }
            }
        }
        Err(fault)
    }

    /// What to say of a file that could not be had, and of what lies there where it is missing.
    fn told(&self, base: &str, path: &str, fault: &FileFault, wanted: Wanted) -> Fault {
        if *fault != FileFault::Missing {
            return file_fault(path, fault);
        }
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        // A path is written from the folder that it is read from.
        let from = |base: &str| -> Vec<String> {
            let alike = self.folder.alike(base, &decoded).into_iter();
            let below = |path: &String| path.strip_prefix(base).and_then(|path| path.strip_prefix('/')).map(str::to_owned);
            alike.map(|path| below(&path).unwrap_or(path)).collect()
        };
        let alike = [base, ""].into_iter().map(from).find(|alike| !alike.is_empty());
        alike.and_then(|alike| missing_but(path, &alike, wanted)).unwrap_or_else(|| file_fault(path, fault))
    }
}

/// A file, or the path within the folder of one that need not be read again.
enum Had {
    Read(Found),
    Known(String),
}

/// The images of a text, each source once, with the place of the first.
fn images_of(text: &Text) -> Vec<(String, Place)> {
    let mut images = Vec::new();
    let mut known = HashSet::new();
    let mut add = |source: &str, at: &Place| {
        if known.insert(source.to_owned()) {
            images.push((source.to_owned(), at.clone()));
        }
    };
    walk(&text.blocks, &mut |node| match node {
        Node::Block(block) => {
            if let BlockKind::Figure(image) = &block.kind {
                add(&image.source, &block.at);
            }
        }
        Node::Inline(inline) => {
            if let InlineKind::Image(image) = &inline.kind {
                add(&image.source, &inline.at);
            }
        }
    });
    images
}
