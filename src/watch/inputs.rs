//! The files a deck is made from, and whether they are still the ones it was made from.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::folders::folder_of;
use crate::source::Stamp;

/// The files of a deck, those that are missing too.
#[derive(Debug, Default)]
pub struct Inputs {
    /// As they were just before the last build.
    built: BTreeMap<Utf8PathBuf, Stamp>,
    /// Those that were different at the last look, as they were then.
    different: BTreeMap<Utf8PathBuf, Stamp>,
    /// The real names that events may have.
    names: BTreeSet<Utf8PathBuf>,
    folders: BTreeSet<Utf8PathBuf>,
}

impl Inputs {
    /// Of these files nothing is built yet.
    pub fn new(files: impl IntoIterator<Item = Utf8PathBuf>) -> Self {
        let mut inputs = Self::default();
        inputs.set(files, &BTreeMap::new());
        inputs
    }

    /// Looks at all files, for [`Inputs::set`] after a build.
    pub fn stamps(&self) -> BTreeMap<Utf8PathBuf, Stamp> {
        self.built.keys().map(|path| (path.clone(), Stamp::of(path))).collect()
    }

    /// These are the files of a build, and how they were just before it. `true` where there is one of which that is not known: it may
    /// have changed since it was read.
    pub fn set(&mut self, files: impl IntoIterator<Item = Utf8PathBuf>, before: &BTreeMap<Utf8PathBuf, Stamp>) -> bool {
        let mut unknown = false;
        let stamp = |path: Utf8PathBuf| {
            let known = before.get(&path).copied();
            unknown |= known.is_none();
            let stamp = known.unwrap_or_else(|| Stamp::of(&path));
            (path, stamp)
        };
        self.built = files.into_iter().map(stamp).collect();
        self.different.clear();
        self.name();
        unknown
    }

    /// Finds out the real names: that in the folder, and where a link leads. The folders of missing files are not watched, as long as
    /// nothing else is in them: looking finds those files, and they may be looked for up to the root of the disk.
    fn name(&mut self) {
        let names = |path: &Utf8PathBuf| {
            let by_folder = folder_of(path).and_then(|folder| Some(folder.join(path.file_name()?)));
            [by_folder, path.canonicalize_utf8().ok()].into_iter().flatten()
        };
        let there = self.built.iter().filter(|(_, stamp)| **stamp != Stamp::Missing).map(|(path, _)| path);
        self.folders = there.flat_map(names).filter_map(|name| name.parent().map(Utf8Path::to_owned)).collect();
        self.names = self.built.keys().flat_map(names).collect();
    }

    /// Is it one of these files? `path` is a name of [`Inputs::folders`].
    pub fn contains(&self, path: &Utf8Path) -> bool {
        self.names.contains(path)
    }

    /// The real folders of all files that are there, and of what links lead to.
    pub fn folders(&self) -> &BTreeSet<Utf8PathBuf> {
        &self.folders
    }

    /// Does a file differ from the one that was built from?
    pub fn differ(&self) -> bool {
        self.built.iter().any(|(path, stamp)| Stamp::of(path) != *stamp)
    }

    /// Looks at all files. `true` where one differs from the one that was built from, and did so in the same way at the last look: it is
    /// not being written just now.
    pub fn look(&mut self) -> bool {
        let mut settled = false;
        for (path, built) in &self.built {
            let now = Stamp::of(path);
            if now == *built {
                self.different.remove(path);
            } else {
                settled |= self.different.insert(path.clone(), now) == Some(now);
            }
        }
        if settled {
            // Folders may have come or gone.
            self.name();
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let guard = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        (guard, base)
    }

    #[test]
    fn a_change_counts_when_it_has_settled() {
        let (_guard, base) = folder();
        let file = base.join("a.md");
        std::fs::write(&file, "one").unwrap();
        let mut inputs = Inputs::new([file.clone(), base.join("img/later.png")]);
        assert!(!inputs.look() && !inputs.differ());
        std::fs::write(&file, "three").unwrap();
        assert!(inputs.differ() && !inputs.look(), "it may be being written");
        std::fs::write(&file, "three, four").unwrap();
        assert!(!inputs.look(), "it is");
        assert!(inputs.look());
        let before = inputs.stamps();
        assert!(!inputs.set([file.clone()], &before), "all are known");
        assert!(!inputs.look() && !inputs.differ());
    }

    #[test]
    fn a_missing_file_that_comes_is_a_change() {
        let (_guard, base) = folder();
        let file = base.join("img/a.png");
        let mut inputs = Inputs::new([file.clone()]);
        assert!(inputs.folders().is_empty(), "its folder is not there");
        std::fs::create_dir(base.join("img")).unwrap();
        std::fs::write(&file, "").unwrap();
        assert!(!inputs.look());
        assert!(inputs.look());
        assert!(!inputs.set([file], &inputs.stamps()));
        assert_eq!(inputs.folders().iter().collect::<Vec<_>>(), [&base.join("img")]);
    }

    #[cfg(unix)]
    #[test]
    fn links_have_two_names() {
        let (_guard, base) = folder();
        std::fs::create_dir_all(base.join("real")).unwrap();
        std::fs::write(base.join("real/a.md"), "").unwrap();
        std::os::unix::fs::symlink("real/a.md", base.join("a.md")).unwrap();
        std::os::unix::fs::symlink("real", base.join("folder")).unwrap();
        let inputs = Inputs::new([base.join("a.md"), base.join("folder/b.md"), base.join("none/c.md")]);
        assert!(inputs.contains(&base.join("a.md")) && inputs.contains(&base.join("real/a.md")));
        assert!(inputs.contains(&base.join("real/b.md")), "by the real name of its folder");
        assert_eq!(inputs.folders().iter().collect::<Vec<_>>(), [&base, &base.join("real")]);
    }
}
