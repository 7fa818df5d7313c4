//! One deck that is watched.

use std::sync::Arc;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::inputs::Inputs;
use crate::build::{DeckFile, Live, LiveRequest, Snapshot};

/// How long a deck's file may be missing or empty before that is said: many programs delete a file and write it again.
const GRACE: Duration = Duration::from_millis(300);

/// A deck, awake or asleep. An awake one is kept in memory with its pages; an asleep one costs nothing and is built when someone looks
/// at it or saves it.
pub struct Deck {
    /// Its file.
    pub file: DeckFile,
    /// How it is built.
    request: LiveRequest,
    /// Where it is, absolute.
    pub path: Utf8PathBuf,
    /// The files it is made from. Of an asleep deck only its own.
    pub inputs: Inputs,
    /// When it has to be built.
    pub due: Option<Due>,
    /// When it was last used; the deck that was used longest ago falls asleep first.
    pub used: u64,
    live: Option<Live>,
    /// Since when its file is missing or empty.
    away: Option<Instant>,
    /// That has been said.
    told: bool,
}

/// A build that has to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Not before.
    pub at: Instant,
    /// Even where no file looks changed from outside.
    pub certainly: bool,
}

/// What came of a build.
pub enum Built {
    /// There is nothing to build from just now; it is tried again soon.
    NotYet,
    /// The file has been missing or empty for a while; the sentence says so, the first time.
    Away(Option<String>),
    /// It was built.
    Done {
        /// The build.
        snapshot: Arc<Snapshot>,
        /// The file had been missing, and that had been said.
        back: bool,
        /// The file is missing, and nothing was built of it before; the sentence says so.
        problem: Option<String>,
    },
}

impl Deck {
    /// An asleep one.
    pub fn new(file: DeckFile, request: LiveRequest, current: &Utf8Path) -> Self {
        let path = current.join(&file.path);
        let inputs = Inputs::new([path.clone()]);
        Self { file, request, path, inputs, due: None, used: 0, live: None, away: None, told: false }
    }

    /// Is it kept in memory?
    pub fn is_awake(&self) -> bool {
        self.live.is_some()
    }

    /// Gives its memory back.
    pub fn sleep(&mut self) {
        self.live = None;
        self.inputs = Inputs::new([self.path.clone()]);
    }

    /// Has to be built, at `at` or when it had to before, whichever is earlier.
    pub fn is_due(&mut self, at: Instant, certainly: bool) {
        let earlier =
            self.due.map_or(Due { at, certainly }, |due| Due { at: due.at.min(at), certainly: due.certainly || certainly });
        self.due = Some(earlier);
    }

    /// Someone is writing: it has to be built when nothing more has come for a while, unless it has to be built at once.
    pub fn is_due_later(&mut self, at: Instant, now: Instant) {
        match &mut self.due {
            Some(due) if due.at <= now || due.certainly => {}
            due => *due = Some(Due { at, certainly: false }),
        }
    }

    /// Looks at its files from outside. It has to be built where one is different, or where its own was away and is there again: a
    /// folder that is renamed there and back leaves no other trace.
    pub fn look(&mut self, now: Instant) {
        let back = self.away.is_some() && absence(&self.path).is_none();
        if self.inputs.look() || back {
            self.is_due(now, back);
        }
    }

    /// Builds it, unless its file is missing or empty. Before the first build that is a finding like others, and missing is a problem
    /// of the deck too.
    pub fn build(&mut self, now: Instant) -> Built {
        self.due = None;
        let absence = absence(&self.path);
        if self.is_awake()
            && let Some(how) = absence
        {
            return self.is_away(how, now);
        }
        let missing = absence.filter(|how| *how == MISSING);
        self.away = missing.map(|_| now);
        let back = std::mem::replace(&mut self.told, missing.is_some()) && missing.is_none();
        let before = self.inputs.stamps();
        let live = self.live.get_or_insert_with(|| Live::open(self.request.clone()));
        let snapshot = live.rebuild();
        if self.inputs.set(snapshot.inputs.iter().cloned().chain([self.path.clone()]), &before) {
            // A file that was not known before may have changed since it was read: look once more.
            self.is_due(now, false);
        }
        Built::Done { snapshot, back, problem: missing.map(|how| self.waits(how)) }
    }

    fn is_away(&mut self, how: &str, now: Instant) -> Built {
        let since = *self.away.get_or_insert(now);
        if now.duration_since(since) < GRACE {
            self.is_due(since + GRACE, true);
            return Built::NotYet;
        }
        let first = !std::mem::replace(&mut self.told, true);
        Built::Away(first.then(|| self.waits(how)))
    }

    fn waits(&self, how: &str) -> String {
        format!("{} {how}; waiting for it", self.file.path)
    }
}

const MISSING: &str = "is missing";

/// Why there is nothing to build from.
fn absence(path: &Utf8Path) -> Option<&'static str> {
    match path.metadata() {
        Ok(meta) if meta.len() == 0 => Some("is empty"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(MISSING),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => Some(MISSING),
        _ => None,
    }
}
