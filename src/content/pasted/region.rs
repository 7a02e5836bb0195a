//! What each line begins, between two marks of quotation: as it stands after what is before it.

use super::kinds;
use super::lines::Line;
use super::lists::{self, Lists, Place};
use super::markers::{self, Kind, Marker};
use super::paragraphs;
use super::tables::{self, Rowed};
use crate::content::problem::MAX_NESTING;

/// Lists and quotations deeper than this are left to the parser, which reports them.
pub(super) const DEEPEST: usize = MAX_NESTING + 4;

/// How many lines are looked through for the item that goes on a list.
const LOOK_AHEAD: usize = 100;

/// What stands right before a line.
#[derive(Clone, Copy)]
pub(super) enum Before<'a> {
    /// Nothing, a blank line, or a block that is closed.
    Nothing,
    /// The mark of an item, on the same line.
    Mark,
    /// A line of text.
    Text(Line<'a>),
}

/// What a line begins.
pub(super) enum Begins {
    Fence,
    Heading(usize),
    Rule,
    Quote,
    Html,
    Table(Rowed),
    Item(Marker, Place),
    Text,
}

/// The lines between two marks of quotation.
pub(super) struct Region<'p> {
    pub lists: Lists,
    pub prefix: &'p str,
    /// Whether the line at hand has its prefix already.
    pub begun: bool,
    /// How many lists and quotations stand around the region.
    outer: usize,
}

impl<'p> Region<'p> {
    /// No list open yet.
    pub fn new(prefix: &'p str, begun: bool, outer: usize) -> Self {
        Self { lists: Lists::default(), prefix, begun, outer }
    }

    /// How many lists and quotations stand around what comes next.
    pub fn depth(&self) -> usize {
        self.outer + self.lists.depth()
    }

    /// What the line at `i` begins, as it stands after what is before it.
    pub fn begins(&self, lines: &[Line<'_>], i: usize, before: Before<'_>) -> Begins {
        let line = &lines[i];
        let text = line.text;
        if kinds::is_rule(text) || (matches!(before, Before::Text(_)) && kinds::is_line_of(text, '=')) {
            return Begins::Rule;
        }
        if let Some(hashes) = kinds::heading(text) {
            return Begins::Heading(hashes);
        }
        if kinds::is_fence(text) {
            return Begins::Fence;
        }
        // "Borgere⏎> 18 år" is wrapped text.
        let is_more_than = text.trim_start_matches('>').trim_start().starts_with(|c: char| c.is_ascii_digit());
        if text.starts_with('>') && !(is_more_than && matches!(before, Before::Text(_))) {
            return Begins::Quote;
        }
        if kinds::is_html(text) && !matches!(before, Before::Text(_)) {
            return Begins::Html;
        }
        let may_be_row = match before {
            Before::Mark => false,
            // Had the line before been a row of a table, the table would have begun there.
            Before::Text(before) => !before.text.contains(['|', '\t']),
            Before::Nothing => true,
        };
        if may_be_row
            && (text.contains(['|', '\t']) || line.lead.contains('\t'))
            && let Some(table) = tables::table(&lines[i..])
        {
            return Begins::Table(table);
        }
        match markers::marker(text).and_then(|marker| Some((marker, self.item(lines, i, marker, before)?))) {
            Some((marker, place)) => Begins::Item(marker, place),
            None => Begins::Text,
        }
    }

    /// Where a line with a mark belongs; none where the mark is none.
    fn item(&self, lines: &[Line<'_>], i: usize, marker: Marker, before: Before<'_>) -> Option<Place> {
        if self.depth() >= DEEPEST {
            return None;
        }
        let line = &lines[i];
        let rest = line.text[marker.len..].trim_start();
        if matches!(marker.kind, Kind::Number { .. }) && markers::continues_a_date(rest) {
            return None;
        }
        let follows = matches!(before, Before::Text(_));
        // Behind another mark, it is an item's first item.
        let is_first = matches!(before, Before::Mark);
        let place = if is_first { Place::Within } else { self.lists.place(marker, line.column, follows) };
        let is_next = matches!(place, Place::Next(_));
        let is_inner = is_first || (place == Place::Within && self.lists.is_further_in(line.column));
        if rest.is_empty() {
            // An item without words is none in a paragraph, where a dash would be a line under a heading.
            return (is_next || !follows).then_some(place);
        }
        let goes_on = || goes_on(lines, i, marker);
        let is_led_in = || leads_in(lines, i);
        // Text that an editor wrapped may come to begin a line with a dash or a number.
        let interrupts = match before {
            Before::Text(text) => !paragraphs::could_go_on(&text, line) && !paragraphs::ends_in_a_word_and_stop(text.text),
            _ => false,
        };
        let accepted = is_next
            || match (marker.kind, before) {
                (Kind::Number { number, .. }, _) if is_inner => number == 1 || goes_on(),
                (Kind::Number { number, .. }, Before::Text(_)) => {
                    is_led_in() || ((number == 1 || !interrupts) && (goes_on() || has_body(lines, i)))
                }
                (Kind::Number { number, .. }, _) => {
                    let begins = !rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
                    (number == 1 && begins) || is_led_in() || goes_on() || has_body(lines, i)
                }
                (Kind::Bullet(_), _) => is_inner || !interrupts || is_led_in() || goes_on(),
                (Kind::Pasted(bullet), _) => {
                    let is_below = place == Place::Within && self.lists.depth() > 0;
                    let may = markers::is_bullet(bullet) || !interrupts;
                    is_led_in() || (may && (is_below || is_inner || goes_on()))
                }
            };
        accepted.then_some(place)
    }

    /// The end of the paragraph that begins on line `i`.
    pub fn paragraph_end(&mut self, lines: &[Line<'_>], i: usize) -> usize {
        let mut end = i + 1;
        while let Some(line) = lines.get(end).filter(|line| !line.is_blank()) {
            let before = lines[end - 1];
            let is_text = matches!(self.begins(lines, end, Before::Text(before)), Begins::Text);
            if !is_text || self.ends_item(line, &before) || self.leaves_item(&lines[end..], &before) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether the first of these lines is a line of its own below a list, and not the list's last item that goes on.
    fn leaves_item(&mut self, lines: &[Line<'_>], before: &Line<'_>) -> bool {
        let Some((line, below)) = lines.split_first() else { return false };
        let is_below = self.lists.depth() > 0 && !self.lists.is_further_in(line.column);
        let end = below.iter().take(LOOK_AHEAD).position(Line::is_blank).unwrap_or(below.len().min(LOOK_AHEAD));
        is_below && paragraphs::stands_alone(before, line) && !self.lists.keeps_own_line(&below[..end])
    }

    /// Whether a line with a number, which goes on no list, comes after an item that is at its end.
    fn ends_item(&self, line: &Line<'_>, before: &Line<'_>) -> bool {
        let is_number = markers::marker(line.text).is_some_and(|marker| matches!(marker.kind, Kind::Number { .. }));
        is_number && self.lists.depth() > 0 && !self.lists.is_further_in(line.column) && paragraphs::ends_sentence(before.text)
    }
}

/// Whether an item of the same list comes after the one at `i`.
fn goes_on(lines: &[Line<'_>], i: usize, marker: Marker) -> bool {
    let line = &lines[i];
    let mut after_blank = false;
    for next in lines.iter().skip(i + 1).take(LOOK_AHEAD) {
        if next.is_blank() {
            after_blank = true;
            continue;
        }
        // Numbers that run on are one list, though they be written a little further in.
        let is_here = next.column.abs_diff(line.column) <= if matches!(marker.kind, Kind::Number { .. }) { 3 } else { 1 };
        let its = markers::marker(next.text);
        match (marker.kind, its.map(|its| its.kind)) {
            (Kind::Number { number, end }, Some(Kind::Number { number: next_number, end: next_end })) if is_here => {
                let rest = &next.text[its.map_or(0, |its| its.len)..];
                let is_uncounted = number == 1 && next_number == 1 && !after_blank;
                let runs_on = next_number == number + 1 || is_uncounted;
                return end == next_end && runs_on && !markers::continues_a_date(rest);
            }
            (this, Some(its)) if is_here && this == its => return true,
            (_, Some(Kind::Pasted(_))) if is_here => {}
            _ if next.column > line.column + 1 => {}
            _ if after_blank || kinds::heading(next.text).is_some() || kinds::is_fence(next.text) => return false,
            _ => {}
        }
        after_blank = false;
    }
    false
}

/// Whether what stands below the item at `i` is indented as a part of it: a paragraph of its own, or a list.
fn has_body(lines: &[Line<'_>], i: usize) -> bool {
    let after_blank = lines.get(i + 1).is_some_and(Line::is_blank);
    let below = lines[i + 1..].iter().take(LOOK_AHEAD).find(|line| !line.is_blank());
    below.is_some_and(|below| {
        below.column >= lines[i].column + lists::STEP && (after_blank || markers::marker(below.text).is_some())
    })
}

/// Whether the line before, with blank lines between or not, ends with a colon.
fn leads_in(lines: &[Line<'_>], i: usize) -> bool {
    let before = lines[..i].iter().rev().take(LOOK_AHEAD).find(|line| !line.is_blank());
    before.is_some_and(|line| paragraphs::leads_in(line.text))
}
