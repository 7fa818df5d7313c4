//! Events of the file system. The only place that names `notify`.
//!
//! Folders are watched, not files: most editors put a new file in the place of the old one, and a watch on the old one is deaf then.
//! Where the system gives no watches, files are looked at now and then ([`Stamp`]) and nothing else changes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use camino::{Utf8Path, Utf8PathBuf};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::event::Event;
use crate::source::Stamp;

/// The folders that are watched.
pub struct Folders {
    /// None: the system gives no events, or none are wanted.
    watcher: Option<RecommendedWatcher>,
    /// With what was watched under the name: another folder may stand there later.
    watched: BTreeMap<Utf8PathBuf, Stamp>,
}

/// Why there are no events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deaf {
    /// The user has no watches left.
    Watches,
    /// The user has no instances left, or the process no files.
    Instances,
    /// Anything else.
    Other(String),
}

impl Folders {
    /// Nothing is watched, ever.
    pub fn polled() -> Self {
        Self { watcher: None, watched: BTreeMap::new() }
    }

    /// Sends what happens in the watched folders, of which there are none yet.
    ///
    /// # Errors
    /// The system gives no events.
    pub fn new(events: Sender<Event>) -> Result<Self, Deaf> {
        let watcher = notify::recommended_watcher(move |result: notify::Result<notify::Event>| {
            // Nobody listens any more when the program ends.
            translate(result).into_iter().for_each(|event| drop(events.send(event)));
        });
        Ok(Self { watcher: Some(watcher.map_err(|error| deaf(&error))?), watched: BTreeMap::new() })
    }

    /// Watches exactly these folders. Those that are not there are left out until they are. `true` where a folder is watched that was
    /// not before: what happened in it until now was not heard.
    ///
    /// # Errors
    /// The system has no more watches. Nothing is watched then.
    pub fn watch(&mut self, wanted: &BTreeSet<Utf8PathBuf>) -> Result<bool, Deaf> {
        let Some(watcher) = &mut self.watcher else { return Ok(false) };
        let there: BTreeMap<&Utf8PathBuf, Stamp> = wanted.iter().map(|folder| (folder, Stamp::of_place(folder))).collect();
        self.watched.retain(|folder, stamp| {
            let same = there.get(folder) == Some(&*stamp);
            if !same {
                let _ = watcher.unwatch(folder.as_std_path());
            }
            same
        });
        let mut new = false;
        for (folder, stamp) in there {
            if stamp == Stamp::Missing || self.watched.contains_key(folder) {
                continue;
            }
            match watcher.watch(folder.as_std_path(), RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.watched.insert(folder.clone(), stamp);
                    new = true;
                }
                // Gone again; the next look finds it.
                Err(error) if is_gone(&error) => {}
                Err(error) => {
                    *self = Self::polled();
                    return Err(deaf(&error));
                }
            }
        }
        Ok(new)
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied),
        _ => false,
    }
}

fn deaf(error: &notify::Error) -> Deaf {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => Deaf::Watches,
        #[cfg(unix)]
        notify::ErrorKind::Io(error) if matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE)) => Deaf::Instances,
        _ => Deaf::Other(error.to_string()),
    }
}

/// What an event of the system means. Opening and reading means nothing, and Deckle does it itself.
fn translate(result: notify::Result<notify::Event>) -> Vec<Event> {
    let Ok(event) = result else { return vec![Event::Unsure] };
    if event.need_rescan() {
        return vec![Event::Unsure];
    }
    let meaning: fn(Utf8PathBuf) -> Event = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
            Event::Saved
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => Event::Gone,
        // It has come as two already.
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => return Vec::new(),
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other => Event::Touched,
    };
    let utf8 = |path: PathBuf| Utf8PathBuf::from_path_buf(path).ok();
    event.paths.into_iter().filter_map(utf8).map(meaning).collect()
}

/// The folder of a file that is watched for it, by its real path.
pub fn folder_of(path: &Utf8Path) -> Option<Utf8PathBuf> {
    path.parent()?.canonicalize_utf8().ok()
}
