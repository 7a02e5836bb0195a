//! The blocks of a text, line by line, written anew as the Markdown that they were meant as.
//!
//! Only what Markdown would read otherwise is changed: marks of lists, indentation, lines of dashes, rows of tables, ends of
//! lines. The rest is copied, and is read by the Markdown parser as it stands.

use super::kinds;
use super::lines::Line;
use super::lists;
use super::markers::{Kind, Marker};
use super::paragraphs::{self, LineEnd};
use super::region::{Before, Begins, DEEPEST, Region};
use super::rewrite::Rewrite;
use super::tables::{self, Rowed, Rows};
use crate::content::Place;
use crate::content::problem::{Doubt, Problem, ProblemKind};

/// Writes a text anew.
pub(super) struct Blocks<'a, 'w> {
    pub out: Rewrite<'a>,
    pub problems: Vec<Problem>,
    is_word: &'w dyn Fn(&str) -> bool,
}

impl<'a, 'w> Blocks<'a, 'w> {
    /// Nothing written yet, of a text.
    pub fn new(source: &'a str, is_word: &'w dyn Fn(&str) -> bool) -> Self {
        Self { out: Rewrite::new(source), problems: Vec::new(), is_word }
    }

    /// Writes lines, each after `prefix`, the marks of the quotations around them. `begun` says that the first line's prefix is
    /// written, `outer` how many lists and quotations stand around them.
    pub fn write(&mut self, mut lines: Vec<Line<'a>>, prefix: &str, begun: bool, outer: usize) {
        let mut region = Region::new(prefix, begun, outer);
        let (mut i, mut before) = (0, if begun { Before::Mark } else { Before::Nothing });
        while let Some(line) = lines.get(i).copied() {
            if line.is_blank() {
                self.blank(&mut region, &line);
                (i, before) = (i + 1, Before::Nothing);
                continue;
            }
            let begins = region.begins(&lines, i, before);
            if !matches!(begins, Begins::Item(..)) && !matches!(before, Before::Mark) {
                region.lists.leave(line.column);
            }
            if matches!(before, Before::Text(_)) && matches!(begins, Begins::Rule | Begins::Table(_) | Begins::Text) {
                self.separate(&region, line.at);
            }
            before = Before::Nothing;
            match begins {
                Begins::Item(marker, place) => {
                    let follows = i > 0 && !lines[i - 1].is_blank();
                    self.mark(&mut region, &line, marker, place, follows);
                    lines[i] = line.after(marker.len);
                    before = Before::Mark;
                }
                Begins::Text => {
                    let end = region.paragraph_end(&lines, i);
                    self.paragraph(&mut region, &lines[i..end]);
                    before = Before::Text(lines[end - 1]);
                    i = end;
                }
                Begins::Table(table) => {
                    self.table(&mut region, &lines[i..i + table.lines], &table);
                    i += table.lines;
                }
                Begins::Fence => i += self.fence(&mut region, &lines[i..]),
                Begins::Quote => i += self.quote(&mut region, &lines[i..]),
                Begins::Html => {
                    let end = lines[i..].iter().position(Line::is_blank).map_or(lines.len(), |blank| i + blank);
                    for line in &lines[i..end] {
                        self.line(&mut region, line, "");
                    }
                    i = end;
                }
                Begins::Heading(hashes) => {
                    self.begin(&mut region, line.at);
                    self.out.copy(line.at..line.at + hashes);
                    self.out.insert(line.at + hashes, " ");
                    let rest = line.after(hashes);
                    self.out.copy(rest.at..rest.end());
                    self.end(&rest);
                    i += 1;
                }
                Begins::Rule => {
                    self.begin(&mut region, line.at);
                    if line.text.starts_with('=') {
                        self.out.insert(line.at, "---");
                    } else {
                        self.out.copy(line.at..line.end());
                    }
                    self.end(&line);
                    i += 1;
                }
            }
        }
    }

    /// Begins a line: the marks of the quotations around it, and the columns of the item it belongs to.
    fn begin(&mut self, region: &mut Region<'_>, at: usize) {
        if !std::mem::take(&mut region.begun) {
            let indent = " ".repeat(region.lists.content());
            self.out.insert(at, region.prefix);
            self.out.insert(at, &indent);
        }
    }

    /// Ends a line as it ended, with its white space where that is plain.
    fn end(&mut self, line: &Line<'a>) {
        let tail = line.tail();
        let white_space = line.trail.len();
        let is_plain = line.trail.bytes().all(|byte| byte == b' ');
        self.out.copy(if is_plain { tail } else { tail.start + white_space..tail.end });
    }

    fn line(&mut self, region: &mut Region<'_>, line: &Line<'a>, guard: &str) {
        self.begin(region, line.at);
        self.out.insert(line.at, guard);
        self.out.copy(line.at..line.end());
        self.end(line);
    }

    fn blank(&mut self, region: &mut Region<'_>, line: &Line<'a>) {
        if !std::mem::take(&mut region.begun) {
            self.out.insert(line.at, region.prefix.trim_end());
        }
        self.out.copy(line.tail());
    }

    /// Writes a blank line, so that what follows is not taken for a part of the text above it.
    fn separate(&mut self, region: &Region<'_>, at: usize) {
        self.out.insert(at, region.prefix.trim_end());
        self.out.insert(at, "\n");
    }

    fn mark(&mut self, region: &mut Region<'_>, line: &Line<'a>, marker: Marker, place: lists::Place, follows: bool) {
        // A list that begins with another number than 1 cannot follow text directly (CommonMark 0.31, 5.3).
        let is_new = !matches!(place, lists::Place::Next(_));
        if is_new && follows && !region.begun && matches!(marker.kind, Kind::Number { number, .. } if number != 1) {
            self.separate(region, line.at);
        }
        let (indent, written) = region.lists.enter(place, marker, line.column, follows);
        if !std::mem::take(&mut region.begun) {
            self.out.insert(line.at, region.prefix);
            self.out.insert(line.at, &" ".repeat(indent));
        }
        if matches!(marker.kind, Kind::Number { .. }) {
            self.out.copy(line.at..line.at + marker.len - 1);
        }
        self.out.insert(line.at + marker.len - 1, written.encode_utf8(&mut [0; 4]));
        self.out.insert(line.at + marker.len, " ");
        region.begun = true;
    }

    fn paragraph(&mut self, region: &mut Region<'_>, lines: &[Line<'a>]) {
        let ends = paragraphs::line_ends(lines, self.is_word);
        let mut told = false;
        let mut goes_on = false;
        for (i, line) in lines.iter().enumerate() {
            if !std::mem::take(&mut goes_on) {
                self.begin(region, line.at);
                self.out.insert(line.at, kinds::guard(line.text));
            }
            let place = || line.at..lines.get(i + 1).map_or(line.end(), Line::end);
            let end = ends.get(i).unwrap_or(&LineEnd::RunsOn);
            match end {
                LineEnd::Joined { hyphen } => {
                    self.out.copy(line.at..paragraphs::end_of_word(line, *hyphen));
                    goes_on = true;
                    continue;
                }
                LineEnd::Divided(whole) => {
                    self.doubt(Doubt::DividedWord(whole.clone()), paragraphs::divided_at(line, &lines[i + 1]));
                }
                LineEnd::Unsure if !std::mem::replace(&mut told, true) => {
                    self.doubt(Doubt::LinesRunOn, place());
                }
                _ => {}
            }
            self.out.copy(line.at..line.end());
            if *end == LineEnd::Break {
                self.out.insert(line.end(), "  ");
                self.out.copy(line.end() + line.trail.len()..line.next);
            } else {
                self.end(line);
            }
        }
        self.doubtful_rows(lines);
    }

    fn doubt(&mut self, doubt: Doubt, at: Place) {
        self.problems.push(Problem { kind: ProblemKind::Doubt(doubt), at });
    }

    /// Tells of rows that may have been a table.
    fn doubtful_rows(&mut self, lines: &[Line<'a>]) {
        let is_row = |line: &&Line<'_>| line.text.starts_with('|') && line.text.ends_with('|') && line.text.len() > 1;
        let kind = match lines.iter().find(is_row) {
            Some(row) => Some((Doubt::LooseRow, row)),
            None if tables::has_uneven_tabs(lines) => Some((Doubt::UnevenTabs, &lines[0])),
            None => None,
        };
        if let Some((kind, row)) = kind {
            self.doubt(kind, row.at..row.end());
        }
        if let [line] = lines
            && kinds::is_glued_heading(line.text)
        {
            self.doubt(Doubt::GluedHash, line.at..line.end());
        }
    }

    fn table(&mut self, region: &mut Region<'_>, lines: &[Line<'a>], table: &Rowed) {
        let Rows::Pipes { dashes } = &table.rows else { return self.tabbed(region, lines, table) };
        let mut delimiters = vec!["---"; table.columns];
        if let Some(dashes) = dashes.map(|dashes| &lines[dashes]) {
            let written = tables::delimiters(dashes.text).unwrap_or_default();
            if written.len() != table.columns || table.rows == (Rows::Pipes { dashes: Some(0) }) {
                let kind = Doubt::DashesDoNotFit { dashes: written.len(), columns: table.columns };
                self.doubt(kind, dashes.at..dashes.end());
            }
            delimiters.iter_mut().zip(written).for_each(|(column, written)| *column = written);
        }
        let rows = lines.iter().enumerate().filter(|(i, _)| Some(*i) != *dashes).map(|(_, row)| row);
        for (i, row) in rows.enumerate() {
            // A row that begins as an item or a heading would end the table.
            self.begin(region, row.at);
            self.out.insert(row.at, if row.text.starts_with('|') { "" } else { "| " });
            self.out.copy(row.at..row.end());
            self.end_row(row);
            if i == 0 {
                self.delimiters(region, row.end(), &delimiters);
            }
        }
        self.separate(region, lines[lines.len() - 1].next);
    }

    fn tabbed(&mut self, region: &mut Region<'_>, lines: &[Line<'a>], table: &Rowed) {
        let Rows::Tabs { before } = table.rows else { return };
        for (i, row) in lines.iter().enumerate() {
            self.begin(region, row.at);
            for (at, cell) in tables::tabbed_cells(row, before) {
                let start = row.at + at;
                self.out.insert(start, "| ");
                let mut copied = 0;
                for (pipe, _) in cell.match_indices('|') {
                    self.out.copy(start + copied..start + pipe);
                    self.out.insert(start + pipe, "\\");
                    copied = pipe;
                }
                self.out.copy(start + copied..start + cell.len());
                self.out.insert(start + cell.len(), " ");
            }
            self.out.insert(row.end(), "|");
            self.end_row(row);
            if i == 0 {
                self.delimiters(region, row.end(), &vec!["---"; table.columns]);
            }
        }
        self.separate(region, lines[lines.len() - 1].next);
    }

    fn end_row(&mut self, row: &Line<'a>) {
        self.out.insert(row.end(), "\n");
    }

    fn delimiters(&mut self, region: &mut Region<'_>, at: usize, columns: &[&str]) {
        self.begin(region, at);
        self.out.insert(at, &format!("| {} |\n", columns.join(" | ")));
    }

    /// Writes a fence and what stands in it, with its own indentation. Gives how many lines that is.
    fn fence(&mut self, region: &mut Region<'_>, lines: &[Line<'a>]) -> usize {
        let opening = lines[0];
        let mark = &opening.text[..opening.text.len() - opening.text.trim_start_matches(['`', '~']).len()];
        let within_item = region.lists.depth() > 0;
        let belongs =
            |line: &Line<'_>| line.is_blank() || !within_item || line.column >= opening.column.min(region.lists.content());
        let closes =
            |line: &Line<'_>| line.text.len() >= mark.len() && line.text.starts_with(mark) && kinds::is_one_character(line.text);
        let end = match lines[1..].iter().position(|line| closes(line) || !belongs(line)) {
            Some(last) if belongs(&lines[1 + last]) => last + 2,
            Some(last) => last + 1,
            None => lines.len(),
        };
        for line in &lines[..end] {
            if line.is_blank() {
                self.blank(region, line);
                continue;
            }
            self.begin(region, line.at);
            self.out.insert(line.at, &" ".repeat(line.column.saturating_sub(opening.column)));
            self.out.copy(line.at..line.next);
        }
        end
    }

    /// Writes a quotation. Gives how many lines it has.
    fn quote(&mut self, region: &mut Region<'_>, lines: &[Line<'a>]) -> usize {
        let mut count = lines.iter().take_while(|line| line.text.starts_with('>')).count();
        // Text right below goes on with the quotation's (CommonMark 0.31, 5.1).
        let lazy = |line: &&Line<'_>| {
            !line.is_blank() && matches!(region.begins(std::slice::from_ref(*line), 0, Before::Nothing), Begins::Text)
        };
        if !lines[count - 1].after(1).is_blank() {
            count += lines[count..].iter().take_while(lazy).count();
        }
        let quoted = &lines[..count];
        if region.depth() >= DEEPEST {
            for line in quoted {
                self.line(region, line, "");
            }
            return count;
        }
        let inner = quoted.iter().map(|line| if line.text.starts_with('>') { line.after(1) } else { *line }).collect();
        let prefix = format!("{}{}> ", region.prefix, " ".repeat(region.lists.content()));
        let begun = std::mem::take(&mut region.begun);
        if begun {
            self.out.insert(lines[0].at, "> ");
        }
        self.write(inner, &prefix, begun, region.depth() + 1);
        count
    }
}
