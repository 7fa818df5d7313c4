//! The colours of pictures, place by place.

use typst::visualize::{RasterImage, SvgImage};

use crate::assets::Packed;

/// Pictures are looked at in this many columns and rows at most: what is smaller is no ground for a letter.
const MOST: u32 = 256;

/// A picture, made smaller.
pub struct Pixels {
    width: u32,
    height: u32,
    /// Red, green, blue and opacity of each, row by row.
    values: Vec<u8>,
}

impl Pixels {
    /// The colour at a place, from 0 to 1 both ways.
    pub fn at(&self, (x, y): (f64, f64)) -> [f32; 4] {
        let column = ((x * f64::from(self.width)) as u32).min(self.width.saturating_sub(1));
        let row = ((y * f64::from(self.height)) as u32).min(self.height.saturating_sub(1));
        let start = (row as usize * self.width as usize + column as usize) * 4;
        self.values.get(start..start + 4).map_or([1.0; 4], |four| std::array::from_fn(|at| f32::from(four[at]) / 255.0))
    }
}

/// The pixels of a photograph.
pub fn of_raster(image: &RasterImage) -> Pixels {
    let small = image.dynamic().thumbnail(MOST, MOST).to_rgba8();
    Pixels { width: small.width(), height: small.height(), values: small.into_raw() }
}

/// The same of one that stayed packed. `None` where it can't be decoded.
pub fn of_packed(picture: &Packed) -> Option<Pixels> {
    let small = picture.thumbnail(MOST)?;
    Some(Pixels { width: small.width(), height: small.height(), values: small.into_raw() })
}

/// The pixels of a drawing. `None` where it has no size.
pub fn of_svg(image: &SvgImage) -> Option<Pixels> {
    let tree = image.tree();
    let size = tree.size();
    let scale = MOST as f32 / size.width().max(size.height());
    let (width, height) = ((size.width() * scale).ceil().max(1.0) as u32, (size.height() * scale).ceil().max(1.0) as u32);
    let mut pixmap = resvg::tiny_skia::Pixmap::new(width, height)?;
    resvg::render(tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let values = pixmap.pixels().iter().flat_map(|pixel| {
        let pixel = pixel.demultiply();
        [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
    });
    Some(Pixels { width, height, values: values.collect() })
}
