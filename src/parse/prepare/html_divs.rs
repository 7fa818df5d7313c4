//! `<div>` and `</div>` on lines of their own, or around the text of one line: a `:::` block in another dress.

use std::ops::Range;

use super::blocks::Html;
use super::cursor::Cursor;
use super::{Container, DivOpener, Leaf, MAX_DIVS, MaskKind, OUTER_FENCE, Scan};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::tags;
use crate::source::Span;

/// What stands before the text of a heading.
const HEADING: &str = "# ";

impl<'a> Scan<'a> {
    /// Is the line such a tag? Then it has been replaced by a fence. A closing tag that closes no `<div>` stays HTML, as does a `<div>`
    /// that is nested too deeply.
    pub(super) fn html_div_line(&mut self, line: Range<usize>, cursor: &Cursor<'a>, text: &'a str) -> bool {
        if self.shown_divs() < MAX_DIVS {
            if tags::opens(text, "div") {
                self.open_html_div(line, cursor, text);
                return true;
            }
            if let Some(inside) = tags::around(text, "div") {
                self.html_div_around_text(cursor, text, inside);
                return true;
            }
        }
        tags::closes(text, "div") && self.close_html_div(line)
    }

    fn open_html_div(&mut self, line: Range<usize>, cursor: &Cursor<'a>, text: &'a str) {
        let first = cursor.first();
        let fence = format!("{} d{}", ":".repeat(OUTER_FENCE - self.shown_divs()), self.divs.len());
        let whole = first..first + text.len();
        self.divs.push(DivOpener { fence: whole.clone(), info: whole, html: true, line: None });
        self.containers.push(Container::HtmlDiv { edit: self.edits.len(), unread: 0 });
        self.replace_from(line, start_of_block(cursor), &fence);
    }

    /// Ends the innermost `<div>`, unless the tag belongs to one that was not read.
    fn close_html_div(&mut self, line: Range<usize>) -> bool {
        let Some(around) = self.around_items() else { return false };
        if !matches!(self.containers[around], Container::HtmlDiv { unread: 0, .. }) {
            return false;
        }
        self.containers.truncate(around);
        let mut cursor = Cursor::new(self.text, line.clone());
        self.match_containers(&mut cursor);
        let fence = ":".repeat(OUTER_FENCE - self.shown_divs());
        self.replace_from(line, cursor.at, &fence);
        true
    }

    /// The innermost container that is no list item: list items end with the `<div>` around them.
    fn around_items(&self) -> Option<usize> {
        self.containers.iter().rposition(|container| !matches!(container, Container::Item(_)))
    }

    /// `<div class="x">text</div>`: comrak sees a heading, the one block that has running text, takes one line and ends with it. The
    /// tags are out of its sight.
    fn html_div_around_text(&mut self, cursor: &Cursor<'a>, text: &'a str, inside: Range<usize>) {
        let (first, at) = (cursor.first(), start_of_block(cursor));
        let (tag, inside) = (first..first + inside.start, first + inside.start..first + inside.end);
        self.edits.push(super::Edit { range: at..at + HEADING.len(), replacement: HEADING.to_owned() });
        self.masks.hide_literal(at + HEADING.len()..tag.end, MaskKind::Nothing);
        self.div_text(inside.clone());
        self.mask_controls(inside.clone());
        self.masks.hide_literal(inside.end..first + text.len(), MaskKind::Nothing);
        self.divs.push(DivOpener { fence: tag.clone(), info: tag, html: true, line: Some(at) });
    }

    /// Is this line, however far in it stands, HTML within a `<div>`? There HTML is indented as its author likes, and no code.
    pub(super) fn is_html_in_div(&self, text: &str) -> bool {
        !self.is_marp()
            && matches!(self.containers.last(), Some(Container::HtmlDiv { .. }))
            && (tags::closes(text, "div") || (self.paragraph.is_none() && Html::opens(text, false).is_some()))
    }

    /// A line of HTML that is not read. The `<div>`s that it opens and closes are not the one around.
    pub(super) fn unread_html(&mut self, cursor: &Cursor<'a>) {
        let (opened, closed) = tags::count(cursor.rest(), "div");
        let around = self.around_items();
        if let Some(Container::HtmlDiv { unread, .. }) = around.and_then(|at| self.containers.get_mut(at)) {
            *unread = (*unread + opened).saturating_sub(closed);
        }
    }

    /// A line that begins HTML further in than Markdown allows.
    pub(super) fn pull_out(&mut self, cursor: &Cursor<'a>) {
        if cursor.indent() > 3 {
            self.edits.push(super::Edit { range: cursor.at..cursor.first(), replacement: String::new() });
            self.mask_controls(cursor.first()..cursor.end);
        }
    }

    /// Does a line of open HTML end the `<div>` around it, or is it only more HTML?
    pub(super) fn html_ends_with_div(&mut self, line: Range<usize>, cursor: &Cursor<'a>, html: Html) -> bool {
        let ends = html == Html::UntilBlank && tags::closes(cursor.trimmed(), "div") && self.close_html_div(line);
        if ends {
            self.leaf = Leaf::None;
            self.paragraph = None;
        } else {
            self.unread_html(cursor);
        }
        ends
    }

    /// The opener becomes a blank line.
    pub(super) fn unclosed_html_div(&mut self, edit: usize) {
        let Some(edit) = self.edits.get_mut(edit) else { return };
        let written = self.text.get(edit.range.clone()).unwrap_or("");
        let start = edit.range.start + written.find('<').unwrap_or(0);
        edit.replacement.truncate(edit.replacement.find(':').unwrap_or(0));
        let span = Span::new(self.file, start, edit.range.start + written.trim_end().len());
        let finding = Diagnostic::new(Code::UnclosedDiv, span, "this `<div>` is never closed");
        self.findings.push(finding.help(
            "add a line `</div>` where it ends: that tag closes it on a line of its own, or at the end of the line that opens it",
        ));
    }
}

/// Where a block begins on a line: at its first character, or, further in than Markdown allows, where the containers end.
fn start_of_block(cursor: &Cursor<'_>) -> usize {
    if cursor.indent() > 3 { cursor.at } else { cursor.first() }
}
