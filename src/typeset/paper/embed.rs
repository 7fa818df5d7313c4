//! Slides in the places that a sheet has for them.

use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Curve, Geometry, Paint};
use typst_layout::Page;

/// What the label of a place begins with; its number follows, from 0.
const PLACE: &str = "deckle-slide-";
/// A ground lighter than this is left to the paper.
const NEARLY_WHITE: f32 = 0.93;

/// Which grounds of slides are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Those that are worth ink: the nearly white ones are left to the paper.
    Seen,
    /// Every one.
    Every,
}

/// Puts the pages of slides where the frame has places for them. `page` knows what belongs at which.
pub fn slides<'a>(frame: &mut Frame, page: &dyn Fn(usize) -> Option<&'a Page>, ground: Ground) {
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            match index(group) {
                Some(index) => {
                    let room = group.frame.size();
                    if let Some(page) = page(index) {
                        group.frame.push_frame(Point::zero(), scaled(page, room, ground));
                    }
                }
                None if has_places(&group.frame) => slides(&mut group.frame, page, ground),
                None => {}
            }
        }
        true
    });
}

fn index(group: &GroupItem) -> Option<usize> {
    group.label?.resolve().as_str().strip_prefix(PLACE)?.parse().ok()
}

fn has_places(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| matches!(item, FrameItem::Group(group) if index(group).is_some() || has_places(&group.frame)))
}

/// A page as large as fits into the room, cut at its edges, on its own ground.
fn scaled(page: &Page, room: Size, ground: Ground) -> Frame {
    let size = page.frame.size();
    let scale = Ratio::new((room.x / size.x).min(room.y / size.y));
    let mut inside = Frame::hard(size);
    if let Smart::Custom(Some(fill)) = &page.fill
        && (ground == Ground::Every || is_seen(fill))
    {
        let ground = Geometry::Rect(size).filled(fill.clone());
        inside.push(Point::zero(), FrameItem::Shape(ground, Span::detached()));
    }
    inside.push_frame(Point::zero(), page.frame.clone());
    let mut group = GroupItem::new(inside);
    group.transform = Transform::scale(scale, scale);
    group.clip = Some(Curve::rect(size));
    let mut out = Frame::hard(Size::new(scale.of(size.x), scale.of(size.y)));
    out.push(Point::zero(), FrameItem::Group(group));
    out
}

/// Is it worth ink?
fn is_seen(fill: &Paint) -> bool {
    let Paint::Solid(color) = fill else { return true };
    let rgb = color.to_rgb();
    rgb.alpha > 0.0 && rgb.red.min(rgb.green).min(rgb.blue) < NEARLY_WHITE
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::visualize::Color;

    #[test]
    fn only_grounds_that_are_seen_cost_ink() {
        for (red, green, blue, alpha, expected) in [
            (0xFF, 0xFF, 0xFF, 0xFF, false),
            (0xFB, 0xFA, 0xF7, 0xFF, false),
            (0xF1, 0xEF, 0xE9, 0xFF, true),
            (0x12, 0x18, 0x1F, 0xFF, true),
            (0xFF, 0xFF, 0xC0, 0xFF, true),
            (0x12, 0x18, 0x1F, 0x00, false),
        ] {
            assert_eq!(is_seen(&Color::from_u8(red, green, blue, alpha).into()), expected, "{red} {green} {blue} {alpha}");
        }
    }
}
