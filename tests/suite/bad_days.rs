//! Whatever the bytes of an answer file, the program tells what is wrong and does not break.

use beredskab::output::Format;
use beredskab::pipeline::{self, PipelineError};
use proptest::prelude::*;

use super::support::{project, settings};

/// Files to break: full plans, and files that are broken already.
const FILES: [&str; 12] = [
    "tests/faults/lang-tekst-uden-slutning.toml",
    "tests/faults/lang-tekst-uden-begyndelse.toml",
    "tests/faults/usynlige-tegn.toml",
    "tests/faults/overskrift-mangler.toml",
    "tests/faults/svar-bag-havelaage.toml",
    "tests/faults/skraastreger-ved-linjeslut.toml",
    "tests/uden-fund/skrevet-af-et-program.toml",
    "examples/ishoej.toml",
    "tests/plans/hoering-uden-valgfrie/kommune.toml",
    "tests/faults/forkert-slags.toml",
    "tests/faults/toml-uden-anfoerselstegn.toml",
    "tests/faults/links.toml",
];

/// What an edit puts in: pieces of TOML and of Markdown, and bytes that are no text.
const PIECES: [&[u8]; 36] = [
    b"\r",
    b"\xe2\x80\xa8",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xe2\x80\x9c\xe2\x80\x9c\xe2\x80\x9c",
    b"\n#maal = [",
    b"\\\n",
    b"\xef\xbc\x9d",
    b"\"",
    b"'",
    b"\"\"\"",
    b"'''",
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b"=",
    b",",
    b"\n",
    b"\r\n",
    b"\\",
    b"#",
    b"0",
    b"2026-13-45",
    b"true",
    b"\xf8",
    b"\xef\xbb\xbf",
    b"\0",
    b"\xe2\x80\xae",
    b"> ",
    b"- ",
    b"![](x)",
    b"[a]: b\n",
    b"\xf0\x9f\x98\x80",
];

/// An edit: where (as a share of the file), how much is taken away, and what is put in.
fn edit() -> impl Strategy<Value = (f64, usize, usize)> {
    (0.0..1.0_f64, prop_oneof![Just(0_usize), 1..4_usize, 1..200_usize], 0..PIECES.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_program(file in 0..FILES.len(), edits in prop::collection::vec(edit(), 1..6)) {
        let mut bytes = std::fs::read(project(FILES[file])).expect("a file");
        for (share, taken, piece) in edits {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "any place will do")]
            let at = (share * bytes.len() as f64) as usize;
            let end = (at + taken).min(bytes.len());
            bytes.splice(at..end, PIECES[piece].iter().copied());
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kommune.toml");
        std::fs::write(&path, &bytes).expect("a file");
        let checked = match pipeline::check(&path, &settings()) {
            // With a zero byte and little else, it is no file of answers, and the program says so.
            Err(PipelineError::NotAnswers(..)) => return Ok(()),
            checked => checked.expect("findings, whatever the bytes"),
        };
        for finding in checked.findings.iter() {
            let text = &checked.sources.get(finding.location.source).text;
            prop_assert!(text.get(finding.location.at.clone()).is_some(), "no place: {finding:?}");
        }
        let _ = beredskab::finding::terminal::render(&checked.findings, &checked.sources, true);
        if checked.findings.errors() == 0 {
            let document = checked.document().expect("a plan without errors becomes a document");
            for format in [Format::Markdown, Format::Html] {
                prop_assert!(!format.render(&document).expect("a text").is_empty());
            }
        }
    }
}
