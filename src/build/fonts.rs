//! The fonts of a deck: those of its project, and of the machine where that is allowed and some character needs them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::fonts::{Fonts, Problem, Shelf};
use crate::settings::Project;
use crate::source::{FileId, Sources, Span};

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
