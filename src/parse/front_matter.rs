//! The front matter: where it stands, what it says, and whether it belongs to another tool.

use std::ops::Range;

use super::losses::Losses;
use super::prepare::lines;
use super::{marp, pandoc, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Dialect, Meta};
use crate::settings::{Map, Place, Value, ValueKind, read_meta};
use crate::source::{SourceFile, Span};

/// Keys that only decks have. A Markdown file with one of them is a deck.
pub const DECK_KEYS: &[&str] = &["duration", "audiences", "profile", "slide-level", "marp", "format"];

/// Keys that no other tool's decks have.
pub const OWN_KEYS: &[&str] = &["audiences", "buffer", "duration", "glossary", "pace", "profile", "qa"];

/// Where a front matter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// There is none.
    Nothing,
    /// Its YAML, and the end of the line that closes it.
    FrontMatter {
        /// Between the two lines of hyphens.
        yaml: Range<usize>,
        /// The end of the closing line.
        end: usize,
    },
    /// A first line of hyphens, and no second one.
    Unclosed(Range<usize>),
}

/// Looks for the front matter. Blank lines may stand before it; `---` with a blank line below it is a rule, not a front matter
/// (Pandoc's rule), unless it says `marp: true`.
pub fn find(text: &str) -> Found {
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let mut rest = lines(text).skip_while(is_blank).peekable();
    let Some(open) = rest.next().filter(|line| text[line.clone()].trim_end() == "---") else { return Found::Nothing };
    let Some(first) = rest.peek().cloned() else { return Found::Nothing };
    if is_blank(&first) && !marp::has_spaced_front_matter(text, first.start) {
        return Found::Nothing;
    }
    let mut last = first.start;
    for line in rest {
        if matches!(text[line.clone()].trim_end(), "---" | "...") {
            return Found::FrontMatter { yaml: first.start..last.max(first.start), end: line.end };
        }
        last = line.end;
    }
    Found::Unclosed(open)
}

/// Does the file declare itself a deck?
pub fn looks_like_deck(text: &str) -> bool {
    has_key(text, DECK_KEYS)
}

/// May the file be a deck that doesn't say so? It has a title, as other Markdown files have too.
pub fn may_be_deck(text: &str) -> bool {
    has_key(text, &["title"])
}

fn has_key(text: &str, keys: &[&str]) -> bool {
    let Found::FrontMatter { yaml, .. } = find(text) else { return false };
    let yaml = &text[yaml];
    lines(yaml).any(|line| {
        let key = yaml[line].split_once(':').map(|(key, _)| key.trim_end().trim_matches(['"', '\'']));
        key.is_some_and(|key| keys.contains(&key))
    })
}

/// What a front matter says.
#[derive(Debug)]
pub struct FrontMatter {
    /// The deck's settings, the project's defaults filled in.
    pub meta: Meta,
    /// The end of its last line; 0 where there is none.
    pub end: usize,
    /// Nothing more is to be read: the front matter never ends.
    pub stop: bool,
    /// It says nothing that can be read, such as what is no YAML.
    pub broken: bool,
    /// Whose rules the deck is written by.
    pub dialect: Dialect,
    /// What says so.
    pub mark: Span,
    /// What a foreign deck's front matter says, as its tool reads it.
    pub foreign: Foreign,
}

/// The settings of a foreign deck that are its own tool's.
#[derive(Debug, Default)]
pub struct Foreign {
    /// Marp's directives.
    pub marp: Vec<marp::Setting>,
    /// What a deck of Pandoc's or Quarto's says of itself.
    pub pandoc: pandoc::State,
    /// What is not followed.
    pub losses: Losses,
}

/// Reads the front matter of a file.
pub fn read(source: &SourceFile, defaults: &Meta, findings: &mut Diagnostics) -> FrontMatter {
    let start = Span::new(source.id, 0, 0);
    let meta = defaults.clone();
    let mut front = FrontMatter {
        meta,
        end: 0,
        stop: false,
        broken: false,
        dialect: Dialect::Native,
        mark: start,
        foreign: Foreign::default(),
    };
    if source.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("qmd")) {
        front.dialect = Dialect::Quarto;
        take_pandoc(&Map::default(), &mut front);
    }
    match find(&source.text) {
        Found::Nothing => {}
        Found::Unclosed(line) => {
            let span = Span::new(source.id, line.start, line.end);
            findings.push(
                Diagnostic::new(Code::FrontMatter, span, "the front matter is never closed").help(
                    "add a line `---` below its last setting; for a slide without a heading leave a blank line below `---`",
                ),
            );
            front.stop = true;
        }
        Found::FrontMatter { yaml, end } => {
            front.end = end;
            let mark = marp::mark(&source.text[yaml.clone()]).filter(|_| front.dialect == Dialect::Native);
            if let Some(mark) = mark {
                front.dialect = Dialect::Marp;
                front.mark = Span::new(source.id, yaml.start + mark.start, yaml.start + mark.end);
                marp::front_matter(source, yaml, &mut front, findings);
            } else {
                match yaml::parse(&source.text, yaml, source.id, findings) {
                    Some(value) => read_value(source, &value, &mut front, findings),
                    None => front.broken = true,
                }
            }
        }
    }
    front
}

/// Why the front matter of a file can't be read; `None` where it can.
pub fn unreadable(source: &SourceFile) -> Option<Diagnostics> {
    let mut findings = Diagnostics::new();
    let front = read(source, &Meta::default(), &mut findings);
    (front.stop || front.broken).then_some(findings)
}

fn read_value(source: &SourceFile, value: &Value, front: &mut FrontMatter, findings: &mut Diagnostics) {
    let map = match &value.kind {
        ValueKind::Map(map) => map,
        ValueKind::Nothing => return,
        _ => {
            let message = format!("the front matter is {}, expected settings such as `title: My talk`", value.describe());
            findings.push(Diagnostic::new(Code::FrontMatter, value.span, message));
            front.broken = true;
            return;
        }
    };
    if let Some(mark) = pandoc::mark(map, &source.text) {
        front.mark = mark.span;
        front.dialect = if front.dialect == Dialect::Native { mark.dialect } else { front.dialect };
    }
    if front.dialect.is_pandoc() {
        return take_pandoc(map, front);
    }
    report_hashes(source, map, findings);
    read_meta(map, Place::FrontMatter, &mut front.meta, findings);
}

/// Takes the settings as Pandoc and Quarto mean them.
fn take_pandoc(map: &Map, front: &mut FrontMatter) {
    let read = pandoc::read_front_matter(map, front.dialect, &front.meta);
    front.meta = read.meta;
    front.foreign = Foreign { pandoc: read.state, losses: read.losses, ..Foreign::default() };
}

/// ` #` starts a comment in YAML. Where text follows right behind it, it was more likely meant as text.
fn report_hashes(source: &SourceFile, map: &Map, findings: &mut Diagnostics) {
    for (key, value) in map.iter() {
        let text_key = matches!(key.value.as_str(), "title" | "subtitle" | "footer" | "author");
        let from = match &value.kind {
            ValueKind::Nothing => key.span.range().end,
            ValueKind::Text(_) if text_key => value.span.range().end,
            _ => continue,
        };
        let rest = source.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let before = rest.len() - rest.trim_start_matches([':', ' ', '\t']).len();
        let comment = rest[before..].trim_end();
        let is_text = comment.strip_prefix('#').is_some_and(|text| text.starts_with(|c: char| c.is_alphanumeric()));
        let quoted = source.text[value.span.range()].starts_with(['"', '\'']);
        if is_text && before > 0 && !quoted {
            let at = from + before;
            let span = Span::new(source.id, at, at + comment.len());
            let message = format!("`{}` is a comment in YAML, not part of `{}`", crate::settings::shortened(comment), key.value);
            findings.push(Diagnostic::new(Code::UnquotedHash, span, message).help("put the whole value in quotes"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_it_stands() {
        for (text, expected) in [
            ("---\na: 1\n---\nb", Some("a: 1")),
            ("---\r\na: 1\r\n---\r\nb", Some("a: 1")),
            ("\n\n---\na: 1\n...\n", Some("a: 1")),
            ("---\n---\n", Some("")),
            ("--- \na: 1\nb: 2\n---", Some("a: 1\nb: 2")),
            ("---\n\n# A\n\n---\n", None),
            ("--\na: 1\n--\n", None),
            ("# A\n---\na: 1\n---\n", None),
            ("---", None),
            ("", None),
        ] {
            let found = match find(text) {
                Found::FrontMatter { yaml, .. } => Some(&text[yaml]),
                _ => None,
            };
            assert_eq!(found, expected, "{text:?}");
        }
        assert_eq!(find("---\na: 1\n"), Found::Unclosed(0..3));
    }

    #[test]
    fn decks_say_so() {
        for (text, expected) in [
            ("---\nduration: 5m\n---\n", true),
            ("---\ntitle: x\n\"slide-level\" : 1\n---\n", true),
            ("---\nmarp: true\n---\n", true),
            ("---\ntitle: A post\n  duration: nested\n---\n", false),
            ("---\ntitle: A post\n---\nduration: 5m\n", false),
            ("duration: 5m\n", false),
        ] {
            assert_eq!(looks_like_deck(text), expected, "{text:?}");
        }
    }
}
