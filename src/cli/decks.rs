//! What `build` and `check` have in common: they run a request and tell what came of it.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::args::{self, Decks, FindingsFormat, Purpose, Shared};
use super::progress::{Screen, error};
use super::terminal::Terminal;
use super::{json, lines};
use crate::build::{self, BuildError, Report, Request, Status};

/// How often the progress line is drawn.
const TICK: Duration = Duration::from_millis(150);

/// Runs what was typed. `adapt` adds what only one of the commands can ask for.
pub fn run(
    shared: &Shared,
    decks: &Decks,
    adapt: impl FnOnce(Request) -> Request,
    purpose: Purpose,
    terminal: &Terminal,
) -> Status {
    report(shared, decks, adapt, purpose, terminal).map_or(Status::Failure, |report| report.status())
}

/// Runs what was typed, and gives what came of it once that is told.
pub fn report(
    shared: &Shared,
    decks: &Decks,
    adapt: impl FnOnce(Request) -> Request,
    purpose: Purpose,
    terminal: &Terminal,
) -> Option<Report> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let request = match args::request(shared, decks, purpose, epoch.as_deref()) {
        Ok(request) => adapt(request),
        Err(message) => {
            terminal.err(&error(&message, shared.format));
            return None;
        }
    };
    let result = watched(&request, shared.format, purpose, terminal);
    tell(&result, shared.format, terminal);
    result.ok()
}

/// Builds, with a progress line where someone looks.
fn watched(request: &Request, format: FindingsFormat, purpose: Purpose, terminal: &Terminal) -> Result<Report, BuildError> {
    let screen = Screen::new(terminal, format, purpose);
    if !terminal.is_watched() {
        return build::run(request, &screen);
    }
    std::thread::scope(|scope| {
        let (finished, wait) = channel::<()>();
        scope.spawn(|| {
            let wait = wait;
            while wait.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                screen.tick();
            }
            screen.clear();
        });
        let result = build::run(request, &screen);
        drop(finished);
        result
    })
}

/// Says the rest: the document for programs, the sums for people.
fn tell(result: &Result<Report, BuildError>, format: FindingsFormat, terminal: &Terminal) {
    if format == FindingsFormat::Json {
        return terminal.data(json::document(result).as_bytes());
    }
    match result {
        Ok(report) => {
            if let Some(summary) = lines::summary(report) {
                terminal.err(&format!("{summary}\n"));
            }
        }
        Err(failure) => terminal.err(&error(&failure.to_string(), format)),
    }
}
