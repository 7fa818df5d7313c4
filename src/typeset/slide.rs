//! One slide, from its source to its page.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typst::layout::{Frame, FrameItem};
use typst_layout::{Page, PagedDocument};

use super::emit::{self, SlideSource};
use super::world::{Shared, SlideWorld};
use super::{Highlights, TypesetSlide, failure, fit, locations, steps, text};
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
    let mut done = TypesetSlide {
        id: slide.id.clone(),
        number: slide.number,
        pages: Vec::new(),
        overflow: None,
        missing: Vec::new(),
        source: SlideSource::default(),
    };
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let source = emit::slide(projection, index, assets, highlights);
        let pages = lay_out(&SlideWorld::new(shared, index, source.text.clone()), &source);
        (source, pages)
    }));
    let Ok((source, pages)) = attempt else {
        let finding = Diagnostic::new(Code::Bug, slide.span, "something inside Deckle failed on this slide");
        let finding = finding.help("this is a fault of Deckle; please report it with the text of this slide");
        return (done, Diagnostics::from_iter([finding]));
    };
    let mut findings = source.problems.clone();
    match pages {
        Ok(pages) => done.pages = pages,
        Err(failures) => findings.extend(name_pictures(failures, slide, assets)),
    }
    if let Some(last) = done.pages.last() {
        let shrinks = fit::measure(&last.frame);
        done.overflow = fit::worst(&shrinks);
        for page in &mut done.pages {
            fit::shrink(&mut page.frame, &shrinks);
            text::missing_glyphs(&page.frame, &mut done.missing);
        }
    }
    if source.steps > 1 && done.pages.len() == source.looks.len() {
        done.pages = steps::states(&done.pages, &source, &slide.id);
    }
    for (step, page) in (0_u64..).zip(&mut done.pages) {
        locations::make_unique(&mut page.frame, (step << 32) | (u64::from(slide.number) + 1));
    }
    done.source = source;
    (done, findings)
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
    let source = emit::furniture(projection, range.clone());
    let compiled = catch_unwind(AssertUnwindSafe(|| {
        let world = SlideWorld::furniture(shared, range.start / super::CHUNK, source);
        typst::compile::<PagedDocument>(&world).output
    }));
    let document = compiled.ok().and_then(Result::ok).ok_or_else(failed)?;
    let mut frames = Vec::with_capacity(range.len());
    for page in document.pages() {
        collect(&page.frame, &mut frames);
    }
    if frames.len() == range.len() { Ok(frames) } else { Err(failed()) }
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
