//! From lines to runs: how long each slide was on.

use std::collections::{HashMap, HashSet};

use super::Shown;
use crate::model::{Seconds, SlideId};

/// What is on for less than this was only turned past, in milliseconds.
const TURNED_PAST: u64 = 1000;

/// One rehearsal of one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its name.
    pub name: String,
    /// The name of the variant.
    pub variant: String,
    /// When it began, in milliseconds since 1970.
    pub began: u64,
    /// How long each slide was on in all, in milliseconds.
    pub times: HashMap<SlideId, u64>,
    /// The slides whose time is not known: the last one, where no end follows.
    pub open: Option<SlideId>,
}

impl Run {
    /// How long anything was on.
    pub fn total(&self) -> Seconds {
        seconds(self.times.values().fold(0, |sum: u64, time| sum.saturating_add(*time)))
    }
}

/// Milliseconds to the nearest second.
pub(super) fn seconds(milliseconds: u64) -> Seconds {
    Seconds(u32::try_from(milliseconds.saturating_add(500) / 1000).unwrap_or(u32::MAX))
}

/// The runs of these lines, the earliest first. Within a run lines count in the order of their time.
pub fn runs(lines: impl IntoIterator<Item = Shown>) -> Vec<Run> {
    let mut seen = HashSet::new();
    let mut of: HashMap<(String, String), Vec<Shown>> = HashMap::new();
    for line in lines {
        if seen.insert(line.clone()) {
            of.entry((line.run.clone(), line.variant.clone())).or_default().push(line);
        }
    }
    let mut runs: Vec<Run> = of.into_iter().map(|((name, variant), lines)| run(name, variant, lines)).collect();
    runs.sort_by(|a, b| (a.began, &a.name, &a.variant).cmp(&(b.began, &b.name, &b.variant)));
    runs
}

fn run(name: String, variant: String, mut lines: Vec<Shown>) -> Run {
    lines.sort_by_key(|line| line.at);
    let mut run = Run { name, variant, began: lines.first().map_or(0, |line| line.at), times: HashMap::new(), open: None };
    // Steps of a slide that follow each other are one visit.
    let mut visits: Vec<(Option<SlideId>, u64)> = Vec::new();
    for line in &lines {
        if visits.last().is_none_or(|(slide, _)| *slide != line.slide) {
            visits.push((line.slide.clone(), line.at));
        }
    }
    for (visit, next) in visits.iter().zip(visits.iter().skip(1)) {
        let lasted = next.1 - visit.1;
        if let (Some(slide), true) = (&visit.0, lasted >= TURNED_PAST) {
            let time = run.times.entry(slide.clone()).or_default();
            *time = time.saturating_add(lasted);
        }
    }
    run.open = visits.pop().and_then(|(slide, _)| slide);
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::rehearsal::tests::shown;

    fn times(run: &Run) -> Vec<(&str, u64)> {
        let mut times: Vec<(&str, u64)> = run.times.iter().map(|(id, time)| (id.0.as_str(), *time)).collect();
        times.sort_unstable();
        times
    }

    #[test]
    fn a_slide_is_on_until_the_next_line() {
        // `a` twice, once in two steps; `b` turned past; a pause; `c` last with an end.
        let events =
            [(0, "a"), (4000, "a"), (9000, "b"), (9400, "c"), (12_000, "a"), (15_000, "-"), (60_000, "c"), (61_500, "-")];
        let made = runs(shown("r", &events));
        assert_eq!(times(&made[0]), [("a", 12_000), ("c", 4100)]);
        assert_eq!((made[0].open.clone(), made[0].total()), (None, Seconds(16)));
    }

    #[test]
    fn the_last_slide_without_an_end_has_no_time() {
        let made = runs(shown("r", &[(0, "a"), (5000, "b")]));
        assert_eq!((times(&made[0]), made[0].open.clone()), (vec![("a", 5000)], Some(SlideId("b".into()))));
    }

    #[test]
    fn runs_are_told_apart_sorted_and_taken_once() {
        let first = shown("late", &[(900_000, "a"), (905_000, "-")]);
        let second = shown("early", &[(0, "a"), (7000, "-")]);
        let mixed: Vec<Shown> = [&first[1], &second[0], &first[0], &second[1], &second[0]].into_iter().cloned().collect();
        let made = runs(mixed);
        assert_eq!(made.iter().map(|run| (run.name.as_str(), run.total().0)).collect::<Vec<_>>(), [("early", 7), ("late", 5)]);
    }
}
