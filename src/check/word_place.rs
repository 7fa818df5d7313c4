//! The exact place of a word that a finding is about.
//!
//! Typographic quotes and dashes are longer than what was typed, and entities shorter, so that of a text with them only its whole place
//! is known. The word itself stands in the source as it is named: it is looked for there.

use std::ops::Range;
use std::sync::Arc;

use super::Written;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Findings whose message names a word first, and whose place is at least the text that it stands in.
const NAME_A_WORD: &[Code] = &[Code::UnexplainedTerm];

/// The findings, those about a word at the place of the word.
pub fn narrowed(written: &dyn Written, findings: Diagnostics) -> Diagnostics {
    let narrow = |finding: Arc<Diagnostic>| match place(written, &finding) {
        Some(place) => {
            let mut finding = Arc::unwrap_or_clone(finding);
            finding.labels[0].span = place;
            Arc::new(finding)
        }
        None => finding,
    };
    findings.into_iter().map(narrow).collect()
}

/// Where the word stands, if its finding points at more.
fn place(written: &dyn Written, finding: &Diagnostic) -> Option<Span> {
    if !NAME_A_WORD.contains(&finding.code) {
        return None;
    }
    let (span, word) = (finding.span()?, finding.message.split('`').nth(1)?);
    let text = Some(written.slice(span)).filter(|text| text.contains(char::is_whitespace))?;
    let found = first(text, word)?;
    let start = span.range().start;
    Some(Span::new(span.file, start + found.start, start + found.end))
}

/// The first place where a word stands by itself, or as the beginning of a longer form of it.
fn first(text: &str, word: &str) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let places = || text.match_indices(word).filter(|(at, _)| !text[..*at].chars().next_back().is_some_and(is_part));
    let length = |at: usize| word.len() + text[at + word.len()..].find(|c| !is_part(c)).unwrap_or(text.len() - at - word.len());
    let alone = places().find(|(at, _)| length(*at) == word.len());
    alone.or_else(|| places().next()).map(|(at, _)| at..at + length(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_word_has_its_own_place() {
        for (text, word, found) in [
            ("There's WAL and IOPS", "WAL", Some("8 WAL")),
            ("the \"WALs\" of a WAL", "WAL", Some("16 WAL")),
            ("it's WALs, caf\u{e9}", "WAL", Some("5 WALs")),
            ("it's NEWAL", "WAL", None),
            ("it's `supplier_id`", "supplier_id", Some("6 supplier_id")),
            ("it's a_b_c", "a_b", Some("5 a_b_c")),
            ("it's", "\u{e9}", None),
        ] {
            let shown = first(text, word).map(|range| format!("{} {}", range.start, &text[range.clone()]));
            assert_eq!(shown.as_deref(), found, "{text}");
        }
    }

    #[test]
    fn only_what_points_at_more_is_narrowed() {
        let mut sources = Sources::new();
        let text = "There's WAL here\n";
        let file = sources.add("talk.md", text);
        let at = |code, range: Range<usize>| {
            let finding = Diagnostic::new(code, Span::new(file, range.start, range.end), "nothing explains `WAL` to them");
            let told = narrowed(&sources, [finding].into_iter().collect());
            let span = told.iter().next().and_then(Diagnostic::span).map(Span::range);
            span.unwrap_or_default()
        };
        assert_eq!(at(Code::UnexplainedTerm, 0..16), 8..11);
        assert_eq!(at(Code::UnexplainedTerm, 8..11), 8..11);
        assert_eq!(at(Code::UnexplainedTerm, 0..7), 0..7);
        assert_eq!(at(Code::Overflow, 0..16), 0..16);
    }
}
