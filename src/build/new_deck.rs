//! A new deck, to begin with.

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

use super::discover::is_markdown;
use super::output::{OutputError, write};

/// Why none was written.
#[derive(Debug, Error)]
pub enum NewDeckError {
    /// Something stands there.
    #[error("{0} is there already and was not touched")]
    Exists(Utf8PathBuf),
    /// A folder, not a file.
    #[error("{0} is a folder; name the deck's file, such as {1}")]
    Folder(Utf8PathBuf, Utf8PathBuf),
    /// Decks are Markdown files.
    #[error("{0}: the name of a deck ends in `.md`")]
    Ending(Utf8PathBuf),
    /// The machine refused.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Writes a deck at a path, to whose name `.md` is added where it has no ending. `text` makes it from a title, which is made from the name.
///
/// # Errors
/// See [`NewDeckError`]. Nothing that stands there is ever changed.
pub fn new_deck(path: &Utf8Path, text: impl FnOnce(&str) -> String) -> Result<Utf8PathBuf, NewDeckError> {
    if path.is_dir() || path.as_str().ends_with('/') || path.file_name().is_none() {
        return Err(NewDeckError::Folder(path.to_owned(), path.join("talk.md")));
    }
    let file = if path.extension().is_none() { Utf8PathBuf::from(format!("{path}.md")) } else { path.to_owned() };
    let stem = file.file_stem().unwrap_or_default();
    if !is_markdown(file.as_str()) {
        return Err(NewDeckError::Ending(file));
    }
    if file.symlink_metadata().is_ok() {
        return Err(NewDeckError::Exists(file));
    }
    write(&file, text(&title(stem)).as_bytes())?;
    Ok(file)
}

/// What a file's name says as a sentence: `review-latency` is "Review latency".
fn title(stem: &str) -> String {
    let words: Vec<&str> = stem.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let title = words.join(" ");
    let mut letters = title.chars();
    letters.next().map_or_else(|| stem.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_made_from_names() {
        for (stem, expected) in [
            ("talk", "Talk"),
            ("halving-review_latency", "Halving review latency"),
            ("2026-kickoff", "2026 kickoff"),
            ("élan vital", "Élan vital"),
            ("-", "-"),
        ] {
            assert_eq!(title(stem), expected);
        }
    }
}
