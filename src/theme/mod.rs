//! Stage 2: themes.
//!
//! A theme is a folder: `theme.toml` says what it is, its colours, fonts and sizes; `theme.typ` draws what is not drawn as in
//! `themes/base`. The built-in ones are part of the binary. The contract stands in `themes/README.md`.

mod colour;
mod design;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

pub use colour::Colour;
pub use design::{COLOURS, Design, Fonts, NUMBERS, SIZES, Wishes};

/// The theme of a deck that names none.
pub const DEFAULT: &str = "lecture";

/// The files of a built-in theme: its name, `theme.toml` and `theme.typ`.
const BUILT_IN: &[(&str, &str, &str)] =
    &[("lecture", include_str!("../../themes/lecture/theme.toml"), include_str!("../../themes/lecture/theme.typ"))];

/// What every theme stands on, by the paths under which Typst finds it, each after those it imports.
pub const BASE: &[(&str, &str)] = &[
    ("/base/kit.typ", include_str!("../../themes/base/kit.typ")),
    ("/base/rules.typ", include_str!("../../themes/base/rules.typ")),
    ("/base/blocks.typ", include_str!("../../themes/base/blocks.typ")),
    ("/base/layouts.typ", include_str!("../../themes/base/layouts.typ")),
    ("/base/edges.typ", include_str!("../../themes/base/edges.typ")),
    ("/base/slide.typ", include_str!("../../themes/base/slide.typ")),
    ("/base.typ", include_str!("../../themes/base/base.typ")),
];

/// What draws sheets of paper: notes and handouts. It is no theme that a deck could name.
pub const PAPER: &str = include_str!("../../themes/paper/paper.typ");

/// A theme, ready for use.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The name an author writes.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// Its colours, fonts and sizes.
    pub design: Design,
    /// The Typst module that draws it.
    pub source: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Equal keys, equal pages.
    pub key: u64,
}

impl Theme {
    fn keyed(mut self) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{:?}{:?}{:?}", self.name, self.design, self.source).hash(&mut hasher);
        self.key = hasher.finish();
        self
    }
}

/// Where a theme comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the binary.
    BuiltIn,
}

/// `theme.toml` as written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawTheme {
    name: String,
    description: String,
    palette: BTreeMap<String, String>,
    #[serde(default)]
    fonts: BTreeMap<String, String>,
    #[serde(default)]
    sizes: BTreeMap<String, f64>,
}

static THEMES: LazyLock<Vec<Arc<Theme>>> = LazyLock::new(|| {
    let read = |(folder, settings, source): &(&str, &str, &str)| {
        let raw: RawTheme = toml::from_str(settings).unwrap_or_else(|error| panic!("themes/{folder}/theme.toml: {error}"));
        let colour = |(name, text): (String, String)| Some((name, Colour::parse(&text)?));
        let palette = raw.palette.into_iter().filter_map(colour).collect();
        let design = Design::new(Wishes { palette, fonts: raw.fonts, sizes: raw.sizes, ..Wishes::default() });
        let (name, description) = (raw.name, raw.description);
        Arc::new(Theme { name, description, design, source: (*source).to_owned(), origin: Origin::BuiltIn, key: 0 }.keyed())
    };
    BUILT_IN.iter().map(read).collect()
});

/// The built-in theme of a name.
pub fn find(name: &str) -> Option<Arc<Theme>> {
    THEMES.iter().find(|theme| theme.name == name).cloned()
}

/// The names of the built-in themes.
pub fn names() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|theme| theme.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_themes_are_complete_and_named_as_their_folder() {
        assert!(find(DEFAULT).is_some());
        for (folder, settings, _) in BUILT_IN {
            let theme = find(folder).expect("the name in theme.toml is the folder's");
            let design = &theme.design;
            assert!(design.size("smallest") <= design.size("body") && design.size("smallest") > 0.0);
            assert!(!theme.description.is_empty());
            let raw: RawTheme = toml::from_str(settings).unwrap();
            for colour in COLOURS.iter().filter(|colour| colour.from.is_empty()) {
                assert!(raw.palette.contains_key(colour.name), "{folder} has no {}", colour.name);
            }
            for (name, text) in &raw.palette {
                assert!(COLOURS.iter().any(|colour| colour.name == name), "{folder}: {name}");
                assert_eq!(Some(design.colour(name)), Colour::parse(text), "{folder}: {name}");
            }
        }
    }
}
