//! Blocks as Typst code. The functions called here are what a theme defines (`themes/README.md`) or Typst's own elements.

use std::fmt::Write;

use super::units::kept_together;
use super::{Emitter, SlideSource, inline, table, texts};
use crate::model::{Block, BlockKind, Column, Description, Inline, InlineKind, Length, List, ListItem, Picture, plain_text};
use crate::project::is_source_line;

/// The part of its region's height a picture may take when other blocks stand beside it.
const SHARED_ROOM: u32 = 55;

impl Emitter<'_> {
    /// A code block whose value is the blocks, one after the other; `none` where there are none.
    pub(super) fn blocks<'b>(&self, out: &mut SlideSource, blocks: impl IntoIterator<Item = &'b Block>) {
        let blocks: Vec<&Block> = blocks.into_iter().filter(|block| !matches!(block.kind, BlockKind::Pause)).collect();
        if blocks.is_empty() {
            return out.push("none");
        }
        let room = if blocks.len() == 1 { 100 } else { SHARED_ROOM };
        out.push("{");
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 && out.lists == 0 && matches!(blocks[index - 1].kind, BlockKind::List(_)) {
                out.holds.insert("below-list");
            }
            if index > 0 && ends_in_paragraph(blocks[index - 1]) {
                out.push("parbreak();");
            }
            self.mark_block(out, block);
            out.mapped(block.span, |out| match &block.kind {
                BlockKind::Table(table) => table::emit(self, out, table, (room, beside(&blocks, index))),
                _ => self.block(out, block, room),
            });
            out.push(";\n");
        }
        // A text that stands alone is a paragraph too, to those who have it read to them.
        if out.lists == 0 && blocks.last().is_some_and(|last| ends_in_paragraph(last)) {
            out.push("parbreak();");
        }
        out.push("}");
    }

    fn block(&self, out: &mut SlideSource, block: &Block, room: u32) {
        match &block.kind {
            BlockKind::Paragraph(content) if is_source_line(block) => self.call(out, "source-line(", content),
            BlockKind::Paragraph(content) => {
                inline::note_length(out, content);
                self.inlines(out, content);
            }
            BlockKind::Heading { level, content, .. } => {
                let level = self.subheading_level(*level);
                out.holds.insert("heading");
                inline::note_length(out, content);
                let _ = write!(out.text, "heading(outlined: false, bookmarked: false, level: {level}, ");
                self.inlines(out, content);
                out.push(")");
            }
            BlockKind::List(list) => self.list(out, list),
            BlockKind::Descriptions(items) => self.descriptions(out, items),
            BlockKind::Code(code) => self.code(out, block, code),
            BlockKind::Typst(raw) => self.raw(out, raw),
            BlockKind::Math(latex) => self.formula(out, latex, true),
            BlockKind::Table(table) => table::emit(self, out, table, (room, Vec::new())),
            BlockKind::Picture(picture) => self.picture(out, picture, room),
            BlockKind::Quote(content) => self.quotation(out, content),
            BlockKind::Columns(columns) => {
                out.push("cols(widths: ");
                self.widths(out, columns);
                for column in columns {
                    out.push(", ");
                    self.blocks(out, &column.content);
                }
                out.push(")");
            }
            BlockKind::Callout { kind, title, content } => {
                let _ = write!(out.text, "callout(kind: \"{}\", title: ", kind.as_str());
                match title {
                    Some(title) => out.push_literal(&kept_together(title, None)),
                    None => out.push("none"),
                }
                out.push(", ");
                self.blocks(out, content);
                out.push(")");
            }
            BlockKind::Pause => {}
            BlockKind::Group { content, lang: Some(lang), .. } => {
                out.push("{");
                set_language(out, lang);
                self.blocks(out, content);
                out.push("}");
            }
            BlockKind::Group { content, lang: None, .. } => self.blocks(out, content),
        }
    }

    /// The terms with their lengths, from which a theme tells whether they fit beside what they mean.
    fn descriptions(&self, out: &mut SlideSource, items: &[Description]) {
        out.holds.insert("long-text");
        out.push("descriptions(");
        for description @ Description { term, details, span } in items {
            out.mapped(*span, |out| {
                let length = plain_text(term).chars().count();
                let _ = write!(out.text, "(length: {length}, term: {{");
                self.mark(out, self.steps.of_term(description));
                self.inlines(out, term);
                out.push("}, details: (");
                for content in details {
                    self.blocks(out, content);
                    out.push(",");
                }
                out.push(")),");
            });
        }
        out.push(")");
    }

    fn call(&self, out: &mut SlideSource, function: &str, content: &[Inline]) {
        out.push(function);
        self.inlines(out, content);
        out.push(")");
    }

    fn list(&self, out: &mut SlideSource, list: &List) {
        out.holds.insert(if out.lists == 0 { "list" } else { "nested-list" });
        out.lists += 1;
        match list.start {
            Some(start) => {
                let _ = write!(out.text, "enum(start: {start}, tight: {}", list.tight);
            }
            None => {
                let _ = write!(out.text, "list(tight: {}", list.tight);
            }
        }
        for item in &list.items {
            out.push(", ");
            self.item(out, item);
        }
        out.lists -= 1;
        out.push(")");
    }

    /// An item of a list.
    pub(super) fn item(&self, out: &mut SlideSource, item: &ListItem) {
        out.mapped(item.span, |out| {
            out.push("{");
            self.mark_item(out, item);
            if let Some(done) = item.checked {
                let _ = write!(out.text, "checkbox({done});");
            }
            self.blocks(out, &item.content);
            out.push("}");
        });
    }

    /// The attribution is the last paragraph when it starts with a dash.
    fn quotation(&self, out: &mut SlideSource, content: &[Block]) {
        let split = match content {
            [before @ .., last] if !before.is_empty() => attribution(last).map(|name| (before, last, name)),
            _ => None,
        };
        out.push("quotation(attribution: ");
        match &split {
            // The length is that of what is quoted.
            Some((.., name)) => {
                let length = out.length;
                self.inlines(out, name);
                out.length = length;
            }
            None => out.push("none"),
        }
        out.push(", ");
        out.push("{");
        self.blocks(out, split.as_ref().map_or(content, |(before, ..)| *before));
        if let Some((_, last, _)) = split {
            // The theme draws the attribution behind the text, with a dash of its own before it.
            out.push(";");
            self.mark_block(out, last);
        }
        out.push("})");
    }

    /// An array of column widths.
    pub(super) fn widths(&self, out: &mut SlideSource, columns: &[Column]) {
        out.push("(");
        for column in columns {
            let _ = match column.width {
                Some(percent) => write!(out.text, "{percent}%,"),
                None => write!(out.text, "auto,"),
            };
        }
        out.push(")");
    }

    /// A picture that stands alone. One that could not be read is drawn as its alternative text; there is a finding about it.
    pub(super) fn picture(&self, out: &mut SlideSource, picture: &Picture, room: u32) {
        let (Some(path), Some(asset)) = (self.picture_path(picture), self.assets.get(&picture.path.value)) else {
            return out.push_literal(&picture.alt);
        };
        if let Some(lang) = &picture.lang {
            out.push("{");
            set_language(out, lang);
        }
        out.push("picture(");
        out.push_literal(&path);
        out.push(", alt: ");
        out.push_literal(&picture.alt);
        if let Some(caption) = &picture.caption {
            out.push(", caption: ");
            out.push_literal(&kept_together(caption, None));
        }
        let ratio = asset.shape.ratio.clamp(0.001, 1000.0);
        let _ = write!(out.text, ", ratio: {ratio}, room: {room}%");
        if asset.shape.wants_light {
            out.push(", wants-light: true");
        }
        for (side, length) in [("width", picture.width), ("height", picture.height)] {
            let _ = match length {
                Some(Length::Percent(percent)) => write!(out.text, ", {side}: {percent}%"),
                Some(Length::Points(points)) => write!(out.text, ", {side}: {points}pt"),
                None => Ok(()),
            };
        }
        out.push(if picture.lang.is_some() { ")}" } else { ")" });
    }
}

/// What follows in the block of code is in a language: tagged with it, broken and directed by its rules.
pub(super) fn set_language(out: &mut SlideSource, tag: &str) {
    out.push("set text(");
    inline::language_arguments(out, tag);
    out.push(");");
}

/// How wide the text is that stands above and below a block, where there is nothing else.
fn beside(blocks: &[&Block], index: usize) -> Vec<f64> {
    let others = blocks[..index].iter().chain(&blocks[index + 1..]).copied();
    texts::widths(others).unwrap_or_default()
}

/// Would text that follows go on in the same paragraph? A group adds nothing around what it holds.
pub(super) fn ends_in_paragraph(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(_) => true,
        BlockKind::Group { content, .. } => {
            content.iter().rev().find(|block| !matches!(block.kind, BlockKind::Pause)).is_some_and(ends_in_paragraph)
        }
        _ => false,
    }
}

/// Are the blocks running text and nothing else?
pub(super) fn is_running_text<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> bool {
    blocks.into_iter().all(|block| match &block.kind {
        BlockKind::Paragraph(content) => !is_source_line(block) && inline::is_running_text(content),
        BlockKind::Group { content, .. } => is_running_text(content),
        _ => false,
    })
}

/// The text of a paragraph that names the author of a quotation, without its dash.
fn attribution(block: &Block) -> Option<Vec<Inline>> {
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    let InlineKind::Text(text) = &content.first()?.kind else { return None };
    let name = ["---", "--", "—", "–"].iter().find_map(|dash| text.strip_prefix(dash))?;
    let mut named = content.clone();
    named[0].kind = InlineKind::Text(name.trim_start().to_owned());
    Some(named)
}
