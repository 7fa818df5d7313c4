//! The parts of a text that are read one by one.
//!
//! A part begins with a line that begins a slide, so that nothing is open at its start, and goes on to the next such line. What a part
//! gives depends on its own text, the front matter, and the definitions of links ([`super::definitions`]): an edit costs the part it is
//! in. A part may hold several slides, since some lines that begin one (a heading made by the line under it) are known only later.

use std::ops::Range;

use super::prepare::outline;
use crate::source::SourceFile;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes, whole lines.
    pub range: Range<usize>,
    /// The number of its first line, from 1.
    pub line: usize,
}

impl Part {
    /// All of a file behind its front matter, which ends at `from`.
    pub fn whole(source: &SourceFile, from: usize) -> Self {
        let start = body(&source.text, from);
        let line = if start == 0 { 1 } else { source.line_col(start).line };
        Self { range: start..source.text.len(), line }
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
    starts.iter().zip(ends).map(|(&start, end)| Part { range: start..end, line: source.line_col(start).line }).collect()
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
