//! Stage 2: the fonts that slides may be set in.
//!
//! Four places have fonts: the `fonts` folder of a theme, that of the project, the binary, and, where a project allows it, the machine.
//! That is also the order in which they are asked for a character that the theme's own font lacks ([`Fonts`]), and within a place
//! that of the file names. So the same files give the same pages on every machine; with the machine's fonts a deck looks as they do.
//!
//! `scan` reads what is known of a font without reading all of it, `bundled` has the binary's, packed, `shelf` keeps what was read from
//! build to build, `scripts` tells which font would help.

mod breadth;
mod bundled;
mod scan;
mod scripts;
mod shelf;
mod system;
mod tables;
#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock, OnceLock};

use camino::Utf8PathBuf;
use typst::foundations::Bytes;
use typst::text::{Coverage, Font, FontBook, FontFlags, FontInfo, FontStyle};
use typst::utils::LazyHash;

use crate::source::{ProjectRoot, Stamp};
use crate::theme::Theme;

pub use scripts::{Script, help, is_emoji_sequence, is_invisible, script_of};
pub use shelf::{FOLDER, Problem, Shelf};

/// Where a font comes from, in the order in which fonts are asked for a character that the theme's own one lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The folder of the theme.
    Theme,
    /// The project's folder `fonts`.
    Project,
    /// The binary.
    Bundled,
    /// The machine.
    System,
}

/// One font of a family: a weight, an italic.
#[derive(Debug)]
pub struct Face {
    /// Where it comes from.
    pub origin: Origin,
    /// The file, as it is told.
    pub file: Utf8PathBuf,
    info: FontInfo,
    data: Arc<Data>,
    index: u32,
    loaded: OnceLock<Option<Font>>,
}

/// The bytes of a font file, read or unpacked when the first of its faces is needed.
#[derive(Debug)]
struct Data {
    bytes: OnceLock<Option<Bytes>>,
    place: Place,
    /// Changes when the file does.
    version: u64,
}

/// Where the bytes of a font are.
#[derive(Debug)]
enum Place {
    Memory,
    Binary(&'static [u8]),
    File(ProjectRoot, Utf8PathBuf),
}

impl Data {
    fn known(bytes: Bytes) -> Self {
        let version = hash(bytes.as_slice());
        Self { bytes: OnceLock::from(Some(bytes)), place: Place::Memory, version }
    }

    fn packed(file: &str, packed: &'static [u8]) -> Self {
        // The last bytes are the check sum of the font.
        let version = hash((file, packed.len(), packed.last_chunk::<4>()));
        Self { bytes: OnceLock::new(), place: Place::Binary(packed), version }
    }

    fn lazy(root: ProjectRoot, path: Utf8PathBuf, stamp: Stamp) -> Self {
        let version = hash(format!("{path}{stamp:?}"));
        Self { bytes: OnceLock::new(), place: Place::File(root, path), version }
    }

    fn bytes(&self) -> Option<Bytes> {
        let read = || match &self.place {
            Place::Memory => None,
            Place::Binary(packed) => bundled::unpacked(packed),
            Place::File(root, path) => root.read(path).ok().map(Bytes::new),
        };
        self.bytes.get_or_init(read).clone()
    }
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

impl Face {
    fn new(origin: Origin, file: Utf8PathBuf, (index, info): (u32, FontInfo), data: Arc<Data>) -> Self {
        Self { origin, file, info, data, index, loaded: OnceLock::new() }
    }

    fn font(&self) -> Option<Font> {
        self.loaded.get_or_init(|| Font::new(self.data.bytes()?, self.index)).clone()
    }

    /// The name of its family.
    pub fn family(&self) -> &str {
        &self.info.family
    }

    /// Does it have a drawing for a character?
    pub fn has(&self, c: char) -> bool {
        self.info.coverage.contains(c as u32)
    }

    /// The characters it has drawings for.
    pub fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.info.coverage.iter().filter_map(char::from_u32)
    }

    /// Its style in words: `700 italic`, `100–900`.
    pub fn style(&self) -> String {
        let weight = self.info.axes.iter().find(|axis| axis.tag.to_string() == "wght");
        let weight = weight.map_or_else(
            || self.info.variant.weight.to_number().to_string(),
            |axis| format!("{:.0}–{:.0}", axis.min.0, axis.max.0),
        );
        let slanted = if self.info.variant.style == FontStyle::Normal { "" } else { " italic" };
        format!("{weight}{slanted}")
    }

    /// Are all its letters equally wide?
    pub fn is_monospaced(&self) -> bool {
        self.info.flags.contains(FontFlags::MONOSPACE)
    }
}

/// The fonts of a deck, in order. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Fonts(Arc<Set>);

#[derive(Debug)]
struct Set {
    faces: Vec<Arc<Face>>,
    book: LazyHash<FontBook>,
    emoji: Vec<String>,
    key: u64,
}

/// The fonts inside the binary.
static BUNDLED: LazyLock<Fonts> = LazyLock::new(|| Fonts::of(bundled::faces()));

impl Default for Fonts {
    fn default() -> Self {
        BUNDLED.clone()
    }
}

impl Fonts {
    /// Puts faces in order. Those of a place stay in the order they come in.
    fn of(mut faces: Vec<Arc<Face>>) -> Self {
        faces.sort_by_key(|face| face.origin);
        let mut hasher = DefaultHasher::new();
        for face in &faces {
            (&face.file, face.index, face.data.version).hash(&mut hasher);
        }
        // A font of emoji has the first face of Unicode.
        let emoji = named(faces.iter().filter(|face| face.has('\u{1F600}')));
        Self(Arc::new(Set { book: LazyHash::new(book(&faces)), emoji, faces, key: hasher.finish() }))
    }

    /// These fonts and those of a theme's folder.
    #[must_use]
    pub fn with_theme(&self, theme: &Theme) -> Self {
        if theme.fonts.is_empty() {
            return self.clone();
        }
        let mut faces = self.0.faces.clone();
        for font in &theme.fonts {
            let data = Arc::new(Data::known(Bytes::new(font.bytes.to_vec())));
            let found = scan::scan(&mut std::io::Cursor::new(font.bytes.as_slice()), font.bytes.len() as u64);
            let face = |found| Arc::new(Face::new(Origin::Theme, font.path.clone(), found, data.clone()));
            faces.extend(found.unwrap_or_default().into_iter().map(face));
        }
        Self::of(faces)
    }

    fn with(&self, more: &[Arc<Face>]) -> Self {
        if more.is_empty() { self.clone() } else { Self::of(self.0.faces.iter().chain(more).cloned().collect()) }
    }

    /// All fonts.
    pub fn faces(&self) -> impl Iterator<Item = &Face> {
        self.0.faces.iter().map(AsRef::as_ref)
    }

    /// The names of the families, in order.
    pub fn families(&self) -> Vec<String> {
        named(self.0.faces.iter())
    }

    /// Does any font have a drawing for a character? What has none by nature counts as drawn.
    pub fn have(&self, c: char) -> bool {
        c.is_whitespace()
            || c.is_control()
            || scripts::is_invisible(c)
            || self.0.faces.iter().any(|face| face.has(c) && !bundled::is_no_text(face, c.into()))
    }

    /// The families that pictures of feelings and things are taken from, in order.
    pub fn emoji(&self) -> &[String] {
        &self.0.emoji
    }

    /// Equal keys, equal fonts.
    pub fn key(&self) -> u64 {
        self.0.key
    }

    /// What the typesetter chooses from.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.0.book
    }

    /// The font of a place in the book. `None` where its file is gone.
    pub fn font(&self, index: usize) -> Option<Font> {
        self.0.faces.get(index)?.font()
    }
}

fn named<'a>(faces: impl Iterator<Item = &'a Arc<Face>>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for face in faces {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(face.family())) {
            names.push(face.family().to_owned());
        }
    }
    names
}

/// What the typesetter chooses from. Where the theme's font lacks a character it would take the font that is named most like that one.
/// So each character is told only of the first family that has it, and the order of the families holds.
fn book(faces: &[Arc<Face>]) -> FontBook {
    let families = named(faces.iter());
    let mut taken = vec![false; 0x11_0000];
    let mut left: Vec<Option<Coverage>> = vec![None; faces.len()];
    for family in &families {
        let own: Vec<usize> = (0..faces.len()).filter(|index| faces[*index].family().eq_ignore_ascii_case(family)).collect();
        for &index in &own {
            let free =
                faces[index].info.coverage.iter().filter(|c| !taken[*c as usize] && !bundled::is_no_text(&faces[index], *c));
            left[index] = Some(Coverage::from_vec(free.collect()));
        }
        for &index in &own {
            left[index].iter().flat_map(Coverage::iter).for_each(|c| taken[c as usize] = true);
        }
    }
    let known = faces.iter().zip(left).map(|(face, coverage)| {
        let mut info = face.info.clone();
        info.coverage = coverage.unwrap_or_else(|| Coverage::from_vec(Vec::new()));
        info
    });
    FontBook::from_infos(known)
}
