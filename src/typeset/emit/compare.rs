//! Sheets of two audiences side by side as Typst code: calls of `themes/paper/compare.typ`.

use std::fmt::Write;

use super::literal;
use crate::typeset::areas::Area;
use crate::typeset::mirror::is_right_to_left;
use crate::typeset::paper::{Mark, Pair, Row, Sheet, Side, SideBySide, place};
use crate::typeset::world::THEME_PATH;

/// The most characters of a text in the list of differences; the text form has all of them.
const WORDS: usize = 460;

/// The document: what it is about, then the pairs in order.
pub fn sheets(compared: &SideBySide<'_>, sheets: &[Sheet], (short, long): (f64, f64)) -> String {
    let mut out = format!("#import \"{THEME_PATH}\": *\n");
    let file = compared.deck.rsplit('/').next().unwrap_or_default();
    let _ = writeln!(out, "#show: sheets.with(size: ({long}pt, {short}pt), deck: {})", literal(file));
    cover(&mut out, compared);
    let mut alike = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        if compared.pairs[sheet.pair].is_alike() {
            alike.push((index, sheet.pair));
            continue;
        }
        same(&mut out, compared, &std::mem::take(&mut alike));
        self::pair(&mut out, compared, index, sheet);
    }
    same(&mut out, compared, &alike);
    out
}

fn cover(out: &mut String, compared: &SideBySide<'_>) {
    let _ = write!(out, "#cover(deck: {}, sides: (", literal(&compared.deck));
    for side in &compared.sides {
        let _ = write!(out, "({}, {}, {}),", literal(&side.name), spoken(&side.title, side), literal(&side.time));
    }
    out.push_str("), counts: (");
    for (head, counts) in &compared.counts {
        let _ = write!(out, "({}, {}, {}),", literal(head), counts[0], counts[1]);
    }
    out.push_str("))\n");
}

/// Pairs that are alike, one after the other, each with its sheet.
fn same(out: &mut String, compared: &SideBySide<'_>, pairs: &[(usize, usize)]) {
    if pairs.is_empty() {
        return;
    }
    let _ = write!(out, "#alike(slide: ({}pt, {}pt), (", compared.slide.0, compared.slide.1);
    for &(sheet, pair) in pairs {
        let Pair { id, captions, .. } = &compared.pairs[pair];
        let (first, second) = (place(sheet, 0), place(sheet, 1));
        let _ = write!(out, "({}, {first}, {second}, {}, {}),", literal(id), literal(&captions[0]), literal(&captions[1]));
    }
    out.push_str("))\n");
}

/// A pair; what differs is listed below its first pages.
fn pair(out: &mut String, compared: &SideBySide<'_>, index: usize, sheet: &Sheet) {
    let Pair { id, place: written, slides, captions, rows } = &compared.pairs[sheet.pair];
    let (slide, names) = (compared.slide, compared.sides.each_ref().map(|side| literal(&side.name)));
    let _ = write!(out, "#pair(id: {}, place: {}, names: ({}, {}), ", literal(id), literal(written), names[0], names[1]);
    let _ = write!(out, "first: {}, slide: ({}pt, {}pt), sides: (", sheet.page == 0, slide.0, slide.1);
    for (side, (slide, caption)) in slides.iter().zip(captions).enumerate() {
        let pages = compared.pages(sheet.pair, side);
        let shown = match slide {
            Ok(_) if sheet.page < pages => place(index, side).to_string(),
            Ok(_) => literal("no further page"),
            Err(said) => literal(said),
        };
        let part = if pages > 1 && sheet.page < pages { format!(", page {} of {pages}", sheet.page + 1) } else { String::new() };
        let _ = write!(out, "({shown}, {}, (", literal(&format!("{caption}{part}")));
        sheet.marks.iter().filter(|mark| mark.side == side).for_each(|mark| self::mark(out, mark));
        out.push_str(")),");
    }
    out.push_str("), rows: (");
    rows.iter().filter(|_| sheet.page == 0).for_each(|row| self::row(out, row, &compared.sides));
    out.push_str("))\n");
}

fn mark(out: &mut String, Mark { number, kind, block, areas, .. }: &Mark) {
    if areas.is_empty() {
        return;
    }
    let _ = write!(out, "({number}, {}, {block}, (", literal(kind));
    for Area { x, y, width, height } in areas {
        let _ = write!(out, "({x:.2}, {y:.2}, {width:.2}, {height:.2}),");
    }
    out.push_str(")),");
}

fn row(out: &mut String, Row { kind, place, words, .. }: &Row, sides: &[Side<'_>; 2]) {
    let words = [0, 1].map(|side| match &words[side] {
        Some(words) => spoken(&shortened(words), &sides[side]),
        None => "none".to_owned(),
    });
    let _ = write!(out, "({}, {}, {}, {}),", literal(kind), literal(place), words[0], words[1]);
}

/// Words of one of the audiences, running as its language does; the sheets run from left to right.
fn spoken(words: &str, side: &Side<'_>) -> String {
    let words = literal(words);
    if is_right_to_left(&side.lang) { format!("text(dir: rtl, {words})") } else { words }
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(WORDS) {
        Some((end, _)) => {
            let whole = words[..end].rfind(' ').unwrap_or(end);
            format!("{} …", words[..whole].trim_end())
        }
        None => words.to_owned(),
    }
}
