//! What is shown at the moment, between those who build and those who look.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use camino::Utf8PathBuf;
use tokio::sync::{broadcast, watch};

use super::delta::{self, Delta};
use super::message;
use crate::build::{LivePage, LiveRequest, Snapshot};
use crate::diagnostic::Severity;
use crate::model::SlideId;

/// How many updates are kept for a page that is slow. One that misses some fetches the whole deck.
const BACKLOG: usize = 4;

/// The decks that are served.
pub struct Hub {
    decks: RwLock<Vec<Arc<Channel>>>,
    wanted: Box<dyn Fn(usize) + Send + Sync>,
}

/// One deck: its newest build and those who wait for the next.
pub struct Channel {
    /// The deck, as findings print it.
    pub name: Utf8PathBuf,
    /// How it is built.
    pub request: LiveRequest,
    shown: Mutex<Shown>,
    updates: broadcast::Sender<Arc<str>>,
    version: watch::Sender<u64>,
}

/// What a list says of a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its title for the first audience.
    pub title: String,
    /// How many slides that audience sees.
    pub slides: usize,
    /// How many findings are errors.
    pub errors: usize,
    /// How many are warnings.
    pub warnings: usize,
}

impl About {
    fn of(snapshot: &Snapshot) -> Self {
        let count = |severity| snapshot.findings.iter().filter(|finding| finding.severity == severity).count();
        let first = snapshot.variants.first();
        Self {
            title: first.map(|variant| variant.title.clone()).unwrap_or_default(),
            slides: first.map_or(0, |variant| variant.slides.len()),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }
    }
}

/// A build as it is shown.
#[derive(Default)]
pub struct Shown {
    /// Counts from 1; 0 before the first build.
    pub version: u64,
    /// The build.
    pub snapshot: Option<Arc<Snapshot>>,
    /// What is wrong with the deck as a whole, such as that it is missing.
    pub problem: Option<String>,
    /// What a list says of the last build, also of one that was forgotten.
    pub about: Option<About>,
    pages: HashMap<u128, Arc<LivePage>>,
    /// Those of the build before: a page may ask for one while the next build comes.
    earlier: HashMap<u128, Arc<LivePage>>,
}

impl Hub {
    /// Without decks. `wanted` is told which deck someone looks at, by its number.
    pub fn new(wanted: impl Fn(usize) + Send + Sync + 'static) -> Self {
        Self { decks: RwLock::default(), wanted: Box::new(wanted) }
    }

    /// Adds a deck. It keeps its number.
    pub fn add(&self, request: LiveRequest) {
        let name = request.deck.clone();
        let (updates, version) = (broadcast::Sender::new(BACKLOG), watch::Sender::new(0));
        let channel = Channel { name, request, shown: Mutex::default(), updates, version };
        self.decks.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(channel));
    }

    /// All decks.
    pub fn decks(&self) -> Vec<Arc<Channel>> {
        self.decks.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A deck by its number.
    pub fn deck(&self, number: usize) -> Option<Arc<Channel>> {
        self.decks.read().unwrap_or_else(PoisonError::into_inner).get(number).cloned()
    }

    /// A deck that someone looks at.
    pub fn visit(&self, number: usize) -> Option<Arc<Channel>> {
        let deck = self.deck(number)?;
        (self.wanted)(number);
        Some(deck)
    }
}

impl Channel {
    /// Shows a build to everyone who looks, if it differs from the last one. A problem is over with it unless the next is given.
    ///
    /// There is one thread that publishes. Drawing is done without the lock, so that others are answered meanwhile.
    pub fn publish(&self, snapshot: &Arc<Snapshot>, problem: Option<String>) -> Delta {
        let (version, before, other_problem) = {
            let shown = self.shown();
            (shown.version, shown.snapshot.clone(), shown.problem != problem)
        };
        let delta = match before {
            Some(before) => delta::between(&before, snapshot),
            None => Delta { recast: true, ..Delta::default() },
        };
        if delta.is_empty() && !other_problem {
            return delta;
        }
        let versions = (version, version + 1);
        let update = (self.viewers() > 0).then(|| {
            let problem = other_problem.then_some(problem.as_deref());
            message::update(versions, snapshot, &delta, problem)
        });
        let mut shown = self.shown();
        shown.replace(snapshot.clone(), problem);
        self.send(&shown, update);
        delta
    }

    /// Says that something is wrong with the deck as a whole; the last build stays. `None`: no more.
    pub fn say(&self, problem: Option<String>) {
        let mut shown = self.shown();
        if shown.problem == problem {
            return;
        }
        let versions = (shown.version, shown.version + 1);
        let update = message::problem(versions, problem.as_deref());
        shown.problem = problem;
        // Before the first build there is nothing that could have a version.
        if shown.snapshot.is_some() {
            shown.version = versions.1;
            self.send(&shown, Some(update));
        }
    }

    /// Tells everyone, while the state is locked: whoever subscribes later finds this version. Someone who came while there was no
    /// update in the making is told to fetch the deck.
    fn send(&self, shown: &Shown, update: Option<String>) {
        self.version.send_replace(shown.version);
        let update = update.unwrap_or_else(|| message::problem((0, shown.version), shown.problem.as_deref()));
        // Nobody may be there any more.
        let _ = self.updates.send(update.into());
    }

    /// Forgets the build, to give memory back. Whoever looks next waits for another.
    pub fn forget(&self) {
        let mut shown = self.shown();
        let (about, problem) = (shown.about.take(), shown.problem.take());
        *shown = Shown { version: shown.version, about, problem, ..Shown::default() };
    }

    /// What is shown now.
    pub fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The updates from now on, and the version they start from.
    pub fn subscribe(&self) -> (u64, broadcast::Receiver<Arc<str>>) {
        let shown = self.shown();
        (shown.version, self.updates.subscribe())
    }

    /// How many look.
    pub fn viewers(&self) -> usize {
        self.updates.receiver_count()
    }

    /// Waits until there is a build.
    pub async fn built(&self) {
        let mut versions = self.version.subscribe();
        while self.shown().snapshot.is_none() {
            if versions.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Shown {
    fn replace(&mut self, snapshot: Arc<Snapshot>, problem: Option<String>) {
        let slides = snapshot.variants.iter().flat_map(|variant| &variant.slides);
        let pages = slides.flat_map(|slide| &slide.pages).map(|page| (page.key, page.clone())).collect();
        self.earlier = std::mem::replace(&mut self.pages, pages);
        self.version += 1;
        self.about = Some(About::of(&snapshot));
        self.snapshot = Some(snapshot);
        self.problem = problem;
    }

    /// The slide whose page has a key, in one of these variants.
    pub fn slide_of(&self, key: u128, variants: [usize; 2]) -> Option<SlideId> {
        let of = |variant: usize| self.snapshot.as_ref()?.variants.get(variant);
        let mut slides = variants.into_iter().filter_map(of).flat_map(|variant| &variant.slides);
        slides.find(|slide| slide.pages.iter().any(|page| page.key == key)).map(|slide| slide.id.clone())
    }

    /// A page of this build or of the one before.
    pub fn page(&self, key: u128) -> Option<Arc<LivePage>> {
        self.pages.get(&key).or_else(|| self.earlier.get(&key)).cloned()
    }
}
