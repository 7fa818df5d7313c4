//! Two audiences' slides side by side, with marks where they differ and what differs below. For the author: each sheet holds what one
//! of the audiences does not see.

use std::panic::{AssertUnwindSafe, catch_unwind};

use typst_layout::{Page, PagedDocument};

use super::{PaperSize, Sheets, embed, finish};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::typeset::areas::{Area, Wanted, areas};
use crate::typeset::emit::compare as emit;
use crate::typeset::world::{Shared, SlideWorld};
use crate::typeset::{Typeset, locations, steps};

/// What is set side by side.
pub struct SideBySide<'a> {
    /// The deck's file.
    pub deck: String,
    /// Where the deck was written, for faults of Deckle.
    pub place: Span,
    /// Width and height of the slides in points.
    pub slide: (f64, f64),
    /// The two audiences.
    pub sides: [Side<'a>; 2],
    /// The slides.
    pub pairs: Vec<Pair>,
    /// What is counted: the head of each column, and the number for each audience.
    pub counts: Vec<(String, [usize; 2])>,
}

/// One of the audiences.
pub struct Side<'a> {
    /// Its name.
    pub name: String,
    /// The talk's title for it.
    pub title: String,
    /// Its time, in words.
    pub time: String,
    /// Its slides.
    pub typeset: &'a Typeset,
}

/// What stands at one place of the talk.
pub struct Pair {
    /// The slide's id.
    pub id: String,
    /// Where it was written, as it is told.
    pub place: String,
    /// For each audience the index of its slide, or what is said where it has none.
    pub slides: [Result<usize, String>; 2],
    /// The number and the time of each slide, as they are told.
    pub captions: [String; 2],
    /// What differs, in order.
    pub rows: Vec<Row>,
}

/// A difference.
pub struct Row {
    /// What it is called; `compare.typ` has a mark for each.
    pub kind: &'static str,
    /// Where it was written, as it is told.
    pub place: String,
    /// The words for each audience.
    pub words: [Option<String>; 2],
    /// What is marked on each slide.
    pub marks: [Option<Wanted>; 2],
}

/// A mark on one of the slides of a pair: which, the number and the kind of the difference, whether it is a block, and where.
pub(in crate::typeset) struct Mark {
    pub side: usize,
    pub number: usize,
    pub kind: &'static str,
    pub block: bool,
    pub areas: Vec<Area>,
}

impl Pair {
    /// Do both audiences see the same?
    pub(in crate::typeset) fn is_alike(&self) -> bool {
        self.rows.is_empty() && self.slides.iter().all(Result::is_ok)
    }
}

/// Puts the slides on sheets: first what it is about, then a sheet or more for each pair that differs; those alike share sheets.
///
/// Findings: none but faults of Deckle.
pub fn side_by_side(compared: &SideBySide<'_>, size: PaperSize) -> (Sheets, Diagnostics) {
    let shared = Shared::comparison(&compared.sides[0].typeset.fonts);
    let marks: Vec<Vec<Mark>> = compared.pairs.iter().map(|pair| marks(compared, pair)).collect();
    let source = emit::sheets(compared, &marks, size.points());
    let world = SlideWorld::furniture(&shared, 0, source);
    let compile = || typst::compile::<PagedDocument>(&world).output;
    let (mut frames, mut findings) = (Vec::new(), Diagnostics::new());
    match catch_unwind(AssertUnwindSafe(compile)) {
        Ok(Ok(document)) => frames.extend(document.pages().iter().map(|page| page.frame.clone())),
        _ => findings.push(failed(compared.place)),
    }
    let pages = pages(compared);
    for frame in &mut frames {
        embed::slides(frame, &|place| pages.get(place)?.as_ref(), embed::Ground::Every);
    }
    typst::comemo::evict(1);
    (finish(frames, compared.sides[0].typeset, &[], "two audiences compared, for the author only"), findings)
}

fn failed(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Bug, place, "the sheets could not be drawn").help("this is a fault of Deckle; please report it")
}

/// The place that a sheet has for a slide of a pair.
pub(in crate::typeset) fn place(pair: usize, side: usize) -> usize {
    2 * pair + side
}

/// The slides in the order of [`place`], each with locations of its own and without an entry in the outline, which lists pairs.
fn pages(compared: &SideBySide<'_>) -> Vec<Option<Page>> {
    let slides = compared.pairs.iter().flat_map(|pair| pair.slides.iter().zip(&compared.sides));
    let page = |(place, (slide, side)): (usize, (&Result<usize, String>, &Side<'_>))| {
        let slide = side.typeset.slides.get(*slide.as_ref().ok()?)?;
        let mut page = slide.to_show()?.clone();
        steps::leave_out_of_outline(&mut page.frame, &slide.id);
        locations::make_unique(&mut page.frame, COMPARED | place as u64);
        Some(page)
    };
    slides.enumerate().map(page).collect()
}

/// Keeps the places of these elements apart from those of the sheets.
const COMPARED: u64 = 3 << 60;

/// Where the differences of a pair stand on its slides.
fn marks(compared: &SideBySide<'_>, pair: &Pair) -> Vec<Mark> {
    let mut all = Vec::new();
    for (side, slide) in pair.slides.iter().enumerate() {
        let slide = slide.as_ref().ok().and_then(|index| compared.sides[side].typeset.slides.get(*index));
        let Some((slide, page)) = slide.and_then(|slide| Some((slide, slide.to_show()?))) else { continue };
        let rows = || pair.rows.iter().enumerate().filter_map(|(row, it)| Some((row, it.kind, it.marks[side].as_ref()?)));
        let wanted: Vec<Wanted> = rows().map(|(.., wanted)| wanted.clone()).collect();
        let found = areas(page, &slide.source, &wanted);
        let mark = |((row, kind, wanted), areas): ((usize, _, &Wanted), _)| Mark {
            side,
            number: row + 1,
            kind,
            block: wanted.block,
            areas,
        };
        all.extend(rows().zip(found).map(mark));
    }
    all
}
