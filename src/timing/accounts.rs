//! Time rules 4 to 7: who pays for a slide's time.
//!
//! There is an account for the deck (N), one for each closed section (its time), and one for questions (Q). A slide with a time of
//! its own is paid first; those without share what is left. A closed section takes its whole time from the deck's account, or more
//! where its slides state more, since stated times never shrink. What a closed section has left over with nobody to share it stays
//! in the section.

use super::frame::Frame;
use crate::model::{Layout, Seconds, TimeSpec};
use crate::project::{ProjectedSlide, Projection};
use crate::source::Spanned;

/// Which account pays for a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payer {
    /// None: an appendix has no time (rule 8).
    Appendix,
    /// The time for questions (rule 4).
    Questions,
    /// A closed section, by its index (rule 6).
    Section(usize),
    /// The deck (rule 7).
    Deck,
}

/// A whole, what is stated of it, and who shares the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// What there is.
    pub whole: Seconds,
    /// What slides with a time of their own take, and for the deck its closed sections.
    pub stated: Seconds,
    /// The slides that share the rest, as indexes into the projection's slides.
    pub sharers: Vec<usize>,
}

impl Account {
    /// What is left to share.
    pub fn rest(&self) -> Seconds {
        self.whole.minus(self.stated)
    }

    /// By how much the stated times exceed the whole.
    pub fn overrun(&self) -> Seconds {
        self.stated.minus(self.whole)
    }
}

/// The accounts of a deck with a duration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// N and who shares it.
    pub deck: Account,
    /// For each section of the projection its account, if it is closed.
    pub sections: Vec<Option<Account>>,
    /// Q and who shares it.
    pub questions: Account,
}

/// A time of a slide or section in seconds: percentages are of N, and unknown without it.
pub(super) fn resolved(time: Option<Spanned<TimeSpec>>, plannable: Option<Seconds>) -> Option<Seconds> {
    match (time?.value, plannable) {
        (TimeSpec::Fixed(seconds), _) => Some(seconds),
        (share, Some(whole)) => Some(share.of(whole)),
        (TimeSpec::Share(_), None) => None,
    }
}

/// Who pays for this slide. An appendix comes before everything, questions before sections.
pub(super) fn payer(projection: &Projection, slide: &ProjectedSlide) -> Payer {
    if slide.appendix {
        return Payer::Appendix;
    }
    if slide.layout == Layout::Questions {
        return Payer::Questions;
    }
    let section = slide.section.and_then(|index| Some((index, projection.sections.get(index)?)));
    match section {
        Some((index, section)) if section.time.is_some() && !section.appendix => Payer::Section(index),
        _ => Payer::Deck,
    }
}

/// The accounts of a projection; `None` without a duration.
pub(super) fn accounts(projection: &Projection, frame: &Frame) -> Option<Accounts> {
    let plannable = frame.plannable?;
    let open = |whole| Account { whole, ..Account::default() };
    let closed = |section: &crate::project::ProjectedSection| {
        resolved(section.time, Some(plannable)).filter(|_| !section.appendix).map(open)
    };
    let sections = projection.sections.iter().map(closed).collect();
    let mut accounts = Accounts { deck: open(plannable), sections, questions: open(frame.qa) };
    for (index, slide) in projection.slides.iter().enumerate() {
        let Some(account) = accounts.of(payer(projection, slide)) else { continue };
        match resolved(slide.time, Some(plannable)) {
            Some(own) => account.stated = account.stated.plus(own),
            None => account.sharers.push(index),
        }
    }
    let taken: Seconds = accounts.sections.iter().flatten().map(|section| section.whole.max(section.stated)).sum();
    accounts.deck.stated = accounts.deck.stated.plus(taken);
    Some(accounts)
}

impl Accounts {
    fn of(&mut self, payer: Payer) -> Option<&mut Account> {
        match payer {
            Payer::Appendix => None,
            Payer::Questions => Some(&mut self.questions),
            Payer::Section(index) => self.sections.get_mut(index)?.as_mut(),
            Payer::Deck => Some(&mut self.deck),
        }
    }

    /// All accounts whose rest is shared.
    pub(super) fn all(&self) -> impl Iterator<Item = &Account> {
        self.sections.iter().flatten().chain([&self.deck, &self.questions])
    }
}
