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
    /// Reads a date in words, known to the day, the month or the year: "18. juni 2026", "juni 2026", "2026"; and a month as
    /// programs write it, "2026-06", for which TOML has no date of its own.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = ["den ", "Den ", "d. "].iter().find_map(|den| text.strip_prefix(den)).unwrap_or(text);
        let words: Vec<&str> = text.split_whitespace().take(4).collect();
        match words[..] {
            [month] if let Some((year, month)) = month.split_once('-') => {
                let month = number_of(month).filter(|_| month.len() == 2)?;
                Some(Self::Maaned(Date::new(year_of(year)?, month, 1).ok()?))
            }
            [year] => Some(Self::Aar(Date::new(year_of(year)?, 1, 1).ok()?)),
            [month, year] => Some(Self::Maaned(Date::new(year_of(year)?, month_of(month)?, 1).ok()?)),
            [day, month, year] => {
                let day = number_of(day.strip_suffix('.').unwrap_or(day))?;
                Some(Self::Dag(Date::new(year_of(year)?, month_of(month)?, day).ok()?))
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

/// A day in figures, or with its month in words, as nobody writes it in TOML: "18.6.2026", "18-06-2026", "18. juni 2026".
///
/// The day stands before the month, as in Danish; "6/12/2026", which is the twelfth of June elsewhere, is no day.
#[must_use]
pub(crate) fn dag_i_tal(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('.');
    if text.len() > 30 {
        return None;
    }
    let parts: Vec<&str> = text.split(['.', '-', '/', ' ', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year_of(year).is_some() => (year, month, day),
        [day, month, year] => (year, month, day),
        _ => return None,
    };
    let month = number_of(month).or_else(|| month_of(month))?;
    let day = number_of(day)?;
    let is_foreign = text.matches('/').count() == 2 && day <= 12 && day != month && !text.starts_with(year);
    let date = Date::new(year_of(year)?, month, day).ok()?;
    (!is_foreign).then_some(date)
}

fn number_of(text: &str) -> Option<i8> {
    let is_short = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short { text.parse().ok() } else { None }
}

fn month_of(text: &str) -> Option<i8> {
    let month = text.to_lowercase();
    (1_i8..).zip(MONTHS).find(|(_, name)| *name == month).map(|(number, _)| number)
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
        for text in [
            "",
            "31. juni 2026",
            "18 6 2026",
            "den",
            "juni",
            "juni 26",
            "2026-06-18",
            "junj 2026",
            "20 26",
            "+202",
            "+1. juni 2026",
        ] {
            assert_eq!(Dato::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_as_danish_writes_it() {
        for text in ["18. juni 2026", "den 18. juni 2026", "d. 18. juni 2026", "18 Juni 2026", " 18.  juni  2026 "] {
            assert_eq!(Dato::from_text(text), Some(Dato::Dag(date(2026, 6, 18))), "{text}");
        }
    }

    #[test]
    fn a_day_in_figures_is_known_where_it_can_only_be_one() {
        let day = Some(date(2026, 6, 8));
        for text in ["8.6.2026", "08-06-2026", "8. juni 2026", "8/6-2026", "2026-6-8", "2026/06/08", "8. 6. 2026", "8.6.2026."] {
            assert_eq!(dag_i_tal(text), day, "{text}");
        }
        assert_eq!(dag_i_tal("18/6/2026"), Some(date(2026, 6, 18)));
        for text in ["8/6/2026", "8.6.26", "31.6.2026", "6.2026", "8.13.2026", "", "8.6.2026 kl. 9", "43 57 75 55"] {
            assert_eq!(dag_i_tal(text), None, "{text}");
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
