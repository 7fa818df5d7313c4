//! How well text can be read on what it stands on, measured on the finished page (WCAG 2.2, 1.4.3).
//!
//! What is painted below each piece of text is looked up at several of its letters: the ground of the page, shapes, pictures by their
//! pixels, one over the other where they can be seen through. The worst place counts.
//!
//! The rule asks for 4.5:1, and for 3:1 in large text. Large is 18 pt, or 14 pt bold, on a page that is read at hand. The last row sees a slide
//! about half as large, so here it is 36 pt, or 28 pt in semibold.

use std::cell::OnceCell;
use std::collections::HashMap;

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Color, Curve, FillRule, Geometry, Image, ImageKind, Paint, Shape};
use typst_layout::Page;

use super::packed;
use super::pixels::{self, Pixels};
use crate::theme::Colour;

/// From this size on text is large, in points; bold text from the second.
const LARGE: (f64, f64) = (36.0, 28.0);
const BOLD: u16 = 600;
/// What text needs, and large text.
pub const NEEDED: (f64, f64) = (4.5, 3.0);
/// How many letters of a piece of text are looked at, and over a picture.
const LETTERS: (usize, usize) = (8, 60);

/// Text that is hard to read on what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct LowContrast {
    /// Its words.
    pub text: String,
    /// Its colour, and that of the worst place below it.
    pub ink: Colour,
    /// What it stands on there.
    pub ground: Colour,
    /// Between 1 and 21.
    pub ratio: f64,
    /// What it should be.
    pub needed: f64,
    /// Is there a picture at that place?
    pub over_picture: bool,
    /// Where it was written; `None` for what a theme writes.
    pub place: Option<crate::source::Span>,
}

/// The pieces of text on the pages of a slide that are hard to read, each pair of colours once. `origin` finds where glyphs were written.
pub fn measure(pages: &[Page], origin: &dyn Fn(Span) -> Option<crate::source::Span>) -> Vec<LowContrast> {
    pages.iter().fold(Vec::new(), |found, page| {
        let paper = match &page.fill {
            Smart::Custom(Some(Paint::Solid(color))) => rgba(color),
            _ => [1.0; 4],
        };
        let mut reader = Reader { layers: Layers::default(), paper: [paper[0], paper[1], paper[2]], found, origin };
        reader.frame(&page.frame, Transform::identity(), &[]);
        reader.found
    })
}

/// Something below the text, in places of its own.
struct Painted<'a> {
    kind: Kind<'a>,
    /// From the page to its places.
    inverse: Transform,
    /// What it is cut to.
    clips: Vec<(Transform, Curve)>,
}

enum Kind<'a> {
    Shape(&'a Shape, Vec<[f32; 4]>),
    Picture(&'a Image, Size, OnceCell<Option<Pixels>>),
}

/// What is painted, by the rows of the page that it reaches into: most of it is small, and of thousands of small things few are below
/// a letter.
#[derive(Default)]
struct Layers<'a> {
    painted: Vec<Painted<'a>>,
    rows: HashMap<i64, Vec<usize>>,
    /// What is so high that it is looked at everywhere.
    tall: Vec<usize>,
    pictures: bool,
}

/// The height of a row in points.
const ROW: f64 = 16.0;
/// More rows are high.
const TALL: i64 = 64;

impl<'a> Layers<'a> {
    fn push(&mut self, painted: Painted<'a>, here: Transform) {
        let Rect { min, max } = painted.bounds();
        let heights =
            [min, max, Point::new(min.x, max.y), Point::new(max.x, min.y)].map(|corner| corner.transform(here).y.to_pt());
        let row = |height: f64| (height / ROW).floor() as i64;
        let (first, last) =
            (heights.into_iter().fold(f64::INFINITY, f64::min), heights.into_iter().fold(-f64::INFINITY, f64::max));
        // What is computed twice is not the same twice.
        let (first, last) = (row(first - 0.1), row(last + 0.1));
        let index = self.painted.len();
        if last.saturating_sub(first) < TALL {
            (first..=last).for_each(|row| self.rows.entry(row).or_default().push(index));
        } else {
            self.tall.push(index);
        }
        self.pictures |= matches!(painted.kind, Kind::Picture(..));
        self.painted.push(painted);
    }

    /// What covers a place, in the order in which it was painted.
    fn at(&self, place: Point) -> impl Iterator<Item = &Painted<'a>> {
        let row = self.rows.get(&((place.y.to_pt() / ROW).floor() as i64));
        let mut indexes: Vec<usize> = self.tall.iter().chain(row.into_iter().flatten()).copied().collect();
        indexes.sort_unstable();
        indexes.into_iter().map(|index| &self.painted[index]).filter(move |painted| painted.covers(place))
    }
}

struct Reader<'a> {
    layers: Layers<'a>,
    paper: [f32; 3],
    found: Vec<LowContrast>,
    origin: &'a dyn Fn(Span) -> Option<crate::source::Span>,
}

impl<'a> Reader<'a> {
    fn frame(&mut self, frame: &'a Frame, around: Transform, clips: &[(Transform, Curve)]) {
        for (at, item) in frame.items() {
            let here = around.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    let here = here.pre_concat(group.transform);
                    match group.clip.as_ref().zip(here.invert()) {
                        Some((clip, inverse)) => {
                            self.frame(&group.frame, here, &[clips, &[(inverse, clip.clone())]].concat());
                        }
                        None => self.frame(&group.frame, here, clips),
                    }
                }
                FrameItem::Shape(shape, _) => {
                    let colours = shape.fill.as_ref().map_or_else(Vec::new, colours);
                    if !colours.is_empty() {
                        self.paint(Kind::Shape(shape, colours), here, clips);
                    }
                }
                FrameItem::Image(image, size, _) => self.paint(Kind::Picture(image, *size, OnceCell::new()), here, clips),
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn paint(&mut self, kind: Kind<'a>, here: Transform, clips: &[(Transform, Curve)]) {
        // What has no extent covers nothing.
        if let Some(inverse) = here.invert() {
            self.layers.push(Painted { kind, inverse, clips: clips.to_vec() }, here);
        }
    }

    fn text(&mut self, item: &TextItem, here: Transform) {
        // Emoji have colours of their own.
        let tables = item.font.ttf().tables();
        let in_colour = tables.colr.is_some() || tables.cbdt.is_some() || tables.sbix.is_some() || tables.svg.is_some();
        if item.text.trim().is_empty() || in_colour {
            return;
        }
        let needed = needed(item, here);
        // Letters in outline are told by their line.
        let inks = item.stroke.as_ref().map_or_else(|| colours(&item.fill), |stroke| colours(&stroke.paint));
        let places = places(item, here, if self.layers.pictures { LETTERS.1 } else { LETTERS.0 });
        let mut worst: Option<(f64, Colour, Colour, bool)> = None;
        for ink in inks {
            for place in &places {
                let ground = self.ground(*place, |ground| readable(over(ink, ground), ground) >= needed);
                let Some((ground, over_picture)) = ground else { continue };
                let ratio = readable(over(ink, ground), ground);
                if worst.is_none_or(|(known, ..)| ratio < known) {
                    worst = Some((ratio, colour(over(ink, ground)), colour(ground), over_picture));
                }
            }
        }
        if let Some((ratio, ink, ground, over_picture)) = worst.filter(|(ratio, ..)| *ratio < needed) {
            self.note(item, LowContrast { text: String::new(), ink, ground, ratio, needed, over_picture, place: None });
        }
    }

    fn note(&mut self, item: &TextItem, found: LowContrast) {
        let same = |known: &LowContrast| {
            (known.ink == found.ink && known.ground == found.ground)
                || (known.over_picture && found.over_picture && known.ink == found.ink)
        };
        if !self.found.iter().any(same) {
            let place = item.glyphs.iter().find_map(|glyph| (self.origin)(glyph.span.0));
            self.found.push(LowContrast { text: item.text.trim().to_string(), place, ..found });
        }
    }

    /// What can be seen at a place of the page, and whether a picture is part of it. `None` where text can be read on whatever there is.
    fn ground(&self, place: Point, readable: impl Fn([f32; 3]) -> bool) -> Option<([f32; 3], bool)> {
        let mut grounds = vec![self.paper];
        let mut pixels: Option<&Painted<'_>> = None;
        for painted in self.layers.at(place) {
            match &painted.kind {
                Kind::Shape(_, colours) => {
                    if colours.iter().all(|colour| colour[3] >= 1.0) {
                        pixels = None;
                    }
                    grounds = colours.iter().flat_map(|colour| grounds.iter().map(|ground| over(*colour, *ground))).collect();
                }
                Kind::Picture(..) => {
                    pixels = Some(painted);
                    grounds = vec![[0.0; 3], [1.0; 3]];
                }
            }
            grounds.truncate(16);
        }
        if grounds.iter().all(|ground| readable(*ground)) {
            return None;
        }
        let grounds = if pixels.is_some() { self.measured(place) } else { grounds };
        let worst = grounds.into_iter().find(|ground| !readable(*ground))?;
        Some((worst, pixels.is_some()))
    }

    /// The ground with the pixels of pictures.
    fn measured(&self, place: Point) -> Vec<[f32; 3]> {
        let mut grounds = vec![self.paper];
        for painted in self.layers.at(place) {
            let colours = match &painted.kind {
                Kind::Shape(_, colours) => colours.clone(),
                Kind::Picture(image, size, pixels) => {
                    let inside = place.transform(painted.inverse);
                    let at = (inside.x / size.x, inside.y / size.y);
                    match pixels.get_or_init(|| pixels_of(image)) {
                        Some(pixels) => vec![pixels.at(at)],
                        None => vec![[0.0, 0.0, 0.0, 1.0], [1.0; 4]],
                    }
                }
            };
            grounds = colours.iter().flat_map(|colour| grounds.iter().map(|ground| over(*colour, *ground))).collect();
            grounds.truncate(16);
        }
        grounds
    }
}

impl Painted<'_> {
    /// What it reaches over in its own places.
    fn bounds(&self) -> Rect {
        let size = match &self.kind {
            Kind::Picture(_, size, _) => *size,
            Kind::Shape(shape, _) => match &shape.geometry {
                Geometry::Rect(size) => *size,
                Geometry::Curve(curve) => return curve.bbox(None),
                Geometry::Line(_) => Size::zero(),
            },
        };
        Rect::new(Point::zero(), size.to_point())
    }

    fn covers(&self, place: Point) -> bool {
        let cut_away = |(inverse, clip): &(Transform, Curve)| !clip.contains(FillRule::NonZero, place.transform(*inverse));
        if self.clips.iter().any(cut_away) {
            return false;
        }
        let at = place.transform(self.inverse);
        let within = |size: Size| (Abs::zero()..=size.x).contains(&at.x) && (Abs::zero()..=size.y).contains(&at.y);
        match &self.kind {
            Kind::Picture(_, size, _) => within(*size),
            Kind::Shape(shape, _) => match &shape.geometry {
                Geometry::Rect(size) => within(*size),
                Geometry::Curve(curve) => curve.contains(shape.fill_rule, at),
                Geometry::Line(_) => false,
            },
        }
    }
}

fn pixels_of(image: &Image) -> Option<Pixels> {
    match image.kind() {
        ImageKind::Raster(raster) => Some(pixels::of_raster(raster)),
        ImageKind::Svg(svg) => packed::of(image).map_or_else(|| pixels::of_svg(svg), |packed| pixels::of_packed(&packed)),
        _ => None,
    }
}

/// Red, green, blue and opacity.
fn rgba(color: &Color) -> [f32; 4] {
    let rgb = color.to_rgb();
    [rgb.red, rgb.green, rgb.blue, rgb.alpha]
}

/// The colours of a paint: of one that goes from colour to colour, those it goes through.
fn colours(paint: &Paint) -> Vec<[f32; 4]> {
    match paint {
        Paint::Solid(color) => vec![rgba(color)],
        Paint::Gradient(gradient) => gradient.stops_ref().iter().map(|(color, _)| rgba(color)).collect(),
        // Nobody can tell what a tiling shows at a place.
        Paint::Tiling(_) => Vec::new(),
    }
}

fn needed(item: &TextItem, here: Transform) -> f64 {
    let size = item.size.to_pt() * here.sy.get().abs();
    let axes = &item.font.variations().0;
    let axis = axes.iter().find(|(tag, _)| tag.to_bytes() == *b"wght").map(|(_, value)| value.0 as u16);
    let weight = axis.unwrap_or_else(|| item.font.font().info().variant.weight.to_number());
    let large = size >= LARGE.0 || (size >= LARGE.1 && weight >= BOLD);
    if large { NEEDED.1 } else { NEEDED.0 }
}

/// Places in the middle of letters, on the page.
fn places(item: &TextItem, here: Transform, most: usize) -> Vec<Point> {
    let every = item.glyphs.len().div_ceil(most).max(1);
    let mut x = Abs::zero();
    let mut places = Vec::new();
    for (index, glyph) in item.glyphs.iter().enumerate() {
        let width = glyph.x_advance.at(item.size);
        let is_seen = item.text.get(glyph.range()).is_some_and(|text| !text.trim().is_empty());
        if is_seen && (index % every == 0 || index + 1 == item.glyphs.len()) {
            places.push(Point::new(x + width / 2.0, item.size * -0.3).transform(here));
        }
        x += width;
    }
    places
}

fn over(top: [f32; 4], below: [f32; 3]) -> [f32; 3] {
    std::array::from_fn(|channel| top[channel] * top[3] + below[channel] * (1.0 - top[3]))
}

fn colour(rgb: [f32; 3]) -> Colour {
    Colour(rgb.map(|channel| (channel * 255.0).round().clamp(0.0, 255.0) as u8))
}

fn readable(ink: [f32; 3], ground: [f32; 3]) -> f64 {
    colour(ink).contrast(colour(ground))
}
