//! `--why SLIDE`: one slide's time in a few lines, with the rules.

use crate::build::VariantPlan;
use crate::cli::text::{Style, count, difference};
use crate::diagnostic::nearest;
use crate::diagnostic::render::visible;
use crate::model::{Seconds, TimeSpec, plain_text};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::explain::{Reason, Share, estimate_in_words, explain};
use crate::timing::{BudgetSource, LEAST, Schedule, SlideTime};

/// Explains a slide, named by its id or its number, in every variant that shows it.
///
/// # Errors
/// A sentence where no variant shows such a slide.
pub fn why(wanted: &str, variants: &[VariantPlan]) -> Result<String, String> {
    let name = wanted.trim_start_matches('#');
    let mut parts = Vec::new();
    let mut absent = Vec::new();
    for plan in variants {
        match find(&plan.projection, name) {
            Some(index) => parts.push(explained(plan, index)),
            None => absent.push(plan.projection.variant.name()),
        }
    }
    if parts.is_empty() {
        return Err(unknown(name, variants));
    }
    parts.extend(absent.iter().map(|variant| format!("{} has no such slide\n", visible(variant))));
    Ok(parts.join("\n"))
}

/// An id comes before a number: a slide may be called `3`.
fn find(projection: &Projection, name: &str) -> Option<usize> {
    let by_id = projection.slides.iter().position(|slide| slide.id.0 == name);
    by_id.or_else(|| {
        let number: u32 = name.parse().ok()?;
        projection.slides.iter().position(|slide| slide.number == number)
    })
}

fn unknown(name: &str, variants: &[VariantPlan]) -> String {
    let ids = variants.iter().flat_map(|plan| &plan.projection.slides).map(|slide| slide.id.0.as_str());
    let last = variants.iter().map(|plan| plan.projection.slides.len()).max().unwrap_or(0);
    let shown = visible(name);
    match nearest(name, ids) {
        Some(id) => format!("no slide has the id `{shown}`; did you mean `{}`?", visible(id)),
        None => format!("no slide has the id or number `{shown}`; there are {}, `deckle time` lists them", count(last, "slide")),
    }
}

fn explained(plan: &VariantPlan, index: usize) -> String {
    let VariantPlan { projection, schedule } = plan;
    let (slide, time) = (&projection.slides[index], &schedule.slides[index]);
    let title = plain_text(&slide.title);
    let head = format!("{}, slide {}, #{}: {title}", projection.variant.name(), slide.number, slide.id.0);
    let mut lines = vec![Style::Bold.paint(&visible(&head))];
    let reason = explain(projection, schedule, index);
    lines.extend(reason.iter().flat_map(|reason| budget_lines(schedule, time, reason)));
    if time.source != BudgetSource::Appendix {
        lines.push(format!("shown from {} to {}", time.starts_at, time.starts_at.plus(time.time())));
        lines.push(needs(projection, slide, time, index));
    }
    let mut text = lines.join("\n  ");
    text.push('\n');
    text
}

fn budget_lines(schedule: &Schedule, time: &SlideTime, reason: &Reason) -> Vec<String> {
    match reason {
        Reason::Appendix => vec!["no time: it is in an appendix (rule 8)".to_owned()],
        Reason::Unplanned => {
            vec![format!(
                "about {}: the deck states no `duration`, so only what the slide needs is known (rule 2)",
                time.estimate
            )]
        }
        Reason::Own { stated, of, questions } => vec![own(time.time(), *stated, *of, *questions)],
        Reason::Share(share) => shared(schedule, time.time(), share),
    }
}

fn own(budget: Seconds, stated: TimeSpec, of: Option<Seconds>, questions: bool) -> String {
    let whose = if questions { "of the time for questions (rule 4)" } else { "(rule 5)" };
    match (stated, of) {
        (TimeSpec::Share(milli), Some(whole)) => {
            format!("{budget}, its own time {whose}: {} of the {whole} that can be planned", percent(milli))
        }
        _ => format!("{budget}, its own time {whose}"),
    }
}

/// `12.5 %` of 12,500.
fn percent(milli: u32) -> String {
    let text = format!("{}.{:03}", milli / 1000, milli % 1000);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

fn shared(schedule: &Schedule, budget: Seconds, share: &Share) -> Vec<String> {
    let Share { whole, stated, rest, .. } = share;
    let (whose, whole_is, rule) = match share.source {
        BudgetSource::Questions => ("the time for questions", "`qa` keeps".to_owned(), "rule 4"),
        BudgetSource::Section => ("its section's time", "the section has".to_owned(), "rule 6"),
        _ => ("the deck's time", frame(schedule), "rule 7"),
    };
    let states =
        if share.source == BudgetSource::Deck { "other slides and closed sections state" } else { "its other slides state" };
    let mut lines = vec![
        format!("{budget}, a share of {whose} ({rule})"),
        format!("  {whole_is} {whole}; {states} {stated}; {rest} is left"),
    ];
    if *rest == Seconds::ZERO {
        lines.push("  nothing is left, so slides without a time get 0:00 (rule 10)".to_owned());
    } else if share.sharers == 1 {
        lines.push("  it alone has no time of its own and gets all of it".to_owned());
    } else {
        let exact = format!("{}.{:02} s", share.hundredths / 100, share.hundredths % 100);
        let rounded = if share.rounded_up { "rounded up" } else { "rounded down" };
        let rounded = if share.hundredths.is_multiple_of(100) && !share.rounded_up { "exact" } else { rounded };
        lines.push(format!(
            "  {} share it by what they need, {} in all: {exact}, {rounded} (rule 9)",
            count(share.sharers, "slide"),
            share.need
        ));
    }
    lines
}

/// What can be planned, and of what: `duration 12:00 less buffer 2:24 is`.
fn frame(schedule: &Schedule) -> String {
    let Some(duration) = schedule.duration else { return String::new() };
    let kept: Vec<String> = [("buffer", schedule.buffer), ("questions", schedule.qa)]
        .iter()
        .filter(|(_, time)| *time > Seconds::ZERO)
        .map(|(name, time)| format!("{name} {time}"))
        .collect();
    if kept.is_empty() { "the duration is".to_owned() } else { format!("duration {duration} less {} is", kept.join(" and ")) }
}

fn needs(projection: &Projection, slide: &ProjectedSlide, time: &SlideTime, index: usize) -> String {
    let made_of = estimate_in_words(projection, index);
    let made_of = match made_of.as_str() {
        "" if slide.notes.is_empty() => "it has no notes".to_owned(),
        _ if time.estimate.0 <= LEAST => {
            format!("the least a slide counts; {}", if made_of.is_empty() { "no notes" } else { &made_of })
        }
        _ => made_of,
    };
    let fits = match time.budget.map(|budget| (budget, difference(time.estimate, budget))) {
        Some((budget, text)) if budget < time.estimate => format!(", {} more than it has", text.trim_start_matches('+')),
        Some((_, text)) if !text.is_empty() => format!(", {} to spare", text.trim_start_matches('−')),
        _ => String::new(),
    };
    format!("needs about {} ({made_of}){fits} (rule 8)", time.estimate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_written_short() {
        for (milli, text) in [(10_000, "10 %"), (12_500, "12.5 %"), (333, "0.333 %"), (100_000, "100 %")] {
            assert_eq!(percent(milli), text);
        }
    }
}
