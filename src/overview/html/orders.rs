//! The orders that somebody may want the rows in, besides that of the names.

use std::cmp::Reverse;

use crate::overview::Row;

/// An order.
pub(super) struct Order {
    /// What the rows are ordered by, and which way.
    pub title: &'static str,
    /// The rows' places in the order of the names.
    pub rows: Vec<usize>,
}

pub(super) fn all(rows: &[Row]) -> Vec<Order> {
    // What has no plan comes last in each; what is the same stays in the order of the names.
    let by = |title, key: &dyn Fn(&Row) -> Key| {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_cached_key(|&at| key(&rows[at]));
        Order { title, rows: order }
    };
    let deadline = |row: &Row| {
        let date = row.plan.as_ref().and_then(|plan| plan.dates.revise_by.as_ref()).map(|when| when.date.clone());
        (date.is_none(), date.unwrap_or_default(), Reverse((0, 0)))
    };
    let findings = |row: &Row| {
        let counts = row.plan.as_ref().map(|plan| (plan.errors, plan.warnings));
        (counts.is_none(), String::new(), Reverse(counts.unwrap_or_default()))
    };
    let answered = |row: &Row| (row.percent().is_none(), String::new(), Reverse((100 - row.percent().unwrap_or(0), 0)));
    let state = |row: &Row| (false, String::new(), Reverse((row.state as usize, 0)));
    let region = |row: &Row| (row.region.is_none(), row.region.clone().unwrap_or_default(), Reverse((0, 0)));
    vec![
        by("Efter frist for revision, den tidligste først", &deadline),
        by("Efter svar, de færreste først", &answered),
        by("Efter fejl, de fleste først", &findings),
        by("Efter tilstand, de længst fremme først", &state),
        by("Efter region", &region),
    ]
}

/// Whether it is to come last, a text, and numbers of which the greatest comes first.
type Key = (bool, String, Reverse<(usize, usize)>);
