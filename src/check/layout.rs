//! What the layout engine measured: content larger than its room, characters no font can draw.

use super::contrast;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fonts::{self, FOLDER};
use crate::model::{BlockKind, Fit, walk_blocks};
use crate::project::{ProjectedSlide, Projection};
use crate::source::Span;
use crate::theme::Theme;
use crate::typeset::paper::Notes;
use crate::typeset::{CODE_AIR, CODE_STEPS, Fitting, LowContrast, Overflow, Typeset};

/// Findings about the pages of one variant.
pub fn layout(projection: &Projection, theme: &Theme, typeset: &Typeset) -> Diagnostics {
    let slides = projection.slides.iter().zip(&typeset.slides);
    let found = slides.flat_map(|(slide, set)| pages(slide, theme, &set.fitting, &set.missing));
    found.chain(contrast::all(projection, theme, typeset)).collect()
}

/// Findings about the pages of one slide.
pub fn pages(slide: &ProjectedSlide, theme: &Theme, fitting: &Fitting, missing: &[char]) -> Vec<Diagnostic> {
    let overflow = match (&fitting.overflow, fitting.size) {
        (Some(overflow), size) => Some(overflow_finding(slide, theme, overflow, size)),
        (None, Some(size)) => Some(set_smaller(slide, theme, size)),
        (None, None) => None,
    };
    let missing = (!missing.is_empty()).then(|| missing_glyphs(slide.span, missing));
    overflow.into_iter().chain(missing).collect()
}

/// Findings about text on one slide that is hard to read.
pub fn legibility(slide: &ProjectedSlide, theme: &Theme, found: &[LowContrast]) -> Vec<Diagnostic> {
    contrast::one(slide, theme, found)
}

/// Findings about the notes of one variant on paper.
pub fn notes(projection: &Projection, notes: &Notes) -> Diagnostics {
    let slides = projection.slides.iter().zip(&notes.missing);
    slides.filter(|(_, missing)| !missing.is_empty()).map(|(slide, missing)| missing_in_notes(slide, missing)).collect()
}

/// At the notes themselves: the slide may be free of such characters.
fn missing_in_notes(slide: &ProjectedSlide, missing: &[char]) -> Diagnostic {
    let span = slide.notes.first().map_or(slide.span, |first| first.span);
    missing_glyphs(span, missing).help("`--to script` writes the notes as Markdown, with every character")
}

/// A slide whose text was set smaller, and all of it fits.
fn set_smaller(slide: &ProjectedSlide, theme: &Theme, size: f64) -> Diagnostic {
    let body = theme.design.size("body");
    let message = format!("the text of this slide is set in {size} pt, not in {body} pt, so that it fits");
    Diagnostic::new(Code::SetSmaller, slide.span, message)
        .help("shorten it to have it as large as on the other slides; with `fit=no` it stays large and sticks out")
}

fn overflow_finding(slide: &ProjectedSlide, theme: &Theme, overflow: &Overflow, size: Option<f64>) -> Diagnostic {
    let what = if overflow.title { "the title is" } else { "the content is" };
    let by = match (overflow.height, overflow.width) {
        (high, wide) if high >= 3.0 && wide >= 3.0 => {
            format!("{:.0} pt too high and {:.0} pt too wide", high.ceil(), wide.ceil())
        }
        (high, wide) if high >= wide => format!("{:.0} pt too high", high.ceil()),
        (_, wide) => format!("{:.0} pt too wide", wide.ceil()),
    };
    let at = size.map_or_else(String::new, |size| format!(", even in {size} pt"));
    let finding = Diagnostic::new(Code::Overflow, slide.span, format!("{what} {by} for this slide{at}"));
    let finding = match overflow.start {
        // On the slide's own line there is nothing to point at.
        Some(start) if !overflow.title && start != slide.span => finding.also(start, "from here on there is no room"),
        _ => finding,
    };
    finding.help(what_was_done(slide, theme, overflow, size))
}

fn what_was_done(slide: &ProjectedSlide, theme: &Theme, overflow: &Overflow, size: Option<f64>) -> String {
    if slide.fit == Fit::No {
        return "it sticks out, since the slide has `fit=no`; shorten it or make two slides of it".to_owned();
    }
    let percent = (overflow.scale * 100.0).floor();
    if let Some(advice) = long_code_line(slide, theme, overflow) {
        return format!("it is drawn at {percent:.0} % to fit; {advice}");
    }
    if overflow.title {
        return format!("it is drawn at {percent:.0} % to fit; shorten it");
    }
    let (set, smallest) = (size.unwrap_or_else(|| theme.design.size("body")), theme.design.size("smallest"));
    let drawn = set * overflow.scale;
    let floor = if drawn < smallest {
        format!(" (the theme `{}` sets nothing below {smallest} pt, which the last row can still read)", theme.name)
    } else {
        String::new()
    };
    format!("it is drawn at {percent:.0} % to fit, so its text is {drawn:.0} pt{floor}; shorten it or make two slides of it")
}

/// What to do where code is too wide.
fn long_code_line(slide: &ProjectedSlide, theme: &Theme, overflow: &Overflow) -> Option<String> {
    let start = overflow.start.filter(|_| overflow.width > overflow.height)?;
    let holds = |span: Span| span.file == start.file && span.start <= start.start && start.end <= span.end;
    let code = walk_blocks(&slide.content).find_map(|block| match &block.kind {
        BlockKind::Code(code) if holds(block.span) => Some(code),
        _ => None,
    })?;
    let longest = code.text.lines().map(|line| line.chars().count()).max()?;
    // A column of its font takes 0.6 of the size.
    let smallest = theme.design.size("code") - CODE_STEPS;
    let columns = ((overflow.room.0 - CODE_AIR) / (smallest * 0.6)).floor();
    Some(format!("the longest line of code has {longest} columns, and {columns:.0} fit here in {smallest} pt: break the line"))
}

/// Fonts are named for no more scripts than this.
const SCRIPTS: usize = 3;

fn missing_glyphs(span: Span, missing: &[char]) -> Diagnostic {
    const SHOWN: usize = 8;
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
