//! What the layout engine measured: content larger than its room, characters no font can draw.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::project::{ProjectedSlide, Projection};
use crate::source::Span;
use crate::theme::Theme;
use crate::typeset::paper::Notes;
use crate::typeset::{Overflow, Typeset};

/// Findings about the pages of one variant.
pub fn layout(projection: &Projection, theme: &Theme, typeset: &Typeset) -> Diagnostics {
    let slides = projection.slides.iter().zip(&typeset.slides);
    slides.flat_map(|(slide, set)| pages(slide, theme, set.overflow.as_ref(), &set.missing)).collect()
}

/// Findings about the pages of one slide.
pub fn pages(slide: &ProjectedSlide, theme: &Theme, overflow: Option<&Overflow>, missing: &[char]) -> Vec<Diagnostic> {
    let overflow = overflow.map(|overflow| overflow_finding(slide, theme, overflow));
    let missing = (!missing.is_empty()).then(|| missing_glyphs(slide.span, missing));
    overflow.into_iter().chain(missing).collect()
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

fn overflow_finding(slide: &ProjectedSlide, theme: &Theme, overflow: &Overflow) -> Diagnostic {
    let what = if overflow.title { "the title is" } else { "the content is" };
    let by = match (overflow.height, overflow.width) {
        (high, wide) if high >= 3.0 && wide >= 3.0 => {
            format!("{:.0} pt too high and {:.0} pt too wide", high.ceil(), wide.ceil())
        }
        (high, wide) if high >= wide => format!("{:.0} pt too high", high.ceil()),
        (_, wide) => format!("{:.0} pt too wide", wide.ceil()),
    };
    let finding = Diagnostic::new(Code::Overflow, slide.span, format!("{what} {by} for this slide"));
    let percent = (overflow.scale * 100.0).floor();
    let size = theme.design.size("body") * overflow.scale;
    let drawn = if overflow.title {
        format!("it is drawn at {percent:.0} % to fit; shorten it")
    } else {
        format!(
            "it is drawn at {percent:.0} % to fit, so text of {:.0} pt is {size:.0} pt; shorten it or make two slides of it",
            theme.design.size("body")
        )
    };
    let finding = finding.help(drawn);
    let smallest = theme.design.size("smallest");
    if size < smallest && !overflow.title {
        finding
            .help(format!("the theme `{}` sets nothing below {:.0} pt, which the last row can still read", theme.name, smallest))
    } else {
        finding
    }
}

fn missing_glyphs(span: Span, missing: &[char]) -> Diagnostic {
    const SHOWN: usize = 8;
    let list: Vec<String> = missing.iter().take(SHOWN).map(|c| format!("U+{:04X} {}", *c as u32, printable(*c))).collect();
    let more = if missing.len() > SHOWN { format!(" and {} more", missing.len() - SHOWN) } else { String::new() };
    let message = format!("no bundled font has {}{more}", list.join(", "));
    Diagnostic::new(Code::MissingGlyph, span, message)
        .help("an empty box stands in its place; write it another way, or leave it out")
}

fn printable(c: char) -> String {
    if c.is_control() { String::new() } else { format!("`{c}`") }
}
