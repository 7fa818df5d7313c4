//! `<div>` and `</div>` on lines of their own: a `:::` block in another dress.

use std::ops::Range;

use super::cursor::Cursor;
use super::{Container, DivOpener, MAX_DIVS, OUTER_FENCE, Scan};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::tags;
use crate::source::Span;

impl<'a> Scan<'a> {
    /// Is the line such a tag? Then it has been replaced by a fence. A closing tag that closes no `<div>` stays HTML, as does a `<div>`
    /// that is nested too deeply.
    pub(super) fn html_div_line(&mut self, line: Range<usize>, cursor: &Cursor<'a>, text: &'a str) -> bool {
        let first = cursor.first();
        if tags::opens(text, "div") && self.shown_divs() < MAX_DIVS {
            let fence = format!("{} d{}", ":".repeat(OUTER_FENCE - self.shown_divs()), self.divs.len());
            let whole = first..first + text.len();
            self.divs.push(DivOpener { fence: whole.clone(), info: whole, html: true });
            self.containers.push(Container::HtmlDiv(self.edits.len()));
            self.replace_from(line, first, &fence);
            return true;
        }
        let items = self.containers.iter().rev().take_while(|c| matches!(c, Container::Item(_))).count();
        let around = self.containers.len() - items;
        if !tags::closes(text, "div") || !matches!(self.containers[..around].last(), Some(Container::HtmlDiv(_))) {
            return false;
        }
        self.containers.truncate(around - 1);
        let mut cursor = Cursor::new(self.text, line.clone());
        self.match_containers(&mut cursor);
        let fence = ":".repeat(OUTER_FENCE - self.shown_divs());
        self.replace_from(line, cursor.at, &fence);
        true
    }

    /// The opener becomes a blank line.
    pub(super) fn unclosed_html_div(&mut self, edit: usize) {
        let Some(edit) = self.edits.get_mut(edit) else { return };
        let written = self.text.get(edit.range.clone()).unwrap_or("");
        let start = edit.range.start + written.find('<').unwrap_or(0);
        edit.replacement.truncate(start - edit.range.start);
        let span = Span::new(self.file, start, edit.range.start + written.trim_end().len());
        let finding = Diagnostic::new(Code::UnclosedDiv, span, "this `<div>` is never closed");
        self.findings.push(finding.help("add a line `</div>` where it ends"));
    }
}
