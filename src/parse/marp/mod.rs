//! Marp decks (`marp: true`), read by Marp's rules.
//!
//! - Only rules start slides (`---`, `***`, `___`), and the headings that `headingDivider` names. A line of hyphens under a text makes a
//!   heading. Every slide counts, empty ones too. No title slide is made.
//! - The front matter and comments hold directives: for the deck, for a slide and those after it, or with `_` for one slide. A comment
//!   that sets nothing is a note of the speaker.
//! - `![bg …](…)` is a background; `w:` and `h:` in a picture's words are its size.
//! - Lists with `*` or `1)` appear item by item. Line ends are kept.
//! - Braces and `:::` are text. HTML is read as far as Markdown has a word for it; boxes that stand side by side are columns.
//!
//! What Deckle shows in another way or leaves out is told once a kind.

mod boxes;
mod classes;
mod comments;
mod directives;
mod loose;
mod meta;
mod picture;
mod slides;
mod styles;
mod tokens;
mod words;

pub use directives::{Setting, State};
pub use meta::{front_matter, has_spaced_front_matter, mark};
pub use picture::{length, take_words};
pub use slides::read;

use std::ops::Range;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Inline, InlineKind, Notes};
use crate::settings::says_for_whom;
use crate::source::Span;
use comments::Kind;

/// Reads a comment: directives go to the state, notes to the slide.
pub fn comment(cx: &mut Context<'_>, html: &str, span: Span) {
    let inside = comments::inside(html);
    // In a list or quotation other marks may stand between the lines; then the comment's own place has to do.
    let base = span.range().start + cx.slice(span.range()).find(inside).unwrap_or(0);
    match comments::kind(inside, base, cx.file()) {
        Kind::Directives(settings) => {
            cx.marp.apply(&settings);
            meta::report_misspelt(cx, &settings, span);
        }
        Kind::Fit => cx.approximated(span, "headings with `fit` have the size of other titles"),
        Kind::Remark => {}
        Kind::Note(misspelt) => {
            if let Some((key, near)) = misspelt {
                report_misspelt_note(cx, &key, &near, span);
            }
            report_audience(cx, inside, span);
            let content = paragraphs(inside, span);
            cx.notes.push(Notes { audience: None, content, span });
        }
    }
}

/// Reads a piece of HTML that stands in a block.
pub fn html(cx: &mut Context<'_>, range: Range<usize>) -> Vec<Block> {
    let mut boxes = boxes::Boxes::default();
    boxes.html(cx, range);
    boxes.finish(cx)
}

/// Reports a text that says for whom it, or what follows, is. Marp knows no audiences: everyone would see it.
pub fn report_audience(cx: &mut Context<'_>, text: &str, span: Span) {
    let opens = text.strip_prefix(":::").is_some_and(|rest| cx.is_audience(rest.trim_matches([':', ' ', '\t', '{', '}', '.'])));
    let sets = text.trim_start().strip_prefix("audience:").is_some_and(|names| cx.is_audience(names.trim()));
    if opens || sets || says_for_whom(text) {
        let finding =
            Diagnostic::new(Code::StrayAttributes, span, "in a Marp deck nothing is for one audience; everyone would see this");
        cx.report(finding.help("take `marp: true` out to have Deckle's own rules, or keep what is for others in another deck"));
    }
}

/// Notes the names of emoji (`:smile:`), which stay as they are written: the fonts have no emoji.
pub fn note_emoji(cx: &mut Context<'_>, text: &str, span: Span) {
    let is_name = |word: &&str| {
        let name = word.trim_end_matches(['.', ',', '!', '?', ';']).strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
        name.is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-'))
        })
    };
    if text.contains(':') && text.split_whitespace().any(|word| is_name(&word)) {
        cx.approximated(span, "names of emoji, such as `:smile:`, stay as they are written");
    }
}

fn report_misspelt_note(cx: &mut Context<'_>, key: &str, near: &str, span: Span) {
    let range = span.range();
    let at = range.start + cx.slice(range.clone()).find(key).unwrap_or(0);
    let place = cx.span(at..at + key.len());
    let finding = Diagnostic::new(Code::UnknownKey, place, format!("`{key}` is no directive of Marp, so this comment is a note"));
    cx.report(finding.help(format!("the nearest known directive is `{near}`")).fix(place, near));
}

/// A note as Marp shows it: text, with its line ends.
fn paragraphs(text: &str, span: Span) -> Vec<Block> {
    let mut paragraphs: Vec<Vec<Inline>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        let last = paragraphs.len() - 1;
        if line.is_empty() {
            paragraphs.push(Vec::new());
            continue;
        }
        if !paragraphs[last].is_empty() {
            paragraphs[last].push(Inline { kind: InlineKind::LineBreak, span });
        }
        paragraphs[last].push(Inline { kind: InlineKind::Text(line.to_owned()), span });
    }
    let block = |content| Block { kind: BlockKind::Paragraph(content), span, audience: None };
    paragraphs.into_iter().filter(|content| !content.is_empty()).map(block).collect()
}
