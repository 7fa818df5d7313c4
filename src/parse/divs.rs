//! Blocks between `:::`: notes, audiences, columns, and groups for themes.

use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::attributes::{self, Attribute, AttributeKind, Attributes};
use super::context::Context;
use super::known::{self, Element, ElementSettings};
use super::prepare::DivOpener;
use super::{blocks, definitions, html, pandoc, prepare, steps, tags};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Audience, Audiences, Block, BlockKind, Column, Length, Notes};
use crate::settings::{shortened, unknown_audience};
use crate::source::{Span, Spanned};

const NOTES: &str = "notes";
const COLUMNS: &str = "columns";
const COLUMN: &str = "column";
/// How Quarto says for whom something is. A deck of Deckle's own names the audience.
pub const CONDITIONS: &[&str] = &["content-visible", "content-hidden"];

/// What an opening fence says.
struct Opener {
    settings: ElementSettings,
    /// The classes that are no name of an audience, the name behind the colons first.
    classes: Vec<Spanned<String>>,
    span: Span,
}

impl Opener {
    fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|known| known.value == class)
    }
}

/// The opener of a `<div>` around the text of one line, which comrak sees as a heading.
pub fn line<'p>(cx: &Context<'p>, node: Node<'_>) -> Option<(usize, &'p DivOpener)> {
    if !matches!(node.data().value, NodeValue::Heading(_)) {
        return None;
    }
    let (at, divs) = (cx.range(node).start, &cx.prepared.divs);
    let number = divs.partition_point(|div| div.fence.start < at);
    divs.get(number).filter(|div| div.line == Some(at)).map(|div| (number, div))
}

/// What comrak would be told behind the colons.
pub fn info_of(cx: &Context<'_>, node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::BlockDirective(div) => Some(div.info.clone()),
        _ => line(cx, node).map(|(number, _)| format!("d{number}")),
    }
}

/// The blocks in a div.
pub fn inside(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Block> {
    if line(cx, node).is_none() {
        return blocks::children(cx, node, depth);
    }
    let (range, mut out) = (cx.range(node), Vec::new());
    blocks::paragraph(cx, node, range, &mut out);
    out
}

/// Converts a div.
pub fn block(cx: &mut Context<'_>, node: Node<'_>, info: &str, depth: usize, out: &mut Vec<Block>) {
    if cx.dialect.is_pandoc() {
        return pandoc::div(cx, node, info, depth, out);
    }
    let Some(opener) = read_opener(cx, node, info) else {
        out.extend(inside(cx, node, depth + 1));
        return;
    };
    let audience = opener.settings.audience.clone();
    definitions::report_in_block(cx, node, cx.around.clone().as_ref(), audience.as_ref());
    let outside = enter(cx, &audience, &opener);
    let incremental = steps::enter(cx, &opener.classes);
    let quotes = cx.smart.speak_within(opener.settings.lang.as_deref());
    if opener.has(NOTES) {
        notes(cx, node, opener.settings.lang.as_deref(), depth);
    } else {
        let kind = |cx: &mut Context<'_>| Some(content(cx, node, &opener, depth));
        let before = out.len();
        blocks::nested(cx, node, depth, out, kind);
        for made in &mut out[before..] {
            made.audience.clone_from(&audience);
        }
    }
    cx.smart.go_back(quotes);
    cx.incremental = incremental;
    (cx.around, cx.around_span) = outside;
}

/// Notes for whom the divs around now are. Gives back what it was before.
fn enter(cx: &mut Context<'_>, audience: &Option<Audiences>, opener: &Opener) -> (Option<Audiences>, Option<Span>) {
    let around = match opener.has(NOTES) {
        true => cx.inside(audience.clone(), opener.span),
        false => cx.both(cx.around.as_ref(), audience.clone()),
    };
    let span = if audience.is_some() { Some(opener.span) } else { cx.around_span };
    (std::mem::replace(&mut cx.around, around), std::mem::replace(&mut cx.around_span, span))
}

fn content(cx: &mut Context<'_>, node: Node<'_>, opener: &Opener, depth: usize) -> BlockKind {
    let lang = &opener.settings.lang;
    if opener.has(COLUMNS) {
        let columns = BlockKind::Columns(columns(cx, node, depth));
        return in_language(columns, lang.as_deref(), opener.span);
    }
    if opener.has(COLUMN) {
        let message = "this column stands outside of `::: columns`";
        cx.report(Diagnostic::new(Code::LooseInColumns, opener.span, message).help("put `::: columns` around the columns"));
    }
    let classes = opener.classes.iter().map(|class| class.value.clone()).collect();
    let content = inside(cx, node, depth + 1);
    steps::report_no_list(cx, &opener.classes, &content);
    BlockKind::Group { classes, lang: lang.clone(), content }
}

/// A block that is in a language of its own.
fn in_language(kind: BlockKind, lang: Option<&str>, span: Span) -> BlockKind {
    let Some(lang) = lang else { return kind };
    let content = vec![Block { kind, span, audience: None }];
    BlockKind::Group { classes: Vec::new(), lang: Some(lang.to_owned()), content }
}

/// Notes are the slide's, wherever they stand on it, for those whom all blocks around them are for.
pub fn notes(cx: &mut Context<'_>, node: Node<'_>, lang: Option<&str>, depth: usize) {
    let span = cx.node_span(node);
    let outside = std::mem::replace(&mut cx.in_notes, true);
    let mut content = inside(cx, node, depth + 1);
    cx.in_notes = outside;
    if let Some(lang) = lang.filter(|_| !content.is_empty()) {
        let kind = BlockKind::Group { classes: Vec::new(), lang: Some(lang.to_owned()), content };
        content = vec![Block { kind, span, audience: None }];
    }
    let audience = cx.around.clone();
    cx.notes.push(Notes { audience, content, span });
}

/// The columns. What stands between them becomes columns of its own.
fn columns(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    for child in node.children() {
        let span = cx.node_span(child);
        let info = info_of(cx, child).unwrap_or_default();
        if is_column(cx, &info) {
            columns.extend(column(cx, child, &info, depth + 1));
            continue;
        }
        let mut content = Vec::new();
        blocks::block(cx, child, depth + 1, &mut content);
        if !content.is_empty() {
            let message = "this stands inside of `::: columns`, but in no column";
            cx.report(Diagnostic::new(Code::LooseInColumns, span, message).help("put it into a `::: column`, or outside"));
            columns.push(Column { width: None, content, span });
        }
    }
    columns
}

fn is_column(cx: &Context<'_>, info: &str) -> bool {
    let Some(opener) = number(info).and_then(|n| cx.prepared.divs.get(n)) else { return false };
    if opener.html {
        return names_column(&tags::attributes(cx.text(), opener.info.clone()));
    }
    let written = cx.slice(opener.info.clone());
    let name = written.split([' ', '\t', '{']).next().unwrap_or_default();
    let attributes = attributes_of(cx, written, opener.info.start).and_then(Result::ok);
    name == COLUMN || attributes.is_some_and(|attributes| names_column(&attributes))
}

fn names_column(attributes: &Attributes) -> bool {
    attributes.items.iter().any(|item| matches!(&item.kind, AttributeKind::Class(class) if class == COLUMN))
}

fn column(cx: &mut Context<'_>, node: Node<'_>, info: &str, depth: usize) -> Option<Column> {
    let span = cx.node_span(node);
    let opener = read_opener(cx, node, info)?;
    let audience = opener.settings.audience.clone();
    definitions::report_in_block(cx, node, cx.around.clone().as_ref(), audience.as_ref());
    let outside = enter(cx, &audience, &opener);
    let incremental = steps::enter(cx, &opener.classes);
    let lang = opener.settings.lang;
    let quotes = cx.smart.speak_within(lang.as_deref());
    let mut content = inside(cx, node, depth + 1);
    cx.smart.go_back(quotes);
    cx.incremental = incremental;
    (cx.around, cx.around_span) = outside;
    if (audience.is_some() || lang.is_some()) && !content.is_empty() {
        content = vec![Block { kind: BlockKind::Group { classes: Vec::new(), lang, content }, span, audience }];
    }
    let width = opener.settings.width.and_then(|width| match width {
        Length::Percent(percent) => Some(percent),
        Length::Points(_) => None,
    });
    Some(Column { width, content, span })
}

/// The number the pass before comrak gave to a div.
pub fn number(info: &str) -> Option<usize> {
    info.strip_prefix('d')?.parse().ok()
}

/// Does what comrak sees at a place begin with this line? Tags may be indented.
fn begins_at(cx: &Context<'_>, opener: &DivOpener, at: usize) -> bool {
    at <= opener.fence.start && cx.slice(at..opener.fence.start).trim().is_empty()
}

/// Reads what stands behind the colons: a name, braces, or both. `None` where comrak saw a div that the pass before it didn't; that
/// is an error of the author's colons.
fn read_opener(cx: &mut Context<'_>, node: Node<'_>, info: &str) -> Option<Opener> {
    let line = cx.range(node).start;
    let opener = number(info).and_then(|n| cx.prepared.divs.get(n)).filter(|opener| begins_at(cx, opener, line));
    let Some(opener) = opener else {
        let end = cx.slice(line..cx.text().len()).find(['\n', '\r']).map_or(cx.text().len(), |n| line + n);
        cx.report(Diagnostic::new(Code::StrayDiv, cx.span(line..end), "this `:::` stands where no block can start"));
        return None;
    };
    let span = cx.span(opener.fence.clone());
    if opener.html {
        return Some(read_tag(cx, opener.info.clone()));
    }
    let written = cx.slice(opener.info.clone());
    let name = written.split([' ', '\t', '{']).next().unwrap_or_default();
    let mut classes = Vec::new();
    if !name.is_empty() {
        let at = opener.info.start;
        classes.push(Spanned::new(name.trim_start_matches('.').to_owned(), cx.span(at..at + name.len())));
    }
    let mut settings = match attributes_of(cx, written, opener.info.start) {
        Some(Ok(attributes)) => {
            let element = if name == COLUMN || names_column(&attributes) { Element::Column } else { Element::Div };
            known::element(cx, &attributes, element)
        }
        Some(Err(finding)) => {
            cx.report(*finding);
            ElementSettings::default()
        }
        None => ElementSettings::default(),
    };
    classes.append(&mut settings.classes);
    Some(finished(cx, Opener { settings, classes, span }))
}

/// Reads `<div class="…">`.
fn read_tag(cx: &mut Context<'_>, range: Range<usize>) -> Opener {
    let mut attributes = tags::attributes(cx.text(), range.clone());
    report_styles(cx, &mut attributes);
    if attributes::mentions_audience(cx.slice(range.clone())) {
        let tag = cx.slice(range.clone());
        html::report(cx, tag, range.clone());
    }
    let element = if names_column(&attributes) { Element::Column } else { Element::Div };
    let mut settings = known::element(cx, &attributes, element);
    let classes = std::mem::take(&mut settings.classes);
    let span = cx.span(range);
    finished(cx, Opener { settings, classes, span })
}

/// Colours and places are the theme's.
fn report_styles(cx: &mut Context<'_>, attributes: &mut Attributes) {
    let is_style = |item: &Attribute| matches!(&item.kind, AttributeKind::Pair { key, .. } if key == "style");
    for style in attributes.items.extract_if(.., |item| is_style(item)) {
        let message = "the `style` of a tag isn't shown: the theme decides how slides look";
        let finding = Diagnostic::new(Code::UnknownAttribute, cx.span(style.range), message);
        cx.report(
            finding.help("take it out; what is to stand side by side goes into `::: columns`, each part in a `::: column`"),
        );
    }
}

fn finished(cx: &mut Context<'_>, mut opener: Opener) -> Opener {
    take_audiences(cx, &mut opener);
    report_near_misses(cx, &opener);
    opener
}

/// The braces of an opener. Anything else behind the name is an error.
fn attributes_of(cx: &Context<'_>, written: &str, at: usize) -> Option<Result<Attributes, Box<Diagnostic>>> {
    let name = written.split([' ', '\t', '{']).next().unwrap_or_default();
    let rest = written[name.len()..].trim_start();
    if rest.is_empty() {
        return None;
    }
    let start = at + written.len() - rest.len();
    let end = at + written.len();
    let span = cx.span(start..end);
    if !rest.starts_with('{') {
        let message = format!("`{}` can't stand behind the name of a block", shortened(rest));
        return Some(Err(Box::new(
            Diagnostic::new(Code::BadAttributes, span, message)
                .help("write one name, or settings in braces: `::: {.name audience=technical}`"),
        )));
    }
    Some(match attributes::parse(cx.text(), start, end) {
        Ok(attributes) if attributes.range.end == end => Ok(attributes),
        Ok(attributes) => {
            let behind = cx.span(attributes.range.end..end);
            Err(Box::new(Diagnostic::new(Code::BadAttributes, behind, "nothing can stand behind the braces of a block")))
        }
        Err(error) => Err(Box::new(prepare::bad_braces(span, &error, cx.text()))),
    })
}

/// `::: technical` is `::: {audience=technical}`.
fn take_audiences(cx: &mut Context<'_>, opener: &mut Opener) {
    let (names, classes): (Vec<_>, Vec<_>) =
        std::mem::take(&mut opener.classes).into_iter().partition(|class| cx.is_audience(&class.value));
    opener.classes = classes;
    if names.is_empty() {
        return;
    }
    if opener.settings.audience.is_some() {
        let message = "this block says twice for whom it is";
        cx.report(Diagnostic::new(Code::DuplicateKey, opener.span, message).help("keep the name or `audience=`"));
    }
    opener.settings.audience = Some(cx.only(names.iter().map(|name| name.value.as_str())));
}

/// Reports names that are almost those of something. One that is almost an audience's would show to everyone what is not for everyone.
fn report_near_misses(cx: &mut Context<'_>, opener: &Opener) {
    for class in &opener.classes {
        if CONDITIONS.contains(&class.value.as_str()) {
            cx.report(quartos_condition(class.span, &class.value));
            continue;
        }
        let known: Vec<&str> = [NOTES, COLUMNS, COLUMN, steps::INCREMENTAL, steps::NONINCREMENTAL]
            .into_iter()
            .chain(cx.lineages.iter().map(|lineage| lineage[0].0.as_str()))
            .collect();
        if known.contains(&class.value.as_str()) {
            continue;
        }
        let Some(near) = nearest(&class.value, known) else { continue };
        if cx.is_audience(near) {
            let known = cx.lineages.iter().map(|lineage| lineage[0].0.as_str());
            let finding = unknown_audience(&class.clone().map(Audience), known);
            cx.report(finding.help("a name of your own for a block must differ from it by more than a letter or two"));
            continue;
        }
        let message = format!("`{}` is no name that Deckle knows; is `{near}` meant?", shortened(&class.value));
        let help = format!("write `{near}`, or choose a name further away from it");
        cx.report(Diagnostic::new(Code::UnknownDiv, class.span, message).help(help));
    }
}

/// `content-visible` in a deck of Deckle's own.
pub fn quartos_condition(span: Span, class: &str) -> Diagnostic {
    Diagnostic::new(Code::BadAttributes, span, format!("`{class}` is Quarto's; here everyone would see this"))
        .help("to say for whom it is, write `::: technical`, or `audience=technical` in the braces")
}
