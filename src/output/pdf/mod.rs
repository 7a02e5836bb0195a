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
mod refusal;
mod sheets;
mod words;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{OutputError, Refusal};
use crate::document::Document;
use world::PlanWorld;

/// How many documents are being made at this moment.
static IN_WORK: AtomicUsize = AtomicUsize::new(0);

/// The document as PDF.
///
/// # Errors
/// Where Typst refuses the document. The checks tell beforehand of everything in an answer that it is known to refuse.
pub fn render(document: &Document) -> Result<Vec<u8>, OutputError> {
    let _work = Work::begin();
    typeset(document).map_err(|reason| {
        let passage = refusal::find(document, |part| typeset(part).is_err());
        OutputError::PdfRefused(Refusal { passage, reason })
    })
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

/// Sets a document; where Typst refuses it, its messages.
fn typeset(document: &Document) -> Result<Vec<u8>, String> {
    let world = PlanWorld::new(data::of(document), &document.pictures).map_err(|error| error.to_string())?;
    let paged = typst::compile::<PagedDocument>(&world).output.map_err(|errors| messages(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let options = PdfOptions {
        // The same plan has the same identity whatever it says, and the municipality's other plans have another.
        ident: Smart::Custom(format!("beredskab/{}/{}", document.cover.kommune, document.cover.title)),
        creator: Smart::Custom(Some(format!("beredskab {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&paged, &options).map_err(|errors| messages(&errors))
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::content::{Block, Inline};
    use crate::document::{Cover, Section};

    /// A character that no font of the program has.
    const UNSHOWN: &str = "Her står \u{6f22}.";

    fn section(id: &str, title: &str, texts: &[&str]) -> Section {
        let paragraph = |text: &&str| Block::paragraph(vec![Inline::text(text)]);
        let blocks = texts.iter().map(paragraph).collect();
        Section { id: id.to_owned(), number: Some("1.".to_owned()), title: title.to_owned(), level: 1, blocks }
    }

    fn document(title: &str, body: Vec<Section>) -> Document {
        let cover = Cover {
            title: title.to_owned(),
            kommune: "Ishøj Kommune".to_owned(),
            year: None,
            logo: None,
            status: String::new(),
            phase: "Udkast".to_owned(),
            mark: None,
            gaps: Vec::new(),
        };
        Document { cover, front: Vec::new(), body, pictures: BTreeMap::new(), accent: None, date: date(2026, 11, 20) }
    }

    fn refused(document: &Document) -> Option<(String, String)> {
        match render(document) {
            Err(OutputError::PdfRefused(refusal)) => refusal.passage.map(|passage| (passage.section, passage.words)),
            other => panic!("not refused: {:?}", other.map(|bytes| bytes.len())),
        }
    }

    #[test]
    fn a_refusal_names_the_piece() {
        let sections = |second: &str, third: &str| {
            vec![section("a", "Mål", &["Et.", "To.", "Tre."]), section("b", second, &["Fire.", third, "Seks."])]
        };
        let named = |section: &str, words: &str| Some((section.to_owned(), words.to_owned()));
        assert_eq!(refused(&document("Plan", sections("Ansvar", UNSHOWN))), named("1. Ansvar", UNSHOWN));
        assert_eq!(refused(&document("Plan", sections(UNSHOWN, "Fem."))), named(&format!("1. {UNSHOWN}"), ""));
        assert_eq!(refused(&document(UNSHOWN, sections("Ansvar", "Fem."))), None);
        assert!(render(&document("Plan", sections("Ansvar", "Fem."))).is_ok());
    }
}
