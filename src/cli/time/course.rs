//! A course as a table: each lecture's sessions beside the hours it is taught.

use crate::build::CourseReport;
use crate::cli::text::{Style, count, difference, left, right, width};
use crate::model::Seconds;
use crate::timing::course::{SessionTime, UnitPlan};

/// A column of times.
const TIME: usize = 11;
/// The column that counts decks.
const DECKS: usize = 9;
/// The widest a table gets.
const WIDEST: usize = 110;

/// The table of a course.
pub fn table(report: &CourseReport, columns: usize) -> String {
    let title = columns.min(WIDEST).saturating_sub(DECKS + 3 * TIME).max(20);
    let mut text = format!("{}\n\n", Style::Bold.paint(left(&report.course.name.value, columns).trim_end()));
    let head = ["decks", "planned", "taught", "+/−"].map(str::to_owned);
    text += &line(title, "lecture", &head, Style::Dim);
    for (lecture, plan) in report.course.lectures.iter().zip(&report.plan.lectures) {
        let name = format!("{}  {}", lecture.number.value, lecture.title.value);
        text += &line(title, &name, &cells(plan), Style::Plain);
        text += &details(plan);
    }
    let sums = &report.plan;
    let all = [String::new(), sums.planned.to_string(), sums.taught.to_string(), difference(sums.planned, sums.taught)];
    text += &format!("\n{}", line(title, "in all", &all, Style::Bold));
    text += &remarks(report);
    if !report.course.labs.is_empty() {
        text.push('\n');
    }
    for (lab, plan) in report.course.labs.iter().zip(&report.plan.labs) {
        let name = format!("Lab {}  {}", lab.number.value, lab.title.value);
        let none = String::new;
        text += &line(title, &name, &[plan.sessions.len().to_string(), plan.planned.to_string(), none(), none()], Style::Plain);
        text += &details(plan);
    }
    text
}

fn line(title: usize, name: &str, cells: &[String; 4], style: Style) -> String {
    let [decks, planned, taught, over] = cells;
    let times = format!("{}{}{}", right(decks, DECKS), right(planned, TIME), right(taught, TIME));
    let more = if over.starts_with('+') && width(over) > 3 { Style::Over } else { Style::Dim };
    let whole = style.paint(&format!("{}{times}", left(name, title)));
    format!("{}\n", format!("{whole}{}", more.paint(&right(over, TIME))).trim_end())
}

fn cells(plan: &UnitPlan) -> [String; 4] {
    let decks = match plan.expected {
        Some(expected) if expected != plan.sessions.len() => format!("{} of {expected}", plan.sessions.len()),
        _ => plan.sessions.len().to_string(),
    };
    let planned = if plan.planned == Seconds::ZERO { "–".to_owned() } else { plan.planned.to_string() };
    let taught = plan.taught.map_or_else(String::new, |taught| taught.to_string());
    [decks, planned, taught, plan.taught.map_or_else(String::new, |taught| difference(plan.planned, taught))]
}

/// The decks whose time isn't known.
fn details(plan: &UnitPlan) -> String {
    let problem = |session: &crate::timing::course::SessionPlan| match session.time {
        SessionTime::Planned(_) => None,
        SessionTime::Unknown => Some(format!("   {}: no duration\n", session.path)),
        SessionTime::Missing => Some(format!("   {}: no such file\n", session.path)),
    };
    plan.sessions
        .iter()
        .filter_map(problem)
        .map(|line| crate::diagnostic::render::visible(line.trim_end()).into_owned() + "\n")
        .collect()
}

/// What is still to be written, in a sentence.
fn remarks(report: &CourseReport) -> String {
    let lectures = &report.plan.lectures;
    let empty = lectures.iter().filter(|lecture| lecture.sessions.is_empty()).count();
    let short = |lecture: &&UnitPlan| {
        !lecture.sessions.is_empty() && !lecture.is_complete() && lecture.taught.is_some_and(|taught| lecture.planned < taught)
    };
    let partly = lectures.iter().filter(short).count();
    let mut parts = Vec::new();
    if empty > 0 {
        parts.push(format!("{} {} no deck yet", count(empty, "lecture"), if empty == 1 { "has" } else { "have" }));
    }
    if partly > 0 {
        parts.push(format!(
            "{} {} hours that no deck covers yet",
            count(partly, "lecture"),
            if partly == 1 { "has" } else { "have" }
        ));
    }
    let open = report.plan.taught.minus(report.plan.planned);
    if parts.is_empty() || open == Seconds::ZERO {
        "\n".to_owned()
    } else {
        format!("{}: {} to go\n\n", parts.join(", "), open.in_words())
    }
}
