//! An overview as JSON, for programs (`docs/formater.md`).

use super::Overview;
use crate::finding::json::pretty;

/// The overview as one JSON object, with a line end after it.
#[must_use]
pub fn render(overview: &Overview) -> String {
    pretty(overview)
}
