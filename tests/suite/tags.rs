//! A PDF's tags (ISO 32000-1, 14.6 to 14.8): what is read aloud, in which order, against what is painted.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A marked piece of a page's content: the page, and the number that the piece has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Piece {
    pub page: ObjectId,
    pub number: i64,
}

/// What a tag stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Text,
    Figure,
    Table,
}

/// What the tree of a PDF's tags says.
#[derive(Default)]
pub struct Tags {
    /// The headings' titles, in the order of reading.
    pub headings: Vec<String>,
    /// The pieces in the order of reading, each with whether it may be painted elsewhere: a row of a table that goes over two pages
    /// is painted in pieces and read cell by cell, and an image is read after its caption, which stands below it.
    pub read: Vec<(Piece, bool)>,
    /// Where each piece comes in the order of painting.
    pub painted: HashMap<Piece, usize>,
}

impl Tags {
    pub fn of(pdf: &[u8]) -> Self {
        let pdf = Document::load_mem(pdf).expect("a PDF");
        let mut tags = Self::default();
        for page in pdf.page_iter() {
            let content = Content::decode(&pdf.get_page_content(page)).expect("a page's content");
            for number in content.operations.iter().filter(|o| o.operator == "BDC").filter_map(|o| number(o.operands.get(1)?)) {
                let at = tags.painted.len();
                assert!(tags.painted.insert(Piece { page, number }, at).is_none(), "piece {number} is painted twice");
            }
        }
        let root = pdf.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", &pdf)).expect("tags");
        let root = root.as_dict().expect("the tree of tags");
        tags.children(&pdf, root, None, Within::Text);
        tags
    }

    fn children(&mut self, pdf: &Document, of: &Dictionary, page: Option<ObjectId>, within: Within) {
        match of.get_deref(b"K", pdf) {
            Ok(Object::Array(children)) => children.iter().for_each(|child| self.child(pdf, child, page, within)),
            Ok(child) => self.child(pdf, child, page, within),
            Err(_) => {}
        }
    }

    /// A tag within another, a piece by its number, or a piece with its page. Annotations have no words of their own.
    fn child(&mut self, pdf: &Document, child: &Object, page: Option<ObjectId>, within: Within) {
        let child = pdf.dereference(child).expect("what the tree refers to").1;
        if let Ok(number) = child.as_i64() {
            self.read.push((Piece { page: page.expect("a page"), number }, within != Within::Text));
            return;
        }
        let tag = child.as_dict().expect("a tag or a piece");
        let page = tag.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        if let Some(number) = number(child) {
            self.read.push((Piece { page: page.expect("a page"), number }, within != Within::Text));
        } else if let Ok(kind) = tag.get(b"S").and_then(Object::as_name) {
            if let [b'H', b'1'..=b'9'] = kind {
                let title = tag.get_deref(b"T", pdf).and_then(lopdf::decode_text_string).expect("a heading's title");
                self.headings.push(title);
            }
            // A caption has its place among the words around it, whatever its image does.
            let in_table = kind == b"Table" || within == Within::Table;
            let within = if in_table {
                Within::Table
            } else if kind == b"Figure" {
                Within::Figure
            } else if kind == b"Caption" {
                Within::Text
            } else {
                within
            };
            self.children(pdf, tag, page, within);
        }
    }
}

fn number(properties: &Object) -> Option<i64> {
    properties.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()
}
