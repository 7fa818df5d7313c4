//! The wall of the project: nothing outside its folder is read.
//!
//! The check is made on the opened file, not on the name: the file is opened first, then its real place is looked up and compared
//! with the opened file, so that a link swapped between check and read shows nothing of the outside (CWE-367).

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use thiserror::Error;

/// The largest file Deckle reads, in bytes (64 MiB).
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// The most files that are listed in a folder and those in it.
pub const MOST_LISTED: usize = 500;

/// Why a file was not read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// An address of the net or of a scheme; Deckle opens no connection.
    #[error("addresses are not fetched")]
    Remote,
    /// An absolute path, a drive letter or a network share.
    #[error("the path is absolute; write it relative to the deck")]
    Absolute,
    /// The path is empty, holds a NUL or a backslash.
    #[error("this is no path of a file")]
    NotAPath,
    /// The file lies outside the project root, by name or through a link.
    #[error("the file lies outside the project root")]
    Outside,
    /// No such file; `nearest` is a file of that folder with a similar name.
    #[error("no such file")]
    Missing {
        /// A similar name in the same folder, as the author would write it.
        nearest: Option<String>,
    },
    /// A folder, pipe, socket or device.
    #[error("this is not a regular file")]
    NotRegular,
    /// Larger than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {} MiB", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// A folder with more than [`MOST_LISTED`] files in it.
    #[error("there are more than {MOST_LISTED} files in it")]
    TooMany,
    /// The machine refused: permission, a loop of links, a failing disk.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Every file that was opened through a root, or looked for in vain: what a deck depends on. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct ReadLog(Arc<Mutex<BTreeSet<Utf8PathBuf>>>);

impl ReadLog {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a path, and where it leads if it is a link.
    pub fn add(&self, path: &Utf8Path) {
        let absolute = camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned());
        let real = absolute.canonicalize_utf8().ok().filter(|real| *real != absolute);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend([absolute].into_iter().chain(real));
    }

    /// Adds paths that were noted before.
    pub fn extend(&self, paths: &[Utf8PathBuf]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(paths.iter().cloned());
    }

    /// The absolute paths, sorted.
    pub fn paths(&self) -> Vec<Utf8PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// The folder of `deckle.toml`, or of the deck where there is none.
#[derive(Debug, Clone)]
pub struct ProjectRoot {
    canonical: Utf8PathBuf,
    log: Option<ReadLog>,
}

impl ProjectRoot {
    /// Takes a folder as the root. Fails when it does not exist or its real path is not UTF-8.
    pub fn new(folder: &Utf8Path) -> io::Result<Self> {
        let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
        Ok(Self { canonical: folder.canonicalize_utf8()?, log: None })
    }

    /// The same root, which notes what is read through it.
    #[must_use]
    pub fn noting(self, log: &ReadLog) -> Self {
        Self { log: Some(log.clone()), ..self }
    }

    /// The real path of the root.
    pub fn path(&self) -> &Utf8Path {
        &self.canonical
    }

    /// A path as it may be told to others: where it names folders outside of the root, from the root on, or the file's name alone.
    pub fn told(&self, path: &Utf8Path) -> Utf8PathBuf {
        if path.is_relative() && !path.starts_with("..") {
            return path.to_owned();
        }
        let real = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
        let inside = real.strip_prefix(&self.canonical).ok().map(Utf8Path::to_owned);
        inside.unwrap_or_else(|| path.file_name().unwrap_or_default().into())
    }

    /// Reads a file that the author names in a text. `from` is the folder of that text; `reference` is what the author wrote, with
    /// percent escapes decoded once.
    ///
    /// # Errors
    /// See [`ReadError`]; none of them says anything about files outside the root.
    pub fn read_reference(&self, from: &Utf8Path, reference: &str) -> Result<Vec<u8>, ReadError> {
        let relative = self.resolve(from, reference)?;
        self.read(&self.canonical.join(relative))
    }

    /// The path of a reference relative to the root, by name alone (no file is opened).
    pub fn resolve(&self, from: &Utf8Path, reference: &str) -> Result<Utf8PathBuf, ReadError> {
        let name = decode_percent(reference)?;
        check_form(&name)?;
        let from = if from.as_str().is_empty() { Utf8Path::new(".") } else { from };
        let folder = from.canonicalize_utf8()?;
        let folder = folder.strip_prefix(&self.canonical).map_err(|_| ReadError::Outside)?;
        normalise(folder, &name)
    }

    /// Reads a file by its path on the machine.
    pub fn read(&self, path: &Utf8Path) -> Result<Vec<u8>, ReadError> {
        self.note(path);
        let (mut file, length) = self.opened(path)?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        (&mut file).take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge);
        }
        Ok(bytes)
    }

    /// Opens a file to read parts of it. Gives its length in bytes, too.
    ///
    /// # Errors
    /// See [`ReadError`].
    pub fn open(&self, path: &Utf8Path) -> Result<(impl Read + io::Seek, u64), ReadError> {
        self.note(path);
        self.opened(path)
    }

    /// Notes a file that what is read depends on, where the root notes what is read.
    pub fn note(&self, path: &Utf8Path) {
        if let Some(log) = &self.log {
            log.add(path);
        }
    }

    fn opened(&self, path: &Utf8Path) -> Result<(File, u64), ReadError> {
        let file = open_without_blocking(path).map_err(|error| self.not_opened(path, error))?;
        let meta = file.metadata()?;
        self.check_place(path, &meta)?;
        if !meta.is_file() {
            return Err(ReadError::NotRegular);
        }
        if meta.len() > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge);
        }
        Ok((file, meta.len()))
    }

    /// The files below a folder, by their paths from it, sorted. Links to files are among them, those to folders are not; what begins with a dot
    /// is left out. Whether a link leads out is found when it is read.
    ///
    /// # Errors
    /// The folder lies outside, can't be read, or holds more than [`MOST_LISTED`] files.
    pub fn list(&self, folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, ReadError> {
        self.note(folder);
        let real = folder.canonicalize_utf8()?;
        if !real.starts_with(&self.canonical) {
            return Err(ReadError::Outside);
        }
        let (mut found, mut open) = (Vec::new(), vec![real.clone()]);
        while let Some(folder) = open.pop() {
            for entry in folder.read_dir_utf8()?.flatten().filter(|entry| !entry.file_name().starts_with('.')) {
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    open.push(entry.path().to_owned());
                } else if kind.is_file() || (kind.is_symlink() && entry.path().is_file()) {
                    found.extend(entry.path().strip_prefix(&real).ok().map(Utf8Path::to_owned));
                }
                if found.len() + open.len() > MOST_LISTED {
                    return Err(ReadError::TooMany);
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Why a file couldn't be opened, without a word about what stands outside.
    fn not_opened(&self, path: &Utf8Path, error: io::Error) -> ReadError {
        let existing = path.ancestors().find_map(|path| path.canonicalize_utf8().ok());
        if existing.is_some_and(|real| !real.starts_with(&self.canonical)) {
            return ReadError::Outside;
        }
        match error.kind() {
            io::ErrorKind::NotFound => ReadError::Missing { nearest: self.nearest_name(path) },
            io::ErrorKind::NotADirectory => ReadError::Missing { nearest: None },
            _ if is_socket(&error) => ReadError::NotRegular,
            _ => ReadError::Io(error),
        }
    }

    /// A file of the same folder, if that lies inside, whose name differs by case or a few letters.
    fn nearest_name(&self, path: &Utf8Path) -> Option<String> {
        let wanted = path.file_name()?;
        let folder = path.parent()?.canonicalize_utf8().ok().filter(|real| real.starts_with(&self.canonical))?;
        let names = folder.read_dir_utf8().ok()?.flatten().map(|e| e.file_name().to_owned());
        names
            .map(|name| (strsim::damerau_levenshtein(&name.to_lowercase(), &wanted.to_lowercase()), name))
            .filter(|(distance, _)| *distance <= 1 + wanted.len() / 5)
            .min()
            .map(|(_, name)| name)
    }

    /// Is the opened file the one that stands at this path, inside the root?
    fn check_place(&self, path: &Utf8Path, opened: &std::fs::Metadata) -> Result<(), ReadError> {
        let real = path.canonicalize_utf8().map_err(|_| ReadError::Outside)?;
        if !real.starts_with(&self.canonical) {
            return Err(ReadError::Outside);
        }
        let found = std::fs::symlink_metadata(&real)?;
        if same_file(opened, &found) { Ok(()) } else { Err(ReadError::Outside) }
    }
}

/// A pipe or device would block a plain open for ever.
#[cfg(unix)]
fn open_without_blocking(path: &Utf8Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC).open(path)
}

#[cfg(not(unix))]
fn open_without_blocking(path: &Utf8Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// A socket can't be opened at all.
#[cfg(unix)]
fn is_socket(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ENXIO)
}

#[cfg(not(unix))]
fn is_socket(_error: &io::Error) -> bool {
    false
}

#[cfg(unix)]
fn same_file(a: &std::fs::Metadata, b: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.dev() == b.dev() && a.ino() == b.ino()
}

#[cfg(not(unix))]
fn same_file(a: &std::fs::Metadata, b: &std::fs::Metadata) -> bool {
    a.len() == b.len() && a.modified().ok() == b.modified().ok()
}

fn check_form(name: &str) -> Result<(), ReadError> {
    if name.trim().is_empty() || name.contains('\0') {
        return Err(ReadError::NotAPath);
    }
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    if name.starts_with('/') || name.starts_with('\\') || drive {
        return Err(ReadError::Absolute);
    }
    let scheme = name.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if scheme {
        return Err(ReadError::Remote);
    }
    if name.contains('\\') {
        return Err(ReadError::NotAPath);
    }
    Ok(())
}

/// Joins folder and name, resolving `.` and `..` by name. Climbing above the root is refused.
fn normalise(folder: &Utf8Path, name: &str) -> Result<Utf8PathBuf, ReadError> {
    let mut parts: Vec<&str> = folder.iter().collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(ReadError::Outside)?;
            }
            other => parts.push(other),
        }
    }
    if parts.is_empty() { Err(ReadError::NotRegular) } else { Ok(parts.iter().collect()) }
}

/// Decodes `%20` and the like once. A `%` that starts no escape stays.
fn decode_percent(text: &str) -> Result<String, ReadError> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let escape =
            (bytes[i] == b'%').then(|| text.get(i + 1..i + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        out.push(escape.unwrap_or(bytes[i]));
        i += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).map_err(|_| ReadError::NotAPath)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, ProjectRoot, Utf8PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(dir.path().to_owned()).unwrap();
        for folder in ["proj/img", "proj-secret"] {
            std::fs::create_dir_all(base.join(folder)).unwrap();
        }
        std::fs::write(base.join("secret.txt"), "secret").unwrap();
        std::fs::write(base.join("proj-secret/a.txt"), "secret").unwrap();
        std::fs::write(base.join("proj/img/Chart one.svg"), "inside").unwrap();
        let root = ProjectRoot::new(&base.join("proj")).unwrap();
        (dir, root, base.join("proj"))
    }

    #[test]
    fn reads_what_lies_inside() {
        let (_dir, root, deck) = project();
        assert_eq!(root.read_reference(&deck, "img/Chart%20one.svg").unwrap(), b"inside");
        assert_eq!(root.read_reference(&deck.join("img"), "../img/./Chart one.svg").unwrap(), b"inside");
    }

    #[test]
    fn refuses_every_way_out() {
        let (_dir, root, deck) = project();
        let kind = |reference: &str| match root.read_reference(&deck, reference).unwrap_err() {
            ReadError::Remote => "remote",
            ReadError::Absolute => "absolute",
            ReadError::NotAPath => "no path",
            ReadError::Outside => "outside",
            ReadError::Missing { .. } => "missing",
            ReadError::NotRegular => "not regular",
            ReadError::TooLarge | ReadError::TooMany => "too large",
            ReadError::Io(_) => "io",
        };
        for (reference, expected) in [
            ("../secret.txt", "outside"),
            ("img/../../secret.txt", "outside"),
            ("%2e%2e/secret.txt", "outside"),
            ("../proj-secret/a.txt", "outside"),
            ("....//secret.txt", "missing"),
            ("%252e%252e/secret.txt", "missing"),
            ("/etc/passwd", "absolute"),
            ("//host/share", "absolute"),
            ("C:\\windows\\x", "absolute"),
            ("..\\secret.txt", "no path"),
            ("file:///etc/passwd", "remote"),
            ("https://example.org/a.png", "remote"),
            ("", "no path"),
            ("a%00b", "no path"),
            (".", "not regular"),
            ("img", "not regular"),
        ] {
            assert_eq!(kind(reference), expected, "{reference}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_to_the_inside() {
        let (_dir, root, deck) = project();
        std::os::unix::fs::symlink("../secret.txt", deck.join("out.txt")).unwrap();
        std::os::unix::fs::symlink("img/Chart one.svg", deck.join("in.svg")).unwrap();
        std::os::unix::fs::symlink("loop", deck.join("loop")).unwrap();
        assert!(matches!(root.read_reference(&deck, "out.txt"), Err(ReadError::Outside)));
        assert_eq!(root.read_reference(&deck, "in.svg").unwrap(), b"inside");
        assert!(matches!(root.read_reference(&deck, "loop"), Err(ReadError::Io(_))));
    }

    #[cfg(unix)]
    #[test]
    fn names_outside_are_never_told() {
        let (_dir, root, deck) = project();
        std::os::unix::fs::symlink("..", deck.join("up")).unwrap();
        for reference in ["up/secret.txd", "up/secret.txt", "up/nothing/like/it", "up/secret.txt/x"] {
            assert!(matches!(root.read_reference(&deck, reference), Err(ReadError::Outside)), "{reference}");
        }
        assert_eq!(root.read_reference(&deck, "up/proj/img/Chart one.svg").unwrap(), b"inside");
        let missing = root.read_reference(&deck, "up/proj/img/Chart two.svg");
        assert!(matches!(missing, Err(ReadError::Missing { nearest: Some(_) })));
    }

    #[cfg(unix)]
    #[test]
    fn files_are_listed_without_hidden_ones_and_linked_folders() {
        let (_dir, root, deck) = project();
        std::fs::write(deck.join("img/.hidden"), "").unwrap();
        std::fs::write(deck.join("a.typ"), "").unwrap();
        std::os::unix::fs::symlink("../secret.txt", deck.join("out.txt")).unwrap();
        std::os::unix::fs::symlink("..", deck.join("up")).unwrap();
        assert_eq!(root.list(&deck).unwrap(), ["a.typ", "img/Chart one.svg", "out.txt"]);
        assert!(matches!(root.read(&deck.join("out.txt")), Err(ReadError::Outside)));
        assert!(matches!(root.list(&deck.join("up")), Err(ReadError::Outside)));
        assert!(matches!(root.list(&deck.join("../proj-secret")), Err(ReadError::Outside)));
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_no_regular_file() {
        let (_dir, root, deck) = project();
        let _socket = std::os::unix::net::UnixListener::bind(deck.join("s.svg")).unwrap();
        assert!(matches!(root.read_reference(&deck, "s.svg"), Err(ReadError::NotRegular)));
    }

    #[test]
    fn a_wrong_name_gets_the_nearest_one() {
        let (_dir, root, deck) = project();
        let Err(ReadError::Missing { nearest }) = root.read_reference(&deck, "img/chart one.svg") else { panic!() };
        assert_eq!(nearest.as_deref(), Some("Chart one.svg"));
    }
}
