//! The typesetter's errors, said in the author's words and at the author's place.

use typst::diag::SourceDiagnostic;

use super::emit::SlideSource;
use super::world::SlideWorld;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// What an error is about, told from the start of its message (Typst 0.15.1).
const KNOWN: &[(&str, Code, &str)] = &[
    ("failed to decode image", Code::UnreadablePicture, "the picture is broken and can't be shown"),
    ("failed to parse SVG", Code::UnreadablePicture, "the picture is no SVG that can be shown"),
    ("failed to load", Code::UnreadablePicture, "the picture is broken and can't be shown"),
    ("unknown image format", Code::UnreadablePicture, "the picture is of a kind that can't be shown"),
    ("maximum", Code::TooDeep, "this is nested too deeply to be typeset"),
];

/// Findings for the errors of one slide.
pub(super) fn findings(world: &SlideWorld<'_>, source: &SlideSource, errors: &[SourceDiagnostic]) -> Diagnostics {
    let one = |error: &SourceDiagnostic| {
        if let Some((number, range)) = world.raw_range_of(error) {
            let place = source.raws.get(number)?.origin(&range);
            let finding = Diagnostic::new(Code::RawContent, place, format!("this raw content can't be set: {}", error.message));
            return Some(
                finding.help("it may use the fonts of the theme and the files of the project; packages are not fetched"),
            );
        }
        if let Some(place) = world.span_in_theme(error) {
            let finding = Diagnostic::new(Code::ThemeCode, place, error.message.to_string());
            return Some(error.hints.iter().fold(finding, |finding, hint| finding.help(hint.v.to_string())));
        }
        let range = world.range_of(error);
        let place = range.as_ref().and_then(|range| source.origin(range)).or(source.whole())?;
        let formula = range.is_some_and(|range| source.is_formula(&range));
        Some(if formula { formula_finding(place) } else { finding(place, &error.message) })
    };
    errors.iter().filter_map(one).collect()
}

fn formula_finding(place: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::Math, place, "this formula can't be set: something is missing or out of place");
    finding.help("look for a command without its argument, such as `\\frac{1}`, and for braces that are not closed")
}

fn finding(place: Span, message: &str) -> Diagnostic {
    match KNOWN.iter().find(|(start, ..)| message.starts_with(start)) {
        Some((_, code, text)) => Diagnostic::new(*code, place, *text),
        None => Diagnostic::new(Code::Typesetting, place, format!("this could not be typeset ({message})"))
            .help("this is likely a fault of Deckle; please report it with the text of this slide"),
    }
}
