//! Definitions of links (`[label]: address`), which hold for the whole file wherever they stand.
//!
//! The parts of a file are read one by one, so its definitions are collected first. comrak decides what is one: where a part has a text
//! that may be a definition, the part is read with each label put before it as a link, and those that lead somewhere are defined. A label
//! that a part doesn't define itself is then looked up here; one that an earlier part defines otherwise is put before the part's own,
//! since the first one holds (CommonMark 4.7).

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use comrak::nodes::NodeValue;
use comrak::options::BrokenLinkReference;
use comrak::{Arena, Options, ResolvedReference, parse_document};

use super::prepare::{FILL, START};

/// The longest label (CommonMark 4.7).
const MAX_LABEL: usize = 1000;
/// How much the addresses of one part may add up to, beyond its own length: a long one used often would fill the memory.
const MAX_EXPANSION: usize = 100_000;

/// A definition of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The label as it is compared.
    pub key: String,
    url: String,
    title: String,
}

/// Of a file: the definition that holds for each label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Definitions(HashMap<String, Definition>);

impl Definitions {
    /// Takes the definitions of all parts in order. Of several for one label the first holds.
    pub fn new<'d>(all: impl IntoIterator<Item = &'d Definition>) -> Self {
        let mut by_key = HashMap::new();
        for definition in all {
            by_key.entry(definition.key.clone()).or_insert_with(|| definition.clone());
        }
        Self(by_key)
    }

    /// The one that holds for a label, by its key.
    pub fn get(&self, key: &str) -> Option<&Definition> {
        self.0.get(key)
    }

    /// Those that hold in place of a part's own, written as lines.
    pub fn over(&self, own: &[Definition]) -> String {
        let mut lines = String::new();
        for definition in own.iter().filter_map(|own| self.get(&own.key).filter(|holds| *holds != own)) {
            let Definition { key, url, title } = definition;
            let _ = write!(lines, "[{}]: <{}>", escaped(key, "[]\\"), escaped(url, "<>&\\"));
            lines.push_str(&if title.is_empty() { "\n\n".to_owned() } else { format!(" \"{}\"\n\n", escaped(title, "\"&\\")) });
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

/// Lets comrak look up labels among the definitions of the file. `length` is that of the part.
pub fn look_up<'d>(options: &mut Options<'d>, definitions: &'d Definitions, length: usize) {
    let left = AtomicUsize::new(length.max(MAX_EXPANSION));
    options.parse.broken_link_callback = Some(Arc::new(move |reference: BrokenLinkReference<'_>| {
        let Definition { url, title, .. } = definitions.get(&key(reference.original))?;
        let size = url.len() + title.len();
        left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(size)).ok()?;
        Some(ResolvedReference { url: url.clone(), title: title.clone() })
    }));
}

/// The definitions in a prepared text, the first of each label.
pub fn of(text: &str, options: &Options<'_>) -> Vec<Definition> {
    let mut labels: Vec<(String, &str)> = Vec::new();
    for (end, _) in text.match_indices("]:") {
        let Some(label) = label_before(text, end) else { continue };
        let key = key(label);
        if !key.is_empty() && !labels.iter().any(|(known, _)| *known == key) {
            labels.push((key, label));
        }
    }
    if labels.is_empty() {
        return Vec::new();
    }
    let links: String = labels.iter().map(|(_, label)| format!("[{}]\n\n", one_line(label))).collect();
    let arena = Arena::new();
    let document = parse_document(&arena, &(links + text), options);
    let found = document.children().zip(labels).filter_map(|(node, (key, _))| match &node.first_child()?.data().value {
        NodeValue::Link(link) => Some(Definition { key, url: unmasked(&link.url), title: unmasked(&link.title) }),
        _ => None,
    });
    found.collect()
}

/// What stands in the brackets that close at `end`; none for footnotes.
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
    Some(&before[open + 1..]).filter(|label| !label.starts_with('^'))
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
