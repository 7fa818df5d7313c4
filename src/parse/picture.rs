//! Pictures.

use std::ops::Range;

use comrak::nodes::{Node, NodeLink};

use super::attributes;
use super::context::Context;
use super::plain::text_of;
use super::{marp, prepare, stray};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Picture;
use crate::source::Spanned;

/// Reads a picture. Its settings, if it has any, follow in the text behind it; braces there that can't be read are an error. So is a
/// picture without a path, which is dropped.
pub fn read(cx: &mut Context<'_>, node: Node<'_>, link: &NodeLink, range: Range<usize>) -> Option<Picture> {
    if link.url.trim().is_empty() {
        let finding = Diagnostic::new(Code::BadValue, cx.span(range), "this picture has no path");
        cx.report(finding.help("write the path of a file beside the deck: `![What it shows](img/load.svg)`"));
        return None;
    }
    let alt = cx.smart.words(&cx.restore(&text_of(node), range.clone()));
    let alt_end = node.last_child().map_or(range.start, |child| cx.inline_range(child).end);
    let path = cx.restore(&link.url, alt_end..range.end).into_owned();
    let caption = cx.smart.words(&cx.restore(&link.title, alt_end..range.end));
    stray::report_in(cx, range.clone());
    if !cx.is_foreign() {
        report_bad_braces(cx, range.end);
    }
    let path_range = path_range(cx, &path, alt_end..range.end).unwrap_or_else(|| range.clone());
    let picture = Picture {
        path: Spanned::new(path, cx.span(path_range)),
        alt,
        caption: Some(caption).filter(|caption| !caption.is_empty()),
        plain: None,
        lang: None,
        width: None,
        height: None,
    };
    if cx.is_marp() { marp::take_words(cx, picture, range) } else { Some(picture) }
}

/// Where the path stands, if it is written there as it is read; a reference or an escape has only the picture's place.
fn path_range(cx: &Context<'_>, path: &str, range: Range<usize>) -> Option<Range<usize>> {
    let start = range.start + cx.slice(range.clone()).find(path).filter(|_| !path.is_empty())?;
    Some(start..start + path.len())
}

fn report_bad_braces(cx: &mut Context<'_>, at: usize) {
    if !cx.slice(at..at + 1).starts_with('{') || cx.prepared.masks.braces_at(at).is_some() {
        return;
    }
    let text = cx.text();
    let line_end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
    let end = text[at..line_end].find('}').map_or(line_end, |n| at + n + 1);
    let finding = match attributes::parse(text, at, text.len()) {
        Err(error) => prepare::bad_braces(cx.span(at..end), &error, text),
        Ok(braces) => {
            let words = braces.items.iter().find(|item| matches!(item.kind, attributes::AttributeKind::Word(_)));
            let span = words.map_or(at..end, |item| item.range.clone());
            Diagnostic::new(Code::BadAttributes, cx.span(span), "a word alone sets nothing on a picture")
                .help("write `key=value`, such as `width=50%`")
        }
    };
    cx.report(finding);
}
