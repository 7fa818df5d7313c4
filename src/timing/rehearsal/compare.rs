//! Planned beside actual, over several runs.

use std::collections::HashMap;

use super::Run;
use super::runs::seconds;
use crate::model::{Seconds, SlideId};
use crate::project::Projection;
use crate::timing::{BudgetSource, Schedule};

/// How long a slide took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actual {
    /// In how many runs its time is known.
    pub runs: usize,
    /// The middle one of its times; of an even number the mean of the two in the middle.
    pub median: Seconds,
    /// The shortest.
    pub shortest: Seconds,
    /// The longest.
    pub longest: Seconds,
    /// By how many seconds it grows from run to run, the median of all pairs of runs; `None` below three runs.
    pub trend: Option<i64>,
}

/// A slide of the rehearsals that this variant doesn't show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Its id.
    pub id: SlideId,
    /// The median of its times.
    pub median: Seconds,
}

/// The rehearsals of a variant beside its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How long each run took, the earliest first.
    pub totals: Vec<Seconds>,
    /// For each slide of the projection how long it took; `None`: it was never on.
    pub slides: Vec<Option<Actual>>,
    /// What was shown and is not in the variant, by id.
    pub strays: Vec<Stray>,
    /// Words spoken in a minute, from the slides with notes; `None` where too little was rehearsed to say.
    pub pace: Option<u32>,
}

/// Less rehearsed time with notes than this says nothing about the pace.
const ENOUGH: Seconds = Seconds(120);

/// Compares the runs of a variant, the earliest first, with its plan. Times belong to slides by their ids, wherever the slides stand now.
pub fn compare(projection: &Projection, schedule: &Schedule, runs: &[&Run]) -> Comparison {
    let mut times: HashMap<&SlideId, Vec<u64>> = HashMap::new();
    for run in runs {
        for (slide, time) in &run.times {
            // The last slide of a run without an end was on for longer than is known.
            if run.open.as_ref() != Some(slide) {
                times.entry(slide).or_default().push(*time);
            }
        }
    }
    let slides: Vec<Option<Actual>> =
        projection.slides.iter().map(|slide| times.remove(&slide.id).map(|times| actual(&times))).collect();
    let mut strays: Vec<Stray> =
        times.into_iter().map(|(id, times)| Stray { id: id.clone(), median: seconds(median(&times)) }).collect();
    strays.sort_by(|a, b| a.id.cmp(&b.id));
    let pace = pace(projection, schedule, &slides);
    Comparison { totals: runs.iter().map(|run| run.total()).collect(), slides, strays, pace }
}

fn actual(times: &[u64]) -> Actual {
    Actual {
        runs: times.len(),
        median: seconds(median(times)),
        shortest: seconds(times.iter().copied().min().unwrap_or(0)),
        longest: seconds(times.iter().copied().max().unwrap_or(0)),
        trend: trend(times),
    }
}

fn median(times: &[u64]) -> u64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0,
        n if n.is_multiple_of(2) => sorted[middle - 1].midpoint(sorted[middle]),
        _ => sorted[middle],
    }
}

/// The median of the slopes between all pairs (Theil and Sen): one odd run doesn't turn it.
fn trend(times: &[u64]) -> Option<i64> {
    if times.len() < 3 {
        return None;
    }
    let at = |index: usize| i64::try_from(times[index]).unwrap_or(i64::MAX);
    let pairs = (0..times.len()).flat_map(|i| (i + 1..times.len()).map(move |j| (i, j)));
    let mut slopes: Vec<i64> = pairs.map(|(i, j)| (at(j) - at(i)) / (j - i) as i64).collect();
    slopes.sort_unstable();
    let middle = slopes.len() / 2;
    let slope = if slopes.len().is_multiple_of(2) { slopes[middle - 1].midpoint(slopes[middle]) } else { slopes[middle] };
    Some((slope as f64 / 1000.0).round() as i64)
}

/// The pace at which the estimates would be what was spoken. Slides that show code or tables, and those without words, are left out.
fn pace(projection: &Projection, schedule: &Schedule, slides: &[Option<Actual>]) -> Option<u32> {
    let (mut words, mut spoken) = (0_u64, Seconds::ZERO);
    for ((slide, time), actual) in projection.slides.iter().zip(&schedule.slides).zip(slides) {
        let load = crate::timing::load(slide);
        let only_words = load.code_lines + load.table_rows + load.spoken.letters == 0 && load.spoken.words > 0;
        if let (Some(actual), true, BudgetSource::Own | BudgetSource::Section | BudgetSource::Deck) =
            (actual, only_words, time.source)
        {
            words += load.spoken.words as u64;
            spoken = spoken.plus(actual.median);
        }
    }
    let enough = spoken >= ENOUGH;
    enough.then(|| u32::try_from((words * 60 + u64::from(spoken.0) / 2) / u64::from(spoken.0)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;
    use crate::timing::rehearsal::{runs, tests::shown};

    #[test]
    fn times_are_compared_by_id_over_all_runs() {
        let mut deck = deck(vec![slide("new"), Slide { notes: words(260), ..slide("a") }, slide("b")]);
        deck.meta.duration = fixed(600);
        let projection = project(&deck, &Variant::of(Audience::technical()), "talk").0;
        let schedule = crate::timing::schedule(&projection);
        let mut lines = shown("1", &[(0, "a"), (100_000, "b"), (130_000, "gone"), (140_000, "-")]);
        lines.extend(shown("2", &[(1_000_000, "a"), (1_120_000, "b"), (1_160_000, "-")]));
        lines.extend(shown("3", &[(2_000_000, "a"), (2_130_000, "b")]));
        let made = runs(lines);
        let comparison = compare(&projection, &schedule, &made.iter().collect::<Vec<_>>());
        // a: 100, 120, 130: the slopes are 20, 15 and 10. b: 30 and 40; the third time isn't known.
        let a = Actual { runs: 3, median: Seconds(120), shortest: Seconds(100), longest: Seconds(130), trend: Some(15) };
        let b = Actual { runs: 2, median: Seconds(35), shortest: Seconds(30), longest: Seconds(40), trend: None };
        assert_eq!(comparison.slides, [None, Some(a), Some(b)]);
        assert_eq!(comparison.strays, [Stray { id: SlideId("gone".into()), median: Seconds(10) }]);
        assert_eq!(comparison.totals, [Seconds(140), Seconds(160), Seconds(130)]);
        assert_eq!(comparison.pace, Some(130), "260 words in 120 s");
    }
}
