//! Files that an answer names: images, and Markdown that stands in an answer's place.
//!
//! They are read once, here, so that everything after works on values alone.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use super::read::Reader;
use super::value::{Fault, not_utf8, text_value};
use super::{Origin, Text};
use crate::content::{BlockKind, InlineKind, Node, Place, for_each_image_mut, walk};
use crate::dansk::tal;
use crate::files::{FileFault, MAX_FILE_BYTES};
use crate::finding::Code;
use crate::folder::{Folder, Found, MAX_BYTES_TOGETHER, folder_of};
use crate::image::{
    Format, MAX_ELEMENTS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS, MAX_SIDE_THOUSANDS, PictureFault,
};
use crate::source::{Location, NotUtf8};

/// Images within a text are found beside the file that the text stands in, as every editor of Markdown shows them, and
/// else beside the answer file.
impl Reader<'_> {
    /// Reads an image and keeps it. Gives its path within the folder.
    pub(super) fn picture(&mut self, base: &str, path: &str) -> Result<String, Fault> {
        if path.contains("://") || path.starts_with("data:") {
            let message = format!("Billedet »{}« hentes fra nettet.", shorten(path));
            let help = "Gem billedet i svarfilens mappe, og skriv filens navn. Planen skal kunne læses uden at hente noget andetsteds fra.";
            return Err(Fault::new(Code::FileOutside, message, help));
        }
        let is_known = |path: &str| self.pictures.contains_key(path) || self.refused.contains_key(path);
        let found = match self.find(base, path, is_known).map_err(|fault| file_fault(path, &fault))? {
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
        let Had::Read(found) = self.find("", path, |_| false).map_err(|fault| file_fault(path, &fault))? else {
            return Err(file_fault(path, &FileFault::Missing));
        };
        let (source, invalid) = self.sources.add(self.shown_path(&found.path), &found.bytes);
        if let Some(NotUtf8 { at, encoding }) = invalid {
            let fault = not_utf8(encoding);
            self.found(fault.code, Location { source, at: at..at }, fault.message, fault.help);
        }
        let written = self.sources.get(source).text.clone();
        let mut text = text_value(&written, Origin::File(source)).ok_or_else(|| {
            Fault::new(Code::FileUnusable, format!("Filen »{path}« er tom."), "Skriv teksten i filen, eller fjern linjen her.")
        })?;
        self.images(&mut text, folder_of(&found.path));
        Ok(text)
    }

    /// Reads the images that a text shows, and names each by its path within the folder.
    pub(super) fn images(&mut self, text: &mut Text, base: &str) {
        let mut paths = HashMap::new();
        for (source, place) in images_of(text) {
            match self.picture(base, &source) {
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
        for base in [base, ""] {
            for path in [path, decoded.as_ref()] {
                if let Some(known) = Folder::within(base, path).filter(|path| is_known(path)) {
                    return Ok(Had::Known(known));
                }
                match self.folder.read(base, path) {
                    Ok(found) => return Ok(Had::Read(found)),
                    Err(FileFault::Missing) => {}
                    Err(other) => fault = other,
                }
            }
        }
        Err(fault)
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

fn file_fault(path: &str, fault: &FileFault) -> Fault {
    let path = shorten(path);
    match fault {
        FileFault::Missing => Fault::new(
            Code::FileMissing,
            format!("Filen »{path}« findes ikke."),
            "Ret navnet, eller læg filen i svarfilens mappe. Stien skrives fra svarfilens mappe med / mellem navnene.",
        ),
        FileFault::Outside => Fault::new(
            Code::FileOutside,
            format!("Filen »{path}« ligger uden for svarfilens mappe."),
            "Læg filen i samme mappe som svarfilen eller i en mappe under den, så planen kan bygges overalt.",
        ),
        FileFault::Device => Fault::new(
            Code::FileUnusable,
            format!("Filen kan ikke hedde »{path}«: Windows har det navn til noget andet."),
            "Giv filen et andet navn, så planen kan bygges på alle maskiner.",
        ),
        FileFault::NotAFile => Fault::new(
            Code::FileUnusable,
            if path.is_empty() { "Der mangler navnet på en fil.".to_owned() } else { format!("»{path}« er ikke en fil.") },
            "Skriv navnet på selve filen.",
        ),
        FileFault::TooLarge => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« er for stor."),
            format!("En fil må højst fylde {} MB. Gem den i en mindre udgave.", MAX_FILE_BYTES / 1024 / 1024),
        ),
        FileFault::TooMuch => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« kan ikke komme med: Filerne, svarene nævner, er for store tilsammen."),
            format!("De må højst fylde {} MB i alt. Gem dem i mindre udgaver.", MAX_BYTES_TOGETHER / 1024 / 1024),
        ),
        FileFault::Unreadable(_) => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« kan ikke læses."),
            "Kontrollér, at I har adgang til filen, og at den ikke er åben i et andet program.",
        ),
    }
}

fn picture_fault(path: &str, fault: &PictureFault) -> Fault {
    let path = shorten(path);
    let (message, help) = match fault {
        PictureFault::Unknown => {
            (format!("Filen »{path}« er ikke et billede, der kan vises."), "Gem billedet som PNG, JPEG eller SVG.".to_owned())
        }
        PictureFault::Damaged(format) => {
            let name = match format {
                Format::Png => "PNG",
                Format::Jpeg => "JPEG",
                Format::Svg => "SVG",
            };
            (
                format!("Billedet »{path}« er beskadiget: Det kan ikke læses som {name}."),
                "Åbn det i et billedprogram, og gem det igen.".to_owned(),
            )
        }
        PictureFault::RefersTo(href) => (
            format!("Billedet »{path}« henviser til en anden fil, »{}«.", shorten(href)),
            "Indlejr den i tegningen, eller gem tegningen som PNG. Planen skal kunne læses uden at hente noget andetsteds fra."
                .to_owned(),
        ),
        PictureFault::TooLarge => (
            format!("Billedet »{path}« har for mange billedpunkter."),
            format!(
                "Et billede må højst have {} millioner billedpunkter. Gem det i en mindre størrelse.",
                MAX_PIXELS / 1_000_000
            ),
        ),
        PictureFault::TooManyTogether => (
            format!("Billedet »{path}« kan ikke komme med: Planens billeder har for mange billedpunkter tilsammen."),
            format!(
                "De må højst have {} millioner billedpunkter i alt. Gem dem i mindre størrelser.",
                MAX_PIXELS_TOGETHER / 1_000_000
            ),
        ),
        PictureFault::Swells => (
            format!("Billedet »{path}« er lille, men pakker sig ud til noget meget stort."),
            "Gem det igen i et billedprogram. Sådan et billede kan få læserens program til at gå i stå.".to_owned(),
        ),
        PictureFault::TooManyScans => (
            format!("Billedet »{path}« tegnes i flere end {MAX_SCANS} omgange."),
            "Gem det igen i et billedprogram. Så mange omgange kan få læserens program til at gå i stå.".to_owned(),
        ),
        PictureFault::TooIntricate => (
            format!("Tegningen »{path}« er for indviklet."),
            format!(
                "En tegning må højst have {} dele, talt hver gang de tegnes, og {MAX_LEVELS} niveauer. Gem den som PNG, eller gør den enklere.",
                tal(MAX_ELEMENTS)
            ),
        ),
        PictureFault::TooWide => (
            format!("Tegningen »{path}« er for bred eller for høj."),
            format!(
                "En tegning må højst være {} billedpunkter på hver led. Ret »width« og »height« øverst i den.",
                tal(usize::from(MAX_SIDE_THOUSANDS) * 1_000)
            ),
        ),
        PictureFault::HasProgram => (
            format!("Tegningen »{path}« indeholder et program."),
            "Gem den uden, fx som »Almindelig SVG« i Inkscape, eller gem den som PNG. En hjemmeside, der viser filen, ville køre programmet.".to_owned(),
        ),
        PictureFault::HasPage => (
            format!("Tegningen »{path}« indeholder et stykke hjemmeside (foreignObject)."),
            "Gem teksten i den som almindelig tekst eller figurer, eller gem den som PNG. Det vises kun i en browser, så det ville mangle i PDF'en.".to_owned(),
        ),
    };
    Fault::new(Code::FileUnusable, message, help)
}

/// A path short enough for a sentence.
fn shorten(path: &str) -> String {
    if path.chars().count() <= 60 { path.to_owned() } else { path.chars().take(57).chain("...".chars()).collect() }
}
