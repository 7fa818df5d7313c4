//! Two audiences' decks of one talk, side by side.
//!
//! [`compare`] pairs the slides of two projections by their ids and finds what the two audiences see differently, from the places that
//! `project` recorded. [`Words`] tells the words at such a place, [`Tally`] counts what an audience sees otherwise.
//!
//! All of it is for the author. What is told here holds the words of both audiences, so nothing that leaves for one of them is made
//! from it.

mod differences;
mod tally;
mod words;

use std::collections::{HashMap, HashSet};

pub use differences::{Difference, Kind, Part};
pub use tally::{Counts, Tally};
pub use words::{Said, Words, words_on, words_said};

use crate::model::{Deck, Slide, SlideId};
use crate::project::{Change, ChangeKind, Projection};
use crate::source::Span;
use crate::timing::Schedule;

/// The slides of two audiences, in the order of the deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Slides that at least one of the two sees.
    pub pairs: Vec<Pair>,
}

/// What stands at one place of the talk for each of two audiences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The id: of the first audience's slide where it has one.
    pub id: SlideId,
    /// Where that slide was written.
    pub span: Span,
    /// The slide of each audience, an index into [`Projection::slides`].
    pub slides: [Option<usize>; 2],
    /// How the two slides belong together.
    pub relation: Relation,
    /// What differs on a slide that both see, in the order in which it was written.
    pub differences: Vec<Difference>,
}

/// How the slides of a pair belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// Both see the slide.
    Same,
    /// The second audience sees a slide of this id in its place, or the first does.
    Replaced {
        /// The slide of the second audience.
        by: SlideId,
        /// Where it was written.
        span: Span,
    },
    /// Only the first audience sees it.
    OnlyFirst,
    /// Only the second audience sees it.
    OnlySecond,
}

impl Pair {
    /// Do both see the same?
    pub fn is_alike(&self) -> bool {
        self.relation == Relation::Same && self.differences.is_empty()
    }
}

/// A variant's time: `8:16 of 9:36 planned, 12:00 in all`.
pub fn times(schedule: &Schedule) -> String {
    match (schedule.duration, schedule.plannable) {
        (Some(duration), Some(plannable)) => format!("{} of {plannable} planned, {duration} in all", schedule.planned),
        _ => format!("about {}", schedule.planned),
    }
}

/// Compares what two audiences see of a deck.
pub fn compare(deck: &Deck, projections: [&Projection; 2]) -> Comparison {
    let sides = projections.map(Side::of);
    let mut pairs = Vec::new();
    let stand_ins = stand_ins(deck, &sides);
    let mut paired: HashSet<&str> = HashSet::new();
    for slide in &deck.slides {
        let id = slide.id.0.as_str();
        let shown = sides.each_ref().map(|side| side.place(id));
        if shown == [None, None] || paired.contains(id) {
            continue;
        }
        let by = stand_ins.get(&slide.span).filter(|_| shown.contains(&None));
        pairs.push(match by.and_then(|by| counterpart(deck, &sides, slide, *by)) {
            Some(other) if !paired.contains(other.id.0.as_str()) => {
                paired.insert(&other.id.0);
                replaced(&sides, slide, other)
            }
            _ => single(&sides, slide, shown),
        });
    }
    pairs.extend(added(deck, &sides));
    Comparison { pairs }
}

/// One audience's slides and changes, by the ids of slides.
struct Side<'p> {
    projection: &'p Projection,
    places: HashMap<&'p str, usize>,
    changes: HashMap<&'p str, Vec<&'p Change>>,
}

impl<'p> Side<'p> {
    fn of(projection: &'p Projection) -> Self {
        let places = projection.slides.iter().enumerate().map(|(index, slide)| (slide.id.0.as_str(), index)).collect();
        let mut changes: HashMap<&str, Vec<&Change>> = HashMap::new();
        for change in &projection.changes {
            changes.entry(change.slide.0.as_str()).or_default().push(change);
        }
        Self { projection, places, changes }
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Where the slide was written that this audience sees in the place of one.
    fn instead_of(&self, slide: &Slide) -> Option<Span> {
        match self.changes(&slide.id.0) {
            [Change { span, kind: ChangeKind::Replaced { by }, .. }] if *span == slide.span => Some(*by),
            _ => None,
        }
    }

    fn changes(&self, id: &str) -> &[&'p Change] {
        self.changes.get(id).map_or(&[], Vec::as_slice)
    }
}

fn single(sides: &[Side<'_>; 2], slide: &Slide, slides: [Option<usize>; 2]) -> Pair {
    let relation = match slides {
        [_, None] => Relation::OnlyFirst,
        [None, _] => Relation::OnlySecond,
        _ => Relation::Same,
    };
    let changes = sides.each_ref().map(|side| side.changes(&slide.id.0));
    let differences = if relation == Relation::Same { differences::of(slide, changes) } else { Vec::new() };
    Pair { id: slide.id.clone(), span: slide.span, slides, relation, differences }
}

/// The slides that stand in the place of others: the places of both, either way.
fn stand_ins(deck: &Deck, sides: &[Side<'_>; 2]) -> HashMap<Span, Span> {
    let mut both = HashMap::new();
    for slide in &deck.slides {
        if let Some(by) = sides.iter().find_map(|side| side.instead_of(slide)) {
            both.insert(slide.span, by);
            both.insert(by, slide.span);
        }
    }
    both
}

/// The slide that one audience sees in the place of one that the other sees.
fn counterpart<'d>(deck: &'d Deck, sides: &[Side<'_>; 2], slide: &Slide, by: Span) -> Option<&'d Slide> {
    let other = deck.slides.iter().find(|other| other.span == by)?;
    let crossed = |one: usize, two: usize| sides[one].place(&slide.id.0).is_some() && sides[two].place(&other.id.0).is_some();
    (crossed(0, 1) || crossed(1, 0)).then_some(other)
}

/// Two slides of which one stands in the place of the other.
fn replaced(sides: &[Side<'_>; 2], slide: &Slide, other: &Slide) -> Pair {
    let [first, second] = sides;
    let (left, right) = if first.place(&slide.id.0).is_some() { (slide, other) } else { (other, slide) };
    Pair {
        id: left.id.clone(),
        span: left.span,
        slides: [first.place(&left.id.0), second.place(&right.id.0)],
        relation: Relation::Replaced { by: right.id.clone(), span: right.span },
        differences: Vec::new(),
    }
}

/// Slides that nobody wrote: those at the end that list the terms used.
fn added(deck: &Deck, sides: &[Side<'_>; 2]) -> Vec<Pair> {
    let written: HashSet<&str> = deck.slides.iter().map(|slide| slide.id.0.as_str()).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for side in sides {
        for slide in &side.projection.slides {
            let id = slide.id.0.as_str();
            if !written.contains(id) && !pairs.iter().any(|pair| pair.id == slide.id) {
                let slides = sides.each_ref().map(|side| side.place(id));
                let relation = match slides {
                    [Some(_), None] => Relation::OnlyFirst,
                    [None, _] => Relation::OnlySecond,
                    _ => Relation::Same,
                };
                pairs.push(Pair { id: slide.id.clone(), span: slide.span, slides, relation, differences: Vec::new() });
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests;
