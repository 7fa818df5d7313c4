//! Handouts: several slides a sheet, with lines to write on. What the speaker says is not on them.

use super::notes::drawn;
use super::{PaperSettings, Sheets, embed, finish};
use crate::diagnostic::Diagnostics;
use crate::project::Projection;
use crate::typeset::emit::paper as emit;
use crate::typeset::world::Shared;
use crate::typeset::{CHUNK, Typeset};

/// Puts the slides of a variant on sheets, each in its last state. `typeset` has the slides of `projection`.
///
/// Findings: none but faults of Deckle.
pub fn handout(projection: &Projection, typeset: &Typeset, settings: PaperSettings) -> (Sheets, Diagnostics) {
    let shared = Shared::paper(&typeset.fonts, []);
    let mut findings = Diagnostics::new();
    let per_page = settings.per_page.count();
    let shown = typeset.shown();
    let slides: Vec<usize> = shown.iter().map(|(slide, _)| *slide).collect();
    let sheets = shown.len().div_ceil(per_page);
    let mut frames = Vec::with_capacity(sheets);
    for first in (0..sheets).step_by(CHUNK) {
        let chunk = first..sheets.min(first + CHUNK);
        let source = emit::handout_sheets(projection, &slides, chunk.clone(), sheets, per_page, settings.size.points());
        match drawn(&shared, projection, first / CHUNK, source, chunk.len()) {
            Ok(drawn) => frames.extend(drawn),
            Err(finding) => {
                findings.push(*finding);
                break;
            }
        }
        typst::comemo::evict(1);
    }
    for frame in &mut frames {
        embed::slides(frame, &|place| shown.get(place).map(|(_, page)| *page), embed::Ground::Seen);
    }
    let sheet_of = |slide| slides.iter().position(|shown| *shown == slide).map(|place| place / per_page);
    let places: Vec<Option<usize>> = (0..projection.slides.len()).map(sheet_of).collect();
    (finish(frames, typeset, &places, "handout"), findings)
}
