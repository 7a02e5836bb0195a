//! What rows come to together.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

use super::{Row, State};
use crate::dansk::orden;
use crate::status::Count;

/// What rows come to together. A municipality is in it once, also where it has several files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The municipalities; a file whose municipality is not known counts as one.
    pub municipalities: usize,
    /// How many are in each state. Together they are all.
    #[serde(flatten)]
    pub states: States,
    /// How many plans have errors.
    pub with_errors: usize,
    /// All errors.
    pub errors: usize,
    /// All warnings.
    pub warnings: usize,
    /// All questions.
    #[serde(flatten)]
    pub count: Count,
    /// All text blocks that are a municipality's own.
    pub own_textblocks: usize,
    /// How many plans have contact details that should be checked again, or that were never said to be checked.
    pub contact_unconfirmed: usize,
}

/// How many are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct States {
    /// With an adopted plan that need not be revised yet.
    pub adopted: usize,
    /// With an adopted plan that should have been revised by now.
    pub overdue: usize,
    /// With a plan that is sent out for comments.
    pub hearing: usize,
    /// With a draft.
    pub draft: usize,
    /// With a file that cannot be read, or not all of it.
    pub unreadable: usize,
    /// With no answer file.
    pub no_file: usize,
}

/// The rows of one region or police district together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name; none for what belongs to none, or of which that is not known.
    pub name: Option<String>,
    /// The total.
    #[serde(flatten)]
    pub total: Total,
}

impl Total {
    /// What one row adds: nothing where another stands for its municipality.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        if !row.counts {
            return Self::default();
        }
        let total = Self { municipalities: 1, states: States::of(row.state), ..Self::default() };
        let Some(plan) = &row.plan else { return total };
        Self {
            with_errors: usize::from(plan.errors > 0),
            errors: plan.errors,
            warnings: plan.warnings,
            count: plan.total,
            own_textblocks: plan.own_textblocks,
            contact_unconfirmed: usize::from(plan.dates.contact_stale || plan.dates.contact_confirmed.is_none()),
            ..total
        }
    }

    /// How many are in a state.
    #[must_use]
    pub fn in_state(&self, state: State) -> usize {
        let States { adopted, overdue, hearing, draft, unreadable, no_file } = self.states;
        match state {
            State::Adopted => adopted,
            State::Overdue => overdue,
            State::Hearing => hearing,
            State::Draft => draft,
            State::Unreadable => unreadable,
            State::NoFile => no_file,
        }
    }

    /// How many have an answer file.
    #[must_use]
    pub fn with_file(&self) -> usize {
        self.municipalities - self.states.no_file
    }
}

impl States {
    fn of(state: State) -> Self {
        let mut states = Self::default();
        *match state {
            State::Adopted => &mut states.adopted,
            State::Overdue => &mut states.overdue,
            State::Hearing => &mut states.hearing,
            State::Draft => &mut states.draft,
            State::Unreadable => &mut states.unreadable,
            State::NoFile => &mut states.no_file,
        } = 1;
        states
    }
}

impl Add for States {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            adopted: self.adopted + other.adopted,
            overdue: self.overdue + other.overdue,
            hearing: self.hearing + other.hearing,
            draft: self.draft + other.draft,
            unreadable: self.unreadable + other.unreadable,
            no_file: self.no_file + other.no_file,
        }
    }
}

impl Add for Total {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            municipalities: self.municipalities + other.municipalities,
            states: self.states + other.states,
            with_errors: self.with_errors + other.with_errors,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            count: self.count + other.count,
            own_textblocks: self.own_textblocks + other.own_textblocks,
            contact_unconfirmed: self.contact_unconfirmed + other.contact_unconfirmed,
        }
    }
}

impl Sum for Total {
    fn sum<I: Iterator<Item = Self>>(totals: I) -> Self {
        totals.fold(Self::default(), Add::add)
    }
}

impl Group {
    /// Its name, or what is said in place of one.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or("Uden for registret eller ukendt")
    }
}

/// The rows by what they belong to, in the order of the Danish alphabet; what belongs to nothing comes last.
pub(super) fn groups(rows: &[Row], of: impl Fn(&Row) -> Option<&str>) -> Vec<Group> {
    let mut groups: BTreeMap<(bool, String), Group> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.counts) {
        let name = of(row);
        let place = (name.is_none(), name.map(orden).unwrap_or_default());
        let group = groups.entry(place).or_insert_with(|| Group { name: name.map(str::to_owned), total: Total::default() });
        group.total = group.total + Total::of(row);
    }
    groups.into_values().collect()
}
