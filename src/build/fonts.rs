//! The fonts of a deck: those of its project, and of the machine where that is allowed and some character needs them.

use camino::Utf8Path;

use super::error::BuildError;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fonts::{Fonts, Problem, Shelf};
use crate::settings::{self, Project};
use crate::source::{FileId, ProjectRoot, Sources, Span};

/// Reads the fonts. Files in the project's folder that are none are findings, in the settings where there are some, else in the deck.
///
/// The machine's fonts are looked for only where a text has a character that no other font has, or where a font is named that is not
/// there (`named`): looking takes a while.
pub fn of(
    shelf: &Shelf,
    project: &Project,
    deck: FileId,
    sources: &Sources,
    named: &[&str],
    findings: &mut Diagnostics,
) -> Fonts {
    let (fonts, problems) = shelf.of_project(&project.root);
    let place = Span::new(project.config.unwrap_or(deck), 0, 0);
    let finding = |problem: Problem| Diagnostic::new(Code::FontFile, place, problem.message).help(problem.help);
    findings.extend(problems.into_iter().map(finding));
    let lacking = || sources.iter().flat_map(|source| source.text.chars()).any(|c| c > '\u{24F}' && !fonts.have(c));
    let known = || fonts.families();
    let unknown = || named.iter().any(|name| !known().iter().any(|family| family.eq_ignore_ascii_case(name)));
    if project.system_fonts && (unknown() || lacking()) { shelf.with_system(&fonts) } else { fonts }
}

/// The fonts of the project around the current folder, and of the machine where that is allowed here or in its settings; and what is
/// wrong with files that are none.
///
/// # Errors
/// The current folder can't be read.
pub fn known_fonts(system: bool) -> Result<(Fonts, Vec<String>), BuildError> {
    let folder = settings::find_root(&super::current_folder()?);
    let root = ProjectRoot::new(&folder).map_err(BuildError::CurrentFolder)?;
    let (project, _) = settings::load(root, &mut Sources::new(), Utf8Path::new(settings::FILE_NAME));
    let shelf = Shelf::default();
    let (fonts, problems) = shelf.of_project(&project.root);
    let fonts = if system || project.system_fonts { shelf.with_system(&fonts) } else { fonts };
    Ok((fonts, problems.into_iter().map(|problem| format!("{}; {}", problem.message, problem.help)).collect()))
}
