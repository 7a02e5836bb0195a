//! Faults in the TOML itself: each is told, whatever stands before it.

use beredskab::finding::Code;

use super::support::{answer_file, checked};

/// Lines that are no TOML. What is never closed goes on to the end of the file, so it is not among them.
const BROKEN: [&str; 34] = [
    "plan aar = 2026",
    "plan,aar = 2026",
    "plan.aar",
    "plan.aar 2026",
    "plan.aar: 2026",
    "plan. = 2026",
    ".plan = 2026",
    "plan..aar = 2026",
    "= 2026",
    "plan.år = 2026",
    "\"plan = 2026",
    "plan.aar = ",
    "plan.aar = = 2026",
    "plan.aar = 2026 = 2027",
    "plan.aar = 02026",
    "plan.aar = 2026]",
    "plan.vedtaget = 2026-02-30",
    "plan.vedtaget = 18. juni 2026",
    "fase = udkast",
    "fase = udkast\"",
    "fase = \"udkast",
    "fase = 'udkast",
    "fase = “udkast”",
    "fase = \"ud\\kast\"",
    "fase = \"ud\"kast\"",
    "fase = \"ud\" \"kast\"",
    "tekstblokke.3 = nej",
    "introduktion.maal = [\"a\" \"b\"]",
    "introduktion.maal = [\"a\",, \"b\"]",
    "introduktion.ansvar = { politisk \"a\" }",
    "introduktion.ansvar = { politisk = \"a\" strategisk = \"b\" }",
    "// en kommentar",
    "Det her er en sætning.",
    "}",
];

/// The lines that a fault of syntax is told on.
fn told(text: &str) -> Vec<usize> {
    let (_folder, path) = answer_file(text);
    let checked = checked(&path);
    let line = |at: usize| checked.sources.iter().next().expect("the file").position(at).line;
    checked.findings.iter().filter(|f| f.code == Code::Syntax).map(|f| line(f.location.at.start)).collect()
}

#[test]
fn no_fault_hides_another() {
    for first in BROKEN {
        for second in BROKEN {
            let text = format!("{first}\n\n# imellem\nkommune.logo_alt = \"Byvåben\"\n{second}\n");
            let lines = told(&text);
            assert!(lines.contains(&1) && lines.contains(&5), "{lines:?} in:\n{text}");
            assert!(lines.iter().all(|line| [1, 5].contains(line)), "{lines:?} in:\n{text}");
        }
    }
}

#[test]
fn a_header_that_is_not_closed_hides_nothing() {
    for header in ["[kontakt", "[[indsatser]", "[to ord]", "[kontakt # note", "[ ]", "[plan]]"] {
        for broken in BROKEN {
            let text = format!("{header}\nlogo_alt = \"Byvåben\"\n[infohus]\n{broken}\n");
            let lines = told(&text);
            assert!(lines.contains(&1) && lines.contains(&4), "{lines:?} in:\n{text}");
        }
    }
}
