//! One slide, from its source to its page.

use std::cell::OnceCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::layout::{Frame, FrameItem};
use typst::syntax::{Source, Span};
use typst_layout::{Page, PagedDocument};

use super::contrast::{self, LowContrast};
use super::emit::{self, Piece, SlideSource};
use super::fit::{self, Fitting, Shrink};
use super::world::{Shared, SlideWorld, is_of_theme};
use super::{Highlights, TypesetSlide, failure, locations, mirror, steps, text};
use crate::assets::{self, Assets};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Fit;
use crate::project::{ProjectedSlide, Projection};

/// The most pages a slide goes on for.
const MOST_PARTS: usize = 40;

/// Lays out one slide. Gives the slide (without pages when it failed) and findings.
pub(super) fn typeset(
    shared: &Shared,
    projection: &Projection,
    index: usize,
    assets: &Assets,
    highlights: &Highlights,
) -> (TypesetSlide, Diagnostics) {
    let slide = &projection.slides[index];
    let (mut done, findings) = match write(projection, index, assets, highlights) {
        Ok(source) => set(shared, slide, index, source, assets),
        Err(finding) => (nothing(slide, SlideSource::default()), Diagnostics::from_iter([*finding])),
    };
    for (step, page) in (0_u64..).zip(&mut done.pages) {
        locations::make_unique(&mut page.frame, (step << 32) | (u64::from(slide.number) + 1));
    }
    (done, findings)
}

/// Writes the source of one slide.
///
/// # Errors
/// The finding that something inside Deckle failed.
pub(super) fn write(
    projection: &Projection,
    index: usize,
    assets: &Assets,
    highlights: &Highlights,
) -> Result<SlideSource, Box<Diagnostic>> {
    let attempt = catch_unwind(AssertUnwindSafe(|| emit::slide(projection, index, assets, highlights)));
    attempt.map_err(|_| broken(&projection.slides[index]))
}

/// Lays out the source of one slide. Its locations are not yet its own.
pub(super) fn set(
    shared: &Shared,
    slide: &ProjectedSlide,
    index: usize,
    source: SlideSource,
    assets: &Assets,
) -> (TypesetSlide, Diagnostics) {
    let mut findings = source.problems.clone();
    let Ok(attempt) = catch_unwind(AssertUnwindSafe(|| fitted(shared, index, &source))) else {
        return (nothing(slide, source), Diagnostics::from_iter([*broken(slide)]));
    };
    let mut done = nothing(slide, source);
    match attempt {
        Ok((pages, fitting)) => (done.pages, done.fitting) = (pages, fitting),
        Err(failures) => findings.extend(name_pictures(failures, slide, assets)),
    }
    for page in &mut done.pages {
        if done.source.right_to_left {
            mirror::mirror(&mut page.frame);
        }
        text::missing_glyphs(&page.frame, &mut done.missing);
    }
    if !done.is_parted() && done.source.steps > 1 && done.pages.len() == done.source.looks.len() {
        done.pages = steps::states(&done.pages, &done.source, &slide.id);
    }
    (done, findings)
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

impl Laid {
    fn new(shared: &Shared, index: usize, source: &SlideSource, size: Option<f64>) -> Result<Self, Diagnostics> {
        let pages = lay_out(&world(shared, index, source, size), source)?;
        let shrinks = pages.last().map_or_else(Vec::new, |last| fit::measure(&last.frame));
        let drawn = fit::drawn_size(&shrinks, size.unwrap_or_else(|| shared.body_size()));
        Ok(Self { pages, shrinks, size, drawn })
    }
}

fn world<'a>(shared: &'a Shared, index: usize, source: &SlideSource, size: Option<f64>) -> SlideWorld<'a> {
    SlideWorld::new(shared, index, source.text.clone()).with_raws(&source.raws).with_size(size)
}

/// The pages of a slide with everything in its room: set smaller where that is enough, else drawn smaller besides.
fn fitted(shared: &Shared, index: usize, source: &SlideSource) -> Result<(Vec<Page>, Fitting), Diagnostics> {
    if source.fit == Fit::Split
        && let Some(parted) = parted(shared, index, source)?
    {
        return Ok(parted);
    }
    let mut laid = Laid::new(shared, index, source, None)?;
    if source.fit != Fit::No {
        laid = set_smaller(shared, index, source, laid)?;
    }
    let place = |span| source.origin(&world(shared, index, source, laid.size).range_in_slide(span)?);
    let small = || fit::small_code(&laid.pages.last()?.frame, shared.smallest_code(), &place);
    let mut fitting = Fitting { size: laid.size, overflow: fit::worst(&laid.shrinks, place).or_else(small), parts: 1 };
    if source.fit == Fit::No {
        return Ok((laid.pages, fitting));
    }
    let dense = far_too_much(shared, index, source, &laid)?;
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
fn set_smaller(shared: &Shared, index: usize, source: &SlideSource, first: Laid) -> Result<Laid, Diagnostics> {
    let smaller: Vec<f64> = shared.smaller_sizes().collect();
    let sizes = fit::sizes_to_try(&first.shrinks, shared.body_size(), &smaller).to_vec();
    let mut best = first;
    for size in sizes {
        let next = Laid::new(shared, index, source, Some(size))?;
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

/// The slide in a size below the theme's smallest, where its text fills the room and is larger than text that is drawn smaller with its
/// lines as they are. `None` where that gains little.
fn far_too_much(shared: &Shared, index: usize, source: &SlideSource, laid: &Laid) -> Result<Option<Laid>, Diagnostics> {
    const GAIN: f64 = 1.08;
    let size = laid.size.unwrap_or_else(|| shared.body_size());
    let Some(most) = fit::filling_size(&laid.shrinks, size) else { return Ok(None) };
    let Some(size) = shared.tiny_sizes().find(|size| *size <= most) else { return Ok(None) };
    let dense = Laid::new(shared, index, source, Some(size))?;
    Ok((dense.drawn > laid.drawn * GAIN).then_some(dense))
}

/// The pages of a slide whose content goes on where there is no more room. `None` where all of it has room on one, or where it can't be
/// parted.
fn parted(shared: &Shared, index: usize, source: &SlideSource) -> Result<Option<(Vec<Page>, Fitting)>, Diagnostics> {
    let world = |pieces: Range<usize>, page| {
        SlideWorld::new(shared, index, source.text.clone()).with_raws(&source.raws).with_pieces(pieces, page)
    };
    let all = source.pieces.len();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while from < all {
        let pages = lay_out(&world(from..all, None), source)?;
        let shrinks = pages.last().map_or_else(Vec::new, |last| fit::measure(&last.frame));
        let beyond = fit::first_beyond_text(&shrinks).and_then(|span| world(from..all, None).range_in_slide(span));
        let to = match beyond {
            Some(beyond) if parts.len() + 1 < MOST_PARTS => end_of_part(&source.pieces, from, beyond.start),
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
        let Some(mut page) = lay_out(&world, source)?.pop() else { continue };
        let shrinks = fit::measure(&page.frame);
        let worst = fit::worst(&shrinks, |span| source.origin(&world.range_in_slide(span)?));
        fitting.overflow = fitting.overflow.or(worst);
        fit::shrink(&mut page.frame, &shrinks);
        pages.push(page);
    }
    Ok(Some((pages, fitting)))
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

fn nothing(slide: &ProjectedSlide, source: SlideSource) -> TypesetSlide {
    let (id, number) = (slide.id.clone(), slide.number);
    let (pages, missing, contrast) = (Vec::new(), Vec::new(), Vec::new());
    TypesetSlide { id, number, pages, fitting: Fitting::default(), missing, contrast, source }
}

/// The text of a slide that is hard to read: in its last state, or on all pages that it goes on for.
pub(super) fn contrast(slide: &TypesetSlide) -> Vec<LowContrast> {
    let TypesetSlide { pages, source, .. } = slide;
    let shown = if slide.is_parted() { pages } else { &pages[pages.len().saturating_sub(1)..] };
    let parsed: OnceCell<Option<Source>> = OnceCell::new();
    let origin = |span: Span| {
        let parse = || Some(Source::new(span.id().filter(|id| !is_of_theme(*id))?, source.text.clone()));
        let parsed = parsed.get_or_init(parse).as_ref().filter(|parsed| Some(parsed.id()) == span.id())?;
        source.origin(&parsed.find(span)?.range())
    };
    contrast::measure(shown, &origin)
}

fn broken(slide: &ProjectedSlide) -> Box<Diagnostic> {
    let finding = Diagnostic::new(Code::Bug, slide.span, "something inside Deckle failed on this slide");
    Box::new(finding.help("this is a fault of Deckle; please report it with the text of this slide"))
}

/// The typesetter says that a picture is broken but not which: this finds it.
pub(super) fn name_pictures(failures: Diagnostics, slide: &ProjectedSlide, assets: &Assets) -> Diagnostics {
    let broken = assets::broken_pictures(slide, assets);
    if broken.is_empty() {
        return failures;
    }
    let others = failures.into_iter().filter(|finding| finding.code != Code::UnreadablePicture);
    others.chain(broken).collect()
}

/// The pages of a document that `source` was written for.
pub(super) fn lay_out(world: &SlideWorld<'_>, source: &SlideSource) -> Result<Vec<Page>, Diagnostics> {
    let result = typst::compile::<PagedDocument>(world).output;
    match result {
        Ok(document) => Ok(document.pages().to_vec()),
        Err(errors) => Err(failure::findings(world, source, &errors)),
    }
}

/// Lays out what is laid over the slides of a range, a frame for each.
pub(super) fn furniture(shared: &Shared, projection: &Projection, range: Range<usize>) -> Result<Vec<Frame>, Box<Diagnostic>> {
    let span = projection.slides[range.start].span;
    let failed = || {
        Box::new(
            Diagnostic::new(Code::Bug, span, "the theme could not draw page numbers and footers")
                .help("this is a fault of the theme"),
        )
    };
    let right_to_left = projection.slides[range.clone()].iter().map(|slide| mirror::is_right_to_left(&slide.lang));
    let right_to_left: Vec<bool> = right_to_left.collect();
    let source = emit::furniture(projection, range.clone(), &|picture| shared.knows(picture));
    furniture_frames(shared, range.start / super::CHUNK, source, &right_to_left).ok_or_else(failed)
}

/// Lays out what [`emit::furniture`] wrote, and puts it at the other side of the slides whose script runs so: `right_to_left` tells of
/// each. `None` where the theme can't draw it.
pub(super) fn furniture_frames(shared: &Shared, chunk: usize, source: String, right_to_left: &[bool]) -> Option<Vec<Frame>> {
    let compiled = catch_unwind(AssertUnwindSafe(|| {
        let world = SlideWorld::furniture(shared, chunk, source);
        typst::compile::<PagedDocument>(&world).output
    }));
    let document = compiled.ok()?.ok()?;
    let mut frames = Vec::with_capacity(right_to_left.len());
    for page in document.pages() {
        collect(&page.frame, &mut frames);
    }
    for (frame, _) in frames.iter_mut().zip(right_to_left).filter(|(_, mirrored)| **mirrored) {
        mirror::mirror(frame);
    }
    (frames.len() == right_to_left.len()).then_some(frames)
}

/// The frames of the blocks that carry the label of furniture.
pub(super) fn collect(frame: &Frame, out: &mut Vec<Frame>) {
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            match group.label {
                Some(label) if label.resolve().as_str() == emit::FURNITURE => out.push(group.frame.clone()),
                _ => collect(&group.frame, out),
            }
        }
    }
}
