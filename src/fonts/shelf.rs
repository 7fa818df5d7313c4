//! Fonts that were read are kept from build to build, as long as their files are the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::scan::{self, Broken};
use super::{Data, Face, Fonts, Origin, system};
use crate::source::{ProjectRoot, ReadError, Stamp};

/// The folder of a project's fonts.
pub const FOLDER: &str = "fonts";

const ENDINGS: &[&str] = &["ttf", "otf", "ttc", "otc"];
const WEB_ENDINGS: &[&str] = &["woff", "woff2"];

/// Is it a font by its name?
pub fn is_font(path: &Utf8Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// A file of a project that can't be used as a font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, from the project's root.
    pub path: Utf8PathBuf,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// The fonts of projects and of the machine.
#[derive(Debug, Default)]
pub struct Shelf {
    projects: Mutex<HashMap<Utf8PathBuf, Kept>>,
    system: OnceLock<Vec<Arc<Face>>>,
}

/// What was read of a project.
#[derive(Debug)]
struct Kept {
    files: Vec<(Utf8PathBuf, Stamp)>,
    fonts: Fonts,
    problems: Vec<Problem>,
}

impl Shelf {
    /// The bundled fonts with those in the project's folder. What is looked at is noted where the root notes it.
    pub fn of_project(&self, root: &ProjectRoot) -> (Fonts, Vec<Problem>) {
        let folder = root.path().join(FOLDER);
        let mut problems = Vec::new();
        let listed = match root.list(&folder) {
            Ok(listed) => listed,
            Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => return (Fonts::default(), problems),
            Err(error) => {
                problems.push(unreadable(FOLDER.into(), &error));
                return (Fonts::default(), problems);
            }
        };
        let files: Vec<(Utf8PathBuf, Stamp)> =
            listed.iter().map(|path| folder.join(path)).map(|path| (path.clone(), Stamp::of(&path))).collect();
        files.iter().for_each(|(path, _)| root.note(path));
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = projects.get(root.path()).filter(|kept| kept.files == files) {
            return (kept.fonts.clone(), kept.problems.clone());
        }
        let mut faces = Vec::new();
        for (path, stamp) in &files {
            match faces_of(root, path, *stamp) {
                Ok(found) => faces.extend(found),
                Err(problem) => problems.extend(problem),
            }
        }
        let fonts = Fonts::default().with(&faces);
        projects.insert(root.path().to_owned(), Kept { files, fonts: fonts.clone(), problems: problems.clone() });
        (fonts, problems)
    }

    /// These fonts and those of the machine.
    pub fn with_system(&self, fonts: &Fonts) -> Fonts {
        fonts.with(self.system.get_or_init(system::faces))
    }
}

/// The fonts in a file. No problem and no fonts: it is none by its name, such as a licence.
fn faces_of(root: &ProjectRoot, path: &Utf8Path, stamp: Stamp) -> Result<Vec<Arc<Face>>, Option<Problem>> {
    let told = path.strip_prefix(root.path()).unwrap_or(path).to_owned();
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if WEB_ENDINGS.contains(&ending.as_str()) {
        return Err(Some(broken(told, Broken::Web)));
    }
    if !is_font(path) {
        return Err(None);
    }
    let (mut file, length) = root.open(path).map_err(|error| Some(unreadable(told.clone(), &error)))?;
    let found = scan::scan(&mut file, length).map_err(|why| Some(broken(told.clone(), why)))?;
    let data = Arc::new(Data::lazy(root.clone(), path.to_owned(), stamp));
    Ok(found.into_iter().map(|found| Arc::new(Face::new(Origin::Project, told.clone(), found, data.clone()))).collect())
}

fn unreadable(path: Utf8PathBuf, error: &ReadError) -> Problem {
    let message = format!("`{path}` can't be read: {error}");
    Problem { path, message, help: "the folder takes font files of up to 64 MiB, 500 at most" }
}

fn broken(path: Utf8PathBuf, why: Broken) -> Problem {
    let (what, help) = match why {
        Broken::Web => {
            ("is a font for web pages", "take the same font as TTF or OTF; its maker offers it as a download for the desktop")
        }
        Broken::NotAFont => ("is no font", "fonts are TTF, OTF, TTC and OTC files"),
        Broken::CutShort => ("is cut short: there is less in it than it says", "copy or download the font again"),
        Broken::Unusable => ("is a font without names or drawings", "copy or download the font again"),
    };
    Problem { message: format!("`{path}` {what} and is not used"), help, path }
}
