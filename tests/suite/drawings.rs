//! Drawings: what the checks accept, the PDF engine takes, and every output shows the same of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use beredskab::image::{MAX_PIXELS_TOGETHER, Picture, PictureFault, read};

fn svg(inner: &str) -> String {
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

fn data(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
}

fn image(media_type: &str, bytes: &[u8]) -> String {
    format!("<image width=\"40\" height=\"20\" href=\"{}\"/>", data(media_type, bytes))
}

fn case(name: &str) -> Vec<u8> {
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

#[cfg(feature = "pdf")]
mod on_paper {
    use std::collections::HashMap;
    use std::io::Cursor;
    use std::sync::LazyLock;

    use beredskab::output::Format;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::super::support::{answer_file, document, with_answers};
    use super::super::tools::tool;
    use super::{case, data, svg};

    /// How many plans of drawings are made. A PDF takes its time; a night's run makes more of them.
    fn cases() -> u32 {
        std::env::var("TEGNINGER").ok().and_then(|count| count.parse().ok()).unwrap_or(8)
    }

    fn words() -> impl Strategy<Value = String> {
        let letter = prop_oneof![
            12 => prop::sample::select("abcdefghijklmnopqrstuvwxyzæøåÆØÅ0123456789 ".chars().collect::<Vec<_>>()),
            2 => prop::sample::select("éüñßŁžĳﬁﬂΩλЖщ→✓≥…–—’”€½\u{a0}\u{ad}\u{200b}\u{200d}\u{200e}\u{202e}\u{feff}\u{2028}\u{fffc}\u{fe0f}\u{0}\t\n".chars().filter(|c| *c != '\0').collect::<Vec<_>>()),
            1 => prop::sample::select("\u{301}\u{308}\u{30a}\u{323}\u{327}\u{332}\u{e000}\u{f8ff}\u{ebe7}\u{f0000}\u{10fffd}".chars().collect::<Vec<_>>()),
            1 => prop_oneof![Just('ا'), Just('ל'), Just('漢'), Just('😀'), Just('ก'), Just('ह'), any::<char>().prop_filter("XML", |c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))],
        ];
        prop::collection::vec(letter, 0..14).prop_map(|letters| letters.into_iter().collect())
    }

    fn plain() -> impl Strategy<Value = String> {
        "[a-zæøå]{1,9}"
    }

    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;")
    }

    fn pixels() -> impl Strategy<Value = Vec<u8>> {
        let names =
            ["prik.png", "palet.png", "alfa.png", "seksten-bit.png", "graa.jpg", "cmyk.jpg", "drejet.jpg", "progressiv.jpg"];
        let whole = prop::sample::select(names.to_vec()).prop_map(case);
        let colour = (1..5_u32, 1..5_u32, any::<[u8; 4]>(), 0..4_usize).prop_map(|(width, height, colour, kind)| {
            let image = image::DynamicImage::from(image::RgbaImage::from_pixel(width, height, image::Rgba(colour)));
            let mut bytes = Cursor::new(Vec::new());
            let written = match kind {
                0 => image.write_to(&mut bytes, image::ImageFormat::Png),
                1 => image.to_luma16().write_to(&mut bytes, image::ImageFormat::Png),
                2 => image.to_luma_alpha8().write_to(&mut bytes, image::ImageFormat::Png),
                _ => image.to_rgb8().write_to(&mut bytes, image::ImageFormat::Jpeg),
            };
            written.expect("an image");
            bytes.into_inner()
        });
        let spoilt = (whole.clone(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes
        });
        prop_oneof![4 => whole, 4 => colour, 2 => spoilt, 1 => prop::collection::vec(any::<u8>(), 0..20)]
    }

    fn media_type() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec!["image/png", "image/jpeg", "image/jpg", "image/gif", "image/svg+xml", "text/plain", ""])
    }

    fn number() -> impl Strategy<Value = String> {
        let usual = (0..200_i32).prop_map(|number| number.to_string());
        let odd = ["0", "-1", "1e9", "1e-9", "50%", "3mm", "1e38", "-1e38", "NaN", "1e400", ".5", "200000", "4e4"];
        prop_oneof![8 => usual, 1 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned)]
    }

    fn shape() -> impl Strategy<Value = String> {
        let name = prop::sample::select(vec![
            "rect x='{}' y='{}' width='{}' height='{}'",
            "circle cx='{}' cy='{}' r='{}'",
            "ellipse cx='{}' cy='{}' rx='{}' ry='{}'",
            "line x1='{}' y1='{}' x2='{}' y2='{}'",
            "polyline points='{},{} {},{}'",
            "path d='M{} {}L{} {}z'",
            "path d='M0 0C{} {} {} {} 3 4A{} {} 0 0 1 9 9'",
            "use href='#g' x='{}' y='{}'",
            "use href='#s' width='{}' height='{}'",
        ]);
        let paint = || {
            prop::sample::select(vec![
                "red",
                "none",
                "url(#lg)",
                "url(#rg)",
                "url(#p)",
                "url(#x) blue",
                "currentColor",
                "rgb(1,2,3)",
            ])
        };
        let more = prop::sample::select(vec![
            "",
            "opacity='.5'",
            "clip-path='url(#c)'",
            "clip-path='url(#cc)'",
            "mask='url(#m)'",
            "filter='url(#f)'",
            "filter='url(#fi)'",
            "filter='blur(2)'",
            "style='mix-blend-mode:multiply'",
            "marker-mid='url(#k)' marker-end='url(#k)'",
            "transform='scale(0)'",
            "transform='matrix(1 2 2 4 0 0)'",
            "transform='scale(1e-20)'",
            "transform='scale(1e20)'",
            "transform='rotate(30) skewX(89.9)'",
            "stroke-width='0'",
            "stroke-dasharray='1 0 3'",
            "stroke-linejoin='miter-clip' stroke-miterlimit='1'",
            "paint-order='stroke'",
            "visibility='hidden'",
            "vector-effect='non-scaling-stroke'",
        ]);
        (name, prop::collection::vec(number(), 8), paint(), paint(), more).prop_map(|(name, numbers, fill, stroke, more)| {
            let mut parts = name.split("{}");
            let mut out = format!("<{}", parts.next().unwrap_or_default());
            for (part, number) in parts.zip(numbers) {
                out.push_str(&number);
                out.push_str(part);
            }
            format!("{out} fill='{fill}' stroke='{stroke}' {more}/>")
        })
    }

    const DEFS: &str = "<defs><linearGradient id='lg'><stop offset='0' stop-color='#fff' stop-opacity='.5'/><stop offset='1'/></linearGradient>\
        <radialGradient id='rg' fx='.2'><stop offset='0'/><stop offset='.5' stop-color='red'/></radialGradient>\
        <pattern id='p' width='5' height='5' patternUnits='userSpaceOnUse'><rect width='2' height='3' fill='url(#lg)'/></pattern>\
        <clipPath id='c'><circle cx='50' cy='50' r='40'/></clipPath>\
        <clipPath id='cc' clip-path='url(#c)'><rect width='90' height='90'/><path clip-rule='evenodd' clip-path='url(#c)' d='M0 0h9v9z'/></clipPath>\
        <mask id='m'><rect width='90' height='90' fill='#888'/></mask>\
        <filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
        <filter id='fi'><feFlood flood-color='red'/><feComposite in2='SourceGraphic' operator='in'/><feDropShadow dx='1' dy='1'/></filter>\
        <marker id='k' markerWidth='3' markerHeight='3'><rect width='3' height='3'/></marker>\
        <g id='g'><rect width='5' height='5'/></g><symbol id='s' viewBox='0 0 9 9'><circle r='4'/></symbol>\
        <path id='kurve' d='M0 90C50 60 90 99 290 90'/></defs>";

    /// A piece of a drawing with the words that can be read in it. Words stand in lines of their own.
    #[derive(Clone)]
    enum Piece {
        Words { form: usize, first: String, second: String },
        Shape(String),
        Pixels { media_type: &'static str, bytes: Vec<u8>, sides: Vec<String>, aspect: &'static str },
        Drawing(Vec<Piece>),
        Switch(String, String),
    }

    impl std::fmt::Debug for Piece {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            if let Self::Drawing(pieces) = self {
                return f.debug_list().entries(pieces).finish();
            }
            let mut out = String::new();
            self.write(&mut 0, &mut out, &mut String::new());
            f.write_str(&out)
        }
    }

    impl Piece {
        /// The piece as SVG at a line, and what can be read in it.
        fn write(&self, line: &mut usize, out: &mut String, read: &mut String) {
            *line += 1;
            let y = 12 * *line;
            match self {
                Self::Words { form, first, second } => {
                    let (a, b) = (escaped(first), escaped(second));
                    let text = match form {
                        0 => format!("<text x='5' y='{y}' font-size='8'>{a} {b}</text>"),
                        1 => format!(
                            "<text x='5' y='{y}' font-size='8' font-family='IBM Plex Sans' font-weight='700'>{a}<tspan font-style='italic' fill='red'>{b}</tspan></text>"
                        ),
                        2 => format!(
                            "<text x='5' y='{y}' font-size='8' font-family='\"IBM Plex Mono\", monospace'>{a}<tspan dx='3' letter-spacing='2'>{b}</tspan></text>"
                        ),
                        3 => format!(
                            "<text x='5' y='{y}' font-size='8' xml:space='preserve' style='font-family:Arial;font-variant:small-caps'>{a} {b}</text>"
                        ),
                        4 => format!(
                            "<text font-size='8'><textPath href='#kurve'>{a}</textPath></text><text x='5' y='{y}' font-size='8' text-decoration='underline'>{b}</text>"
                        ),
                        5 => format!(
                            "<text x='5' y='{y}' font-size='8' stroke='red' textLength='200'>{a}<tspan baseline-shift='super' font-weight='bold'>{b}</tspan></text>"
                        ),
                        6 => format!(
                            "<text x='5 20' y='{y}' font-size='8' rotate='0 10'>{a}</text><text x='100' y='{y}' font-size='8' opacity='.5' fill='url(#lg)'>{b}</text>"
                        ),
                        7 => format!(
                            "<g clip-path='url(#w)'><text x='5' y='{y}' font-size='8'>{a}</text></g><a href='#x'><text x='105' y='{y}' font-size='8'>{b}<a href='#y'/></text></a>"
                        ),
                        _ => format!(
                            "<g filter='url(#f)'><text x='5' y='{y}' font-size='8'>{a}</text></g><clipPath id='t{y}'><text x='5' y='{y}'>{b}</text></clipPath><rect width='99' height='99' clip-path='url(#t{y})'/>"
                        ),
                    };
                    out.push_str(&text);
                    // What is drawn as pixels or as a shape has no letters; a path may be too short.
                    match form {
                        4 => read.push_str(second),
                        0..=7 => read.extend([first.as_str(), " ", second.as_str()]),
                        _ => {}
                    }
                }
                Self::Shape(shape) => out.push_str(shape),
                Self::Pixels { media_type, bytes, sides, aspect } => {
                    let url = data(media_type, bytes);
                    let [x, width, height] = [0, 1, 2].map(|side| sides[side].as_str());
                    out.push_str(&format!(
                        "<image x='{x}' width='{width}' height='{height}' preserveAspectRatio='{aspect}' href='{url}'/>"
                    ));
                }
                Self::Drawing(pieces) => {
                    let (mut inner, mut within) = (0, String::new());
                    pieces.iter().for_each(|piece| piece.write(&mut inner, &mut within, read));
                    let height = 12 * inner + 6;
                    let nested =
                        format!("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='{height}'>{DEFS}{within}</svg>");
                    out.push_str(&format!(
                        "<image x='5' y='{y}' width='300' height='{height}' href='{}'/>",
                        data("image/svg+xml", nested.as_bytes())
                    ));
                    *line += inner + 1;
                }
                Self::Switch(danish, english) => {
                    out.push_str(&format!("<switch><text systemLanguage='en' x='5' y='{y}' font-size='8'>{english}</text><text systemLanguage='da' x='5' y='{y}' font-size='8'>{danish}</text></switch>"));
                    read.push_str(danish);
                }
            }
            read.push(' ');
        }
    }

    fn piece() -> impl Strategy<Value = Piece> {
        let text = (0..9_usize, words(), words()).prop_map(|(form, first, second)| Piece::Words { form, first, second });
        let likely = (0..9_usize, plain(), plain()).prop_map(|(form, first, second)| Piece::Words { form, first, second });
        let aspect = prop::sample::select(vec!["none", "xMidYMid", "xMinYMax slice", "odd"]);
        let image = (media_type(), pixels(), prop::collection::vec(number(), 3), aspect)
            .prop_map(|(media_type, bytes, sides, aspect)| Piece::Pixels { media_type, bytes, sides, aspect });
        let switch = (plain(), plain()).prop_map(|(danish, english)| Piece::Switch(danish, english));
        let leaf = prop_oneof![1 => text, 3 => likely, 4 => shape().prop_map(Piece::Shape), 1 => image, 1 => switch];
        leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Piece::Drawing))
    }

    fn letters(text: &str) -> HashMap<char, usize> {
        let mut counts = HashMap::new();
        for letter in text.nfkd().filter(|c| c.is_alphabetic()) {
            *counts.entry(letter).or_default() += 1;
        }
        counts
    }

    fn printed(drawings: &[String]) -> Result<HashMap<char, usize>, String> {
        let images: String = (0..drawings.len()).map(|number| format!("![En tegning]({number}.svg)\n\n")).collect();
        let (folder, path) = answer_file(&with_answers("examples/halsnaes-udkast.toml", &[("introduktion.vision", &images)]));
        for (number, drawing) in drawings.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{number}.svg")), drawing).expect("a drawing");
        }
        let pdf = Format::Pdf.render(&document(&path)).map_err(|error| format!("{error:?}"))?;
        let file = folder.path().join("plan.pdf");
        std::fs::write(&file, pdf).expect("a PDF");
        Ok(letters(&tool("pdftotext", &["-raw", "-enc", "UTF-8"], &file)))
    }

    static WITHOUT: LazyLock<HashMap<char, usize>> = LazyLock::new(|| printed(&vec![svg(""); 6]).expect("a PDF"));

    proptest! {
        #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 20, ..ProptestConfig::default() })]

        #[test]
        fn what_is_accepted_is_in_the_pdf_with_all_its_letters(drawings in prop::collection::vec(prop::collection::vec(piece(), 1..6), 6)) {
            let (mut files, mut read) = (Vec::new(), String::new());
            for pieces in &drawings {
                let (mut line, mut inner, mut words) = (0, String::new(), String::new());
                pieces.iter().for_each(|piece| piece.write(&mut line, &mut inner, &mut words));
                let clip = "<clipPath id='w'><rect width='300' height='900'/></clipPath>";
                let height = 12 * line + 10;
                let text = format!("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200' viewBox='0 0 300 {height}'>{DEFS}{clip}{inner}</svg>");
                if beredskab::image::read(text.clone().into_bytes(), beredskab::image::MAX_PIXELS_TOGETHER).is_ok() {
                    files.push(text);
                    read.push_str(&words);
                } else {
                    files.push(svg(""));
                }
            }
            let printed = printed(&files).map_err(|error| TestCaseError::fail(error))?;
            for (letter, count) in letters(&read) {
                let count = count + WITHOUT.get(&letter).copied().unwrap_or_default();
                let found = printed.get(&letter).copied().unwrap_or_default();
                prop_assert!(found >= count, "{letter:?} {found} < {count} of {read:?}");
            }
        }
    }
}
