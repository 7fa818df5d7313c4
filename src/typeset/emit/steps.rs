//! What the source of a slide says about its steps.
//!
//! A slide is laid out as it looks at the end. Marks stand in it where what follows appears at another step; they draw nothing and take
//! no room, and `typeset::steps` makes the earlier states from the finished page by them. So nothing can move from step to step.
//! Only code whose marked lines change looks different in between: then the document has a page for each such look.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Emitter, SlideSource};
use crate::model::{
    Block, BlockKind, CodeBlock, Inline, InlineKind, ListItem, Steps, Term, plain_text, texts, walk_blocks, walk_inlines,
};
use crate::project::{ProjectedSlide, TERM};

/// The label of a mark; its value is the step.
pub const MARK: &str = "deckle-step";

/// The steps at which the slide's code begins to look different, the first step among them.
pub(super) fn looks(steps: &Steps, content: &[Block]) -> Vec<usize> {
    let code = walk_blocks(content).filter(|block| matches!(block.kind, BlockKind::Code(_)));
    let starts: BTreeSet<usize> = code.flat_map(|block| steps.of_lines(block)).chain([1]).collect();
    starts.into_iter().collect()
}

/// What stands before the call of the theme's `slide`.
pub(super) fn opening(out: &SlideSource) -> &'static str {
    if out.looks.len() > 1 { "#let at(step) = " } else { "#" }
}

/// The pages of a slide with several looks.
pub(super) fn close(out: &mut SlideSource) {
    if out.looks.len() > 1 {
        for step in out.looks.clone() {
            let _ = writeln!(out.text, "#at({step})");
        }
    }
}

impl Emitter<'_> {
    /// Content that the theme places by itself. What it draws beside it is there from the first step.
    pub(super) fn region(&self, out: &mut SlideSource, write: impl FnOnce(&mut SlideSource)) {
        if out.steps < 2 {
            return write(out);
        }
        out.push("{");
        out.at = 0;
        write(out);
        out.push(";");
        self.mark(out, 1);
        out.push("}");
    }

    /// A statement: what follows appears at this step.
    pub(super) fn mark(&self, out: &mut SlideSource, step: usize) {
        if out.steps > 1 && out.at != step {
            let _ = write!(out.text, "[#metadata({step})#label(\"{MARK}\")];");
            out.at = step;
        }
    }

    /// The mark of a block.
    pub(super) fn mark_block(&self, out: &mut SlideSource, block: &Block) {
        if let Some(step) = self.steps.of_block(block) {
            self.mark(out, step);
        }
    }

    /// When each footnote, then each explanation of a term, appears: with the first mark that leads to it.
    pub(super) fn footnote_steps(&self, slide: &ProjectedSlide) -> Vec<usize> {
        let footnotes = slide.footnotes.iter().map(|footnote| {
            let kind = InlineKind::FootnoteMark(footnote.number);
            self.step_of(slide, &|inline| inline.kind == kind)
        });
        let glosses = slide.glosses.iter().map(|term| self.step_of(slide, &|inline| is_use_of(inline, term)));
        footnotes.chain(glosses).collect()
    }

    /// The text of a footnote or an explanation, the one at `index`. The theme draws the number before the text, so the end of one text has
    /// the mark of the next.
    pub(super) fn footnote_region(
        &self,
        out: &mut SlideSource,
        (steps, index): (&[usize], usize),
        write: impl FnOnce(&mut SlideSource),
    ) {
        if out.steps < 2 {
            return write(out);
        }
        out.push("{");
        out.at = 0;
        self.mark(out, steps[index]);
        write(out);
        out.push(";");
        self.mark(out, steps.get(index + 1).copied().unwrap_or(1));
        out.push("}");
    }

    /// The step of the first block with such a mark; 1 where that is the title.
    fn step_of(&self, slide: &ProjectedSlide, is_mark: &dyn Fn(&Inline) -> bool) -> usize {
        let marks = |text: &[Inline]| walk_inlines(text).any(is_mark);
        if marks(&slide.title) {
            return 1;
        }
        let first = walk_blocks(&slide.content).find(|block| texts(block).into_iter().any(marks));
        first.and_then(|block| self.steps.of_block(block)).unwrap_or(1)
    }

    /// The mark of a list's item, which counts for its bullet or number too: each item has one.
    pub(super) fn mark_item(&self, out: &mut SlideSource, item: &ListItem) {
        out.at = 0;
        self.mark(out, self.steps.of_item(item));
    }

    /// The numbers of the lines to mark, as they are at `step`.
    pub(super) fn marked_lines(&self, out: &mut SlideSource, block: &Block, code: &CodeBlock) {
        let changes = self.steps.of_lines(block);
        for (lines, from) in code.highlight.iter().skip(1).zip(changes).rev() {
            let _ = write!(out.text, "if step >= {from} ");
            numbers(out, '{', lines);
            out.push(" else ");
        }
        let several = code.highlight.len() > 1;
        numbers(out, if several { '{' } else { ' ' }, code.highlight.first().map_or(&[], Vec::as_slice));
    }
}

/// Is it the mark of a term's first use on the slide?
fn is_use_of(inline: &Inline, term: &Term) -> bool {
    matches!(&inline.kind, InlineKind::Marked { content, classes, .. } if classes.iter().any(|class| class == TERM) && term.is(&plain_text(content)))
}

fn numbers(out: &mut SlideSource, open: char, lines: &[usize]) {
    let list: String = lines.iter().map(|line| format!("{line},")).collect();
    let _ = if open == '{' { write!(out.text, "{{({list})}}") } else { write!(out.text, "({list})") };
}
