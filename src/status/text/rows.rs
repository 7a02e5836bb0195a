//! The chapters and sections: how much is answered, as a bar, and how long and hard to read the answers are.

use textwrap::core::display_width;

use super::page::{BOLD, DIM, Page, padded};
use super::{BEGUN, GOOD};
use crate::dansk::lix::{FEWEST_WORDS, Step};
use crate::dansk::tal;
use crate::status::{Chapter, Count, Length, Section, Status};

/// How many cells a bar has.
const BAR: usize = 10;

/// What stands to the right of a section's name: the bar, the count, the words, the LIX and its step.
const COLUMNS: usize = BAR + 31;

impl Page {
    pub(super) fn progress(&mut self, status: &Status) {
        self.line("");
        if self.is_wide() {
            let head = format!("{:>width$}    ord  LIX", "besvaret", width = self.width - COLUMNS + BAR + 6);
            let head = self.styled(DIM, &head);
            self.line(&head);
        }
        for chapter in &status.chapters {
            self.chapter(chapter);
        }
        let chapters =
            status.chapters.iter().flat_map(|chapter| chapter.sections.iter().map(|s| s.length).chain([chapter.length]));
        if chapters.chain(status.textblocks.iter().filter_map(|block| block.length)).any(|length| length.lix.is_some()) {
            self.line("");
            let scale = "under 25 let for alle, 25-34 let, 35-44 middel, 45-54 svær, fra 55 meget svær";
            let text = format!(
                "LIX siger, hvor svære jeres egne tekster er at læse: {scale}. Under {FEWEST_WORDS} ord er der for lidt at måle på."
            );
            self.wrapped(&text, "");
        }
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let Chapter { number, title, total, length, sections, .. } = chapter;
        self.row(false, &named(number.as_deref(), title), *total, *length);
        // A chapter that is one section has been told.
        if sections.len() == 1 && sections[0].id == chapter.id {
            return;
        }
        for Section { number, title, count, length, .. } in sections {
            self.row(true, &named(number.as_deref(), title), *count, *length);
        }
    }

    /// A chapter, or a section below it: all on one step, since what stands between the two may ask nothing.
    fn row(&mut self, is_below: bool, name: &str, count: Count, length: Length) {
        let indent = if is_below { "  " } else { "" };
        let wide = self.is_wide();
        let (bar, answered) = match count.required {
            0 => (" ".repeat(BAR), "valgfrit".to_owned()),
            required => (self.bar(count), format!("{}/{required}", count.answered)),
        };
        let words = if length.words == 0 { String::new() } else { tal(length.words) };
        let lix = length.lix.map(|lix| lix.to_string()).unwrap_or_default();
        let step = length.step().map_or("", Step::name);
        let line = if wide {
            let room = self.width - COLUMNS - 2;
            let name = shortened(&format!("{indent}{name}"), room);
            let name = padded(&name, room);
            let name = if is_below { name } else { self.styled(BOLD, &name) };
            // "valgfrit" reaches into the place of a bar that is not there.
            let bar = if count.required == 0 { " ".repeat(BAR - 3) } else { bar + " " };
            let answered = if count.required == 0 { format!("{answered:>9}") } else { format!("{answered:>5}") };
            format!("{name}  {bar}{answered}  {words:>5}  {lix:>3} {step}")
        } else {
            let name = if is_below { name.to_owned() } else { self.styled(BOLD, name) };
            self.wrapped(&format!("{indent}{name}"), indent);
            let words = if words.is_empty() { words } else { format!("  {words} ord") };
            let lix = if lix.is_empty() { lix } else { format!("  LIX {lix}") };
            let bar = if count.required == 0 { answered } else { format!("{bar} {answered}") };
            format!("{indent}  {bar}{words}{lix}")
        };
        self.line(line.trim_end());
    }

    /// A bar that is full only where all is answered, and empty only where nothing is.
    fn bar(&self, count: Count) -> String {
        let Count { required, answered, .. } = count;
        let cells = (answered * BAR / required.max(1)).max(usize::from(answered > 0)).min(BAR);
        let style = if answered >= required { GOOD } else { BEGUN };
        self.styled(style, &"█".repeat(cells)) + &self.styled(DIM, &"░".repeat(BAR - cells))
    }
}

fn named(number: Option<&str>, title: &str) -> String {
    number.map_or_else(|| title.to_owned(), |number| format!("{number} {title}"))
}

/// A name that fits a width, cut between words where it must be.
fn shortened(name: &str, width: usize) -> String {
    if display_width(name) <= width {
        return name.to_owned();
    }
    let indent = &name[..name.len() - name.trim_start().len()];
    let lines = textwrap::wrap(name.trim_start(), width.saturating_sub(display_width(indent) + 2));
    lines.first().map_or_else(String::new, |line| format!("{indent}{line} …"))
}
