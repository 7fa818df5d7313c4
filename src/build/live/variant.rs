//! One audience's slides of a live deck, each kept with everything that was made of it: `projected` finds out what the audience sees,
//! `laid_out` makes pages of what is new, `show` puts together what is shown.

mod laid_out;
mod projected;
mod show;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::pictures::Pictures;
use super::{LivePage, LiveSlide, LiveState};
use crate::assets;
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::svg_screen::Glyphs;
use crate::model::{Deck, Variant, plain_text};
use crate::parse::{Memory, SlideKey};
use crate::project::{ProjectedMeta, ProjectedSlide, Projection, SlideWords};
use crate::source::{Sources, Spanned};
use crate::theme::Theme;
use crate::timing::{self, Load};
use crate::typeset::{Fitting, Furniture, Lines, LowContrast, Page, SlideSource};

pub use laid_out::{LaidOut, lay_out};
pub use projected::project;
pub use show::Origins;

/// One audience's deck as it was built last.
pub struct Kept {
    pub projection: Projection,
    slots: Vec<Slot>,
    /// The place of each slide among those of the deck; the slides behind them list the terms used.
    indexes: Vec<usize>,
    /// What it is besides its slides.
    frame: Frame,
    /// The finding that there are no slides.
    empty: Diagnostics,
    /// Which slides may be others in this round than in the last, in which nothing else of the deck was.
    touched: Touched,
    /// What all sources were written for.
    written_for: Option<Context>,
    /// What all pages were made for.
    drawn_for: Option<u64>,
    /// The slides as they were shown last.
    shown: Vec<Arc<LiveSlide>>,
}

/// What a variant depends on besides what stands on its slides.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Frame {
    /// [`Memory::frame`].
    deck: u64,
    glossary: u64,
}

/// The slides that something was done to.
enum Touched {
    All,
    These(BTreeSet<usize>),
}

/// What all sources of a variant depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Context {
    meta: u64,
    pictures: u64,
    look: u64,
}

impl Touched {
    fn has(&self, slide: usize) -> bool {
        match self {
            Self::All => true,
            Self::These(slides) => slides.contains(&slide),
        }
    }

    fn add(&mut self, slide: usize) {
        if let Self::These(slides) = self {
            slides.insert(slide);
        }
    }

    /// Of so many slides.
    fn list(&self, slides: usize) -> Vec<usize> {
        match self {
            Self::All => (0..slides).collect(),
            Self::These(list) => list.iter().copied().collect(),
        }
    }
}

/// A slide and what was made of it.
struct Slot {
    key: SlideKey,
    /// What else of the deck the projection of the slide depends on.
    around: u64,
    /// Counts projections: a slot with the same number shows the same slide.
    version: u64,
    /// What there is to say about the slide as it is written.
    found: Diagnostics,
    /// Its words that look like terms; none where nobody needs an explanation.
    words: SlideWords,
    load: Load,
    pictures: Vec<Spanned<String>>,
    written: Option<Written>,
    /// What there is to say about its pages.
    set_findings: Diagnostics,
    body: Option<Arc<Body>>,
    furniture: Option<(Edges, Furniture)>,
    pages: Vec<Arc<LivePage>>,
    /// What the pages were made from.
    drawn: Option<(Wording, Edges)>,
    /// The title as text.
    title: String,
    state: LiveState,
    /// As it was shown last, in which version.
    shown: Option<(u64, Arc<LiveSlide>)>,
}

/// What a source is written from; equal wordings, equal sources.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wording {
    /// Of the slot; never 0.
    version: u64,
    /// What holds for the whole variant.
    context: u64,
    /// Of the pictures.
    pictures: u64,
    /// Of the theme and the fonts.
    look: u64,
}

/// What the furniture of a slide is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edges {
    version: u64,
    number: u32,
    section: Option<usize>,
    /// What holds for the whole variant.
    context: u64,
}

/// The source of a slide.
struct Written {
    from: Wording,
    /// Of the source.
    key: u128,
    lines: Arc<Lines>,
    /// Of the lines.
    lines_hash: u64,
}

/// The pages of a slide without what belongs at their edges.
pub struct Body {
    pages: Vec<Page>,
    fitting: Fitting,
    missing: Vec<char>,
    contrast: Vec<LowContrast>,
}

/// A slide that is to be laid out.
pub struct Job {
    variant: usize,
    slide: usize,
    key: u128,
    source: SlideSource,
}

/// Pages that were made in this round, by their keys, with the outlines that all are drawn of.
pub struct Made {
    pub pages: HashMap<u128, Arc<LivePage>>,
    pub glyphs: Arc<Glyphs>,
}

/// What the steps of a rebuild share.
pub struct Round<'a> {
    pub memory: &'a Memory,
    pub deck: &'a Deck,
    /// The name of the talk where the front matter gives none.
    pub stem: &'a str,
    /// [`Memory::frame`].
    pub frame: u64,
    /// Changes with the footnotes and the slides that links may lead to, where a deck has footnotes.
    pub footnotes: u64,
    /// Changes with the terms of the glossary.
    pub glossary: u64,
    /// One for each variant.
    pub themes: &'a [Arc<Theme>],
    pub sources: &'a Sources,
}

pub fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// For each slide of the deck: does a variant show it?
pub fn shown(deck: &Deck, variants: &[Kept]) -> Vec<bool> {
    let mut shown = vec![false; deck.slides.len()];
    variants.iter().flat_map(|kept| &kept.indexes).for_each(|&index| shown[index] = true);
    shown
}

impl Slot {
    /// A slide of which nothing is made yet.
    fn of(
        slide: &ProjectedSlide,
        (found, words): (Diagnostics, SlideWords),
        (key, around, version): (SlideKey, u64, u64),
    ) -> Self {
        Self {
            key,
            around,
            version,
            found,
            words,
            load: timing::load(slide),
            pictures: assets::paths(slide).into_iter().cloned().collect(),
            written: None,
            set_findings: Diagnostics::new(),
            body: None,
            furniture: None,
            pages: Vec::new(),
            drawn: None,
            title: plain_text(&slide.title),
            state: LiveState::Failed,
            shown: None,
        }
    }
}

impl Kept {
    fn new(variant: &Variant, meta: ProjectedMeta) -> Self {
        let projection =
            Projection { variant: variant.clone(), meta, sections: Vec::new(), slides: Vec::new(), changes: Vec::new() };
        Self {
            projection,
            slots: Vec::new(),
            indexes: Vec::new(),
            frame: Frame { deck: 0, glossary: 0 },
            empty: Diagnostics::new(),
            touched: Touched::All,
            written_for: None,
            drawn_for: None,
            shown: Vec::new(),
        }
    }

    /// Takes away the slides that list the terms used, with what was made of them.
    fn split_closing(&mut self) -> Vec<(ProjectedSlide, Slot)> {
        let slides = self.projection.slides.split_off(self.indexes.len());
        slides.into_iter().zip(self.slots.split_off(self.indexes.len())).collect()
    }

    /// The pictures of all slides.
    pub fn pictures(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.slots.iter().flat_map(|slot| &slot.pictures)
    }

    /// What there is to say about the pictures.
    pub fn picture_findings(&self, pictures: &Pictures) -> Diagnostics {
        self.slots.iter().flat_map(|slot| pictures.problems(&slot.pictures)).collect()
    }

    /// What there is to say about words that nothing explains.
    pub fn terms(&self, deck: &Deck, pictures: &Pictures) -> Vec<Diagnostic> {
        let words: Vec<&SlideWords> = self.slots.iter().map(|slot| &slot.words).collect();
        check::terms(deck, &self.projection, &words, &|path| Some(&pictures.assets.get(path)?.words))
    }

    /// What takes time on each slide.
    pub fn loads(&self) -> Vec<Load> {
        self.slots.iter().map(|slot| slot.load).collect()
    }
}
