//! The parts of a slide that its layout places by itself: what it shows large, and its sides, events, fields, pictures.

use std::fmt::Write;

use super::units::kept_together;
use super::{Emitter, SlideSource, block, inline, texts};
use crate::model::{Block, BlockKind, CodeBlock, Inline, Layout, Picture, plain_text};
use crate::project::{AgendaEntry, Appears, Arrangement, Cell, Head, Piece, ProjectedSlide};
use crate::typeset::links;

impl Emitter<'_> {
    /// The picture or the code that a layout shows large. A layout that lays words over the picture draws it itself.
    pub(super) fn large(&self, out: &mut SlideSource, layout: Layout, shown: &Block) {
        if let (Layout::ImageFull, BlockKind::Picture(picture)) = (layout, &shown.kind) {
            return out.mapped(shown.span, |out| self.full(out, shown, picture));
        }
        if let BlockKind::Picture(picture) = &shown.kind
            && let Some(asset) = self.assets.get(&picture.path.value)
        {
            let _ = write!(out.text, ", media-ratio: {}", asset.shape.ratio.clamp(0.001, 1000.0));
        }
        out.push(", media: ");
        self.region(out, |out| {
            self.mark_block(out, shown);
            out.mapped(shown.span, |out| match &shown.kind {
                BlockKind::Picture(picture) => self.picture(out, picture, 100),
                BlockKind::Code(code) => self.code(out, shown, code),
                _ => self.blocks(out, [shown]),
            });
        });
    }

    /// A picture over the whole slide: what is needed to draw it. One that could not be read is drawn as its words.
    fn full(&self, out: &mut SlideSource, shown: &Block, picture: &Picture) {
        let (Some(path), Some(asset)) = (self.picture_path(picture), self.assets.get(&picture.path.value)) else {
            out.push(", media: ");
            return self.region(out, |out| {
                self.mark_block(out, shown);
                out.push_literal(&picture.alt);
            });
        };
        let _ = write!(out.text, ", full: (ratio: {}, path: ", asset.shape.ratio.clamp(0.001, 1000.0));
        out.push_literal(&path);
        out.push(", alt: ");
        out.push_literal(&picture.alt);
        if let Some(caption) = &picture.caption {
            out.push(", caption: ");
            out.push_literal(&kept_together(caption, None));
        }
        out.push(")");
    }

    /// The cells, what stands before them, and what the axes of a matrix are called.
    pub(super) fn cells(&self, out: &mut SlideSource, slide: &ProjectedSlide, stands: &Arrangement<'_>) {
        if !stands.before.is_empty() {
            let length = out.length;
            out.push(", before: ");
            self.region(out, |out| self.blocks(out, stands.before.iter().copied()));
            let prose = block::is_running_text(stands.before.iter().copied());
            let _ = write!(out.text, ", before-length: {}, before-prose: {prose}", out.length - length);
            out.length = length;
        }
        let length = out.length;
        if !stands.cells.is_empty() || !slide.agenda.is_empty() {
            out.push(", cells: (");
            for entry in &slide.agenda {
                self.entry(out, entry);
            }
            for cell in &stands.cells {
                self.cell(out, cell);
            }
            out.push(")");
        }
        let (across, down) = &stands.axes;
        if !across.is_empty() {
            out.push(", axes: (");
            for axis in [across, down] {
                out.push("(");
                for words in axis {
                    self.inlines(out, words);
                    out.push(",");
                }
                out.push("),");
            }
            out.push(")");
        }
        out.length = length;
    }

    /// A line of an agenda. It leads to the section's first slide.
    fn entry(&self, out: &mut SlideSource, entry: &AgendaEntry) {
        let _ = write!(out.text, "(current: {}, own: {}, head: ", entry.current, entry.own);
        self.region(out, |out| match &entry.target {
            Some(target) => {
                out.holds.insert("link");
                out.push("link(");
                out.push_literal(&links::marker(target));
                out.push(", ");
                self.inlines(out, &entry.title);
                out.push(")");
            }
            None => self.inlines(out, &entry.title),
        });
        let _ = write!(out.text, ", head-length: {}, head-widths: ", plain_text(&entry.title).chars().count());
        super::widths(out, &entry.title);
        out.push(", body: none, length: 0, texts: (), longest-word: 0),");
    }

    fn cell(&self, out: &mut SlideSource, cell: &Cell<'_>) {
        let before = out.length;
        out.push("(head: ");
        let words: Vec<Inline> = match &cell.head {
            None => {
                out.push("none");
                Vec::new()
            }
            Some(head) => {
                self.region(out, |out| self.head(out, cell, head));
                head_words(head).to_vec()
            }
        };
        let length = plain_text(&words).chars().count();
        let _ = write!(out.text, ", head-length: {length}, head-widths: ");
        super::widths(out, &words);
        out.length = before;
        out.push(", body: ");
        if cell.content.is_empty() {
            out.push("none");
        } else {
            self.region(out, |out| self.pieces(out, cell));
        }
        let _ = write!(out.text, ", length: {}, blocks: {}, texts: ", out.length - before, cell.content.len());
        texts::write(out, texts::widths_of_cell(cell));
        let _ = write!(out.text, ", longest-word: {:.2}", texts::longest_word_of_cell(cell));
        if let [Piece::Block(Block { kind: BlockKind::Code(code), .. })] = cell.content.as_slice() {
            let (columns, lines) = extent(code);
            let _ = write!(out.text, ", code: ({columns}, {lines})");
        }
        out.push("),");
    }

    fn head(&self, out: &mut SlideSource, cell: &Cell<'_>, head: &Head<'_>) {
        match head {
            Head::Heading(block) | Head::Bold(block) => self.blocks(out, [*block]),
            Head::Words(words) => {
                out.push("{");
                self.mark_cell(out, cell);
                self.inlines(out, words);
                out.push("}");
            }
        }
    }

    fn pieces(&self, out: &mut SlideSource, cell: &Cell<'_>) {
        out.push("{");
        self.mark_cell(out, cell);
        let mut parted = true;
        for piece in &cell.content {
            if !parted {
                out.push("parbreak();");
            }
            match piece {
                Piece::Block(one) => {
                    self.blocks(out, [*one]);
                    parted = !block::ends_in_paragraph(one);
                }
                Piece::Picture(picture) => self.picture(out, picture, 100),
                Piece::Words(words) => {
                    inline::note_length(out, words);
                    self.inlines(out, words);
                    parted = false;
                }
            }
            out.push(";");
        }
        out.push("}");
    }

    /// A statement: what follows appears with the cell. Blocks in it have their own marks.
    fn mark_cell(&self, out: &mut SlideSource, cell: &Cell<'_>) {
        match cell.appears {
            Appears::Blocks => {}
            Appears::With(block) => self.mark_block(out, block),
            Appears::Item(item) => self.mark(out, self.steps.of_item(item)),
            Appears::Term(term) => self.mark(out, self.steps.of_term(term)),
        }
    }
}

fn head_words<'a>(head: &'a Head<'_>) -> &'a [Inline] {
    match head {
        Head::Words(words) => words,
        Head::Heading(block) | Head::Bold(block) => match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => content,
            _ => &[],
        },
    }
}

/// The columns of the longest line of code, and the lines.
fn extent(code: &CodeBlock) -> (usize, usize) {
    let columns = code.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    (columns, code.text.lines().count())
}
