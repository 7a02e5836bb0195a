//! The names that a template gives tables, records and keys, by which a line of the answer file is known wherever it stands.

use std::collections::{HashMap, HashSet};

use crate::skabelon::{Example, Kind, Skabelon};

/// What kind of answer a key takes, and the template's example of one.
pub(super) type Answered<'s> = (&'s Kind, Option<&'s Example>);

/// The template's names.
pub(super) struct Known<'s> {
    /// The keys of each table, and the fields of each row of records, by the header's name; "" stands for the top.
    headers: HashMap<&'s str, HashMap<&'s str, Answered<'s>>>,
    /// The headers in the order in which the template asks of them.
    order: Vec<&'s str>,
    /// The fields that a record must have, by its header's name.
    records: HashMap<&'s str, Vec<&'s str>>,
}

impl<'s> Known<'s> {
    /// The names of a template.
    pub fn of(skabelon: &'s Skabelon) -> Self {
        let mut known = Self { headers: HashMap::new(), order: Vec::new(), records: HashMap::new() };
        for (question, _) in skabelon.questions() {
            if let Kind::Records(fields) = &question.kind {
                let required = fields.iter().filter(|field| field.required).map(|field| field.name.as_str());
                known.records.insert(&question.key, required.collect());
                for field in fields {
                    known.add(&question.key, &field.name, (&field.kind, field.example.as_ref()));
                }
            }
            // A key may be written in full, or below the header of any table around it.
            let answered = (&question.kind, question.example.as_ref());
            known.add("", &question.key, answered);
            for (dot, _) in question.key.match_indices('.') {
                known.add(&question.key[..dot], &question.key[dot + 1..], answered);
            }
        }
        known
    }

    fn add(&mut self, header: &'s str, key: &'s str, answered: Answered<'s>) {
        if !self.headers.contains_key(header) {
            self.order.push(header);
        }
        self.headers.entry(header).or_default().insert(key, answered);
    }

    /// Whether `[name]` or `[[name]]` is a header of the answer file.
    pub fn is_header(&self, name: &str) -> bool {
        !name.is_empty() && self.headers.contains_key(name)
    }

    /// Whether a name is that of records.
    pub fn is_records(&self, name: &str) -> bool {
        self.records.contains_key(name)
    }

    /// Whether these are all the fields that a record must have.
    pub fn is_whole(&self, header: &str, keys: &HashSet<&str>) -> bool {
        self.records.get(header).is_some_and(|required| required.iter().all(|key| keys.contains(key)))
    }

    /// What a key takes that stands below a header.
    pub fn key(&self, header: &str, key: &str) -> Option<Answered<'s>> {
        self.headers.get(header)?.get(key).copied()
    }

    /// Whether a key, or a table written as a key, may stand below a header.
    pub fn has(&self, header: &str, key: &str) -> bool {
        let full = full(header, key);
        self.key(header, key).is_some() || (!self.is_records(header) && self.headers.contains_key(full.as_str()))
    }

    /// The headers that a key may stand below, in the template's order; the top is none of them.
    pub fn headers_of(&self, key: &str) -> impl Iterator<Item = &'s str> {
        self.order.iter().copied().filter(move |header| !header.is_empty() && self.key(header, key).is_some())
    }

    /// How a header is written.
    pub fn written(&self, header: &str) -> String {
        if self.is_records(header) { format!("[[{header}]]") } else { format!("[{header}]") }
    }

    /// Where a header comes in the template's order.
    pub fn place(&self, header: &str) -> usize {
        self.order.iter().position(|name| *name == header).unwrap_or(0)
    }
}

/// A key with the table it stands in.
pub(super) fn full(header: &str, key: &str) -> String {
    if header.is_empty() { key.to_owned() } else { format!("{header}.{key}") }
}
