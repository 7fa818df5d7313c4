//! Differences in words, and where they are marked.

use crate::compare::{Difference, Kind, Pair, Part, Relation, Words, words_said};
use crate::model::{Deck, Origin};
use crate::project::ProjectedSlide;
use crate::source::{ProjectRoot, Sources, Span};
use crate::typeset;
use crate::typeset::paper::Row;

/// What is needed to tell the differences of a deck.
pub struct Telling<'a> {
    deck: &'a Deck,
    sources: &'a Sources,
    root: &'a ProjectRoot,
    words: Words<'a>,
}

impl<'a> Telling<'a> {
    /// Reads the words of a deck.
    pub fn of(deck: &'a Deck, sources: &'a Sources, root: &'a ProjectRoot) -> Self {
        Self { deck, sources, root, words: Words::of(deck, sources) }
    }

    /// What differs on two slides, or what is said with slides of which each is seen by one of the audiences alone.
    pub fn rows(&self, pair: &Pair, slides: [Option<&ProjectedSlide>; 2]) -> Vec<Row> {
        let kind = match pair.relation {
            Relation::Same => return pair.differences.iter().map(|difference| self.row(difference)).collect(),
            Relation::Replaced { .. } => Kind::Replaced,
            Relation::OnlyFirst => Kind::DroppedOnPurpose,
            Relation::OnlySecond => Kind::OnlyHere,
        };
        let words = slides.map(|slide| words_said(slide?));
        let said = words.iter().any(Option::is_some);
        let row = || Row { kind: kind.as_str(), place: "in the notes".to_owned(), words, marks: [None, None] };
        said.then(row).into_iter().collect()
    }

    /// A difference as it is told.
    fn row(&self, difference: &Difference) -> Row {
        let place = self.place(difference.span, false);
        let notes = difference.part == Part::Notes;
        Row {
            kind: difference.kind.as_str(),
            place: if notes { format!("{place}, in the notes") } else { place },
            words: self.words.seen(difference),
            marks: [self.mark(difference, 0), self.mark(difference, 1)],
        }
    }

    /// What is marked on a slide: what its audience sees at the place, or the word that is explained or exchanged.
    fn mark(&self, difference: &Difference, side: usize) -> Option<typeset::Wanted> {
        let seen = difference.seen[side].filter(|_| difference.part == Part::Slide)?;
        let span = match difference.kind {
            Kind::Glossed if seen == difference.span => return None,
            Kind::Glossed | Kind::Exchanged => difference.span,
            _ if Some(difference.span) == self.deck.meta.title.as_ref().map(|title| title.span) => self.title_slide()?,
            _ => seen,
        };
        Some(typeset::Wanted { span, pictures: self.words.pictures_in(span), block: self.words.at(seen).block })
    }

    /// Where the title on the slide made from the front matter is said to be written, for all audiences.
    fn title_slide(&self) -> Option<Span> {
        self.deck.slides.iter().find(|slide| slide.origin == Origin::FrontMatter).map(|slide| slide.span)
    }

    /// `line 20`, or with its file where that is asked for or is another one than the deck's.
    pub fn place(&self, span: Span, whole: bool) -> String {
        let source = self.sources.get(span.file);
        let line = source.line_col(span.range().start).line;
        if whole || span.file != self.deck.file {
            format!("{}:{line}", self.root.told(&source.path))
        } else {
            format!("line {line}")
        }
    }
}
