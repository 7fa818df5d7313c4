//! `deckle check [PATH]…`

use super::args::{Decks, Purpose, Shared};
use super::decks;
use super::terminal::Terminal;
use crate::build::Status;

/// Does everything a build does, except exporting and writing.
pub fn check(shared: &Shared, paths: &Decks, terminal: &Terminal) -> Status {
    decks::run(shared, paths, |request| request, Purpose::Check, terminal)
}
