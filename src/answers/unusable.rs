//! What to say of a file that an answer names and that cannot be used.

use super::value::Fault;
use crate::dansk::tal;
use crate::files::{FileFault, MAX_FILE_BYTES};
use crate::finding::Code;
use crate::folder::MAX_BYTES_TOGETHER;
use crate::image::{
    Format, MAX_ELEMENTS, MAX_LEVELS, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS, MAX_SIDE_THOUSANDS, PictureFault,
};
use crate::names::shown;

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
                "En tegning må højst have {} dele, talt hver gang de tegnes, og {MAX_LEVELS} niveauer. Gem den som PNG, eller gør den enklere.",
                tal(MAX_ELEMENTS)
            ),
        ),
        PictureFault::TooWide => (
            format!("Tegningen »{path}« er for bred eller for høj."),
            format!(
                "En tegning må højst være {} billedpunkter på hver led. Ret »width« og »height« øverst i den.",
                tal(usize::from(MAX_SIDE_THOUSANDS) * 1_000)
            ),
        ),
        PictureFault::HasProgram => (
            format!("Tegningen »{path}« indeholder et program."),
            "Gem den uden, fx som »Almindelig SVG« i Inkscape, eller gem den som PNG. En hjemmeside, der viser filen, ville køre programmet.".to_owned(),
        ),
        PictureFault::HasPage => (
            format!("Tegningen »{path}« indeholder et stykke hjemmeside (foreignObject)."),
            "Gem teksten i den som almindelig tekst eller figurer, eller gem den som PNG. Det vises kun i en browser, så det ville mangle i PDF'en.".to_owned(),
        ),
    };
    Fault::new(Code::FileUnusable, message, help)
}

/// A path short enough for a sentence.
pub(super) fn shorten(path: &str) -> String {
    if path.chars().count() <= 60 { path.to_owned() } else { path.chars().take(57).chain("...".chars()).collect() }
}
