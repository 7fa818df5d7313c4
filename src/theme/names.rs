//! The names of what a design has, and what follows from what where a theme says nothing.

use super::colour::Colour;

/// A colour that a theme has.
pub struct ColourName {
    /// As it is written in `[palette]`, and what it is called in Typst.
    pub name: &'static str,
    /// What it follows from where it is not given; empty for those that every theme gives.
    pub from: &'static [&'static str],
    pub(super) derive: Derive,
}

/// A colour from others, by their names.
type Derive = fn(&dyn Fn(&str) -> Colour) -> Colour;

/// The least contrast of quiet text (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

const BLACK: Colour = Colour([0, 0, 0]);

const fn given(name: &'static str) -> ColourName {
    ColourName { name, from: &[], derive: |_| BLACK }
}

/// All colours, each after those it follows from.
pub const COLOURS: &[ColourName] = &[
    given("paper"),
    given("ink"),
    given("muted"),
    given("panel"),
    given("accent"),
    given("second"),
    given("good"),
    given("bad"),
    // Hairlines.
    ColourName { name: "hair", from: &["paper", "ink"], derive: |c| c("paper").mixed(c("ink"), 0.2) },
    // Code that is not the point, on a panel.
    ColourName { name: "faded", from: &["ink", "panel"], derive: |c| c("ink").towards(c("panel"), c("panel"), READABLE) },
    // Text on a field of the accent colour, a large shape on it, and quiet text on both.
    ColourName {
        name: "on-accent",
        from: &["accent", "paper", "ink"],
        derive: |c| readable_on(c("accent"), c("paper"), c("ink")),
    },
    ColourName { name: "accent-deep", from: &["accent", "paper", "ink"], derive: |c| deeper(c("accent"), c("on-accent")) },
    ColourName { name: "accent-quiet", from: &["accent", "paper", "ink"], derive: |c| quiet_on(c("accent"), c("on-accent")) },
    // The line of progress.
    ColourName { name: "accent-soft", from: &["accent", "paper"], derive: |c| c("accent").mixed(c("paper"), 0.4) },
    // The same on the second colour.
    ColourName {
        name: "on-second",
        from: &["second", "paper", "ink"],
        derive: |c| readable_on(c("second"), c("paper"), c("ink")),
    },
    ColourName { name: "second-deep", from: &["second", "paper", "ink"], derive: |c| deeper(c("second"), c("on-second")) },
    ColourName { name: "second-quiet", from: &["second", "paper", "ink"], derive: |c| quiet_on(c("second"), c("on-second")) },
    // What pictures for a light ground stand on where the paper is dark: light, and no lamp.
    ColourName {
        name: "mount",
        from: &["paper", "ink"],
        derive: |c| by_luminance(c("paper"), c("ink")).1.mixed(c("paper"), 0.06),
    },
    // What a picture is darkened with, and the text on it.
    ColourName { name: "scrim", from: &["paper", "ink"], derive: |c| by_luminance(c("paper"), c("ink")).0 },
    ColourName { name: "on-scrim", from: &["paper", "ink"], derive: |c| by_luminance(c("paper"), c("ink")).1 },
    ColourName { name: "quiet-on-scrim", from: &["paper", "ink"], derive: |c| c("on-scrim").mixed(c("scrim"), 0.12) },
];

/// Text on a field: the paper's colour, or the ink's where that is read better.
fn readable_on(field: Colour, paper: Colour, ink: Colour) -> Colour {
    if paper.contrast(field) >= READABLE || paper.contrast(field) >= ink.contrast(field) { paper } else { ink }
}

/// A shape on a field: away from the text, so that the text on it is read the better.
fn deeper(field: Colour, text: Colour) -> Colour {
    field.mixed(if text.luminance() > field.luminance() { BLACK } else { Colour([255, 255, 255]) }, 0.16)
}

fn quiet_on(field: Colour, text: Colour) -> Colour {
    text.towards(text.mixed(field, 0.2), field, READABLE)
}

fn by_luminance(a: Colour, b: Colour) -> (Colour, Colour) {
    if a.luminance() < b.luminance() { (a, b) } else { (b, a) }
}

/// A size that a theme has, in points on a slide 540 pt high.
pub struct SizeName {
    /// As it is written in `[sizes]`. In Typst, `-size` is added.
    pub name: &'static str,
    /// The size it follows from where it is not given, and how.
    pub from: Option<(&'static str, f64)>,
    /// What is more than this is no sense.
    pub most: f64,
    /// What it is where nothing is said and it follows from nothing.
    pub(super) plain: f64,
}

/// A size of running text and of what is read like it.
const fn text(name: &'static str, factor: f64) -> SizeName {
    SizeName { name, from: Some(("body", factor)), most: 80.0, plain: 0.0 }
}

/// A size of large words.
const fn large(name: &'static str, from: &'static str, factor: f64) -> SizeName {
    SizeName { name, from: Some((from, factor)), most: 300.0, plain: 0.0 }
}

const fn plain(name: &'static str, plain: f64, most: f64) -> SizeName {
    SizeName { name, from: None, most, plain }
}

/// All sizes, each after the one it follows from.
pub const SIZES: &[SizeName] = &[
    // Running text, and the least that it may be set in.
    plain("body", 26.0, 60.0),
    text("smallest", 0.923),
    // Text beside a picture; of an exercise and below a statement; the steps of a call to action; a short text alone.
    text("aside", 0.923),
    text("large", 1.077),
    text("step", 1.154),
    text("lead", 1.3077),
    text("quote", 1.5385),
    text("formula", 1.3077),
    text("callout", 0.923),
    text("table", 0.923),
    text("code", 0.7692),
    // Titles: of a slide, the talk, a section, a statement, a call to action, a break; a number that is the point.
    large("title", "body", 1.4615),
    large("cover", "title", 1.6842),
    large("section", "title", 1.421),
    large("statement", "title", 1.6842),
    large("action", "title", 1.2105),
    large("break", "title", 1.8947),
    large("number", "title", 3.158),
    // The title slide's subtitle, and who speaks; captions; sources, footnotes and what stands at the edges.
    text("subtitle", 1.077),
    text("byline", 0.7692),
    plain("caption", 15.0, 40.0),
    plain("small", 14.0, 40.0),
];

/// The sizes of what is read on a slide: those that go down together where a slide holds too much. Titles keep theirs, and code has
/// steps of its own.
pub const READ: &[&str] = &["body", "aside", "large", "step", "lead", "quote", "formula", "callout", "table"];

/// Another number that a theme has.
pub struct NumberName {
    /// The table of `theme.toml` it stands in.
    pub table: &'static str,
    /// Its name there.
    pub name: &'static str,
    /// The least it may be.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// What it is where a theme says nothing.
    pub plain: f64,
}

const fn weight(name: &'static str, plain: f64) -> NumberName {
    NumberName { table: "weights", name, least: 100.0, most: 900.0, plain }
}

const fn measure(name: &'static str, plain: f64) -> NumberName {
    NumberName { table: "grid", name, least: 0.0, most: 160.0, plain }
}

/// Weights, and the measures of the grid in points.
pub const NUMBERS: &[NumberName] = &[
    weight("text", 400.0),
    weight("strong", 600.0),
    weight("title", 600.0),
    measure("side", 60.0),
    measure("top", 48.0),
    measure("foot", 42.0),
    measure("gutter", 16.0),
];

/// What fonts are for.
pub const FONTS: &[&str] = &["text", "heading", "code", "math"];
