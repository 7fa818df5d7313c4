//! Contact sheets: all slides of a variant small, side by side.

use super::notes::drawn;
use super::{Sheets, embed, finish};
use crate::diagnostic::Diagnostics;
use crate::project::Projection;
use crate::typeset::emit::paper as emit;
use crate::typeset::world::Shared;
use crate::typeset::{Typeset, size};

/// How slides stand on a sheet, in points; a sheet is drawn with a pixel for each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// How many stand side by side.
    pub columns: usize,
    /// The size of each.
    pub slide: (f64, f64),
    /// The air between them, and around all.
    pub gap: f64,
    /// The height of the line below each.
    pub line: f64,
    /// The sheet.
    pub sheet: (f64, f64),
}

/// By how much the sheet of a long deck is wider than it is high: about a screen's shape, so that all of it can be looked at once.
const SHAPE: f64 = 1.5;

/// The sheet of so many slides of a size. Slides are never so small that titles can't be told.
fn grid(slides: usize, (width, height): (f64, f64)) -> Grid {
    let (gap, line) = (28.0, 26.0);
    let (columns, wide) = match slides {
        0..=4 => (2, 480.0),
        5..=9 => (3, 480.0),
        10..=24 => (4, 400.0),
        25..=42 => (6, 320.0),
        _ => {
            let wide: f64 = 240.0;
            let place = (wide + gap, wide * height / width + line + gap);
            ((slides as f64 * SHAPE * place.1 / place.0).sqrt().ceil() as usize, wide)
        }
    };
    let slide = (wide, (wide * height / width).round());
    let rows = slides.div_ceil(columns).max(1) as f64;
    let across = columns as f64 * (slide.0 + gap) + gap;
    let down = rows * (slide.1 + line + gap) + gap;
    Grid { columns, slide, gap, line, sheet: (across, down) }
}

/// Puts all slides of a variant on one sheet, each in its last state, with its number, and where a section begins with its title.
///
/// Findings: none but faults of Deckle.
pub fn contact_sheet(projection: &Projection, typeset: &Typeset) -> (Sheets, Diagnostics) {
    let shared = Shared::paper(&typeset.fonts, []);
    let shown = typeset.shown();
    let slides: Vec<usize> = shown.iter().map(|(slide, _)| *slide).collect();
    let grid = grid(shown.len(), size(projection));
    let source = emit::contact_sheet(projection, &slides, &grid);
    let (mut frames, findings) = match drawn(&shared, projection, 0, source, 1) {
        Ok(frames) => (frames, Diagnostics::new()),
        Err(finding) => (Vec::new(), Diagnostics::from_iter([*finding])),
    };
    for frame in &mut frames {
        embed::slides(frame, &|place| shown.get(place).map(|(_, page)| *page), embed::Ground::Every);
    }
    typst::comemo::evict(1);
    (finish(frames, typeset, &vec![Some(0); projection.slides.len()], "contact sheet"), findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_as_wide_as_a_screen_however_many_slides_they_hold() {
        for slides in [1, 4, 6, 13, 60, 100, 300, 1000] {
            let Grid { columns, slide, sheet, .. } = grid(slides, (960.0, 540.0));
            assert!(slide.0 >= 240.0, "{slides}: titles can be told");
            assert!(slides > 42 || sheet.0 <= 2200.0, "{slides}: {sheet:?}");
            let shape = sheet.0 / sheet.1;
            assert!(slides < 5 || (0.9..2.3).contains(&shape), "{slides} in {columns} columns: {shape}");
        }
        let narrow = grid(6, (720.0, 540.0));
        assert_eq!(narrow.slide, (480.0, 360.0));
    }
}
