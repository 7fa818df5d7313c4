//! Blocks: comrak's nodes to [`Block`]s.

use std::ops::Range;

use comrak::nodes::{AlertType, ListDelimType, ListType, Node, NodeHeading, NodeList, NodeValue};

use super::context::{Context, MAX_BLOCKS};
use super::inlines;
use super::known::{self, HeadingKind};
use super::plain::text_of;
use super::{background, code, descriptions, divs, footnotes, formula, heading, html, marked, marp, pandoc, steps, stray, table};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Audiences, Block, BlockKind, CalloutKind, Inline, InlineKind, List, ListItem};

/// Converts the children of a node.
pub fn children(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Block> {
    let mut out = Vec::new();
    for child in node.children() {
        block(cx, child, depth, &mut out);
    }
    out
}

/// Converts a node. One node may become several blocks, or none.
pub fn block(cx: &mut Context<'_>, node: Node<'_>, depth: usize, out: &mut Vec<Block>) {
    let range = cx.range(node);
    let value = &node.data().value;
    match value {
        NodeValue::Paragraph => paragraph(cx, node, range, out),
        NodeValue::Heading(heading) => match divs::info_of(cx, node) {
            Some(info) => divs::block(cx, node, &info, depth, out),
            None => out.push(content_heading(cx, node, *heading, range)),
        },
        NodeValue::CodeBlock(block) if cx.dialect.is_pandoc() => pandoc::code_block(cx, node, block, range, out),
        NodeValue::CodeBlock(block) => out.push(code::block(cx, node, block, range)),
        NodeValue::HtmlBlock(block) => html_block(cx, &block.literal, range, out),
        NodeValue::ThematicBreak => {
            let span = cx.span(range);
            cx.unsupported(span, "a rule inside a block");
        }
        NodeValue::Table(table) => {
            let kind = BlockKind::Table(table::read(cx, node, table));
            push(cx, out, kind, range, None);
        }
        NodeValue::List(list) => nested(cx, node, depth, out, |cx| Some(BlockKind::List(read_list(cx, node, list, depth)))),
        NodeValue::BlockQuote if pandoc::inverse_quote(cx, node) => {
            cx.incremental = !cx.incremental;
            out.extend(children(cx, node, depth + 1));
            cx.incremental = !cx.incremental;
        }
        NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => {
            nested(cx, node, depth, out, |cx| Some(BlockKind::Quote(children(cx, node, depth + 1))));
        }
        NodeValue::Alert(alert) => {
            let kind = callout_kind(alert.alert_type);
            let title_end = node.first_child().map_or(range.end, |child| cx.range(child).start);
            stray::report_in(cx, range.start..title_end);
            let title = alert.title.as_ref().map(|title| cx.smart.words(&cx.restore(title, range.clone())));
            nested(cx, node, depth, out, |cx| Some(BlockKind::Callout { kind, title, content: children(cx, node, depth + 1) }));
        }
        NodeValue::BlockDirective(div) => divs::block(cx, node, &div.info, depth, out),
        NodeValue::FootnoteDefinition(definition) => footnotes::define(cx, node, &definition.name, depth),
        NodeValue::DescriptionList => {
            nested(cx, node, depth, out, |cx| Some(BlockKind::Descriptions(descriptions::read(cx, node, depth))));
        }
        NodeValue::DescriptionItem(_) | NodeValue::DescriptionDetails | NodeValue::DescriptionTerm => {
            out.extend(children(cx, node, depth + 1));
        }
        NodeValue::Callout(_) => kept(cx, node, depth, out, "this callout"),
        NodeValue::Subtext | NodeValue::CalloutTitle => {
            let span = cx.span(range.clone());
            cx.unsupported(span, "small text");
            paragraph(cx, node, range, out);
        }
        NodeValue::Document
        | NodeValue::FrontMatter(_)
        | NodeValue::Item(_)
        | NodeValue::TaskItem(_)
        | NodeValue::TableRow(_)
        | NodeValue::TableCell
        | NodeValue::MultilineComment(_)
        | NodeValue::Text(_)
        | NodeValue::SoftBreak
        | NodeValue::LineBreak
        | NodeValue::Code(_)
        | NodeValue::HtmlInline(_)
        | NodeValue::Raw(_)
        | NodeValue::Emph
        | NodeValue::Strong
        | NodeValue::Strikethrough
        | NodeValue::Highlight
        | NodeValue::Insert
        | NodeValue::Superscript
        | NodeValue::Link(_)
        | NodeValue::Image(_)
        | NodeValue::FootnoteReference(_)
        | NodeValue::Math(_)
        | NodeValue::Escaped
        | NodeValue::WikiLink(_)
        | NodeValue::Underline
        | NodeValue::Subscript
        | NodeValue::SpoileredText
        | NodeValue::EscapedTag(_)
        | NodeValue::CommentInline(_) => {
            let span = cx.span(range.clone());
            cx.unsupported(span, "this");
            rescue(cx, node, out);
        }
    }
}

/// Adds a block.
pub fn push(cx: &Context<'_>, out: &mut Vec<Block>, kind: BlockKind, range: Range<usize>, audience: Option<Audiences>) {
    out.push(Block { kind, span: cx.span(range), audience });
}

/// A block with blocks in it; flattened from a depth on.
pub fn nested<'a>(
    cx: &mut Context<'a>,
    node: Node<'_>,
    depth: usize,
    out: &mut Vec<Block>,
    make: impl FnOnce(&mut Context<'a>) -> Option<BlockKind>,
) {
    let span = cx.node_span(node);
    if depth < MAX_BLOCKS {
        if let Some(kind) = make(cx) {
            out.push(Block { kind, span, audience: None });
        }
        return;
    }
    let message = format!("blocks are nested more than {MAX_BLOCKS} deep; what is deeper is flattened");
    cx.report(Diagnostic::new(Code::TooDeep, span, message));
    rescue(cx, node, out);
}

/// What can't be shown as what it is; its blocks are kept.
fn kept(cx: &mut Context<'_>, node: Node<'_>, depth: usize, out: &mut Vec<Block>, what: &str) {
    let span = cx.node_span(node);
    cx.unsupported(span, what);
    if depth < MAX_BLOCKS {
        out.extend(children(cx, node, depth + 1));
    } else {
        rescue(cx, node, out);
    }
}

/// Keeps the text of everything below a node, without recursion.
fn rescue(cx: &mut Context<'_>, node: Node<'_>, out: &mut Vec<Block>) {
    for leaf in node.descendants() {
        let text = match &leaf.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => text_of(leaf),
            NodeValue::CodeBlock(block) => block.literal.clone(),
            _ => continue,
        };
        let range = cx.range(leaf);
        let text = cx.restore(&text, range.clone()).into_owned();
        let span = cx.span(range);
        if !text.is_empty() {
            let inline = Inline { kind: InlineKind::Text(text), span };
            out.push(Block { kind: BlockKind::Paragraph(vec![inline]), span, audience: None });
        }
    }
}

/// A paragraph, with the formulas in it as blocks of their own.
pub fn paragraph(cx: &mut Context<'_>, node: Node<'_>, range: Range<usize>, out: &mut Vec<Block>) {
    if steps::is_pause(cx.slice(range.clone())) {
        return steps::pause(cx, range, out);
    }
    if cx.dialect.is_pandoc() && pandoc::paragraph(cx, node, range.clone(), out) {
        return;
    }
    steps::report_swallowed(cx, range.clone());
    let is_display = |node: &Node<'_>| matches!(&node.data().value, NodeValue::Math(math) if math.display_math);
    let children: Vec<Node<'_>> = node.children().collect();
    for (i, segment) in children.split_inclusive(is_display).enumerate() {
        let (text, formula) = match segment.split_last() {
            Some((last, text)) if is_display(last) => (text, Some(*last)),
            _ => (segment, None),
        };
        let whole = i == 0 && text.len() == children.len();
        text_block(cx, text, whole.then(|| range.clone()), out);
        if let Some(formula) = formula
            && let NodeValue::Math(math) = &formula.data().value
        {
            let range = cx.inline_range(formula);
            let tex = cx.restore(&math.literal, range.clone()).trim().to_owned();
            formula::report(cx, &tex, range.clone());
            push(cx, out, BlockKind::Math(tex), range, None);
        }
    }
}

/// A paragraph, or the picture that is all of it. `range` is that of the whole paragraph where nothing else is in it.
fn text_block(cx: &mut Context<'_>, nodes: &[Node<'_>], range: Option<Range<usize>>, out: &mut Vec<Block>) {
    let mut content = inlines::sequence(cx, nodes.iter().copied(), 0);
    background::take_from(cx, &mut content);
    while content.last().is_some_and(is_gap) {
        content.pop();
    }
    let gaps = content.iter().take_while(|inline| is_gap(inline)).count();
    content.drain(..gaps);
    trim_edges(&mut content);
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return };
    let span = range.map_or(first.span.join(last.span), |range| cx.span(range).join(last.span));
    let (kind, audience) = match only_picture(&mut content) {
        Some((BlockKind::Picture(mut picture), audience)) if cx.dialect.is_pandoc() => {
            // A picture alone is a figure: its words are the caption.
            picture.caption = picture.caption.take().or(Some(picture.alt.clone())).filter(|words| !words.is_empty());
            (BlockKind::Picture(picture), audience)
        }
        Some((picture, audience)) => (picture, audience),
        None => (BlockKind::Paragraph(content), None),
    };
    out.push(Block { kind, span, audience });
}

/// Is it white space?
pub fn is_gap(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A formula that stood beside the text leaves a space there.
pub fn trim_edges(content: &mut [Inline]) {
    if let Some(Inline { kind: InlineKind::Text(text), span }) = content.first_mut() {
        let white = text.len() - text.trim_start().len();
        text.drain(..white);
        span.start = span.start.saturating_add(u32::try_from(white).unwrap_or(0)).min(span.end);
    }
    if let Some(Inline { kind: InlineKind::Text(text), span }) = content.last_mut() {
        let white = text.len() - text.trim_end().len();
        text.truncate(text.len() - white);
        span.end = span.end.saturating_sub(u32::try_from(white).unwrap_or(0)).max(span.start);
    }
}

/// The picture that is all of a paragraph.
pub fn only_picture(content: &mut Vec<Inline>) -> Option<(BlockKind, Option<Audiences>)> {
    let [inline] = content.as_mut_slice() else { return None };
    let mut audience_around = None;
    if let InlineKind::Marked { content: inside, plain: None, audience, classes, .. } = &mut inline.kind
        && classes.is_empty()
        && matches!(inside.as_slice(), [Inline { kind: InlineKind::Picture(_), .. }])
    {
        audience_around = audience.take();
        *inline = inside.pop()?;
    }
    match std::mem::replace(&mut inline.kind, InlineKind::SoftBreak) {
        InlineKind::Picture(picture) => Some((BlockKind::Picture(picture), audience_around)),
        other => {
            inline.kind = other;
            None
        }
    }
}

/// A heading that starts no slide.
fn content_heading(cx: &mut Context<'_>, node: Node<'_>, value: NodeHeading, range: Range<usize>) -> Block {
    if !cx.is_foreign() {
        heading::report_setext(cx, node, value);
    }
    if value.level <= cx.slide_level && !cx.in_notes && !cx.is_foreign() {
        let span = cx.span(range.clone());
        let finding = Diagnostic::new(Code::NestedHeading, span, "this heading stands inside a block and starts no slide");
        let lower = format!("for a heading on the slide write `{}`", "#".repeat(usize::from(cx.slide_level) + 1));
        cx.report(finding.help(lower).help("or close the block above it"));
    }
    let attributes = heading::attributes(cx, node);
    let settings = known::heading(cx, &attributes, HeadingKind::Content);
    let quotes = cx.smart.speak_within(settings.lang.as_deref());
    let content = marked::in_language(inlines::children(cx, node, 0), settings.lang);
    cx.smart.go_back(quotes);
    let kind = BlockKind::Heading { level: value.level, content, plain: settings.plain };
    let audience = settings.audience.map(|audience| audience.value);
    Block { kind, span: cx.span(heading::without_braces(cx, range, &attributes)), audience }
}

fn html_block(cx: &mut Context<'_>, literal: &str, range: Range<usize>, out: &mut Vec<Block>) {
    let literal = cx.restore(literal, range.clone()).into_owned();
    // In a list or quotation other marks may stand between the lines.
    if cx.is_marp() && cx.slice(range.clone()) == literal.trim_end() {
        return out.extend(marp::html(cx, range));
    }
    let mut html = literal.as_str();
    while html.trim_start().starts_with("<!--") {
        html::comment(cx, html, range.clone());
        html = html::after_comment(html);
    }
    if html.trim().is_empty() {
        return;
    }
    let range = range.end - cx.slice(range.clone()).trim_start().len()..range.end;
    html::report(cx, html, range.clone());
    let text = html::text_of_block(html);
    if !text.is_empty() {
        let inline = Inline { kind: InlineKind::Text(text), span: cx.span(range.clone()) };
        push(cx, out, BlockKind::Paragraph(vec![inline]), range, None);
    }
}

fn read_list(cx: &mut Context<'_>, node: Node<'_>, list: &NodeList, depth: usize) -> List {
    let start = (list.list_type == ListType::Ordered).then_some(list.start as u64);
    let items = node.children().map(|item| read_item(cx, item, depth)).collect();
    // In a Marp deck the marks say so.
    let marked = cx.is_marp() && (list.bullet_char == b'*' || list.delimiter == ListDelimType::Paren);
    List { start, tight: list.tight, incremental: (cx.incremental || marked) && !cx.in_notes, items }
}

fn read_item(cx: &mut Context<'_>, item: Node<'_>, depth: usize) -> ListItem {
    let checked = match &item.data().value {
        NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
        _ => None,
    };
    ListItem { content: children(cx, item, depth + 1), checked, span: cx.node_span(item) }
}

fn callout_kind(kind: AlertType) -> CalloutKind {
    match kind {
        AlertType::Note => CalloutKind::Note,
        AlertType::Tip => CalloutKind::Tip,
        AlertType::Important => CalloutKind::Important,
        AlertType::Warning => CalloutKind::Warning,
        AlertType::Caution => CalloutKind::Caution,
    }
}
