//! One slide with all of its content in its room: set smaller where that is enough, else drawn smaller besides, or gone on with on
//! further pages. Each layout is counted: it is what a slide costs.

use std::cell::Cell;
use std::ops::Range;

use typst::syntax::Source;
use typst_layout::Page;

use super::emit::{Piece, SlideSource};
use super::fit::{self, Fitting, Shrink};
use super::slide::lay_out;
use super::world::{self, Shared, SlideWorld};
use crate::diagnostic::Diagnostics;
use crate::model::Fit;

/// The most pages a slide goes on for.
const MOST_PARTS: usize = 40;

/// What became of a slide.
pub(super) struct Fitted {
    /// Its pages and how its content was made to fit, or why it can't be laid out.
    pub outcome: Result<(Vec<Page>, Fitting), Diagnostics>,
    /// How many times it was laid out.
    pub layouts: usize,
}

/// Lays out the source of one slide until all of it has room.
pub(super) fn fitted(shared: &Shared, index: usize, source: &SlideSource) -> Fitted {
    let slide = Slide { shared, read: world::main(index, source.text.clone()), source, layouts: Cell::new(0) };
    Fitted { outcome: slide.fitted(), layouts: slide.layouts.get() }
}

/// A slide being laid out.
struct Slide<'a> {
    shared: &'a Shared,
    source: &'a SlideSource,
    /// The source as the typesetter reads it.
    read: Source,
    layouts: Cell<usize>,
}

/// A slide laid out in a size of running text.
struct Laid {
    pages: Vec<Page>,
    /// What sticks out.
    shrinks: Vec<Shrink>,
    /// The size; `None` for the theme's own.
    size: Option<f64>,
    /// How large text is once what sticks out is drawn smaller, in points.
    drawn: f64,
}

impl Slide<'_> {
    fn world(&self) -> SlideWorld<'_> {
        SlideWorld::of(self.shared, self.read.clone()).with_raws(&self.source.raws)
    }

    fn lay_out(&self, world: &SlideWorld<'_>) -> Result<(Vec<Page>, Vec<Shrink>), Diagnostics> {
        self.layouts.set(self.layouts.get() + 1);
        let pages = lay_out(world, self.source)?;
        let shrinks = pages.last().map_or_else(Vec::new, |last| fit::measure(&last.frame));
        Ok((pages, shrinks))
    }

    fn in_size(&self, size: Option<f64>) -> Result<Laid, Diagnostics> {
        let (pages, shrinks) = self.lay_out(&self.world().with_size(size))?;
        let drawn = fit::drawn_size(&shrinks, size.unwrap_or_else(|| self.shared.body_size()));
        Ok(Laid { pages, shrinks, size, drawn })
    }

    fn fitted(&self) -> Result<(Vec<Page>, Fitting), Diagnostics> {
        let (shared, source) = (self.shared, self.source);
        if source.fit == Fit::Split
            && let Some(parted) = self.parted()?
        {
            return Ok(parted);
        }
        let mut laid = self.in_size(None)?;
        if source.fit != Fit::No {
            laid = self.set_smaller(laid)?;
        }
        let place = |span| source.origin(&self.world().with_size(laid.size).range_in_slide(span)?);
        let small = || fit::small_code(&laid.pages.last()?.frame, shared.smallest_code(), &place);
        let mut fitting = Fitting { size: laid.size, overflow: fit::worst(&laid.shrinks, place).or_else(small), parts: 1 };
        if source.fit == Fit::No {
            return Ok((laid.pages, fitting));
        }
        let dense = self.far_too_much(&laid)?;
        if let (Some(dense), Some(overflow)) = (&dense, &mut fitting.overflow) {
            // What was too much is told for the smallest size that the theme sets; how large text is, as it is drawn.
            overflow.scale = dense.drawn / laid.size.unwrap_or_else(|| shared.body_size());
        }
        let mut drawn = dense.unwrap_or(laid);
        for page in &mut drawn.pages {
            fit::shrink(&mut page.frame, &drawn.shrinks);
        }
        Ok((drawn.pages, fitting))
    }

    /// The slide in the largest of the theme's sizes in which all fits; else in the one in which it is drawn largest.
    fn set_smaller(&self, first: Laid) -> Result<Laid, Diagnostics> {
        let smaller: Vec<f64> = self.shared.smaller_sizes().collect();
        let sizes = fit::sizes_to_try(&first.shrinks, self.shared.body_size(), &smaller).to_vec();
        let mut best = first;
        for size in sizes {
            let next = self.in_size(Some(size))?;
            let fits = next.shrinks.is_empty();
            if fits || next.drawn > best.drawn {
                best = next;
            }
            if fits {
                break;
            }
        }
        Ok(best)
    }

    /// The slide in a size below the theme's smallest, where its text fills the room and is larger than text that is drawn smaller with
    /// its lines as they are. `None` where that gains little.
    fn far_too_much(&self, laid: &Laid) -> Result<Option<Laid>, Diagnostics> {
        let size = laid.size.unwrap_or_else(|| self.shared.body_size());
        let Some(most) = fit::filling_size(&laid.shrinks, size) else { return Ok(None) };
        let Some(size) = self.shared.tiny_sizes().find(|size| *size <= most) else { return Ok(None) };
        let dense = self.in_size(Some(size))?;
        Ok((dense.drawn > laid.drawn * fit::GAIN).then_some(dense))
    }

    /// The pages of a slide whose content goes on where there is no more room. `None` where all of it has room on one, or where it can't
    /// be parted.
    fn parted(&self) -> Result<Option<(Vec<Page>, Fitting)>, Diagnostics> {
        let world = |pieces: Range<usize>, page| self.world().with_pieces(pieces, page);
        let all = self.source.pieces.len();
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        while from < all {
            let (_, shrinks) = self.lay_out(&world(from..all, None))?;
            let beyond = fit::first_beyond_text(&shrinks).and_then(|span| world(from..all, None).range_in_slide(span));
            let to = match beyond {
                Some(beyond) if parts.len() + 1 < MOST_PARTS => end_of_part(&self.source.pieces, from, beyond.start),
                _ => all,
            };
            parts.push(from..to);
            from = to;
        }
        if parts.len() < 2 {
            return Ok(None);
        }
        let (mut pages, mut fitting) = (Vec::with_capacity(parts.len()), Fitting { parts: parts.len(), ..Fitting::default() });
        for (number, part) in parts.iter().enumerate() {
            let world = world(part.clone(), Some((number + 1, parts.len())));
            let (mut laid, shrinks) = self.lay_out(&world)?;
            let Some(mut page) = laid.pop() else { continue };
            let worst = fit::worst(&shrinks, |span| self.source.origin(&world.range_in_slide(span)?));
            fitting.overflow = fitting.overflow.or(worst);
            fit::shrink(&mut page.frame, &shrinks);
            pages.push(page);
        }
        Ok(Some((pages, fitting)))
    }
}

/// Where a part ends that begins at the piece `from`, when what stands at the byte `beyond` has no more room. A heading stands with what
/// follows, and there is always something.
fn end_of_part(pieces: &[Piece], from: usize, beyond: usize) -> usize {
    let holds = pieces.iter().position(|piece| piece.range.contains(&beyond)).unwrap_or(pieces.len());
    let mut to = holds.max(from + 1);
    while to > from + 1 && to < pieces.len() && pieces[to - 1].is_heading {
        to -= 1;
    }
    to
}
