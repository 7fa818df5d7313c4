//! What stands where on a slide: its blocks, sorted into the regions of its layout.
//!
//! Nothing is ever lost here. What no region takes stands in [`Arrangement::before`] or [`Arrangement::body`], and a slide that lacks
//! what its layout shows has everything in its body, as the layout `content` would have it. What does not fit is told as a
//! [`Misfit`], which a lint puts into words.

mod parts;

use super::ProjectedSlide;
use crate::model::{
    Block, BlockKind, Description, Inline, InlineKind, LINE_LENGTH, Layout, ListItem, NUMBER_LENGTH, Picture, Region, Takes,
    plain_text,
};
use crate::source::Span;
use parts::parts;
pub(super) use parts::pictures_alone;

/// The blocks of a slide by where they stand.
#[derive(Debug, Default)]
pub struct Arrangement<'a> {
    /// The picture or the code that the layout shows large.
    pub media: Option<&'a Block>,
    /// The columns of the layout `two-columns`, with their widths in percent where they are given.
    pub columns: Vec<(Option<u32>, Vec<&'a Block>)>,
    /// The sides, events, fields, pictures or other equal parts of a layout; its number or its line.
    pub cells: Vec<Cell<'a>>,
    /// What the two axes of a matrix are called, from left to right and from top to bottom.
    pub axes: (Vec<Vec<Inline>>, Vec<Vec<Inline>>),
    /// What was written before the cells.
    pub before: Vec<&'a Block>,
    /// Everything else.
    pub body: Vec<&'a Block>,
    /// Where the content comes from: a last paragraph that begins with "Source:".
    pub source: Option<&'a Block>,
    /// What does not fit the layout.
    pub misfits: Vec<Misfit>,
}

/// One of the equal parts of a layout.
#[derive(Debug)]
pub struct Cell<'a> {
    /// What it is called: a heading, a date, a name.
    pub head: Option<Head<'a>>,
    /// What it says.
    pub content: Vec<Piece<'a>>,
    /// What it appears with.
    pub appears: Appears<'a>,
}

/// What a cell is called.
#[derive(Debug)]
pub enum Head<'a> {
    /// A heading, as it was written.
    Heading(&'a Block),
    /// A paragraph in bold.
    Bold(&'a Block),
    /// Words.
    Words(Vec<Inline>),
}

/// A piece of a cell.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A block.
    Block(&'a Block),
    /// A picture that stands in one paragraph with others.
    Picture(&'a Picture),
    /// The rest of a paragraph, or a cell of a table.
    Words(Vec<Inline>),
}

/// When a cell appears on a slide with steps.
#[derive(Debug, Clone, Copy)]
pub enum Appears<'a> {
    /// With the blocks in it.
    Blocks,
    /// With a block that it is a part of.
    With(&'a Block),
    /// With an item of a list.
    Item(&'a ListItem),
    /// With a term of a list of terms.
    Term(&'a Description),
}

/// What does not fit a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// A region without which the layout is nothing has nothing in it.
    Missing(Region),
    /// So many parts where there may be other numbers; the place of the first that is too many.
    Count(Region, usize, Span),
    /// A text is too long for its region.
    Long(Region, usize, Span),
    /// So many blocks that no region takes, with the first's place. They are shown nevertheless.
    Loose(usize, Span),
}

impl<'a> Cell<'a> {
    fn of_blocks(blocks: impl IntoIterator<Item = &'a Block>) -> Self {
        Self { head: None, content: blocks.into_iter().map(Piece::Block).collect(), appears: Appears::Blocks }
    }
}

/// Sorts the blocks of a slide.
pub fn arrange(slide: &ProjectedSlide) -> Arrangement<'_> {
    let mut content = ungrouped(&slide.content);
    let source = content.pop_if(|last| slide.content.len() > 1 && is_source_line(last));
    let mut out = match sorted(slide.layout, &content) {
        Ok(arrangement) => arrangement,
        Err(misfit) => Arrangement { body: content, misfits: vec![misfit], ..Arrangement::default() },
    };
    out.source = source;
    if let (Layout::Agenda, [], [sections, ..]) = (slide.layout, slide.agenda.as_slice(), slide.layout.info().regions) {
        out.misfits.push(Misfit::Missing(*sections));
    }
    out.misfits.extend(loose(slide.layout, &out));
    out
}

/// The blocks without pauses, those of groups (`::: incremental`, an audience's) in the place of their group. What is in a language of
/// its own stays together.
fn ungrouped(blocks: &[Block]) -> Vec<&Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match &block.kind {
            BlockKind::Pause => {}
            BlockKind::Group { content, lang: None, .. } => out.extend(ungrouped(content)),
            _ => out.push(block),
        }
    }
    out
}

/// The arrangement of a slide that has what its layout shows.
fn sorted<'a>(layout: Layout, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    use Layout::*;
    let region = layout.info().regions.iter().find(|region| region.needed).copied();
    let Some(region) = region else { return Ok(plain(content)) };
    match layout {
        TwoColumns => columns(region, content),
        Comparison | BeforeAfter | Matrix | Timeline => cells(region, layout, content),
        Image | ImageLeft | ImageRight | ImageFull => media(region, content, |kind| matches!(kind, BlockKind::Picture(_))),
        Code => media(region, content, |kind| matches!(kind, BlockKind::Code(_))),
        ImageGrid => pictures(region, content),
        CodeResult => code_result(content),
        Person => Ok(person(region, content)?),
        BigNumber => number(region, content),
        Checklist => tasks(region, content),
        Quote => quote(region, content),
        Title | Section | Agenda | Content | Statement | Exercise | Break | Questions | CallToAction | Closing => {
            Ok(plain(content))
        }
    }
}

fn plain<'a>(content: &[&'a Block]) -> Arrangement<'a> {
    Arrangement { body: content.to_vec(), ..Arrangement::default() }
}

fn media<'a>(region: Region, content: &[&'a Block], shown: fn(&BlockKind) -> bool) -> Result<Arrangement<'a>, Misfit> {
    let at = content.iter().position(|block| shown(&block.kind)).ok_or(Misfit::Missing(region))?;
    let rest = content.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, block)| *block);
    Ok(Arrangement { media: Some(content[at]), body: rest.collect(), ..Arrangement::default() })
}

/// The columns of a slide that consists of nothing else: its `columns` div, or one for each subheading.
fn columns<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    if let [Block { kind: BlockKind::Columns(columns), .. }] = content {
        let columns = columns.iter().map(|column| (column.width, column.content.iter().collect())).collect();
        return Ok(Arrangement { columns, ..Arrangement::default() });
    }
    let starts: Vec<usize> = content.iter().enumerate().filter(|(_, block)| is_heading(block)).map(|(index, _)| index).collect();
    if starts.len() < 2 || starts[0] != 0 {
        // Columns among other blocks are drawn as columns too.
        let among = content.iter().any(|block| matches!(block.kind, BlockKind::Columns(_)));
        return if among { Ok(plain(content)) } else { Err(Misfit::Missing(region)) };
    }
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    let columns = starts.iter().zip(ends).map(|(&start, end)| (None, content[start..end].to_vec())).collect();
    Ok(Arrangement { columns, ..Arrangement::default() })
}

fn cells<'a>(region: Region, layout: Layout, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let found = parts(layout, content).ok_or(Misfit::Missing(region))?;
    let out = Arrangement { before: found.before, cells: found.cells, axes: found.axes, body: found.after, ..Default::default() };
    let (least, most) = match region.takes {
        Takes::Parts(least, most) | Takes::Events(least, most) => (least, most),
        _ => return Ok(out),
    };
    let count = out.cells.len();
    if count >= least && count <= most {
        return Ok(out);
    }
    let at = if count < least { found.spans.first() } else { found.spans.get(most) };
    let misfit = Misfit::Count(region, count, at.copied().unwrap_or(content[0].span));
    // A line of events only gets fuller; the other layouts have so many places and no more.
    if layout == Layout::Timeline && count > most { Ok(Arrangement { misfits: vec![misfit], ..out }) } else { Err(misfit) }
}

fn pictures<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let Takes::Pictures(least, most) = region.takes else { return Ok(plain(content)) };
    let found = parts::pictures(content).ok_or(Misfit::Missing(region))?;
    let count = found.cells.len();
    if count < least {
        return Err(Misfit::Count(region, count, found.spans[0]));
    }
    let misfits = found.spans.get(most).map(|over| Misfit::Count(region, count, *over)).into_iter().collect();
    Ok(Arrangement { before: found.before, body: found.after, cells: found.cells, misfits, ..Arrangement::default() })
}

/// The code, then everything up to the next heading or the end.
fn code_result<'a>(content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let [code, result, ..] = Layout::CodeResult.info().regions else { return Ok(plain(content)) };
    let is_code = |block: &&Block| matches!(block.kind, BlockKind::Code(_));
    let at = content.iter().position(is_code).ok_or(Misfit::Missing(*code))?;
    let after = &content[at + 1..];
    if after.is_empty() {
        return Err(Misfit::Missing(*result));
    }
    let cells = vec![Cell::of_blocks([content[at]]), Cell::of_blocks(after.iter().copied())];
    Ok(Arrangement { before: content[..at].to_vec(), cells, ..Arrangement::default() })
}

/// The first paragraph says what the person does.
fn person<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let at = content.iter().position(|block| matches!(block.kind, BlockKind::Picture(_)));
    let rest: Vec<&Block> = content.iter().enumerate().filter(|(index, _)| Some(*index) != at).map(|(_, block)| *block).collect();
    let Some(Block { kind: BlockKind::Paragraph(line), span, .. }) = rest.first() else { return Err(Misfit::Missing(region)) };
    let length = plain_text(line).chars().count();
    let media = at.map(|at| content[at]);
    if length > LINE_LENGTH {
        return Ok(Arrangement {
            media,
            body: rest,
            misfits: vec![Misfit::Long(region, length, *span)],
            ..Arrangement::default()
        });
    }
    let cells = vec![Cell::of_blocks([rest[0]])];
    Ok(Arrangement { media, cells, body: rest[1..].to_vec(), ..Arrangement::default() })
}

/// The number is the first paragraph or heading, or the bold text that it begins with.
fn number<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let first = content.first().ok_or(Misfit::Missing(region))?;
    let (BlockKind::Paragraph(words) | BlockKind::Heading { content: words, .. }) = &first.kind else {
        return Err(Misfit::Missing(region));
    };
    let (number, rest) = match parts::strong_start(words) {
        Some((number, rest)) => (number, rest),
        None => (words.clone(), Vec::new()),
    };
    let length = plain_text(&number).trim().chars().count();
    if length > NUMBER_LENGTH {
        return Err(Misfit::Long(region, length, first.span));
    }
    let content_of = if rest.is_empty() { Vec::new() } else { vec![Piece::Words(rest)] };
    let cell = Cell { head: Some(Head::Words(number)), content: content_of, appears: Appears::With(first) };
    Ok(Arrangement { cells: vec![cell], body: content[1..].to_vec(), ..Arrangement::default() })
}

fn tasks<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let list = content.iter().find_map(|block| match &block.kind {
        BlockKind::List(list) if list.items.iter().any(|item| item.checked.is_some()) => Some((*block, list.items.len())),
        _ => None,
    });
    let (list, count) = list.ok_or(Misfit::Missing(region))?;
    let mut out = plain(content);
    if let Takes::Tasks(_, most) = region.takes
        && count > most
    {
        out.misfits.push(Misfit::Count(region, count, list.span));
    }
    Ok(out)
}

fn quote<'a>(region: Region, content: &[&'a Block]) -> Result<Arrangement<'a>, Misfit> {
    let has = content.iter().any(|block| matches!(block.kind, BlockKind::Quote(_)));
    if has { Ok(plain(content)) } else { Err(Misfit::Missing(region)) }
}

/// Blocks for which the layout has no room: more than its last region takes.
fn loose(layout: Layout, out: &Arrangement<'_>) -> Option<Misfit> {
    if !out.misfits.is_empty() {
        return None;
    }
    let most = layout.info().regions.iter().filter(|region| !region.needed).find_map(|region| match region.takes {
        Takes::Blocks(most) => Some(most),
        Takes::Anything => Some(usize::MAX),
        _ => None,
    });
    // The quotation or the list itself stands in the body.
    let own = usize::from(matches!(layout, Layout::Quote | Layout::Checklist));
    let most = most.unwrap_or(if layout == Layout::TwoColumns { usize::MAX } else { 0 }).saturating_add(own);
    let mut blocks = out.before.iter().chain(&out.body);
    let count = out.before.len() + out.body.len();
    let first = blocks.nth(most)?;
    Some(Misfit::Loose(count - most, first.span))
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Does the block say where something comes from? Such a paragraph starts with "Source:".
pub fn is_source_line(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else { return false };
    matches!(content.first().map(|first| &first.kind), Some(InlineKind::Text(text)) if text.starts_with("Source:"))
}

#[cfg(test)]
mod tests;
