//! What kind of picture some bytes are, and its shape, without decoding it.

use image::{ImageFormat, ImageReader};
use thiserror::Error;

/// The largest picture that is shown, in pixels (64 million, about 8,000 by 8,000).
pub const MAX_PIXELS: u64 = 64_000_000;

/// Why a picture can't be shown.
#[derive(Debug, Error)]
pub enum PictureError {
    /// None of the kinds Deckle shows.
    #[error("this is no picture of a known kind")]
    UnknownKind,
    /// The header can't be read.
    #[error("the picture is broken: {0}")]
    Broken(String),
    /// Width or height is nothing.
    #[error("the picture is empty ({0} by {1})")]
    Empty(u32, u32),
    /// More than [`MAX_PIXELS`].
    #[error("the picture is too large ({0} by {1} pixels, at most 64 million in all); save it smaller")]
    TooLarge(u32, u32),
    /// An SVG packed with gzip.
    #[error("this SVG is compressed; save it as plain SVG")]
    Compressed,
}

/// Width divided by height, from the header alone.
pub fn ratio(bytes: &[u8]) -> Result<f64, PictureError> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP)) => raster_ratio(bytes, format),
        Ok(_) => Err(PictureError::UnknownKind),
        Err(_) => svg_ratio(bytes),
    }
}

fn raster_ratio(bytes: &[u8], format: ImageFormat) -> Result<f64, PictureError> {
    let reader = ImageReader::with_format(std::io::Cursor::new(bytes), format);
    let (width, height) = reader.into_dimensions().map_err(|error| PictureError::Broken(error.to_string()))?;
    if width == 0 || height == 0 {
        return Err(PictureError::Empty(width, height));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    Ok(f64::from(width) / f64::from(height))
}

/// The whole SVG is read by usvg, which bounds depth, references and entities. Nothing an SVG links to is opened.
fn svg_ratio(bytes: &[u8]) -> Result<f64, PictureError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(PictureError::Compressed);
    }
    let head = &bytes[..bytes.len().min(4096)];
    if !head.windows(4).any(|four| four == b"<svg") {
        return Err(PictureError::UnknownKind);
    }
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| PictureError::Broken(error.to_string()))?;
    Ok(f64::from(tree.size().width()) / f64::from(tree.size().height()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = image::RgbImage::new(width, height);
        image.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn shapes_come_from_the_header() {
        assert_eq!(ratio(&png(32, 16)).unwrap(), 2.0);
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="1" height="1"/></svg>"#;
        assert_eq!(ratio(svg).unwrap(), 1.5);
    }

    #[test]
    fn what_is_no_picture_says_so() {
        assert!(matches!(ratio(b"plain text"), Err(PictureError::UnknownKind)));
        assert!(matches!(ratio(b""), Err(PictureError::UnknownKind)));
        assert!(matches!(ratio(&[0x1f, 0x8b, 8, 0]), Err(PictureError::Compressed)));
        assert!(matches!(ratio(&png(32, 16)[..20]), Err(PictureError::Broken(_))));
        assert!(matches!(ratio(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>"), Err(PictureError::Broken(_))));
    }

    #[test]
    fn a_claim_of_enormous_size_is_refused_unread() {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&100_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&100_000u32.to_be_bytes());
        // The header's checksum is wrong now, which is also a refusal; either way nothing is allocated.
        assert!(matches!(ratio(&bytes), Err(PictureError::TooLarge(..) | PictureError::Broken(_))));
    }
}
