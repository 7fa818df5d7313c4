//! Pictures behind a slide: `![alt](x.png){.background side=left width=40%}`, and `{background-image="x.png"}` on its heading.
//!
//! The settings of a picture are known when its braces are read; that it belongs to the slide only when its paragraph is complete,
//! since spans around it may say for whom it is. So it is remembered first ([`remember`]) and taken out of the paragraph then
//! ([`take_from`]). One inside other text stays a picture there, and is a finding.

use super::attributes::{AttributeKind, Attributes};
use super::context::Context;
use super::length;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Background, BackgroundFit, Inline, InlineKind, Length, Picture, Side};
use crate::settings::shortened;
use crate::source::{Span, Spanned};

/// What the braces of a picture say about its place behind the slide.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `.background`
    pub class: bool,
    /// `side=`
    pub side: Option<Spanned<Side>>,
    /// `fit=`
    pub fit: Option<Spanned<BackgroundFit>>,
}

/// The side of a value, or a finding.
pub fn read_side(cx: &mut Context<'_>, value: &str, span: Span) -> Option<Spanned<Side>> {
    let side = match value {
        "left" => Side::Left,
        "right" => Side::Right,
        _ => {
            let message = format!("`side` is `{}`, expected `left` or `right`", shortened(value));
            let finding = Diagnostic::new(Code::BadValue, span, message);
            cx.report(match nearest(value, ["left", "right"]) {
                Some(near) => finding.help(format!("the nearest known side is `{near}`")),
                None => finding.help("without `side` the picture stands behind the whole slide"),
            });
            return None;
        }
    };
    Some(Spanned::new(side, span))
}

/// How the picture fills its place, or a finding.
pub fn read_fit(cx: &mut Context<'_>, key: &str, value: &str, span: Span) -> Option<Spanned<BackgroundFit>> {
    let fit = match value {
        "cover" => BackgroundFit::Cover,
        "contain" => BackgroundFit::Contain,
        "auto" => BackgroundFit::Natural,
        _ if value.ends_with('%') => BackgroundFit::Percent(length::percent(cx, key, value, span)?),
        _ => {
            let message = format!("`{key}` is `{}`, expected `cover`, `contain`, `auto` or a percentage", shortened(value));
            let finding = Diagnostic::new(Code::BadValue, span, message);
            cx.report(match nearest(value, ["cover", "contain", "auto"]) {
                Some(near) => finding.help(format!("the nearest known value is `{near}`")),
                None => finding.help("`cover` fills the slide, `contain` shows the whole picture, `auto` keeps its own size"),
            });
            return None;
        }
    };
    Some(Spanned::new(fit, span))
}

/// A picture's settings have been read: is it one for the background? Its width is then that of its side, or how wide it is drawn.
pub fn remember(cx: &mut Context<'_>, picture: &mut Picture, settings: &Settings, span: Span) {
    if !settings.class {
        for misplaced in [settings.side.map(|side| side.span), settings.fit.map(|fit| fit.span)].into_iter().flatten() {
            let finding = Diagnostic::new(Code::UnknownAttribute, misplaced, "this is for background pictures only");
            cx.report(finding.help("write `{.background side=left}` to put the picture behind the slide"));
        }
        return;
    }
    let width = match picture.width.take() {
        Some(Length::Percent(percent)) => Some(percent),
        Some(Length::Points(_)) => {
            let finding = Diagnostic::new(Code::BadValue, span, "the width of a background picture is a percentage");
            cx.report(finding.help("write `width=40%`: so much of the slide's width"));
            None
        }
        None => None,
    };
    if picture.height.take().is_some() {
        let finding = Diagnostic::new(Code::UnknownAttribute, span, "`height` has no meaning for a background picture");
        cx.report(finding.help("a background picture is as high as the slide"));
    }
    let side = settings.side.map(|side| side.value);
    let fit = settings.fit.map(|fit| fit.value);
    let (share, fit) = match (side, width) {
        (None, Some(percent)) => (None, fit.unwrap_or(BackgroundFit::Percent(percent))),
        (_, share) => (share, fit.unwrap_or(BackgroundFit::Cover)),
    };
    cx.backgrounds.waiting.push(Waiting { span, side, share, fit });
}

/// The background pictures of the slide that is being read.
#[derive(Debug, Default)]
pub struct Backgrounds {
    /// Those of the slide.
    pub found: Vec<Background>,
    waiting: Vec<Waiting>,
}

/// A picture whose paragraph isn't complete.
#[derive(Debug)]
struct Waiting {
    span: Span,
    side: Option<Side>,
    share: Option<u32>,
    fit: BackgroundFit,
}

/// Takes the background pictures out of a paragraph.
pub fn take_from(cx: &mut Context<'_>, content: &mut Vec<Inline>) {
    if cx.backgrounds.waiting.is_empty() || cx.in_notes {
        return;
    }
    content.retain(|inline| !take(cx, inline));
}

fn take(cx: &mut Context<'_>, inline: &Inline) -> bool {
    let mut own = None;
    let mut inside = inline;
    while let InlineKind::Marked { content, plain: None, audience, .. } = &inside.kind {
        let [only] = content.as_slice() else { return false };
        own = cx.both(own.as_ref(), audience.clone());
        inside = only;
    }
    let InlineKind::Picture(picture) = &inside.kind else { return false };
    let Some(index) = cx.backgrounds.waiting.iter().position(|waiting| waiting.span == inside.span) else { return false };
    let Waiting { side, share, fit, .. } = cx.backgrounds.waiting.swap_remove(index);
    let audience = cx.inside(own, inline.span);
    cx.backgrounds.found.push(Background { side, share, fit, audience, ..Background::new((**picture).clone()) });
    true
}

/// Reports the background pictures that stood where they can't be taken from.
pub fn report_left(cx: &mut Context<'_>) {
    for waiting in std::mem::take(&mut cx.backgrounds.waiting) {
        let message = "a background picture stands directly in a paragraph of its slide, not inside other text";
        cx.report(Diagnostic::new(Code::BadAttributes, waiting.span, message).help("write it on a line of its own"));
    }
}

/// `background-image=` and `background-size=` of a heading, as reveal.js has them.
pub fn of_heading(cx: &mut Context<'_>, attributes: &Attributes) -> Option<Background> {
    let find = |wanted: &str| {
        attributes.items.iter().find_map(|item| match &item.kind {
            AttributeKind::Pair { key, value, value_range } if key == wanted => Some((item, value, value_range.clone())),
            _ => None,
        })
    };
    let size = find("background-size");
    let fit = size.as_ref().and_then(|(item, value, _)| {
        let span = cx.span(item.range.clone());
        read_fit(cx, "background-size", value, span)
    });
    let Some((_, path, range)) = find("background-image") else {
        if let Some((item, ..)) = size {
            let finding =
                Diagnostic::new(Code::UnknownAttribute, cx.span(item.range.clone()), "there is no picture of this size");
            cx.report(finding.help("add `background-image=\"img/a.png\"`"));
        }
        return None;
    };
    let path = Spanned::new(path.clone(), cx.span(range));
    let picture = Picture { path, alt: String::new(), caption: None, plain: None, lang: None, width: None, height: None };
    Some(Background { fit: fit.map_or(BackgroundFit::Cover, |fit| fit.value), ..Background::new(picture) })
}
