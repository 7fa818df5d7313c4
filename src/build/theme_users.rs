//! Which decks of a project have which theme.

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::{DeckFile, Found, discover};
use super::guard::guarded;
use super::report::DeckReport;
use super::theme_samples::KnownTheme;
use super::{current_folder, session, themes};
use crate::settings::{self, Project};
use crate::source::Spanned;
use crate::{parse, project, theme};

/// The decks of the project around the current folder that have each of the themes, for one audience or more; sorted by path. None
/// where there is no project. A deck that can't be read is left out, since building it says why; so is one of a project further in,
/// which has themes of its own.
pub fn theme_users(known: &[KnownTheme]) -> Vec<Vec<Utf8PathBuf>> {
    let mut users = vec![Vec::new(); known.len()];
    let Ok(current) = current_folder() else { return users };
    let root = settings::find_root(&current.canonicalize_utf8().unwrap_or_else(|_| current.clone()));
    for found in discover(&[], None, &current).unwrap_or_default() {
        let Found::Deck(deck) = found else { continue };
        if deck.root != root {
            continue;
        }
        for index in guarded(|| of_deck(&deck, known, &current)).unwrap_or_default() {
            users[index].push(deck.path.clone());
        }
    }
    users
}

/// The places in the list of the themes that a deck has, each once.
fn of_deck(file: &DeckFile, known: &[KnownTheme], current: &Utf8Path) -> Vec<usize> {
    let mut report = DeckReport::new(&file.path);
    let Ok(Some((id, settings))) = session::read(file, current, &mut report) else { return Vec::new() };
    let (deck, _) = parse::parse(&report.sources, id, &settings.defaults);
    let folder = file.path.parent().unwrap_or(Utf8Path::new(""));
    let mut indices: Vec<usize> = Vec::new();
    for variant in deck.variants() {
        let wanted = project::wanted_theme(&deck.meta, &variant).name;
        indices.extend(index(wanted.as_ref(), known, &settings, folder).filter(|index| !indices.contains(index)));
    }
    indices
}

/// Which of the themes is meant. A folder of the project comes before a built-in theme of its name, as in a build.
fn index(wanted: Option<&Spanned<String>>, known: &[KnownTheme], project: &Project, folder: &Utf8Path) -> Option<usize> {
    let built_in = |name: &str| known.iter().position(|known| known.folder.is_none() && known.name == name);
    let Some(wanted) = wanted else { return built_in(theme::DEFAULT) };
    let path = theme::place(&project.root, themes::base(project, folder, wanted.span), wanted).ok()?;
    known.iter().position(|known| known.folder.as_ref() == Some(&path)).or_else(|| built_in(&wanted.value))
}
