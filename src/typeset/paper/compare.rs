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
use crate::typeset::{Typeset, TypesetSlide, locations, steps};

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
    /// The language of its words.
    pub lang: String,
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

/// What stands on a sheet: a pair, or the further pages of its slides.
pub(in crate::typeset) struct Sheet {
    /// The index of the pair.
    pub pair: usize,
    /// The page of its slides, from 0.
    pub page: usize,
    /// What is marked on them.
    pub marks: Vec<Mark>,
}

/// A mark on one of the slides of a pair: which, the number and the kind of the difference, whether it is a block, and where.
pub(in crate::typeset) struct Mark {
    pub side: usize,
    pub number: usize,
    pub kind: &'static str,
    pub block: bool,
    pub areas: Vec<Area>,
}

impl SideBySide<'_> {
    /// The slide of a pair that one of the audiences has.
    fn slide(&self, pair: usize, side: usize) -> Option<&TypesetSlide> {
        self.sides[side].typeset.slides.get(*self.pairs[pair].slides[side].as_ref().ok()?)
    }

    /// How many pages of that slide are shown: more than one where it goes on.
    pub(in crate::typeset) fn pages(&self, pair: usize, side: usize) -> usize {
        self.slide(pair, side).map_or(0, |slide| if slide.is_parted() { slide.pages.len() } else { 1 })
    }

    fn page(&self, Sheet { pair, page, .. }: &Sheet, side: usize) -> Option<(&TypesetSlide, &Page)> {
        let slide = self.slide(*pair, side)?;
        let shown = if slide.is_parted() { slide.pages.get(*page) } else { slide.to_show().filter(|_| *page == 0) };
        Some((slide, shown?))
    }

    /// The sheets in order. Pairs that are alike show the first page of a slide.
    fn sheets(&self) -> Vec<Sheet> {
        let of_pair = |pair: usize| {
            let pages = if self.pairs[pair].is_alike() { 1 } else { self.pages(pair, 0).max(self.pages(pair, 1)) };
            (0..pages.max(1)).map(move |page| {
                let mut sheet = Sheet { pair, page, marks: Vec::new() };
                sheet.marks = marks(self, &sheet);
                sheet
            })
        };
        (0..self.pairs.len()).flat_map(of_pair).collect()
    }
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
    let sheets = compared.sheets();
    let source = emit::sheets(compared, &sheets, size.points());
    let world = SlideWorld::furniture(&shared, 0, source);
    let compile = || typst::compile::<PagedDocument>(&world).output;
    let (mut frames, mut findings) = (Vec::new(), Diagnostics::new());
    match catch_unwind(AssertUnwindSafe(compile)) {
        Ok(Ok(document)) => frames.extend(document.pages().iter().map(|page| page.frame.clone())),
        _ => findings.push(failed(compared.place)),
    }
    let pages = pages(compared, &sheets);
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
pub(in crate::typeset) fn place(sheet: usize, side: usize) -> usize {
    2 * sheet + side
}

/// The slides in the order of [`place`], each with locations of its own and without an entry in the outline, which lists pairs.
fn pages(compared: &SideBySide<'_>, sheets: &[Sheet]) -> Vec<Option<Page>> {
    let slides = sheets.iter().flat_map(|sheet| [(sheet, 0), (sheet, 1)]);
    let page = |(place, (sheet, side)): (usize, (&Sheet, usize))| {
        let (slide, page) = compared.page(sheet, side)?;
        let mut page = page.clone();
        steps::leave_out_of_outline(&mut page.frame, &slide.id);
        locations::make_unique(&mut page.frame, COMPARED | place as u64);
        Some(page)
    };
    slides.enumerate().map(page).collect()
}

/// Keeps the places of these elements apart from those of the sheets.
const COMPARED: u64 = 3 << 60;

/// Where the differences of a pair stand on the pages of a sheet.
fn marks(compared: &SideBySide<'_>, sheet: &Sheet) -> Vec<Mark> {
    let pair = &compared.pairs[sheet.pair];
    let mut all = Vec::new();
    for side in 0..2 {
        let Some((slide, page)) = compared.page(sheet, side) else { continue };
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
