//! Why a slide has the time it has: the numbers behind its budget, for a sentence.

use super::accounts::{self, Payer};
use super::{Account, BudgetSource, Schedule, frame, load};
use crate::model::{Seconds, TimeSpec};
use crate::project::Projection;

/// The way to a slide's budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Appendix: no time (rule 8).
    Appendix,
    /// Its own time (rule 5): as stated, and what a percentage is of.
    Own {
        /// As the author wrote it.
        stated: TimeSpec,
        /// N, where it is a percentage.
        of: Option<Seconds>,
        /// It is a questions slide and takes this from Q (rule 4).
        questions: bool,
    },
    /// A share of what an account has left (rules 4, 6 and 7).
    Share(Share),
    /// There is no duration (rule 2).
    Unplanned,
}

/// A share, by rule 9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Whose rest is shared.
    pub source: BudgetSource,
    /// What the account has.
    pub whole: Seconds,
    /// What slides with a time of their own, and for the deck its closed sections, take of it.
    pub stated: Seconds,
    /// What is left.
    pub rest: Seconds,
    /// How many slides share it.
    pub sharers: usize,
    /// What they need together.
    pub need: Seconds,
    /// The exact share in hundredths of a second, rounded down.
    pub hundredths: u64,
    /// Was a second added, since its remainder was among the largest?
    pub rounded_up: bool,
}

/// Explains the slide of an index. `None` where there is no such slide.
pub fn explain(projection: &Projection, schedule: &Schedule, index: usize) -> Option<Reason> {
    let (slide, time) = (projection.slides.get(index)?, schedule.slides.get(index)?);
    let frame = frame::frame(&projection.meta);
    let payer = accounts::payer(projection, slide);
    if payer == Payer::Appendix {
        return Some(Reason::Appendix);
    }
    if let Some(own) = slide.time
        && time.budget.is_some()
    {
        let of = frame.plannable.filter(|_| matches!(own.value, TimeSpec::Share(_)));
        return Some(Reason::Own { stated: own.value, of, questions: payer == Payer::Questions });
    }
    let Some(accounts) = accounts::accounts(projection, &frame) else { return Some(Reason::Unplanned) };
    let account = match payer {
        Payer::Appendix => return Some(Reason::Appendix),
        Payer::Questions => &accounts.questions,
        Payer::Deck => &accounts.deck,
        Payer::Section(section) => accounts.sections.get(section)?.as_ref()?,
    };
    Some(Reason::Share(share(account, schedule, index)))
}

fn share(account: &Account, schedule: &Schedule, index: usize) -> Share {
    let estimate = |index: usize| schedule.slides.get(index).map_or(Seconds::ZERO, |time| time.estimate);
    let need = account.sharers.iter().map(|&sharer| estimate(sharer)).sum::<Seconds>();
    let rest = account.rest();
    let (weight, all) = match need {
        Seconds::ZERO => (1, account.sharers.len().max(1) as u128),
        need => (u128::from(estimate(index).0), u128::from(need.0)),
    };
    let hundredths = u64::try_from(u128::from(rest.0) * weight * 100 / all).unwrap_or(u64::MAX);
    let budget = schedule.slides.get(index).and_then(|time| time.budget).unwrap_or_default();
    Share {
        source: schedule.slides.get(index).map_or(BudgetSource::Deck, |time| time.source),
        whole: account.whole,
        stated: account.stated,
        rest,
        sharers: account.sharers.len(),
        need,
        hundredths,
        rounded_up: u64::from(budget.0) > hundredths / 100,
    }
}

/// What the estimate of the slide of an index is made of, in words: `347 words at 130 a minute, 12 lines of code`. Empty where nothing
/// counts.
pub fn estimate_in_words(projection: &Projection, index: usize) -> String {
    projection.slides.get(index).map_or_else(String::new, |slide| load(slide).in_words(projection.meta.pace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Deck, Layout, Section, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;
    use crate::timing::schedule;

    fn reasons(deck: &Deck) -> Vec<Reason> {
        let projection = project(deck, &Variant::of(Audience::technical()), "talk").0;
        let schedule = schedule(&projection);
        (0..projection.slides.len()).filter_map(|index| explain(&projection, &schedule, index)).collect()
    }

    #[test]
    fn every_payer_has_its_reason() {
        let needs = |id: &str, count| Slide { notes: words(count), ..slide(id) };
        let questions = Slide { layout: layout(Layout::Questions), ..slide("q") };
        let mut deck = deck(vec![needs("a", 130), Slide { time: percent(10), ..slide("b") }, questions]);
        (deck.meta.duration, deck.meta.qa) = (fixed(600), fixed(100));
        add_section(&mut deck, Section { time: fixed(100), ..section() }, slide("s"), vec![needs("t", 65)]);
        add_section(&mut deck, Section { appendix: true, ..section() }, slide("x"), vec![]);
        let reasons = reasons(&deck);
        // N = 500. The deck: 500 - 50 (10 %) - 100 (the section) = 350, all for `a`.
        let Reason::Share(a) = &reasons[0] else { panic!("{reasons:?}") };
        assert_eq!((a.whole, a.stated, a.rest, a.sharers, a.rounded_up), (Seconds(500), Seconds(150), Seconds(350), 1, false));
        assert_eq!(reasons[1], Reason::Own { stated: TimeSpec::Share(10_000), of: Some(Seconds(500)), questions: false });
        let Reason::Share(q) = &reasons[2] else { panic!("{reasons:?}") };
        assert_eq!((q.source, q.rest), (BudgetSource::Questions, Seconds(100)));
        // The section: 100 by 10 and 30 is 25 and 75.
        let Reason::Share(s) = &reasons[3] else { panic!("{reasons:?}") };
        assert_eq!((s.source, s.need, s.hundredths, s.rounded_up), (BudgetSource::Section, Seconds(40), 2500, false));
        assert_eq!(reasons[5], Reason::Appendix);
        deck.meta.duration = None;
        assert_eq!(super::tests::reasons(&deck)[0], Reason::Unplanned);
    }

    #[test]
    fn rounding_is_told() {
        let mut deck = deck(vec![slide("a"), slide("b"), slide("c")]);
        deck.meta.duration = fixed(100);
        let told: Vec<(u64, bool)> = reasons(&deck)
            .iter()
            .map(|reason| match reason {
                Reason::Share(share) => (share.hundredths, share.rounded_up),
                other => panic!("{other:?}"),
            })
            .collect();
        // 100 by 3 is 33.33 each: 34, 33, 33.
        assert_eq!(told, [(3333, true), (3333, false), (3333, false)]);
    }
}
