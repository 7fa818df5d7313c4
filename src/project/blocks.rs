//! Selection and replacement of blocks.
//!
//! The rules, in the order they are asked:
//!
//! 1. A block whose audience doesn't admit the variant is left out with everything in it.
//! 2. In a plain variant, `plain` replaces a code block or picture by a paragraph of its words. `plain=""` leaves it out.
//! 3. In a plain variant, code and formulas are left out unless something around them, or they themselves, were written for this
//!    audience on purpose (`audience=all`, or a plain audience's name).
//! 4. In a plain variant, a block for plain audiences only stands in the place of the code block, formula, table or picture right
//!    before it in the same list, unless that one says itself that it is for this audience. Blocks between the two that stand in
//!    for other plain audiences don't count. A stand-in with nothing in it replaces nothing.
//! 5. What selection has left empty disappears: paragraphs, items, rows and columns of tables, columns, groups. What the author
//!    left empty stays, but for paragraphs and groups. A single column left of several is no column any more.
//!
//! The parser bounds how deep blocks nest, so the recursion here is bounded too.

use super::changes::{ChangeKind, Record};
use super::inlines::{inlines, is_blank, replacement, words};
use super::tables::table;
use super::view::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, CodeBlock, Column, Description, List, ListItem, Picture};
use crate::source::{Span, Spanned};

/// How much was there before a block that may be replaced.
struct Mark {
    blocks: usize,
    findings: usize,
    changes: usize,
}

impl Mark {
    fn of(blocks: &[Block], record: &Record) -> Self {
        Self { blocks: blocks.len(), findings: record.findings.len(), changes: record.changes.len() }
    }
}

/// A block that the one right after it may stand in for: its place, and what was there before it and after it.
struct Replaceable {
    span: Span,
    before: Mark,
    changes: usize,
}

/// The blocks as this audience sees them.
pub(super) fn blocks(scope: Scope, source: &[Block], record: &mut Record) -> Vec<Block> {
    let mut out = Vec::with_capacity(source.len());
    let mut replaceable: Option<Replaceable> = None;
    for block in source {
        let audience = block.audience.as_ref();
        if !record.admits(scope.view, audience, block.span) {
            replaceable = replaceable.filter(|_| scope.view.stands_in_elsewhere(audience));
            continue;
        }
        let before = Mark::of(&out, record);
        let mut seen = block_as_seen(scope, block, record);
        if scope.view.stands_in(audience) {
            if seen.is_empty() {
                continue;
            }
            if let Some(replaced) = replaceable.take() {
                out.truncate(replaced.before.blocks);
                record.findings.drain(replaced.before.findings..before.findings);
                let change = record.change(replaced.span, ChangeKind::Replaced { by: block.span });
                record.changes.splice(replaced.before.changes..replaced.changes, [change]);
            }
        } else {
            replaceable =
                can_be_replaced(scope, block).then_some(Replaceable { span: block.span, before, changes: record.changes.len() });
        }
        out.append(&mut seen);
    }
    out
}

/// May a block right after this one stand in its place? A group counts as the one block it holds.
fn can_be_replaced(scope: Scope, block: &Block) -> bool {
    if scope.view.keeps(block.audience.as_ref()) {
        return false;
    }
    match &block.kind {
        BlockKind::Code(_) | BlockKind::Math(_) | BlockKind::Table(_) | BlockKind::Picture(_) => true,
        BlockKind::Group { content, .. } => matches!(content.as_slice(), [only] if can_be_replaced(scope, only)),
        _ => false,
    }
}

/// One block: itself, its replacement, what is left of it, or nothing. Its audience admits the variant.
fn block_as_seen(scope: Scope, block: &Block, record: &mut Record) -> Vec<Block> {
    let scope = scope.within(block.audience.as_ref());
    let view = scope.view;
    let kind = match &block.kind {
        BlockKind::Pause | BlockKind::Typst(_) => Some(block.kind.clone()),
        BlockKind::Paragraph(content) => paragraph(inlines(view, content, record)),
        BlockKind::Heading { level, content, plain } => {
            let content = match replacement(view, plain.as_ref()) {
                Some(plain) => {
                    record.replaced(block.span, plain);
                    words(plain)
                }
                None => inlines(view, content, record),
            };
            (!is_blank(&content)).then_some(BlockKind::Heading { level: *level, content, plain: None })
        }
        BlockKind::Code(code) => code_block(scope, block, code, record),
        BlockKind::Math(latex) => formula(scope, block, latex, record),
        BlockKind::Picture(picture) => picture_block(scope, block, picture, record),
        BlockKind::Table(source) => table(view, source, record).map(BlockKind::Table),
        BlockKind::Descriptions(source) => some_left(descriptions(scope, source, record)).map(BlockKind::Descriptions),
        BlockKind::List(source) => list(scope, source, record).map(BlockKind::List),
        BlockKind::Quote(content) => some_left(blocks(scope, content, record)).map(BlockKind::Quote),
        BlockKind::Callout { kind, title, content } => {
            let seen = blocks(scope, content, record);
            let emptied = seen.is_empty() && !content.is_empty();
            (!emptied).then(|| BlockKind::Callout { kind: *kind, title: title.clone(), content: seen })
        }
        BlockKind::Columns(columns) => match columns_as_seen(scope, columns, record) {
            Ok(kept) => some_left(kept).map(BlockKind::Columns),
            Err(content) => return content,
        },
        BlockKind::Group { classes, lang, content } => {
            let seen = blocks(scope, content, record);
            if classes.is_empty() && lang.is_none() {
                return seen;
            }
            some_left(seen).map(|content| BlockKind::Group { classes: classes.clone(), lang: lang.clone(), content })
        }
    };
    kind.map(|kind| Block { kind, span: block.span, audience: None }).into_iter().collect()
}

fn some_left<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn paragraph(content: Vec<crate::model::Inline>) -> Option<BlockKind> {
    (!is_blank(&content)).then_some(BlockKind::Paragraph(content))
}

fn plain_paragraph(plain: &Spanned<String>) -> Option<BlockKind> {
    paragraph(words(plain))
}

fn code_block(scope: Scope, block: &Block, code: &CodeBlock, record: &mut Record) -> Option<BlockKind> {
    if let Some(plain) = replacement(scope.view, code.plain.as_ref()) {
        record.replaced(block.span, plain);
        return plain_paragraph(plain);
    }
    if leaves_out_technical(scope) {
        record.findings.push(dropped(block, "code block"));
        record.note(block.span, ChangeKind::Dropped);
        return None;
    }
    Some(BlockKind::Code(CodeBlock { plain: None, ..code.clone() }))
}

fn formula(scope: Scope, block: &Block, latex: &str, record: &mut Record) -> Option<BlockKind> {
    if leaves_out_technical(scope) {
        record.findings.push(dropped(block, "formula"));
        record.note(block.span, ChangeKind::Dropped);
        return None;
    }
    Some(BlockKind::Math(latex.to_owned()))
}

fn leaves_out_technical(scope: Scope) -> bool {
    scope.view.variant.is_plain() && !scope.kept
}

/// The wording is the same for every plain variant, so that one finding is left of several.
fn dropped(block: &Block, what: &str) -> Diagnostic {
    let words = if what == "formula" { "" } else { "`plain=\"…\"`, or " };
    Diagnostic::new(
        Code::DroppedWithoutReplacement,
        block.span,
        format!("this {what} is not shown to a non-technical audience, and nothing stands in its place"),
    )
    .help(format!("say what it means for them: {words}a `::: non-technical` block right after it"))
    .help("`audience=all` shows it to everyone, `audience=technical` says that they don't need it")
}

fn picture_block(scope: Scope, block: &Block, picture: &Picture, record: &mut Record) -> Option<BlockKind> {
    match replacement(scope.view, picture.plain.as_ref()) {
        Some(plain) => {
            record.replaced(block.span, plain);
            plain_paragraph(plain)
        }
        None => Some(BlockKind::Picture(Box::new(Picture { plain: None, ..picture.clone() }))),
    }
}

fn list(scope: Scope, source: &List, record: &mut Record) -> Option<List> {
    let mut items = Vec::with_capacity(source.items.len());
    for item in &source.items {
        let content = blocks(scope, &item.content, record);
        if !content.is_empty() || item.content.is_empty() {
            items.push(ListItem { content, ..*item });
        }
    }
    some_left(items).map(|items| List { items, ..*source })
}

/// The terms that have something left, of themselves or of what they mean.
fn descriptions(scope: Scope, source: &[Description], record: &mut Record) -> Vec<Description> {
    let mut kept = Vec::with_capacity(source.len());
    for Description { term, details, span } in source {
        let seen: Vec<Vec<Block>> = details.iter().map(|content| blocks(scope, content, record)).collect();
        let details: Vec<Vec<Block>> = seen.into_iter().filter(|content| !content.is_empty()).collect();
        let term = inlines(scope.view, term, record);
        if !is_blank(&term) || !details.is_empty() {
            kept.push(Description { term, details, span: *span });
        }
    }
    kept
}

/// The columns that have something left, or, where selection leaves one of several, the content of that one.
fn columns_as_seen(scope: Scope, columns: &[Column], record: &mut Record) -> Result<Vec<Column>, Vec<Block>> {
    let mut kept = Vec::with_capacity(columns.len());
    for column in columns {
        let content = blocks(scope, &column.content, record);
        if !content.is_empty() || column.content.is_empty() {
            kept.push(Column { content, ..*column });
        }
    }
    match <[Column; 1]>::try_from(kept) {
        Ok([single]) if columns.len() > 1 => Err(single.content),
        Ok(single) => Ok(single.into()),
        Err(kept) => Ok(kept),
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
