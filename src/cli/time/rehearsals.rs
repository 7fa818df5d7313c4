//! `--rehearsals`: planned beside actual, slide by slide, with proposals.

use std::collections::HashSet;

use crate::build::{DeckPlan, RehearsalFile, Rehearsals, VariantPlan, compare, proposals};
use crate::cli::text::{Style, count, difference, left, right};
use crate::diagnostic::nearest;
use crate::diagnostic::render::visible;
use crate::model::{Origin, Seconds, Slide, plain_text};
use crate::timing::BudgetSource;
use crate::timing::rehearsal::{Actual, Comparison, Stray};

/// The columns of times, of the spread and of the trend.
const TIME: usize = 8;
const SPREAD: usize = 13;
const TREND: usize = 7;
/// The widest a table gets.
const WIDEST: usize = 120;
/// Above this many, runs are not told one by one.
const TOLD_RUNS: usize = 5;
/// A trend of less is none.
const TREND_FROM: i64 = 2;

/// A variant with what was rehearsed of it.
pub struct Rehearsed<'a> {
    /// Its plan.
    pub plan: &'a VariantPlan,
    /// What it took.
    pub comparison: Comparison,
    /// The budget each slide should get, where it is another one.
    pub proposals: Vec<Option<Seconds>>,
    /// The numbers of the slides without a heading, for which no time can be written.
    headless: Vec<u32>,
    /// The numbers of those that stand in another file.
    elsewhere: Vec<u32>,
}

/// The variants of a deck that were rehearsed.
pub fn rehearsed<'a>(deck: &'a DeckPlan, rehearsals: &Rehearsals) -> Vec<Rehearsed<'a>> {
    let with = |plan: &'a VariantPlan| {
        let comparison = compare(plan, rehearsals)?;
        let proposals = proposals(deck, plan, &comparison);
        let read = deck.read.as_ref();
        let headless = numbers_of(deck, plan, |slide| slide.origin == Origin::Break);
        let elsewhere = numbers_of(deck, plan, |slide| read.is_some_and(|read| slide.span.file != read.file));
        Some(Rehearsed { plan, comparison, proposals, headless, elsewhere })
    };
    deck.variants.iter().filter_map(with).collect()
}

fn numbers_of(deck: &DeckPlan, plan: &VariantPlan, is_one: impl Fn(&Slide) -> bool) -> Vec<u32> {
    let slides = deck.read.iter().flat_map(|read| &read.deck.slides);
    let ids: HashSet<&str> = slides.filter(|slide| is_one(slide)).map(|slide| slide.id.0.as_str()).collect();
    plan.projection.slides.iter().filter(|slide| ids.contains(slide.id.0.as_str())).map(|slide| slide.number).collect()
}

/// The table of a variant and what stands out in it.
pub fn table(name: &str, rehearsed: &Rehearsed<'_>, columns: usize) -> String {
    let plan = rehearsed.plan;
    let slides = plan.projection.slides.len();
    let layout = Columns::new(slides, columns);
    let mut text = format!("{}\n\n", Style::Bold.paint(&visible(&headline(name, rehearsed))));
    text += &layout.line(&["#", "slide", "budget", "took", "+/−", "from – to", "trend", "new"].map(str::to_owned), Style::Dim);
    for index in 0..slides {
        text += &layout.line(&row(rehearsed, index), Style::Plain);
    }
    let told = remarks(rehearsed);
    if !told.is_empty() {
        text.push('\n');
    }
    text + &told
}

/// `talk, technical: 3 rehearsals of 7:40, 8:05 and 8:20; 8:16 are planned`
fn headline(name: &str, rehearsed: &Rehearsed<'_>) -> String {
    let totals = &rehearsed.comparison.totals;
    let each: Vec<String> = totals.iter().map(Seconds::to_string).collect();
    let of = match each.as_slice() {
        many if many.len() > TOLD_RUNS => format!("the last of {}", many.last().map_or("", String::as_str)),
        [first @ .., last] if !first.is_empty() => format!("of {} and {last}", first.join(", ")),
        all => format!("of {}", all.join("")),
    };
    let planned = rehearsed.plan.schedule.planned;
    let variant = rehearsed.plan.projection.variant.name();
    let plan = match rehearsed.plan.schedule.duration {
        Some(_) => format!("{planned} are planned"),
        None => format!("{planned} by estimate"),
    };
    format!("{name}, {variant}: {} {of}; {plan}", count(totals.len(), "rehearsal"))
}

struct Columns {
    number: usize,
    title: usize,
}

impl Columns {
    fn new(slides: usize, columns: usize) -> Self {
        let number = slides.to_string().len().max(2) + 1;
        let rest = number + 2 + 4 * TIME + SPREAD + TREND;
        Self { number, title: columns.min(WIDEST).saturating_sub(rest).max(12) }
    }

    fn line(&self, cells: &[String; 8], style: Style) -> String {
        let [number, title, budget, took, over, spread, trend, new] = cells;
        let over_style = if over.starts_with('+') && over.contains(':') { Style::Over } else { Style::Dim };
        let new_style = if style == Style::Dim { style } else { Style::Bold };
        let line = format!(
            "{}  {}{}{}{}{}{}{}",
            right(number, self.number),
            style.paint(&left(title, self.title)),
            right(budget, TIME),
            right(took, TIME),
            over_style.paint(&right(over, TIME)),
            style.paint(&right(spread, SPREAD)),
            style.paint(&right(trend, TREND)),
            new_style.paint(&right(new, TIME))
        );
        format!("{}\n", line.trim_end())
    }
}

fn row(rehearsed: &Rehearsed<'_>, index: usize) -> [String; 8] {
    let VariantPlan { projection, schedule } = rehearsed.plan;
    let (slide, time) = (&projection.slides[index], &schedule.slides[index]);
    let title = plain_text(&slide.title);
    let title = if title.trim().is_empty() { format!("({})", slide.layout.as_str()) } else { title };
    let appendix = time.source == BudgetSource::Appendix;
    let budget = time.budget.filter(|_| !appendix);
    let shown = |actual: Option<&Actual>| match actual {
        Some(actual) => {
            let over = budget.map_or_else(String::new, |budget| difference(actual.median, budget));
            let spread = if actual.runs > 1 { format!("{} – {}", actual.shortest, actual.longest) } else { String::new() };
            [actual.median.to_string(), over, spread, trend(actual)]
        }
        None => ["–".to_owned(), String::new(), String::new(), String::new()],
    };
    let [took, over, spread, trend] = shown(rehearsed.comparison.slides[index].as_ref());
    let new = rehearsed.proposals[index].map_or_else(String::new, |time| time.to_string());
    let budget = budget.map_or_else(|| "–".to_owned(), |budget| budget.to_string());
    [slide.number.to_string(), title, budget, took, over, spread, trend, new]
}

/// `+4 s`: by how much it grows from run to run.
fn trend(actual: &Actual) -> String {
    match actual.trend {
        Some(seconds) if seconds >= TREND_FROM => format!("+{seconds} s"),
        Some(seconds) if seconds <= -TREND_FROM => format!("−{} s", -seconds),
        _ => String::new(),
    }
}

/// What is to be said besides: slides that run over, that were never on, that are gone; the pace.
fn remarks(rehearsed: &Rehearsed<'_>) -> String {
    let VariantPlan { projection, schedule } = rehearsed.plan;
    let slides = || projection.slides.iter().zip(&schedule.slides).zip(&rehearsed.comparison.slides);
    let over = slides().filter(|((_, time), actual)| {
        actual
            .as_ref()
            .is_some_and(|actual| time.source != BudgetSource::Appendix && time.budget.is_some_and(|b| actual.median > b))
    });
    let never = slides().filter(|((_, time), actual)| actual.is_none() && time.source != BudgetSource::Appendix);
    let mut lines = Vec::new();
    let over: Vec<u32> = over.map(|((slide, _), _)| slide.number).collect();
    if !over.is_empty() {
        lines.push(format!("over their budget: {}", numbers(&over)));
    }
    let never: Vec<u32> = never.map(|((slide, _), _)| slide.number).collect();
    if !never.is_empty() {
        lines.push(format!("never shown: {}", numbers(&never)));
    }
    let ids: Vec<&str> = projection.slides.iter().map(|slide| slide.id.0.as_str()).collect();
    lines.extend(rehearsed.comparison.strays.iter().map(|stray| gone(stray, &ids)));
    let unwritable = [("no heading to write a time at", &rehearsed.headless), ("in another file", &rehearsed.elsewhere)];
    for (why, which) in unwritable.into_iter().filter(|(_, which)| !which.is_empty()) {
        lines.push(format!("{why}: {}, left as planned", numbers(which)));
    }
    lines.extend(pace(projection.meta.pace, rehearsed.comparison.pace));
    if rehearsed.proposals.iter().any(Option::is_some) {
        lines.push("`--apply` writes the new times into the deck; it shows them first".to_owned());
    }
    lines.iter().map(|line| format!("     {line}\n")).collect()
}

/// `slide 3`, `slides 3, 7 and 9`
fn numbers(numbers: &[u32]) -> String {
    let each: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match each.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("slides {} and {last}", first.join(", ")),
        all => format!("slide {}", all.join("")),
    }
}

fn gone(stray: &Stray, ids: &[&str]) -> String {
    let near = nearest(&stray.id.0, ids.iter().copied()).map(|id| format!("; is it `{}` now?", visible(id)));
    format!("`{}` took {} and is not in this variant{}", visible(&stray.id.0), stray.median, near.unwrap_or_default())
}

/// A pace that differs by a tenth from the deck's is worth a word.
fn pace(planned: u32, spoken: Option<u32>) -> Option<String> {
    let spoken = spoken.filter(|spoken| spoken.abs_diff(planned) * 10 >= planned)?;
    Some(format!("{spoken} words of the notes a minute were spoken, {planned} are planned: `pace: {spoken}` fits"))
}

/// The lines of files that could not be read, as sentences.
pub fn unread(file: &RehearsalFile) -> Option<String> {
    let lines: Vec<String> = file.unread.iter().take(TOLD_RUNS).map(usize::to_string).collect();
    let more = if file.unread.len() > TOLD_RUNS { " …" } else { "" };
    let which = if file.unread.len() == 1 { "line" } else { "lines" };
    (!lines.is_empty()).then(|| format!("{}: {which} {}{more} can't be read and count for nothing", file.path, lines.join(", ")))
}
