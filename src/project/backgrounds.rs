//! The pictures behind a slide that one audience sees.

use super::changes::Record;
use super::inlines::{replacement, words};
use super::view::View;
use crate::model::{Background, Block, BlockKind, Picture, Slide};

/// The pictures, and the words that stand on the slide in place of those that people outside the field don't see (`plain="…"`).
pub(super) fn backgrounds(view: &View, slide: &Slide, record: &mut Record) -> (Vec<Background>, Vec<Block>) {
    let (mut pictures, mut instead) = (Vec::new(), Vec::new());
    for background in &slide.backgrounds {
        if !record.admits(view, background.audience.as_ref(), background.picture.path.span) {
            continue;
        }
        match replacement(view, background.picture.plain.as_ref()) {
            Some(plain) => {
                record.replaced(background.picture.path.span, plain);
                let content = words(plain);
                let block = Block { kind: BlockKind::Paragraph(content), span: plain.span, audience: None };
                instead.extend(Some(block).filter(|_| !plain.value.trim().is_empty()));
            }
            None => {
                let picture = Box::new(Picture { plain: None, ..(*background.picture).clone() });
                pictures.push(Background { picture, audience: None, ..background.clone() });
            }
        }
    }
    (pictures, instead)
}
