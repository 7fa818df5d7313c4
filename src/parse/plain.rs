//! Markdown to the words in it, for places that hold plain text.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// What is left of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// The words.
    pub text: String,
    /// Were there emphasis, links or the like, which are gone?
    pub marks: bool,
    /// Were there pictures?
    pub pictures: bool,
}

/// The words of a line of Markdown.
pub fn text(markdown: &str) -> Plain {
    if !markdown.contains(['*', '_', '`', '[', '!', '<', '\\', '&', '~', '#', '\n']) {
        return Plain { text: markdown.trim().to_owned(), marks: false, pictures: false };
    }
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &Options::default());
    let mut plain = Plain { text: String::new(), marks: false, pictures: false };
    for node in document.descendants() {
        match &node.data().value {
            // What a picture shows in words is no part of the line it stands in.
            _ if is_inside_a_picture(node) => {}
            NodeValue::Text(part) => plain.text.push_str(part),
            NodeValue::Code(code) => plain.text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => plain.text.push(' '),
            NodeValue::HtmlBlock(block) => plain.text.push_str(&super::html::text_of_block(&block.literal)),
            NodeValue::Image(_) => plain.pictures = true,
            NodeValue::HtmlInline(tag) => {
                plain.marks = true;
                if tag.starts_with("<br") {
                    plain.text.push(' ');
                }
            }
            NodeValue::Emph | NodeValue::Strong | NodeValue::Link(_) => plain.marks = true,
            NodeValue::Paragraph | NodeValue::Heading(_) if !plain.text.is_empty() => plain.text.push(' '),
            _ => {}
        }
    }
    plain.text = plain.text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain
}

fn is_inside_a_picture(node: Node<'_>) -> bool {
    node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Image(_)))
}

/// All text below a node, without recursion.
pub fn text_of(node: Node<'_>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(found) => text.push_str(found),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Math(math) => text.push_str(&math.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_marks_are_not() {
        for (markdown, expected, marks) in [
            ("A: b #1", "A: b #1", false),
            ("Course **210**, `x` and [more](https://x.org)", "Course 210, x and more", true),
            ("Two<br>lines\nand three", "Two lines and three", true),
            ("<b>bold</b>", "bold", true),
            ("one\n\ntwo", "one two", false),
        ] {
            let plain = text(markdown);
            assert_eq!((plain.text.as_str(), plain.marks), (expected, marks), "{markdown}");
        }
        let logo = text("![w:300 *logo*](a.png) Course");
        assert!(logo.pictures && logo.text == "Course", "{logo:?}");
    }
}
