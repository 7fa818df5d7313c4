//! Reading part by part, and putting together what the parts give.

use comrak::{Arena, parse_document};

use super::background;
use super::context::Context;
use super::definitions::{self, Asked, Definitions, Own};
use super::footnotes::{self, Footnotes};
use super::options;
use super::parts::Part;
use super::prepare::{Prepared, prepare};
use super::rules::Rules;
use super::slides::{self, About, Draft};
use super::trust;
use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Slide};
use crate::source::{SourceFile, Spanned};

/// A part before it is read: ready for comrak, with the definitions of links in it.
#[derive(Debug)]
pub struct Prelude {
    prepared: Prepared,
    findings: Diagnostics,
    /// What it defines for the other parts too.
    pub definitions: Own,
}

impl Prelude {
    /// Prepares a part of a file.
    pub fn read(source: &SourceFile, part: &Part, rules: &Rules) -> Self {
        let mut findings = Diagnostics::new();
        let prepared = prepare(source, part.range.clone(), rules.dialect, &mut findings);
        let definitions = definitions::of(&prepared.text, &options(rules.dialect));
        Self { prepared, findings, definitions }
    }
}

/// What a part gives.
#[derive(Debug)]
pub struct Piece {
    /// Its slides in order.
    pub drafts: Vec<Draft>,
    /// What can only be judged when all parts are read.
    pub rest: Rest,
    /// What of the other parts it depends on.
    pub needs: Needs,
}

/// What can only be judged when all parts are read, and what was found already.
#[derive(Debug, Clone, Default)]
pub struct Rest {
    references: Vec<Spanned<String>>,
    footnotes: Footnotes,
    /// What was found already.
    pub findings: Diagnostics,
}

fn value(reference: &Spanned<String>) -> &str {
    &reference.value
}

impl Rest {
    /// Refers to the same slides in the same order as another, and both have nothing to do with footnotes.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let (asked, other_asked) = (self.references.iter().map(value), other.references.iter().map(value));
        self.footnotes.are_none() && other.footnotes.are_none() && asked.eq(other_asked)
    }

    /// Has one of the footnotes code that stands in a file?
    pub fn name_files(&self) -> bool {
        self.footnotes.name_files()
    }
}

/// What a part depends on besides its own text and the front matter.
#[derive(Debug, Default)]
pub struct Needs {
    /// The lines that comrak read before its own.
    pub before: String,
    /// The labels of links that it doesn't define itself, defined elsewhere or not.
    pub asked: Vec<String>,
}

/// Reads a part.
pub fn read(source: &SourceFile, part: &Part, prelude: Prelude, rules: &Rules, definitions: &Definitions) -> Piece {
    let Prelude { prepared, findings, definitions: own } = prelude;
    let before = definitions.before(&own, &prepared.text);
    let lines = before.lines().count();
    let mut options = options(rules.dialect);
    let asked = Asked::default();
    definitions::look_up(&mut options, definitions, prepared.text.len(), &asked);
    let arena = Arena::new();
    let document = match lines {
        0 => parse_document(&arena, &prepared.text, &options),
        _ => parse_document(&arena, &format!("{before}{}", prepared.text), &options),
    };
    let mut cx = Context::new(source, part, &prepared, rules).below(lines);
    let mut drafts = slides::read(&mut cx, document);
    background::report_left(&mut cx);
    if !rules.trust {
        let slides = drafts.iter_mut().map(|draft| &mut draft.slide);
        cx.findings.extend(trust::refuse(slides, cx.footnotes.defined_mut()));
    }
    let findings = findings.into_iter().chain(cx.findings).collect();
    let rest = Rest { references: cx.references, footnotes: cx.footnotes, findings };
    Piece { drafts, rest, needs: Needs { before, asked: asked.keys() } }
}

/// Makes a deck of what all parts gave, in order. What is found are the things that only show when all parts are there.
pub fn finish<'r>(
    source: &SourceFile,
    drafts: (Vec<Slide>, Vec<About>),
    rests: impl Iterator<Item = &'r Rest>,
    deck: &mut Deck,
) -> (Vec<About>, Diagnostics) {
    let (whole, nothing) = (Part::whole(source, 0), Prepared::default());
    let mut cx = Context::new(source, &whole, &nothing, &Rules::of(deck));
    for rest in rests {
        cx.references.extend(rest.references.iter().cloned());
        cx.footnotes.append(&rest.footnotes);
    }
    let abouts = slides::finish_apart(&mut cx, drafts, deck);
    deck.footnotes = footnotes::finish(&mut cx);
    (abouts, cx.findings)
}
