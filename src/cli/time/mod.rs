//! `deckle time [PATH]…`: the plan of each variant, and whatever is asked about it.

mod apply;
mod course;
mod json;
mod rehearsals;
mod table;
mod why;

use camino::Utf8PathBuf;

use super::args::{self, Decks, FindingsFormat, Purpose, Shared, TimeArgs};
use super::lines::Columns;
use super::progress::{error, failure, findings, list};
use super::terminal::Terminal;
use crate::build::{self, DeckPlan, Plans, RehearsalError, Rehearsals, Status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::timing::rehearsal::ENDING;

/// Shows the plans. Nothing is typeset.
pub fn time(shared: &Shared, asked: &TimeArgs, terminal: &Terminal) -> Status {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let (recorded, paths): (Vec<Utf8PathBuf>, Vec<Utf8PathBuf>) =
        asked.decks.paths.iter().cloned().partition(|path| asked.rehearsals && path.extension() == Some("jsonl"));
    if !recorded.is_empty() && paths.len() != 1 {
        return refuse("name one deck with the files of its rehearsals", shared, terminal);
    }
    let request = match args::request(shared, &Decks { paths }, Purpose::Check, epoch.as_deref()) {
        Ok(request) => request,
        Err(message) => return refuse(&message, shared, terminal),
    };
    let plans = build::plan(&request);
    if asked.chart
        && let Ok(plans) = &plans
        && let Err(message) = draw(plans, asked.json, terminal)
    {
        return refuse(&message, shared, terminal);
    }
    let json = asked.json || shared.format == FindingsFormat::Json;
    let read = match plans.as_ref().map(|plans| read_rehearsals(plans, &recorded, asked)) {
        Ok(Err(error)) if json => return fail_as_document(&error.to_string(), terminal),
        Ok(Err(error)) => return refuse(&error.to_string(), shared, terminal),
        Ok(Ok(read)) => read,
        Err(_) => Vec::new(),
    };
    if json {
        terminal.data(json::document(&plans, &read).as_bytes());
        return plans.map_or(Status::Failure, |plans| status(&plans));
    }
    match plans {
        Ok(plans) if asked.rehearsals => compared(&plans, &read, shared, asked, terminal),
        Ok(plans) => tell(&plans, shared, asked, terminal),
        Err(failure) => refuse(&failure.to_string(), shared, terminal),
    }
}

/// Writes the charts and says where they are. With a document on standard output they are told on standard error.
fn draw(plans: &Plans, json: bool, terminal: &Terminal) -> Result<(), String> {
    for plan in &plans.decks {
        for (path, _) in build::charts(plan).map_err(|error| error.to_string())? {
            let line = format!("{path}\n");
            if json { terminal.err(&line) } else { terminal.out(&line) }
        }
    }
    Ok(())
}

/// The rehearsals of each deck, where they are asked for.
fn read_rehearsals(plans: &Plans, recorded: &[Utf8PathBuf], asked: &TimeArgs) -> Result<Vec<Rehearsals>, RehearsalError> {
    if !asked.rehearsals {
        return Ok(Vec::new());
    }
    let of = |plan: &DeckPlan| match plan.variants.is_empty() {
        true => Ok(Rehearsals::default()),
        false => build::rehearsals(&plan.report.path, recorded),
    };
    plans.decks.iter().map(of).collect()
}

fn fail_as_document(message: &str, terminal: &Terminal) -> Status {
    terminal.data(json::failure(message).as_bytes());
    Status::Failure
}

/// Tells each deck's rehearsals, and applies them where that is asked.
fn compared(plans: &Plans, read: &[Rehearsals], shared: &Shared, asked: &TimeArgs, terminal: &Terminal) -> Status {
    let names = names(plans);
    let mut worst = status(plans);
    let mut apart = "";
    for (index, (plan, recorded)) in plans.decks.iter().zip(read).enumerate() {
        let told = findings(&plan.report, shared.format);
        let stops = plan.report.diagnostics.has_errors() || plan.variants.is_empty();
        terminal.err(if stops { &told } else { "" });
        let rehearsed = rehearsals::rehearsed(plan, recorded);
        if rehearsed.is_empty() && !stops {
            let message = format!("{}: no rehearsals beside it ({}{ENDING})\n", plan.report.path, plan.target.stem);
            terminal.out(&format!("{apart}{message}"));
        }
        for one in &rehearsed {
            terminal.out(&format!("{apart}{}", rehearsals::table(names.name(index), one, terminal.columns())));
            apart = "\n\n";
        }
        for file in &recorded.files {
            terminal.err(&rehearsals::unread(file).map_or_else(String::new, |text| format!("{text}\n")));
        }
        if asked.apply && !stops {
            terminal.out("\n");
            match apply::apply(plan, &rehearsed, asked.yes, shared.format, terminal) {
                Ok(_) => {}
                Err(message) => worst = worst.max(refuse(&message, shared, terminal)),
            }
        }
    }
    worst
}

fn names(plans: &Plans) -> Columns {
    Columns::new(&plans.decks.iter().map(|plan| plan.report.path.clone()).collect::<Vec<_>>(), Purpose::Check)
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
        // The charts are the answer; where they are has been said.
        None if asked.chart => Ok(String::new()),
        None => Ok(tables(plans, terminal.columns())),
    };
    let refused = answer.as_ref().err().cloned();
    // Whoever asks about one slide wants no list of what is wrong elsewhere, unless it is why the command fails.
    let least = if asked.why.is_some() { Severity::Error } else { Severity::Note };
    let told = all_findings(plans, least, shared.format);
    terminal.out(&answer.unwrap_or_default());
    let told: Vec<String> = told.into_iter().chain(refused.iter().map(|message| error(message, shared.format))).collect();
    let apart = if shared.format == FindingsFormat::Human { "\n" } else { "" };
    let told = told.join(apart);
    terminal.err(&if told.is_empty() { told } else { format!("{apart}{told}") });
    if refused.is_some() { Status::Failure } else { status(plans) }
}

fn all_findings(plans: &Plans, least: Severity, format: FindingsFormat) -> Vec<String> {
    let kept = |findings: &Diagnostics| findings.iter().filter(|finding| finding.severity >= least).cloned().collect();
    let decks = plans.decks.iter().map(|plan| {
        let kept: Diagnostics = kept(&plan.report.diagnostics);
        list(&kept, &plan.report.sources, format) + &failure(&plan.report, format)
    });
    let courses = plans.courses.iter().map(|course| list(&kept(&course.diagnostics), &course.sources, format));
    decks.chain(courses).filter(|text| !text.is_empty()).collect()
}

/// The tables: of a course where its folder was asked for, else of each deck.
fn tables(plans: &Plans, columns: usize) -> String {
    let names = names(plans);
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
