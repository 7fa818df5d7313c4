//! Finding the braces that hold settings.

use std::ops::Range;

use super::Scan;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::attributes::{self, AttributeError, Attributes};
use crate::source::Span;

impl Scan<'_> {
    /// A line of a paragraph. Braces right behind `]`, `)` or a backtick may belong to a span, link, picture or code; they may go on
    /// over line ends.
    pub(super) fn text_line(&mut self, line: Range<usize>) {
        self.paragraph = Some(line.clone());
        self.inline_braces(line, self.text.len());
    }

    /// A heading from behind its `#`.
    pub(super) fn heading_line(&mut self, line: Range<usize>) {
        self.inline_braces(line.clone(), line.end);
        self.heading_braces(line);
    }

    fn inline_braces(&mut self, line: Range<usize>, limit: usize) {
        let bytes = self.text.as_bytes();
        let mut at = line.start.max(self.masked_until);
        while let Some(found) = self.text.get(at..line.end).and_then(|rest| rest.find('{')) {
            let open = at + found;
            at = open + 1;
            let after = open.checked_sub(1).filter(|i| *i >= line.start).map(|i| bytes[i]);
            if !matches!(after, Some(b']' | b')' | b'`')) || is_escaped(bytes, open - 1) {
                continue;
            }
            if let Ok(attributes) = attributes::parse(self.text, open, limit)
                && !attributes.has_words()
            {
                at = attributes.range.end;
                self.masked_until = self.masked_until.max(at);
                self.masks.hide_braces(self.text, attributes);
            }
        }
    }

    /// The braces at the end of a heading, behind a space or in place of a title. What can't be read is an error: it is neither
    /// shown as text nor ignored.
    pub(super) fn heading_braces(&mut self, line: Range<usize>) {
        let text = &self.text[line.clone()];
        let end = line.start + without_closing_marks(text).len();
        let content = &self.text[line.start..end];
        if !content.ends_with('}') || is_escaped(self.text.as_bytes(), end - 1) || self.masked_until >= end {
            return;
        }
        let mut problem: Option<(usize, AttributeError)> = None;
        for (at, _) in
            content.match_indices('{').filter(|(at, _)| content[..*at].chars().next_back().is_none_or(char::is_whitespace))
        {
            let open = line.start + at;
            match attributes::parse(self.text, open, end) {
                Ok(attributes) if attributes.range.end == end => return self.masks.hide_braces(self.text, attributes),
                Ok(_) => {}
                Err(error) => problem = problem.or(Some((open, error))),
            }
        }
        if let Some((open, error)) = problem {
            self.findings.push(bad_braces(Span::new(self.file, open, end), &error, self.text));
            self.masks.hide_braces(self.text, Attributes { items: Vec::new(), range: open..end });
        }
    }
}

/// The finding for braces that can't be read.
pub fn bad_braces(span: Span, error: &AttributeError, text: &str) -> Diagnostic {
    let finding = Diagnostic::new(Code::BadAttributes, span, format!("these braces can't be read: {}", error.problem));
    let finding = finding.help("settings are `#id`, `.class`, `key=value`, `key=\"two words\"` and single words such as `skip`");
    let end = text.get(error.at..).and_then(|rest| rest.chars().next()).map_or(error.at, |c| error.at + c.len_utf8());
    let at = Span::new(span.file, error.at, end);
    finding.also(at, "reading stopped here").help("to show braces as text, write `\\{` and `\\}`")
}

/// An odd number of backslashes before a character takes its meaning away.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// A heading's text without the `#` that may close it.
fn without_closing_marks(text: &str) -> &str {
    let trimmed = text.trim_end();
    let open = trimmed.trim_end_matches('#');
    if open.ends_with([' ', '\t']) || open.is_empty() { open.trim_end() } else { trimmed }
}
