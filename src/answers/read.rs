//! Reading the answer file against the template: every key to its question, every value to its kind.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::alike::Wanted;
use super::backslash::{self, Eaten};
use super::limits::too_much;
use super::near::nearest;
use super::syntax::{FileText, Toml};
use super::unknown::unknown_field;
use super::value::{self, Fault};
use super::words::Words;
use super::{Answer, Answers, PHASE, Record, Text, Value, place, syntax};
use crate::content::read::Written;
use crate::dansk::opremsning;
use crate::finding::{About, Code, Finding};
use crate::folder::Folder;
use crate::image::{Picture, PictureFault};
use crate::skabelon::{Field, Kind, Phase, Placement, Question, Section, Skabelon};
use crate::source::{Location, NotUtf8, SourceId, Sources};

/// An answer file as TOML, before it is held against a template.
pub struct Parsed<'t> {
    file: &'t FileText,
    toml: Toml<'t>,
    source: SourceId,
    syntax: Vec<Finding>,
}

/// What reading an answer file gave.
#[derive(Debug)]
pub struct Reading {
    /// The answers.
    pub answers: Answers,
    /// Everything that is not as an answer file should be.
    pub findings: Vec<Finding>,
    /// Whether the file is no TOML in places: answers may then be missing that somebody gave.
    pub incomplete: bool,
}

/// Parses an answer file. Where it is no TOML, what can be read is read all the same, and each fault is told.
///
/// `file` is the file's text in `sources`, `invalid` what it is where it is not UTF-8.
#[must_use]
pub fn parse(file: &FileText, source: SourceId, invalid: Option<NotUtf8>) -> Parsed<'_> {
    let mut syntax = Vec::new();
    if let Some(NotUtf8 { at, encoding }) = invalid {
        let fault = value::not_utf8(encoding);
        syntax.push(Finding::error(fault.code, Location { source, at: at..at }, fault.message, fault.help));
    }
    Parsed { file, toml: file.written().parse(), source, syntax }
}

impl Parsed<'_> {
    /// The template that the file asks for, where it asks for one of these; and a finding where it asks for another.
    pub fn skabelon(&mut self, names: &[&'static str]) -> Option<&'static str> {
        let value = self.toml.0.get_ref().get("skabelon")?;
        let DeValue::String(asked) = value.get_ref() else { return None };
        let asked = asked.trim();
        let known = names.iter().find(|name| **name == asked).copied();
        if known.is_none() && !asked.is_empty() {
            let location = Location { source: self.source, at: value.span() };
            let quoted: Vec<String> = names.iter().map(|name| format!("»{name}«")).collect();
            let help = format!("Skriv {}, eller fjern linjen.", opremsning(&quoted, "eller"));
            self.syntax.push(Finding::error(
                Code::Choice,
                location,
                format!("Der er ingen skabelon, der hedder »{asked}«."),
                help,
            ));
        }
        known
    }
}

/// Reads an answer file against a template.
///
/// Files that answers name are read from `folder`, and those of text are added to `sources`.
#[must_use]
pub fn read(parsed: Parsed<'_>, skabelon: &Skabelon, folder: &Folder, sources: &mut Sources) -> Reading {
    let Parsed { file, toml: as_written, source, mut syntax } = parsed;
    let (mended, text) = file.mended(source, skabelon);
    let ((table, errors), text) = text.map_or((as_written, file.written()), |text| (text.parse(), text));
    let texts = syntax::Texts { read: text.as_str(), written: file.written().as_str() };
    syntax.extend(syntax::findings(texts, source, &table, &errors));
    syntax.extend(mended.findings.iter().cloned());
    let words = Words::new(file.written().as_str(), skabelon);
    let incomplete = syntax.iter().any(|finding| matches!(finding.code, Code::Syntax | Code::Encoding | Code::Choice));
    let end = sources.get(source).text.trim_end().len();
    let mut reader = Reader {
        skabelon,
        folder,
        words: &words,
        sources,
        source,
        findings: Vec::new(),
        given: BTreeMap::new(),
        blank: BTreeMap::new(),
        faulty: mended.misplaced.iter().cloned().collect(),
        stand_ins: &mended.stand_ins,
        tables: BTreeMap::new(),
        pictures: BTreeMap::new(),
        refused: BTreeMap::new(),
        pixels: 0,
    };
    reader.table("", table.get_ref());
    let likely_phase = likely_phase(table.get_ref());
    let Reader { mut findings, given, blank, mut faulty, tables, pictures, .. } = reader;
    // Some of its records may stand where they belong.
    faulty.retain(|key| !given.contains_key(key));
    findings.extend(syntax);
    let end = Location { source, at: end..end };
    Reading { answers: Answers { given, blank, faulty, likely_phase, tables, end, pictures }, findings, incomplete }
}

/// The phase that the answers most likely mean: of what is none, the one that is nearest; else a draft, which needs the least.
fn likely_phase(table: &DeTable<'_>) -> Phase {
    let said = table.get(PHASE).and_then(|value| value.get_ref().as_str()).unwrap_or_default();
    let keys = [Phase::Draft, Phase::Hearing, Phase::Adopted].map(Phase::key);
    nearest(said.trim(), keys.into_iter()).and_then(Phase::from_key).unwrap_or(Phase::Draft)
}

pub(super) struct Reader<'a> {
    pub(super) skabelon: &'a Skabelon,
    pub(super) folder: &'a Folder,
    pub(super) words: &'a Words<'a>,
    pub(super) sources: &'a mut Sources,
    source: SourceId,
    pub(super) findings: Vec<Finding>,
    given: BTreeMap<String, Answer>,
    blank: BTreeMap<String, Location>,
    faulty: BTreeSet<String>,
    /// Where values begin that stand in for answers that cannot be read, which has been told.
    stand_ins: &'a BTreeSet<usize>,
    tables: BTreeMap<String, Location>,
    pub(super) pictures: BTreeMap<String, Picture>,
    /// The images that cannot be shown, by path.
    pub(super) refused: BTreeMap<String, PictureFault>,
    /// How many pixels the images have together.
    pub(super) pixels: u64,
}

pub(super) type Key<'t> = Spanned<DeString<'t>>;
type RawValue<'t> = Spanned<DeValue<'t>>;

/// What a value turned out to be.
enum Outcome {
    Given(Value),
    Blank,
    /// Told already.
    Faulty,
}

impl Reader<'_> {
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (key, value) in in_file_order(table) {
            let full = join(prefix, key.get_ref());
            if let Some((question, section)) = self.skabelon.question(&full) {
                self.answer(question, section, key, value);
            } else if self.skabelon.is_table(&full) {
                self.tables.insert(full.clone(), self.location(key.span()));
                match value.get_ref() {
                    DeValue::Table(inner) => self.table(&full, inner),
                    other => self.not_a_table(&full, other, value),
                }
            } else {
                self.unknown_key(prefix, key);
            }
        }
    }

    fn answer(&mut self, question: &Question, section: Option<&Section>, key: &Key<'_>, value: &RawValue<'_>) {
        if value.span().is_empty() {
            // The parser stood for something here that is no value, and has told.
            self.faulty.insert(question.key.clone());
            return;
        }
        let before = self.findings.len();
        let at = self.location(value.span());
        let outcome = match (too_much(value.get_ref()), &question.kind) {
            (Some(fault), _) => self.fault(fault, at.clone()),
            (None, Kind::Records(fields)) => self.records(fields, question, value),
            (None, kind) => {
                let text = &self.sources.get(self.source).text;
                let written = place::key_before(text, self.location(key.span()).at.end).unwrap_or(key.get_ref()).to_owned();
                self.value(kind, &written, value)
            }
        };
        let name = question.key.clone();
        match outcome {
            Outcome::Given(value) => {
                let key_at = self.location(key.span());
                self.given.insert(name, Answer { value, at, key_at });
            }
            Outcome::Blank => {
                self.blank.insert(name, at);
            }
            Outcome::Faulty => {
                self.faulty.insert(name);
            }
        }
        let about = about(question, section);
        self.findings[before..].iter_mut().filter(|f| f.about.is_none()).for_each(|f| f.about = Some(about.clone()));
    }

    /// A value of any kind but records, with the name that it stands under.
    fn value(&mut self, kind: &Kind, name: &str, value: &RawValue<'_>) -> Outcome {
        let at = self.location(value.span());
        if self.stand_ins.range(value.span()).next().is_some() {
            return Outcome::Faulty;
        }
        if matches!(value.get_ref(), DeValue::String(_)) && self.backslashes(kind, &at) && *kind != Kind::Text {
            return Outcome::Faulty;
        }
        let words = self.words;
        let written = Written { is_word: &|word| words.has(word), column: self.column(&at) };
        let result = match (kind, value.get_ref()) {
            (Kind::List, DeValue::Array(items)) => return self.list(items.iter()),
            (Kind::ImageFile | Kind::MarkdownFile | Kind::Tekstblok, DeValue::String(path)) if path.trim().is_empty() => Ok(None),
            (Kind::ImageFile, DeValue::String(path)) => {
                self.picture("", path.trim(), Wanted::Image).map(|path| Some(Value::Image(path)))
            }
            (Kind::MarkdownFile | Kind::Tekstblok, DeValue::String(path)) => {
                self.markdown_file(path.trim()).map(|text| Some(Value::Text(text)))
            }
            (Kind::Tekstblok, DeValue::Boolean(false)) => Ok(Some(Value::LeftOut)),
            (kind, raw) => value::read(kind, name, raw, &at, &written),
        };
        match result {
            Ok(Some(Value::Text(mut text))) => {
                if matches!(kind, Kind::Text) {
                    self.images(&mut text, "");
                }
                Outcome::Given(Value::Text(text))
            }
            Ok(Some(value)) => Outcome::Given(value),
            Ok(None) => Outcome::Blank,
            Err(fault) => self.fault(fault, at),
        }
    }

    /// Tells the backslashes of a string that were meant to stand in it, and whether there are any.
    fn backslashes(&mut self, kind: &Kind, at: &Location) -> bool {
        let is_file = matches!(kind, Kind::ImageFile | Kind::MarkdownFile | Kind::Tekstblok);
        let eaten = backslash::eaten(self.sources.slice(at), is_file);
        for Eaten { at: within, message, help } in &eaten {
            let place = self.location(at.at.start + within.start..at.at.start + within.end);
            self.found(Code::Backslash, place, message, help);
        }
        !eaten.is_empty()
    }

    fn list<'v, 't: 'v>(&mut self, items: impl Iterator<Item = &'v RawValue<'t>>) -> Outcome {
        let words = self.words;
        let mut texts: Vec<Text> = Vec::new();
        let mut faulty = false;
        for item in items {
            let at = self.location(item.span());
            match item.get_ref() {
                DeValue::String(text) => {
                    self.backslashes(&Kind::List, &at);
                    let written = Written { is_word: &|word| words.has(word), column: self.column(&at) };
                    if let Some(mut text) = value::item(text, at, &written) {
                        self.images(&mut text, "");
                        texts.push(text);
                    }
                }
                other => {
                    let Fault { code, message, .. } = value::wrong_kind(&Kind::Text, other);
                    let message = message.replacen("Svaret", "Hvert punkt i listen", 1).replacen("men er", "men dette er", 1);
                    self.found(code, at, message, "Sæt anførselstegn om punktet.");
                    faulty = true;
                }
            }
        }
        match (texts.is_empty(), faulty) {
            (false, _) => Outcome::Given(Value::List(texts)),
            (true, true) => Outcome::Faulty,
            (true, false) => Outcome::Blank,
        }
    }

    fn records(&mut self, fields: &[Field], question: &Question, value: &RawValue<'_>) -> Outcome {
        let at = self.location(value.span());
        let DeValue::Array(items) = value.get_ref() else {
            let key = &question.key;
            let fault = match value.get_ref() {
                DeValue::String(text) if text.trim().is_empty() => return Outcome::Blank,
                DeValue::Table(_) => Fault::new(
                    Code::WrongKind,
                    format!("»{key}« er skrevet som én tabel, men kan have flere poster."),
                    format!("Skriv [[{key}]] med dobbelte kantede parenteser, én gang for hver post."),
                ),
                other => value::wrong_kind(&question.kind, other),
            };
            return self.fault(fault, at);
        };
        let mut records = Vec::new();
        let mut faulty = false;
        for item in items {
            let at = self.location(item.span());
            if let DeValue::Table(table) = item.get_ref() {
                let record = self.record(fields, &question.key, table, at);
                if !record.fields.is_empty() || !record.faulty.is_empty() {
                    records.push(record);
                }
            } else {
                faulty = true;
                self.fault(value::wrong_kind(&question.kind, item.get_ref()), at);
            }
        }
        match (records.is_empty(), faulty) {
            (false, _) => Outcome::Given(Value::Records(records)),
            (true, true) => Outcome::Faulty,
            (true, false) => Outcome::Blank,
        }
    }

    fn record(&mut self, fields: &[Field], key: &str, table: &DeTable<'_>, at: Location) -> Record {
        let mut record = Record { at, fields: BTreeMap::new(), faulty: BTreeSet::new() };
        for (name, value) in in_file_order(table) {
            let Some(field) = fields.iter().find(|field| field.name == *name.get_ref()) else {
                let help = unknown_field(name.get_ref(), fields, key);
                let message = format!("Feltet »{}« findes ikke i [[{key}]].", name.get_ref());
                self.found(Code::UnknownKey, self.location(name.span()), message, help);
                record.faulty.insert(name.get_ref().to_string());
                continue;
            };
            match self.value(&field.kind, &field.name, value) {
                Outcome::Given(given) => {
                    let answer = Answer { value: given, at: self.location(value.span()), key_at: self.location(name.span()) };
                    record.fields.insert(field.name.clone(), answer);
                }
                Outcome::Blank => {}
                Outcome::Faulty => {
                    record.faulty.insert(field.name.clone());
                }
            }
        }
        record
    }

    fn fault(&mut self, fault: Fault, at: Location) -> Outcome {
        self.found(fault.code, at, fault.message, fault.help);
        Outcome::Faulty
    }

    pub(super) fn found(&mut self, code: Code, at: Location, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Finding::error(code, at, message, help));
    }

    fn not_a_table(&mut self, key: &str, found: &DeValue<'_>, value: &RawValue<'_>) {
        let (message, help) = match found {
            DeValue::Array(_) => (
                format!("»{key}« er skrevet som flere poster, men er én tabel."),
                format!("Skriv [{key}] med enkelte kantede parenteser, og kun én gang."),
            ),
            _ => (
                format!("»{key}« er ikke selv et svar, men en tabel med svar."),
                format!("Skriv [{key}] på en linje for sig og svarene under den."),
            ),
        };
        let at = self.location(value.span());
        self.found(Code::WrongKind, at, message, help);
    }

    /// The column that the text of a literal begins in; 0 where it begins on a line of its own.
    fn column(&self, literal: &Location) -> usize {
        let file = &self.sources.get(literal.source);
        let marks = file.text[literal.at.clone()].chars().take_while(|c| matches!(c, '"' | '\'')).count();
        let begins_below = file.text[literal.at.start + marks..literal.at.end].starts_with(['\n', '\r']);
        if begins_below { 0 } else { file.position(literal.at.start).column - 1 + marks }
    }

    /// A place of the file. Where something else was read in place of a character, it may have been within that.
    pub(super) fn location(&self, at: std::ops::Range<usize>) -> Location {
        let text = &self.sources.get(self.source).text;
        Location { source: self.source, at: text.floor_char_boundary(at.start)..text.ceil_char_boundary(at.end) }
    }

    /// The name of a file within the folder as the user would type it: beside the answer file, as that was typed.
    pub(super) fn shown_path(&self, path: &str) -> String {
        let answer_file = &self.sources.get(self.source).name;
        match answer_file.rfind(['/', '\\']) {
            Some(end) => format!("{}{path}", &answer_file[..=end]),
            None => path.to_owned(),
        }
    }
}

/// The question that a finding is about.
pub(crate) fn about(question: &Question, section: Option<&Section>) -> About {
    let anchor = section.filter(|section| section.placement != Placement::Cover).map(|section| section.id.clone());
    let section = section.map_or_else(|| "tekstblokke".to_owned(), Section::reference);
    About { key: question.key.clone(), question: question.full_wording(), section, anchor }
}

fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") }
}

fn in_file_order<'v, 't>(table: &'v DeTable<'t>) -> Vec<(&'v Key<'t>, &'v RawValue<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
