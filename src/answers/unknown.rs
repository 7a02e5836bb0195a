//! Keys that no question has, and what they may have meant.

use std::collections::BTreeSet;

use super::near::nearest;
use super::read::{Key, Reader};
use crate::dansk::opremsning;
use crate::finding::Code;
use crate::skabelon::Field;

/// What an unknown key may have meant.
enum Near {
    /// A key in the same table.
    Here(String),
    /// A key of this name, below these other headers.
    Elsewhere(String),
    /// None is near, but there are so few that all can be named.
    OneOf(Vec<String>),
}

impl Reader<'_> {
    pub(super) fn unknown_key(&mut self, prefix: &str, key: &Key<'_>) {
        let name = key.get_ref();
        let help = match self.near_key(prefix, name) {
            Some(Near::Here(near)) => format!("Mente I »{near}«? {UNKNOWN_IS_LOST}"),
            Some(Near::Elsewhere(table)) => format!("»{name}« hører til under {table}. {UNKNOWN_IS_LOST}"),
            Some(Near::OneOf(names)) => format!("Her kan kun stå {}. {UNKNOWN_IS_LOST}", opremsning(&names, "og")),
            None => format!("Ret nøglen, eller fjern linjen. {UNKNOWN_IS_LOST}"),
        };
        let message = match prefix {
            "" => format!("Nøglen »{name}« findes ikke."),
            prefix => format!("Nøglen »{name}« findes ikke i [{prefix}]."),
        };
        let at = self.location(key.span());
        self.found(Code::UnknownKey, at, message, help);
    }

    /// What an unknown key may have meant: one of its name in another table (a header that was forgotten or misplaced), or
    /// the nearest in its own.
    fn near_key(&self, prefix: &str, key: &str) -> Option<Near> {
        let known: Vec<&str> = self.skabelon.questions().map(|(question, _)| question.key.as_str()).collect();
        let of_table = known.iter().filter_map(|known| known.rsplit_once('.')).filter(|(_, name)| *name == key);
        let of_records = self.skabelon.questions().map(|(question, _)| question).filter(|question| question.field(key).is_some());
        let elsewhere: Vec<String> = of_table
            .map(|(table, _)| format!("[{table}]"))
            .chain(of_records.map(|question| format!("[[{}]]", question.key)))
            .collect();
        if (1..=5).contains(&elsewhere.len()) {
            return Some(Near::Elsewhere(opremsning(&elsewhere, "eller")));
        }
        let here = known.iter().filter_map(|known| {
            let rest = if prefix.is_empty() { known } else { known.strip_prefix(prefix)?.strip_prefix('.')? };
            rest.split('.').next()
        });
        let here: BTreeSet<&str> = here.collect();
        match nearest(key, here.iter().copied()) {
            Some(near) => Some(Near::Here(near.to_owned())),
            None if here.len() <= 8 => Some(Near::OneOf(here.into_iter().map(|name| format!("»{name}«")).collect())),
            None => None,
        }
    }
}

/// What to do about a field that records of a key do not have.
pub(super) fn unknown_field(name: &str, fields: &[Field], key: &str) -> String {
    if let Some(near) = nearest(name, fields.iter().map(|field| field.name.as_str())) {
        return format!("Mente I »{near}«? {UNKNOWN_IS_LOST}");
    }
    let names: Vec<String> = fields.iter().map(|field| format!("»{}«", field.name)).collect();
    format!("En post under [[{key}]] kan have {}.", opremsning(&names, "og"))
}

const UNKNOWN_IS_LOST: &str = "Et svar, der ikke hører til et spørgsmål, kommer ikke med i planen.";
