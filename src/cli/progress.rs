//! What a person sees while a build runs: each deck's findings and lines as soon as it is done, in the order of the decks, and on a
//! terminal, after a second, one line that says where the build is.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;

use super::args::{FindingsFormat, Purpose};
use super::lines::Columns;
use super::terminal::Terminal;
use crate::build::{DeckReport, Outcome, Progress, Step};
use crate::diagnostic::{Diagnostics, render};
use crate::source::Sources;

/// Builds shorter than this show no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// The longest progress line; a longer one would wrap and could not be taken back.
const LONGEST: usize = 78;

/// The screen of one build.
pub struct Screen<'a> {
    terminal: &'a Terminal,
    format: FindingsFormat,
    purpose: Purpose,
    state: Mutex<State>,
}

struct State {
    began: Instant,
    columns: Columns,
    decks: usize,
    done: usize,
    running: BTreeMap<usize, String>,
    /// Findings have been printed; the next ones stand apart from them.
    told: bool,
    /// How many characters of the progress line stand on the screen.
    drawn: usize,
}

impl<'a> Screen<'a> {
    /// An empty one.
    pub fn new(terminal: &'a Terminal, format: FindingsFormat, purpose: Purpose) -> Self {
        let columns = Columns::default();
        let state = State { began: Instant::now(), columns, decks: 0, done: 0, running: BTreeMap::new(), told: false, drawn: 0 };
        Self { terminal, format, purpose, state: Mutex::new(state) }
    }

    /// Draws the progress line anew. Called now and then.
    pub fn tick(&self) {
        let mut state = self.state();
        if state.began.elapsed() < PATIENCE {
            return;
        }
        let line = state.line();
        let width = line.chars().count();
        let blank = " ".repeat(state.drawn.saturating_sub(width));
        self.terminal.err(&format!("\r{line}{blank}"));
        state.drawn = width.max(state.drawn);
    }

    /// Takes the progress line away.
    pub fn clear(&self) {
        self.clear_line(&mut self.state());
    }

    fn clear_line(&self, state: &mut State) {
        if state.drawn > 0 {
            self.terminal.err(&format!("\r{}\r", " ".repeat(state.drawn)));
            state.drawn = 0;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// `deck 4 of 20: code-review: typesetting 45 slides, technical`
    fn line(&self) -> String {
        let step = self.running.iter().next();
        let mut line = match step {
            Some((_, step)) if self.decks == 1 => step.clone(),
            Some((deck, step)) => format!("{} of {} decks done; {}: {step}", self.done, self.decks, self.columns.name(*deck)),
            None => String::new(),
        };
        if let Some((cut, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(cut);
        }
        line
    }
}

impl Progress for Screen<'_> {
    fn begin(&self, decks: &[Utf8PathBuf]) {
        let mut state = self.state();
        state.decks = decks.len();
        state.columns = Columns::new(decks, self.purpose);
    }

    fn step(&self, deck: usize, step: Step<'_>) {
        self.state().running.insert(deck, words(step));
    }

    fn done(&self, deck: usize, report: &DeckReport) {
        let mut state = self.state();
        state.done += 1;
        state.running.remove(&deck);
        if self.format == FindingsFormat::Json {
            return;
        }
        self.clear_line(&mut state);
        let findings = findings(report, self.format);
        if !findings.is_empty() {
            let apart = state.told && self.format == FindingsFormat::Human;
            self.terminal.err(&format!("{}{findings}", if apart { "\n" } else { "" }));
            state.told = true;
        }
        self.terminal.out(&state.columns.lines(deck, report));
    }
}

fn words(step: Step<'_>) -> String {
    match step {
        Step::Reading => "reading".to_owned(),
        Step::Typesetting { variant, slides } => format!("typesetting {slides} slides, {variant}"),
        Step::Writing { variant, page: 0, .. } => format!("exporting, {variant}"),
        Step::Writing { variant, page, of } => format!("writing page {page} of {of}, {variant}"),
    }
}

/// The findings of a deck and why it failed, as text for standard error.
pub fn findings(report: &DeckReport, format: FindingsFormat) -> String {
    list(&report.diagnostics, &report.sources, format) + &failure(report, format)
}

/// Why a deck failed, as text for standard error; nothing where it didn't.
pub fn failure(report: &DeckReport, format: FindingsFormat) -> String {
    match &report.outcome {
        Outcome::Failed(failure) => error(&format!("{}: {failure}", report.path), format),
        Outcome::Done | Outcome::Rejected => String::new(),
    }
}

/// Findings as text for standard error.
pub fn list(diagnostics: &Diagnostics, sources: &Sources, format: FindingsFormat) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        match format {
            FindingsFormat::Human => {
                text += if text.is_empty() { "" } else { "\n" };
                text += &render::human(diagnostic, sources);
            }
            FindingsFormat::Concise => text += &(render::concise(diagnostic, sources) + "\n"),
            FindingsFormat::Github => text += &(render::github(diagnostic, sources) + "\n"),
            FindingsFormat::Json => {}
        }
    }
    text
}

/// A failure that is no finding, as a line for standard error.
pub fn error(message: &str, format: FindingsFormat) -> String {
    match format {
        FindingsFormat::Github => render::github_failure(message) + "\n",
        FindingsFormat::Human | FindingsFormat::Concise | FindingsFormat::Json => render::failure(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::DeckFailure;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Span;

    #[test]
    fn findings_in_each_format_then_the_failure() {
        let mut report = DeckReport::failed("a.md", DeckFailure::NoDecks { titled: Vec::new() });
        let file = report.sources.add("a.md", "x");
        report.diagnostics.push(Diagnostic::new(Code::Overflow, Span::new(file, 0, 1), "too high"));
        let plain = |format| anstream::adapter::strip_str(&findings(&report, format)).to_string();
        let human = plain(FindingsFormat::Human);
        assert!(human.starts_with("warning[overflow]: too high\n --> a.md:1:1\n"), "{human}");
        assert!(human.contains("\nerror: a.md: no deck in this folder"), "{human}");
        assert!(plain(FindingsFormat::Concise).starts_with("a.md:1:1: warning[overflow]: too high\nerror: a.md: "));
        assert!(plain(FindingsFormat::Github).contains("\n::error::a.md: no deck"));
    }

    #[test]
    fn the_line_says_where_the_build_is() {
        let terminal = Terminal::default();
        let screen = Screen::new(&terminal, FindingsFormat::Json, Purpose::Build);
        screen.begin(&["a.md".into()]);
        screen.step(0, Step::Typesetting { variant: "technical", slides: 1000 });
        assert_eq!(screen.state().line(), "typesetting 1000 slides, technical");
        screen.begin(&["a.md".into(), "long.md".into()]);
        screen.done(0, &DeckReport::new("a.md"));
        screen.step(1, Step::Writing { variant: "technical", page: 312, of: 1000 });
        assert_eq!(screen.state().line(), "1 of 2 decks done; long: writing page 312 of 1000, technical");
        screen.step(1, Step::Typesetting { variant: &"x".repeat(200), slides: 1 });
        assert_eq!(screen.state().line().chars().count(), LONGEST);
    }
}
