//! The limits that the program keeps are the ones that it is said to keep.

use beredskab::answers::{MAX_ANSWER_BYTES, MAX_ITEMS};
use beredskab::content::read::MAX_NESTING;
use beredskab::dansk::tal;
use beredskab::files::MAX_FILE_BYTES;
use beredskab::finding::terminal::SHOWN;
use beredskab::folder::{MAX_BYTES_TOGETHER, MAX_SEARCHED};
use beredskab::image::{MAX_ELEMENTS, MAX_LETTERS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS};
use beredskab::skabelon::{MAX_BYTES, MAX_FILES};

use super::support::{answer_file, checked, findings, project};

#[test]
fn the_limits_are_what_is_written_down() {
    const MB: u64 = 1024 * 1024;
    let page = std::fs::read_to_string(project("docs/graenser.md")).expect("the page");
    let lines = [
        ("En svarfil", format!("{} MB", MAX_FILE_BYTES / MB)),
        ("En fil, som et svar nævner (billede eller tekst)", format!("{} MB", MAX_FILE_BYTES / MB)),
        ("Alle filer, som én svarfil nævner, tilsammen", format!("{} MB", MAX_BYTES_TOGETHER / MB)),
        ("Et svar", format!("{} MB", MAX_ANSWER_BYTES / 1024 / 1024)),
        ("Punkter i en liste og poster (indsatser, trin, bilag …)", tal(MAX_ITEMS)),
        ("Lister, citater og fremhævninger inde i hinanden i en tekst", format!("{MAX_NESTING} niveauer")),
        ("Et billede", format!("{} millioner billedpunkter", MAX_PIXELS / 1_000_000)),
        ("Alle billeder i en plan tilsammen", format!("{} millioner billedpunkter", MAX_PIXELS_TOGETHER / 1_000_000)),
        ("Omgange, en JPEG er tegnet i", MAX_SCANS.to_string()),
        ("Dele af en tegning (SVG), talt hver gang de tegnes", tal(MAX_ELEMENTS)),
        ("Bogstaver i en tegning, talt hver gang de tegnes", tal(MAX_LETTERS)),
        ("Niveauer i en tegning", MAX_LEVELS.to_string()),
        ("En fil i mappen, `--skabelon` nævner", format!("{} MB", MAX_BYTES / MB)),
        ("Filer i mappen", tal(MAX_FILES)),
    ];
    for (what, most) in lines {
        assert!(page.contains(&format!("| {what} | {most} |")), "docs/graenser.md: {what} | {most}");
    }
    assert!(page.contains(&format!("har altid alle) | {SHOWN} |")));
    assert!(page.contains(&format!("mapper med flere end {} filer og mapper", tal(MAX_SEARCHED))));
}

#[test]
fn an_answer_and_a_list_have_a_length_that_is_told() {
    let told = |key: &str, answer: &str| {
        let (_folder, file) = answer_file(&format!("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n{key} = {answer}\n"));
        let checked = checked(&file);
        let errors = checked.findings.iter().filter(|finding| finding.code.id() == "B026").count();
        assert_eq!(errors, checked.findings.errors(), "{}", findings(&checked));
        errors
    };
    // Wider than a sentence, so that there is no more to find in it than its length.
    let text = |bytes: usize| format!("\"{}\"", "a b ".repeat(bytes / 4 + 1).get(..bytes).expect("letters"));
    let list = |items: usize| format!("[{}]", "\"Et mål.\", ".repeat(items));
    assert_eq!(told("introduktion.vision", &text(MAX_ANSWER_BYTES + 1)), 1);
    assert_eq!(told("introduktion.maal", &format!("[{}]", text(MAX_ANSWER_BYTES + 1))), 1);
    assert_eq!(told("introduktion.maal", &list(MAX_ITEMS + 1)), 1);
    assert_eq!(told("introduktion.maal", &list(MAX_ITEMS)), 0);
    assert_eq!(told("introduktion.vision", &text(MAX_ANSWER_BYTES / 10)), 0);
}
