//! Findings with their places as numbers, and the slides they are about.

use camino::Utf8Path;

use super::LiveFinding;
use crate::build::error::DeckFailure;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Deck, Origin, SlideId};
use crate::parse::Memory;
use crate::source::{FileId, Sources, Span};

/// Where the slides of a deck begin in its file, in order.
pub type Starts = Vec<(u32, SlideId)>;

/// All findings of a deck, in their order.
pub fn all(diagnostics: &Diagnostics, sources: &Sources, starts: &Starts) -> Vec<LiveFinding> {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, starts)).collect()
}

/// Where the slides begin that stand in the deck's own file.
pub fn starts(deck: &Deck, memory: &Memory) -> Starts {
    let written = deck.slides.iter().filter(|slide| slide.origin != Origin::FrontMatter);
    let places = written.map(|slide| (memory.absolute(slide.span), &slide.id)).filter(|(span, _)| span.file == deck.file);
    let mut starts: Starts = places.map(|(span, id)| (span.start, id.clone())).collect();
    starts.sort_by_key(|(start, _)| *start);
    starts
}

fn one(diagnostic: &Diagnostic, sources: &Sources, starts: &Starts) -> LiveFinding {
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
        slides: slides(diagnostic, starts),
    }
}

/// The slides on which the places of a finding lie.
fn slides(diagnostic: &Diagnostic, starts: &Starts) -> Vec<SlideId> {
    let mut ids: Vec<SlideId> = Vec::new();
    for span in diagnostic.labels.iter().map(|label| label.span).filter(|span| span.file == FileId(0)) {
        let before = starts.partition_point(|(start, _)| *start <= span.start);
        let slide = before.checked_sub(1).map(|index| &starts[index].1);
        ids.extend(slide.filter(|id| !ids.contains(id)).cloned());
    }
    ids
}

/// The finding about a deck that can't be read or shown.
pub fn unreadable(sources: &mut Sources, path: &Utf8Path, failure: &DeckFailure) -> Diagnostic {
    let file = sources.add(path, "");
    let finding = Diagnostic::new(Code::UnreadableDeck, Span::new(file, 0, 0), format!("the deck can't be read: {failure}"));
    finding.help("what was shown before stays; the deck is read again when it changes")
}
