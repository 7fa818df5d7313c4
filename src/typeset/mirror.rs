//! Slides in a script that runs from right to left.
//!
//! The typesetter sets such text, lists, tables and columns from right to left by itself. What a theme places by numbers (regions,
//! fields of colour, the page number) it places from the left, as themes are drawn. Here each such piece is put as far from the other
//! edge, unturned: a theme is drawn once and serves both directions.

use typst::layout::{Abs, Dir, Frame, FrameItem, Point, Transform};
use typst::text::Lang;

/// What starts the label of a region.
const LABEL: &str = "deckle-";

/// Does text in this language run from right to left? `tag` may have a region behind it.
pub fn is_right_to_left(tag: &str) -> bool {
    let lang = tag.split(['-', '_']).next().unwrap_or_default();
    lang.parse::<Lang>().is_ok_and(|lang| lang.dir() == Dir::RTL)
}

/// Puts the pieces of a page as far from the right edge as they stood from the left.
pub fn mirror(frame: &mut Frame) {
    let width = frame.width();
    // Where pictures take a side, all the rest stands in a part of the slide as high as it.
    let whole = |part: &Frame| part.width() >= width - Abs::pt(0.5) || part.height() >= frame.height() - Abs::pt(0.5);
    let mut mirrored = Frame::new(frame.size(), frame.kind());
    for (at, item) in frame.items() {
        let (mut at, mut item) = (*at, item.clone());
        if let FrameItem::Group(group) = &mut item
            && (whole(&group.frame) || has_regions(&group.frame))
            && group.transform == Transform::identity()
            && !is_region(&FrameItem::Group(group.clone()))
        {
            mirror(&mut group.frame);
        }
        if let Some((left, right)) = sides(&item) {
            at.x = width - at.x - left - right;
        }
        mirrored.push(at, item);
    }
    if frame.has_baseline() {
        mirrored.set_baseline(frame.baseline());
    }
    *frame = mirrored;
}

/// From where to where an item reaches, from its own place. `None` for what is not seen.
fn sides(item: &FrameItem) -> Option<(Abs, Abs)> {
    match item {
        FrameItem::Group(group) => {
            let corners = [Point::zero(), Point::with_x(group.frame.width())].map(|corner| corner.transform(group.transform).x);
            Some((corners[0].min(corners[1]), corners[0].max(corners[1])))
        }
        FrameItem::Text(text) => Some((Abs::zero(), text.width())),
        FrameItem::Shape(shape, _) => {
            let bounds = shape.geometry.bbox(None);
            Some((bounds.min.x, bounds.max.x))
        }
        FrameItem::Image(_, size, _) | FrameItem::Link(_, size) => Some((Abs::zero(), size.x)),
        FrameItem::Tag(_) => None,
    }
}

fn is_region(item: &FrameItem) -> bool {
    let FrameItem::Group(group) = item else { return false };
    group.label.is_some_and(|label| label.resolve().as_str().starts_with(LABEL))
}

fn has_regions(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| is_region(item) || matches!(item, FrameItem::Group(group) if has_regions(&group.frame)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_run_from_right_to_left() {
        for (tag, expected) in
            [("ar", true), ("he-IL", true), ("fa", true), ("ur_PK", true), ("de", false), ("", false), ("zh", false)]
        {
            assert_eq!(is_right_to_left(tag), expected, "{tag}");
        }
    }
}
