//! What an agenda lists: the sections this audience sees.

use super::Outline;
use crate::model::{Inline, Slide};

/// A line of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaEntry {
    /// The section's title.
    pub title: Vec<Inline>,
    /// The id of the slide it begins with, where that one is shown.
    pub target: Option<String>,
    /// Is the slide in this section?
    pub current: bool,
    /// Does the slide itself begin this section? Then the slide's title is the section's.
    pub own: bool,
}

/// The sections with a title, appendices left out. The one that the slide is in is marked.
pub(super) fn agenda(outline: &Outline, slide: &Slide, section: Option<usize>) -> Vec<AgendaEntry> {
    let deck_sections = outline.deck.sections.iter().zip(&outline.indexes);
    let shown = deck_sections.filter_map(|(written, index)| Some((written, (*index)?)));
    shown
        .filter(|(_, index)| !outline.sections[*index].title.is_empty() && !outline.sections[*index].appendix)
        .map(|(written, index)| {
            let first = outline.deck.slides.get(written.slide).map(|slide| slide.id.0.as_str());
            let target = first.filter(|id| *id != slide.id.0).and_then(|id| outline.target(id).1);
            AgendaEntry {
                title: outline.sections[index].title.clone(),
                target: target.map(str::to_owned),
                current: section == Some(index),
                own: first == Some(slide.id.0.as_str()),
            }
        })
        .collect()
}
