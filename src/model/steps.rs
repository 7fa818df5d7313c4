//! Steps: the states a slide is shown in, one after the other.
//!
//! Steps count in reading order, over the whole slide:
//!
//! - a pause (`. . .`) makes a step, and everything written after it is there from that step on;
//! - each item of an incremental list makes a step; what is written after the list is not held back by it;
//! - each list of lines of a code block's `highlight` after the first makes a step, at which other lines are marked.
//!
//! A step at which nothing would change is none: a pause at the end, one with nothing before it, two in a row, one right before an
//! incremental list. So the same rules give each audience the steps it needs.

use std::collections::HashMap;

use super::{Block, BlockKind, Description, ListItem};
use crate::source::Span;

/// More steps than anyone shows on one slide. Each is a page of its own.
pub const MAX_STEPS: usize = 100;

/// When each part of a slide's content appears. It holds addresses, so it is asked about the very blocks it was made from.
#[derive(Debug, Default)]
pub struct Steps {
    /// The steps at which something changes, as counted while reading; in order and each once when all is read.
    used: Vec<usize>,
    blocks: HashMap<usize, usize>,
    items: HashMap<usize, usize>,
    terms: HashMap<usize, usize>,
    changes: HashMap<usize, Vec<usize>>,
    pauses: Vec<(Span, usize)>,
    /// Steps so far, while reading.
    count: usize,
    /// The step of the last pause, while reading.
    held: usize,
}

impl Steps {
    /// Counts the steps of a slide. `opened`: is anything there before the content, such as a title?
    pub fn of(content: &[Block], opened: bool) -> Self {
        let mut steps = Steps { count: 1, held: 1, ..Steps::default() };
        steps.used.extend(opened.then_some(1));
        steps.read(content, 1);
        steps.used.sort_unstable();
        steps.used.dedup();
        steps
    }

    /// How many steps there are, at least 1. Those beyond [`MAX_STEPS`] are counted here and shown at the last.
    pub fn count(&self) -> usize {
        self.used.len().max(1)
    }

    /// How many pages a slide takes: one for each step, up to [`MAX_STEPS`].
    pub fn pages(&self) -> usize {
        self.count().min(MAX_STEPS)
    }

    /// The step, from 1, at which a block appears; `None` for one that is no part of the content.
    pub fn of_block(&self, block: &Block) -> Option<usize> {
        self.blocks.get(&address(block)).map(|&raw| self.rank(raw))
    }

    /// The step, from 1, at which an item of a list appears with its mark.
    pub fn of_item(&self, item: &ListItem) -> usize {
        self.items.get(&address(item)).map_or(1, |&raw| self.rank(raw))
    }

    /// The step, from 1, at which a term of a description list appears.
    pub fn of_term(&self, description: &Description) -> usize {
        self.terms.get(&address(description)).map_or(1, |&raw| self.rank(raw))
    }

    /// The steps at which a code block's next lines are marked, in order.
    pub fn of_lines(&self, code: &Block) -> Vec<usize> {
        self.changes.get(&address(code)).map_or_else(Vec::new, |raw| raw.iter().map(|&raw| self.rank(raw)).collect())
    }

    /// The pauses at which nothing would appear, and why.
    pub fn idle(&self) -> impl Iterator<Item = (Span, Idle)> {
        let last = self.used.last().copied().unwrap_or(0);
        let first = self.used.first().copied().unwrap_or(usize::MAX);
        self.pauses.iter().filter_map(move |&(span, step)| {
            let reason = match step {
                _ if step > last => Idle::NothingAfter,
                _ if step <= first => Idle::NothingBefore,
                _ if self.used.binary_search(&step).is_err() => Idle::StepFollows,
                _ => return None,
            };
            Some((span, reason))
        })
    }

    /// The number of a step among those at which something changes.
    fn rank(&self, raw: usize) -> usize {
        self.used.partition_point(|&step| step <= raw).clamp(1, MAX_STEPS)
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    /// `around` is the step of what the blocks stand in.
    fn read(&mut self, blocks: &[Block], around: usize) {
        for block in blocks {
            let from = around.max(self.held);
            self.blocks.insert(address(block), from);
            match &block.kind {
                BlockKind::Pause => {
                    self.held = self.next();
                    self.pauses.push((block.span, self.held));
                }
                BlockKind::List(list) => list.items.iter().for_each(|item| self.item(item, list.incremental, around)),
                BlockKind::Code(code) => {
                    self.used.push(from);
                    let changes: Vec<usize> = code.highlight.iter().skip(1).map(|_| self.next()).collect();
                    self.used.extend(&changes);
                    self.changes.insert(address(block), changes);
                }
                BlockKind::Descriptions(items) => {
                    for description in items {
                        let from = around.max(self.held);
                        self.used.push(from);
                        self.terms.insert(address(description), from);
                        description.details.iter().for_each(|details| self.read(details, from));
                    }
                }
                BlockKind::Columns(columns) => columns.iter().for_each(|column| self.read(&column.content, from)),
                BlockKind::Quote(content) | BlockKind::Group { content, .. } => self.read(content, from),
                BlockKind::Callout { content, .. } => {
                    self.used.push(from);
                    self.read(content, from);
                }
                BlockKind::Paragraph(_)
                | BlockKind::Heading { .. }
                | BlockKind::Math(_)
                | BlockKind::Typst(_)
                | BlockKind::Table(_)
                | BlockKind::Picture(_) => {
                    self.used.push(from);
                }
            }
        }
    }

    fn item(&mut self, item: &ListItem, incremental: bool, around: usize) {
        let from = if incremental { self.next() } else { around.max(self.held) };
        self.used.push(from);
        self.items.insert(address(item), from);
        self.read(&item.content, from);
    }
}

/// Why a pause has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Nothing on the slide is shown before it.
    NothingBefore,
    /// Nothing on the slide comes after it.
    NothingAfter,
    /// What comes next makes a step of its own.
    StepFollows,
}

fn address<T>(part: &T) -> usize {
    std::ptr::from_ref(part).addr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeBlock, Column, Inline, InlineKind, List, plain_text, texts};
    use crate::source::FileId;

    fn block(kind: BlockKind) -> Block {
        Block { kind, span: Span::new(FileId(0), 0, 0), audience: None }
    }

    fn words(text: &str) -> Block {
        let inline = Inline { kind: InlineKind::Text(text.into()), span: Span::new(FileId(0), 0, 0) };
        block(BlockKind::Paragraph(vec![inline]))
    }

    fn pause() -> Block {
        block(BlockKind::Pause)
    }

    fn list(incremental: bool, items: Vec<Vec<Block>>) -> Block {
        let item = |content| ListItem { content, checked: None, span: Span::new(FileId(0), 0, 0) };
        block(BlockKind::List(List { start: None, tight: true, incremental, items: items.into_iter().map(item).collect() }))
    }

    /// Terms explained by themselves, a pause, and themselves again.
    fn terms(terms: &[&str]) -> Block {
        let span = Span::new(FileId(0), 0, 0);
        let inline = |text: &str| vec![Inline { kind: InlineKind::Text(text.into()), span }];
        let details = |text: &str| vec![vec![words(text), pause(), words(text)]];
        let one = |text: &&str| Description { term: inline(text), details: details(text), span };
        block(BlockKind::Descriptions(terms.iter().map(one).collect()))
    }

    fn code(steps: usize) -> Block {
        let highlight = (1..=steps).map(|line| vec![line]).collect();
        block(BlockKind::Code(CodeBlock { language: "c".into(), text: "a\nb\nc".into(), highlight, plain: None, file: None }))
    }

    /// Each block and item with the step at which it appears, in reading order: `a1 •2 b2`.
    fn shown(content: &[Block], opened: bool) -> String {
        fn show(steps: &Steps, blocks: &[Block], out: &mut Vec<String>) {
            for block in blocks {
                let at = steps.of_block(block).unwrap();
                match &block.kind {
                    BlockKind::List(list) => list.items.iter().for_each(|item| {
                        out.push(format!("•{}", steps.of_item(item)));
                        show(steps, &item.content, out);
                    }),
                    BlockKind::Columns(columns) => columns.iter().for_each(|column| show(steps, &column.content, out)),
                    BlockKind::Quote(content) => show(steps, content, out),
                    BlockKind::Descriptions(items) => items.iter().for_each(|item| {
                        out.push(format!("{}{}", plain_text(&item.term), steps.of_term(item)));
                        item.details.iter().for_each(|details| show(steps, details, out));
                    }),
                    BlockKind::Code(_) => out.push(format!("code{at}{:?}", steps.of_lines(block))),
                    BlockKind::Pause => {}
                    _ => out.push(format!("{}{at}", texts(block).into_iter().map(plain_text).collect::<String>())),
                }
            }
        }
        let steps = Steps::of(content, opened);
        let mut out = Vec::new();
        show(&steps, content, &mut out);
        format!("{} of {}", out.join(" "), steps.count())
    }

    #[test]
    fn steps_count_in_reading_order() {
        let column = |content| Column { width: None, content, span: Span::new(FileId(0), 0, 0) };
        for (content, expected) in [
            (vec![], " of 1"),
            (vec![words("a")], "a1 of 1"),
            (vec![words("a"), pause(), words("b"), words("c")], "a1 b2 c2 of 2"),
            // An incremental list holds back nothing that follows it; a pause does.
            (vec![list(true, vec![vec![words("a")], vec![words("b")]]), words("c")], "•2 a2 •3 b3 c1 of 3"),
            (vec![list(true, vec![vec![words("a")]]), pause(), words("b")], "•2 a2 b3 of 3"),
            (vec![list(true, vec![vec![words("a"), list(true, vec![vec![words("b")]])], vec![]])], "•2 a2 •3 b3 •4 of 4"),
            (vec![list(true, vec![vec![words("a"), list(false, vec![vec![words("b")]])]])], "•2 a2 •2 b2 of 2"),
            // A pause inside of something holds back what stands behind that, too.
            (vec![list(false, vec![vec![words("a"), pause(), words("b")], vec![words("c")]])], "•1 a1 b2 •2 c2 of 2"),
            (
                vec![block(BlockKind::Columns(vec![column(vec![words("a"), pause(), words("b")]), column(vec![words("c")])]))],
                "a1 b2 c2 of 2",
            ),
            (vec![block(BlockKind::Quote(vec![words("a"), pause(), words("b")])), words("c")], "a1 b2 c2 of 2"),
            (vec![terms(&["a", "b"])], "a1 a1 a2 b2 b2 b3 of 3"),
            (vec![code(3), words("a")], "code1[2, 3] a1 of 3"),
            (vec![code(2), pause(), code(2), list(true, vec![vec![]])], "code1[2] code3[4] •5 of 5"),
            (vec![pause(), code(1)], "code2[] of 2"),
        ] {
            assert_eq!(shown(&content, true), expected);
        }
    }

    #[test]
    fn a_step_at_which_nothing_changes_is_none() {
        for (content, opened, expected) in [
            (vec![pause(), words("a")], false, "a1 of 1"),
            (vec![pause(), words("a")], true, "a2 of 2"),
            (vec![words("a"), pause()], true, "a1 of 1"),
            (vec![words("a"), pause(), pause(), words("b")], true, "a1 b2 of 2"),
            (vec![words("a"), pause(), list(true, vec![vec![words("b")]])], true, "a1 •2 b2 of 2"),
            (vec![list(true, vec![vec![words("a")], vec![words("b")]])], false, "•1 a1 •2 b2 of 2"),
            (vec![pause(), pause()], true, " of 1"),
            (vec![pause()], false, " of 1"),
        ] {
            assert_eq!(shown(&content, opened), expected);
        }
    }

    #[test]
    fn idle_pauses_are_told_with_a_reason() {
        let idle = |content: &[Block], opened| Steps::of(content, opened).idle().map(|(_, why)| why).collect::<Vec<_>>();
        assert_eq!(idle(&[pause(), words("a")], false), [Idle::NothingBefore]);
        assert_eq!(idle(&[pause(), words("a")], true), []);
        assert_eq!(idle(&[words("a"), pause()], true), [Idle::NothingAfter]);
        assert_eq!(idle(&[words("a"), pause(), pause(), words("b"), pause()], true), [Idle::StepFollows, Idle::NothingAfter]);
    }

    #[test]
    fn pages_are_bounded() {
        let content = [list(true, (0..300).map(|_| vec![words("a")]).collect())];
        let steps = Steps::of(&content, true);
        assert_eq!((steps.count(), steps.pages()), (301, MAX_STEPS));
        let BlockKind::List(list) = &content[0].kind else { unreachable!() };
        assert_eq!(steps.of_item(&list.items[299]), MAX_STEPS);
    }
}
