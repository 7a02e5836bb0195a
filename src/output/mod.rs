//! The formats that a document is written in, a folder each.
//!
//! Each gives bytes for a document, the same for the same document, and reads nothing else.

pub mod fragment;
pub mod html;
pub mod markdown;
mod markup;
#[cfg(feature = "pdf")]
pub mod pdf;

use std::fmt;

use crate::document::Document;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown: the plan as text.
    Markdown,
    /// HTML: one page that stands alone.
    Html,
    /// PDF: PDF/UA-1 and PDF/A-2a.
    Pdf,
    /// HTML for pasting into a content management system.
    Fragment,
}

/// Why a document could not be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputError {
    /// This build of the program has no PDF engine.
    PdfNotIncluded,
    /// The PDF engine refused the document.
    PdfRefused(Refusal),
}

/// What the PDF engine refused, and why. The checks tell of everything it is known to refuse, so this is rare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The piece that it refuses; none where each piece alone can be set, or where it is on the cover.
    pub passage: Option<Passage>,
    /// What the engine says, in English.
    pub reason: String,
}

/// A piece of a plan, as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The heading of its section.
    pub section: String,
    /// How it begins; empty where it is the heading itself.
    pub words: String,
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PdfNotIncluded => f.write_str(
                "Denne udgave af programmet kan ikke lave PDF. Hent udgaven med PDF, eller byg den selv med »cargo build --release«. \
                 Uden PDF bygges planen med »--format md,html«.",
            ),
            Self::PdfRefused(refusal) => write!(f, "{refusal}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PDF-filen kan ikke laves, som svarene er nu. ")?;
        match &self.passage {
            Some(Passage { section, words }) if words.is_empty() => {
                write!(f, "Det er overskriften »{section}«, der ikke kan sættes. Skriv den på en anden måde, og byg igen.")?;
            }
            Some(Passage { section, words }) => {
                write!(f, "Det er teksten »{words}« i afsnittet »{section}«, der ikke kan sættes. ")?;
                f.write_str("Skriv den på en anden måde, og byg igen.")?;
            }
            None => f.write_str("Det er noget på forsiden eller i planen som helhed, der ikke kan sættes.")?,
        }
        write!(
            f,
            " Indtil da kan planen bygges uden PDF med »--format md,html«. (Besked fra PDF-delen, på engelsk: {})",
            self.reason
        )
    }
}

impl std::error::Error for OutputError {}

impl Format {
    /// Every format, in the order they are written.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Pdf, Self::Fragment];

    /// The formats that a plan is written in where none is asked for.
    pub const USUAL: [Self; 3] = [Self::Markdown, Self::Html, Self::Pdf];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Fragment => "fragment",
        }
    }

    /// What its file's name ends with, after the dot. A fragment is HTML, but not the page of the same name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Fragment => "fragment.html",
            _ => self.name(),
        }
    }

    /// Whether the bytes are text.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::Pdf
    }

    /// The document in this format.
    ///
    /// # Errors
    /// Where this build has no PDF engine, or the engine refuses the document.
    pub fn render(self, document: &Document) -> Result<Vec<u8>, OutputError> {
        match self {
            Self::Markdown => Ok(markdown::render(document).into_bytes()),
            Self::Html => Ok(html::render(document, html::StyleAt::Page).into_bytes()),
            Self::Fragment => Ok(fragment::render(document, fragment::Tables::Kept).into_bytes()),
            #[cfg(feature = "pdf")]
            Self::Pdf => pdf::render(document),
            #[cfg(not(feature = "pdf"))]
            Self::Pdf => Err(OutputError::PdfNotIncluded),
        }
    }
}
