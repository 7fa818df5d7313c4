//! Running text as Markdown.

use super::Style;
use super::escape::{self, Marks};
use crate::model::{Inline, InlineKind, LinkTarget, Picture, plain_text};

/// A paragraph: line ends stay where the author made them.
pub fn paragraph(content: &[Inline], style: &Style<'_>) -> String {
    escape::lines(&written(content, style, false)).trim_matches('\n').to_owned()
}

/// The same on one line, for headings and cells of tables.
pub fn on_one_line(content: &[Inline], style: &Style<'_>) -> String {
    written(content, style, true).trim_matches(' ').to_owned()
}

fn written(content: &[Inline], style: &Style<'_>, one_line: bool) -> String {
    let mut line = Line { style, one_line, marks: Marks::of(&plain_text(content), one_line), out: String::new() };
    line.sequence(content, None);
    line.out
}

/// A picture, or its alternative text where none can be shown.
pub fn picture(picture: &Picture, style: &Style<'_>) -> String {
    let Some(folder) = style.pictures else { return escape::words(&picture.alt) };
    let path = if folder.is_empty() { picture.path.value.clone() } else { format!("{folder}/{}", picture.path.value) };
    let caption = match &picture.caption {
        Some(caption) => format!(" \"{}\"", escape::words(caption).replace('"', "\\\"")),
        None => String::new(),
    };
    format!("![{}]({}{caption})", escape::words(&picture.alt), address(&path))
}

/// The longest run of a letter in a text.
pub fn longest_run(text: &str, letter: char) -> usize {
    text.split(|c| c != letter).map(str::len).max().unwrap_or(0) / letter.len_utf8()
}

struct Line<'a> {
    style: &'a Style<'a>,
    one_line: bool,
    marks: Marks,
    out: String,
}

impl Line<'_> {
    /// `after` is the letter that follows the whole sequence.
    fn sequence(&mut self, content: &[Inline], after: Option<char>) {
        for (index, inline) in content.iter().enumerate() {
            let after = content.get(index + 1).map_or(after, first_letter);
            self.inline(inline, after);
        }
    }

    fn inline(&mut self, inline: &Inline, after: Option<char>) {
        match &inline.kind {
            InlineKind::Text(text) => escape::push(&mut self.out, text, self.marks),
            InlineKind::SoftBreak => self.out.push(if self.one_line { ' ' } else { '\n' }),
            InlineKind::LineBreak => self.out.push_str(if self.one_line { "<br>" } else { "\\\n" }),
            InlineKind::Emph(content) => self.stressed(content, after, "*", "em"),
            InlineKind::Strong(content) => self.stressed(content, after, "**", "strong"),
            InlineKind::Strike(content) => self.stressed(content, after, "~~", "del"),
            InlineKind::Subscript(content) => self.tagged(content, "sub"),
            InlineKind::Superscript(content) => self.tagged(content, "sup"),
            InlineKind::Marked { content, .. } => self.sequence(content, after),
            InlineKind::Code { text, .. } => self.code(text),
            InlineKind::Math(latex) => {
                self.out.push('$');
                self.out.push_str(&latex.replace('\n', " "));
                self.out.push('$');
            }
            InlineKind::Link { target, content } => self.link(target, content, after),
            InlineKind::Picture(shown) => self.out.push_str(&picture(shown, self.style)),
            InlineKind::FootnoteMark(number) => self.out.push_str(&format!("\\[{number}\\]")),
            // Projection has made marks of them.
            InlineKind::Footnote(_) => {}
        }
    }

    /// Stress between marks where CommonMark sees them (its rules of flanking), else between tags.
    fn stressed(&mut self, content: &[Inline], after: Option<char>, mark: &str, tag: &str) {
        let inner = self.apart(content);
        let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return };
        let before = self.out.chars().next_back();
        let parts = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
        let opens = !first.is_whitespace() && (!is_punctuation(first) || parts(before));
        let closes = !last.is_whitespace() && (!is_punctuation(last) || parts(after));
        let runs_together = before.is_some_and(|c| mark.starts_with(c)) || (mark == "~~" && inner.contains('~'));
        if opens && closes && !runs_together {
            for piece in [mark, &inner, mark] {
                self.out.push_str(piece);
            }
        } else {
            self.out.push_str(&format!("<{tag}>{inner}</{tag}>"));
        }
    }

    fn tagged(&mut self, content: &[Inline], tag: &str) {
        let inner = self.apart(content);
        self.out.push_str(&format!("<{tag}>{inner}</{tag}>"));
    }

    /// Content written for itself.
    fn apart(&self, content: &[Inline]) -> String {
        let mut line = Line { out: String::new(), ..*self };
        line.sequence(content, None);
        line.out
    }

    fn code(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text.replace(['\n', '\r'], " ");
        let ticks = "`".repeat(longest_run(&text, '`') + 1);
        let padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
        let space = if padded { " " } else { "" };
        self.out.push_str(&format!("{ticks}{space}{text}{space}{ticks}"));
    }

    fn link(&mut self, target: &LinkTarget, content: &[Inline], after: Option<char>) {
        let url = match target {
            LinkTarget::Url(url) => Some(url.clone()),
            LinkTarget::Slide(id) => (self.style.slide)(id),
        };
        let Some(url) = url.filter(|url| !url.is_empty()) else { return self.sequence(content, after) };
        let text = plain_text(content);
        let shows_itself = text == url || url.strip_prefix("mailto:") == Some(text.as_str());
        if shows_itself && url.contains(':') && !url.contains(['<', '>', ' ']) {
            return self.out.push_str(&format!("<{text}>"));
        }
        let inner = self.apart(content);
        self.out.push_str(&format!("[{inner}]({})", address(&url)));
    }
}

/// The letter that a piece begins with once it is written.
fn first_letter(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) => text.chars().next(),
        InlineKind::SoftBreak | InlineKind::LineBreak => Some(' '),
        InlineKind::Marked { content, .. } => content.first().and_then(first_letter),
        // Every mark is punctuation.
        _ => Some('*'),
    }
}

/// What CommonMark counts as punctuation: everything that is neither a letter, a digit nor a space, near enough.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// An address as it stands between the parentheses of a link.
fn address(url: &str) -> String {
    let url: String = url.chars().filter(|c| !c.is_control()).collect();
    if url.contains([' ', '(', ')', '<', '>', '\\']) || url.is_empty() {
        format!("<{}>", url.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>"))
    } else {
        url
    }
}
