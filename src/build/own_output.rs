//! Pictures that the deck's own output would overwrite.

use camino::Utf8Path;

use crate::assets::{self, Assets};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::project::Projection;
use crate::source::ProjectRoot;

/// Finds the pictures that really lie in `folder`, the deck's own output folder: a build would change what the deck is read from.
pub fn findings(projection: &Projection, assets: &Assets, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let Ok(folder) = folder.canonicalize_utf8() else { return findings };
    for path in projection.slides.iter().flat_map(assets::paths) {
        let Some(asset) = assets.get(&path.value) else { continue };
        if root.path().join(&asset.path).canonicalize_utf8().is_ok_and(|real| real.starts_with(&folder)) {
            let message = format!("`{}` lies in the folder that this deck is written to", path.value);
            let finding = Diagnostic::new(Code::PictureInOutput, path.span, message);
            findings.push(finding.help("copy the picture to another folder and give that path"));
        }
    }
    findings
}
