//! The text drawn in an SVG, such as the labels of axes.

use usvg::roxmltree::{Document, Node, ParsingOptions};

/// Elements whose content is not drawn where it stands.
const UNSEEN: [&str; 5] = ["clipPath", "mask", "marker", "pattern", "metadata"];

/// The texts of an SVG, in the order of the file; none of other pictures. Lines of a text are one.
pub fn texts(bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if !text.contains("<text") && !text.contains(":text") {
        return Vec::new();
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(text, options) else { return Vec::new() };
    let elements =
        document.descendants().filter(|node| node.tag_name().name() == "text" && node.ancestors().all(|node| is_seen(&node)));
    elements.map(|node| words(&node)).filter(|words| !words.is_empty()).collect()
}

fn is_seen(node: &Node<'_, '_>) -> bool {
    let hidden = |name: &str, value: &str| {
        let in_style = |style: &str| {
            style.split(';').any(|rule| rule.split_once(':').is_some_and(|(key, set)| key.trim() == name && set.trim() == value))
        };
        node.attribute(name) == Some(value) || node.attribute("style").is_some_and(in_style)
    };
    !UNSEEN.contains(&node.tag_name().name()) && !hidden("display", "none") && !hidden("visibility", "hidden")
}

/// The words of a text element. A part that is placed anew is a word of its own.
fn words(element: &Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in element.descendants() {
        if node.is_element() && ["x", "y", "dx", "dy"].iter().any(|place| node.has_attribute(*place)) {
            out.push(' ');
        }
        if node.is_text() && node.parent().is_none_or(|parent| parent.ancestors().all(|node| is_seen(&node))) {
            out.push_str(node.text().unwrap_or(""));
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_read() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>not drawn</title><g><text x=\"1\">p99 <tspan>lat</tspan>ency</text></g>\
                   <text><tspan x=\"0\">two</tspan><tspan x=\"0\" dy=\"1em\">lines</tspan></text>\
                   <text display=\"none\">A</text><g style=\"fill: red; visibility : hidden\"><text>B</text></g><mask><text>C</text></mask>\
                   <text>&amp; D<!-- E --></text></svg>";
        assert_eq!(texts(svg.as_bytes()), ["p99 latency", "two lines", "& D"]);
        assert!(texts(b"\x89PNG").is_empty());
        assert!(texts(b"<svg><text>never closed").is_empty());
    }
}
