//! The speaker's notes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio, Transform};

use super::stack::{self, Piece, Placed};
use super::{PaperSize, SIDE, Sheets, TOP, Talk, area, embed, finish};
use crate::assets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::project::Projection;
use crate::typeset::emit::paper as emit;
use crate::typeset::slide::{collect, lay_out, name_pictures};
use crate::typeset::world::{Shared, SlideWorld};
use crate::typeset::{CHUNK, Typeset, fit, locations, text};

/// The label of what stands behind the last line of a slide's notes.
const END: &str = "deckle-end";
/// What sticks out by less than this is not seen, in points.
const TOLERANCE: f64 = 1.0;
/// Keeps the places of these elements apart from those of the slides.
const KEYS: u64 = 1 << 62;

/// The notes of one variant on sheets.
pub struct Notes {
    /// The sheets.
    pub sheets: Sheets,
    /// For each slide the characters of its notes that no font has.
    pub missing: Vec<Vec<char>>,
}

/// The notes of one slide, laid out.
struct Entry {
    pages: Vec<Frame>,
    /// The height of the last page.
    last: f64,
    missing: Vec<char>,
}

/// Puts the notes of a variant on sheets.
///
/// Findings: notes that can't be typeset. The others are laid out all the same.
pub fn notes(talk: &Talk<'_>, size: PaperSize) -> (Notes, Diagnostics) {
    let (entries, mut findings) = entries(talk, area(size));
    let pieces: Vec<Piece> = entries.iter().map(|entry| Piece { pages: entry.pages.len(), last: entry.last }).collect();
    let sheets = stack::stack(&pieces, area(size).1);
    let frames = furniture(talk, &sheets, size).unwrap_or_else(|finding| {
        findings.push(*finding);
        Vec::new()
    });
    let frames = assemble(frames, &sheets, &entries, talk.typeset);
    let mut places = vec![None; entries.len()];
    for (number, placed) in sheets.iter().enumerate().flat_map(|(number, sheet)| sheet.iter().map(move |placed| (number, placed)))
    {
        places[placed.piece].get_or_insert(number);
    }
    let sheets = finish(frames, talk.typeset, &places, "notes");
    (Notes { sheets, missing: entries.into_iter().map(|entry| entry.missing).collect() }, findings)
}

/// Lays out the notes of every slide.
fn entries(talk: &Talk<'_>, area: (f64, f64)) -> (Vec<Entry>, Diagnostics) {
    let slides = &talk.projection.slides;
    let shared = Shared::paper(
        &talk.typeset.fonts,
        slides.iter().flat_map(assets::paths_in_notes).filter_map(|path| talk.assets.get(&path.value)),
    );
    let mut findings = Diagnostics::new();
    let mut entries = Vec::with_capacity(slides.len());
    let indices: Vec<usize> = (0..slides.len()).collect();
    for chunk in indices.chunks(CHUNK) {
        let laid_out: Vec<_> = chunk.par_iter().map(|&index| entry(&shared, talk, index, area)).collect();
        for (entry, found) in laid_out {
            findings.extend(found);
            entries.push(entry);
        }
        typst::comemo::evict(1);
    }
    (entries, findings)
}

fn entry(shared: &Shared, talk: &Talk<'_>, index: usize, area: (f64, f64)) -> (Entry, Diagnostics) {
    let slide = &talk.projection.slides[index];
    let mut done = Entry { pages: Vec::new(), last: 0.0, missing: Vec::new() };
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let source = emit::notes(talk, index, area);
        let pages = lay_out(&SlideWorld::notes(shared, index, source.text.clone()), &source);
        (source.problems, pages)
    }));
    let Ok((mut findings, pages)) = attempt else {
        let finding = Diagnostic::new(Code::Bug, slide.span, "something inside Deckle failed on the notes of this slide");
        let finding = finding.help("this is a fault of Deckle; please report it with the text of these notes");
        return (done, Diagnostics::from_iter([finding]));
    };
    match pages {
        Ok(pages) => done.pages = pages.into_iter().map(|page| page.frame).collect(),
        Err(failures) => findings.extend(name_pictures(failures, slide, talk.assets)),
    }
    for frame in &mut done.pages {
        locations::make_unique(frame, KEYS | u64::from(slide.number));
        text::missing_glyphs(frame, &mut done.missing);
        narrow(frame, area.0);
    }
    done.last = done.pages.last().map_or(0.0, |frame| end(frame, Point::zero()).unwrap_or(frame.height()).to_pt());
    (done, findings)
}

/// Draws a page smaller where something on it is too wide, such as a long formula: nothing is cut off.
fn narrow(frame: &mut Frame, width: f64) {
    let used = fit::right_edge(frame).map_or(0.0, Abs::to_pt);
    if used <= width + TOLERANCE {
        return;
    }
    let scale = Ratio::new(width / used);
    let mut group = GroupItem::new(std::mem::take(frame));
    let size = group.frame.size();
    group.transform = Transform::scale(scale, scale);
    *frame = Frame::hard(size);
    frame.push(Point::zero(), FrameItem::Group(group));
}

/// How far down the label stands that ends the notes.
fn end(frame: &Frame, at: Point) -> Option<Abs> {
    frame.items().find_map(|(offset, item)| {
        let FrameItem::Group(group) = item else { return None };
        let here = at + *offset;
        if group.label.is_some_and(|label| label.resolve().as_str() == END) {
            return Some(here.y);
        }
        end(&group.frame, Point::zero()).map(|y| here.y + Point::with_y(y).transform(group.transform).y)
    })
}

/// What stands on each sheet besides the notes.
fn furniture(talk: &Talk<'_>, sheets: &[Vec<Placed>], size: PaperSize) -> Result<Vec<Frame>, Box<Diagnostic>> {
    let shared = Shared::paper(&talk.typeset.fonts, []);
    let mut frames = Vec::with_capacity(sheets.len());
    for (chunk, first) in sheets.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        let source = emit::notes_sheets(talk, chunk, first..sheets.len(), size.points());
        frames.extend(drawn(&shared, talk.projection, first / CHUNK, source, chunk.len())?);
    }
    Ok(frames)
}

/// Draws a chunk of sheets, a frame for each.
pub(super) fn drawn(
    shared: &Shared,
    projection: &Projection,
    chunk: usize,
    source: String,
    count: usize,
) -> Result<Vec<Frame>, Box<Diagnostic>> {
    let failed = || {
        let span = projection.slides[0].span;
        Box::new(
            Diagnostic::new(Code::Bug, span, "the sheets could not be drawn").help("this is a fault of Deckle; please report it"),
        )
    };
    let world = SlideWorld::furniture(shared, chunk, source);
    let compile = || typst::compile::<typst_layout::PagedDocument>(&world).output;
    let document = catch_unwind(AssertUnwindSafe(compile)).ok().and_then(Result::ok).ok_or_else(failed)?;
    let mut frames = Vec::with_capacity(count);
    for page in document.pages() {
        collect(&page.frame, &mut frames);
    }
    for (frame, sheet) in frames.iter_mut().zip(1_u64..) {
        locations::make_unique(frame, (KEYS << 1) | ((chunk as u64) << 16) | sheet);
    }
    if frames.len() == count { Ok(frames) } else { Err(failed()) }
}

fn assemble(furniture: Vec<Frame>, sheets: &[Vec<Placed>], entries: &[Entry], typeset: &Typeset) -> Vec<Frame> {
    let sheet = |(mut frame, placed): (Frame, &Vec<Placed>)| {
        for Placed { piece, page, y } in placed {
            let mut notes = entries[*piece].pages[*page].clone();
            embed::slides(&mut notes, &|index| typeset.slides.get(index)?.to_show(), embed::Ground::Seen);
            frame.push_frame(Point::new(Abs::pt(SIDE), Abs::pt(TOP + y)), notes);
        }
        frame
    };
    furniture.into_iter().zip(sheets).map(sheet).collect()
}
