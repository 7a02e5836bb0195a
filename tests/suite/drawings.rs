//! Drawings: what the checks accept, the PDF engine takes, and every output shows the same of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use beredskab::image::{MAX_PIXELS_TOGETHER, Picture, PictureFault, read};

pub fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"300\" height=\"200\">{inner}</svg>"
    )
}

fn drawing(inner: &str) -> Result<Picture, PictureFault> {
    read(svg(inner).into_bytes(), MAX_PIXELS_TOGETHER)
}

/// What is shown of a drawing.
fn shown(inner: &str) -> String {
    let picture = drawing(inner).unwrap_or_else(|fault| panic!("{fault:?}: {inner}"));
    String::from_utf8(picture.bytes.to_vec()).expect("UTF-8")
}

pub fn data(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
}

fn image(media_type: &str, bytes: &[u8]) -> String {
    format!("<image width=\"40\" height=\"20\" href=\"{}\"/>", data(media_type, bytes))
}

pub fn case(name: &str) -> Vec<u8> {
    std::fs::read(super::support::project("tests/plans/billeder").join(name)).expect("an image")
}

#[test]
fn nothing_but_a_drawing_reaches_a_reader() {
    let hostile = [
        "<!DOCTYPE svg [<!ATTLIST rect onclick CDATA \"alert(1)\">]>".to_owned() + &svg("<rect width=\"1\" height=\"1\"/>"),
        svg("<rect><set attributeName=\"onclick\" to=\"alert(1)\"/><animate attributeName=\"href\" to=\"x\"/></rect>"),
        svg("<style>@\\69mport 'http://x.dk/a.css';/**/ rect{fill:image-set('http://x.dk/a.png' 1x)}</style><rect/>"),
        svg("<style>rect{background:u\\72l(http://x.dk/a.png);mask-image:cross-fade(http://x.dk/a)}</style><rect/>"),
        svg("<img xmlns=\"http://www.w3.org/1999/xhtml\" src=\"http://x.dk/a.png\"/><iframes xmlns=\"x\"/>"),
        svg("<a href=\"http://x.dk/\"><rect width=\"1\" height=\"1\"/></a>"),
        svg("<audio href=\"http://x.dk/\"/><video/><discard/><metadata>http://x.dk/</metadata>"),
        svg("<rect style=\"fill:red;cursor:image(http://x.dk/a)\" xml:base=\"http://x.dk/\"/>"),
        svg("<rect id=\"a&quot;&gt;&lt;script&gt;\" fill=\"red&quot; x=&quot;\"/>"),
        svg("<text font-family=\"a&lt;script>\">&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;</text>"),
    ];
    for text in hostile {
        let Ok(picture) = read(text.clone().into_bytes(), MAX_PIXELS_TOGETHER) else { continue };
        let shown = String::from_utf8(picture.bytes.to_vec()).expect("UTF-8");
        let harmful =
            ["x.dk", "alert(1)\"", "onclick", "<!", "import", "<script", "image-set", "animate", "xhtml", "<style", "<a"];
        assert!(!harmful.iter().any(|word| shown.contains(word)), "{text}\n{shown}");
        assert_eq!(read(shown.clone().into_bytes(), MAX_PIXELS_TOGETHER).as_ref(), Ok(&picture), "{shown}");
    }
}

#[test]
fn styles_stand_at_their_elements() {
    let rules = "rect{fill:blue;stroke:red!important} .b{fill:green} #c{opacity:.5} g > rect.d{fill:url(#f)}";
    let text = shown(&format!(
        "<style>{rules}</style><linearGradient id=\"f\"/><rect class=\"b\" style=\"stroke:none;x-y:z\"/><rect id=\"c\" fill=\"#123\"/><g><rect class=\"d\"/></g>"
    ));
    for part in ["fill:green;stroke:red", "fill=\"#123\"", "fill:blue;opacity:.5;stroke:red", "fill:url(#t0);stroke:red"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_drawing_is_read_in_danish() {
    let words = |languages: [&str; 3]| {
        let text = |language: &str| match language {
            "" => "<text y=\"20\">uden sprog</text>".to_owned(),
            language => format!("<text y=\"20\" systemLanguage=\"{language}\">på {language}</text>"),
        };
        let text = shown(&format!("<switch>{}</switch>", languages.map(text).concat()));
        text.split("</text>").next().and_then(|text| text.rsplit('>').next()).unwrap_or_default().to_owned()
    };
    assert_eq!(words(["en", "da", ""]), "på da");
    assert_eq!(words(["en", "da-DK", ""]), "på da-DK");
    assert_eq!(words(["en", "de", ""]), "på en");
    assert_eq!(words(["de", "fr", ""]), "uden sprog");
    assert!(!shown("<text systemLanguage=\"de\">Deutsch</text>").contains("Deutsch"));
}

#[test]
fn a_piece_of_a_page_may_stand_beside_the_same_words() {
    let page = |other: &str| {
        let page = "<foreignObject width=\"9\" height=\"9\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Infohus  Ishøj</div></foreignObject>";
        drawing(&format!("<switch>{page}{other}</switch>")).err()
    };
    assert_eq!(page("<text y=\"9\">Infohus\u{a0}Ishøj</text>"), None);
    assert_eq!(page(&image("image/png", &case("prik.png"))), None);
    // draw.io cuts the words short that it has no room for.
    assert_eq!(page("<text y=\"9\">Infohus I...</text>"), Some(PictureFault::HasPage));
    assert_eq!(page("<rect width=\"9\" height=\"9\"/>"), Some(PictureFault::HasPage));
    assert_eq!(page(""), Some(PictureFault::HasPage));
}

#[test]
fn images_within_are_what_their_bytes_say() {
    let png = case("prik.png");
    for media_type in ["image/png", "image/jpeg", "image/svg+xml", "image/gif", "text/plain", "", "image/png;charset=x"] {
        assert!(shown(&image(media_type, &png)).contains("href=\"data:image/png;base64,"), "{media_type}");
    }
    assert!(shown(&image("image/jpg", &case("graa.jpg"))).contains("href=\"data:image/jpeg;base64,"));
    // In printing inks, or lying on its side: as the reader is to see it.
    assert!(shown(&image("image/jpeg", &case("cmyk.jpg"))).contains("href=\"data:image/png;base64,"));
    assert!(shown(&image("image/jpeg", &case("drejet.jpg"))).contains("href=\"data:image/png;base64,"));
    let fault = |media_type: &str, bytes: &[u8]| drawing(&image(media_type, bytes)).expect_err("a fault");
    assert_eq!(fault("image/gif", b"GIF89a\x01\0\x01\0"), PictureFault::UnknownWithin);
    assert_eq!(fault("image/webp", b"RIFF\x04\0\0\0WEBP"), PictureFault::UnknownWithin);
    assert_eq!(fault("image/png", &png[..png.len() / 2]), PictureFault::DamagedWithin);
    assert_eq!(fault("image/svg+xml", b"<svg"), PictureFault::DamagedWithin);
    assert_eq!(drawing("<image href=\"data:image/png;base64,=\"/>").expect_err("a fault"), PictureFault::UnknownWithin);
    assert_eq!(drawing("<image href=\"data:\"/>").expect_err("a fault"), PictureFault::DamagedWithin);
}

#[test]
fn a_drawing_within_becomes_a_part_and_counts_for_it() {
    let inner = svg("<style>text{fill:red}</style><linearGradient id=\"a\"/><rect fill=\"url(#a)\"/><text y=\"9\">Indre</text>");
    let nested = image("image/svg+xml", inner.as_bytes());
    let text = shown(&format!("<style>rect{{opacity:.1}}</style><linearGradient id=\"a\"/>{nested}<text y=\"9\">Ydre</text>"));
    assert!(text.contains("Indre") && text.contains("Ydre") && !text.contains("data:"), "{text}");
    assert!(text.contains("id=\"t0\"") && text.contains("id=\"t1-0\"") && text.contains("url(#t1-0)"), "{text}");
    assert_eq!(text.matches("opacity:.1").count(), 0, "{text}");
    // Eleven cuts are few, and eleven in eleven are not.
    let cut = |inner: &str| {
        let clip = "<clipPath id=\"c\"><rect width=\"9\" height=\"9\"/></clipPath>";
        format!("{clip}{}{inner}{}", "<g clip-path=\"url(#c)\">".repeat(11), "</g>".repeat(11))
    };
    let one = svg(&cut("<rect width=\"9\" height=\"9\"/>"));
    assert!(read(one.clone().into_bytes(), MAX_PIXELS_TOGETHER).is_ok());
    assert_eq!(drawing(&cut(&image("image/svg+xml", one.as_bytes()))).expect_err("a fault"), PictureFault::TooIntricate);
    let many = svg(&"<rect width=\"1\" height=\"1\"/>".repeat(40_000));
    let many = image("image/svg+xml", many.as_bytes());
    assert!(drawing(&many).is_ok());
    assert_eq!(drawing(&many.repeat(3)).expect_err("a fault"), PictureFault::TooIntricate);
}

#[test]
fn letters_that_no_typeface_has_are_told() {
    let lacking = |words: &str| match drawing(&format!("<text y=\"20\" font-family=\"Arial\">{words}</text>")) {
        Err(PictureFault::Lacks(letters)) => letters.into_iter().collect::<String>(),
        other => other.map(|_| String::new()).expect("no other fault"),
    };
    assert_eq!(lacking("Æble → → ✓ Ж \u{feff}e\u{301} \u{200b}\u{ad}"), "");
    assert_eq!(lacking("smil 😀 漢 ا"), "ا漢😀");
    assert_eq!(lacking("logo \u{ebe7}"), "\u{ebe7}");
    assert_eq!(drawing("<text y=\"20\" visibility=\"hidden\">😀</text>").err(), None);
    assert!(matches!(drawing("<defs><text id=\"a\">😀</text></defs><use href=\"#a\"/>"), Err(PictureFault::Lacks(_))));
}

#[test]
fn colours_that_run_again_and_again_are_told() {
    let gradient = |spread: &str| {
        let stops = "<stop offset=\"0\"/><stop offset=\"1\" stop-color=\"red\"/>";
        drawing(&format!("<linearGradient id=\"a\" x2=\".2\" spreadMethod=\"{spread}\">{stops}</linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#a)\"/>")).err()
    };
    assert_eq!(gradient("pad"), None);
    assert_eq!(gradient("reflect"), Some(PictureFault::Repeats));
    assert_eq!(gradient("repeat"), Some(PictureFault::Repeats));
}

#[test]
fn what_lies_out_of_reach_is_told() {
    let group = |transform: &str| drawing(&format!("<g transform=\"{transform}\"><path d=\"M0 0h9v9z\"/></g>")).err();
    // A map's metres from the equator.
    assert_eq!(drawing("<g transform=\"translate(-700000,-6200000)\"><path d=\"M700000 6200000h9v9z\"/></g>").err(), None);
    assert_eq!(group("scale(0.001) scale(1000)"), None);
    assert_eq!(group("scale(0)"), None);
    // What programs leave where they have turned something, and what is too small to be seen.
    assert_eq!(group("matrix(6.1e-17 1 -1 6.1e-17 0 0)"), None);
    let png = data("image/png", &case("prik.png"));
    for place in ["x=\"61\" height=\"1e-7\"", "x=\"9999999\" width=\"0.01\" height=\"9\"", "width=\"-1\" height=\"0\""] {
        assert_eq!(drawing(&format!("<image {place} href=\"{png}\"/>")).err(), None, "{place}");
    }
    let arrow = "<marker id=\"m\" markerWidth=\"1e-30\" markerHeight=\"1e-30\"><rect width=\"9\" height=\"9\"/></marker>";
    assert_eq!(drawing(&format!("{arrow}<path d=\"M0 0L9 9\" stroke-width=\"1e-30\" marker-end=\"url(#m)\"/>")).err(), None);
    for far in ["scale(1e20)", "translate(1e12)", "matrix(1e30 0 0 1 0 0)"] {
        assert_eq!(group(far), Some(PictureFault::TooFar), "{far}");
    }
    assert_eq!(drawing("<rect width=\"1e30\" height=\"9\"/>").err(), Some(PictureFault::TooFar));
}

#[test]
fn a_drawing_does_not_grow() {
    let long = "a".repeat(1_000);
    let entities = format!("<!DOCTYPE svg [<!ENTITY a \"{long}\">]>{}", svg(&format!("<text>{}</text>", "&a;".repeat(1_000))));
    assert_eq!(read(entities.into_bytes(), MAX_PIXELS_TOGETHER).err(), Some(PictureFault::Swells));
    let family = "f".repeat(10_000);
    let style = format!("<style>rect{{font-family:{family}}}</style>{}", "<rect/>".repeat(5_000));
    assert_eq!(drawing(&style).err(), Some(PictureFault::Swells));
}

#[test]
fn letters_are_counted_as_often_as_they_are_drawn() {
    let text = |count: usize| format!("<text id=\"a\" y=\"9\">{}</text>", "o".repeat(count));
    assert_eq!(drawing(&text(5_000)).err(), None);
    assert_eq!(drawing(&text(5_001)).err(), Some(PictureFault::TooIntricate));
    assert_eq!(drawing(&(text(2_000) + &"<use href=\"#a\"/>".repeat(10))).err(), Some(PictureFault::TooIntricate));
    let looks = |count: usize| format!("<text y=\"9\">{}</text>", "<tspan>o</tspan>".repeat(count));
    assert_eq!(drawing(&looks(500)).err(), None);
    assert_eq!(drawing(&looks(1_000)).err(), Some(PictureFault::TooIntricate));
}
