//! The pictures of a live deck. One that was read is read again only when its file changes.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};

use crate::assets::{self, Assets};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::source::{ProjectRoot, ReadLog, Spanned};

/// A file that was changed so short a time before it was read may be changed again within the same tick of the machine's clock.
const TOO_FRESH: Duration = Duration::from_secs(2);

/// The pictures, by the paths that authors write.
#[derive(Default)]
pub struct Pictures {
    /// Those that can be shown, with a placeholder for each that can't.
    pub assets: Assets,
    /// May raw content read the files of the project?
    pub trusted: bool,
    known: HashMap<String, Known>,
    /// Where they were read from.
    place: Option<(Utf8PathBuf, Utf8PathBuf)>,
    /// Counts the changes.
    pub version: u64,
}

struct Known {
    /// The file as it was when it was read; `None` where that isn't known well enough.
    stamp: Option<Stamp>,
    real: Utf8PathBuf,
    paths: Vec<Utf8PathBuf>,
    problem: Option<Diagnostic>,
    /// Of its bytes.
    hash: u64,
    version: u64,
    /// Was it asked for in this round?
    asked: bool,
}

impl Pictures {
    /// Looks at the pictures of all slides. `log` is told of their files.
    pub fn look<'s>(
        &mut self,
        references: impl Iterator<Item = &'s Spanned<String>>,
        root: &ProjectRoot,
        folder: &Utf8Path,
        log: &ReadLog,
    ) {
        let place = (root.path().to_owned(), folder.to_owned());
        if self.place.as_ref() != Some(&place) {
            let fonts = std::mem::take(&mut self.assets.fonts);
            *self = Self { place: Some(place), version: self.version + 1, trusted: self.trusted, ..Self::default() };
            self.assets.fonts = fonts;
        }
        if self.trusted {
            self.assets.open_project(root, folder);
        }
        self.known.values_mut().for_each(|known| known.asked = false);
        let mut shown = HashMap::new();
        for reference in references {
            shown.insert(reference.value.as_str(), reference);
            match self.known.get_mut(&reference.value) {
                Some(known) if known.asked => {}
                Some(known) if known.stamp.is_some() && known.stamp == Stamp::of(&known.real) => {
                    known.asked = true;
                    log.extend(&known.paths);
                }
                _ => self.read(reference, root, folder, log),
            }
        }
        let (assets, before) = (&mut self.assets, self.known.len());
        self.known.retain(|reference, known| {
            if !known.asked {
                assets.remove(reference);
            }
            known.asked
        });
        self.version += u64::from(self.known.len() != before);
        self.pack(&shown);
    }

    /// Keeps pictures packed if they are too large together. One that turns out broken is shown as such.
    fn pack(&mut self, shown: &HashMap<&str, &Spanned<String>>) {
        let changed = self.assets.pack();
        self.version += u64::from(!changed.is_empty());
        for (name, sound) in changed {
            let Some(known) = self.known.get_mut(&name) else { continue };
            known.version = self.version;
            if let Some(reference) = shown.get(name.as_str()).filter(|_| !sound) {
                known.problem = Some(assets::undecodable(reference));
                self.assets.put(&name, assets::placeholder());
            }
        }
    }

    /// Takes the fonts, which are looked at with the pictures.
    pub fn take_fonts(&mut self, fonts: &Fonts) {
        if self.assets.fonts.key() != fonts.key() {
            self.assets.fonts = fonts.clone();
            self.version += 1;
        }
    }

    /// Changes when the picture does.
    pub fn version_of(&self, reference: &str) -> u64 {
        self.known.get(reference).map_or(0, |known| known.version)
    }

    /// What there is to say about the pictures of a slide.
    pub fn problems(&self, references: &[Spanned<String>]) -> Diagnostics {
        let problem = |reference: &Spanned<String>| {
            let problem = self.known.get(&reference.value)?.problem.clone()?;
            Some(Diagnostic { labels: Vec::new(), ..problem }.also(reference.span, ""))
        };
        references.iter().filter_map(problem).collect()
    }

    fn read(&mut self, reference: &Spanned<String>, root: &ProjectRoot, folder: &Utf8Path, log: &ReadLog) {
        let own = ReadLog::new();
        let real = root.resolve(folder, &reference.value).map(|relative| root.path().join(relative)).unwrap_or_default();
        let stamp = Stamp::of(&real);
        let read = assets::read(&root.clone().noting(&own), folder, reference);
        let paths = own.paths();
        log.extend(&paths);
        let (hash, problem) = match &read {
            Ok(asset) => (hash(&asset.bytes), None),
            Err(problem) => (0, Some((**problem).clone())),
        };
        let said = |problem: &Option<Diagnostic>| problem.as_ref().map(|problem| problem.message.clone());
        let before = self.known.get(&reference.value);
        let same = before.filter(|before| before.hash == hash && said(&before.problem) == said(&problem));
        let version = same.map_or(self.version + 1, |before| before.version);
        if same.is_none() {
            self.version += 1;
            self.assets.put(&reference.value, read.unwrap_or_else(|_| assets::placeholder()));
        }
        let stamp = stamp.filter(|stamp| problem.is_none() && stamp.is_settled() && Some(stamp) == Stamp::of(&real).as_ref());
        self.known.insert(reference.value.clone(), Known { stamp, real, paths, problem, hash, version, asked: true });
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// What tells that a file is the same as before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device, inode, and when the file was last changed in any way, in nanoseconds. No program can set the latter.
    machine: Option<(u64, u64, i128)>,
}

impl Stamp {
    fn of(path: &Utf8Path) -> Option<Self> {
        let meta = path.metadata().ok()?;
        Some(Self { length: meta.len(), modified: meta.modified().ok(), machine: machine(&meta) })
    }

    /// Was the last change long enough ago?
    fn is_settled(&self) -> bool {
        let now = SystemTime::now();
        let old = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > TOO_FRESH);
        let changed = self.machine.map(|(_, _, nanoseconds)| {
            let nanoseconds = u64::try_from(nanoseconds).unwrap_or(u64::MAX);
            SystemTime::UNIX_EPOCH.checked_add(Duration::from_nanos(nanoseconds))
        });
        self.modified.is_some_and(old) && changed.is_none_or(|changed| changed.is_some_and(old))
    }
}

#[cfg(unix)]
fn machine(meta: &std::fs::Metadata) -> Option<(u64, u64, i128)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.dev(), meta.ino(), i128::from(meta.ctime()) * 1_000_000_000 + i128::from(meta.ctime_nsec())))
}

#[cfg(not(unix))]
fn machine(_: &std::fs::Metadata) -> Option<(u64, u64, i128)> {
    None
}
