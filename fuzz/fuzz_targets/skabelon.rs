//! Text as a file of a template of one's own: its front matter, and its body through minijinja into a plan.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use beredskab::folder::Folder;
use beredskab::output::Format;
use beredskab::pipeline::{Settings, check_bytes};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

/// The folder that the file stands in, of this process alone.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("beredskab-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
});

const ANSWERS: &str =
    "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\nintroduktion.vision = \"En *vision*.\"\nintroduktion.maal = [\"Et\", \"To\"]\n";

fuzz_target!(|text: &str| {
    std::fs::write(FOLDER.join("1.1-vision-og-formaal.md"), text).expect("a file");
    let settings = Settings { today: date(2026, 11, 20), skabelon: Some(FOLDER.clone()), phase: None };
    match check_bytes(Path::new("kommune.toml"), ANSWERS.as_bytes(), &Folder::none(), &settings) {
        // What is wrong with it is told, and of which file.
        Err(error) => assert!(error.to_string().contains(".md") || error.to_string().contains("skabelon"), "{error}"),
        Ok(checked) => {
            let Ok(document) = checked.document() else { return };
            for format in [Format::Markdown, Format::Html, Format::Fragment] {
                let written = String::from_utf8(format.render(&document).expect("text")).expect("UTF-8");
                assert!(!written.contains(['\u{e000}', '\u{e001}']), "a mark is left");
            }
        }
    }
});
