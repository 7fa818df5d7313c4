//! Comments that need more than comrak knows of them.

use std::ops::Range;

use super::{Scan, cursor::Cursor, is_heading, lines};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

impl Scan<'_> {
    /// A comment below a line of a paragraph is part of the paragraph in a Marp deck, and does not end it as in CommonMark.
    pub(super) fn inner_comment(&mut self, cursor: &Cursor<'_>, in_paragraph: bool) -> Option<Range<usize>> {
        if !self.is_marp() || !in_paragraph || !cursor.trimmed().starts_with("<!--") {
            return None;
        }
        let at = cursor.first();
        if at < self.no_comment_until {
            return None;
        }
        let rest = &self.text[at..];
        for line in lines(rest) {
            let text = &rest[line.clone()];
            if let Some(end) = text.find("-->") {
                return Some(at..at + line.start + end + 3);
            }
            if text.trim().is_empty() {
                self.no_comment_until = at + line.start;
                return None;
            }
        }
        self.no_comment_until = self.text.len();
        None
    }

    /// Takes a comment within a paragraph out of comrak's sight.
    pub(super) fn hide_comment(&mut self, comment: Option<Range<usize>>) {
        if let Some(comment) = comment {
            self.masks.hide_comment(self.text, comment.clone());
            self.masked_until = self.masked_until.max(comment.end);
        }
    }

    /// A comment over slides that ends nowhere, or only where another one ends that begins behind a heading. Comments may well leave out
    /// slides. With the finding comes the place up to which the text was looked at.
    pub(super) fn open_comment(&self, cursor: &Cursor<'_>, text: &str) -> Option<(Diagnostic, usize)> {
        if self.is_marp() || !text.starts_with("<!--") {
            return None;
        }
        let rest = &self.text[cursor.end..];
        let mut over_slides = false;
        let mut next = None;
        for line in lines(rest) {
            let line = Cursor::new(rest, line);
            if over_slides && line.trimmed().starts_with("<!--") {
                next = Some(cursor.end + line.first());
                break;
            }
            if line.rest().contains("-->") {
                return None;
            }
            over_slides |= is_heading(&line);
        }
        let at = cursor.first();
        // What was meant to be hidden may be shown, so nothing is built.
        let finding = |message: &str| {
            Diagnostic::new(Code::UnclosedBlock, Span::new(self.file, at, at + 4), message).severity(Severity::Error)
        };
        match next {
            Some(next) => {
                let finding = finding("this comment is not closed before the next one")
                    .also(Span::new(self.file, next, next + 4), "the next one begins here")
                    .help("add `-->` where it ends; comments can't stand within each other. Until then it goes on to the next heading");
                Some((finding, next + 4))
            }
            None => over_slides.then(|| {
                let finding = finding("this comment is never closed");
                (finding.help("add `-->` where it ends; until then it goes on to the next heading"), self.text.len())
            }),
        }
    }
}
