//! An overview as a page that stands alone, like a plan's: its own style, no script, nothing fetched from elsewhere.
//!
//! The map is a list of tiles, in the order that they stand in from the north: a reader who does not see it hears each
//! municipality with its state, and the Tab key goes over it row by row. A state is a sign and a line besides a colour.
//!
//! The table stands once by name, and once more in each other order that somebody may want, folded away by `details`. That
//! needs no script, is known to every screen reader and keyboard, opens by itself when something in it is searched for, and
//! never shows the rows in another order than the one they are read in, as sorting by a style would.

mod orders;

use minijinja::{Environment, Value, context};

use self::orders::Order;
use super::row::{Plan, percent};
use super::text::heading;
use super::{Group, Heading, Overview, Row, State, Total};
use crate::color::Color;
use crate::dansk::Dato;
use crate::output::html::{csp_hash, style_in};
use crate::register::kommuner;
use crate::register::kort::{Tile, tiles};
use crate::status::When;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");

/// What divides a word at a line's end, and is not seen elsewhere.
const SOFT_HYPHEN: &str = "\u{ad}";

/// The overview as a page.
#[must_use]
pub fn render(overview: &Overview) -> String {
    let style = format!("{}\n{}{STYLE}", style_in(Color::STANDARD), places());
    let hash = csp_hash(&style);
    let total = &overview.total;
    let numbered: Vec<Value> = overview.rows.iter().enumerate().map(|(at, row)| entry(overview, row, at)).collect();
    let order = |order: &Order| {
        let rows: Vec<Value> = order.rows.iter().filter_map(|&at| numbered.get(at).cloned()).collect();
        context! { title => order.title, rows }
    };
    let orders: Vec<Value> = orders::all(&overview.rows).iter().map(order).collect();
    let page = context! {
        style => Value::from_safe_string(style),
        hash => Value::from_safe_string(hash),
        today => overview.today.to_string(),
        today_in_words => Dato::Dag(overview.today).to_string(),
        heading => heading(overview),
        total => of_total(total),
        known => overview.known(),
        all => kommuner().len(),
        states => states(overview),
        tiles => tiles().iter().map(|tile| of_tile(overview, tile)).collect::<Vec<_>>(),
        chapters => overview.chapters.iter().map(of_chapter).collect::<Vec<_>>(),
        orders,
        notes => overview.rows.iter().filter(|row| row.note.is_some()).map(note).collect::<Vec<_>>(),
        groups => [
            group_table("Regioner", "regioner", &overview.regions, total),
            group_table("Politikredse", "politikredse", &overview.police_districts, total),
        ],
        rows => numbered,
    };
    // The frame is part of the program and every variable it uses is given here: a test builds it.
    Environment::new().render_named_str("overblik.html", PAGE, page).unwrap_or_default()
}

/// The rows and columns of the map, as classes: a content security policy that knows the style by its hash allows no style
/// on an element.
fn places() -> String {
    let rows = tiles().iter().map(|tile| tile.raekke).max().unwrap_or(1);
    let columns = tiles().iter().map(|tile| tile.kolonne).max().unwrap_or(1);
    let rows = (1..=rows).map(|row| format!(".r{row}{{grid-row:{row}}}"));
    let columns = (1..=columns).map(|column| format!(".c{column}{{grid-column:{column}}}"));
    rows.chain(columns).collect::<String>() + "\n"
}

fn of_chapter(heading: &Heading) -> Value {
    context! { letters => letters(heading), full => heading.full(), title => heading.title.as_str() }
}

/// What stands over a chapter's column; what it means is said above the table.
fn letters(heading: &Heading) -> String {
    if heading.number.is_some() { format!("Kap. {}", heading.short()) } else { heading.short() }
}

/// What stands before a chapter's share, where there are no columns.
fn name(heading: &Heading) -> String {
    if heading.number.is_some() { letters(heading) } else { heading.title.clone() }
}

/// A state's first letter where that says it, else a sign that a keyboard has: other signs some fonts lack.
fn sign(state: State) -> &'static str {
    match state {
        State::Adopted => "V",
        State::Overdue => "!",
        State::Hearing => "H",
        State::Draft => "U",
        State::Unreadable => "?",
        State::NoFile => "–",
    }
}

fn of_state(state: State) -> Value {
    context! { key => state.key(), name => state.name(), sign => sign(state) }
}

/// What the signs mean, with how many municipalities of the country each is for: as many as the map has of it.
fn states(overview: &Overview) -> Vec<Value> {
    let count = |state: State| tiles().iter().filter(|tile| state_of(overview, tile).0 == state).count();
    State::ALL.into_iter().map(|state| context! { count => count(state), ..of_state(state) }).collect()
}

/// A tile's state, and the place of its row among the others.
fn state_of(overview: &Overview, tile: &Tile) -> (State, Option<usize>) {
    let found = overview.rows.iter().enumerate().find(|(_, row)| row.counts && row.code == Some(tile.kode));
    found.map_or((State::NoFile, None), |(at, row)| (row.state, Some(at)))
}

fn of_tile(overview: &Overview, tile: &Tile) -> Value {
    let (state, at) = state_of(overview, tile);
    let row = at.and_then(|at| overview.rows.get(at));
    let plan = row.and_then(|row| row.plan.as_ref());
    context! {
        row => tile.raekke,
        column => tile.kolonne,
        name => tile.navn.as_str(),
        divided => tile.delt_navn.replace('|', SOFT_HYPHEN),
        state => of_state(state),
        link => row.zip(at).map(|(row, at)| id(row, at)),
        errors => plan.map(|plan| plan.errors),
    }
}

/// A row's anchor: by the code, so that a link to a municipality keeps where others come and go.
fn id(row: &Row, at: usize) -> String {
    match row.code {
        Some(code) if row.counts => format!("k{code}"),
        _ => format!("r{}", at + 1),
    }
}

fn entry(overview: &Overview, row: &Row, at: usize) -> Value {
    let plan = row.plan.as_ref();
    let date = |of: fn(&Plan) -> Option<&When>| {
        plan.and_then(of).map(|when| context! { iso => when.date.as_str(), text => when.text.as_str() })
    };
    let chapter = |heading: &Heading| {
        let percent = plan.and_then(|plan| plan.chapter(heading)).and_then(percent);
        context! { head => name(heading), percent }
    };
    context! {
        id => id(row, at),
        name => row.shown_name(),
        // The name tells all, where there is one file.
        file => (row.name.is_none() || !row.counts || row.note.is_some()).then_some(row.file.as_deref()).flatten(),
        state => of_state(row.state),
        has_plan => plan.is_some(),
        adopted => date(|plan| plan.dates.adopted.as_ref()),
        revise_by => date(|plan| plan.dates.revise_by.as_ref()),
        overdue => plan.is_some_and(|plan| plan.dates.revision_overdue),
        contact => date(|plan| plan.dates.contact_confirmed.as_ref()),
        stale => plan.is_some_and(|plan| plan.dates.contact_stale),
        percent => row.percent(),
        chapters => overview.chapters.iter().map(chapter).collect::<Vec<_>>(),
        errors => plan.map(|plan| plan.errors),
        warnings => plan.map(|plan| plan.warnings),
        own => plan.map(|plan| plan.own_textblocks),
    }
}

fn note(row: &Row) -> Value {
    context! { name => row.name.as_deref(), file => row.file.as_deref(), text => row.note.as_deref() }
}

fn of_total(total: &Total) -> Value {
    let known = |state| total.in_state(state);
    context! {
        municipalities => total.municipalities,
        with_file => total.with_file(),
        states => State::ALL.map(|state| context! { name => capitalized(state.name()), count => known(state) }),
        percent => percent(total.count),
        with_errors => total.with_errors,
        errors => total.errors,
        warnings => total.warnings,
        unconfirmed => total.contact_unconfirmed,
    }
}

fn group_table(title: &str, id: &str, groups: &[Group], all: &Total) -> Value {
    let row = |name: &str, total: &Total| context! { name, ..of_total(total) };
    let rows: Vec<Value> = groups.iter().map(|group| row(group.shown_name(), &group.total)).collect();
    context! { title, id, rows, all => row("I alt", all) }
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
