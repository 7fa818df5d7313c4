//! Stage 2: themes.
//!
//! A theme is a folder: `theme.toml` says what it is, in what sizes it sets text, and its colours; `theme.typ` draws. The built-in
//! ones are part of the binary. What a theme has to define stands in `themes/README.md`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The theme of a deck that names none.
pub const DEFAULT: &str = "lecture";

/// The files of a built-in theme: its name, `theme.toml` and `theme.typ`.
const BUILT_IN: &[(&str, &str, &str)] =
    &[("lecture", include_str!("../../themes/lecture/theme.toml"), include_str!("../../themes/lecture/theme.typ"))];

/// What draws sheets of paper: notes and handouts. It is no theme that a deck could name.
pub const PAPER: &str = include_str!("../../themes/paper/paper.typ");

/// A theme, ready for use.
#[derive(Debug)]
pub struct Theme {
    /// The name an author writes.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// The size of running text, in points.
    pub body_size: f64,
    /// The smallest size running text may be set in, in points.
    pub smallest: f64,
    /// The family of its text.
    pub font: String,
    /// Its colours.
    pub palette: Palette,
    /// The Typst module that draws it.
    pub source: &'static str,
}

/// The colours of a theme, as `#RRGGBB`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Palette {
    /// What everything stands on.
    pub paper: String,
    /// Text.
    pub ink: String,
    /// Quiet text.
    pub muted: String,
    /// The ground of code and callouts.
    pub panel: String,
    /// What matters.
    pub accent: String,
    /// A second accent.
    pub second: String,
    /// What is well.
    pub good: String,
    /// What is not.
    pub bad: String,
}

/// `theme.toml` as written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct RawTheme {
    name: String,
    description: String,
    body_size: f64,
    smallest: f64,
    font: String,
    palette: Palette,
}

static THEMES: LazyLock<Vec<Theme>> = LazyLock::new(|| {
    let read = |(folder, settings, source): &(&str, &str, &'static str)| {
        let raw: RawTheme = toml::from_str(settings).unwrap_or_else(|error| panic!("themes/{folder}/theme.toml: {error}"));
        let RawTheme { name, description, body_size, smallest, font, palette } = raw;
        Theme { name, description, body_size, smallest, font, palette, source }
    };
    BUILT_IN.iter().map(read).collect()
});

/// The theme of a name.
pub fn find(name: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|theme| theme.name == name)
}

/// The names of all themes.
pub fn names() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|theme| theme.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_themes_are_complete_and_named_as_their_folder() {
        assert!(find(DEFAULT).is_some());
        for (folder, _, _) in BUILT_IN {
            let theme = find(folder).expect("the name in theme.toml is the folder's");
            assert!(theme.smallest <= theme.body_size && theme.smallest > 0.0);
            assert!(!theme.description.is_empty() && !theme.font.is_empty());
            let Palette { paper, ink, muted, panel, accent, second, good, bad } = &theme.palette;
            for colour in [paper, ink, muted, panel, accent, second, good, bad] {
                let digits = colour.strip_prefix('#').expect("a colour starts with #");
                assert!(digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()), "{colour}");
                assert!(theme.source.contains(colour.as_str()), "theme.typ states {colour} too");
            }
        }
    }
}
