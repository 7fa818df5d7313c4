//! Everything that can happen.

use camino::Utf8PathBuf;

use crate::build::{BuildError, Report};

/// Something that the loop has to react to.
#[derive(Debug)]
pub enum Event {
    /// A file was written and closed, or renamed into its place: it is whole.
    Saved(Utf8PathBuf),
    /// A file was made or changed, and more may come.
    Touched(Utf8PathBuf),
    /// A file was deleted or renamed away.
    Gone(Utf8PathBuf),
    /// Events were lost, so anything may have changed.
    Unsure,
    /// Someone looks at a deck.
    Wanted(usize),
    /// A deck's files were written, or not.
    Written(usize, Box<Result<Report, BuildError>>),
}
