//! What another tool's deck has that Deckle shows otherwise or not at all: told once a kind, not once a slide.

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deck, Dialect};
use crate::source::Span;

/// More kinds than anyone reads.
const MAX_KINDS: usize = 100;

/// What becomes of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is shown in another way.
    Approximated,
    /// It is left out.
    Dropped,
}

/// What an author is told who writes Deckle's own words into another tool's deck.
const OWN_WORDS: &str = "a deck of Deckle's own can say it; `deckle docs foreign` has the way there";

/// A kind of loss.
#[derive(Debug)]
struct Loss {
    fate: Fate,
    /// Is it something that decks of Deckle's own have?
    own: bool,
    /// What all of its kind have in common, where `what` names an example.
    kind: &'static str,
    what: String,
    first: Span,
    count: usize,
}

/// All losses of a deck so far, in the order in which their kinds were met.
#[derive(Debug, Default)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Notes one. `what` is a clause that holds for all of its kind.
    pub fn note(&mut self, fate: Fate, span: Span, what: &str) {
        let what = if self.0.len() < MAX_KINDS { what } else { "more kinds of things than are told one by one" };
        match self.0.iter_mut().find(|loss| loss.fate == fate && loss.what == what) {
            Some(loss) => loss.again(span),
            None => self.0.push(Loss { fate, own: false, kind: "", what: what.to_owned(), first: span, count: 1 }),
        }
    }

    /// Notes something that decks of Deckle's own have, and the other tool hasn't.
    pub fn note_own(&mut self, span: Span, what: &str) {
        self.note(Fate::Dropped, span, what);
        if let Some(loss) = self.0.iter_mut().find(|loss| loss.what == what) {
            loss.own = true;
        }
    }

    /// Notes one of a kind that is named by its first example.
    pub fn note_kind(&mut self, fate: Fate, span: Span, kind: &'static str, what: &str) {
        match self.0.iter_mut().find(|loss| loss.fate == fate && loss.kind == kind) {
            Some(loss) => loss.again(span),
            None => self.0.push(Loss { fate, own: false, kind, what: what.to_owned(), first: span, count: 1 }),
        }
    }

    fn count(&self, fate: Fate) -> usize {
        self.0.iter().filter(|loss| loss.fate == fate).count()
    }
}

impl Loss {
    fn again(&mut self, span: Span) {
        self.count += 1;
        if span.start < self.first.start {
            self.first = span;
        }
    }

    fn finding(&self) -> Diagnostic {
        let code = match self.fate {
            Fate::Approximated => Code::ForeignApproximated,
            Fate::Dropped => Code::ForeignDropped,
        };
        let finding = Diagnostic::new(code, self.first, self.what.clone());
        let finding = if self.own { finding.help(OWN_WORDS) } else { finding };
        if self.count > 1 { finding.label(format!("the first of {}", self.count)) } else { finding }
    }
}

/// Adds the findings: one for each kind, and one that sums up what was read. Where nothing is lost there is nothing to say.
pub fn report(cx: &mut Context<'_>, deck: &Deck, mark: Span) {
    let losses = std::mem::take(&mut cx.losses);
    if losses.0.is_empty() {
        return;
    }
    let noted = deck.slides.iter().filter(|slide| !slide.notes.is_empty()).count();
    let message = format!(
        "read by {}'s rules: {}, {noted} with notes (shown in another way: {}, left out: {})",
        deck.dialect.name(),
        counted(deck.slides.len(), "slide"),
        counted(losses.count(Fate::Approximated), "kind"),
        counted(losses.count(Fate::Dropped), "kind"),
    );
    cx.report(Diagnostic::new(Code::ForeignDeck, mark, message));
    for loss in &losses.0 {
        cx.report(loss.finding());
    }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

impl Context<'_> {
    /// Notes that something of another tool's deck is shown in another way.
    pub fn approximated(&mut self, span: Span, what: &str) {
        self.losses.note(Fate::Approximated, span, what);
    }

    /// Notes that something of another tool's deck is left out.
    pub fn dropped(&mut self, span: Span, what: &str) {
        self.losses.note(Fate::Dropped, span, what);
    }

    /// Notes that something has a meaning in decks of Deckle's own alone.
    pub fn dropped_own(&mut self, span: Span, what: &str) {
        self.losses.note_own(span, what);
    }

    /// Are the rules another tool's?
    pub fn is_foreign(&self) -> bool {
        self.dialect.is_foreign()
    }

    /// Are the rules Marp's?
    pub fn is_marp(&self) -> bool {
        self.dialect == Dialect::Marp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn a_kind_is_told_once_at_its_first_place() {
        let mut losses = Losses::default();
        let at = |start| Span::new(FileId(0), start, start + 1);
        losses.note(Fate::Dropped, at(9), "styles are left out");
        losses.note(Fate::Dropped, at(4), "styles are left out");
        losses.note(Fate::Approximated, at(5), "styles are left out");
        let findings: Vec<Diagnostic> = losses.0.iter().map(Loss::finding).collect();
        assert_eq!(findings.len(), 2);
        assert_eq!((findings[0].code, findings[0].labels[0].span), (Code::ForeignDropped, at(4)));
        assert!(findings.iter().all(|finding| finding.help.is_empty()));
        assert_eq!((findings[0].labels[0].text.as_str(), findings[1].labels[0].text.as_str()), ("the first of 2", ""));
    }

    #[test]
    fn what_deckle_has_itself_says_how_to_get_there() {
        let mut losses = Losses::default();
        let at = |start| Span::new(FileId(0), start, start + 1);
        losses.note(Fate::Dropped, at(1), "styles are left out");
        losses.note_own(at(2), "`plain` has no effect here");
        losses.note_own(at(3), "`plain` has no effect here");
        let helps: Vec<usize> = losses.0.iter().map(|loss| loss.finding().help.len()).collect();
        assert_eq!(helps, [0, 1]);
    }
}
