//! A file of a template, and what to say where it cannot be used.

use std::fmt;

use serde::de::DeserializeOwned;

use super::Body;
use super::front::split;
use crate::dansk::opremsning;

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
        let text = text.trim_start_matches('\u{feff}');
        Self { shown, text: if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() } }
    }

    /// The line of a place in the front matter, which begins on the second.
    pub(super) fn line_in_front(&self, at: usize) -> usize {
        self.text
            .lines()
            .nth(0)
            .map_or(1, |fence| self.text[..(fence.len() + 1 + at).min(self.text.len())].matches('\n').count() + 1)
    }

    /// The first line that holds these words.
    pub(super) fn line_with(&self, words: &str) -> Option<usize> {
        self.text.lines().position(|line| line.contains(words)).map(|line| line + 1)
    }

    pub(super) fn fault(&self, line: Option<usize>, message: impl Into<String>) -> SkabelonError {
        SkabelonError { file: self.shown.clone(), line, message: message.into() }
    }
}

/// TOML of a file, of which so many lines stand before.
pub(super) fn parse<T: DeserializeOwned>(file: &File, text: &str, lines_before: usize) -> Result<T, SkabelonError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1 + lines_before);
        file.fault(line, in_danish(error.message()))
    })
}

/// What the parser says, in Danish.
fn in_danish(message: &str) -> String {
    let names: Vec<String> = message.split('`').skip(1).step_by(2).map(|name| format!("»{name}«")).collect();
    let choices = || names.get(1..).filter(|names| !names.is_empty()).map(|names| opremsning(names, "eller"));
    match names.first() {
        Some(name) if message.starts_with("unknown field") => match choices() {
            Some(choices) => format!("{name} er ikke en oplysning, der kan stå her. Her kan stå {choices}."),
            None => format!("{name} er ikke en oplysning, der kan stå her."),
        },
        Some(name) if message.starts_with("unknown variant") => {
            format!("{name} kan ikke vælges her. Vælg {}.", choices().unwrap_or_default())
        }
        Some(name) if message.starts_with("missing field") => format!("Oplysningen {name} mangler øverst i filen."),
        Some(name) if message.starts_with("duplicate") => format!("Oplysningen {name} står to gange."),
        _ => {
            let why = match message {
                _ if message.starts_with("duplicate key") => "en oplysning står to gange",
                _ if message.starts_with("invalid type") || message.starts_with("invalid value") => "værdien har en forkert form",
                _ if message.contains("string") => "en tekst mangler et anførselstegn",
                _ if message.contains("array") => "en liste mangler ]",
                _ if message.contains("table") => "en tabel mangler ] eller }",
                _ if message.contains("key") => "der mangler noget omkring =",
                _ => "det er ikke skrevet som TOML",
            };
            format!("Oplysningerne øverst i filen kan ikke læses: {why}.")
        }
    }
}

/// A file's front matter, and its body.
pub(super) fn front<T: DeserializeOwned>(file: &File) -> Result<(T, Body), SkabelonError> {
    let (front, body) = split(&file.text).ok_or_else(|| {
        file.fault(Some(1), "Filen skal begynde med en linje »+++«, så oplysninger i TOML, og så en linje »+++« igen.")
    })?;
    Ok((parse(file, front, 1)?, body))
}
