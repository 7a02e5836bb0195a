//! A file of a template, and what to say where it cannot be used.

use std::fmt;

use serde::de::DeserializeOwned;

use super::Body;
use super::front::split;

/// Why a template cannot be used, in a sentence for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkabelonError {
    /// The file, as the user knows it.
    pub file: String,
    /// The line in it, from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SkabelonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for SkabelonError {}
/// A file of a template: its name for messages, and its text.
pub(super) struct File {
    pub shown: String,
    pub text: String,
}

impl File {
    /// A file by its text, whatever editor wrote it: no byte order mark, and one kind of line end.
    pub(super) fn new(shown: String, text: &str) -> Self {
        Self { shown, text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n") }
    }

    pub(super) fn fault(&self, line: Option<usize>, message: impl Into<String>) -> SkabelonError {
        SkabelonError { file: self.shown.clone(), line, message: message.into() }
    }
}

/// TOML of a file, of which so many lines stand before.
pub(super) fn parse<T: DeserializeOwned>(file: &File, text: &str, lines_before: usize) -> Result<T, SkabelonError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1 + lines_before);
        file.fault(line, format!("Oplysningerne øverst i filen kan ikke læses ({}).", error.message()))
    })
}

/// A file's front matter, and its body.
pub(super) fn front<T: DeserializeOwned>(file: &File) -> Result<(T, Body), SkabelonError> {
    let (front, body) = split(&file.text).ok_or_else(|| {
        file.fault(Some(1), "Filen skal begynde med en linje »+++«, så oplysninger i TOML, og så en linje »+++« igen.")
    })?;
    Ok((parse(file, front, 1)?, body))
}
