//! Pictures that the deck's own output would overwrite.

use camino::Utf8Path;

use crate::assets::Assets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{BlockKind, Inline, InlineKind, texts, walk_blocks, walk_inlines};
use crate::project::{ProjectedSlide, Projection};
use crate::source::{ProjectRoot, Spanned};

/// Finds the pictures that really lie in `folder`, the deck's own output folder: a build would change what the deck is read from.
pub fn findings(projection: &Projection, assets: &Assets, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let Ok(folder) = folder.canonicalize_utf8() else { return findings };
    for path in projection.slides.iter().flat_map(paths) {
        let Some(asset) = assets.get(&path.value) else { continue };
        if root.path().join(&asset.path).canonicalize_utf8().is_ok_and(|real| real.starts_with(&folder)) {
            let message = format!("`{}` lies in the folder that this deck is written to", path.value);
            let finding = Diagnostic::new(Code::PictureInOutput, path.span, message);
            findings.push(finding.help("copy the picture to another folder and give that path"));
        }
    }
    findings
}

/// The paths of all pictures that a slide shows.
fn paths(slide: &ProjectedSlide) -> Vec<&Spanned<String>> {
    let mut paths: Vec<_> = walk_inlines(&slide.title).filter_map(inline_path).collect();
    for block in walk_blocks(&slide.content) {
        match &block.kind {
            BlockKind::Picture(picture) => paths.push(&picture.path),
            _ => paths.extend(texts(block).into_iter().flat_map(walk_inlines).filter_map(inline_path)),
        }
    }
    paths
}

fn inline_path(inline: &Inline) -> Option<&Spanned<String>> {
    match &inline.kind {
        InlineKind::Picture(picture) => Some(&picture.path),
        _ => None,
    }
}
