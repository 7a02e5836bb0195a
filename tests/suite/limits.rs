//! The limits that the program keeps are the ones that it is said to keep.

use beredskab::content::read::MAX_NESTING;
use beredskab::dansk::tal;
use beredskab::files::MAX_FILE_BYTES;
use beredskab::finding::terminal::SHOWN;
use beredskab::folder::MAX_BYTES_TOGETHER;
use beredskab::image::{MAX_ELEMENTS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS};
use beredskab::skabelon::{MAX_BYTES, MAX_FILES};

use super::support::project;

#[test]
fn the_limits_are_what_is_written_down() {
    const MB: u64 = 1024 * 1024;
    let page = std::fs::read_to_string(project("docs/graenser.md")).expect("the page");
    let lines = [
        ("En svarfil", format!("{} MB", MAX_FILE_BYTES / MB)),
        ("En fil, som et svar nævner (billede eller tekst)", format!("{} MB", MAX_FILE_BYTES / MB)),
        ("Alle filer, som én svarfil nævner, tilsammen", format!("{} MB", MAX_BYTES_TOGETHER / MB)),
        ("Lister, citater og fremhævninger inde i hinanden i en tekst", format!("{MAX_NESTING} niveauer")),
        ("Et billede", format!("{} millioner billedpunkter", MAX_PIXELS / 1_000_000)),
        ("Alle billeder i en plan tilsammen", format!("{} millioner billedpunkter", MAX_PIXELS_TOGETHER / 1_000_000)),
        ("Omgange, en JPEG er tegnet i", MAX_SCANS.to_string()),
        ("Dele af en tegning (SVG), talt hver gang de tegnes", tal(MAX_ELEMENTS)),
        ("Niveauer i en tegning", MAX_LEVELS.to_string()),
        ("En fil i mappen, `--skabelon` nævner", format!("{} MB", MAX_BYTES / MB)),
        ("Filer i mappen", tal(MAX_FILES)),
    ];
    for (what, most) in lines {
        assert!(page.contains(&format!("| {what} | {most} |")), "docs/graenser.md: {what} | {most}");
    }
    assert!(page.contains(&format!("har altid alle) | {SHOWN} |")));
}
