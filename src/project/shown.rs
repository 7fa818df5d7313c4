//! Which slides an audience sees.
//!
//! A slide is shown if its own audience and its section's audience admit the variant, it isn't `{skip}`, and no other slide that is shown
//! stands for it (`replaces`). Of a chain of such slides only the last is.
//!
//! A section's slide announces the slides after it. When the section has other slides and none of them is shown, the section's slide
//! would announce nothing, so it goes too, unless the author meant it for this audience all the same: the section or its slide
//! states an audience (which admits the variant), or something stands on it besides its title. A section that never had other
//! slides keeps its slide.

use std::collections::HashMap;

use super::blocks::blocks;
use super::changes::Record;
use super::view::{Scope, View};
use crate::model::{Audiences, Deck, Section, Slide};

/// For every slide of the deck: is it shown? The links of the view aren't asked.
pub(super) fn shown_slides(deck: &Deck, view: &View) -> Vec<bool> {
    let mut shown: Vec<bool> = deck.slides.iter().map(|slide| is_shown(deck, view, slide)).collect();
    for (slide, shown) in deck.slides.iter().zip(&mut shown) {
        *shown &= !view.replaced.contains_key(slide.id.0.as_str());
    }
    let alone = sections_left_alone(deck, &shown);
    for (section, alone) in deck.sections.iter().zip(alone) {
        let Some(slide) = deck.slides.get(section.slide) else { continue };
        if alone && !is_meant(section, slide, view) {
            shown[section.slide] = false;
        }
    }
    shown
}

/// The slides that this audience doesn't see because another stands for them, each with that one.
pub(super) fn replaced<'d>(deck: &'d Deck, view: &View) -> HashMap<&'d str, &'d str> {
    let seen = deck.slides.iter().filter(|slide| is_shown(deck, view, slide));
    seen.filter_map(|slide| Some((slide.replaces.as_ref()?.value.as_str(), slide.id.0.as_str()))).collect()
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

/// Did the author mean a section's slide for this audience even without the slides it announces?
fn is_meant(section: &Section, slide: &Slide, view: &View) -> bool {
    section.audience.is_some()
        || slide.audience.is_some()
        || !blocks(Scope::new(view), &slide.content, &mut Record::default()).is_empty()
}
