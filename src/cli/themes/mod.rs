//! `deckle themes`

mod new;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Decks, Purpose, Shared, ThemesCommand};
use super::decks;
use super::progress::error;
use super::terminal::Terminal;
use crate::build::{Format, KnownTheme, Request, Status, Wanted, known_themes, theme_users, write_samples};
use crate::guide;
use crate::model::Audience;

/// How many decks of a theme are listed by name.
const MOST_DECKS: usize = 5;

/// Lists the themes, shows them, or does what is asked with them.
pub fn themes(command: Option<&ThemesCommand>, shared: &Shared, terminal: &Terminal) -> Status {
    match (command, &shared.out) {
        (Some(ThemesCommand::New { name, from }), _) => new::new(name, from, shared, terminal),
        (None, Some(out)) => show(out, shared, terminal),
        (None, None) => {
            let known = known_themes(Utf8Path::new("."));
            terminal.out(&list(&known, &theme_users(&known)));
            Status::Done
        }
    }
}

fn list(themes: &[KnownTheme], users: &[Vec<Utf8PathBuf>]) -> String {
    let width = themes.iter().map(|theme| theme.name.len()).max().unwrap_or(0);
    let line = |(theme, users): (&KnownTheme, &Vec<Utf8PathBuf>)| {
        let place = theme.folder.as_ref().map_or_else(String::new, |folder| format!(" ({folder})"));
        let used = used_by(users).map_or_else(String::new, |used| format!("{:width$}  {used}\n", ""));
        format!("{:width$}  {}{place}\n{used}", theme.name, theme.description)
    };
    let lines: String = themes.iter().zip(users).map(line).collect();
    format!("{lines}\n`deckle themes --out DIR` shows them: a deck in each, with all its slides on one picture.\n")
}

/// Which decks of the project have a theme; the first few by name.
fn used_by(decks: &[Utf8PathBuf]) -> Option<String> {
    let (named, more) = decks.split_at(decks.len().min(MOST_DECKS));
    let names = named.iter().map(|deck| deck.as_str()).collect::<Vec<_>>().join(", ");
    match (decks.len(), more.len()) {
        (0, _) => None,
        (_, 0) => Some(format!("used by {names}")),
        (_, more) => Some(format!("used by {names} and {more} more")),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_decks_are_counted() {
        let decks: Vec<Utf8PathBuf> = (1..=7).map(|n| format!("{n}.md").into()).collect();
        assert_eq!(used_by(&[]), None);
        assert_eq!(used_by(&decks[..1]).as_deref(), Some("used by 1.md"));
        assert_eq!(used_by(&decks[..5]).as_deref(), Some("used by 1.md, 2.md, 3.md, 4.md, 5.md"));
        assert_eq!(used_by(&decks).as_deref(), Some("used by 1.md, 2.md, 3.md, 4.md, 5.md and 2 more"));
    }
}
