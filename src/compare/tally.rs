//! How much an audience sees otherwise than it was written.

use std::collections::{HashMap, HashSet};

use super::Kind;
use crate::model::{Deck, SlideId};
use crate::project::{ChangeKind, Projection};
use crate::source::Span;

/// What became of the slides of a deck, and of the places on those that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Slides that are shown, those at the end that list terms aside.
    pub kept: usize,
    /// Slides in whose place another one is shown.
    pub replaced: usize,
    /// Slides that their author's marks leave out.
    pub left_out: usize,
    /// Places on the slides that are shown, and in their notes.
    pub places: Counts,
}

/// How many places of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Other words or another block stand there.
    pub replaced: usize,
    /// A term is explained.
    pub glossed: usize,
    /// A term is said in plain words.
    pub exchanged: usize,
    /// A rule left it out, and nothing stands in its place.
    pub dropped: usize,
    /// Its author's mark left it out.
    pub on_purpose: usize,
}

impl Counts {
    fn count(&mut self, kind: &ChangeKind) {
        *match kind {
            ChangeKind::Replaced { .. } => &mut self.replaced,
            ChangeKind::Glossed { .. } => &mut self.glossed,
            ChangeKind::Exchanged { .. } => &mut self.exchanged,
            ChangeKind::Dropped => &mut self.dropped,
            ChangeKind::DroppedOnPurpose => &mut self.on_purpose,
        } += 1;
    }

    /// The numbers beside what they count.
    pub fn by_kind(&self) -> [(Kind, usize); 5] {
        [
            (Kind::Replaced, self.replaced),
            (Kind::Glossed, self.glossed),
            (Kind::Exchanged, self.exchanged),
            (Kind::Dropped, self.dropped),
            (Kind::DroppedOnPurpose, self.on_purpose),
        ]
    }
}

impl Tally {
    /// Counts what an audience sees of a deck. Content that is for others alone counts too: it is left out on purpose.
    pub fn of(deck: &Deck, projection: &Projection) -> Self {
        let mut tally = Tally::default();
        let written: HashMap<&SlideId, Span> = deck.slides.iter().map(|slide| (&slide.id, slide.span)).collect();
        let shown: HashSet<&SlideId> = projection.slides.iter().map(|slide| &slide.id).collect();
        tally.kept = shown.iter().filter(|id| written.contains_key(*id)).count();
        for change in &projection.changes {
            let whole = written.get(&change.slide) == Some(&change.span) && !shown.contains(&change.slide);
            match &change.kind {
                ChangeKind::Replaced { .. } if whole => tally.replaced += 1,
                _ if whole => tally.left_out += 1,
                kind => tally.places.count(kind),
            }
        }
        tally
    }
}
