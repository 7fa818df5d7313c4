//! Slides as they are shown, the same ones as before where nothing about them is new.

use std::sync::Arc;

use camino::Utf8Path;

use super::super::LiveVariant;
use super::{Edges, Kept, LivePage, LiveSlide, Made, Slot, Touched, hashed};
use crate::diagnostic::Diagnostic;
use crate::model::plain_text;
use crate::project::{ProjectedSlide, Projection};
use crate::source::{FileId, LineCol, Sources};
use crate::typeset::{self, Page, Stage};

/// Where the slides of a deck were written.
pub struct Origins<'a> {
    /// The places of all of them, each in its file.
    pub places: Vec<LineCol>,
    /// The deck's own file.
    pub deck: FileId,
    pub sources: &'a Sources,
}

impl Origins<'_> {
    fn place(&self, index: usize) -> LineCol {
        self.places.get(index).copied().unwrap_or(LineCol { line: 1, column: 1 })
    }

    /// The file of a slide, where it is not the deck's.
    fn file(&self, slide: &ProjectedSlide) -> Option<&Utf8Path> {
        let file = slide.span.file.whole();
        (file != self.deck.whole()).then(|| self.sources.get(file).path.as_path())
    }
}

impl Kept {
    /// What there is to say about the pages.
    pub fn set_findings(&self) -> impl Iterator<Item = Arc<Diagnostic>> {
        self.slots.iter().flat_map(|slot| slot.set_findings.shared()).cloned()
    }

    /// Puts together what is shown. `made` has the pages that were made for other variants.
    pub fn shown(&mut self, stage: (&Stage, u64), origins: &Origins<'_>, made: &mut Made) -> LiveVariant {
        let context = hashed((typeset::context(&self.projection), stage.1, self.projection.slides.len()));
        if self.drawn_for.replace(context) != Some(context) {
            self.touched = Touched::All;
        }
        for index in self.touched.list(self.slots.len()) {
            self.draw(index, stage.0, context, made);
        }
        let Projection { meta, sections, slides, variant, .. } = &self.projection;
        let titles: Vec<String> = sections.iter().map(|section| plain_text(&section.title)).collect();
        let before = std::mem::take(&mut self.shown);
        let indexes = self.indexes.iter().copied().chain(std::iter::repeat(usize::MAX));
        let show = |(place, index): (usize, usize)| {
            let at = origins.place(index);
            let same = before.get(place).filter(|shown| (shown.line, shown.column) == (at.line, at.column));
            let file = origins.file(&slides[place]);
            let same = same.filter(|shown| !self.touched.has(place) && shown.file.as_deref() == file).cloned();
            same.unwrap_or_else(|| {
                let slide = &slides[place];
                self.slots[place].show(slide, slide.section.and_then(|section| titles.get(section)), (file, at))
            })
        };
        self.shown = (0..slides.len()).zip(indexes).map(show).collect();
        let (width, height) = typeset::size(&self.projection);
        let (name, title, lang) = (variant.name().to_owned(), meta.title.clone(), meta.lang.clone());
        LiveVariant { name, title, lang, width, height, slides: self.shown.clone() }
    }

    /// Makes the pages of a slide, where its body, its lines or what belongs at its edges is new.
    fn draw(&mut self, index: usize, stage: &Stage, context: u64, made: &mut Made) {
        let slot = &mut self.slots[index];
        let slide = &self.projection.slides[index];
        let (Some(body), Some(written)) = (&slot.body, &slot.written) else { return };
        let edges = Edges { version: slot.version, number: slide.number, section: slide.section, context };
        if slot.furniture.as_ref().is_none_or(|(known, _)| *known != edges) {
            slot.furniture = Some((edges, typeset::furniture(stage, &self.projection, index)));
        }
        let Some((_, furniture)) = &slot.furniture else { return };
        if slot.drawn == Some((written.from, edges)) {
            return;
        }
        slot.drawn = Some((written.from, edges));
        let shows = hashed((written.key, furniture.key, written.lines_hash));
        let key = |step: usize| u128::from(shows) << 64 | u128::from(hashed((step, written.key, furniture.key)));
        let same = slot.pages.len() == body.pages.len() && (0..).zip(&slot.pages).all(|(step, page)| page.key == key(step));
        if !same {
            let Made { pages, glyphs } = made;
            let mut page = |(step, page): (usize, &Page)| {
                let new = || {
                    let (furniture, lines) = (furniture.clone(), written.lines.clone());
                    Arc::new(LivePage::new(key(step), page.clone(), (furniture, lines), glyphs.clone()))
                };
                pages.entry(key(step)).or_insert_with(new).clone()
            };
            slot.pages = body.pages.iter().enumerate().map(&mut page).collect();
        }
    }
}

impl Slot {
    /// The slide as it is shown; where that is as before, the same one.
    fn show(
        &mut self,
        slide: &ProjectedSlide,
        section: Option<&String>,
        (file, at): (Option<&Utf8Path>, LineCol),
    ) -> Arc<LiveSlide> {
        // The id and the title are those of the version.
        if let Some((_, shown)) = self.shown.as_ref().filter(|(version, shown)| {
            (*version, shown.number, shown.line, shown.column, shown.state)
                == (self.version, slide.number, at.line, at.column, self.state)
                && shown.section.as_ref() == section
                && shown.file.as_deref() == file
                && shown.pages.len() == self.pages.len()
                && shown.pages.iter().zip(&self.pages).all(|(shown, page)| Arc::ptr_eq(shown, page))
        }) {
            return shown.clone();
        }
        let shown = Arc::new(LiveSlide {
            id: slide.id.clone(),
            number: slide.number,
            title: self.title.clone(),
            section: section.cloned(),
            file: file.map(Utf8Path::to_owned),
            line: at.line,
            column: at.column,
            state: self.state,
            pages: self.pages.clone(),
        });
        self.shown = Some((self.version, shown.clone()));
        shown
    }
}
