//! What makes steps: pauses, incremental lists, lines of code marked one after the other.

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Idle, Slide, Steps, walk_blocks};
use crate::settings::shortened;
use crate::source::{Span, Spanned};

/// The class of a block whose lists appear item by item.
pub const INCREMENTAL: &str = "incremental";
/// The class of a block whose lists appear at once, in an incremental deck or block.
pub const NONINCREMENTAL: &str = "nonincremental";

/// Is this paragraph a pause (Pandoc's rule: three dots with spaces between them, and nothing else)?
pub fn is_pause(written: &str) -> bool {
    written.split([' ', '\t']).filter(|word| !word.is_empty()).eq([".", ".", "."])
}

/// Adds a pause.
pub fn pause(cx: &mut Context<'_>, range: Range<usize>, out: &mut Vec<Block>) {
    let span = cx.span(range);
    if cx.in_notes {
        let finding = Diagnostic::new(Code::IdleStep, span, "a pause in notes has no effect");
        return cx.report(finding.help("write it on the slide, between the blocks it parts"));
    }
    out.push(Block { kind: BlockKind::Pause, span, audience: None });
}

/// A line `. . .` without blank lines around it is text of its paragraph.
pub fn report_swallowed(cx: &mut Context<'_>, paragraph: Range<usize>) {
    let text = cx.slice(paragraph.clone());
    let mut at = paragraph.start;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if is_pause(line.trim()) {
            let span = cx.span(start..start + line.trim().len());
            let finding = Diagnostic::new(Code::IdleStep, span, "this pause is part of a paragraph, so it is shown as text");
            cx.report(finding.help("leave a blank line above and below `. . .`"));
        }
    }
}

/// Begins a block with these classes: do its lists appear item by item? The innermost block that says so decides. Gives what held
/// before, to be put back at its end.
pub fn enter(cx: &mut Context<'_>, classes: &[Spanned<String>]) -> bool {
    let last = classes.iter().rev().find(|class| matches!(class.value.as_str(), INCREMENTAL | NONINCREMENTAL));
    let inside = last.map_or(cx.incremental, |class| class.value == INCREMENTAL);
    std::mem::replace(&mut cx.incremental, inside)
}

/// A block that says how its lists appear, and has none.
pub fn report_no_list(cx: &mut Context<'_>, classes: &[Spanned<String>], content: &[Block]) {
    let Some(class) = classes.iter().find(|class| matches!(class.value.as_str(), INCREMENTAL | NONINCREMENTAL)) else { return };
    if walk_blocks(content).any(|block| matches!(block.kind, BlockKind::List(_))) {
        return;
    }
    let finding = Diagnostic::new(Code::IdleStep, class.span, format!("`{}` has no effect: there is no list in it", class.value));
    cx.report(finding.help("its items appear one by one; before other blocks write `. . .`"));
}

/// Pauses of a slide at which nothing would appear, whoever looks.
pub fn report_idle(cx: &mut Context<'_>, slide: &Slide) {
    if !walk_blocks(&slide.content).any(|block| block.kind == BlockKind::Pause) {
        return;
    }
    for (span, reason) in Steps::of(&slide.content, slide.heading.is_some() || !slide.backgrounds.is_empty()).idle() {
        let why = match reason {
            Idle::NothingBefore => "nothing on this slide is shown before it",
            Idle::NothingAfter => "nothing on this slide comes after it",
            Idle::StepFollows => "what follows makes a step of its own",
        };
        let finding = Diagnostic::new(Code::IdleStep, span, format!("this pause has no effect: {why}"));
        cx.report(finding.help("take it out, or move it between the blocks it is to part"));
    }
}

/// `2-3,7|5|all`: the lines to mark, a list for each step; line numbers from 1. What can't be read is left out.
pub fn highlighted(cx: &mut Context<'_>, written: &Spanned<String>, lines: usize) -> Vec<Vec<usize>> {
    let mut steps = Vec::new();
    let mut at = written.span.range().start;
    for step in written.value.split('|') {
        let place = place(cx, written, at, step);
        at += step.len() + 1;
        match step.trim() {
            "all" => steps.push(Vec::new()),
            "" => {
                let finding = Diagnostic::new(Code::BadValue, place, "`highlight` has a step without lines");
                cx.report(finding.help("write `all` where no line is to be marked, such as `2-3|all`"));
            }
            step => steps.extend(Some(marked(cx, step, place, lines)).filter(|lines| !lines.is_empty())),
        }
    }
    steps
}

/// Where a step of `highlight` was written. A value with escapes is longer in the source; then it is the whole value.
fn place(cx: &Context<'_>, written: &Spanned<String>, at: usize, step: &str) -> Span {
    let start = at + step.len() - step.trim_start().len();
    let range = start..start + step.trim().len();
    let exact = !range.is_empty() && cx.slice(range.clone()) == step.trim();
    if exact { cx.span(range) } else { written.span }
}

/// The lines of one step, in order.
fn marked(cx: &mut Context<'_>, step: &str, place: Span, lines: usize) -> Vec<usize> {
    let mut marked = vec![false; lines + 1];
    for part in step.split(',').map(str::trim) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        match (from.trim().parse::<usize>(), to.trim().parse::<usize>()) {
            (Ok(from), Ok(to)) if 1 <= from && from <= to && to <= lines => marked[from..=to].fill(true),
            (Ok(from), Ok(to)) if from > to && from <= lines => {
                let finding = Diagnostic::new(
                    Code::BadValue,
                    place,
                    format!("`highlight` has `{}`, which runs backwards", shortened(part)),
                );
                cx.report(finding.help(format!("write `{to}-{from}`")));
            }
            (Ok(_), Ok(_)) => {
                let message = format!("`highlight` has `{}`, but this code has {}", shortened(part), line_numbers(lines));
                cx.report(Diagnostic::new(Code::BadValue, place, message));
            }
            _ => {
                let message = format!("`highlight` has `{}`, expected numbers of lines", shortened(part));
                let finding = Diagnostic::new(Code::BadValue, place, message);
                cx.report(
                    finding.help("write lines and ranges such as `2-3,7`; `|` parts steps and `all` marks none: `2-3|5|all`"),
                );
            }
        }
    }
    marked.iter().enumerate().filter(|(_, marked)| **marked).map(|(line, _)| line).collect()
}

fn line_numbers(lines: usize) -> String {
    match lines {
        0 => "no lines".to_owned(),
        1 => "the line 1 alone".to_owned(),
        _ => format!("the lines 1 to {lines}"),
    }
}
