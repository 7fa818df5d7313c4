//! What settings in braces mean, for each kind of element.

use std::ops::Range;

use super::attributes::{Attribute, AttributeKind, Attributes};
use super::context::Context;
use super::{allow, background, divs, length, pandoc};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Audience, Audiences, Background, Fit, Layout, Length, Own, Role, TimeSpec};
use crate::settings::{
    is_language_tag, no_language, parse_time, says_for_whom, shortened, shown_to_everyone, time_finding, unknown_audience,
};
use crate::source::{Span, Spanned};

/// What may stand behind a heading.
#[derive(Debug, Default)]
pub struct HeadingSettings {
    /// `#id`
    pub id: Option<Spanned<String>>,
    /// `time=`
    pub time: Option<Spanned<TimeSpec>>,
    /// `audience=`
    pub audience: Option<Spanned<Audiences>>,
    /// `layout=`
    pub layout: Option<Spanned<Layout>>,
    /// `fit=`
    pub fit: Option<Fit>,
    /// `plain=`
    pub plain: Option<Spanned<String>>,
    /// `replaces=`, the id of another slide.
    pub replaces: Option<Spanned<String>>,
    /// `time-NAME=`
    pub own_times: Vec<Own<TimeSpec>>,
    /// `layout-NAME=`, on slides.
    pub own_layouts: Vec<Own<Layout>>,
    /// `opening` or `ask`
    pub role: Option<Spanned<Role>>,
    /// `key=`, the key message that the slide carries.
    pub key: Option<Spanned<String>>,
    /// `allow=`, codes of findings.
    pub allow: Vec<Spanned<String>>,
    /// `lang=`, where it is a language tag.
    pub lang: Option<String>,
    /// `skip`
    pub skip: bool,
    /// `appendix`
    pub appendix: bool,
    /// `background-image=` and `background-size=`
    pub background: Option<Background>,
}

/// Which heading it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingKind {
    /// Starts a section.
    Section,
    /// Starts a slide.
    Slide,
    /// Stands on a slide.
    Content,
}

/// What slides may have, then what their sections have too, and last what only sections have.
const OF_HEADINGS: &[&str] = &[
    "opening",
    "ask",
    "time",
    "audience",
    "layout",
    "fit",
    "plain",
    "replaces",
    "key",
    "allow",
    "lang",
    "skip",
    "background-image",
    "background-size",
    "appendix",
];

impl HeadingKind {
    fn known(self) -> &'static [&'static str] {
        match self {
            HeadingKind::Section => &OF_HEADINGS[2..],
            HeadingKind::Slide => &OF_HEADINGS[..OF_HEADINGS.len() - 1],
            HeadingKind::Content => &["plain", "audience", "lang"],
        }
    }

    fn name(self) -> &'static str {
        match self {
            HeadingKind::Section => "a section",
            HeadingKind::Slide => "a slide",
            HeadingKind::Content => "a heading on a slide",
        }
    }
}

/// Reads the settings of a heading.
pub fn heading(cx: &mut Context<'_>, attributes: &Attributes, kind: HeadingKind) -> HeadingSettings {
    if cx.dialect.is_pandoc() {
        return pandoc::heading(cx, attributes, kind);
    }
    let mut settings = HeadingSettings { lang: language(cx, attributes), ..HeadingSettings::default() };
    let quotes = cx.smart.speak_within(settings.lang.as_deref());
    report_repeated(cx, attributes);
    for item in &attributes.items {
        let span = cx.span(item.range.clone());
        match &item.kind {
            AttributeKind::Id(id) if kind != HeadingKind::Content => settings.id = read_id(cx, id, span),
            AttributeKind::Word(word) if kind.known().contains(&word.as_str()) && word == "skip" => settings.skip = true,
            AttributeKind::Word(word) if kind.known().contains(&word.as_str()) && word == "appendix" => settings.appendix = true,
            AttributeKind::Word(word) if kind.known().contains(&word.as_str()) && Role::from_name(word).is_some() => {
                read_role(cx, &mut settings, word, span);
            }
            AttributeKind::Pair { key, value, .. } if key.starts_with(TIME_FOR) && kind != HeadingKind::Content => {
                let time = own(cx, (TIME_FOR, key), item.range.clone(), |cx, span| read_time(cx, value, span));
                settings.own_times.extend(time);
            }
            AttributeKind::Pair { key, value, .. } if key.starts_with(LAYOUT_FOR) && kind == HeadingKind::Slide => {
                let layout = own(cx, (LAYOUT_FOR, key), item.range.clone(), |cx, span| read_layout(cx, value, span));
                settings.own_layouts.extend(layout);
            }
            AttributeKind::Pair { key, value, value_range } if kind.known().contains(&key.as_str()) => {
                heading_pair(cx, &mut settings, key, value, span, value_range.clone());
            }
            _ => unknown(cx, item, kind.known(), kind.name()),
        }
    }
    cx.smart.go_back(quotes);
    settings.background = background::of_heading(cx, attributes).filter(|_| kind != HeadingKind::Content);
    settings
}

fn heading_pair(cx: &mut Context<'_>, settings: &mut HeadingSettings, key: &str, value: &str, span: Span, range: Range<usize>) {
    match key {
        "time" => settings.time = read_time(cx, value, span),
        "audience" => settings.audience = cx.read_audiences(value, span).map(|audiences| Spanned::new(audiences, span)),
        "layout" => settings.layout = read_layout(cx, value, span),
        "fit" => settings.fit = read_fit(cx, value, span),
        "plain" => settings.plain = Some(read_plain(cx, value, range)),
        // Both together make one background; the language was read first.
        "background-image" | "background-size" | "lang" => {}
        "key" => settings.key = read_key(cx, value, span),
        "allow" => settings.allow = allow::read(cx, value, range),
        "replaces" => settings.replaces = Some(Spanned::new(value.trim_start_matches('#').to_owned(), span)),
        _ => {
            let message = format!("`{key}` stands alone, without a value");
            cx.report(Diagnostic::new(Code::BadAttributes, span, message).fix(span, key));
        }
    }
}

/// What the key of a time for one audience begins with.
const TIME_FOR: &str = "time-";
/// What the key of a layout for one audience begins with.
const LAYOUT_FOR: &str = "layout-";

/// `time-executive=30s`: a setting for the audience that its key names.
fn own<T>(
    cx: &mut Context<'_>,
    (prefix, key): (&str, &str),
    range: Range<usize>,
    read: impl FnOnce(&mut Context<'_>, Span) -> Option<Spanned<T>>,
) -> Option<Own<T>> {
    let name = &key[prefix.len()..];
    if !cx.is_audience(name) {
        let place = cx.span(range.start + prefix.len()..range.start + key.len());
        let known = cx.lineages.iter().map(|lineage| lineage[0].0.as_str());
        let finding = unknown_audience(&Spanned::new(Audience(name.to_owned()), place), known);
        cx.report(finding);
        return None;
    }
    cx.only(std::iter::once(name));
    let span = cx.span(range);
    Some(Own { audience: Audience(name.to_owned()), value: read(cx, span)? })
}

fn read_role(cx: &mut Context<'_>, settings: &mut HeadingSettings, word: &str, span: Span) {
    if let Some(first) = &settings.role {
        let finding = Diagnostic::new(Code::BadAttributes, span, "a slide is the opening or the ask, not both");
        let help = "keep one, or make two slides of it";
        return cx.report(finding.also(first.span, "the other one").help(help));
    }
    settings.role = Role::from_name(word).map(|role| Spanned::new(role, span));
}

fn read_id(cx: &mut Context<'_>, id: &str, span: Span) -> Option<Spanned<String>> {
    if id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        return Some(Spanned::new(id.to_owned(), span));
    }
    let message = format!("`#{}` can't be an id", shortened(id));
    cx.report(Diagnostic::new(Code::BadValue, span, message).help("use letters, digits, hyphens and underscores"));
    None
}

/// The key message that a slide carries.
pub fn read_key(cx: &mut Context<'_>, value: &str, span: Span) -> Option<Spanned<String>> {
    let name = value.trim();
    if name.is_empty() {
        let finding = Diagnostic::new(Code::BadValue, span, "this key names no message");
        cx.report(finding.help("name the message in a word or two, and give the slide that answers it the same: `key=\"cost\"`"));
        return None;
    }
    Some(Spanned::new(name.to_owned(), span))
}

fn read_time(cx: &mut Context<'_>, value: &str, span: Span) -> Option<Spanned<TimeSpec>> {
    match parse_time(value) {
        Ok(time) => Some(Spanned::new(time, span)),
        Err(error) => {
            cx.report(time_finding("time", &error, span));
            None
        }
    }
}

fn read_layout(cx: &mut Context<'_>, value: &str, span: Span) -> Option<Spanned<Layout>> {
    if let Some(layout) = Layout::from_name(value) {
        return Some(Spanned::new(layout, span));
    }
    let names: Vec<&str> = Layout::ALL.iter().map(|(_, name)| *name).collect();
    let finding = Diagnostic::new(Code::BadValue, span, format!("there is no layout `{}`", shortened(value)));
    cx.report(match nearest(value, names.iter().copied()) {
        Some(name) => finding.help(format!("the nearest known layout is `{name}`")),
        None => finding.help(format!("layouts: {}", names.join(", "))),
    });
    None
}

fn read_fit(cx: &mut Context<'_>, value: &str, span: Span) -> Option<Fit> {
    if let Some(fit) = Fit::from_name(value) {
        return Some(fit);
    }
    let names: Vec<String> = Fit::ALL.iter().map(|(_, name)| format!("`{name}`")).collect();
    let message = format!("`fit={}` has no meaning on a slide", shortened(value));
    cx.report(Diagnostic::new(Code::BadValue, span, message).help(format!("write one of {}", names.join(", "))));
    None
}

/// What may stand behind everything but headings.
#[derive(Debug, Default)]
pub struct ElementSettings {
    /// `plain=`
    pub plain: Option<Spanned<String>>,
    /// `fig-alt=` of a Quarto deck: what a picture shows, where its words are the caption.
    pub alt: Option<Spanned<String>>,
    /// `audience=`
    pub audience: Option<Audiences>,
    /// `width=`; of columns and backgrounds in percent.
    pub width: Option<Length>,
    /// `height=`
    pub height: Option<Length>,
    /// `.background`, `side=` and `fit=`, as far as they are written.
    pub background: background::Settings,
    /// `highlight=`, as written
    pub highlight: Option<Spanned<String>>,
    /// `file=`, as written
    pub file: Option<Spanned<String>>,
    /// `lines=`, as written
    pub lines: Option<Spanned<String>>,
    /// The classes, in order.
    pub classes: Vec<Spanned<String>>,
    /// `lang=`, where it is a language tag.
    pub lang: Option<String>,
}

/// Which element it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// `![alt](path)`
    Picture,
    /// A code block.
    CodeBlock,
    /// `` `code` ``
    Code,
    /// `[text](target)`
    Link,
    /// `[text]`
    Span,
    /// `:::`
    Div,
    /// `::: column`
    Column,
}

impl Element {
    fn known(self) -> &'static [&'static str] {
        match self {
            Element::Picture => &["plain", "audience", "width", "height", "side", "fit", "lang"],
            Element::CodeBlock => &["plain", "audience", "highlight", "file", "lines"],
            Element::Code => &["plain", "audience"],
            Element::Link | Element::Span => &["plain", "audience", "lang"],
            Element::Div => &["audience", "lang"],
            Element::Column => &["width", "audience", "lang"],
        }
    }

    fn has_classes(self) -> bool {
        matches!(self, Element::Link | Element::Span | Element::Div | Element::Column | Element::CodeBlock)
    }

    fn name(self) -> &'static str {
        match self {
            Element::Picture => "a picture",
            Element::CodeBlock => "a code block",
            Element::Code => "code in a text",
            Element::Link => "a link",
            Element::Span => "a span",
            Element::Div => "a `:::` block",
            Element::Column => "a column",
        }
    }
}

/// Reads the settings of an element.
pub fn element(cx: &mut Context<'_>, attributes: &Attributes, element: Element) -> ElementSettings {
    if cx.dialect.is_pandoc() {
        return pandoc::element(cx, attributes, element);
    }
    let mut settings = ElementSettings::default();
    report_repeated(cx, attributes);
    for item in &attributes.items {
        let span = cx.span(item.range.clone());
        match &item.kind {
            AttributeKind::Id(_) => cx.not_yet(span, &format!("an id on {} has", element.name())),
            AttributeKind::Class(class) if element == Element::Picture && class == "background" => {
                settings.background.class = true;
            }
            AttributeKind::Class(class) if element.has_classes() && !is_misplaced(cx, class, element) => {
                settings.classes.push(Spanned::new(class.clone(), span))
            }
            AttributeKind::Pair { key, value, value_range } if element.known().contains(&key.as_str()) => {
                let written = Written { key, value, span, range: value_range.clone() };
                element_pair(cx, &mut settings, written, element);
            }
            _ => unknown(cx, item, element.known(), element.name()),
        }
    }
    settings
}

/// An audience's name as a class means something only on a `:::` block; Quarto's conditions mean nothing at all.
fn is_misplaced(cx: &Context<'_>, class: &str, element: Element) -> bool {
    (cx.is_audience(class) && !matches!(element, Element::Div | Element::Column)) || divs::CONDITIONS.contains(&class)
}

/// Words that stand in the place of others; they hold no marks.
fn read_plain(cx: &mut Context<'_>, value: &str, range: Range<usize>) -> Spanned<String> {
    let span = cx.span(range);
    if says_for_whom(value) {
        cx.report(shown_to_everyone(span));
    }
    Spanned::new(cx.smart.words(value), span)
}

/// A setting with a value.
struct Written<'a> {
    key: &'a str,
    value: &'a str,
    /// All of it.
    span: Span,
    /// The value.
    range: Range<usize>,
}

fn element_pair(cx: &mut Context<'_>, settings: &mut ElementSettings, written: Written<'_>, element: Element) {
    let Written { key, value, span, range } = written;
    let text = |cx: &Context<'_>| Some(Spanned::new(value.to_owned(), cx.span(range.clone())));
    match key {
        "plain" => settings.plain = Some(read_plain(cx, value, range)),
        "audience" => settings.audience = cx.read_audiences(value, span),
        "width" if element == Element::Picture => settings.width = length::read(cx, key, value, span),
        "width" => settings.width = length::percent(cx, key, value, span).map(Length::Percent),
        "height" => settings.height = length::read(cx, key, value, span),
        "side" => settings.background.side = background::read_side(cx, value, span),
        "fit" => settings.background.fit = background::read_fit(cx, key, value, span),
        "lang" => settings.lang = read_lang(cx, value, span),
        "file" => settings.file = text(cx),
        "lines" => settings.lines = text(cx),
        _ => settings.highlight = text(cx),
    }
}

/// A language tag; a finding where it is none.
pub fn read_lang(cx: &mut Context<'_>, value: &str, span: Span) -> Option<String> {
    if is_language_tag(value) {
        return Some(value.to_owned());
    }
    cx.report(no_language(value, span));
    None
}

/// The language that settings name.
pub fn language(cx: &mut Context<'_>, attributes: &Attributes) -> Option<String> {
    attributes
        .items
        .iter()
        .find_map(|item| match &item.kind {
            AttributeKind::Pair { key, value, .. } if key == "lang" => Some((value, cx.span(item.range.clone()))),
            _ => None,
        })
        .and_then(|(value, span)| read_lang(cx, value, span))
}

/// The keys that have a meaning on some element, now or in a later version.
const KEYS: &[&str] = &[
    "allow",
    "audience",
    "background-image",
    "background-size",
    "file",
    "fit",
    "height",
    "highlight",
    "lang",
    "layout",
    "lines",
    "plain",
    "replaces",
    "side",
    "time",
    "unless-profile",
    "when-profile",
    "width",
];

/// Are braces in running text meant as settings? They are when they set something known, or hold nothing but ids and classes.
/// Others, such as `{x=1}`, are text.
pub fn reads_like_settings(attributes: &Attributes) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let items = &attributes.items;
    let only_names = items.iter().all(|item| match &item.kind {
        AttributeKind::Id(name) | AttributeKind::Class(name) => is_name(name),
        AttributeKind::Word(_) | AttributeKind::Pair { .. } => false,
    });
    let sets = |item: &Attribute| matches!(&item.kind, AttributeKind::Pair { key, .. } if KEYS.contains(&key.as_str()));
    (only_names && !items.is_empty()) || items.iter().any(sets) || names_audience(attributes)
}

/// Do they say for whom something is, rightly spelt or nearly?
pub fn names_audience(attributes: &Attributes) -> bool {
    let says = |item: &Attribute| matches!(&item.kind, AttributeKind::Pair { key, .. } if nearest(key, ["audience"]).is_some());
    attributes.items.iter().any(says)
}

/// The name by which a setting may stand only once.
fn key(item: &Attribute) -> Option<&str> {
    match &item.kind {
        AttributeKind::Id(_) => Some("#"),
        AttributeKind::Class(_) => None,
        AttributeKind::Word(word) => Some(word),
        AttributeKind::Pair { key, .. } => Some(key),
    }
}

fn report_repeated(cx: &mut Context<'_>, attributes: &Attributes) {
    for (i, item) in attributes.items.iter().enumerate() {
        let Some(name) = key(item) else { continue };
        let Some(first) = attributes.items[..i].iter().find(|other| key(other) == Some(name)) else { continue };
        let shown = if name == "#" { "an id" } else { name };
        let finding = Diagnostic::new(Code::DuplicateKey, cx.span(item.range.clone()), format!("`{shown}` is written twice"));
        cx.report(finding.also(cx.span(first.range.clone()), "first written here").help("keep one of the two"));
    }
}

fn unknown(cx: &mut Context<'_>, item: &Attribute, known: &[&str], place: &str) {
    let (name, what) = match &item.kind {
        AttributeKind::Id(id) => (id.as_str(), "id"),
        AttributeKind::Class(class) => (class.as_str(), "class"),
        AttributeKind::Word(word) => (word.as_str(), "setting"),
        AttributeKind::Pair { key, .. } => (key.as_str(), "setting"),
    };
    let span = cx.span(item.range.clone());
    let near = nearest(name, known.iter().copied()).filter(|near| *near != name);
    let message = format!("the {what} `{}` has no meaning for {place}", shortened(name));
    // Passing over what was to hide something would show it to everyone.
    if divs::CONDITIONS.contains(&name) || matches!(name, "when-profile" | "unless-profile") {
        return cx.report(divs::quartos_condition(span, name));
    }
    if cx.is_audience(name) {
        let finding = Diagnostic::new(Code::BadAttributes, span, message);
        return cx.report(finding.help(format!("to say for whom it is, write `audience={name}`")));
    }
    let code = if near == Some("audience") { Code::BadAttributes } else { Code::UnknownAttribute };
    let finding = Diagnostic::new(code, span, message);
    cx.report(match near {
        Some(near) => finding.help(format!("the nearest known setting is `{near}`")),
        None => finding.help(format!("known here: {}", known.join(", "))),
    });
}
