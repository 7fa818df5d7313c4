//! `deckle themes`

mod new;

use super::args::{Shared, ThemesCommand};
use super::terminal::Terminal;
use crate::build::Status;
use crate::theme;

/// Lists the themes, or does what is asked with them.
pub fn themes(command: Option<&ThemesCommand>, shared: &Shared, terminal: &Terminal) -> Status {
    match command {
        None => {
            terminal.out(&list());
            Status::Done
        }
        Some(ThemesCommand::New { name, from }) => new::new(name, from, shared, terminal),
    }
}

fn list() -> String {
    let width = theme::names().map(str::len).max().unwrap_or(0);
    let line = |name: &str| theme::find(name).map(|theme| format!("{name:width$}  {}\n", theme.description));
    theme::names().filter_map(line).collect()
}
