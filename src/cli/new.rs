//! `deckle new FILE`

use super::args::{NewArgs, Shared};
use super::progress::error;
use super::terminal::Terminal;
use crate::build::{Status, new_deck};
use crate::guide::STARTERS;

/// Writes a deck to begin with.
pub fn new(asked: &NewArgs, shared: &Shared, terminal: &Terminal) -> Status {
    let starter = STARTERS.iter().find(|starter| starter.name == asked.template).unwrap_or(&STARTERS[0]);
    match new_deck(&asked.file, |title| starter.titled(title)) {
        Ok(file) => {
            terminal.out(&format!("{file}\n`deckle watch {file}` shows it while you write\n"));
            Status::Done
        }
        Err(failure) => {
            terminal.err(&error(&failure.to_string(), shared.format));
            Status::Failure
        }
    }
}
