//! The day of the run: an argument, or `SOURCE_DATE_EPOCH`, or the clock.

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The day that a run is on.
///
/// # Errors
/// Where `SOURCE_DATE_EPOCH` is set and is no time (reproducible-builds.org: seconds since 1970, UTC).
pub fn today(argument: Option<Date>) -> Result<Date> {
    if let Some(date) = argument {
        return Ok(date);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) if !text.is_empty() => {
            let seconds = text.trim().parse().ok();
            let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            let time = time.with_context(|| {
                format!("Miljøvariablen SOURCE_DATE_EPOCH er »{text}«, men skal være et antal sekunder siden 1970.")
            })?;
            Ok(time.to_zoned(TimeZone::UTC).date())
        }
        _ => Ok(Zoned::now().date()),
    }
}
