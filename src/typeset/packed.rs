//! Pictures that stayed packed, where a format wants the file itself or its pixels.

use typst::foundations::{Bytes, Smart};
use typst::layout::{Frame, FrameItem, Size, Transform};
use typst::visualize::{Image, ImageKind, PixelEncoding, PixelFormat, RasterImage};
use typst_layout::Page;

use crate::assets::{self, Packed};

/// The picture that an image stands for.
pub fn of(image: &Image) -> Option<Packed> {
    match image.kind() {
        ImageKind::Svg(svg) => assets::unpacked(svg.data(), svg.tree()),
        _ => None,
    }
}

/// The images of a page that stand for pictures, each with its picture.
pub fn on_page(page: &Page) -> Vec<(Image, Packed)> {
    let mut found = Vec::new();
    collect(&page.frame, &mut found);
    found
}

fn collect(frame: &Frame, found: &mut Vec<(Image, Packed)>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Image(image, ..) => found.extend(of(image).map(|packed| (image.clone(), packed))),
            FrameItem::Group(group) => collect(&group.frame, found),
            _ => {}
        }
    }
}

/// The page with the pixels of its pictures, no more of them than are drawn when a point is so many pixels wide.
pub fn with_pixels(page: &Page, pixels_a_point: f64) -> Page {
    let mut page = page.clone();
    if has_packed(&page.frame) {
        decode(&mut page.frame, Transform::identity(), pixels_a_point);
    }
    page
}

fn has_packed(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Image(image, ..) => of(image).is_some(),
        FrameItem::Group(group) => has_packed(&group.frame),
        _ => false,
    })
}

fn decode(frame: &mut Frame, around: Transform, pixels_a_point: f64) {
    frame.retain(|item| {
        match item {
            FrameItem::Image(image, size, _) => {
                if let Some(decoded) =
                    of(image).and_then(|packed| decoded(image, &packed, width_drawn(*size, around) * pixels_a_point))
                {
                    *image = decoded;
                }
            }
            FrameItem::Group(group) if has_packed(&group.frame) => {
                let inside = around.pre_concat(group.transform);
                decode(&mut group.frame, inside, pixels_a_point);
            }
            _ => {}
        }
        true
    });
}

/// How wide something is drawn on the page, in points.
fn width_drawn(size: Size, around: Transform) -> f64 {
    size.x.to_pt() * around.sx.get().hypot(around.ky.get())
}

/// The image as pixels: as many as are drawn, if it has more.
fn decoded(image: &Image, packed: &Packed, width: f64) -> Option<Image> {
    let width = width.ceil().clamp(1.0, f64::from(u32::MAX)) as u32;
    let height = (f64::from(width) * image.height() / image.width()).ceil() as u32;
    let pixels = packed.scaled(width, height)?;
    let format = PixelFormat { encoding: PixelEncoding::Rgba8, width: pixels.width(), height: pixels.height() };
    let raster = RasterImage::new(Bytes::new(pixels.into_raw()), format, Smart::Auto).ok()?;
    Some(Image::new(raster, image.alt().map(Into::into), image.scaling()))
}
