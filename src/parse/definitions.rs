//! Definitions of links (`[label]: address`), which hold for the whole file wherever they stand.
//!
//! The parts of a file are read one by one, so its definitions are collected first. comrak decides what is one: where a part has a text
//! that may be a definition, the part is read with each label put before it as a link, and those that lead somewhere are defined. A label
//! that a part doesn't define itself is then looked up here; one that an earlier part defines otherwise is put before the part's own,
//! since the first one holds (CommonMark 4.7).
//!
//! comrak takes `[^name]` for the mark of a footnote where it knows the name. So a part whose footnotes are defined elsewhere is read with
//! an empty definition of each before it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use comrak::nodes::{Node, NodeValue};
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Options, ResolvedReference, parse_document};

use super::context::Context;
use super::prepare::{FILL, START};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Audiences;
use crate::settings::shortened;

/// The longest label (CommonMark 4.7).
const MAX_LABEL: usize = 1000;
/// How much the addresses of one part may add up to, beyond its own length: a long one used often would fill the memory.
const MAX_EXPANSION: usize = 100_000;

/// A definition of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    /// The label as it is compared.
    key: String,
    url: String,
    title: String,
}

/// What a part defines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// The first of each label.
    links: Vec<Link>,
    /// The names of its footnotes as they are compared, and as they are written.
    footnotes: BTreeMap<String, String>,
}

/// What holds in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Definitions {
    links: HashMap<String, Link>,
    footnotes: BTreeMap<String, String>,
}

impl Definitions {
    /// Takes the definitions of all parts in order. Of several for one label the first holds.
    pub fn new<'d>(all: impl IntoIterator<Item = &'d Own>) -> Self {
        let mut definitions = Self::default();
        for own in all {
            for link in &own.links {
                definitions.links.entry(link.key.clone()).or_insert_with(|| link.clone());
            }
            definitions.footnotes.extend(own.footnotes.iter().map(|(key, name)| (key.clone(), name.clone())));
        }
        definitions
    }

    /// Does a label mean the same in another set?
    pub fn agree(&self, other: &Self, key: &str) -> bool {
        self.links.get(key) == other.links.get(key)
    }

    /// The lines to be read before a part: the links that hold in place of its own, and the footnotes that it has marks of.
    pub fn before(&self, own: &Own, text: &str) -> String {
        let mut lines = String::new();
        if own.links.is_empty() && self.footnotes.is_empty() {
            return lines;
        }
        for Link { key, url, title } in own.links.iter().filter_map(|own| self.links.get(&own.key).filter(|link| *link != own)) {
            let _ = write!(lines, "[{}]: <{}>", escaped(key, "[]\\"), escaped(url, "<>&\\"));
            lines.push_str(&if title.is_empty() { "\n\n".to_owned() } else { format!(" \"{}\"\n\n", escaped(title, "\"&\\")) });
        }
        if !self.footnotes.is_empty() {
            let marks = text.match_indices("[^").filter_map(|(at, _)| text[at + 2..].split([']', '\n', '\r']).next());
            let keys: BTreeSet<String> = marks.map(key).filter(|key| !own.footnotes.contains_key(key)).collect();
            for name in keys.iter().filter_map(|key| self.footnotes.get(key)) {
                let _ = write!(lines, "[^{name}]: .\n\n");
            }
        }
        lines
    }
}

fn escaped(text: &str, marks: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if marks.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What was asked about while a part was read.
#[derive(Debug, Clone, Default)]
pub struct Asked(Arc<Mutex<BTreeSet<String>>>);

impl Asked {
    /// The labels that the part doesn't define itself, by their keys.
    pub fn keys(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }
}

/// Lets comrak look up labels among the definitions of the file. `length` is that of the part.
pub fn look_up<'d>(options: &mut Options<'d>, definitions: &'d Definitions, length: usize, asked: &Asked) {
    let (left, asked) = (AtomicUsize::new(length.max(MAX_EXPANSION)), asked.clone());
    options.parse.broken_link_callback = Some(Arc::new(move |reference: BrokenLinkReference<'_>| {
        let key = key(reference.original);
        let found = definitions.links.get(&key);
        asked.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        let Link { url, title, .. } = found?;
        let size = url.len() + title.len();
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).ok()?;
        Some(ResolvedReference { url: url.clone(), title: title.clone() })
    }));
}

/// What a prepared text defines.
pub fn of(text: &str, options: &Options<'_>) -> Own {
    let mut labels: Vec<(String, &str)> = Vec::new();
    let mut may_have_footnotes = false;
    for label in text.match_indices("]:").filter_map(|(end, _)| label_before(text, end)) {
        let key = key(label);
        if label.starts_with('^') {
            may_have_footnotes = true;
        } else if !key.is_empty() && !labels.iter().any(|(known, _)| *known == key) {
            labels.push((key, label));
        }
    }
    let mut own = Own::default();
    if labels.is_empty() && !may_have_footnotes {
        return own;
    }
    let links: String = labels.iter().map(|(_, label)| format!("[{}]\n\n", one_line(label))).collect();
    let arena = Arena::new();
    let document = parse_document(&arena, &(links + text), options);
    for (node, (key, _)) in document.children().zip(labels) {
        if let Some(child) = node.first_child()
            && let NodeValue::Link(link) = &child.data().value
        {
            own.links.push(Link { key, url: unmasked(&link.url), title: unmasked(&link.title) });
        }
    }
    for node in document.descendants().filter(|_| may_have_footnotes) {
        if let NodeValue::FootnoteDefinition(footnote) = &node.data().value {
            own.footnotes.insert(key(&footnote.name), footnote.name.clone());
        }
    }
    own
}

/// Reports the definitions of links inside of a block that is not for everyone: they hold for the whole file, so that the address would
/// be in the files of people the block is not for. `around` is for whom the blocks around it are; in one that is not for everyone
/// all has been said.
pub fn report_in_block(cx: &mut Context<'_>, node: Node<'_>, around: Option<&Audiences>, own: Option<&Audiences>) {
    let restricts = |audience: Option<&Audiences>| matches!(audience, Some(Audiences::Only(_)));
    let range = cx.range(node);
    let text = cx.slice(range.clone());
    if restricts(around) || !restricts(own) || !text.contains("]:") {
        return;
    }
    let first_line = text.find(['\n', '\r']).map_or(text.len(), |end| end + 1);
    let inside = &text[first_line..];
    let links = of(inside, &super::options(cx.dialect)).links;
    let mut told = BTreeSet::new();
    for end in inside.match_indices("]:").map(|(end, _)| end) {
        let Some(label) = label_before(inside, end) else { continue };
        let known = key(label);
        if !links.iter().any(|link| link.key == known) || !told.insert(known) {
            continue;
        }
        let at = range.start + first_line + end - label.len();
        let message = "this definition of a link holds for the whole file, not only for those whom the block around it is for";
        let finding = Diagnostic::new(Code::SharedDefinition, cx.span(at - 1..at + label.len() + 1), message);
        let bare = shortened(&one_line(label));
        cx.report(
            finding
                .help(format!("write the address where it is used, `[{bare}](…)`: then it goes where the text goes"))
                .help("or put the definition outside of the block, if everyone may read the address"),
        );
    }
}

/// What stands in the brackets that close at `end`.
fn label_before(text: &str, end: usize) -> Option<&str> {
    let mut from = end.saturating_sub(MAX_LABEL);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..end];
    let mut open = before.len();
    loop {
        open = before[..open].rfind('[')?;
        let escapes = before[..open].bytes().rev().take_while(|b| *b == b'\\').count();
        if escapes % 2 == 0 {
            break;
        }
    }
    Some(&before[open + 1..])
}

/// A label on one line, without the marks of a quotation around it.
fn one_line(label: &str) -> String {
    let lines = label.lines().enumerate();
    let bare = lines.map(|(at, line)| if at == 0 { line.trim() } else { line.trim_start_matches([' ', '\t', '>']).trim_end() });
    bare.collect::<Vec<_>>().join(" ")
}

/// Labels are equal where these are: case and white space don't count (CommonMark 4.7).
fn key(label: &str) -> String {
    let words = one_line(label).split_whitespace().collect::<Vec<_>>().join(" ");
    words.to_lowercase().to_uppercase().to_lowercase()
}

/// Braces in an address are hidden from comrak; where they are looked up, they are nothing.
fn unmasked(text: &str) -> String {
    text.replace([START, FILL], "")
}
