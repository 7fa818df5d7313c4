//! A new theme in a project's folder.

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

use super::output::{OutputError, write};
use crate::settings::{self, FILE_NAME};
use crate::theme;

/// A theme that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTheme {
    /// Its files.
    pub files: Vec<Utf8PathBuf>,
    /// Is the folder a project, so that decks in folders below find the theme?
    pub project: bool,
}

/// Why none was.
#[derive(Debug, Error)]
pub enum NewThemeError {
    /// The name can't be one.
    #[error("`{0}` can't be the name of a theme: use lower-case letters, digits and hyphens, beginning with a letter")]
    Name(String),
    /// A built-in theme has it.
    #[error("`{0}` is a theme of Deckle; give yours a name of its own")]
    BuiltIn(String),
    /// Something stands there.
    #[error("{0} is there already, and nothing in it was touched")]
    Exists(Utf8PathBuf),
    /// The theme to begin with is none.
    #[error("there is no theme `{wanted}` to begin with; {}", did_you_mean(nearest.as_deref(), known))]
    NoParent {
        /// What was asked for.
        wanted: String,
        /// What may have been meant.
        nearest: Option<String>,
        /// Those there are.
        known: Vec<String>,
    },
    /// The machine refused.
    #[error(transparent)]
    Output(#[from] OutputError),
}

fn did_you_mean(nearest: Option<&str>, known: &[String]) -> String {
    match nearest {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("there are {}", known.join(", ")),
    }
}

/// Writes a theme `name` that looks like the built-in theme `from` into the project around `start`.
///
/// # Errors
/// See [`NewThemeError`]. Nothing that stands there is ever changed.
pub fn new_theme(start: &Utf8Path, name: &str, from: &str) -> Result<NewTheme, NewThemeError> {
    let mut letters = name.chars();
    let starts = letters.next().is_some_and(|c| c.is_ascii_lowercase());
    if !starts || name.len() > 40 || !letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(NewThemeError::Name(name.to_owned()));
    }
    if theme::find(name).is_some() {
        return Err(NewThemeError::BuiltIn(name.to_owned()));
    }
    let parent = theme::find(from).ok_or_else(|| NewThemeError::NoParent {
        wanted: from.to_owned(),
        nearest: crate::diagnostic::nearest(from, theme::names()).map(str::to_owned),
        known: theme::names().map(str::to_owned).collect(),
    })?;
    let root = settings::find_root(start);
    let folder = root.join(theme::FOLDER).join(name);
    if folder.symlink_metadata().is_ok() {
        return Err(NewThemeError::Exists(folder));
    }
    let mut files = Vec::new();
    for (file, text) in theme::template(name, &parent) {
        write(&folder.join(file), text.as_bytes())?;
        files.push(folder.join(file));
    }
    Ok(NewTheme { files, project: root.join(FILE_NAME).is_file() })
}
