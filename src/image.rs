//! Image files: what kind they are, how large, and whether they can be shown.
//!
//! Knows nothing of where an image comes from or where it goes.

use std::io::Cursor;
use std::sync::Arc;

use image::ImageReader;

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
}

/// Reads an image. The bytes decide the kind, not the file's name.
///
/// # Errors
/// Where the bytes are no image of a known kind, or one that cannot be shown.
pub fn read(bytes: Vec<u8>) -> Result<Picture, PictureFault> {
    let format = sniff(&bytes).ok_or(PictureFault::Unknown)?;
    let (width, height) = match format {
        Format::Png => raster_size(&bytes, format, image::ImageFormat::Png)?,
        Format::Jpeg => raster_size(&bytes, format, image::ImageFormat::Jpeg)?,
        Format::Svg => svg_size(&bytes)?,
    };
    Ok(Picture { format, bytes: bytes.into(), width, height })
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
fn raster_size(bytes: &[u8], format: Format, kind: image::ImageFormat) -> Result<(f32, f32), PictureFault> {
    let damaged = PictureFault::Damaged(format);
    let head = ImageReader::with_format(Cursor::new(bytes), kind).into_dimensions();
    let (width, height) = head.map_err(|_| damaged.clone())?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooLarge);
    }
    ImageReader::with_format(Cursor::new(bytes), kind).decode().map_err(|_| damaged)?;
    #[expect(clippy::cast_precision_loss, reason = "bounded by MAX_PIXELS, and a size on a page needs no more precision")]
    Ok((width as f32, height as f32))
}

/// Reads the drawing with the library that the PDF is drawn by. Files that it refers to are not opened.
fn svg_size(bytes: &[u8]) -> Result<(f32, f32), PictureFault> {
    let options = usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|_| PictureFault::Damaged(Format::Svg))?;
    Ok((tree.size().width(), tree.size().height()))
}
