//! Braces and control characters taken out of comrak's sight, byte for byte.
//!
//! What stands in braces would otherwise be read as Markdown: quotes would become typographic, stars emphasis, addresses links. A
//! mask is [`START`] and then [`FILL`] up to the same length, so that every column stays true. Where a mask turns out to stand in
//! code, a formula or an address, [`Masks::restore`] puts back what was written.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use crate::parse::attributes::{AttributeError, Attributes};

/// The first byte of a mask.
pub const START: char = '\u{2}';
/// The other bytes of a mask.
pub const FILL: char = '\u{1}';

/// What a mask hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskKind {
    /// Braces that can be read: an index into [`Masks::braces`].
    Braces(usize),
    /// A further line of them.
    Continuation(usize),
    /// A character that stands for itself.
    Literal,
    /// The `^` of `^[`, which opens a footnote and raises nothing.
    FootnoteMark,
    /// The first line of a comment, and where the comment ends.
    Comment(usize),
    /// A further line of it.
    Nothing,
    /// `{{< … >}}` of a Quarto deck.
    Shortcode,
}

/// A masked place.
#[derive(Debug, Clone)]
pub struct Mask {
    /// The bytes it hides, none of them a line end.
    pub range: Range<usize>,
    /// What they are.
    pub kind: MaskKind,
}

/// Braces, and whether something has taken them.
#[derive(Debug)]
pub struct Braces {
    /// What stands in them; nothing when they couldn't be read.
    pub attributes: Attributes,
    /// Why they couldn't be read, where that is not reported yet.
    pub problem: Option<AttributeError>,
    /// Has a construct taken them as its settings?
    pub claimed: Cell<bool>,
}

/// All masks of a file, in order.
#[derive(Debug, Default)]
pub struct Masks {
    /// By place.
    pub masks: Vec<Mask>,
    /// The braces they hide.
    pub braces: Vec<Braces>,
}

impl Masks {
    /// Hides braces, line by line.
    pub fn hide_braces(&mut self, text: &str, attributes: Attributes) {
        self.hide(text, attributes, None);
    }

    /// Hides braces that can't be read. That is an error wherever they turn out not to stand in code, a formula or an address.
    pub fn hide_unreadable(&mut self, text: &str, range: Range<usize>, problem: AttributeError) {
        self.hide(text, Attributes { items: Vec::new(), range }, Some(problem));
    }

    fn hide(&mut self, text: &str, attributes: Attributes, problem: Option<AttributeError>) {
        let index = self.braces.len();
        let range = attributes.range.clone();
        self.braces.push(Braces { attributes, problem, claimed: Cell::new(false) });
        // Control characters inside them may be masked already, when a later line showed that this is a heading.
        while self.masks.last().is_some_and(|mask| mask.range.start >= range.start) {
            self.masks.pop();
        }
        let mut first = true;
        for line in super::cursor::lines(text.get(range.clone()).unwrap_or("")) {
            let start = range.start + line.start;
            let white = if first { 0 } else { text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len() };
            let kind = if first { MaskKind::Braces(index) } else { MaskKind::Continuation(index) };
            let range = (start + white).min(range.start + line.end)..range.start + line.end;
            if !range.is_empty() {
                self.masks.push(Mask { range, kind });
            }
            first = false;
        }
    }

    /// Hides a comment within a paragraph, line by line.
    pub fn hide_comment(&mut self, text: &str, range: Range<usize>) {
        for line in super::cursor::lines(text.get(range.clone()).unwrap_or("")) {
            let start = range.start + line.start;
            let white = text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
            let kind = if line.start == 0 { MaskKind::Comment(range.end) } else { MaskKind::Nothing };
            let hidden = (start + white).min(range.start + line.end)..range.start + line.end;
            if !hidden.is_empty() {
                self.masks.push(Mask { range: hidden, kind });
            }
        }
    }

    /// Hides characters that would be taken for masks or change their length.
    pub fn hide_literal(&mut self, range: Range<usize>, kind: MaskKind) {
        self.masks.push(Mask { range, kind });
    }

    /// The comments that are hidden.
    pub fn comments<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.masks.iter().filter_map(|mask| match mask.kind {
            MaskKind::Comment(end) => text.get(mask.range.start..end),
            _ => None,
        })
    }

    /// The index of the first mask at or after an offset.
    pub fn first_from(&self, offset: usize) -> usize {
        self.masks.partition_point(|mask| mask.range.start < offset)
    }

    /// The braces hidden at exactly this offset.
    pub fn braces_at(&self, offset: usize) -> Option<&Braces> {
        let mask = self.masks.get(self.first_from(offset)).filter(|mask| mask.range.start == offset)?;
        match mask.kind {
            MaskKind::Braces(index) => self.braces.get(index),
            MaskKind::Continuation(_)
            | MaskKind::Literal
            | MaskKind::FootnoteMark
            | MaskKind::Comment(_)
            | MaskKind::Nothing
            | MaskKind::Shortcode => None,
        }
    }

    /// What was written where `masked` has masks. `range` is the place in the file that `masked` was made from.
    pub fn restore<'a>(&self, masked: &'a str, range: Range<usize>, text: &str) -> Cow<'a, str> {
        if !masked.contains(START) {
            return Cow::Borrowed(masked);
        }
        let mut next = self.first_from(range.start);
        let mut restored = String::with_capacity(masked.len());
        for c in masked.chars() {
            match c {
                FILL => {}
                START => {
                    if let Some(mask) = self.masks.get(next).filter(|mask| mask.range.start < range.end) {
                        restored.push_str(original(text, mask));
                        next += 1;
                    }
                }
                _ => restored.push(c),
            }
        }
        Cow::Owned(restored)
    }
}

/// What a mask hides, as text. NUL is no character (CommonMark 2.3).
pub fn original<'a>(text: &'a str, mask: &Mask) -> &'a str {
    match text.get(mask.range.clone()) {
        Some("\0") => "\u{FFFD}",
        Some(written) => written,
        None => "",
    }
}
