//! Where the time of a rebuild goes.

use std::time::{Duration, Instant};

/// The time that each stage of a rebuild took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// Files read, the text parsed, the glossary, the fonts and the themes looked at.
    pub reading: Duration,
    /// What each audience sees, with its time plan and the checks of both.
    pub projecting: Duration,
    /// Pictures looked at, sources written, slides laid out.
    pub typesetting: Duration,
    /// The findings of all variants put together, and the slides that are shown.
    pub showing: Duration,
}

/// Tells the time from one stage to the next.
pub struct Clock(Instant);

impl Clock {
    /// From now on.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since it was asked last.
    pub fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now.duration_since(std::mem::replace(&mut self.0, now))
    }
}
