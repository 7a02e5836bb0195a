//! Bytes as an image that an answer names: PNG, JPEG or SVG.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = beredskab::image::read(bytes.to_vec(), beredskab::image::MAX_PIXELS_TOGETHER);
});
