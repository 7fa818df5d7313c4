//! New budgets from rehearsals.
//!
//! Whoever paid for a slide goes on paying: within the deck's time, and within each closed section's, what there is for talking is
//! shared in proportion to what the slides took, so that the plan still adds up. Exercises and breaks keep what they state, and so
//! do slides that were never on. Slides that can state no time of their own (the title slide, a section's, one without a heading) go
//! on sharing what the others leave.

use super::Comparison;
use crate::model::{Layout, Seconds};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::accounts::{self, Payer};
use crate::timing::{Account, Schedule, frame};

/// Proposals are multiples of this, one slide of each account aside where the sum asks for it.
pub const STEP: u32 = 5;

/// A budget for each slide that should get another one; `None` for those that keep theirs. `can_state` says of each slide whether a
/// time can be written for it. Without a duration a proposal is what the slide took.
pub fn propose(
    projection: &Projection,
    schedule: &Schedule,
    comparison: &Comparison,
    can_state: &[bool],
) -> Vec<Option<Seconds>> {
    let mut proposals = vec![None; projection.slides.len()];
    let members = |payer: Payer| -> Vec<usize> {
        (0..projection.slides.len()).filter(|&i| accounts::payer(projection, &projection.slides[i]) == payer).collect()
    };
    let view = View { projection, schedule, comparison, can_state };
    match accounts::accounts(projection, &frame::frame(&projection.meta)) {
        None => {
            for index in (0..projection.slides.len()).filter(|&index| view.moves(index)) {
                proposals[index] = view.took(index).map(to_step);
            }
        }
        Some(accounts) => {
            let mut closed = Seconds::ZERO;
            for (index, section) in accounts.sections.iter().enumerate() {
                let Some(Account { whole, .. }) = section else { continue };
                closed = closed.plus(view.account(&members(Payer::Section(index)), *whole, &mut proposals));
            }
            view.account(&members(Payer::Deck), accounts.deck.whole.minus(closed), &mut proposals);
        }
    }
    for (index, proposal) in proposals.iter_mut().enumerate() {
        let stated = projection.slides[index].time.is_some();
        let same = stated && *proposal == schedule.slides[index].budget;
        *proposal = proposal.filter(|_| !same);
    }
    proposals
}

struct View<'a> {
    projection: &'a Projection,
    schedule: &'a Schedule,
    comparison: &'a Comparison,
    can_state: &'a [bool],
}

impl View<'_> {
    fn took(&self, index: usize) -> Option<Seconds> {
        Some(self.comparison.slides.get(index)?.as_ref()?.median)
    }

    fn slide(&self, index: usize) -> &ProjectedSlide {
        &self.projection.slides[index]
    }

    /// Does this slide get a new budget?
    fn moves(&self, index: usize) -> bool {
        let slide = self.slide(index);
        let talk = !slide.appendix && !matches!(slide.layout, Layout::Exercise | Layout::Break | Layout::Questions);
        talk && self.can_state.get(index).copied().unwrap_or(false) && self.took(index).is_some()
    }

    /// Shares `whole` among the slides of an account. Gives what the account takes then: more than the whole where its slides state
    /// more and none of them moves.
    fn account(&self, members: &[usize], whole: Seconds, proposals: &mut [Option<Seconds>]) -> Seconds {
        let (moving, others): (Vec<usize>, Vec<usize>) = members.iter().partition(|&&index| self.moves(index));
        let (stating, sharing): (Vec<usize>, Vec<usize>) = others.iter().partition(|&&index| self.slide(index).time.is_some());
        let stated = |slides: &[usize]| -> Seconds {
            let own = slides.iter().filter(|&&index| self.slide(index).time.is_some());
            own.filter_map(|&index| self.schedule.slides[index].budget).sum()
        };
        let kept = stated(&stating);
        let pool = whole.minus(kept);
        if moving.is_empty() || pool == Seconds::ZERO {
            return whole.max(kept.plus(stated(&moving)));
        }
        let mut weights: Vec<Seconds> = moving.iter().map(|&index| self.took(index).unwrap_or_default()).collect();
        // What the sharers need is theirs, whoever is fast elsewhere.
        let estimates: Seconds = sharing.iter().map(|&index| self.schedule.slides[index].estimate).sum();
        let took: Seconds = sharing.iter().filter_map(|&index| self.took(index)).sum();
        weights.push(estimates.max(took));
        let mut shares = in_steps(pool, &weights);
        let rest = shares.pop().unwrap_or_default();
        let short = estimates.minus(rest).min(pool);
        if let (Some(largest), true) = (shares.iter_mut().max(), short > Seconds::ZERO) {
            *largest = largest.minus(short);
        }
        for (&index, share) in moving.iter().zip(shares) {
            proposals[index] = Some(share);
        }
        whole
    }
}

/// Shares a whole by weights in steps of [`STEP`]; what is no full step goes to the last share if that has a weight, else to the
/// largest. The sum is exact.
fn in_steps(whole: Seconds, weights: &[Seconds]) -> Vec<Seconds> {
    let steps = super::super::share::share(Seconds(whole.0 / STEP), weights);
    let mut shares: Vec<Seconds> = steps.into_iter().map(|steps| Seconds(steps.0 * STEP)).collect();
    let left = Seconds(whole.0 % STEP);
    let last_shares = weights.last().is_some_and(|weight| *weight > Seconds::ZERO);
    let gets = if last_shares { shares.last_mut() } else { shares.iter_mut().max() };
    if let Some(share) = gets {
        *share = share.plus(left);
    }
    shares
}

/// To the nearest step, at least one.
fn to_step(time: Seconds) -> Seconds {
    Seconds((time.0.saturating_add(STEP / 2) / STEP * STEP).max(STEP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Deck, Section, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;
    use crate::timing::rehearsal::{compare, runs, tests::shown};
    use crate::timing::schedule;

    /// Proposals where each slide was on for so many seconds, in order.
    fn proposals(deck: &Deck, took: &[(&str, u64)], can_state: &[bool]) -> Vec<Option<u32>> {
        let projection = project(deck, &Variant::of(Audience::technical()), "talk").0;
        let schedule = schedule(&projection);
        let mut at = 0;
        let mut events = Vec::new();
        for (slide, seconds) in took {
            events.push((at, *slide));
            at += seconds * 1000;
        }
        events.push((at, "-"));
        let made = runs(shown("r", &events));
        let comparison = compare(&projection, &schedule, &made.iter().collect::<Vec<_>>());
        propose(&projection, &schedule, &comparison, can_state).into_iter().map(|p| p.map(|p| p.0)).collect()
    }

    fn timed(id: &str, seconds: u32) -> Slide {
        Slide { time: fixed(seconds), ..slide(id) }
    }

    #[test]
    fn proposals_add_up_to_the_plan() {
        let mut deck = deck(vec![timed("a", 100), timed("b", 100), timed("c", 103)]);
        deck.meta.duration = fixed(303);
        // 303 is 60 steps and 3 s: by 30, 60, 110 of 200: 9, 18, 33 steps; the 3 s go to the largest.
        assert_eq!(proposals(&deck, &[("a", 30), ("b", 60), ("c", 110)], &[true; 3]), [Some(45), Some(90), Some(168)]);
        assert_eq!(proposals(&deck, &[("a", 100), ("b", 100), ("c", 103)], &[true; 3]), [None, None, None], "as planned");
    }

    #[test]
    fn exercises_and_what_was_never_on_keep_their_time() {
        let exercise = Slide { layout: layout(Layout::Exercise), ..timed("x", 120) };
        let mut deck = deck(vec![timed("a", 60), exercise, timed("b", 60), timed("never", 60)]);
        deck.meta.duration = fixed(300);
        // 300 - 120 - 60 = 120 by 20 and 60: 30 and 90.
        assert_eq!(proposals(&deck, &[("a", 20), ("x", 300), ("b", 60)], &[true; 4]), [Some(30), None, Some(90), None]);
    }

    #[test]
    fn a_closed_section_keeps_its_sum_and_what_cannot_state_goes_on_sharing() {
        let title = Slide { origin: crate::model::Origin::FrontMatter, heading: None, ..slide("title") };
        let mut deck = deck(vec![title, timed("a", 100)]);
        deck.meta.duration = fixed(300);
        add_section(&mut deck, Section { time: fixed(180), ..section() }, slide("s"), vec![timed("b", 80), slide("c")]);
        let took = [("title", 10), ("a", 50), ("s", 10), ("b", 40), ("c", 40)];
        // The deck: 120 by 50 and 10 (the title): 100, which it has, and 20. The section: 180 by 40, 40 and 10: 80, 80, 20.
        assert_eq!(proposals(&deck, &took, &[false, true, false, true, true]), [None, None, None, None, Some(80)]);
    }

    #[test]
    fn a_section_that_took_too_much_gives_it_back() {
        let mut deck = deck(vec![timed("a", 100)]);
        deck.meta.duration = fixed(300);
        // The section has 60 and states 120; its slide gets what it has, and the deck the 240 that are left then.
        add_section(&mut deck, Section { time: fixed(60), ..section() }, slide("s"), vec![timed("b", 120)]);
        assert_eq!(proposals(&deck, &[("a", 50), ("b", 100)], &[true, false, true]), [Some(240), None, Some(50)]);
    }

    #[test]
    fn without_a_duration_a_proposal_is_what_it_took() {
        let deck = deck(vec![slide("a"), slide("b"), slide("c")]);
        assert_eq!(proposals(&deck, &[("a", 33), ("b", 2)], &[true, true, true]), [Some(35), Some(5), None]);
    }
}
