//! The plan of a variant as a table.
//!
//! The rows below the slides add up to the duration: what is planned, what is left, the buffer, the questions.

use crate::build::VariantPlan;
use crate::cli::text::{Style, difference, left, right};
use crate::model::{Seconds, plain_text};
use crate::project::{ProjectedSlide, Projection};
use crate::timing::{BudgetSource, Schedule, SlideTime, needed};

/// From this width on, a table also shows each slide's id and who pays for its time.
const WIDE: usize = 100;
/// The widest a table gets.
const WIDEST: usize = 132;
/// A column of times.
const TIME: usize = 8;
/// The column of ids and the one of payers in a wide table.
const ID: usize = 22;
const PAYER: usize = 10;

/// One row of a table: what stands in each column, in which style.
struct Row {
    number: String,
    title: String,
    id: String,
    payer: &'static str,
    starts: String,
    budget: String,
    needs: String,
    over: String,
    style: Style,
}

impl Row {
    fn new(title: impl Into<String>, style: Style) -> Self {
        let none = String::new;
        let title = title.into();
        Row { number: none(), title, id: none(), payer: "", starts: none(), budget: none(), needs: none(), over: none(), style }
    }
}

/// The columns for a terminal.
#[derive(Clone, Copy)]
struct Columns {
    number: usize,
    title: usize,
    wide: bool,
}

impl Columns {
    fn new(slides: usize, columns: usize) -> Self {
        let wide = columns >= WIDE;
        let number = slides.to_string().len().max(2) + 1;
        let rest = number + 2 + 4 * TIME + if wide { ID + PAYER + 2 } else { 0 };
        Self { number, title: columns.min(WIDEST).saturating_sub(rest).max(12), wide }
    }

    fn line(self, row: &Row) -> String {
        let mut line = format!("{}  {}", right(&row.number, self.number), row.style.paint(&left(&row.title, self.title)));
        if self.wide {
            line += &Style::Dim.paint(&format!("  {}{}", left(&row.id, ID - 1), right(row.payer, PAYER + 1)));
        }
        line += &row.style.paint(&format!("{}{}", right(&row.starts, TIME), right(&row.budget, TIME)));
        let over = if row.over.starts_with('+') { Style::Over } else { Style::Dim };
        line += &format!("{}{}", row.style.paint(&right(&row.needs, TIME)), over.paint(&right(&row.over, TIME)));
        format!("{}\n", line.trim_end())
    }
}

/// The table of a variant: `deck` is what the deck is called.
pub fn table(deck: &str, plan: &VariantPlan, columns: usize) -> String {
    let VariantPlan { projection, schedule } = plan;
    let layout = Columns::new(projection.slides.len(), columns);
    let name = projection.variant.name();
    let title = left(&format!("{deck}, {name}: {}", projection.meta.title), columns);
    let mut text = format!("{}\n\n", Style::Bold.paint(title.trim_end()));
    text += &layout.line(&head());
    let mut section = None;
    for (slide, time) in projection.slides.iter().zip(&schedule.slides) {
        if slide.section != section {
            section = slide.section;
            text += &section.map_or_else(String::new, |index| layout.line(&section_row(plan, index)));
        }
        text += &layout.line(&slide_row(slide, time));
    }
    text.push('\n');
    for row in sums(plan) {
        text += &layout.line(&row);
    }
    text
}

fn head() -> Row {
    let word = str::to_owned;
    let (number, id, starts, budget, needs, over) =
        (word("#"), word("id"), word("starts"), word("budget"), word("needs"), word("+/−"));
    Row { number, id, payer: "paid by", starts, budget, needs, over, ..Row::new("slide", Style::Dim) }
}

fn section_row(plan: &VariantPlan, index: usize) -> Row {
    let section = &plan.projection.sections[index];
    let sums = SectionSums::of(plan, index);
    let mut title = plain_text(&section.title);
    if title.is_empty() {
        title = "(no title)".into();
    }
    if section.appendix {
        title += " (appendix)";
        return Row::new(title, Style::Bold);
    }
    if let Some(whole) = sums.whole.filter(|whole| *whole != sums.planned) {
        title = format!("{title} ({} of {whole})", sums.planned);
    }
    let over = difference(sums.needs, sums.planned);
    Row { budget: sums.planned.to_string(), needs: sums.needs.to_string(), over, ..Row::new(title, Style::Bold) }
}

/// What the slides of a section add up to, questions aside.
pub struct SectionSums {
    /// The section's own time, where it states one.
    pub whole: Option<Seconds>,
    /// The sum of the budgets; of the estimates where there are none.
    pub planned: Seconds,
    /// The sum of the estimates. What is no talk (exercises, breaks) needs what it has.
    pub needs: Seconds,
}

impl SectionSums {
    /// The sums of the section of an index.
    pub fn of(plan: &VariantPlan, index: usize) -> Self {
        let VariantPlan { projection, schedule } = plan;
        let whole = section_time(projection, schedule, index);
        let inside = projection.slides.iter().zip(&schedule.slides);
        let talk = inside.filter(|(slide, time)| slide.section == Some(index) && time.source != BudgetSource::Questions);
        let (mut planned, mut needs) = (Seconds::ZERO, Seconds::ZERO);
        for (slide, time) in talk {
            planned = planned.plus(time.time());
            needs = needs.plus(needed(slide, time));
        }
        Self { whole, planned, needs }
    }
}

fn section_time(projection: &Projection, schedule: &Schedule, index: usize) -> Option<Seconds> {
    let section = projection.sections.get(index).filter(|section| !section.appendix)?;
    Some(section.time?.value.of(schedule.plannable?))
}

fn slide_row(slide: &ProjectedSlide, time: &SlideTime) -> Row {
    let title = plain_text(&slide.title);
    let title = if title.trim().is_empty() { format!("({})", slide.layout.as_str()) } else { title };
    let title = if slide.section.is_some() { format!("  {title}") } else { title };
    let needs = needed(slide, time);
    let appendix = time.source == BudgetSource::Appendix;
    Row {
        number: slide.number.to_string(),
        id: slide.id.0.clone(),
        payer: payer(time.source),
        starts: if appendix { String::new() } else { time.starts_at.to_string() },
        budget: time.budget.filter(|_| !appendix).map_or_else(|| "–".to_owned(), |budget| budget.to_string()),
        needs: if appendix { String::new() } else { needs.to_string() },
        over: time.budget.map_or_else(String::new, |budget| difference(needs, budget)),
        ..Row::new(title, Style::Plain)
    }
}

/// Whose time a slide takes, in a word.
pub fn payer(source: BudgetSource) -> &'static str {
    match source {
        BudgetSource::Own => "own",
        BudgetSource::Section => "section",
        BudgetSource::Deck => "deck",
        BudgetSource::Questions => "questions",
        BudgetSource::Appendix => "appendix",
        BudgetSource::Unplanned => "–",
    }
}

/// What the talk's time is made of. With a duration the rows add up to it.
fn sums(plan: &VariantPlan) -> Vec<Row> {
    let VariantPlan { projection, schedule } = plan;
    let talk = projection.slides.iter().zip(&schedule.slides).filter(|(_, time)| time.source != BudgetSource::Questions);
    let needs: Seconds = talk.map(|(slide, time)| needed(slide, time)).sum();
    let row = |title: &str, time: Seconds| Row { budget: time.to_string(), ..Row::new(title, Style::Plain) };
    let Some(duration) = schedule.duration else {
        let about = Row { budget: format!("~{}", schedule.planned), ..Row::new("in all, about", Style::Bold) };
        return vec![about, Row::new("the deck states no `duration`", Style::Dim)];
    };
    let kept = schedule.planned.plus(schedule.buffer).plus(schedule.qa);
    let rest = if kept > duration {
        Row { over: format!("+{}", kept.minus(duration)), ..Row::new("too much", Style::Over) }
    } else {
        row("left", duration.minus(kept))
    };
    vec![
        Row {
            budget: schedule.planned.to_string(),
            needs: needs.to_string(),
            over: difference(needs, schedule.planned),
            ..Row::new("planned", Style::Bold)
        },
        rest,
        row("buffer", schedule.buffer),
        row("questions", schedule.qa),
        Row { budget: duration.to_string(), ..Row::new("duration", Style::Bold) },
    ]
}
