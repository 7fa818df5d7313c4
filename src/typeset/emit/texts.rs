//! How wide the paragraphs and items of running text are, so that a theme can tell how much of its room they take without a layout.

use std::fmt::Write;

use super::{SlideSource, inline, title};
use crate::model::{Block, BlockKind, Description, Inline, InlineKind};
use crate::project::{Cell, Piece, is_source_line};

/// How far the text of an item stands to the right of its list, in em.
const INDENT: f64 = 1.06;
/// More paragraphs and items fill a slide whatever their widths are.
const MOST: usize = 16;

/// The widths in em that the paragraphs and items would have on one line. `None` where there is anything but text and formulas, or
/// very much of it.
pub(super) fn widths<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Option<Vec<f64>> {
    let mut out = Vec::new();
    for block in blocks {
        push(block, 0.0, &mut out)?;
    }
    Some(out)
}

/// The same of a cell's content.
pub(super) fn widths_of_cell(cell: &Cell<'_>) -> Option<Vec<f64>> {
    let mut out = Vec::new();
    for piece in &cell.content {
        match piece {
            Piece::Block(block) => push(block, 0.0, &mut out)?,
            Piece::Words(words) => push_paragraph(words, 0.0, &mut out)?,
            Piece::Picture(_) => return None,
        }
    }
    Some(out)
}

/// The width in em of the longest word in a cell's text; 0 where there is none.
pub(super) fn longest_word_of_cell(cell: &Cell<'_>) -> f64 {
    let longest = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => title::longest_word(words),
        Piece::Block(Block { kind: BlockKind::Paragraph(words), .. }) => title::longest_word(words),
        Piece::Block(_) | Piece::Picture(_) => 0.0,
    };
    cell.content.iter().map(longest).fold(0.0, f64::max)
}

/// Writes an array of widths, empty for none.
pub(super) fn write(out: &mut SlideSource, widths: Option<Vec<f64>>) {
    out.push("(");
    for width in widths.unwrap_or_default() {
        let _ = write!(out.text, "{width:.1},");
    }
    out.push(")");
}

fn push(block: &Block, indent: f64, out: &mut Vec<f64>) -> Option<()> {
    match &block.kind {
        BlockKind::Pause => Some(()),
        BlockKind::Paragraph(content) if !is_source_line(block) => push_paragraph(content, indent, out),
        BlockKind::List(list) => {
            let mut items = list.items.iter().flat_map(|item| &item.content);
            items.try_for_each(|block| push(block, indent + INDENT, out))
        }
        BlockKind::Descriptions(items) => push_descriptions(items, indent, out),
        // A formula on its own takes about two lines.
        BlockKind::Math(_) => {
            out.extend([indent; 2]);
            Some(())
        }
        BlockKind::Group { content, .. } => content.iter().try_for_each(|block| push(block, indent, out)),
        _ => None,
    }
}

/// What terms mean stands at their right.
fn push_descriptions(items: &[Description], indent: f64, out: &mut Vec<f64>) -> Option<()> {
    let term = items.iter().map(|item| title::width(&item.term)).fold(0.0, f64::max);
    let mut details = items.iter().flat_map(|item| item.details.iter().flatten());
    details.try_for_each(|block| push(block, indent + term + INDENT, out))
}

fn push_paragraph(content: &[Inline], indent: f64, out: &mut Vec<f64>) -> Option<()> {
    if out.len() == MOST || !content.iter().all(is_text) {
        return None;
    }
    // A line that the author ends takes its room alone; between paragraphs there is more air than between lines.
    out.extend(content.split(|inline| matches!(inline.kind, InlineKind::LineBreak)).map(|line| indent + title::width(line)));
    Some(())
}

/// Is it words, code or a formula, and no picture?
fn is_text(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Code { .. } | InlineKind::Math(_)) || inline::is_running_text(std::slice::from_ref(inline))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::{block, code, heading, list, paragraph};

    #[test]
    fn text_has_widths_and_all_else_has_none() {
        let short = widths(&[paragraph("Two words")]).unwrap();
        assert!((4.0..5.5).contains(&short[0]), "{short:?}");
        let items = widths(&[list(vec![vec![paragraph("Two words")], vec![paragraph("Two words")]])]).unwrap();
        assert!(items.len() == 2 && (items[0] - short[0] - INDENT).abs() < 1e-9, "{items:?}");
        for other in [code("x"), heading("A"), paragraph("Source: a book")] {
            assert_eq!(widths(&[paragraph("a"), other.clone()]), None, "{other:?}");
        }
        assert_eq!(widths(&[block(BlockKind::Math("x".to_owned()))]).unwrap().len(), 2, "a formula is higher than a line");
        assert_eq!(widths(&vec![paragraph("a"); MOST + 1]), None, "very much");
    }
}
