//! Images of pixels: PNG and JPEG.
//!
//! Every pixel is decoded: a file that ends too early has a good head, and would fail first in the PDF.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;

use super::{Format, MAX_PIXELS, MAX_PIXELS_TOGETHER, MAX_SCANS, Picture, PictureFault};

/// The most that the parts of a PNG beside the pixels may unpack to; the largest colour profiles have a few megabytes.
const MAX_BESIDE: usize = 16 * 1024 * 1024;

/// Reads a PNG, a row at a time: there is never more of it in memory than two rows.
pub(super) fn png(bytes: Vec<u8>, left: u64) -> Result<Picture, PictureFault> {
    let (width, height, orientation) = png_size(&bytes, left).map_err(Fault::told)?;
    picture(Format::Png, bytes, (width, height), orientation)
}

/// A fault of the file, or one that the decoder met.
enum Fault {
    Told(PictureFault),
    Decoder(png::DecodingError),
}

impl From<png::DecodingError> for Fault {
    fn from(error: png::DecodingError) -> Self {
        Self::Decoder(error)
    }
}

impl Fault {
    fn told(self) -> PictureFault {
        match self {
            Self::Told(fault) => fault,
            Self::Decoder(png::DecodingError::LimitsExceeded) => PictureFault::Swells,
            Self::Decoder(_) => PictureFault::Damaged(Format::Png),
        }
    }
}

fn png_size(bytes: &[u8], left: u64) -> Result<(u32, u32, Orientation), Fault> {
    if profile_swells(bytes) {
        return Err(Fault::Told(PictureFault::Swells));
    }
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MAX_BESIDE });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let (width, height) = decoder.read_header_info()?.size();
    few_enough(width, height, left).map_err(Fault::Told)?;
    let mut reader = decoder.read_info()?;
    while reader.next_row()?.is_some() {}
    let exif = reader.info().exif_metadata.as_deref();
    Ok((width, height, exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)))
}

/// Whether a colour profile unpacks to more than any is. (The decoder passes over it, but those of the readers need not.)
fn profile_swells(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((&[a, b, c, d, ref kind @ ..], after)) = rest.split_first_chunk::<8>() {
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        let data = after.get(..length.min(after.len())).unwrap_or_default();
        if kind == b"iCCP" {
            // A name, a zero, and the way it is packed, of which there is one.
            let packed = memchr::memchr(0, data).and_then(|zero| data.get(zero + 2..)).unwrap_or_default();
            let unpacked = fdeflate::decompress_to_vec_bounded(packed, MAX_BESIDE);
            return matches!(unpacked, Err(fdeflate::BoundedDecompressionError::OutputTooLarge { .. }));
        }
        rest = after.get(length.saturating_add(4)..).unwrap_or_default();
    }
    false
}

/// Reads a JPEG. One in printing inks becomes a PNG.
pub(super) fn jpeg(bytes: Vec<u8>, left: u64) -> Result<Picture, PictureFault> {
    let damaged = |_| PictureFault::Damaged(Format::Jpeg);
    let reader = ImageReader::with_format(Cursor::new(&bytes), image::ImageFormat::Jpeg);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    few_enough(width, height, left)?;
    if scans(&bytes) > MAX_SCANS {
        return Err(PictureFault::TooManyScans);
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    decoder.set_limits(Limits::default()).map_err(damaged)?;
    let pixels = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if is_in_inks(&bytes) {
        let bytes = turned(pixels.into_rgb8().into(), orientation).ok_or(PictureFault::Damaged(Format::Jpeg))?;
        picture(Format::Png, bytes, (width, height), orientation)
    } else {
        picture(Format::Jpeg, bytes, (width, height), orientation)
    }
}

/// The image as it is shown, for a reader that does not turn it: the PDF engine turns no image within a drawing.
pub(super) fn upright(picture: Picture) -> Result<Picture, PictureFault> {
    let damaged = |_| PictureFault::Damaged(picture.format);
    let bytes = picture.bytes.clone();
    let format = match picture.format {
        Format::Png => image::ImageFormat::Png,
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Svg => return Ok(picture),
    };
    let mut decoder = ImageReader::with_format(Cursor::new(&*bytes), format).into_decoder().map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    if orientation == Orientation::NoTransforms {
        return Ok(picture);
    }
    let pixels = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let bytes = turned(pixels, orientation).ok_or(PictureFault::Damaged(picture.format))?;
    Ok(Picture { format: Format::Png, bytes: bytes.into(), ..picture })
}

/// An image as a PNG, turned as it is to be shown.
fn turned(mut pixels: DynamicImage, orientation: Orientation) -> Option<Vec<u8>> {
    pixels.apply_orientation(orientation);
    let mut png = Cursor::new(Vec::new());
    pixels.write_to(&mut png, image::ImageFormat::Png).ok()?;
    Some(png.into_inner())
}

fn few_enough(width: u32, height: u32, left: u64) -> Result<(), PictureFault> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(PictureFault::TooLarge);
    }
    debug_assert!(left <= MAX_PIXELS_TOGETHER, "what is left is a part of it all");
    if pixels > left { Err(PictureFault::TooManyTogether) } else { Ok(()) }
}

/// The image as it is shown: a camera may have been held on its side (EXIF, "Orientation"); browsers and Typst turn it.
fn picture(format: Format, bytes: Vec<u8>, size: (u32, u32), orientation: Orientation) -> Result<Picture, PictureFault> {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let is_turned = matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH);
    let (width, height) = if is_turned { (size.1, size.0) } else { size };
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PictureFault::Damaged(format));
    }
    #[expect(clippy::cast_precision_loss, reason = "bounded by MAX_PIXELS, and a size on a page needs no more precision")]
    let (width, height) = (width as f32, height as f32);
    Ok(Picture { format, bytes: bytes.into(), width, height, pixels })
}

/// How many scans a JPEG has. Each goes over the whole image, however few bytes it is made of.
fn scans(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 2;
    while let Some(&[mark, kind]) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        // A segment says how long it is; what stands between two segments is picture.
        let has_length = mark == 0xff && !matches!(kind, 0x00 | 0x01 | 0xd0..=0xd9 | 0xff);
        let length = bytes.get(at + 2..).and_then(|rest| rest.first_chunk()).map(|&length| u16::from_be_bytes(length));
        count += usize::from(mark == 0xff && kind == 0xda);
        at += match length {
            Some(length) if has_length => 2 + usize::from(length.max(2)),
            _ => 1,
        };
        at += memchr::memchr(0xff, bytes.get(at..).unwrap_or_default()).unwrap_or(bytes.len());
    }
    count
}

/// Whether a JPEG is in printing inks. (The decoder gives RGB for it and does not say so.)
fn is_in_inks(bytes: &[u8]) -> bool {
    let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().is_ok() && matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK))
}
