//! Which slides an audience sees.
//!
//! A slide is shown if its own audience and its section's audience admit the variant, it isn't `{skip}`, and no other slide that is shown
//! stands for it (`replaces`). Of a chain of such slides only the last is. Of several that stand for the same one those are shown that are
//! nearest to the audience: what names it goes before what names the audience it extends. So it is with openings and asks.
//!
//! A section's slide announces the slides after it. When the section has other slides and none of them is shown, the section's slide
//! would announce nothing, so it goes too, unless the author meant it for this audience all the same: the section or its slide
//! states an audience (which admits the variant), or something stands on it besides its title. A section that never had other
//! slides keeps its slide. It goes as well, and its section stays, where its title is left out for this audience (`plain=""`) and
//! nothing else stands on it.

use std::collections::{BTreeMap, HashMap};

use super::blocks::blocks;
use super::changes::Record;
use super::inlines::replacement;
use super::view::{Scope, View};
use crate::model::{Audiences, Deck, Role, Section, Slide};

/// For every slide of the deck: is it shown? The links of the view aren't asked.
pub(super) fn shown_slides(deck: &Deck, view: &View) -> Vec<bool> {
    let mut shown: Vec<bool> = deck.slides.iter().map(|slide| is_shown(deck, view, slide)).collect();
    for (slide, shown) in deck.slides.iter().zip(&mut shown) {
        *shown &= !view.replaced.contains_key(slide.id.0.as_str());
    }
    let alone = sections_left_alone(deck, &shown);
    for (section, alone) in deck.sections.iter().zip(alone) {
        let Some(slide) = deck.slides.get(section.slide) else { continue };
        if alone && !is_meant(section, slide, view) || announces_nothing(slide, view) {
            shown[section.slide] = false;
        }
    }
    shown
}

/// The slides that this audience doesn't see because others stand for them, each with the first of those.
pub(super) fn replaced<'d>(deck: &'d Deck, view: &View) -> HashMap<&'d str, &'d str> {
    let special = deck.slides.iter().filter(|slide| slide.replaces.is_some() || slide.role.is_some());
    let seen: Vec<&Slide> = special.filter(|slide| is_shown(deck, view, slide)).collect();
    let mut stand_for: BTreeMap<&str, Vec<&Slide>> = BTreeMap::new();
    for slide in &seen {
        if let Some(other) = &slide.replaces {
            stand_for.entry(&other.value).or_default().push(slide);
        }
    }
    let mut replaced = HashMap::new();
    for group in stand_for.values() {
        stand_back(deck, view, group, &mut replaced);
    }
    replaced.extend(stand_for.iter().filter_map(|(other, group)| Some((*other, name(nearest(deck, view, group)?)))));
    for role in Role::ALL {
        let group = seen.iter().copied().filter(|slide| slide.role == Some(role) && !replaced.contains_key(name(slide)));
        stand_back(deck, view, &group.collect::<Vec<_>>(), &mut replaced);
    }
    replaced
}

/// Of slides that share a place only the nearest are shown; links to the others lead to the first of those.
fn stand_back<'d>(deck: &Deck, view: &View, group: &[&'d Slide], replaced: &mut HashMap<&'d str, &'d str>) {
    let Some(first) = nearest(deck, view, group) else { return };
    let near = nearness(deck, view, first);
    let behind = group.iter().filter(|slide| nearness(deck, view, slide) > near);
    replaced.extend(behind.map(|slide| (name(slide), name(first))));
}

/// The first of those nearest to the audience.
fn nearest<'d>(deck: &Deck, view: &View, group: &[&'d Slide]) -> Option<&'d Slide> {
    group.iter().copied().min_by_key(|slide| nearness(deck, view, slide))
}

/// How near a slide is to the audience, by its own mark or its section's.
fn nearness(deck: &Deck, view: &View, slide: &Slide) -> usize {
    let near = |audiences| view.variant.nearness(audiences).unwrap_or(usize::MAX);
    near(own_audience(slide)).min(near(section_audience(deck, slide)))
}

fn name(slide: &Slide) -> &str {
    &slide.id.0
}

/// The audience of the slide's section.
pub(super) fn section_audience<'d>(deck: &'d Deck, slide: &Slide) -> Option<&'d Audiences> {
    deck.sections.get(slide.section?)?.audience.as_ref()
}

/// The slide's own audience.
pub(super) fn own_audience(slide: &Slide) -> Option<&Audiences> {
    slide.audience.as_ref().map(|audience| &audience.value)
}

fn is_shown(deck: &Deck, view: &View, slide: &Slide) -> bool {
    !slide.skip && view.admits(own_audience(slide)) && view.admits(section_audience(deck, slide))
}

/// For every section: had it slides besides its own, and is none of them shown?
fn sections_left_alone(deck: &Deck, shown: &[bool]) -> Vec<bool> {
    let mut others = vec![0_usize; deck.sections.len()];
    let mut others_shown = others.clone();
    for (index, slide) in deck.slides.iter().enumerate() {
        let Some(section) = slide.section.filter(|&s| deck.sections.get(s).is_some_and(|s| s.slide != index)) else {
            continue;
        };
        others[section] += 1;
        others_shown[section] += usize::from(shown[index]);
    }
    others.into_iter().zip(others_shown).map(|(others, shown)| others > 0 && shown == 0).collect()
}

/// Is nothing left of a section's slide, its title neither?
fn announces_nothing(slide: &Slide, view: &View) -> bool {
    let title = slide.heading.as_ref().and_then(|heading| replacement(view, heading.plain.as_ref()));
    title.is_some_and(|title| title.value.trim().is_empty()) && slide.backgrounds.is_empty() && is_empty(slide, view)
}

fn is_empty(slide: &Slide, view: &View) -> bool {
    blocks(Scope::new(view), &slide.content, &mut Record::default()).is_empty()
}

/// Did the author mean a section's slide for this audience even without the slides it announces?
fn is_meant(section: &Section, slide: &Slide, view: &View) -> bool {
    section.audience.is_some() || slide.audience.is_some() || !is_empty(slide, view)
}
