//! The slides at the end that list the terms used.
//!
//! They are an appendix: shown, not counted, without time. Nobody reads them during the talk; they are for whoever asks, and for the PDF.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::model::{Block, BlockKind, Description, Fit, Inline, InlineKind, Layout, SlideId, Term};
use crate::project::view::Ids;
use crate::project::{Chosen, ProjectedSlide};
use crate::source::Span;

/// So much fits on a slide, in points, where lines have so many characters and such heights.
const ROOM: usize = 390;
const LINE: usize = 48;
const LINE_HEIGHT: usize = 34;
const GAP: usize = 18;
/// With a longer term, the theme sets all terms above what they mean, in characters.
const BESIDE: usize = 18;

/// The slides with the terms that `slides` use, in alphabetical order. `span` is the place of findings about them.
pub fn closing_slides(slides: &[ProjectedSlide], known: &Ids<'_>, lang: &str, span: Span) -> Vec<ProjectedSlide> {
    let mut terms: Vec<Arc<Term>> = Vec::new();
    for used in slides.iter().flat_map(|slide| &slide.terms).filter(|used| !used.exchanged) {
        if !terms.iter().any(|term| term.term.value == used.term.term.value) {
            terms.push(used.term.clone());
        }
    }
    terms.sort_by_cached_key(|term| (term.term.value.to_lowercase(), Reverse(term.term.value.clone())));
    let pages = pages(&terms);
    let count = pages.len();
    let next = u32::try_from(slides.len()).unwrap_or(u32::MAX - 99) + 1;
    let page = |((index, terms), number): ((usize, &[Arc<Term>]), u32)| {
        let title = if count > 1 { format!("{} ({}/{count})", title(lang), index + 1) } else { title(lang).to_owned() };
        slide((&id(known, index), Some(name(index))), number, (&title, lang), terms, span)
    };
    pages.into_iter().enumerate().zip(next..).map(page).collect()
}

/// Terms in stretches of about the same height, none higher than a slide.
fn pages(terms: &[Arc<Term>]) -> Vec<&[Arc<Term>]> {
    let above = terms.iter().any(|term| term.term.value.chars().count() > BESIDE);
    let height = |term: &Arc<Term>| {
        let lines = |text: &str| text.chars().count().div_ceil(LINE);
        let lines = lines(&meaning(term)) + term.analogy.as_ref().map_or(0, |analogy| lines(&analogy.value)) + usize::from(above);
        lines * LINE_HEIGHT + GAP
    };
    let total: usize = terms.iter().map(height).sum();
    if total == 0 {
        return Vec::new();
    }
    let wanted = total.div_ceil(total.div_ceil(ROOM));
    let (mut pages, mut start, mut filled) = (Vec::new(), 0, 0);
    for (index, term) in terms.iter().enumerate() {
        let own = height(term);
        if index > start && (filled >= wanted || filled + own > ROOM) {
            pages.push(&terms[start..index]);
            (start, filled) = (index, 0);
        }
        filled += own;
    }
    pages.push(&terms[start..]);
    pages
}

/// What stands beside a term.
fn meaning(term: &Term) -> String {
    match &term.expand {
        Some(expand) => format!("{}: {}", expand.value, term.plain.value),
        None => term.plain.value.clone(),
    }
}

/// What the slide is called, in the language of the deck; English where it isn't known here.
fn title(lang: &str) -> &'static str {
    match lang.split(['-', '_']).next().unwrap_or_default() {
        "de" => "Begriffe in diesem Vortrag",
        "fr" => "Termes employés",
        "es" => "Términos utilizados",
        "it" => "Termini usati",
        "nl" => "Gebruikte begrippen",
        "pt" => "Termos usados",
        _ => "Terms in this talk",
    }
}

/// What the slide would be called if no other had the name.
fn name(index: usize) -> String {
    if index == 0 { "terms".to_owned() } else { format!("terms-{}", index + 1) }
}

fn id(known: &Ids<'_>, index: usize) -> SlideId {
    let mut free = name(index);
    while known.contain(&free) {
        free = format!("glossary-{free}");
    }
    SlideId(free)
}

fn slide(
    (id, wanted): (&SlideId, Option<String>),
    number: u32,
    (title, lang): (&str, &str),
    terms: &[Arc<Term>],
    span: Span,
) -> ProjectedSlide {
    let text = |text: &str| Inline { kind: InlineKind::Text(text.to_owned()), span };
    let entry = |term: &Arc<Term>| {
        let mut words = vec![text(&meaning(term))];
        if let Some(analogy) = &term.analogy {
            words.push(Inline { kind: InlineKind::LineBreak, span });
            words.push(Inline { kind: InlineKind::Emph(vec![text(&analogy.value)]), span });
        }
        let details = vec![vec![Block { kind: BlockKind::Paragraph(words), span, audience: None }]];
        Description { term: vec![text(&term.term.value)], details, span }
    };
    let content = vec![Block { kind: BlockKind::Descriptions(terms.iter().map(entry).collect()), span, audience: None }];
    ProjectedSlide {
        id: id.clone(),
        wanted: wanted.filter(|wanted| *wanted != id.0),
        number,
        layout: Layout::Content,
        chosen: Chosen::Role("it lists the terms used"),
        agenda: Vec::new(),
        fit: Fit::default(),
        title: vec![text(title)],
        content,
        notes: Vec::new(),
        backgrounds: Vec::new(),
        footnotes: Vec::new(),
        terms: Vec::new(),
        glosses: Vec::new(),
        role: None,
        time: None,
        lang: lang.to_owned(),
        section: None,
        appendix: true,
        furniture: None,
        span,
    }
}
