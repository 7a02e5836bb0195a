//! PDF through Typst: PDF/UA-1 and PDF/A-2a at once.
//!
//! A fixed template, `plan.typ`, reads the document as data: strings only ever become text, links or code, so nothing in an
//! answer can become Typst. Typst is used as a library, with no file but the template, the data and the plan's own images
//! in its reach, and no clock.
//!
//! Typst, and not printpdf: a public body's PDF must be tagged (EN 301 549, 10), and printpdf writes no structure tree.

mod columns;
mod data;
mod extent;
mod heights;
mod metrics;
mod sheets;
mod words;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::OutputError;
use crate::document::Document;
use world::PlanWorld;

/// How many documents are being made at this moment.
static IN_WORK: AtomicUsize = AtomicUsize::new(0);

/// The document as PDF.
///
/// # Errors
/// Where Typst refuses the document; the checks tell beforehand of everything in an answer that it would refuse.
pub fn render(document: &Document) -> Result<Vec<u8>, OutputError> {
    let world =
        PlanWorld::new(data::of(document), &document.pictures).map_err(|error| OutputError::PdfRefused(error.to_string()))?;
    let _work = Work::begin();
    typeset(document, &world)
}

/// A document being made.
///
/// The engine remembers what it has worked out, for all threads at once. What a document that is in work has made is kept, and
/// so is what plans have in common (the template's functions, the standard texts set in type): it is as old as there are
/// documents between. All else is forgotten, so that memory stays level however many plans are built.
struct Work;

impl Work {
    fn begin() -> Self {
        IN_WORK.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let in_work = IN_WORK.fetch_sub(1, Ordering::Relaxed);
        typst::comemo::evict(in_work);
    }
}

fn typeset(document: &Document, world: &PlanWorld) -> Result<Vec<u8>, OutputError> {
    let paged = typst::compile::<PagedDocument>(world).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| OutputError::PdfRefused(error.message().to_string()))?;
    let options = PdfOptions {
        // The same plan has the same identity whatever it says, and the municipality's other plans have another.
        ident: Smart::Custom(format!("beredskab/{}/{}", document.cover.kommune, document.cover.title)),
        creator: Smart::Custom(Some(format!("beredskab {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&paged, &options).map_err(|errors| refused(&errors))
}

fn refused(errors: &[SourceDiagnostic]) -> OutputError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    OutputError::PdfRefused(messages.join("; "))
}
