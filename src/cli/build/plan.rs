//! One plan as files: in the formats asked for, under the answer file's name.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use beredskab::document::Document;
use beredskab::files;
use beredskab::output::fragment::{self, Tables};
use beredskab::output::html::{self, StyleAt};
use beredskab::output::{Format, OutputError, markdown};
use beredskab::pipeline::Checked;

use super::BuildArgs;
use crate::cli::write::{self, File};

/// The plan in each of the formats asked for, but for one that its engine refuses.
pub struct Parts {
    /// The end of each file's name, and its bytes.
    pub made: Vec<(String, Vec<u8>)>,
    /// Why a format could not be made.
    pub refused: Option<OutputError>,
}

/// Makes the plan in each of the formats.
///
/// # Errors
/// Where a format is none of this program's. One that refuses this plan does not keep the others from being made.
pub fn parts(formats: &[Format], document: &Document, args: &BuildArgs) -> Result<Parts, OutputError> {
    let mut parts = Parts { made: Vec::new(), refused: None };
    for format in formats {
        match rendered(*format, document, args) {
            Ok(made) => parts.made.extend(made),
            Err(refused @ OutputError::PdfRefused(_)) => parts.refused = Some(refused),
            Err(error) => return Err(error),
        }
    }
    Ok(parts)
}

/// A file of the plan, and whether it was written: with `--kun-aendrede` one that would be as it is, is left.
pub struct Written {
    pub path: PathBuf,
    pub is_new: bool,
}

/// Builds the plan of an answer file and writes it: the files, and why a format is not among them, where one could not be made.
///
/// # Errors
/// Where it cannot be built or written. Then every file is as it was.
pub fn written(
    file: &Path,
    checked: &Checked,
    formats: &[Format],
    args: &BuildArgs,
) -> Result<(Vec<Written>, Option<OutputError>)> {
    let document = checked.document()?;
    let Parts { made, refused } = parts(formats, &document, args)?;
    let stem = file.file_stem().context("Svarfilen har intet navn.")?;
    let part = |(ending, bytes): (String, Vec<u8>)| File { path: args.out.join(named(stem, &ending)), bytes };
    let mut files: Vec<File> = made.into_iter().map(part).collect();
    if let Some(name) = &args.css {
        files.push(File { path: args.out.join(name), bytes: html::style(&document).into_bytes() });
    }
    spare_inputs(&files, checked, file)?;
    let is_new = |file: &File| {
        !args.kun_aendrede || files::read(&file.path, file.bytes.len() as u64).map_or(true, |bytes| bytes != file.bytes)
    };
    let (new, same): (Vec<File>, Vec<File>) = files.into_iter().partition(is_new);
    write::all(&args.out, &new)?;
    let new = new.into_iter().map(|file| Written { path: file.path, is_new: true });
    let same = same.into_iter().map(|file| Written { path: file.path, is_new: false });
    Ok((new.chain(same).collect(), refused))
}

/// The name of a file of the plan, by the answer file's name and the end that tells the format.
fn named(stem: &OsStr, ending: &str) -> OsString {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(ending);
    name
}

/// The names of the files that an answer file becomes, as far as they follow from its own name.
pub fn names(file: &Path, formats: &[Format]) -> Vec<String> {
    let stem = file.file_stem().unwrap_or_default();
    formats.iter().map(|format| named(stem, format.extension()).to_string_lossy().into_owned()).collect()
}

/// What a format becomes: files, each with the end of its name and its bytes.
fn rendered(format: Format, document: &Document, args: &BuildArgs) -> Result<Vec<(String, Vec<u8>)>, OutputError> {
    let ending = format.extension().to_owned();
    let tables = if args.uden_tabeller { Tables::AsLists } else { Tables::Kept };
    Ok(match format {
        Format::Html => {
            let style_at = args.css.as_deref().map_or(StyleAt::Page, StyleAt::File);
            vec![(ending, html::render(document, style_at).into_bytes())]
        }
        Format::Markdown if args.frontmatter => vec![(ending, markdown::render_with_front_matter(document).into_bytes())],
        Format::Fragment if args.per_kapitel => {
            let chapters = fragment::chapters(document, tables).into_iter();
            chapters.map(|chapter| (format!("{}.{ending}", chapter.name), chapter.html.into_bytes())).collect()
        }
        Format::Fragment => vec![(ending, fragment::render(document, tables).into_bytes())],
        _ => vec![(ending, format.render(document)?)],
    })
}

/// Refuses to write over a file that the plan was made from, as `--out .` could with a text block in `kommune.md`.
fn spare_inputs(written: &[File], checked: &Checked, answer_file: &Path) -> Result<()> {
    let folder = answer_file.parent().unwrap_or(Path::new(""));
    let inputs = checked.sources.iter().map(|source| Path::new(&source.name).to_owned());
    let pictures = checked.pictures().map(|path| folder.join(path));
    let inputs: Vec<_> = inputs.chain(pictures).filter_map(|path| path.canonicalize().ok()).collect();
    for file in written {
        if file.path.canonicalize().is_ok_and(|path| inputs.contains(&path)) {
            bail!(
                "»{}« er en af de filer, planen bygges af, og overskrives ikke. Vælg en anden mappe med »--out«.",
                file.path.display()
            );
        }
    }
    Ok(())
}
