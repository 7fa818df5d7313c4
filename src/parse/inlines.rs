//! Running text: comrak's nodes to [`Inline`]s, and spans `[text]{…}`, which comrak doesn't know.

use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::attributes::Attributes;
use super::context::{Context, MAX_INLINES};
use super::html::{self, Tag};
use super::known::{self, Element};
use super::marked::{marked, with_settings};
use super::plain::text_of;
use super::prepare::{Braces, FILL, MaskKind, START, original};
use super::{background, footnotes, formula, links, marks, marp, pandoc, picture, stray};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Inline, InlineKind, plain_text};

/// Converts the children of a node.
pub fn children(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Inline> {
    sequence(cx, node.children(), depth)
}

/// Converts nodes that stand side by side.
pub fn sequence<'n>(cx: &mut Context<'_>, nodes: impl Iterator<Item = Node<'n>>, depth: usize) -> Vec<Inline> {
    if depth == 0 {
        cx.smart.begin();
    }
    let mut line =
        Line { cx, depth, done: Vec::new(), text: None, brackets: Vec::new(), note_at: None, tags: Vec::new(), hidden_breaks: 0 };
    for node in nodes {
        line.node(node);
    }
    line.finish()
}

/// Text that is still growing.
struct Pending {
    text: String,
    range: Range<usize>,
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Bracket {
    /// How many inlines were done before it.
    from: usize,
    /// Where it stands.
    at: usize,
    /// Does it open a footnote, `^[`?
    note: bool,
}

/// A run of inlines on one level.
struct Line<'c, 'a> {
    cx: &'c mut Context<'a>,
    depth: usize,
    done: Vec<Inline>,
    text: Option<Pending>,
    /// Open brackets.
    brackets: Vec<Bracket>,
    /// Where the bracket of a footnote is expected, after its `^`.
    note_at: Option<usize>,
    /// Open tags of HTML, likewise.
    tags: Vec<(Tag, usize, Range<usize>)>,
    /// Line ends inside of braces that were taken as settings.
    hidden_breaks: usize,
}

impl Line<'_, '_> {
    fn node(&mut self, node: Node<'_>) {
        let range = self.cx.inline_range(node);
        let value = &node.data().value;
        match value {
            NodeValue::Text(text) => self.text(text, range, continues(node)),
            NodeValue::Escaped => self.escaped(node, range),
            // Every line end counts in a Marp deck.
            NodeValue::SoftBreak if self.cx.is_marp() => self.line_end(InlineKind::LineBreak, range),
            NodeValue::SoftBreak => self.line_end(InlineKind::SoftBreak, range),
            NodeValue::LineBreak => self.line_end(InlineKind::LineBreak, range),
            NodeValue::Emph => self.nested(node, range, InlineKind::Emph),
            NodeValue::Strong => self.nested(node, range, InlineKind::Strong),
            // Marp strikes out between two tildes only.
            NodeValue::Strikethrough if self.cx.is_marp() && !self.cx.slice(range.clone()).starts_with("~~") => {
                self.as_text(node, range, "~");
            }
            NodeValue::Strikethrough => self.nested(node, range, InlineKind::Strike),
            NodeValue::Superscript => self.script(node, range, "^", InlineKind::Superscript),
            NodeValue::Subscript => self.script(node, range, "~", InlineKind::Subscript),
            NodeValue::Code(code) => {
                self.cx.smart.pass('x');
                let text = self.cx.restore(&code.literal, range.clone()).into_owned();
                let span = self.cx.span(range.clone());
                if !self.cx.dialect.is_pandoc() || pandoc::inline_code(self.cx, &text, span) {
                    self.push(InlineKind::Code { text, plain: None }, range);
                }
            }
            NodeValue::Math(math) => {
                self.cx.smart.pass('x');
                let text = self.cx.restore(&math.literal, range.clone()).trim().to_owned();
                formula::report(self.cx, &text, range.clone());
                self.push(InlineKind::Math(text), range);
            }
            NodeValue::Link(link) => self.link(node, &link.url, range),
            NodeValue::Image(link) => {
                if let Some(picture) = picture::read(self.cx, node, link, range.clone()) {
                    self.push(InlineKind::Picture(Box::new(picture)), range);
                }
            }
            NodeValue::HtmlInline(tag) => self.html(tag, range),
            NodeValue::FootnoteReference(mark) => {
                let name = self.cx.restore(&mark.name, range.clone()).into_owned();
                self.footnote_mark(&name, range);
            }
            NodeValue::Highlight => self.plain_children(node, range, "highlighting"),
            NodeValue::Insert => self.plain_children(node, range, "inserted text"),
            NodeValue::Underline => self.plain_children(node, range, "underlining"),
            NodeValue::SpoileredText => self.plain_children(node, range, "hidden text"),
            NodeValue::WikiLink(_) => self.plain_children(node, range, "a wiki link"),
            NodeValue::EscapedTag(tag) => self.append(tag, range),
            NodeValue::Raw(_) | NodeValue::CommentInline(_) => {
                let span = self.cx.span(range);
                self.cx.unsupported(span, "raw content");
            }
            NodeValue::Document
            | NodeValue::FrontMatter(_)
            | NodeValue::BlockQuote
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::DescriptionList
            | NodeValue::DescriptionItem(_)
            | NodeValue::DescriptionTerm
            | NodeValue::DescriptionDetails
            | NodeValue::CodeBlock(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::ThematicBreak
            | NodeValue::FootnoteDefinition(_)
            | NodeValue::Table(_)
            | NodeValue::TableRow(_)
            | NodeValue::TableCell
            | NodeValue::TaskItem(_)
            | NodeValue::MultilineBlockQuote(_)
            | NodeValue::Alert(_)
            | NodeValue::Callout(_)
            | NodeValue::CalloutTitle
            | NodeValue::Subtext
            | NodeValue::BlockDirective(_)
            | NodeValue::MultilineComment(_) => self.plain_children(node, range, "a block inside running text"),
        }
    }

    /// Ends the growing text.
    fn flush(&mut self) {
        let Some(mut pending) = self.text.take() else { return };
        if self.cx.is_marp() && self.done.last().map_or(self.depth == 0, |last| matches!(last.kind, InlineKind::LineBreak)) {
            // What stood before a space at the start of a line was a tag or a comment.
            let white = pending.text.len() - pending.text.trim_start_matches([' ', '\t']).len();
            pending.text.drain(..white);
        }
        if !pending.text.is_empty() {
            let span = self.cx.span(pending.range);
            if self.cx.is_marp() {
                marp::note_emoji(self.cx, &pending.text, span);
                marp::report_audience(self.cx, &pending.text, span);
            }
            if self.cx.dialect.is_pandoc() {
                pandoc::note_references(self.cx, &pending.text, span);
            }
            self.done.push(Inline { kind: InlineKind::Text(pending.text), span });
        }
    }

    fn push(&mut self, kind: InlineKind, range: Range<usize>) {
        self.flush();
        let span = self.cx.span(range);
        self.done.push(Inline { kind, span });
    }

    /// Lets the growing text grow.
    fn append(&mut self, text: &str, range: Range<usize>) {
        match &mut self.text {
            Some(pending) => {
                pending.text.push_str(text);
                pending.range.end = range.end;
            }
            None => self.text = Some(Pending { text: text.to_owned(), range }),
        }
    }

    fn line_end(&mut self, kind: InlineKind, range: Range<usize>) {
        self.cx.smart.pass(' ');
        let after_break = self.text.is_none() && self.done.last().is_some_and(|last| last.kind == InlineKind::LineBreak);
        if self.hidden_breaks > 0 {
            self.hidden_breaks -= 1;
        } else if kind != InlineKind::SoftBreak || !after_break {
            self.push(kind, range);
        }
    }

    fn escaped(&mut self, node: Node<'_>, range: Range<usize>) {
        for child in node.children() {
            if let NodeValue::Text(text) = &child.data().value {
                let text = self.cx.restore(text, range.clone()).into_owned();
                self.cx.smart.pass(text.chars().next_back().unwrap_or('x'));
                self.append(&text, range.clone());
            }
        }
    }

    fn nested(&mut self, node: Node<'_>, range: Range<usize>, kind: fn(Vec<Inline>) -> InlineKind) {
        let content = self.content(node, &range);
        self.push(kind(content), range);
    }

    /// The children; from the deepest level on only their text.
    fn content(&mut self, node: Node<'_>, range: &Range<usize>) -> Vec<Inline> {
        let depth = self.depth + self.tags.len();
        if depth < MAX_INLINES {
            return children(self.cx, node, depth + 1);
        }
        self.too_deep(range.clone());
        let text = self.cx.restore(&text_of(node), range.clone()).into_owned();
        vec![Inline { kind: InlineKind::Text(text), span: self.cx.span(range.clone()) }]
    }

    fn too_deep(&mut self, range: Range<usize>) {
        let span = self.cx.span(range);
        let message = format!("emphasis and links are nested more than {MAX_INLINES} deep; what is deeper is plain text");
        self.cx.report(Diagnostic::new(Code::TooDeep, span, message));
    }

    /// Pandoc's rule: raised and lowered text has no white space in it. Else `2^10 and 3^4` would be raised from `10` to `3`.
    fn script(&mut self, node: Node<'_>, range: Range<usize>, mark: &str, kind: fn(Vec<Inline>) -> InlineKind) {
        let content = self.content(node, &range);
        if !plain_text(&content).contains(char::is_whitespace) {
            return self.push(kind(content), range);
        }
        self.between_marks(content, range, mark);
    }

    /// What looks like a construct and is none: its marks are text.
    fn as_text(&mut self, node: Node<'_>, range: Range<usize>, mark: &str) {
        let content = self.content(node, &range);
        self.between_marks(content, range, mark);
    }

    fn between_marks(&mut self, content: Vec<Inline>, range: Range<usize>, mark: &str) {
        self.append(mark, range.start..range.start + 1);
        self.flush();
        self.done.extend(content);
        self.append(mark, range.end.saturating_sub(1)..range.end);
    }

    fn plain_children(&mut self, node: Node<'_>, range: Range<usize>, what: &str) {
        let span = self.cx.span(range.clone());
        self.cx.unsupported(span, what);
        let content = self.content(node, &range);
        self.flush();
        self.done.extend(content);
    }

    fn link(&mut self, node: Node<'_>, url: &str, range: Range<usize>) {
        // What is shown of an address is the address.
        let bare = url.strip_prefix("mailto:").unwrap_or(url).ends_with(&text_of(node));
        let smart = bare.then(|| self.cx.smart.suspend());
        let content = self.content(node, &range);
        if let Some(before) = smart {
            self.cx.smart.resume(before);
        }
        let address_from = content.last().map_or(range.start, |inline| inline.span.range().end);
        let url = self.cx.restore(url, address_from..range.end).into_owned();
        match links::target(self.cx, &url, range.clone()) {
            Some(target) => self.push(InlineKind::Link { target, content }, range),
            None => {
                self.flush();
                self.done.extend(content);
            }
        }
    }

    /// Text, in which masks and brackets are looked for.
    fn text(&mut self, text: &str, range: Range<usize>, continues: bool) {
        if !text.contains(['[', ']', START]) {
            return self.words(text, range, continues);
        }
        let mut source = range.start;
        let mut rest = text;
        while let Some(found) = rest.find(['[', ']', START]) {
            let (before, from) = rest.split_at(found);
            let mark = from.as_bytes()[0];
            let found = self.find_in_source(mark, source, range.end);
            let at = found.unwrap_or(source);
            if !before.is_empty() {
                self.words(before, source..at, mark != START as u8);
            }
            rest = from.get(1..).unwrap_or("");
            source = at + usize::from(found.is_some());
            match mark {
                b'[' => {
                    self.flush();
                    let note = self.note_at == Some(at);
                    self.brackets.push(Bracket { from: self.done.len(), at, note });
                    self.append("[", at..at + 1);
                    self.cx.smart.pass('[');
                }
                b']' => {
                    self.append("]", at..at + 1);
                    self.cx.smart.pass(']');
                    let bracket = self.brackets.pop();
                    if !self.cx.is_marp() && bracket.is_some_and(|bracket| self.close_footnote(bracket, at + 1)) {
                        continue;
                    }
                    match bracket.filter(|_| rest.starts_with(START)) {
                        Some(bracket) if self.close_span(bracket, at + 1) => {}
                        _ => continue,
                    }
                    rest = rest[START.len_utf8()..].trim_start_matches(FILL);
                    source = self.after_mask(at + 1);
                }
                _ => {
                    rest = rest.trim_start_matches(FILL);
                    source = self.mask(at);
                }
            }
        }
        if !rest.is_empty() {
            self.words(rest, source.min(range.end)..range.end, continues);
        }
    }

    fn words(&mut self, text: &str, range: Range<usize>, continues: bool) {
        let turned = self.cx.smart.text(text, continues);
        self.append(&turned, range);
    }

    /// Where a bracket or mask of a text stands in the file. Entities and typographic marks hold none of them, so that the next one
    /// is the right one.
    fn find_in_source(&self, mark: u8, from: usize, end: usize) -> Option<usize> {
        if mark == START as u8 {
            let masks = &self.cx.prepared.masks;
            return masks.masks.get(masks.first_from(from)).map(|mask| mask.range.start).filter(|at| *at < end);
        }
        self.cx.slice(from..end).bytes().position(|b| b == mark).map(|n| from + n)
    }

    fn after_mask(&self, at: usize) -> usize {
        let masks = &self.cx.prepared.masks;
        masks.masks.get(masks.first_from(at)).map_or(at, |mask| mask.range.end)
    }

    /// A mask in a text: settings of the element before it, or text after all. Gives the place behind it.
    fn mask(&mut self, at: usize) -> usize {
        let prepared = self.cx.prepared;
        let Some(mask) = prepared.masks.masks.get(prepared.masks.first_from(at)) else { return at };
        let range = mask.range.clone();
        let braces = match mask.kind {
            MaskKind::Braces(index) | MaskKind::Continuation(index) => prepared.masks.braces.get(index),
            MaskKind::Comment(end) => {
                html::comment(self.cx, self.cx.slice(range.start..end), range.start..end);
                return range.end;
            }
            MaskKind::Shortcode => {
                let span = self.cx.span(range.clone());
                let shown = pandoc::shortcode(self.cx, self.cx.slice(range.clone()), span);
                if let Some(kind) = shown {
                    self.push(kind, range.clone());
                }
                return range.end;
            }
            MaskKind::Nothing => return range.end,
            MaskKind::Literal => None,
            MaskKind::FootnoteMark => {
                self.note_at = Some(range.end);
                None
            }
        };
        match braces {
            Some(braces) if braces.claimed.get() => self.trim_text(),
            Some(braces) if braces.problem.is_none() && self.take_settings(&braces.attributes, range.start) => {
                braces.claimed.set(true);
            }
            Some(braces) => {
                if matches!(mask.kind, MaskKind::Braces(_)) {
                    stray::report(self.cx, braces);
                }
                self.append(original(self.cx.text(), mask), range.clone());
            }
            None => self.append(original(self.cx.text(), mask), range.clone()),
        }
        range.end
    }

    /// White space before the settings of a heading is not part of its text.
    fn trim_text(&mut self) {
        if let Some(pending) = &mut self.text {
            let length = pending.text.trim_end().len();
            pending.range.end = pending.range.end.saturating_sub(pending.text.len() - length).max(pending.range.start);
            pending.text.truncate(length);
        }
    }

    /// Gives braces to the picture, code or link they stand right behind.
    fn take_settings(&mut self, attributes: &Attributes, at: usize) -> bool {
        if self.text.as_ref().is_some_and(|pending| !pending.text.is_empty()) {
            return false;
        }
        let element = match self.done.last() {
            Some(last) if last.span.range().end != at => return false,
            Some(Inline { kind: InlineKind::Picture(_), .. }) => Element::Picture,
            Some(Inline { kind: InlineKind::Code { .. }, .. }) => Element::Code,
            Some(Inline { kind: InlineKind::Link { .. }, .. }) => Element::Link,
            _ => return false,
        };
        let mut settings = known::element(self.cx, attributes, element);
        self.note_hidden_breaks(attributes);
        if settings.classes.iter().any(|class| class.value.starts_with('=')) {
            self.done.pop();
            let span = self.cx.span(attributes.range.clone());
            self.cx.dropped(span, "raw content for one output, such as `{=html}`, is left out");
            return true;
        }
        let Some(last) = self.done.pop() else { return false };
        let background = std::mem::take(&mut settings.background);
        let mut taken = with_settings(last, settings, self.cx.span(attributes.range.clone()));
        let picture = match &mut taken.kind {
            InlineKind::Marked { content, .. } => content.first_mut(),
            _ => Some(&mut taken),
        };
        if let Some(Inline { kind: InlineKind::Picture(picture), span }) = picture {
            background::remember(self.cx, picture, &background, *span);
        }
        self.done.push(taken);
        true
    }

    fn note_hidden_breaks(&mut self, attributes: &Attributes) {
        self.hidden_breaks += super::prepare::lines(self.cx.slice(attributes.range.clone())).count().saturating_sub(1);
    }

    /// `[…]` with braces right behind it. The bracket is the text's last character.
    fn close_span(&mut self, bracket: Bracket, braces_at: usize) -> bool {
        let prepared = self.cx.prepared;
        let free = |braces: &&Braces| !braces.claimed.get() && braces.problem.is_none();
        let Some(braces) = prepared.masks.braces_at(braces_at).filter(free) else { return false };
        let content = self.in_brackets(bracket);
        braces.claimed.set(true);
        self.note_hidden_breaks(&braces.attributes);
        let settings = known::element(self.cx, &braces.attributes, Element::Span);
        let kind = marked(merge(content), settings);
        self.push(kind, bracket.at..braces.attributes.range.end);
        true
    }

    /// What stands between a bracket and the `]` that was written last, without the two.
    fn in_brackets(&mut self, bracket: Bracket) -> Vec<Inline> {
        if let Some(pending) = &mut self.text {
            pending.text.pop();
            pending.range.end = pending.range.end.saturating_sub(1).max(pending.range.start);
        }
        self.flush();
        let mut content = self.done.split_off(bracket.from.min(self.done.len()));
        drop_opening_bracket(&mut content);
        content
    }

    /// `[^name]` that comrak took for text, and `^[text]`. The bracket is the text's last character, `end` the place behind it.
    fn close_footnote(&mut self, bracket: Bracket, end: usize) -> bool {
        if !bracket.note {
            let Some(name) = footnotes::name_in_brackets(self.cx.slice(bracket.at..end)) else { return false };
            self.in_brackets(bracket);
            self.footnote_mark(name, bracket.at..end);
            return true;
        }
        let content = self.in_brackets(bracket);
        if content.is_empty() {
            self.append("[]", bracket.at..end);
            return false;
        }
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = self.done.last_mut() {
            text.pop();
            if text.is_empty() {
                self.done.pop();
            }
        }
        let shown = footnotes::here(self.cx, merge(content), bracket.at - 1..end);
        self.done.extend(shown);
        true
    }

    fn footnote_mark(&mut self, name: &str, range: Range<usize>) {
        if let Some(mark) = footnotes::mark(self.cx, name, range.clone()) {
            self.push(mark, range);
        }
    }

    fn html(&mut self, tag: &str, range: Range<usize>) {
        let kind = if self.cx.is_foreign() { marks::tag(self.cx, tag) } else { html::tag(tag) };
        match kind {
            Tag::Comment => html::comment(self.cx, tag, range),
            Tag::Break => self.push(InlineKind::LineBreak, range),
            Tag::Picture => {
                if let Some(picture) = marks::picture(self.cx, range.clone()) {
                    self.push(InlineKind::Picture(Box::new(picture)), range);
                }
            }
            Tag::Open(_) if self.depth + self.tags.len() >= MAX_INLINES => self.too_deep(range),
            Tag::Open(name) => {
                self.flush();
                self.tags.push((Tag::Open(name), self.done.len(), range));
            }
            Tag::Close(name) => match self.tags.pop() {
                Some((Tag::Open(open), from, start)) if open == name => {
                    self.flush();
                    let content = merge(self.done.split_off(from.min(self.done.len())));
                    if content.is_empty() && self.cx.is_foreign() {
                        return marks::empty(self.cx, start);
                    }
                    let kind = html::element(self.cx, name, start.clone(), content);
                    self.push(kind, start.start..range.end);
                }
                other => {
                    self.tags.extend(other);
                    html::report(self.cx, tag, range);
                }
            },
            Tag::Other => html::report(self.cx, tag, range),
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        self.flush();
        for (_, _, range) in std::mem::take(&mut self.tags) {
            let tag = self.cx.slice(range.clone());
            html::report(self.cx, tag, range);
        }
        merge(self.done)
    }
}

fn drop_opening_bracket(content: &mut Vec<Inline>) {
    let Some(Inline { kind: InlineKind::Text(text), span }) = content.first_mut() else { return };
    if text.starts_with('[') {
        text.remove(0);
        span.start = span.start.saturating_add(1).min(span.end);
    }
    if text.is_empty() {
        content.remove(0);
    }
}

/// Does a word stand right behind this text?
fn continues(node: Node<'_>) -> bool {
    node.next_sibling().is_some_and(|next| !matches!(next.data().value, NodeValue::SoftBreak | NodeValue::LineBreak))
}

/// Joins texts that stand side by side.
fn merge(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (merged.last_mut(), &inline.kind) {
            (Some(Inline { kind: InlineKind::Text(before), span }), InlineKind::Text(text)) => {
                before.push_str(text);
                *span = span.join(inline.span);
            }
            _ => merged.push(inline),
        }
    }
    merged
}
