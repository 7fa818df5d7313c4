//! Text that is hard to read on what it stands on. What a changed palette causes is told once, at the entry; what one slide causes, there.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::DesignChange;
use crate::project::{ProjectedSlide, Projection};
use crate::source::Span;
use crate::theme::{COLOURS, Colour, Origin, Theme};
use crate::typeset::{LowContrast, NEEDED, Typeset};

/// No slide gets more findings than this.
const MOST: usize = 3;

/// Findings about all slides of a variant.
pub fn all(projection: &Projection, theme: &Theme, typeset: &Typeset) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for (slide, set) in projection.slides.iter().zip(&typeset.slides) {
        for finding in one(slide, theme, &set.contrast) {
            // The same pair of colours may be below a title here and below a table there.
            if finding.span().is_some_and(|span| is_within(span, slide.span)) {
                told.push(finding);
            } else if !told.iter().any(|known| known.span() == finding.span() && known.message == finding.message) {
                told.push(finding.also(slide.span, "here, for one"));
            }
        }
    }
    told
}

/// Findings about one slide.
pub fn one(slide: &ProjectedSlide, theme: &Theme, found: &[LowContrast]) -> Vec<Diagnostic> {
    found.iter().take(MOST).map(|low| finding(slide, theme, low)).collect()
}

fn finding(slide: &ProjectedSlide, theme: &Theme, low: &LowContrast) -> Diagnostic {
    let LowContrast { ink, ground, .. } = low;
    // Rounded down: what is told to have 4.5:1 has it.
    let ratio = (low.ratio * 10.0).floor() / 10.0;
    let (inks, grounds) = (names(theme, *ink), names(theme, *ground));
    let told =
        |colour: Colour, names: &[&str]| names.first().map_or_else(|| colour.to_string(), |name| format!("`{name}` {colour}"));
    let on = if low.over_picture { format!("a picture, {ground} at its worst,") } else { told(*ground, &grounds) };
    let pair = format!("{} on {on} has a contrast of {ratio:.1}:1 and needs {}", told(*ink, &inks), needed(low));
    if let Some(cause) = cause(theme, low, &inks, &grounds) {
        let finding = Diagnostic::new(Code::LowContrast, cause.value.span, format!("text in {pair}"));
        return finding.help(format!("the last row can't read it; take a darker or a lighter `{}`", cause.name.value));
    }
    let place = low.place.filter(|place| is_within(*place, slide.span)).unwrap_or(slide.span);
    let finding = Diagnostic::new(Code::LowContrast, place, format!("`{}`: text in {pair}", shortened(&low.text)));
    finding.help(if low.over_picture {
        "take a calmer picture, or put it at a side: `side=left`"
    } else {
        "the last row can't read it; take other colours"
    })
}

/// What two colours need. The same two may be those of small text here and of large text there: one finding says what both need.
fn needed(low: &LowContrast) -> String {
    let (small, large) = NEEDED;
    if low.ratio < large && !low.over_picture {
        format!("{small}:1, or {large}:1 in large text")
    } else {
        format!("{}:1", low.needed)
    }
}

fn is_within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// What a theme calls a colour.
fn names(theme: &Theme, colour: Colour) -> Vec<&'static str> {
    theme.design.colours().filter(|(_, known)| *known == colour).map(|(name, _)| name).collect()
}

/// The entry of a palette that one of the colours comes from: of the deck's or the project's, else of the theme's own file.
fn cause<'a>(theme: &'a Theme, low: &LowContrast, inks: &[&str], grounds: &[&str]) -> Option<&'a DesignChange> {
    let own: &[DesignChange] = if matches!(theme.origin, Origin::Folder { .. }) { &theme.written.palette } else { &[] };
    let sides = if low.over_picture { [inks, &[]] } else { [inks, grounds] };
    [theme.repainted.as_slice(), own].into_iter().find_map(|changes| {
        sides
            .iter()
            .find_map(|names| changes.iter().find(|change| names.iter().any(|name| follows_from(name, &change.name.value))))
    })
}

/// Is a colour another one, or does it follow from it?
fn follows_from(name: &str, from: &str) -> bool {
    name == from
        || COLOURS
            .iter()
            .find(|colour| colour.name == name)
            .is_some_and(|colour| colour.from.iter().any(|next| follows_from(next, from)))
}
