//! Backslashes: none that a program wrote is told, whatever the text; every path of Windows that a person types is.

use beredskab::finding::Code;
use beredskab::folder::Folder;
use beredskab::pipeline::{Checked, check_bytes};
use proptest::prelude::*;

use super::support::{findings, settings};

/// What prose is made of. A word has two letters at least: with one, "N:" and a tab are the beginning of a path, too.
const PIECES: [&str; 24] = [
    "ord",
    "tidsplan",
    "bilag",
    "nyt",
    "Rolle",
    "æble",
    "2026",
    "ré",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\t",
    "\"",
    "'",
    ":",
    "-",
    ".",
    "/",
    "N:\\bilag\\tider ",
    "\\ ",
];

/// How programs write a text: what they need not write otherwise stands as it is.
fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '\\' => "\\\\".to_owned(),
        '"' => "\\\"".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

fn check(answers: &str) -> Checked {
    let file = format!("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n{answers}\n");
    check_bytes("kommune.toml".as_ref(), file.as_bytes(), &Folder::none(), &settings()).expect("the template")
}

fn count(checked: &Checked) -> usize {
    checked.findings.iter().filter(|finding| finding.code == Code::Backslash).count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_program_wrote_is_never_told(pieces in prop::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let value = toml::Value::String(text.clone());
        for literal in [escaped(&text), value.to_string(), toml_edit::Value::from(text.as_str()).to_string()] {
            let checked = check(&format!("introduktion.vision = {literal}\nintroduktion.maal = [{literal}]"));
            prop_assert_eq!(count(&checked), 0, "{}", findings(&checked));
        }
    }

    #[test]
    fn a_path_is_told_wherever_it_is_typed(
        folders in prop::collection::vec("[bfenrt][a-zæøå]{1,8}", 1..4),
        before in "([a-zæøå]{2,8} ){0,3}",
        style in 0..4_usize,
    ) {
        let path = format!("N:\\{}", folders.join("\\"));
        let answer = match style {
            0 => format!("introduktion.vision = \"{before}{path}.\""),
            1 => format!("introduktion.vision = \"\"\"\n{before}\n\n{before}({path})\n\"\"\""),
            2 => format!("introduktion.maal = [\"{before}{path}\"]"),
            _ => format!("[[indsatser]]\ntitel = \"{before}{path}\""),
        };
        let checked = check(&answer);
        prop_assert_eq!(count(&checked), 1, "{}\n{}", answer, findings(&checked));
        let finding = checked.findings.iter().find(|finding| finding.code == Code::Backslash).expect("a finding");
        prop_assert_eq!(checked.sources.slice(&finding.location), &path);
        // With what the help says to write, nothing is eaten.
        let mended = check(&answer.replace(&path, &path.replace('\\', "\\\\")));
        prop_assert_eq!(count(&mended), 0, "{}", findings(&mended));
    }
}
