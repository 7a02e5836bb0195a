//! What to say of a file that an answer names and that cannot be used.

use unicode_normalization::char::is_combining_mark;

use super::value::Fault;
use crate::dansk::tal;
use crate::files::{FileFault, MAX_FILE_BYTES};
use crate::finding::Code;
use crate::folder::MAX_BYTES_TOGETHER;
use crate::image::{
    Format, MAX_ELEMENTS, MAX_LETTERS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS, MAX_SIDE_THOUSANDS, PictureFault,
};
use crate::names::shown;

/// The most letters of a drawing that are told.
const MOST_LETTERS: usize = 3;

pub(super) fn file_fault(path: &str, fault: &FileFault) -> Fault {
    let path = shown(&shorten(path));
    match fault {
        FileFault::Missing => Fault::new(
            Code::FileMissing,
            format!("Filen »{path}« findes ikke."),
            "Ret navnet, eller læg filen i svarfilens mappe. Stien skrives fra svarfilens mappe med / mellem navnene.",
        ),
        FileFault::Outside => Fault::new(
            Code::FileOutside,
            format!("Filen »{path}« ligger uden for svarfilens mappe."),
            "Læg filen i samme mappe som svarfilen eller i en mappe under den, så planen kan bygges overalt.",
        ),
        FileFault::Device => Fault::new(
            Code::FileUnusable,
            format!("Filen kan ikke hedde »{path}«: Navnet er reserveret i Windows."),
            "Giv filen et andet navn, så planen kan bygges på alle maskiner.",
        ),
        FileFault::NotAFile => Fault::new(
            Code::FileUnusable,
            if path.is_empty() { "Der mangler navnet på en fil.".to_owned() } else { format!("»{path}« er ikke en fil.") },
            "Skriv navnet på selve filen.",
        ),
        FileFault::TooLarge => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« er for stor."),
            format!("En fil må højst fylde {} MB. Gem den i en mindre udgave.", MAX_FILE_BYTES / 1024 / 1024),
        ),
        FileFault::TooMuch => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« kan ikke komme med: Filerne, svarene nævner, er for store tilsammen."),
            format!("De må højst fylde {} MB i alt. Gem dem i mindre udgaver.", MAX_BYTES_TOGETHER / 1024 / 1024),
        ),
        FileFault::Unreadable(_) => Fault::new(
            Code::FileUnusable,
            format!("Filen »{path}« kan ikke læses."),
            "Kontrollér, at I har adgang til filen, og at den ikke er åben i et andet program.",
        ),
    }
}

pub(super) fn picture_fault(path: &str, fault: &PictureFault) -> Fault {
    let path = shorten(path);
    let (message, help) = match fault {
        PictureFault::Unknown => {
            (format!("Filen »{path}« er ikke et billede, der kan vises."), "Gem billedet som PNG, JPEG eller SVG.".to_owned())
        }
        PictureFault::Damaged(format) => {
            let name = match format {
                Format::Png => "PNG",
                Format::Jpeg => "JPEG",
                Format::Svg => "SVG",
            };
            (
                format!("Billedet »{path}« er beskadiget: Det kan ikke læses som {name}."),
                "Åbn det i et billedprogram, og gem det igen.".to_owned(),
            )
        }
        PictureFault::RefersTo(href) => (
            format!("Billedet »{path}« henviser til en anden fil, »{}«.", shorten(href)),
            "Indlejr den i tegningen, eller gem tegningen som PNG. Planen skal kunne læses uden at hente noget andetsteds fra."
                .to_owned(),
        ),
        PictureFault::TooLarge => (
            format!("Billedet »{path}« har for mange billedpunkter."),
            format!(
                "Et billede må højst have {} millioner billedpunkter. Gem det i en mindre størrelse.",
                MAX_PIXELS / 1_000_000
            ),
        ),
        PictureFault::TooManyTogether => (
            format!("Billedet »{path}« kan ikke komme med: Planens billeder har for mange billedpunkter tilsammen."),
            format!(
                "De må højst have {} millioner billedpunkter i alt. Gem dem i mindre størrelser.",
                MAX_PIXELS_TOGETHER / 1_000_000
            ),
        ),
        PictureFault::Swells => (
            format!("Billedet »{path}« er lille, men fylder meget, når det pakkes ud."),
            "Gem det igen i et billedprogram. Sådan et billede kan få læserens program til at gå i stå.".to_owned(),
        ),
        PictureFault::TooManyScans => (
            format!("Billedet »{path}« har flere end {MAX_SCANS} gennemløb (progressiv JPEG)."),
            "Gem det igen i et billedprogram. Så mange gennemløb kan få læserens program til at gå i stå.".to_owned(),
        ),
        PictureFault::TooIntricate => (
            format!("Tegningen »{path}« er for indviklet."),
            format!(
                "En tegning må højst have {} dele og {} bogstaver, talt hver gang de tegnes, og {MAX_LEVELS} niveauer. Gem den som PNG, eller gør den enklere.",
                tal(MAX_ELEMENTS),
                tal(MAX_LETTERS)
            ),
        ),
        PictureFault::TooWide => (
            format!("Tegningen »{path}« er for bred eller for høj."),
            format!(
                "En tegning må højst være {} billedpunkter på hver led. Ret »width« og »height« øverst i den.",
                tal(usize::from(MAX_SIDE_THOUSANDS) * 1_000)
            ),
        ),
        PictureFault::TooFar => (
            format!("Noget i tegningen »{path}« ligger for langt ude, er for stort eller er gjort for småt."),
            "Slet det, der ligger langt uden for tegningen, og prøv igen, eller gem tegningen som PNG. Så store og små tal kan ikke tegnes i PDF'en.".to_owned(),
        ),
        PictureFault::HasProgram => (
            format!("Tegningen »{path}« indeholder et program."),
            "Gem den uden, fx som »Almindelig SVG« i Inkscape, eller gem den som PNG. En hjemmeside, der viser filen, ville køre programmet.".to_owned(),
        ),
        PictureFault::HasPage => (
            format!("Tegningen »{path}« indeholder et stykke hjemmeside (foreignObject)."),
            "Gem teksten i den som almindelig tekst eller figurer (i draw.io: slå »Formatted Text« fra), eller gem den som PNG. Det vises kun i en browser, så det ville mangle i PDF'en.".to_owned(),
        ),
        PictureFault::DamagedWithin => (
            format!("Et billede inde i tegningen »{path}« er beskadiget."),
            "Sæt billedet ind i tegningen igen, eller gem tegningen som PNG.".to_owned(),
        ),
        PictureFault::UnknownWithin => (
            format!("Et billede inde i tegningen »{path}« er hverken PNG, JPEG eller SVG."),
            "Kun de tre slags kan vises i alle formater. Gem billedet som en af dem, og sæt det ind i tegningen igen, eller gem tegningen som PNG.".to_owned(),
        ),
        PictureFault::Repeats => (
            format!("Tegningen »{path}« har en farveovergang, der gentages eller spejles."),
            "Lad farveovergangen løbe én gang (i Inkscape: Gentag: Ingen), eller gem tegningen som PNG. Den kan ikke vises i en PDF, der skal kunne arkiveres.".to_owned(),
        ),
        PictureFault::Lacks(letters) => {
            let letters: Vec<String> = letters.iter().map(|&letter| named(letter)).collect();
            let (told, rest) = letters.split_at(letters.len().min(MOST_LETTERS));
            let further = if rest.is_empty() { String::new() } else { format!(" og {} andre", tal(rest.len())) };
            let letters = told.join(", ");
            let what = if told.len() == 1 { "Et tegn" } else { "Tegn" };
            (
                format!("{what} i tegningen »{path}« findes ikke i PDF-filens skrift: {letters}{further}."),
                "Skriv det med ord eller et andet tegn i tegningen, lav det om til figurer, eller gem tegningen som PNG. Emojier og tegn fra andre skriftsystemer kan ikke vises i alle formater.".to_owned(),
            )
        }
    };
    let code = if matches!(fault, PictureFault::Lacks(_)) { Code::Glyph } else { Code::FileUnusable };
    Fault::new(code, message, help)
}

/// A letter as it is told; a mark stands over a circle, as in tables of letters.
fn named(letter: char) -> String {
    let base = if is_combining_mark(letter) { "◌" } else { "" };
    format!("»{base}{letter}« (U+{:04X})", u32::from(letter))
}

/// A path short enough for a sentence.
pub(super) fn shorten(path: &str) -> String {
    if path.chars().count() <= 60 { path.to_owned() } else { path.chars().take(57).chain("...".chars()).collect() }
}
