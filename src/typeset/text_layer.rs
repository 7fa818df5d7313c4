//! The text of a page with its places, to lie over a picture of the page so that it can be selected.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::Page;

/// The text of one page in reading order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextLayer {
    /// Its pieces.
    pub runs: Vec<TextRun>,
}

/// A piece of text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The left edge, in points from the page's.
    pub x: f64,
    /// The baseline, in points from the page's top.
    pub y: f64,
    /// The width in points.
    pub width: f64,
    /// The size of the letters in points.
    pub size: f64,
    /// The text.
    pub text: String,
    /// The line it was written on, counted from its slide's; `None` where that isn't known.
    pub line: Option<i64>,
}

impl TextLayer {
    /// Reads the text of a page.
    pub fn of(page: &Page) -> Self {
        let mut layer = Self::default();
        layer.push(&page.frame, Transform::identity());
        layer
    }

    fn push(&mut self, frame: &Frame, around: Transform) {
        for (at, item) in frame.items() {
            let here = around.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.push(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => {
                    let start = Point::zero().transform(here);
                    let scale = here.sx.get();
                    let pt = |length: Abs| length.to_pt();
                    self.runs.push(TextRun {
                        x: pt(start.x),
                        y: pt(start.y),
                        width: pt(text.width()) * scale,
                        size: pt(text.size) * scale,
                        text: text.text.to_string(),
                        line: None,
                    });
                }
                _ => {}
            }
        }
    }
}
