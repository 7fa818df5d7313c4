//! Decks that are written while their folder is watched.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::build::{DeckFile, Request, is_markdown};
use crate::source::Stamp;

/// The folders in which new decks are looked for: those of the decks, those above them up to the one that was named, and those directly
/// in any of them. None where only files were named.
#[derive(Debug, Default)]
pub struct Newcomers {
    folders: BTreeMap<Utf8PathBuf, Folder>,
}

/// What a folder was like at the last look.
#[derive(Debug)]
struct Folder {
    stamp: Stamp,
    /// Its Markdown files and folders.
    names: BTreeSet<String>,
}

impl Newcomers {
    /// The folders around these decks, as they are now.
    pub fn new(request: &Request, decks: &[DeckFile], current: &Utf8Path) -> Self {
        if !request.inputs.is_empty() && request.inputs.iter().all(|input| !current.join(input).is_dir()) {
            return Self::default();
        }
        let named = request.inputs.iter().map(|input| current.join(input)).filter(|input| input.is_dir());
        let folders = decks.iter().flat_map(|deck| {
            let folder = current.join(deck.path.parent().unwrap_or(Utf8Path::new("")));
            let up = deck.below.components().count();
            folder.ancestors().take(up + 1).map(Utf8Path::to_owned).collect::<Vec<_>>()
        });
        let mut newcomers = Self::default();
        for folder in named.chain(folders).collect::<BTreeSet<_>>() {
            newcomers.add(folder.clone());
            let inner: Vec<_> = newcomers.folders[&folder].names.iter().map(|name| folder.join(name)).collect();
            inner.into_iter().filter(|path| path.is_dir()).for_each(|path| newcomers.add(path));
        }
        newcomers
    }

    fn add(&mut self, path: Utf8PathBuf) {
        self.folders.entry(path).or_insert_with_key(|path| Folder { stamp: Stamp::of(path), names: names(path) });
    }

    /// Has a Markdown file or folder come since the last look? It need not be a deck.
    pub fn look(&mut self) -> bool {
        let mut new = false;
        for (path, folder) in &mut self.folders {
            let stamp = Stamp::of(path);
            if stamp != folder.stamp {
                let names = names(path);
                new |= !names.is_subset(&folder.names);
                *folder = Folder { stamp, names };
            }
        }
        new
    }
}

fn names(folder: &Utf8Path) -> BTreeSet<String> {
    let entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    let wanted = entries.filter(|entry| {
        let name = entry.file_name();
        !name.starts_with('.') && (is_markdown(name) || entry.file_type().is_ok_and(|kind| kind.is_dir()))
    });
    wanted.map(|entry| entry.file_name().to_owned()).collect()
}
