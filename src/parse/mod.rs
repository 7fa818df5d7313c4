//! Stage 1: from text to [`Deck`].
//!
//! [`parse`] never fails: whatever an author writes gives a deck and findings. The way is
//!
//! 1. [`front_matter`]: where it stands, what it says (YAML through [`yaml`], keys through `crate::settings`);
//! 2. [`prepare`]: a pass over the lines that matches `:::`, finds the braces that hold settings, and writes a text for comrak with the
//!    same lines and columns;
//! 3. comrak, once, over the whole document, so that link references are the document's;
//! 4. [`slides`], [`blocks`], [`inlines`] and the files beside them: comrak's nodes to the model, a file for each construct.
//!
//! This is the only place that names comrak and the YAML crate. Every match over comrak's nodes is complete, without a wildcard, so
//! that a new kind of node can't be lost silently.

mod attributes;
mod background;
mod blocks;
mod code;
mod context;
mod descriptions;
mod divs;
pub mod edit;
mod footnotes;
mod front_matter;
mod heading;
mod html;
mod ids;
mod inlines;
mod known;
mod length;
mod links;
mod losses;
mod marp;
mod picture;
mod prepare;
mod slides;
mod steps;
mod stray;
mod table;
mod yaml;

pub use context::{MAX_BLOCKS, MAX_INLINES};
pub use front_matter::looks_like_deck;

use comrak::{Arena, Options, parse_document};

use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Dialect, Meta};
use crate::source::{FileId, Sources};
use context::Context;

/// Reads a deck. `defaults` is what the project says for all its decks.
pub fn parse(sources: &Sources, file: FileId, defaults: &Meta) -> (Deck, Diagnostics) {
    let source = sources.get(file);
    let mut findings = Diagnostics::new();
    let front = front_matter::read(source, defaults, &mut findings);
    let dialect = front.dialect;
    let mut deck = Deck { file, dialect, meta: front.meta, sections: Vec::new(), slides: Vec::new(), footnotes: Vec::new() };
    if front.stop {
        return (deck, findings);
    }
    let prepared = prepare::prepare(source, front.end, dialect, &mut findings);
    let arena = Arena::new();
    let document = parse_document(&arena, &prepared.text, &options(&deck.meta, dialect));
    let mut cx = Context::new(source, &prepared, &deck);
    match dialect {
        Dialect::Marp => marp::read(&mut cx, document, &front.foreign.marp, &mut deck),
        Dialect::Native | Dialect::Pandoc | Dialect::Quarto => slides::read(&mut cx, document, &mut deck),
    }
    background::report_left(&mut cx);
    deck.footnotes = footnotes::finish(&mut cx);
    losses::report(&mut cx, &deck, front.mark);
    findings.extend(cx.findings);
    (deck, findings)
}

/// What comrak reads besides CommonMark. Its own attributes, front matter and containers are not used: see [`prepare`].
fn options(meta: &Meta, dialect: Dialect) -> Options<'static> {
    let mut options = Options::default();
    options.parse.escaped_char_spans = true;
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.math_dollars = true;
    if dialect == Dialect::Marp {
        return options;
    }
    extension.tasklist = true;
    extension.superscript = true;
    extension.subscript = true;
    extension.footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    extension.block_directive = true;
    options.parse.leave_footnote_definitions = true;
    // Typographic quotes differ by language; comrak knows the English ones.
    options.parse.smart = meta.lang.as_ref().is_none_or(|lang| lang.value.to_lowercase().split('-').next() == Some("en"));
    options
}

#[cfg(test)]
mod tests;
