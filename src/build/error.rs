//! The ways a build fails that are no findings about a deck: what was asked for is not there, or the machine refuses.

use camino::Utf8PathBuf;
use thiserror::Error;

use super::output::OutputError;
use crate::source::ReadError;

/// Nothing was built.
#[derive(Debug, Error)]
pub enum BuildError {
    /// No path was given and there is no project.
    #[error("there is no deckle.toml here or in a folder above; name a deck or a folder, `.` for this one")]
    NoProject,
    /// The current folder is gone, or its path is not UTF-8.
    #[error("the current folder cannot be used: {0}")]
    CurrentFolder(std::io::Error),
    /// Two decks would write the same files.
    #[error("{first} and {second} would both be written to {folder}; rename one, or build them apart")]
    Collision {
        /// The deck that comes first.
        first: Utf8PathBuf,
        /// The other one.
        second: Utf8PathBuf,
        /// Their output folder.
        folder: Utf8PathBuf,
    },
}

/// One deck was not built; the others were.
#[derive(Debug, Error)]
pub enum DeckFailure {
    /// No such file or folder.
    #[error("no such file{}", did_you_mean(.nearest.as_ref().map(|path| path.as_str())))]
    Missing {
        /// A similar name in the same folder.
        nearest: Option<Utf8PathBuf>,
    },
    /// The file is there and could not be read.
    #[error("{0}")]
    Unreadable(#[from] ReadError),
    /// A folder without decks.
    #[error("no deck in this folder; a deck has `duration`, `audiences` or `profile` in its front matter, or is named itself{}", only_titled(.titled))]
    NoDecks {
        /// Markdown files that have a title and may be meant.
        titled: Vec<Utf8PathBuf>,
    },
    /// A Markdown file whose name is not UTF-8.
    #[error("the file's name is not UTF-8")]
    OddName,
    /// The deck has no such audience.
    #[error("this deck has no audience `{wanted}`, it has {}{}", .known.join(", "), did_you_mean(.nearest.as_deref()))]
    NoAudience {
        /// What was asked for.
        wanted: String,
        /// A similar name.
        nearest: Option<String>,
        /// Those it has.
        known: Vec<String>,
    },
    /// It could not be written.
    #[error("{0}")]
    Output(#[from] OutputError),
}

fn only_titled(files: &[Utf8PathBuf]) -> String {
    match files {
        [] => String::new(),
        [first, rest @ ..] => {
            let others = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            format!("; `{first}`{others} only {} a title", if rest.is_empty() { "has" } else { "have" })
        }
    }
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}
