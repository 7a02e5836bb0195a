//! The lists that are open at a line, and where in them a line with a mark belongs: as it looks, by columns.

use super::lines::Line;
use super::markers::{self, Kind, Marker};

/// An open list.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// The mark of its last item.
    kind: Kind,
    /// Whether all its items have the number 1.
    is_uncounted: bool,
    /// The column that its last item's mark was written in.
    column: usize,
    /// Whether blank lines stand between its items.
    is_loose: bool,
    /// Whether an item of it has lines of its own that are not indented.
    has_own_lines: bool,
    /// The mark that its items are written with anew.
    pub written: char,
    /// The column that its items' text begins in, as written anew.
    pub content: usize,
}

/// Where a line with a mark belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the list at this depth, as its next item.
    Next(usize),
    /// In a new list within the last item.
    Within,
    /// In a new list at this depth, in place of the one there.
    InPlaceOf(usize),
}

/// A list within another begins so many columns further in, or more.
pub(super) const STEP: usize = 2;

/// Numbers that run on are one list though they be written so much further in (CommonMark 0.31, 5.2).
const SLIP: usize = 3;

/// The lists that are open, from the outermost in.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: Vec<Level>,
}

impl Lists {
    /// How many lists stand within one another here.
    pub fn depth(&self) -> usize {
        self.levels.len()
    }

    /// The column that text begins in, as written anew.
    pub fn content(&self) -> usize {
        self.levels.last().map_or(0, |level| level.content)
    }

    /// Where a mark in a column belongs. `follows` says whether it comes right below other text.
    pub fn place(&self, marker: Marker, column: usize, follows: bool) -> Place {
        let mut depth = self.levels.len();
        while depth > 0 {
            let level = &self.levels[depth - 1];
            let parent_is_far = depth < 2 || self.levels[depth - 2].column + STEP <= column;
            if column >= level.column || (column + 1 == level.column && parent_is_far) {
                break;
            }
            depth -= 1;
        }
        let Some(level) = depth.checked_sub(1).map(|top| &self.levels[top]) else {
            return if self.levels.is_empty() { Place::Within } else { Place::InPlaceOf(0) };
        };
        let is_slip = column <= level.column + SLIP && matches!(marker.kind, Kind::Number { number: 2.., .. });
        if column >= level.column + STEP && !(is_slip && level.takes(marker.kind, follows)) {
            return if depth == self.levels.len() { Place::Within } else { Place::InPlaceOf(depth) };
        }
        let is_here = |level: &Level| level.column.abs_diff(column) <= if is_slip { SLIP } else { 1 };
        let mut outermost = depth - 1;
        for (at, level) in self.levels[..depth].iter().enumerate().rev().take_while(|(_, level)| is_here(level)) {
            if level.takes(marker.kind, follows) {
                return Place::Next(at);
            }
            outermost = at;
        }
        let is_pasted = matches!(marker.kind, Kind::Pasted(_));
        if is_pasted && depth == self.levels.len() && (follows || level.is_loose) {
            return Place::Within;
        }
        Place::InPlaceOf(outermost)
    }

    /// Whether a mark here would be written further in than the last item's.
    pub fn is_further_in(&self, column: usize) -> bool {
        self.levels.last().is_some_and(|level| column >= level.column + STEP)
    }

    /// Whether the items of the innermost list have lines of their own that are not indented, this one's among them where more
    /// items come below it.
    pub fn keeps_own_line(&mut self, lines: &[Line<'_>]) -> bool {
        let Some(level) = self.levels.last_mut() else { return false };
        let mut markers = lines.iter().filter_map(|line| markers::marker(line.text));
        level.has_own_lines |= markers.any(|marker| level.takes(marker.kind, true));
        level.has_own_lines
    }

    /// Opens a list, or goes on with one. Gives the column that its mark is written in and what ends the mark.
    pub fn enter(&mut self, place: Place, marker: Marker, column: usize, follows: bool) -> (usize, char) {
        let closed = match place {
            Place::Next(at) => {
                self.levels.truncate(at + 1);
                let indent = self.indent(at);
                let level = &mut self.levels[at];
                level.column = column;
                level.is_uncounted = matches!(marker.kind, Kind::Number { number: 1, .. });
                level.kind = marker.kind;
                level.is_loose |= !follows;
                level.content = indent + width(marker);
                return (indent, level.written);
            }
            Place::Within => None,
            Place::InPlaceOf(at) => {
                let closed = self.levels.get(at).map(|level| level.written);
                self.levels.truncate(at);
                closed
            }
        };
        let written = match marker.kind {
            Kind::Bullet(bullet) if closed != Some(bullet) => bullet,
            Kind::Bullet(_) | Kind::Pasted(_) => {
                if closed == Some('-') {
                    '*'
                } else {
                    '-'
                }
            }
            Kind::Number { end, .. } if closed == Some(end) => {
                if end == '.' {
                    ')'
                } else {
                    '.'
                }
            }
            Kind::Number { end, .. } => end,
        };
        let indent = self.content();
        let content = indent + width(marker);
        self.levels.push(Level {
            kind: marker.kind,
            is_uncounted: false,
            column,
            is_loose: false,
            has_own_lines: false,
            written,
            content,
        });
        (indent, written)
    }

    fn indent(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |parent| self.levels[parent].content)
    }

    /// Closes the lists that text in a column does not belong to.
    pub fn leave(&mut self, column: usize) {
        while self.levels.last().is_some_and(|level| column < level.column + STEP) {
            self.levels.pop();
        }
    }
}

impl Level {
    /// Whether a mark goes on with the list: the same bullet, or the number that follows.
    fn takes(&self, kind: Kind, follows: bool) -> bool {
        match (self.kind, kind) {
            (Kind::Number { number: last, end }, Kind::Number { number, end: its }) => {
                // "1. 1. 1." is Markdown's way to leave the counting to the program. With blank lines between, each is the first
                // of something.
                let is_counted = number == last + 1 && !self.is_uncounted;
                let is_uncounted = number == 1 && last == 1 && follows;
                end == its && (is_counted || is_uncounted)
            }
            (last, this) => last == this,
        }
    }
}

/// How many columns a mark takes with the space after it, as written anew.
fn width(marker: Marker) -> usize {
    match marker.kind {
        Kind::Number { .. } => marker.len + 1,
        Kind::Bullet(_) | Kind::Pasted(_) => 2,
    }
}
