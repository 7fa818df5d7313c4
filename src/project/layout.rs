//! The layout of a slide whose author asked for none.

use crate::model::{Block, BlockKind, Layout, Origin};

/// The layout that a slide's origin or content makes obvious.
pub(super) fn obvious_layout(origin: Origin, content: &[Block]) -> Layout {
    match origin {
        Origin::FrontMatter => return Layout::Title,
        Origin::Section => return Layout::Section,
        Origin::Heading | Origin::Break => {}
    }
    let content: Vec<&Block> = content.iter().filter(|block| !matches!(block.kind, BlockKind::Pause)).collect();
    match content.as_slice() {
        [Block { kind: BlockKind::Picture(_), .. }] => Layout::Image,
        [Block { kind: BlockKind::Columns(_), .. }] => Layout::TwoColumns,
        [Block { kind: BlockKind::Quote(_), .. }] => Layout::Quote,
        content if is_code_with_a_word(content) => Layout::Code,
        _ => Layout::Content,
    }
}

/// One code block below at most one paragraph. Text below the code stays there, which this layout would not do.
fn is_code_with_a_word(content: &[&Block]) -> bool {
    let count = |test: fn(&BlockKind) -> bool| content.iter().filter(|block| test(&block.kind)).count();
    let code = count(|kind| matches!(kind, BlockKind::Code(_)));
    let paragraphs = count(|kind| matches!(kind, BlockKind::Paragraph(_)));
    let last = matches!(content.last().map(|block| &block.kind), Some(BlockKind::Code(_)));
    last && code == 1 && paragraphs <= 1 && code + paragraphs == content.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::testing::{block, code, column, paragraph, picture};

    #[test]
    fn the_layout_follows_from_origin_and_content() {
        let quote = || block(BlockKind::Quote(vec![paragraph("a")]));
        let columns = || block(BlockKind::Columns(vec![column(vec![paragraph("a")]), column(vec![paragraph("b")])]));
        for (origin, content, expected) in [
            (Origin::FrontMatter, vec![], Layout::Title),
            (Origin::Section, vec![picture("a.png", "a")], Layout::Section),
            (Origin::Heading, vec![], Layout::Content),
            (Origin::Heading, vec![picture("a.png", "a")], Layout::Image),
            (Origin::Break, vec![picture("a.png", "a"), paragraph("b")], Layout::Content),
            (Origin::Heading, vec![code("x")], Layout::Code),
            (Origin::Heading, vec![paragraph("b"), code("x")], Layout::Code),
            (Origin::Heading, vec![code("x"), paragraph("b")], Layout::Content),
            (Origin::Heading, vec![paragraph("b"), code("x"), paragraph("c")], Layout::Content),
            (Origin::Heading, vec![code("x"), code("y")], Layout::Content),
            (Origin::Heading, vec![paragraph("b")], Layout::Content),
            (Origin::Heading, vec![columns()], Layout::TwoColumns),
            (Origin::Heading, vec![columns(), paragraph("b")], Layout::Content),
            (Origin::Heading, vec![quote()], Layout::Quote),
            (Origin::Heading, vec![block(BlockKind::Pause), columns()], Layout::TwoColumns),
            (Origin::Heading, vec![paragraph("b"), block(BlockKind::Pause), code("x")], Layout::Code),
            (Origin::Heading, vec![quote(), quote()], Layout::Content),
        ] {
            assert_eq!(obvious_layout(origin, &content), expected, "{origin:?} {content:?}");
        }
    }
}
