//! Raw content of trusted projects: a file of its own beside the deck, which the slide includes. So brackets that are not closed end
//! with it, paths in it start at the deck's folder, and an error in it has its own place.

use std::ops::Range;

use super::{Emitter, SlideSource};
use crate::model::RawTypst;
use crate::source::Span;

/// Raw content that a slide includes.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Its path as the typesetter knows it.
    pub path: String,
    /// Its text.
    pub text: String,
    lines: Vec<u32>,
    span: Span,
}

impl RawFile {
    /// Where in the deck a range of its bytes was written.
    pub fn origin(&self, range: &Range<usize>) -> Span {
        let before = self.text.get(..range.start).unwrap_or(&self.text);
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(range.start..).unwrap_or("");
        let length = range.len().min(rest.find('\n').unwrap_or(rest.len()));
        match self.lines.get(line) {
            Some(&start) => Span::new(self.span.file, start as usize + column, start as usize + column + length),
            None => self.span,
        }
    }
}

/// What a theme makes rules for: raw content may hold any of it.
const ANYTHING: &[&str] = &["list", "nested-list", "below-list", "heading", "link", "code", "formula", "long-text"];

impl Emitter<'_> {
    pub(super) fn raw(&self, out: &mut SlideSource, raw: &RawTypst) {
        let (Some(project), Some(span)) = (self.assets.project(), out.current()) else { return out.push("none") };
        out.holds.extend(ANYTHING);
        let path = format!("/{}", project.folder.join(format!("deckle-raw-{}.typ", out.raws.len())));
        out.push("include ");
        out.push_literal(&path);
        out.raws.push(RawFile { path, text: raw.text.clone(), lines: raw.lines.clone(), span });
    }
}
