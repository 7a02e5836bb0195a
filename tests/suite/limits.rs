//! The limits that the program keeps are the ones that it is said to keep.

use beredskab::answers::{MAX_ANSWER_BYTES, MAX_ITEMS, MAX_LINE, MAX_PARAGRAPH, MAX_PIECES};
use beredskab::content::read::MAX_NESTING;
use beredskab::dansk::tal;
use beredskab::files::MAX_FILE_BYTES;
use beredskab::finding::terminal::SHOWN;
use beredskab::folder::{MAX_BYTES_TOGETHER, MAX_SEARCHED};
use beredskab::image::{MAX_ELEMENTS, MAX_LETTERS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS};
use beredskab::output::Format;
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
        ("Et afsnit, et felt i en tabel og en blok med kode", format!("{} tegn", tal(MAX_PARAGRAPH))),
        ("Links, fremhævninger og linjeskift i et afsnit eller et felt", tal(MAX_PIECES)),
        (
            "En overskrift, et svar på én linje, en billedtekst, en beskrivelse af et billede og adressen i et link",
            format!("{} tegn", tal(MAX_LINE)),
        ),
        ("Punkter i en liste og poster (indsatser, trin, bilag …)", tal(MAX_ITEMS)),
        ("Niveauer af lister, citater og fremhævninger i en tekst", MAX_NESTING.to_string()),
        ("Et billede", format!("{} millioner billedpunkter", MAX_PIXELS / 1_000_000)),
        ("Alle billeder i en plan tilsammen", format!("{} millioner billedpunkter", MAX_PIXELS_TOGETHER / 1_000_000)),
        ("Gennemløb i en progressiv JPEG", MAX_SCANS.to_string()),
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
    let text = |bytes: usize| format!("'''{}'''", "a b c \n\n".repeat(bytes / 8 + 1).get(..bytes).expect("letters"));
    let list = |items: usize| format!("[{}]", "\"Et mål.\", ".repeat(items));
    assert_eq!(told("introduktion.vision", &text(MAX_ANSWER_BYTES + 1)), 1);
    assert_eq!(told("introduktion.maal", &format!("[{}]", text(MAX_ANSWER_BYTES + 1))), 1);
    assert_eq!(told("introduktion.maal", &list(MAX_ITEMS + 1)), 1);
    assert_eq!(told("introduktion.maal", &list(MAX_ITEMS)), 0);
    assert_eq!(told("introduktion.vision", &text(MAX_ANSWER_BYTES / 10)), 0);
    let line = |length: usize| format!("\"{}\"", "å".repeat(length));
    assert_eq!(told("kontakt.infohus", &line(MAX_LINE + 1)), 1);
    assert_eq!(told("kontakt.infohus", &line(MAX_LINE)), 0);
}

/// Each kind of piece in an answer, with so many characters as its limit and some more.
fn pieces(more: usize) -> Vec<(&'static str, String)> {
    let words = |letters: usize| format!("{}b", "å ".repeat(letters.div_ceil(2)).trim_end());
    let (line, paragraph) = (words(MAX_LINE + more), words(MAX_PARAGRAPH + more));
    let address = "a".repeat(MAX_LINE + more - "https://www.ishoj.dk/".len());
    vec![
        ("Overskriften", format!("# {line}\n\nTekst.")),
        ("Beskrivelsen", format!("![{line}](prik.png)")),
        ("Billedteksten", format!("![Prik](prik.png \"{line}\")")),
        ("Adressen", format!("[Siden](https://www.ishoj.dk/{address})")),
        ("Afsnittet", paragraph.clone()),
        ("Afsnittet", format!("> - {paragraph}")),
        ("Feltet", format!("| a | b |\n| --- | --- |\n| c | {paragraph} |")),
        ("Afsnittet", "**å** b ".repeat(MAX_PIECES + more)),
        ("Feltet", format!("| a | b |\n| --- | --- |\n| c | {} |", "`å` b ".repeat(MAX_PIECES + more))),
        ("Blokken", format!("```\n{paragraph}\n```")),
    ]
}

fn with_piece(piece: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let text = format!("fase = \"udkast\"\nkommune.navn = \"Ishøj\"\nintroduktion.vision = '''\n{piece}\n'''\n");
    let (folder, file) = answer_file(&text);
    std::fs::copy(project("tests/plans/billeder/prik.png"), folder.path().join("prik.png")).expect("an image");
    (folder, file)
}

#[test]
fn a_piece_has_a_length_that_is_told() {
    for (name, piece) in pieces(2) {
        let (_folder, file) = with_piece(&piece);
        let checked = checked(&file);
        let told: Vec<_> = checked.findings.iter().filter(|finding| finding.code.id() == "B026").collect();
        assert!(matches!(told.as_slice(), [one] if one.message.starts_with(name)), "{name}: {}", findings(&checked));
        assert_eq!(checked.findings.errors(), 1, "{name}: {}", findings(&checked));
    }
}

#[test]
fn the_longest_pieces_build() {
    for (name, piece) in pieces(0) {
        let (_folder, file) = with_piece(&piece);
        let document = super::support::document(&file);
        for format in Format::ALL.into_iter().filter(|format| cfg!(feature = "pdf") || format.is_text()) {
            assert!(format.render(&document).is_ok(), "{name} as {}", format.name());
        }
    }
}

#[test]
fn the_longest_lines_build() {
    let line = "å".repeat(MAX_LINE);
    let text = format!(
        "fase = \"udkast\"\nkommune.navn = \"{line}\"\nkommune.politikreds = \"{line}\"\nplan.titel = \"{line}\"\nkontakt.infohus = \"{line}\"\n[[indsatser]]\ntitel = \"{line}\"\nmaalgruppe = \"borger\"\n"
    );
    let document = super::support::document_of(&text);
    for format in Format::ALL.into_iter().filter(|format| cfg!(feature = "pdf") || format.is_text()) {
        assert!(format.render(&document).is_ok(), "{}", format.name());
    }
}
