//! Footnotes: `[^name]` with its definition anywhere in the file, and `^[text]`.
//!
//! A mark keeps only the name; definitions are collected for the whole file and looked up when the slide is projected, since each may
//! be for one audience. comrak knows which names are defined; marks of names it doesn't know are read here all the same, so that they
//! are findings and not text without a word.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use comrak::nodes::Node;

use super::blocks;
use super::context::{Context, MAX_BLOCKS};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Audiences, BlockKind, Footnote, FootnoteText, Inline, InlineKind, walk_blocks};
use crate::settings::shortened;
use crate::source::Spanned;

/// For how many unknown names a near one is looked for; the search takes time.
const SEARCHES: usize = 20;

/// The footnotes of a file.
#[derive(Debug, Clone, Default)]
pub struct Footnotes {
    defined: Vec<Footnote>,
    used: Vec<Spanned<String>>,
    /// Is the text of one being read?
    inside: bool,
}

impl Footnotes {
    /// Has one of them code that stands in a file?
    pub fn name_files(&self) -> bool {
        let mut blocks = self.defined.iter().flat_map(|footnote| walk_blocks(&footnote.content));
        blocks.any(|block| matches!(&block.kind, BlockKind::Code(code) if code.file.is_some()))
    }

    /// Those that are defined.
    pub fn defined_mut(&mut self) -> &mut [Footnote] {
        &mut self.defined
    }

    /// Is none defined, and none asked for?
    pub fn are_none(&self) -> bool {
        self.defined.is_empty() && self.used.is_empty()
    }

    /// Adds those of a later part of the file.
    pub fn append(&mut self, later: &Footnotes) {
        self.defined.extend(later.defined.iter().cloned());
        self.used.extend(later.used.iter().cloned());
    }
}

/// Reads a definition. It stands nowhere; it is shown where its mark is.
pub fn define(cx: &mut Context<'_>, node: Node<'_>, name: &str, depth: usize) {
    let span = cx.node_span(node);
    let outside = (std::mem::replace(&mut cx.in_notes, true), std::mem::replace(&mut cx.footnotes.inside, true));
    let notes = cx.notes.len();
    let content = if depth < MAX_BLOCKS { blocks::children(cx, node, depth + 1) } else { Vec::new() };
    (cx.in_notes, cx.footnotes.inside) = outside;
    for note in cx.notes.split_off(notes) {
        cx.report(Diagnostic::new(Code::NestedFootnote, note.span, "speaker notes can't stand in a footnote"));
    }
    let audience = cx.around.clone();
    cx.footnotes.defined.push(Footnote { name: normalized(name), audience, content, span });
}

/// Reads a mark. `None` inside of a footnote, which is a finding.
pub fn mark(cx: &mut Context<'_>, name: &str, range: Range<usize>) -> Option<InlineKind> {
    let span = cx.span(range.clone());
    let name = normalized(name);
    cx.footnotes.used.push(Spanned::new(name.clone(), span));
    if nested(cx, range) { None } else { Some(InlineKind::Footnote(FootnoteText::Named(name))) }
}

/// A footnote whose text stands at its mark. Inside of another its text goes on in that one.
pub fn here(cx: &mut Context<'_>, content: Vec<Inline>, range: Range<usize>) -> Vec<Inline> {
    let span = cx.span(range.clone());
    if nested(cx, range) {
        return content;
    }
    vec![Inline { kind: InlineKind::Footnote(FootnoteText::Here(content)), span }]
}

fn nested(cx: &mut Context<'_>, range: Range<usize>) -> bool {
    if cx.footnotes.inside {
        let finding = Diagnostic::new(Code::NestedFootnote, cx.span(range), "a footnote can't have footnotes");
        cx.report(finding.help("say it in the text of the footnote"));
    }
    cx.footnotes.inside
}

/// The name in `[^name]`, where brackets hold nothing else.
pub fn name_in_brackets(written: &str) -> Option<&str> {
    let name = written.strip_prefix("[^")?.strip_suffix(']')?;
    let odd = |c: char| c.is_whitespace() || matches!(c, '[' | ']');
    (!name.is_empty() && !name.contains(odd)).then_some(name)
}

/// The definitions of the file, when everything is read. What doesn't fit together is reported.
pub fn finish(cx: &mut Context<'_>) -> Vec<Footnote> {
    let Footnotes { defined, used, .. } = std::mem::take(&mut cx.footnotes);
    let mut by_name: BTreeMap<&str, Vec<&Footnote>> = BTreeMap::new();
    for footnote in &defined {
        let others = by_name.entry(&footnote.name).or_default();
        if let Some(first) = others.iter().find(|other| overlap(cx, other, footnote)) {
            let message = format!("the footnote `{}` is defined already", shortened(&footnote.name));
            let finding = Diagnostic::new(Code::DuplicateKey, footnote.span, message).also(first.span, "first defined here");
            cx.report(finding.help("give it another name; the first one is shown"));
        }
        others.push(footnote);
    }
    let mut told: HashSet<&str> = HashSet::new();
    for mark in used.iter().filter(|mark| !by_name.contains_key(mark.value.as_str())) {
        if told.insert(&mark.value) {
            let known = by_name.keys().copied().filter(|_| told.len() <= SEARCHES);
            cx.report(unknown(mark, known));
        }
    }
    let used: HashSet<&str> = used.iter().map(|mark| mark.value.as_str()).collect();
    for footnote in defined.iter().filter(|footnote| !used.contains(footnote.name.as_str())) {
        let message = format!("nothing refers to the footnote `{}`; it is not shown", shortened(&footnote.name));
        let finding = Diagnostic::new(Code::UnusedFootnote, footnote.span, message);
        cx.report(finding.help(format!("write `[^{}]` where it belongs, or remove it", shortened(&footnote.name))));
    }
    defined
}

fn unknown<'a>(mark: &Spanned<String>, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let name = shortened(&mark.value);
    let finding = Diagnostic::new(Code::UnknownFootnote, mark.span, format!("no footnote has the name `{name}`"));
    match nearest(&mark.value, known) {
        Some(near) => finding.help(format!("the nearest known name is `{near}`")),
        None => finding.help(format!("add a line `[^{name}]: …` with its text; or write `\\[^` for text")),
    }
}

/// May one audience see both?
fn overlap(cx: &Context<'_>, a: &Footnote, b: &Footnote) -> bool {
    cx.both(a.audience.as_ref(), b.audience.clone()) != Some(Audiences::Only(Vec::new()))
}

fn normalized(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
