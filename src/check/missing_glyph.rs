//! `missing-glyph`: characters that no font can draw.
//!
//! A deck in a script that no font has would have the same finding on every slide, for each audience and once more for its notes. The
//! cure is one font, so a build tells it once, with all the characters.

use super::Allowed;
use super::repeated::the_same_at;
use crate::diagnostic::{Code, Diagnostic};
use crate::fonts::{self, FOLDER};
use crate::project::{ProjectedSlide, Projection};
use crate::source::{Sources, Span};
use crate::typeset::Typeset;
use crate::typeset::paper::Notes;

/// Fonts are named for no more scripts than this.
const SCRIPTS: usize = 3;
/// So many characters are named.
const SHOWN: usize = 8;

/// Characters at a place that no font can draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyphs {
    /// A slide, or the notes of one.
    place: Span,
    characters: Vec<char>,
    /// Are they in notes on paper?
    on_paper: bool,
}

/// What is missing on the slides of one variant.
pub fn on_slides(projection: &Projection, typeset: &Typeset) -> Vec<MissingGlyphs> {
    let slides = projection.slides.iter().zip(&typeset.slides).filter(|(_, set)| !set.missing.is_empty());
    slides.map(|(slide, set)| MissingGlyphs { place: slide.span, characters: set.missing.clone(), on_paper: false }).collect()
}

/// What is missing in the notes of one variant on paper. The place is that of the notes: the slide may be free of such characters.
pub fn in_notes(projection: &Projection, notes: &Notes) -> Vec<MissingGlyphs> {
    let slides = projection.slides.iter().zip(&notes.missing).filter(|(_, missing)| !missing.is_empty());
    let place = |slide: &ProjectedSlide| slide.notes.first().map_or(slide.span, |first| first.span);
    slides.map(|(slide, missing)| MissingGlyphs { place: place(slide), characters: missing.clone(), on_paper: true }).collect()
}

/// One finding about all that is missing in a deck, at the first of the places that don't allow it.
pub fn missing_glyphs<'m>(
    missing: impl Iterator<Item = &'m MissingGlyphs>,
    allowed: &Allowed<'_>,
    sources: &Sources,
) -> Option<Diagnostic> {
    let told = missing.filter(|missing| !allowed.allows(&at(missing.place, &missing.characters)));
    let mut told: Vec<&MissingGlyphs> = told.collect();
    told.sort_by_key(|missing| (missing.place.file, missing.place.start));
    let mut characters: Vec<char> = Vec::new();
    for c in told.iter().flat_map(|missing| &missing.characters) {
        if !characters.contains(c) {
            characters.push(*c);
        }
    }
    let mut lines: Vec<usize> = Vec::new();
    for missing in &told {
        let line = sources.get(missing.place.file).line_col(missing.place.start as usize).line;
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let finding = at(told.first()?.place, &characters);
    let finding = if lines.len() > 1 { finding.help(the_same_at(lines.split_off(1))) } else { finding };
    if told.iter().any(|missing| missing.on_paper) {
        return Some(finding.help("`--to script` writes the notes as Markdown, with every character"));
    }
    Some(finding)
}

/// The finding about characters at one place.
pub(super) fn at(span: Span, missing: &[char]) -> Diagnostic {
    let list: Vec<String> = missing.iter().take(SHOWN).map(|c| format!("U+{:04X} {}", *c as u32, printable(*c))).collect();
    let more = if missing.len() > SHOWN { format!(" and {} more", missing.len() - SHOWN) } else { String::new() };
    let message = format!("no font has {}{more}", list.join(", "));
    let finding = Diagnostic::new(Code::MissingGlyph, span, message);
    let fonts = fonts::help(missing);
    if fonts.is_empty() {
        return finding.help("an empty box stands in its place; write it another way, or leave it out");
    }
    let named = fonts.into_iter().take(SCRIPTS).map(|(script, font, package)| {
        format!(
            "{script}: put `{font}` into the folder `{FOLDER}` of the project (fonts.google.com has it, Debian in `{package}`)"
        )
    });
    named.fold(finding, Diagnostic::help).help(
        "an empty box stands in its place until then; `system-fonts = true` in `deckle.toml` takes the fonts of this machine",
    )
}

fn printable(c: char) -> String {
    if c.is_control() { String::new() } else { format!("`{c}`") }
}
