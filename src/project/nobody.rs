//! What is shown to nobody: marked for audiences that have nobody in common.
//!
//! Of what stands on a slide, whoever sees what is around it is asked; of slides, all audiences together.

use super::changes::Record;
use super::{Outline, outline, technical};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audiences, Block, Deck, FootnoteText, Inline, InlineKind, Notes, Slide, Variant, child_blocks, texts};
use crate::settings::shown_to_nobody;
use crate::source::Span;

/// For whom something is, and where that was said.
type Mark<'d> = (&'d Audiences, Span);

/// Reports what of a slide is shown to nobody.
pub(super) fn on_slide(outline: &Outline, slide: &Slide, record: &mut Record) {
    let variants = outline.variants();
    let mut search = Search { variants, around: around(outline.deck, slide), found: Vec::new() };
    search.text(slide.heading.as_ref().map_or(&[], |heading| &heading.content));
    search.blocks(&slide.content);
    // Notes within notes come before these.
    let mut all: Vec<&Notes> = slide.notes.iter().collect();
    all.sort_by_key(|notes| notes.span.start);
    for notes in all {
        search.taken_out(notes.audience.as_ref(), notes.span, |search| search.blocks(&notes.content));
    }
    for background in &slide.backgrounds {
        search.taken_out(background.audience.as_ref(), background.picture.path.span, |_| {});
    }
    record.findings.append(&mut search.found);
}

/// For whom a slide is by its section and itself.
fn around<'d>(deck: &'d Deck, slide: &'d Slide) -> Vec<Mark<'d>> {
    let section = slide.section.and_then(|section| deck.sections.get(section));
    let section = section.and_then(|section| Some((section.audience.as_ref()?, section.span)));
    let own = slide.audience.as_ref().map(|own| (&own.value, own.span));
    section.into_iter().chain(own).collect()
}

/// Does an audience see what has all these marks?
fn is_seen(variants: &[Variant], marks: &[Mark]) -> bool {
    variants.iter().any(|variant| marks.iter().all(|(audiences, _)| audiences.admits(variant)))
}

/// A slide on its way.
struct Search<'d> {
    variants: &'d [Variant],
    /// The marks around, from the outermost.
    around: Vec<Mark<'d>>,
    found: Vec<Diagnostic>,
}

impl<'d> Search<'d> {
    /// Goes into something, unless nobody sees it.
    fn within(&mut self, audiences: Option<&'d Audiences>, span: Span, inside: impl FnOnce(&mut Self)) {
        let Some(audiences) = audiences else { return inside(self) };
        if *audiences == Audiences::Only(Vec::new()) {
            // The parser told, or what is around it is told.
            return;
        }
        let mark = (audiences, span);
        self.around.push(mark);
        let seen = is_seen(self.variants, &self.around);
        if seen {
            inside(self);
        }
        self.around.pop();
        if !seen {
            self.found.extend(contradiction("this", self.variants, &self.around, mark));
        }
    }

    /// Goes into something that was taken out of the blocks around it, unless one of those was told.
    fn taken_out(&mut self, audiences: Option<&'d Audiences>, span: Span, inside: impl FnOnce(&mut Self)) {
        let holds = |around: Span| around.file == span.file && around.start <= span.start && span.end <= around.end;
        if !self.found.iter().filter_map(Diagnostic::span).any(holds) {
            self.within(audiences, span, inside);
        }
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            self.within(block.audience.as_ref(), block.span, |search| {
                texts(block).into_iter().for_each(|text| search.text(text));
                child_blocks(block).into_iter().for_each(|blocks| search.blocks(blocks));
            });
        }
    }

    fn text(&mut self, text: &'d [Inline]) {
        for inline in text {
            let audiences = match &inline.kind {
                InlineKind::Marked { audience, .. } => audience.as_ref(),
                _ => None,
            };
            self.within(audiences, inline.span, |search| {
                search.text(inline.content());
                if let InlineKind::Footnote(FootnoteText::Here(note)) = &inline.kind {
                    search.text(note);
                }
            });
        }
    }
}

/// The finding about something with a mark inside of others. It names the nearest of these that has nobody in common with it.
fn contradiction(what: &str, variants: &[Variant], around: &[Mark], inner: Mark) -> Option<Diagnostic> {
    let outer = around.iter().rev().find(|outer| !is_seen(variants, &[**outer, inner])).or(around.last())?;
    Some(shown_to_nobody(what, inner, *outer))
}

/// Reports what of the definitions of footnotes is shown to nobody. Marks of several slides may use one, so what is around them isn't asked.
pub fn unseen_in_footnotes(deck: &Deck) -> Vec<Diagnostic> {
    let variants = if deck.footnotes.is_empty() { Vec::new() } else { deck.variants() };
    let mut search = Search { variants: &variants, around: Vec::new(), found: Vec::new() };
    for footnote in &deck.footnotes {
        search.within(footnote.audience.as_ref(), footnote.span, |search| search.blocks(&footnote.content));
    }
    search.found
}

/// Reports the slides that no variant shows, though nobody said `skip`. `shown`: for each slide of the deck, does any variant show it?
pub fn unseen_slides(deck: &Deck, shown: &[bool]) -> Vec<Diagnostic> {
    let unseen = deck.slides.iter().zip(shown).filter(|(slide, shown)| !**shown && !slide.skip).map(|(slide, _)| slide);
    let unseen: Vec<&Slide> = unseen.collect();
    if unseen.is_empty() {
        return Vec::new();
    }
    let variants = deck.variants();
    let technical = technical(deck);
    let outlines: Vec<Outline> = variants.iter().map(|variant| outline(deck, (variant, &technical), "")).collect();
    let finding = |slide: &&Slide| {
        let marks = around(deck, slide);
        match marks.split_last() {
            Some((inner, around)) if !is_seen(&variants, &marks) => contradiction("this slide", &variants, around, *inner),
            _ => stood_for(deck, &outlines, slide),
        }
    };
    unseen.iter().filter_map(finding).collect()
}

/// The finding about a slide in the place of which everybody sees another. A section's slide that has nothing to announce is none.
fn stood_for(deck: &Deck, outlines: &[Outline], slide: &Slide) -> Option<Diagnostic> {
    let other = outlines.iter().find_map(|outline| outline.target(&slide.id.0).1)?;
    let other = deck.slides.iter().find(|slide| slide.id.0 == other)?;
    let finding = Diagnostic::new(Code::ShownToNobody, slide.span, "this slide is shown to nobody: others stand in its place");
    let finding = finding.also(other.span, "in its place");
    Some(finding.help("say for whom the others are, with `audience=`; or take this one out, or `skip` it"))
}

#[cfg(test)]
#[path = "nested_tests.rs"]
mod tests;
