//! Stage 3: pictures, read and looked at before anything is laid out.
//!
//! A picture is read once, through the wall of the project root. Its size is taken from the header alone, so that a picture that
//! claims to be enormous is refused before memory is asked for. Whatever can't be shown is a finding at the path the author wrote.

mod picture;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Inline, InlineKind, Picture};
use crate::project::Projection;
use crate::source::{ProjectRoot, ReadError, Spanned};

pub use picture::{MAX_PIXELS, PictureError};

/// A picture's bytes and its shape.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its path relative to the project root, with `/`.
    pub path: Utf8PathBuf,
    /// The file as it is on disk.
    pub bytes: Vec<u8>,
    /// Width divided by height.
    pub ratio: f64,
}

/// The pictures of one projection, by the path the author wrote.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    by_reference: BTreeMap<String, Asset>,
}

impl Assets {
    /// The picture of a path as written. `None`: it could not be read, and there is a finding about it.
    pub fn get(&self, reference: &str) -> Option<&Asset> {
        self.by_reference.get(reference)
    }

    /// All pictures.
    pub fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.by_reference.values()
    }
}

/// Reads the pictures a projection shows. `folder` is the folder of the deck, from which the author's paths start.
///
/// Findings: a picture outside the project, missing, of an unknown kind, broken or too large.
pub fn load(projection: &Projection, root: &ProjectRoot, folder: &Utf8Path) -> (Assets, Diagnostics) {
    let mut references = Vec::new();
    for slide in &projection.slides {
        collect_inlines(&slide.title, &mut references);
        collect_blocks(&slide.content, &mut references);
    }
    let mut assets = Assets::default();
    let mut diagnostics = Diagnostics::new();
    let mut refused: BTreeMap<String, Diagnostic> = BTreeMap::new();
    for reference in references {
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
    (assets, diagnostics)
}

fn read(root: &ProjectRoot, folder: &Utf8Path, reference: &Spanned<String>) -> Result<Asset, Box<Diagnostic>> {
    let bytes = root.read_reference(folder, &reference.value).map_err(|error| unreadable(reference, &error))?;
    let ratio = picture::ratio(&bytes).map_err(|error| broken(reference, &error))?;
    let path = root.resolve(folder, &reference.value).map_err(|error| unreadable(reference, &error))?;
    Ok(Asset { path, bytes, ratio })
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
        ReadError::NotRegular | ReadError::TooLarge | ReadError::Io(_) => {
            at(Code::UnreadablePicture, format!("`{name}` can't be read: {error}"))
        }
    })
}

fn broken(reference: &Spanned<String>, error: &PictureError) -> Box<Diagnostic> {
    let finding = Diagnostic::new(Code::UnreadablePicture, reference.span, format!("`{}`: {error}", reference.value));
    Box::new(finding.help("PNG, JPEG, GIF, WebP and SVG are shown"))
}

fn collect_blocks<'a>(blocks: &'a [Block], out: &mut Vec<&'a Spanned<String>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => collect_inlines(content, out),
            BlockKind::Picture(picture) => out.push(&picture.path),
            BlockKind::List(list) => list.items.iter().for_each(|item| collect_blocks(&item.content, out)),
            BlockKind::Table(table) => {
                let cells = table.head.cells.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| collect_inlines(cell, out));
            }
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } | BlockKind::Group { content, .. } => {
                collect_blocks(content, out);
            }
            BlockKind::Columns(columns) => columns.iter().for_each(|column| collect_blocks(&column.content, out)),
            BlockKind::Code(_) | BlockKind::Math(_) => {}
        }
    }
}

fn collect_inlines<'a>(inlines: &'a [Inline], out: &mut Vec<&'a Spanned<String>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Picture(picture) => out.push(path_of(picture)),
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Marked { content, .. } => collect_inlines(content, out),
            InlineKind::Text(_)
            | InlineKind::Code { .. }
            | InlineKind::Math(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => {}
        }
    }
}

fn path_of(picture: &Picture) -> &Spanned<String> {
    &picture.path
}
