//! Where the slides of Pandoc's and Quarto's decks begin.

use comrak::nodes::{Node, NodeValue};

use super::divs;
use super::text::is_table_rule;
use crate::model::{Audiences, Block, BlockKind, Deck, Heading, Inline, InlineKind, Layout, Origin, Section};
use crate::parse::context::Context;
use crate::parse::divs as parse_divs;
use crate::parse::known::{self, HeadingKind};
use crate::parse::slides::{Draft, finish, title_slide};
use crate::parse::{blocks, definitions, heading, inlines, room};
use crate::source::{Span, Spanned};

/// Reads the slides of a document into the deck.
pub fn read(cx: &mut Context<'_>, document: Node<'_>, deck: &mut Deck) {
    cx.slide_level = cx.pandoc.slide_level.unwrap_or_else(|| slide_level(document));
    deck.meta.slide_level = cx.slide_level;
    let title = title_slide(&deck.meta).map(|title| completed(cx, title));
    let mut splitter = Splitter { cx, drafts: Vec::new(), current: None, rule: None };
    for node in document.children() {
        splitter.node(node);
    }
    splitter.take_rule();
    splitter.finish_slide();
    let mut drafts = splitter.drafts;
    if let Some(title) = title.filter(|_| !drafts.is_empty()) {
        drafts.insert(0, title);
    }
    finish(cx, drafts, deck);
}

/// Pandoc's rule: the highest level with a heading that is followed by something else than a heading or rule.
fn slide_level(document: Node<'_>) -> u8 {
    let mut level = 6;
    let mut nodes = document.children().filter(|node| !matches!(node.data().value, NodeValue::FootnoteDefinition(_))).peekable();
    while let Some(node) = nodes.next() {
        let NodeValue::Heading(heading) = node.data().value else { continue };
        let followed =
            nodes.peek().is_some_and(|next| !matches!(next.data().value, NodeValue::Heading(_) | NodeValue::ThematicBreak));
        if followed && heading.level < level {
            level = heading.level;
        }
    }
    level
}

/// The institutes stand below the authors, the picture behind all of it.
fn completed(cx: &Context<'_>, mut title: Draft) -> Draft {
    for institute in &cx.pandoc.institutes {
        let text = Inline { kind: InlineKind::Text(institute.value.clone()), span: institute.span };
        title.slide.content.push(Block { kind: BlockKind::Paragraph(vec![text]), span: institute.span, audience: None });
    }
    title.slide.backgrounds.extend(cx.pandoc.title_background.clone());
    title
}

struct Splitter<'c, 'a> {
    cx: &'c mut Context<'a>,
    drafts: Vec<Draft>,
    current: Option<Draft>,
    /// A rule that nothing has followed yet.
    rule: Option<Span>,
}

impl Splitter<'_, '_> {
    fn node(&mut self, node: Node<'_>) {
        let value = &node.data().value;
        match value {
            NodeValue::Heading(_) if parse_divs::line(self.cx, node).is_some() => self.slide_content(node),
            NodeValue::Heading(heading) if heading.level <= self.cx.slide_level => {
                if heading.level < self.cx.slide_level {
                    self.take_rule();
                }
                self.rule = None;
                self.heading(node, heading.level);
            }
            NodeValue::ThematicBreak => self.thematic_break(node),
            NodeValue::FootnoteDefinition(_) => self.content(node),
            NodeValue::BlockDirective(div) => match divs::holds_slides(self.cx, node, &div.info) {
                Some((opener, audience)) => self.slides_in(node, &opener, audience),
                None => self.slide_content(node),
            },
            _ => self.slide_content(node),
        }
    }

    /// A div around slides: what it sets holds for all of them.
    fn slides_in(&mut self, node: Node<'_>, opener: &divs::Opener, audience: Option<Audiences>) {
        let first = self.drafts.len() + usize::from(self.current.is_some());
        let around = self.cx.around.clone();
        let incremental = self.cx.incremental;
        definitions::report_in_block(self.cx, node, around.as_ref(), audience.as_ref());
        divs::enter(self.cx, opener);
        for child in node.children() {
            self.node(child);
        }
        self.cx.incremental = incremental;
        self.cx.around = around;
        let Some(audience) = audience else { return };
        for Draft { slide, .. } in self.drafts.iter_mut().skip(first).chain(self.current.as_mut()) {
            let own = slide.audience.take().map(|own| own.value);
            slide.audience = self.cx.both(Some(&audience), own).map(|both| Spanned::new(both, slide.span));
        }
    }

    fn thematic_break(&mut self, node: Node<'_>) {
        let range = self.cx.range(node);
        let span = self.cx.span(range.clone());
        if is_table_rule(self.cx.slice(range)) {
            return self.cx.approximated(span, "grid, simple and multiline tables are shown as they are written");
        }
        self.take_rule();
        self.rule = Some(span);
    }

    /// A rule starts a slide without a title, unless a heading that starts one follows it.
    fn take_rule(&mut self) {
        if let Some(span) = self.rule.take() {
            self.finish_slide();
            self.current = Some(Draft::new(Origin::Break, span));
        }
    }

    fn slide_content(&mut self, node: Node<'_>) {
        self.take_rule();
        if self.current.is_none() {
            let span = self.cx.node_span(node);
            self.current = Some(Draft::new(Origin::Break, span));
        }
        self.content(node);
    }

    fn content(&mut self, node: Node<'_>) {
        let mut content = self.current.as_mut().map(|draft| std::mem::take(&mut draft.slide.content)).unwrap_or_default();
        blocks::block(self.cx, node, 0, &mut content);
        if let Some(draft) = &mut self.current {
            draft.slide.content = content;
            draft.slide.notes.append(&mut self.cx.notes);
            draft.slide.backgrounds.append(&mut self.cx.backgrounds.found);
        }
    }

    fn finish_slide(&mut self) {
        let Some(mut draft) = self.current.take() else { return };
        // A section's slide has little room below its title.
        if draft.slide.origin == Origin::Section && !room::is_short(&draft.slide.content) {
            draft.about.layout = Some(Spanned::new(Layout::Content, draft.slide.span));
        }
        self.drafts.push(draft);
    }

    fn heading(&mut self, node: Node<'_>, level: u8) {
        self.finish_slide();
        let is_section = level < self.cx.slide_level;
        let attributes = heading::attributes(self.cx, node);
        let mut settings =
            known::heading(self.cx, &attributes, if is_section { HeadingKind::Section } else { HeadingKind::Slide });
        let mut content = inlines::children(self.cx, node, 0);
        blocks::trim_edges(&mut content);
        let range = self.cx.range(node);
        let span = self.cx.span(range.clone());
        let own = self.cx.span(heading::without_braces(self.cx, range, &attributes));
        let origin = if is_section { Origin::Section } else { Origin::Heading };
        let mut draft = Draft::new(origin, span);
        let audience = settings.audience.as_ref().map(|audience| audience.value.clone());
        if is_section {
            let allow = std::mem::take(&mut settings.allow);
            draft.about.section =
                Some(Section { slide: 0, time: None, own_times: Vec::new(), audience, appendix: false, allow, lang: None, span });
        }
        draft.slide.heading = (!content.is_empty()).then_some(Heading { content, plain: None, span: own });
        draft.slide.audience = settings.audience;
        draft.slide.skip = settings.skip;
        draft.slide.lang = settings.lang;
        draft.slide.key = settings.key;
        draft.slide.allow = settings.allow;
        draft.slide.backgrounds.extend(settings.background);
        draft.slide.notes.append(&mut self.cx.notes);
        draft.about.id = settings.id;
        self.current = Some(draft);
    }
}
