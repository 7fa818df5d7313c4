//! Findings for people and for programs.
//!
//! A renderer is a function from a [`Diagnostic`](super::Diagnostic) and the [`Sources`] it points into to text. [`human`] shows the
//! source line, [`concise`] is one line for editors and `grep`, [`github`] is a workflow command, [`json`] is data.
//!
//! What an author wrote passes through [`visible`] before it is printed: a terminal obeys escape sequences wherever they come from.

mod concise;
mod github;
mod human;
pub mod json;

pub use concise::concise;
pub use github::{github, github_failure};
pub use human::{failure, human, remark};

use std::borrow::Cow;

use camino::Utf8Path;

use crate::source::{LineCol, Sources, Span};

/// A span as people and tools count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file, as findings print it.
    pub path: &'a Utf8Path,
    /// Its first character.
    pub start: LineCol,
    /// One past its last character.
    pub end: LineCol,
}

/// Looks up lines and columns of a span.
pub fn place(sources: &Sources, span: Span) -> Place<'_> {
    let file = sources.get(span.file);
    let range = span.range();
    Place { path: &file.path, start: file.line_col(range.start), end: file.line_col(range.end) }
}

/// Text that is safe on a terminal and stays on its line: line ends and tabs become spaces, other control characters their
/// pictures, characters that turn the direction of writing U+FFFD.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| harmless(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    let text = text.trim_end_matches(['\n', '\r']).replace("\r\n", "\n");
    Cow::Owned(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { shown_as(c) }).collect())
}

/// A character as it may be printed. Tabs stay tabs.
fn shown_as(c: char) -> char {
    if c == '\t' { c } else { harmless(c).unwrap_or(char::REPLACEMENT_CHARACTER) }
}

/// The character itself, its picture where it is a control, nothing where it has none.
fn harmless(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32),
        '\x7f' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => None,
        // Directional marks, embeddings and isolates show code in another order than it has (CVE-2021-42574).
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        // The supplementary private-use planes have no letters; the human renderer marks places with one of them.
        '\u{f0000}'..='\u{10ffff}' => None,
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};

    /// A source and a finding over the first occurrence of `needle`.
    pub(super) fn finding(text: &str, needle: &str) -> (Sources, Diagnostic) {
        let mut sources = Sources::new();
        let file = sources.add("decks/talk.md", text);
        let start = text.find(needle).unwrap();
        let span = Span::new(file, start, start + needle.len());
        (sources, Diagnostic::new(Code::Overflow, span, "too high").help("shorten it"))
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for (text, expected) in [
            ("plain ä 🙂", "plain ä 🙂"),
            ("\x1b[31mred\x07", "␛[31mred␇"),
            ("a\r\nb\tc\n", "a b c"),
            ("\u{9b}31m \u{202e}x\u{2066}", "\u{fffd}31m \u{fffd}x\u{fffd}"),
            ("\x7f\0", "␡␀"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }

    #[test]
    fn places_count_characters() {
        let (sources, finding) = finding("ä\nöö here\n", "here");
        let place = place(&sources, finding.span().unwrap());
        assert_eq!((place.start.line, place.start.column, place.end.column), (2, 4, 8));
    }
}
