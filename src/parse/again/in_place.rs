//! Slides that are read again and put in the place of those they were, where nothing else of the deck is touched by that.

use super::{Cut, Kept, Memory, SlideKey, names_files};
use crate::model::{Deck, Slide};
use crate::parse::parts::Part;
use crate::parse::pieces::{self, Prelude};
use crate::parse::slides::{About, Draft};
use crate::source::{FileId, SourceFile};

impl Memory {
    /// Reads the parts that are new. If all that is different is what stands on their slides, these are put in the place of those
    /// they were; `front` has the front matter. Otherwise `false`, and the deck is as it was: `cut` has what was read.
    pub(super) fn put_in_place(&mut self, source: &SourceFile, front: &Deck, cut: &mut Cut) -> bool {
        let Some(deck) = self.deck.take() else { return false };
        let alike = deck.meta == front.meta && cut.body == self.body && cut.ranges.len() == cut.stretch.len();
        if !alike || self.parts.iter().any(|part| part.names_files) {
            self.deck = Some(deck);
            return false;
        }
        let is_new = |&(at, ref range): &(usize, std::ops::Range<usize>)| {
            self.text[self.parts[at].range.clone()] != cut.text[range.clone()]
        };
        let new: Vec<_> = cut.stretch.clone().zip(cut.ranges.iter().cloned()).filter(is_new).collect();
        for (at, range) in &new {
            let id = self.next_id();
            let read = self.read_part(&cut.text[range.clone()], source, (*at, id));
            cut.read.push(Kept { range: range.clone(), ..read });
        }
        let fits = new.iter().zip(&cut.read).all(|(&(at, _), part)| self.fits(&deck, &self.parts[at], part));
        self.deck = Some(deck);
        if fits {
            self.place(new.iter().map(|(at, _)| *at).zip(std::mem::take(&mut cut.read)).collect(), cut);
        } else {
            // Code that stands in a file is read in another way.
            cut.read
                .retain(|part| !part.drafts.iter().flatten().any(|draft| names_files(&draft.slide)) && !part.rest.name_files());
        }
        fits
    }

    fn read_part(&self, text: &str, source: &SourceFile, (at, id): (usize, FileId)) -> Kept {
        let Some(rules) = &self.rules else { return Kept::unread() };
        let file = SourceFile::new(id, source.path.clone(), text);
        let part = Part::whole(&file, 0).within(self.parts[at].lang.clone());
        let prelude = Prelude::read(&file, &part, rules);
        let mut read = Kept { lang: self.parts[at].lang.clone(), own: prelude.definitions.clone(), ..Kept::unread() };
        read.take(&file, 1, pieces::read(&file, &part, prelude, rules, &self.definitions));
        read
    }

    /// Is nothing different but what stands on the slides of a part?
    fn fits(&self, deck: &Deck, old: &Kept, new: &Kept) -> bool {
        let (Some(old_id), Some(drafts)) = (old.id, &new.drafts) else { return false };
        let Some(position) = self.positions.part(old_id) else { return false };
        let slides = deck.slides.get(position.slides.clone()).unwrap_or_default();
        let abouts = self.abouts.get(position.slides.clone()).unwrap_or_default();
        // What was found of the whole deck is about this part, or about places in the file, which move.
        let concerned = |file: FileId| file == old_id || file == file.whole();
        let told = self.finished.iter().flat_map(|finding| &finding.labels).any(|label| concerned(label.span.file));
        let alike = |((slide, about), draft): ((&Slide, &About), &Draft)| draft.stands_as(slide, about);
        !told
            && old.own == new.own
            && old.rest.asks_the_same(&new.rest)
            && slides.len() == drafts.len()
            && slides.iter().zip(abouts).zip(drafts).all(alike)
            && !drafts.iter().any(|draft| names_files(&draft.slide))
    }

    /// Puts parts, each with the place of the one it was, and their slides in their places.
    fn place(&mut self, new: Vec<(usize, Kept)>, cut: &Cut) {
        let Some(mut deck) = self.deck.take() else { return };
        for (at, mut part) in new {
            let position = self.parts[at].id.and_then(|id| self.positions.part(id));
            let slides = position.map(|position| position.slides.clone()).unwrap_or_default();
            for (n, (index, draft)) in slides.zip(part.drafts.take().into_iter().flatten()).enumerate() {
                let (slide, about) = draft.in_place_of(&deck.slides[index], &self.abouts[index]);
                (deck.slides[index], self.abouts[index]) = (slide, about);
                self.keys[index] = part.id.map_or_else(SlideKey::default, |id| SlideKey::of(id, n));
            }
            part.placed = part.slides;
            self.parts[at] = part;
        }
        for (part, range) in self.parts[cut.stretch.clone()].iter_mut().zip(&cut.ranges) {
            part.range = range.clone();
        }
        let moved = |at: usize| at + cut.text.len() - self.text.len();
        for part in &mut self.parts[cut.stretch.end..] {
            part.range = moved(part.range.start)..moved(part.range.end);
        }
        self.text = cut.text.clone();
        self.note_positions(deck.slides.len());
        self.deck = Some(deck);
    }
}
