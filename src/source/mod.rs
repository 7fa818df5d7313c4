//! Files as they were written, and places in them.
//!
//! Everything Deckle reads passes through this module: [`Sources`] keeps the texts that findings point into, [`ProjectRoot`] is
//! the wall nothing is read beyond. A [`Span`] is a byte range of one file; [`LineIndex`] turns it into line and column when a
//! finding is printed. [`escaped`] writes a text into HTML or XML.

mod lines;
mod markup;
mod root;
mod stamp;
mod text;

pub use lines::{LineCol, LineIndex, line_col};
pub use markup::escaped;
pub use root::{MAX_FILE_BYTES, ProjectRoot, ReadError, ReadLog};
pub use stamp::Stamp;
pub use text::{TextError, decode};

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

/// Names a file of a [`Sources`]. Only meaningful together with the `Sources` that gave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The first of the ids that name a part of the first file.
const PARTS: u32 = 1 << 24;

impl FileId {
    /// A part of the first file, for spans that count from the part's start: they stay as they are when the part moves.
    pub fn part(number: u32) -> Self {
        Self(PARTS + number % (u32::MAX - PARTS))
    }

    /// The file that this is a part of, or the file itself.
    pub fn whole(self) -> Self {
        if self.0 < PARTS { self } else { Self(0) }
    }
}

/// A byte range of one source file. Offsets count from the start of the decoded text (a byte order mark is not part of it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of `file`. Offsets beyond 4 GiB saturate; such files are refused when read.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The span as a range of byte offsets.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both. Spans of different files do not join: `self` is kept.
    pub fn join(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and where the author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Changes the value, keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// Up to here a place is found without going through the whole text.
const NEAR: usize = 4096;

/// One text file, decoded.
#[derive(Debug)]
pub struct SourceFile {
    /// Its name in [`Sources`].
    pub id: FileId,
    /// The path as findings print it: as given on the command line, or relative to the project root.
    pub path: Utf8PathBuf,
    /// The decoded text, line endings as written.
    pub text: Arc<str>,
    /// Made when the first line is asked for.
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A decoded text under the path that findings shall print.
    pub fn new(id: FileId, path: Utf8PathBuf, text: impl Into<Arc<str>>) -> Self {
        Self { id, path, text: text.into(), lines: OnceLock::new() }
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column, both from 1, of a byte offset.
    pub fn line_col(&self, offset: usize) -> LineCol {
        match self.lines.get() {
            // What is asked for first is most often in the front matter, and nothing else follows.
            None if offset < NEAR => lines::line_col(&self.text, offset),
            _ => self.lines().line_col(&self.text, offset),
        }
    }

    /// How many lines there are; an empty one at the end counts.
    pub fn line_count(&self) -> usize {
        self.lines().count()
    }

    /// The byte offset at which a line (from 1) starts, or the end of the text for lines past it.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines().line_start(line).unwrap_or(self.text.len())
    }
}

/// The texts one deck was read from. Ids are given out in order of addition.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a decoded text under the path that findings shall print.
    pub fn add(&mut self, path: impl AsRef<Utf8Path>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.files.push(Arc::new(SourceFile::new(id, path.as_ref().to_owned(), text)));
        id
    }

    /// The file of an id that this set gave out.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The same, to be kept while others are added.
    pub fn shared(&self, id: FileId) -> Arc<SourceFile> {
        self.files[id.0 as usize].clone()
    }

    /// The text a span covers; empty when the span lies outside the file.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// All files, in order of addition.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().map(Arc::as_ref)
    }
}
