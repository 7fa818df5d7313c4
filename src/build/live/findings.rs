//! Findings with their places as numbers, and the slides they are about.

use camino::Utf8Path;

use super::LiveFinding;
use crate::build::error::DeckFailure;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Deck, Origin, SlideId};
use crate::source::{Sources, Span};

/// All findings of a deck, in their order.
pub fn all(diagnostics: &Diagnostics, sources: &Sources, deck: Option<&Deck>) -> Vec<LiveFinding> {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, deck)).collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources, deck: Option<&Deck>) -> LiveFinding {
    let span = diagnostic.span();
    let file = span.map(|span| sources.get(span.file));
    let at = file.zip(span).map(|(file, span)| file.line_col(span.range().start));
    LiveFinding {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        path: file.map(|file| file.path.clone()).unwrap_or_default(),
        line: at.map_or(1, |at| at.line),
        column: at.map_or(1, |at| at.column),
        slides: deck.map_or_else(Vec::new, |deck| slides(diagnostic, deck)),
    }
}

/// The slides on which the places of a finding lie.
fn slides(diagnostic: &Diagnostic, deck: &Deck) -> Vec<SlideId> {
    let mut ids = Vec::new();
    for label in &diagnostic.labels {
        let before = |slide: &&crate::model::Slide| {
            slide.origin != Origin::FrontMatter && slide.span.file == label.span.file && slide.span.start <= label.span.start
        };
        let slide = deck.slides.iter().filter(before).max_by_key(|slide| slide.span.start);
        if let Some(slide) = slide.filter(|slide| !ids.contains(&slide.id)) {
            ids.push(slide.id.clone());
        }
    }
    ids
}

/// The finding about a deck that can't be read or shown.
pub fn unreadable(sources: &mut Sources, path: &Utf8Path, failure: &DeckFailure) -> Diagnostic {
    let file = sources.add(path, "");
    let finding = Diagnostic::new(Code::UnreadableDeck, Span::new(file, 0, 0), format!("the deck can't be read: {failure}"));
    finding.help("what was shown before stays; the deck is read again when it changes")
}
