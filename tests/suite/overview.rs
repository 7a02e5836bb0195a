//! An overview says what the statuses say, adds up, is the same in any order, and can be read by people and spreadsheets.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use anstream::adapter::strip_str;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use beredskab::dansk::orden;
use beredskab::overview::{self, Entry, Overview, Row, State, Total, csv, html, json, text};
use beredskab::pipeline;
use beredskab::register::{kommuner, kort};
use beredskab::status::Count;
use jiff::civil::date;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

use super::support::{project, settings, with_answers};

/// An answer file, read as the command reads it.
fn entry(path: &Path, file: &str) -> Entry {
    let status = pipeline::check(path, &settings()).and_then(|checked| checked.status());
    Entry { file: file.to_owned(), status: status.map_err(|error| error.to_string().replace(&path.display().to_string(), file)) }
}

fn entry_of(text: &str, file: &str) -> Entry {
    let (_folder, path) = super::support::answer_file(text);
    let mut entry = entry(&path, file);
    if let Ok(status) = &mut entry.status {
        file.clone_into(&mut status.file);
    }
    entry
}

/// Answer files of the whole country in every state: of each eight municipalities three have none.
fn country() -> Vec<Entry> {
    static COUNTRY: LazyLock<Vec<Entry>> = LazyLock::new(read_country);
    COUNTRY.clone()
}

fn read_country() -> Vec<Entry> {
    let texts = kommuner().iter().enumerate().filter_map(|(at, kommune)| {
        let navn = ("kommune.navn", kommune.navn.as_str());
        let full = |more: &[(&str, &str)]| with_answers("examples/ishoej.toml", &[&[navn, ("kommune.logo", "")], more].concat());
        let text = match at % 8 {
            0 => full(&[]),
            1 => full(&[("plan.vedtaget", "juni 2021")]),
            2 => with_answers("examples/halsnaes-udkast.toml", &[navn]),
            3 => with_answers("examples/halsnaes-udkast.toml", &[navn, ("fase", "hoering")]),
            4 => format!("fase = \"udkast\"\nkommune.navn = \"{}\"\ntitel = her er fejl\n", kommune.navn),
            _ => return None,
        };
        Some((text, format!("planer/{}.toml", kommune.navn)))
    });
    texts.map(|(text, file)| entry_of(&text, &file)).collect()
}

/// A few files of every kind that an overview must tell apart.
fn few() -> Vec<Entry> {
    let full = |answers: &[(&str, &str)]| with_answers("examples/ishoej.toml", answers);
    let full_of = |navn, more: &[(&str, &str)]| full(&[&[("kommune.navn", navn)], more].concat());
    vec![
        entry_of(&full_of("Aarhus", &[]), "planer/aarhus.toml"),
        entry_of(&full_of("Lyngby-Taarbæk", &[("plan.vedtaget", "juni 2021")]), "planer/lyngby-taarbæk.toml"),
        entry_of(&with_answers("examples/halsnaes-udkast.toml", &[("kommune.navn", "Ringkøbing-Skjern")]), "planer/rksk.toml"),
        entry_of("fase = \"hoering\"\nkommune.navn = \"Københavns Kommune\"\n", "planer/kbh.toml"),
        entry_of("fase = \"udkast\"\nkommune.navn = \"Aarhus\"\n", "planer/aarhus-ny.toml"),
        entry_of("fase = \"udkast\"\nkommune.navn = \"<b>=1+1</b>\"\n", "=planer/<script>.toml"),
        entry_of("fase = \"udkast\"\n[kommune\nnavn = \"Ærø\"\n", "planer/i stykker.toml"),
        entry(Path::new("findes-ikke.toml"), "findes-ikke.toml"),
    ]
}

fn of(entries: &[Entry], everyone: bool) -> Overview {
    overview::of(entries, everyone, settings().today)
}

#[test]
fn each_format_is_as_written_down() {
    let overview = of(&few(), false);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(project("tests/overblik/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("tekst", text::render(&overview, 100, false));
        insta::assert_snapshot!("tekst-60", text::render(&overview, 60, false));
        insta::assert_snapshot!("csv", String::from_utf8(csv::render(&overview)).expect("UTF-8").replace("\r\n", "␍␊\n"));
        insta::assert_snapshot!("json", json::render(&overview));
        let page = html::render(&overview);
        let body = page.split_once("<body").expect("a body").1;
        insta::assert_snapshot!("html", body);
    });
}

#[test]
fn rows_are_in_the_order_of_the_danish_alphabet_whatever_order_the_files_come_in() {
    let mut entries = country();
    entries.extend(few());
    let overview = of(&entries, true);
    let names: Vec<&str> = overview.rows.iter().filter_map(|row| row.name.as_deref()).collect();
    assert!(names.is_sorted_by_key(|name| orden(name)));
    assert_eq!((names.first(), names.last()), (Some(&"Albertslund"), Some(&"Aarhus")));
    assert!(names.iter().position(|name| *name == "Ærø") < names.iter().position(|name| *name == "Aabenraa"));
    assert!(overview.rows.last().is_some_and(|row| row.name.is_none()), "what is not known comes last");
    entries.reverse();
    assert_eq!(of(&entries, true), overview);
    entries.rotate_left(17);
    assert_eq!(json::render(&of(&entries, true)), json::render(&overview));
}

#[test]
fn all_98_are_there_on_request_and_each_of_them_counts_once() {
    let mut entries = country();
    entries.extend(few());
    let overview = of(&entries, true);
    let counted = |code| overview.rows.iter().filter(|row| row.counts && row.code == code).count();
    assert!(kommuner().iter().all(|kommune| counted(kommune.kode) == 1));
    assert_eq!(of(&[], true).rows.len(), 98);
    assert_eq!(of(&[], true).total.states.no_file, 98);
    assert_eq!(of(&[], false).rows.len(), 0);
    // The plan that is furthest stands for its municipality.
    let aarhus: Vec<(&str, bool)> = overview.rows.iter().filter_map(file_of_aarhus).collect();
    assert_eq!(aarhus.iter().filter(|(_, counts)| *counts).count(), 1);
    assert!(aarhus.contains(&("planer/aarhus.toml", true)) || aarhus.contains(&("planer/Aarhus.toml", true)), "{aarhus:?}");
}

fn file_of_aarhus(row: &Row) -> Option<(&str, bool)> {
    (row.name.as_deref() == Some("Aarhus")).then_some((row.file.as_deref()?, row.counts))
}

/// What the rows come to, added up here once more.
fn added_up(rows: &[&Row]) -> Total {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.counts).collect();
    let plans: Vec<_> = rows.iter().filter_map(|row| row.plan.as_ref()).collect();
    let in_state = |state| rows.iter().filter(|row| row.state == state).count();
    let mut total = Total { municipalities: rows.len(), ..Total::default() };
    total.states.adopted = in_state(State::Adopted);
    total.states.overdue = in_state(State::Overdue);
    total.states.hearing = in_state(State::Hearing);
    total.states.draft = in_state(State::Draft);
    total.states.unreadable = in_state(State::Unreadable);
    total.states.no_file = in_state(State::NoFile);
    total.with_errors = plans.iter().filter(|plan| plan.errors > 0).count();
    total.errors = plans.iter().map(|plan| plan.errors).sum();
    total.warnings = plans.iter().map(|plan| plan.warnings).sum();
    total.own_textblocks = plans.iter().map(|plan| plan.own_textblocks).sum();
    total.count = Count {
        required: plans.iter().map(|plan| plan.total.required).sum(),
        answered: plans.iter().map(|plan| plan.total.answered).sum(),
        unusable: plans.iter().map(|plan| plan.total.unusable).sum(),
    };
    let to_check = |dates: &beredskab::status::Dates| dates.contact_stale || dates.contact_confirmed.is_none();
    total.contact_unconfirmed = plans.iter().filter(|plan| to_check(&plan.dates)).count();
    total
}

fn adds_up(overview: &Overview) {
    let all: Vec<&Row> = overview.rows.iter().collect();
    assert_eq!(overview.total, added_up(&all));
    for (groups, of) in [
        (&overview.regions, (|row| row.region.as_deref()) as fn(&Row) -> Option<&str>),
        (&overview.police_districts, |row| row.police_district.as_deref()),
    ] {
        assert_eq!(groups.iter().map(|group| group.total).sum::<Total>(), overview.total);
        for group in groups {
            let rows: Vec<&Row> = overview.rows.iter().filter(|row| of(row) == group.name.as_deref()).collect();
            assert_eq!(group.total, added_up(&rows), "{:?}", group.name);
        }
    }
    let states: usize = State::ALL.into_iter().map(|state| overview.total.in_state(state)).sum();
    assert_eq!(states, overview.total.municipalities);
}

#[test]
fn the_country_has_every_state_and_five_regions_until_2027() {
    let entries = country();
    let overview = of(&entries, true);
    adds_up(&overview);
    assert!(State::ALL.into_iter().all(|state| overview.total.in_state(state) > 10), "{:?}", overview.total);
    assert_eq!((overview.regions.len(), overview.police_districts.len()), (5, 12));
    // A plan of 2026 is counted in the region that its municipality is in today.
    let later = overview::of(&entries, true, date(2027, 1, 1));
    let regions: Vec<Option<&str>> = later.regions.iter().map(|group| group.name.as_deref()).collect();
    assert_eq!(regions, ["Region Midtjylland", "Region Nordjylland", "Region Syddanmark", "Region Østdanmark"].map(Some));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn totals_are_the_sum_of_the_rows(picked in proptest::collection::vec(0_usize..16, 0..20), everyone: bool) {
        // Read once; which files there are, and how often, is what varies.
        static FILES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
            country().into_iter().take(8).chain(few()).collect()
        });
        let entries: Vec<Entry> = picked.iter().filter_map(|&at| FILES.get(at).cloned()).collect();
        let overview = of(&entries, everyone);
        adds_up(&overview);
        let missing = if everyone { 98 - overview.known() } else { 0 };
        prop_assert_eq!(overview.rows.len(), entries.len() + missing);
    }
}

#[test]
fn no_line_is_longer_than_the_width_whatever_the_names() {
    let mut entries = country();
    entries.extend(few());
    let long = "Længste-Kommunenavn-Nogensinde-Med-Mange-Led";
    entries
        .push(entry_of(&format!("fase = \"udkast\"\n[kommune]\nnavn = \"{long}\"\npolitikreds = \"Fyns Politi\"\n"), "x.toml"));
    for everyone in [false, true] {
        let overview = of(&entries, everyone);
        for width in [40, 48, 60, 72, 80, 99, 100, 200] {
            let plain = text::render(&overview, width, false);
            let longest = plain.lines().max_by_key(|line| line.width()).expect("a line");
            assert!(longest.width() <= width.min(100), "{} in {width}: {longest}", longest.width());
            assert_eq!(strip_str(&text::render(&overview, width, true)).to_string(), plain, "colours add nothing but colours");
            assert!(plain.lines().all(|line| line == line.trim_end()), "no line ends with spaces");
            for name in ["Ringkøbing-Skjern", "Lyngby-Taarbæk", "overskredet"] {
                assert!(plain.contains(name), "{name} in {width}");
            }
        }
        // With room for all, all columns are there.
        let head = text::render(&overview, 100, false);
        let head = head.lines().nth(2).expect("the head");
        for column in ["Vedtaget", "Revideres", " Pct ", " F ", " 4 ", "Fejl", "Adv", "Egne", "Kontakt"] {
            assert!(head.contains(column), "{column} in {head}");
        }
    }
}

#[test]
fn the_csv_is_what_a_danish_excel_opens() {
    let bytes = csv::render(&of(&few(), true));
    assert!(bytes.starts_with("\u{feff}Kommune;Kommunekode;".as_bytes()));
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
    let head = reader.headers().expect("a head").clone();
    let column = |name: &str| head.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}"));
    let records: Vec<::csv::StringRecord> = reader.records().map(|record| record.expect("as many cells as the head")).collect();
    // The example's 98, a second file of one of them, and three whose municipality is not known.
    assert_eq!(records.len(), 98 + 1 + 3);
    for record in &records {
        assert!(!record.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{record:?}");
    }
    let of = |name: &str| records.iter().find(|record| &record[0] == name).expect("a row");
    let lyngby = of("Lyngby-Taarbæk");
    assert_eq!(&lyngby[column("Vedtaget")], "2021-06");
    assert_eq!((&lyngby[column("Revideres senest")], &lyngby[column("Revision overskredet")]), ("2025-06", "ja"));
    assert_eq!(&lyngby[column("Besvaret (%)")], "100,0");
    let share = &of("Ringkøbing-Skjern")[column("Besvaret (%)")];
    assert!(share.split_once(',').is_some_and(|(_, decimals)| decimals.len() == 1), "{share}");
    assert!(records.iter().any(|record| record[column("Fil")].starts_with("'=planer/")), "a formula is made a text");
}

#[test]
fn the_page_shows_all_and_runs_nothing() {
    let mut entries = country();
    entries.extend(few());
    let page = html::render(&of(&entries, true));
    assert!(
        !page.contains("<script") && !page.contains(" style=") && !page.contains("<b>=1"),
        "escaped, and no style on an element"
    );
    let (before, rest) = page.split_once("data-csp=\"sha256-").expect("a hash");
    assert!(!before.contains("<style>"));
    let (hash, rest) = rest.split_once("\">").expect("an end");
    let style = rest.split_once("</style>").expect("a style").0;
    assert_eq!(hash, BASE64.encode(Sha256::digest(style.as_bytes())));
    let map = page.split_once("<ol class=\"kort\">").and_then(|(_, rest)| rest.split_once("</ol>")).expect("a map").0;
    for tile in kort::tiles() {
        let place = format!("<li class=\"r{} c{} s-", tile.raekke, tile.kolonne);
        assert_eq!(map.matches(&place).count(), 1, "{}", tile.navn);
        assert_eq!(
            map.matches(&format!("<span class=\"hoer\">{}: ", tile.navn)).count(),
            1,
            "{} is heard with its state",
            tile.navn
        );
        assert!(style.contains(&format!(".r{}{{", tile.raekke)) && style.contains(&format!(".c{}{{", tile.kolonne)));
    }
    // Each of the six orders has all rows.
    let rows = of(&entries, true).rows.len();
    assert_eq!(page.matches("<th scope=\"row\">").count(), 6 * rows + 5 + 1 + 1 + 12 + 1 + 1);
}

#[test]
fn the_page_without_files_and_without_chapters_is_whole() {
    for overview in [of(&[], false), of(&[], true), of(&few()[7..], false)] {
        let page = html::render(&overview);
        assert!(page.ends_with("</html>") || page.trim_end().ends_with("</html>"));
        assert_eq!(page.matches("<span class=\"hoer\">").count(), 98);
        assert!(!page.contains("undefined") && !page.contains(">none<"));
    }
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("planer/greve.toml", "fase = \"udkast\"\nkommune.navn = \"Greve\"\n");
    write("planer/syd/faxe.toml", "fase = \"udkast\"\nkommune.navn = \"Faxe\"\n");
    write("planer/Cargo.toml", "[package]\nname = \"x\"\n");
    folder
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_beredskab"));
    command.arg("overblik").args(arguments).args(["--dato", "2026-11-20"]).current_dir(folder).output().expect("the program")
}

#[test]
fn a_file_is_written_in_the_format_that_its_name_tells() {
    let folder = folder();
    let begins = [("a.csv", "\u{feff}Kommune;"), ("a.json", "{"), ("a.html", "<!doctype html>"), ("a.txt", "Planer fra 2 af")];
    for (name, begin) in begins {
        let output = run(&["planer", "--out", &format!("ny/{name}")], folder.path());
        assert!(output.status.success(), "{output:?}");
        let written = std::fs::read_to_string(folder.path().join("ny").join(name)).expect("a file");
        assert!(written.starts_with(begin), "{name}");
        assert!(written.contains("Greve") && written.contains("Faxe") && !written.contains("Cargo"), "{name}");
    }
    let output = run(&["planer", "--format", "csv", "--out", "x.html"], folder.path());
    assert!(output.status.success());
    let names: Vec<PathBuf> =
        std::fs::read_dir(folder.path().join("ny")).expect("a folder").map(|e| e.expect("a file").path()).collect();
    assert_eq!(names.len(), 4, "nothing else stays");
    assert!(std::fs::read_to_string(folder.path().join("x.html")).expect("a file").starts_with("\u{feff}Kommune;"));
}

#[test]
fn no_answer_file_becomes_an_overview() {
    let folder = folder();
    for out in ["planer/greve.toml", "./planer/../planer/greve.toml"] {
        let output = run(&["planer", "--format", "json", "--out", out], folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("overskrives ikke"), "{output:?}");
    }
    let kept = std::fs::read_to_string(folder.path().join("planer/greve.toml")).expect("the answers");
    assert_eq!(kept, "fase = \"udkast\"\nkommune.navn = \"Greve\"\n");
}

/// Writes the country's page where `.ci/run` asks for it, for the validators: it is made from no files of the project.
#[test]
fn the_country_s_page_is_given_to_the_validators() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = std::env::var_os("BEREDSKAB_OVERBLIK_UD").map_or_else(|| folder.path().to_owned(), PathBuf::from);
    std::fs::create_dir_all(&out).expect("a folder");
    let mut entries = country();
    entries.extend(few());
    for (name, everyone) in [("danmark.html", true), ("svarfiler.html", false)] {
        let page = html::render(&of(&entries, everyone));
        std::fs::write(out.join(name), &page).expect("a page");
        assert!(page.len() < 1_000_000, "{} bytes", page.len());
    }
}
