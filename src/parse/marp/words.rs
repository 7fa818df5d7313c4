//! Running text inside of HTML.

use std::ops::Range;

use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::parse::blocks;
use crate::parse::context::{Context, MAX_INLINES};
use crate::parse::html::{self, Name, Tag};
use crate::parse::marks;

/// A paragraph that is still growing.
#[derive(Debug, Default)]
pub struct Words {
    done: Vec<Inline>,
    /// Open tags, with how much was done before each.
    open: Vec<(Name, usize, Range<usize>)>,
}

impl Words {
    /// Adds text. As in HTML, any white space is one space.
    pub fn text(&mut self, cx: &Context<'_>, range: Range<usize>) {
        let written = html::unescaped(cx.slice(range.clone()));
        let mut text = written.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let white = |c: Option<char>| c.is_some_and(|c| c.is_ascii_whitespace());
        if white(written.chars().next()) && !self.is_at_start() {
            text.insert(0, ' ');
        }
        if white(written.chars().next_back()) && !text.ends_with(' ') && !(text.is_empty() && self.is_at_start()) {
            text.push(' ');
        }
        if !text.is_empty() {
            self.done.push(Inline { kind: InlineKind::Text(text), span: cx.span(range) });
        }
    }

    fn is_at_start(&self) -> bool {
        self.done.last().is_none_or(|last| matches!(last.kind, InlineKind::LineBreak))
    }

    /// Reads a tag that stands in running text.
    pub fn tag(&mut self, cx: &mut Context<'_>, range: Range<usize>) {
        let tag = cx.slice(range.clone());
        match marks::tag(cx, tag) {
            Tag::Break if self.done.is_empty() => {}
            Tag::Break => self.push(cx, InlineKind::LineBreak, range),
            Tag::Picture => {
                if let Some(picture) = marks::picture(cx, range.clone()) {
                    self.push(cx, InlineKind::Picture(Box::new(picture)), range);
                }
            }
            Tag::Open(_) if self.open.len() >= MAX_INLINES => {}
            Tag::Open(name) => self.open.push((name, self.done.len(), range)),
            Tag::Close(name) => self.close(cx, name, range),
            Tag::Comment => {}
            Tag::Other if tag.starts_with("</") => {}
            Tag::Other => html::report(cx, tag, range),
        }
    }

    /// A closing tag whose opening one is not there closes nothing.
    fn close(&mut self, cx: &mut Context<'_>, name: Name, range: Range<usize>) {
        let Some(index) = self.open.iter().rposition(|(open, ..)| *open == name) else { return };
        let Some((_, from, start)) = self.open.drain(index..).next() else { return };
        let content = self.done.split_off(from.min(self.done.len()));
        if content.is_empty() {
            return marks::empty(cx, start);
        }
        let kind = html::element(cx, name, start.clone(), content);
        self.push(cx, kind, start.start..range.end);
    }

    fn push(&mut self, cx: &Context<'_>, kind: InlineKind, range: Range<usize>) {
        self.done.push(Inline { kind, span: cx.span(range) });
    }

    /// The paragraph, or the picture that is all of it.
    pub fn finish(&mut self, cx: &mut Context<'_>) -> Option<Block> {
        self.open.clear();
        let mut content = std::mem::take(&mut self.done);
        while content.last().is_some_and(blocks::is_gap) {
            content.pop();
        }
        blocks::trim_edges(&mut content);
        let span = content.first()?.span.join(content.last()?.span);
        if let [Inline { kind: InlineKind::Text(text), span }] = content.as_slice() {
            super::note_emoji(cx, text, *span);
            super::report_audience(cx, text, *span);
        }
        let kind = blocks::only_picture(&mut content).map_or(BlockKind::Paragraph(content), |(picture, _)| picture);
        Some(Block { kind, span, audience: None })
    }
}
