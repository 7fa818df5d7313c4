//! Whether an SVG is drawn for a light ground that it doesn't bring along.

use usvg::{Color, Group, Node, Paint, Tree};

/// How light a colour is at least that is read on a dark ground, from 0 to 1.
const LIGHT: f32 = 0.45;
/// How much of the picture a shape has to cover to be its ground.
const GROUND: f32 = 0.9;

/// Does most of what is drawn want a light ground, and is there none? Text counts as much as ten shapes: it has to be read.
pub(super) fn wants_light(tree: &Tree) -> bool {
    if first_shape(tree.root()).is_some_and(|shape| is_ground(shape, tree)) {
        return false;
    }
    let mut weights = (0, 0);
    count(tree.root(), &mut weights);
    weights.0 >= weights.1
}

fn first_shape(group: &Group) -> Option<&Node> {
    group.children().iter().find_map(|node| match node {
        Node::Group(group) => first_shape(group),
        _ => Some(node),
    })
}

fn is_ground(node: &Node, tree: &Tree) -> bool {
    let bounds = node.abs_bounding_box();
    let opaque = match node {
        Node::Path(path) => path.fill().is_some_and(|fill| fill.opacity().get() > 0.99),
        Node::Image(_) => true,
        _ => false,
    };
    opaque && bounds.width() >= tree.size().width() * GROUND && bounds.height() >= tree.size().height() * GROUND
}

/// Adds what is dark and what is light.
fn count(group: &Group, weights: &mut (u32, u32)) {
    for node in group.children() {
        match node {
            Node::Group(group) => count(group, weights),
            Node::Path(path) => {
                let paints = [path.fill().map(usvg::Fill::paint), path.stroke().map(usvg::Stroke::paint)];
                paints.into_iter().flatten().for_each(|paint| add(paint, 1, weights));
            }
            Node::Text(text) => {
                let fills = text.chunks().iter().flat_map(|chunk| chunk.spans()).filter_map(|span| span.fill());
                fills.for_each(|fill| add(fill.paint(), 10, weights));
            }
            Node::Image(_) => {}
        }
    }
}

/// Gradients and patterns tell nothing.
fn add(paint: &Paint, weight: u32, weights: &mut (u32, u32)) {
    if let Paint::Color(Color { red, green, blue }) = *paint {
        let light = (0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)) / 255.0 > LIGHT;
        if light { weights.1 += weight } else { weights.0 += weight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inside: &str) -> bool {
        let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 90\">{inside}</svg>");
        wants_light(&Tree::from_str(&text, &usvg::Options::default()).unwrap())
    }

    #[test]
    fn dark_lines_without_a_ground_want_a_light_one() {
        let line = |colour: &str| format!("<path d=\"M0 0L9 9\" fill=\"none\" stroke=\"{colour}\"/>");
        assert!(of(&line("#222")));
        assert!(!of(&line("#eee")));
        assert!(!of(&format!("<rect width=\"90\" height=\"90\" fill=\"white\"/>{}", line("#222"))), "it brings its ground");
        assert!(
            of(&format!("<rect width=\"20\" height=\"90\" fill=\"white\"/>{}{}", line("#222"), line("#333"))),
            "a part of one"
        );
    }
}
