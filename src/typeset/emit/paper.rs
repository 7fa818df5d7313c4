//! Sheets of paper as Typst code: calls of `themes/paper/paper.typ`.

use std::fmt::Write;
use std::ops::Range;

use super::{Emitter, FURNITURE, SlideSource, heading_level, language, literal, size, title_level};
use crate::model::{Block, Inline, Steps, plain_text, texts, walk_blocks};
use crate::project::{ProjectedSlide, Projection};
use crate::typeset::mirror::is_right_to_left;
use crate::typeset::paper::{Grid, Placed, Talk};
use crate::typeset::world::THEME_PATH;

/// The most characters of a title that is only mentioned.
const MENTIONED: usize = 70;
/// A longer word may not fit on a line of notes, in characters.
const LONG_WORD: usize = 40;

/// Generates the document of one slide's notes, on pages of the size of `area` in points.
pub fn notes(talk: &Talk<'_>, index: usize, area: (f64, f64)) -> SlideSource {
    let Talk { projection, schedule, assets, highlights, .. } = *talk;
    let slide = &projection.slides[index];
    let spoken = slide.spoken();
    let first_subheading = walk_blocks(&spoken).filter_map(heading_level).min().unwrap_or(2);
    let title_level = title_level(projection, slide.layout);
    let emitter =
        Emitter { projection, assets, highlights, title_level, first_subheading, steps: Steps::default(), glosses: &[] };
    let mut out = SlideSource::default();
    let _ = writeln!(out.text, "#import \"{THEME_PATH}\": *");
    out.mapped(slide.span, |out| {
        let (width, height) = size(projection);
        let _ = write!(out.text, "#notes(area: ({}pt, {}pt), size: ({width}pt, {height}pt), lang: ", area.0, area.1);
        out.push_literal(language(&slide.lang));
        out.push(from_the_right(projection));
        let _ = write!(out.text, ", index: {index}, number: {}, title: ", slide.number);
        emitter.inlines(out, &slide.title);
        if let Some(clock) = schedule.clock(index) {
            let (from, to, length) = (clock.from, clock.to, clock.length());
            let _ = write!(out.text, ", clock: (\"{from}\", \"{to}\", \"{length}\"), exact: {}", clock.exact);
        }
        if let Some(next) = projection.slides.get(index + 1) {
            emitter.next(out, next);
        }
        let _ = write!(out.text, ", long-words: {}, ", has_long_words(&spoken));
        emitter.blocks(out, spoken.iter());
        out.push(")\n");
    });
    out
}

impl Emitter<'_> {
    /// What comes after a slide.
    fn next(&self, out: &mut SlideSource, next: &ProjectedSlide) {
        let _ = write!(out.text, ", next: {{strong(\"{}\");\" \";", next.number);
        match shortened(&next.title) {
            Some(text) => out.push_literal(&text),
            None => self.inlines(out, &next.title),
        }
        out.push("}");
    }
}

/// A title where it is only mentioned, if it is too long for that: its beginning.
fn shortened(title: &[Inline]) -> Option<String> {
    let text = plain_text(title);
    let (end, _) = text.char_indices().nth(MENTIONED)?;
    Some(format!("{}…", text[..end].trim_end()))
}

/// Is there a word that no line can hold?
fn has_long_words(notes: &[Block]) -> bool {
    let long = |text: &[Inline]| plain_text(text).split_whitespace().any(|word| word.chars().count() > LONG_WORD);
    walk_blocks(notes).flat_map(texts).any(long)
}

/// The document of what sheets of notes have besides the notes: a block for each of `chunk`. `numbers` begins at the first of them
/// and ends at the number of all sheets.
pub fn notes_sheets(talk: &Talk<'_>, chunk: &[Vec<Placed>], numbers: Range<usize>, sheet: (f64, f64)) -> String {
    let Talk { projection, schedule, .. } = *talk;
    let mut out = preamble(sheet);
    let (deck, variant) = (literal(&projection.meta.title), literal(projection.variant.name()));
    for (placed, number) in chunk.iter().zip(numbers.start + 1..) {
        let side = from_the_right(projection);
        let call = format!("notes-sheet(deck: {deck}, variant: {variant}, number: {number}, count: {}{side}", numbers.end);
        let _ = write!(out, "{}{call}", block(sheet));
        if let Some(first) = placed.first().filter(|first| first.page > 0) {
            let until = schedule.clock(first.piece).map(|clock| format!("{}{}", if clock.exact { "" } else { "~" }, clock.to));
            let until = until.map_or_else(|| "none".to_owned(), |until| literal(&until));
            let slide = &projection.slides[first.piece];
            let _ = write!(
                out,
                ", goes-on: ({}, {}, {until})",
                slide.number,
                literal(&shortened(&slide.title).unwrap_or_else(|| plain_text(&slide.title)))
            );
        }
        let rules = placed.iter().filter(|placed| placed.y > 0.0).map(|placed| format!("{:.2},", placed.y - Placed::GAP / 2.0));
        let _ = writeln!(
            out,
            ", rules: ({}), size: ({}pt, {}pt)))#label(\"{FURNITURE}\")",
            rules.collect::<String>(),
            sheet.0,
            sheet.1
        );
    }
    out
}

/// The document of some sheets of a handout, a block for each. `shown` has the index of the slide that stands at each place.
pub fn handout_sheets(
    projection: &Projection,
    shown: &[usize],
    chunk: Range<usize>,
    count: usize,
    per_page: usize,
    sheet: (f64, f64),
) -> String {
    let mut out = preamble(sheet);
    let (width, height) = size(projection);
    let meta = &projection.meta;
    let date = meta.date.as_deref().map_or_else(|| "none".to_owned(), literal);
    let (deck, lang) = (literal(&meta.title), literal(language(&meta.lang)));
    let side = from_the_right(projection);
    for index in chunk {
        let _ =
            write!(out, "{}handout-sheet(deck: {deck}, date: {date}, lang: {lang}, number: {}{side}", block(sheet), index + 1);
        let _ = write!(out, ", count: {count}, per-page: {per_page}, slide: ({width}pt, {height}pt), slides: (");
        for (place, slide) in shown.iter().enumerate().skip(index * per_page).take(per_page) {
            let _ = write!(out, "({place}, {}),", projection.slides[*slide].number);
        }
        let _ = writeln!(out, "), size: ({}pt, {}pt)))#label(\"{FURNITURE}\")", sheet.0, sheet.1);
    }
    out
}

/// The document of a contact sheet, one block. `shown` has the index of the slide that stands at each place.
pub fn contact_sheet(projection: &Projection, shown: &[usize], grid: &Grid) -> String {
    let mut out = preamble(grid.sheet);
    let lang = literal(language(&projection.meta.lang));
    let (wide, high) = grid.slide;
    let _ =
        write!(out, "{}contact-sheet(lang: {lang}, slide: ({wide}pt, {high}pt){}", block(grid.sheet), from_the_right(projection));
    let _ = write!(out, ", columns: {}, gap: {}pt, line: {}pt, slides: (", grid.columns, grid.gap, grid.line);
    let mut section = None;
    for (place, slide) in shown.iter().map(|slide| &projection.slides[*slide]).enumerate() {
        let begins = slide.section.filter(|_| slide.section != section);
        let title = begins.map(|section| plain_text(&projection.sections[section].title)).filter(|title| !title.is_empty());
        let title = title.map_or_else(|| "none".to_owned(), |title| literal(&title));
        let _ = write!(out, "({place}, {}, {title}),", slide.number);
        section = slide.section;
    }
    let _ = writeln!(out, "), size: ({}pt, {}pt)))#label(\"{FURNITURE}\")", grid.sheet.0, grid.sheet.1);
    out
}

/// The argument that says that the deck's script runs from right to left, where it does.
fn from_the_right(projection: &Projection) -> &'static str {
    if is_right_to_left(&projection.meta.lang) { ", from-the-right: true" } else { "" }
}

/// Pages without an end, on which the sheets stand one below the other.
fn preamble((width, _): (f64, f64)) -> String {
    format!(
        "#import \"{THEME_PATH}\": *\n#set page(width: {width}pt, height: auto, margin: 0pt, fill: none)\n#set block(spacing: 0pt)\n"
    )
}

fn block((width, height): (f64, f64)) -> String {
    format!("#block(width: {width}pt, height: {height}pt, breakable: false, ")
}
