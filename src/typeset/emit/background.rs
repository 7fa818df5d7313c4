//! Pictures behind a slide: where each of them stands, and what of the slide is left for its content.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Emitter, SlideSource, size};
use crate::model::{Background, BackgroundFit, Side};
use crate::project::{ProjectedSlide, Projection};
use crate::typeset::mirror::is_right_to_left;

/// The part of the width a side takes where the author says nothing, in percent.
const HALF: f64 = 50.0;
/// What the sides leave of the width at least.
const LEAST: f64 = 25.0;
/// A pixel in points: 1/96 in.
const PIXEL: f64 = 0.75;

/// A part of a slide, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Where the content of a slide with pictures behind it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ground {
    /// From where to where the content may go from left to right: start and width, in points.
    pub area: (f64, f64),
    /// Does it stand over a picture that could be read?
    pub over: bool,
    /// Is there no content at all?
    pub bare: bool,
}

/// The ground of a slide; `None` where no picture stands behind it.
///
/// `known` tells of a picture whether it could be read. Light text where such a one is missing would be no text on paper.
pub(super) fn ground(projection: &Projection, slide: &ProjectedSlide, known: &dyn Fn(&str) -> bool) -> Option<Ground> {
    if slide.backgrounds.is_empty() {
        return None;
    }
    let (left, free, _) = thirds(&at_sides(slide), size(projection).0);
    let behind = |background: &Background| background.side.is_none() && known(&background.picture.path.value);
    let over = slide.backgrounds.iter().any(behind);
    let bare = slide.title.is_empty() && slide.content.is_empty() && slide.footnotes.is_empty();
    Some(Ground { area: (left, free), over, bare })
}

/// The pictures behind a slide with the sides they are placed at. Left and right are the author's in every script; where that runs from
/// right to left, what is placed is put at the other side afterwards.
fn at_sides(slide: &ProjectedSlide) -> Cow<'_, [Background]> {
    if !is_right_to_left(&slide.lang) {
        return Cow::Borrowed(&slide.backgrounds);
    }
    let turned = |background: &Background| {
        let side = background.side.map(|side| if side == Side::Left { Side::Right } else { Side::Left });
        Background { side, ..background.clone() }
    };
    slide.backgrounds.iter().map(turned).collect()
}

/// The widths of the left side, the middle and the right side.
fn thirds(backgrounds: &[Background], width: f64) -> (f64, f64, f64) {
    let share = |side: Side| {
        let on_side = backgrounds.iter().filter(|background| background.side == Some(side));
        on_side.map(|background| background.share.map_or(HALF, f64::from)).reduce(f64::max).unwrap_or(0.0)
    };
    let (left, right) = (share(Side::Left), share(Side::Right));
    let scale = ((100.0 - LEAST) / (left + right)).min(1.0);
    let (left, right) = (width * left * scale / 100.0, width * right * scale / 100.0);
    (left, width - left - right, right)
}

impl Emitter<'_> {
    /// The arguments of `slide` for the pictures behind it.
    pub(super) fn ground(&self, out: &mut SlideSource, slide: &ProjectedSlide) {
        let Some(ground) = ground(self.projection, slide, &|picture| self.assets.get(picture).is_some()) else { return };
        let (x, width) = ground.area;
        let _ = write!(out.text, ", area: ({x:.2}pt, {width:.2}pt), over: {}, ground: {{", ground.over && !ground.bare);
        let (page, height) = size(self.projection);
        let backgrounds = at_sides(slide);
        let (left, free, right) = thirds(&backgrounds, page);
        for (side, x, width) in [(Some(Side::Left), 0.0, left), (None, left, free), (Some(Side::Right), left + free, right)] {
            let here: Vec<&Background> = backgrounds.iter().filter(|background| background.side == side).collect();
            let each = width / here.len().max(1) as f64;
            for (index, background) in here.into_iter().enumerate() {
                let area = Area { x: x + each * index as f64, y: 0.0, width: each, height };
                out.mapped(background.picture.path.span, |out| self.background(out, background, area));
            }
        }
        out.push("}");
    }

    /// One without words for what it shows is decoration. One that could not be read is left out; there is a finding about it.
    fn background(&self, out: &mut SlideSource, background: &Background, area: Area) {
        let picture = &background.picture;
        let (Some(path), Some(asset)) = (self.picture_path(picture), self.assets.get(&picture.path.value)) else { return };
        let ratio = asset.shape.ratio.clamp(0.001, 1000.0);
        let inner = placed(area, ratio, background.fit, f64::from(asset.shape.width) * PIXEL);
        let decoration = picture.alt.trim().is_empty();
        let Area { x, y, width, height } = area;
        let _ = write!(out.text, "place(top + left, dx: {x:.2}pt, dy: {y:.2}pt, ");
        out.push(if decoration { "pdf.artifact(" } else { "(" });
        let _ = write!(out.text, "block(width: {width:.2}pt, height: {height:.2}pt, clip: true, ");
        let _ = write!(out.text, "place(top + left, dx: {:.2}pt, dy: {:.2}pt, image(", inner.x, inner.y);
        out.push_literal(&path);
        let _ = write!(out.text, ", width: {:.2}pt, height: {:.2}pt", inner.width, inner.height);
        if !decoration {
            out.push(", alt: ");
            out.push_literal(&picture.alt);
        }
        out.push(")))));");
    }
}

/// Where in its area a picture stands, from the area's corner: in the middle. `natural` is its own width.
fn placed(area: Area, ratio: f64, fit: BackgroundFit, natural: f64) -> Area {
    let (by_width, by_height) = (area.width, area.height * ratio);
    let width = match fit {
        BackgroundFit::Cover => by_width.max(by_height),
        BackgroundFit::Contain => by_width.min(by_height),
        BackgroundFit::Percent(percent) => by_width * f64::from(percent) / 100.0,
        BackgroundFit::Natural => natural,
    };
    let height = width / ratio;
    Area { x: (area.width - width) / 2.0, y: (area.height - height) / 2.0, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::project::testing::picture;

    fn background(side: Option<Side>, share: Option<u32>) -> Background {
        let BlockKind::Picture(picture) = picture("a.png", "").kind else { unreachable!() };
        Background { side, share, ..Background::new(*picture) }
    }

    #[test]
    fn sides_take_their_share_and_leave_room() {
        let left = background(Some(Side::Left), Some(40));
        let right = background(Some(Side::Right), None);
        assert_eq!(thirds(&[background(None, None)], 960.0), (0.0, 960.0, 0.0));
        assert_eq!(thirds(std::slice::from_ref(&left), 960.0), (384.0, 576.0, 0.0));
        assert_eq!(thirds(std::slice::from_ref(&right), 960.0), (0.0, 480.0, 480.0));
        let (l, free, r) = thirds(&[left, right], 960.0);
        assert!((free - 240.0).abs() < 0.01 && l < r, "{l} {free} {r}");
    }

    #[test]
    fn pictures_stand_in_the_middle_of_their_area() {
        let area = Area { x: 100.0, y: 0.0, width: 400.0, height: 500.0 };
        let at = |fit| placed(area, 2.0, fit, 300.0);
        assert_eq!(at(BackgroundFit::Cover), Area { x: -300.0, y: 0.0, width: 1000.0, height: 500.0 });
        assert_eq!(at(BackgroundFit::Contain), Area { x: 0.0, y: 150.0, width: 400.0, height: 200.0 });
        assert_eq!(at(BackgroundFit::Percent(50)), Area { x: 100.0, y: 200.0, width: 200.0, height: 100.0 });
        assert_eq!(at(BackgroundFit::Natural), Area { x: 50.0, y: 175.0, width: 300.0, height: 150.0 });
    }
}
