//! Stage 3: what one audience sees.
//!
//! [`project`] takes the deck of all audiences and one variant, and gives a [`Projection`]: slides in their final order with their
//! final numbers and wording. After this stage no question about the audience is asked: every `audience` in it is `None`, every
//! `plain` has been used or dropped.

use crate::diagnostic::Diagnostics;
use crate::model::{Block, Deck, Inline, Layout, SlideId, TimeSpec, Variant};
use crate::source::{Span, Spanned};

/// One audience's deck.
#[derive(Debug, Clone)]
pub struct Projection {
    /// Whose.
    pub variant: Variant,
    /// The front matter as it holds for this audience.
    pub meta: ProjectedMeta,
    /// The sections that have at least one slide here.
    pub sections: Vec<ProjectedSection>,
    /// The slides in order.
    pub slides: Vec<ProjectedSlide>,
}

/// The front matter as it holds for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProjectedMeta {
    /// The talk's title; the deck's file name where the author gave none.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// The date as written.
    pub date: Option<String>,
    /// The language, `en` where nothing is said.
    pub lang: String,
    /// Width to height of a slide.
    pub aspect_ratio: (u32, u32),
    /// The text at the foot of the slides: the author's, else the title.
    pub footer: String,
    /// Are page numbers shown?
    pub paginate: bool,
    /// Time rule 2: the variant's, else its parent's, else the deck's.
    pub duration: Option<Spanned<TimeSpec>>,
    /// Time rule 3.
    pub buffer: Option<Spanned<TimeSpec>>,
    /// Time rule 3.
    pub qa: Option<Spanned<TimeSpec>>,
    /// Words a minute.
    pub pace: u32,
    /// The set of rules the deck is checked against.
    pub profile: Option<Spanned<String>>,
}

/// A section as one audience sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectedSection {
    /// Its title in this audience's words.
    pub title: Vec<Inline>,
    /// Its own time; such a section is closed (time rule 6).
    pub time: Option<Spanned<TimeSpec>>,
    /// Shown, not counted, no time.
    pub appendix: bool,
    /// Where its heading was written.
    pub span: Span,
}

/// A slide as one audience sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectedSlide {
    /// Its name; the same in every variant.
    pub id: SlideId,
    /// Its number in this variant, from 1, the title slide included.
    pub number: u32,
    /// Its layout: the author's, else what its origin or content makes obvious.
    pub layout: Layout,
    /// Its title in this audience's words; empty when it has none.
    pub title: Vec<Inline>,
    /// What stands on it.
    pub content: Vec<Block>,
    /// What the speaker says, in order.
    pub notes: Vec<Block>,
    /// Its own time.
    pub time: Option<Spanned<TimeSpec>>,
    /// Its section, an index into [`Projection::sections`].
    pub section: Option<usize>,
    /// In an appendix: no time, not counted.
    pub appendix: bool,
    /// Where findings about the slide point.
    pub span: Span,
}

/// Makes one audience's deck. `fallback_title` names the talk where the front matter doesn't (the file's name).
///
/// Findings: something technical left out without a counterpart, a slide with nothing left on it, a variant without slides.
pub fn project(deck: &Deck, variant: &Variant, fallback_title: &str) -> (Projection, Diagnostics) {
    let _ = (deck, variant, fallback_title);
    unimplemented!()
}
