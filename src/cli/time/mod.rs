//! `deckle time [PATH]…`: the plan of each variant, and whatever is asked about it.

mod course;
mod json;
mod table;
mod text;
mod why;

use super::args::{self, FindingsFormat, Purpose, Shared, TimeArgs};
use super::lines::Columns;
use super::progress::{error, findings, list};
use super::terminal::Terminal;
use crate::build::{self, Plans, Status};

/// Shows the plans. Nothing is typeset.
pub fn time(shared: &Shared, asked: &TimeArgs, terminal: &Terminal) -> Status {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let request = match args::request(shared, &asked.decks, Purpose::Check, epoch.as_deref()) {
        Ok(request) => request,
        Err(message) => return refuse(&message, shared, terminal),
    };
    let plans = build::plan(&request);
    if asked.json || shared.format == FindingsFormat::Json {
        terminal.data(json::document(&plans).as_bytes());
        return plans.map_or(Status::Failure, |plans| status(&plans));
    }
    match plans {
        Ok(plans) => tell(&plans, shared, asked, terminal),
        Err(failure) => refuse(&failure.to_string(), shared, terminal),
    }
}

fn refuse(message: &str, shared: &Shared, terminal: &Terminal) -> Status {
    terminal.err(&error(message, shared.format));
    Status::Failure
}

fn status(plans: &Plans) -> Status {
    let decks = plans.decks.iter().map(|plan| plan.report.status());
    let courses = plans.courses.iter().map(|course| if course.diagnostics.has_errors() { Status::Errors } else { Status::Done });
    decks.chain(courses).max().unwrap_or(Status::Done)
}

fn tell(plans: &Plans, shared: &Shared, asked: &TimeArgs, terminal: &Terminal) -> Status {
    let answer = match &asked.why {
        Some(slide) => explanations(slide, plans),
        None => Ok(tables(plans, terminal.columns())),
    };
    let refused = answer.as_ref().err().cloned();
    // Whoever asks about one slide wants no list of what is wrong elsewhere.
    let told = if asked.why.is_some() { Vec::new() } else { all_findings(plans, shared.format) };
    terminal.out(&answer.unwrap_or_default());
    let told: Vec<String> = told.into_iter().chain(refused.iter().map(|message| error(message, shared.format))).collect();
    let apart = if shared.format == FindingsFormat::Human { "\n" } else { "" };
    let told = told.join(apart);
    terminal.err(&if told.is_empty() { told } else { format!("{apart}{told}") });
    if refused.is_some() { Status::Failure } else { status(plans) }
}

fn all_findings(plans: &Plans, format: FindingsFormat) -> Vec<String> {
    let decks = plans.decks.iter().map(|plan| findings(&plan.report, format));
    let courses = plans.courses.iter().map(|course| list(&course.diagnostics, &course.sources, format));
    decks.chain(courses).filter(|text| !text.is_empty()).collect()
}

/// The tables: of a course where its folder was asked for, else of each deck.
fn tables(plans: &Plans, columns: usize) -> String {
    let names = Columns::new(&plans.decks.iter().map(|plan| plan.report.path.clone()).collect::<Vec<_>>(), Purpose::Check);
    let mut tables: Vec<String> = plans.courses.iter().map(|report| course::table(report, columns)).collect();
    for (index, plan) in plans.decks.iter().enumerate() {
        if plans.courses.iter().any(|course| course.decks.contains(&index)) {
            continue;
        }
        tables.extend(plan.variants.iter().map(|variant| table::table(names.name(index), variant, columns)));
    }
    tables.join("\n\n")
}

/// The slide in every deck that has it.
fn explanations(slide: &str, plans: &Plans) -> Result<String, String> {
    let mut refused = Err("there is no deck to look into".to_owned());
    let mut told = Vec::new();
    for plan in plans.decks.iter().filter(|plan| !plan.variants.is_empty()) {
        match why::why(slide, &plan.variants) {
            Ok(text) => told.push(text),
            Err(message) => refused = Err(message),
        }
    }
    if told.is_empty() { refused } else { Ok(told.join("\n")) }
}
