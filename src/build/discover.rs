//! Which decks are meant: files that were named, decks found below a folder, or the project around the current folder.

use std::collections::HashSet;
use std::fs::FileType;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{BuildError, DeckFailure};
use super::output::OUT;
use crate::diagnostic::nearest;
use crate::parse::{looks_like_deck, may_be_deck};
use crate::settings;
use crate::source::{ProjectRoot, ReadError, Sources};

/// Folders that hold no decks of the author's.
const SKIPPED: [&str; 3] = [OUT, "target", "node_modules"];

/// One deck to build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckFile {
    /// Its file, as it is opened and as findings print it.
    pub path: Utf8PathBuf,
    /// The project's folder: that of `deckle.toml`, else the deck's own.
    pub root: Utf8PathBuf,
    /// The folders between the searched folder and the deck; empty where the deck itself was named.
    pub below: Utf8PathBuf,
}

impl DeckFile {
    /// A deck at a path, seen from the current folder.
    pub fn new(path: Utf8PathBuf, below: Utf8PathBuf, current: &Utf8Path) -> Self {
        let absolute = current.join(&path);
        let folder = absolute.parent().unwrap_or(current);
        // The real folder: going up from `a/../b` by name would pass through `a`.
        let root = settings::find_root(&folder.canonicalize_utf8().unwrap_or_else(|_| folder.to_owned()));
        Self { path, root, below }
    }
}

/// A deck, or why there is none where one was asked for.
#[derive(Debug)]
pub enum Found {
    /// A deck.
    Deck(DeckFile),
    /// None.
    Failed(Utf8PathBuf, DeckFailure),
}

/// Finds the decks of a request, in its order, each once. Below a folder they come sorted by path. `current` is the current folder,
/// absolute; `out` is the output folder, which is not searched.
///
/// # Errors
/// [`BuildError::NoProject`] where nothing is named and no `deckle.toml` is found.
pub fn discover(inputs: &[Utf8PathBuf], out: Option<&Utf8Path>, current: &Utf8Path) -> Result<Vec<Found>, BuildError> {
    let project;
    let inputs = if inputs.is_empty() {
        project = [project_around(current)?];
        &project
    } else {
        inputs
    };
    let mut found = Vec::new();
    for input in inputs {
        match input.metadata() {
            Ok(meta) if meta.is_dir() => search(input, out, current, &mut found),
            Ok(_) => found.push(Found::Deck(DeckFile::new(input.clone(), Utf8PathBuf::new(), current))),
            Err(error) => found.push(Found::Failed(input.clone(), missing_or_unreadable(input, error))),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|found| match found {
        Found::Deck(deck) => seen.insert(deck.path.canonicalize_utf8().unwrap_or_else(|_| deck.path.clone())),
        Found::Failed(..) => true,
    });
    Ok(found)
}

/// The folder of the nearest `deckle.toml`, as it is printed.
fn project_around(current: &Utf8Path) -> Result<Utf8PathBuf, BuildError> {
    let root = settings::find_root(current);
    if root.join(settings::FILE_NAME).is_file() { Ok(seen_from(current, &root)) } else { Err(BuildError::NoProject) }
}

/// A path as it is written in `current`: short where it lies below it or near above.
pub fn seen_from(current: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let common = current.ancestors().find(|ancestor| path.starts_with(ancestor) && ancestor.parent().is_some());
    let Some(common) = common else { return path.to_owned() };
    let up = current.strip_prefix(common).map_or(0, |rest| rest.components().count());
    let down = path.strip_prefix(common).unwrap_or(path);
    let mut shown: Utf8PathBuf = std::iter::repeat_n("..", up).collect();
    shown.push(down);
    if shown.as_str().is_empty() { Utf8PathBuf::from(".") } else { shown }
}

fn missing_or_unreadable(path: &Utf8Path, error: std::io::Error) -> DeckFailure {
    if error.kind() != std::io::ErrorKind::NotFound {
        return ReadError::Io(error).into();
    }
    let parent = path.parent().unwrap_or(Utf8Path::new(""));
    let folder = if parent.as_str().is_empty() { Utf8Path::new(".") } else { parent };
    let mut names: Vec<String> =
        folder.read_dir_utf8().into_iter().flatten().flatten().map(|entry| entry.file_name().to_owned()).collect();
    names.sort();
    let wanted = path.file_name().unwrap_or("");
    // A deck is meant rather than a picture of a similar name, where both are near.
    let decks = nearest(wanted, names.iter().map(String::as_str).filter(|name| is_markdown(name)));
    let name = decks.or_else(|| nearest(wanted, names.iter().map(String::as_str)));
    DeckFailure::Missing { nearest: name.map(|name| parent.join(name)) }
}

/// Has a file of this name Markdown in it?
pub fn is_markdown(name: &str) -> bool {
    let ending = Utf8Path::new(name).extension().unwrap_or("");
    ["md", "markdown", "qmd"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Adds the decks below a folder. Links are followed to files inside it only.
fn search(folder: &Utf8Path, out: Option<&Utf8Path>, current: &Utf8Path, found: &mut Vec<Found>) {
    let real = match ProjectRoot::new(folder) {
        Ok(root) => root,
        Err(error) => return found.push(Found::Failed(folder.to_owned(), ReadError::Io(error).into())),
    };
    let out = out.and_then(|out| out.canonicalize_utf8().ok());
    let mut walk = Walk { root: real, out, files: Vec::new(), titled: Vec::new(), failed: Vec::new() };
    walk.walk(folder);
    walk.add_listed(folder);
    walk.titled.sort();
    if walk.files.is_empty() && walk.titled.len() == 1 {
        walk.files.append(&mut walk.titled);
    }
    walk.files.sort();
    walk.files.dedup();
    let mut decks: Vec<Found> = walk.files.into_iter().map(|path| Found::Deck(in_folder(path, folder, current))).collect();
    decks.extend(walk.failed.into_iter().map(|(path, failure)| Found::Failed(path, failure)));
    if decks.is_empty() {
        decks.push(Found::Failed(folder.to_owned(), DeckFailure::NoDecks { titled: walk.titled }));
    }
    found.extend(decks);
}

fn in_folder(path: Utf8PathBuf, folder: &Utf8Path, current: &Utf8Path) -> DeckFile {
    let below = path.strip_prefix(folder).ok().and_then(Utf8Path::parent).unwrap_or(Utf8Path::new("")).to_owned();
    let shown = path.strip_prefix(".").map(Utf8Path::to_owned).unwrap_or(path);
    DeckFile::new(shown, below, current)
}

/// A walk over one folder.
struct Walk {
    root: ProjectRoot,
    out: Option<Utf8PathBuf>,
    files: Vec<Utf8PathBuf>,
    /// Files with a title that don't say that they are decks. One alone is the deck of a folder that has no other.
    titled: Vec<Utf8PathBuf>,
    failed: Vec<(Utf8PathBuf, DeckFailure)>,
}

impl Walk {
    /// Goes through all folders below one, without recursion: a tree may be as deep as it likes.
    fn walk(&mut self, folder: &Utf8Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match folder.as_std_path().read_dir() {
                Ok(entries) => entries,
                Err(error) => {
                    self.failed.push((folder, ReadError::Io(error).into()));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let Ok(kind) = entry.file_type() else { continue };
                match entry.file_name().into_string() {
                    Ok(name) => self.entry(&folder, &name, kind, &mut folders),
                    Err(name) => self.odd_name(&folder, &name.to_string_lossy(), kind),
                }
            }
        }
    }

    fn entry(&mut self, folder: &Utf8Path, name: &str, kind: FileType, folders: &mut Vec<Utf8PathBuf>) {
        let path = folder.join(name);
        if kind.is_dir() {
            let hidden = name.starts_with('.');
            let output = self.out.is_some() && path.canonicalize_utf8().ok() == self.out;
            if !hidden && !output && !SKIPPED.contains(&name) {
                folders.push(path);
            }
        } else if is_markdown(name) && !name.starts_with('.') {
            self.candidate(path);
        }
    }

    /// Adds the decks that the course in `deckle.toml` names below this folder: they are decks whatever stands in them.
    fn add_listed(&mut self, folder: &Utf8Path) {
        let root = settings::find_root(folder);
        let Ok(root) = ProjectRoot::new(&root) else { return };
        let (project, _) = settings::load(root, &mut Sources::new(), Utf8Path::new(settings::FILE_NAME));
        let Some(course) = &project.course else { return };
        let root = project.root.path();
        let lectures = course.lectures.iter().flat_map(|lecture| &lecture.decks);
        for name in lectures.chain(course.labs.iter().flat_map(|lab| &lab.decks)) {
            let Ok(relative) = project.root.resolve(root, &name.value) else { continue };
            let deck = root.join(relative);
            let Ok(below) = deck.strip_prefix(self.root.path()) else { continue };
            let path = folder.join(below);
            match path.metadata() {
                Ok(meta) if meta.is_file() => self.files.push(path),
                Ok(_) => self.failed.push((path, ReadError::NotRegular.into())),
                Err(error) => {
                    let failure = missing_or_unreadable(&path, error);
                    self.failed.push((path, failure));
                }
            }
        }
    }

    /// Takes a Markdown file that is a deck. Links that lead out of the folder, and pipes, are no candidates.
    fn candidate(&mut self, path: Utf8PathBuf) {
        match self.root.read(&path) {
            Ok(bytes) => match decode_anyway(&bytes) {
                text if looks_like_deck(&text) => self.files.push(path),
                text if may_be_deck(&text) => self.titled.push(path),
                _ => {}
            },
            Err(ReadError::Outside | ReadError::NotRegular | ReadError::Missing { .. }) => {}
            Err(error) => self.failed.push((path, error.into())),
        }
    }

    fn odd_name(&mut self, folder: &Utf8Path, name: &str, kind: FileType) {
        if kind.is_file() && is_markdown(name) {
            self.failed.push((folder.join(name), DeckFailure::OddName));
        }
    }
}

/// The text of bytes in whatever encoding, with U+FFFD for what cannot be read: to look at, never to build from.
pub fn decode_anyway(bytes: &[u8]) -> String {
    let utf16 = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECK: &str = "---\ntitle: A\nduration: 10m\n---\n\n## One\n";

    fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, Utf8PathBuf) {
        let guard = tempfile::tempdir().unwrap();
        let base = Utf8PathBuf::from_path_buf(guard.path().canonicalize().unwrap()).unwrap();
        for (path, text) in files {
            let path = base.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        (guard, base)
    }

    /// What is found, relative to the tree, failures with their words.
    fn found(inputs: &[Utf8PathBuf], out: Option<&Utf8Path>, base: &Utf8Path) -> Vec<String> {
        let relative = |path: &Utf8Path| path.strip_prefix(base).unwrap_or(path).to_string();
        discover(inputs, out, base)
            .unwrap()
            .iter()
            .map(|found| match found {
                Found::Deck(deck) => relative(&deck.path),
                Found::Failed(path, failure) => format!("{}: {failure}", relative(path)),
            })
            .collect()
    }

    #[test]
    fn a_folder_gives_its_decks_sorted() {
        let (_guard, base) = tree(&[
            ("b.md", DECK),
            ("a/2.md", DECK),
            ("a/1.MARKDOWN", DECK),
            ("README.md", "# Read me\n"),
            ("notes.txt", DECK),
            ("out/talk/old.md", DECK),
            ("built/x.md", DECK),
            (".git/x.md", DECK),
            (".draft.md", DECK),
            ("target/x.md", DECK),
            ("a/node_modules/x.md", DECK),
        ]);
        let out = base.join("built");
        assert_eq!(found(std::slice::from_ref(&base), Some(&out), &base), ["a/1.MARKDOWN", "a/2.md", "b.md"]);
        assert_eq!(
            found(&[base.join("a"), base.join("b.md"), base.join("a/2.md")], None, &base),
            ["a/1.MARKDOWN", "a/2.md", "b.md"]
        );
        let decks = discover(std::slice::from_ref(&base), Some(&out), &base).unwrap();
        assert!(matches!(&decks[0], Found::Deck(deck) if deck.below == "a"));
        assert!(matches!(&decks[2], Found::Deck(deck) if deck.below == ""));
    }

    #[test]
    fn what_is_missing_is_named_with_what_is_near() {
        let (_guard, base) = tree(&[("talk.md", DECK), ("talk.mp", ""), ("empty/readme.md", "# No deck")]);
        let inputs = ["takl.md", "talk.md", "nothing-like-it.md", "empty"].map(|name| base.join(name));
        assert_eq!(
            found(&inputs, None, &base),
            [
                format!("takl.md: no such file; did you mean `{}`?", base.join("talk.md")),
                "talk.md".into(),
                "nothing-like-it.md: no such file".into(),
                format!("empty: {}", DeckFailure::NoDecks { titled: Vec::new() }),
            ]
        );
    }

    #[test]
    fn a_file_with_a_title_is_the_deck_of_a_folder_that_has_no_other() {
        const TITLED: &str = "---\ntitle: A\n---\n\n## One\n";
        let files = [("a/talk.md", TITLED), ("a/README.md", "# Read me\n"), ("b/one.md", TITLED), ("b/two.md", TITLED)];
        let (_guard, base) = tree(&[&files[..], &[("c/deck.md", DECK), ("c/page.md", TITLED)]].concat());
        let [a, b, c] = ["a", "b", "c"].map(|name| base.join(name));
        let none = DeckFailure::NoDecks { titled: vec![b.join("one.md"), b.join("two.md")] };
        assert!(none.to_string().ends_with("one.md` and 1 more only have a title"), "{none}");
        assert_eq!(found(&[a, b, c], None, &base), ["a/talk.md".into(), format!("b: {none}"), "c/deck.md".into()]);
    }

    #[test]
    fn decks_in_other_encodings_are_found_to_be_refused_later() {
        let (_guard, base) = tree(&[]);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(DECK.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        std::fs::write(base.join("utf16.md"), utf16).unwrap();
        std::fs::write(base.join("latin.md"), [DECK.as_bytes(), b"caf\xE9"].concat()).unwrap();
        assert_eq!(found(std::slice::from_ref(&base), None, &base), ["latin.md", "utf16.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_inside_only() {
        let (_guard, base) = tree(&[("in/a.md", DECK), ("outside/b.md", DECK)]);
        let inside = base.join("in");
        for (name, target) in
            [("good.md", "a.md"), ("bad.md", "../outside/b.md"), ("folder", "../outside"), ("loop", "."), ("x.md", "x.md")]
        {
            std::os::unix::fs::symlink(target, inside.join(name)).unwrap();
        }
        let found = found(&[inside], None, &base);
        assert_eq!(found[..1], ["in/a.md"], "the same file under two names is one deck");
        assert!(found.iter().all(|line| !line.contains("bad.md") && !line.contains("outside")), "{found:?}");
    }

    #[test]
    fn without_a_path_the_project_around_is_meant() {
        let (_guard, base) = tree(&[("p/deckle.toml", ""), ("p/decks/a/1.md", DECK), ("p/notes/x.md", "# no")]);
        let current = base.join("p/decks");
        let root = project_around(&current).unwrap();
        assert_eq!(root, "..");
        assert!(matches!(discover(&[], None, &base), Err(BuildError::NoProject)));
    }

    #[test]
    fn the_decks_of_a_course_are_decks_whatever_they_hold() {
        let toml = "[course]\nname = \"C\"\n[[course.lecture]]\nnumber = 1\ntitle = \"L\"\n\
                    decks = [\"l/1.md\", \"l/2.md\", \"../x.md\"]\n";
        let (_guard, base) = tree(&[("p/deckle.toml", toml), ("p/l/1.md", "# Plain"), ("p/l/3.md", DECK), ("x.md", DECK)]);
        let missing = format!("l/2.md: no such file; did you mean `{}`?", base.join("p/l/1.md"));
        let all = found(&[base.join("p")], None, &base.join("p"));
        assert_eq!(all, ["l/1.md".to_owned(), "l/3.md".into(), missing]);
        assert_eq!(found(&[base.join("p/l")], None, &base.join("p"))[..2], ["l/1.md", "l/3.md"], "a folder below the project");
    }

    #[test]
    fn paths_are_shown_as_one_would_type_them() {
        for (current, path, expected) in [
            ("/home/a/p", "/home/a/p", "."),
            ("/home/a/p", "/home/a/p/x/y.md", "x/y.md"),
            ("/home/a/p/x", "/home/a/p", ".."),
            ("/home/a/p/x", "/home/a/p/y", "../y"),
            ("/home/a", "/srv/x", "/srv/x"),
        ] {
            assert_eq!(seen_from(Utf8Path::new(current), Utf8Path::new(path)), expected, "{current} {path}");
        }
    }
}
