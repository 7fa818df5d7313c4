//! Pictures that stay packed.
//!
//! The typesetter decodes a picture when it is laid out and keeps every pixel until the last file is made: 200 photographs of seven
//! million pixels take 4 GB. Where a talk's pictures together are larger than [`MOST_DECODED`], it is given a drawing in the place of each:
//! an SVG of the same size with nothing but a link to the picture. It opens the link and keeps the bytes of the file, and the PDF
//! takes them over from there. What needs pixels decodes one picture at a time.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use camino::Utf8Path;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbaImage, imageops};
use rayon::prelude::*;

use super::Asset;
use super::picture::{self, Raster};
use crate::source::escaped;

/// How much memory the pictures of a talk may take decoded before they stay packed, in bytes (256 MiB).
pub const MOST_DECODED: u64 = 256 << 20;
/// What is smaller than this, decoded, is never worth it, in bytes (1 MiB).
const SMALL: u64 = 1 << 20;
/// Pictures that take more than this, decoded, are looked at one at a time, in bytes (64 MiB).
const MOST_AT_A_TIME: u64 = 64 << 20;

/// What such a drawing begins with.
const START: &str = "<!-- packed by Deckle -->";
/// What the name of such a drawing ends with, after that of the picture.
pub const ENDING: &str = ".packed-by-deckle.svg";

/// Do some pictures together take too much memory, decoded?
pub fn are_heavy<'a>(assets: impl Iterator<Item = &'a Asset>) -> bool {
    let files: BTreeMap<&Utf8Path, u64> = assets.map(|asset| (asset.path.as_path(), decoded(asset))).collect();
    files.values().sum::<u64>() > MOST_DECODED
}

/// Is a picture worth it?
pub fn is_large(asset: &Asset) -> bool {
    decoded(asset) > SMALL
}

fn decoded(asset: &Asset) -> u64 {
    asset.shape.raster.map_or(0, |raster| raster.decoded)
}

/// Makes pictures ready to stay packed: each is decoded once, to see whether it can be, since nobody does so before it is in the file.
/// Gives for each whether it can.
pub fn prepare(assets: &mut [&mut Asset]) -> Vec<bool> {
    let one_by_one = Mutex::new(());
    let prepare = |asset: &mut &mut Asset| {
        let _alone = (decoded(asset) > MOST_AT_A_TIME).then(|| one_by_one.lock().unwrap_or_else(PoisonError::into_inner));
        asset.packed = true;
        if asset.shape.extension == "gif" { still(asset).is_some() } else { picture::can_be_decoded(&asset.bytes) }
    };
    assets.par_iter_mut().map(prepare).collect()
}

/// The first picture of a GIF, as a PNG: the PDF's writer knows nothing of a picture in parts.
fn still(asset: &mut Asset) -> Option<()> {
    let mut bytes = Vec::new();
    let image = image::load_from_memory(&asset.bytes).ok()?;
    // By this encoder alone: the way by the format's name brings those of all formats into the program.
    image.write_with_encoder(PngEncoder::new(&mut bytes)).ok()?;
    asset.bytes = bytes.into();
    asset.shape.extension = "png";
    Some(())
}

/// The drawing that stands for a picture in the same folder.
///
/// Its text tells the picture's content, since the typesetter takes two drawings with the same text for one.
pub fn drawing(asset: &Asset, raster: Raster) -> String {
    let name = asset.typed_path();
    let name = escaped(name.rsplit('/').next().unwrap_or(&name));
    let ((width, height), (wide, high)) = (raster.shown_size(), raster.size);
    format!(
        "{START}<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\">\
         <title>{:016x}</title><image width=\"{wide}\" height=\"{high}\" preserveAspectRatio=\"none\"{} xlink:href=\"{name}\"/></svg>",
        hash(&asset.bytes),
        turn(raster)
    )
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Turns what is drawn as the picture wants to be turned.
fn turn(raster: Raster) -> String {
    let (w, h) = raster.size;
    let matrix = match raster.turned {
        Orientation::NoTransforms => return String::new(),
        Orientation::FlipHorizontal => format!("-1 0 0 1 {w} 0"),
        Orientation::Rotate180 => format!("-1 0 0 -1 {w} {h}"),
        Orientation::FlipVertical => format!("1 0 0 -1 0 {h}"),
        Orientation::Rotate90 => format!("0 1 -1 0 {h} 0"),
        Orientation::Rotate270 => format!("0 -1 1 0 0 {w}"),
        Orientation::Rotate90FlipH => "0 1 1 0 0 0".to_owned(),
        Orientation::Rotate270FlipH => format!("0 -1 -1 0 {h} {w}"),
    };
    format!(" transform=\"matrix({matrix})\"")
}

/// A picture that is packed in a drawing.
pub struct Packed {
    /// The usual ending of files of its kind, without the dot.
    pub extension: &'static str,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
}

/// The picture that a drawing stands for; `None` for a drawing of an author. `text` and `tree` are the same drawing.
pub fn unpacked(text: &[u8], tree: &usvg::Tree) -> Option<Packed> {
    text.starts_with(START.as_bytes()).then(|| first_picture(tree.root())).flatten()
}

fn first_picture(group: &usvg::Group) -> Option<Packed> {
    group.children().iter().find_map(|node| match node {
        usvg::Node::Group(group) => first_picture(group),
        usvg::Node::Image(image) => {
            let (extension, bytes) = match image.kind() {
                usvg::ImageKind::JPEG(bytes) => ("jpg", bytes),
                usvg::ImageKind::PNG(bytes) => ("png", bytes),
                usvg::ImageKind::GIF(bytes) => ("gif", bytes),
                usvg::ImageKind::WEBP(bytes) => ("webp", bytes),
                usvg::ImageKind::SVG(_) => return None,
            };
            Some(Packed { extension, bytes: bytes.clone() })
        }
        _ => None,
    })
}

impl Packed {
    /// What its kind is called on the web.
    pub fn mime(&self) -> &'static str {
        match self.extension {
            "jpg" => "image/jpeg",
            "gif" => "image/gif",
            "webp" => "image/webp",
            _ => "image/png",
        }
    }

    /// The picture within so many pixels both ways, made smaller quickly.
    pub fn thumbnail(&self, most: u32) -> Option<RgbaImage> {
        let image = self.decoded()?;
        let longest = image.width().max(image.height()).max(1);
        let side = |length: u32| u32::try_from(u64::from(length) * u64::from(most) / u64::from(longest)).unwrap_or(most).max(1);
        Some(imageops::thumbnail(&image, side(image.width()), side(image.height())))
    }

    /// The picture in a size, if it is larger than that; else in its own.
    pub fn scaled(&self, width: u32, height: u32) -> Option<RgbaImage> {
        let image = self.decoded()?;
        let smaller = width > 0 && height > 0 && width < image.width();
        Some(if smaller { imageops::resize(&image, width, height, imageops::FilterType::Lanczos3) } else { image })
    }

    fn decoded(&self) -> Option<RgbaImage> {
        let reader = ImageReader::new(std::io::Cursor::new(self.bytes.as_slice())).with_guessed_format().ok()?;
        let mut decoder = reader.into_decoder().ok()?;
        let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        Some(upright(DynamicImage::from_decoder(decoder).ok()?.into_rgba8(), turned))
    }
}

/// The pixels as they are to be seen. For one kind of pixel alone: what works on any brings a copy for each kind into the program.
fn upright(mut image: RgbaImage, turned: Orientation) -> RgbaImage {
    use imageops::{flip_horizontal_in_place, flip_vertical_in_place, rotate90, rotate180_in_place, rotate270};
    match turned {
        Orientation::NoTransforms => {}
        Orientation::FlipHorizontal => flip_horizontal_in_place(&mut image),
        Orientation::FlipVertical => flip_vertical_in_place(&mut image),
        Orientation::Rotate180 => rotate180_in_place(&mut image),
        Orientation::Rotate90 => return rotate90(&image),
        Orientation::Rotate270 => return rotate270(&image),
        Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            image = if turned == Orientation::Rotate90FlipH { rotate90(&image) } else { rotate270(&image) };
            flip_horizontal_in_place(&mut image);
        }
    }
    image
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;
    use crate::assets::picture::shape;
    use crate::project::PictureWords;

    /// A picture of four colours, one in each corner, written down as turned.
    fn asset(turned: u8, format: ImageFormat) -> Asset {
        let corners = image::RgbImage::from_fn(40, 20, |x, y| match (x < 20, y < 10) {
            (true, true) => image::Rgb([200, 0, 0]),
            (false, true) => image::Rgb([0, 200, 0]),
            (true, false) => image::Rgb([0, 0, 200]),
            (false, false) => image::Rgb([0, 0, 0]),
        });
        let mut bytes = Vec::new();
        if format == ImageFormat::Jpeg {
            let exif = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turned, 0, 0, 0, 0, 0, 0]].concat();
            let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 100);
            image::ImageEncoder::set_exif_metadata(&mut encoder, exif).unwrap();
            encoder.encode_image(&corners).unwrap();
        } else {
            corners.write_to(&mut std::io::Cursor::new(&mut bytes), format).unwrap();
        }
        let shape = shape(&bytes).unwrap();
        Asset {
            path: "a & \"b\"/c & \"d\".jpg".into(),
            bytes: bytes.into(),
            shape,
            words: PictureWords::default(),
            packed: false,
        }
    }

    /// The drawing, read as the typesetter reads it.
    fn read(asset: &Asset) -> (String, usvg::Tree) {
        let text = drawing(asset, asset.shape.raster.unwrap());
        let (bytes, png) = (Arc::new(asset.bytes.to_vec()), asset.shape.extension == "png");
        let mut options = usvg::Options::default();
        options.image_href_resolver.resolve_string = Box::new(move |href, _| {
            assert!(href.starts_with("c & \"d\".jpg"), "{href}");
            Some(if png { usvg::ImageKind::PNG(bytes.clone()) } else { usvg::ImageKind::JPEG(bytes.clone()) })
        });
        let tree = usvg::Tree::from_str(&text, &options).unwrap();
        (text, tree)
    }

    #[test]
    fn a_drawing_is_turned_as_its_picture_is() {
        for turned in 1..=8 {
            let asset = asset(turned, ImageFormat::Jpeg);
            let (text, tree) = read(&asset);
            assert_eq!(f64::from(tree.size().width() / tree.size().height()), asset.shape.ratio, "{turned}");
            let packed = unpacked(text.as_bytes(), &tree).unwrap();
            assert_eq!((packed.extension, packed.bytes.as_slice()), ("jpg", &asset.bytes[..]));
            let decoded = DynamicImage::ImageRgba8(packed.scaled(9999, 9999).unwrap()).to_rgb8();
            let mut drawn = resvg::tiny_skia::Pixmap::new(decoded.width(), decoded.height()).unwrap();
            resvg::render(&tree, resvg::tiny_skia::Transform::identity(), &mut drawn.as_mut());
            for (x, y) in
                [(5, 5), (decoded.width() - 5, 5), (5, decoded.height() - 5), (decoded.width() - 5, decoded.height() - 5)]
            {
                let (here, there) = (drawn.pixel(x, y).unwrap(), decoded.get_pixel(x, y).0);
                let off = [(here.red(), there[0]), (here.green(), there[1]), (here.blue(), there[2])].map(|(a, b)| a.abs_diff(b));
                assert!(off.iter().all(|off| *off < 40), "{turned}: {here:?} and {there:?} at {x}, {y}");
            }
        }
    }

    #[test]
    fn two_contents_are_two_drawings() {
        let (first, second) = (asset(1, ImageFormat::Jpeg), asset(1, ImageFormat::Png));
        assert_ne!(read(&first).0, read(&second).0);
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
        assert!(unpacked(svg.as_bytes(), &usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap()).is_none());
    }

    #[test]
    fn what_is_packed_can_be_shown() {
        let (mut jpeg, mut gif, mut torn) = (asset(6, ImageFormat::Jpeg), asset(1, ImageFormat::Gif), asset(1, ImageFormat::Png));
        torn.bytes = torn.bytes[..torn.bytes.len() / 2].into();
        assert_eq!(prepare(&mut [&mut jpeg, &mut gif, &mut torn]), [true, true, false]);
        assert_eq!((gif.typed_path().rsplit('.').next(), gif.shape.extension), (Some("png"), "png"));
        assert!(image::load_from_memory(&gif.bytes).is_ok());
    }

    #[test]
    fn many_ordinary_pictures_are_not_heavy() {
        let with = |decoded: u64, number: usize| {
            let mut asset = asset(1, ImageFormat::Png);
            asset.shape.raster = asset.shape.raster.map(|raster| Raster { decoded, ..raster });
            Asset { path: format!("{number}.png").into(), ..asset }
        };
        let screens: Vec<Asset> = (0..30).map(|number| with(8 << 20, number)).collect();
        assert!(!are_heavy(screens.iter()));
        let photographs: Vec<Asset> = (0..30).map(|number| with(36 << 20, number)).collect();
        assert!(are_heavy(photographs.iter()));
        let same: Vec<Asset> = (0..30).map(|_| with(36 << 20, 0)).collect();
        assert!(!are_heavy(same.iter()), "one picture, shown thirty times");
        assert!(is_large(&photographs[0]) && !is_large(&with(1000, 0)));
    }
}
