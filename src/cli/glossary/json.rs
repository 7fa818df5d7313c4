//! `deckle glossary --format json`: one document.
//!
//! ```json
//! {
//!   "terms": [{ "term": "SLO", "plain": "…", "replace": false, "defined": { "file": "glossary.toml", "line": 2, "column": 8 },
//!               "uses": [{ "file": "talk.md", "line": 9, "column": 7 }] }],
//!   "early": [{ "word": "SLA", "uses": [{ "file": "talk.md", "line": 9, "column": 9 }] }],
//!   "candidates": [{ "word": "API", "kind": "abbreviation", "uses": [{ "file": "talk.md", "line": 9, "column": 7 }] }]
//! }
//! ```
//!
//! Lines and columns count from 1. A term without uses is never used. `early`: something explains the word, though not
//! where it is met. Candidates are sorted by how often they are used; rare words come last, those in titles first, and all of them.

use serde::Serialize;

use super::{Place, Words};
use crate::project::CandidateKind;

#[derive(Serialize)]
struct Document<'a> {
    terms: Vec<Term<'a>>,
    early: Vec<Early<'a>>,
    candidates: Vec<Candidate<'a>>,
}

#[derive(Serialize)]
struct Early<'a> {
    word: &'a str,
    uses: Vec<At<'a>>,
}

#[derive(Serialize)]
struct Term<'a> {
    term: &'a str,
    plain: &'a str,
    replace: bool,
    defined: Option<At<'a>>,
    uses: Vec<At<'a>>,
}

#[derive(Serialize)]
struct Candidate<'a> {
    word: &'a str,
    kind: &'static str,
    uses: Vec<At<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> From<&'a Place> for At<'a> {
    fn from(place: &'a Place) -> Self {
        Self { file: &place.file, line: place.line, column: place.column }
    }
}

/// The document.
pub fn document(words: &Words) -> String {
    let terms = words.terms.iter().map(|(term, entry)| Term {
        term,
        plain: &entry.plain,
        replace: entry.replace,
        defined: entry.defined.as_ref().map(At::from),
        uses: entry.uses.iter().map(At::from).collect(),
    });
    let candidates = words.shaped().into_iter().chain(words.rare()).map(|(word, found)| Candidate {
        word,
        kind: match found.kind {
            CandidateKind::Abbreviation => "abbreviation",
            CandidateKind::Identifier => "identifier",
            CandidateKind::RareWord => "rare word",
        },
        uses: found.places.iter().map(At::from).collect(),
    });
    let early = words.early.iter().map(|(word, places)| Early { word, uses: places.iter().map(At::from).collect() });
    let document = Document { terms: terms.collect(), early: early.collect(), candidates: candidates.collect() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
