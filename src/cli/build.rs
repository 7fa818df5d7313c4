//! `deckle build [PATH]…`

use super::args::{BuildArgs, Purpose, Shared};
use super::decks;
use super::terminal::Terminal;
use crate::build::Status;

/// Builds the decks and writes them.
pub fn build(shared: &Shared, args: &BuildArgs, terminal: &Terminal) -> Status {
    decks::run(shared, &args.decks, |request| args.added_to(request), Purpose::Build, terminal)
}
