//! Quotes that wait for the language of whoever reads them (`crate::model::quotes`).

use super::{ProjectedFootnote, ProjectedMeta, ProjectedSection};
use crate::model::quotes::{Quotes, quotes_of, quotes_wait, settle_quotes};
use crate::model::{
    Background, Block, BlockKind, Inline, InlineKind, Meta, Picture, for_each_block_mut, for_each_inline_mut, for_each_text_mut,
};

/// The quotes of an audience. Where they don't wait in a deck, nothing is done.
pub(super) struct Settler(Option<Quotes>);

impl Settler {
    /// For an audience that hears a deck in a language.
    pub fn new(meta: &Meta, lang: &str) -> Self {
        Self(quotes_wait(meta).then(|| quotes_of(lang)))
    }

    fn words(&self, words: &mut String) {
        if let Some(quotes) = self.0 {
            settle_quotes(words, quotes);
        }
    }

    /// In running text.
    pub fn text(&self, text: &mut [Inline]) {
        if self.0.is_none() {
            return;
        }
        for_each_inline_mut(text, &mut |inline| match &mut inline.kind {
            InlineKind::Text(words) => self.words(words),
            InlineKind::Picture(picture) => self.picture(picture),
            _ => {}
        });
    }

    /// In blocks.
    pub fn blocks(&self, blocks: &mut [Block]) {
        if self.0.is_none() {
            return;
        }
        for_each_text_mut(blocks, &mut |text| self.text(text));
        for_each_block_mut(blocks, &mut |block| match &mut block.kind {
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Callout { title: Some(title), .. } => self.words(title),
            _ => {}
        });
    }

    /// In what stands around the text of a slide.
    pub fn around(&self, backgrounds: &mut [Background], footnotes: &mut [ProjectedFootnote]) {
        backgrounds.iter_mut().for_each(|background| self.picture(&mut background.picture));
        footnotes.iter_mut().for_each(|footnote| self.blocks(&mut footnote.content));
    }

    /// In the titles of sections.
    pub fn sections(&self, sections: &mut [ProjectedSection]) {
        sections.iter_mut().for_each(|section| self.text(&mut section.title));
    }

    /// In the front matter.
    pub fn meta(&self, meta: &mut ProjectedMeta) {
        [&mut meta.title, &mut meta.footer].into_iter().chain(&mut meta.subtitle).for_each(|words| self.words(words));
    }

    fn picture(&self, picture: &mut Picture) {
        self.words(&mut picture.alt);
        if let Some(caption) = &mut picture.caption {
            self.words(caption);
        }
    }
}
