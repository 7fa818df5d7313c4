//! Where the slides of a Marp deck begin, and what holds for each.

use comrak::nodes::{Node, NodeValue};

use super::boxes::Boxes;
use super::directives::{self, Global, Local, Setting};
use super::{classes, comments, meta, picture};
use crate::model::{Background, BackgroundFit, Deck, Furniture, Heading, Inline, Layout, Origin, Picture};
use crate::parse::context::Context;
use crate::parse::slides::{Draft, finish};
use crate::parse::{blocks, inlines, plain};
use crate::settings::shortened;
use crate::source::{Span, Spanned};

/// Reads the slides of a document into the deck. `front` is what its front matter says.
pub fn read(cx: &mut Context<'_>, document: Node<'_>, front: &[Setting], deck: &mut Deck) {
    let mut global = Global::default();
    directives::add_global(&mut global, front);
    for settings in comments_of(cx, document).iter().filter_map(|comment| directives_of(comment)) {
        directives::add_global(&mut global, &settings);
    }
    for sheet in sheets(cx, document) {
        cx.marp.styles.add(&sheet);
    }
    if let Some(style) = global.get("style") {
        cx.marp.styles.add(&style.value.joined());
    }
    meta::report_unknown(cx, front);
    meta::apply(cx, &global, &mut deck.meta);
    cx.marp.apply(front);
    let start = Draft::new(Origin::Break, cx.span(0..0));
    let mut splitter =
        Splitter { cx, global, drafts: Vec::new(), current: start, boxes: Boxes::default(), visible: false, page: 0 };
    for node in document.children() {
        splitter.node(node);
    }
    let any = splitter.visible || !splitter.drafts.is_empty() || !splitter.current.slide.notes.is_empty();
    if any {
        splitter.finish_slide();
    }
    let drafts = splitter.drafts;
    finish(cx, drafts, deck);
}

/// The style sheets that stand between the slides.
fn sheets(cx: &Context<'_>, document: Node<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for node in document.children() {
        if let NodeValue::HtmlBlock(block) = &node.data().value
            && block.literal.contains("<style")
        {
            let sheet = |part: &str| part.split_once('>').map(|(_, css)| css.split("</style").next().unwrap_or("").to_owned());
            let literal = cx.restore(&block.literal, cx.range(node));
            found.extend(literal.split("<style").skip(1).filter_map(sheet));
        }
    }
    found
}

/// The places of all comments, wherever they stand.
fn comments_of(cx: &Context<'_>, document: Node<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for node in document.descendants() {
        let html = match &node.data().value {
            NodeValue::HtmlBlock(block) => block.literal.clone(),
            NodeValue::HtmlInline(html) => html.clone(),
            _ => continue,
        };
        found.extend(html.split("<!--").skip(1).map(|rest| format!("<!--{rest}")));
    }
    found.extend(cx.prepared.masks.comments(cx.text()).map(str::to_owned));
    found
}

fn directives_of(comment: &str) -> Option<Vec<Setting>> {
    match comments::kind(comments::inside(comment), 0, crate::source::FileId(0)) {
        comments::Kind::Directives(settings) => Some(settings),
        _ => None,
    }
}

struct Splitter<'c, 'a> {
    cx: &'c mut Context<'a>,
    global: Global,
    drafts: Vec<Draft>,
    current: Draft,
    /// The content of the current slide.
    boxes: Boxes,
    /// Was there anything but comments so far?
    visible: bool,
    /// The number of the page before.
    page: u32,
}

impl Splitter<'_, '_> {
    fn node(&mut self, node: Node<'_>) {
        let value = &node.data().value;
        match value {
            NodeValue::ThematicBreak => {
                self.start_slide(node);
                self.visible = true;
            }
            NodeValue::Heading(heading) => {
                if self.visible && directives::divides(self.global.get("headingDivider"), heading.level) {
                    self.start_slide(node);
                }
                self.visible = true;
                self.heading(node);
            }
            NodeValue::HtmlBlock(block) => {
                let hidden = ["<!--", "<style"].iter().any(|start| block.literal.trim_start().starts_with(start));
                self.visible |= !hidden;
                self.content(node);
            }
            _ => {
                self.visible = true;
                self.content(node);
            }
        }
    }

    fn start_slide(&mut self, node: Node<'_>) {
        self.finish_slide();
        let span = self.cx.node_span(node);
        self.current = Draft::new(Origin::Break, span);
    }

    /// The first heading is the slide's title where nothing stands above it in the order of the text.
    fn heading(&mut self, node: Node<'_>) {
        if self.current.slide.heading.is_some() || !self.boxes.is_at_top() {
            return self.content(node);
        }
        let mut content = inlines::children(self.cx, node, 0);
        // A comment before or behind the title leaves a space there.
        blocks::trim_edges(&mut content);
        let span = self.cx.node_span(node);
        self.take_notes_and_backgrounds();
        if !content.is_empty() {
            self.title(content, span);
        }
    }

    fn content(&mut self, node: Node<'_>) {
        if let NodeValue::HtmlBlock(_) = &node.data().value {
            let range = self.cx.range(node);
            self.boxes.html(self.cx, range);
            if self.current.slide.heading.is_none()
                && let Some((content, span)) = self.boxes.take_title()
            {
                self.title(content, span);
            }
        } else {
            let mut content = Vec::new();
            blocks::block(self.cx, node, self.boxes.depth(), &mut content);
            self.boxes.extend(content);
        }
        self.take_notes_and_backgrounds();
    }

    fn title(&mut self, content: Vec<Inline>, span: Span) {
        self.current.slide.span = span;
        self.current.slide.origin = Origin::Heading;
        self.current.slide.heading = Some(Heading { content, plain: None, span });
    }

    fn take_notes_and_backgrounds(&mut self) {
        self.current.slide.notes.append(&mut self.cx.notes);
        self.current.slide.backgrounds.append(&mut self.cx.backgrounds.found);
    }

    fn finish_slide(&mut self) {
        let local = self.cx.marp.finish_slide();
        let empty = Draft::new(Origin::Break, self.current.slide.span);
        let mut draft = std::mem::replace(&mut self.current, empty);
        let header = local.get("header").is_none_or(|header| header.value.trim().is_empty());
        let bar = if header { self.boxes.take_bar(self.cx) } else { None };
        draft.slide.content = self.boxes.finish(self.cx);
        // A slide that starts with the file has no rule to point at.
        let first = draft.slide.content.first().filter(|_| draft.slide.heading.is_none() && draft.slide.span.end == 0);
        draft.slide.span = first.map_or(draft.slide.span, |first| first.span);
        report_looks(self.cx, &local);
        draft.about.layout = self.layout(&local, &draft);
        let furniture = self.furniture(&local);
        draft.slide.furniture = Some(match bar {
            Some((header, span)) => {
                self.cx.approximated(span, "bars that have a place of their own above the text are in the header");
                Furniture { header, ..furniture }
            }
            None => furniture,
        });
        picture::share_side(&mut draft.slide.backgrounds);
        if let Some(background) = background_image(self.cx, &local) {
            draft.slide.backgrounds.insert(0, background);
        }
        self.drafts.push(draft);
    }

    fn layout(&mut self, local: &Local, draft: &Draft) -> Option<Spanned<Layout>> {
        let classes = local.get("class")?;
        for name in classes.value.split_whitespace() {
            let what = match classes::class(name) {
                classes::Class::Layout(_) | classes::Class::Lead => continue,
                classes::Class::Look => format!("the class `{name}` changes colours and sizes, which the theme decides"),
                classes::Class::Unknown => format!("the class `{}` has no layout here", shortened(name)),
            };
            self.cx.approximated(classes.span, &what);
        }
        let slide = &draft.slide;
        let layout = classes::layout(&classes.value, self.drafts.is_empty(), slide.heading.is_some(), &slide.content);
        layout.map(|layout| Spanned::new(layout, classes.span))
    }

    fn furniture(&mut self, local: &Local) -> Furniture {
        let pagination = directives::pagination(local);
        self.page += u32::from(pagination.counts);
        // A page that is held before any is counted is the first.
        self.page = self.page.max(u32::from(pagination.shown));
        let mut text = |name| local.get(name).map_or_else(String::new, |value| edge_text(self.cx, value));
        let (header, footer) = (text("header"), text("footer"));
        Furniture { header, footer, number: pagination.shown.then_some(self.page) }
    }
}

/// Says once what is not followed.
fn report_looks(cx: &mut Context<'_>, local: &Local) {
    const COLOURS: &str = "colours of single slides are left out: those of the theme stay readable";
    for name in ["color", "backgroundColor"] {
        if let Some(value) = local.get(name).filter(|value| !value.value.is_empty()) {
            cx.dropped(value.span, COLOURS);
        }
    }
    if let Some(value) = local.get("transition").filter(|value| !matches!(value.value.as_str(), "" | "none" | "false")) {
        cx.dropped(value.span, "transitions between slides are left out");
    }
}

/// `backgroundImage: url(…)` with `backgroundSize`.
fn background_image(cx: &mut Context<'_>, local: &Local) -> Option<Background> {
    let image = local.get("backgroundImage").filter(|value| !matches!(value.value.trim(), "" | "none"))?;
    let Some(path) = url(&image.value) else {
        cx.dropped(image.span, "backgrounds that are no picture, such as colour gradients, are left out");
        return None;
    };
    let fit = match local.get("backgroundSize").map(|size| size.value.trim()) {
        None | Some("" | "cover") => BackgroundFit::Cover,
        Some("contain") => BackgroundFit::Contain,
        Some("auto") => BackgroundFit::Natural,
        Some(size) => size
            .split_whitespace()
            .next()
            .and_then(|size| size.strip_suffix('%')?.parse().ok())
            .map_or(BackgroundFit::Cover, BackgroundFit::Percent),
    };
    for name in ["backgroundPosition", "backgroundRepeat"] {
        if let Some(value) = local.get(name) {
            cx.approximated(value.span, "backgrounds stand in the middle and are not repeated");
        }
    }
    let picture = Picture {
        path: Spanned::new(path.to_owned(), image.span),
        alt: String::new(),
        caption: None,
        plain: None,
        lang: None,
        width: None,
        height: None,
    };
    Some(Background { fit, ..Background::new(picture) })
}

/// The path in `url("…")`.
fn url(value: &str) -> Option<&str> {
    let inside = value.trim().strip_prefix("url(")?.strip_suffix(')')?;
    let path = inside.trim().trim_matches(['"', '\'']).trim();
    (!path.is_empty()).then_some(path)
}

/// The text of a header or footer, which is Markdown. Pictures in it are left out.
fn edge_text(cx: &mut Context<'_>, value: &Spanned<String>) -> String {
    let plain = plain::text(&value.value);
    if plain.pictures {
        cx.dropped(value.span, "pictures in headers and footers are left out");
    }
    if plain.marks {
        cx.approximated(value.span, "headers and footers are plain text");
    }
    plain.text
}
