//! Content that falls into equal parts: below headings, in columns, in a table, in a list, in pictures.

use super::{Appears, Cell, Head, Piece, is_heading};
use crate::model::{Block, BlockKind, Column, Description, Inline, InlineKind, Layout, ListItem, Table, TableRow};
use crate::source::Span;

/// The parts and what stands around them.
#[derive(Debug, Default)]
pub struct Parts<'a> {
    pub before: Vec<&'a Block>,
    pub cells: Vec<Cell<'a>>,
    /// Where each part begins.
    pub spans: Vec<Span>,
    /// What the columns and the rows of a matrix are called.
    pub axes: (Vec<Vec<Inline>>, Vec<Vec<Inline>>),
    pub after: Vec<&'a Block>,
}

impl<'a> Parts<'a> {
    fn of(cells: Vec<(Span, Cell<'a>)>) -> Self {
        let (spans, cells) = cells.into_iter().unzip();
        Self { cells, spans, ..Self::default() }
    }
}

/// The parts of a slide's content; `None` where it has none. Headings come first, since they say most clearly what belongs together.
pub fn parts<'a>(layout: Layout, content: &[&'a Block]) -> Option<Parts<'a>> {
    if content.iter().any(|block| is_heading(block)) {
        return Some(below_headings(content));
    }
    if layout == Layout::BeforeAfter
        && let Some(parts) = pictures(content).filter(|found| found.cells.len() > 1)
    {
        return Some(parts);
    }
    let (at, parts) = content.iter().enumerate().find_map(|(at, block)| Some((at, in_block(layout, block)?)))?;
    Some(Parts { before: content[..at].to_vec(), after: content[at + 1..].to_vec(), ..parts })
}

fn in_block<'a>(layout: Layout, block: &'a Block) -> Option<Parts<'a>> {
    match &block.kind {
        BlockKind::Columns(columns) => Some(in_columns(columns)),
        BlockKind::Table(table) if layout == Layout::Matrix => crossed(block, table),
        BlockKind::Table(table) if layout == Layout::Timeline => by_row(block, table),
        BlockKind::Table(table) => Some(by_column(block, table)),
        BlockKind::List(list) => in_list(&list.items),
        BlockKind::Descriptions(items) => Some(Parts::of(items.iter().map(term).collect())),
        _ => None,
    }
}

/// What stands before the first heading belongs to no part.
fn below_headings<'a>(content: &[&'a Block]) -> Parts<'a> {
    let starts: Vec<usize> = content.iter().enumerate().filter(|(_, block)| is_heading(block)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    let cell = |(&start, end): (&usize, usize)| {
        let cell = Cell { head: Some(Head::Heading(content[start])), ..Cell::of_blocks(content[start + 1..end].iter().copied()) };
        (content[start].span, cell)
    };
    let parts = Parts::of(starts.iter().zip(ends).map(cell).collect());
    Parts { before: content[..starts.first().copied().unwrap_or(0)].to_vec(), ..parts }
}

/// A column's name is its heading, or a first paragraph in bold.
fn in_columns(columns: &[Column]) -> Parts<'_> {
    fn cell(column: &Column) -> (Span, Cell<'_>) {
        let content: Vec<&Block> = column.content.iter().filter(|block| !matches!(block.kind, BlockKind::Pause)).collect();
        let cell = match content.as_slice() {
            [first, rest @ ..] if is_heading(first) => {
                Cell { head: Some(Head::Heading(first)), ..Cell::of_blocks(rest.iter().copied()) }
            }
            [first @ Block { kind: BlockKind::Paragraph(words), .. }, rest @ ..] if is_bold(words) => {
                Cell { head: Some(Head::Bold(first)), ..Cell::of_blocks(rest.iter().copied()) }
            }
            all => Cell::of_blocks(all.iter().copied()),
        };
        (column.span, cell)
    }
    Parts::of(columns.iter().map(cell).collect())
}

/// A part for each column of a table, named by its head.
fn by_column<'a>(block: &'a Block, table: &'a Table) -> Parts<'a> {
    let cell = |(column, head): (usize, &Vec<Inline>)| {
        let below = table.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_empty());
        let content = below.map(|cell| Piece::Words(cell.clone())).collect();
        (block.span, Cell { head: Some(Head::Words(head.clone())), content, appears: Appears::With(block) })
    };
    Parts::of(table.head.cells.iter().enumerate().map(cell).collect())
}

/// A part for each row of a table, named by its first cell. Its head has to be empty, since there is no place for it.
fn by_row<'a>(block: &'a Block, table: &'a Table) -> Option<Parts<'a>> {
    if table.head.cells.iter().any(|cell| !cell.is_empty()) {
        return None;
    }
    let cell = |row: &'a TableRow| {
        let (head, rest) = row.cells.split_first()?;
        let content = rest.iter().filter(|cell| !cell.is_empty()).map(|cell| Piece::Words(cell.clone())).collect();
        Some((row.span, Cell { head: Some(Head::Words(head.clone())), content, appears: Appears::With(block) }))
    };
    Some(Parts::of(table.rows.iter().filter_map(cell).collect()))
}

/// Two rows of two fields, below and beside what the axes are called.
fn crossed<'a>(block: &'a Block, table: &'a Table) -> Option<Parts<'a>> {
    let [corner, right @ ..] = table.head.cells.as_slice() else { return None };
    if !corner.is_empty() || right.len() != 2 || table.rows.len() != 2 {
        return None;
    }
    let field = |words: &Vec<Inline>| {
        let (head, content) = match strong_start(words) {
            Some((head, rest)) => (Some(Head::Words(head)), rest),
            None => (None, words.clone()),
        };
        let content = if content.is_empty() { Vec::new() } else { vec![Piece::Words(content)] };
        (block.span, Cell { head, content, appears: Appears::With(block) })
    };
    let parts = Parts::of(table.rows.iter().flat_map(|row| row.cells.iter().skip(1)).map(field).collect());
    let down = table.rows.iter().map(|row| row.cells.first().cloned().unwrap_or_default()).collect();
    Some(Parts { axes: (right.to_vec(), down), ..parts })
}

/// The items of a list in which each begins with bold words.
fn in_list(items: &[ListItem]) -> Option<Parts<'_>> {
    fn cell(item: &ListItem) -> Option<(Span, Cell<'_>)> {
        let [Block { kind: BlockKind::Paragraph(words), .. }, more @ ..] = item.content.as_slice() else { return None };
        let (head, rest) = strong_start(words)?;
        let first = if rest.is_empty() { None } else { Some(Piece::Words(rest)) };
        let content = first.into_iter().chain(more.iter().map(Piece::Block)).collect();
        Some((item.span, Cell { head: Some(Head::Words(head)), content, appears: Appears::Item(item) }))
    }
    Some(Parts::of(items.iter().map(cell).collect::<Option<_>>()?))
}

fn term(item: &Description) -> (Span, Cell<'_>) {
    let content = item.details.iter().flatten().map(Piece::Block).collect();
    (item.span, Cell { head: Some(Head::Words(item.term.clone())), content, appears: Appears::Term(item) })
}

/// The pictures, each a part; those that share a paragraph with nothing but pictures too. `None` where there are none.
pub fn pictures<'a>(content: &[&'a Block]) -> Option<Parts<'a>> {
    let start = content.iter().position(|block| !pictures_of(block).is_empty())?;
    let cells = content.iter().flat_map(|block| pictures_of(block)).collect();
    let after = content[start..].iter().filter(|block| pictures_of(block).is_empty()).copied().collect();
    Some(Parts { before: content[..start].to_vec(), after, ..Parts::of(cells) })
}

/// The pictures of a block that holds nothing else.
fn pictures_of(block: &Block) -> Vec<(Span, Cell<'_>)> {
    let BlockKind::Paragraph(content) = &block.kind else {
        let is_picture = matches!(block.kind, BlockKind::Picture(_));
        return if is_picture { vec![(block.span, Cell::of_blocks([block]))] } else { Vec::new() };
    };
    let mut cells = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Picture(picture) => {
                let cell = Cell { head: None, content: vec![Piece::Picture(picture)], appears: Appears::With(block) };
                cells.push((inline.span, cell));
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => {}
            InlineKind::Text(text) if text.trim().is_empty() => {}
            _ => return Vec::new(),
        }
    }
    cells
}

/// How many pictures blocks hold that hold nothing else; `None` where one holds something else.
pub fn pictures_alone(content: &[&Block]) -> Option<usize> {
    content.iter().map(|block| Some(pictures_of(block).len()).filter(|count| *count > 0)).sum()
}

fn is_bold(words: &[Inline]) -> bool {
    matches!(words, [Inline { kind: InlineKind::Strong(_), .. }])
}

/// The bold words that a text begins with, and the rest of it; the colon or dash between the two is neither's.
pub fn strong_start(words: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let [Inline { kind: InlineKind::Strong(strong), .. }, rest @ ..] = words else { return None };
    let mut strong = strong.clone();
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = strong.last_mut() {
        text.truncate(text.trim_end_matches([':', ' ']).len());
    }
    let mut rest: Vec<Inline> =
        rest.iter().skip_while(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)).cloned().collect();
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = rest.first_mut() {
        *text = text.trim_start_matches([':', ' ', '–', '—']).to_owned();
        if text.is_empty() {
            rest.remove(0);
        }
    }
    let breaks = rest.iter().take_while(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)).count();
    rest.drain(..breaks);
    Some((strong, rest))
}
