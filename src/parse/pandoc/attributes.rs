//! What settings in braces mean in Pandoc's and Quarto's decks.

use super::conditions::{self, Condition};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audiences, Background, BackgroundFit, Length, Picture};
use crate::parse::attributes::{AttributeKind, Attributes};
use crate::parse::context::Context;
use crate::parse::known::{self, Element, ElementSettings, HeadingKind, HeadingSettings};
use crate::parse::{allow, background};
use crate::settings::shortened;
use crate::source::{Span, Spanned};

/// Classes and settings that change nothing that is seen here.
const SILENT: &[&str] = &[
    "unnumbered",
    "unlisted",
    "-",
    "title-slide",
    "center",
    "nostretch",
    "r-stretch",
    "stretch",
    "smaller",
    "scrollable",
    "numberLines",
    "number-lines",
    "line-numbers",
    "lineAnchors",
    "startFrom",
    "target",
    "rel",
    "title",
    "fig-align",
    "fig-alt",
    "alt",
    "external",
    "eval",
    "code-fold",
    "code-overflow",
    "role",
    "group",
    "lightbox",
    "fig-cap",
    "fig-scap",
    "fig-env",
    "fig-pos",
    "data-id",
    "loading",
    "tbl-colwidths",
    "fragment-index",
    "code-copy",
    "data-line-numbers",
    "uri",
    "email",
    "img-fluid",
    "scale",
    "align",
    "valign",
    "hover",
];

/// Reads the settings of a heading.
pub fn heading(cx: &mut Context<'_>, attributes: &Attributes, kind: HeadingKind) -> HeadingSettings {
    let mut settings = HeadingSettings { background: background_of(cx, attributes), ..HeadingSettings::default() };
    report_audiences(cx, attributes);
    for item in &attributes.items {
        let span = cx.span(item.range.clone());
        match &item.kind {
            AttributeKind::Id(id) if kind != HeadingKind::Content => settings.id = slide_id(id, span),
            AttributeKind::Id(_) => {}
            AttributeKind::Class(class) if class == "fragment" => fragment(cx, span),
            AttributeKind::Class(class) if CONDITIONS.contains(&class.as_str()) => {}
            AttributeKind::Class(name) | AttributeKind::Word(name) => class_without_effect(cx, name, span),
            AttributeKind::Pair { key, .. } if is_condition(key) => {}
            AttributeKind::Pair { key, value, value_range } => match (key.trim_start_matches("data-"), value.as_str()) {
                ("visibility", "hidden") if kind != HeadingKind::Content => settings.skip = true,
                ("visibility", _) => cx.approximated(span, "slides with `visibility` have a number like all others"),
                ("background-image" | "background-size", _) => {}
                ("lang", tag) => settings.lang = known::read_lang(cx, tag, span),
                // The other tools hand on settings that they don't know.
                ("key", value) if kind != HeadingKind::Content => settings.key = known::read_key(cx, value, span),
                ("allow", value) if kind != HeadingKind::Content => settings.allow = allow::read(cx, value, value_range.clone()),
                _ => without_effect(cx, key, span),
            },
        }
    }
    settings.audience = audience(cx, attributes).map(|(audience, span)| Spanned::new(audience, span));
    settings
}

/// An id as a slide's name; one with other characters than names have is none.
fn slide_id(id: &str, span: Span) -> Option<Spanned<String>> {
    let fits = id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    fits.then(|| Spanned::new(id.to_owned(), span))
}

/// `background-image=`, with or without `data-` before it. A colour alone is none.
fn background_of(cx: &mut Context<'_>, attributes: &Attributes) -> Option<Background> {
    background(|wanted| {
        attributes.items.iter().find_map(|item| match &item.kind {
            AttributeKind::Pair { key, value, value_range } if key.trim_start_matches("data-") == wanted => {
                Some(Spanned::new(value.clone(), cx.span(value_range.clone())))
            }
            _ => None,
        })
    })
}

/// The picture that `background-image` and `background-size` name; `find` gives what is set.
pub fn background(find: impl Fn(&str) -> Option<Spanned<String>>) -> Option<Background> {
    let written = find("background-image")?;
    let path = written.value.trim();
    let path = path.strip_prefix("url(").and_then(|path| path.strip_suffix(')')).unwrap_or(path).trim_matches(['"', '\'']);
    let fit = match find("background-size").map(|size| size.value) {
        Some(size) if size == "contain" => BackgroundFit::Contain,
        Some(size) if size == "auto" => BackgroundFit::Natural,
        Some(size) => percent(size.split(' ').next().unwrap_or_default()).map_or(BackgroundFit::Cover, BackgroundFit::Percent),
        None => BackgroundFit::Cover,
    };
    let path = Spanned::new(path.to_owned(), written.span);
    let picture = Picture { path, alt: String::new(), caption: None, plain: None, lang: None, width: None, height: None };
    Some(Background { fit, ..Background::new(picture) })
}

/// Reads the settings of an element.
pub fn element(cx: &mut Context<'_>, attributes: &Attributes, element: Element) -> ElementSettings {
    let mut settings = ElementSettings { background: background::Settings::default(), ..ElementSettings::default() };
    report_audiences(cx, attributes);
    for item in &attributes.items {
        let span = cx.span(item.range.clone());
        match &item.kind {
            AttributeKind::Id(_) => {}
            AttributeKind::Class(class) if class == "fragment" && element != Element::Column => fragment(cx, span),
            AttributeKind::Class(class) if class == "absolute" => position(cx, span),
            AttributeKind::Class(class) if element != Element::Picture => {
                settings.classes.push(Spanned::new(class.clone(), span))
            }
            AttributeKind::Class(name) | AttributeKind::Word(name) => class_without_effect(cx, name, span),
            AttributeKind::Pair { key, value, value_range } => {
                let text = Spanned::new(value.clone(), cx.span(value_range.clone()));
                match key.as_str() {
                    "width" if matches!(element, Element::Picture | Element::Column) => settings.width = length(value),
                    "height" if element == Element::Picture => settings.height = length(value),
                    "fig-alt" | "alt" if element == Element::Picture => settings.alt = Some(text),
                    "code-line-numbers" | "data-line-numbers" | "source-line-numbers" if element == Element::CodeBlock => {
                        settings.highlight = line_numbers(text);
                    }
                    "lang" => settings.lang = known::read_lang(cx, value, span),
                    "top" | "left" | "right" | "bottom" => position(cx, span),
                    _ if is_condition(key) => {}
                    _ => without_effect(cx, key, span),
                }
            }
        }
    }
    settings.audience = audience(cx, attributes).map(|(audience, _)| audience);
    settings.classes.retain(|class| !CONDITIONS.contains(&class.value.as_str()));
    settings
}

fn fragment(cx: &mut Context<'_>, span: Span) {
    cx.approximated(span, "fragments within a paragraph or picture are shown at once");
}

fn position(cx: &mut Context<'_>, span: Span) {
    cx.approximated(span, "what has a position of its own stands in the text");
}

fn class_without_effect(cx: &mut Context<'_>, name: &str, span: Span) {
    if !SILENT.contains(&name) && !cx.is_audience(name) {
        let what = format!("classes that a style sheet draws, such as `{}`, have no effect", shortened(name));
        cx.losses.note_kind(crate::parse::losses::Fate::Approximated, span, "classes", &what);
    }
}

/// Reports settings that say for whom something is in the words of a deck of Deckle's own.
fn report_audiences(cx: &mut Context<'_>, attributes: &Attributes) {
    for item in &attributes.items {
        let span = cx.span(item.range.clone());
        match &item.kind {
            AttributeKind::Class(name) | AttributeKind::Word(name) if cx.is_audience(name) => report_audience(cx, name, span),
            AttributeKind::Pair { key, value, .. } if key == "audience" => report_audience(cx, value, span),
            _ => {}
        }
    }
}

/// Reports a name that says for whom something is. The other tools know none: everyone would see it.
pub fn report_audience(cx: &mut Context<'_>, name: &str, span: Span) {
    let known = if cx.is_audience(name) { name } else { "technical" };
    let finding = Diagnostic::new(Code::StrayAttributes, span, "here this does not say for whom it is; everyone would see it");
    let finding = finding.help(format!("write `{{.content-visible when-profile=\"{known}\"}}`, as Quarto has it"));
    cx.report(finding.help("a deck of Deckle's own can say it as it is; `deckle docs foreign` has the way there"));
}

/// Settings that only decks of Deckle's own have.
const OWN_SETTINGS: &[&str] = &["allow", "key", "plain", "replaces", "time"];

/// Notes a setting that has no counterpart.
pub fn without_effect(cx: &mut Context<'_>, key: &str, span: Span) {
    // Reported, see `report_audiences`.
    if key == "audience" {
        return;
    }
    let what = || format!("`{}` has no effect here", shortened(key));
    if OWN_SETTINGS.contains(&key) {
        cx.dropped_own(span, &what());
    } else if !SILENT.contains(&key) && !key.starts_with("aria-") {
        cx.dropped(span, &what());
    }
}

/// The classes that say for whom something is.
const CONDITIONS: &[&str] = &["content-visible", "content-hidden"];

fn is_condition(key: &str) -> bool {
    key.starts_with("when-") || key.starts_with("unless-")
}

/// Do settings say for whom something is?
pub fn says_for_whom(attributes: &Attributes) -> bool {
    let names = |kind: &AttributeKind| matches!(kind, AttributeKind::Class(class) if CONDITIONS.contains(&class.as_str()));
    attributes.items.iter().any(|item| names(&item.kind))
}

/// Does a tag of HTML say for whom its content is?
pub fn tag_says_for_whom(html: &str) -> bool {
    CONDITIONS.iter().any(|class| html.contains(class))
}

/// Does a text that is read without its marks say for whom a part of it is?
pub fn text_says_for_whom(text: &str) -> bool {
    CONDITIONS.iter().any(|class| text.contains(&format!(".{class}")))
}

/// `.content-visible when-profile="technical"` on anything.
fn audience(cx: &mut Context<'_>, attributes: &Attributes) -> Option<(Audiences, Span)> {
    let class =
        |wanted: &str| attributes.items.iter().any(|item| matches!(&item.kind, AttributeKind::Class(class) if class == wanted));
    let (visible, hides) = (class("content-visible"), class("content-hidden"));
    if !visible && !hides {
        return None;
    }
    let pairs = pairs(attributes);
    let span = cx.span(attributes.range.clone());
    conditions::audience(cx, Condition { hides, pairs: &pairs, span }).map(|audience| (audience, span))
}

/// The keys with their values.
pub fn pairs(attributes: &Attributes) -> Vec<(String, String)> {
    let pair = |kind: &AttributeKind| match kind {
        AttributeKind::Pair { key, value, .. } => Some((key.clone(), value.clone())),
        _ => None,
    };
    attributes.items.iter().filter_map(|item| pair(&item.kind)).collect()
}

fn percent(text: &str) -> Option<u32> {
    let number = text.trim().strip_suffix('%')?.trim().parse::<f64>().ok()?;
    (number > 0.0).then_some(number.round().clamp(1.0, 1000.0) as u32)
}

/// Pandoc's lengths, and parts of the line in LaTeX: `0.5\textwidth`. What can't be read sets nothing.
fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    if let Some(percent) = percent(text) {
        return Some(Length::Percent(percent.min(100)));
    }
    if let Some((part, _)) = text.split_once('\\') {
        let part = part.trim().parse::<f64>().unwrap_or(1.0);
        return Some(Length::Percent((part * 100.0).round().clamp(1.0, 100.0) as u32));
    }
    crate::parse::length::points(text).map(Length::Points)
}

/// `1|3-4`; an empty step marks nothing. `true` and `false` mean numbers, not marks.
fn line_numbers(written: Spanned<String>) -> Option<Spanned<String>> {
    let text = written.value.trim();
    if text.is_empty() || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let steps: Vec<&str> = text.split('|').map(|step| if step.trim().is_empty() { "all" } else { step }).collect();
    Some(Spanned::new(steps.join("|"), written.span))
}
