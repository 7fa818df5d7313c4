//! Finding the braces that hold settings.

use std::ops::Range;

use super::MaskKind;
use super::Scan;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Dialect;
use crate::parse::attributes::{self, Attribute, AttributeError, AttributeKind, Attributes};
use crate::parse::known;
use crate::source::Span;

/// The name of a format is no longer.
const MAX_FORMAT: usize = 64;

impl Scan<'_> {
    /// A line of a paragraph. Braces right behind `]`, `)` or a backtick may belong to a span, link, picture or code; they may go on
    /// over line ends. Others that read like settings are hidden too, so that they can be reported where they turn out to be text.
    pub(super) fn text_line(&mut self, line: Range<usize>) {
        self.paragraph = Some(line.clone());
        if self.outline.is_none() && self.dialect != Dialect::Marp {
            self.inline_braces(line, self.text.len(), false);
        }
    }

    /// The text of a block that is one line.
    pub(super) fn div_text(&mut self, line: Range<usize>) {
        if self.outline.is_none() {
            self.inline_braces(line.clone(), line.end, false);
        }
    }

    /// A heading from behind its `#`.
    pub(super) fn heading_line(&mut self, line: Range<usize>) {
        if self.outline.is_some() || self.dialect == Dialect::Marp {
            return;
        }
        self.inline_braces(line.clone(), line.end, true);
        self.heading_braces(line);
    }

    /// In a heading, braces behind a space are left to [`Scan::heading_braces`].
    fn inline_braces(&mut self, line: Range<usize>, limit: usize, in_heading: bool) {
        let bytes = self.text.as_bytes();
        let mut at = line.start.max(self.masked_until);
        while let Some(found) = self.text.get(at..line.end).and_then(|rest| rest.find('{')) {
            let open = at + found;
            at = open + 1;
            let after = open.checked_sub(1).filter(|i| *i >= line.start).map(|i| bytes[i]);
            let behind_space = after.is_none_or(|b| b.is_ascii_whitespace());
            if self.dialect.is_pandoc()
                && let Some(end) = self.quarto_braces(open, line.end)
            {
                at = end;
                continue;
            }
            if is_escaped(bytes, open) || (in_heading && behind_space) {
                continue;
            }
            let behind_element = matches!(after, Some(b']' | b')' | b'`')) && !is_escaped(bytes, open - 1);
            match attributes::parse(self.text, open, limit) {
                Ok(braces) if (behind_element && !braces.has_words()) || known::reads_like_settings(&braces) => {
                    at = braces.range.end;
                    self.masks.hide_braces(self.text, braces);
                }
                Err(error) if attributes::mentions_audience(unread(self.text, open, &error)) => {
                    let rest = &self.text[open..line.end];
                    at = open + rest.find('}').map_or(rest.trim_end().len(), |n| n + 1);
                    self.masks.hide_unreadable(self.text, open..at, error);
                }
                _ => continue,
            }
            self.masked_until = self.masked_until.max(at);
        }
    }

    /// Braces that only Pandoc and Quarto know: `{{< shortcode >}}`, and `{=html}` behind code. Gives the place behind them.
    fn quarto_braces(&mut self, open: usize, limit: usize) -> Option<usize> {
        let rest = self.text.get(open..limit)?;
        if rest.starts_with("{{<") {
            if open < self.no_shortcode_until {
                return None;
            }
            let Some(length) = rest.find(">}}") else {
                self.no_shortcode_until = limit;
                return None;
            };
            let end = open + length + 3;
            self.masks.hide_literal(open..end, MaskKind::Shortcode);
            return Some(end);
        }
        let format = rest.strip_prefix("{=").filter(|_| self.text[..open].ends_with('`'))?;
        let length = format.bytes().take(MAX_FORMAT).position(|b| b == b'}')?;
        let end = open + 2 + length + 1;
        let class = AttributeKind::Class(rest[1..end - open - 1].to_owned());
        let items = vec![Attribute { kind: class, range: open + 1..end - 1 }];
        self.masks.hide_braces(self.text, Attributes { items, range: open..end });
        Some(end)
    }

    /// The braces at the end of a heading in Pandoc's decks; what isn't settings is text.
    fn pandoc_heading_braces(&mut self, content: &str, start: usize) {
        let end = start + content.len();
        for open in openings(content).map(|at| start + at) {
            if self.text[open..end].trim_end() == "{-}" {
                return self.masks.hide_braces(self.text, Attributes { items: Vec::new(), range: open..end });
            }
            match attributes::parse(self.text, open, end) {
                Ok(attributes) if attributes.range.end == end && !attributes.has_words() => {
                    return self.masks.hide_braces(self.text, attributes);
                }
                _ => {}
            }
        }
    }

    /// The braces at the end of a heading, behind a space or in place of a title. What can't be read is an error: it is neither
    /// shown as text nor ignored.
    pub(super) fn heading_braces(&mut self, line: Range<usize>) {
        if self.outline.is_some() || self.dialect == Dialect::Marp {
            return;
        }
        let end = line.start + without_closing_marks(&self.text[line.clone()]).len();
        if self.masked_until >= end || end <= line.start {
            return;
        }
        let content = &self.text[line.start..end];
        if self.dialect.is_pandoc() {
            return self.pandoc_heading_braces(content, line.start);
        }
        let closed = content.ends_with('}') && !is_escaped(self.text.as_bytes(), end - 1);
        let mut problem = None;
        for open in openings(content).map(|at| line.start + at) {
            match attributes::parse(self.text, open, end) {
                Ok(attributes) if attributes.range.end == end => return self.masks.hide_braces(self.text, attributes),
                Ok(attributes) if sets_something(&attributes) => {
                    let error = AttributeError { at: attributes.range.end, problem: "settings stand at the end of a heading" };
                    problem = problem.or(Some((attributes.range, error)));
                }
                Err(error) if closed || looks_like_settings(&self.text[open..end]) => {
                    problem = problem.or(Some((open..end, error)));
                }
                Ok(_) | Err(_) => {}
            }
        }
        if let Some((range, error)) = problem {
            self.findings.push(bad_braces(Span::new(self.file, range.start, range.end), &error, self.text));
            self.masks.hide_braces(self.text, Attributes { items: Vec::new(), range });
        }
    }
}

/// Where braces open that could be a heading's: behind a space, or in place of a title.
fn openings(content: &str) -> impl Iterator<Item = usize> + '_ {
    content.match_indices('{').map(|(at, _)| at).filter(|at| content[..*at].chars().next_back().is_none_or(char::is_whitespace))
}

/// What stands in braces that can't be read: up to where they close, others open, or reading stopped.
fn unread<'a>(text: &'a str, open: usize, error: &AttributeError) -> &'a str {
    let inside = text[open + 1..].split(['{', '}']).next().unwrap_or("");
    let paragraph = inside.split("\n\n").next().unwrap_or("");
    text.get(open..error.at.max(open + 1 + paragraph.len())).unwrap_or("")
}

/// More than words, which might be text.
fn sets_something(attributes: &Attributes) -> bool {
    attributes.items.iter().any(|item| !matches!(item.kind, AttributeKind::Word(_)))
}

/// Braces that never close are settings if they begin like some: `{#`, `{.`, `{key=`.
fn looks_like_settings(braces: &str) -> bool {
    let inside = braces[1..].trim_start();
    let key = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    inside.starts_with(['#', '.']) || (key > 0 && inside[key..].starts_with('='))
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
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// A heading's text without the `#` that may close it.
fn without_closing_marks(text: &str) -> &str {
    let trimmed = text.trim_end();
    let open = trimmed.trim_end_matches('#');
    if open.ends_with([' ', '\t']) || open.is_empty() { open.trim_end() } else { trimmed }
}
