//! What one audience sees: the slides that are not as before are projected and checked.

use std::collections::HashMap;

use super::{Frame, Kept, Round, Slot, Touched, hashed};
use crate::check::{self, StandIns};
use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Glossary, Layout, Variant};
use crate::parse::SlideKey;
use crate::project::{self, Outline, ProjectedSlide, Projection, SlideWords};

/// Finds out what the audience sees. Slides that are as before are taken over from `before`.
pub fn project(round: &Round<'_>, variant: &Variant, before: Option<Kept>, count: &mut u64) -> (Kept, Diagnostics) {
    let Glossary { gloss, closing, known, .. } = &*round.deck.glossary;
    let frame = Frame { deck: round.frame, glossary: hashed((round.glossary, gloss, closing, known)) };
    let kept = match before {
        Some(kept) if kept.frame == frame => in_the_same_frame(round, kept, count),
        before => in_another_frame(round, variant, before, frame, count),
    };
    let mut findings: Diagnostics = kept.slots.iter().flat_map(|slot| slot.found.shared()).cloned().collect();
    findings.extend(kept.empty.shared().iter().cloned());
    (kept, findings)
}

/// Projects the slides that were read again, in the places of those they were.
fn in_the_same_frame(round: &Round<'_>, mut kept: Kept, count: &mut u64) -> Kept {
    let keys = round.memory.keys();
    let is_new = |&place: &usize| kept.slots[place].key != keys[kept.indexes[place]];
    let fresh: Vec<usize> = (0..kept.indexes.len()).filter(is_new).collect();
    kept.touched = Touched::These(fresh.iter().copied().collect());
    if fresh.is_empty() {
        return kept;
    }
    let technical = project::technical(round.deck);
    let variant = kept.projection.variant.clone();
    let outline = project::outline(round.deck, (&variant, &technical), round.stem);
    let around = surroundings(round, &outline);
    let closing = kept.split_closing();
    let mut gone = Vec::new();
    for &place in &fresh {
        *count += 1;
        let index = kept.indexes[place];
        let of = (keys[index], around(index), *count);
        let (slide, slot) = new_slot(round.deck, &outline, (index, number(place)), of);
        gone.push((
            std::mem::replace(&mut kept.projection.slides[place], slide),
            std::mem::replace(&mut kept.slots[place], slot),
        ));
    }
    hand_on(gone, &fresh, &kept.projection.slides, &mut kept.slots);
    explain(&outline, &mut kept, closing, count);
    kept
}

/// Projects what is not as before, where it stands now.
fn in_another_frame(round: &Round<'_>, variant: &Variant, before: Option<Kept>, frame: Frame, count: &mut u64) -> Kept {
    let technical = project::technical(round.deck);
    let mut outline = project::outline(round.deck, (variant, &technical), round.stem);
    let indexes: Vec<usize> = (0..round.deck.slides.len()).filter(|index| outline.shown[*index]).collect();
    let mut kept = before.unwrap_or_else(|| Kept::new(variant, outline.meta.clone()));
    let closing = kept.split_closing();
    let (slides, slots) = (&mut kept.projection.slides, &mut kept.slots);
    let Stretch { gone, fresh } = replace_changed((slides, slots), round, &outline, &indexes, count);
    let place = |((slide, slot), (&index, number)): ((&mut ProjectedSlide, &mut Slot), (&usize, u32))| {
        slide.number = number;
        (slide.section, slide.appendix) = outline.section(index);
        let id = &round.deck.slides[index].id;
        if slide.id != *id {
            slide.id.clone_from(id);
            *count += 1;
            slot.version = *count;
        }
    };
    slides.iter_mut().zip(slots.iter_mut()).zip(indexes.iter().zip(1..)).for_each(place);
    hand_on(gone, &fresh, slides, slots);
    (kept.indexes, kept.frame, kept.touched) = (indexes, frame, Touched::All);
    kept.empty = project::empty_variant(&outline).into_iter().collect();
    explain(&outline, &mut kept, closing, count);
    kept.projection.sections = std::mem::take(&mut outline.sections);
    kept.projection.meta = outline.meta;
    kept
}

/// Finds out where terms are explained, and puts the slides behind the others that list them. `closing` are those they were.
fn explain(outline: &Outline<'_>, kept: &mut Kept, closing: Vec<(ProjectedSlide, Slot)>, count: &mut u64) {
    let Kept { projection: Projection { slides, .. }, slots, touched, .. } = kept;
    project::assign_glosses(slides, outline.meta.glossary.gloss, |index| {
        *count += 1;
        slots[index].version = *count;
        touched.add(index);
    });
    let others = slots.len();
    append_closing(outline.closing(slides), closing, (slides, slots), count);
    (others..slots.len()).for_each(|index| touched.add(index));
}

/// Puts the slides behind the others that list the terms used, as they were before where they are the same.
fn append_closing(
    wanted: Vec<ProjectedSlide>,
    mut known: Vec<(ProjectedSlide, Slot)>,
    (slides, slots): (&mut Vec<ProjectedSlide>, &mut Vec<Slot>),
    count: &mut u64,
) {
    for slide in wanted {
        let same = |(old, _): &(ProjectedSlide, Slot)| ProjectedSlide { number: slide.number, ..old.clone() } == slide;
        let slot = match known.iter().position(same) {
            Some(place) => known.swap_remove(place).1,
            None => {
                *count += 1;
                Slot::of(&slide, (Diagnostics::new(), SlideWords::default()), (SlideKey::default(), 0, *count))
            }
        };
        slides.push(slide);
        slots.push(slot);
    }
}

/// What was replaced.
struct Stretch {
    /// The slides that are no more.
    gone: Vec<(ProjectedSlide, Slot)>,
    /// The places of those that are new.
    fresh: Vec<usize>,
}

/// Projects the slides that are not as before. Those before the first and behind the last of them stay where they are.
fn replace_changed(
    (slides, slots): (&mut Vec<ProjectedSlide>, &mut Vec<Slot>),
    round: &Round<'_>,
    outline: &Outline<'_>,
    indexes: &[usize],
    count: &mut u64,
) -> Stretch {
    let around = surroundings(round, outline);
    let wanted: Vec<(SlideKey, u64)> = indexes.iter().map(|&index| (round.memory.keys()[index], around(index))).collect();
    let same = |(slot, wanted): &(&Slot, &(SlideKey, u64))| (slot.key, slot.around) == **wanted;
    let front = slots.iter().zip(&wanted).take_while(same).count();
    let back = slots[front..].iter().rev().zip(wanted[front..].iter().rev()).take_while(same).count();
    let old = front..slots.len() - back;
    let mut order = Vec::new();
    let mut known: HashMap<SlideKey, (ProjectedSlide, Slot)> = HashMap::new();
    for (slide, slot) in slides.drain(old.clone()).zip(slots.drain(old)) {
        order.push(slot.key);
        known.insert(slot.key, (slide, slot));
    }
    let mut fresh = Vec::new();
    let project = |place: usize| {
        let (key, around) = wanted[place];
        let found = known.remove(&key).filter(|(_, slot)| slot.around == around);
        found.unwrap_or_else(|| {
            *count += 1;
            fresh.push(place);
            new_slot(round.deck, outline, (indexes[place], number(place)), (key, around, *count))
        })
    };
    let (new_slides, new_slots): (Vec<_>, Vec<_>) = (front..wanted.len() - back).map(project).unzip();
    slides.splice(front..front, new_slides);
    slots.splice(front..front, new_slots);
    Stretch { gone: order.into_iter().filter_map(|key| known.remove(&key)).collect(), fresh }
}

/// The number of the slide at a place among those that are shown.
fn number(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

/// What the projection of each slide depends on besides the slide.
fn surroundings<'r>(round: &'r Round<'_>, outline: &'r Outline<'_>) -> impl Fn(usize) -> u64 + 'r {
    let glossary = outline.meta.glossary.explained.then_some(round.glossary);
    let everywhere = hashed((round.footnotes, glossary, outline.meta.notes, &outline.meta.lang));
    move |index| around(round, outline, index).map_or(everywhere, |around| hashed((around, everywhere)))
}

/// What the projection of a slide depends on besides the slide and what all depend on; most on nothing.
fn around(round: &Round<'_>, outline: &Outline<'_>, index: usize) -> Option<u64> {
    let slide = &round.deck.slides[index];
    let audience = slide.section.and_then(|section| round.deck.sections.get(section)?.audience.as_ref());
    let layout = outline.asked_layout(slide);
    let links = round.memory.links(index);
    if audience.is_none() && layout.is_none() && links.is_empty() {
        return None;
    }
    let targets: Vec<(bool, Option<&str>)> = links.iter().map(|id| outline.target(id)).collect();
    let audience = audience.map(|audience| format!("{audience:?}"));
    // An agenda shows what the sections are called.
    let agenda = (layout == Some(Layout::Agenda)).then(|| format!("{:?} {:?}", outline.section(index), outline.sections));
    Some(hashed((audience, layout, agenda, targets)))
}

fn new_slot(
    deck: &Deck,
    outline: &Outline<'_>,
    (index, number): (usize, u32),
    (key, around, version): (SlideKey, u64, u64),
) -> (ProjectedSlide, Slot) {
    let (slide, mut found, changes) = project::project_slide(outline, index, number);
    found.extend(check::slide(&slide));
    let mut words = SlideWords::default();
    if outline.is_plain() {
        words = project::slide_words(&slide);
        let replaces = deck.slides[index].replaces.is_some();
        found.extend(check::stand_ins(&slide, &StandIns { changes: &changes, replaces }));
    }
    let slot = Slot::of(&slide, (Diagnostics::from_iter(found), words), (key, around, version));
    (slide, slot)
}

/// Gives the pages of slides that are gone to those that came in their place, to be shown where the new ones fail: by name, else in order
/// where as many came as went.
fn hand_on(gone: Vec<(ProjectedSlide, Slot)>, fresh: &[usize], slides: &[ProjectedSlide], slots: &mut [Slot]) {
    let in_order = gone.len() == fresh.len();
    let mut gone: Vec<Option<(ProjectedSlide, Slot)>> = gone.into_iter().map(Some).collect();
    for (nth, &index) in fresh.iter().enumerate() {
        let named = |old: &Option<(ProjectedSlide, Slot)>| old.as_ref().is_some_and(|(old, _)| old.id == slides[index].id);
        let place = gone.iter().position(named).or(in_order.then_some(nth));
        let Some((_, old)) = place.and_then(|place| gone.get_mut(place)?.take()) else { continue };
        let slot = &mut slots[index];
        (slot.written, slot.body, slot.pages, slot.furniture) = (old.written, old.body, old.pages, old.furniture);
        if let Some(written) = &mut slot.written {
            // It has to be written again: it was read again.
            written.from.version = 0;
        }
    }
}
