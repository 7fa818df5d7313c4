//! Lengths of time. Everything is in whole seconds (time rule 1).

use std::fmt;

/// A length of time in whole seconds. Sums saturate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Seconds(pub u32);

impl Seconds {
    /// None at all.
    pub const ZERO: Seconds = Seconds(0);

    /// The sum, at most `u32::MAX` seconds.
    #[must_use]
    pub fn plus(self, other: Seconds) -> Seconds {
        Seconds(self.0.saturating_add(other.0))
    }

    /// What is left, at least nothing.
    #[must_use]
    pub fn minus(self, other: Seconds) -> Seconds {
        Seconds(self.0.saturating_sub(other.0))
    }

    /// For sentences: `45 s`, `2 min`, `2 min 40 s`, `1 h 5 min`.
    pub fn in_words(self) -> String {
        let (h, m, s) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        let parts = [(h, "h"), (m, "min"), (s, "s")];
        let words: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
        if words.is_empty() { "0 s".to_owned() } else { words.join(" ") }
    }
}

impl std::iter::Sum for Seconds {
    fn sum<I: Iterator<Item = Seconds>>(iter: I) -> Seconds {
        iter.fold(Seconds::ZERO, Seconds::plus)
    }
}

/// As a clock: `0:45`, `9:36`, `1:05:00`.
impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (h, m, s) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        let text = if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") };
        f.pad(&text)
    }
}

/// A time as an author writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeSpec {
    /// `90s`, `1m30s`, `1:30`.
    Fixed(Seconds),
    /// `10%`, in thousandths of a percent (`10%` is 10,000), of a whole that the place of writing decides.
    Share(u32),
}

impl TimeSpec {
    /// The time it stands for, of a whole. Shares are rounded to the nearest second.
    pub fn of(self, whole: Seconds) -> Seconds {
        match self {
            TimeSpec::Fixed(seconds) => seconds,
            TimeSpec::Share(milli) => {
                let exact = u64::from(whole.0) * u64::from(milli);
                Seconds(u32::try_from((exact + 50_000) / 100_000).unwrap_or(u32::MAX))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_clock_and_as_words() {
        assert_eq!(Seconds(576).to_string(), "9:36");
        assert_eq!(Seconds(3900).to_string(), "1:05:00");
        assert_eq!(Seconds(160).in_words(), "2 min 40 s");
        assert_eq!(Seconds(0).in_words(), "0 s");
    }

    #[test]
    fn shares_are_of_a_whole_and_sums_saturate() {
        assert_eq!(TimeSpec::Share(20_000).of(Seconds(720)), Seconds(144));
        assert_eq!(TimeSpec::Share(u32::MAX).of(Seconds(u32::MAX)), Seconds(u32::MAX));
        assert_eq!([Seconds(u32::MAX), Seconds(1)].into_iter().sum::<Seconds>(), Seconds(u32::MAX));
    }
}
