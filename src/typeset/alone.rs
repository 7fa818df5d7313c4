//! Slides one by one, for the preview: written, laid out if the source is new, and drawn with what belongs at their edges.

use std::sync::Arc;

use typst::layout::Point;
use typst::utils::hash128;
use typst_layout::Page;

use super::emit::{self, SlideSource};
use super::world::Shared;
use super::{Highlights, TypesetSlide, mirror, slide};
use crate::assets::Assets;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Layout;
use crate::project::{ProjectedMeta, ProjectedSlide, Projection};
use crate::theme::Theme;

/// What all slides of a deck share: the theme and the pictures.
#[derive(Clone)]
pub struct Stage(Arc<Shared>);

impl Stage {
    /// Takes a theme and pictures.
    pub fn new(theme: &Theme, assets: &Assets) -> Self {
        Self(Arc::new(Shared::new(theme, assets)))
    }
}

/// A hash of what the source of each slide depends on besides the slide itself and its pictures.
pub fn context(projection: &Projection) -> u128 {
    // What is planned stands on no page, and its places in the front matter move.
    let shown = ProjectedMeta { duration: None, buffer: None, qa: None, profile: None, ..projection.meta.clone() };
    hash128(&(shown, emit::title_level(projection, Layout::Content)))
}

/// Writes the source of one slide.
///
/// # Errors
/// The finding that something inside Deckle failed.
pub fn write(
    projection: &Projection,
    index: usize,
    assets: &Assets,
    highlights: &Highlights,
) -> Result<SlideSource, Box<Diagnostic>> {
    slide::write(projection, index, assets, highlights)
}

/// A hash of a source, and of `pictures`, which stands for what the pictures in it show. Equal keys give equal pages.
pub fn source_key(source: &SlideSource, pictures: u128) -> u128 {
    hash128(&(&source.text, source.steps, source.fit, pictures))
}

/// Lays out one slide without what belongs at its edges. `index` is its place in the deck.
pub fn set(
    stage: &Stage,
    slide: &ProjectedSlide,
    index: usize,
    source: SlideSource,
    assets: &Assets,
) -> (TypesetSlide, Diagnostics) {
    let (mut set, findings) = slide::set(&stage.0, slide, index, source, assets);
    set.contrast = slide::contrast(&set);
    (set, findings)
}

/// What belongs at the edges of a slide: its number, the line at the foot. It is laid out when the slide is drawn.
#[derive(Clone)]
pub struct Furniture {
    stage: Stage,
    source: String,
    right_to_left: bool,
    /// Equal keys, equal furniture.
    pub key: u128,
}

/// The furniture of one slide.
pub fn furniture(stage: &Stage, projection: &Projection, index: usize) -> Furniture {
    let source = emit::furniture(projection, index..index + 1, &|picture| stage.0.knows(picture));
    let right_to_left = mirror::is_right_to_left(&projection.slides[index].lang);
    Furniture { stage: stage.clone(), key: hash128(&(&source, right_to_left)), source, right_to_left }
}

impl Furniture {
    /// A page with its furniture. Where a theme can't draw it, the page stays as it is.
    pub fn laid_over(&self, page: &Page) -> Page {
        let mut page = page.clone();
        if let Some(frame) = slide::furniture_frames(&self.stage.0, 0, self.source.clone(), &[self.right_to_left])
            .and_then(|mut frames| frames.pop())
        {
            page.frame.push_frame(Point::zero(), frame);
        }
        page
    }
}

/// Gives back the memory of what was laid out and not used in the last `age` rounds.
pub fn forget(age: usize) {
    typst::comemo::evict(age);
}
