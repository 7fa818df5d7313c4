//! Where on a page something stands that was written at a place of the deck.
//!
//! Letters know the generated literal they come from, and the source of a slide knows which Markdown each literal was written for. A
//! picture is known by its alternative text. What themes draw by themselves (numbers, footers) is nowhere in the deck.

use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst::pdf::ArtifactElem;
use typst::syntax::{self, Source};
use typst::text::{RawElem, TextItem};
use typst::visualize::ImageElem;
use typst_layout::Page;

use super::TypesetSlide;
use super::emit::SlideSource;
use super::world::is_of_theme;
use crate::source::Span;

/// Something to be found on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Where it was written.
    pub span: Span,
    /// The alternative texts of the pictures in it.
    pub pictures: Vec<String>,
    /// Is it a block, which has one area, or running text, which has one for each line?
    pub block: bool,
}

/// A part of a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// The areas of everything that is wanted, on each page that a slide goes on for; where its pages are its steps, on its last state.
pub fn areas_on_pages(slide: &TypesetSlide, wanted: &[Wanted]) -> Vec<Vec<Vec<Area>>> {
    let pages = if slide.is_parted() { &slide.pages[..] } else { slide.pages.last().map_or(&[][..], std::slice::from_ref) };
    pages.iter().map(|page| areas(page, &slide.source, wanted)).collect()
}

/// The areas of everything that is wanted on a page that `source` was written for. What is not on the page has none.
pub(super) fn areas(page: &Page, source: &SlideSource, wanted: &[Wanted]) -> Vec<Vec<Area>> {
    let mut finder = Finder {
        source,
        parsed: None,
        wanted,
        found: vec![Vec::new(); wanted.len()],
        nowhere: Vec::new(),
        skipped: None,
        picture: None,
        code: None,
    };
    finder.frame(&page.frame, Transform::identity());
    let Finder { found, nowhere, .. } = finder;
    let whole = |found: Vec<Rect>| found.into_iter().reduce(both).map(|area| with_bullets(area, &nowhere)).into_iter().collect();
    let merged = wanted.iter().zip(found).map(|(wanted, found)| if wanted.block { whole(found) } else { found });
    merged.map(|found: Vec<Rect>| found.into_iter().map(Area::from).collect()).collect()
}

/// The area that holds two.
fn both(one: Rect, other: Rect) -> Rect {
    Rect::new(one.min.min(other.min), one.max.max(other.max))
}

/// Bullets and numbers of items are drawn by themes. Those beside an area belong to it.
fn with_bullets(area: Rect, nowhere: &[Rect]) -> Rect {
    let beside = |letter: &&Rect| {
        let middle = (letter.min.y + letter.max.y) / 2.0;
        let gap = area.min.x - letter.max.x;
        area.min.y <= middle && middle <= area.max.y && Abs::zero() <= gap && gap <= (letter.max.y - letter.min.y) * 1.5
    };
    nowhere.iter().filter(beside).copied().fold(area, both)
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Self {
        let size = rect.max - rect.min;
        Self { x: rect.min.x.to_pt(), y: rect.min.y.to_pt(), width: size.x.to_pt(), height: size.y.to_pt() }
    }
}

struct Finder<'a> {
    source: &'a SlideSource,
    /// The source, numbered as it was when the slide was laid out; made when the first letter asks.
    parsed: Option<Source>,
    wanted: &'a [Wanted],
    found: Vec<Vec<Rect>>,
    /// What themes write.
    nowhere: Vec<Rect>,
    /// The artifact we are in.
    skipped: Option<Location>,
    /// The code we are in, the area of its letters, and the places in `wanted` that hold one of them. A theme writes lines that are not
    /// marked by itself.
    code: Option<(Location, Option<Rect>, Vec<usize>)>,
    /// The picture we are in, and the places in `wanted` that hold it.
    picture: Option<(Location, Vec<usize>)>,
}

impl Finder<'_> {
    fn frame(&mut self, frame: &Frame, around: Transform) {
        for (at, item) in frame.items() {
            let here = around.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Tag(tag) => self.tag(tag),
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                _ if self.skipped.is_some() => {}
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Image(_, size, _) => {
                    for place in self.picture.as_ref().map_or(&[][..], |(_, places)| places) {
                        self.found[*place].push(rect(here, Point::zero(), *size));
                    }
                }
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(content, _) => {
                let Some(location) = content.location().filter(|_| self.skipped.is_none()) else { return };
                if content.is::<ArtifactElem>() {
                    self.skipped = Some(location);
                } else if content.elem() == ImageElem::ELEM {
                    let alt = content.field_by_name("alt").ok().and_then(|alt| alt.cast::<typst::ecow::EcoString>().ok());
                    let holds = |wanted: &Wanted| wanted.pictures.iter().any(|own| Some(own.as_str()) == alt.as_deref());
                    let places = (0..self.wanted.len()).filter(|&place| holds(&self.wanted[place])).collect();
                    self.picture = Some((location, places));
                } else if content.to_packed::<RawElem>().is_some_and(|raw| raw.block.get(StyleChain::default())) {
                    self.code = Some((location, None, Vec::new()));
                }
            }
            Tag::End(location, ..) => {
                self.skipped = self.skipped.filter(|open| open != location);
                self.picture = self.picture.take().filter(|(open, _)| open != location);
                if let Some((_, Some(area), places)) = self.code.take_if(|(open, ..)| open == location) {
                    places.into_iter().for_each(|place| self.found[place].push(area));
                }
            }
        }
    }

    fn text(&mut self, item: &TextItem, here: Transform) {
        let mut x = Abs::zero();
        let mut last: Option<(syntax::Span, Option<(Span, bool)>)> = None;
        for glyph in &item.glyphs {
            let (span, offset) = glyph.span;
            let origin = match last {
                Some((known, origin)) if known == span => origin,
                _ => self.origin(span),
            };
            last = Some((span, origin));
            let width = glyph.x_advance.at(item.size);
            let letter = rect(here, Point::new(x, item.size * -0.8), Size::new(width, item.size));
            if let Some((_, area, _)) = &mut self.code {
                *area = Some(area.map_or(letter, |area| both(area, letter)));
            }
            match origin {
                Some((written, exact)) => {
                    let at = exact.then(|| written.start + u32::from(offset));
                    self.letter(written, at, letter, item.size * 0.5);
                }
                None => self.nowhere.push(letter),
            }
            x += width;
        }
    }

    /// Where the literal of a letter was written, and whether it stands there as it is read.
    fn origin(&mut self, span: syntax::Span) -> Option<(Span, bool)> {
        let id = span.id().filter(|id| !is_of_theme(*id))?;
        let parsed = self.parsed.get_or_insert_with(|| Source::new(id, self.source.text.clone()));
        let range = parsed.find(span)?.range();
        let written = self.source.origin(&range)?;
        // A literal has a quotation mark at each end.
        Some((written, range.len() == written.range().len() + 2))
    }

    /// Adds a letter to everything that holds it. `at` is its own place, where that is known.
    fn letter(&mut self, written: Span, at: Option<u32>, letter: Rect, gap: Abs) {
        for (place, Wanted { span, .. }) in self.wanted.iter().enumerate().filter(|(_, wanted)| wanted.span.file == written.file)
        {
            let whole = span.start <= written.start && written.end <= span.end;
            let within = at.is_some_and(|at| (span.start..span.end).contains(&at));
            if !whole && !within {
                continue;
            }
            if let Some((.., places)) = self.code.as_mut().filter(|(.., places)| !places.contains(&place)) {
                places.push(place);
            }
            match self.found[place].last_mut() {
                Some(line) if is_next(line, &letter, gap) => *line = both(*line, letter),
                _ => self.found[place].push(letter),
            }
        }
    }
}

/// Does a letter stand beside those of a line?
fn is_next(line: &Rect, letter: &Rect, gap: Abs) -> bool {
    let (top, bottom) = (line.min.y.max(letter.min.y), line.max.y.min(letter.max.y));
    let level = bottom - top > (letter.max.y - letter.min.y) * 0.5;
    level && letter.min.x - line.max.x <= gap && line.min.x - letter.max.x <= gap
}

fn rect(by: Transform, at: Point, size: Size) -> Rect {
    let corners = [at, Point::new(at.x + size.x, at.y + size.y)].map(|corner| corner.transform(by));
    Rect::new(corners[0].min(corners[1]), corners[0].max(corners[1]))
}

#[cfg(test)]
#[path = "areas_tests.rs"]
mod tests;
