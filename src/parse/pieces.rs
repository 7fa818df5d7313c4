//! Reading part by part, and putting together what the parts give.

use comrak::{Arena, parse_document};

use super::background;
use super::context::Context;
use super::definitions::{self, Definitions, Own};
use super::footnotes::{self, Footnotes};
use super::options;
use super::parts::Part;
use super::prepare::{Prepared, prepare};
use super::slides::{self, Draft};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Deck;
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
    pub fn read(source: &SourceFile, part: &Part, deck: &Deck) -> Self {
        let mut findings = Diagnostics::new();
        let prepared = prepare(source, part.range.clone(), deck.dialect, &mut findings);
        let definitions = definitions::of(&prepared.text, &options(deck.dialect));
        Self { prepared, findings, definitions }
    }
}

/// What a part gives. Whatever can only be judged when all parts are read is a field of its own.
#[derive(Debug)]
pub struct Piece {
    /// Its slides in order.
    pub drafts: Vec<Draft>,
    /// The slides that it refers to.
    pub references: Vec<Spanned<String>>,
    /// Its footnotes.
    pub footnotes: Footnotes,
    /// What was found.
    pub findings: Vec<Diagnostic>,
}

/// Reads a part. `deck` has the front matter, and no slides yet.
pub fn read(source: &SourceFile, part: &Part, prelude: Prelude, deck: &Deck, definitions: &Definitions) -> Piece {
    let Prelude { prepared, findings, definitions: own } = prelude;
    let before = definitions.before(&own, &prepared.text);
    let lines = before.lines().count();
    let mut options = options(deck.dialect);
    definitions::look_up(&mut options, definitions, prepared.text.len());
    let arena = Arena::new();
    let document = match lines {
        0 => parse_document(&arena, &prepared.text, &options),
        _ => parse_document(&arena, &(before + &prepared.text), &options),
    };
    let mut cx = Context::new(source, part, &prepared, deck).below(lines);
    let drafts = slides::read(&mut cx, document);
    background::report_left(&mut cx);
    let findings = findings.into_iter().chain(cx.findings).collect();
    Piece { drafts, references: cx.references, footnotes: cx.footnotes, findings }
}

/// Makes a deck of the pieces of all parts, in order. What the parts found comes first.
pub fn finish(source: &SourceFile, pieces: Vec<Piece>, deck: &mut Deck) -> Diagnostics {
    let (whole, nothing) = (Part::whole(source, 0), Prepared::default());
    let mut cx = Context::new(source, &whole, &nothing, deck);
    let mut drafts = Vec::new();
    for piece in pieces {
        drafts.extend(piece.drafts);
        cx.references.extend(piece.references);
        cx.footnotes.append(piece.footnotes);
        cx.findings.extend(piece.findings);
    }
    slides::finish(&mut cx, drafts, deck);
    deck.footnotes = footnotes::finish(&mut cx);
    cx.findings
}
