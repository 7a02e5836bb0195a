//! Bytes as an image that an answer names: PNG, JPEG or SVG. What is shown of a drawing is nothing but a drawing; with the PDF
//! engine (`fuzz/run SECONDS pdf billede`), what is accepted becomes a PDF.
#![no_main]

use beredskab::image::{Format, MAX_PIXELS_TOGETHER, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(picture) = read(bytes.to_vec(), MAX_PIXELS_TOGETHER) else { return };
    // Nothing of a web page is left in a drawing.
    let has = |word: &[u8]| picture.bytes.windows(word.len()).any(|window| window == word);
    assert!(picture.format != Format::Svg || ![&b"<!"[..], b"<?", b"<script", b"<style", b"<a "].into_iter().any(has));
    #[cfg(feature = "pdf")]
    to_pdf(picture);
});

#[cfg(feature = "pdf")]
fn to_pdf(picture: beredskab::image::Picture) {
    use beredskab::folder::Folder;
    use beredskab::pipeline::{Settings, check_bytes};

    let file = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\nintroduktion.vision = \"Tryghed.\"\n";
    let settings = Settings { today: jiff::civil::date(2026, 11, 20), skabelon: None, phase: None };
    let path = std::path::Path::new("kommune.toml");
    let checked = check_bytes(path, file.as_bytes(), &Folder::none(), &settings).expect("the template");
    let mut document = checked.document().expect("a plan");
    document.cover.logo =
        Some(beredskab::content::Image { source: "billede".to_owned(), alt: "Et billede".to_owned(), caption: String::new() });
    document.pictures.insert("billede".to_owned(), picture);
    beredskab::output::Format::Pdf.render(&document).expect("a PDF");
}
