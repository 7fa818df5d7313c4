//! Code blocks as Typst code: the lines as runs of coloured text.

use super::{Emitter, SlideSource};
use crate::model::{Block, CodeBlock};
use crate::typeset::highlight::{Class, Run};
use std::borrow::Cow;

impl Emitter<'_> {
    /// `block` is the block that the code is.
    pub(super) fn code(&self, out: &mut SlideSource, block: &Block, code: &CodeBlock) {
        let text = show_direction_marks(&code.text);
        let text = with_spaces(&text);
        let runs = self.highlights.of(&code.language, &text);
        out.push("code(");
        out.push_literal(&text);
        out.push(", lang: ");
        out.push_literal(&code.language);
        out.push(", marked: ");
        self.marked_lines(out, block, code);
        out.push(", lines: (");
        lines(out, &text, &runs);
        out.push("))");
    }
}

/// The width of a tab, in columns.
const TAB: usize = 4;

/// Tabs have no width in a font: each becomes the spaces up to the next stop.
fn with_spaces(code: &str) -> Cow<'_, str> {
    if !code.contains('\t') {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len());
    let mut column = 0;
    for c in code.chars() {
        let stop = TAB - column % TAB;
        match c {
            '\t' => out.extend(std::iter::repeat_n(' ', stop)),
            c => out.push(c),
        }
        column = match c {
            '\n' => 0,
            '\t' => column + stop,
            _ => column + 1,
        };
    }
    out.into()
}

/// Characters that turn the direction of text make code read in another order than it runs (CVE-2021-42574), so they are shown by number.
pub(super) fn show_direction_marks(code: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !code.contains(turns) {
        return Cow::Borrowed(code);
    }
    code.chars().map(|c| if turns(c) { format!("<U+{:04X}>", c as u32) } else { c.to_string() }).collect::<String>().into()
}

/// One value for each line: a string, or pieces that join.
fn lines(out: &mut SlideSource, text: &str, runs: &[Run]) {
    let mut pieces = Pieces { of: text.split('\n').count(), ..Pieces::default() };
    let mut rest = text;
    for run in runs {
        let (piece, after) = rest.split_at(run.length as usize);
        rest = after;
        for (index, part) in piece.split('\n').enumerate() {
            if index > 0 {
                pieces.end_line(out);
            }
            pieces.push(run.class, part);
        }
    }
    pieces.end_line(out);
}

/// The pieces of the line being written; neighbours of one class are one piece.
#[derive(Default)]
struct Pieces<'a> {
    /// Which line it is, from 0, and of how many.
    line: usize,
    of: usize,
    pieces: Vec<(Class, Cow<'a, str>)>,
}

impl<'a> Pieces<'a> {
    fn push(&mut self, class: Class, text: &'a str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some((last, so_far)) if *last == class || text.trim().is_empty() => so_far.to_mut().push_str(text),
            _ => self.pieces.push((class, text.into())),
        }
    }

    fn end_line(&mut self, out: &mut SlideSource) {
        let (index, of) = (self.line, self.of);
        self.line += 1;
        match self.pieces.as_slice() {
            [] => out.code_line(index, of, |out| out.push("\"\"")),
            pieces => out.code_line(index, of, |out| {
                out.push("[");
                for (class, text) in pieces {
                    out.push("#");
                    piece(out, *class, text);
                    out.push(";");
                }
                out.push("]");
            }),
        }
        out.push(",");
        self.pieces.clear();
    }
}

fn piece(out: &mut SlideSource, class: Class, text: &str) {
    let function = match class {
        Class::Plain => return out.push_literal(text),
        Class::Keyword => "tk[#",
        Class::String => "ts[#",
        Class::Comment => "tc[#",
        Class::Number => "tn[#",
        Class::Function => "tf[#",
        Class::Type => "tt[#",
        Class::Operator => "to[#",
        Class::Constant => "tv[#",
    };
    out.push(function);
    out.push_literal(text);
    out.push(";]");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_reach_to_the_next_stop() {
        assert_eq!(with_spaces("\tif x {\n\t\ty\t// z\n}"), "    if x {\n        y   // z\n}");
    }

    #[test]
    fn code_reads_in_the_order_it_runs() {
        assert_eq!(show_direction_marks("a \u{202E}b\u{2066}"), "a <U+202E>b<U+2066>");
        assert_eq!(show_direction_marks("שלום"), "שלום");
    }

    #[test]
    fn lines_keep_their_spaces_and_empty_lines() {
        let run = |class, length| Run { class, length };
        let mut out = SlideSource::default();
        let runs = [run(Class::Keyword, 2), run(Class::Plain, 4), run(Class::Comment, 3)];
        lines(&mut out, "if x\n\n# é", &runs[..2].iter().copied().chain([run(Class::Comment, 4)]).collect::<Vec<_>>());
        assert_eq!(out.text, "[#tk[#\"if\";];#\" x\";],\"\",[#tc[#\"# é\";];],");
    }
}
