//! What the layout engine measured: content larger than its room, what no font can draw.

use super::{contrast, missing_glyph};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{BlockKind, Fit, walk_blocks};
use crate::project::{ProjectedSlide, Projection};
use crate::source::Span;
use crate::theme::Theme;
use crate::typeset::{CODE_AIR, CODE_STEPS, Fitting, LowContrast, Overflow, Typeset};

/// Findings about the pages of one variant, but for characters without a font, which are told for all variants together.
pub fn layout(projection: &Projection, theme: &Theme, typeset: &Typeset) -> Diagnostics {
    let slides = projection.slides.iter().zip(&typeset.slides);
    let found = slides.filter_map(|(slide, set)| fitting(slide, theme, &set.fitting));
    found.chain(contrast::all(projection, theme, typeset)).collect()
}

/// Findings about the pages of one slide.
pub fn pages(slide: &ProjectedSlide, theme: &Theme, fit: &Fitting, missing: &[char]) -> Vec<Diagnostic> {
    let missing = (!missing.is_empty()).then(|| missing_glyph::at(slide.span, missing));
    fitting(slide, theme, fit).into_iter().chain(missing).collect()
}

/// What was done to make a slide fit.
fn fitting(slide: &ProjectedSlide, theme: &Theme, fitting: &Fitting) -> Option<Diagnostic> {
    match (&fitting.overflow, fitting.size) {
        (Some(overflow), size) => Some(overflow_finding(slide, theme, overflow, size)),
        (None, Some(size)) => Some(set_smaller(slide, theme, size)),
        (None, None) => None,
    }
}

/// Findings about text on one slide that is hard to read.
pub fn legibility(slide: &ProjectedSlide, theme: &Theme, found: &[LowContrast]) -> Vec<Diagnostic> {
    contrast::one(slide, theme, found)
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
