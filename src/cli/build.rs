//! `deckle build [PATH]…`

use super::args::{Decks, Purpose, Shared};
use super::decks;
use super::terminal::Terminal;
use crate::build::Status;

/// Builds the decks and writes them.
pub fn build(shared: &Shared, paths: &Decks, terminal: &Terminal) -> Status {
    decks::run(shared, paths, Purpose::Build, terminal)
}
