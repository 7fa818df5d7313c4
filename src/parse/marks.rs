//! HTML around words in other tools' decks, where it means the same as Markdown: `<b>` is `**`, `<img>` a picture.

use std::ops::Range;

use super::attributes::{AttributeKind, Attributes};
use super::context::Context;
use super::html::{self, Name, Tag};
use super::losses::Fate;
use super::{links, marp, tags};
use crate::model::{Inline, InlineKind, Picture};
use crate::settings::shortened;
use crate::source::Spanned;

/// Tags around words, with what they are here.
const MARKS: &[(&str, Name)] = &[
    ("b", Name::Strong),
    ("strong", Name::Strong),
    ("i", Name::Emph),
    ("em", Name::Emph),
    ("cite", Name::Emph),
    ("dfn", Name::Emph),
    ("var", Name::Emph),
    ("s", Name::Strike),
    ("del", Name::Strike),
    ("strike", Name::Strike),
    ("sub", Name::Sub),
    ("sup", Name::Sup),
    ("kbd", Name::Kbd),
    ("code", Name::Kbd),
    ("tt", Name::Kbd),
    ("samp", Name::Kbd),
    ("a", Name::Link),
    ("u", Name::Plain),
    ("ins", Name::Plain),
    ("mark", Name::Plain),
    ("small", Name::Plain),
    ("big", Name::Plain),
    ("font", Name::Plain),
    ("center", Name::Plain),
    ("label", Name::Plain),
    ("abbr", Name::Plain),
];

/// Which tag it is in a deck of another tool.
pub fn tag(cx: &Context<'_>, html: &str) -> Tag {
    let known = html::tag(html);
    let name = html::name(html);
    let by_name = || match name.as_str() {
        "br" => Some(Tag::Break),
        "img" => Some(Tag::Picture),
        "span" if cx.is_marp() => Some(around(html, Name::Plain)),
        name => MARKS.iter().find(|(known, _)| *known == name).map(|(_, mark)| around(html, *mark)),
    };
    match known {
        Tag::Other => by_name().unwrap_or(Tag::Other),
        Tag::Open(Name::Span) | Tag::Close(Name::Span) => by_name().unwrap_or(known),
        known => known,
    }
}

fn around(html: &str, name: Name) -> Tag {
    if html.starts_with("</") { Tag::Close(name) } else { Tag::Open(name) }
}

/// The value of an attribute, and where it stands.
pub fn value<'a>(attributes: &'a Attributes, wanted: &str) -> Option<(&'a str, Range<usize>)> {
    attributes.items.iter().find_map(|item| match &item.kind {
        AttributeKind::Pair { key, value, value_range } if key == wanted => Some((value.as_str(), value_range.clone())),
        _ => None,
    })
}

/// The value of a property in `style="…"`.
pub fn property(attributes: &Attributes, wanted: &str) -> Option<String> {
    let (style, _) = value(attributes, "style")?;
    style.split(';').find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
    })
}

/// `<img src="…">`. One without a path is left out.
pub fn picture(cx: &mut Context<'_>, range: Range<usize>) -> Option<Picture> {
    let attributes = tags::attributes(cx.text(), range.clone());
    let Some((path, at)) = value(&attributes, "src").filter(|(path, _)| !path.trim().is_empty()) else {
        let span = cx.span(range);
        cx.dropped(span, "pictures without a path are left out");
        return None;
    };
    let length = |name: &str| {
        let styled = property(&attributes, name);
        styled.as_deref().or(value(&attributes, name).map(|(value, _)| value)).and_then(marp::length)
    };
    let alt = value(&attributes, "alt").map_or_else(String::new, |(alt, _)| html::unescaped(alt));
    Some(Picture {
        path: Spanned::new(html::unescaped(path), cx.span(at)),
        alt,
        caption: None,
        plain: None,
        lang: None,
        width: length("width"),
        height: length("height"),
    })
}

/// `<a href="…">`. Without an address it is its text.
pub fn link(cx: &mut Context<'_>, open: Range<usize>, content: Vec<Inline>) -> InlineKind {
    let attributes = tags::attributes(cx.text(), open.clone());
    let target = value(&attributes, "href").and_then(|(url, _)| links::target(cx, &html::unescaped(url), open));
    match target {
        Some(target) => InlineKind::Link { target, content },
        None => plain(content),
    }
}

/// What only looks otherwise.
pub fn look(cx: &mut Context<'_>, open: Range<usize>, content: Vec<Inline>) -> InlineKind {
    let tag = cx.slice(open.clone());
    if html::name(tag) != "span" || tag.contains('=') {
        let what = format!("what HTML does to the look of words, such as `<{}>`, has no effect", html::name(tag));
        let span = cx.span(open);
        cx.losses.note_kind(Fate::Approximated, span, "looks of words", &what);
    }
    plain(content)
}

fn plain(content: Vec<Inline>) -> InlineKind {
    InlineKind::Marked { content, plain: None, audience: None, classes: Vec::new(), lang: None }
}

/// A tag around nothing: an icon that a style sheet draws.
pub fn empty(cx: &mut Context<'_>, open: Range<usize>) {
    let attributes = tags::attributes(cx.text(), open.clone());
    let class = attributes.items.iter().rev().find_map(|item| match &item.kind {
        AttributeKind::Class(class) => Some(class.clone()),
        _ => None,
    });
    if let Some(class) = class {
        let what = format!("icons that a style sheet draws, such as `{}`, are left out", shortened(&class));
        let span = cx.span(open);
        cx.losses.note_kind(Fate::Dropped, span, "icons", &what);
    }
}
