//! Sheets: the speaker's notes and handouts for the room, on paper; contact sheets, to be looked at.
//!
//! All show slides that are laid out already: `themes/paper/paper.typ` draws a sheet with empty places, and `embed` puts the slides
//! there, smaller, as drawings and with their tags. Notes are laid out slide by slide, as slides are, and then put on sheets one
//! below the other (`stack`). What depends on the other slides (page numbers, what goes on from the sheet before) is laid over.

mod compare;
mod contact;
mod embed;
mod handout;
mod notes;
mod stack;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::num::NonZeroUsize;

use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::introspection::PagedPosition;
use typst::layout::{Frame, Point};
use typst::model::{Destination, DocumentInfo, NumberingPattern};
use typst_layout::{Page, PagedDocument};

use super::{Highlights, Typeset, links};
use crate::assets::Assets;
use crate::project::Projection;
use crate::timing::Schedule;

pub(super) use compare::{Mark, Sheet, place};
pub use compare::{Pair, Row, Side, SideBySide, side_by_side};
pub(super) use contact::Grid;
pub use contact::contact_sheet;
pub use handout::handout;
pub use notes::{Notes, notes};
pub(super) use stack::Placed;

/// The size of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PaperSize {
    /// ISO A4.
    #[default]
    A4,
    /// US Letter.
    Letter,
}

impl PaperSize {
    /// Width and height in points.
    fn points(self) -> (f64, f64) {
        match self {
            PaperSize::A4 => (595.276, 841.89),
            PaperSize::Letter => (612.0, 792.0),
        }
    }
}

/// How many slides stand on a sheet of a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PerPage {
    /// Two, with lines to write on below each.
    Two,
    /// Four, with lines beside each.
    #[default]
    Four,
    /// Six, with a few lines below each.
    Six,
}

impl PerPage {
    /// The number.
    pub fn count(self) -> usize {
        match self {
            PerPage::Two => 2,
            PerPage::Four => 4,
            PerPage::Six => 6,
        }
    }
}

/// How paper is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PaperSettings {
    /// The size of the sheets.
    pub size: PaperSize,
    /// How many slides a handout has on each.
    pub per_page: PerPage,
}

/// What notes are made from: a variant, its plan, and its slides as they are laid out.
#[derive(Clone, Copy)]
pub struct Talk<'a> {
    /// What the audience sees.
    pub projection: &'a Projection,
    /// When.
    pub schedule: &'a Schedule,
    /// The slides of the projection.
    pub typeset: &'a Typeset,
    /// The pictures.
    pub assets: &'a Assets,
    /// The colours of code from build to build.
    pub highlights: &'a Highlights,
}

/// The margins of a sheet in points; `paper.typ` has the same.
const SIDE: f64 = 58.0;
const TOP: f64 = 56.0;
const FOOT: f64 = 54.0;

/// The room between the margins: width and height in points.
fn area(size: PaperSize) -> (f64, f64) {
    let (width, height) = size.points();
    (width - 2.0 * SIDE, height - TOP - FOOT)
}

/// Sheets, ready to be exported.
pub struct Sheets {
    pages: EcoVec<Page>,
    info: DocumentInfo,
}

impl Sheets {
    /// The first sheet.
    pub fn first(&self) -> Option<&Page> {
        self.pages.first()
    }

    /// All sheets as one document.
    pub fn document(&self) -> PagedDocument {
        PagedDocument::new(self.pages.clone(), self.info.clone())
    }
}

/// Numbers the sheets and leads links between slides to where the slides stand. `places` has the sheet each slide begins on, from 0.
fn finish(mut frames: Vec<Frame>, typeset: &Typeset, places: &[Option<usize>], kind: &str) -> Sheets {
    let targets = targets(typeset, places);
    let mut pages = EcoVec::with_capacity(frames.len());
    for (number, frame) in (1_u64..).zip(&mut frames) {
        if links::has_markers(frame) {
            links::resolve(frame, &|id| targets.get(id).cloned());
        }
        pages.push(Page {
            frame: std::mem::take(frame),
            bleed: Default::default(),
            fill: Smart::Auto,
            numbering: "1".parse::<NumberingPattern>().ok().map(Into::into),
            supplement: Default::default(),
            number,
        });
    }
    let mut info = typeset.info.clone();
    info.title = info.title.map(|title| format!("{title}: {kind}").into());
    Sheets { pages, info }
}

/// Where links to slides lead: to the slide's heading, or to its sheet where it has none.
fn targets<'a>(typeset: &'a Typeset, places: &[Option<usize>]) -> HashMap<&'a str, Destination> {
    let target = |(slide, place): (&'a super::TypesetSlide, &Option<usize>)| {
        let heading = slide.pages.last().and_then(|page| links::heading_location(&page.frame, &slide.id.0));
        let sheet = || {
            let page = NonZeroUsize::new((*place)? + 1)?;
            Some(Destination::Position(PagedPosition { page, point: Point::zero() }))
        };
        Some((slide.id.0.as_str(), heading.map(Destination::Location).or_else(sheet)?))
    };
    typeset.slides.iter().zip(places).filter_map(target).collect()
}
