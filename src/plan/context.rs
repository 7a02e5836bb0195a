//! The variables of a template: every answer under its key, and what follows from them.
//!
//! Every question of the template is a variable, answered or not, so that a misspelt name is an error and an open answer is
//! not. A draft's gaps are variables too, which print the question.

use std::collections::BTreeMap;

use minijinja::Value;

use super::Parts;
use super::facts::Facts;
use super::piece::Piece;
use crate::answers::{Answer, Record, Text, Value as Said};
use crate::content::{Href, Inline, InlineKind};
use crate::dansk::{Dato, Telefon};
use crate::skabelon::{Field, Kind, Origin, Phase, Question};

/// Whether a question is shown as a gap: in a draft, where it must be answered before the hearing. What is required only once
/// the plan is adopted cannot be answered yet.
pub(super) fn is_gap(question: &Question, parts: &Parts<'_>) -> bool {
    let is_required = parts.answers.required_from(question).is_some_and(|from| from != Phase::Adopted);
    parts.phase == Phase::Draft && parts.answers.get(&question.key).is_none() && is_required
}

/// How a question is printed that a draft has not answered.
pub(super) type Gap = fn(&Question) -> Value;

/// The question in its place, as the draft shows it.
pub(super) fn as_gap(question: &Question) -> Value {
    Piece::Gap(question.full_wording()).value()
}

/// The question as words to be replaced, in a text that somebody is to go on with. A check knows them as such.
pub(super) fn as_placeholder(question: &Question) -> Value {
    Value::from(format!("[{}]", question.full_wording().to_uppercase()))
}

/// The variables for every section and text block of a plan.
pub(super) fn variables(parts: &Parts<'_>, facts: &Facts, gap: Gap) -> Tree {
    let mut tree = Tree::default();
    for (question, _) in parts.skabelon.questions() {
        if question.kind == Kind::Tekstblok {
            continue;
        }
        let value = match parts.answers.get(&question.key) {
            Some(answer) => said(answer, &question.key, &question.kind, parts.phase),
            None if is_gap(question, parts) => gap(question),
            None => Value::from(()),
        };
        tree.set(&question.key, value);
    }
    let kommune = parts.kommune;
    tree.set("kommune.navn", kommune.navn.clone());
    tree.set("kommune.navn_genitiv", kommune.navn_genitiv());
    tree.set("kommune.officielt_navn", kommune.officielt_navn.clone());
    tree.set("kommune.officielt_navn_genitiv", kommune.officielt_navn_genitiv());
    tree.set("kommune.politikreds", kommune.politikreds.clone());
    tree.set(IS_ALONE, kommune.is_alone_in_its_district());
    tree.set("kommune.kode", kommune.kode);
    tree.set("kommune.region", facts.region.clone());
    tree.set("kommune.senere_region", facts.later_region.clone());
    tree.set("kontakt.infohus", facts.infohus.clone());
    tree.set("plan.titel", facts.title.clone());
    tree.set("plan.vedtaget_af", facts.adopted_by.clone());
    tree.set("plan.er_vedtaget", facts.is_adopted);
    tree.set("plan.vedtaget_hvornaar", facts.adopted.clone());
    tree.set("plan.revideres_hvornaar", facts.revised.map(Dato::med_forholdsord));
    if let Some(revised) = facts.revised {
        tree.set("plan.revideres", revised.to_string());
    }
    let skabelon = parts.skabelon;
    // The key `skabelon` says which template; the variable of that name holds what the template itself knows.
    tree.clear("skabelon");
    tree.set("skabelon.navn", skabelon.name.clone());
    tree.set("skabelon.version", skabelon.version.clone());
    tree.set("skabelon.mange_indsatser", skabelon.many_initiatives.unwrap_or(u32::MAX));
    tree.set("skabelon.lovgrundlag", skabelon.legal_basis.clone());
    tree.set("skabelon.kilde", Piece::Inlines(vec![origin(&skabelon.origin)]).value());
    tree.set("skabelon.hotline.navn", skabelon.hotline.name.clone());
    tree.set("skabelon.hotline.telefon", phone(&skabelon.hotline.phone));
    tree.set("skabelon.hotline.aabningstid", skabelon.hotline.hours.clone());
    tree.set("skabelon.politi.telefon", phone(&skabelon.police));
    tree.set("skabelon.alarm.telefon", phone(&skabelon.alarm));
    tree
}

const IS_ALONE: &str = "kommune.er_alene_i_politikredsen";

/// Why a text of the template reads otherwise for this municipality than for most.
pub(super) fn adapted(text: &str, parts: &Parts<'_>) -> Option<&'static str> {
    let is_other = parts.kommune.is_alone_in_its_district() && text.contains(IS_ALONE);
    is_other.then_some("Tilpasset jer: I er den eneste kommune i jeres politikreds.")
}

/// Where a text comes from, as a link where it has an address.
pub(super) fn origin(origin: &Origin) -> Inline {
    match &origin.href {
        Some(href) => link(&origin.title, href),
        None => Inline::text(&origin.title),
    }
}

fn said(answer: &Answer, key: &str, kind: &Kind, phase: Phase) -> Value {
    match &answer.value {
        Said::Text(text) => Piece::Blocks(text.blocks.clone()).value(),
        Said::Line(text) | Said::Choice(text) | Said::Image(text) => Value::from(text.clone()),
        Said::List(items) => list(items),
        Said::Records(records) => {
            let fields = if let Kind::Records(fields) = kind { fields.as_slice() } else { &[] };
            let name = key.replace('.', "-");
            let numbered = records.iter().zip(1..);
            numbered.map(|(record, number)| fields_of(record, fields, phase, &format!("{name}-{number}"))).collect()
        }
        Said::Date(date) => Value::from(date.to_string()),
        Said::Year(year) => Value::from(*year),
        Said::Phone(number) => phone(number),
        Said::Email(shown, href) | Said::Url(shown, href) => Piece::Inlines(vec![link(shown, href)]).value(),
        Said::YesNo(yes) => Value::from(*yes),
        Said::Color(color) => Value::from(color.to_string()),
        Said::LeftOut => Value::from(()),
    }
}

fn list(items: &[Text]) -> Value {
    Piece::List(items.iter().map(|item| item.blocks.clone()).collect()).value()
}

/// The field that every record has besides those of its question: a name for an anchor, which no other record has.
pub(super) const ANCHOR: &str = "anker";

fn fields_of(record: &Record, fields: &[Field], phase: Phase, anchor: &str) -> Value {
    let value = |field: &Field| match record.fields.get(&field.name) {
        Some(answer) => said(answer, &field.name, &field.kind, phase),
        None if phase == Phase::Draft && shows_gap(field, fields, record) => Piece::Gap(field.wording.clone()).value(),
        None => Value::from(()),
    };
    let anchor = (ANCHOR.to_owned(), Value::from(anchor));
    Value::from_pairs(std::iter::once(anchor).chain(fields.iter().map(|field| (field.name.clone(), value(field)))))
}

/// Whether a missing field is a gap. Of a pair of which one is to be given, the first stands for both.
fn shows_gap(field: &Field, fields: &[Field], record: &Record) -> bool {
    let Some(other) = &field.either else { return field.required };
    let first = fields.iter().find(|f| f.name == field.name || f.name == *other);
    !record.fields.contains_key(other) && first.is_some_and(|first| first.name == field.name)
}

fn phone(number: &Telefon) -> Value {
    let inline = match Href::tel(&number.dial()) {
        Ok(href) => link(&number.to_string(), &href),
        Err(_) => Inline::text(&number.to_string()),
    };
    Piece::Inlines(vec![inline]).value()
}

fn link(text: &str, href: &Href) -> Inline {
    Inline::new(InlineKind::Link { href: href.clone(), content: vec![Inline::text(text)] })
}

/// Variables by dotted name.
#[derive(Debug, Default)]
pub(super) struct Tree {
    value: Option<Value>,
    below: BTreeMap<String, Tree>,
}

impl Tree {
    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        match name.split_once('.') {
            Some((first, rest)) => self.below.entry(first.to_owned()).or_default().set(rest, value),
            None => self.below.entry(name.to_owned()).or_default().value = Some(value.into()),
        }
    }

    /// Whether there is a variable of a dotted name, or one that the name asks something of.
    pub(super) fn has(&self, name: &str) -> bool {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        self.below.get(first).is_some_and(|tree| rest.is_none_or(|rest| tree.below.is_empty() || tree.has(rest)))
    }

    fn clear(&mut self, name: &str) {
        self.below.remove(name);
    }
}

impl From<Tree> for Value {
    fn from(tree: Tree) -> Self {
        match tree.value {
            Some(value) if tree.below.is_empty() => value,
            _ => Self::from_pairs(tree.below.into_iter().map(|(name, tree)| (name, Self::from(tree)))),
        }
    }
}
