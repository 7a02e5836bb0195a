//! Bytes as an answer file: read, checked in every phase, told in every form, and built where there are no errors.
#![no_main]

use std::path::Path;

use beredskab::finding::{github, html, json, sarif, terminal};
use beredskab::folder::Folder;
use beredskab::output::Format;
use beredskab::pipeline::{Settings, check_bytes};
use beredskab::skabelon::Phase;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for phase in [None, Some(Phase::Draft), Some(Phase::Hearing), Some(Phase::Adopted)] {
        let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase };
        let checked = check_bytes(Path::new("kommune.toml"), bytes, &Folder::none(), &settings).expect("the template");
        for finding in checked.findings.iter() {
            let (at, text) = (&finding.location.at, &checked.sources.get(finding.location.source).text);
            assert!(text.get(at.clone()).is_some(), "a finding without a place: {at:?}");
        }
        let _ = terminal::render(&checked.findings, &checked.sources, true);
        let _ = (json::render(&[checked.report()]), sarif::render(&[checked.report()]), github::render(&[checked.report()]));
        let _ = html::render(&checked.findings, &checked.sources, None);
        let _ = checked.status().expect("a status");
        if let Ok(document) = checked.document() {
            for format in [Format::Markdown, Format::Html, Format::Fragment] {
                let _ = format.render(&document).expect("text");
            }
        }
    }
});
