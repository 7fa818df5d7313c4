//! One slide, from its source to its page.

use std::cell::OnceCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::layout::{Frame, FrameItem};
use typst::syntax::{Source, Span};
use typst_layout::{Page, PagedDocument};

use super::contrast::{self, LowContrast};
use super::emit::{self, SlideSource};
use super::fit::Fitting;
use super::fitted::{Fitted, fitted};
use super::world::{Shared, SlideWorld, is_of_theme};
use super::{Highlights, TypesetSlide, failure, locations, mirror, steps, text};
use crate::assets::{self, Assets};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::project::{ProjectedSlide, Projection};

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
    let Fitted { outcome, layouts } = attempt;
    done.layouts = layouts;
    match outcome {
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

fn nothing(slide: &ProjectedSlide, source: SlideSource) -> TypesetSlide {
    let (id, number) = (slide.id.clone(), slide.number);
    let (pages, missing, contrast) = (Vec::new(), Vec::new(), Vec::new());
    TypesetSlide { id, number, pages, fitting: Fitting::default(), layouts: 0, missing, contrast, source }
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
