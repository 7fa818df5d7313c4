//! Building: from a [`Request`] to files and a [`Report`].
//!
//! [`run`] finds the decks, takes each through every stage ([`session`]) and hands out the reports in the order of the decks. A deck
//! that fails takes no other with it. What a build needs from earlier ones is the cache of coloured code, nothing else.

mod cache;
mod charts;
mod compare;
mod discover;
mod error;
mod fonts;
mod glossary;
mod guard;
mod live;
mod new_deck;
mod new_theme;
mod output;
mod own_output;
mod parallel;
mod plan;
mod publish;
mod rehearse;
mod report;
mod request;
mod session;
mod theme_samples;
mod theme_users;
mod themes;

pub use charts::charts;
pub use compare::{ComparedDeck, MarkedSlide, PlacedMark, SlideMarks, slide_marks, write_comparisons};
pub use discover::{DeckFile, Found, is_markdown};
pub use error::{BuildError, DeckFailure};
pub use fonts::known_fonts;
pub use glossary::unexplained;
pub use guard::guarded;
pub use live::{Live, LiveFinding, LivePage, LiveRequest, LiveSlide, LiveState, LiveVariant, Snapshot, Spent};
pub use new_deck::{NewDeckError, new_deck};
pub use new_theme::{NewTheme, NewThemeError, new_theme};
pub use output::{OutputError, Written, remove_when_interrupted, write};
pub use plan::{CourseReport, DeckPlan, Plans, ReadDeck, VariantPlan, plan};
pub use rehearse::{NewTimes, RehearsalError, RehearsalFile, Rehearsals, compare, new_times, proposals, rehearsals};
pub use report::{DeckReport, LayoutReport, Outcome, Progress, Report, Status, Step, VariantReport};
pub use request::{Format, PNG_WIDTH, PNG_WIDTHS, PaperSettings, PaperSize, PerPage, Request, StepPages, Wanted};
pub use theme_samples::{KnownTheme, known_themes, write_samples};
pub use theme_users::theme_users;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use cache::Caches;
use output::Target;

use session::Job;

use crate::diagnostic::{Code, Diagnostic};
use crate::fonts::Shelf;
use crate::source::Span;

/// Builds what is asked for. Findings and failures of single decks are in the report; the other decks are built all the same.
///
/// # Errors
/// [`BuildError`] where nothing could be begun. Nothing is written then.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<Report, BuildError> {
    run_on(find(request)?, request, progress)
}

/// The decks that a request means.
///
/// # Errors
/// See [`run`].
pub fn find(request: &Request) -> Result<Vec<Found>, BuildError> {
    discover::discover(&request.inputs, request.out.as_deref(), &current_folder()?)
}

/// The current folder, absolute.
///
/// # Errors
/// It is gone, or its path is not UTF-8.
pub fn current_folder() -> Result<Utf8PathBuf, BuildError> {
    std::env::current_dir().and_then(camino::absolute_utf8).map_err(BuildError::CurrentFolder)
}

/// Builds decks that were found before. The inputs of the request are not looked at.
///
/// # Errors
/// See [`run`].
pub fn run_on(found: Vec<Found>, request: &Request, progress: &dyn Progress) -> Result<Report, BuildError> {
    let current = current_folder()?;
    let tasks: Vec<Task> = found.into_iter().map(|found| Task::of(found, request)).collect();
    output::refuse_collisions(tasks.iter().filter_map(Task::deck))?;
    progress.begin(&tasks.iter().map(|task| task.path().to_owned()).collect::<Vec<_>>());
    let shelf = Shelf::default();
    let caches = Caches::load(tasks.iter().filter_map(Task::deck).map(|(_, target)| &target.base));
    let told = Mutex::new(Told::default());
    let decks = parallel::in_order(
        tasks,
        |index, task| task.run(index, (request, &current), (&caches, &shelf), progress),
        |index, report| {
            told.lock().unwrap_or_else(PoisonError::into_inner).tell_once(report);
            progress.done(index, report);
        },
    );
    if request.write {
        caches.store();
    }
    Ok(Report { decks })
}

/// Refuses decks that would write the same files.
///
/// # Errors
/// [`BuildError::Collision`] with the first two.
pub fn refuse_collisions(decks: &[DeckFile], request: &Request) -> Result<(), BuildError> {
    let targets: Vec<Target> = decks.iter().map(|deck| Target::of(deck, request.out.as_deref())).collect();
    output::refuse_collisions(decks.iter().zip(&targets))
}

/// A deck to build, or a failure to pass on.
enum Task {
    Build(DeckFile, Target),
    Failed(Utf8PathBuf, DeckFailure),
}

impl Task {
    fn of(found: Found, request: &Request) -> Self {
        match found {
            Found::Deck(deck) => {
                let target = Target::of(&deck, request.out.as_deref());
                Task::Build(deck, target)
            }
            Found::Failed(path, failure) => Task::Failed(path, failure),
        }
    }

    fn deck(&self) -> Option<(&DeckFile, &Target)> {
        match self {
            Task::Build(deck, target) => Some((deck, target)),
            Task::Failed(..) => None,
        }
    }

    fn path(&self) -> &Utf8Path {
        match self {
            Task::Build(deck, _) => &deck.path,
            Task::Failed(path, _) => path,
        }
    }

    fn run(
        self,
        index: usize,
        (request, current): (&Request, &Utf8Path),
        (caches, shelf): (&Caches, &Shelf),
        progress: &dyn Progress,
    ) -> DeckReport {
        let (deck, target) = match self {
            Task::Build(deck, target) => (deck, target),
            Task::Failed(path, failure) => return DeckReport::failed(path, failure),
        };
        let step = |step: Step<'_>| progress.step(index, step);
        let highlights = caches.of(&target.base);
        let job = Job { deck: &deck, target: &target, request, current, highlights, shelf, step: &step };
        guarded(|| session::build(&job)).unwrap_or_else(|panic| broken(&deck.path, &panic))
    }
}

/// The report of a deck that something in Deckle broke on.
fn broken(path: &Utf8Path, panic: &str) -> DeckReport {
    let mut report = DeckReport::new(path);
    let file = report.sources.add(path, "");
    let finding = Diagnostic::new(Code::Bug, Span::new(file, 0, 0), format!("Deckle failed on this deck: {panic}"))
        .help("this is a fault of Deckle; please report it with the deck, and with `RUST_BACKTRACE=1` set");
    report.diagnostics.push(finding);
    report.outcome = Outcome::Rejected;
    report
}

/// Findings in files that decks share, such as `deckle.toml`, are told with the first deck only.
#[derive(Default)]
struct Told(HashSet<(Code, String, Utf8PathBuf, Range<usize>)>);

impl Told {
    fn tell_once(&mut self, report: &mut DeckReport) {
        let DeckReport { path, sources, diagnostics, .. } = report;
        let kept = std::mem::take(diagnostics).into_iter().filter(|diagnostic| {
            let Some(span) = diagnostic.span() else { return true };
            let file = &sources.get(span.file).path;
            file == path || self.0.insert((diagnostic.code, diagnostic.message.clone(), file.clone(), span.range()))
        });
        *diagnostics = kept.collect();
    }
}

#[cfg(test)]
mod tests;
