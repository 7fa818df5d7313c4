//! Sheets of two audiences side by side as Typst code: calls of `themes/paper/compare.typ`.

use std::fmt::Write;

use super::literal;
use crate::typeset::areas::Area;
use crate::typeset::paper::{Mark, Pair, Row, SideBySide, place};
use crate::typeset::world::THEME_PATH;

/// The most characters of a text in the list of differences; the text form has all of them.
const WORDS: usize = 460;

/// The document: what it is about, then the pairs in order. `marks` are those of each pair.
pub fn sheets(compared: &SideBySide<'_>, marks: &[Vec<Mark>], (short, long): (f64, f64)) -> String {
    let mut out = format!("#import \"{THEME_PATH}\": *\n");
    let file = compared.deck.rsplit('/').next().unwrap_or_default();
    let _ = writeln!(out, "#show: sheets.with(size: ({long}pt, {short}pt), deck: {})", literal(file));
    cover(&mut out, compared);
    let mut alike = Vec::new();
    for (index, (pair, marks)) in compared.pairs.iter().zip(marks).enumerate() {
        if pair.is_alike() {
            alike.push(index);
            continue;
        }
        same(&mut out, compared, &std::mem::take(&mut alike));
        self::pair(&mut out, compared, index, marks);
    }
    same(&mut out, compared, &alike);
    out
}

fn cover(out: &mut String, compared: &SideBySide<'_>) {
    let _ = write!(out, "#cover(deck: {}, sides: (", literal(&compared.deck));
    for side in &compared.sides {
        let _ = write!(out, "({}, {}, {}),", literal(&side.name), literal(&side.title), literal(&side.time));
    }
    out.push_str("), counts: (");
    for (head, counts) in &compared.counts {
        let _ = write!(out, "({}, {}, {}),", literal(head), counts[0], counts[1]);
    }
    out.push_str("))\n");
}

/// Pairs that are alike, one after the other.
fn same(out: &mut String, compared: &SideBySide<'_>, pairs: &[usize]) {
    if pairs.is_empty() {
        return;
    }
    let _ = write!(out, "#alike(slide: ({}pt, {}pt), (", compared.slide.0, compared.slide.1);
    for &index in pairs {
        let Pair { id, captions, .. } = &compared.pairs[index];
        let (first, second) = (place(index, 0), place(index, 1));
        let _ = write!(out, "({}, {first}, {second}, {}, {}),", literal(id), literal(&captions[0]), literal(&captions[1]));
    }
    out.push_str("))\n");
}

fn pair(out: &mut String, compared: &SideBySide<'_>, index: usize, marks: &[Mark]) {
    let Pair { id, place: written, slides, captions, rows } = &compared.pairs[index];
    let (slide, names) = (compared.slide, compared.sides.each_ref().map(|side| literal(&side.name)));
    let _ = write!(out, "#pair(id: {}, place: {}, names: ({}, {}), ", literal(id), literal(written), names[0], names[1]);
    let _ = write!(out, "slide: ({}pt, {}pt), sides: (", slide.0, slide.1);
    for (side, (slide, caption)) in slides.iter().zip(captions).enumerate() {
        let shown = match slide {
            Ok(_) => place(index, side).to_string(),
            Err(said) => literal(said),
        };
        let _ = write!(out, "({shown}, {}, (", literal(caption));
        marks.iter().filter(|mark| mark.side == side).for_each(|mark| self::mark(out, mark));
        out.push_str(")),");
    }
    out.push_str("), rows: (");
    rows.iter().for_each(|row| self::row(out, row));
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

fn row(out: &mut String, Row { kind, place, words, .. }: &Row) {
    let words = words.each_ref().map(|words| match words {
        Some(words) => literal(&shortened(words)),
        None => "none".to_owned(),
    });
    let _ = write!(out, "({}, {}, {}, {}),", literal(kind), literal(place), words[0], words[1]);
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
