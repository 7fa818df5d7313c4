//! Formulas between lines of `$$`, which are given to comrak as blocks of code.

use super::{Container, Leaf, MATH_FENCE, Scan, cursor::Cursor, is_heading, lines};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl<'a> Scan<'a> {
    /// A line of an open formula.
    pub(super) fn formula_line(&mut self, edit: usize, cursor: &Cursor<'a>, line_end: usize) {
        if cursor.trimmed() == "$$" {
            self.replace_fence(cursor, "~".repeat(MATH_FENCE));
            self.leaf = Leaf::None;
        } else if cursor.rest().contains("$$") {
            // Not the form this pass protects; comrak reads it as it stands.
            self.edits[edit].replacement = self.text[self.edits[edit].range.clone()].to_owned();
            self.formulas.pop();
            self.leaf = Leaf::None;
            let behind = cursor.rest().rsplit("$$").next().unwrap_or_default();
            self.text_line(line_end - behind.len()..line_end);
        }
    }

    /// What an open formula stands in has ended.
    pub(super) fn unclosed_formula(&mut self, edit: usize) {
        let Some(edit) = self.edits.get_mut(edit) else { return };
        let written = self.text.get(edit.range.clone()).unwrap_or("");
        edit.replacement = written.to_owned();
        let start = edit.range.start + written.find('$').unwrap_or(0);
        let span = Span::new(self.file, start, start + 2);
        self.formulas.pop();
        self.findings.push(unclosed(span));
    }

    /// Is a formula that begins here still open where the next slide or heading begins? It would swallow everything up to the next formula.
    /// In quotations and lists the end of what it stands in tells that.
    pub(super) fn is_open_formula(&self, cursor: &Cursor<'_>) -> bool {
        let within = |container: &Container| matches!(container, Container::Quote | Container::Item(_));
        if self.containers.iter().any(within) {
            return false;
        }
        let rest = &self.text[cursor.end..];
        for line in lines(rest).skip(1) {
            let line = Cursor::new(rest, line);
            if line.rest().contains("$$") {
                return false;
            }
            if is_heading(&line) || line.trimmed().len() > 2 && line.trimmed().bytes().all(|b| b == b'-') {
                return true;
            }
        }
        true
    }

    /// Tells that the formula which begins at a place is still open.
    pub(super) fn open_formula(&mut self, at: usize) {
        self.findings.push(unclosed(Span::new(self.file, at, at + 2)));
    }
}

fn unclosed(place: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedBlock, place, "this formula is never closed").help("add a line `$$` where it ends")
}
