//! Image files: what kind they are, how large, and whether they can be shown.
//!
//! Knows nothing of where an image comes from or where it goes.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;

/// The most pixels an image may have. More adds nothing on a page and makes a browser or a PDF reader slow.
pub const MAX_PIXELS: u64 = 50_000_000;

/// An image that every output can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Its kind.
    pub format: Format,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
    /// Its width in CSS pixels.
    pub width: f32,
    /// Its height in CSS pixels.
    pub height: f32,
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
    /// It is a drawing that refers to another file.
    RefersTo(String),
}

/// Reads an image. The bytes decide the kind, not the file's name.
///
/// A JPEG in printing inks (CMYK) becomes a PNG in RGB: PDF/A-2 has no place for it without a profile of the press
/// (ISO 19005-2, 6.2.4.3), and browsers do not agree on its colours.
///
/// # Errors
/// Where the bytes are no image of a known kind, or one that cannot be shown.
pub fn read(bytes: Vec<u8>) -> Result<Picture, PictureFault> {
    let format = sniff(&bytes).ok_or(PictureFault::Unknown)?;
    match format {
        Format::Png => raster(bytes, format, image::ImageFormat::Png),
        Format::Jpeg => raster(bytes, format, image::ImageFormat::Jpeg),
        Format::Svg => {
            let (width, height) = svg_size(&bytes)?;
            Ok(Picture { format, bytes: bytes.into(), width, height })
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

/// Decodes the whole image: a file that ends too early has a good head, and would fail first in the PDF.
fn raster(bytes: Vec<u8>, format: Format, kind: image::ImageFormat) -> Result<Picture, PictureFault> {
    let damaged = |_| PictureFault::Damaged(format);
    let mut decoder = ImageReader::with_format(Cursor::new(&bytes), kind).into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooLarge);
    }
    let (width, height) = if is_turned(decoder.orientation().map_err(damaged)?) { (height, width) } else { (width, height) };
    decoder.set_limits(Limits::default()).map_err(damaged)?;
    let pixels = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let (format, bytes) = if format == Format::Jpeg && is_in_inks(&bytes) {
        let mut png = Cursor::new(Vec::new());
        pixels.to_rgb8().write_to(&mut png, image::ImageFormat::Png).map_err(damaged)?;
        (Format::Png, png.into_inner())
    } else {
        (format, bytes)
    };
    #[expect(clippy::cast_precision_loss, reason = "bounded by MAX_PIXELS, and a size on a page needs no more precision")]
    let (width, height) = (width as f32, height as f32);
    Ok(Picture { format, bytes: bytes.into(), width, height })
}

/// Whether a camera was held so that the picture is shown on its side (EXIF, "Orientation"); browsers and Typst turn it.
fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// Whether a JPEG is in printing inks. (The decoder gives RGB for it and does not say so.)
fn is_in_inks(bytes: &[u8]) -> bool {
    let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().is_ok() && matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK))
}

/// Reads the drawing with the library that the PDF is drawn by. Files that it refers to are not opened but told: a plan
/// stands alone, and the PDF engine refuses them.
fn svg_size(bytes: &[u8]) -> Result<(f32, f32), PictureFault> {
    let refers_to = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&refers_to);
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_string: Box::new(move |href, _| {
                if let Ok(mut seen) = seen.lock() {
                    seen.get_or_insert_with(|| href.to_owned());
                }
                None
            }),
            ..usvg::ImageHrefResolver::default()
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|_| PictureFault::Damaged(Format::Svg))?;
    drop(options);
    let refers_to = Arc::into_inner(refers_to).and_then(|seen| seen.into_inner().ok()).flatten();
    match refers_to {
        Some(href) => Err(PictureFault::RefersTo(href)),
        None => Ok((tree.size().width(), tree.size().height())),
    }
}
