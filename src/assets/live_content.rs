//! SVGs without what is alive in them.
//!
//! The typesetter puts an SVG into an exported page as it is. A browser runs nothing inside a picture of a page, but the file can be
//! taken out of it and opened alone. So scripts, event handlers, foreign documents, addresses and imported styles are left out; none of
//! them is ever drawn. A picture that has none of them stays byte for byte as it is.

use usvg::roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::source::escaped;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that do something or show something from elsewhere.
const LIVE: [&str; 10] =
    ["script", "foreignObject", "iframe", "embed", "object", "video", "audio", "handler", "listener", "discard"];
/// Pictures that may stand inside an SVG.
const EMBEDDED: [&str; 6] =
    ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp", "data:image/svg+xml"];

/// The SVG without what is alive in it; `None` where nothing is, or where this is no SVG.
pub fn removed(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    if !document.root().descendants().any(|node| is_live(&node)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    write(document.root_element(), true, &mut out);
    Some(out.into_bytes())
}

/// Is the node itself alive, or one of its attributes?
fn is_live(node: &Node<'_, '_>) -> bool {
    match node.node_type() {
        // A style sheet from elsewhere.
        NodeType::PI => true,
        NodeType::Element => {
            is_live_element(node) || has_live_style(node) || node.attributes().any(|a| is_live_attribute(a.name(), a.value()))
        }
        NodeType::Root | NodeType::Comment | NodeType::Text => false,
    }
}

fn is_live_element(node: &Node<'_, '_>) -> bool {
    let name = node.tag_name();
    let animated = node.attribute("attributeName").unwrap_or("").to_ascii_lowercase();
    name.namespace() == Some(XHTML)
        || LIVE.iter().any(|live| name.name().eq_ignore_ascii_case(live))
        || animated.ends_with("href")
        || animated.starts_with("on")
}

fn has_live_style(node: &Node<'_, '_>) -> bool {
    node.tag_name().name() == "style" && node.children().filter_map(|child| child.text()).any(is_live_style)
}

fn is_live_attribute(name: &str, value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase();
    match name.to_ascii_lowercase().as_str() {
        "href" | "src" => !plain.is_empty() && !plain.starts_with('#') && !EMBEDDED.iter().any(|kind| plain.starts_with(kind)),
        name => name.starts_with("on") && name.len() > 2 || is_live_style(&plain),
    }
}

/// Does a style bring something from elsewhere? Escapes hide names, so none is let through.
fn is_live_style(style: &str) -> bool {
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let outside = plain
        .split("url(")
        .skip(1)
        .map(|rest| rest.trim_start_matches(['"', '\'']))
        .any(|target| !target.starts_with('#') && !EMBEDDED.iter().any(|kind| target.starts_with(kind)));
    outside || plain.contains("@import") || plain.contains("javascript:") || plain.contains("image-set(")
}

fn write(node: Node<'_, '_>, root: bool, out: &mut String) {
    let name = node.tag_name().name();
    out.push('<');
    out.push_str(name);
    if root {
        out.push_str(&format!(" xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
    }
    for attribute in node.attributes().filter(|attribute| !is_live_attribute(attribute.name(), attribute.value())) {
        let prefix = match attribute.namespace() {
            None => "",
            Some(XLINK) => "xlink:",
            Some(XML) => "xml:",
            // Notes of the drawing program.
            Some(_) => continue,
        };
        out.push_str(&format!(" {prefix}{}=\"{}\"", attribute.name(), exactly(attribute.value())));
    }
    out.push('>');
    for child in node.children() {
        match child.node_type() {
            NodeType::Element
                if child.tag_name().namespace() == Some(SVG) && !is_live_element(&child) && !has_live_style(&child) =>
            {
                write(child, false, out);
            }
            NodeType::Text => out.push_str(&exactly(child.text().unwrap_or(""))),
            _ => {}
        }
    }
    out.push_str(&format!("</{name}>"));
}

/// In an attribute a reader takes white space for spaces unless it is written like this.
fn exactly(text: &str) -> String {
    let mut out = escaped(text);
    for c in ['\t', '\n', '\r'] {
        if out.contains(c) {
            out = out.replace(c, &format!("&#{};", u32::from(c)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 9 9\">{inside}</svg>")
    }

    fn cleaned(inside: &str) -> Option<String> {
        removed(svg(inside).as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_quiet_picture_stays_as_it_is() {
        for quiet in [
            "<rect width=\"5\" height=\"5\" fill=\"url(#a)\"/>",
            "<style>.a { fill: url('#g') } text { font: 10px x }</style><use xlink:href=\"#a\"/>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<!-- script --><text>onload=alert(1) javascript:</text>",
            "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/></metadata>",
        ] {
            assert_eq!(cleaned(quiet), None, "{quiet}");
        }
        assert_eq!(removed(b"\x89PNG"), None);
    }

    #[test]
    fn what_is_alive_goes_and_the_rest_stays() {
        let rest = "<rect width=\"5\" id=\"kept\"/>";
        for live in [
            "<script>alert(1)</script>",
            "<SCRIPT>alert(1)</SCRIPT>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</p></foreignObject>",
            "<g onclick=\"alert(1)\"/>",
            "<g ONLOAD=\"alert(1)\"/>",
            "<a xlink:href=\"javascript:alert(1)\"/>",
            "<a href=\" java&#10;script:alert(1)\"/>",
            "<image href=\"http://example.org/alert(1)\"/>",
            "<image href=\"data:text/html,alert(1)\"/>",
            "<use href=\"other.svg#alert(1)\"/>",
            "<style>@import url(alert(1).css);</style>",
            "<style>@im<![CDATA[port 'alert(1)']]></style>",
            "<g style=\"fill: url(http://example.org/alert(1))\"/>",
            "<g fill=\"url(&quot;http://example.org/alert(1)&quot;)\"/>",
            "<a><set attributeName=\"xlink:href\" to=\"alert(1)\"/></a>",
            "<h:img xmlns:h=\"http://www.w3.org/1999/xhtml\" onerror=\"alert(1)\"/>",
            "<?xml-stylesheet href=\"alert(1)\"?>",
        ] {
            let text = cleaned(&format!("{live}{rest}")).unwrap_or_else(|| panic!("{live} is alive"));
            assert!(!text.contains("alert"), "{live}: {text}");
            assert!(text.contains("<rect width=\"5\" id=\"kept\"></rect>"), "{live}: {text}");
            assert_eq!(removed(text.as_bytes()), None, "{live}: {text}");
        }
    }

    #[test]
    fn entities_hide_nothing() {
        let text = format!("<!DOCTYPE svg [<!ENTITY e '<script>alert(1)</script>'>]><svg xmlns=\"{SVG}\">&e;<g/></svg>");
        let text = String::from_utf8(removed(text.as_bytes()).unwrap()).unwrap();
        assert_eq!(text, format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"><g></g></svg>"));
    }
}
