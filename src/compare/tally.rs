//! How much an audience sees otherwise than it was written.

use std::collections::{HashMap, HashSet};

use super::{Comparison, Kind, Relation};
use crate::model::{Deck, SlideId};
use crate::project::{ChangeKind, Projection};
use crate::source::Span;

/// What one of two audiences sees beside the other, and what is otherwise than written on its slides.
///
/// `kept`, `replaced` and `only_here` add up to the slides that the audience sees, those at the end that list terms aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Slides that both audiences see.
    pub kept: usize,
    /// Slides in whose place the other audience sees another one.
    pub replaced: usize,
    /// Slides that the other audience does not see, and nothing in their place.
    pub only_here: usize,
    /// Slides that only the other audience sees, by their author's marks.
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
    /// Counts what the first (0) or the second (1) audience of a comparison sees. Content that is for others alone counts too: it is left
    /// out on purpose.
    pub fn of(deck: &Deck, comparison: &Comparison, projection: &Projection, side: usize) -> Self {
        let mut tally = Tally::default();
        let written: HashMap<&SlideId, Span> = deck.slides.iter().map(|slide| (&slide.id, slide.span)).collect();
        for pair in comparison.pairs.iter().filter(|pair| written.contains_key(&pair.id)) {
            *match (&pair.relation, side) {
                (Relation::Same, _) => &mut tally.kept,
                (Relation::Replaced { .. }, _) => &mut tally.replaced,
                (Relation::OnlyFirst, 0) | (Relation::OnlySecond, 1) => &mut tally.only_here,
                (Relation::OnlyFirst | Relation::OnlySecond, _) => &mut tally.left_out,
            } += 1;
        }
        let shown: HashSet<&SlideId> = projection.slides.iter().map(|slide| &slide.id).collect();
        for change in &projection.changes {
            let whole = written.get(&change.slide) == Some(&change.span) && !shown.contains(&change.slide);
            if !whole {
                tally.places.count(&change.kind);
            }
        }
        tally
    }
}
