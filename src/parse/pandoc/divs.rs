//! Divs in Pandoc's and Quarto's decks.

use comrak::nodes::{Node, NodeValue};

use super::attributes;
use crate::model::{Audiences, Block, BlockKind, CalloutKind, Column, InlineKind, Length, plain_text, walk_inlines};
use crate::parse::attributes::{self as braces, Attributes};
use crate::parse::blocks;
use crate::parse::context::Context;
use crate::parse::divs::{info_of, inside, line, notes, number};
use crate::parse::known::{Element, ElementSettings};
use crate::parse::losses::Fate;
use crate::parse::{definitions, steps, stray, tags};
use crate::settings::shortened;
use crate::source::Span;

/// Classes whose meaning is that their content is there.
const PLAIN: &[&str] =
    &["incremental", "nonincremental", "cell", "cell-output", "center", "smaller", "scrollable", "quarto-figure", "figure"];

/// What a line that opens a div says.
pub struct Opener {
    settings: ElementSettings,
    pairs: Vec<(String, String)>,
    span: Span,
}

impl Opener {
    fn has(&self, class: &str) -> bool {
        self.settings.classes.iter().any(|known| known.value == class)
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }
}

/// Converts a div.
pub fn block(cx: &mut Context<'_>, node: Node<'_>, info: &str, depth: usize, out: &mut Vec<Block>) {
    let Some(opener) = opener(cx, info) else {
        out.extend(inside(cx, node, depth + 1));
        return;
    };
    definitions::report_in_block(cx, node, cx.around.clone().as_ref(), opener.settings.audience.as_ref());
    within(cx, &opener, |cx| {
        if opener.has("notes") {
            return notes(cx, node, opener.settings.lang.as_deref(), depth);
        }
        if opener.has("fragment") && depth > 0 {
            cx.approximated(opener.span, "fragments within a column or another block are shown at once");
        } else if opener.has("fragment") && !cx.in_notes && !out.is_empty() {
            out.push(Block { kind: BlockKind::Pause, span: opener.span, audience: None });
        }
        let before = out.len();
        blocks::nested(cx, node, depth, out, |cx| content(cx, node, &opener, depth));
        for made in &mut out[before..] {
            made.audience.clone_from(&opener.settings.audience);
        }
    });
}

/// Does something with what a div sets in force.
fn within<'a>(cx: &mut Context<'a>, opener: &Opener, inside: impl FnOnce(&mut Context<'a>)) {
    let (outside, incremental) = (cx.around.clone(), cx.incremental);
    enter(cx, opener);
    let quotes = cx.smart.speak_within(opener.settings.lang.as_deref());
    inside(cx);
    cx.smart.go_back(quotes);
    cx.incremental = incremental;
    cx.around = outside;
}

/// Puts what a div sets in force. The caller puts back what held before.
pub fn enter(cx: &mut Context<'_>, opener: &Opener) {
    cx.around = cx.both(cx.around.as_ref(), opener.settings.audience.clone());
    steps::enter(cx, &opener.settings.classes);
}

/// Is it only there to hold slides: does it begin with a heading, and is it no part of a slide itself?
pub fn holds_slides(cx: &mut Context<'_>, node: Node<'_>, info: &str) -> Option<(Opener, Option<Audiences>)> {
    let part_of_slide = |class: &str| {
        matches!(class, "column" | "columns" | "notes" | "fragment" | "aside" | "panel-tabset" | "r-stack" | "footer")
            || class.starts_with("callout-")
    };
    let mut headings = node.children().filter_map(|child| match &child.data().value {
        NodeValue::Heading(heading) if line(cx, child).is_none() => Some(heading.level),
        _ => None,
    });
    let first = node.first_child()?;
    let first_is_heading = matches!(first.data().value, NodeValue::Heading(_)) && line(cx, first).is_none();
    let first = headings.next()?;
    if !first_is_heading || first > cx.slide_level || headings.any(|level| level <= first) {
        return None;
    }
    let opener = opener(cx, info)?;
    let audience = opener.settings.audience.clone();
    (!opener.settings.classes.iter().any(|class| part_of_slide(&class.value))).then_some((opener, audience))
}

/// Reads what stands behind the colons. Braces that can't be read set nothing.
fn opener(cx: &mut Context<'_>, info: &str) -> Option<Opener> {
    let found = number(info).and_then(|n| cx.prepared.divs.get(n))?;
    let span = cx.span(found.fence.clone());
    let written = cx.slice(found.info.clone());
    let name = written.split([' ', '\t', '{']).next().unwrap_or_default();
    let rest = written[name.len()..].trim_start();
    let open = found.info.end - rest.len();
    let mut attributes = Attributes::default();
    if found.html {
        attributes = tags::attributes(cx.text(), found.info.clone());
    } else if rest.starts_with('{')
        && let Ok(read) = braces::parse(cx.text(), open, found.info.end)
    {
        attributes = read;
    }
    let mut settings = attributes::element(cx, &attributes, Element::Column);
    if !name.is_empty() && !found.html {
        let name = name.trim_start_matches('.');
        if cx.is_audience(name) {
            attributes::report_audience(cx, name, span);
        }
        settings.classes.insert(0, crate::source::Spanned::new(name.to_owned(), span));
    }
    Some(Opener { pairs: attributes::pairs(&attributes), settings, span })
}

/// The block that a div is; none where nothing is in it.
fn content(cx: &mut Context<'_>, node: Node<'_>, opener: &Opener, depth: usize) -> Option<BlockKind> {
    if opener.has("columns") {
        return Some(BlockKind::Columns(columns(cx, node, depth)));
    }
    if let Some(kind) = opener.settings.classes.iter().find_map(|class| callout(&class.value)) {
        return Some(callout_block(cx, node, opener, kind, depth));
    }
    note_others(cx, opener);
    let content = inside(cx, node, depth + 1);
    let side_by_side = opener.get("layout-ncol").and_then(|n| n.parse::<usize>().ok()).filter(|n| *n > 1 && content.len() == *n);
    if side_by_side.is_some() {
        let column = |block: Block| Column { width: None, span: block.span, content: vec![block] };
        return Some(BlockKind::Columns(content.into_iter().map(column).collect()));
    }
    let classes = opener.settings.classes.iter().map(|class| class.value.clone()).collect();
    (!content.is_empty()).then_some(BlockKind::Group { classes, lang: opener.settings.lang.clone(), content })
}

fn note_others(cx: &mut Context<'_>, opener: &Opener) {
    let span = opener.span;
    for key in ["layout", "layout-ncol", "layout-nrow"] {
        if opener.get(key).is_some() {
            cx.approximated(span, "what a `layout` arranges in rows stands below each other");
        }
    }
    for class in &opener.settings.classes {
        let what = match class.value.as_str() {
            "aside" => "asides stand in the text",
            "panel-tabset" | "tabset" => "tabs stand below each other",
            "r-stack" => "what lies on top of each other (`r-stack`) stands below each other",
            "r-fit-text" => "text that fills the slide (`r-fit-text`) has its usual size",
            "footer" => "footers of single slides stand in the text",
            "fragment" => "fragments appear in the order of the text, without effects",
            name if PLAIN.contains(&name) => continue,
            // Reported where the settings are read.
            name if cx.is_audience(name) => continue,
            name => {
                let what = format!("classes that a style sheet draws, such as `{}`, have no effect", shortened(name));
                cx.losses.note_kind(Fate::Approximated, class.span, "classes", &what);
                continue;
            }
        };
        cx.approximated(span, what);
    }
}

/// The columns; what stands between them becomes columns of its own.
fn columns(cx: &mut Context<'_>, node: Node<'_>, depth: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for child in node.children() {
        let span = cx.node_span(child);
        let opener = info_of(cx, child).and_then(|info| opener(cx, &info)).filter(|opener| opener.has("column"));
        let mut content = Vec::new();
        let Some(opener) = opener else {
            blocks::block(cx, child, depth + 1, &mut content);
            if !content.is_empty() {
                columns.push(Column { width: None, content, span });
            }
            continue;
        };
        definitions::report_in_block(cx, child, cx.around.clone().as_ref(), opener.settings.audience.as_ref());
        within(cx, &opener, |cx| content = inside(cx, child, depth + 2));
        if let Some(audience) = opener.settings.audience.clone().filter(|_| !content.is_empty()) {
            content = vec![Block {
                kind: BlockKind::Group { classes: Vec::new(), lang: None, content },
                span,
                audience: Some(audience),
            }];
        }
        let width = match opener.settings.width {
            Some(Length::Percent(percent)) => Some(percent),
            _ => None,
        };
        columns.push(Column { width, content, span });
    }
    columns
}

/// `callout-note`, `callout-tip` …
fn callout(class: &str) -> Option<CalloutKind> {
    Some(match class.strip_prefix("callout-")? {
        "note" => CalloutKind::Note,
        "tip" => CalloutKind::Tip,
        "important" => CalloutKind::Important,
        "warning" => CalloutKind::Warning,
        "caution" => CalloutKind::Caution,
        _ => return None,
    })
}

/// The title is `title=`, else a heading at the beginning. A heading that is not for everyone, or in part, stays what it is: a title has
/// no audience of its own.
fn callout_block(cx: &mut Context<'_>, node: Node<'_>, opener: &Opener, kind: CalloutKind, depth: usize) -> BlockKind {
    let mut content = inside(cx, node, depth + 1);
    if opener.get("title").is_some_and(attributes::text_says_for_whom) {
        cx.report(stray::for_everyone(opener.span));
    }
    let mut title = opener.get("title").map(|title| crate::parse::plain::text(title).text);
    if title.is_none()
        && let Some(Block { kind: BlockKind::Heading { content: heading, .. }, audience: None, .. }) = content.first()
        && walk_inlines(heading).all(|inline| !matches!(inline.kind, InlineKind::Marked { audience: Some(_), .. }))
    {
        title = Some(plain_text(heading));
        content.remove(0);
    }
    BlockKind::Callout { kind, title, content }
}
