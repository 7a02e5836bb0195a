//! How far a day is from today, as Danish says it: "om 3 år og 7 måneder", "for 5 måneder siden", "i går".

use jiff::civil::Date;
use jiff::{Span, Unit};

use super::{Dato, antal, opremsning};

/// How far a date is from today, no more exactly than the date is known. Whole units: what is begun does not count.
#[must_use]
pub fn afstand(dato: Dato, today: Date) -> String {
    match dato {
        Dato::Dag(day) => match days(today, day) {
            0 => "i dag".to_owned(),
            1 => "i morgen".to_owned(),
            -1 => "i går".to_owned(),
            _ => told(&span(today, day, Unit::Year)),
        },
        Dato::Maaned(month) => match span(today.first_of_month(), month, Unit::Month).get_months() {
            0 => "i denne måned".to_owned(),
            1 => "i næste måned".to_owned(),
            -1 => "i sidste måned".to_owned(),
            _ => told(&span(today.first_of_month(), month, Unit::Year)),
        },
        Dato::Aar(year) => match year.year() - today.year() {
            0 => "i år".to_owned(),
            1 => "næste år".to_owned(),
            -1 => "sidste år".to_owned(),
            _ => told(&span(today.first_of_year(), year, Unit::Year)),
        },
    }
}

/// The days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    span(from, to, Unit::Day).get_days()
}

/// The span from one day to another. Any two days of the calendar have one.
fn span(from: Date, to: Date, largest: Unit) -> Span {
    from.until((largest, to)).unwrap_or_default()
}

/// Years and months, or days where it is less than a month.
fn told(span: &Span) -> String {
    let number = |n: i32| usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
    let (years, months) = (number(span.get_years().into()), number(span.get_months()));
    let parts = [antal(years, "år", "år"), antal(months, "måned", "måneder")];
    let parts: Vec<&String> = parts.iter().zip([years, months]).filter(|&(_, n)| n > 0).map(|(part, _)| part).collect();
    let words = match parts.as_slice() {
        [] => antal(number(span.get_days()), "dag", "dage"),
        parts => opremsning(parts, "og"),
    };
    if span.is_negative() { format!("for {words} siden") } else { format!("om {words}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_told_in_whole_units() {
        let today = date(2026, 11, 20);
        let told = |year, month, day| afstand(Dato::Dag(date(year, month, day)), today);
        assert_eq!(told(2026, 11, 20), "i dag");
        assert_eq!(told(2026, 11, 21), "i morgen");
        assert_eq!(told(2026, 11, 19), "i går");
        assert_eq!(told(2026, 12, 19), "om 29 dage");
        assert_eq!(told(2026, 12, 20), "om 1 måned");
        assert_eq!(told(2026, 10, 21), "for 30 dage siden");
        assert_eq!(told(2026, 6, 18), "for 5 måneder siden");
        assert_eq!(told(2030, 6, 20), "om 3 år og 7 måneder");
        assert_eq!(told(2030, 6, 18), "om 3 år og 6 måneder");
        assert_eq!(told(2027, 11, 20), "om 1 år");
        assert_eq!(told(2027, 12, 31), "om 1 år og 1 måned");
        assert_eq!(told(2022, 11, 21), "for 3 år og 11 måneder siden");
        assert_eq!(told(2022, 11, 20), "for 4 år siden");
    }

    #[test]
    fn short_months_and_leap_days_are_no_trouble() {
        let told = |from, to| afstand(Dato::Dag(to), from);
        assert_eq!(told(date(2026, 1, 31), date(2026, 2, 28)), "om 28 dage");
        assert_eq!(told(date(2026, 1, 31), date(2026, 3, 31)), "om 2 måneder");
        assert_eq!(told(date(2028, 2, 29), date(2029, 2, 28)), "om 11 måneder");
        assert_eq!(told(date(2028, 2, 29), date(2032, 2, 29)), "om 4 år");
        assert_eq!(told(Date::MIN, Date::MAX), "om 19998 år og 11 måneder");
    }

    #[test]
    fn a_month_and_a_year_are_told_as_well_as_they_are_known() {
        let today = date(2026, 11, 20);
        let told = |text| afstand(Dato::from_text(text).expect("a date"), today);
        assert_eq!(told("november 2026"), "i denne måned");
        assert_eq!(told("december 2026"), "i næste måned");
        assert_eq!(told("oktober 2026"), "i sidste måned");
        assert_eq!(told("juni 2030"), "om 3 år og 7 måneder");
        assert_eq!(told("september 2026"), "for 2 måneder siden");
        assert_eq!(told("2026"), "i år");
        assert_eq!(told("2027"), "næste år");
        assert_eq!(told("2025"), "sidste år");
        assert_eq!(told("2030"), "om 4 år");
    }
}
