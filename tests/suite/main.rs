//! The tests of the whole: one program, so that the PDF engine is linked once.
//!
//! Most are data. A file in `tests/faults` is an answer file with the fault it is named after; a folder in `tests/plans` is
//! an answer file and what it names; `tests/cmd` holds commands and what they print. Adding a case is adding a file; what
//! it gives is written down by `cargo insta test --accept` (or `INSTA_UPDATE=always cargo test`), and by
//! `TRYCMD=overwrite cargo test` for commands.

mod any_answer;
mod backslashes;
mod bad_days;
mod clean_builds;
mod commands;
mod commonmark;
mod containment;
mod drawings;
#[cfg(feature = "pdf")]
mod drawings_on_paper;
mod faults;
mod file_names;
mod formats;
mod fragment;
mod front_matter;
mod guide;
#[cfg(feature = "pdf")]
mod harmless;
mod hostile_files;
mod init;
mod initiatives;
#[cfg(feature = "pdf")]
mod layout;
mod limits;
#[cfg(feature = "pdf")]
mod line_breaks;
mod many;
mod markdown_parses_back;
mod marks;
mod no_false_alarm;
mod overview;
mod own_templates;
mod page;
#[cfg(feature = "pdf")]
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod pipelines;
mod plans;
mod positions;
mod reading;
mod reference;
mod repeatable;
mod rules;
mod schema;
mod slips;
mod source_texts;
mod status;
mod stopped;
mod support;
mod syntax;
#[cfg(feature = "pdf")]
mod tags;
mod textblocks;
mod toml_test;
#[cfg(feature = "pdf")]
mod tools;
mod tough;
mod watching;
mod words;
