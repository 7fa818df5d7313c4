//! The theme of each variant: found, read, changed as the deck wants it, and tried.

use std::sync::Arc;

use camino::Utf8Path;

use crate::assets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::fonts::Fonts;
use crate::model::{Deck, DesignChange, DesignChanges, Variant};
use crate::project::{self, WantedTheme};
use crate::settings::Project;
use crate::source::{ReadError, Sources, Span, Spanned};
use crate::theme::{self, DRAWING, Folder, Logo, Origin, SETTINGS, Theme};
use crate::typeset::{ThemeProblem, try_theme};

/// Where the themes of a deck come from.
pub struct Place<'a> {
    /// The project.
    pub project: &'a Project,
    /// The folder of the deck.
    pub folder: &'a Utf8Path,
    /// The fonts, without those of a theme.
    pub fonts: &'a Fonts,
}

/// The theme of a variant.
pub struct Resolved {
    /// The theme; what stands in for it where it has errors.
    pub theme: Arc<Theme>,
    /// Is it as it was wanted?
    pub sound: bool,
}

/// The themes of variants, one for each. What is wrong with one is a finding, and the rest is judged with what is right of it.
pub fn of(
    deck: &Deck,
    variants: &[Variant],
    place: &Place<'_>,
    sources: &mut Sources,
    findings: &mut Diagnostics,
) -> Vec<Resolved> {
    let mut read: Vec<(WantedTheme, Arc<Theme>, bool)> = Vec::new();
    let mut of_variant = |variant: &Variant| {
        let wanted = project::wanted_theme(&deck.meta, variant);
        if let Some((_, theme, sound)) = read.iter().find(|(known, ..)| *known == wanted) {
            return Resolved { theme: theme.clone(), sound: *sound };
        }
        let same = read.iter().find(|(known, ..)| known.name == wanted.name && known.changes.is_empty());
        let mut found = Diagnostics::new();
        let theme = match same {
            Some((_, theme, _)) => theme.clone(),
            None => named(wanted.name.as_ref(), place, sources, &mut found),
        };
        let theme = changed(theme, &wanted.changes, place, &mut found);
        let theme = drawn(measured(theme, place.fonts), &mut found);
        let sound = !found.has_errors();
        findings.extend(found);
        read.push((wanted, theme.clone(), sound));
        Resolved { theme, sound }
    };
    variants.iter().map(&mut of_variant).collect()
}

/// The families that a deck asks for by name.
pub fn named_fonts(deck: &Deck) -> Vec<&str> {
    let own = deck.meta.design.fonts.iter();
    own.map(|change| change.value.value.as_str()).collect()
}

/// The theme of a name or a path; the default where nothing is named or nothing is found, with a finding.
fn named(wanted: Option<&Spanned<String>>, place: &Place<'_>, sources: &mut Sources, findings: &mut Diagnostics) -> Arc<Theme> {
    let fallback = || theme::find(theme::DEFAULT).expect("the default theme is built in");
    let Some(wanted) = wanted else { return fallback() };
    let root = &place.project.root;
    let path = match theme::place(root, place.of(wanted.span), wanted) {
        Ok(path) => path,
        Err(error) => {
            findings.push(unreadable(wanted, &error));
            return fallback();
        }
    };
    let folder = Folder { root, shown: place.project.shown.join(&path), path };
    match theme::load(&folder, sources, findings) {
        Ok(theme) => own_values(Arc::new(theme), &folder, place.fonts, findings),
        Err(ReadError::Missing { .. }) => theme::find(&wanted.value).unwrap_or_else(|| {
            findings.push(missing(wanted, &folder));
            fallback()
        }),
        Err(error) => {
            findings.push(unreadable(wanted, &error));
            fallback()
        }
    }
}

impl Place<'_> {
    fn of(&self, span: Span) -> &Utf8Path {
        base(self.project, self.folder, span)
    }
}

/// The folder that paths in a file of settings start at: the root for `deckle.toml`, else the deck's.
pub fn base<'a>(project: &'a Project, folder: &'a Utf8Path, span: Span) -> &'a Utf8Path {
    if Some(span.file) == project.config { project.root.path() } else { folder }
}

/// The logo of a theme, and whether there are the fonts it names.
fn own_values(theme: Arc<Theme>, folder: &Folder<'_>, fonts: &Fonts, findings: &mut Diagnostics) -> Arc<Theme> {
    unknown_fonts(&theme.written.fonts, &fonts.with_theme(&theme), findings);
    let Some(reference) = &theme.written.logo else { return theme };
    let logo = logo(reference, folder.root, &folder.root.path().join(&folder.path), findings);
    Arc::new(theme.with(theme.design.clone(), logo))
}

/// A theme with what a deck or a project changes of it.
fn changed(theme: Arc<Theme>, changes: &DesignChanges, place: &Place<'_>, findings: &mut Diagnostics) -> Arc<Theme> {
    if changes.is_empty() {
        return theme;
    }
    let design = theme.design.changed(&theme::wishes(changes, findings));
    findings.extend(theme::below_the_floor(changes, &theme.name, &design));
    unknown_fonts(&changes.fonts, &place.fonts.with_theme(&theme), findings);
    let own = changes.logo.as_ref().map(|reference| logo(reference, &place.project.root, place.of(reference.span), findings));
    let changed = theme.with(design, own.unwrap_or_else(|| theme.logo.clone()));
    Arc::new(Theme { repainted: changes.palette.clone(), ..changed })
}

/// A theme that knows how broad its titles are.
fn measured(theme: Arc<Theme>, fonts: &Fonts) -> Arc<Theme> {
    let (design, weight) = (&theme.design, theme.design.number("weights", "title"));
    let breadth = fonts.with_theme(&theme).breadth(&design.fonts.heading, weight);
    if (breadth - design.breadth).abs() < 0.001 {
        return theme;
    }
    let mut design = design.clone();
    design.breadth = breadth;
    Arc::new(theme.with(design, theme.logo.clone()))
}

fn logo(
    reference: &Spanned<String>,
    root: &crate::source::ProjectRoot,
    from: &Utf8Path,
    findings: &mut Diagnostics,
) -> Option<Logo> {
    match assets::read(root, from, reference) {
        Ok(asset) => {
            Some(Logo { bytes: Arc::new(asset.bytes.to_vec()), extension: asset.shape.extension, ratio: asset.shape.ratio })
        }
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

fn unknown_fonts(changes: &[DesignChange], fonts: &Fonts, findings: &mut Diagnostics) {
    if changes.is_empty() {
        return;
    }
    let known = fonts.families();
    for DesignChange { value, .. } in changes {
        if known.iter().any(|family| family.eq_ignore_ascii_case(&value.value)) {
            continue;
        }
        let finding = Diagnostic::new(Code::UnknownFont, value.span, format!("there is no font `{}`", value.value));
        findings.push(match nearest(&value.value, known.iter().map(String::as_str)) {
            Some(near) => finding.help(format!("the nearest known one is `{near}`")).fix(value.span, near),
            None => finding.help(format!("there are: {}", known.join(", "))),
        });
    }
}

/// A theme whose own Typst code works; without that code where it doesn't, with findings.
fn drawn(theme: Arc<Theme>, findings: &mut Diagnostics) -> Arc<Theme> {
    let Origin::Folder { settings, .. } = theme.origin else { return theme };
    if theme.drawing().is_none() {
        return theme;
    }
    let problems = try_theme(&theme);
    for ThemeProblem { file, range, message, help } in &problems {
        let source = theme.files.iter().find(|known| known.path == *file).and_then(|file| file.source);
        let span = source.map_or(Span::new(settings, 0, 0), |source| Span::new(source, range.start, range.end));
        let finding = Diagnostic::new(Code::ThemeCode, span, message.clone());
        findings.push(help.iter().fold(finding, |finding, help| finding.help(help.clone())));
    }
    if problems.is_empty() { theme } else { Arc::new(theme.without_drawing()) }
}

fn missing(wanted: &Spanned<String>, folder: &Folder<'_>) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownTheme, wanted.span, format!("there is no theme `{}`", wanted.value));
    if folder.root.list(&folder.root.path().join(&folder.path)).is_ok() {
        return finding.help(format!("the folder `{}` has no `{SETTINGS}`", folder.shown));
    }
    if wanted.value.contains('/') {
        return finding.help(format!("there is no folder `{}`", folder.shown));
    }
    let own = own_themes(folder);
    let known = theme::names().map(str::to_owned).chain(own).collect::<Vec<_>>();
    let finding = theme::unknown(finding, &wanted.value, known.iter().map(String::as_str));
    finding.help(format!("a theme of your own is a folder `{}` with a `{SETTINGS}` in it", folder.shown))
}

/// The names of the themes of the project.
fn own_themes(folder: &Folder<'_>) -> Vec<String> {
    let files = folder.root.list(&folder.root.path().join(theme::FOLDER)).unwrap_or_default();
    let folders = files.iter().filter(|path| path.file_name() == Some(SETTINGS)).filter_map(|path| path.parent());
    folders.filter(|folder| folder.components().count() == 1).map(ToString::to_string).collect()
}

fn unreadable(wanted: &Spanned<String>, error: &ReadError) -> Diagnostic {
    let code = if matches!(error, ReadError::Outside | ReadError::Absolute) { Code::OutsideProject } else { Code::UnknownTheme };
    Diagnostic::new(code, wanted.span, format!("the theme `{}` can't be read: {error}", wanted.value))
        .help(format!("a theme is a folder of the project with a `{SETTINGS}`, and a `{DRAWING}` if it draws"))
}
