//! Code blocks in Pandoc's and Quarto's decks: cells, classes, raw content.

use std::ops::Range;

use comrak::nodes::{Node, NodeCodeBlock};

use super::attributes;
use crate::model::{Audiences, Block, BlockKind, CodeBlock};
use crate::parse::attributes as braces;
use crate::parse::code;
use crate::parse::context::Context;
use crate::parse::known::{Element, ElementSettings};
use crate::parse::steps;
use crate::source::Spanned;

/// Diagrams in words, which other programs draw.
const DIAGRAMS: &[&str] = &["mermaid", "dot", "graphviz", "plantuml"];

/// What stands behind an opening fence.
enum Info {
    /// `{=html}`
    Raw(String),
    /// `{python}`, with what follows the name.
    Cell(String, String),
    /// A language and settings.
    Shown(String, Box<ElementSettings>),
}

/// Reads a code block. One that isn't shown is none.
pub fn block(cx: &mut Context<'_>, node: Node<'_>, block: &NodeCodeBlock, range: Range<usize>, out: &mut Vec<Block>) {
    let span = cx.span(range.clone());
    let text = code::text(cx, block, range.clone());
    if code::is_formula(cx, node) {
        return out.push(Block { kind: BlockKind::Math(text.trim().to_owned()), span, audience: None });
    }
    if block.fenced && !block.closed {
        code::report_unclosed(cx, block, range.start);
    }
    let info = if block.fenced { read_info(cx, block, range.start) } else { Info::Shown(String::new(), Box::default()) };
    match info {
        Info::Raw(format) => raw(cx, &format, &text, span, out),
        Info::Cell(language, options) => cell(cx, language, &options, &text, span, out),
        Info::Shown(language, settings) => {
            if DIAGRAMS.contains(&language.as_str()) {
                cx.approximated(span, "diagrams are shown as their source");
            }
            let highlight =
                settings.highlight.as_ref().map_or_else(Vec::new, |lines| steps::highlighted(cx, lines, text.lines().count()));
            push(out, language, text, highlight, span, settings.audience);
        }
    }
}

fn push(
    out: &mut Vec<Block>,
    language: String,
    text: String,
    highlight: Vec<Vec<usize>>,
    span: crate::source::Span,
    audience: Option<Audiences>,
) {
    let kind = BlockKind::Code(CodeBlock { language, text, highlight, plain: None, file: None });
    out.push(Block { kind, span, audience });
}

/// Formulas in raw LaTeX are shown; the rest is for one output alone.
fn raw(cx: &mut Context<'_>, format: &str, text: &str, span: crate::source::Span, out: &mut Vec<Block>) {
    if let Some(formula) = super::text::formula(text).filter(|_| matches!(format, "latex" | "tex" | "beamer")) {
        return out.push(Block { kind: BlockKind::Math(formula), span, audience: None });
    }
    cx.dropped(span, "raw content for one output, such as `{=html}`, is left out");
}

/// A cell: its code is shown unless it says otherwise, what it would print is not there.
fn cell(cx: &mut Context<'_>, language: String, options: &str, text: &str, span: crate::source::Span, out: &mut Vec<Block>) {
    if DIAGRAMS.contains(&language.as_str()) {
        cx.approximated(span, "diagrams are shown as their source");
        let (_, code) = cell_options(text);
        return push(out, language, code, Vec::new(), span, None);
    }
    let (written, code) = cell_options(text);
    let find = |key: &str| written.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
    let inline = |key: &str| {
        let wanted = format!("{key}=");
        let compact: String = options.chars().filter(|c| !c.is_whitespace()).collect();
        compact.split(',').find_map(|option| option.strip_prefix(&wanted).map(str::to_lowercase))
    };
    let is_false = |key: &str| match (find(key), inline(key)) {
        (Some(value), _) => Some(value.eq_ignore_ascii_case("false")),
        (None, Some(value)) => Some(matches!(value.as_str(), "false" | "f")),
        (None, None) => None,
    };
    cx.approximated(span, "code cells are shown and not run: what they print or draw is missing");
    let hidden = is_false("include") == Some(true) || is_false("echo").unwrap_or(!cx.pandoc.echo);
    if hidden {
        return cx.dropped(span, "code cells that are not shown (`echo: false`) are left out with their results");
    }
    if code.trim().is_empty() {
        return;
    }
    let lines = find("code-line-numbers").map(|lines| Spanned::new(lines.trim_matches(['"', '\'']).to_owned(), span));
    let lines = lines.filter(|lines| lines.value.contains(|c: char| c.is_ascii_digit()));
    let highlight = lines.map_or_else(Vec::new, |lines| steps::highlighted(cx, &lines, code.lines().count()));
    push(out, language, code, highlight, span, None);
}

/// The lines of options at the beginning of a cell (`#| echo: false`), and the code below them.
fn cell_options(text: &str) -> (Vec<(String, String)>, String) {
    let option = |line: &str| {
        let rest = ["#|", "//|", "%%|", "--|", "*|", ";;|"].iter().find_map(|mark| line.trim_start().strip_prefix(mark))?;
        Some(
            rest.split_once(':')
                .map_or((String::new(), String::new()), |(key, value)| (key.trim().to_owned(), value.trim().to_owned())),
        )
    };
    let options: Vec<(String, String)> = text.lines().map_while(option).collect();
    let code = text.lines().skip(options.len()).collect::<Vec<_>>().join("\n");
    (options, code.trim_matches('\n').to_owned())
}

fn read_info(cx: &mut Context<'_>, block: &NodeCodeBlock, start: usize) -> Info {
    let from = start + block.fence_length;
    let end = cx.text().get(from..).and_then(|rest| rest.find(['\n', '\r'])).map_or(cx.text().len(), |n| from + n);
    let line = cx.slice(from..end);
    let info = line.trim();
    if let Some(format) = info.strip_prefix("{=").and_then(|rest| rest.strip_suffix('}')) {
        return Info::Raw(format.trim().to_owned());
    }
    let inside = info.trim_start_matches('{');
    let length = inside.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(inside.len());
    if info.starts_with('{') && length > 0 && !inside[length..].starts_with('=') {
        return Info::Cell(inside[..length].to_lowercase(), inside[length..].trim_end_matches('}').to_owned());
    }
    let word = info.split([' ', '\t', '{']).next().unwrap_or_default().to_owned();
    let at = from + (line.len() - line.trim_start().len()) + word.len();
    let rest = cx.slice(at..end);
    let open = at + rest.len() - rest.trim_start().len();
    let mut settings = ElementSettings::default();
    if cx.slice(open..end).starts_with('{')
        && let Ok(written) = braces::parse(cx.text(), open, end)
    {
        settings = attributes::element(cx, &written, Element::CodeBlock);
    }
    let classes = std::mem::take(&mut settings.classes);
    let language = if word.is_empty() { classes.into_iter().next().map(|class| class.value) } else { Some(word) };
    Info::Shown(language.unwrap_or_default(), Box::new(settings))
}
