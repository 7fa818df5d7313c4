//! Stage 3: how long everything may take. The ten time rules stand in the guide; the comments here name them by number.

use crate::model::Seconds;
use crate::project::Projection;

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
    /// The sum of the budgets without questions; the sum of the estimates where there is no duration.
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
    /// When it starts, from the talk's beginning.
    pub starts_at: Seconds,
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
    /// The time for questions (rule 4).
    Questions,
    /// Appendix: no time (rule 8).
    Appendix,
    /// No duration, no budget (rule 2).
    Unplanned,
}

/// Plans a variant.
pub fn schedule(projection: &Projection) -> Schedule {
    let _ = projection;
    unimplemented!()
}
