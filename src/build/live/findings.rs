//! Findings with their places as numbers, and the slides they are about.

use std::cell::OnceCell;
use std::sync::Arc;

use camino::Utf8Path;

use super::LiveFinding;
use crate::build::error::DeckFailure;
use crate::check::Written;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Deck, Origin, SlideId};
use crate::parse::Memory;
use crate::source::{FileId, LineCol, Sources, Span, line_col};

/// The findings that were told last.
#[derive(Default)]
pub struct Told {
    known: Vec<Known>,
    /// The frame of the deck they are about.
    frame: Option<u64>,
}

struct Known {
    finding: Arc<Diagnostic>,
    /// Its place in what its span counts in.
    at: LineCol,
    told: Arc<LiveFinding>,
}

impl Told {
    /// All findings of a deck, in their order. Those that are as before, which most are after an edit, are the same ones.
    pub fn tell(&mut self, findings: &Diagnostics, places: &Places<'_>) -> Vec<Arc<LiveFinding>> {
        let before = std::mem::take(&mut self.known);
        let frame = places.deck.map(|_| places.memory.frame());
        let same_frame = frame.is_some() && std::mem::replace(&mut self.frame, frame) == frame;
        let known = |index: usize| {
            let from_end = before.len().checked_sub(findings.len() - index);
            [Some(index), from_end].into_iter().flatten().filter_map(|index| before.get(index))
        };
        let tell = |(index, finding)| {
            let moved = same_frame.then(|| known(index).find_map(|known| places.as_before(finding, known))).flatten();
            moved.unwrap_or_else(|| places.told(finding, known(index)))
        };
        self.known = findings.shared().iter().enumerate().map(tell).collect();
        self.known.iter().map(|known| known.told.clone()).collect()
    }
}

/// Where things stand.
pub struct Places<'a> {
    memory: &'a Memory,
    sources: &'a Sources,
    /// The deck that was read; `None` where it can't be.
    deck: Option<&'a Deck>,
    /// Where the slides begin whose spans are places in the file, in order, with their places in the deck.
    starts: OnceCell<Vec<(u32, usize)>>,
}

impl Written for Places<'_> {
    fn slice(&self, span: Span) -> &str {
        match self.memory.text_of(span.file) {
            Some(part) => part.get(span.range()).unwrap_or(""),
            None => self.sources.slice(span),
        }
    }

    fn line(&self, span: Span) -> usize {
        let before = self.memory.positions().part(span.file).map_or(0, |part| part.line - 1);
        before + self.within(Some(span)).line
    }

    fn in_file(&self, span: Span) -> Span {
        self.memory.positions().absolute(span)
    }
}

impl<'a> Places<'a> {
    /// Of what a memory holds, if that is what was read.
    pub fn new(memory: &'a Memory, sources: &'a Sources, readable: bool) -> Self {
        Self { memory, sources, deck: memory.deck().filter(|_| readable), starts: OnceCell::new() }
    }

    /// A finding of the same frame that is the same and on the same line: the slides that it is about are those they were.
    fn as_before(&self, finding: &Arc<Diagnostic>, known: &Known) -> Option<Known> {
        let same = Arc::ptr_eq(&known.finding, finding);
        let part = finding.span().filter(|_| same).and_then(|span| self.memory.positions().part(span.file))?;
        let on_its_line = part.line - 1 + known.at.line == known.told.line;
        on_its_line.then(|| Known { finding: finding.clone(), at: known.at, told: known.told.clone() })
    }

    fn told<'k>(&self, finding: &Arc<Diagnostic>, known: impl Iterator<Item = &'k Known> + Clone) -> Known {
        let span = finding.span();
        let part = span.and_then(|span| self.memory.positions().part(span.file));
        let same = known.clone().find(|known| Arc::ptr_eq(&known.finding, finding));
        // The text of a part never changes.
        let at = same.filter(|_| part.is_some()).map_or_else(|| self.within(span), |known| known.at);
        let line = part.map_or(0, |part| part.line - 1) + at.line;
        let path = span.map_or(Utf8Path::new(""), |span| &self.sources.get(span.file.whole()).path);
        let slides = self.slides(finding);
        let is_told = |known: &&Known| {
            let (old, new) = (&known.told, &**finding);
            (same.is_some_and(|same| std::ptr::eq(same, *known))
                || (old.severity, old.code, &old.message, &old.help) == (new.severity, new.code, &new.message, &new.help))
                && (old.path.as_path(), old.line, old.column) == (path, line, at.column)
                && old.slides.iter().eq(slides.iter().copied())
        };
        let told = same.into_iter().chain(known).find(is_told).map(|known| known.told.clone());
        let told = told.unwrap_or_else(|| {
            let Diagnostic { severity, code, ref message, ref help, .. } = **finding;
            let slides = slides.into_iter().cloned().collect();
            let (message, help, path, column) = (message.clone(), help.clone(), path.to_owned(), at.column);
            Arc::new(LiveFinding { severity, code, message, help, path, line, column, slides })
        });
        Known { finding: finding.clone(), at, told }
    }

    /// Line and column in what a span counts in.
    fn within(&self, span: Option<Span>) -> LineCol {
        let Some(span) = span else { return LineCol { line: 1, column: 1 } };
        match self.memory.text_of(span.file) {
            Some(part) => line_col(part, span.range().start),
            None => self.sources.get(span.file).line_col(span.range().start),
        }
    }

    /// The slides on which the places of a finding lie.
    fn slides(&self, finding: &Diagnostic) -> Vec<&'a SlideId> {
        let mut ids: Vec<&SlideId> = Vec::new();
        let slides = finding.labels.iter().filter_map(|label| self.slide(label.span));
        slides.for_each(|id| {
            if !ids.contains(&id) {
                ids.push(id);
            }
        });
        ids
    }

    /// The slide that begins at a place of the deck's file or last before it.
    fn slide(&self, span: Span) -> Option<&'a SlideId> {
        let deck = self.deck.filter(|_| span.file.whole() == FileId(0))?;
        let written = |index: usize| deck.slides.get(index).filter(|slide| slide.origin != Origin::FrontMatter);
        let part = self.memory.positions().part(span.file);
        let of_part = part.and_then(|part| deck.slides.get(part.slides.clone())).unwrap_or_default();
        let index = if part.is_some_and(|_| of_part.iter().all(|slide| slide.span.file == span.file)) {
            part?.slides.start + of_part.partition_point(|slide| slide.span.start <= span.start)
        } else {
            return self.slide_in_file(deck, self.memory.positions().absolute(span));
        };
        written(index.checked_sub(1)?).map(|slide| &slide.id)
    }

    fn slide_in_file(&self, deck: &'a Deck, span: Span) -> Option<&'a SlideId> {
        let starts = self.starts.get_or_init(|| {
            let slides = deck.slides.iter().enumerate().filter(|(_, slide)| slide.origin != Origin::FrontMatter);
            let places = slides.map(|(index, slide)| (self.memory.positions().absolute(slide.span), index));
            let mut starts: Vec<_> =
                places.filter(|(span, _)| span.file == deck.file).map(|(span, index)| (span.start, index)).collect();
            starts.sort_unstable();
            starts
        });
        let before = starts.partition_point(|(start, _)| *start <= span.start);
        Some(&deck.slides[starts[before.checked_sub(1)?].1].id)
    }
}

/// The finding about a deck that can't be read or shown. `shown`: slides of it were shown before.
pub fn unreadable(sources: &mut Sources, path: &Utf8Path, failure: &DeckFailure, shown: bool) -> Diagnostic {
    let file = sources.add(path, "");
    let finding = Diagnostic::new(Code::UnreadableDeck, Span::new(file, 0, 0), format!("the deck can't be read: {failure}"));
    finding.help(if shown {
        "what was shown before stays; the deck is read again when it changes"
    } else {
        "the deck is read again when it changes"
    })
}
