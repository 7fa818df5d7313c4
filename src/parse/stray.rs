//! Braces that read like settings and belong to nothing.
//!
//! To show them as text and go on would show a text meant for one audience to everyone, so they are an error.

use std::ops::Range;

use super::context::Context;
use super::prepare::{Braces, MaskKind, bad_braces};
use super::{known, pandoc};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Reports braces that nothing has taken, unless they are ordinary text.
pub fn report(cx: &mut Context<'_>, braces: &Braces) {
    let span = cx.span(braces.attributes.range.clone());
    if cx.is_foreign() {
        // Other tools show what they don't understand. A text that is not for everyone is an error all the same.
        if pandoc::says_for_whom(&braces.attributes) {
            cx.report(for_everyone(span));
        }
        return;
    }
    if let Some(error) = &braces.problem {
        return cx.report(bad_braces(span, error, cx.text()));
    }
    if !known::reads_like_settings(&braces.attributes) {
        return;
    }
    let finding = Diagnostic::new(Code::StrayAttributes, span, "these braces belong to nothing");
    cx.report(match known::names_audience(&braces.attributes) {
        true => finding.help("put the text between `::: technical` and `:::`, or write `[text]{audience=technical}`"),
        false => finding.help("write them right behind a picture, link, code or `[text]`; or write `\\{` for text"),
    });
}

/// The finding about a condition in another tool's deck that stands where it can't be kept.
pub fn for_everyone(span: Span) -> Diagnostic {
    Diagnostic::new(Code::StrayAttributes, span, "a text can't be for some people only here; everyone would see it")
        .help("put all of it between `::: {.content-visible when-profile=\"…\"}` and `:::`")
}

/// Reports the braces in a place that is shown as text as it stands, such as what a picture shows.
pub fn report_in(cx: &mut Context<'_>, range: Range<usize>) {
    let masks = &cx.prepared.masks;
    for mask in masks.masks[masks.first_from(range.start)..].iter().take_while(|mask| mask.range.start < range.end) {
        let MaskKind::Braces(index) = mask.kind else { continue };
        if let Some(braces) = masks.braces.get(index).filter(|braces| !braces.claimed.get()) {
            report(cx, braces);
        }
    }
}
