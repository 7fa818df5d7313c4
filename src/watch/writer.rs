//! Writing files while decks are watched (`--out`), beside the loop: nobody who looks waits for a PDF.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::event::Event;
use crate::build::{self, DeckFile, Found, Request};

/// A thread that writes decks.
pub struct Writer {
    jobs: Sender<(usize, DeckFile)>,
}

impl Writer {
    /// Starts the thread. It writes by `request`, tells `done` of each deck, and ends with the writer.
    pub fn new(request: Request, done: Sender<Event>) -> std::io::Result<Self> {
        let (jobs, waiting) = channel();
        std::thread::Builder::new().name("writer".into()).stack_size(16 << 20).spawn(move || write(&request, &waiting, &done))?;
        Ok(Self { jobs })
    }

    /// Writes a deck soon, as it is then.
    pub fn write(&self, number: usize, deck: DeckFile) {
        // Without the thread the program is ending.
        let _ = self.jobs.send((number, deck));
    }
}

fn write(request: &Request, waiting: &Receiver<(usize, DeckFile)>, done: &Sender<Event>) {
    while let Ok((number, deck)) = waiting.recv() {
        // Saved ten times meanwhile, written once.
        let mut decks = BTreeMap::from([(number, deck)]);
        decks.extend(waiting.try_iter());
        for (number, deck) in decks {
            let result = build::run_on(vec![Found::Deck(deck)], request, &());
            if done.send(Event::Written(number, Box::new(result))).is_err() {
                return;
            }
        }
    }
}
