//! Temporary files that do not outlive their process.
//!
//! A file is first written under a name of its own in the folder it will stand in. The names of those that exist are kept in one set
//! for the process, so that Ctrl-C can take them away. What a killed process leaves behind carries its number and is removed by
//! [`remove_leftovers`](super::remove_leftovers) later.

use std::collections::BTreeSet;
use std::fs::Permissions;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use camino::Utf8Path;
use tempfile::NamedTempFile;

/// How the names begin; the process number follows.
pub(super) const PREFIX: &str = ".deckle-";
/// How they end.
pub(super) const SUFFIX: &str = ".tmp";

static EXISTING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn existing() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    EXISTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that vanishes unless it is put in place. The file goes first, then its name leaves the set.
pub(super) struct Temporary {
    file: NamedTempFile,
    name: Name,
}

/// A name in the set.
struct Name(PathBuf);

impl Drop for Name {
    fn drop(&mut self) {
        existing().remove(&self.0);
    }
}

impl Temporary {
    /// Creates one in a folder, with the mode a new file would have.
    pub(super) fn new(folder: &Utf8Path) -> io::Result<Self> {
        let prefix = format!("{PREFIX}{}-", std::process::id());
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        if let Some(mode) = new_file_mode() {
            builder.permissions(mode);
        }
        // The set stays locked until the name is in it: a signal in between would miss the file.
        let mut names = existing();
        let file = builder.tempfile_in(folder)?;
        let name = file.path().to_owned();
        names.insert(name.clone());
        Ok(Self { file, name: Name(name) })
    }

    /// The open file.
    pub(super) fn file(&mut self) -> &mut std::fs::File {
        self.file.as_file_mut()
    }

    /// Gives it its final name, over what stands there, in one step.
    pub(super) fn put(self, path: &Utf8Path) -> io::Result<()> {
        let Self { file, name } = self;
        let result = file.persist(path).map(drop).map_err(|error| error.error);
        drop(name);
        result
    }
}

/// 0666, from which the system takes the umask.
#[cfg(unix)]
fn new_file_mode() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_file_mode() -> Option<Permissions> {
    None
}

/// From now on Ctrl-C, hang-up and a polite kill take the temporary files away before the process ends, with 128 plus the signal's
/// number. A signal that was ignored stays so. Works for threads started after the call; call it first thing. A second call does
/// nothing.
#[cfg(unix)]
pub fn remove_when_interrupted() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let Some(signals) = block_signals() else { return };
        // Without the thread the signals would be lost, so they get their old effect back.
        let started = std::thread::Builder::new().name("signals".into()).spawn(move || end_on(&signals));
        if started.is_err() {
            // SAFETY: `signals` was made by `block_signals`; changing the mask of this thread has no other effect.
            unsafe { libc::pthread_sigmask(libc::SIG_UNBLOCK, &signals, std::ptr::null_mut()) };
        }
    });
}

#[cfg(not(unix))]
pub fn remove_when_interrupted() {}

/// Blocks the signals that end the process and are not ignored, for this thread and those it starts.
#[cfg(unix)]
fn block_signals() -> Option<libc::sigset_t> {
    // SAFETY: the set is initialised by `sigemptyset` before it is used; all pointers are to live locals; `sigaction` without a new
    // action only reads.
    unsafe {
        let mut signals = std::mem::zeroed::<libc::sigset_t>();
        libc::sigemptyset(&mut signals);
        for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
            let mut action = std::mem::zeroed::<libc::sigaction>();
            if libc::sigaction(signal, std::ptr::null(), &mut action) == 0 && action.sa_sigaction != libc::SIG_IGN {
                libc::sigaddset(&mut signals, signal);
            }
        }
        (libc::pthread_sigmask(libc::SIG_BLOCK, &signals, std::ptr::null_mut()) == 0).then_some(signals)
    }
}

/// Waits for one of the signals and ends the process.
#[cfg(unix)]
fn end_on(signals: &libc::sigset_t) {
    let mut signal = 0;
    // SAFETY: `signals` is an initialised set and `signal` a live local. `_exit` runs nothing of ours.
    unsafe {
        if libc::sigwait(signals, &mut signal) != 0 {
            return;
        }
        let names = existing();
        for name in names.iter() {
            let _ = std::fs::remove_file(name);
        }
        // Still locked: no new file can appear.
        libc::_exit(128 + signal);
    }
}
