//! What can be known of a file without reading it, to find out whether it has changed.

use std::fs::Metadata;

use camino::Utf8Path;

/// What can be known of a file without reading it.
///
/// A change that keeps all of it is possible only where the clock is turned back and the size stays; the events of the system tell
/// of it, and content alone decides then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// No such file, or it may not be looked at.
    Missing,
    /// There is one.
    There {
        /// Which file system and file.
        place: (u64, u64),
        /// Its length in bytes.
        length: u64,
        /// When its content was changed, and when anything about it was, in nanoseconds.
        times: (i128, i128),
    },
}

impl Stamp {
    /// Looks at a file, through links.
    pub fn of(path: &Utf8Path) -> Self {
        let Ok(meta) = path.metadata() else { return Stamp::Missing };
        Stamp::There { place: place(&meta), length: meta.len(), times: times(&meta) }
    }

    /// Looks at a folder: which one it is, not what is in it.
    pub fn of_place(path: &Utf8Path) -> Self {
        let Ok(meta) = path.metadata() else { return Stamp::Missing };
        Stamp::There { place: place(&meta), length: 0, times: (0, 0) }
    }
}

#[cfg(unix)]
fn place(meta: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(unix)]
fn times(meta: &Metadata) -> (i128, i128) {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    (nanoseconds(meta.mtime(), meta.mtime_nsec()), nanoseconds(meta.ctime(), meta.ctime_nsec()))
}

#[cfg(not(unix))]
fn place(_meta: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(not(unix))]
fn times(meta: &Metadata) -> (i128, i128) {
    let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i128);
    (meta.modified().map_or(0, since), meta.created().map_or(0, since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_length_and_time_is_another_file_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let file = Utf8Path::from_path(folder.path()).unwrap().join("a.md");
        std::fs::write(&file, "one").unwrap();
        let (stamp, time) = (Stamp::of(&file), file.metadata().unwrap().modified().unwrap());
        assert_eq!(Stamp::of(&file), stamp);
        std::fs::write(&file, "two").unwrap();
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        assert_ne!(Stamp::of(&file), stamp);
        assert_eq!(Stamp::of(&file.join("x")), Stamp::Missing);
    }
}
