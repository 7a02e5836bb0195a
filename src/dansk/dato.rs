//! Dates, known to the day, the month or the year.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// The months, as Danish writes them: in lower case.
pub(crate) const MONTHS: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];

/// A date as a plan gives it. Real plans often know only the month or the year ("politisk godkendt i december 2023").
///
/// Displayed as Danish writes it: "18. juni 2026", "juni 2026", "2026".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dato {
    /// Known to the day.
    Dag(Date),
    /// Known to the month; the date is its first day.
    Maaned(Date),
    /// Known to the year; the date is its first day.
    Aar(Date),
}

impl Dato {
    /// Reads "juni 2026" or "2026", as the answer file writes a date whose day is not known.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(year), None, None) => Some(Self::Aar(Date::new(year_of(year)?, 1, 1).ok()?)),
            (Some(month), Some(year), None) => {
                let month = month.to_lowercase();
                let number = (1_i8..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
                Some(Self::Maaned(Date::new(year_of(year)?, number, 1).ok()?))
            }
            _ => None,
        }
    }

    /// The first day it can mean.
    #[must_use]
    pub fn earliest(self) -> Date {
        match self {
            Self::Dag(date) | Self::Maaned(date) | Self::Aar(date) => date,
        }
    }

    /// The last day it can mean.
    #[must_use]
    pub fn latest(self) -> Date {
        match self {
            Self::Dag(date) => date,
            Self::Maaned(date) => date.last_of_month(),
            Self::Aar(date) => date.last_of_year(),
        }
    }

    /// The same date so many years later, known as well as this one. None beyond the calendar's end.
    #[must_use]
    pub fn plus_years(self, years: i64) -> Option<Self> {
        let later = |date: Date| date.checked_add(years.years()).ok();
        Some(match self {
            Self::Dag(date) => Self::Dag(later(date)?),
            Self::Maaned(date) => Self::Maaned(later(date)?),
            Self::Aar(date) => Self::Aar(later(date)?),
        })
    }

    /// As programs write it, as well as it is known: "2026-06-18", "2026-06", "2026".
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            Self::Dag(date) => date.to_string(),
            Self::Maaned(date) => format!("{:04}-{:02}", date.year(), date.month()),
            Self::Aar(date) => format!("{:04}", date.year()),
        }
    }

    /// With the word that belongs before it in a sentence: "den 18. juni 2026", "i juni 2026", "i 2026".
    #[must_use]
    pub fn med_forholdsord(self) -> String {
        match self {
            Self::Dag(_) => format!("den {self}"),
            Self::Maaned(_) | Self::Aar(_) => format!("i {self}"),
        }
    }
}

fn year_of(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for Dato {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |date: &Date| MONTHS[usize::from(date.month().unsigned_abs()) - 1];
        match self {
            Self::Dag(date) => write!(f, "{}. {} {}", date.day(), month(date), date.year()),
            Self::Maaned(date) => write!(f, "{} {}", month(date), date.year()),
            Self::Aar(date) => write!(f, "{}", date.year()),
        }
    }
}

impl From<Date> for Dato {
    fn from(date: Date) -> Self {
        Self::Dag(date)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_written_as_in_danish() {
        assert_eq!(Dato::Dag(date(2026, 11, 20)).to_string(), "20. november 2026");
        assert_eq!(Dato::Dag(date(2026, 6, 8)).med_forholdsord(), "den 8. juni 2026");
        assert_eq!(Dato::from_text("Juni  2026").map(Dato::med_forholdsord).as_deref(), Some("i juni 2026"));
        assert_eq!(Dato::from_text("2026").map(|d| d.to_string()).as_deref(), Some("2026"));
    }

    #[test]
    fn dates_are_written_for_programs() {
        let written = |dato: Dato| dato.iso();
        assert_eq!(written(Dato::Dag(date(2026, 6, 8))), "2026-06-08");
        assert_eq!(Dato::from_text("juni 2026").map(written).as_deref(), Some("2026-06"));
        assert_eq!(Dato::from_text("2026").map(written).as_deref(), Some("2026"));
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "18. juni 2026", "juni", "juni 26", "2026-06-18", "junj 2026", "20 26", "+202"] {
            assert_eq!(Dato::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_added_to_what_is_known() {
        assert_eq!(Dato::Dag(date(2096, 2, 29)).plus_years(4), Some(Dato::Dag(date(2100, 2, 28))));
        assert_eq!(Dato::from_text("juni 2026").and_then(|d| d.plus_years(4)), Dato::from_text("juni 2030"));
        assert_eq!(Dato::Dag(date(9998, 1, 1)).plus_years(4), None);
        assert_eq!(Dato::from_text("februar 2028").map(Dato::latest), Some(date(2028, 2, 29)));
    }
}
