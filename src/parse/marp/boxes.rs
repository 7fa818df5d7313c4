//! HTML around the Markdown of a slide: boxes side by side are columns, and what HTML writes out (headings, lists, tables, pictures) is
//! what Markdown would be. The boxes themselves are not drawn.

use std::ops::Range;

use super::styles::{Look, Row};
use super::tokens::{self, Kind};
use super::words::Words;
use crate::model::{
    Block, BlockKind, CodeBlock, Column, Inline, InlineKind, List, ListItem, Table, TableRow, plain_text, texts, walk_blocks,
};
use crate::parse::attributes::AttributeKind;
use crate::parse::context::{Context, MAX_BLOCKS};
use crate::parse::losses::Fate;
use crate::parse::{html, marks, tags};
use crate::settings::shortened;
use crate::source::Span;

/// More boxes than this side by side are too narrow to read: they stand below each other.
const MOST_COLUMNS: usize = 4;

/// A bar with more characters than this is content.
const LONGEST_BAR: usize = 100;

/// Tags that only hold others.
const BOXES: &[&str] = &[
    "div", "section", "article", "main", "header", "footer", "nav", "aside", "center", "figure", "details", "address", "dl",
    "fieldset",
];
/// Tags that hold a paragraph.
const PARAGRAPHS: &[&str] = &["p", "figcaption", "summary", "dt", "dd", "legend", "caption"];
/// Parts of a table that say nothing by themselves.
const TABLE_PARTS: &[&str] = &["thead", "tbody", "tfoot", "colgroup", "col"];

/// The content of a slide while it is read.
#[derive(Debug, Default)]
pub struct Boxes {
    root: Vec<Piece>,
    open: Vec<Frame>,
    words: Words,
}

/// A part of a box: a block, or a box in it.
#[derive(Debug)]
struct Piece {
    content: Vec<Block>,
    /// Its width in percent.
    width: Option<u32>,
    /// Does it stand beside its neighbours?
    beside: bool,
    /// Has it a place of its own, out of the order of the text?
    placed: bool,
    span: Span,
}

/// An open tag.
#[derive(Debug)]
struct Frame {
    name: String,
    role: Role,
    pieces: Vec<Piece>,
    start: usize,
}

#[derive(Debug)]
enum Role {
    Box(Look),
    Paragraph,
    Heading(u8),
    List { start: Option<u64>, items: Vec<ListItem> },
    Item,
    Quote,
    Pre(String),
    Table(Vec<TableRow>),
    TableRow(Vec<Vec<Inline>>),
    TableCell,
}

impl Boxes {
    /// Does a heading that follows stand at the top of the slide? A picture above it may be a logo, and a box with a place of its own is not
    /// above it.
    pub fn is_at_top(&self) -> bool {
        let only_pictures = |pieces: &[Piece]| {
            pieces
                .iter()
                .filter(|piece| !piece.placed)
                .flat_map(|piece| &piece.content)
                .all(|block| matches!(block.kind, BlockKind::Picture(_)))
        };
        let plain = |frame: &Frame| matches!(&frame.role, Role::Box(look) if look.row.is_none() && !look.floats);
        only_pictures(&self.root) && self.open.iter().all(|frame| plain(frame) && only_pictures(&frame.pieces))
    }

    /// A heading that HTML wrote at the top of the slide.
    pub fn take_title(&mut self) -> Option<(Vec<Inline>, Span)> {
        let in_order: Vec<usize> = (0..self.root.len()).filter(|index| !self.root[*index].placed).collect();
        let [only] = in_order.as_slice() else { return None };
        let Piece { content, beside: false, .. } = &self.root[*only] else { return None };
        let [Block { kind: BlockKind::Heading { .. }, .. }] = content.as_slice() else { return None };
        match self.root.remove(*only).content.pop()? {
            Block { kind: BlockKind::Heading { content, .. }, span, .. } => Some((content, span)),
            _ => None,
        }
    }

    /// A few words at the beginning of the slide, in a box with a place of its own, such as a bar with the parts of the talk.
    pub fn take_bar(&mut self, cx: &mut Context<'_>) -> Option<(String, Span)> {
        self.flush(cx);
        let first = self.root.first().filter(|piece| piece.placed)?;
        let only_words =
            |block: &Block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Columns(_) | BlockKind::Group { .. });
        if !walk_blocks(&first.content).all(only_words) {
            return None;
        }
        let words = walk_blocks(&first.content).flat_map(texts).map(plain_text).filter(|words| !words.trim().is_empty());
        let bar = words.collect::<Vec<_>>().join(" · ");
        (!bar.is_empty() && bar.chars().count() <= LONGEST_BAR).then(|| (bar, self.root.remove(0).span))
    }

    /// How many boxes are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Adds blocks that Markdown made.
    pub fn extend(&mut self, blocks: Vec<Block>) {
        self.pieces().extend(blocks.into_iter().map(Piece::of));
    }

    /// Closes everything and gives the blocks.
    pub fn finish(&mut self, cx: &mut Context<'_>) -> Vec<Block> {
        self.flush(cx);
        while let Some(frame) = self.open.pop() {
            let end = frame.pieces.last().map_or(frame.start, |piece| piece.span.range().end);
            self.close(cx, frame, end);
        }
        arrange(std::mem::take(&mut self.root), None)
    }

    fn pieces(&mut self) -> &mut Vec<Piece> {
        self.open.last_mut().map_or(&mut self.root, |frame| &mut frame.pieces)
    }

    /// Reads a piece of HTML.
    pub fn html(&mut self, cx: &mut Context<'_>, range: Range<usize>) {
        for token in tokens::tokens(cx.text(), range.clone()) {
            let at = token.range;
            match token.kind {
                Kind::Comment => comment(cx, at, range.start),
                Kind::Hidden => html::report(cx, cx.slice(at.clone()), at),
                Kind::Text => self.text(cx, at),
                Kind::Open(name) => self.opening(cx, &name, at),
                Kind::Close(name) => self.closing(cx, &name, at),
            }
        }
        self.flush(cx);
    }

    fn text(&mut self, cx: &mut Context<'_>, at: Range<usize>) {
        match self.open.last_mut() {
            Some(Frame { role: Role::Pre(code), .. }) => code.push_str(&html::unescaped(cx.slice(at))),
            _ => self.words.text(cx, at),
        }
    }

    fn opening(&mut self, cx: &mut Context<'_>, name: &str, at: Range<usize>) {
        if matches!(self.open.last(), Some(Frame { role: Role::Pre(_), .. })) {
            return;
        }
        let role = match name {
            name if TABLE_PARTS.contains(&name) => return,
            name if PARAGRAPHS.contains(&name) => Role::Paragraph,
            name if BOXES.contains(&name) => Role::Box(look(cx, at.clone())),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading(name.as_bytes()[1] - b'0'),
            "ul" => Role::List { start: None, items: Vec::new() },
            "ol" => Role::List { start: Some(1), items: Vec::new() },
            "li" => Role::Item,
            "blockquote" => Role::Quote,
            "pre" => Role::Pre(String::new()),
            "table" => Role::Table(Vec::new()),
            "tr" => Role::TableRow(Vec::new()),
            "td" | "th" => Role::TableCell,
            _ => return self.words.tag(cx, at),
        };
        self.flush(cx);
        // Some tags need no closing one: the next of their kind closes them.
        if matches!(role, Role::Item | Role::TableCell | Role::TableRow(_) | Role::Paragraph)
            && self.open.last().is_some_and(|frame| frame.name == name)
        {
            self.pop(cx, at.start);
        }
        if self.open.len() < MAX_BLOCKS && !cx.slice(at.clone()).ends_with("/>") {
            self.open.push(Frame { name: name.to_owned(), role, pieces: Vec::new(), start: at.start });
        }
    }

    fn closing(&mut self, cx: &mut Context<'_>, name: &str, at: Range<usize>) {
        if let Some(from) = self.open.iter().rposition(|frame| frame.name == name) {
            self.flush(cx);
            while self.open.len() > from {
                self.pop(cx, at.end);
            }
        } else if TABLE_PARTS.contains(&name) || BOXES.contains(&name) || PARAGRAPHS.contains(&name) {
            // A browser doesn't mind either.
        } else if !matches!(self.open.last(), Some(Frame { role: Role::Pre(_), .. })) {
            self.words.tag(cx, at);
        }
    }

    fn pop(&mut self, cx: &mut Context<'_>, end: usize) {
        if let Some(frame) = self.open.pop() {
            self.close(cx, frame, end);
        }
    }

    /// Ends running text.
    fn flush(&mut self, cx: &mut Context<'_>) {
        if let Some(block) = self.words.finish(cx) {
            self.pieces().push(Piece::of(block));
        }
    }

    /// What a tag held goes to the one around it.
    fn close(&mut self, cx: &mut Context<'_>, frame: Frame, end: usize) {
        let span = cx.span(frame.start..end);
        let block = |kind| Piece::of(Block { kind, span, audience: None });
        let Frame { role, pieces, .. } = frame;
        let piece = match role {
            Role::Box(look) => {
                let content = arrange(pieces, look.row.as_ref());
                let Look { width, floats: beside, placed, .. } = look;
                (!content.is_empty()).then_some(Piece { content, width, beside, placed, span })
            }
            Role::Paragraph => return self.pieces().extend(pieces),
            Role::Heading(level) => {
                let content = words_of(pieces);
                (!content.is_empty()).then(|| block(BlockKind::Heading { level, content, plain: None }))
            }
            Role::Quote => Some(block(BlockKind::Quote(arrange(pieces, None)))),
            Role::Pre(code) => (!code.trim().is_empty()).then(|| block(BlockKind::Code(code_block(&code)))),
            Role::List { start, items } => {
                self.pieces().extend(pieces);
                let list = List { start, tight: true, incremental: false, items };
                (!list.items.is_empty()).then(|| block(BlockKind::List(list)))
            }
            Role::Table(rows) => {
                self.pieces().extend(pieces);
                table(rows).map(|table| block(BlockKind::Table(table)))
            }
            Role::Item => return self.item(ListItem { content: arrange(pieces, None), checked: None, span }),
            Role::TableRow(cells) => return self.table_row(TableRow { cells, span }, pieces),
            Role::TableCell => return self.table_cell(pieces),
        };
        self.pieces().extend(piece);
    }

    fn item(&mut self, item: ListItem) {
        match self.open.last_mut() {
            Some(Frame { role: Role::List { items, .. }, .. }) => items.push(item),
            _ => self.extend(item.content),
        }
    }

    fn table_row(&mut self, row: TableRow, loose: Vec<Piece>) {
        self.pieces().extend(loose);
        match self.open.last_mut() {
            Some(Frame { role: Role::Table(rows), .. }) => rows.push(row),
            _ => {
                let paragraph = |content| Block { kind: BlockKind::Paragraph(content), span: row.span, audience: None };
                self.extend(row.cells.into_iter().map(paragraph).collect());
            }
        }
    }

    fn table_cell(&mut self, pieces: Vec<Piece>) {
        match self.open.last_mut() {
            Some(Frame { role: Role::TableRow(cells), .. }) => cells.push(words_of(pieces)),
            _ => self.pieces().extend(pieces),
        }
    }
}

impl Piece {
    fn of(block: Block) -> Piece {
        Piece { span: block.span, content: vec![block], width: None, beside: false, placed: false }
    }

    fn into_column(self) -> Column {
        Column { width: self.width, content: self.content, span: self.span }
    }
}

/// A comment inside of HTML. A blank line ends the HTML, and a comment with it.
fn comment(cx: &mut Context<'_>, at: Range<usize>, block_start: usize) {
    let text = cx.slice(at.clone());
    if at.start > block_start && !text.contains("-->") {
        let span = cx.span(at);
        return cx.dropped(span, "comments inside of HTML end at a blank line; what stands before it is left out");
    }
    html::comment(cx, text, at);
}

/// How a box is arranged.
fn look(cx: &mut Context<'_>, at: Range<usize>) -> Look {
    let attributes = tags::attributes(cx.text(), at.clone());
    let classes = attributes.items.iter().filter_map(|item| match &item.kind {
        AttributeKind::Class(class) => Some(class.as_str()),
        _ => None,
    });
    let style = marks::value(&attributes, "style").map_or("", |(style, _)| style);
    let look = cx.marp.styles.of(classes.clone(), style);
    if (Look { placed: false, ..look.clone() }) == Look::default()
        && let Some(class) = classes.clone().next()
    {
        let what = format!("boxes that a style sheet draws, such as `{}`, are plain text", shortened(class));
        let span = cx.span(at);
        cx.losses.note_kind(Fate::Approximated, span, "boxes", &what);
    }
    look
}

/// What is in a box, side by side where it is a row or where boxes in it float.
fn arrange(pieces: Vec<Piece>, row: Option<&Row>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(row) = row {
        let in_a_row = if row.tracks.is_empty() { pieces.len() } else { row.tracks.len() };
        let mut rest = pieces.into_iter().peekable();
        while rest.peek().is_some() {
            side_by_side(rest.by_ref().take(in_a_row).collect(), &row.tracks, &mut blocks);
        }
        return blocks;
    }
    let mut beside = Vec::new();
    for piece in pieces {
        if !piece.beside {
            side_by_side(std::mem::take(&mut beside), &[], &mut blocks);
            blocks.extend(piece.content);
        } else {
            beside.push(piece);
        }
    }
    side_by_side(beside, &[], &mut blocks);
    blocks
}

fn side_by_side(pieces: Vec<Piece>, tracks: &[Option<u32>], out: &mut Vec<Block>) {
    if !(2..=MOST_COLUMNS).contains(&pieces.len()) {
        return out.extend(pieces.into_iter().flat_map(|piece| piece.content));
    }
    let mut columns: Vec<Column> = pieces.into_iter().map(Piece::into_column).collect();
    for (column, track) in columns.iter_mut().zip(tracks) {
        column.width = track.or(column.width);
    }
    if columns.iter().filter_map(|column| column.width).sum::<u32>() > 100 {
        columns.iter_mut().for_each(|column| column.width = None);
    }
    let span = columns.iter().map(|column| column.span).reduce(Span::join);
    out.extend(span.map(|span| Block { kind: BlockKind::Columns(columns), span, audience: None }));
}

/// The words of everything in a heading or cell, with line ends between its parts.
fn words_of(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut words: Vec<Inline> = Vec::new();
    for block in pieces.into_iter().flat_map(|piece| piece.content) {
        for block in walk_blocks(std::slice::from_ref(&block)) {
            let picture = match &block.kind {
                BlockKind::Picture(picture) => {
                    Some(vec![Inline { kind: InlineKind::Picture(picture.clone()), span: block.span }])
                }
                BlockKind::Code(code) => {
                    Some(vec![Inline { kind: InlineKind::Code { text: code.text.clone(), plain: None }, span: block.span }])
                }
                _ => None,
            };
            let texts = texts(block).into_iter().map(<[Inline]>::to_vec);
            for part in picture.into_iter().chain(texts).filter(|part| !part.is_empty()) {
                if !words.is_empty() {
                    words.push(Inline { kind: InlineKind::LineBreak, span: block.span });
                }
                words.extend(part);
            }
        }
    }
    words
}

fn code_block(code: &str) -> CodeBlock {
    let text = code.strip_prefix('\n').unwrap_or(code).trim_end().replace("\r\n", "\n");
    CodeBlock { language: String::new(), text, highlight: Vec::new(), plain: None, file: None }
}

/// The first row is the head.
fn table(mut rows: Vec<TableRow>) -> Option<Table> {
    rows.retain(|row| !row.cells.is_empty());
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    for row in &mut rows {
        row.cells.resize(width, Vec::new());
    }
    let head = rows.remove(0);
    Some(Table { alignments: vec![crate::model::Alignment::Auto; width], head, rows })
}
