//! Going through everything inside a block, in reading order, without recursion.

use super::{Block, BlockKind, Inline};

/// All blocks of a list and all blocks inside them, each before its content.
pub fn walk_blocks(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    std::iter::from_fn(move || {
        let block = open.pop()?;
        for list in child_blocks(block).into_iter().rev() {
            open.extend(list.iter().rev());
        }
        Some(block)
    })
}

/// All pieces of a running text and all pieces inside them, each before its content.
pub fn walk_inlines(inlines: &[Inline]) -> impl Iterator<Item = &Inline> {
    let mut open: Vec<&Inline> = inlines.iter().rev().collect();
    std::iter::from_fn(move || {
        let inline = open.pop()?;
        open.extend(inline.content().iter().rev());
        Some(inline)
    })
}

/// The running texts that stand directly in a block, not in blocks inside it: a table has one for each cell.
pub fn texts(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => vec![content.as_slice()],
        BlockKind::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.flat_map(|row| row.cells.iter().map(Vec::as_slice)).collect()
        }
        BlockKind::Descriptions(items) => items.iter().map(|item| item.term.as_slice()).collect(),
        BlockKind::List(_)
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Typst(_)
        | BlockKind::Picture(_)
        | BlockKind::Quote(_)
        | BlockKind::Columns(_)
        | BlockKind::Callout { .. }
        | BlockKind::Group { .. }
        | BlockKind::Pause => Vec::new(),
    }
}

/// The lists of blocks directly inside a block.
pub fn child_blocks(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::List(list) => list.items.iter().map(|item| item.content.as_slice()).collect(),
        BlockKind::Descriptions(items) => items.iter().flat_map(|item| item.details.iter().map(Vec::as_slice)).collect(),
        BlockKind::Columns(columns) => columns.iter().map(|column| column.content.as_slice()).collect(),
        BlockKind::Quote(content) | BlockKind::Callout { content, .. } | BlockKind::Group { content, .. } => {
            vec![content.as_slice()]
        }
        BlockKind::Paragraph(_)
        | BlockKind::Heading { .. }
        | BlockKind::Code(_)
        | BlockKind::Math(_)
        | BlockKind::Typst(_)
        | BlockKind::Table(_)
        | BlockKind::Picture(_)
        | BlockKind::Pause => Vec::new(),
    }
}

/// Visits all blocks of a list and all blocks inside them, each before its content. The parser bounds how deep they nest.
pub fn for_each_block_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match &mut block.kind {
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| for_each_block_mut(&mut item.content, visit)),
            BlockKind::Descriptions(items) => {
                items.iter_mut().flat_map(|item| &mut item.details).for_each(|details| for_each_block_mut(details, visit));
            }
            BlockKind::Columns(columns) => columns.iter_mut().for_each(|column| for_each_block_mut(&mut column.content, visit)),
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } | BlockKind::Group { content, .. } => {
                for_each_block_mut(content, visit);
            }
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Code(_)
            | BlockKind::Math(_)
            | BlockKind::Typst(_)
            | BlockKind::Table(_)
            | BlockKind::Picture(_)
            | BlockKind::Pause => {}
        }
    }
}

/// Every running text in blocks, in reading order. Depth is bounded by the parser.
pub fn for_each_text_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => visit(content),
            BlockKind::Table(table) => {
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flat_map(|row| &mut row.cells).for_each(&mut *visit);
            }
            BlockKind::Descriptions(items) => {
                for item in items {
                    visit(&mut item.term);
                    item.details.iter_mut().for_each(|details| for_each_text_mut(details, visit));
                }
            }
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| for_each_text_mut(&mut item.content, visit)),
            BlockKind::Columns(columns) => columns.iter_mut().for_each(|column| for_each_text_mut(&mut column.content, visit)),
            BlockKind::Quote(content) | BlockKind::Callout { content, .. } | BlockKind::Group { content, .. } => {
                for_each_text_mut(content, visit);
            }
            BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Typst(_) | BlockKind::Picture(_) | BlockKind::Pause => {}
        }
    }
}

/// Visits all pieces of a running text and all pieces inside them, each before its content.
pub fn for_each_inline_mut(text: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in text {
        visit(inline);
        if let Some(content) = inline.content_mut() {
            for_each_inline_mut(content, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InlineKind, plain_text};
    use crate::source::{FileId, Span};

    fn text(text: &str) -> Inline {
        Inline { kind: InlineKind::Text(text.into()), span: Span::new(FileId(0), 0, 0) }
    }

    fn block(kind: BlockKind) -> Block {
        Block { kind, span: Span::new(FileId(0), 0, 0), audience: None }
    }

    #[test]
    fn blocks_come_in_reading_order() {
        let paragraph = |words: &str| block(BlockKind::Paragraph(vec![text(words)]));
        let quote = block(BlockKind::Quote(vec![paragraph("b"), block(BlockKind::Quote(vec![paragraph("c")]))]));
        let all = [paragraph("a"), quote, paragraph("d")];
        let words: Vec<String> = walk_blocks(&all).flat_map(texts).map(plain_text).collect();
        assert_eq!(words, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_deep_nest_needs_no_stack() {
        let mut inlines = vec![text("x")];
        for _ in 0..10_000 {
            inlines = vec![Inline { kind: InlineKind::Emph(inlines), span: Span::new(FileId(0), 0, 0) }];
        }
        assert_eq!(walk_inlines(&inlines).count(), 10_001);
        while let Some(Inline { kind: InlineKind::Emph(content), .. }) = inlines.pop() {
            inlines = content;
        }
    }
}
