//! What the preview shows at a moment: the last plan that could be made, and what is to be said about the files as they are.
//!
//! Knows nothing of how it is served.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use beredskab::document::Document;
use beredskab::finding::html::{self as findings_html, Frame};
use beredskab::finding::{Findings, terminal};
use beredskab::output::html::{self, StyleAt};
use beredskab::output::{Format, OutputError};
use beredskab::pipeline::{Checked, PipelineError};
use jiff::Timestamp;

use crate::cli::watch::Read;

/// The name of the frame that shows the plan, and the address of its page.
pub const FRAME: Frame<'static> = Frame { name: "plan", page: "plan.html" };

/// A plan that could be made.
#[derive(Debug)]
pub struct Page {
    /// Which of the pages it is.
    pub number: u64,
    /// The page.
    pub html: String,
    /// The name of its style's file, which is another for another style.
    pub style_name: String,
    /// Its style.
    pub style: String,
    document: Document,
    /// When it was made.
    made: String,
}

/// What cannot be shown, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What is the matter.
    pub head: String,
    /// What is shown instead, and what to do.
    pub text: String,
}

/// What is shown.
#[derive(Debug)]
pub struct Preview {
    /// A number that is another for every preview, also those of another run.
    pub version: u64,
    /// The name of the answer file.
    pub file: PathBuf,
    /// The last plan that could be made.
    pub page: Option<Arc<Page>>,
    /// What stands on top where that is not the plan as the files are now.
    pub alert: Option<Alert>,
    /// What was found, as HTML.
    pub findings: String,
    /// What was found, counted.
    pub summary: String,
    /// When the files were last read, in a sentence.
    pub status: String,
}

impl Preview {
    /// Before anything has been read.
    pub fn first(file: &Path) -> Self {
        Self {
            version: u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default(),
            file: file.to_owned(),
            page: None,
            alert: None,
            findings: String::new(),
            summary: String::new(),
            status: String::new(),
        }
    }

    /// What to show after the files have been read again.
    pub fn next(&self, read: &Read, now: &str) -> Self {
        let version = self.version + 1;
        let made = match read {
            Ok(checked) => checked.document().map(|document| Page::new(version, document, self.page.as_deref(), now)),
            Err(error) => Err(error.clone()),
        };
        let (page, alert) = match made {
            Ok(page) => (Some(Arc::new(page)), None),
            Err(error) => (self.page.clone(), Some(self.alert_for(&error, read.as_ref().ok()))),
        };
        let none = Findings::default();
        let findings = read.as_ref().map_or(&none, |checked| &checked.findings);
        Self {
            version,
            file: self.file.clone(),
            findings: read.as_ref().map_or_else(
                |_| String::new(),
                |checked| findings_html::render(findings, &checked.sources, page.as_ref().map(|_| FRAME)),
            ),
            summary: if read.is_ok() { terminal::summary(findings) } else { "Svarene er ikke læst".to_owned() },
            status: match alert {
                None => format!("Opdateret kl. {now}"),
                Some(_) => format!("Sidst læst kl. {now}"),
            },
            page,
            alert,
        }
    }

    /// The title of the window: what was found, and where.
    pub fn title(&self) -> String {
        format!("{} – {}", self.summary, self.name())
    }

    /// The answer file's name, without its folders.
    pub fn name(&self) -> String {
        self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy().into_owned()
    }

    fn alert_for(&self, error: &PipelineError, checked: Option<&Checked>) -> Alert {
        let name = self.name();
        let head = match (error, checked) {
            (PipelineError::HasErrors, Some(checked)) => {
                format!("Planen kan ikke bygges: {} i {name}.", terminal::summary(&checked.findings.only_errors()))
            }
            (PipelineError::Unreadable(_, std::io::ErrorKind::NotFound), _) => format!("Filen {name} findes ikke længere."),
            _ => error.to_string(),
        };
        let shown = match &self.page {
            Some(page) => format!("I ser planen, som den var kl. {}.", page.made),
            None => "Der er ingen plan at vise endnu.".to_owned(),
        };
        let then = match error {
            PipelineError::HasErrors if checked.is_some_and(|checked| checked.findings.errors() == 1) => {
                "Ret fejlen, og gem; så opdateres siden."
            }
            PipelineError::HasErrors => "Ret fejlene, og gem; så opdateres siden.",
            PipelineError::Skabelon(_) => "Ret skabelonen, og gem; så opdateres siden.",
            _ => "Siden opdateres, når filen er der igen.",
        };
        Alert { head, text: format!("{shown} {then}") }
    }
}

impl Page {
    fn new(number: u64, document: Document, before: Option<&Self>, now: &str) -> Self {
        let style = html::style(&document);
        let style_name = match before {
            Some(before) if before.style == style => before.style_name.clone(),
            _ => format!("plan-{number}.css"),
        };
        Self {
            number,
            html: html::render(&document, StyleAt::File(&style_name)),
            style_name,
            style,
            document,
            made: now.to_owned(),
        }
    }

    /// The plan as PDF.
    ///
    /// # Errors
    /// Where this build has no PDF engine, or the engine refuses the plan.
    pub fn pdf(&self) -> Result<Vec<u8>, OutputError> {
        Format::Pdf.render(&self.document)
    }
}

#[cfg(test)]
mod tests {
    use beredskab::pipeline::{self, Settings};
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> Read {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kommune.toml");
        std::fs::write(&path, text).expect("a file");
        pipeline::check(&path, &Settings { today: date(2026, 11, 20), skabelon: None, phase: None })
    }

    fn missing() -> Read {
        let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase: None };
        pipeline::check(Path::new("findes-ikke/kommune.toml"), &settings)
    }

    const GOOD: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";

    #[test]
    fn the_last_good_page_stays_until_there_is_a_better_one() {
        let good = Preview::first(Path::new("planer/kommune.toml")).next(&read(GOOD), "10.00.00");
        assert!(good.alert.is_none());
        assert_eq!((good.name().as_str(), good.status.as_str()), ("kommune.toml", "Opdateret kl. 10.00.00"));
        let broken = good.next(&read("fase ="), "10.00.01");
        let alert = broken.alert.as_ref().expect("an alert");
        assert!(alert.head.starts_with("Planen kan ikke bygges: "), "{alert:?}");
        assert!(alert.text.starts_with("I ser planen, som den var kl. 10.00.00."), "{alert:?}");
        let gone = broken.next(&missing(), "10.00.02");
        assert_eq!(gone.alert.as_ref().map(|alert| alert.head.as_str()), Some("Filen kommune.toml findes ikke længere."));
        let number = |preview: &Preview| preview.page.as_ref().map(|page| page.number);
        assert!(number(&good).is_some());
        assert_eq!((number(&broken), number(&gone)), (number(&good), number(&good)));
        let mended = gone.next(&read(GOOD), "10.00.03");
        assert!(mended.alert.is_none() && number(&mended) > number(&good));
        assert!([&good, &broken, &gone, &mended].is_sorted_by_key(|preview| preview.version));
    }

    #[test]
    fn a_style_keeps_its_name_until_it_is_another() {
        let style = |preview: &Preview| preview.page.as_ref().expect("a page").style_name.clone();
        let first = Preview::first(Path::new("kommune.toml")).next(&read(GOOD), "10.00.00");
        let same = first.next(&read(&format!("{GOOD}plan.aar = 2026\n")), "10.00.01");
        let other = same.next(&read(&format!("{GOOD}kommune.farve = \"#7a1f5c\"\n")), "10.00.02");
        assert_eq!(style(&first), style(&same));
        assert_ne!(style(&same), style(&other));
    }

    #[test]
    fn without_any_plan_the_alert_says_so() {
        let none = Preview::first(Path::new("kommune.toml")).next(&read("fase ="), "10.00.00");
        assert!(none.page.is_none() && !none.findings.contains("<a "));
        assert!(none.alert.expect("an alert").text.starts_with("Der er ingen plan at vise endnu."));
    }
}
