//! A file is written whole or not at all, and only when its bytes differ.

use std::fs::Metadata;
use std::io::{self, Write};

use camino::Utf8Path;

use super::OutputError;
use super::temporary::Temporary;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is new or has new content.
    Changed,
    /// It had these bytes already and was not touched.
    Unchanged,
}

/// Puts a file in place; folders above it are made. An existing file's mode and, where allowed, its owner are kept. The file is
/// another one afterwards: further hard links keep the old content. A link is replaced by the file, and what it led to stays as it
/// is, wherever that is.
pub fn write(path: &Utf8Path, bytes: &[u8]) -> Result<Written, OutputError> {
    let fail = |error| OutputError::new(path, error);
    let old = match path.symlink_metadata() {
        Ok(meta) => Some(meta).filter(|meta| !meta.is_symlink()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(fail(error)),
    };
    if let Some(meta) = &old {
        check_existing(path, meta)?;
        if meta.len() == bytes.len() as u64 && std::fs::read(path).is_ok_and(|old| old == bytes) {
            return Ok(Written::Unchanged);
        }
    }
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| OutputError::new(folder, error))?;
    replace(path, folder, bytes, old.as_ref()).map_err(fail)?;
    Ok(Written::Changed)
}

/// Refuses to replace what is no writable regular file.
pub(super) fn check_existing(path: &Utf8Path, meta: &Metadata) -> Result<(), OutputError> {
    if meta.is_dir() {
        Err(OutputError::IsFolder(path.to_owned()))
    } else if !meta.is_file() {
        Err(OutputError::NotRegular(path.to_owned()))
    } else if meta.permissions().readonly() {
        Err(OutputError::ReadOnly(path.to_owned()))
    } else {
        Ok(())
    }
}

fn replace(path: &Utf8Path, folder: &Utf8Path, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    let mut temporary = Temporary::new(folder)?;
    temporary.file().write_all(bytes)?;
    if let Some(old) = old {
        keep_owner(temporary.file(), old);
        temporary.file().set_permissions(old.permissions())?;
    }
    temporary.put(path)
}

/// Only the administrator may give files away; for everyone else the new file is their own.
#[cfg(unix)]
fn keep_owner(file: &std::fs::File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let same = file.metadata().is_ok_and(|new| new.uid() == old.uid() && new.gid() == old.gid());
    if !same && fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        let _ = fchown(file, None, Some(old.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &std::fs::File, _old: &Metadata) {}

#[cfg(test)]
pub(super) mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    pub(in crate::build) fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let guard = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(guard.path().to_owned()).unwrap();
        (guard, path)
    }

    fn names(folder: &Utf8Path) -> Vec<String> {
        let mut names: Vec<_> = folder.read_dir_utf8().unwrap().map(|e| e.unwrap().file_name().to_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_new_then_unchanged_then_changed() {
        let (_guard, base) = folder();
        let path = base.join("a/b/talk.pdf");
        assert_eq!(write(&path, b"one").unwrap(), Written::Changed);
        let old = std::time::SystemTime::UNIX_EPOCH;
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        assert_eq!(write(&path, b"one").unwrap(), Written::Unchanged);
        assert_eq!(path.metadata().unwrap().modified().unwrap(), old, "an unchanged file is not touched");
        assert_eq!(write(&path, b"two").unwrap(), Written::Changed);
        assert_ne!(path.metadata().unwrap().modified().unwrap(), old);
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(names(&base.join("a/b")), ["talk.pdf"], "nothing temporary stays");
    }

    #[test]
    fn a_reader_sees_the_old_or_the_new_file_whole() {
        let (_guard, base) = folder();
        let path = base.join("talk.pdf");
        let contents: Vec<Vec<u8>> = (0..2u8).map(|n| vec![n; 300_000]).collect();
        write(&path, &contents[0]).unwrap();
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..2)
                .map(|w| {
                    let (path, contents) = (&path, &contents);
                    scope.spawn(move || (0..60).all(|i| write(path, &contents[(i + w) % 2]).is_ok()))
                })
                .collect();
            while !writers.iter().all(|writer| writer.is_finished()) {
                let seen = std::fs::read(&path).unwrap();
                assert!(contents.contains(&seen), "{} bytes, not one of the two files", seen.len());
            }
            assert!(writers.into_iter().all(|writer| writer.join().unwrap()));
        });
        assert_eq!(names(&base), ["talk.pdf"]);
    }

    #[test]
    fn folders_and_read_only_files_are_refused_and_stay() {
        let (_guard, base) = folder();
        let path = base.join("talk.pdf");
        std::fs::create_dir(&path).unwrap();
        assert!(matches!(write(&path, b"x"), Err(OutputError::IsFolder(_))));
        let inside = base.join("file");
        std::fs::write(&inside, "old").unwrap();
        assert!(matches!(write(&inside.join("talk.pdf"), b"x"), Err(OutputError::NotFolder(_))));
        let mut mode = inside.metadata().unwrap().permissions();
        mode.set_readonly(true);
        std::fs::set_permissions(&inside, mode).unwrap();
        assert!(matches!(write(&inside, b"x"), Err(OutputError::ReadOnly(_))));
        assert_eq!(std::fs::read(&inside).unwrap(), b"old");
        assert_eq!(names(&base), ["file", "talk.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_kept_and_new_files_follow_the_umask() {
        use std::os::unix::fs::PermissionsExt;
        let (_guard, base) = folder();
        let mode = |path: &Utf8Path| path.metadata().unwrap().permissions().mode() & 0o777;
        let plain = base.join("plain");
        std::fs::write(&plain, "").unwrap();
        write(&base.join("new"), b"x").unwrap();
        assert_eq!(mode(&base.join("new")), mode(&plain), "as any program would have made it");
        std::fs::set_permissions(&plain, std::fs::Permissions::from_mode(0o640)).unwrap();
        write(&plain, b"x").unwrap();
        assert_eq!(mode(&plain), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_and_what_they_lead_to_stays() {
        use std::os::unix::fs::symlink;
        let (_guard, base) = folder();
        std::fs::create_dir(base.join("www")).unwrap();
        std::fs::write(base.join("www/exists"), "old").unwrap();
        std::fs::write(base.join("www/same"), "talk").unwrap();
        for (link, target) in [("a", "www/exists"), ("b", "www/new"), ("c", "www"), ("d", "d"), ("e", "www/same")] {
            symlink(target, base.join(link)).unwrap();
            assert_eq!(write(&base.join(link), b"talk").unwrap(), Written::Changed, "{link}");
            assert!(base.join(link).symlink_metadata().unwrap().is_file(), "{link}");
            assert_eq!(std::fs::read(base.join(link)).unwrap(), b"talk");
        }
        assert_eq!(names(&base.join("www")), ["exists", "same"]);
        assert_eq!(std::fs::read(base.join("www/exists")).unwrap(), b"old");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_and_devices_are_refused() {
        assert!(matches!(write(Utf8Path::new("/dev/null"), b"x"), Err(OutputError::NotRegular(_))));
    }

    #[test]
    fn a_full_disk_has_words_of_its_own() {
        let error = OutputError::new(Utf8Path::new("out/talk.pdf"), io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(error.to_string(), "out/talk.pdf: no space left");
    }
}
