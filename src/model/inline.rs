//! Running text.

use super::{Audiences, Picture};
use crate::source::{Span, Spanned};

/// A piece of running text and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it was written.
    pub span: Span,
}

impl Inline {
    /// The running text directly inside this piece; empty for pieces that hold none.
    pub fn content(&self) -> &[Inline] {
        match &self.kind {
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Marked { content, .. } => content,
            InlineKind::Text(_)
            | InlineKind::Code { .. }
            | InlineKind::Math(_)
            | InlineKind::Picture(_)
            | InlineKind::Footnote(_)
            | InlineKind::FootnoteMark(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => &[],
        }
    }
}

impl Inline {
    /// The running text directly inside this piece, to be changed; `None` for pieces that hold none.
    pub fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match &mut self.kind {
            InlineKind::Emph(content)
            | InlineKind::Strong(content)
            | InlineKind::Strike(content)
            | InlineKind::Subscript(content)
            | InlineKind::Superscript(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Marked { content, .. }
            | InlineKind::Footnote(FootnoteText::Here(content)) => Some(content),
            InlineKind::Text(_)
            | InlineKind::Code { .. }
            | InlineKind::Math(_)
            | InlineKind::Picture(_)
            | InlineKind::Footnote(FootnoteText::Named(_))
            | InlineKind::FootnoteMark(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak => None,
        }
    }
}

/// The kinds of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// Text, escapes and entities resolved.
    Text(String),
    /// `*stress*`
    Emph(Vec<Inline>),
    /// `**weight**`
    Strong(Vec<Inline>),
    /// `~~gone~~`
    Strike(Vec<Inline>),
    /// `H~2~O`
    Subscript(Vec<Inline>),
    /// `x^2^`
    Superscript(Vec<Inline>),
    /// `` `code` ``, with the wording for people outside the field.
    Code {
        /// The code.
        text: String,
        /// `plain="…"`
        plain: Option<Spanned<String>>,
    },
    /// `$x^2$` in LaTeX.
    Math(String),
    /// `[text](target)`
    Link {
        /// Where it leads.
        target: LinkTarget,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// A picture in running text.
    Picture(Box<Picture>),
    /// `[text]{plain="…" audience=…}`
    Marked {
        /// What is shown to those who share the vocabulary.
        content: Vec<Inline>,
        /// What the others read in its place.
        plain: Option<Spanned<String>>,
        /// For whom it is; everyone where nothing is said.
        audience: Option<Audiences>,
        /// The classes, such as `term`.
        classes: Vec<String>,
        /// The language it is in, where that is another one than the deck's.
        lang: Option<String>,
    },
    /// The mark of a footnote; its text is found by [`super::Deck::footnote`]. Not in a projection, which numbers them.
    Footnote(FootnoteText),
    /// The number of a footnote that stands at the slide's foot. Only in a projection.
    FootnoteMark(u32),
    /// A line end in the source: a space.
    SoftBreak,
    /// A line end that is meant.
    LineBreak,
}

/// Where the text of a footnote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FootnoteText {
    /// `[^name]`: in a definition somewhere in the same file.
    Named(String),
    /// `^[text]`: right here.
    Here(Vec<Inline>),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside the deck.
    Url(String),
    /// `#id`: a slide of this deck.
    Slide(String),
}

/// The text alone, without marks: for titles in outlines, ids and estimates. A picture counts with its alternative text.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_text(inlines, &mut out);
    out
}

fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code { text, .. } | InlineKind::Math(text) => out.push_str(text),
            InlineKind::Picture(picture) => out.push_str(&picture.alt),
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            _ => push_text(inline.content(), out),
        }
    }
}
