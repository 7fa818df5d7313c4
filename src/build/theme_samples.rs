//! The themes there are, and what they look like: a sample deck in each.

use camino::{Utf8Path, Utf8PathBuf};

use super::output::{OutputError, real_path, write};
use crate::settings;
use crate::source::{ProjectRoot, Sources};
use crate::theme::{self, FOLDER, Folder, SETTINGS};

/// What every theme is shown with: a slide in each layout. Its front matter says everything but the theme.
const SAMPLE: &str = include_str!("../../themes/sample.md");

/// The folder of the sample decks, below the one that is asked for.
const DECKS: &str = "decks";

/// A theme that a deck can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTheme {
    /// What a deck names it by.
    pub name: String,
    /// What it is for, in a sentence. Empty where its `theme.toml` says nothing or can't be read.
    pub description: String,
    /// Its folder, from the project's root. `None`: it is built in.
    pub folder: Option<Utf8PathBuf>,
}

/// The themes that decks in a folder, which need not be there yet, can name: the built-in ones, then those of the project around it.
pub fn known_themes(folder: &Utf8Path) -> Vec<KnownTheme> {
    let built_in = |name: &str| KnownTheme {
        name: name.to_owned(),
        description: theme::find(name).map(|theme| theme.description.clone()).unwrap_or_default(),
        folder: None,
    };
    theme::names().map(built_in).chain(of_project(folder)).collect()
}

fn of_project(folder: &Utf8Path) -> Vec<KnownTheme> {
    let real = real_path(folder);
    let there = real.ancestors().find(|folder| folder.is_dir()).unwrap_or(&real);
    let Ok(root) = ProjectRoot::new(&settings::find_root(there)) else { return Vec::new() };
    let known = |path: Utf8PathBuf| {
        let name = path.file_name()?.to_owned();
        root.read(&root.path().join(&path).join(SETTINGS)).ok()?;
        let place = Folder { root: &root, path: path.clone(), shown: path.clone() };
        let read = theme::load(&place, &mut Sources::new(), &mut Default::default());
        let description = read.map(|theme| theme.description).unwrap_or_default();
        Some(KnownTheme { name, description, folder: Some(path) })
    };
    let mut found: Vec<KnownTheme> = folders(&root).into_iter().filter_map(known).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The folders among a project's themes, from its root.
fn folders(root: &ProjectRoot) -> Vec<Utf8PathBuf> {
    let themes = root.path().join(FOLDER).read_dir_utf8().into_iter().flatten().flatten();
    themes.filter(|entry| entry.path().is_dir()).map(|entry| Utf8Path::new(FOLDER).join(entry.file_name())).collect()
}

/// Writes the sample deck for each of the themes below `folder`, with those of `pictures` (path and content) that it shows. Gives the
/// decks.
///
/// # Errors
/// The machine refused.
pub fn write_samples(
    folder: &Utf8Path,
    themes: &[KnownTheme],
    pictures: &[(&str, &[u8])],
) -> Result<Vec<Utf8PathBuf>, OutputError> {
    let folder = folder.join(DECKS);
    let mut decks = Vec::with_capacity(themes.len());
    for (path, bytes) in pictures.iter().filter(|(path, _)| SAMPLE.contains(path)) {
        write(&folder.join(path), bytes)?;
    }
    for known in themes {
        let deck = folder.join(format!("{}.md", known.name));
        let text = SAMPLE.replacen("---\n", &format!("---\ntheme: {}\n", known.name), 1);
        write(&deck, text.as_bytes())?;
        decks.push(deck);
    }
    Ok(decks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Layout;

    #[test]
    fn the_sample_has_a_slide_in_every_layout() {
        for (layout, name) in Layout::ALL {
            // The title slide is made from the front matter.
            let there = *layout == Layout::Title
                || SAMPLE.contains(&format!("{{layout={name}"))
                || SAMPLE.contains(&format!(" layout={name}"));
            assert!(there, "themes/sample.md has no slide in the layout `{name}`");
        }
    }
}
