//! Findings as data. Field names are part of the interface and only grow.

use serde::Serialize;

use super::place;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// A finding: `{code, severity, message, file, line, column, endLine, endColumn, label, help, related, fix}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The stable name, the key of `deckle explain`.
    pub code: &'static str,
    /// `note`, `warning` or `error`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where; absent where the finding has no place.
    #[serde(flatten)]
    pub range: Option<Range>,
    /// What stands there, may be empty.
    pub label: String,
    /// What to do, a sentence each.
    pub help: Vec<String>,
    /// Further places.
    pub related: Vec<Related>,
    /// A replacement that mends it; `null` where none is certain.
    pub fix: Option<Replacement>,
}

/// A place. Lines and columns count from 1, columns in characters; the end is one past the last character.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The file, as given on the command line or relative to the project root.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// One past the last column.
    pub end_column: usize,
}

/// A further place with a word about it.
#[derive(Debug, Serialize)]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// What stands there.
    pub text: String,
}

/// What replaces the text of a place.
#[derive(Debug, Serialize)]
pub struct Replacement {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// The new text.
    pub replacement: String,
}

/// Turns a finding into data.
pub fn finding(diagnostic: &Diagnostic, sources: &Sources) -> Finding {
    let related = diagnostic.labels.iter().skip(1);
    Finding {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.as_str(),
        message: diagnostic.message.clone(),
        range: diagnostic.span().map(|span| range(sources, span)),
        label: diagnostic.labels.first().map(|label| label.text.clone()).unwrap_or_default(),
        help: diagnostic.help.clone(),
        related: related.map(|label| Related { range: range(sources, label.span), text: label.text.clone() }).collect(),
        fix: diagnostic
            .fix
            .as_ref()
            .map(|fix| Replacement { range: range(sources, fix.span), replacement: fix.replacement.clone() }),
    }
}

fn range(sources: &Sources, span: Span) -> Range {
    let place = place(sources, span);
    Range {
        file: place.path.to_string(),
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::finding as example;
    use super::*;

    #[test]
    fn every_field_is_there_under_its_name() {
        let (sources, diagnostic) = example("# One\n\n## Two", "Two");
        let span = diagnostic.span().unwrap();
        let diagnostic = diagnostic.label("here").also(Span::new(span.file, 0, 5), "there").fix(span, "2");
        let json = serde_json::to_value(finding(&diagnostic, &sources)).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "code": "overflow", "severity": "warning", "message": "too high",
                "file": "decks/talk.md", "line": 3, "column": 4, "endLine": 3, "endColumn": 7,
                "label": "here", "help": ["shorten it"],
                "related": [{"file": "decks/talk.md", "line": 1, "column": 1, "endLine": 1, "endColumn": 6, "text": "there"}],
                "fix": {"file": "decks/talk.md", "line": 3, "column": 4, "endLine": 3, "endColumn": 7, "replacement": "2"},
            })
        );
    }
}
