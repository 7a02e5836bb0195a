//! An overview for a person at a terminal: a table that fits a hundred columns, with fewer columns where there is less room.
//!
//! Every state is a word, so that nothing is told by a colour alone.

mod table;

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSeparator, WordSplitter};

use self::table::{Cell, Column};
use super::row::{Plan, percent};
use super::{Group, Heading, Overview, Row, State, Total};
use crate::dansk::{Dato, MONTHS};
use crate::register;
use crate::status::When;

/// The widest that an overview is.
pub const WIDTH: usize = 100;

/// The room for a name: the longest of the register has 17 letters.
const NAME: usize = 17;

/// No line is broken for less than this.
const NARROWEST: usize = 40;

const GOOD: Style = AnsiColor::Green.on_default();
const BEGUN: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// What stands after a date that has passed, or that is long ago. The legend tells it.
const MARK: &str = "!";

/// The overview as text, in lines of at most so many columns (but no fewer than 40), with ANSI colours where wanted.
#[must_use]
pub fn render(overview: &Overview, width: usize, colors: bool) -> String {
    let width = width.clamp(NARROWEST, WIDTH);
    let title = |text: &str| if colors { format!("{BOLD}{text}{BOLD:#}\n") } else { format!("{text}\n") };
    let mut parts = vec![fill(&heading(overview), width)];
    if !overview.rows.is_empty() {
        let columns = table::fit(columns(overview), width);
        parts.extend([table::render(&columns, colors), fill(&legend(overview, &columns), width)]);
    }
    let notes = overview.rows.iter().filter_map(note);
    let notes: String = notes.map(|note| textwrap::fill(&note, whole_words(width).subsequent_indent("  ")) + "\n").collect();
    if !notes.is_empty() {
        parts.push(title("Bemærkninger") + &notes);
    }
    if overview.rows.len() > 1 {
        for (name, groups) in [("Regioner", &overview.regions), ("Politikredse", &overview.police_districts)] {
            parts.push(table::render(&table::fit(totals(name, groups, &overview.total), width), colors));
        }
    }
    parts.join("\n")
}

/// What the overview is of, in a line.
pub(super) fn heading(overview: &Overview) -> String {
    let day = Dato::Dag(overview.today);
    let known = overview.known();
    let all = register::kommuner().len();
    format!("Planer fra {known} af landets {all} kommuner, opgjort {}.", day.med_forholdsord())
}

fn columns(overview: &Overview) -> Vec<Column> {
    let rows = &overview.rows;
    let texts = |cell: &dyn Fn(&Row) -> Cell| rows.iter().map(cell).collect::<Vec<_>>();
    let dates = |of: fn(&Plan) -> (Option<&When>, bool)| {
        texts(&|row| {
            let (when, is_marked) = row.plan.as_ref().map_or((None, false), of);
            let text = when.map(month).unwrap_or_default() + if is_marked { MARK } else { "" };
            Cell { text, style: if is_marked { BAD } else { Style::new() } }
        })
    };
    let numbers = |head: &str, spare, of: &dyn Fn(&Plan) -> Option<usize>| {
        Column::numbers(head, spare, rows.iter().map(|row| row.plan.as_ref().and_then(of)))
    };
    let name = |row: &Row| Cell::plain(table::shortened(&name(row), NAME));
    let state = |row: &Row| Cell { text: row.state.name().to_owned(), style: style(row.state) };
    let mut columns = vec![
        Column::text("Kommune", 0, texts(&name)),
        Column::text("Tilstand", 0, texts(&state)),
        Column::text("Vedtaget", 5, dates(|plan| (plan.dates.adopted.as_ref(), false))),
        Column::text("Revideres", 1, dates(|plan| (plan.dates.revise_by.as_ref(), plan.dates.revision_overdue))),
        numbers("Pct", 0, &|plan| percent(plan.total)),
    ];
    for heading in &overview.chapters {
        columns.push(numbers(&heading.short(), 6, &|plan| plan.chapter(heading).and_then(percent)));
    }
    columns.extend([
        numbers("Fejl", 0, &|plan| Some(plan.errors)),
        numbers("Adv", 3, &|plan| Some(plan.warnings)),
        numbers("Egne", 4, &|plan| Some(plan.own_textblocks)),
        Column::text("Kontakt", 2, dates(|plan| (plan.dates.contact_confirmed.as_ref(), plan.dates.contact_stale))),
    ]);
    columns
}

/// A date as short as it can be understood: the month and the year.
fn month(when: &When) -> String {
    let mut parts = when.date.splitn(3, '-');
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().and_then(|month| month.parse::<usize>().ok()));
    match month.and_then(|month| MONTHS.get(month.checked_sub(1)?)) {
        Some(month) => format!("{} {year}", month.get(..3).unwrap_or(month)),
        None => year.to_owned(),
    }
}

fn style(state: State) -> Style {
    match state {
        State::Adopted => GOOD,
        State::Hearing | State::Draft => BEGUN,
        State::Overdue | State::Unreadable => BAD,
        State::NoFile => DIM,
    }
}

/// What a row is called: the municipality, or the file where that is not known. The notes have the whole path.
fn name(row: &Row) -> String {
    let file = || row.file.as_deref().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned());
    row.name.clone().or_else(file).unwrap_or_default()
}

/// What the columns that are shown hold, where their heads do not say it.
fn legend(overview: &Overview, columns: &[Column]) -> String {
    let has = |head: &str| columns.iter().any(|column| column.head == head);
    let told = |heading: &Heading| format!("{}: {}", heading.short(), heading.title);
    let chapters: Vec<String> = overview.chapters.iter().filter(|heading| has(&heading.short())).map(told).collect();
    let answered = "procent af de påkrævede spørgsmål, der er besvaret";
    let mut legend = vec![if chapters.is_empty() {
        format!("Pct: {answered}.")
    } else {
        format!("Pct: {answered}, i alt og for hvert kapitel ({}).", chapters.join(", "))
    }];
    let others = [
        ("Adv", "Adv: advarsler."),
        ("Egne", "Egne: egne tekstblokke."),
        ("Kontakt", "Kontakt: hvornår kontaktoplysningerne senest er kontrolleret."),
    ];
    legend.extend(others.iter().filter(|(head, _)| has(head)).map(|(_, told)| (*told).to_owned()));
    if columns.iter().any(|column| column.cells.iter().any(|cell| cell.text.ends_with(MARK))) {
        let what = "fristen for revision er overskredet, eller det er over et år siden, kontakten blev kontrolleret";
        legend.push(format!("{MARK} efter en dato: {what}."));
    }
    legend.join(" ")
}

fn note(row: &Row) -> Option<String> {
    let note = row.note.as_ref()?;
    let name = row.name.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
    Some(format!("{name}{}: {note}", row.file.as_deref().unwrap_or_default()))
}

fn totals(name: &str, groups: &[Group], all: &Total) -> Vec<Column> {
    let totals: Vec<&Total> = groups.iter().map(|group| &group.total).chain([all]).collect();
    let names =
        groups.iter().map(|group| Cell::plain(group.shown_name())).chain([Cell { text: "I alt".to_owned(), style: BOLD }]);
    let numbers = |head: &str, spare, of: &dyn Fn(&Total) -> usize| {
        Column::numbers(head, spare, totals.iter().map(|total| Some(of(total))))
    };
    let mut columns = vec![
        Column::text(name, 0, names.collect()),
        numbers("Antal", 0, &|total| total.municipalities),
        numbers("Vedtaget", 0, &|total| total.in_state(State::Adopted)),
        numbers("Overskredet", 1, &|total| total.in_state(State::Overdue)),
        numbers("Høring", 3, &|total| total.in_state(State::Hearing)),
        numbers("Udkast", 2, &|total| total.in_state(State::Draft)),
        numbers("Ulæselig", 6, &|total| total.in_state(State::Unreadable)),
    ];
    if all.states.no_file > 0 {
        columns.push(numbers("Ingen", 4, &|total| total.in_state(State::NoFile)));
    }
    columns.push(Column::numbers("Pct", 5, totals.iter().map(|total| percent(total.count))));
    columns.push(numbers("Fejl", 7, &|total| total.errors));
    columns
}

/// Lines that are broken at spaces alone, so that paths and keys stay whole.
fn whole_words<'a>(width: usize) -> Options<'a> {
    let options = Options::new(width).word_separator(WordSeparator::AsciiSpace);
    options.word_splitter(WordSplitter::NoHyphenation).break_words(false)
}

fn fill(text: &str, width: usize) -> String {
    textwrap::fill(text, whole_words(width)) + "\n"
}
