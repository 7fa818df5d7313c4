//! `deckle time --json`: the plans as one document on standard output, whatever happens.
//!
//! ```json
//! {
//!   "format": 1,
//!   "decks": [{
//!     "path": "talk.md", "outcome": "done", "error": null, "findings": [],
//!     "variants": [{
//!       "name": "technical", "title": "…", "pace": 130,
//!       "duration": 720, "buffer": 144, "questions": 0, "plannable": 576, "planned": 496, "left": 80,
//!       "sections": [{ "title": "…", "time": 240, "planned": 240, "estimate": 190, "appendix": false }],
//!       "slides": [{
//!         "number": 1, "id": "wait", "title": "…", "layout": "content", "section": 0,
//!         "budget": 90, "source": "own", "estimate": 102, "over": 12, "startsAt": 0, "words": 221, "letters": 0
//!       }],
//!       "rehearsals": {
//!         "totals": [460, 485, 500], "pace": 142,
//!         "slides": [{ "id": "wait", "runs": 3, "median": 104, "shortest": 98, "longest": 120, "trend": 4, "proposed": 100 }],
//!         "strays": [{ "id": "old", "median": 30 }]
//!       }
//!     }]
//!   }],
//!   "courses": [{
//!     "path": "deckle.toml", "name": "…", "planned": 3600, "taught": 64800, "findings": [],
//!     "lectures": [{
//!       "number": 1, "title": "…", "taught": 11700, "planned": 3600, "difference": -8100, "unwritten": 0,
//!       "sessions": [{ "path": "1.md", "state": "planned", "time": 3600 }]
//!     }],
//!     "labs": []
//!   }],
//!   "error": null
//! }
//! ```
//!
//! All times are whole seconds. Without a `duration` it is `null`, and so are `plannable`, `left` and the budgets that no slide states;
//! `planned` is then an estimate. `left` is what of the duration nobody has, below zero where more is planned than there is. A slide's
//! `section` is an index into `sections` or `null`; `source` says who pays for it: `own`, `section`, `deck`, `questions`, `appendix` or
//! `unplanned`; `over` is the estimate less the budget. `outcome` and `findings` are those of `--format json` in other commands; here
//! findings are about times, or errors. A session's `state` is `planned`, `unknown` (its deck states no duration or can't be read) or
//! `missing`; `unwritten` counts the decks that `sessions` promises and that are not listed yet. `difference` is planned less taught.
//! `rehearsals` is `null` unless `--rehearsals` is given and there are some: the length of each run, the earliest first, the words spoken a
//! minute (`null` where too little is known), the slides that were shown, and those that this variant doesn't have. `trend` is in
//! seconds a run, `null` below three runs; `proposed` is `null` where a slide keeps its time.
//! Keys may be added; `format` grows when one changes its meaning.

use serde::Serialize;

use super::rehearsals::{Rehearsed, rehearsed};
use super::table::SectionSums;
use crate::build::{BuildError, CourseReport, DeckPlan, Plans, Rehearsals, VariantPlan};
use crate::cli::json::DeckHead;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::json::{Finding, finding};
use crate::model::{Seconds, plain_text};
use crate::project::ProjectedSlide;
use crate::source::Sources;
use crate::timing::course::{SessionTime, UnitPlan};
use crate::timing::{BudgetSource, SlideTime};

/// The version of the document.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Document {
    format: u32,
    decks: Vec<Deck>,
    courses: Vec<Course>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Deck {
    #[serde(flatten)]
    head: DeckHead,
    variants: Vec<Variant>,
}

#[derive(Serialize)]
struct Variant {
    name: String,
    title: String,
    pace: u32,
    duration: Option<u32>,
    buffer: u32,
    questions: u32,
    plannable: Option<u32>,
    planned: u32,
    left: Option<i64>,
    sections: Vec<Section>,
    slides: Vec<Slide>,
    rehearsals: Option<Compared>,
}

#[derive(Serialize)]
struct Compared {
    totals: Vec<u32>,
    pace: Option<u32>,
    slides: Vec<Took>,
    strays: Vec<Gone>,
}

#[derive(Serialize)]
struct Took {
    id: String,
    runs: usize,
    median: u32,
    shortest: u32,
    longest: u32,
    trend: Option<i64>,
    proposed: Option<u32>,
}

#[derive(Serialize)]
struct Gone {
    id: String,
    median: u32,
}

#[derive(Serialize)]
struct Section {
    title: String,
    time: Option<u32>,
    planned: u32,
    estimate: u32,
    appendix: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Slide {
    number: u32,
    id: String,
    title: String,
    layout: &'static str,
    section: Option<usize>,
    budget: Option<u32>,
    source: &'static str,
    estimate: u32,
    over: Option<i64>,
    starts_at: u32,
    words: usize,
    letters: usize,
}

#[derive(Serialize)]
struct Course {
    path: String,
    name: String,
    planned: u32,
    taught: u32,
    findings: Vec<Finding>,
    lectures: Vec<Unit>,
    labs: Vec<Unit>,
}

#[derive(Serialize)]
struct Unit {
    number: u32,
    title: String,
    taught: Option<u32>,
    planned: u32,
    difference: Option<i64>,
    unwritten: usize,
    sessions: Vec<Session>,
}

#[derive(Serialize)]
struct Session {
    path: String,
    state: &'static str,
    time: Option<u32>,
}

/// The document of the plans, or of why there are none. `rehearsals` has one for each deck, or none at all.
pub fn document(plans: &Result<Plans, BuildError>, rehearsals: &[Rehearsals]) -> String {
    match plans {
        Ok(plans) => written(&Document {
            format: FORMAT,
            decks: plans.decks.iter().enumerate().map(|(index, plan)| deck(plan, rehearsals.get(index))).collect(),
            courses: plans.courses.iter().map(course).collect(),
            error: None,
        }),
        Err(error) => failure(&error.to_string()),
    }
}

/// The document of a failure.
pub fn failure(message: &str) -> String {
    written(&Document { format: FORMAT, decks: Vec::new(), courses: Vec::new(), error: Some(message.to_owned()) })
}

fn written(document: &Document) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("plain data has a JSON form");
    text.push('\n');
    text
}

fn findings(diagnostics: &Diagnostics, sources: &Sources) -> Vec<Finding> {
    diagnostics.iter().map(|diagnostic| finding(diagnostic, sources)).collect()
}

fn deck(plan: &DeckPlan, rehearsals: Option<&Rehearsals>) -> Deck {
    let rehearsed = rehearsals.map_or_else(Vec::new, |rehearsals| rehearsed(plan, rehearsals));
    let compared = |variant: &VariantPlan| rehearsed.iter().find(|one| std::ptr::eq(one.plan, variant)).map(compared);
    let variants = plan.variants.iter().map(|plan| variant(plan, compared(plan))).collect();
    Deck { head: DeckHead::of(&plan.report), variants }
}

fn compared(rehearsed: &Rehearsed<'_>) -> Compared {
    let comparison = &rehearsed.comparison;
    let slides = rehearsed.plan.projection.slides.iter().zip(&comparison.slides).zip(&rehearsed.proposals);
    let took = slides.filter_map(|((slide, actual), proposed)| {
        let actual = actual.as_ref()?;
        Some(Took {
            id: slide.id.0.clone(),
            runs: actual.runs,
            median: actual.median.0,
            shortest: actual.shortest.0,
            longest: actual.longest.0,
            trend: actual.trend,
            proposed: proposed.map(|time| time.0),
        })
    });
    let strays = comparison.strays.iter().map(|stray| Gone { id: stray.id.0.clone(), median: stray.median.0 });
    Compared {
        totals: comparison.totals.iter().map(|total| total.0).collect(),
        pace: comparison.pace,
        slides: took.collect(),
        strays: strays.collect(),
    }
}

fn variant(plan: &VariantPlan, rehearsals: Option<Compared>) -> Variant {
    let VariantPlan { projection, schedule } = plan;
    let sections = projection.sections.iter().enumerate();
    Variant {
        name: projection.variant.name().to_owned(),
        title: projection.meta.title.clone(),
        pace: projection.meta.pace,
        duration: schedule.duration.map(|time| time.0),
        buffer: schedule.buffer.0,
        questions: schedule.qa.0,
        plannable: schedule.plannable.map(|time| time.0),
        planned: schedule.planned.0,
        left: schedule.duration.map(|duration| {
            let kept = [schedule.planned, schedule.buffer, schedule.qa].map(|time| i64::from(time.0));
            i64::from(duration.0) - kept.iter().sum::<i64>()
        }),
        sections: sections
            .map(|(index, section)| {
                let sums = SectionSums::of(plan, index);
                let (time, planned) = (sums.whole.map(|time| time.0), sums.planned.0);
                Section { title: plain_text(&section.title), time, planned, estimate: sums.needs.0, appendix: section.appendix }
            })
            .collect(),
        slides: projection.slides.iter().zip(&schedule.slides).map(slide).collect(),
        rehearsals,
    }
}

fn slide((slide, time): (&ProjectedSlide, &SlideTime)) -> Slide {
    Slide {
        number: slide.number,
        id: slide.id.0.clone(),
        title: plain_text(&slide.title),
        layout: slide.layout.as_str(),
        section: slide.section,
        budget: time.budget.map(|budget| budget.0),
        source: source(time.source),
        estimate: time.estimate.0,
        over: time.budget.map(|budget| i64::from(time.estimate.0) - i64::from(budget.0)),
        starts_at: time.starts_at.0,
        words: time.words,
        letters: time.letters,
    }
}

fn source(source: BudgetSource) -> &'static str {
    match source {
        BudgetSource::Own => "own",
        BudgetSource::Section => "section",
        BudgetSource::Deck => "deck",
        BudgetSource::Questions => "questions",
        BudgetSource::Appendix => "appendix",
        BudgetSource::Unplanned => "unplanned",
    }
}

fn course(report: &CourseReport) -> Course {
    let lectures = report.course.lectures.iter().zip(&report.plan.lectures);
    let labs = report.course.labs.iter().zip(&report.plan.labs);
    Course {
        path: report.path.to_string(),
        name: report.course.name.value.clone(),
        planned: report.plan.planned.0,
        taught: report.plan.taught.0,
        findings: findings(&report.diagnostics, &report.sources),
        lectures: lectures.map(|(lecture, plan)| unit(lecture.number.value, &lecture.title.value, plan)).collect(),
        labs: labs.map(|(lab, plan)| unit(lab.number.value, &lab.title.value, plan)).collect(),
    }
}

fn unit(number: u32, title: &str, plan: &UnitPlan) -> Unit {
    let time = |seconds: Seconds| i64::from(seconds.0);
    let sessions = plan.sessions.iter().map(|session| {
        let (state, time) = match session.time {
            SessionTime::Planned(time) => ("planned", Some(time.0)),
            SessionTime::Unknown => ("unknown", None),
            SessionTime::Missing => ("missing", None),
        };
        Session { path: session.path.clone(), state, time }
    });
    Unit {
        number,
        title: title.to_owned(),
        taught: plan.taught.map(|taught| taught.0),
        planned: plan.planned.0,
        difference: plan.taught.map(|taught| time(plan.planned) - time(taught)),
        unwritten: plan.unwritten(),
        sessions: sessions.collect(),
    }
}
