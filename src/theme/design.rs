//! What a theme says in numbers and names: colours, fonts, sizes, weights, the grid.
//!
//! A value that is not given follows from others: quiet text on the accent colour from accent and paper, the size of a subtitle from
//! that of the title. Where an author changes a colour or a size, what follows from it changes too.

use std::collections::BTreeMap;

use super::colour::Colour;

/// A colour that a theme has.
pub struct ColourName {
    /// As it is written in `[palette]`, and what it is called in Typst.
    pub name: &'static str,
    /// What it follows from where it is not given; empty for those that every theme gives.
    pub from: &'static [&'static str],
    derive: fn(&dyn Fn(&str) -> Colour) -> Colour,
}

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
    // A large shape on a field of the accent colour, and quiet text on both.
    ColourName { name: "accent-deep", from: &["accent", "paper"], derive: |c| deeper(c("accent"), c("paper")) },
    ColourName { name: "accent-quiet", from: &["accent", "paper"], derive: |c| quiet_on(c("accent"), c("paper")) },
    // The line of progress.
    ColourName { name: "accent-soft", from: &["accent", "paper"], derive: |c| c("accent").mixed(c("paper"), 0.4) },
    // The same on the second colour.
    ColourName { name: "second-deep", from: &["second", "paper"], derive: |c| deeper(c("second"), c("paper")) },
    ColourName { name: "second-quiet", from: &["second", "paper"], derive: |c| quiet_on(c("second"), c("paper")) },
    // What a picture is darkened with, and the text on it.
    ColourName { name: "scrim", from: &["paper", "ink"], derive: |c| by_luminance(c("paper"), c("ink")).0 },
    ColourName { name: "on-scrim", from: &["paper", "ink"], derive: |c| by_luminance(c("paper"), c("ink")).1 },
    ColourName { name: "quiet-on-scrim", from: &["paper", "ink"], derive: |c| c("on-scrim").mixed(c("scrim"), 0.12) },
];

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
}

const fn size(name: &'static str, from: &'static str, factor: f64) -> SizeName {
    SizeName { name, from: Some((from, factor)) }
}

/// All sizes, each after the one it follows from.
pub const SIZES: &[SizeName] = &[
    // Running text, and the least that it may be set in.
    SizeName { name: "body", from: None },
    size("smallest", "body", 0.923),
    // Text beside a picture; of an exercise and below a statement; the steps of a call to action; a short text alone.
    size("aside", "body", 0.923),
    size("large", "body", 1.077),
    size("step", "body", 1.154),
    size("lead", "body", 1.3077),
    size("quote", "body", 1.5385),
    size("formula", "body", 1.3077),
    size("callout", "body", 0.923),
    size("table", "body", 0.923),
    size("code", "body", 0.7692),
    // Titles: of a slide, the talk, a section, a statement, a call to action, a break; a number that is the point.
    size("title", "body", 1.4615),
    size("cover", "title", 1.6842),
    size("section", "title", 1.421),
    size("statement", "title", 1.6842),
    size("action", "title", 1.2105),
    size("break", "title", 1.8947),
    size("number", "title", 3.158),
    // The title slide's subtitle, and who speaks; captions; sources, footnotes and what stands at the edges.
    size("subtitle", "body", 1.077),
    size("byline", "body", 0.7692),
    SizeName { name: "caption", from: None },
    SizeName { name: "small", from: None },
];

/// What sizes have that no theme and no size gives.
const PLAIN_SIZES: &[(&str, f64)] = &[("body", 26.0), ("caption", 15.0), ("small", 14.0)];

/// Other numbers, with what they are where a theme says nothing.
pub const NUMBERS: &[(&str, &str, f64)] = &[
    ("weights", "text", 400.0),
    ("weights", "strong", 600.0),
    ("weights", "title", 600.0),
    ("grid", "side", 60.0),
    ("grid", "top", 48.0),
    ("grid", "foot", 42.0),
    ("grid", "gutter", 16.0),
];

/// The families of a theme: of text, titles, code and formulas.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fonts {
    /// Running text.
    pub text: String,
    /// Titles and subheadings.
    pub heading: String,
    /// Code.
    pub code: String,
    /// Formulas.
    pub math: String,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            text: "Inter".to_owned(),
            heading: "Inter".to_owned(),
            code: "JetBrains Mono".to_owned(),
            math: "New Computer Modern Math".to_owned(),
        }
    }
}

/// What is said about a design, by a theme or on top of one. What is not said is not there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wishes {
    /// Colours by name.
    pub palette: BTreeMap<String, Colour>,
    /// Families: `text`, `heading`, `code`, `math`.
    pub fonts: BTreeMap<String, String>,
    /// Sizes by name, in points.
    pub sizes: BTreeMap<String, f64>,
    /// Weights and the grid, by table and name.
    pub numbers: BTreeMap<(String, String), f64>,
    /// The marks of lists: first and second level.
    pub marks: Option<Vec<String>>,
    /// Is there a line of progress?
    pub progress: Option<bool>,
}

/// A design with every value known.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    palette: BTreeMap<&'static str, Colour>,
    sizes: BTreeMap<&'static str, f64>,
    numbers: BTreeMap<(&'static str, &'static str), f64>,
    /// The families of its text.
    pub fonts: Fonts,
    /// The marks of lists: first and second level.
    pub marks: Vec<String>,
    /// Is there a line of progress?
    pub progress: bool,
    /// What was said, from which all the rest follows.
    said: Wishes,
}

impl Design {
    /// The design that follows from what is said.
    pub fn new(said: Wishes) -> Self {
        let mut fonts = Fonts::default();
        if let Some(text) = said.fonts.get("text") {
            (fonts.text, fonts.heading) = (text.clone(), text.clone());
        }
        let slots = [("heading", &mut fonts.heading), ("code", &mut fonts.code), ("math", &mut fonts.math)];
        for (name, slot) in slots {
            if let Some(family) = said.fonts.get(name) {
                slot.clone_from(family);
            }
        }
        let number = |&(table, name, plain): &(&'static str, &'static str, f64)| {
            let said = said.numbers.get(&(table.to_owned(), name.to_owned()));
            ((table, name), said.copied().unwrap_or(plain))
        };
        Self {
            palette: palette(&said.palette),
            sizes: sizes(&said.sizes),
            numbers: NUMBERS.iter().map(number).collect(),
            fonts,
            marks: said.marks.clone().unwrap_or_else(|| vec!["•".to_owned(), "–".to_owned()]),
            progress: said.progress.unwrap_or(true),
            said,
        }
    }

    /// This design with changes. What follows from a changed value and was said with the old one in mind, follows again.
    #[must_use]
    pub fn changed(&self, changes: &Wishes) -> Self {
        let mut said = self.said.clone();
        for colour in COLOURS {
            if colour.from.iter().any(|from| changes.palette.contains_key(*from)) {
                said.palette.remove(colour.name);
            }
        }
        for size in SIZES {
            if size.from.is_some_and(|(from, _)| changes.sizes.contains_key(from)) {
                said.sizes.remove(size.name);
            }
        }
        if changes.fonts.contains_key("text") {
            said.fonts.remove("heading");
        }
        said.palette.extend(changes.palette.clone());
        said.sizes.extend(changes.sizes.clone());
        said.fonts.extend(changes.fonts.clone());
        said.numbers.extend(changes.numbers.clone());
        said.marks = changes.marks.clone().or(said.marks);
        said.progress = changes.progress.or(said.progress);
        Self::new(said)
    }

    /// A colour by its name.
    ///
    /// # Panics
    /// There is none of that name.
    pub fn colour(&self, name: &str) -> Colour {
        self.palette[name]
    }

    /// A size by its name, in points.
    ///
    /// # Panics
    /// There is none of that name.
    pub fn size(&self, name: &str) -> f64 {
        self.sizes[name]
    }

    /// All colours, by name.
    pub fn colours(&self) -> impl Iterator<Item = (&'static str, Colour)> {
        COLOURS.iter().map(|colour| (colour.name, self.palette[colour.name]))
    }

    /// All sizes, by name.
    pub fn all_sizes(&self) -> impl Iterator<Item = (&'static str, f64)> {
        SIZES.iter().map(|size| (size.name, self.sizes[size.name]))
    }

    /// A weight or a measure of the grid.
    ///
    /// # Panics
    /// There is none of that name.
    pub fn number(&self, table: &'static str, name: &'static str) -> f64 {
        self.numbers[&(table, name)]
    }
}

fn palette(said: &BTreeMap<String, Colour>) -> BTreeMap<&'static str, Colour> {
    let mut found: BTreeMap<&'static str, Colour> = BTreeMap::new();
    for colour in COLOURS {
        let value = said.get(colour.name).copied().unwrap_or_else(|| (colour.derive)(&|name| found[name]));
        found.insert(colour.name, value);
    }
    found
}

fn sizes(said: &BTreeMap<String, f64>) -> BTreeMap<&'static str, f64> {
    let mut found: BTreeMap<&'static str, f64> = BTreeMap::new();
    for size in SIZES {
        let plain = || PLAIN_SIZES.iter().find(|(name, _)| *name == size.name).map_or(0.0, |(_, plain)| *plain);
        let follows = || size.from.map_or_else(plain, |(from, factor)| (found[from] * factor).round());
        let value = said.get(size.name).copied().unwrap_or_else(follows);
        found.insert(size.name, value);
    }
    found
}
