//! Stage 2: themes.
//!
//! A theme is a folder: `theme.toml` says what it is, its colours, fonts and sizes; `theme.typ` draws what is not drawn as in
//! `themes/base`. The built-in ones are part of the binary; others are folders of a project (`folder`). The contract stands in
//! `themes/README.md`.

mod colour;
mod design;
mod file;
mod folder;
mod names;
mod template;
mod wishes;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use camino::Utf8PathBuf;

use crate::diagnostic::Diagnostics;
use crate::model::{DesignChange, DesignChanges};
use crate::source::FileId;

pub use colour::Colour;
pub use design::{Design, Fonts, Wishes};
pub use folder::{DRAWING, FOLDER, Folder, SETTINGS, load, place, unknown};
pub use names::{COLOURS, FONTS, NUMBERS, NumberName, READ, SIZES};
pub use template::template;
pub use wishes::{below_the_floor, wishes};

/// The theme of a deck that names none.
pub const DEFAULT: &str = "lecture";

/// The files of a built-in theme: its name, `theme.toml` and `theme.typ`.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("lecture", include_str!("../../themes/lecture/theme.toml"), include_str!("../../themes/lecture/theme.typ")),
    ("executive", include_str!("../../themes/executive/theme.toml"), include_str!("../../themes/executive/theme.typ")),
    ("technical", include_str!("../../themes/technical/theme.toml"), include_str!("../../themes/technical/theme.typ")),
    ("chalk", include_str!("../../themes/chalk/theme.toml"), include_str!("../../themes/chalk/theme.typ")),
    ("plain", include_str!("../../themes/plain/theme.toml"), include_str!("../../themes/plain/theme.typ")),
];

/// What every theme stands on, by the paths under which Typst finds it, each after those it imports.
pub const BASE: &[(&str, &str)] = &[
    ("/base/kit.typ", include_str!("../../themes/base/kit.typ")),
    ("/base/rules.typ", include_str!("../../themes/base/rules.typ")),
    ("/base/blocks.typ", include_str!("../../themes/base/blocks.typ")),
    ("/base/layouts.typ", include_str!("../../themes/base/layouts.typ")),
    ("/base/parts.typ", include_str!("../../themes/base/parts.typ")),
    ("/base/edges.typ", include_str!("../../themes/base/edges.typ")),
    ("/base/slide.typ", include_str!("../../themes/base/slide.typ")),
    ("/base.typ", include_str!("../../themes/base/base.typ")),
];

/// What draws sheets of paper: notes and handouts. It is no theme that a deck could name.
pub const PAPER: &str = include_str!("../../themes/paper/paper.typ");
/// The same for sheets with two audiences side by side.
pub const COMPARISON: &str = include_str!("../../themes/paper/compare.typ");

/// A theme, ready for use.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The name an author writes.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// Its colours, fonts and sizes.
    pub design: Design,
    /// The Typst module that draws it; of a theme of a project, what draws the theme it extends.
    pub source: String,
    /// The files of its folder that its Typst code may use, `theme.typ` among them.
    pub files: Vec<File>,
    /// The fonts of its folder.
    pub fonts: Vec<Font>,
    /// The picture on title and closing slides.
    pub logo: Option<Logo>,
    /// Colours, fonts, sizes and the logo as its `theme.toml` says them.
    pub written: DesignChanges,
    /// The colours that a deck or its project changes.
    pub repainted: Vec<DesignChange>,
    /// Where it comes from.
    pub origin: Origin,
    /// Equal keys, equal pages.
    pub key: u64,
}

/// A file of a theme's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the folder.
    pub path: Utf8PathBuf,
    /// What is in it.
    pub bytes: Arc<Vec<u8>>,
    /// Among the sources, where it is Typst code.
    pub source: Option<FileId>,
}

/// A font file of a theme's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Font {
    /// Its path from the folder.
    pub path: Utf8PathBuf,
    /// What is in it.
    pub bytes: Arc<Vec<u8>>,
}

/// The picture on title and closing slides.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// The picture.
    pub bytes: Arc<Vec<u8>>,
    /// The ending of its kind.
    pub extension: &'static str,
    /// Its width by its height.
    pub ratio: f64,
}

/// Where a theme comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the binary.
    BuiltIn,
    /// A folder of the project.
    Folder {
        /// The folder, from the project's root.
        path: Utf8PathBuf,
        /// Its `theme.toml` among the sources.
        settings: FileId,
    },
}

impl Theme {
    /// The Typst code of its own, which draws what is drawn otherwise than in the theme it extends.
    pub fn drawing(&self) -> Option<&File> {
        self.files.iter().find(|file| file.path == DRAWING)
    }

    /// The theme with another design and logo.
    #[must_use]
    pub fn with(&self, design: Design, logo: Option<Logo>) -> Self {
        Self { design, logo, ..self.clone() }.keyed()
    }

    /// The theme without Typst code of its own: as the one it extends draws it.
    #[must_use]
    pub fn without_drawing(&self) -> Self {
        let files = self.files.iter().filter(|file| file.path != DRAWING).cloned().collect();
        Self { files, ..self.clone() }.keyed()
    }

    fn keyed(mut self) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{:?}{:?}", self.name, self.design).hash(&mut hasher);
        self.source.hash(&mut hasher);
        for file in &self.files {
            (&file.path, &file.bytes).hash(&mut hasher);
        }
        for font in &self.fonts {
            (&font.path, &font.bytes).hash(&mut hasher);
        }
        self.logo.as_ref().map(|logo| &logo.bytes).hash(&mut hasher);
        self.key = hasher.finish();
        self
    }
}

static THEMES: LazyLock<Vec<Arc<Theme>>> = LazyLock::new(|| {
    let read = |&(folder, settings, source): &(&str, &str, &str)| {
        let mut findings = Diagnostics::new();
        let read = file::read(settings, FileId(0), &mut findings);
        let mut said = wishes(&read.changes, &mut findings);
        (said.numbers, said.marks, said.progress) = (read.rest.numbers, read.rest.marks, read.rest.progress);
        // A built-in theme is right, which a test looks after.
        debug_assert!(findings.is_empty(), "themes/{folder}/theme.toml: {findings:?}");
        let theme = Theme {
            name: read.name.map_or_else(|| folder.to_owned(), |name| name.value),
            description: read.description.map(|text| text.value).unwrap_or_default(),
            design: Design::new(said),
            source: source.to_owned(),
            files: Vec::new(),
            fonts: Vec::new(),
            logo: None,
            written: read.changes,
            repainted: Vec::new(),
            origin: Origin::BuiltIn,
            key: 0,
        };
        Arc::new(theme.keyed())
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
mod tests;
