//! A status as JSON, for programs (`docs/formater.md`).

use jiff::civil::Date;
use serde::Serialize;

use super::Status;
use crate::finding::json::pretty;

/// All plans as one object.
#[derive(Serialize)]
struct Output<'a> {
    today: String,
    plans: &'a [Status],
}

/// The plans as one JSON object, in their order, with the day they are seen from, and a line end after it.
#[must_use]
pub fn render(plans: &[Status], today: Date) -> String {
    pretty(&Output { today: today.to_string(), plans })
}
