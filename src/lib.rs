//! `beredskab` builds the plan that every Danish municipality must have for preventing, detecting and handling extremism
//! (barnets lov § 15, stk. 3), from the municipality's answers and the national template.
//!
//! The way of the data, from left to right; a module knows those to its left and never those to its right:
//!
//! ```text
//! kommune.toml ─► answers ─► check ─► plan ─► document ─► output (Markdown, HTML, PDF)
//!                    ▲         ▲        ▲
//!                    skabelon (the template)   register (the 98 municipalities)
//! ```
//!
//! [`pipeline`] is that way in one call; everything else is a step of it. The library prints nothing, ends no process, and
//! reads neither clock nor environment: the day is an input, so that the same input gives the same bytes.

pub mod answers;
pub mod check;
pub mod color;
pub mod content;
pub mod dansk;
pub mod document;
pub mod file_kind;
pub mod files;
pub mod finding;
pub mod folder;
pub mod fonts;
pub mod image;
pub mod names;
pub mod output;
pub mod overview;
pub mod pipeline;
pub mod plan;
pub mod register;
pub mod schema;
pub mod skabelon;
pub mod source;
pub mod status;
mod steps;
pub mod svarfil;
