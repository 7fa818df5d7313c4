//! When a slide is on, for the papers a speaker holds.

use std::fmt;

use super::{BudgetSource, Schedule};
use crate::model::Seconds;

/// The stretch of the talk in which a slide is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// From the talk's beginning.
    pub from: Seconds,
    /// From the talk's beginning.
    pub to: Seconds,
    /// Is it the plan? Without a duration it is an estimate (rule 2).
    pub exact: bool,
}

impl Clock {
    /// How long.
    pub fn length(&self) -> Seconds {
        self.to.minus(self.from)
    }
}

/// `1:30 · from 4:00 to 5:30`, `about 0:45 · from about 4:00 to 4:45`
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.exact { "" } else { "about " };
        write!(f, "{about}{} · from {about}{} to {}", self.length(), self.from, self.to)
    }
}

impl Schedule {
    /// When the slide of an index is on; `None` in an appendix, which has no time.
    pub fn clock(&self, index: usize) -> Option<Clock> {
        let slide = self.slides.get(index).filter(|slide| slide.source != BudgetSource::Appendix)?;
        Some(Clock { from: slide.starts_at, to: slide.starts_at.plus(slide.time()), exact: self.duration.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_how_long_and_from_when_to_when() {
        let clock = |from, to, exact| Clock { from: Seconds(from), to: Seconds(to), exact }.to_string();
        assert_eq!(clock(240, 330, true), "1:30 · from 4:00 to 5:30");
        assert_eq!(clock(3570, 3615, true), "0:45 · from 59:30 to 1:00:15");
        assert_eq!(clock(0, 10, false), "about 0:10 · from about 0:00 to 0:10");
    }
}
