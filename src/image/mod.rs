//! Image files: what kind they are, how large, and whether they can be shown.
//!
//! A file may be made to harm: small, and gigabytes when it is unpacked. What is said here holds for every reader of the plan
//! too. Knows nothing of where an image comes from or where it goes.

mod raster;
mod svg;

use std::sync::Arc;

/// The most pixels an image may have. More adds nothing on a page, and makes a browser or a PDF reader slow.
pub const MAX_PIXELS: u64 = 25_000_000;

/// The most pixels that all images of a plan may have together.
pub const MAX_PIXELS_TOGETHER: u64 = 500_000_000;

/// The most scans that a JPEG may be made of. One that comes into sight bit by bit has about ten.
pub const MAX_SCANS: usize = 100;

/// The most elements that a drawing may have, each counted as often as it is drawn.
pub const MAX_ELEMENTS: usize = 100_000;

/// The most letters that a drawing's words may have, each counted as often as it is drawn.
pub const MAX_LETTERS: usize = 20_000;

/// The most levels of groups in a drawing.
pub const MAX_LEVELS: usize = 100;

/// The most thousands of CSS pixels that a drawing may be wide or high.
pub const MAX_SIDE_THOUSANDS: u16 = 100;

/// An image that every output can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its kind.
    pub format: Format,
    /// What is shown: the file's bytes, or of a drawing, and of a JPEG in printing inks, what has been made of them.
    pub bytes: Arc<[u8]>,
    /// Its width in CSS pixels.
    pub width: f32,
    /// Its height in CSS pixels.
    pub height: f32,
    /// How many pixels there are in it to be unpacked; in a drawing, those of the images within it.
    pub pixels: u64,
}

/// The kinds of image a plan can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics.
    Svg,
}

impl Format {
    /// The media type, for a data URL.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// Why a file cannot be shown as an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureFault {
    /// It is none of the three kinds.
    Unknown,
    /// It is one of the kinds, but damaged.
    Damaged(Format),
    /// It has more than [`MAX_PIXELS`].
    TooLarge,
    /// It and those read before have more than [`MAX_PIXELS_TOGETHER`].
    TooManyTogether,
    /// It unpacks to far more than an image of its size can be made of.
    Swells,
    /// It is a JPEG of more than [`MAX_SCANS`].
    TooManyScans,
    /// It is a drawing of more than [`MAX_ELEMENTS`], [`MAX_LETTERS`] or [`MAX_LEVELS`], or one that takes as long to draw.
    TooIntricate,
    /// It is a drawing that is wider or higher than [`MAX_SIDE_THOUSANDS`].
    TooWide,
    /// It is a drawing with a part that lies too far out, or is too large or too small to be drawn.
    TooFar,
    /// It is a drawing that refers to another file.
    RefersTo(String),
    /// It is a drawing with a program in it.
    HasProgram,
    /// It is a drawing with a piece of a web page in it, which only browsers show.
    HasPage,
    /// It is a drawing with an image in it that cannot be read.
    DamagedWithin,
    /// It is a drawing with an image in it that is none of the three kinds.
    UnknownWithin,
    /// It is a drawing with letters in its words that no typeface of the PDF has.
    Lacks(Vec<char>),
    /// It is a drawing with colours that run into each other again and again, for which a PDF would need a program.
    Repeats,
}

/// Reads an image. The bytes decide the kind, not the file's name.
///
/// A JPEG in printing inks (CMYK) becomes a PNG in RGB: PDF/A-2 has no place for it without a profile of the press
/// (ISO 19005-2, 6.2.4.3), and browsers do not agree on its colours.
///
/// A drawing is written anew from what was understood of it: that is what every output shows.
///
/// It may have `left` pixels.
///
/// # Errors
/// Where the bytes are no image of a known kind, or one that cannot be shown.
pub fn read(bytes: Vec<u8>, left: u64) -> Result<Picture, PictureFault> {
    let format = sniff(&bytes).ok_or(PictureFault::Unknown)?;
    match format {
        Format::Png => raster::png(bytes, left),
        Format::Jpeg => raster::jpeg(bytes, left),
        Format::Svg => {
            let drawing = svg::read(&bytes, left)?;
            let (width, height, pixels) = (drawing.width, drawing.height, drawing.pixels());
            Ok(Picture { format, bytes: drawing.to_file().into_bytes().into(), width, height, pixels })
        }
    }
}

fn sniff(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(Format::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some(Format::Jpeg);
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && text.contains("<svg")).then_some(Format::Svg)
}
