//! How much text a slide has.

use crate::model::{Block, BlockKind, plain_text, texts, walk_blocks};

/// More characters than a statement or a section's slide has room for.
const SHORT: usize = 220;

/// Little text and nothing else.
pub fn is_short(content: &[Block]) -> bool {
    let mut length = 0;
    for block in walk_blocks(content) {
        match block.kind {
            BlockKind::Paragraph(_) | BlockKind::Heading { .. } => {
                length += texts(block).into_iter().map(|text| plain_text(text).chars().count()).sum::<usize>();
            }
            BlockKind::Group { .. } => {}
            _ => return false,
        }
    }
    length <= SHORT
}
