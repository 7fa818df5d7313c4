//! Words that may need an explanation and have none.
//!
//! By their shape alone: abbreviations, and names as programs have them (`snake_case`, `camelCase`, `a::b`, `k8s`). Those are found in any
//! language with an alphabet. Rare words of ordinary shape (*idempotent*) are not: that would take a list of words for each language.

use super::edit;
use crate::model::words::{acronyms, is_acronym};
use crate::model::{Block, Glossary, Inline, InlineKind, texts, walk_blocks, walk_inlines};
use crate::project::Projection;
use crate::source::Span;

/// Why a word was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CandidateKind {
    /// `SLO`
    Abbreviation,
    /// `snake_case`, `camelCase`, `a::b`, `k8s`
    Identifier,
}

/// A word and a place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As it is written.
    pub word: String,
    /// Why it was picked.
    pub kind: CandidateKind,
    /// Where.
    pub span: Span,
}

/// Abbreviations that anyone knows.
const KNOWN: &[&str] = &[
    "OK", "USA", "US", "UK", "EU", "UN", "TV", "PC", "CD", "DVD", "PDF", "FAQ", "CEO", "CFO", "CTO", "CV", "ID", "IT", "HR",
    "PS", "AM", "PM", "BC", "AD", "GMT", "UTC", "VIP", "DIY", "GPS", "SMS", "USB", "WC", "KB", "MB", "GB", "TB", "EUR", "USD",
    "DE", "AG", "TODO", "NB", "VS",
];
/// Names that only look like a program's.
const NAMES: &[&str] = &["iPhone", "iPad", "iOS", "macOS", "eBay", "eMail", "iCloud"];

/// The words on the slides of an audience that look like terms and that nothing explains, in reading order.
pub fn candidates(projection: &Projection, glossary: &Glossary) -> Vec<Candidate> {
    let mut found = Vec::new();
    // The slides that list the terms are nobody's writing and have no place.
    for slide in projection.slides.iter().filter(|slide| !slide.span.range().is_empty()) {
        let footnotes = slide.footnotes.iter().flat_map(|footnote| walk_blocks(&footnote.content));
        let blocks = walk_blocks(&slide.content).chain(footnotes).flat_map(|block: &Block| texts(block));
        for text in std::iter::once(slide.title.as_slice()).chain(blocks) {
            if !is_shouted(&edit::flat(text)) {
                walk_inlines(text).for_each(|inline| of_inline(inline, glossary, &mut found));
            }
        }
    }
    found
}

/// A text in capitals throughout has no abbreviations that could be told from its words.
fn is_shouted(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    words.len() > 1 && words.iter().all(|word| !word.chars().any(char::is_lowercase))
}

fn of_inline(inline: &Inline, glossary: &Glossary, found: &mut Vec<Candidate>) {
    let InlineKind::Text(text) = &inline.kind else { return };
    if text.contains("://") {
        return;
    }
    let exact = inline.span.range().len() == text.len();
    for word in text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/' | '“' | '”' | '„' | '"' | '…' | '–' | '—'))
    {
        for (word, kind) in of_word(word) {
            if glossary.explains(word) {
                continue;
            }
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let start = inline.span.range().start + at;
            let span = if exact { Span::new(inline.span.file, start, start + word.len()) } else { inline.span };
            found.push(Candidate { word: word.to_owned(), kind, span });
        }
    }
}

/// What a stretch without spaces holds.
fn of_word(word: &str) -> Vec<(&str, CandidateKind)> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if is_identifier(word) {
        return vec![(word, CandidateKind::Identifier)];
    }
    let asked = |word: &&str| !KNOWN.contains(word) && !is_roman(word) && is_acronym(word);
    acronyms(word).filter(asked).map(|word| (word, CandidateKind::Abbreviation)).collect()
}

fn is_identifier(word: &str) -> bool {
    if NAMES.contains(&word) || !word.is_ascii() || word.contains('@') {
        return false;
    }
    let mut chars = word.chars();
    let Some(first) = chars.next().filter(|c| c.is_ascii_alphabetic() || *c == '_') else { return false };
    let pairs = || word.chars().zip(word.chars().skip(1));
    let simple = word.chars().all(|c| c.is_ascii_alphanumeric());
    let camel = simple && first.is_ascii_lowercase() && pairs().any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_uppercase());
    let numbered = simple && word.len() <= 5 && first.is_ascii_lowercase() && word.bytes().any(|b| b.is_ascii_digit());
    camel || numbered || word.contains("::") || word.trim_matches('_').contains('_')
}

/// A number such as `XIV`.
fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_picked_by_their_shape() {
        for (word, expected) in [
            ("SLO", Some("SLO")),
            ("TLS-Verbindung", Some("TLS")),
            ("snake_case", Some("snake_case")),
            ("getUser", Some("getUser")),
            ("std::fs,", Some("std::fs")),
            ("k8s.", Some("k8s")),
            ("p99", Some("p99")),
            ("GitHub", None),
            ("KundInnen", None),
            ("GmbH", None),
            ("iPhone", None),
            ("XIV", None),
            ("USA", None),
            ("1st", None),
            ("word", None),
            ("a@b_c.org", None),
            ("", None),
        ] {
            assert_eq!(of_word(word).first().map(|(word, _)| *word), expected, "{word}");
        }
        assert!(is_shouted("READ THIS NOW") && !is_shouted("SLO") && !is_shouted("READ the SLO"));
    }
}
