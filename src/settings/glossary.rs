//! Glossaries: `glossary.toml`, and entries in a front matter.
//!
//! ```toml
//! gloss = "deck"          # explain a term where it is used first; or "slide": on every slide
//! closing-slide = true    # list the terms used at the end
//! known-terms = ["ADR"]   # words that everyone who listens knows
//!
//! [[term]]
//! term = "SLO"
//! aliases = ["SLOs"]
//! expand = "service level objective"
//! plain = "the share of requests that must be answered in time"
//! ```

use std::sync::Arc;

use super::value::{Map, Value, ValueKind, unknown_key};
use super::{shortened, toml_file};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::everyday::is_everyday;
use crate::model::words::acronyms;
use crate::model::{GlossAt, Glossary, GlossarySettings, Term};
use crate::source::{FileId, Span, Spanned};

/// The name of a project's glossary.
pub const GLOSSARY_FILE: &str = "glossary.toml";

const FILE_KEYS: &[&str] = &["gloss", "closing-slide", "known-terms", "term"];
pub(super) const FRONT_MATTER_KEYS: &[&str] = &["file", "gloss", "closing-slide", "known-terms", "terms"];
const TERM_KEYS: &[&str] = &["term", "aliases", "plain", "analogy", "expand", "replace"];
/// A longer explanation is not read on a slide, in characters.
const LONG: usize = 160;

/// Reads a glossary file. `own`: it is the deck's.
pub fn read_glossary(text: &str, file: FileId, own: bool, findings: &mut Diagnostics) -> GlossarySettings {
    let map = toml_file::parse(text, file, findings);
    let mut settings = GlossarySettings::default();
    for (key, value) in map.iter() {
        match key.value.as_str() {
            "term" => settings.terms = read_terms("term", value, own, findings),
            "gloss" => settings.gloss = read_gloss(value, findings),
            "closing-slide" => settings.closing = value.boolean("closing-slide", findings),
            "known-terms" => settings.known = read_known(value, findings),
            _ => findings.push(unknown_key(key, FILE_KEYS, "a glossary")),
        }
    }
    settings
}

/// Reads `glossary:` of a front matter: the path of a file, a list of entries, `false`, or a map of both with settings.
pub fn read_front_matter_glossary(value: &Value, findings: &mut Diagnostics) -> GlossarySettings {
    let mut settings = GlossarySettings::default();
    match &value.kind {
        ValueKind::Nothing => {}
        ValueKind::Text(_) => settings.file = value.text("glossary", findings),
        ValueKind::Bool(on) => settings.off = !on,
        ValueKind::List(_) => settings.terms = read_terms("glossary", value, true, findings),
        ValueKind::Map(map) => {
            for (key, value) in map.iter() {
                match key.value.as_str() {
                    "file" => settings.file = value.text("file", findings),
                    "terms" => settings.terms = read_terms("terms", value, true, findings),
                    "gloss" => settings.gloss = read_gloss(value, findings),
                    "closing-slide" => settings.closing = value.boolean("closing-slide", findings),
                    "known-terms" => settings.known = read_known(value, findings),
                    _ => findings.push(unknown_key(key, FRONT_MATTER_KEYS, "`glossary`")),
                }
            }
        }
        ValueKind::Number(_) => findings.push(value.wrong_type("glossary", "the path of a file, a list of terms, or `false`")),
    }
    settings
}

/// Puts the glossaries together that hold for a deck; what comes first wins, entry by entry. What is wrong with them as a whole is told:
/// a form that two entries of one glossary claim, and explanations that need one themselves.
pub fn merge_glossaries(all: Vec<GlossarySettings>, findings: &mut Diagnostics) -> Glossary {
    let mut glossary = Glossary::default();
    let first = |of: fn(&GlossarySettings) -> Option<GlossAt>| all.iter().find_map(of);
    glossary.gloss = first(|settings| settings.gloss).unwrap_or_default();
    glossary.closing = all.iter().find_map(|settings| settings.closing).unwrap_or(true);
    for settings in all {
        glossary.known.extend(settings.known);
        let begins = glossary.terms.len();
        for mut term in settings.terms {
            if let Some(other) = glossary.terms[begins..].iter().find(|other| other.is(&term.term.value)) {
                findings.push(claimed(&term.term, other, "keep one of the two entries"));
                continue;
            }
            if glossary.terms[..begins].iter().any(|other| other.is(&term.term.value)) {
                continue;
            }
            term.aliases.retain(|alias| match glossary.terms.iter().position(|other| other.is(&alias.value)) {
                Some(other) if other >= begins => {
                    findings.push(claimed(alias, &glossary.terms[other], "leave the form in one of the two entries"));
                    false
                }
                Some(_) => false,
                None => true,
            });
            glossary.terms.push(Arc::new(term));
        }
    }
    for term in &glossary.terms {
        findings.extend(unclear(&glossary, term));
    }
    glossary
}

fn claimed(form: &Spanned<String>, other: &Term, help: &str) -> Diagnostic {
    let message =
        format!("`{}` is in the glossary already, as a form of `{}`", shortened(&form.value), shortened(&other.term.value));
    Diagnostic::new(Code::DoubleTerm, form.span, message).also(other.term.span, "this entry").help(help)
}

/// What an explanation says in words that need one themselves.
fn unclear(glossary: &Glossary, term: &Term) -> Option<Diagnostic> {
    let plain = &term.plain;
    let finding = |message: String| Diagnostic::new(Code::UnclearExplanation, plain.span, message);
    if term.is_in(&plain.value) {
        let message = format!("this explains `{}` by itself", shortened(&term.term.value));
        return Some(finding(message).help("say it in words that someone knows who has never heard the term"));
    }
    let clear = |word: &str| is_everyday(word) || glossary.explains(word) || glossary.knows(word);
    if let Some(unknown) = acronyms(&plain.value).find(|word| !clear(word)) {
        let message = format!("this explains `{}` by `{unknown}`, which nothing explains", shortened(&term.term.value));
        return Some(finding(message).help(format!("write out what `{unknown}` means, or add an entry for it")));
    }
    let length = plain.value.chars().count();
    (length > LONG).then(|| {
        let message = format!("this explanation has {length} characters; on a slide, {LONG} can be read");
        finding(message).help("keep the sentence that is needed to follow; `analogy` has room for more, on the closing slide")
    })
}

/// `gloss`: where terms are explained.
pub(super) fn read_gloss(value: &Value, findings: &mut Diagnostics) -> Option<GlossAt> {
    let text = value.text("gloss", findings)?;
    match text.value.as_str() {
        "deck" => Some(GlossAt::Deck),
        "slide" => Some(GlossAt::Slide),
        other => {
            let message = format!("`gloss` is `{}`, expected `deck` or `slide`", shortened(other));
            findings.push(Diagnostic::new(Code::BadValue, text.span, message));
            None
        }
    }
}

fn read_terms(key: &str, value: &Value, own: bool, findings: &mut Diagnostics) -> Vec<Term> {
    let ValueKind::List(items) = &value.kind else {
        findings
            .push(value.wrong_type(key, "a list of terms").help("write `[[term]]` with two brackets above each entry of a file"));
        return Vec::new();
    };
    let mut terms = Vec::new();
    for item in items {
        match &item.kind {
            ValueKind::Map(map) => terms.extend(read_term(map, item.span, own, findings)),
            _ => findings.push(item.wrong_type(key, "an entry with `term` and `plain`")),
        }
    }
    terms
}

fn read_term(map: &Map, span: Span, own: bool, findings: &mut Diagnostics) -> Option<Term> {
    for (key, _) in map.iter().filter(|(key, _)| !TERM_KEYS.contains(&key.value.as_str())) {
        findings.push(unknown_key(key, TERM_KEYS, "a term"));
    }
    let text = |key: &str, findings: &mut Diagnostics| map.get(key)?.text(key, findings);
    let term = words("term", map, span, findings);
    let plain = words("plain", map, span, findings);
    let aliases = map.get("aliases").map_or_else(Vec::new, |value| read_aliases(value, findings));
    let (analogy, expand) = (text("analogy", findings), text("expand", findings));
    let replace = map.get("replace").and_then(|value| value.boolean("replace", findings)).unwrap_or(false);
    Some(Term { term: term?, aliases, plain: plain?, analogy, expand, replace, own })
}

/// Text that must be there and say something.
fn words(key: &str, map: &Map, span: Span, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let Some(value) = map.get(key) else {
        findings.push(Diagnostic::new(Code::MissingKey, span, format!("the term has no `{key}`")));
        return None;
    };
    let text = match value.kind {
        ValueKind::Nothing => Spanned::new(String::new(), value.span),
        _ => value.text(key, findings)?,
    };
    if text.value.trim().is_empty() {
        findings.push(Diagnostic::new(Code::BadValue, text.span, format!("`{key}` is empty, expected words")));
        return None;
    }
    Some(text.map(|text| text.trim().to_owned()))
}

fn read_aliases(value: &Value, findings: &mut Diagnostics) -> Vec<Spanned<String>> {
    read_words("aliases", value, findings)
}

fn read_known(value: &Value, findings: &mut Diagnostics) -> Vec<String> {
    read_words("known-terms", value, findings).into_iter().map(|word| word.value).collect()
}

/// A list of words, or a single one.
fn read_words(key: &str, value: &Value, findings: &mut Diagnostics) -> Vec<Spanned<String>> {
    let items = match &value.kind {
        ValueKind::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let texts = items.iter().filter_map(|item| item.text(key, findings));
    texts.map(|text| text.map(|text| text.trim().to_owned())).filter(|text| !text.value.is_empty()).collect()
}
