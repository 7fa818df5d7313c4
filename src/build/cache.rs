//! Coloured code from earlier builds, one file in each output folder. A cache and nothing more: it may be missing, broken or not
//! writable, and only time is lost.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::output;
use crate::source::MAX_FILE_BYTES;
use crate::typeset::Highlights;

/// The cache's file below an output folder.
const FILE: &str = ".deckle/highlights";

/// The caches of a build's output folders.
pub struct Caches {
    by_base: BTreeMap<Utf8PathBuf, Highlights>,
    /// For a folder nobody announced.
    none: Highlights,
}

impl Caches {
    /// Reads the caches of some output folders.
    pub fn load<'a>(bases: impl IntoIterator<Item = &'a Utf8PathBuf>) -> Self {
        let mut by_base = BTreeMap::new();
        for base in bases {
            by_base.entry(base.clone()).or_insert_with(|| read(&base.join(FILE)));
        }
        Self { by_base, none: Highlights::new() }
    }

    /// The cache of an output folder.
    pub fn of(&self, base: &Utf8Path) -> &Highlights {
        self.by_base.get(base).unwrap_or(&self.none)
    }

    /// Writes those that have something new, where the output folder exists: a build that wrote no deck makes no folder.
    pub fn store(&self) {
        for (base, highlights) in &self.by_base {
            let bytes = base.is_dir().then(|| highlights.to_bytes()).flatten();
            if let Some(bytes) = bytes {
                let file = base.join(FILE);
                let _ = output::write(&file, &bytes);
                file.parent().into_iter().for_each(output::remove_leftovers);
            }
        }
    }
}

fn read(file: &Utf8Path) -> Highlights {
    let meta = file.metadata().ok().filter(|meta| meta.is_file() && meta.len() <= MAX_FILE_BYTES);
    let bytes = meta.and_then(|_| std::fs::read(file).ok());
    bytes.map_or_else(Highlights::new, |bytes| Highlights::from_bytes(&bytes))
}
