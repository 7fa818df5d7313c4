//! What two audiences see differently on one slide.

use crate::model::Slide;
use crate::project::{Change, ChangeKind};
use crate::source::Span;

/// A place that two audiences see differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where it was written.
    pub span: Span,
    /// Does it stand on the slide or in the notes?
    pub part: Part,
    /// What is different.
    pub kind: Kind,
    /// What the first audience sees there, and what the second; `None` is nothing.
    pub seen: [Option<Span>; 2],
}

/// Where a difference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// On the slide.
    Slide,
    /// In what the speaker says.
    Notes,
}

/// What is different at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Left out for the second audience by a rule, and nothing stands in its place.
    Dropped,
    /// Left out for the second audience by a mark of the author.
    DroppedOnPurpose,
    /// The second audience sees something else.
    Replaced,
    /// A term of the glossary is explained to one of them.
    Glossed,
    /// A term of the glossary is said in its plain words.
    Exchanged,
    /// Only the second audience sees it.
    OnlyHere,
}

impl Kind {
    /// All kinds, in the order in which they are counted.
    pub const ALL: [Kind; 6] =
        [Kind::Replaced, Kind::Glossed, Kind::Exchanged, Kind::Dropped, Kind::DroppedOnPurpose, Kind::OnlyHere];

    /// As it is told.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Dropped => "dropped",
            Kind::DroppedOnPurpose => "dropped on purpose",
            Kind::Replaced => "replaced",
            Kind::Glossed => "glossed",
            Kind::Exchanged => "exchanged",
            Kind::OnlyHere => "only here",
        }
    }
}

/// What differs on a slide that both audiences see, from what each sees otherwise than it was written.
pub fn of(slide: &Slide, [first, second]: [&[&Change]; 2]) -> Vec<Difference> {
    let same =
        |change: &Change, others: &[&Change]| others.iter().any(|other| other.span == change.span && other.kind == change.kind);
    let part = |span: Span| {
        let inside = slide.notes.iter().any(|notes| notes.span.file == span.file && holds(notes.span, span));
        if inside { Part::Notes } else { Part::Slide }
    };
    let mut all = Vec::new();
    for change in second.iter().filter(|change| !same(change, first) && !stands_in(change.span, first)) {
        let (kind, seen) = seen(change);
        all.push(Difference { span: change.span, part: part(change.span), kind, seen: [Some(change.span), seen] });
    }
    for change in first.iter().filter(|change| !same(change, second) && !stands_in(change.span, second)) {
        let (kind, seen) = match seen(change) {
            (Kind::Dropped | Kind::DroppedOnPurpose, _) => (Kind::OnlyHere, None),
            other => other,
        };
        all.push(Difference { span: change.span, part: part(change.span), kind, seen: [seen, Some(change.span)] });
    }
    all.sort_by_key(|difference| (difference.span.file, difference.span.start, difference.span.end));
    join_notes(slide, &mut all);
    all
}

/// Notes for the first audience and notes for the second stand in the place of each other, in order.
fn join_notes(slide: &Slide, all: &mut Vec<Difference>) {
    let whole = |difference: &Difference| slide.notes.iter().any(|notes| notes.span == difference.span);
    let of = |all: &[Difference], kind| all.iter().position(|difference| difference.kind == kind && whole(difference));
    while let (Some(gone), Some(new)) = (of(all, Kind::DroppedOnPurpose), of(all, Kind::OnlyHere)) {
        all[gone].kind = Kind::Replaced;
        all[gone].seen[1] = all[new].seen[1];
        all.remove(new);
    }
}

/// Is it what stands in the place of something else, which is told there?
fn stands_in(span: Span, others: &[&Change]) -> bool {
    others.iter().any(|change| matches!(change.kind, ChangeKind::Replaced { by } if by == span))
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// What a change is called, and where the words stand that an audience sees at its place.
fn seen(change: &Change) -> (Kind, Option<Span>) {
    match &change.kind {
        ChangeKind::Dropped => (Kind::Dropped, None),
        ChangeKind::DroppedOnPurpose => (Kind::DroppedOnPurpose, None),
        ChangeKind::Replaced { by } => (Kind::Replaced, Some(*by)),
        ChangeKind::Glossed { term } => (Kind::Glossed, Some(term.plain.span)),
        ChangeKind::Exchanged { term } => (Kind::Exchanged, Some(term.plain.span)),
    }
}
