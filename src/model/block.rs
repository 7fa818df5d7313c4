//! Blocks: what stands on a slide and in its notes.

use super::{Audiences, Inline, Picture};
use crate::source::{Span, Spanned};

/// A block and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it was written.
    pub span: Span,
    /// For whom it is; everyone its surroundings are for where nothing is said. `None` after projection.
    pub audience: Option<Audiences>,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading inside a slide (a level below the one that starts slides).
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
        /// `plain="…"`
        plain: Option<Spanned<String>>,
    },
    /// A list.
    List(List),
    /// A code block.
    Code(CodeBlock),
    /// A formula that stands alone, in LaTeX.
    Math(String),
    /// Raw content for the typesetter. Only in trusted projects.
    Typst(RawTypst),
    /// A table.
    Table(Table),
    /// A picture that stands alone.
    Picture(Box<Picture>),
    /// Terms with what they mean.
    Descriptions(Vec<Description>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Columns side by side.
    Columns(Vec<Column>),
    /// A GFM alert.
    Callout {
        /// What it warns of.
        kind: CalloutKind,
        /// Its title, where the author gave one.
        title: Option<String>,
        /// Its content.
        content: Vec<Block>,
    },
    /// A div that only groups; its classes are for themes, its language for all that stands in it.
    Group {
        /// The classes.
        classes: Vec<String>,
        /// The language it is in, where that is another one than around it.
        lang: Option<String>,
        /// Its content.
        content: Vec<Block>,
    },
    /// `. . .`: what follows on the slide is shown at the next step.
    Pause,
}

/// A bullet or numbered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// No blank lines between the items.
    pub tight: bool,
    /// Does each item appear at a step of its own? See [`Steps`](super::Steps).
    pub incremental: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its content.
    pub content: Vec<Block>,
    /// `[ ]` or `[x]` of a task list.
    pub checked: Option<bool>,
    /// Where it was written.
    pub span: Span,
}

/// A term of a description list and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means; one for each `:`.
    pub details: Vec<Vec<Block>>,
    /// Where the term was written.
    pub span: Span,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The language as written after the fence; empty when none.
    pub language: String,
    /// The code, without the last line end, lines ended by LF.
    pub text: String,
    /// The lines to mark, from 1, a list for each step (`highlight="2-3|5|all"`). An empty list marks no line and fades none, which
    /// is what `all` means. Nothing at all: as one empty list.
    pub highlight: Vec<Vec<usize>>,
    /// What it means for people outside the field (`plain="…"`).
    pub plain: Option<Spanned<String>>,
    /// The file that the code is still to be read from. `None` when it is there.
    pub file: Option<CodeFile>,
}

/// Raw content for the typesetter (```` ```{=typst} ````).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawTypst {
    /// The content, lines ended by LF.
    pub text: String,
    /// Where each of its lines starts in the file.
    pub lines: Vec<u32>,
}

/// The file of a code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeFile {
    /// Its path, relative to the deck.
    pub path: Spanned<String>,
    /// `lines=`, as written: the lines that are shown.
    pub lines: Option<Spanned<String>>,
    /// `highlight=`, as written: its lines can be counted only when the code is there.
    pub highlight: Option<Spanned<String>>,
}

/// How a table's column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As the theme does it: numbers right, text left.
    Auto,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The head.
    pub head: TableRow,
    /// The rows below it.
    pub rows: Vec<TableRow>,
}

/// A row of cells, as many as the table has columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The cells.
    pub cells: Vec<Vec<Inline>>,
    /// Where it was written.
    pub span: Span,
}

/// One of several columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The width in percent; the columns without one share the rest.
    pub width: Option<u32>,
    /// Its content.
    pub content: Vec<Block>,
    /// Where it was written.
    pub span: Span,
}

/// The kinds of GFM alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CalloutKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl CalloutKind {
    /// The name themes know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            CalloutKind::Note => "note",
            CalloutKind::Tip => "tip",
            CalloutKind::Important => "important",
            CalloutKind::Warning => "warning",
            CalloutKind::Caution => "caution",
        }
    }
}
