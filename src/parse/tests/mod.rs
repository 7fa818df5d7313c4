//! Tests of the whole stage: a text in, slides and findings out.

mod again;
mod attributes;
mod constructs;
mod footnotes;
mod hostile;
mod marp;
mod marp_html;
mod pandoc;
mod parts;
mod pictures;
mod show;
mod spans;
mod splitting;

use super::*;
use crate::source::Sources;

/// A deck read from a text, its findings in the concise form, and its source.
pub struct Parsed {
    pub deck: Deck,
    pub findings: Vec<String>,
    pub sources: Sources,
    pub raw: Diagnostics,
}

/// Reads a text as the file `talk.md`.
pub fn parsed(text: &str) -> Parsed {
    parsed_as("talk.md", text)
}

pub fn parsed_as(path: &str, text: &str) -> Parsed {
    let mut sources = Sources::new();
    let file = sources.add(path, text);
    let (deck, mut raw) = parse(&sources, file, &Meta::default());
    raw.sort_and_dedup();
    let findings = raw
        .iter()
        .map(|f| {
            let at = sources.get(file).line_col(f.span().unwrap().range().start);
            format!("{}:{}: {}[{}]: {}", at.line, at.column, f.severity.as_str(), f.code, f.message)
        })
        .collect();
    Parsed { deck, findings, sources, raw }
}

/// The content of all slides and the footnotes, in the short form of [`show`], and the findings.
pub fn content_and_findings(text: &str) -> (String, Vec<String>) {
    let parsed = parsed(text);
    let mut blocks = parsed.deck.slides.iter().map(|slide| show::blocks(&slide.content)).collect::<Vec<_>>().join(" // ");
    blocks.extend(parsed.deck.footnotes.iter().map(show::footnote));
    (blocks, parsed.findings)
}
