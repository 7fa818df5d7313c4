//! Decks that are built again whenever something they are made from is saved, and shown meanwhile.
//!
//! One loop takes one [`Event`] after the other; it alone builds. Two things tell it of changes. The system's events come at once, and
//! what counts of them is that a file was closed after writing or renamed into place: it is whole then (`folders`). And every
//! [`LOOK`] all files are looked at from outside (`inputs`). That finds what events miss: a folder that was not there, a folder
//! that was renamed, a disk that sends none. With `--poll`, or where the system has no watches left, looking is all there is.
//!
//! Whether anything is different is decided by content: a build that gives the same pages and findings is told to nobody.
//!
//! A project may have more decks than memory. Up to [`AWAKE`] of them are kept; the others are built when someone looks at them or
//! saves them.

mod deck;
mod event;
mod folders;
mod inputs;
mod newcomers;
mod writer;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

use crate::build::{self, BuildError, DeckFailure, DeckFile, Found, LiveRequest, Report, Request, Snapshot};
use crate::viewer::{Channel, Delta, Hub, Listen, ServeError, Server};
use deck::{Built, Deck};
use event::Event;
use folders::{Deaf, Folders};
use newcomers::Newcomers;
use writer::Writer;

/// How often all files are looked at. A change that only this finds is built after two looks.
const LOOK: Duration = Duration::from_millis(300);
/// How often new decks are looked for in the folders that were named.
const SEARCH: Duration = Duration::from_secs(1);
/// How long a file that is being written has to be left alone before it is built. Linux tells when it is closed, and that is waited for.
const SETTLE: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 400 } else { 50 });
/// How many decks are kept in memory.
const AWAKE: usize = 4;

/// What to watch and how to show it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which decks and variants. Files are written where it names an output folder.
    pub request: Request,
    /// Where to serve.
    pub listen: Listen,
    /// Look at files instead of waiting for events.
    pub poll: bool,
}

/// Why nothing is watched.
#[derive(Debug, Error)]
pub enum WatchError {
    /// No decks, or their files would collide.
    #[error("{0}")]
    Build(#[from] BuildError),
    /// What was named is no deck.
    #[error("{0}: {1}")]
    Deck(Utf8PathBuf, DeckFailure),
    /// No server.
    #[error("{0}")]
    Serve(#[from] ServeError),
    /// No thread.
    #[error("the files cannot be written: {0}")]
    Writer(std::io::Error),
}

/// Someone who is told what happens. Decks are named by their number, from 0.
pub trait Screen {
    /// Decks are served at an address. It is `local` where only this machine reaches it.
    fn serving(&mut self, decks: &[Utf8PathBuf], address: &str, local: bool);
    /// Something named is no deck; the others are watched.
    fn no_deck(&mut self, path: &Utf8Path, failure: &DeckFailure);
    /// A deck was written into a folder that is watched.
    fn added(&mut self, deck: &Utf8Path);
    /// Files are looked at now and then, since the system gives no events.
    fn polling(&mut self, why: &str);
    /// A first build begins, which takes longer than the next ones.
    fn building(&mut self, deck: usize);
    /// A deck is different.
    fn built(&mut self, deck: usize, snapshot: &Snapshot, news: &News);
    /// A deck is missing or empty; the sentence says so.
    fn waiting(&mut self, deck: usize, sentence: &str);
    /// The files of a deck were written, or why not.
    fn written(&mut self, deck: usize, result: &Result<Report, BuildError>);
}

/// What a build brought.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// What is different.
    pub delta: Delta,
    /// Nothing was built of this deck before.
    pub first: bool,
    /// The deck was missing or empty, and is there again.
    pub back: bool,
}

/// Watches until the process ends.
///
/// # Errors
/// [`WatchError`] where watching could not begin.
pub fn run(options: &Options, screen: &mut dyn Screen) -> Result<(), WatchError> {
    let current = build::current_folder()?;
    let (sender, events) = channel();
    let mut decks = Vec::new();
    let mut failed = Vec::new();
    for found in build::find(&options.request)? {
        match found {
            Found::Deck(deck) => decks.push(deck),
            Found::Failed(path, failure) => failed.push((path, failure)),
        }
    }
    if decks.is_empty()
        && let Some((path, failure)) = failed.pop()
    {
        return Err(WatchError::Deck(path, failure));
    }
    let writer = writer(options, &decks, &sender)?;
    let hub = hub(&decks, &options.request, &sender);
    let server = Server::start(&options.listen, hub.clone())?;
    let names: Vec<Utf8PathBuf> = decks.iter().map(|deck| deck.path.clone()).collect();
    failed.iter().for_each(|(path, failure)| screen.no_deck(path, failure));
    screen.serving(&names, &server.address, server.local);
    let folders = folders(options, sender, screen);
    let newcomers = Newcomers::new(&options.request, &decks, &current);
    let mut watch =
        Loop { request: &options.request, current, decks: Vec::new(), events, hub, folders, newcomers, writer, screen, uses: 0 };
    decks.into_iter().for_each(|deck| watch.add(deck));
    watch.run();
    Ok(())
}

/// How a deck is built.
fn live_request(request: &Request, deck: &DeckFile) -> LiveRequest {
    let Request { audiences, strict, trust, system_fonts, .. } = request.clone();
    LiveRequest { deck: deck.path.clone(), audiences, strict, trust, system_fonts }
}

fn hub(decks: &[DeckFile], request: &Request, sender: &Sender<Event>) -> Arc<Hub> {
    let wanted = sender.clone();
    // Nobody listens any more when the program ends.
    let hub = Hub::new(move |number| drop(wanted.send(Event::Wanted(number))));
    // All of them, before anyone asks.
    decks.iter().for_each(|deck| hub.add(live_request(request, deck)));
    Arc::new(hub)
}

/// The writer, where files are to be written. Decks that would write the same files are refused.
fn writer(options: &Options, decks: &[DeckFile], sender: &Sender<Event>) -> Result<Option<Writer>, WatchError> {
    if options.request.out.is_none() {
        return Ok(None);
    }
    build::refuse_collisions(decks, &options.request)?;
    Writer::new(options.request.clone(), sender.clone()).map(Some).map_err(WatchError::Writer)
}

fn folders(options: &Options, sender: Sender<Event>, screen: &mut dyn Screen) -> Folders {
    if options.poll {
        return Folders::polled();
    }
    Folders::new(sender).unwrap_or_else(|deaf| {
        screen.polling(&why(&deaf));
        Folders::polled()
    })
}

/// Why there are no events, and what can be done.
fn why(deaf: &Deaf) -> String {
    match deaf {
        Deaf::Watches => "this user has no file watches left; `sysctl fs.inotify.max_user_watches=524288` as root gives more".to_owned(),
        Deaf::Instances => {
            "this user has no file watchers left, or this process no files; `sysctl fs.inotify.max_user_instances=512` as root gives \
             more (the watches themselves are limited by fs.inotify.max_user_watches)"
                .to_owned()
        }
        Deaf::Other(reason) => format!("the system tells of no changes: {reason}"),
    }
}

struct Loop<'a> {
    request: &'a Request,
    current: Utf8PathBuf,
    decks: Vec<Deck>,
    events: Receiver<Event>,
    hub: Arc<Hub>,
    folders: Folders,
    newcomers: Newcomers,
    writer: Option<Writer>,
    screen: &'a mut dyn Screen,
    /// Counts the uses of decks.
    uses: u64,
}

impl Loop<'_> {
    fn run(&mut self) {
        let now = Instant::now();
        // With a writer every deck is built once, since its files may be old.
        let first = if self.writer.is_some() { self.decks.len() } else { self.decks.len().min(AWAKE) };
        (0..first).rev().for_each(|number| self.want(number, now));
        let (mut next_look, mut next_search) = (now + LOOK, now + SEARCH);
        loop {
            let due = self.decks.iter().filter_map(|deck| deck.due).map(|due| due.at).min();
            let until = due.map_or(next_look, |due| due.min(next_look));
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.take_all();
            if Instant::now() >= next_look {
                self.look();
                next_look = Instant::now() + LOOK;
            }
            if Instant::now() >= next_search {
                self.search();
                next_search = Instant::now() + SEARCH;
            }
            while let Some(number) = self.next() {
                self.build(number);
                self.take_all();
            }
        }
    }

    fn add(&mut self, file: DeckFile) {
        let request = live_request(self.request, &file);
        self.decks.push(Deck::new(file, request, &self.current));
    }

    /// Looks for new decks in the folders that were named.
    fn search(&mut self) {
        if !self.newcomers.look() {
            return;
        }
        let real = |path: &Utf8Path| path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
        let known: BTreeSet<Utf8PathBuf> = self.decks.iter().map(|deck| real(&deck.path)).collect();
        // What can't be found now was found before, or is looked for again when something else comes.
        for found in build::find(self.request).unwrap_or_default() {
            if let Found::Deck(deck) = found
                && !known.contains(&real(&self.current.join(&deck.path)))
            {
                let path = deck.path.clone();
                self.hub.add(live_request(self.request, &deck));
                self.add(deck);
                self.screen.added(&path);
            }
        }
        let files: Vec<DeckFile> = self.decks.iter().map(|deck| deck.file.clone()).collect();
        self.newcomers = Newcomers::new(self.request, &files, &self.current);
    }

    fn take_all(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
    }

    fn take(&mut self, event: Event) {
        let now = Instant::now();
        match event {
            Event::Saved(path) => self.each_with(&path, |deck| deck.is_due(now, true)),
            Event::Touched(path) => self.each_with(&path, |deck| deck.is_due_later(now + SETTLE, now)),
            // What comes in its place is told by another event.
            Event::Gone(path) => self.each_with(&path, |deck| deck.is_due_later(now + SETTLE, now)),
            Event::Unsure => self.decks.iter_mut().filter(|deck| deck.is_awake()).for_each(|deck| deck.is_due(now, true)),
            Event::Wanted(number) => self.want(number, now),
            Event::Written(number, result) => self.screen.written(number, &result),
        }
    }

    fn each_with(&mut self, path: &Utf8Path, change: impl Fn(&mut Deck)) {
        self.decks.iter_mut().filter(|deck| deck.inputs.contains(path)).for_each(change);
    }

    /// Someone looks at a deck: it is built if it is not there.
    fn want(&mut self, number: usize, now: Instant) {
        let Some(deck) = self.decks.get_mut(number) else { return };
        self.uses += 1;
        deck.used = self.uses;
        if !deck.is_awake() {
            deck.is_due(now, true);
        }
    }

    /// Looks at all files from outside.
    fn look(&mut self) {
        let now = Instant::now();
        self.decks.iter_mut().for_each(|deck| deck.look(now));
        self.watch_folders();
    }

    /// Watches the folders of all files.
    fn watch_folders(&mut self) {
        let wanted: BTreeSet<Utf8PathBuf> = self.decks.iter().flat_map(|deck| deck.inputs.folders()).cloned().collect();
        if let Err(deaf) = self.folders.watch(&wanted) {
            self.screen.polling(&why(&deaf));
        }
    }

    /// The deck to build next: one that someone looks at first, then the one that was used last.
    fn next(&self) -> Option<usize> {
        let now = Instant::now();
        let due = (0..self.decks.len()).filter(|&number| self.decks[number].due.is_some_and(|due| due.at <= now));
        due.max_by_key(|&number| (self.viewers(number) > 0, self.decks[number].used))
    }

    fn viewers(&self, number: usize) -> usize {
        self.hub.deck(number).map_or(0, |channel| channel.viewers())
    }

    fn build(&mut self, number: usize) {
        let (deck, Some(channel)) = (&mut self.decks[number], self.hub.deck(number)) else { return };
        if deck.due.is_some_and(|due| !due.certainly) && !deck.inputs.differ() {
            deck.due = None;
            return;
        }
        let first = !deck.is_awake();
        if first {
            self.screen.building(number);
        }
        match deck.build(Instant::now()) {
            Built::NotYet | Built::Away(None) => {}
            Built::Away(Some(sentence)) => {
                self.screen.waiting(number, &sentence);
                channel.say(Some(sentence));
            }
            Built::Done { snapshot, back, problem } => {
                let news = News { delta: Delta::default(), first, back };
                self.publish(number, &channel, (&snapshot, problem), news);
            }
        }
        self.watch_folders();
        self.send_to_sleep();
    }

    fn publish(
        &mut self,
        number: usize,
        channel: &Channel,
        (snapshot, problem): (&Arc<Snapshot>, Option<String>),
        mut news: News,
    ) {
        news.delta = channel.publish(snapshot, problem);
        if news.first || news.back || !news.delta.is_empty() {
            self.screen.built(number, snapshot, &news);
            if let (Some(writer), false) = (&self.writer, snapshot.has_errors()) {
                writer.write(number, self.decks[number].file.clone());
            }
        }
    }

    /// Gives the memory of decks back that nobody has used for long, as long as there are too many.
    fn send_to_sleep(&mut self) {
        let mut awake: Vec<usize> = (0..self.decks.len()).filter(|&number| self.decks[number].is_awake()).collect();
        awake.sort_by_key(|&number| std::cmp::Reverse((self.viewers(number) > 0, self.decks[number].used)));
        let tired = awake.split_off(awake.len().min(AWAKE));
        for number in tired.into_iter().filter(|&number| self.viewers(number) == 0).collect::<Vec<_>>() {
            self.decks[number].sleep();
            if let Some(channel) = self.hub.deck(number) {
                channel.forget();
            }
        }
    }
}
