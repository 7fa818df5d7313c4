//! Stage 3: what one audience sees.
//!
//! [`project`] takes the deck of all audiences and one variant, and gives a [`Projection`]: slides in their final order with their
//! final numbers and wording. After this stage no question about the audience is asked: every `audience` in it is `None`, every
//! `plain` has been used or dropped. A link to a slide leads to one that is shown.
//!
//! The rules stand where they are kept: which slides in `shown`, blocks in `blocks`, running text in `inlines`, the front matter in
//! `meta`, layouts in `layout`. A picture's alternative text, its caption and a callout's title have no audience of their own; they
//! go where the picture or callout goes. So does a slide's id: one that the author didn't choose should not be made from a title
//! that has `plain` words or marked spans.
//!
//! What is otherwise than it was written is recorded in `changes` while it is decided.

mod agenda;
mod arrange;
mod backgrounds;
mod blocks;
mod changes;
mod footnotes;
mod glossary;
mod inlines;
mod layout;
mod meta;
mod names;
mod nobody;
mod quotes;
mod shown;
mod slides;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Audience, Background, Block, Deck, Dialect, Fit, Furniture, Inline, Layout, NotesTaken, Origin, Role, SlideId, Steps, Term,
    TimeSpec, Variant,
};
use crate::source::{Span, Spanned};
pub use agenda::AgendaEntry;
pub use arrange::{Appears, Arrangement, Cell, Head, Misfit, Piece, arrange, is_source_line};
use changes::Record;
pub use changes::{Change, ChangeKind};
use footnotes::Definitions;
use glossary::Explainer;
pub use glossary::{
    CandidateKind, Elsewhere, Mention, MentionPlace, PictureWords, SlideWords, TERM, TermUse, Unexplained, Use, assign_glosses,
    headword, slide_words, unexplained, words_with_rare,
};
pub use layout::Chosen;
pub use meta::{DEFAULT_PACE, ProjectedGlossary, WantedTheme, wanted_theme};
pub use names::for_files;
pub use nobody::{unseen_in_footnotes, unseen_slides};
use quotes::Settler;
use view::{Ids, View};

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
    /// What is otherwise than it was written, in the order of the deck, slides that are not shown included. For the author's
    /// commands only; a live build keeps none.
    pub changes: Vec<Change>,
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
    /// Do title slides show subtitle, authors and date? In a Marp deck all of it stands on the slide itself.
    pub titles_are_pages: bool,
    /// The text at the foot of the slides: the author's, else the title that the author gave; may be empty.
    pub footer: String,
    /// Where the author wrote it.
    pub footer_span: Option<Span>,
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
    /// Was that said for this audience, not for the deck?
    pub has_own_profile: bool,
    /// Which notes are taken.
    pub notes: NotesTaken,
    /// What is explained.
    pub glossary: ProjectedGlossary,
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
    /// Its name; the same in every variant, until [`for_files`] gives it the one of its audience's files.
    pub id: SlideId,
    /// The name that it would have without other slides, where it has another one.
    pub wanted: Option<String>,
    /// Its number in this variant, from 1, the title slide included.
    pub number: u32,
    /// Its layout: the author's, else what its origin or content makes obvious.
    pub layout: Layout,
    /// Who chose it, and why.
    pub chosen: Chosen,
    /// What an agenda lists; empty on all other slides.
    pub agenda: Vec<AgendaEntry>,
    /// What happens where it holds too much.
    pub fit: Fit,
    /// Its title in this audience's words; empty when it has none.
    pub title: Vec<Inline>,
    /// What stands on it.
    pub content: Vec<Block>,
    /// What the speaker says, in order.
    pub notes: Vec<Block>,
    /// The pictures behind it, in order.
    pub backgrounds: Vec<Background>,
    /// The footnotes at its foot, by number.
    pub footnotes: Vec<ProjectedFootnote>,
    /// Where it uses terms of the glossary, in reading order. Only for those whom terms are explained to.
    pub terms: Vec<TermUse>,
    /// The terms explained at its foot.
    pub glosses: Vec<Arc<Term>>,
    /// What it is for the talk as a whole.
    pub role: Option<Role>,
    /// Its own time.
    pub time: Option<Spanned<TimeSpec>>,
    /// The language it is in.
    pub lang: String,
    /// Its section, an index into [`Projection::sections`].
    pub section: Option<usize>,
    /// In an appendix: no time, not counted.
    pub appendix: bool,
    /// Its own header, footer and number; `None` where the deck's hold.
    pub furniture: Option<Furniture>,
    /// Where findings about the slide point.
    pub span: Span,
}

/// A footnote at the foot of a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectedFootnote {
    /// Its number on the slide, from 1.
    pub number: u32,
    /// Its text.
    pub content: Vec<Block>,
    /// Where the text was written.
    pub span: Span,
}

impl ProjectedSlide {
    /// When each part of the content appears. The title and pictures behind the slide are there from the first step.
    pub fn steps(&self) -> Steps {
        Steps::of(&self.content, !self.title.is_empty() || !self.backgrounds.is_empty())
    }
}

/// What one audience sees of a deck as a whole: which slides, in which sections. The slides follow one by one ([`project_slide`]).
pub struct Outline<'d> {
    deck: &'d Deck,
    view: View<'d>,
    definitions: Definitions<'d>,
    /// The glossary, when the first slide asks for it; for those whom terms are explained to only.
    explainer: OnceLock<Option<Explainer<'d>>>,
    /// The variants of all audiences, when they are first asked for.
    variants: OnceLock<Vec<Variant>>,
    /// Puts the quotes of the audience's language.
    quotes: Settler,
    /// For each slide of the deck: is it shown?
    pub shown: Vec<bool>,
    /// For each section of the deck its index among those that are shown.
    indexes: Vec<Option<usize>>,
    /// The front matter as it holds for this audience.
    pub meta: ProjectedMeta,
    /// The sections that have at least one slide here.
    pub sections: Vec<ProjectedSection>,
}

impl<'d> Outline<'d> {
    fn variants(&self) -> &[Variant] {
        self.variants.get_or_init(|| self.deck.variants())
    }

    fn explainer(&self) -> Option<&Explainer<'d>> {
        let wanted = || {
            // Without any entry there is still to be told that marked terms have none.
            let none = self.view.variant.is_plain() && self.deck.glossary.terms.is_empty();
            (self.meta.glossary.explained || none).then(|| Explainer::new(&self.deck.glossary))
        };
        self.explainer.get_or_init(wanted).as_ref()
    }

    /// The layout that a slide asks for, for this audience.
    pub fn asked_layout(&self, slide: &crate::model::Slide) -> Option<Layout> {
        layout::asked(&self.view, slide).map(|layout| layout.value)
    }

    /// Do the rules for people outside the field hold?
    pub fn is_plain(&self) -> bool {
        self.view.variant.is_plain()
    }

    /// The slides at the end that list the terms which `slides` use; none where that isn't wanted.
    pub fn closing(&self, slides: &[ProjectedSlide]) -> Vec<ProjectedSlide> {
        if !self.meta.glossary.closing {
            return Vec::new();
        }
        glossary::closing_slides(slides, &self.view.known, &self.meta.lang, Span::new(self.deck.file, 0, 0))
    }

    /// The section of a slide of the deck among those that are shown, and whether it is an appendix.
    pub fn section(&self, index: usize) -> (Option<usize>, bool) {
        slides::section(self, &self.deck.slides[index])
    }

    /// Does the deck have a slide of this id, and to which slide does a link to it lead?
    pub fn target<'i>(&'i self, id: &'i str) -> (bool, Option<&'i str>) {
        (self.view.known.contain(id), self.view.target(id))
    }
}

/// Finds out what an audience sees of a deck. `variants` is that audience's, and the technical one. `fallback_title` names the talk where
/// the front matter doesn't (the file's name).
pub fn outline<'d>(deck: &'d Deck, variants: (&'d Variant, &'d Variant), fallback_title: &str) -> Outline<'d> {
    let (variant, technical) = variants;
    let known = Ids::of(deck.slides.iter());
    let mut view = View { variant, technical, shown: Ids::of(std::iter::empty()), replaced: HashMap::new(), known };
    view.replaced = shown::replaced(deck, &view);
    let shown = shown::shown_slides(deck, &view);
    view.shown = Ids::of(deck.slides.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(slide, _)| slide));
    let (mut sections, indexes) = slides::sections(deck, &view, &shown);
    let titles_are_pages = deck.dialect != Dialect::Marp;
    let mut meta = ProjectedMeta { titles_are_pages, ..meta::meta_for(&deck.meta, &deck.glossary, variant, fallback_title) };
    let quotes = Settler::new(&deck.meta, &meta.lang);
    quotes.meta(&mut meta);
    quotes.sections(&mut sections);
    let mut outline = Outline {
        deck,
        view,
        definitions: Definitions::of(deck),
        explainer: OnceLock::new(),
        variants: OnceLock::new(),
        quotes,
        shown,
        indexes,
        meta,
        sections,
    };
    let mut sections = std::mem::take(&mut outline.sections);
    if sections.iter().any(|section| section.title.iter().any(|inline| !inline.content().is_empty()))
        && let Some(explainer) = outline.explainer()
    {
        sections.iter_mut().for_each(|section| explainer.title(&mut section.title));
    }
    Outline { sections, ..outline }
}

/// One slide of the deck, by its index, as it is seen under a number, what there is to say about it, and what of it is otherwise than it
/// was written.
pub fn project_slide(outline: &Outline<'_>, index: usize, number: u32) -> (ProjectedSlide, Vec<Diagnostic>, Vec<Change>) {
    let mut record = Record::default();
    let slide = slides::slide(outline, &outline.deck.slides[index], number, &mut record);
    (slide, record.findings, record.changes)
}

/// Makes one audience's deck. `fallback_title` names the talk where the front matter doesn't (the file's name).
///
/// Findings: something technical left out without a counterpart, a slide with nothing left on it, a link to a slide that is not
/// shown, a variant without slides.
pub fn project(deck: &Deck, variant: &Variant, fallback_title: &str) -> (Projection, Diagnostics) {
    let technical = technical(deck);
    let outline = outline(deck, (variant, &technical), fallback_title);
    let mut findings = Vec::new();
    let mut slides = Vec::with_capacity(deck.slides.len());
    let mut changes = Vec::with_capacity(deck.slides.len());
    for (slide, shown) in deck.slides.iter().zip(&outline.shown) {
        let mut record = Record::default();
        if *shown {
            let number = u32::try_from(slides.len() + 1).unwrap_or(u32::MAX);
            slides.push(slides::slide(&outline, slide, number, &mut record));
        } else {
            record.hidden(deck, &outline.view, slide);
        }
        findings.append(&mut record.findings);
        changes.push(record.changes);
    }
    assign_glosses(&mut slides, outline.meta.glossary.gloss, |_| {});
    let changes = changes::complete(changes, &outline.shown, &slides);
    slides.extend(outline.closing(&slides));
    findings.extend(empty_variant(&outline));
    let Outline { meta, sections, .. } = outline;
    (Projection { variant: variant.clone(), meta, sections, slides, changes }, findings.into_iter().collect())
}

/// A deck's technical variant.
pub fn technical(deck: &Deck) -> Variant {
    deck.variants().into_iter().next().unwrap_or_else(|| Variant::of(Audience::technical()))
}

/// A variant that shows none of the slides the author wrote. The title slide made from the front matter is none of them; a deck that
/// has no other is the parser's finding.
pub fn empty_variant(outline: &Outline<'_>) -> Option<Diagnostic> {
    let written = outline.deck.slides.iter().zip(&outline.shown);
    let mut written = written.filter(|(slide, _)| slide.origin != Origin::FrontMatter).peekable();
    let (first, _) = written.peek()?;
    let place = first.audience.as_ref().map_or(first.span, |audience| audience.span);
    if written.any(|(_, shown)| *shown) {
        return None;
    }
    let message = format!("the {} variant has no slides: every slide is for others or skipped", outline.view.variant.name());
    Some(
        Diagnostic::new(Code::EmptyVariant, place, message)
            .help("take the audience off the slides that are for everyone")
            .help("`--audience NAME` builds one variant alone"),
    )
}

#[cfg(test)]
mod tests;
