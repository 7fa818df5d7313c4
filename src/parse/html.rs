//! HTML: comments are dropped, a few tags understood, everything else is reported and its text kept.

use std::ops::Range;

use super::attributes::{self, AttributeKind};
use super::context::Context;
use super::known::{self, Element};
use super::{marks, marp, pandoc, stray, tags};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Inline, InlineKind, plain_text};
use crate::settings::shortened;

/// Tags around text that have a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// `<sub>`
    Sub,
    /// `<sup>`
    Sup,
    /// `<kbd>`
    Kbd,
    /// `<span>`
    Span,
    /// `<b>`, in other tools' decks.
    Strong,
    /// `<i>`, likewise.
    Emph,
    /// `<s>`, likewise.
    Strike,
    /// `<a>`, likewise.
    Link,
    /// What only looks otherwise, likewise.
    Plain,
}

/// What a piece of HTML in running text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// `<!-- … -->`
    Comment,
    /// `<br>`
    Break,
    /// `<img>`, in other tools' decks.
    Picture,
    /// An opening tag.
    Open(Name),
    /// A closing tag.
    Close(Name),
    /// Anything else.
    Other,
}

/// Which tag it is.
pub fn tag(html: &str) -> Tag {
    if html.starts_with("<!--") {
        return Tag::Comment;
    }
    if tags::opens(html, "span") {
        return Tag::Open(Name::Span);
    }
    let inside = html.trim_start_matches('<').trim_end_matches('>');
    let closing = inside.starts_with('/');
    let word = inside.trim_start_matches('/').trim_end_matches('/').trim().to_ascii_lowercase();
    let name = match word.as_str() {
        "br" => return Tag::Break,
        "sub" => Name::Sub,
        "sup" => Name::Sup,
        "kbd" => Name::Kbd,
        "span" => Name::Span,
        _ => return Tag::Other,
    };
    if closing { Tag::Close(name) } else { Tag::Open(name) }
}

/// The name of the first tag, in lower case.
pub fn name(html: &str) -> String {
    let name = html.trim_start().trim_start_matches(['<', '/']);
    name.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '!' | '?')).collect::<String>().to_lowercase()
}

/// The inline that stands for a tag with content. `open` is where the opening tag stands.
pub fn element(cx: &mut Context<'_>, name: Name, open: Range<usize>, content: Vec<Inline>) -> InlineKind {
    match name {
        Name::Sub => InlineKind::Subscript(content),
        Name::Sup => InlineKind::Superscript(content),
        Name::Kbd => InlineKind::Code { text: plain_text(&content), plain: None },
        Name::Strong => InlineKind::Strong(content),
        Name::Emph => InlineKind::Emph(content),
        Name::Strike => InlineKind::Strike(content),
        Name::Link => marks::link(cx, open, content),
        Name::Plain => marks::look(cx, open, content),
        Name::Span => {
            let attributes = tags::attributes(cx.text(), open.clone());
            if attributes::mentions_audience(cx.slice(open.clone())) {
                let tag = cx.slice(open.clone());
                report(cx, tag, open);
            }
            let settings = known::element(cx, &attributes, Element::Span);
            let classes = settings.classes.into_iter().map(|class| class.value).collect();
            InlineKind::Marked { content, plain: settings.plain, audience: settings.audience, classes, lang: settings.lang }
        }
    }
}

/// Reports a tag that isn't shown. One that names an audience would be shown to all of them.
pub fn report(cx: &mut Context<'_>, html: &str, range: Range<usize>) {
    if cx.dialect.is_pandoc() && pandoc::tag_says_for_whom(html) {
        return cx.report(stray::for_everyone(cx.span(range)));
    }
    if cx.is_foreign() {
        let what = match name(html).as_str() {
            "style" | "link" => "styles are left out: the theme decides how slides look".to_owned(),
            "script" => "scripts are left out".to_owned(),
            name => format!("the HTML tag `<{name}>` is left out, the text inside it stays"),
        };
        return cx.dropped(cx.span(range), &what);
    }
    if attributes::mentions_audience(html) || names_audience(cx, html) {
        let finding = Diagnostic::new(Code::StrayAttributes, cx.span(range), "HTML can't be for one audience");
        return cx.report(finding.help("put the text between `::: technical` and `:::`, or write `[text]{audience=technical}`"));
    }
    let (message, help) = not_shown(html);
    cx.report(Diagnostic::new(Code::RawHtml, cx.span(range), message).help(help));
}

/// What is said about HTML that isn't shown, and what to write in its place. The message is the same for all of one kind.
fn not_shown(html: &str) -> (String, &'static str) {
    let name = name(html);
    let help = match name.as_str() {
        "style" | "link" => {
            let message = "styles aren't shown: the theme decides how slides look".to_owned();
            return (message, "take them out; `deckle docs themes` tells how to change the look of all slides");
        }
        "script" => return ("scripts aren't run".to_owned(), "take them out"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write a heading, such as `## Title`: only those begin slides",
        "a" => "write a link: `[text](address)`; a footnote is `[^name]` with a line `[^name]: …`",
        "ul" | "ol" | "li" => "write a list: lines that begin with `-` or `1.`",
        "table" | "thead" | "tbody" | "tr" | "td" | "th" => "write a table: lines of cells between `|`",
        "img" | "figure" | "picture" => "write a picture: `![what it shows](picture.png)`",
        "b" | "strong" => "write `**text**`",
        "i" | "em" => "write `*text*`",
        "s" | "del" | "strike" => "write `~~text~~`",
        "code" | "tt" | "pre" => "write code between backticks, or between lines of three",
        "blockquote" => "write a quotation: lines that begin with `>`",
        "p" => "leave a line empty between paragraphs",
        "hr" => "a line `---` begins a slide",
        "div" => {
            "`<div>` and `</div>` are understood on lines of their own, or around the text of one line, with no `<div>` in it"
        }
        "" => return (format!("HTML isn't shown: `{}`", shortened(html)), UNDERSTOOD),
        _ => UNDERSTOOD,
    };
    let closing = if html.trim_start().starts_with("</") { "/" } else { "" };
    let closing = if name == "div" { closing } else { "" };
    (format!("the HTML tag `<{closing}{name}>` isn't shown, the text inside it stays"), help)
}

/// HTML that is more than its text.
const UNDERSTOOD: &str = "take it out; of HTML, `<br>`, `<sub>`, `<sup>`, `<kbd>`, `<span>` and `<div>` are understood";

/// Has a tag the class of an audience?
fn names_audience(cx: &Context<'_>, html: &str) -> bool {
    let tags = html.match_indices('<').filter_map(|(start, _)| Some(start..start + html[start..].find('>')? + 1));
    let mut items = tags.flat_map(|tag| tags::attributes(html, tag).items);
    items.any(|item| matches!(item.kind, AttributeKind::Class(class) if cx.is_audience(&class)))
}

/// Drops a comment, unless it is one of Marp's directives or notes. One that asks for another file is not ignored silently.
pub fn comment(cx: &mut Context<'_>, html: &str, range: Range<usize>) {
    if cx.is_marp() {
        let span = cx.span(range.clone());
        marp::comment(cx, html, span);
    }
    if !html.contains("-->") {
        let opening = cx.span(range.start..range.start + 4);
        let finding = Diagnostic::new(Code::UnclosedBlock, opening, "this comment is never closed");
        cx.report(finding.help("add `-->` where it ends; until then everything is part of it"));
    }
}

/// The text of a block of HTML that is not a comment, tags left out. Scripts and the like have none.
pub fn text_of_block(html: &str) -> String {
    let lower = html.trim_start().to_ascii_lowercase();
    let hidden = [("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>"), ("<?", "?>"), ("<!", ">")];
    if let Some((_, end)) = hidden.iter().find(|(start, _)| lower.starts_with(start)) {
        // What stands behind its end on the same line is text again.
        return html.to_ascii_lowercase().find(end).map_or(String::new(), |at| text_of_block(&html[at + end.len()..]));
    }
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        // A `<` that is never closed starts no tag.
        let Some(close) = rest[open..].find('>') else { break };
        text.push_str(&rest[..open]);
        text.push(' ');
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with its entities resolved, such as `&amp;`.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find(';').and_then(|end| Some((entity(&rest[..=end])?, end))) {
            Some((character, end)) => {
                out.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(written: &str) -> Option<String> {
    let Some(number) = written.strip_prefix("&#") else {
        return entities::ENTITIES.iter().find(|known| known.entity == written).map(|known| known.characters.to_owned());
    };
    let number = number.strip_suffix(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control()).map(String::from)
}

/// What stands behind a comment that opened a block of HTML.
pub fn after_comment(html: &str) -> &str {
    html.find("-->").map_or("", |at| &html[at + 3..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart() {
        for (html, expected) in [
            ("<br>", Tag::Break),
            ("<BR />", Tag::Break),
            ("<sub>", Tag::Open(Name::Sub)),
            ("</sup >", Tag::Close(Name::Sup)),
            ("<kbd>", Tag::Open(Name::Kbd)),
            ("<kbd class=x>", Tag::Other),
            ("<script>", Tag::Other),
            ("<!-- x -->", Tag::Comment),
        ] {
            assert_eq!(tag(html), expected, "{html}");
        }
    }

    #[test]
    fn entities_are_resolved() {
        for (text, expected) in [
            ("a &lt;b&gt; &amp;amp; &#96;c&#x60; &mdash;", "a <b> &amp; `c` —"),
            ("R&D & more; &nothing; &#0; &#xFFFFFFFF; &", "R&D & more; &nothing; &#0; &#xFFFFFFFF; &"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }

    #[test]
    fn text_of_blocks_is_kept_and_scripts_are_not() {
        assert_eq!(text_of_block("<div class=x>\n<b>Bold</b> words</div>\n"), "Bold words");
        assert_eq!(text_of_block("<script>alert(1)</script>"), "");
        assert_eq!(text_of_block("<script>\nalert(1)\n</script>1. *bar*"), "1. *bar*");
        assert_eq!(text_of_block("<p>1 < 2"), "1 < 2");
        assert_eq!(text_of_block(""), "");
    }
}
