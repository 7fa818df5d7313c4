//! `[course]` of `deckle.toml`.

use super::meta::read_duration;
use super::value::{Map, Value, ValueKind, unknown_key};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Course, Lab, Lecture, Seconds};
use crate::source::{Span, Spanned};

const COURSE_KEYS: &[&str] = &["name", "weeks", "lecture", "lab"];
const LECTURE_KEYS: &[&str] = &["number", "title", "week", "page-hours", "taught", "sessions", "decks"];
const LAB_KEYS: &[&str] = &["number", "title", "week", "decks"];

/// Reads the course. `None` when it has no name or is no table.
pub fn read_course(value: &Value, findings: &mut Diagnostics) -> Option<Course> {
    let ValueKind::Map(map) = &value.kind else {
        findings.push(value.wrong_type("course", "a table"));
        return None;
    };
    report_unknown(map, COURSE_KEYS, "`[course]`", findings);
    let weeks = map.get("weeks").map_or_else(Vec::new, |weeks| read_texts("weeks", weeks, findings));
    let entries = Entries { weeks: weeks.len() };
    let lectures = entries.read("lecture", map, findings, |e, at, findings| entries.lecture(e, at, findings));
    let labs = entries.read("lab", map, findings, |e, at, findings| entries.lab(e, at, findings));
    same_numbers("lecture", lectures.iter().map(|l| l.number), findings);
    same_numbers("lab", labs.iter().map(|l| l.number), findings);
    let name = required("name", map, value.span, "the course", findings)?.text("name", findings)?;
    Some(Course { name, weeks, lectures, labs })
}

/// What reading a lecture or lab needs to know of the course.
#[derive(Clone, Copy)]
struct Entries {
    weeks: usize,
}

impl Entries {
    /// `[[course.lecture]]`: a list of tables.
    fn read<T>(
        self,
        key: &str,
        course: &Map,
        findings: &mut Diagnostics,
        mut entry: impl FnMut(&Map, Span, &mut Diagnostics) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = course.get(key) else { return Vec::new() };
        let ValueKind::List(items) = &value.kind else {
            findings.push(value.wrong_type(key, "a list of tables").help(format!("write `[[course.{key}]]` with two brackets")));
            return Vec::new();
        };
        let mut read = Vec::new();
        for item in items {
            match &item.kind {
                ValueKind::Map(map) => read.extend(entry(map, item.span, findings)),
                _ => findings.push(item.wrong_type(key, "a table")),
            }
        }
        read
    }

    fn lecture(self, map: &Map, span: Span, findings: &mut Diagnostics) -> Option<Lecture> {
        report_unknown(map, LECTURE_KEYS, "a lecture", findings);
        let taught = map.get("taught").and_then(|value| read_duration("taught", value, findings));
        let page_time = map.get("page-hours").and_then(|value| read_hours("page-hours", value, findings));
        let sessions = map.get("sessions").and_then(|value| value.whole_number("sessions", 1..=99, findings));
        let week = self.week(map, findings);
        let decks = read_decks(map, findings);
        let number = required("number", map, span, "the lecture", findings)?.whole_number("number", 0..=999, findings)?;
        let title = required("title", map, span, "the lecture", findings)?.text("title", findings)?;
        let taught = taught.map(|time| time.map(|spec| spec.of(Seconds::ZERO)));
        Some(Lecture { number, title, week, page_time, taught, sessions, decks, span })
    }

    fn lab(self, map: &Map, span: Span, findings: &mut Diagnostics) -> Option<Lab> {
        report_unknown(map, LAB_KEYS, "a lab", findings);
        let week = self.week(map, findings);
        let decks = read_decks(map, findings);
        let number = required("number", map, span, "the lab", findings)?.whole_number("number", 0..=999, findings)?;
        let title = required("title", map, span, "the lab", findings)?.text("title", findings)?;
        Some(Lab { number, title, week, decks, span })
    }

    /// Where the course names its weeks, a week is one of them.
    fn week(self, map: &Map, findings: &mut Diagnostics) -> Option<Spanned<u32>> {
        let last = if self.weeks == 0 { 99 } else { u32::try_from(self.weeks).unwrap_or(99) };
        map.get("week")?.whole_number("week", 1..=last, findings)
    }
}

fn report_unknown(map: &Map, known: &[&str], place: &str, findings: &mut Diagnostics) {
    for (key, _) in map.iter().filter(|(key, _)| !known.contains(&key.value.as_str())) {
        findings.push(unknown_key(key, known, place));
    }
}

fn required<'a>(key: &str, map: &'a Map, span: Span, what: &str, findings: &mut Diagnostics) -> Option<&'a Value> {
    let value = map.get(key);
    if value.is_none() {
        findings.push(Diagnostic::new(Code::MissingKey, span, format!("{what} has no `{key}`")));
    }
    value
}

fn read_decks(map: &Map, findings: &mut Diagnostics) -> Vec<Spanned<String>> {
    map.get("decks").map_or_else(Vec::new, |decks| read_texts("decks", decks, findings))
}

fn read_texts(key: &str, value: &Value, findings: &mut Diagnostics) -> Vec<Spanned<String>> {
    match &value.kind {
        ValueKind::List(items) => items.iter().filter_map(|item| item.text(key, findings)).collect(),
        _ => {
            findings.push(value.wrong_type(key, "a list of texts"));
            Vec::new()
        }
    }
}

/// Hours as a number (`5`, `2.5`), or a time.
fn read_hours(key: &str, value: &Value, findings: &mut Diagnostics) -> Option<Spanned<Seconds>> {
    let ValueKind::Number(written) = &value.kind else {
        let time = read_duration(key, value, findings)?;
        return Some(time.map(|spec| spec.of(Seconds::ZERO)));
    };
    let seconds = written.parse::<f64>().ok().filter(|hours| (0.0..=1000.0).contains(hours)).map(|hours| hours * 3600.0);
    match seconds {
        Some(seconds) => Some(Spanned::new(Seconds(seconds.round() as u32), value.span)),
        None => {
            findings.push(Diagnostic::new(Code::BadValue, value.span, format!("`{key}` is {written}, expected 0 to 1000 hours")));
            None
        }
    }
}

fn same_numbers(what: &str, numbers: impl Iterator<Item = Spanned<u32>>, findings: &mut Diagnostics) {
    let mut seen: Vec<Spanned<u32>> = Vec::new();
    for number in numbers {
        match seen.iter().find(|first| first.value == number.value) {
            Some(first) => findings.push(
                Diagnostic::new(Code::BadValue, number.span, format!("there are two {what}s with the number {}", number.value))
                    .also(first.span, "the first"),
            ),
            None => seen.push(number),
        }
    }
}
