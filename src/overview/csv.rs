//! An overview as a table for a spreadsheet: a file that a Danish Excel opens right with a double click.
//!
//! So there is a byte order mark, by which Excel knows UTF-8; semicolons between the cells and a comma in a decimal number, as in
//! a Danish Windows; and Windows' line ends. Dates are YYYY-MM-DD, which Excel takes for a date whatever language it is in, and
//! which are in order also where they are taken for text; dd-mm-yyyy is read the other way round by an English one. A date
//! whose day is not known is as exact as it is known. Nothing from an answer file is run as a formula.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::row::Plan;
use super::{Overview, Row, State};
use crate::skabelon::Phase;
use crate::status::{Count, When};

/// The overview's rows as CSV, with the names of the columns first.
#[must_use]
pub fn render(overview: &Overview) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    // Memory takes all that is written, and every row has the cells that the first one names.
    let _ = writer.write_record(head(overview));
    for row in &overview.rows {
        let _ = writer.write_record(cells(overview, row));
    }
    writer.into_inner().unwrap_or_default()
}

fn head(overview: &Overview) -> Vec<String> {
    let before = ["Kommune", "Kommunekode", "Region", "Politikreds", "Fil", "Tilstand", "Fase", "Vedtaget", "Revideres senest"];
    let counts = ["Revision overskredet", "Påkrævede svar", "Besvaret", "Besvaret (%)"];
    let after = ["Fejl", "Advarsler", "Egne tekstblokke", "Kontakt kontrolleret", "Kontakt forældet", "Tæller med", "Bemærkning"];
    let chapters = overview.chapters.iter().map(|heading| harmless(&format!("{} (%)", heading.full())));
    before.into_iter().chain(counts).map(str::to_owned).chain(chapters).chain(after.map(str::to_owned)).collect()
}

fn cells(overview: &Overview, row: &Row) -> Vec<String> {
    let text = |text: Option<&String>| text.map(|text| harmless(text)).unwrap_or_default();
    let plan = row.plan.as_ref();
    let of_plan = |cell: &dyn Fn(&Plan) -> String| plan.map(cell).unwrap_or_default();
    let mut cells = vec![
        text(row.name.as_ref()),
        row.code.map(|code| code.to_string()).unwrap_or_default(),
        text(row.region.as_ref()),
        text(row.police_district.as_ref()),
        text(row.file.as_ref()),
        row.state.name().to_owned(),
        of_plan(&|plan| phase(plan.phase).to_owned()),
        of_plan(&|plan| date(plan.dates.adopted.as_ref())),
        of_plan(&|plan| date(plan.dates.revise_by.as_ref())),
        of_plan(&|plan| plan.dates.revise_by.as_ref().map_or("", |_| yes_or_no(plan.dates.revision_overdue)).to_owned()),
        of_plan(&|plan| plan.total.required.to_string()),
        of_plan(&|plan| plan.total.answered.to_string()),
        of_plan(&|plan| share(plan.total)),
    ];
    let chapter = |heading| of_plan(&|plan| plan.chapter(heading).map(share).unwrap_or_default());
    cells.extend(overview.chapters.iter().map(chapter));
    cells.extend([
        of_plan(&|plan| plan.errors.to_string()),
        of_plan(&|plan| plan.warnings.to_string()),
        of_plan(&|plan| plan.own_textblocks.to_string()),
        of_plan(&|plan| date(plan.dates.contact_confirmed.as_ref())),
        of_plan(&|plan| plan.dates.contact_confirmed.as_ref().map_or("", |_| yes_or_no(plan.dates.contact_stale)).to_owned()),
        if row.state == State::NoFile { String::new() } else { yes_or_no(row.counts).to_owned() },
        text(row.note.as_ref()),
    ]);
    cells
}

/// A cell that a spreadsheet shows and does not run: an apostrophe before what it would take for a formula.
fn harmless(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

fn date(when: Option<&When>) -> String {
    when.map(|when| when.date.clone()).unwrap_or_default()
}

/// Percent with one decimal, cut off so that 100 is all and nothing less.
fn share(Count { required, answered, .. }: Count) -> String {
    let thousandths = (answered * 1000).checked_div(required);
    thousandths.map(|share| format!("{},{}", share / 10, share % 10)).unwrap_or_default()
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nej" }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "udkast",
        Phase::Hearing => "høring",
        Phase::Adopted => "vedtaget",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_run_is_only_shown() {
        for text in ["=1+1", "+45 12", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "a=1", " =1", "Ærø", "12", "'x"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn shares_have_a_decimal_comma_and_100_is_all() {
        let of = |answered, required| share(Count { required, answered, unusable: 0 });
        assert_eq!([of(0, 7), of(1, 3), of(999, 1000), of(9999, 10000), of(7, 7)], ["0,0", "33,3", "99,9", "99,9", "100,0"]);
        assert_eq!(of(0, 0), "");
    }
}
