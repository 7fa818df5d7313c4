//! The states of a slide before its last one.
//!
//! A slide is laid out once, as it looks at the end, with marks in it that say at which step what follows appears (`emit::steps`). An
//! earlier state is that page without what appears later. So nothing can move from state to state, and a state costs a walk over the
//! page, not a layout.
//!
//! Marks count in the order of the page's frames, which is the order of the source: what stands in a region of the theme ends with a
//! mark of step 1. A list draws the bullet or number of an item before the item, so these belong to the first mark that follows.

use std::collections::HashSet;

use typst::foundations::{Content, NativeElement, Smart, Value};
use typst::introspection::{Location, MetadataElem, Tag, TagFlags};
use typst::layout::{Frame, FrameItem, Point};
use typst::model::HeadingElem;
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::utils::hash128;
use typst_layout::Page;

use super::emit::{MARK, SlideSource};
use crate::model::SlideId;

/// A page for each step, from the pages of the slide's looks.
pub(super) fn states(looks: &[Page], source: &SlideSource, id: &SlideId) -> Vec<Page> {
    let labels: Vec<Vec<usize>> = looks.iter().map(|look| label_steps(&look.frame)).collect();
    let one = |step: usize| {
        let look = source.looks.partition_point(|&from| from <= step).saturating_sub(1);
        let mut page = looks[look].clone();
        let keep = match step {
            _ if step == source.steps => Keep::All,
            1 => Keep::Title(id),
            _ => Keep::Nothing,
        };
        Walk { step, at: 1, labels: labels[look].iter(), around: Vec::new(), keep, kept: HashSet::new() }.frame(&mut page.frame);
        page
    };
    (1..=source.steps).map(one).collect()
}

/// The label of the footnotes' region.
const FOOTNOTES: &str = "deckle-footnotes";

fn first_mark(frame: &Frame) -> Option<usize> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => first_mark(&group.frame),
        FrameItem::Tag(Tag::Start(content, _)) => marked(content),
        _ => None,
    })
}

/// For each bullet or number in order, the step it appears at: that of the first mark behind it.
fn label_steps(frame: &Frame) -> Vec<usize> {
    fn read(frame: &Frame, steps: &mut Vec<Option<usize>>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => read(&group.frame, steps),
                FrameItem::Tag(Tag::Start(content, _)) if is_label(content) => steps.push(None),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let (Some(open @ None), Some(step)) = (steps.last_mut(), marked(content)) {
                        *open = Some(step);
                    }
                }
                _ => {}
            }
        }
    }
    let mut steps = Vec::new();
    read(frame, &mut steps);
    steps.into_iter().map(|step| step.unwrap_or(1)).collect()
}

fn is_label(content: &Content) -> bool {
    content.to_packed::<PdfMarkerTag>().is_some_and(|tag| matches!(tag.kind, PdfMarkerTagKind::ListItemLabel))
}

/// The step of a mark.
fn marked(content: &Content) -> Option<usize> {
    let mark = content.to_packed::<MetadataElem>()?;
    content.label().filter(|label| label.resolve().as_str() == MARK)?;
    match mark.value {
        Value::Int(step) => usize::try_from(step).ok(),
        _ => None,
    }
}

/// Which tags of a state are kept. They are for the outline, links and screen readers, which see each thing once.
enum Keep<'a> {
    /// Those of the last state.
    All,
    /// That of the title: the outline and links lead to the first state.
    Title(&'a SlideId),
    /// None.
    Nothing,
}

/// The way over a page in the order of its frames.
struct Walk<'a> {
    step: usize,
    /// The step of the last mark.
    at: usize,
    labels: std::slice::Iter<'a, usize>,
    /// The labels that are open, with the step that held before.
    around: Vec<(Location, usize)>,
    keep: Keep<'a>,
    kept: HashSet<Location>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &mut Frame) {
        frame.retain(|item| match item {
            FrameItem::Tag(tag) => self.tag(tag),
            FrameItem::Group(group) => {
                if group.label.is_some_and(|label| label.resolve().as_str() == FOOTNOTES) {
                    // The line above the footnotes appears with the first of them.
                    self.at = first_mark(&group.frame).unwrap_or(1);
                }
                self.frame(&mut group.frame);
                !matches!(self.keep, Keep::All) || !group.frame.is_empty() || group.label.is_some()
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => self.at <= self.step,
        });
    }

    /// Follows the marks and labels. Is the tag kept?
    fn tag(&mut self, tag: &mut Tag) -> bool {
        match tag {
            Tag::Start(content, flags) => {
                if let Some(step) = marked(content) {
                    self.at = step;
                    return false;
                }
                let location = content.location();
                if let Some(location) = location
                    && is_label(content)
                {
                    self.around.push((location, self.at));
                    self.at = self.labels.next().copied().unwrap_or(1);
                }
                let keeps = match self.keep {
                    Keep::All => true,
                    Keep::Title(id) => is_title(content, id),
                    Keep::Nothing => false,
                };
                if keeps && !matches!(self.keep, Keep::All) {
                    flags.tagged = false;
                }
                self.kept.extend(location.filter(|_| keeps));
                keeps
            }
            Tag::End(location, _, flags) => {
                if let Some((_, before)) = self.around.pop_if(|(open, _)| open == location) {
                    self.at = before;
                }
                flags.tagged &= matches!(self.keep, Keep::All);
                self.kept.contains(location)
            }
        }
    }
}

fn is_title(content: &Content, id: &SlideId) -> bool {
    content.to_packed::<HeadingElem>().is_some() && content.label().is_some_and(|label| label.resolve().as_str() == id.0)
}

/// Makes a page one that screen readers pass over: its last state says everything. Links are an error there (PDF/UA-1, 7.1) and go.
pub(super) fn hide_from_readers(frame: &mut Frame, key: u64) {
    strip(frame);
    let mut artifact = ArtifactElem::new(Content::empty()).pack();
    let location = Location::new(hash128(&("deckle-state", key)));
    artifact.set_location(location);
    let flags = TagFlags { introspectable: false, tagged: true };
    frame.prepend(Point::zero(), FrameItem::Tag(Tag::Start(artifact, flags)));
    frame.push(Point::zero(), FrameItem::Tag(Tag::End(location, 0, flags)));
}

fn strip(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Link(..) => false,
        FrameItem::Tag(Tag::Start(_, flags) | Tag::End(_, _, flags)) => {
            flags.tagged = false;
            flags.introspectable
        }
        FrameItem::Group(group) => {
            group.parent = None;
            strip(&mut group.frame);
            true
        }
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
    });
}

/// Takes the title of a last state out of the outline, which leads to the first.
pub(super) fn leave_out_of_outline(frame: &mut Frame, id: &SlideId) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => leave_out_of_outline(&mut group.frame, id),
            FrameItem::Tag(Tag::Start(content, _)) if is_title(content, id) => {
                if let Some(heading) = content.to_packed_mut::<HeadingElem>() {
                    heading.bookmarked.set(Smart::Custom(false));
                }
            }
            _ => {}
        }
        true
    });
}
