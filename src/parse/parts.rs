//! The parts of a text that are read one by one.
//!
//! A part begins with a line that begins a slide, so that nothing is open at its start, and goes on to the next such line. What a part
//! gives depends on its own text, the front matter, the definitions of links ([`super::definitions`]) and the language of its section: an
//! edit costs the part it is in. A part may hold several slides, since some lines that begin one (a heading made by the line under it) are known only later.

use std::ops::Range;

use super::attributes::{self, AttributeKind};
use super::prepare::{heading_level, outline};
use crate::settings::is_language_tag;
use crate::source::SourceFile;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes, whole lines.
    pub range: Range<usize>,
    /// The number of its first line, from 1.
    pub line: usize,
    /// The language of the section it is in, where that names one.
    pub lang: Option<String>,
}

impl Part {
    /// All of a file behind its front matter, which ends at `from`.
    pub fn whole(source: &SourceFile, from: usize) -> Self {
        let start = body(&source.text, from);
        let line = if start == 0 { 1 } else { source.line_col(start).line };
        Self { range: start..source.text.len(), line, lang: None }
    }

    /// In a section with a language.
    pub fn within(self, lang: Option<String>) -> Self {
        Self { lang, ..self }
    }
}

/// The parts of a file behind its front matter, which ends at `from`; slides begin at headings down to `level`.
pub fn parts(source: &SourceFile, from: usize, level: u8) -> Vec<Part> {
    let from = body(&source.text, from);
    let mut starts = vec![from];
    outline(&source.text, from, level, |start| {
        if start > from {
            starts.push(start);
        }
        true
    });
    let ends = starts.iter().skip(1).copied().chain([source.text.len()]);
    let ranges: Vec<Range<usize>> = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
    let langs = languages(&source.text, ranges.iter().cloned(), level);
    let part = |(range, lang): (Range<usize>, Option<String>)| Part { line: source.line_col(range.start).line, range, lang };
    ranges.into_iter().zip(langs).map(part).collect()
}

/// For each part the language of the section it is in: what the last heading above slides says that begins a part.
pub fn languages(text: &str, parts: impl Iterator<Item = Range<usize>>, level: u8) -> Vec<Option<String>> {
    let mut current: Option<String> = None;
    let lang = |range: Range<usize>| {
        if let Some(named) = section_language(&text[range], level) {
            current = named;
        }
        current.clone()
    };
    parts.map(lang).collect()
}

/// The language that a section names in its heading; `None` where the text begins with no section.
fn section_language(text: &str, level: u8) -> Option<Option<String>> {
    heading_level(text.trim_start_matches(' ')).filter(|found| *found < usize::from(level))?;
    let line = &text[..text.find(['\n', '\r']).unwrap_or(text.len())];
    let braces = line.rfind('{').and_then(|at| attributes::parse(line, at, line.len()).ok());
    let lang = braces.and_then(|braces| {
        braces.items.into_iter().find_map(|item| match item.kind {
            AttributeKind::Pair { key, value, .. } if key == "lang" => Some(value),
            _ => None,
        })
    });
    Some(lang.filter(|lang| is_language_tag(lang)))
}

/// Where the text behind a front matter starts: on the line after the one that closes it.
pub fn body(text: &str, front_matter_end: usize) -> usize {
    if front_matter_end == 0 {
        return 0;
    }
    let rest = &text.as_bytes()[front_matter_end..];
    let line_end = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    front_matter_end + line_end
}
