//! Code blocks, and the formulas that were protected as such.

use std::ops::Range;

use comrak::nodes::{Node, NodeCodeBlock};

use super::attributes::{self, Attributes};
use super::context::Context;
use super::known::{self, Element, ElementSettings};
use super::{formula, prepare, steps};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, CodeBlock, CodeFile, RawTypst};
use crate::settings::shortened;

/// Fences whose content a later version draws.
const LATER: &[&str] = &["mermaid", "chart"];

/// Reads a code block.
pub fn block(cx: &mut Context<'_>, node: Node<'_>, code: &NodeCodeBlock, range: Range<usize>) -> Block {
    let span = cx.span(range.clone());
    let text = text(cx, code, range.clone());
    if is_formula(cx, node) {
        let tex = text.trim().to_owned();
        formula::report(cx, &tex, range);
        return Block { kind: BlockKind::Math(tex), span, audience: None };
    }
    let info = if code.fenced { read_info(cx, code, range.start) } else { Info::default() };
    if code.fenced && !code.closed {
        report_unclosed(cx, code, range.start);
    } else if code.fenced {
        report_swallowed(cx, code, range.clone());
    }
    let Info { language, mut settings, raw } = info;
    if raw && !cx.in_notes {
        let raw = RawTypst { lines: line_starts(cx, range, &text), text };
        return Block { kind: BlockKind::Typst(raw), span, audience: None };
    }
    let file = code_file(cx, &mut settings, &text);
    let highlight =
        settings.highlight.as_ref().map_or_else(Vec::new, |lines| steps::highlighted(cx, lines, text.lines().count()));
    let kind = BlockKind::Code(CodeBlock { language, text, highlight, plain: settings.plain, file });
    Block { kind, span, audience: settings.audience }
}

/// Where the lines of a block's content start in the file, behind what is indented.
fn line_starts(cx: &Context<'_>, range: Range<usize>, text: &str) -> Vec<u32> {
    let mut at = range.start;
    let mut starts = Vec::new();
    for line in text.split('\n') {
        at += cx.slice(at..range.end).find('\n').map_or(range.end - at, |n| n + 1);
        let written = cx.slice(at..range.end).lines().next().unwrap_or("");
        let indent = written.len().saturating_sub(line.len());
        starts.push(u32::try_from(at + indent).unwrap_or(u32::MAX));
    }
    starts
}

/// The file that the code is to be read from; its `highlight` waits till then.
fn code_file(cx: &mut Context<'_>, settings: &mut ElementSettings, text: &str) -> Option<CodeFile> {
    let Some(path) = settings.file.take() else {
        if let Some(lines) = &settings.lines {
            let finding = Diagnostic::new(Code::UnknownAttribute, lines.span, "`lines` says which lines of a file are shown");
            cx.report(finding.help("add `file=\"src/a.rs\"`; to mark lines, write `highlight=\"2-3\"`"));
        }
        return None;
    };
    if !text.trim().is_empty() {
        let finding = Diagnostic::new(Code::BadValue, path.span, "this block has code of its own, and a file besides");
        cx.report(finding.help("leave nothing between the fences, or take `file` away"));
    }
    Some(CodeFile { path, lines: settings.lines.take(), highlight: settings.highlight.take() })
}

/// The code, without the last line end, lines ended by LF.
pub fn text(cx: &Context<'_>, code: &NodeCodeBlock, range: Range<usize>) -> String {
    let text = cx.restore(&code.literal, range);
    text.strip_suffix('\n').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n")
}

/// Is this one of the formulas that stood between lines of `$$`?
pub fn is_formula(cx: &Context<'_>, node: Node<'_>) -> bool {
    let line = cx.line_start(node.data().sourcepos.start.line);
    cx.prepared.formulas.binary_search(&line).is_ok()
}

pub fn report_unclosed(cx: &mut Context<'_>, code: &NodeCodeBlock, start: usize) {
    let span = cx.span(start..start + code.fence_length);
    let finding = Diagnostic::new(Code::UnclosedBlock, span, "this code block is never closed");
    cx.report(finding.help(format!("add a line {} where it ends; until then everything is part of it", closing(code))));
}

/// Says where a block goes on until another one ends, which is what CommonMark makes of a missing end.
fn report_swallowed(cx: &mut Context<'_>, code: &NodeCodeBlock, range: Range<usize>) {
    let Some(Swallowed { opening, heading }) = swallowed(cx.slice(range.clone()), code) else { return };
    let place = |part: Range<usize>| cx.span(range.start + part.start..range.start + part.end);
    let message = "this code block goes on until another one ends";
    let mut finding = Diagnostic::new(Code::UnclosedBlock, place(0..code.fence_length), message);
    if let Some(heading) = heading {
        finding = finding.also(place(heading), "this heading is code");
    }
    finding = finding.also(place(opening), "the other one");
    cx.report(finding.help(format!("add a line {} where it ends", closing(code))));
}

/// The line that ends a block.
fn closing(code: &NodeCodeBlock) -> String {
    std::iter::repeat_n(char::from(code.fence_char), code.fence_length.min(20)).collect()
}

/// What a block holds that is no code.
struct Swallowed {
    /// The line that would have opened a block with the same fence.
    opening: Range<usize>,
    /// The first heading before it.
    heading: Option<Range<usize>>,
}

/// Looks, in the text of a whole block, for the beginning of another one. Only one with a language is sure to be a beginning.
fn swallowed(text: &str, code: &NodeCodeBlock) -> Option<Swallowed> {
    let fence = char::from(code.fence_char);
    let opens = |line: &str| {
        let info = line.trim_start_matches(fence);
        line.len() - info.len() >= code.fence_length && !info.is_empty() && !info.contains(fence)
    };
    let (mut at, mut heading) = (0, None);
    for line in text.split_inclusive('\n') {
        let place = at..at + line.trim_end().len();
        at += line.len();
        if place.start > 0 && opens(line.trim()) {
            return Some(Swallowed { opening: place, heading });
        }
        if heading.is_none() && ["# ", "## "].iter().any(|mark| line.starts_with(mark)) {
            heading = Some(place);
        }
    }
    None
}

/// What stands behind an opening fence.
#[derive(Default)]
struct Info {
    language: String,
    settings: ElementSettings,
    /// `{=typst}`
    raw: bool,
}

fn read_info(cx: &mut Context<'_>, code: &NodeCodeBlock, start: usize) -> Info {
    let text = cx.text();
    let from = start + code.fence_length;
    let end = text.get(from..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |n| from + n);
    let line = cx.slice(from..end);
    let word_start = from + line.len() - line.trim_start().len();
    let word = line.trim_start().split([' ', '\t', '{']).next().unwrap_or_default();
    let mut info = Info { language: word.to_owned(), settings: ElementSettings::default(), raw: false };
    let after = word_start + word.len();
    if LATER.contains(&info.language.as_str()) {
        let span = cx.span(word_start..after);
        cx.not_yet(span, &format!("drawing `{}` has", info.language));
    }
    let rest = cx.slice(after..end).trim_end();
    let rest_start = after + rest.len() - rest.trim_start().len();
    let rest_end = after + rest.len();
    if rest_start >= rest_end {
        return info;
    }
    if cx.is_marp() {
        let span = cx.span(rest_start..rest_end);
        let what = "what stands behind the language of a code block has no effect";
        if rest.trim_start().starts_with('{') {
            cx.dropped_own(span, what)
        } else {
            cx.dropped(span, what)
        }
        return info;
    }
    if !cx.slice(rest_start..rest_end).starts_with('{') {
        report_words(cx, rest_start..rest_end);
        return info;
    }
    match attributes::parse(text, rest_start, rest_end) {
        Ok(attributes) => {
            if attributes.range.end < rest_end {
                report_words(cx, attributes.range.end..rest_end);
            }
            info.settings = read_settings(cx, &attributes, &mut info.language);
        }
        Err(_) if info.language.is_empty() && is_raw(cx.slice(rest_start..rest_end)) => {
            let span = cx.span(rest_start..rest_end);
            info.raw = cx.slice(rest_start..rest_end) == super::trust::MARK;
            if !info.raw || cx.in_notes {
                cx.unsupported(span, "raw content for one output");
            }
        }
        Err(error) => {
            let finding = prepare::bad_braces(cx.span(rest_start..rest_end), &error, text);
            let digit = cx.slice(rest_start + 1..rest_end).starts_with(|c: char| c.is_ascii_digit());
            cx.report(if digit { finding.help("to mark lines, write `{highlight=\"2-3\"}`") } else { finding });
        }
    }
    info
}

/// Raw content for one output, which says nothing of an audience.
fn is_raw(braces: &str) -> bool {
    braces.starts_with("{=") && !attributes::mentions_audience(braces)
}

/// The first class is the language where none stands before the braces (Pandoc's way).
fn read_settings(cx: &mut Context<'_>, attributes: &Attributes, language: &mut String) -> ElementSettings {
    let mut settings = known::element(cx, attributes, Element::CodeBlock);
    for class in std::mem::take(&mut settings.classes) {
        if language.is_empty() {
            *language = class.value;
        } else {
            let message = format!("the class `{}` has no meaning for a code block", shortened(&class.value));
            cx.report(Diagnostic::new(Code::UnknownAttribute, class.span, message));
        }
    }
    settings
}

fn report_words(cx: &mut Context<'_>, range: Range<usize>) {
    let words = cx.slice(range.clone()).trim();
    let start = range.end - cx.slice(range.clone()).trim_start().len();
    let message = format!("`{}` behind the language has no effect", shortened(words));
    let hides = attributes::mentions_audience(words);
    let code = if hides { Code::StrayAttributes } else { Code::UnknownAttribute };
    let finding = Diagnostic::new(code, cx.span(start..range.end), message);
    cx.report(finding.help("settings stand in braces: `{highlight=\"2-3\"}`"));
}
