//! How much of a block is text that goes on over several lines. Set smaller, such text takes fewer lines; all else keeps its lines, and
//! is only smaller. So this tells what a smaller size gains without another layout.

use std::collections::HashMap;

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::syntax::Span;

use super::world::is_of_theme;

/// The part of the height of a frame, from 0 to 1, in which there is text that goes on over several lines. `height` is what is drawn.
pub fn share(frame: &Frame, height: Abs) -> f64 {
    let mut texts = HashMap::new();
    collect(frame, Transform::identity(), &mut texts);
    let mut broken: Vec<Reach> = texts.into_values().filter(|reach| reach.lines > 1).collect();
    broken.sort_by_key(|reach| reach.top);
    let (mut covered, mut end) = (Abs::zero(), -Abs::inf());
    for reach in broken {
        covered += (reach.bottom - reach.top.max(end)).max(Abs::zero());
        end = end.max(reach.bottom);
    }
    (covered / height).clamp(0.0, 1.0)
}

/// From where to where a text of the author reaches that was written in one piece.
#[derive(Clone, Copy)]
struct Reach {
    top: Abs,
    bottom: Abs,
    /// On how many lines it stands.
    lines: usize,
}

fn collect(frame: &Frame, place: Transform, texts: &mut HashMap<Span, Reach>) {
    for (at, item) in frame.items() {
        let place = place.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, place.pre_concat(group.transform), texts),
            FrameItem::Text(text) => {
                let baseline = Point::zero().transform(place).y;
                let reach = Reach { top: baseline - text.size, bottom: baseline, lines: 1 };
                // A line may begin with the end of one piece and go on with the next.
                let pieces = text.glyphs.chunk_by(|a, b| a.span.0 == b.span.0).map(|glyphs| glyphs[0].span.0);
                for span in pieces.filter(|span| span.id().is_some_and(|id| !is_of_theme(id))) {
                    texts.entry(span).and_modify(|known| known.go_on(baseline)).or_insert(reach);
                }
            }
            _ => {}
        }
    }
}

impl Reach {
    /// What is written on is found from the top down.
    fn go_on(&mut self, baseline: Abs) {
        /// What stands lower by less than this is on the same line (points).
        const SAME: f64 = 4.0;
        if baseline > self.bottom + Abs::pt(SAME) {
            self.bottom = baseline;
            self.lines += 1;
        }
    }
}

/// The size, 1 being the present one, in which content fills `room` (1 being what it takes now), when the part `share` of it is text
/// whose lines break anew: that takes the square of its size, all else takes its size.
pub fn filling(share: f64, room: f64) -> f64 {
    let rest = 1.0 - share;
    // The positive root of `share · x² + rest · x = room`, written so that it holds for a share of 0 too.
    2.0 * room / (rest + (rest * rest + 4.0 * share * room).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_breaks_anew_gains_by_a_smaller_size() {
        assert!((filling(1.0, 0.49) - 0.7).abs() < 1e-9, "text alone takes the square");
        assert!((filling(0.0, 0.49) - 0.49).abs() < 1e-9, "what keeps its lines gains nothing");
        let half = filling(0.5, 0.49);
        assert!(0.49 < half && half < 0.7 && (0.5 * half * half + 0.5 * half - 0.49).abs() < 1e-9, "{half}");
    }
}
