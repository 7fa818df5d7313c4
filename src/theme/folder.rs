//! Themes of a project: a folder with `theme.toml`, and what it holds besides.
//!
//! Everything is read through the wall of the project, once, when the theme is asked for: the typesetter sees these files and no others.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::design::Design;
use super::file::{self, ThemeFile};
use super::wishes::{below_the_floor, wishes};
use super::{DEFAULT, File, Font, Origin, Theme, find, names};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::{FileId, ProjectRoot, ReadError, Sources, Span, Spanned, decode};

/// The file that makes a folder a theme.
pub const SETTINGS: &str = "theme.toml";
/// The file that draws.
pub const DRAWING: &str = "theme.typ";
/// The folder of a project's themes.
pub const FOLDER: &str = "themes";

/// What a theme's Typst code may read, and what is imported by it.
const READ: &[&str] = &["typ", "png", "jpg", "jpeg", "gif", "webp", "svg", "csv", "json", "txt"];
const FONT_FILES: &[&str] = &["ttf", "otf", "ttc", "otc"];

/// A folder that may hold a theme.
pub struct Folder<'a> {
    /// The wall.
    pub root: &'a ProjectRoot,
    /// The folder, from the root.
    pub path: Utf8PathBuf,
    /// The same as findings print it.
    pub shown: Utf8PathBuf,
}

/// Reads a theme. Findings point into its own files, which are added to `sources`.
///
/// # Errors
/// `theme.toml` can't be read.
pub fn load(folder: &Folder<'_>, sources: &mut Sources, findings: &mut Diagnostics) -> Result<Theme, ReadError> {
    let place = folder.root.path().join(&folder.path);
    let settings = text_of(folder.root, &place.join(SETTINGS))?;
    let settings_file = sources.add(folder.shown.join(SETTINGS), settings.as_str());
    let read = file::read(&settings, settings_file, findings);
    let parent = parent(&read, settings_file, findings);
    let name = read.name.as_ref().map(|name| name.value.clone());
    let name = name.or_else(|| folder.path.file_name().map(str::to_owned)).unwrap_or_default();
    let design = design(&read, &name, &parent, findings);
    let mut theme = Theme {
        description: read.description.map(|text| text.value).unwrap_or_default(),
        design,
        source: parent.source.clone(),
        files: Vec::new(),
        fonts: Vec::new(),
        logo: None,
        written: read.changes,
        repainted: Vec::new(),
        origin: Origin::Folder { path: folder.path.clone(), settings: settings_file },
        key: 0,
        name,
    };
    take_files(folder, &place, &mut theme, sources, findings);
    Ok(theme.keyed())
}

/// The theme that says what this one doesn't: one of the built-in ones.
fn parent(read: &ThemeFile, settings: FileId, findings: &mut Diagnostics) -> Arc<Theme> {
    let fallback = || find(DEFAULT).expect("the default theme is built in");
    let Some(wanted) = &read.extends else {
        let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let finding = Diagnostic::new(Code::UnknownTheme, Span::new(settings, 0, 0), "the theme does not say what it extends");
        findings.push(
            finding
                .help(format!("add `extends = \"{DEFAULT}\"`; what this theme doesn't say comes from there"))
                .help(format!("the themes are {known}")),
        );
        return fallback();
    };
    find(&wanted.value).unwrap_or_else(|| {
        let message = format!("there is no built-in theme `{}` to extend", wanted.value);
        findings.push(unknown(Diagnostic::new(Code::UnknownTheme, wanted.span, message), &wanted.value, names()));
        fallback()
    })
}

/// Says which theme may have been meant.
pub fn unknown<'a>(finding: Diagnostic, wanted: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    match nearest(wanted, known.iter().copied()) {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding
            .help(format!("the themes are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))),
    }
}

fn design(read: &ThemeFile, name: &str, parent: &Theme, findings: &mut Diagnostics) -> Design {
    let mut said = wishes(&read.changes, findings);
    let rest = &read.rest;
    (said.numbers, said.marks, said.progress) = (rest.numbers.clone(), rest.marks.clone(), rest.progress);
    let design = parent.design.changed(&said);
    findings.extend(below_the_floor(&read.changes, name, &design));
    design
}

fn text_of(root: &ProjectRoot, path: &Utf8Path) -> Result<String, ReadError> {
    let bytes = root.read(path)?;
    decode(bytes).map_err(|_| ReadError::NotRegular)
}

/// Takes the files of the folder that a theme may use.
fn take_files(folder: &Folder<'_>, place: &Utf8Path, theme: &mut Theme, sources: &mut Sources, findings: &mut Diagnostics) {
    let at = |settings: FileId| Span::new(settings, 0, 0);
    let Origin::Folder { settings, .. } = theme.origin else { return };
    let listed = folder.root.list(place).unwrap_or_else(|error| {
        findings.push(Diagnostic::new(Code::ThemeCode, at(settings), format!("the folder of the theme can't be read: {error}")));
        Vec::new()
    });
    for path in listed {
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        let (reads, font) = (READ.contains(&extension.as_str()), FONT_FILES.contains(&extension.as_str()));
        if !reads && !font {
            continue;
        }
        match folder.root.read(&place.join(&path)) {
            Ok(bytes) if font => theme.fonts.push(Font { path, bytes: Arc::new(bytes) }),
            Ok(bytes) if extension == "typ" => match decode(bytes) {
                Ok(text) => {
                    let file = sources.add(folder.shown.join(&path), text.as_str());
                    theme.files.push(File { path, bytes: Arc::new(text.into_bytes()), source: Some(file) });
                }
                Err(_) => {
                    let file = sources.add(folder.shown.join(&path), "");
                    findings
                        .push(Diagnostic::new(Code::NotUtf8, at(file), "this file is not UTF-8").help("save the file as UTF-8"));
                }
            },
            Ok(bytes) => theme.files.push(File { path, bytes: Arc::new(bytes), source: None }),
            Err(error) => {
                let message = format!("`{path}` can't be read: {error}");
                findings.push(Diagnostic::new(Code::ThemeCode, at(settings), message));
            }
        }
    }
}

/// Where a theme that a deck names lies, from the root: a name is a folder of `themes`, a path starts at the folder of the file it is
/// written in (`from`).
///
/// # Errors
/// The path leads out of the project.
pub fn place(root: &ProjectRoot, from: &Utf8Path, wanted: &Spanned<String>) -> Result<Utf8PathBuf, ReadError> {
    if wanted.value.contains(['/', '\\', ':']) || wanted.value.starts_with('.') {
        root.resolve(from, &wanted.value)
    } else {
        Ok(Utf8Path::new(FOLDER).join(&wanted.value))
    }
}
