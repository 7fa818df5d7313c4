//! Selection and replacement in running text.

use super::changes::Record;
use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Inline, InlineKind, LinkTarget, Picture};
use crate::source::Spanned;

/// The running text as this audience reads it.
///
/// Where something is left out, the spaces on both its sides become one, so that no gap shows.
pub(super) fn inlines(view: &View, source: &[Inline], record: &mut Record) -> Vec<Inline> {
    let mut out = Vec::with_capacity(source.len());
    let mut gap = false;
    for inline in source {
        let mut seen = inline_as_seen(view, inline, record);
        if seen.is_empty() {
            gap = true;
        } else if std::mem::take(&mut gap) {
            close_gap(&out, &mut seen);
        }
        out.append(&mut seen);
    }
    if gap {
        trim_end(&mut out);
    }
    out
}

/// Is there nothing to read in it?
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        _ => false,
    })
}

/// The author's own words in the place of something; nothing where the author wrote `plain=""`.
pub(super) fn words(plain: &Spanned<String>) -> Vec<Inline> {
    if plain.value.trim().is_empty() {
        return Vec::new();
    }
    vec![Inline { kind: InlineKind::Text(plain.value.clone()), span: plain.span }]
}

/// The words that replace something for this audience, if it is a plain one and the author gave some.
pub(super) fn replacement<'p>(view: &View, plain: Option<&'p Spanned<String>>) -> Option<&'p Spanned<String>> {
    plain.filter(|_| view.variant.is_plain())
}

/// One piece: itself, its replacement, what is left of it, or nothing.
fn inline_as_seen(view: &View, inline: &Inline, record: &mut Record) -> Vec<Inline> {
    let made = |kind| vec![Inline { kind, span: inline.span }];
    let mut nested = |content: &[Inline], wrap: fn(Vec<Inline>) -> InlineKind| {
        let seen = inlines(view, content, record);
        if seen.is_empty() && !content.is_empty() { Vec::new() } else { made(wrap(seen)) }
    };
    match &inline.kind {
        InlineKind::Text(_)
        | InlineKind::Math(_)
        | InlineKind::Footnote(_)
        | InlineKind::FootnoteMark(_)
        | InlineKind::SoftBreak
        | InlineKind::LineBreak => vec![inline.clone()],
        InlineKind::Emph(content) => nested(content, InlineKind::Emph),
        InlineKind::Strong(content) => nested(content, InlineKind::Strong),
        InlineKind::Strike(content) => nested(content, InlineKind::Strike),
        InlineKind::Subscript(content) => nested(content, InlineKind::Subscript),
        InlineKind::Superscript(content) => nested(content, InlineKind::Superscript),
        InlineKind::Code { text, plain } => match replacement(view, plain.as_ref()) {
            Some(plain) => {
                record.replaced(inline.span, plain);
                words(plain)
            }
            None => made(InlineKind::Code { text: text.clone(), plain: None }),
        },
        InlineKind::Picture(picture) => match replacement(view, picture.plain.as_ref()) {
            Some(plain) => {
                record.replaced(inline.span, plain);
                words(plain)
            }
            None => made(InlineKind::Picture(Box::new(Picture { plain: None, ..(**picture).clone() }))),
        },
        InlineKind::Link { target, content } => link(view, inline, target, content, record),
        InlineKind::Marked { .. } => marked(view, inline, record),
    }
}

/// A link keeps its text; it leads nowhere where its slide is not shown to this audience, since even the slide's name could tell
/// what is written there for others. A link to a slide the deck doesn't have is the parser's finding and is handed on.
fn link(view: &View, inline: &Inline, target: &LinkTarget, content: &[Inline], record: &mut Record) -> Vec<Inline> {
    let seen = inlines(view, content, record);
    if seen.is_empty() && !content.is_empty() {
        return seen;
    }
    let target = match target {
        LinkTarget::Url(_) => target.clone(),
        LinkTarget::Slide(id) => match view.target(id) {
            Some(shown) => LinkTarget::Slide(shown.to_owned()),
            None => {
                if view.known.contain(id) {
                    record.findings.push(hidden_target(view, inline, id));
                }
                return seen;
            }
        },
    };
    vec![Inline { kind: InlineKind::Link { target, content: seen }, span: inline.span }]
}

fn hidden_target(view: &View, inline: &Inline, id: &str) -> Diagnostic {
    let name = view.variant.name();
    Diagnostic::new(
        Code::LinkToHiddenSlide,
        inline.span,
        format!("this link leads to `#{id}`, a slide that the {name} variant doesn't show"),
    )
    .help(format!("its text is kept there without the link; to leave it out write `[…]{{audience={}}}`", other_side(view)))
}

/// The built-in audience on the other side, for examples in help.
pub(super) fn other_side(view: &View) -> &'static str {
    use crate::model::Audience;
    if view.variant.is_plain() { Audience::TECHNICAL } else { Audience::NON_TECHNICAL }
}

/// A marked span: left out, replaced, or its content; the mark itself stays only for the sake of its classes and its language.
fn marked(view: &View, inline: &Inline, record: &mut Record) -> Vec<Inline> {
    let InlineKind::Marked { content, plain, audience, classes, lang } = &inline.kind else { return Vec::new() };
    if !record.admits(view, audience.as_ref(), inline.span) {
        return Vec::new();
    }
    let (seen, lang) = match replacement(view, plain.as_ref()) {
        Some(plain) => {
            record.replaced(inline.span, plain);
            // Other wording is in the language of the deck.
            (words(plain), None)
        }
        None => (inlines(view, content, record), lang.clone()),
    };
    let emptied = seen.is_empty() && !content.is_empty();
    if (classes.is_empty() && lang.is_none()) || emptied {
        return seen;
    }
    let kind = InlineKind::Marked { content: seen, plain: None, audience: None, classes: classes.clone(), lang };
    vec![Inline { kind, span: inline.span }]
}

/// Takes the space after something left out away where one stands before it already, or nothing stands before it.
fn close_gap(before: &[Inline], after: &mut Vec<Inline>) {
    if !before.last().is_none_or(ends_with_space) {
        return;
    }
    match after.first_mut().map(|first| &mut first.kind) {
        Some(InlineKind::Text(text)) => {
            let rest = text.trim_start().to_owned();
            *text = rest;
            if text.is_empty() {
                after.remove(0);
            }
        }
        Some(InlineKind::SoftBreak) => {
            after.remove(0);
        }
        _ => {}
    }
}

/// Takes the space before something left out at the end away.
fn trim_end(out: &mut Vec<Inline>) {
    while let Some(last) = out.last_mut() {
        match &mut last.kind {
            InlineKind::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => {}
            _ => return,
        }
        out.pop();
    }
}

fn ends_with_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.ends_with(char::is_whitespace),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Variant, plain_text};
    use crate::project::testing::{inline, marked, slide, text, written};
    use crate::project::view::Ids;
    use std::collections::HashMap;

    fn seen(variant: &str, source: &[Inline]) -> (Vec<Inline>, Vec<Diagnostic>) {
        let (technical, variant) = (Variant::of(Audience::technical()), Variant::of(Audience(variant.into())));
        let slides = [slide("here"), slide("elsewhere")];
        let (shown, known) = (Ids::of(slides[..1].iter()), Ids::of(slides.iter()));
        let view = View { variant: &variant, technical: &technical, shown, replaced: HashMap::new(), known };
        let mut record = Record::default();
        (inlines(&view, source, &mut record), record.findings)
    }

    fn read(variant: &str, source: &[Inline]) -> String {
        plain_text(&seen(variant, source).0)
    }

    #[test]
    fn spans_are_selected_and_replaced() {
        let source = [
            text("Ask "),
            marked("the SRE", None, Some("technical")),
            marked("a person on duty", None, Some("non-technical")),
            text(": "),
            marked("p99", Some("the slowest"), None),
        ];
        assert_eq!(read("technical", &source), "Ask the SRE: p99");
        assert_eq!(read("non-technical", &source), "Ask a person on duty: the slowest");
        assert!(seen("technical", &source).0.iter().all(|i| matches!(i.kind, InlineKind::Text(_))), "no marks are left");
    }

    #[test]
    fn no_gap_shows_where_something_is_left_out() {
        let hidden = || marked("x", None, Some("technical"));
        for (source, expected) in [
            (vec![text("a "), hidden(), text(" b")], "a b"),
            (vec![hidden(), text(" b")], "b"),
            (vec![text("a "), hidden()], "a"),
            (vec![text("a"), hidden(), text(" b")], "a b"),
            (vec![text("a "), hidden(), hidden(), text(" "), hidden(), text(" b")], "a b"),
            (vec![text("a"), inline(InlineKind::SoftBreak), hidden(), inline(InlineKind::SoftBreak), text("b")], "a b"),
            (vec![hidden()], ""),
        ] {
            assert_eq!(read("non-technical", &source), expected, "{source:?}");
        }
    }

    #[test]
    fn what_surrounds_nothing_goes_with_it() {
        let source = [text("a"), inline(InlineKind::Strong(vec![marked("x", None, Some("technical"))]))];
        assert_eq!(seen("non-technical", &source).0, [text("a")]);
    }

    #[test]
    fn code_is_replaced_for_plain_audiences_only() {
        let source = [inline(InlineKind::Code { text: "kubectl".into(), plain: written("the tool") })];
        assert_eq!(seen("technical", &source).0, [inline(InlineKind::Code { text: "kubectl".into(), plain: None })]);
        assert_eq!(read("non-technical", &source), "the tool");
        let bare = [inline(InlineKind::Code { text: "ls".into(), plain: None })];
        assert_eq!(read("non-technical", &bare), "ls", "inline code without other words is kept");
    }

    #[test]
    fn an_empty_replacement_leaves_it_out() {
        assert_eq!(read("non-technical", &[text("a "), marked("(p99)", Some(""), None)]), "a");
    }

    #[test]
    fn classes_keep_the_mark() {
        let source = [Inline {
            kind: InlineKind::Marked {
                content: vec![text("SLO")],
                plain: written("promise"),
                audience: None,
                classes: vec!["term".into()],
                lang: None,
            },
            ..text("")
        }];
        let InlineKind::Marked { content, plain, classes, .. } = seen("non-technical", &source).0[0].kind.clone() else {
            panic!("the mark is gone")
        };
        assert_eq!((plain_text(&content).as_str(), plain, classes), ("promise", None, vec!["term".to_owned()]));
    }

    #[test]
    fn a_link_to_a_slide_that_is_not_shown_keeps_its_text() {
        let link =
            |id: &str| [inline(InlineKind::Link { target: LinkTarget::Slide(id.into()), content: vec![text("see there")] })];
        let (kept, findings) = seen("non-technical", &link("here"));
        assert!(matches!(kept[0].kind, InlineKind::Link { .. }) && findings.is_empty());
        let (cut, findings) = seen("non-technical", &link("elsewhere"));
        assert_eq!(cut, [text("see there")]);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::LinkToHiddenSlide]);
        let (cut, findings) = seen("non-technical", &link("nowhere"));
        assert_eq!((cut.as_slice(), findings.len()), ([text("see there")].as_slice(), 0));
    }
}
