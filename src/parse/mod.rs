//! Stage 1: from text to [`Deck`].
//!
//! [`parse`] never fails: whatever an author writes gives a deck and findings. The way is
//!
//! 1. [`front_matter`]: where it stands, what it says (YAML through [`yaml`], keys through `crate::settings`);
//! 2. [`parts`]: the text is cut where slides begin; each part is read by itself ([`pieces`]), so that an edit costs one slide;
//! 3. [`prepare`]: a pass over the lines that matches `:::`, finds the braces that hold settings, and writes a text for comrak with the
//!    same lines and columns;
//! 4. comrak, with the definitions of links that stand in other parts ([`definitions`]);
//! 5. [`slides`], [`blocks`], [`inlines`] and the files beside them: comrak's nodes to the model, a file for each construct;
//! 6. [`slides::finish`]: ids, sections and references, when all parts are read.
//!
//! This is the only place that names comrak and the YAML crate. Every match over comrak's nodes is complete, without a wildcard, so
//! that a new kind of node can't be lost silently.

mod again;
mod allow;
mod attributes;
mod background;
mod blocks;
mod code;
mod code_files;
mod context;
mod definitions;
mod descriptions;
mod divs;
pub mod edit;
mod footnotes;
mod formula;
mod front_matter;
mod heading;
mod html;
mod ids;
mod include;
mod inlines;
mod known;
mod length;
mod links;
mod losses;
mod marked;
mod marks;
mod marp;
mod pandoc;
mod parts;
mod picture;
mod pieces;
mod plain;
mod positions;
mod prepare;
mod replaces;
mod room;
mod rules;
mod slides;
mod smart;
mod steps;
mod stray;
mod table;
mod tags;
mod trust;
mod yaml;

pub use again::{Memory, SlideKey, parse_again};
pub use context::{MAX_BLOCKS, MAX_INLINES};
pub use front_matter::{looks_like_deck, may_be_deck, unreadable};
pub use include::may_include;
pub use positions::Positions;
pub use trust::{MARK as RAW, refuse_raw};

use camino::Utf8Path;
use comrak::{Arena, Options, parse_document};
use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::model::{Deck, Dialect, Meta};
use crate::source::{FileId, ProjectRoot, SourceFile, Sources};
use context::Context;
use definitions::Definitions;
use front_matter::FrontMatter;
use parts::Part;
use pieces::Prelude;
use rules::Rules;

/// Reads a deck. `defaults` is what the project says for all its decks.
pub fn parse(sources: &Sources, file: FileId, defaults: &Meta) -> (Deck, Diagnostics) {
    let source = sources.get(file);
    let mut findings = Diagnostics::new();
    let mut front = front_matter::read(source, defaults, &mut findings);
    let mut deck = empty_deck(file, &mut front);
    if front.stop {
        return (deck, findings);
    }
    findings.extend(match deck.dialect {
        Dialect::Native => read_by_part(source, front.end, &mut deck),
        Dialect::Marp | Dialect::Pandoc | Dialect::Quarto => read_whole(source, front, &mut deck),
    });
    (deck, findings)
}

/// A deck with its front matter and nothing else yet.
fn empty_deck(file: FileId, front: &mut FrontMatter) -> Deck {
    let mut meta = std::mem::take(&mut front.meta);
    smart::turn_titles(&mut meta, front.dialect);
    Deck {
        file,
        dialect: front.dialect,
        meta,
        sections: Vec::new(),
        slides: Vec::new(),
        footnotes: Vec::new(),
        glossary: Default::default(),
    }
}

/// Reads a native deck, the parts side by side.
fn read_by_part(source: &SourceFile, front_matter_end: usize, deck: &mut Deck) -> Diagnostics {
    let parts = parts::parts(source, front_matter_end, deck.meta.slide_level);
    let rules = Rules::of(deck);
    let preludes: Vec<Prelude> = parts.par_iter().map(|part| Prelude::read(source, part, &rules)).collect();
    let definitions = Definitions::new(preludes.iter().map(|prelude| &prelude.definitions));
    let read = |(part, prelude)| pieces::read(source, part, prelude, &rules, &definitions);
    let pieces: Vec<_> = parts.par_iter().zip(preludes).map(read).collect();
    let (drafts, rests): (Vec<_>, Vec<_>) = pieces.into_iter().map(|piece| (piece.drafts, piece.rest)).unzip();
    let drafts = drafts.into_iter().flatten().map(|draft| (draft.slide, draft.about)).unzip();
    let (_, finished) = pieces::finish(source, drafts, rests.iter(), deck);
    rests.iter().flat_map(|rest| rest.findings.shared()).chain(finished.shared()).cloned().collect()
}

/// Reads a foreign deck, whose slides are found by its own tool's rules.
fn read_whole(source: &SourceFile, front: FrontMatter, deck: &mut Deck) -> Diagnostics {
    let mut findings = Diagnostics::new();
    let part = Part::whole(source, front.end);
    let prepared = prepare::prepare(source, part.range.clone(), deck.dialect, &mut findings);
    let arena = Arena::new();
    let document = parse_document(&arena, &prepared.text, &options(deck.dialect));
    let mut cx = Context::new(source, &part, &prepared, &Rules::of(deck));
    cx.pandoc = front.foreign.pandoc;
    cx.losses = front.foreign.losses;
    match deck.dialect {
        Dialect::Marp => marp::read(&mut cx, document, &front.foreign.marp, deck),
        Dialect::Native | Dialect::Pandoc | Dialect::Quarto => pandoc::read(&mut cx, document, deck),
    }
    background::report_left(&mut cx);
    deck.footnotes = footnotes::finish(&mut cx);
    losses::report(&mut cx, deck, front.mark);
    findings.extend(cx.findings);
    findings
}

/// Puts the slides of other files into a deck (`<!-- include: … -->`). `found` are its findings; what is given are those that hold then.
pub fn include(sources: &mut Sources, deck: &mut Deck, found: Diagnostics, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    include::expand(sources, deck, found, root, folder)
}

/// Puts the code into the blocks that name a file. `folder` is the deck's, from which its paths start; `root` the wall of the project.
pub fn fill_in_code(sources: &Sources, deck: &mut Deck, root: &ProjectRoot, folder: &Utf8Path) -> Diagnostics {
    code_files::fill(sources, deck, root, folder)
}

/// What comrak reads besides CommonMark. Its own attributes, front matter and containers are not used: see [`prepare`].
fn options(dialect: Dialect) -> Options<'static> {
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
    options
}

#[cfg(test)]
mod tests;
