//! The glossary of a deck: its own entries, those of the file it names, and the project's.

use std::sync::Arc;

use camino::Utf8Path;

use super::plan::{DeckPlan, VariantPlan};
use crate::assets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Glossary, GlossarySettings, Meta};
use crate::project::{self, Unexplained};
use crate::settings::{self, GLOSSARY_FILE, Project, merge_glossaries, read_glossary};
use crate::source::{FileId, ReadError, Sources, Span, Spanned, decode};

/// Reads the glossaries that hold for a deck in `folder`. The deck's entries come first, then the project's.
pub fn of(meta: &Meta, project: &Project, folder: &Utf8Path, sources: &mut Sources, findings: &mut Diagnostics) -> Arc<Glossary> {
    let own = &meta.glossary;
    if own.off && !meta.audiences.iter().any(|settings| settings.glossary.explained == Some(true)) {
        return Arc::default();
    }
    let mut all = vec![own.clone()];
    if let Some(path) = &own.file {
        all.push(file(path, folder, project, sources, true, findings));
    }
    all.push(match &project.glossary {
        Some(path) => file(path, project.root.path(), project, sources, false, findings),
        None => beside_settings(project, sources, findings),
    });
    // The same file under two names is read once.
    let mut found = Diagnostics::new();
    let glossary = merge_glossaries(all, &mut found);
    findings.extend(found);
    Arc::new(glossary)
}

/// `glossary.toml` beside the settings, where there is one.
fn beside_settings(project: &Project, sources: &mut Sources, findings: &mut Diagnostics) -> GlossarySettings {
    let path = project.root.path().join(GLOSSARY_FILE);
    match project.root.read(&path) {
        Ok(bytes) => read(bytes, &project.shown.join(GLOSSARY_FILE), false, sources, findings),
        Err(ReadError::Missing { .. }) => GlossarySettings::default(),
        Err(error) => {
            let file = sources.add(project.shown.join(GLOSSARY_FILE), "");
            findings.push(unreadable(Span::new(file, 0, 0), &error));
            GlossarySettings::default()
        }
    }
}

/// The file that a deck or the settings name, by a path from `folder`.
fn file(
    path: &Spanned<String>,
    folder: &Utf8Path,
    project: &Project,
    sources: &mut Sources,
    own: bool,
    findings: &mut Diagnostics,
) -> GlossarySettings {
    match project.root.read_reference(folder, &path.value) {
        Ok(bytes) => {
            let shown = project.root.resolve(folder, &path.value).map(|relative| project.shown.join(relative));
            read(bytes, &shown.unwrap_or_else(|_| path.value.clone().into()), own, sources, findings)
        }
        Err(error) => {
            findings.push(unreadable(path.span, &error));
            GlossarySettings::default()
        }
    }
}

fn unreadable(span: Span, error: &ReadError) -> Diagnostic {
    let code = match error {
        ReadError::Missing { .. } => Code::MissingFile,
        _ => Code::UnreadableFile,
    };
    Diagnostic::new(code, span, format!("the glossary can't be read: {error}"))
        .help("the path starts at the folder of the file it is written in")
}

fn read(bytes: Vec<u8>, shown: &Utf8Path, own: bool, sources: &mut Sources, findings: &mut Diagnostics) -> GlossarySettings {
    match decode(bytes) {
        Ok(text) => {
            let known = sources.iter().find(|source| source.path == *shown).map(|source| source.id);
            let file: FileId = known.unwrap_or_else(|| sources.add(shown, text));
            read_glossary(&sources.get(file).text.clone(), file, own, findings)
        }
        Err(error) => {
            let file = sources.add(shown, "");
            findings.push(Diagnostic::new(Code::NotUtf8, Span::new(file, 0, 0), format!("the glossary can't be read: {error}")));
            GlossarySettings::default()
        }
    }
}

/// The words of a variant that nothing explains to its audience, rare ones and those drawn in pictures too; none where nobody needs an
/// explanation.
pub fn unexplained(plan: &DeckPlan, variant: &VariantPlan) -> Vec<Unexplained> {
    let Some(read) = plan.read.as_ref().filter(|_| variant.projection.variant.is_plain()) else { return Vec::new() };
    let folder = plan.report.path.parent().unwrap_or(Utf8Path::new(""));
    // What is wrong with pictures is told by `check`.
    let (assets, _) = assets::load(&variant.projection, &read.project.root, folder);
    let words = project::words_with_rare(&variant.projection, &read.deck.glossary);
    let words: Vec<_> = words.iter().collect();
    project::unexplained(&variant.projection, &words, &|path| Some(&assets.get(path)?.words), &read.deck.glossary)
}

/// The entries of the deck's own glossary that none of its slides uses. `used` has the terms of all audiences that read explanations.
pub fn unused(glossary: &Glossary, used: &std::collections::HashSet<&str>) -> Vec<Diagnostic> {
    let idle = glossary.terms.iter().filter(|term| term.own && !used.contains(term.term.value.as_str()));
    let finding = |term: &Arc<crate::model::Term>| {
        let message = format!("no slide uses `{}` or another form of it", settings::shortened(&term.term.value));
        Diagnostic::new(Code::UnusedTerm, term.term.span, message)
            .help("list the form that the slides use in `aliases`, or take the entry out")
    };
    idle.map(finding).collect()
}
