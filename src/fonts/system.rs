//! The fonts of the machine, in the folders where systems keep them. They are looked for once in the life of the program.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::shelf::is_font;
use super::{Data, Face, Origin, scan};
use crate::source::{ProjectRoot, Stamp};

/// No more files than this are looked at.
const MOST: usize = 20_000;

/// All fonts, in the order of their paths.
pub fn faces() -> Vec<Arc<Face>> {
    let mut faces = Vec::new();
    for folder in folders() {
        let Ok(root) = ProjectRoot::new(&folder) else { continue };
        for path in fonts_below(root.path()) {
            faces.extend(faces_of(&root, &path));
        }
    }
    faces
}

/// What can't be read is passed over: nobody put it there for a talk.
fn faces_of(root: &ProjectRoot, path: &Utf8Path) -> Vec<Arc<Face>> {
    let stamp = Stamp::of(path);
    let Ok((mut file, length)) = root.open(path) else { return Vec::new() };
    let data = Arc::new(Data::lazy(root.clone(), path.to_owned(), stamp));
    let found = scan::scan(&mut file, length).unwrap_or_default();
    found.into_iter().map(|found| Arc::new(Face::new(Origin::System, path.to_owned(), found, data.clone()))).collect()
}

fn fonts_below(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop().filter(|_| found.len() < MOST) {
        for entry in folder.read_dir_utf8().into_iter().flatten().flatten() {
            let kind = entry.file_type();
            if kind.is_ok_and(|kind| kind.is_dir()) {
                open.push(entry.path().to_owned());
            } else if is_font(entry.path()) {
                found.push(entry.path().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The folders in which macOS keeps fonts that it downloads when they are first used.
fn downloaded(assets: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = assets.read_dir_utf8().into_iter().flatten().flatten();
    let mut folders: Vec<Utf8PathBuf> = entries
        .filter(|entry| entry.file_name().starts_with("com_apple_MobileAsset_Font"))
        .map(|entry| entry.path().to_owned())
        .collect();
    folders.sort();
    folders
}

/// Where systems keep fonts: for the user first, then for all.
fn folders() -> Vec<Utf8PathBuf> {
    let of = |variable: &str| std::env::var(variable).ok().filter(|path| !path.is_empty()).map(Utf8PathBuf::from);
    let below = |base: Option<Utf8PathBuf>, path: &str| base.map(|base| base.join(path));
    let home = || of("HOME");
    let places: Vec<_> = if cfg!(windows) {
        let own = ["LOCALAPPDATA", "APPDATA"].map(|variable| below(of(variable), "Microsoft/Windows/Fonts"));
        own.into_iter().chain([below(of("WINDIR"), "Fonts")]).collect()
    } else if cfg!(target_os = "macos") {
        let all = ["/Library/Fonts", "/Network/Library/Fonts", "/System/Library/Fonts"].map(|path| Some(Utf8PathBuf::from(path)));
        let downloaded = downloaded(Utf8Path::new("/System/Library/AssetsV2")).into_iter().map(Some);
        [below(home(), "Library/Fonts")].into_iter().chain(all).chain(downloaded).collect()
    } else {
        let data = of("XDG_DATA_HOME").or_else(|| below(home(), ".local/share"));
        let all = ["/usr/local/share/fonts", "/usr/share/fonts"].map(|path| Some(Utf8PathBuf::from(path)));
        [below(data, "fonts"), below(home(), ".fonts")].into_iter().chain(all).collect()
    };
    places.into_iter().flatten().collect()
}
