//! Changing running text by places in its words, which may reach across marks: `**SLO**s` is one word.

use std::ops::Range;

use super::EXCHANGED;
use super::TERM;
use crate::model::{Inline, InlineKind, LinkTarget, plain_text};
use crate::source::Span;

/// What is done with a stretch of the words.
pub(super) struct Edit {
    /// Where, in the text that [`flat`] gives.
    pub range: Range<usize>,
    pub change: Change,
}

pub(super) enum Change {
    Nothing,
    /// It becomes a mark of the class `term`, if it stands in one piece.
    Mark,
    /// Other words stand in its place.
    Words(String),
}

/// Stands for what isn't words.
const OBJECT: char = '\u{FFFC}';

/// The words of a running text; what isn't words, or isn't to be searched, is one character each.
pub(super) fn flat(text: &[Inline]) -> String {
    let mut out = String::new();
    push(text, &mut out);
    out
}

fn push(text: &[Inline], out: &mut String) {
    for inline in text {
        match &inline.kind {
            InlineKind::Text(words) => out.push_str(words),
            InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
            _ if is_closed(inline) => out.push(OBJECT),
            _ => push(inline.content(), out),
        }
    }
}

/// Is nothing to be found in it? Code, formulas, pictures, an address, words that stand in a term's place.
pub(super) fn is_closed(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Link { target: LinkTarget::Url(url), content } => is_address(&plain_text(content), url),
        InlineKind::Marked { classes, .. } => classes.iter().any(|class| class == EXCHANGED),
        _ => inline.content().is_empty(),
    }
}

/// Is the text of a link an address?
fn is_address(text: &str, url: &str) -> bool {
    let bare =
        |address: &str| address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
    text.contains("://") || text.starts_with("www.") || text.contains('@') || bare(text) == bare(url)
}

/// Makes the changes, which are in order. Gives the place of each in the source.
pub(super) fn apply(text: &mut Vec<Inline>, edits: &[Edit]) -> Vec<Span> {
    let mut spans: Vec<Option<Span>> = vec![None; edits.len()];
    walk(text, &mut 0, edits, &mut spans);
    spans.into_iter().flatten().collect()
}

fn walk(text: &mut Vec<Inline>, at: &mut usize, edits: &[Edit], spans: &mut [Option<Span>]) {
    for mut inline in std::mem::take(text) {
        let closed = is_closed(&inline);
        match &mut inline.kind {
            InlineKind::Text(words) => {
                let start = *at;
                *at += words.len();
                let touched: Vec<usize> =
                    (0..edits.len()).filter(|&i| edits[i].range.start < *at && edits[i].range.end > start).collect();
                if touched.is_empty() {
                    text.push(inline);
                } else {
                    let span = inline.span;
                    split(text, (words, span, start), edits, (&touched, spans));
                }
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => {
                let here = *at;
                *at += 1;
                // A break within what is exchanged goes with it.
                let gone = |edit: &Edit| matches!(edit.change, Change::Words(_)) && edit.range.contains(&here);
                if !edits.iter().any(gone) {
                    text.push(inline);
                }
            }
            _ if closed => {
                *at += OBJECT.len_utf8();
                text.push(inline);
            }
            _ => {
                if let Some(content) = inline.content_mut() {
                    let had = !content.is_empty();
                    walk(content, at, edits, spans);
                    if had && content.is_empty() {
                        continue;
                    }
                }
                text.push(inline);
            }
        }
    }
}

/// One text, in the pieces that the changes make of it.
fn split(
    out: &mut Vec<Inline>,
    (words, span, start): (&str, Span, usize),
    edits: &[Edit],
    (touched, spans): (&[usize], &mut [Option<Span>]),
) {
    let end = start + words.len();
    let mut done = start;
    let piece = |from: usize, to: usize| {
        // Where the source is written as it is read, its places are known exactly.
        let exact = span.range().len() == words.len();
        let base = span.range().start;
        if exact { Span::new(span.file, base + from - start, base + to - start) } else { span }
    };
    let text = |from: usize, to: usize| Inline {
        kind: InlineKind::Text(words[from - start..to - start].to_owned()),
        span: piece(from, to),
    };
    for &index in touched {
        let Edit { range, change } = &edits[index];
        let (from, to) = (range.start.max(start), range.end.min(end));
        spans[index].get_or_insert(piece(from, to));
        match change {
            Change::Nothing => continue,
            Change::Mark if (from, to) != (range.start, range.end) => continue,
            Change::Mark | Change::Words(_) => {}
        }
        if done < from {
            out.push(text(done, from));
        }
        done = to;
        match change {
            Change::Words(other) if from == range.start => {
                out.push(Inline { kind: InlineKind::Text(other.clone()), span: piece(from, to) });
            }
            Change::Mark => {
                let kind = InlineKind::Marked {
                    content: vec![text(from, to)],
                    plain: None,
                    audience: None,
                    lang: None,
                    classes: vec![TERM.to_owned()],
                };
                out.push(Inline { kind, span: piece(from, to) });
            }
            Change::Words(_) | Change::Nothing => {}
        }
    }
    if done < end {
        out.push(text(done, end));
    }
}
