//! A status for a person at a terminal: bars and short lines, with or without colours, in any width a terminal has.

mod page;
mod rows;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use self::page::{BOLD, DIM, Page, padded};
use super::{Count, Dates, Missing, Ready, Status, Textblock, Use, When};
use crate::dansk::{antal, tal};
use crate::skabelon::Phase;

/// How many of the missing answers are shown.
const SHOWN: usize = 5;

const GOOD: Style = AnsiColor::Green.on_default();
const BEGUN: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// A status as text, in lines of at most so many columns (but no fewer than 40), with ANSI colours where wanted.
#[must_use]
pub fn render(status: &Status, width: usize, colors: bool) -> String {
    let mut page = Page::new(width, colors);
    page.head(status);
    page.readiness(status);
    page.progress(status);
    page.missing(&status.missing);
    page.dates(&status.dates, status.phase);
    page.textblocks(&status.textblocks);
    page.out
}

/// Sentences below a status, in lines as it has.
#[must_use]
pub fn filled(sentences: &str, width: usize) -> String {
    textwrap::fill(sentences, page::whole_words(width)) + "\n"
}

impl Page {
    fn head(&mut self, status: &Status) {
        let name = status.kommune.as_ref().map_or("Kommunen er ikke kendt", |kommune| kommune.name.as_str());
        let rule = "─".repeat(display_width(name).min(self.width));
        let (name, rule) = (self.styled(BOLD, name), self.styled(DIM, &rule));
        self.line(&format!("{name}\n{rule}"));
        let phase = match status.phase {
            Phase::Draft => "udkast",
            Phase::Hearing => "høringsversion",
            Phase::Adopted => "vedtaget",
        };
        let Count { required, answered, unusable } = status.total;
        let facts = [
            status.file.clone(),
            phase.to_owned(),
            format!("{} af {} påkrævede svar", tal(answered), tal(required)),
            format!("{} ord", tal(status.length.words)),
        ];
        self.wrapped(&facts.join(" · "), "");
        if !status.readable {
            self.wrapped("Der er fejl i, hvordan filen er skrevet. Det, der står her, gælder kun det, der kunne læses.", "");
        }
        if unusable > 0 {
            let (it, counts) = if unusable == 1 { ("det", "Det") } else { ("de", "De") };
            let answers = antal(unusable, "påkrævet svar", "påkrævede svar");
            let text = format!("{answers} har en fejl, så {it} ikke kan bruges. {counts} tæller ikke med.");
            self.wrapped(&text, "");
        }
    }

    fn readiness(&mut self, status: &Status) {
        self.line("");
        let published = if status.phase == Phase::Adopted { "Klar til offentliggørelse" } else { "Klar til vedtagelse" };
        for (label, ready) in [("Klar til høring", status.readiness.hoering), (published, status.readiness.vedtaget)] {
            let style = if ready.ready { GOOD } else { BAD };
            self.entry(label, "", &verdict(ready, status.readable), style);
        }
    }

    fn missing(&mut self, missing: &[Missing]) {
        if missing.is_empty() {
            return;
        }
        self.title("Det næste, der mangler");
        let shown = &missing[..missing.len().min(SHOWN)];
        let digits = shown.iter().map(|gap| gap.line.to_string().len()).max().unwrap_or(1);
        for Missing { key, question, section, line, needed_from } in shown {
            let lead = format!("  linje {line:>digits$}  ");
            let later = if *needed_from == Phase::Adopted { " Først ved vedtagelsen." } else { "" };
            let indent = " ".repeat(if self.is_wide() { lead.len() } else { 4 });
            self.wrapped(&format!("{lead}{question}{later}"), &indent);
            self.wrapped_below(&format!("{key} ({section})"), &indent);
        }
        if missing.len() > shown.len() {
            self.wrapped(&format!("  … og {} mere.", antal(missing.len() - shown.len(), "svar", "svar")), "  ");
        }
    }

    fn dates(&mut self, dates: &Dates, phase: Phase) {
        self.title("Datoer");
        let told = |when: &When| format!("{}, {}", when.text, when.from_today);
        let none = if phase == Phase::Adopted { "ikke oplyst" } else { "ikke endnu" };
        self.entry("Vedtaget", "  ", &dates.adopted.as_ref().map_or_else(|| none.to_owned(), told), Style::new());
        let revise = match &dates.revise_by {
            Some(when) if dates.revision_overdue => format!("{}, overskredet {}", when.text, when.from_today),
            Some(when) => told(when),
            None => "kendes, når planen er vedtaget".to_owned(),
        };
        self.entry("Revideres senest", "  ", &revise, if dates.revision_overdue { BAD } else { Style::new() });
        let confirmed = match &dates.contact_confirmed {
            Some(when) if dates.contact_stale => format!("{}. Kontrollér oplysningerne igen.", told(when)),
            Some(when) => told(when),
            None => "ikke oplyst".to_owned(),
        };
        self.entry("Kontakt kontrolleret", "  ", &confirmed, if dates.contact_stale { BEGUN } else { Style::new() });
    }

    fn textblocks(&mut self, blocks: &[Textblock]) {
        if blocks.is_empty() {
            return;
        }
        self.title("Tekstblokke");
        for block in blocks {
            let (what, style) = match block.use_ {
                Use::Standard => ("standard", Style::new()),
                Use::LeftOut => ("udeladt", BEGUN),
                Use::Own => ("egen", GOOD),
                Use::Unusable => ("fejl", BAD),
            };
            let (lead, indent) = (format!("  {} ", block.number), " ".repeat(14));
            let title = self.fitted(&block.title, &indent, &indent);
            let title = title.strip_prefix(&indent).unwrap_or(&title);
            // A name that is one long word goes below.
            let first = title.lines().next().map_or(0, display_width);
            let beside = first + indent.len() <= self.width;
            if beside {
                let line = lead + &self.styled(style, &padded(what, 10)) + title;
                self.line(&line);
            } else {
                let line = lead + &self.styled(style, what);
                self.line(&line);
                self.line(&format!("{indent}{title}"));
            }
            if block.use_ == Use::Own {
                self.wrapped_below(&own(block), &indent);
            }
            if let Some(why) = block.adapted {
                self.wrapped_below(why, &indent);
            }
        }
    }
}

/// Whether a plan is ready, and what is in the way.
fn verdict(ready: Ready, readable: bool) -> String {
    if ready.ready {
        return match ready.warnings {
            0 => "ja".to_owned(),
            warnings => format!("ja, med {} at se på", antal(warnings, "advarsel", "advarsler")),
        };
    }
    let errors = ready.errors - ready.missing;
    let mut parts = Vec::new();
    if ready.missing > 0 {
        parts.push(format!("{} mangler", antal(ready.missing, "svar", "svar")));
    }
    if errors > 0 {
        parts.push(format!("{} skal rettes", antal(errors, "fejl", "fejl")));
    }
    let more = if readable { "" } else { ", før det kan ses, hvad der mangler" };
    format!("nej, {}{more}", parts.join(", og "))
}

/// What an own text is, beside the standard one.
fn own(block: &Textblock) -> String {
    let mut parts = Vec::new();
    if let Some(compared) = &block.compared {
        let percent = compared.percent();
        let [deleted, added] = [compared.deleted, compared.added].map(tal);
        parts.push(format!("{percent} % af standardtekstens ord er beholdt, {deleted} ord slettet, {added} tilføjet"));
    }
    if let Some(length) = block.length {
        let lix = length.lix.zip(length.step()).map(|(lix, step)| format!(", LIX {lix} {}", step.name())).unwrap_or_default();
        parts.push(format!("{} ord{lix}", tal(length.words)));
    }
    parts.join("; ")
}
