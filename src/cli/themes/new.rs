//! `deckle themes new NAME [--from THEME]`

use camino::Utf8Path;

use crate::build::{Status, new_theme};
use crate::cli::args::Shared;
use crate::cli::progress::error;
use crate::cli::terminal::Terminal;
use crate::settings::FILE_NAME;

/// Writes a folder with a theme to change.
pub fn new(name: &str, from: &str, shared: &Shared, terminal: &Terminal) -> Status {
    match new_theme(Utf8Path::new("."), name, from) {
        Ok(made) => {
            let files: String = made.files.iter().map(|file| format!("{}\n", shown(file))).collect();
            let hint = if made.project {
                String::new()
            } else {
                format!("decks in folders below find it once there is a `{FILE_NAME}` here; it may be empty\n")
            };
            terminal.out(&format!("{files}write `theme: {name}` in a deck to use it\n{hint}"));
            Status::Done
        }
        Err(failure) => {
            terminal.err(&error(&failure.to_string(), shared.format));
            Status::Failure
        }
    }
}

/// The path from the current folder, where it lies below.
fn shown(path: &Utf8Path) -> &Utf8Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(Utf8Path::from_path(&here)?).ok())
        .or_else(|| path.strip_prefix(".").ok())
        .unwrap_or(path)
}
