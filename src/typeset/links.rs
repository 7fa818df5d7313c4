//! Links from slide to slide.
//!
//! A slide is typeset without knowing the others, so a link to one is written as an address of its own form ([`marker`]). When the
//! pages stand together, it becomes a place in the PDF, or the name of the other page's file in SVG.

use typst::introspection::Location;
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Url};

/// The longest address that is kept as a link, in bytes (Typst's own limit is 8,000).
pub const MAX_ADDRESS: usize = 8000;

const PREFIX: &str = "Slide: ";

/// The address of a slide as it stands in a typeset slide. PDF readers show it as the link's description, so it is readable.
pub fn marker(id: &str) -> String {
    format!("{PREFIX}{id}")
}

fn target(url: &Url) -> Option<&str> {
    url.as_str().strip_prefix(PREFIX)
}

/// Does the frame hold a link to a slide?
pub fn has_markers(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Link(Destination::Url(url), _) => target(url).is_some(),
        FrameItem::Group(group) => has_markers(&group.frame),
        _ => false,
    })
}

/// Gives every link to a slide the destination that `resolve` finds for its id; links to slides that are not there are dropped.
pub fn resolve(frame: &mut Frame, find: &impl Fn(&str) -> Option<Destination>) {
    frame.retain(|item| match item {
        FrameItem::Link(destination, _) => {
            let Destination::Url(url) = destination else { return true };
            let Some(id) = target(url) else { return true };
            match find(id) {
                Some(found) => {
                    *destination = found;
                    true
                }
                None => false,
            }
        }
        FrameItem::Group(group) => {
            if has_markers(&group.frame) {
                resolve(&mut group.frame, find);
            }
            true
        }
        _ => true,
    });
}

/// The place of the labelled heading of a page.
pub fn heading_location(frame: &Frame, label: &str) -> Option<Location> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Tag(typst::introspection::Tag::Start(content, _)) => {
            let found = content.label().is_some_and(|own| own.resolve().as_str() == label);
            if found { content.location() } else { None }
        }
        FrameItem::Group(group) => heading_location(&group.frame, label),
        _ => None,
    })
}
