//! Stage 3: pictures, read and looked at before anything is laid out.
//!
//! A picture is read once, through the wall of the project root. Its size is taken from the header alone, so that a picture that
//! claims to be enormous is refused before memory is asked for. Whatever can't be shown is a finding at the path the author wrote.

mod drawn_text;
mod live_content;
mod packed;
mod picture;
mod profile;
mod tone;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::model::{Block, BlockKind, Inline, InlineKind, texts, walk_blocks, walk_inlines};
use crate::project::{PictureWords, ProjectedSlide, Projection};
use crate::source::{ProjectRoot, ReadError, Spanned};

pub use packed::{ENDING as PACKED_ENDING, Packed, unpacked};
pub use picture::{MAX_PIXELS, PictureError, Raster, Shape};

/// A picture's bytes and its shape.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path relative to the project root, with `/`.
    pub path: Utf8PathBuf,
    /// The file as it is on disk; of an SVG, without what is alive in it.
    pub bytes: Arc<[u8]>,
    /// What kind it is and its width by its height.
    pub shape: Shape,
    /// The words drawn in it that look like terms.
    pub words: PictureWords,
    /// Is it given to the typesetter as it is in its file, not decoded?
    packed: bool,
}

impl Asset {
    /// Its path with the ending of its real kind: a JPEG named `.png` is found out here.
    pub fn typed_path(&self) -> String {
        let named =
            self.path.extension().is_some_and(|e| e.eq_ignore_ascii_case(self.shape.extension) || e.eq_ignore_ascii_case("jpeg"));
        if named { self.path.to_string() } else { format!("{}.{}", self.path, self.shape.extension) }
    }

    /// The drawing that stands for it in the typesetter, where it stays packed. Its name is the typed path with [`PACKED_ENDING`].
    pub fn stand_in(&self) -> Option<String> {
        self.shape.raster.filter(|_| self.packed).map(|raster| packed::drawing(self, raster))
    }

    /// Does it stay packed?
    pub fn is_packed(&self) -> bool {
        self.packed
    }
}

/// The pictures of one projection, by the path the author wrote.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The fonts of the project, and the bundled ones.
    pub fonts: Fonts,
    by_reference: BTreeMap<String, Asset>,
    project: Option<Project>,
}

/// What raw content of a trusted project may read: the files behind the wall of its root.
#[derive(Debug, Clone)]
pub struct Project {
    /// The wall.
    pub root: ProjectRoot,
    /// The deck's folder, relative to the root.
    pub folder: Utf8PathBuf,
}

impl Assets {
    /// Lets raw content read the files of the project. `folder` is the deck's.
    pub fn open_project(&mut self, root: &ProjectRoot, folder: &Utf8Path) {
        let real = folder.canonicalize_utf8().ok();
        let inside = real.and_then(|real| real.strip_prefix(root.path()).map(Utf8Path::to_owned).ok());
        self.project = Some(Project { root: root.clone(), folder: inside.unwrap_or_default() });
    }

    /// The project, where the deck has raw content.
    pub fn project(&self) -> Option<&Project> {
        self.project.as_ref()
    }

    /// The picture of a path as written. `None`: it could not be read, and there is a finding about it.
    pub fn get(&self, reference: &str) -> Option<&Asset> {
        self.by_reference.get(reference)
    }

    /// Adds a picture, in the place of the one with the same path.
    pub fn put(&mut self, reference: &str, asset: Asset) {
        self.by_reference.insert(reference.to_owned(), asset);
    }

    /// Takes a picture out.
    pub fn remove(&mut self, reference: &str) {
        self.by_reference.remove(reference);
    }

    /// Keeps pictures packed if they are too large together, and no longer if they are not. Gives the paths of those that this changes,
    /// each with whether the picture can be shown.
    pub fn pack(&mut self) -> Vec<(String, bool)> {
        let heavy = packed::are_heavy(self.iter());
        let wrong = self.by_reference.iter_mut().filter(|(_, asset)| asset.packed != (heavy && packed::is_large(asset)));
        let (names, mut assets): (Vec<&String>, Vec<&mut Asset>) = wrong.unzip();
        let sound = if heavy { packed::prepare(&mut assets) } else { vec![true; assets.len()] };
        assets.into_iter().for_each(|asset| asset.packed = heavy);
        names.into_iter().cloned().zip(sound).collect()
    }

    /// The paths of all pictures, as the author wrote them.
    pub fn references(&self) -> impl Iterator<Item = &str> {
        self.by_reference.keys().map(String::as_str)
    }

    /// All pictures.
    pub fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.by_reference.values()
    }
}

/// A frame with a cross: what a preview shows in the place of a picture that can't be read.
pub fn placeholder() -> Asset {
    const DRAWING: &[u8] = include_bytes!("placeholder.svg");
    let shape = Shape { extension: "svg", ratio: 16.0 / 9.0, width: 640.0, wants_light: false, raster: None };
    Asset { path: "deckle-placeholder.svg".into(), bytes: DRAWING.into(), shape, words: PictureWords::default(), packed: false }
}

/// Reads the pictures a projection shows, those in notes too. `folder` is the folder of the deck, from which the author's paths start.
///
/// Findings: a picture outside the project, missing, of an unknown kind, broken or too large.
pub fn load(projection: &Projection, root: &ProjectRoot, folder: &Utf8Path) -> (Assets, Diagnostics) {
    let mut assets = Assets::default();
    if has_raw_content(projection) {
        assets.open_project(root, folder);
    }
    let mut diagnostics = Diagnostics::new();
    let mut refused: BTreeMap<String, Diagnostic> = BTreeMap::new();
    let references = || projection.slides.iter().flat_map(paths);
    for reference in references() {
        if assets.by_reference.contains_key(&reference.value) {
            continue;
        }
        if let Some(known) = refused.get(&reference.value) {
            diagnostics.push(Diagnostic { labels: Vec::new(), ..known.clone() }.also(reference.span, ""));
            continue;
        }
        match read(root, folder, reference) {
            Ok(asset) => {
                assets.by_reference.insert(reference.value.clone(), asset);
            }
            Err(diagnostic) => {
                refused.insert(reference.value.clone(), (*diagnostic).clone());
                diagnostics.push(*diagnostic);
            }
        }
    }
    for (broken, _) in assets.pack().into_iter().filter(|(_, sound)| !sound) {
        assets.remove(&broken);
        diagnostics.extend(references().filter(|reference| reference.value == broken).map(undecodable));
    }
    (assets, diagnostics)
}

fn has_raw_content(projection: &Projection) -> bool {
    let footnotes = |slide: &ProjectedSlide| slide.footnotes.iter().any(|note| is_raw(&note.content));
    projection.slides.iter().any(|slide| is_raw(&slide.content) || footnotes(slide))
}

fn is_raw(blocks: &[Block]) -> bool {
    walk_blocks(blocks).any(|block| matches!(block.kind, BlockKind::Typst(_)))
}

/// The pictures of a slide that can't be decoded though their headers are sound. Slow; for finding out why a slide failed.
pub fn broken_pictures(slide: &ProjectedSlide, assets: &Assets) -> Diagnostics {
    let broken =
        |reference: &&Spanned<String>| assets.get(&reference.value).is_some_and(|asset| !picture::can_be_decoded(&asset.bytes));
    paths(slide).into_iter().filter(broken).map(undecodable).collect()
}

/// The finding about a picture whose header is sound, but nothing behind it.
pub fn undecodable(reference: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(Code::UnreadablePicture, reference.span, format!("`{}` is broken and can't be shown", reference.value))
        .help("save the picture again")
}

/// Reads one picture.
///
/// # Errors
/// The finding about it.
pub fn read(root: &ProjectRoot, folder: &Utf8Path, reference: &Spanned<String>) -> Result<Asset, Box<Diagnostic>> {
    let bytes = root.read_reference(folder, &reference.value).map_err(|error| unreadable(reference, &error))?;
    let shape = picture::shape(&bytes).map_err(|error| broken(reference, &error))?;
    let path = root.resolve(folder, &reference.value).map_err(|error| unreadable(reference, &error))?;
    let bytes = if shape.extension == "svg" { live_content::removed(&bytes).unwrap_or(bytes) } else { bytes };
    let drawn = if shape.extension == "svg" { drawn_text::texts(&bytes) } else { Vec::new() };
    let words = PictureWords::of(drawn.iter().map(String::as_str));
    Ok(Asset { path, bytes: bytes.into(), shape, words, packed: false })
}

/// A picture that no deck names, such as one of a theme: of an SVG, without what is alive in it.
pub fn safe(bytes: Vec<u8>) -> Vec<u8> {
    let is_svg = picture::shape(&bytes).is_ok_and(|shape| shape.extension == "svg");
    if is_svg { live_content::removed(&bytes).unwrap_or(bytes) } else { bytes }
}

fn unreadable(reference: &Spanned<String>, error: &ReadError) -> Box<Diagnostic> {
    let name = &reference.value;
    let at = |code, message: String| Diagnostic::new(code, reference.span, message);
    Box::new(match error {
        ReadError::Remote => at(Code::RemotePicture, format!("`{name}` is an address, and pictures are not fetched"))
            .help("save the picture in the project and give its path"),
        ReadError::Outside | ReadError::Absolute | ReadError::NotAPath => at(Code::OutsideProject, format!("`{name}`: {error}"))
            .help("copy the picture into the project and give its path from the deck"),
        ReadError::Missing { nearest } => {
            let finding = at(Code::MissingFile, format!("there is no picture `{name}`"));
            match nearest {
                Some(nearest) => finding.help(format!("a file with a similar name stands there: `{nearest}`")),
                None => finding.help("the path starts at the deck's own folder"),
            }
        }
        ReadError::NotRegular | ReadError::TooLarge | ReadError::TooMany | ReadError::Io(_) => {
            at(Code::UnreadablePicture, format!("`{name}` can't be read: {error}"))
        }
    })
}

fn broken(reference: &Spanned<String>, error: &PictureError) -> Box<Diagnostic> {
    let finding = Diagnostic::new(Code::UnreadablePicture, reference.span, format!("`{}`: {error}", reference.value));
    Box::new(finding.help("PNG, JPEG, GIF, WebP and SVG are shown"))
}

/// The paths of all pictures that a slide and its notes show, those behind the slide first, then in reading order.
pub fn paths(slide: &ProjectedSlide) -> Vec<&Spanned<String>> {
    let mut paths: Vec<_> = slide.backgrounds.iter().map(|background| &background.picture.path).collect();
    paths.extend(inline_paths(&slide.title));
    let footnotes = slide.footnotes.iter().flat_map(|footnote| walk_blocks(&footnote.content));
    for block in walk_blocks(&slide.content).chain(footnotes).chain(walk_blocks(&slide.notes)) {
        paths.extend(block_paths(block));
    }
    paths
}

/// The paths of the pictures on the sheet with a slide's notes: those of its title and of the notes.
pub fn paths_in_notes(slide: &ProjectedSlide) -> Vec<&Spanned<String>> {
    let title = inline_paths(&slide.title).into_iter();
    title.chain(walk_blocks(&slide.notes).flat_map(block_paths)).collect()
}

/// The paths of the pictures directly in a block.
fn block_paths(block: &Block) -> Vec<&Spanned<String>> {
    match &block.kind {
        BlockKind::Picture(picture) => vec![&picture.path],
        _ => texts(block).into_iter().flat_map(inline_paths).collect(),
    }
}

fn inline_paths(inlines: &[Inline]) -> Vec<&Spanned<String>> {
    fn path(inline: &Inline) -> Option<&Spanned<String>> {
        match &inline.kind {
            InlineKind::Picture(picture) => Some(&picture.path),
            _ => None,
        }
    }
    walk_inlines(inlines).filter_map(path).collect()
}
