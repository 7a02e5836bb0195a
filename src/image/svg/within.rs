//! The images within a drawing: they stand in it as data.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use percent_encoding::percent_decode_str;

use super::{Drawing, read_within};
use crate::image::{Format, Picture, PictureFault, raster, sniff};

/// How many drawings may stand within drawings.
const MAX_WITHIN: usize = 2;

/// Where a drawing stands: how far in, and what its names begin with.
pub(super) struct Place {
    depth: usize,
    pub prefix: String,
}

impl Place {
    /// The place of a drawing that is a file.
    pub fn outermost() -> Self {
        Self { depth: 0, prefix: "t".to_owned() }
    }

    /// The place of the drawing that is a drawing's image number so and so.
    fn of_image(&self, number: usize) -> Self {
        Self { depth: self.depth + 1, prefix: format!("{}{number}-", self.prefix) }
    }
}

/// An image within a drawing.
pub(super) enum Within {
    /// One of pixels.
    Pixels {
        /// Its data URL.
        url: String,
        /// Its width and height.
        size: (f32, f32),
        /// How many pixels it has.
        pixels: u64,
    },
    /// A drawing.
    Drawing(Drawing),
}

/// Reads an image from a data URL. The bytes say what it is: what the URL says of itself may be wrong, and then one reader
/// shows it and another does not.
pub(super) fn read(url: &str, left: u64, place: &Place, number: usize) -> Result<Within, PictureFault> {
    let bytes = bytes(url).ok_or(PictureFault::DamagedWithin)?;
    let picture = match sniff(&bytes) {
        Some(Format::Svg) if place.depth < MAX_WITHIN => {
            return read_within(&bytes, left, &place.of_image(number)).map(Within::Drawing).map_err(of_image);
        }
        Some(Format::Svg) => return Err(PictureFault::TooIntricate),
        Some(Format::Png) => raster::png(bytes, left),
        Some(Format::Jpeg) => raster::jpeg(bytes, left),
        None => return Err(PictureFault::UnknownWithin),
    };
    let Picture { format, bytes, pixels, width, height } = picture.and_then(raster::upright).map_err(of_image)?;
    let url = format!("data:{};base64,{}", format.media_type(), STANDARD.encode(bytes));
    Ok(Within::Pixels { url, size: (width, height), pixels })
}

/// What is wrong with the image, said of the drawing that it stands in.
fn of_image(fault: PictureFault) -> PictureFault {
    if matches!(fault, PictureFault::Damaged(_)) { PictureFault::DamagedWithin } else { fault }
}

fn bytes(url: &str) -> Option<Vec<u8>> {
    let (head, data) = url.split_once(',')?;
    let bytes: Vec<u8> = percent_decode_str(data).collect();
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Some(bytes);
    }
    let letters: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let without_padding: &[u8] = &letters[..letters.iter().rposition(|&byte| byte != b'=').map_or(0, |last| last + 1)];
    STANDARD_NO_PAD.decode(without_padding).ok()
}
