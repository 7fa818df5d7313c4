//! The content of a slide that may go on on further pages (`fit=split`): a piece for each block, and for each item of a list.
//!
//! Every piece is written so that it shows only on the pages it is for: from `first-piece` to before `last-piece`, two constants of
//! the design. All pages of the slide have the same source then, with the same places in the Markdown.

use std::fmt::Write;

use super::{Emitter, SlideSource};
use crate::model::{Block, BlockKind, List};

/// A piece in the generated source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub range: std::ops::Range<usize>,
    /// Is it a heading, which stands with what follows?
    pub is_heading: bool,
}

impl Emitter<'_> {
    /// Blocks as [`Emitter::blocks`] writes them, in pieces.
    pub(super) fn in_pieces(&self, out: &mut SlideSource, blocks: &[&Block]) {
        out.push("{");
        for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Pause)) {
            match &block.kind {
                BlockKind::List(list) if list.items.len() > 1 => out.mapped(block.span, |out| self.list_in_pieces(out, list)),
                kind => {
                    let is_heading = matches!(kind, BlockKind::Heading { .. });
                    piece(out, is_heading, |out| {
                        out.push("{");
                        self.blocks(out, [*block]);
                        out.push("; parbreak()}");
                    });
                }
            }
            out.push(";\n");
        }
        out.push("}");
    }

    /// A list of which each item is a piece. Where it goes on, its numbers do too.
    fn list_in_pieces(&self, out: &mut SlideSource, list: &List) {
        out.holds.insert(if out.lists == 0 { "list" } else { "nested-list" });
        let (first, last) = (out.pieces.len(), out.pieces.len() + list.items.len());
        let _ = write!(out.text, "if first-piece < {last} and {first} < last-piece {{");
        match list.start {
            Some(start) => {
                let _ = write!(out.text, "enum(start: {start} + calc.max(0, first-piece - {first}), tight: {}", list.tight);
            }
            None => {
                let _ = write!(out.text, "list(tight: {}", list.tight);
            }
        }
        out.lists += 1;
        for item in &list.items {
            out.push(", ..");
            piece(out, false, |out| {
                out.push("(");
                self.item(out, item);
                out.push(",)");
            });
            out.push(" else { () }");
        }
        out.lists -= 1;
        out.push(")}");
    }
}

/// Writes a piece.
fn piece(out: &mut SlideSource, is_heading: bool, content: impl FnOnce(&mut SlideSource)) {
    let number = out.pieces.len();
    let start = out.text.len();
    out.pieces.push(Piece { range: start..start, is_heading });
    let _ = write!(out.text, "if first-piece <= {number} and {number} < last-piece {{");
    content(out);
    out.push("}");
    out.pieces[number].range.end = out.text.len();
}
