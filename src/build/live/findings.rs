//! Findings with their places as numbers, and the slides they are about.

use std::sync::Arc;

use camino::Utf8Path;

use super::LiveFinding;
use crate::build::error::DeckFailure;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Deck, Origin, SlideId};
use crate::parse::Memory;
use crate::source::{FileId, Sources, Span};

/// Where the slides of a deck begin in its file, in order.
pub type Starts = Vec<(u32, SlideId)>;

/// All findings of a deck, in their order. Those that are as `before`, which most are after an edit, are the same ones.
pub fn all(diagnostics: &Diagnostics, sources: &Sources, starts: &Starts, before: &[Arc<LiveFinding>]) -> Vec<Arc<LiveFinding>> {
    let known = |index: usize| {
        let from_end = before.len().checked_sub(diagnostics.len() - index);
        [Some(index), from_end].into_iter().flatten().filter_map(|index| before.get(index))
    };
    let findings = diagnostics.iter().enumerate().map(|(index, diagnostic)| one(diagnostic, sources, starts, known(index)));
    findings.collect()
}

/// Where the slides begin that stand in the deck's own file.
pub fn starts(deck: &Deck, memory: &Memory) -> Starts {
    let written = deck.slides.iter().filter(|slide| slide.origin != Origin::FrontMatter);
    let places = written.map(|slide| (memory.absolute(slide.span), &slide.id)).filter(|(span, _)| span.file == deck.file);
    let mut starts: Starts = places.map(|(span, id)| (span.start, id.clone())).collect();
    starts.sort_by_key(|(start, _)| *start);
    starts
}

fn one<'a>(
    diagnostic: &Diagnostic,
    sources: &Sources,
    starts: &Starts,
    mut known: impl Iterator<Item = &'a Arc<LiveFinding>>,
) -> Arc<LiveFinding> {
    let span = diagnostic.span();
    let file = span.map(|span| sources.get(span.file));
    let at = file.zip(span).map(|(file, span)| file.line_col(span.range().start));
    let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
    let path = file.map_or(Utf8Path::new(""), |file| &file.path);
    let slides = slides(diagnostic, starts);
    let is_same = |old: &&Arc<LiveFinding>| {
        (old.severity, old.code, &old.message, &old.help)
            == (diagnostic.severity, diagnostic.code, &diagnostic.message, &diagnostic.help)
            && (old.path.as_path(), old.line, old.column) == (path, line, column)
            && old.slides.iter().eq(slides.iter().copied())
    };
    if let Some(old) = known.find(is_same) {
        return old.clone();
    }
    let Diagnostic { severity, code, ref message, ref help, .. } = *diagnostic;
    let slides = slides.into_iter().cloned().collect();
    Arc::new(LiveFinding {
        severity,
        code,
        message: message.clone(),
        help: help.clone(),
        path: path.to_owned(),
        line,
        column,
        slides,
    })
}

/// The slides on which the places of a finding lie.
fn slides<'s>(diagnostic: &Diagnostic, starts: &'s Starts) -> Vec<&'s SlideId> {
    let mut ids: Vec<&SlideId> = Vec::new();
    for span in diagnostic.labels.iter().map(|label| label.span).filter(|span| span.file == FileId(0)) {
        let before = starts.partition_point(|(start, _)| *start <= span.start);
        let slide = before.checked_sub(1).map(|index| &starts[index].1);
        ids.extend(slide.filter(|id| !ids.contains(id)));
    }
    ids
}

/// The finding about a deck that can't be read or shown.
pub fn unreadable(sources: &mut Sources, path: &Utf8Path, failure: &DeckFailure) -> Diagnostic {
    let file = sources.add(path, "");
    let finding = Diagnostic::new(Code::UnreadableDeck, Span::new(file, 0, 0), format!("the deck can't be read: {failure}"));
    finding.help("what was shown before stays; the deck is read again when it changes")
}
