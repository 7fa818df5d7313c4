//! How large a slide's content came out, measured on the finished frames.
//!
//! A theme puts the parts that may grow into blocks of fixed size whose labels start with `deckle-`. Typst lays out what is larger than
//! such a block all the same, so the overflow can be read off in points without a second layout. What sticks out is then drawn
//! smaller as a whole, so that nothing is cut off and nothing covers its neighbours; the author gets a finding. All states of a slide
//! are drawn as the last one asks.

use typst::foundations::Label;
use typst::layout::{Abs, Axes, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};

/// What starts the label of a measured block.
const LABEL: &str = "deckle-";
/// What sticks out by less than this is not seen (points): the margins are 60 points, and a table's rules are drawn a little past it.
const TOLERANCE: f64 = 2.5;

/// How far ink may reach above a block (points): the air that themes leave between title and content.
const HEADROOM: f64 = 18.0;

/// The part of a slide that overflows most, and by how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overflow {
    /// How far it is too high, in points; 0 when only the width overflows.
    pub height: f64,
    /// How far it is too wide, in points; 0 when only the height overflows.
    pub width: f64,
    /// The size it is drawn at, 1 being as meant.
    pub scale: f64,
    /// Is it the title that overflows?
    pub title: bool,
}

/// How a block that sticks out of its room is drawn.
pub struct Shrink {
    label: Label,
    transform: Transform,
    /// By how much it sticks out.
    pub overflow: Overflow,
}

/// Measures the labelled blocks of a page.
pub fn measure(frame: &Frame) -> Vec<Shrink> {
    let mut shrinks = Vec::new();
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            match measured_label(group) {
                Some(label) => shrinks.extend(measure_block(group, label)),
                None => shrinks.extend(measure(&group.frame)),
            }
        }
    }
    shrinks
}

/// The block that sticks out most.
pub fn worst(shrinks: &[Shrink]) -> Option<Overflow> {
    shrinks.iter().map(|shrink| shrink.overflow).min_by(|a, b| a.scale.total_cmp(&b.scale))
}

/// Draws the blocks of a page smaller that were measured as too large, on this page or on another of the same slide.
pub fn shrink(frame: &mut Frame, shrinks: &[Shrink]) {
    if shrinks.is_empty() {
        return;
    }
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            match measured_label(group) {
                Some(label) => {
                    if let Some(found) = shrinks.iter().find(|shrink| shrink.label == label) {
                        group.transform = group.transform.pre_concat(found.transform);
                    }
                }
                None if has_labels(&group.frame) => shrink(&mut group.frame, shrinks),
                None => {}
            }
        }
        true
    });
}

fn measured_label(group: &GroupItem) -> Option<Label> {
    group.label.filter(|label| label.resolve().as_str().starts_with(LABEL))
}

fn has_labels(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| matches!(item, FrameItem::Group(g) if measured_label(g).is_some() || has_labels(&g.frame)))
}

fn measure_block(group: &GroupItem, label: Label) -> Option<Shrink> {
    let title = label.resolve().as_str().ends_with("title");
    let room = group.frame.size();
    let mut used = extent(&group.frame)?;
    // A formula on the first line reaches above the line's box, into the air below the title.
    if used.min.y > Abs::pt(-HEADROOM) {
        used.min.y = used.min.y.max(Abs::zero());
    }
    let width = (used.max.x.max(room.x) - used.min.x.min(Abs::zero())).to_pt();
    let height = (used.max.y.max(room.y) - used.min.y.min(Abs::zero())).to_pt();
    let (wide, high) = (width - room.x.to_pt(), height - room.y.to_pt());
    if wide <= TOLERANCE && high <= TOLERANCE {
        return None;
    }
    let scale = (room.x.to_pt() / width).min(room.y.to_pt() / height);
    let shift = Point::new(used.min.x.min(Abs::zero()), used.min.y.min(Abs::zero()));
    let transform = Transform::scale(Ratio::new(scale), Ratio::new(scale)).pre_concat(Transform::translate(-shift.x, -shift.y));
    Some(Shrink { label, transform, overflow: Overflow { height: high.max(0.0), width: wide.max(0.0), scale, title } })
}

/// How far to the right something is drawn in a frame; `None` where nothing is.
pub(super) fn right_edge(frame: &Frame) -> Option<Abs> {
    extent(frame).map(|extent| extent.max.x)
}

struct Extent {
    min: Axes<Abs>,
    max: Axes<Abs>,
}

impl Extent {
    fn of(at: Point, size: Size) -> Self {
        Self { min: Axes::new(at.x, at.y), max: Axes::new(at.x + size.x, at.y + size.y) }
    }

    fn join(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }

    /// The extent after a transformation: of its four corners.
    fn transformed(&self, by: Transform) -> Self {
        let corners = [(self.min.x, self.min.y), (self.max.x, self.min.y), (self.min.x, self.max.y), (self.max.x, self.max.y)];
        let places = corners.map(|(x, y)| Point::new(x, y).transform(by));
        let one = |p: Point| Extent::of(p, Size::zero());
        places.into_iter().map(one).reduce(Extent::join).expect("four corners")
    }
}

/// What is drawn in a frame, in its own coordinates. Text counts from its baseline up: descenders may always hang out a little.
fn extent(frame: &Frame) -> Option<Extent> {
    let one = |(at, item): &(Point, FrameItem)| -> Option<Extent> {
        match item {
            FrameItem::Text(text) if text.text.trim().is_empty() => None,
            FrameItem::Text(text) => {
                let up = text.size * 0.7;
                Some(Extent::of(Point::new(at.x, at.y - up), Size::new(text.width(), up)))
            }
            FrameItem::Shape(shape, _) => {
                let bounds = shape.geometry.bbox(None);
                Some(Extent::of(*at + bounds.min, bounds.max.to_size() - bounds.min.to_size()))
            }
            FrameItem::Image(_, size, _) => Some(Extent::of(*at, *size)),
            FrameItem::Group(group) => {
                let place = Transform::translate(at.x, at.y).pre_concat(group.transform);
                Some(extent(&group.frame)?.transformed(place))
            }
            FrameItem::Link(..) | FrameItem::Tag(_) => None,
        }
    };
    frame.items().filter_map(one).reduce(Extent::join)
}
