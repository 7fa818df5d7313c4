//! What an audience sees otherwise than it was written, recorded while it is decided.
//!
//! Places only: the words at them may be for another audience. The record is for the author's commands; no export reads it.

use std::sync::Arc;

use super::ProjectedSlide;
use super::meta::own_titles;
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::model::{Audiences, Deck, Slide, SlideId, Term};
use crate::source::{Span, Spanned};

/// One place that an audience sees otherwise than it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The slide it stands on.
    pub slide: SlideId,
    /// Where it was written.
    pub span: Span,
    /// What became of it.
    pub kind: ChangeKind,
}

/// What became of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Code or a formula that a rule left out, and nothing stands in its place.
    Dropped,
    /// Its author's mark says that it is not for this audience (`audience=…`, `plain=""`).
    DroppedOnPurpose,
    /// Other words, another block or another slide stand in its place.
    Replaced {
        /// Where they were written.
        by: Span,
    },
    /// A term of the glossary is explained at the slide's foot.
    Glossed {
        /// Its entry.
        term: Arc<Term>,
    },
    /// A term of the glossary is said in its plain words.
    Exchanged {
        /// Its entry.
        term: Arc<Term>,
    },
}

/// What is noted while a variant is made: findings and changes.
#[derive(Debug)]
pub(super) struct Record {
    /// What is to be said to the author.
    pub findings: Vec<Diagnostic>,
    /// What is otherwise.
    pub changes: Vec<Change>,
    /// The slide that is made.
    slide: SlideId,
}

impl Default for Record {
    fn default() -> Self {
        Self { findings: Vec::new(), changes: Vec::new(), slide: SlideId(String::new()) }
    }
}

impl Record {
    /// What follows stands on this slide.
    pub fn begin(&mut self, slide: &Slide) {
        self.slide.clone_from(&slide.id);
    }

    /// A change on the slide that is made.
    pub fn change(&self, span: Span, kind: ChangeKind) -> Change {
        Change { slide: self.slide.clone(), span, kind }
    }

    /// Notes a change on the slide that is made.
    pub fn note(&mut self, span: Span, kind: ChangeKind) {
        self.changes.push(self.change(span, kind));
    }

    /// Notes what is left out where an audience doesn't admit the variant. Is it admitted?
    pub fn admits(&mut self, view: &View, audience: Option<&Audiences>, span: Span) -> bool {
        let admitted = view.admits(audience);
        if !admitted {
            self.note(span, ChangeKind::DroppedOnPurpose);
        }
        admitted
    }

    /// Notes words in the place of something; empty ones leave it out on purpose.
    pub fn replaced(&mut self, span: Span, plain: &Spanned<String>) {
        let empty = plain.value.trim().is_empty();
        self.note(span, if empty { ChangeKind::DroppedOnPurpose } else { ChangeKind::Replaced { by: plain.span } });
    }

    /// Notes a slide that is not shown. One that is skipped is shown to nobody, and that is no change.
    pub fn hidden(&mut self, deck: &Deck, view: &View, slide: &Slide) {
        if slide.skip {
            return;
        }
        let other = view.target(&slide.id.0).and_then(|other| deck.slides.iter().find(|slide| slide.id.0 == other));
        self.begin(slide);
        self.note(slide.span, other.map_or(ChangeKind::DroppedOnPurpose, |other| ChangeKind::Replaced { by: other.span }));
    }

    /// Notes what the title slide made from the front matter says otherwise.
    pub fn front_matter(&mut self, deck: &Deck, view: &View) {
        for (written, by) in own_titles(&deck.meta, view.variant) {
            self.note(written, ChangeKind::Replaced { by });
        }
    }
}

/// The changes of all slides of a deck in reading order, with what is explained on those that are shown: where a term is explained
/// depends on the slides before.
pub(super) fn complete(mut changes: Vec<Vec<Change>>, shown: &[bool], slides: &[ProjectedSlide]) -> Vec<Change> {
    let places = (0..shown.len()).filter(|index| shown[*index]);
    for (index, slide) in places.zip(slides) {
        changes[index].extend(glossed(slide));
    }
    for slide in &mut changes {
        slide.sort_by_key(|change| (change.span.file, change.span.range().start));
    }
    changes.into_iter().flatten().collect()
}

/// The terms that a slide explains, each where it is used first.
fn glossed(slide: &ProjectedSlide) -> impl Iterator<Item = Change> {
    slide.glosses.iter().filter_map(|term| {
        let used = slide.terms.iter().find(|used| !used.exchanged && used.term.term.value == term.term.value)?;
        Some(Change { slide: slide.id.clone(), span: used.span, kind: ChangeKind::Glossed { term: term.clone() } })
    })
}

#[cfg(test)]
#[path = "changes_tests.rs"]
mod tests;
