//! Stage 4: from a projection to pages.
//!
//! Every slide is a Typst document of its own, so that slides are laid out in parallel, an edit costs one slide, and a slide that
//! fails hides no other ([`typeset`]). What depends on the other slides (page numbers, the line at the foot) is typeset apart and laid
//! over. The pages of all slides make the deck's document ([`Typeset::document`]).
//!
//! The way of a slide: `emit` writes its source, `slide` lays it out, as often as `fitted` needs until all has room: `fit` measures it, `reflow` tells what a smaller size gains; `steps` makes its earlier states, `locations`
//! makes it ready to stand among others, `mirror` turns the places round where a script runs from right to left, `links` leads from slide to slide. `paper` puts finished slides on sheets, with notes or lines.

mod alone;
mod areas;
mod contrast;
mod emit;
mod failure;
mod fit;
mod fitted;
#[cfg(test)]
mod formula_tests;
pub mod highlight;
mod lines;
mod links;
mod locations;
#[cfg(test)]
mod looks_tests;
mod mirror;
mod outlines;
pub mod packed;
pub mod paper;
mod pixels;
mod reflow;
mod slide;
mod steps;
#[cfg(test)]
mod tests;
mod text;
mod text_layer;
#[cfg(test)]
mod text_layer_tests;
mod theme_trial;
mod time_chart;
mod world;

use std::collections::HashMap;
use std::str::FromStr;

use rayon::prelude::*;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::introspection::PagedPosition;
use typst::layout::{Frame, Point};
use typst::model::{Destination, DocumentInfo, NumberingPattern, Url};
use typst::text::{Lang, Locale, Region};
use typst_layout::PagedDocument;

use crate::assets::{Asset, Assets};
use crate::diagnostic::Diagnostics;
use crate::fonts::Fonts;
use crate::model::SlideId;
use crate::project::{ProjectedMeta, Projection};
use crate::source::Span;
use crate::theme::Theme;

pub use alone::{Furniture, Stage, context, forget, furniture, set, source_key, write};
pub use areas::{Area, Wanted, areas_on_pages};
pub use contrast::{LowContrast, NEEDED};
pub use emit::SlideSource;
pub use fit::{CODE_AIR, CODE_STEPS, Fitting, Overflow};
pub use highlight::Highlights;
pub use lines::Lines;
pub use outlines::outlined;
pub use text_layer::{Role, TextLayer, TextRun};
pub use theme_trial::{ThemeProblem, try_theme};
pub use time_chart::{TimeChart, time_chart};
pub use typst_layout::Page;

/// How many slides are laid out before memory is given back. Measured: keeping all intermediate results of 1,000 slides costs 140 MiB
/// and no time is saved by it. The results of two chunks are there at a time: of 100 slides, chunks of 64 take 89 MiB and chunks of 32
/// take 74 in the same time. Chunks of 16 take 65, but the end of each leaves threads without work, 6 % of the time with two of them.
pub const CHUNK: usize = 32;

/// The pages of one variant.
pub struct Typeset {
    /// One for each slide of the projection, in order. A slide that failed has no pages; there is a finding about it.
    pub slides: Vec<TypesetSlide>,
    /// Title, authors and language for the document's metadata.
    info: DocumentInfo,
    /// The name of the variant.
    pub variant: String,
    /// The fonts that its text is set in.
    pub fonts: Fonts,
    /// The Typst modules that draw it, by path, each after those it imports.
    pub modules: Vec<(String, String)>,
    /// Do pictures of it stay packed?
    pub packed: bool,
}

/// One slide, laid out.
pub struct TypesetSlide {
    /// Its name.
    pub id: SlideId,
    /// Its number, from 1.
    pub number: u32,
    /// Its pages: one for each step.
    pub pages: Vec<Page>,
    /// How its content was made to fit.
    pub fitting: Fitting,
    /// How many times it was laid out for that.
    pub layouts: usize,
    /// Characters that no font has, in order.
    pub missing: Vec<char>,
    /// Text that is hard to read on what it stands on.
    pub contrast: Vec<LowContrast>,
    /// The generated source with its map to the Markdown.
    pub source: SlideSource,
}

impl TypesetSlide {
    /// Does it go on on further pages? Otherwise its pages are its steps.
    pub fn is_parted(&self) -> bool {
        self.fitting.parts > 1
    }

    /// The page that stands for it: its last state, or the first page of several that it goes on for.
    pub fn to_show(&self) -> Option<&Page> {
        if self.is_parted() { self.pages.first() } else { self.pages.last() }
    }

    /// The generated Typst source.
    pub fn source(&self) -> &str {
        &self.source.text
    }

    /// Where the slide's text was written, for [`TextLayer::of`]. `place` tells the first and the last line of a span, counted from the
    /// slide's own first line, which is 0; `None` for what is in another file.
    pub fn lines(&self, place: impl Fn(Span) -> Option<(i64, i64)>) -> Lines {
        self.source.lines(place)
    }
}

/// Lays out a projection. `highlights` keeps the colours of code from build to build.
///
/// Findings: a formula or slide that can't be typeset. The other slides are laid out all the same.
pub fn typeset(projection: &Projection, theme: &Theme, assets: &Assets, highlights: &Highlights) -> (Typeset, Diagnostics) {
    let shared = world::Shared::new(theme, assets);
    let mut diagnostics = Diagnostics::new();
    let mut slides = Vec::with_capacity(projection.slides.len());
    let indices: Vec<usize> = (0..projection.slides.len()).collect();
    for chunk in indices.chunks(CHUNK) {
        let range = chunk[0]..chunk[0] + chunk.len();
        let typeset_one = |&index: &usize| slide::typeset(&shared, projection, index, assets, highlights);
        let (laid_out, furniture) = rayon::join(
            || chunk.par_iter().map(typeset_one).collect::<Vec<_>>(),
            || slide::furniture(&shared, projection, range),
        );
        let furniture = furniture.unwrap_or_else(|finding| {
            diagnostics.push(*finding);
            Vec::new()
        });
        let finish = |(offset, (mut slide, findings)): (usize, (TypesetSlide, Diagnostics))| {
            if let Some(frame) = furniture.get(offset) {
                lay_over(&mut slide, frame);
            }
            slide.contrast = slide::contrast(&slide);
            (slide, findings)
        };
        let done: Vec<_> = laid_out.into_par_iter().enumerate().map(finish).collect();
        for (slide, findings) in done {
            diagnostics.extend(findings);
            slides.push(slide);
        }
        typst::comemo::evict(1);
    }
    let variant = projection.variant.name().to_owned();
    let fonts = shared.fonts().clone();
    let (modules, packed) = (world::modules(theme), assets.iter().any(Asset::is_packed));
    (Typeset { slides, info: info(&projection.meta), variant, fonts, modules, packed }, diagnostics)
}

fn lay_over(slide: &mut TypesetSlide, furniture: &Frame) {
    for (step, page) in slide.pages.iter_mut().enumerate() {
        let mut frame = furniture.clone();
        // The high half keeps these keys apart from the slides' own, the step from each other.
        locations::make_unique(&mut frame, (1 << 63) | (u64::from(slide.number) << 16) | step as u64);
        page.frame.push_frame(Point::zero(), frame);
        page.number = u64::from(slide.number);
        page.numbering = NumberingPattern::from_str("1").ok().map(Into::into);
    }
}

fn info(meta: &ProjectedMeta) -> DocumentInfo {
    let mut parts = meta.lang.split(['-', '_']);
    let lang = parts.next().and_then(|lang| Lang::from_str(lang).ok()).unwrap_or(Lang::ENGLISH);
    let region = parts.next().and_then(|region| Region::from_str(region).ok());
    DocumentInfo {
        title: Some(meta.title.as_str().into()),
        author: meta.authors.iter().map(|author| author.as_str().into()).collect(),
        description: meta.subtitle.as_deref().map(Into::into),
        keywords: Vec::new(),
        date: Smart::Custom(None),
        locale: Smart::Custom(Locale::new(lang, region)),
    }
}

/// The size of a projection's pages in points: width and height.
pub fn size(projection: &Projection) -> (f64, f64) {
    emit::size(projection)
}

/// A hash of everything a page shows, and of the lines its text was written on.
pub fn key(page: &Page, lines: &Lines) -> u128 {
    typst::utils::hash128(&(&page.frame, lines))
}

/// A page whose links to slides lead to the addresses that `address` gives for their ids; where it gives none, the link goes.
pub fn with_links(page: &Page, address: &impl Fn(&str) -> Option<String>) -> Page {
    let mut page = page.clone();
    if links::has_markers(&page.frame) {
        links::resolve(&mut page.frame, &|id| Url::new(address(id)?).ok().map(Destination::Url));
    }
    page
}

impl Typeset {
    /// All pages in order.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.slides.iter().flat_map(|slide| &slide.pages)
    }

    /// Leaves a slide with steps one page, as it looks at the end. One that goes on on further pages keeps them.
    pub fn keep_last_states(&mut self) {
        for slide in self.slides.iter_mut().filter(|slide| !slide.is_parted()) {
            slide.pages.drain(..slide.pages.len().saturating_sub(1));
        }
    }

    /// What is shown of the slides where there are no steps: the last state of each, or all pages that it goes on for; with the slide's
    /// index.
    pub fn shown(&self) -> Vec<(usize, &Page)> {
        let pages = |slide: &TypesetSlide| if slide.is_parted() { 0 } else { slide.pages.len().saturating_sub(1) };
        let slides = self.slides.iter().enumerate();
        slides.flat_map(|(index, slide)| slide.pages[pages(slide)..].iter().map(move |page| (index, page))).collect()
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.slides.iter().map(|slide| slide.pages.len()).sum()
    }

    /// The deck as one document. Links between slides lead to the heading of the slide, or to its page where it has none: to its first
    /// state. Only the last state is read aloud and has links, so that nothing is heard or stopped at twice.
    pub fn document(&self) -> PagedDocument {
        let targets = self.targets();
        let mut pages: EcoVec<Page> = EcoVec::with_capacity(self.page_count());
        for slide in &self.slides {
            for (step, page) in slide.pages.iter().enumerate() {
                let mut page = page.clone();
                if step + 1 < slide.pages.len() && !slide.is_parted() {
                    steps::hide_from_readers(&mut page.frame, (u64::from(slide.number) << 32) | step as u64);
                } else if step > 0 {
                    steps::leave_out_of_outline(&mut page.frame, &slide.id);
                }
                if links::has_markers(&page.frame) {
                    links::resolve(&mut page.frame, &|id| targets.get(id).cloned());
                }
                pages.push(page);
            }
        }
        PagedDocument::new(pages, self.info.clone())
    }

    /// The families that its text is set in, with how many characters, the most first; and the characters that no font has.
    pub fn fonts_used(&self) -> (Vec<(String, usize)>, Vec<char>) {
        let mut counts = std::collections::BTreeMap::new();
        self.pages().for_each(|page| text::count_families(&page.frame, &mut counts));
        let mut families: Vec<(String, usize)> = counts.into_iter().collect();
        families.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut missing: Vec<char> = self.slides.iter().flat_map(|slide| slide.missing.iter().copied()).collect();
        missing.sort_unstable();
        missing.dedup();
        (families, missing)
    }

    /// The Markdown of the slide that a file of the typesetter was written for.
    pub fn slide_of(&self, file: typst::syntax::FileId) -> Option<Span> {
        self.slides.get(world::slide_index(file)?)?.source.whole()
    }

    fn targets(&self) -> HashMap<&str, Destination> {
        let mut targets = HashMap::new();
        let mut first = 1;
        for slide in &self.slides {
            if let Some(page) = slide.pages.first() {
                let heading = links::heading_location(&page.frame, &slide.id.0).map(Destination::Location);
                let start = std::num::NonZeroUsize::new(first)
                    .map(|page| Destination::Position(PagedPosition { page, point: Point::zero() }));
                if let Some(target) = heading.or(start) {
                    targets.insert(slide.id.0.as_str(), target);
                }
            }
            first += slide.pages.len();
        }
        targets
    }

    /// A page whose links to slides lead to the address that `address` gives for a slide's index.
    pub fn page_with_links(&self, page: &Page, address: impl Fn(usize) -> String) -> Page {
        let index = |id: &str| self.slides.iter().position(|slide| slide.id.0 == id && !slide.pages.is_empty());
        with_links(page, &|id| index(id).map(&address))
    }

    /// Everything the pages show as text, a line for each piece, alternative texts and link addresses included. For tests and checks.
    pub fn visible_text(&self) -> String {
        self.pages().map(|page| text::of(&page.frame)).collect()
    }
}
