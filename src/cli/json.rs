//! `--format json`: one document on standard output, whatever happens.
//!
//! ```json
//! {
//!   "decks": [{
//!     "path": "talk.md",
//!     "rules": "deckle",
//!     "outcome": "done",
//!     "error": null,
//!     "findings": [{
//!       "code": "overflow", "severity": "warning", "message": "…",
//!       "file": "talk.md", "line": 3, "column": 1, "endLine": 3, "endColumn": 9,
//!       "label": "", "help": ["…"], "related": [], "fix": null
//!     }],
//!     "variants": [{
//!       "name": "technical", "slides": 6, "planned": 496, "plannable": 576,
//!       "formats": ["pdf", "svg"], "changed": 7, "elapsed": 0.14
//!     }]
//!   }],
//!   "error": null
//! }
//! ```
//!
//! `rules` is `deckle`, `marp`, `pandoc` or `quarto`: whose the deck was read by. `outcome` is `done`, `rejected` (errors, nothing written) or `failed` (`error` says why). `planned`, `plannable` and `elapsed` are
//! seconds; `plannable` is `null` where the deck has no duration, and `planned` then an estimate. Lines and columns count from 1,
//! columns in characters. `changed` counts the files that are new or different. The outer `error` says why nothing was begun.

use serde::Serialize;

use crate::build::{BuildError, DeckReport, Outcome, Report, VariantReport};
use crate::diagnostic::render::json::{Finding, finding};

#[derive(Serialize)]
struct Document {
    decks: Vec<Deck>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Deck {
    path: String,
    rules: String,
    outcome: &'static str,
    error: Option<String>,
    findings: Vec<Finding>,
    variants: Vec<Variant>,
}

#[derive(Serialize)]
struct Variant {
    name: String,
    slides: usize,
    planned: u32,
    plannable: Option<u32>,
    formats: Vec<&'static str>,
    changed: usize,
    elapsed: f64,
}

/// The document of a build.
pub fn document(result: &Result<Report, BuildError>) -> String {
    let document = match result {
        Ok(report) => Document { decks: report.decks.iter().map(deck).collect(), error: None },
        Err(error) => Document { decks: Vec::new(), error: Some(error.to_string()) },
    };
    let mut text = serde_json::to_string_pretty(&document).expect("plain data has a JSON form");
    text.push('\n');
    text
}

/// One deck of it on one line, for programs that watch.
pub fn line(report: &DeckReport) -> String {
    let mut text = serde_json::to_string(&deck(report)).expect("plain data has a JSON form");
    text.push('\n');
    text
}

/// What every document says first of a deck: which it is, how it ended, and why where it failed, and what there is to say about it.
#[derive(Serialize)]
pub struct DeckHead {
    path: String,
    outcome: &'static str,
    error: Option<String>,
    findings: Vec<Finding>,
}

impl DeckHead {
    /// Of a report.
    pub fn of(report: &DeckReport) -> Self {
        let (outcome, error) = outcome(&report.outcome);
        let findings = report.diagnostics.iter().map(|found| finding(found, &report.sources)).collect();
        Self { path: report.path.to_string(), outcome, error, findings }
    }
}

/// How a deck ended, and why where it failed.
fn outcome(outcome: &Outcome) -> (&'static str, Option<String>) {
    match outcome {
        Outcome::Done => ("done", None),
        Outcome::Rejected => ("rejected", None),
        Outcome::Failed(failure) => ("failed", Some(failure.to_string())),
    }
}

fn deck(report: &DeckReport) -> Deck {
    let (outcome, error) = outcome(&report.outcome);
    Deck {
        path: report.path.to_string(),
        rules: report.dialect.name().to_lowercase(),
        outcome,
        error,
        findings: report.diagnostics.iter().map(|diagnostic| finding(diagnostic, &report.sources)).collect(),
        variants: report.variants.iter().map(variant).collect(),
    }
}

fn variant(variant: &VariantReport) -> Variant {
    Variant {
        name: variant.name.clone(),
        slides: variant.slides,
        planned: variant.planned.0,
        plannable: variant.plannable.map(|seconds| seconds.0),
        formats: variant.formats.iter().map(|format| format.as_str()).collect(),
        changed: variant.changed,
        elapsed: (variant.elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{DeckFailure, Format};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::model::Seconds;
    use crate::source::Span;
    use std::time::Duration;

    #[test]
    fn a_build_is_one_document() {
        let mut good = DeckReport::new("talk.md");
        let file = good.sources.add("talk.md", "a\n\n## B");
        good.diagnostics.push(Diagnostic::new(Code::Overflow, Span::new(file, 3, 7), "too \"high\"\n"));
        good.variants.push(VariantReport {
            readability: None,
            fonts: Vec::new(),
            missing: Vec::new(),
            name: "technical".into(),
            slides: 6,
            layouts: Vec::new(),
            planned: Seconds(496),
            plannable: None,
            formats: vec![Format::Svg],
            changed: 6,
            elapsed: Duration::from_millis(250),
        });
        let failed = DeckReport::failed("gone.md", DeckFailure::Missing { nearest: None });
        let text = document(&Ok(Report { decks: vec![good, failed] }));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let finding = &value["decks"][0]["findings"][0];
        assert_eq!(
            (&finding["line"], &finding["endColumn"], &finding["message"]),
            (&3.into(), &5.into(), &"too \"high\"\n".into())
        );
        assert_eq!(
            value["decks"][0]["variants"][0],
            serde_json::json!({"name": "technical", "slides": 6, "planned": 496, "plannable": null, "formats": ["svg"],
                "changed": 6, "elapsed": 0.25})
        );
        assert_eq!((&value["decks"][1]["outcome"], &value["decks"][1]["error"]), (&"failed".into(), &"no such file".into()));
        assert!(value["error"].is_null());
    }

    #[test]
    fn a_failure_is_a_document_too() {
        let value: serde_json::Value = serde_json::from_str(&document(&Err(BuildError::NoProject))).unwrap();
        assert!(value["error"].as_str().unwrap().contains("deckle.toml"));
        assert_eq!(value["decks"], serde_json::json!([]));
    }
}
