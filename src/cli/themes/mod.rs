//! `deckle themes`

mod new;

use camino::Utf8Path;

use super::args::{Decks, Purpose, Shared, ThemesCommand};
use super::decks;
use super::progress::error;
use super::terminal::Terminal;
use crate::build::{Format, KnownTheme, Request, Status, Wanted, known_themes, write_samples};
use crate::guide;
use crate::model::Audience;

/// Lists the themes, shows them, or does what is asked with them.
pub fn themes(command: Option<&ThemesCommand>, shared: &Shared, terminal: &Terminal) -> Status {
    match (command, &shared.out) {
        (Some(ThemesCommand::New { name, from }), _) => new::new(name, from, shared, terminal),
        (None, Some(out)) => show(out, shared, terminal),
        (None, None) => {
            terminal.out(&list(&known_themes(Utf8Path::new("."))));
            Status::Done
        }
    }
}

fn list(themes: &[KnownTheme]) -> String {
    let width = themes.iter().map(|theme| theme.name.len()).max().unwrap_or(0);
    let line = |theme: &KnownTheme| {
        let place = theme.folder.as_ref().map_or_else(String::new, |folder| format!(" ({folder})"));
        format!("{:width$}  {}{place}\n", theme.name, theme.description)
    };
    let lines: String = themes.iter().map(line).collect();
    format!("{lines}\n`deckle themes --out DIR` shows them: a deck in each, with all its slides on one picture.\n")
}

/// Writes a deck in each theme and its contact sheet. The project is the one around the folder.
fn show(out: &Utf8Path, shared: &Shared, terminal: &Terminal) -> Status {
    let written = write_samples(out, &known_themes(out), guide::FILES);
    match written {
        Ok(paths) => {
            let adapt = |request: Request| Request {
                formats: vec![Format::ContactSheet],
                audiences: Wanted::Named(vec![Audience::TECHNICAL.to_owned()]),
                ..request
            };
            decks::run(shared, &Decks { paths }, adapt, Purpose::Build, terminal)
        }
        Err(failure) => {
            terminal.err(&error(&failure.to_string(), shared.format));
            Status::Failure
        }
    }
}
