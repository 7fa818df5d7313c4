//! How large a slide's content came out, measured on the finished frames, and what is done where it is too large.
//!
//! A theme puts the parts that may grow into blocks of fixed size whose labels start with `deckle-`. Typst lays out what is larger than
//! such a block all the same, so the overflow can be read off in points without a second layout. Then the slide is laid out with
//! smaller running text, down to the smallest size of the theme ([`sizes_to_try`]). What sticks out even so is drawn smaller as a
//! whole, so that nothing is cut off and nothing covers its neighbours; the author gets a finding. All states of a slide are drawn as
//! the last one asks.

use typst::foundations::Label;
use typst::layout::{Abs, Axes, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::syntax::Span;

use super::reflow;
use super::world::is_of_theme;
use crate::source;

/// What starts the label of a measured block.
const LABEL: &str = "deckle-";
/// The label of code that is set smaller than elsewhere.
const SMALL_CODE: &str = "small-code";
/// The air beside the text of code in its panel (points).
pub const CODE_AIR: f64 = 44.0;
/// By how much the smallest code is smaller than the theme's own (points).
pub const CODE_STEPS: f64 = 4.0;
/// What sticks out by less than this is not seen (points): the margins are 60 points, and a table's rules are drawn a little past it.
const TOLERANCE: f64 = 2.5;

/// How far glyphs may reach above a block (points). They are measured by their size, which is more than their ink: with a root on the first
/// line less than the air that themes leave below titles.
const HEADROOM: f64 = 24.0;
/// How far it may reach to the left of a block (points): a part of the margin.
const SIDE: f64 = 9.0;

/// By how much larger text has to become for it to be set anew, in place of being drawn smaller with its lines as they are.
pub const GAIN: f64 = 1.08;

/// The part of a slide that overflows most, and by how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overflow {
    /// How far it is too high, in points; 0 when only the width overflows.
    pub height: f64,
    /// How far it is too wide, in points; 0 when only the height overflows.
    pub width: f64,
    /// The room it has, in points.
    pub room: (f64, f64),
    /// The size it is drawn at, 1 being as meant.
    pub scale: f64,
    /// Is it the title that overflows?
    pub title: bool,
    /// Where in the Markdown the first thing stands that sticks out.
    pub start: Option<source::Span>,
}

/// How the content of a slide was made to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitting {
    /// How many pages it takes, each with a part of the content.
    pub parts: usize,
    /// The size of running text in points, where it is not the theme's own.
    pub size: Option<f64>,
    /// What is too large all the same.
    pub overflow: Option<Overflow>,
}

impl Default for Fitting {
    fn default() -> Self {
        Self { parts: 1, size: None, overflow: None }
    }
}

/// How a block that sticks out of its room is drawn.
pub struct Shrink {
    label: Label,
    transform: Transform,
    /// The first thing that sticks out.
    first: Span,
    /// By how much it sticks out.
    pub overflow: Overflow,
    /// The part of its height in which there is text that goes on over several lines.
    broken: f64,
}

impl Shrink {
    /// Is it smaller where running text is? Titles have sizes of their own, and what a layout shows large fills its room already.
    fn is_of_text(&self) -> bool {
        !["title", "media"].iter().any(|end| self.label.resolve().as_str().ends_with(end))
    }
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

/// The block that sticks out most, with the first thing in it that does, found by `place`.
pub fn worst(shrinks: &[Shrink], place: impl Fn(Span) -> Option<source::Span>) -> Option<Overflow> {
    let worst = shrinks.iter().min_by(|a, b| a.overflow.scale.total_cmp(&b.overflow.scale))?;
    Some(Overflow { start: place(worst.first), ..worst.overflow })
}

/// The first thing that sticks out of what holds running text.
pub fn first_beyond_text(shrinks: &[Shrink]) -> Option<Span> {
    let text = shrinks.iter().filter(|shrink| shrink.is_of_text());
    text.min_by(|a, b| a.overflow.scale.total_cmp(&b.overflow.scale)).map(|shrink| shrink.first)
}

/// The sizes to set running text in, one after the other until all fits. `body` is the theme's own; `smaller` are the others, the
/// largest first. Text takes about the square of its size, so those that can't be small enough are left out. None is tried where even
/// the smallest is far from enough: each costs a layout of the slide, and all of it has to be drawn smaller anyway.
pub fn sizes_to_try<'a>(shrinks: &[Shrink], body: f64, smaller: &'a [f64]) -> &'a [f64] {
    /// How far the guess may be off.
    const MARGIN: f64 = 0.04;
    let scales = shrinks.iter().filter(|shrink| shrink.is_of_text()).map(|shrink| shrink.overflow.scale);
    let Some(scale) = scales.min_by(f64::total_cmp) else { return &[] };
    let most = body * (scale.sqrt() + MARGIN);
    let first = smaller.iter().position(|size| *size <= most).unwrap_or(smaller.len());
    &smaller[first..]
}

/// The size in which running text would about fill the room that it is far too high for in `size`. `None` where it is not far too much,
/// where something else is, or where so little of it is text that takes fewer lines when it is smaller that it would not be larger than
/// drawn smaller as it is.
pub fn filling_size(shrinks: &[Shrink], size: f64) -> Option<f64> {
    /// Below this, text that is drawn smaller as it is leaves much of the width empty.
    const FAR: f64 = 0.85;
    /// How far the guess may be off.
    const MARGIN: f64 = 1.04;
    let worst = shrinks.iter().min_by(|a, b| a.overflow.scale.total_cmp(&b.overflow.scale))?;
    let scale = worst.overflow.scale;
    let far = worst.is_of_text() && scale < FAR && worst.overflow.height > worst.overflow.width;
    let gains = far && reflow::filling(worst.broken, scale) > scale * GAIN;
    gains.then(|| size * scale.sqrt() * MARGIN)
}

/// How large running text comes out that is set in `size` and drawn as `shrinks` ask.
pub fn drawn_size(shrinks: &[Shrink], size: f64) -> f64 {
    shrinks.iter().map(|shrink| shrink.overflow.scale).fold(size, |least, scale| least.min(size * scale))
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

/// The code of a page that its theme set smaller than code ever is, so that it does not run over what stands beside it: as an overflow
/// in which it would have been `smallest` points large.
pub fn small_code(frame: &Frame, smallest: f64, place: &impl Fn(Span) -> Option<source::Span>) -> Option<Overflow> {
    let one = |(_, item): &(Point, FrameItem)| {
        let FrameItem::Group(group) = item else { return None };
        if group.label.is_none_or(|label| label.resolve().as_str() != SMALL_CODE) {
            return small_code(&group.frame, smallest, place);
        }
        let (size, span) = first_text(&group.frame)?;
        let (scale, room) = (size / smallest, group.frame.size());
        let width = (room.x.to_pt() - CODE_AIR) * (1.0 / scale - 1.0);
        let overflow =
            Overflow { height: 0.0, width, room: (room.x.to_pt(), room.y.to_pt()), scale, title: false, start: place(span) };
        (scale < 1.0).then_some(overflow)
    };
    frame.items().filter_map(one).min_by(|a, b| a.scale.total_cmp(&b.scale))
}

/// The size of the first text in a frame that an author wrote, in points, and its place.
fn first_text(frame: &Frame) -> Option<(f64, Span)> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => first_text(&group.frame),
        FrameItem::Text(text) => {
            let span = text.glyphs.first()?.span.0;
            span.id().is_some_and(|id| !is_of_theme(id)).then_some((text.size.to_pt(), span))
        }
        _ => None,
    })
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
    // So does the index of a root that begins a line, to its left.
    if used.min.x > Abs::pt(-SIDE) {
        used.min.x = used.min.x.max(Abs::zero());
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
    let limit = if high > TOLERANCE { Axes::new(Abs::inf(), room.y) } else { Axes::new(room.x, Abs::inf()) };
    let first = first_beyond(&group.frame, limit, Transform::identity()).map_or_else(Span::detached, |(_, span)| span);
    let room = (room.x.to_pt(), room.y.to_pt());
    let overflow = Overflow { height: high.max(0.0), width: wide.max(0.0), room, scale, title, start: None };
    let broken = reflow::share(&group.frame, Abs::pt(height));
    Some(Shrink { label, transform, first, overflow, broken })
}

/// The highest thing an author wrote in a frame that ends beyond `limit`, with how far down it begins.
fn first_beyond(frame: &Frame, limit: Axes<Abs>, place: Transform) -> Option<(Abs, Span)> {
    let one = |(at, item): &(Point, FrameItem)| {
        let place = place.pre_concat(Transform::translate(at.x, at.y));
        let span = match item {
            FrameItem::Group(group) => return first_beyond(&group.frame, limit, place.pre_concat(group.transform)),
            FrameItem::Text(text) => text.glyphs.first()?.span.0,
            FrameItem::Shape(_, span) | FrameItem::Image(_, _, span) => *span,
            FrameItem::Link(..) | FrameItem::Tag(_) => return None,
        };
        let extent = item_extent(Point::zero(), item)?.transformed(place);
        let beyond = extent.max.y > limit.y + Abs::pt(TOLERANCE) || extent.max.x > limit.x + Abs::pt(TOLERANCE);
        (beyond && span.id().is_some_and(|id| !is_of_theme(id))).then_some((extent.min.y, span))
    };
    frame.items().filter_map(one).min_by(|a, b| a.0.cmp(&b.0))
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

/// What is drawn in a frame, in its own coordinates.
fn extent(frame: &Frame) -> Option<Extent> {
    frame.items().filter_map(|(at, item)| item_extent(*at, item)).reduce(Extent::join)
}

/// What is drawn of one item. Text counts from its baseline up: descenders may always hang out a little.
fn item_extent(at: Point, item: &FrameItem) -> Option<Extent> {
    match item {
        FrameItem::Text(text) if text.text.trim().is_empty() => None,
        FrameItem::Text(text) => {
            let up = text.size * 0.7;
            Some(Extent::of(Point::new(at.x, at.y - up), Size::new(text.width(), up)))
        }
        FrameItem::Shape(shape, _) => {
            let bounds = shape.geometry.bbox(None);
            Some(Extent::of(at + bounds.min, bounds.max.to_size() - bounds.min.to_size()))
        }
        FrameItem::Image(_, size, _) => Some(Extent::of(at, *size)),
        FrameItem::Group(group) => {
            let place = Transform::translate(at.x, at.y).pre_concat(group.transform);
            Some(extent(&group.frame)?.transformed(place))
        }
        FrameItem::Link(..) | FrameItem::Tag(_) => None,
    }
}
