//! What a build says afterwards, and while it runs.

use std::time::Duration;

use camino::Utf8PathBuf;

use super::error::DeckFailure;
use super::request::Format;
use crate::check::Readability;
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::{Dialect, Layout, Seconds};
use crate::project::Chosen;
use crate::source::Sources;

/// How a build or one deck ended, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything is done; there may be warnings.
    Done,
    /// A deck has errors and was not written.
    Errors,
    /// Something asked for is missing, or the machine refused.
    Failure,
}

/// The decks in the order they were asked for.
#[derive(Debug, Default)]
pub struct Report {
    /// One for each deck.
    pub decks: Vec<DeckReport>,
}

impl Report {
    /// The worst of its decks.
    pub fn status(&self) -> Status {
        self.decks.iter().map(DeckReport::status).max().unwrap_or(Status::Done)
    }
}

/// How a deck ended.
#[derive(Debug)]
pub enum Outcome {
    /// It is good, and written if that was asked.
    Done,
    /// It has errors; nothing of it was written.
    Rejected,
    /// It could not be read or written.
    Failed(DeckFailure),
}

/// What became of one deck.
#[derive(Debug)]
pub struct DeckReport {
    /// The deck, as findings print it.
    pub path: Utf8PathBuf,
    /// Whose rules it was read by.
    pub dialect: Dialect,
    /// The texts its findings point into.
    pub sources: Sources,
    /// The findings of all variants, in the order of the source.
    pub diagnostics: Diagnostics,
    /// One for each variant that was made.
    pub variants: Vec<VariantReport>,
    /// How it ended.
    pub outcome: Outcome,
}

impl DeckReport {
    /// A deck about which nothing is known yet.
    pub fn new(path: impl Into<Utf8PathBuf>) -> Self {
        Self {
            path: path.into(),
            dialect: Dialect::Native,
            sources: Sources::new(),
            diagnostics: Diagnostics::new(),
            variants: Vec::new(),
            outcome: Outcome::Done,
        }
    }

    /// A deck that could not be read.
    pub fn failed(path: impl Into<Utf8PathBuf>, failure: DeckFailure) -> Self {
        Self { outcome: Outcome::Failed(failure), ..Self::new(path) }
    }

    /// How it ended, as one of three.
    pub fn status(&self) -> Status {
        match self.outcome {
            Outcome::Done => Status::Done,
            Outcome::Rejected => Status::Errors,
            Outcome::Failed(_) => Status::Failure,
        }
    }

    /// How many findings of a severity it has.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// What became of one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantReport {
    /// Its audience.
    pub name: String,
    /// How many slides it has.
    pub slides: usize,
    /// The layout of each slide.
    pub layouts: Vec<LayoutReport>,
    /// The time that is planned, or the estimate where there is no duration.
    pub planned: Seconds,
    /// The time that can be planned; `None` where there is no duration.
    pub plannable: Option<Seconds>,
    /// How hard its words are to read, where that was asked for.
    pub readability: Option<Readability>,
    /// The families it is set in, with how many characters, the most first, where that was asked for.
    pub fonts: Vec<(String, usize)>,
    /// The characters that no font has, where that was asked for.
    pub missing: Vec<char>,
    /// What was written, changed or not.
    pub formats: Vec<Format>,
    /// How many files were new or different.
    pub changed: usize,
    /// The time it took.
    pub elapsed: Duration,
}

/// A slide's layout, and who chose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutReport {
    /// The slide's number.
    pub number: u32,
    /// Its id.
    pub id: String,
    /// The layout.
    pub layout: Layout,
    /// Who chose it, and why.
    pub chosen: Chosen,
}

/// Where a deck is in its build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Its file is read.
    Reading,
    /// The slides of a variant are laid out.
    Typesetting {
        /// The variant.
        variant: &'a str,
        /// How many slides it has.
        slides: usize,
    },
    /// The files of a variant are made and written.
    Writing {
        /// The variant.
        variant: &'a str,
        /// How many pages are written.
        page: usize,
        /// How many it has.
        of: usize,
    },
}

/// Someone who watches a build. Called from several threads.
pub trait Progress: Sync {
    /// The decks are known; they come in this order.
    fn begin(&self, decks: &[Utf8PathBuf]) {
        let _ = decks;
    }

    /// A deck has reached a step. `deck` counts from 0.
    fn step(&self, deck: usize, step: Step<'_>) {
        let _ = (deck, step);
    }

    /// A deck is done. Called in the order of the decks, one call at a time.
    fn done(&self, deck: usize, report: &DeckReport) {
        let _ = (deck, report);
    }
}

/// Nobody watches.
impl Progress for () {}
