//! Headings: their settings, and those made by a line under a text.

use std::ops::Range;

use comrak::nodes::{Node, NodeHeading, NodeValue};

use super::attributes::Attributes;
use super::context::Context;
use super::prepare::MaskKind;
use crate::diagnostic::{Code, Diagnostic};

/// The settings in braces behind a heading; none where there are no braces. From here on they are taken and not part of its text.
pub fn attributes(cx: &Context<'_>, node: Node<'_>) -> Attributes {
    let mut range = cx.range(node);
    // A heading has one line. Where it ends a list that ends a block, comrak gives it another end.
    if matches!(&node.data().value, NodeValue::Heading(heading) if !heading.setext) {
        let rest = cx.slice(range.start..cx.text().len());
        range.end = range.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    }
    let masks = &cx.prepared.masks;
    let inside = &masks.masks[masks.first_from(range.start)..];
    for mask in inside.iter().take_while(|mask| mask.range.start < range.end) {
        let MaskKind::Braces(index) = mask.kind else { continue };
        let Some(braces) = masks.braces.get(index).filter(|braces| braces.problem.is_none()) else { continue };
        // Braces right behind a word belong to that word, and those that can't be read are reported already.
        let before = cx.slice(range.start..mask.range.start);
        let at_end = braces.attributes.items.is_empty() || ends_heading(cx.slice(braces.attributes.range.end..range.end));
        if at_end && before.ends_with([' ', '\t', '#', '\n', '\r']) {
            braces.claimed.set(true);
            return braces.attributes.clone();
        }
    }
    Attributes::default()
}

/// Is this what may follow a heading's settings: marks that close it, or the line under it?
fn ends_heading(rest: &str) -> bool {
    rest.chars().all(|c| c.is_whitespace() || matches!(c, '#' | '=' | '-' | '>'))
}

/// The place of a heading without its settings.
pub fn without_braces(cx: &Context<'_>, range: Range<usize>, attributes: &Attributes) -> Range<usize> {
    let braces = &attributes.range;
    if braces.is_empty() {
        return range;
    }
    let end = braces.start.clamp(range.start, range.end);
    range.start..range.start + cx.slice(range.start..end).trim_end().len()
}

/// A line of hyphens under a text is often meant to start a slide.
pub fn report_setext(cx: &mut Context<'_>, node: Node<'_>, heading: NodeHeading) {
    if !heading.setext {
        return;
    }
    let range = cx.range(node);
    let text = cx.slice(range.clone());
    let underline_start = text.rfind(['\n', '\r']).map_or(0, |n| n + 1);
    let underline = text[underline_start..].trim_start_matches([' ', '\t', '>']);
    let span = cx.span(range.end - underline.len()..range.end);
    let mark = "#".repeat(usize::from(heading.level));
    let finding = Diagnostic::new(Code::SetextHeading, span, "this line makes a heading of the text above it")
        .also(cx.span(range.start..range.start + text[..underline_start].trim_end().len()), "this text")
        .help(format!("for a heading write `{mark}` before the text"));
    let looks_like_settings =
        text.lines().next().is_some_and(|line| line.split_once(": ").is_some_and(|(key, _)| !key.contains(' ')));
    cx.report(match (heading.level, looks_like_settings) {
        (2, true) => finding.help("if this is the front matter: it must start on the first line of the file"),
        (2, false) => finding.help("for a new slide leave a blank line above the hyphens"),
        _ => finding,
    });
}
