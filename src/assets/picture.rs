//! What kind of picture some bytes are, and its shape, without decoding it.

use std::sync::{Arc, Mutex};

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};
use thiserror::Error;

use super::{live_content, profile, tone};

/// The largest picture that is shown, in pixels (64 million, about 8,000 by 8,000).
pub const MAX_PIXELS: u64 = 64_000_000;

/// The largest coordinate an SVG may draw at. Beyond it the numbers of PDF, which are 32-bit floats, run over.
const MAX_COORDINATE: f32 = 1.0e6;
/// How much of an SVG may be under filters, in its own units squared, all filters added up. Filters are drawn pixel by pixel.
const MAX_FILTERED: f64 = 20.0e6;

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
    /// A colour profile that is larger than any device's.
    #[error("the picture has an enormous colour profile; save it without one")]
    LargeProfile,
    /// An SVG that draws beyond [`MAX_COORDINATE`].
    #[error("this SVG draws something enormous or far outside the picture; remove it")]
    FarOut,
    /// An SVG with more than [`MAX_FILTERED`] under filters.
    #[error("this SVG has filters over too large an area; save it without them, or as PNG")]
    TooManyFilters,
    /// An SVG inside an SVG that has scripts or the like.
    #[error("this SVG holds another one with scripts or addresses in it; save it without them")]
    Live,
    /// A kind that Deckle knows but doesn't show.
    #[error("{0} pictures are not shown; save it as PNG")]
    OtherKind(&'static str),
    /// An SVG packed with gzip.
    #[error("this SVG is compressed; save it as plain SVG")]
    Compressed,
}

/// A picture's kind and shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The usual ending of files of its kind, without the dot.
    pub extension: &'static str,
    /// Width divided by height.
    pub ratio: f64,
    /// The width in its own pixels.
    pub width: f32,
    /// Does what is behind it show, and is it drawn for a light ground? On a dark slide such a picture can't be seen.
    pub wants_light: bool,
    /// What is known of its pixels; `None` for a drawing.
    pub raster: Option<Raster>,
}

/// The pixels of a picture that is no drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// How many there are across and down, before the picture is turned.
    pub size: (u32, u32),
    /// How it is turned to be looked at: cameras write down how they were held (Exif).
    pub turned: Orientation,
    /// How much memory it takes decoded, in bytes.
    pub decoded: u64,
}

impl Raster {
    /// Width and height as it is looked at.
    pub fn shown_size(&self) -> (u32, u32) {
        let (width, height) = self.size;
        if swaps_sides(self.turned) { (height, width) } else { (width, height) }
    }
}

fn swaps_sides(turned: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turned, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Reads kind and shape, from the header alone where there is one.
pub fn shape(bytes: &[u8]) -> Result<Shape, PictureError> {
    let format = match image::guess_format(bytes) {
        Ok(format) => format,
        Err(_) => {
            let (width, height, wants_light) = svg_size(bytes)?;
            return Ok(Shape { extension: "svg", ratio: ratio(width, height), width, wants_light, raster: None });
        }
    };
    let extension = match format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        ImageFormat::Gif => "gif",
        ImageFormat::WebP => "webp",
        ImageFormat::Bmp => return Err(PictureError::OtherKind("BMP")),
        ImageFormat::Tiff => return Err(PictureError::OtherKind("TIFF")),
        ImageFormat::Avif => return Err(PictureError::OtherKind("AVIF")),
        ImageFormat::Ico => return Err(PictureError::OtherKind("ICO")),
        _ => return Err(PictureError::UnknownKind),
    };
    let (raster, wants_light) = raster(bytes, format)?;
    let (width, height) = raster.shown_size();
    let (width, height) = (width as f32, height as f32);
    Ok(Shape { extension, ratio: ratio(width, height), width, wants_light, raster: Some(raster) })
}

fn ratio(width: f32, height: f32) -> f64 {
    f64::from(width) / f64::from(height)
}

/// Decodes the whole picture to see whether it can be: what the header promises may be missing.
pub fn can_be_decoded(bytes: &[u8]) -> bool {
    match image::guess_format(bytes) {
        Ok(format) => image::load_from_memory_with_format(bytes, format).is_ok(),
        Err(_) => svg_size(bytes).is_ok(),
    }
}

/// The pixels, and whether they want a light ground: a picture that has transparent parts may.
fn raster(bytes: &[u8], format: ImageFormat) -> Result<(Raster, bool), PictureError> {
    if format == ImageFormat::Png && profile::is_too_large(bytes) {
        return Err(PictureError::LargeProfile);
    }
    let reader = ImageReader::with_format(std::io::Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Broken("its header can't be read".to_owned()))?;
    let size @ (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureError::Empty(width, height));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((Raster { size, turned, decoded: decoder.total_bytes() }, decoder.color_type().has_alpha()))
}

/// Width, height, and whether it wants a light ground. The whole SVG is read by usvg, which bounds depth, references and entities. Nothing an SVG links to is opened.
fn svg_size(bytes: &[u8]) -> Result<(f32, f32, bool), PictureError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(PictureError::Compressed);
    }
    let head = &bytes[..bytes.len().min(4096)];
    if !head.windows(4).any(|four| four == b"<svg") {
        return Err(PictureError::UnknownKind);
    }
    // What is embedded is bounded as if it stood alone. The first fault is kept, since a resolver can't fail.
    let fault: Arc<Mutex<Option<PictureError>>> = Arc::default();
    let (found, embedded) = (fault.clone(), usvg::ImageHrefResolver::default_data_resolver());
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options.image_href_resolver.resolve_data = Box::new(move |mime, data, options| {
        let alive = if live_content::removed(&data).is_some() { Err(PictureError::Live) } else { Ok(()) };
        if let Err(error) = alive.and_then(|()| shape(&data)) {
            found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
            return None;
        }
        embedded(mime, data, options)
    });
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| PictureError::Broken(reason(&error)))?;
    if let Some(error) = fault.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take() {
        return Err(error);
    }
    check_extent(tree.root())?;
    Ok((tree.size().width(), tree.size().height(), tone::wants_light(&tree)))
}

fn reason(error: &usvg::Error) -> String {
    match error {
        usvg::Error::NotAnUtf8Str => "it is not UTF-8 text".to_owned(),
        usvg::Error::ElementsLimitReached => "it has too many elements".to_owned(),
        usvg::Error::InvalidSize => "it has no size".to_owned(),
        _ => "it is not well-formed".to_owned(),
    }
}

/// Nothing far out, and filters only over a bounded area.
fn check_extent(root: &usvg::Group) -> Result<(), PictureError> {
    let mut filtered = 0.0;
    let mut open = vec![root];
    while let Some(group) = open.pop() {
        let areas = group.filters().iter().map(|filter| f64::from(filter.rect().width()) * f64::from(filter.rect().height()));
        filtered += areas.sum::<f64>();
        for node in group.children() {
            let bounds = node.abs_stroke_bounding_box();
            let edges = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
            if edges.iter().any(|edge| !edge.is_finite() || edge.abs() > MAX_COORDINATE) {
                return Err(PictureError::FarOut);
            }
            if let usvg::Node::Group(inner) = node {
                open.push(inner);
            }
        }
    }
    if filtered > MAX_FILTERED { Err(PictureError::TooManyFilters) } else { Ok(()) }
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
        let raster = Some(Raster { size: (32, 16), turned: Orientation::NoTransforms, decoded: 32 * 16 * 3 });
        assert_eq!(shape(&png(32, 16)).unwrap(), Shape { extension: "png", ratio: 2.0, width: 32.0, wants_light: false, raster });
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="1" height="1"/></svg>"#;
        assert_eq!(shape(svg).unwrap(), Shape { extension: "svg", ratio: 1.5, width: 30.0, wants_light: true, raster: None });
    }

    #[test]
    fn a_camera_that_was_held_upright_is_believed() {
        // An Exif block of one entry: the orientation, big-endian.
        let exif =
            |turned: u8| [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turned, 0, 0, 0, 0, 0, 0]].concat();
        for (turned, ratio) in [(1, 2.0), (2, 2.0), (3, 2.0), (4, 2.0), (5, 0.5), (6, 0.5), (7, 0.5), (8, 0.5)] {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
            image::ImageEncoder::set_exif_metadata(&mut encoder, exif(turned)).unwrap();
            encoder.encode_image(&image::RgbImage::new(32, 16)).unwrap();
            let shape = shape(&bytes).unwrap();
            assert_eq!((shape.ratio, f64::from(shape.width)), (ratio, if ratio == 2.0 { 32.0 } else { 16.0 }), "{turned}");
        }
    }

    #[test]
    fn what_is_no_picture_says_so() {
        assert!(matches!(shape(b"plain text"), Err(PictureError::UnknownKind)));
        assert!(matches!(shape(b""), Err(PictureError::UnknownKind)));
        assert!(matches!(shape(&[0x1f, 0x8b, 8, 0]), Err(PictureError::Compressed)));
        assert!(matches!(shape(&png(32, 16)[..20]), Err(PictureError::Broken(_))));
        assert!(matches!(shape(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>"), Err(PictureError::Broken(_))));
    }

    #[test]
    fn an_svg_is_bounded() {
        let svg = |inside: &str| {
            let text = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inside}</svg>"
            );
            shape(text.as_bytes())
        };
        assert!(matches!(svg("<rect width=\"1e38\" height=\"1e38\" stroke=\"red\"/>"), Err(PictureError::FarOut)));
        assert!(matches!(svg("<rect x=\"1e30\" width=\"3\" height=\"3\"/>"), Err(PictureError::FarOut)));
        let blur = "<filter id=\"f\"><feGaussianBlur stdDeviation=\"50\"/></filter>";
        let blurred = "<rect width=\"3000\" height=\"3000\" filter=\"url(#f)\"/>".repeat(4);
        assert!(matches!(svg(&format!("{blur}{blurred}")), Err(PictureError::TooManyFilters)));
        assert!(svg("<rect width=\"5\" height=\"5\" stroke=\"red\"/>").is_ok());
        let broken = "<image width=\"5\" height=\"5\" xlink:href=\"data:image/png;base64,AAAA\"/>";
        assert!(svg(broken).is_err(), "what is embedded is looked at too");
        let inner = "%3Csvg xmlns='http://www.w3.org/2000/svg' width='5' height='5' onload='x()'/%3E";
        let live = svg(&format!("<image width=\"5\" height=\"5\" xlink:href=\"data:image/svg+xml,{inner}\"/>"));
        assert!(matches!(live, Err(PictureError::Live)), "{live:?}");
    }

    #[test]
    fn a_claim_of_enormous_size_is_refused_unread() {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&100_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&100_000u32.to_be_bytes());
        // The header's checksum is wrong now, which is also a refusal; either way nothing is allocated.
        assert!(matches!(shape(&bytes), Err(PictureError::TooLarge(..) | PictureError::Broken(_))));
    }
}
