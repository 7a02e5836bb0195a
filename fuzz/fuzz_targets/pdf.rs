//! Text as answers, all the way to a PDF: the engine never refuses what the checks accept.
#![no_main]

use std::path::Path;

use beredskab::folder::Folder;
use beredskab::output::Format;
use beredskab::pipeline::{Settings, check_bytes};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let answer = toml::Value::String(text.to_owned());
    let line = toml::Value::String(text.replace(['\n', '\r'], " "));
    let file = format!(
        "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\nkontakt.infohus = {line}\nintroduktion = {{ vision = {answer}, maal = [{answer}] }}\n"
    );
    let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase: None };
    let checked = check_bytes(Path::new("kommune.toml"), file.as_bytes(), &Folder::none(), &settings).expect("the template");
    let Ok(document) = checked.document() else { return };
    let pdf = Format::Pdf.render(&document).expect("a PDF");
    for forbidden in [&b"/JavaScript"[..], b"/Launch", b"/EmbeddedFile"] {
        assert!(!pdf.windows(forbidden.len()).any(|window| window == forbidden));
    }
});
