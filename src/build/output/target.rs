//! Where a deck's files go, and whether they can.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::OutputError;
use super::clean::is_page;
use crate::build::discover::DeckFile;
use crate::build::error::BuildError;
use crate::build::request::Format;

/// The output folder's name where none is given.
pub const OUT: &str = "out";

/// Where the files of one deck go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The output folder: `--out`, or `out` beside the deck.
    pub base: Utf8PathBuf,
    /// The deck's own folder in it.
    pub folder: Utf8PathBuf,
    /// The deck's name without its ending, the first part of every file's name.
    pub stem: String,
}

impl Target {
    /// The place of a deck. With `--out` the folders between the searched folder and the deck are kept below it.
    pub fn of(deck: &DeckFile, out: Option<&Utf8Path>) -> Self {
        let stem = deck.path.file_stem().unwrap_or("deck").to_owned();
        match out {
            Some(out) => Self { base: out.to_owned(), folder: out.join(&deck.below).join(&stem), stem },
            None => {
                let base = deck.path.parent().unwrap_or(Utf8Path::new("")).join(OUT);
                Self { folder: base.join(&stem), base, stem }
            }
        }
    }

    /// The single files a variant is written to.
    fn files(&self, variant: &str, formats: &[Format]) -> Vec<Utf8PathBuf> {
        let ending = |format: &Format| match format {
            Format::Pdf => Some("pdf"),
            Format::Notes => Some("notes.pdf"),
            Format::Handout => Some("handout.pdf"),
            Format::Script => Some("script.md"),
            Format::Pdfpc => Some("pdfpc"),
            Format::Json => Some("json"),
            Format::Typst => Some("typ"),
            Format::ContactSheet => Some("contact-sheet.png"),
            Format::Svg | Format::Png => None,
        };
        let endings = formats.iter().filter_map(ending);
        endings.map(|ending| self.folder.join(format!("{}.{variant}.{ending}", self.stem))).collect()
    }
}

/// Refuses decks that would write the same files. Names that differ only by case are the same on many disks.
pub fn refuse_collisions<'a>(decks: impl IntoIterator<Item = (&'a DeckFile, &'a Target)>) -> Result<(), BuildError> {
    let mut seen: HashMap<String, &DeckFile> = HashMap::new();
    for (deck, target) in decks {
        if let Some(first) = seen.insert(key(&target.folder), deck) {
            let (first, second) = (first.path.clone(), deck.path.clone());
            return Err(BuildError::Collision { first, second, folder: target.folder.clone() });
        }
    }
    Ok(())
}

/// One spelling for a folder that need not exist, in small letters.
fn key(folder: &Utf8Path) -> String {
    real_path(folder).as_str().to_lowercase()
}

/// The real path of what exists of a folder, and the rest as it is.
pub fn real_path(folder: &Utf8Path) -> Utf8PathBuf {
    let existing = existing_ancestor(folder);
    let real = existing.canonicalize_utf8().unwrap_or_else(|_| existing.clone());
    real.join(folder.strip_prefix(&existing).unwrap_or(folder))
}

/// The folder itself, or the nearest one above it that exists; `.` at the end of a relative path.
fn existing_ancestor(folder: &Utf8Path) -> Utf8PathBuf {
    let found = folder.ancestors().find(|path| !path.as_str().is_empty() && path.symlink_metadata().is_ok());
    found.map_or_else(|| Utf8PathBuf::from("."), Utf8Path::to_owned)
}

/// Refuses, before the long part of a build, what could not be written at its end: folders that take no files, folders in the place
/// of files, read-only files, folders behind a link that leads out of the output folder, and files the deck is read from (`inputs`, as
/// real paths). Creates nothing.
pub fn check(target: &Target, variant: &str, formats: &[Format], inputs: &[Utf8PathBuf]) -> Result<(), OutputError> {
    check_folder(&target.base, &target.folder)?;
    for file in target.files(variant, formats) {
        check_file(&file, inputs)?;
    }
    if formats.iter().any(|format| format.is_of_pages()) {
        let pages = target.folder.join(variant);
        check_folder(&target.base, &pages)?;
        for entry in pages.read_dir_utf8().into_iter().flatten().flatten().filter(|entry| is_page(entry.file_name())) {
            check_file(entry.path(), inputs)?;
        }
    }
    Ok(())
}

/// Refuses a single file of a deck's folder that could not be written.
pub fn check_path(target: &Target, path: &Utf8Path) -> Result<(), OutputError> {
    check_folder(&target.base, path.parent().unwrap_or(&target.folder))?;
    check_file(path, &[])
}

fn check_folder(base: &Utf8Path, folder: &Utf8Path) -> Result<(), OutputError> {
    let existing = existing_ancestor(folder);
    let meta = existing.metadata().map_err(|error| OutputError::new(&existing, error))?;
    if !meta.is_dir() {
        return Err(OutputError::NotFolder(existing));
    }
    if let (Ok(base), Ok(real)) = (base.canonicalize_utf8(), existing.canonicalize_utf8())
        && !real.starts_with(base)
    {
        return Err(OutputError::LeadsOut(existing));
    }
    if may_write_in(&existing, &meta) { Ok(()) } else { Err(OutputError::Unwritable(existing)) }
}

#[cfg(unix)]
fn may_write_in(folder: &Utf8Path, _meta: &std::fs::Metadata) -> bool {
    let Ok(path) = std::ffi::CString::new(folder.as_str()) else { return false };
    // SAFETY: `path` is a NUL-terminated string that outlives the call, which only reads it.
    unsafe { libc::access(path.as_ptr(), libc::W_OK | libc::X_OK) == 0 }
}

#[cfg(not(unix))]
fn may_write_in(_folder: &Utf8Path, meta: &std::fs::Metadata) -> bool {
    !meta.permissions().readonly()
}

fn check_file(path: &Utf8Path, inputs: &[Utf8PathBuf]) -> Result<(), OutputError> {
    let Ok(meta) = path.symlink_metadata() else { return Ok(()) };
    if path.canonicalize_utf8().is_ok_and(|real| inputs.contains(&real)) {
        return Err(OutputError::IsInput(path.to_owned()));
    }
    // A link is replaced, whatever it leads to.
    if meta.is_symlink() { Ok(()) } else { super::write::check_existing(path, &meta) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::output::write::tests::folder;

    fn deck(path: &str, below: &str) -> DeckFile {
        DeckFile { path: path.into(), root: ".".into(), below: below.into() }
    }

    #[test]
    fn out_beside_the_deck_or_where_told() {
        for (path, below, out, folder) in [
            ("a/talk.md", "", None, "a/out/talk"),
            ("talk.md", "", None, "out/talk"),
            ("a/b/talk.md", "b", None, "a/b/out/talk"),
            ("a/talk.md", "", Some("o"), "o/talk"),
            ("a/b/talk.md", "b", Some("o"), "o/b/talk"),
            ("v1.2 talk.md", "", Some("o"), "o/v1.2 talk"),
        ] {
            assert_eq!(Target::of(&deck(path, below), out.map(Utf8Path::new)).folder, folder, "{path} {out:?}");
        }
    }

    #[test]
    fn decks_that_would_overwrite_each_other_are_refused() {
        let collide = |decks: &[(&str, &str)], out: Option<&str>| {
            let decks: Vec<_> = decks.iter().map(|(path, below)| deck(path, below)).collect();
            let targets: Vec<_> = decks.iter().map(|deck| Target::of(deck, out.map(Utf8Path::new))).collect();
            refuse_collisions(decks.iter().zip(&targets)).err().map(|error| error.to_string())
        };
        assert_eq!(collide(&[("a/talk.md", ""), ("b/talk.md", "")], None), None);
        assert_eq!(collide(&[("x/a/talk.md", "a"), ("x/b/talk.md", "b")], Some("o")), None);
        let message = collide(&[("a/talk.md", ""), ("b/Talk.md", "")], Some("o")).unwrap();
        assert!(message.starts_with("a/talk.md and b/Talk.md would both be written to o/Talk"), "{message}");
        assert!(collide(&[("talk.md", ""), ("talk.MD", "")], None).is_some());
        assert!(collide(&[("talk.md", ""), ("./talk.markdown", "")], None).is_some());
    }

    #[test]
    fn what_cannot_be_written_is_refused_before_anything_is() {
        let (_guard, base) = folder();
        let target = Target::of(&deck(base.join("talk.md").as_str(), ""), None);
        let all = Format::ALL;
        assert!(check(&target, "technical", &all, &[]).is_ok());
        assert!(!target.base.exists(), "nothing is created");

        std::fs::create_dir_all(target.folder.join("technical/001.svg")).unwrap();
        assert!(matches!(check(&target, "technical", &all, &[]), Err(OutputError::IsFolder(path)) if path.ends_with("001.svg")));
        assert!(check(&target, "technical", &[Format::Pdf], &[]).is_ok(), "only what is asked for counts");

        let pdf = target.folder.join("talk.non-technical.pdf");
        std::fs::create_dir(&pdf).unwrap();
        assert!(matches!(check(&target, "non-technical", &all, &[]), Err(OutputError::IsFolder(path)) if path == pdf));
        std::fs::remove_dir(&pdf).unwrap();
        std::fs::write(&pdf, "old").unwrap();
        let mut mode = std::fs::metadata(&pdf).unwrap().permissions();
        mode.set_readonly(true);
        std::fs::set_permissions(&pdf, mode).unwrap();
        assert!(matches!(check(&target, "non-technical", &all, &[]), Err(OutputError::ReadOnly(_))));

        let blocked = Target::of(&deck("talk.md", ""), Some(&pdf));
        assert!(matches!(check(&blocked, "technical", &all, &[]), Err(OutputError::NotFolder(path)) if path == pdf));
    }

    #[cfg(unix)]
    #[test]
    fn folders_behind_links_are_refused_outside_only() {
        use std::os::unix::fs::symlink;
        let (_guard, base) = folder();
        std::fs::create_dir_all(base.join("real/elsewhere")).unwrap();
        symlink("real", base.join("out")).unwrap();
        let target = Target::of(&deck(base.join("talk.md").as_str(), ""), None);
        assert!(check(&target, "technical", &Format::ALL, &[]).is_ok(), "the output folder itself may be a link");
        symlink("elsewhere", base.join("real/talk")).unwrap();
        assert!(check(&target, "technical", &Format::ALL, &[]).is_ok());
        std::fs::create_dir(base.join("private")).unwrap();
        symlink("../../private", base.join("real/elsewhere/technical")).unwrap();
        let refused = check(&target, "technical", &Format::ALL, &[]);
        assert!(matches!(refused, Err(OutputError::LeadsOut(path)) if path.ends_with("technical")));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_the_deck_is_read_from_is_never_written() {
        let (_guard, base) = folder();
        let source = base.join("talk.md");
        std::fs::write(&source, "# Talk").unwrap();
        let target = Target::of(&deck(source.as_str(), ""), None);
        std::fs::create_dir_all(&target.folder).unwrap();
        std::os::unix::fs::symlink("../../talk.md", target.folder.join("talk.technical.pdf")).unwrap();
        let inputs = [source.canonicalize_utf8().unwrap()];
        assert!(matches!(check(&target, "technical", &[Format::Pdf], &inputs), Err(OutputError::IsInput(_))));
    }
}
