//! Makes the locations of elements differ from slide to slide.
//!
//! A location is a hash of the element and its surroundings, but not of the document it is in. Two slides with an equal element have
//! equal locations, and merged as they are, the outline loses entries and PDF export fails. So each slide's locations are hashed
//! again with the slide's own key.

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst::utils::hash128;

/// Gives every location in the frame a new value that depends on `key`.
pub fn make_unique(frame: &mut Frame, key: u64) {
    let renew = |location: Location| Location::new(hash128(&(location.hash(), key)));
    frame.retain(|item| {
        match item {
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(location) = content.location() {
                    content.set_location(renew(location));
                }
            }
            FrameItem::Tag(Tag::End(location, _, _)) => *location = renew(*location),
            FrameItem::Link(Destination::Location(location), _) => *location = renew(*location),
            FrameItem::Group(group) => {
                if let Some(parent) = &mut group.parent {
                    parent.location = renew(parent.location);
                }
                make_unique(&mut group.frame, key);
            }
            FrameItem::Link(..) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {}
        }
        true
    });
}
