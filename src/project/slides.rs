//! Slides and sections as one audience sees them.

use super::agenda::agenda;
use super::backgrounds::backgrounds;
use super::blocks::blocks;
use super::changes::{ChangeKind, Record};
use super::footnotes::{Footnotes, in_notes, without_marks};
use super::inlines::{inlines, other_side, replacement, words};
use super::layout::choose;
use super::nobody;
use super::shown::{own_audience, section_audience};
use super::view::{Scope, View};
use super::{Outline, ProjectedMeta, ProjectedSection, ProjectedSlide};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Background, Block, BlockKind, Deck, Heading, Inline, InlineKind, Layout, Notes, NotesTaken, Origin, Own, Slide,
};

/// One slide of the deck as this audience sees it, under a number.
pub(super) fn slide(outline: &Outline, slide: &Slide, number: u32, record: &mut Record) -> ProjectedSlide {
    let Outline { deck, view, definitions, .. } = outline;
    record.begin(slide);
    nobody::on_slide(outline, slide, record);
    let (section, appendix) = section(outline, slide);
    let scope = Scope::new(view).within(section_audience(deck, slide)).within(own_audience(slide));
    if slide.origin == Origin::FrontMatter {
        record.front_matter(deck, view);
    }
    let mut title = title(view, slide, &outline.meta, record);
    let (mut backgrounds, instead) = backgrounds(view, slide, record);
    let mut content = content(scope, slide, &backgrounds, record);
    content.splice(0..0, instead);
    let mut footnotes = Footnotes::new(scope, definitions, record);
    footnotes.number_text(&mut title);
    footnotes.number(&mut content);
    let mut footnotes = footnotes.finish();
    let mut notes = notes(scope, slide, outline.meta.notes, record);
    in_notes(Footnotes::new(scope, definitions, record), &mut notes);
    outline.quotes.text(&mut title);
    outline.quotes.blocks(&mut content);
    outline.quotes.blocks(&mut notes);
    outline.quotes.around(&mut backgrounds, &mut footnotes);
    let terms = outline.explainer().map_or_else(Vec::new, |explainer| {
        backgrounds.iter_mut().for_each(|background| explainer.picture(&mut background.picture));
        explainer.slide((&mut title, &mut content), &mut footnotes, &mut notes, record)
    });
    let (layout, chosen) = choose(deck, view, slide, &content);
    ProjectedSlide {
        id: slide.id.clone(),
        wanted: slide.wanted.clone(),
        number,
        layout,
        chosen,
        agenda: if layout == Layout::Agenda { agenda(outline, slide, section) } else { Vec::new() },
        fit: slide.fit,
        title,
        content,
        notes,
        backgrounds,
        footnotes,
        terms,
        glosses: Vec::new(),
        role: slide.role,
        time: Own::of(view.variant, &slide.own_times, slide.time),
        lang: lang(outline, slide),
        section,
        appendix,
        furniture: slide.furniture.clone(),
        span: slide.span,
    }
}

/// The language of a slide: its own, its section's, else the deck's.
fn lang(outline: &Outline, slide: &Slide) -> String {
    let section = slide.section.and_then(|section| outline.deck.sections.get(section)?.lang.as_ref());
    slide.lang.as_ref().or(section).unwrap_or(&outline.meta.lang).clone()
}

/// The section of a slide among those that are shown, and whether it is an appendix.
pub(super) fn section(outline: &Outline, slide: &Slide) -> (Option<usize>, bool) {
    let appendix = slide.section.and_then(|s| outline.deck.sections.get(s)).is_some_and(|section| section.appendix);
    (slide.section.and_then(|section| outline.indexes.get(section).copied().flatten()), appendix)
}

/// The sections with a slide that is shown, and for each section of the deck its index among them.
pub(super) fn sections(deck: &Deck, view: &View, shown: &[bool]) -> (Vec<ProjectedSection>, Vec<Option<usize>>) {
    let mut used = vec![false; deck.sections.len()];
    for (slide, shown) in deck.slides.iter().zip(shown) {
        if let Some(used) = slide.section.and_then(|section| used.get_mut(section)) {
            *used |= *shown;
        }
    }
    let mut kept = Vec::new();
    let mut indexes = Vec::with_capacity(used.len());
    for (section, used) in deck.sections.iter().zip(used) {
        indexes.push(used.then_some(kept.len()));
        if used {
            kept.push(ProjectedSection {
                title: section_title(view, deck.slides.get(section.slide)),
                time: Own::of(view.variant, &section.own_times, section.time),
                appendix: section.appendix,
                span: section.span,
            });
        }
    }
    (kept, indexes)
}

/// The title of a section, even where its slide is skipped; none where its slide is for others. What is to be said about the
/// wording is said once, at the slide.
fn section_title(view: &View, slide: Option<&Slide>) -> Vec<Inline> {
    let slide = slide.filter(|slide| view.admits(own_audience(slide)));
    let mut title =
        slide.and_then(|slide| slide.heading.as_ref()).map_or_else(Vec::new, |h| heading(view, h, &mut Record::default()));
    without_marks(&mut title);
    title
}

/// A slide's title. The title slide made from the front matter has the talk's.
fn title(view: &View, slide: &Slide, meta: &ProjectedMeta, record: &mut Record) -> Vec<Inline> {
    if slide.origin == Origin::FrontMatter {
        return vec![Inline { kind: InlineKind::Text(meta.title.clone()), span: slide.span }];
    }
    slide.heading.as_ref().map_or_else(Vec::new, |h| heading(view, h, record))
}

fn heading(view: &View, heading: &Heading, record: &mut Record) -> Vec<Inline> {
    match replacement(view, heading.plain.as_ref()) {
        Some(plain) => {
            record.replaced(heading.span, plain);
            words(plain)
        }
        None => inlines(view, &heading.content, record),
    }
}

/// What stands on the slide. Where nothing is left of it, that is a finding, unless one about what was left out says so already.
fn content(scope: Scope, slide: &Slide, backgrounds: &[Background], record: &mut Record) -> Vec<Block> {
    let before = record.findings.len();
    let mut seen = blocks(scope, &slide.content, record);
    // Pauses alone show nothing.
    if seen.iter().all(|block| block.kind == BlockKind::Pause) {
        seen.clear();
    }
    let explained = record.findings.iter().skip(before).any(|f| f.code == Code::DroppedWithoutReplacement);
    let explained = explained || record.findings.iter().any(|f| f.code == Code::ShownToNobody);
    if seen.is_empty() && !slide.content.is_empty() && backgrounds.is_empty() && !explained {
        record.findings.push(emptied(scope.view, slide));
    }
    seen
}

fn emptied(view: &View, slide: &Slide) -> Diagnostic {
    let (name, other) = (view.variant.name(), other_side(view));
    let left = if slide.heading.is_some() { "nothing but the title" } else { "nothing" };
    let message = format!("{left} is left of this slide in the {name} variant");
    Diagnostic::new(Code::EmptyInVariant, slide.span, message)
        .help(format!("add a `::: {name}` block to it, or give the slide `audience={other}`"))
}

/// The notes for this audience, one after the other.
fn notes(scope: Scope, slide: &Slide, taken: NotesTaken, record: &mut Record) -> Vec<Block> {
    let near = |notes: &Notes| scope.view.variant.nearness(notes.audience.as_ref());
    let nearest = slide.notes.iter().filter(|_| taken == NotesTaken::Own).min_by_key(|notes| near(notes).unwrap_or(usize::MAX));
    let mut seen = Vec::new();
    for notes in &slide.notes {
        if !record.admits(scope.view, notes.audience.as_ref(), notes.span) {
            continue;
        }
        if let Some(nearest) = nearest.filter(|nearest| near(nearest) != near(notes)) {
            record.note(notes.span, ChangeKind::Replaced { by: nearest.span });
            continue;
        }
        seen.append(&mut blocks(scope.within(notes.audience.as_ref()), &notes.content, record));
    }
    seen
}
