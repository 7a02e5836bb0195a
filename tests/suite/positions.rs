//! Findings point at the word itself, however the answer is written in the file.

use beredskab::finding::{Code, Extent, Finding};
use beredskab::pipeline::Checked;
use beredskab::source::Position;
use proptest::prelude::*;

use super::support::{answer_file, checked, faults};

/// Each finding's code and place, by line and column.
fn places(checked: &Checked) -> Vec<(Code, Position, Position)> {
    let place = |finding: &Finding| {
        let Extent { start, end, .. } = Extent::of(&finding.location, &checked.sources);
        (finding.code, start, end)
    };
    checked.findings.iter().map(place).collect()
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_nothing() {
    for path in faults() {
        let bytes = std::fs::read(&path).expect("a fault");
        let Ok(text) = String::from_utf8(bytes) else { continue };
        // Beside the original, so that the files it names are found.
        let folder = tempfile::tempdir().expect("a folder");
        let copy = |name: &str, text: &str| {
            let files = folder.path().join(name);
            std::fs::create_dir_all(files.join("filer")).expect("a folder");
            for entry in std::fs::read_dir(path.with_file_name("filer")).expect("the files") {
                let entry = entry.expect("a file");
                std::fs::copy(entry.path(), files.join("filer").join(entry.file_name())).expect("a copy");
            }
            std::fs::write(files.join("kommune.toml"), text).expect("a file");
            places(&checked(&files.join("kommune.toml")))
        };
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(copy("windows", &windows), copy("unix", &text), "{}", path.display());
    }
}

/// A piece of a string's value and how it may be written in a basic string.
const PIECES: [(&str, &str); 12] = [
    ("ord ", "ord "),
    ("æblegrød ", "æblegrød "),
    ("æ", "\\u00e6"),
    ("»", "\\U000000bb"),
    ("\"x\" ", "\\\"x\\\" "),
    ("é ", "\\xe9 "),
    ("**fed** ", "**fed** "),
    ("\\* ", "\\\\* "),
    ("&amp; ", "&amp; "),
    ("[link til det](https://eksempel.dk/a) ", "[link til det](https://eksempel.dk/a) "),
    ("`kode` ", "`kode` "),
    ("e\u{301} ", "e\u{301} "),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What was to be filled in is pointed at exactly, with anything before it, in every kind of string.
    #[test]
    fn a_word_is_found_where_it_was_written(
        pieces in prop::collection::vec(0..PIECES.len(), 0..12),
        style in 0..5_usize,
        newline in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let value: String = pieces.iter().map(|&i| PIECES[i].0).collect();
        let escaped: String = pieces.iter().map(|&i| PIECES[i].1).collect();
        let literal = match style {
            0 => format!("\"{escaped} XXXX slut\""),
            1 => format!("\"\"\"{newline}{escaped}{newline}- punkt XXXX slut{newline}\"\"\""),
            2 => format!("\"\"\"{escaped} \\{newline}    XXXX slut\"\"\""),
            3 if !value.contains('\'') => format!("'{value} XXXX slut'"),
            _ => format!("'''{newline}{newline}{value}{newline}{newline}> citat med XXXX slut{newline}'''"),
        };
        let text = format!("fase = \"udkast\"{newline}kommune.navn = \"Ishøj\"{newline}introduktion.vision = {literal}{newline}");
        let (_folder, path) = answer_file(&text);
        let checked = checked(&path);
        let found: Vec<&str> = checked
            .findings
            .iter()
            .filter(|finding| finding.code == Code::Placeholder)
            .map(|finding| checked.sources.slice(&finding.location))
            .collect();
        prop_assert_eq!(found, ["XXXX"], "{}", text);
    }
}
