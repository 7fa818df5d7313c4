//! The project: `deckle.toml` with the defaults of its decks and its course.
//!
//! [`load`] never fails. What is wrong in the file is a finding that points into it, and the rest of the file holds.

mod audiences;
mod course;
mod design;
mod glossary;
mod languages;
mod lineages;
mod meta;
mod time;
mod toml_file;
mod value;

pub use audiences::AUDIENCE_KEYS;
pub use design::{DESIGN_KEYS, numbers, read_design};
pub use glossary::{GLOSSARY_FILE, merge_glossaries, read_front_matter_glossary, read_glossary};
pub use languages::{is_language_tag, no_language};
pub use lineages::{shown_to_nobody, unknown_audience};
pub use meta::{FRONT_MATTER_KEYS, Place, read_meta};
pub use time::{LONGEST, TimeError, parse_time, time_finding};
pub use toml_file::parse as parse_toml;
pub use value::{Map, Value, ValueKind, says_for_whom, shortened, shown_to_everyone, unknown_key};

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Course, Meta};
use crate::source::{FileId, ProjectRoot, ReadError, Sources, Span, Spanned, decode};

/// The name of the file that makes a folder a project.
pub const FILE_NAME: &str = "deckle.toml";

const KEYS: &[&str] = &["deck", "trust", "system-fonts", "glossary", "course"];

/// A folder of decks and what holds for all of them.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder nothing outside of which is read.
    pub root: ProjectRoot,
    /// What a deck has where its own front matter says nothing.
    pub defaults: Meta,
    /// The course the decks belong to.
    pub course: Option<Course>,
    /// May decks hold raw Typst? (`trust = true`)
    pub trust: bool,
    /// May decks be set in the fonts of the machine? (`system-fonts = true`)
    pub system_fonts: bool,
    /// The file with the terms that its decks explain; `glossary.toml` beside the settings where nothing is said.
    pub glossary: Option<Spanned<String>>,
    /// The settings file among the sources, where there is one.
    pub config: Option<FileId>,
    /// The root as findings print it: empty for the current folder.
    pub shown: Utf8PathBuf,
}

/// The nearest folder upwards that holds `deckle.toml`, else the folder itself. Of a file, its folder counts.
pub fn find_root(start: &Utf8Path) -> Utf8PathBuf {
    let start = if start.as_str().is_empty() { Utf8Path::new(".") } else { start };
    let start =
        if start.is_file() { start.parent().filter(|p| !p.as_str().is_empty()).unwrap_or(Utf8Path::new(".")) } else { start };
    let Ok(real) = start.canonicalize_utf8() else { return start.to_owned() };
    let found = real.ancestors().find(|folder| folder.join(FILE_NAME).is_file());
    found.map_or_else(|| start.to_owned(), Utf8Path::to_owned)
}

/// Reads the settings of a project. `display` is the path of the settings file as findings print it.
pub fn load(root: ProjectRoot, sources: &mut Sources, display: &Utf8Path) -> (Project, Diagnostics) {
    let mut findings = Diagnostics::new();
    let shown = display.parent().map(Utf8Path::to_owned).unwrap_or_default();
    let mut project = Project {
        root,
        defaults: Meta::default(),
        course: None,
        trust: false,
        system_fonts: false,
        glossary: None,
        config: None,
        shown,
    };
    let bytes = match project.root.read(&project.root.path().join(FILE_NAME)) {
        Ok(bytes) => bytes,
        Err(ReadError::Missing { .. }) => return (project, findings),
        Err(error) => {
            findings.push(unreadable(sources.add(display, ""), Code::SettingsFile, &error.to_string()));
            return (project, findings);
        }
    };
    match decode(bytes) {
        Ok(text) => {
            let file = sources.add(display, text);
            project.config = Some(file);
            let map = toml_file::parse(&sources.get(file).text, file, &mut findings);
            read(&map, &mut project, &mut findings);
        }
        Err(error) => findings.push(unreadable(sources.add(display, ""), Code::NotUtf8, &error.to_string())),
    }
    (project, findings)
}

fn unreadable(file: FileId, code: Code, why: &str) -> Diagnostic {
    Diagnostic::new(code, Span::new(file, 0, 0), format!("the settings can't be read: {why}"))
}

fn read(map: &Map, project: &mut Project, findings: &mut Diagnostics) {
    for (key, value) in map.iter() {
        match key.value.as_str() {
            "deck" => match &value.kind {
                ValueKind::Map(deck) => read_meta(deck, Place::Project, &mut project.defaults, findings),
                _ => findings.push(value.wrong_type("deck", "a table")),
            },
            "trust" => project.trust = value.boolean("trust", findings).unwrap_or(false),
            "system-fonts" => project.system_fonts = value.boolean("system-fonts", findings).unwrap_or(false),
            "glossary" => project.glossary = value.text("glossary", findings),
            "course" => project.course = course::read_course(value, findings),
            _ => findings.push(unknown_key(key, KEYS, "`deckle.toml`")),
        }
    }
}

#[cfg(test)]
mod tests;
