//! How much text a slide has.

use crate::model::{Block, BlockKind, InlineKind, plain_text, texts, walk_blocks};

/// More characters than a statement or a section's slide has room for.
const SHORT: usize = 220;

/// Little text and nothing else.
pub fn is_short(content: &[Block]) -> bool {
    let mut length = 0;
    for block in walk_blocks(content) {
        match block.kind {
            BlockKind::Paragraph(_) | BlockKind::Heading { .. } => {
                for text in texts(block) {
                    if text.iter().any(|inline| matches!(inline.kind, InlineKind::Picture(_))) {
                        return false;
                    }
                    length += plain_text(text).chars().count();
                }
            }
            BlockKind::Group { .. } => {}
            _ => return false,
        }
    }
    length <= SHORT
}
