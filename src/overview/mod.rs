//! Where the plans of many municipalities stand: one row an answer file, and totals for the country, each region and each police
//! district.
//!
//! A plain value, made of the statuses of the files, so that an overview never says another thing than `status`. It is also the
//! public JSON format (`docs/formater.md`): fields may be added, none changes its meaning or goes. Renderers: [`text`], [`csv`],
//! [`json`], [`html`]. Reads no files.

pub mod csv;
pub mod html;
pub mod json;
mod row;
pub mod text;
mod total;

pub use row::{Plan, Row, Share, State};
pub use total::{Group, Total};

use jiff::civil::Date;
use serde::Serialize;

use crate::register::{self, Kommune};
use crate::status::Status;

/// What became of an answer file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The file, as the user named it.
    pub file: String,
    /// Where its plan stands, or why the file cannot be read.
    pub status: Result<Status, String>,
}

/// Where the plans of many municipalities stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// The day that they are seen from.
    #[serde(serialize_with = "day")]
    pub today: Date,
    /// All rows together.
    pub total: Total,
    /// The regions as they are on that day, by name; what belongs to none comes last.
    pub regions: Vec<Group>,
    /// The police districts, likewise.
    pub police_districts: Vec<Group>,
    /// The chapters that something must be answered in, by the template.
    pub chapters: Vec<Heading>,
    /// The rows, by the municipalities' names in the order of the Danish alphabet; what is of no known municipality comes last.
    pub rows: Vec<Row>,
}

/// A chapter of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// A name that stays the same when other chapters come and go.
    pub id: String,
    /// Its number as printed, "1.".
    pub number: Option<String>,
    /// Its title.
    pub title: String,
}

/// The overview of these files; with `everyone` also of the municipalities that have none. It is the same whatever order the
/// files come in.
#[must_use]
pub fn of(entries: &[Entry], everyone: bool, today: Date) -> Overview {
    let mut rows: Vec<Row> = entries.iter().map(|entry| Row::of(entry, today)).collect();
    if everyone {
        let missing = |kommune: &&Kommune| !rows.iter().any(|row| row.code == kommune.kode);
        let missing: Vec<Row> =
            register::kommuner().iter().filter(missing).map(|kommune| Row::without_file(kommune, today)).collect();
        rows.extend(missing);
    }
    row::put_in_order(&mut rows);
    row::choose_who_counts(&mut rows);
    Overview {
        today,
        total: rows.iter().map(Total::of).sum(),
        regions: total::groups(&rows, |row| row.region.as_deref()),
        police_districts: total::groups(&rows, |row| row.police_district.as_deref()),
        chapters: chapters(&rows),
        rows,
    }
}

/// The chapters that any of the rows must answer something in, in the order they are met.
fn chapters(rows: &[Row]) -> Vec<Heading> {
    let mut chapters: Vec<Heading> = Vec::new();
    for share in rows.iter().filter_map(|row| row.plan.as_ref()).flat_map(|plan| &plan.chapters) {
        if share.count.required > 0 && !chapters.contains(&share.heading) {
            chapters.push(share.heading.clone());
        }
    }
    chapters
}

impl Overview {
    /// How many of the register's municipalities have an answer file.
    #[must_use]
    pub fn known(&self) -> usize {
        self.rows.iter().filter(|row| row.counts && row.file.is_some() && row.code.is_some()).count()
    }
}

impl Heading {
    /// A few letters to stand over a column: the number, or the first letter of the title.
    #[must_use]
    pub fn short(&self) -> String {
        match &self.number {
            Some(number) => number.trim_end_matches('.').to_owned(),
            None => self.title.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
        }
    }

    /// The number and the title.
    #[must_use]
    pub fn full(&self) -> String {
        self.number.as_ref().map_or_else(|| self.title.clone(), |number| format!("{number} {}", self.title))
    }
}

/// A day as programs write it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn day<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}
