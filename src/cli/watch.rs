//! `deckle watch [PATH]`

mod lines;

use std::collections::{HashMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use unicode_width::UnicodeWidthStr;

use super::args::{self, FindingsFormat, Purpose, Shared, Watch};
use super::json;
use super::lines::Columns;
use super::progress::{error, list};
use super::terminal::Terminal;
use crate::build::{BuildError, DeckFailure, DeckReport, Outcome, Report, Snapshot, Status};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, render};
use crate::watch::{self, News};

/// Watches decks until the program is ended.
pub fn watch(shared: &Shared, asked: &Watch, terminal: &Terminal) -> Status {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    let options = args::watch(shared, asked, epoch.as_deref());
    let result = options.and_then(|options| {
        let mut screen = Screen::new(terminal, shared.format, !asked.no_open);
        watch::run(&options, &mut screen).map_err(|failure| failure.to_string())
    });
    match result {
        Ok(()) => Status::Done,
        Err(message) => {
            terminal.err(&error(&message, shared.format));
            Status::Failure
        }
    }
}

/// What a person sees while decks are watched: the address, a line for each build, and the findings that are new.
///
/// On a terminal the line of a build takes the place of the last one, unless something was said between them.
struct Screen<'a> {
    terminal: &'a Terminal,
    format: FindingsFormat,
    open: bool,
    decks: Vec<Utf8PathBuf>,
    columns: Columns,
    /// The findings of each deck that have been told, without their places: lines move while one writes.
    told: HashMap<usize, HashSet<(Code, String)>>,
    /// The last thing on the screen is the line of a build of this deck.
    last: Option<usize>,
}

impl<'a> Screen<'a> {
    fn new(terminal: &'a Terminal, format: FindingsFormat, open: bool) -> Self {
        Self { terminal, format, open, decks: Vec::new(), columns: Columns::default(), told: HashMap::new(), last: None }
    }

    fn is_for_people(&self) -> bool {
        self.format != FindingsFormat::Json
    }

    /// Prints a line that stays.
    fn say(&mut self, line: &str) {
        self.terminal.out(&format!("{line}\n"));
        self.last = None;
    }

    /// Says that something is not as it should be.
    fn complain(&mut self, message: &str) {
        self.terminal.err(&error(message, self.format));
        self.last = None;
    }

    fn warn(&mut self, message: &str) {
        self.terminal.err(&render::remark(message));
        self.last = None;
    }

    /// Prints a build's line, over the one of the same deck where that is the last thing on a screen.
    fn status(&mut self, deck: usize, line: &str) {
        let over = self.last == Some(deck) && self.terminal.is_screen();
        self.terminal.out(&format!("{}{line}\n", if over { "\x1b[1A\r\x1b[2K" } else { "" }));
        // A line that was broken in two can't be taken back.
        self.last = (line.width() < self.terminal.columns()).then_some(deck);
    }

    /// The findings that have not been told since they were last mended.
    fn new_findings(&mut self, deck: usize, report: &DeckReport) -> Diagnostics {
        let key = |finding: &Diagnostic| (finding.code, finding.message.clone());
        let now = report.diagnostics.iter().map(key).collect();
        let before = self.told.insert(deck, now).unwrap_or_default();
        report.diagnostics.iter().filter(|finding| !before.contains(&key(finding))).cloned().collect()
    }

    fn tell_findings(&mut self, deck: usize, report: &DeckReport) {
        let findings = self.new_findings(deck, report);
        if !findings.is_empty() {
            self.terminal.err(&list(&findings, &report.sources, self.format));
            self.last = None;
        }
    }
}

impl watch::Screen for Screen<'_> {
    fn serving(&mut self, decks: &[Utf8PathBuf], address: &str, local: bool) {
        self.decks = decks.to_vec();
        self.columns = Columns::new(decks, Purpose::Check);
        if !self.is_for_people() {
            self.terminal.data(lines::serving(decks, address).as_bytes());
        } else {
            let what = if let [deck] = decks { deck.to_string() } else { format!("{} decks", decks.len()) };
            self.say(&format!("watching {what}; Ctrl-C ends"));
            self.say(address);
        }
        if !local {
            self.warn("other machines reach this server; whoever has the address sees the decks");
        }
        if self.open && open::that_detached(address).is_err() {
            self.warn("no browser could be opened; open the address yourself");
        }
    }

    fn no_deck(&mut self, path: &Utf8Path, failure: &DeckFailure) {
        self.complain(&format!("{path}: {failure}"));
    }

    fn added(&mut self, deck: &Utf8Path) {
        self.decks.push(deck.to_owned());
        self.columns = Columns::new(&self.decks, Purpose::Check);
        if self.is_for_people() {
            self.say(&format!("{deck} is new"));
        } else {
            self.terminal.data(lines::added(deck).as_bytes());
        }
    }

    fn polling(&mut self, why: &str) {
        self.warn(&format!("{why}; files are looked at now and then instead"));
    }

    fn building(&mut self, deck: usize) {
        if self.is_for_people() && self.terminal.is_screen() {
            let line = format!("{}  is being built", self.columns.name(deck));
            self.status(deck, &line);
        }
    }

    fn built(&mut self, deck: usize, snapshot: &Snapshot, news: &News) {
        let report = snapshot.report();
        if !self.is_for_people() {
            return self.terminal.data(json::line(report).as_bytes());
        }
        self.tell_findings(deck, report);
        let line = lines::built(self.columns.name(deck), snapshot, news);
        self.status(deck, &line);
    }

    fn waiting(&mut self, _deck: usize, sentence: &str) {
        if self.is_for_people() {
            self.warn(sentence);
        } else {
            self.terminal.data(lines::problem(sentence).as_bytes());
        }
    }

    fn written(&mut self, deck: usize, result: &Result<Report, BuildError>) {
        match result {
            Ok(report) => {
                for report in &report.decks {
                    let changed: usize = report.variants.iter().map(|variant| variant.changed).sum();
                    match &report.outcome {
                        Outcome::Failed(failure) => self.complain(&format!("{}: {failure}", report.path)),
                        Outcome::Done if changed > 0 && self.is_for_people() => {
                            let line = lines::written(self.columns.name(deck), changed);
                            self.say(&line);
                        }
                        Outcome::Done | Outcome::Rejected => {}
                    }
                }
            }
            Err(failure) => self.complain(&failure.to_string()),
        }
    }
}
