//! What a theme says in numbers and names: colours, fonts, sizes, weights, the grid.
//!
//! A value that is not given follows from others: quiet text on the accent colour from accent and paper, the size of a subtitle from
//! that of the title. Where an author changes a colour or a size, what follows from it changes too.

use std::collections::BTreeMap;

use super::colour::Colour;
use super::names::{COLOURS, NUMBERS, NumberName, READ, SIZES};

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
    /// How broad titles are, those in Inter being 1.
    pub breadth: f64,
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
        let number = |&NumberName { table, name, plain, .. }: &NumberName| {
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
            breadth: 1.0,
            said,
        }
    }

    /// This design with changes. What follows from a changed value and was said with the old one in mind, follows again.
    #[must_use]
    pub fn changed(&self, changes: &Wishes) -> Self {
        let mut said = self.said.clone();
        // A value said again is no change.
        let recoloured = |name: &&'static str| changes.palette.get(*name).is_some_and(|new| *new != self.palette[*name]);
        for colour in COLOURS {
            if colour.from.iter().any(recoloured) {
                said.palette.remove(colour.name);
            }
        }
        said.sizes = self.resized(&changes.sizes);
        if changes.fonts.get("text").is_some_and(|new| *new != self.fonts.text) {
            said.fonts.remove("heading");
        }
        said.palette.extend(changes.palette.clone());
        said.fonts.extend(changes.fonts.clone());
        said.numbers.extend(changes.numbers.clone());
        said.marks = changes.marks.clone().or(said.marks);
        said.progress = changes.progress.or(said.progress);
        Self::new(said)
    }

    /// All sizes with changes. What follows from a changed size keeps its proportion to it. Titles and the least size of text do not follow
    /// from the body's: a theme chose them for the room.
    fn resized(&self, changes: &BTreeMap<String, f64>) -> BTreeMap<String, f64> {
        let mut new: BTreeMap<String, f64> = BTreeMap::new();
        for size in SIZES {
            let old = self.sizes[size.name];
            let follows = size.from.filter(|_| !matches!(size.name, "smallest" | "title"));
            let factor = follows.map_or(1.0, |(from, _)| new[from] / self.sizes[from]);
            let following = if (factor - 1.0).abs() < f64::EPSILON { old } else { (old * factor).round() };
            new.insert(size.name.to_owned(), changes.get(size.name).copied().unwrap_or(following));
        }
        new
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

    /// The sizes that running text is set in where a slide holds too much, in points: from one below the theme's own down to the
    /// smallest, by a point at a time. Empty where the theme's own is the smallest.
    pub fn smaller_sizes(&self) -> Vec<f64> {
        let (body, floor) = (self.size("body"), self.size("smallest"));
        let between = (1..).map(|step| body - f64::from(step)).take_while(|size| *size > floor);
        between.chain((floor < body).then_some(floor)).collect()
    }

    /// This design with running text of another size, and with it all that is read on a slide.
    #[must_use]
    pub fn with_body(&self, body: f64) -> Self {
        let mut design = self.clone();
        let factor = body / self.size("body");
        for name in READ {
            let size = design.sizes.get_mut(name).expect("every design has every size");
            *size = (*size * factor * 2.0).round() / 2.0;
        }
        design
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
        let follows = || size.from.map_or(size.plain, |(from, factor)| (found[from] * factor).round());
        let value = said.get(size.name).copied().unwrap_or_else(follows);
        found.insert(size.name, value);
    }
    found
}
