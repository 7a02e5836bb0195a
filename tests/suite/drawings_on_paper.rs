//! Random drawings in a PDF: what the checks accept, the engine takes, with every letter of its words.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::LazyLock;

use beredskab::output::Format;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::drawings::{case, data, svg};
use super::support::{answer_file, document, with_answers};
use super::tools::tool;

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
    let names = ["prik.png", "palet.png", "alfa.png", "seksten-bit.png", "graa.jpg", "cmyk.jpg", "drejet.jpg", "progressiv.jpg"];
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
        prop::sample::select(vec!["red", "none", "url(#lg)", "url(#rg)", "url(#p)", "url(#x) blue", "currentColor", "rgb(1,2,3)"])
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
                let _ =
                    write!(out, "<image x='{x}' width='{width}' height='{height}' preserveAspectRatio='{aspect}' href='{url}'/>");
            }
            Self::Drawing(pieces) => {
                let (mut inner, mut within) = (0, String::new());
                for piece in pieces {
                    piece.write(&mut inner, &mut within, read);
                }
                let height = 12 * inner + 6;
                let nested =
                    format!("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='{height}'>{DEFS}{within}</svg>");
                let _ = write!(
                    out,
                    "<image x='5' y='{y}' width='300' height='{height}' href='{}'/>",
                    data("image/svg+xml", nested.as_bytes())
                );
                *line += inner + 1;
            }
            Self::Switch(danish, english) => {
                let _ = write!(
                    out,
                    "<switch><text systemLanguage='en' x='5' y='{y}' font-size='8'>{english}</text><text systemLanguage='da' x='5' y='{y}' font-size='8'>{danish}</text></switch>"
                );
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
    let images: Vec<String> = (0..drawings.len()).map(|number| format!("![En tegning]({number}.svg)")).collect();
    let (folder, path) =
        answer_file(&with_answers("examples/halsnaes-udkast.toml", &[("introduktion.vision", &images.join("\n\n"))]));
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
            for piece in pieces {
 piece.write(&mut line, &mut inner, &mut words);
}
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
        let printed = printed(&files).map_err(TestCaseError::fail)?;
        for (letter, count) in letters(&read) {
            let count = count + WITHOUT.get(&letter).copied().unwrap_or_default();
            let found = printed.get(&letter).copied().unwrap_or_default();
            prop_assert!(found >= count, "{letter:?} {found} < {count} of {read:?}");
        }
    }
}
