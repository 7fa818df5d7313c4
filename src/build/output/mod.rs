//! The one place where files are written.
//!
//! [`Target`] says where a deck's files go, [`check`] refuses what cannot work before the long part of a build, [`write`] puts a file
//! in place whole or not at all, [`clean`](remove_stale_pages) takes away what no longer belongs there.

mod clean;
mod target;
mod temporary;
mod write;

pub use clean::{remove_leftovers, remove_stale_pages};
pub use target::{OUT, Target, check, check_path, real_path, refuse_collisions};
pub use temporary::remove_when_interrupted;
pub use write::{Written, write};

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

/// Why a file was not written. What stood there before still stands there.
#[derive(Debug, Error)]
pub enum OutputError {
    /// A folder has the name of a file.
    #[error("{0}: this is a folder, and a file would be written there")]
    IsFolder(Utf8PathBuf),
    /// A file has the name of a folder.
    #[error("{0}: this is no folder, and files would be written below it")]
    NotFolder(Utf8PathBuf),
    /// A pipe, socket or device.
    #[error("{0}: this is not a regular file")]
    NotRegular(Utf8PathBuf),
    /// The file's own mode forbids it.
    #[error("{0}: this file is read-only")]
    ReadOnly(Utf8PathBuf),
    /// A link in the output folder leads out of it.
    #[error("{0}: this link leads out of the output folder, and nothing is written there")]
    LeadsOut(Utf8PathBuf),
    /// The folder takes no files.
    #[error("{0}: nothing may be written in this folder")]
    Unwritable(Utf8PathBuf),
    /// The file is one of those the deck is read from.
    #[error("{0}: the deck is read from this file, so it is not overwritten")]
    IsInput(Utf8PathBuf),
    /// The disk is full, or the quota is.
    #[error("{0}: no space left")]
    NoSpace(Utf8PathBuf),
    /// Anything else.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: Utf8PathBuf,
        /// What the machine said.
        source: io::Error,
    },
}

impl OutputError {
    /// Names the path of a failure and the kinds of it that have words of their own.
    fn new(path: &Utf8Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace(path),
            io::ErrorKind::IsADirectory => Self::IsFolder(path),
            io::ErrorKind::NotADirectory => Self::NotFolder(path),
            _ => Self::Io { path, source },
        }
    }
}
