//! A status says the same as the check, adds up, and can be read in any terminal.

use std::path::{Path, PathBuf};
use std::process::Command;

use anstream::adapter::strip_str;
use beredskab::dansk::lix::{Counts, FEWEST_WORDS};
use beredskab::dansk::{Dato, afstand};
use beredskab::finding::{Code, Finding, Severity};
use beredskab::pipeline::{self, Checked, Settings};
use beredskab::skabelon::Phase;
use beredskab::status::{Count, Ready, Status, Use, json, text};
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

use super::support::{answer_file, checked, faults, name, plans, project, settings};

const PHASES: [Phase; 3] = [Phase::Draft, Phase::Hearing, Phase::Adopted];

fn all() -> Vec<PathBuf> {
    let all: Vec<PathBuf> = faults().into_iter().chain(plans()).collect();
    assert!(all.len() > 60, "the files are found");
    all
}

fn checked_as(path: &Path, phase: Phase) -> Checked {
    pipeline::check(path, &Settings { phase: Some(phase), ..settings() }).unwrap_or_else(|error| panic!("{error}"))
}

fn status(path: &Path) -> Status {
    checked(path).status().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a status must say of a phase, from a check run as it.
fn ready(checked: &Checked) -> Ready {
    let missing = missing(checked).len();
    let findings = &checked.findings;
    Ready { ready: findings.errors() == 0, missing, errors: findings.errors(), warnings: findings.warnings() }
}

fn missing(checked: &Checked) -> Vec<&Finding> {
    checked.findings.iter().filter(|finding| finding.code == Code::Missing && finding.severity == Severity::Error).collect()
}

/// A missing answer's key and line, as the check tells it.
fn told(checked: &Checked, finding: &Finding) -> (String, usize) {
    let key = finding.about.as_ref().expect("a question").key.clone();
    (key, checked.sources.get(finding.location.source).position(finding.location.at.start).line)
}

fn agrees_with_the_check(path: &Path, status: &Status) {
    let shown = path.display();
    let [hearing, adopted] = [Phase::Hearing, Phase::Adopted].map(|phase| checked_as(path, phase));
    assert_eq!(status.readiness.hoering, ready(&hearing), "{shown}");
    assert_eq!(status.readiness.vedtaget, ready(&adopted), "{shown}");

    let mut expected: Vec<_> = missing(&adopted).into_iter().map(|finding| told(&adopted, finding)).collect();
    let mut listed: Vec<_> = status.missing.iter().map(|gap| (gap.key.clone(), gap.line)).collect();
    expected.sort();
    listed.sort();
    assert_eq!(listed, expected, "{shown}");
    let before_hearing = status.missing.iter().filter(|gap| gap.needed_from <= Phase::Hearing).count();
    assert_eq!(before_hearing, status.readiness.hoering.missing, "{shown}");
}

fn adds_up(status: &Status) {
    let sum = |counts: &[Count]| -> Count { counts.iter().copied().sum() };
    for chapter in &status.chapters {
        let counts: Vec<Count> = chapter.sections.iter().map(|section| section.count).collect();
        assert_eq!(chapter.total, sum(&counts), "{}", chapter.title);
        assert_eq!(chapter.length.words, chapter.sections.iter().map(|section| section.length.words).sum::<usize>());
        for Count { required, answered, unusable } in counts {
            assert!(answered + unusable <= required, "{}", chapter.title);
        }
    }
    assert_eq!(status.total, sum(&status.chapters.iter().map(|chapter| chapter.total).collect::<Vec<_>>()));
    assert_eq!(status.length.words, status.chapters.iter().map(|chapter| chapter.length.words).sum::<usize>());
    assert!(status.missing.is_sorted_by_key(|gap| gap.needed_from));
    if status.readable {
        // What is not answered is told as missing, once or field by field.
        let open = status.total.required - status.total.answered - status.total.unusable;
        assert!(open <= status.ready().missing, "{} of {:?}", status.file, status.ready());
        assert_eq!(open == 0, status.ready().missing == 0 || only_fields_of_what_may_be_left_open(status));
    }
    for compared in status.textblocks.iter().filter_map(|block| block.compared) {
        assert_eq!(compared.kept + compared.deleted, compared.standard_words);
    }
}

fn only_fields_of_what_may_be_left_open(status: &Status) -> bool {
    let of_records = ["procedure.trin.", "bilag.", "plan.historik.", "undtagelser."];
    let due = |from: Phase| from <= status.aim;
    status.missing.iter().filter(|gap| due(gap.needed_from)).all(|gap| of_records.iter().any(|key| gap.key.starts_with(key)))
}

#[test]
fn a_status_says_what_the_check_says() {
    for path in all() {
        let status = status(&path);
        agrees_with_the_check(&path, &status);
        adds_up(&status);
    }
}

#[test]
fn a_status_is_the_same_whatever_phase_was_asked_for_first() {
    for path in all() {
        let asked = PHASES.map(|phase| checked_as(&path, phase).status().expect("a status"));
        let own = status(&path);
        for (status, phase) in asked.iter().zip(PHASES) {
            assert_eq!((status.phase, &status.readiness, &status.missing), (phase, &own.readiness, &own.missing));
            adds_up(status);
        }
        assert_eq!((asked[0].total, &asked[0].chapters), (asked[1].total, &asked[1].chapters), "a draft is on its way out");
    }
}

#[test]
fn a_full_plan_is_ready_and_an_empty_one_misses_everything() {
    let full = status(&project("examples/ishoej.toml"));
    assert!(full.readiness.vedtaget.ready && full.readiness.hoering.ready && full.missing.is_empty());
    assert_eq!(full.total.answered, full.total.required);
    let (_folder, path) = answer_file("fase = \"udkast\"\n");
    let empty = status(&path);
    assert_eq!((empty.kommune.as_ref(), empty.total.answered), (None, 0));
    assert_eq!(empty.missing.first().map(|gap| (gap.key.as_str(), gap.needed_from)), Some(("kommune.navn", Phase::Draft)));
    assert_eq!(empty.missing.last().map(|gap| gap.key.as_str()), Some("plan.vedtaget"));
}

#[test]
fn conditions_decide_what_is_required() {
    let required = |text: &str| {
        let (_folder, path) = answer_file(&format!("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n{text}"));
        status(&path).total
    };
    let bare = required("");
    let counts = |text: &str| {
        let Count { required, answered, unusable } = required(text);
        (required.cast_signed() - bare.required.cast_signed(), answered - bare.answered, unusable)
    };
    // A text block that is left out asks its question again.
    assert_eq!(counts("tekstblokke.4 = false\n"), (1, 0, 0));
    // Steps in place of the text: it need not be written.
    assert_eq!(counts("[[procedure.trin]]\ntitel = \"Først\"\ntekst = \"Ring.\"\n"), (-1, 0, 0));
    // An initiative counts when it is whole, and an answer when it can be used.
    let whole = "[[indsatser]]\ntitel = \"Mentor\"\nindhold = \"Hjælp.\"\nansvarlig = \"SSP\"\n";
    assert_eq!(counts(whole), (0, 1, 0));
    assert_eq!(counts("[[indsatser]]\ntitel = \"Mentor\"\n"), (0, 0, 0));
    assert_eq!(counts("[kontakt]\ntelefon = \"12\"\nemail = \"a@ishoj.dk\"\n"), (0, 1, 1));
}

#[test]
fn an_own_text_is_held_against_the_standard_with_the_municipality_s_name_in_it() {
    let standard = |navn: &str| {
        let text = std::fs::read_to_string(project("textblocks/ekstremisme/1.md")).expect("a text block");
        let body = text.splitn(3, "+++").nth(2).expect("a body").to_owned();
        body.replace("{{ kommune.navn }}", navn).replace("{{ kommune.officielt_navn }}", navn)
    };
    let (folder, path) = answer_file("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\ntekstblokke.1 = \"egen.md\"\n");
    let compared = |text: &str| {
        std::fs::write(folder.path().join("egen.md"), text).expect("a text");
        let block = status(&path).textblocks[0].clone();
        (block.use_, block.compared.expect("a comparison"))
    };
    let (use_, same) = compared(&standard("Ishøj"));
    assert_eq!((use_, same.deleted, same.added, same.percent()), (Use::Own, 0, 0, 100));
    let (_, longer) = compared(&format!("{}\n\nOg tre ord.\n", standard("Ishøj")));
    assert_eq!((longer.deleted, longer.added), (0, 3));
    std::fs::remove_file(folder.path().join("egen.md")).expect("a file");
    assert_eq!(status(&path).textblocks[0].use_, Use::Unusable);
}

#[test]
fn lines_fit_and_colours_add_nothing_but_colour() {
    for path in all() {
        let status = status(&path);
        for width in [0, 40, 63, 64, 80, 200] {
            let plain = text::render(&status, width, false);
            assert_eq!(strip_str(&text::render(&status, width, true)).to_string(), plain, "{}", path.display());
            for line in plain.lines() {
                assert_eq!(line.trim_end(), line);
                // A path or a key is whole, however long, on a line of its own.
                let is_one_word = line.split_whitespace().count() == 1;
                assert!(is_one_word || line.chars().count() <= width.max(40), "{width}: {line}");
            }
        }
    }
}

#[test]
fn a_status_is_shown_as_written_down() {
    std::env::set_current_dir(project("")).expect("the project");
    for path in ["examples/ishoej.toml", "examples/halsnaes-udkast.toml", "tests/plans/alle-svar/kommune.toml"] {
        let path = Path::new(path);
        let status = status(path);
        let shown = [80, 40].map(|width| text::render(&status, width, false)).join("\n========\n\n");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../status/snapshots" }, {
            insta::assert_snapshot!(name(path), shown);
            insta::assert_snapshot!(format!("{}.json", name(path)), json::render(&[status], settings().today));
        });
    }
}

#[test]
fn lix_is_of_running_text() {
    let lix = |vision: &str| {
        let (_folder, path) = answer_file(&format!("fase = \"udkast\"\nintroduktion.vision = \"\"\"\n{vision}\"\"\"\n"));
        let section = status(&path).chapters.iter().flat_map(|c| c.sections.clone()).find(|s| s.id == "vision-og-formaal");
        let length = section.expect("the section").length;
        (length.words, length.lix)
    };
    // Ten words in a sentence, two of them long.
    let sentence = "Kommunen vil opdage det, der er på vej, meget tidligt. ";
    assert_eq!(lix(&sentence.repeat(6)), (60, Some(30)));
    assert_eq!(lix(&sentence.repeat(4)), (40, None));
    // A heading and an item end a sentence, a table has none: 72 words in 9 sentences, 13 of them long.
    let more =
        "\n\n# Fem ord uden et punktum\n\n- Et punkt med fem ord\n- Endnu et\n\n| Hvor | Hvem |\n| --- | --- |\n| Her | Os |\n";
    assert_eq!(lix(&(sentence.repeat(6) + more)), (76, Some(26)));
}

#[test]
fn the_files_that_can_be_read_are_told_though_one_cannot() {
    let (folder, path) = answer_file("kommune.navn = \"Ishøj\"\n");
    std::fs::copy(path, folder.path().join("igen.toml")).expect("a copy");
    let mut command = Command::new(env!("CARGO_BIN_EXE_beredskab"));
    let files = ["status", "kommune.toml", "findes-ikke.toml", "igen.toml", "--format", "json", "--dato", "2026-11-20"];
    let output = command.args(files).current_dir(folder.path()).output().expect("the program");
    assert_eq!(output.status.code(), Some(2));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let plans = told["plans"].as_array().expect("plans");
    assert_eq!((&told["today"], plans.len()), (&"2026-11-20".into(), 2));
    assert!(plans.iter().all(|plan| plan["file"] != "findes-ikke.toml" && plan["kommune"]["code"] == 183));
    assert!(String::from_utf8_lossy(&output.stderr).contains("findes-ikke.toml"));
}

/// Lines of an answer file, each of which may be there or not.
const LINES: [&str; 16] = [
    "fase = \"hoering\"",
    "kommune.navn = \"Randers\"",
    "plan.aar = 2026",
    "plan.vedtaget = 2026-06-18",
    "kontakt.telefon = \"43 57 75 55\"",
    "kontakt.email = \"ingen\"",
    "introduktion.vision = \"Vi vil være trygge. Det er målet.\"",
    "introduktion.maal = [\"Et mål.\", \"To mål.\"]",
    "introduktion.ansvar.politisk = \"\"",
    "procedure.forloeb = \"Først det ene, så det andet.\"",
    "procedure.trin = [{ titel = \"Ring\" }]",
    "tekstblokke.4 = false",
    "tekstblokke.6 = false",
    "netvaerk.beskrivelse = \"Et netværk.\"",
    "indsatser = [{ titel = \"A\", indhold = \"B.\", ansvarlig = \"C\" }, { titel = \"D\" }]",
    "ukendt = 1",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_answered_it_adds_up(chosen in prop::collection::vec(any::<bool>(), LINES.len()), broken in prop::bool::weighted(0.2)) {
        let lines: Vec<&str> = LINES.into_iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(line, _)| line).collect();
        let mut text = lines.join("\n") + "\n";
        if broken {
            text.push_str("akut.presse = \"uden slut\n");
        }
        let (_folder, path) = answer_file(&text);
        let status = status(&path);
        prop_assert_eq!(status.readable, !broken);
        agrees_with_the_check(&path, &status);
        adds_up(&status);
    }

    #[test]
    fn lix_is_counted_in_any_text(text in ".{0,200}") {
        let Counts { words, long_words, sentences } = Counts::of(&text);
        prop_assert!(long_words <= words && sentences <= words);
        prop_assert_eq!(words == 0, sentences == 0);
        // What a word or a sentence is does not hang on the paragraphs around.
        let twice = Counts::of(&text) + Counts::of("Og så lidt mere.");
        prop_assert_eq!((twice.words, twice.sentences), (words + 4, sentences + 1));
        prop_assert_eq!(twice.lix().is_some(), twice.words >= FEWEST_WORDS);
    }

    #[test]
    fn a_day_is_ahead_or_behind(from in -3_000_000..2_900_000_i32, days in -60_000..60_000_i32) {
        let day = |days: i32| date(1970, 1, 1).checked_add(i64::from(days).days());
        let (Ok(from), Ok(to)) = (day(from), day(from.saturating_add(days))) else { return Ok(()) };
        let told = afstand(Dato::Dag(to), from);
        prop_assert_eq!(told.ends_with("siden") || told == "i går", to < from, "{}", &told);
        prop_assert_eq!(told.starts_with("om ") || told == "i morgen", to > from, "{}", &told);
        prop_assert!(!told.contains(" 0 "), "{}", told);
    }
}

/// A standard text that reads otherwise for a municipality is told as such, as long as it stands in the plan.
#[test]
fn a_standard_text_that_is_adapted_says_so() {
    let of = |kommune: &str, more: &str| {
        let (_folder, path) = answer_file(&format!("fase = \"udkast\"\nkommune.navn = \"{kommune}\"\n{more}"));
        let status = status(&path);
        let adapted: Vec<u8> =
            status.textblocks.iter().filter(|block| block.adapted.is_some()).map(|block| block.number).collect();
        (adapted, text::render(&status, 80, false).contains("den eneste kommune i jeres politikreds"))
    };
    assert_eq!(of("Bornholm", ""), (vec![6], true));
    assert_eq!(of("Bornholm", "tekstblokke.6 = false\n"), (vec![], false));
    assert_eq!(of("Ishøj", ""), (vec![], false));
}
