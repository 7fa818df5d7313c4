//! Stage 3: how long everything may take. The ten time rules stand in the guide; the comments here name them by number.
//!
//! [`schedule`] reads the times of the whole talk (`frame`), opens an account for the deck, for each closed section and for questions
//! (`accounts`), estimates every slide (`estimate`, `words`) and shares what is left (`share`). `crate::check` says what doesn't fit.
//! [`explain`] tells how a slide came by its time, [`course`] sets decks beside taught hours,
//! [`rehearsal`] what was rehearsed beside the plan.

mod accounts;
mod clock;
pub mod course;
mod estimate;
pub mod explain;
mod frame;
pub mod profile;
pub mod rehearsal;
mod share;
mod words;

pub use accounts::{Account, Accounts};
pub use clock::Clock;
pub use estimate::{Cut, LEAST, Load, load};
pub use words::{LETTERS_A_MINUTE, Spoken, WORDS_A_MINUTE};

use crate::model::Seconds;
use crate::project::{ProjectedSlide, Projection};
use accounts::Payer;
use frame::Frame;

/// The plan of one variant. All sums are exact and in whole seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// D, the time the talk may take. `None`: only estimates are known (rule 2).
    pub duration: Option<Seconds>,
    /// B, kept free (rule 3).
    pub buffer: Seconds,
    /// Q, kept for questions (rule 3).
    pub qa: Seconds,
    /// N = D − Q − B, what can be planned (rule 3).
    pub plannable: Option<Seconds>,
    /// One for each slide of the projection, in order.
    pub slides: Vec<SlideTime>,
    /// The sum of the budgets without questions. A slide without a budget counts with its estimate.
    pub planned: Seconds,
}

/// The plan of one slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlideTime {
    /// What it has; `None` where the deck has no duration and the slide no time of its own.
    pub budget: Option<Seconds>,
    /// Which rule gave it.
    pub source: BudgetSource,
    /// What its notes and content need (rule 8).
    pub estimate: Seconds,
    /// Words in its notes, counted as for the estimate.
    pub words: usize,
    /// Letters of Han, kana and Hangul in its notes, which are counted instead of words.
    pub letters: usize,
    /// When it starts, from the talk's beginning.
    pub starts_at: Seconds,
}

impl SlideTime {
    /// What it takes in the plan: its budget, or its estimate where it has none.
    pub fn time(&self) -> Seconds {
        self.budget.unwrap_or(self.estimate)
    }
}

/// What a slide needs beside what it has. How long an exercise, a break or questions take can't be read off the slide: they need what
/// they have, or more where their notes take longer.
pub fn needed(slide: &ProjectedSlide, time: &SlideTime) -> Seconds {
    if is_talk(slide, time) { time.estimate } else { time.estimate.max(time.time()) }
}

/// Does the speaker talk here, rather than the room?
pub fn is_talk(slide: &ProjectedSlide, time: &SlideTime) -> bool {
    !slide.layout.must_state_time() && time.source != BudgetSource::Questions
}

/// Where a slide's budget comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BudgetSource {
    /// Its own `time` (rule 5).
    Own,
    /// What its closed section leaves (rule 6).
    Section,
    /// What the deck leaves (rule 7).
    Deck,
    /// The time for questions (rule 4): its own time, or its share of what the others leave of Q.
    Questions,
    /// Appendix: no time (rule 8).
    Appendix,
    /// No duration, no budget (rule 2).
    Unplanned,
}

/// Plans a variant.
pub fn schedule(projection: &Projection) -> Schedule {
    schedule_loads(projection, &projection.slides.iter().map(load).collect::<Vec<_>>())
}

/// Plans a variant of which it is known what takes time on each slide.
pub fn schedule_loads(projection: &Projection, loads: &[Load]) -> Schedule {
    let frame = frame::frame(&projection.meta);
    let accounts = accounts::accounts(projection, &frame);
    let slides = projection.slides.iter().zip(loads);
    let mut slides: Vec<SlideTime> = slides.map(|(slide, load)| unplanned(projection, &frame, slide, *load)).collect();
    for account in accounts.iter().flat_map(Accounts::all) {
        let weights: Vec<Seconds> = account.sharers.iter().map(|&index| slides[index].estimate).collect();
        for (&index, budget) in account.sharers.iter().zip(share::share(account.rest(), &weights)) {
            slides[index].budget = Some(budget);
        }
    }
    let mut clock = Seconds::ZERO;
    for slide in &mut slides {
        slide.starts_at = clock;
        clock = clock.plus(slide.time());
    }
    let talked = slides.iter().filter(|slide| slide.source != BudgetSource::Questions);
    let planned = talked.map(SlideTime::time).sum();
    let Frame { duration, buffer, qa, plannable } = frame;
    Schedule { duration, buffer, qa, plannable, slides, planned }
}

/// The accounts of a variant: what the deck, its closed sections and the questions have, what is stated of it and who shares the
/// rest. `None` without a duration.
pub fn accounts(projection: &Projection) -> Option<Accounts> {
    accounts::accounts(projection, &frame::frame(&projection.meta))
}

/// A slide with the time it states itself, before anything is shared.
fn unplanned(projection: &Projection, frame: &Frame, slide: &ProjectedSlide, load: Load) -> SlideTime {
    let payer = accounts::payer(projection, slide);
    let own = accounts::resolved(slide.time, frame.plannable);
    let source = match payer {
        Payer::Appendix => BudgetSource::Appendix,
        Payer::Questions => BudgetSource::Questions,
        _ if own.is_some() => BudgetSource::Own,
        _ if frame.plannable.is_none() => BudgetSource::Unplanned,
        Payer::Section(_) => BudgetSource::Section,
        Payer::Deck => BudgetSource::Deck,
    };
    let appendix = payer == Payer::Appendix;
    SlideTime {
        budget: if appendix { Some(Seconds::ZERO) } else { own },
        source,
        estimate: if appendix { Seconds::ZERO } else { load.estimate(projection.meta.pace) },
        words: load.spoken.words,
        letters: load.spoken.letters,
        starts_at: Seconds::ZERO,
    }
}

#[cfg(test)]
mod tests;
