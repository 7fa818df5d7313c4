//! The numbers of a chart: columns, sections, ticks, and the sentence it is there for.

use crate::model::{Seconds, plain_text};
use crate::project::Projection;
use crate::timing::{BudgetSource, Schedule, is_talk, needed};

/// A chart before it is drawn.
pub struct Plot {
    /// What it shows, in a sentence.
    pub finding: String,
    /// The deck, its variant, and what its time is made of.
    pub subject: String,
    /// A column for each slide that has a time.
    pub bars: Vec<Bar>,
    /// The stretches of slides that belong together.
    pub parts: Vec<Part>,
    /// The distance of the lines across the chart.
    pub tick: Seconds,
    /// Where the chart ends; a longer column is cut off there.
    pub top: Seconds,
    /// Is there a plan, or are there only estimates?
    pub planned: bool,
}

impl Plot {
    /// Leaves out the titles that have one of these characters; a section's gets its number in its place.
    pub fn drop_titles(&mut self, characters: &[char]) {
        let has_one = |text: &str| text.contains(characters);
        self.bars.iter_mut().filter(|bar| has_one(&bar.title)).for_each(|bar| bar.title.clear());
        let sections = self.parts.iter_mut().filter(|part| !part.title.is_empty());
        for (number, part) in (1..).zip(sections).filter(|(_, part)| has_one(&part.title)) {
            part.title = format!("part {number}");
        }
        if has_one(&self.subject) {
            self.subject = self.subject.replace(characters, "");
        }
    }
}

/// A slide's column.
pub struct Bar {
    /// The slide's number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What it has, where there is a plan.
    pub budget: Option<Seconds>,
    /// What it needs.
    pub needs: Seconds,
    /// Does the speaker talk here? What an exercise needs isn't known.
    pub talk: bool,
}

impl Bar {
    /// How much it needs beyond what it has.
    pub fn over(&self) -> Seconds {
        self.budget.map_or(Seconds::ZERO, |budget| self.needs.minus(budget))
    }

    /// How high its column is.
    pub fn height(&self) -> Seconds {
        self.budget.unwrap_or_default().max(self.needs)
    }
}

/// Slides of one section, or those before any.
pub struct Part {
    /// The section's title; empty before any section.
    pub title: String,
    /// Its bars, as indexes.
    pub bars: std::ops::Range<usize>,
    /// When it starts.
    pub starts_at: Seconds,
    /// How long it takes.
    pub time: Seconds,
}

/// The distances there are between ticks, in seconds, and the most ticks there may be.
const TICKS: [u32; 12] = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600];
const MOST_TICKS: u32 = 5;

/// Reads the plan. `None` where no slide has any time.
pub fn plot(name: &str, projection: &Projection, schedule: &Schedule) -> Option<Plot> {
    let (mut bars, mut parts): (Vec<Bar>, Vec<Part>) = (Vec::new(), Vec::new());
    let mut section = None;
    for (slide, time) in projection.slides.iter().zip(&schedule.slides) {
        if time.source == BudgetSource::Appendix {
            continue;
        }
        if parts.is_empty() || slide.section != section {
            section = slide.section;
            let title = section.and_then(|index| projection.sections.get(index)).map(|section| plain_text(&section.title));
            let (title, starts_at) = (title.unwrap_or_default(), time.starts_at);
            parts.push(Part { title, bars: bars.len()..bars.len(), starts_at, time: Seconds::ZERO });
        }
        let title = plain_text(&slide.title);
        let talk = is_talk(slide, time);
        bars.push(Bar { number: slide.number, title, budget: time.budget, needs: needed(slide, time), talk });
        if let Some(part) = parts.last_mut() {
            part.bars.end = bars.len();
            part.time = part.time.plus(time.time());
        }
    }
    let height = highest(&bars).filter(|height| *height > Seconds::ZERO)?;
    let tick = TICKS.into_iter().find(|tick| height.0.div_ceil(*tick) <= MOST_TICKS).unwrap_or(86_400);
    let top = Seconds(height.0.div_ceil(tick).saturating_mul(tick));
    let planned = schedule.duration.is_some();
    let (finding, subject) = (finding(&bars, schedule), subject(name, projection, schedule));
    Some(Plot { finding, subject, bars, parts, tick: Seconds(tick), top, planned })
}

/// The highest column that is drawn whole. One exercise of half an hour, or one slide among many with notes for as long, must not press
/// everything else flat: they are cut off and say how long they are.
fn highest(bars: &[Bar]) -> Option<Seconds> {
    let mut heights: Vec<Seconds> = bars.iter().filter(|bar| bar.talk).map(Bar::height).collect();
    heights.sort_unstable();
    let Some(usual) = (heights.len() * 19).div_ceil(20).checked_sub(1).map(|index| heights[index]) else {
        return bars.iter().map(Bar::height).max();
    };
    let bound = usual.0.saturating_mul(4).max(1);
    heights.into_iter().rev().find(|height| height.0 <= bound)
}

/// What the chart shows.
fn finding(bars: &[Bar], schedule: &Schedule) -> String {
    let needs: Seconds = bars.iter().filter(|bar| bar.talk).map(|bar| bar.needs).sum();
    let has: Seconds = bars.iter().filter(|bar| bar.talk).filter_map(|bar| bar.budget).sum();
    let Some(plannable) = schedule.plannable else {
        return format!("The talk needs about {}; the deck states no duration", needs.in_words());
    };
    if schedule.planned > plannable {
        let over = schedule.planned.minus(plannable).in_words();
        return format!("{} are planned, {over} more than there are", schedule.planned.in_words());
    }
    let over: Vec<&Bar> = bars.iter().filter(|bar| bar.over() > Seconds::ZERO).collect();
    let most = over.iter().max_by_key(|bar| (bar.over(), std::cmp::Reverse(bar.number)));
    match (over.len(), most) {
        (0, _) | (_, None) => format!("Every slide fits: {} to say in {} of talk", needs.in_words(), has.in_words()),
        (1, Some(bar)) => format!("Slide {} needs {} more than it has", bar.number, bar.over().in_words()),
        (n, Some(bar)) => format!("{n} slides need more than they have, slide {} most: {}", bar.number, bar.over().in_words()),
    }
}

/// `talk · technical · 12 min, of them 2 min 24 s buffer`
fn subject(name: &str, projection: &Projection, schedule: &Schedule) -> String {
    let mut time = schedule.duration.map_or_else(String::new, |duration| format!(" · {}", duration.in_words()));
    let kept: Vec<String> = [(schedule.buffer, "buffer"), (schedule.qa, "for questions")]
        .iter()
        .filter(|(kept, _)| *kept > Seconds::ZERO)
        .map(|(kept, what)| format!("{} {what}", kept.in_words()))
        .collect();
    if !time.is_empty() && !kept.is_empty() {
        time += &format!(", of them {}", kept.join(" and "));
    }
    format!("{name} · {}{time}", projection.variant.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Deck, Layout, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;
    use crate::timing::schedule;

    fn plotted(deck: &Deck) -> Plot {
        let projection = project(deck, &Variant::of(Audience::technical()), "talk").0;
        plot("talk", &projection, &schedule(&projection)).expect("a plot")
    }

    #[test]
    fn ticks_are_round_and_few_and_exercises_do_not_count() {
        for (seconds, tick, top) in
            [(45, 10, 50), (100, 20, 100), (150, 30, 150), (151, 60, 180), (840, 300, 900), (1800, 600, 1800)]
        {
            let exercise = Slide { layout: layout(Layout::Exercise), time: fixed(3000), ..slide("x") };
            let plot = plotted(&deck(vec![Slide { time: fixed(seconds), ..slide("a") }, exercise]));
            assert_eq!((plot.tick.0, plot.top.0), (tick, top), "{seconds}");
        }
    }

    #[test]
    fn one_endless_slide_among_many_is_cut_off() {
        let mut slides: Vec<Slide> = (0..40).map(|n| Slide { time: fixed(50), ..slide(&format!("s{n}")) }).collect();
        slides[7].time = fixed(2000);
        assert_eq!(plotted(&deck(slides.clone())).top, Seconds(50));
        assert_eq!(plotted(&deck(slides.split_off(34))).top, Seconds(50), "six of 50 s");
        let few = vec![Slide { time: fixed(2000), ..slide("a") }, Slide { time: fixed(50), ..slide("b") }];
        assert_eq!(plotted(&deck(few)).top, Seconds(2400), "of few slides each counts");
    }

    #[test]
    fn the_title_says_what_the_chart_shows() {
        let timed = |id: &str, seconds, count| Slide { time: fixed(seconds), notes: words(count), ..slide(id) };
        let mut deck = deck(vec![timed("a", 60, 65), timed("b", 60, 195), timed("c", 60, 143)]);
        deck.meta.duration = fixed(240);
        // 30, 90 and 66 s in 60 each.
        assert_eq!(plotted(&deck).finding, "2 slides need more than they have, slide 2 most: 30 s");
        deck.slides[2].notes = words(65);
        assert_eq!(plotted(&deck).finding, "Slide 2 needs 30 s more than it has");
        deck.slides[1].notes = words(65);
        assert_eq!(plotted(&deck).finding, "Every slide fits: 1 min 30 s to say in 3 min of talk");
        deck.meta.duration = fixed(120);
        assert_eq!(plotted(&deck).finding, "3 min are planned, 1 min more than there are");
        deck.meta.duration = None;
        assert_eq!(plotted(&deck).finding, "The talk needs about 1 min 30 s; the deck states no duration");
    }
}
