//! Where the parts of a text stand in it now, and their slides in the deck.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Where the parts of a text stand. Spans that count from a part's start ([`FileId::part`]) are turned into places in the file.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    parts: Vec<Position>,
    by_id: FxHashMap<FileId, usize>,
}

/// Where a part stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Its bytes.
    pub range: Range<usize>,
    /// The number of its first line, from 1.
    pub line: usize,
    /// Its slides among those of the deck.
    pub slides: Range<usize>,
}

impl Positions {
    /// Takes the parts in order, each with what its spans name it by.
    pub fn new(parts: impl Iterator<Item = (Option<FileId>, Position)>) -> Self {
        let (ids, parts): (Vec<_>, Vec<_>) = parts.unzip();
        let by_id = ids.into_iter().enumerate().filter_map(|(index, id)| Some((id?, index))).collect();
        Self { parts, by_id }
    }

    /// The part that a span counts in; `None` where it counts from the start of its file.
    pub fn part(&self, id: FileId) -> Option<&Position> {
        if id == id.whole() { None } else { self.parts.get(*self.by_id.get(&id)?) }
    }

    /// A span in the file.
    pub fn absolute(&self, span: Span) -> Span {
        let Some(part) = self.part(span.file) else { return span };
        let range = span.range();
        Span::new(span.file.whole(), part.range.start + range.start, part.range.start + range.end)
    }

    /// A finding whose places are in the file.
    pub fn in_file(&self, finding: &Arc<Diagnostic>) -> Arc<Diagnostic> {
        let mut spans = finding.labels.iter().map(|label| label.span).chain(finding.fix.iter().map(|fix| fix.span));
        if !spans.any(|span| self.part(span.file).is_some()) {
            return finding.clone();
        }
        let mut moved = Diagnostic::clone(finding);
        moved.labels.iter_mut().for_each(|label| label.span = self.absolute(label.span));
        moved.fix.iter_mut().for_each(|fix| fix.span = self.absolute(fix.span));
        moved.into()
    }
}
