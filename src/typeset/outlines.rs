//! Pictures whose text is drawn as outlines.
//!
//! A PDF carries the fonts of its pictures, an SVG does not: text in a picture would be set in whatever font the reader's machine has,
//! too wide or too narrow for its place. The text of the slides themselves is outlines in SVG already.

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::{Image, ImageKind, SvgImage};
use typst_layout::Page;

/// The page, with the text of its pictures as outlines.
pub fn outlined(page: &Page) -> Page {
    let mut page = page.clone();
    if has_text(&page.frame) {
        outline(&mut page.frame);
    }
    page
}

fn has_text(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Image(image, ..) => with_text(image).is_some(),
        FrameItem::Group(group) => has_text(&group.frame),
        _ => false,
    })
}

fn with_text(image: &Image) -> Option<&SvgImage> {
    match image.kind() {
        ImageKind::Svg(svg) if svg.tree().has_text_nodes() => Some(svg),
        _ => None,
    }
}

fn outline(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Image(image, ..) => {
                if let Some(drawn) = with_text(image).and_then(redrawn) {
                    *image = Image::new(drawn, image.alt().map(Into::into), image.scaling());
                }
            }
            FrameItem::Group(group) if has_text(&group.frame) => outline(&mut group.frame),
            _ => {}
        }
        true
    });
}

/// Written anew by the library that reads it, which has set the text in the bundled fonts. What it can't read again stays as it is.
fn redrawn(svg: &SvgImage) -> Option<SvgImage> {
    let text = svg.tree().to_string(&Default::default());
    SvgImage::new(Bytes::from_string(text)).ok()
}
