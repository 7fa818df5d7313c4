//! What two audiences see differently on one slide, with the places on its pages: for the preview, when someone asks.
//!
//! The deck is read anew and the one slide is laid out for both: nothing of it is kept while nobody asks, and an edit costs what it costs
//! without it.

use camino::Utf8Path;

use super::told::Telling;
use crate::assets;
use crate::build::discover::DeckFile;
use crate::build::live::LiveRequest;
use crate::build::report::DeckReport;
use crate::build::{current_folder, fonts, session, themes};
use crate::compare::{Pair, Relation, compare};
use crate::diagnostic::Diagnostics;
use crate::fonts::Shelf;
use crate::model::{SlideId, Variant};
use crate::project::{self, Projection};
use crate::theme::Theme;
use crate::typeset::paper::Row;
use crate::typeset::{self, Area, Highlights, Stage, Wanted};

/// A slide for two audiences.
#[derive(Debug, Clone, PartialEq)]
pub struct SlideMarks {
    /// How the two slides belong together: `same`, `replaced`, `only-first` or `only-second`.
    pub relation: &'static str,
    /// The slide of each audience, and what is marked on it.
    pub sides: [MarkedSlide; 2],
    /// What differs, on the slide and in the notes: what it is called, where it was written, and the words for each audience.
    pub differences: Vec<(&'static str, String, [Option<String>; 2])>,
}

/// One audience's slide.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MarkedSlide {
    /// Its id; `None` where the audience has none.
    pub id: Option<SlideId>,
    /// For each of its pages the marks; a single list where all pages are states of one.
    pub pages: Vec<Vec<PlacedMark>>,
}

/// A mark on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedMark {
    /// Which difference it is, from 0.
    pub difference: usize,
    /// Is it a block, or words within a text?
    pub block: bool,
    /// Where, in points.
    pub areas: Vec<Area>,
}

/// Compares one slide of a deck for two of its audiences. `None` where the deck can't be read as it is on disk now, or neither of them
/// has the slide.
pub fn slide_marks(request: &LiveRequest, names: [&str; 2], id: &SlideId) -> Option<SlideMarks> {
    let current = current_folder().ok()?;
    let file = DeckFile::new(request.deck.clone(), "".into(), &current);
    let mut report = DeckReport::new(&file.path);
    let (deck_file, mut project) = session::read(&file, &current, &mut report).ok()??;
    project.trust |= request.trust;
    project.system_fonts |= request.system_fonts;
    let deck = session::parsed(&mut report, deck_file, &project, &file.path);
    let variants = deck.variants();
    let of = |name: &str| variants.iter().find(|variant| variant.name() == name).cloned();
    let variants: [Variant; 2] = [of(names[0])?, of(names[1])?];
    let stem = file.path.file_stem().unwrap_or("deck");
    let projections = variants.each_ref().map(|variant| project::project(&deck, variant, stem).0);
    let pairs = compare(&deck, projections.each_ref()).pairs;
    let pair = pairs.into_iter().find(|pair| stands_for(pair, &projections, id))?;
    let slides = [0, 1].map(|side| Some(&projections[side].slides[pair.slides[side]?]));
    let rows = Telling::of(&deck, &report.sources, &project.root).rows(&pair, slides);
    // What is wrong with fonts and themes is told by the preview itself.
    let mut told = Diagnostics::new();
    let named = themes::named_fonts(&deck);
    let fonts = fonts::of(&Shelf::default(), &project, deck_file, &report.sources, &named, &mut told);
    let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
    let place = themes::Place { project: &project, folder, fonts: &fonts };
    let themes = themes::of(&deck, &variants, &place, &mut report.sources, &mut told);
    let side = |side: usize| {
        let Some(index) = pair.slides[side] else { return MarkedSlide::default() };
        let one = Projection { slides: vec![projections[side].slides[index].clone()], ..projections[side].clone() };
        let (mut assets, _) = assets::load(&one, &project.root, folder);
        assets.fonts = fonts.clone();
        marked((&projections[side], index), &themes[side].theme, &assets, (side, &rows))
    };
    Some(SlideMarks {
        relation: relation(&pair.relation),
        sides: [side(0), side(1)],
        differences: rows.into_iter().map(|row| (row.kind, row.place, row.words)).collect(),
    })
}

/// Is one of the pair's slides the one that is meant?
fn stands_for(pair: &Pair, projections: &[Projection; 2], id: &SlideId) -> bool {
    let shown =
        |(projection, index): (&Projection, &Option<usize>)| index.is_some_and(|index| projection.slides[index].id == *id);
    projections.iter().zip(&pair.slides).any(shown)
}

/// The name that the page knows a relation by.
fn relation(relation: &Relation) -> &'static str {
    match relation {
        Relation::Same => "same",
        Relation::Replaced { .. } => "replaced",
        Relation::OnlyFirst => "only-first",
        Relation::OnlySecond => "only-second",
    }
}

/// Lays out a slide and finds what is to be marked on it.
fn marked(
    (projection, index): (&Projection, usize),
    theme: &Theme,
    assets: &assets::Assets,
    (side, rows): (usize, &[Row]),
) -> MarkedSlide {
    let slide = &projection.slides[index];
    let marks = || rows.iter().enumerate().filter_map(|(row, it)| Some((row, it.marks[side].as_ref()?)));
    let wanted: Vec<Wanted> = marks().map(|(_, wanted)| wanted.clone()).collect();
    let mut pages = Vec::new();
    if !wanted.is_empty()
        && let Ok(source) = typeset::write(projection, index, assets, &Highlights::new())
    {
        let (laid_out, _) = typeset::set(&Stage::new(theme, assets), slide, index, source, assets);
        pages = typeset::areas_on_pages(&laid_out, &wanted);
    }
    let placed = |areas: Vec<Vec<Area>>| {
        let placed = marks().zip(areas).filter(|(_, areas)| !areas.is_empty());
        placed.map(|((difference, wanted), areas)| PlacedMark { difference, block: wanted.block, areas }).collect()
    };
    MarkedSlide { id: Some(slide.id.clone()), pages: pages.into_iter().map(placed).collect() }
}
